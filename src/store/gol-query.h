/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-store.h"

G_BEGIN_DECLS

/*
 * Lists: an array of ids from one indexed query, then rows by id. The desktop's list model and ctl's pages both stand on it.
 */
typedef enum { GOL_FILTER_EQUAL, GOL_FILTER_IN, GOL_FILTER_BETWEEN, GOL_FILTER_EMPTY, GOL_FILTER_NOT_EMPTY, GOL_FILTER_PREFIX } GolFilterKind;

typedef struct
{
  char          *field;    /* "civil.sex", or a derived column: "~step", "~due", "~late", "~status", "~warnings" */
  GolFilterKind  kind;
  GStrv          values;
} GolFilter;

typedef struct _GolQuery GolQuery;
GolQuery   *gol_query_new        (const GolEntity *entity);
GolQuery   *gol_query_copy       (const GolQuery *query);
void        gol_query_free       (GolQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolQuery, gol_query_free)
void        gol_query_set_sort   (GolQuery *query, const char *field, gboolean descending);  /* indexed fields, "code"; NULL: by id. Ties by id, empty ones last */
void        gol_query_add_filter (GolQuery *query, const char *field, GolFilterKind kind, const char * const *values);
/* With all filters of @by besides. */
void        gol_query_narrow     (GolQuery *query, const GolQuery *by);
void        gol_query_set_search (GolQuery *query, const char *text);

/* guint32 ids in order. The whole list: 4 bytes a record. It may be remembered and shared, so nobody changes it. */
GArray     *gol_query_ids        (GolStore *store, const GolQuery *query, GCancellable *cancellable, GError **error);
gboolean    gol_query_count      (GolStore *store, const GolQuery *query, GCancellable *cancellable, guint64 *count, GError **error);
/* The first of them, at most @n, where they are there much sooner than all; NULL without an error where they are not, so ask for all at once. */
GArray     *gol_query_first      (GolStore *store, const GolQuery *query, guint n, GCancellable *cancellable, GError **error);
/* By keys, never offsets: at most @limit ids after the opaque @after (NULL: from the start); *next NULL at the end. */
GArray     *gol_query_page       (GolStore *store, const GolQuery *query, guint limit, const char *after, char **next, GError **error);

/* Cells: for each id, one string per field (NULL where empty), row-major; (transfer full) GPtrArray of GStrv-like char**. A field of what a
 * reference points to is "placement_core.worker>name_photo.surname_1". */
GPtrArray  *gol_query_rows       (GolStore *store, const GolEntity *entity, const guint32 *ids, guint n,
                                  const char * const *fields, GError **error);

/* Search: accent-blind words and prefixes; substrings of three or more; one slip in a word of five or more letters; file codes and
 * document numbers. Best first when few. */
GArray     *gol_store_search     (GolStore *store, const GolEntity *entity, const char *text, guint limit, GCancellable *cancellable, GError **error);

/* Duplicates of a worker that may not be stored yet (sections by name); of GolDuplicate, surest first. */
typedef struct
{
  guint32   id;
  char     *record;
  char     *code;
  char     *reason;    /* "passport", "national_number", "birth_and_name" */
  char     *field;     /* the shared field for documents */
} GolDuplicate;
void        gol_duplicate_free   (GolDuplicate *duplicate);
GPtrArray  *gol_store_duplicates (GolStore *store, GHashTable *sections, const char *except, GError **error);
/* For many at once, as imports do: of GPtrArray of GolDuplicate. May be called from two threads on halves. */
GPtrArray  *gol_store_duplicates_of_all (GolStore *store, GPtrArray *workers /* of sections */, GCancellable *cancellable, GError **error);
/* For as long as many are looked for, group after group: readers remember more of the indexes. Each TRUE wants its FALSE. */
void        gol_store_set_wide_readers (GolStore *store, gboolean wide);
/* The keys themselves, for importers that compare rows among each other: of char *, "passport:N71616944", "birth:1971-04-20:barasa:barios:ignasio" */
GPtrArray  *gol_duplicate_keys   (GHashTable *sections);

G_END_DECLS
