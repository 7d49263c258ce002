/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-error.h"

G_DEFINE_QUARK (gol-error-quark, gol_error)
