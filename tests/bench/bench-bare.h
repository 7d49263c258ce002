/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What GTK alone takes for a list as long and as wide, of strings that are there already: the floor of bench-list. */
typedef struct
{
  double first_frame, keystroke, sort, jump;   /* ms */
  double resident;                             /* MiB */
} BenchBare;

/* In a process of its own, so that its memory is its own: prints what it measured. */
int   bench_bare_main (unsigned rows);
/* Starts it, and reads what it prints. */
void  bench_bare_run  (const char *program, unsigned rows, BenchBare *bare);
