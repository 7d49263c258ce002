/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-facts-private.h"
#include "gol-row-private.h"

G_BEGIN_DECLS

/* One transaction's work on one file: the records that it touches are loaded once, changed in memory and written at the end. */

typedef struct
{
  const GolEntity *entity;     /* NULL: not known here; kept in the log alone */
  guint32          id;
  char            *record;
  char            *code;
  gboolean         is_new;     /* no row in record yet */
  gboolean         code_new;
  gboolean         dirty;
  gboolean         prepared;   /* its row is made: nothing may be merged any more */
  gboolean         revoked;    /* this office may not see it: as one that is not known here */
  GolRow          *row;        /* as it was; NULL: none */
  GPtrArray       *sections;   /* of GolSectionState */
} GolRecordState;

typedef struct
{
  GolMergeLog  log;
  GolFile     *file;
  GolDb       *reader;     /* (nullable): where another thread merges than writes, what it reads by */
  GHashTable  *by_name;    /* record → GolRecordState */
  GHashTable  *by_id;
  GPtrArray   *states;
  GPtrArray   *changes;    /* (nullable): the rows that they shall have (gol-project.c) */
  const GolRecordState *record;   /* what is being merged */
  const char  *section;
  guint32      last_row;   /* when all is made again: no record after this one has a row yet; G_MAXUINT32 otherwise */
  const GolChecked *checked;      /* (nullable): what is known of the records that are made */
  guint64      replayed;   /* when all is made again: the operation that is being taken in; 0 otherwise */
} GolSession;

GolSession      *gol_session_new      (GolFile *file);
void             gol_session_free     (GolSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolSession, gol_session_free)

/* @create: a new one when there is none; else NULL with @error unset. */
GolRecordState  *gol_session_get      (GolSession *session, const char *record, gboolean create, GError **error);
GolRecordState  *gol_session_get_id   (GolSession *session, guint32 id, GError **error);
/* NULL: not one that is merged in this file (an unknown entity's, or of the other file). */
GolSectionState *gol_session_section  (GolSession *session, GolRecordState *state, const char *section, gboolean create);

char            *gol_file_op_name     (GolFile *file, guint64 op);
/* Its effective time: the hub's, else what its header says. */
gboolean         gol_header_line_hlc  (const char *line, char hlc[GOL_HLC_LENGTH + 1]);
GStrv            gol_session_base     (GolSession *session, GolSectionState *section);

/* Appends to the log. */
gboolean         gol_file_add_change  (GolFile *file, guint64 id, const GolChange *change, gint64 batch, GError **error);
/* Appends to the log and merges. Without @hlc it is quarantined: it stands in the history and counts for nothing. */
gboolean         gol_session_add_leaf (GolSession *session, guint64 change, guint index, const char *line, const GolLeaf *leaf,
                                       const char *hlc, const char *old, GError **error);
/* Merges what the log has already; the caller minds the newest leaf. */
gboolean         gol_session_merge    (GolSession *session, GolRecordState *state, const GolLeaf *leaf, guint64 op, const char *hlc,
                                       GError **error);

gboolean         gol_session_relink   (GolSession *session, guint64 leaf, GError **error);
/* Makes sections that are stale again, from all of their leaves. */
gboolean         gol_session_refresh  (GolSession *session, GError **error);

/* Makes the rows of what was merged until now, so that writing need not: they need no database, and may be made by any thread. */
void             gol_session_prepare  (GolSession *session);
/* Writes rows; then facts (unless @quiet), then search. */
gboolean         gol_session_flush    (GolSession *session, gboolean quiet, GError **error);

/* The same as the rows are made of, for comparing. */
GolRow          *gol_record_state_to_row (GolRecordState *state);
char            *gol_section_state_digest (GolFile *file, GolSectionState *section);
char            *gol_conflict_id      (GolSession *session, const char *record, const char *section, const GolCell *cell);

G_END_DECLS
