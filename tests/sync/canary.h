/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"
#include "gol-dictionary.h"

G_BEGIN_DECLS

/*
 * A hub and one office of each kind, and a mark of its own in every field of every section that anybody may write, for people in every
 * standing; what marks lie in a file, in what went over the wire, in a log.
 *
 *   canary-world.c   offices, people, and who writes what
 *   canary-marks.c   marks: how they are made and found
 *   canary-files.c   files, decrypted: tables, and every page as it lies there
 */

typedef enum
{
  MINISTRY, FARM, RANCH, NORTH, STAND, AUTHORITY, TRAINING, CLINIC, CARRIER, PARTNER, AUDITOR, N_OFFICES
} OfficeNumber;

/* FARM is the first employer, RANCH the second one, in another district. NORTH is the consulate of destination for the first district. */
typedef enum { ACCEPTED, PLACED, ELSEWHERE, NOWHERE, N_PEOPLE } Person;

/* What is written of protected sections: in one action with what is open where it can be, in actions of its own, or nothing. */
typedef enum { AMONG, APART, NONE } Secrets;

/* To what a record belongs. */
typedef enum { OF_ALL, OF_EMPLOYER, OF_PLACEMENT, OF_WORKER } Belongs;

typedef struct
{
  char            *record;
  char            *label;    /* the same in every run */
  const GolEntity *entity;
  Belongs          to;
  guint            which;    /* employer (0, 1) or Person */
} Thing;

typedef struct
{
  char             *mark;     /* letters, or (@number) digits */
  gboolean          number;
  char             *label;
  const Thing      *thing;
  const GolSection *section;
  OfficeNumber      writer;
  GolLog            log;
  gboolean          local;    /* it never leaves its office */
  gboolean          kept;     /* of a change that the hub keeps in quarantine */
} Canary;

typedef struct
{
  World       *world;
  Secrets      secrets;
  Desk        *desks[N_OFFICES];
  GPtrArray   *things;                 /* of Thing */
  GPtrArray   *canaries;               /* of Canary */
  GHashTable  *tails;                  /* the last letters of a mark → its place in @canaries + 1 */
  GHashTable  *numbers;
  guint        n_open, n_protected;    /* actions so far */
  guint        n_dumb;                 /* fields that carry none */
  Thing       *employers[2], *worksites[2], *orders[2];
  Thing       *workers[N_PEOPLE], *placements[N_PEOPLE];
  int          employer_of[N_PEOPLE];  /* -1: none */
  gboolean     accepted[N_PEOPLE];     /* by that employer */
} Cast;

/* ── canary-world.c ── */
Cast       *cast_new        (guint64 seed, Secrets secrets);           /* all is written and exchanged */
void        cast_free       (Cast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cast, cast_free)
guint       cast_party      (OfficeNumber office);
const char *cast_name       (OfficeNumber office);
/* The design's words: whether a record is in an office's scope. *accepted: whether what is for accepted workers only is. */
gboolean    cast_in_scope   (Cast *self, OfficeNumber office, const Thing *thing, gboolean *accepted);
void        cast_exchange   (Cast *self);
void        cast_pass       (Cast *self, gint64 milliseconds);         /* at all clocks */
/* One office writes one section, with a mark in every field. */
void        cast_write      (Cast *self, OfficeNumber office, Thing *thing, const char *section, const char *why);
/* She works for the other employer from here on, which the ministry writes. */
void        cast_move       (Cast *self, Person person, guint employer);
/* A note about a record, with a mark. */
void        cast_note       (Cast *self, OfficeNumber office, Thing *thing);

/* ── canary-marks.c ── */
Canary     *mark_new        (Cast *self, const char *label, gboolean number);
/* *found, one for each canary: set where it is in the text. */
void        marks_find      (Cast *self, gconstpointer data, gsize length, gboolean *found);
/* A value for every field, with marks; @link: what the field must hold instead, or "" for nothing. */
typedef const char *(*LinkFunc) (Cast *self, const Thing *thing, const GolSection *section, const GolField *field);
GolValues  *marks_of        (Cast *self, const Thing *thing, const GolSection *section, OfficeNumber writer, LinkFunc link);

/* ── canary-files.c ── */
/* What every table of it has in every column. */
GByteArray *file_tables     (const char *path, const guint8 key[32]);
/* Every page as it lies in the file and in the log beside it, whether anything points to it or not. *n_log: how many of those. */
GByteArray *file_pages      (const char *path, const guint8 key[32], guint *n_log);

G_END_DECLS
