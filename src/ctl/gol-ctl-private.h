/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "gol-ctl.h"
#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolCtl:
 *
 * One call: what every command shares. A command leaves its answer in @answer as JSON; how it is printed is not its business.
 */
typedef struct
{
  char      *dir;
  char      *passphrase_file;
  int        passphrase_fd;
  char      *officer;
  gboolean   json;
  char      *today_text;
  GolDate    today;
  GolClock  *clock;
  GolOffice *office;     /* once a command asked for it */
  json_t    *answer;
  gboolean   reads;      /* the command changes nothing, so it may work beside another program */
  gboolean   damaged;    /* the answer says that something stored is not what was stored */
} GolCtl;

/* @argv: the words after the command's own; false with @error when it did not work. */
typedef gboolean (*GolCtlFunc) (GolCtl *ctl, int argc, char **argv, GError **error);

/**
 * GolCtlCommand:
 * @words: "worker add"
 * @usage: what follows them
 * @summary: one line of help (N_())
 * @reads: it changes nothing in the office
 */
typedef struct
{
  const char *words;
  const char *usage;
  const char *summary;
  GolCtlFunc  run;
  gboolean    reads;
} GolCtlCommand;

extern const GolCtlCommand gol_ctl_account_commands[];
extern const GolCtlCommand gol_ctl_check_commands[];
extern const GolCtlCommand gol_ctl_conflict_commands[];
extern const GolCtlCommand gol_ctl_import_commands[];
extern const GolCtlCommand gol_ctl_keep_commands[];
extern const GolCtlCommand gol_ctl_record_commands[];
extern const GolCtlCommand gol_ctl_scheme_commands[];
extern const GolCtlCommand gol_ctl_season_commands[];
extern const GolCtlCommand gol_ctl_sync_commands[];

/* The office of --office, opened by --passphrase-file and --officer the first time it is asked for. */
GolOffice *gol_ctl_open            (GolCtl       *ctl,
                                    GError      **error);
gboolean   gol_ctl_need_dir        (GolCtl       *ctl,
                                    GError      **error);
/* The first line of a file or descriptor, in memory that the caller wipes with gol_ctl_wipe (). */
char      *gol_ctl_read_passphrase (const char   *path,
                                    int           fd,
                                    GError      **error);
void       gol_ctl_wipe            (char         *secret);

/* Texts are UTF-8 in whatever locale a script runs: GOption would read them by the locale's own. */
#define GOL_CTL_TEXT  G_OPTION_ARG_FILENAME
#define GOL_CTL_TEXTS G_OPTION_ARG_FILENAME_ARRAY

/**
 * gol_ctl_options:
 * @entries: options of the command
 * @rest: (out) (transfer full): the words that are no option
 * @least: @most: how many of those there may be; -1: any
 *
 * Takes a command's options. Fails with GOL_ERROR_USAGE.
 */
gboolean   gol_ctl_options         (int           argc,
                                    char        **argv,
                                    const GOptionEntry *entries,
                                    GStrv        *rest,
                                    int           least,
                                    int           most,
                                    GError      **error);

/* "section.field" in the place of each "field" that only one section has. */
gboolean    gol_ctl_field_paths    (const GolEntity *entity,
                                    char        **fields /* (nullable) */,
                                    GError      **error);
/* "section.field=value" or "field=value" words into sections: name → GolValues. */
GHashTable *gol_ctl_sections       (const GolEntity *entity,
                                    const char * const *words,
                                    GError      **error);
/* The same for one known section. */
GolValues  *gol_ctl_values         (const GolSection *section,
                                    const char * const *words,
                                    GError      **error);
/* A file that a command reads: when it is not there, that is the machine's fault and not a rule's. */
gboolean    gol_ctl_need_file      (const char   *path,
                                    GError      **error);
/* TRUE for a NULL path too */
gboolean    gol_ctl_may_write      (const char   *path,
                                    GError      **error);
gboolean    gol_ctl_parse_date     (const char   *text,
                                    GolDate      *date,
                                    GError      **error);
gboolean    gol_ctl_parse_number   (const char   *text,
                                    guint         least,
                                    guint         most,
                                    guint64      *number,
                                    GError      **error);

/* ── JSON of what we have (gol-ctl-json.c) ── */
json_t    *gol_ctl_text            (const char      *text);                /* null when NULL */
json_t    *gol_ctl_values_to_json  (const GolValues *values);
/* Its sections, and beside them what they point to: "names" and "codes". @titles: (nullable): kept from one record to the next. */
json_t    *gol_ctl_record_to_json  (GolOffice       *office,
                                    GolRecord       *record,
                                    GHashTable      *titles);
GHashTable *gol_ctl_titles_new     (void);
json_t    *gol_ctl_problems_to_json (GPtrArray      *problems);            /* (nullable) of GolProblem */
json_t    *gol_ctl_verdicts_to_json (GPtrArray      *verdicts);            /* of GolVerdict */
json_t    *gol_ctl_truth_to_json   (GolTruth         truth);               /* true, false, null */
const char *gol_ctl_truth_to_text  (GolTruth         truth);               /* "yes", "no", "unknown" */
json_t    *gol_ctl_list            (json_t          *items,                /* (transfer full) */
                                    const char      *next,
                                    guint64          total);
/* For people: names and values, lists a line each. */
void       gol_ctl_print           (GString         *out,
                                    const json_t    *answer);

G_END_DECLS
