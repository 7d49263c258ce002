/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "gol-error.h"
#include "gol-office.h"

#define PASSPHRASE "swallows come back"

/* An office in a folder of its own, on a day of its own. */
typedef struct
{
  char      *dir;
  GolClock  *clock;
  GolOffice *office;   /* its first officer, "Rosa Ixchel", has every role but the auditor's */
} Fixture;

/* @kind: of the office; NULL: a ministry in Guatemala. The day is 2026-11-25. */
void        fixture_setup      (Fixture *fixture, gconstpointer kind);
void        fixture_teardown   (Fixture *fixture, gconstpointer kind);
#define fixture_add_test(path, func) g_test_add (path, Fixture, NULL, fixture_setup, func, fixture_teardown)

void        fixture_set_day    (Fixture *fixture, const char *day);
/* Lets go of the office and opens it again as somebody else. */
void        fixture_become     (Fixture *fixture, const char *officer);
/* An account made by the first officer, and the office opened as it. */
void        fixture_enter_as   (Fixture *fixture, const char *name, guint roles);

/* Pairs of "section.field" and text, NULL-terminated. */
GHashTable *fixture_sections   (const char *first, ...) G_GNUC_NULL_TERMINATED;
char       *fixture_add        (Fixture *fixture, const char *entity, const char *first, ...) G_GNUC_NULL_TERMINATED;
void        fixture_save       (Fixture *fixture, const char *record, const char *section, const char *field, const char *value);
char       *fixture_get        (Fixture *fixture, const char *record, const char *path);

/* Made-up people and papers. */
char       *fixture_worker     (Fixture *fixture, const char *given, const char *surname, const char *birth, const char *passport);

/* Whether a text stands anywhere in one of the office's files, decrypted: in any column of any table. */
gboolean    fixture_holds      (Fixture *fixture, gboolean protected, const char *text);

/* Gives an office every open change of another, as an exchange without any withholding would. */
void        fixture_grant      (Fixture *from, Fixture *to);

#define assert_refused(error, code_, word) \
  G_STMT_START { \
    g_assert_error ((error), GOL_ERROR, (gint) (code_)); \
    if (strstr ((error)->message, (word)) == NULL) \
      g_error ("“%s” does not speak of “%s”", (error)->message, (word)); \
    g_clear_error (&(error)); \
  } G_STMT_END
