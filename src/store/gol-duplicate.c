/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-query.h"

#include <string.h>

#include "gol-likeness-private.h"
#include "gol-search-private.h"
#include "gol-search-words-private.h"

/* Who may be in the office already: the same document, or the same birth date under a name that sounds alike. */

static const struct
{
  const char *reason;
  const char *field;  /* of identity_numbers */
} documents[] = {
  { "passport", "passport_number" },
  { "national_number", "national_number" },
};

static const char *
get_text (GHashTable *sections,
          const char *section,
          const char *field)
{
  GolValues *values = g_hash_table_lookup (sections, section);

  return values != NULL ? gol_values_get_text (values, field) : NULL;
}

static GolLikeness *
liken (GHashTable *sections)
{
  return gol_likeness_new (get_text (sections, "civil", "birth_date"),
                           get_text (sections, "name_photo", "surname_1"),
                           get_text (sections, "name_photo", "surname_2"),
                           get_text (sections, "name_photo", "given_names"));
}

void
gol_duplicate_free (GolDuplicate *duplicate)
{
  g_free (duplicate->record);
  g_free (duplicate->code);
  g_free (duplicate->reason);
  g_free (duplicate->field);
  g_free (duplicate);
}

/**
 * gol_duplicate_keys:
 * @sections: (element-type utf8 GolValues): a worker's sections by name
 *
 * For comparing the rows of one file among each other: rows that share a key may be one person. A row with one surname meets
 * only rows with that one alone; gol_store_duplicates () also finds those with two.
 *
 * Returns: (transfer full) (element-type utf8): "passport:N71616944", "birth:1971-04-20:barasa:barios:ignasio"…; may be empty
 */
GPtrArray *
gol_duplicate_keys (GHashTable *sections)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolLikeness) likeness = NULL;

  g_return_val_if_fail (sections != NULL, keys);

  likeness = liken (sections);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *key = gol_document_key (get_text (sections, "identity_numbers", documents[i].field));

      if (key != NULL)
        g_ptr_array_add (keys, g_strdup_printf ("%s:%s", documents[i].reason, key));
    }
  gol_likeness_keys (likeness, keys);
  return keys;
}

/* ── Among those who are stored ── */

/* Whom it is about. */
typedef struct
{
  GolDb       *db;
  GHashTable  *sections;
  GolLikeness *likeness;
  const char  *except;
  GHashTable  *seen;        /* ids that are among @duplicates */
  GPtrArray   *duplicates;  /* of GolDuplicate */
} Look;

static GolStatement *
read_candidate (Look      *self,
                guint32    id,
                gboolean  *row,
                GError   **error)
{
  g_autoptr(GolStatement) st =
    gol_db_prepare (self->db,
                    "SELECT record.uid, r_worker.code, identity_numbers__passport_number, identity_numbers__national_number,"
                    "  identity_numbers__national_number_type, civil__birth_date, name_photo__surname_1, name_photo__surname_2,"
                    "  name_photo__given_names FROM r_worker JOIN record USING (id) WHERE r_worker.id = ?1 AND voided = 0", error);

  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  return gol_statement_step (st, row, error) ? g_steal_pointer (&st) : NULL;
}

/* Two countries may count alike; where both kinds of number are known they must agree. */
static gboolean
is_same_kind (Look         *self,
              guint         document,
              GolStatement *st)
{
  const char *ours = get_text (self->sections, "identity_numbers", "national_number_type");
  const char *theirs = gol_statement_text (st, 4);

  return strcmp (documents[document].reason, "national_number") != 0 || ours == NULL || theirs == NULL || strcmp (ours, theirs) == 0;
}

/* @document: G_N_ELEMENTS (documents) for likeness. */
static gboolean
is_match (Look         *self,
          guint         document,
          const char   *key,
          GolStatement *st)
{
  if (document < G_N_ELEMENTS (documents))
    {
      g_autofree char *theirs = gol_document_key (gol_statement_text (st, 2 + document));

      return g_strcmp0 (key, theirs) == 0 && is_same_kind (self, document, st);
    }
  else
    {
      g_autoptr(GolLikeness) theirs = gol_likeness_new (gol_statement_text (st, 5), gol_statement_text (st, 6),
                                                        gol_statement_text (st, 7), gol_statement_text (st, 8));

      return gol_likeness_match (self->likeness, theirs);
    }
}

static void
add_duplicate (Look         *self,
               guint         document,
               guint32       id,
               GolStatement *st)
{
  gboolean named = document == G_N_ELEMENTS (documents);
  GolDuplicate *duplicate = g_new0 (GolDuplicate, 1);

  duplicate->id = id;
  duplicate->record = g_strdup (gol_statement_text (st, 0));
  duplicate->code = g_strdup (gol_statement_text (st, 1));
  duplicate->reason = g_strdup (named ? "birth_and_name" : documents[document].reason);
  duplicate->field = named ? NULL : g_strconcat ("identity_numbers.", documents[document].field, NULL);
  g_ptr_array_add (self->duplicates, duplicate);
  g_hash_table_add (self->seen, GUINT_TO_POINTER (id));
}

static gboolean
look_at (Look        *self,
         guint        document,
         const char  *key,
         GArray      *ids,
         GError     **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      guint32 id = g_array_index (ids, guint32, i);
      g_autoptr(GolStatement) st = NULL;
      gboolean row;

      if (g_hash_table_contains (self->seen, GUINT_TO_POINTER (id)))
        continue;
      st = read_candidate (self, id, &row, error);
      if (st == NULL)
        return FALSE;
      if (row && g_strcmp0 (gol_statement_text (st, 0), self->except) != 0 && is_match (self, document, key, st))
        add_duplicate (self, document, id, st);
    }
  return TRUE;
}

static gboolean
look_by_document (Look     *self,
                  guint     document,
                  GError  **error)
{
  const char *number = get_text (self->sections, "identity_numbers", documents[document].field);
  g_autofree char *key = gol_document_key (number);
  g_autofree char *word = key != NULL ? gol_search_compact (number) : NULL;
  g_autofree char *match = g_strdup_printf ("\"%s\"", word);
  g_autoptr(GArray) ids = NULL;

  if (key == NULL)
    return TRUE;
  ids = gol_search_ids (self->db, "fts_words_worker", match, 0, error);
  return ids != NULL && look_at (self, document, key, ids, error);
}

static gboolean
look_by_likeness (Look    *self,
                  GError **error)
{
  g_autoptr(GString) tokens = g_string_new (NULL);
  g_auto(GStrv) each = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *match = NULL;
  g_autoptr(GArray) ids = NULL;

  gol_likeness_tokens (self->likeness, tokens);
  if (tokens->len == 0)
    return TRUE;
  each = g_strsplit (tokens->str + 1, " ", -1);  /* the first letter is a space */
  joined = g_strjoinv ("\" OR \"", each);
  match = g_strdup_printf ("\"%s\"", joined);
  ids = gol_search_ids (self->db, "fts_marks_worker", match, 0, error);
  return ids != NULL && look_at (self, G_N_ELEMENTS (documents), NULL, ids, error);
}

static GPtrArray *
look (GolDb       *db,
      GHashTable  *sections,
      const char  *except,
      GError     **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) duplicates = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_duplicate_free);
  g_autoptr(GolLikeness) likeness = liken (sections);
  Look self = { db, sections, likeness, except, seen, duplicates };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    if (!look_by_document (&self, i, error))
      return NULL;
  return look_by_likeness (&self, error) ? g_steal_pointer (&duplicates) : NULL;
}

typedef struct
{
  GPtrArray  *workers;  /* of GHashTable */
  const char *except;
  GPtrArray  *results;
} Call;

static gboolean
look_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Call *call = user_data;

  for (guint i = 0; i < call->workers->len; i++)
    {
      GPtrArray *duplicates = look (open, call->workers->pdata[i], call->except, error);

      if (duplicates == NULL)
        return FALSE;
      g_ptr_array_add (call->results, duplicates);
    }
  return TRUE;
}

/**
 * gol_store_duplicates_of_all:
 * @workers: (element-type GHashTable): sections by name of each, none of them stored
 *
 * gol_store_duplicates () for the rows of an import, at a tenth of a millisecond each. Not among each other: see
 * gol_duplicate_keys ().
 *
 * Returns: (transfer full) (element-type GPtrArray): for each worker, what gol_store_duplicates () gives
 */
GPtrArray *
gol_store_duplicates_of_all (GolStore      *store,
                             GPtrArray     *workers,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Call call = { workers, NULL, results };

  return gol_store_with_reader (store, cancellable, look_cb, &call, error) ? g_steal_pointer (&results) : NULL;
}

/**
 * gol_store_duplicates:
 * @sections: (element-type utf8 GolValues): a worker's sections by name; those that are missing are not compared
 * @except: (nullable): the worker's own record, when there is one
 *
 * Returns: (transfer full) (element-type GolDuplicate): who may be the same person, the surest first; each once
 */
GPtrArray *
gol_store_duplicates (GolStore    *store,
                      GHashTable  *sections,
                      const char  *except,
                      GError     **error)
{
  g_autoptr(GPtrArray) workers = g_ptr_array_new ();
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Call call = { workers, except, results };

  g_return_val_if_fail (store != NULL && sections != NULL, NULL);

  g_ptr_array_add (workers, sections);
  return gol_store_with_reader (store, NULL, look_cb, &call, error) ? g_ptr_array_ref (results->pdata[0]) : NULL;
}
