/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"

G_BEGIN_DECLS

/* A day in a sentence of the reader's language: "4 May 2027", or "May 2027" when the day is not known. @date has at least a month. */
char *gol_date_to_words (GolDate date);

G_END_DECLS
