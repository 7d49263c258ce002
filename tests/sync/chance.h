/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The machine's chance, drawn from a seed: with it the same seed gives the same bytes. Ids ask the kernel, which this program's own
 * getrandom () answers in its place; salts and keys ask libsodium. The cipher of the files asks the kernel too, as often as it likes:
 * that shows nowhere.
 */
void chance_begin (guint64 seed);   /* from here on; the first time before anything is drawn, but after g_test_init () */

G_END_DECLS
