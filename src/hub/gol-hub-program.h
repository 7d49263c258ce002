/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gol_hub_program_run:
 * @argv: as main () got it, %NULL-terminated
 * @out: what is printed for who called
 * @err: at most one sentence
 *
 * golondrina-hub without its main. "run" comes back after SIGTERM or SIGINT.
 *
 * Returns: 0 done, 1 refused, 2 wrong usage, 3 the machine or the hub's folder fails
 */
int gol_hub_program_run (char    **argv,
                         GString  *out,
                         GString  *err);

G_END_DECLS
