/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gol_ctl_run:
 * @argv: as main () got it, %NULL-terminated
 * @out: what is printed for who called
 * @err: at most one sentence
 *
 * golondrinactl without its main: one command, from arguments to an exit status.
 *
 * Returns: 0 done, 1 refused by a rule, 2 wrong usage, 3 the machine or the office fails
 */
int gol_ctl_run (char    **argv,
                 GString  *out,
                 GString  *err);

G_END_DECLS
