/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "gol-ctl.h"

G_BEGIN_DECLS

/* An office in a folder of its own, as a script sees it: through arguments, JSON and exit statuses. */
typedef struct
{
  char   *root;
  char   *office;       /* root/office */
  char   *passphrase;   /* root/passphrase, a file */
  json_t *answer;       /* of the last call; NULL when it printed none */
  char   *sentence;     /* the last call's standard error */
} CtlFixture;

void         ctl_fixture_init   (CtlFixture *f);
void         ctl_fixture_create (CtlFixture *f);    /* and "office create" of a ministry of Mexico */
void         ctl_fixture_clear  (CtlFixture *f);

/* Calls with --json --office --passphrase-file --today 2026-11-23 and the words; asserts the exit status. The answer is f->answer. */
void         ctl_call           (CtlFixture *f, int status, ...) G_GNUC_NULL_TERMINATED;
void         ctl_callv          (CtlFixture *f, int status, const char * const *first, const char * const *second /* (nullable) */);
char        *ctl_path           (CtlFixture *f, const char *name);
/* (transfer full) the path of a new file with this content */
char        *ctl_file           (CtlFixture *f, const char *name, const char *content);
/* "items/0/code" of the last answer: its text (numbers and truths written out), NULL when there is none. (transfer full) */
char        *ctl_get            (CtlFixture *f, const char *path);
void         ctl_expect         (CtlFixture *f, const char *path, const char *text);

G_END_DECLS
