/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office-fixture.h"

/* Stores made-up people as one action; (transfer full): their records. */
GPtrArray *office_add_people (Office *office, guint64 seed, guint n);
