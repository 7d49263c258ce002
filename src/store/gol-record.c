/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-row-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-search-private.h"

/* Reading one record. */

void
gol_record_free (GolRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->record);
  g_free (record->code);
  g_hash_table_unref (record->sections);
  g_free (record);
}

GolValues *
gol_record_get (GolRecord  *record,
                const char *section)
{
  return g_hash_table_lookup (record->sections, section);
}

/* "civil.sex"; NULL when it is empty or not held. */
const char *
gol_record_get_text (GolRecord  *record,
                     const char *path)
{
  const char *dot = strchr (path, '.');
  g_autofree char *section = dot != NULL ? g_strndup (path, dot - path) : NULL;

  return section != NULL ? gol_values_get_text (gol_record_get (record, section), dot + 1) : NULL;
}

guint32
gol_record_find (GolDb       *db,
                 const char  *record,
                 GError     **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT id FROM record WHERE uid = ?1", error);
  gboolean row;

  if (st == NULL)
    return 0;
  gol_statement_bind_text (st, 1, record);
  return gol_statement_step (st, &row, error) && row ? gol_statement_int (st, 0) : 0;
}

static char *
find_name (GolDb    *db,
           guint32   id,
           GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT uid FROM record WHERE id = ?1", error);
  gboolean row;

  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  return gol_statement_step (st, &row, error) && row ? g_strdup (gol_statement_text (st, 0)) : NULL;
}

static void
not_found (GError **error)
{
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is no such record in this office."));
}

/* The store's own fields are not the officers'. */
static void
take_sections (GolRecord *record,
               GolRow    *row)
{
  GHashTableIter iter;
  gpointer name, values;

  g_hash_table_iter_init (&iter, row->sections);
  while (g_hash_table_iter_next (&iter, &name, &values))
    {
      gol_values_remove (values, GOL_FIELD_FILE_VOID);
      if (gol_values_get_size (values) > 0)
        g_hash_table_insert (record->sections, name, gol_values_ref (values));
    }
}

GolRecord *
gol_record_load (GolDb            *db,
                 GolLog            log,
                 const GolEntity  *entity,
                 guint32           id,
                 GError          **error)
{
  GError *failure = NULL;
  g_autoptr(GolRow) row = gol_row_load (db, log, entity, id, &failure);
  GolRecord *record;

  if (row == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      else
        g_set_error_literal (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is no such record in this office."));
      return NULL;
    }
  record = g_new0 (GolRecord, 1);
  record->entity = entity;
  record->id = id;
  record->record = find_name (db, id, error);
  record->code = g_strdup (row->code);
  record->voided = row->voided;
  record->sections = gol_sections_new ();
  take_sections (record, row);
  if (record->record == NULL)
    {
      not_found (error);
      g_clear_pointer (&record, gol_record_free);
    }
  return record;
}

typedef struct
{
  const GolEntity *entity;
  const char      *record;   /* by name, or */
  guint32          id;       /* by id in the file that the entity is at home in */
  GolRecord       *found;
} Query;

/* What the other file holds of the same record; it may hold nothing. */
static gboolean
add_other_half (GolRecord  *record,
                GolDb      *db,
                GolLog      log,
                GError    **error)
{
  GError *failure = NULL;
  guint32 id = gol_record_find (db, record->record, &failure);
  g_autoptr(GolRow) row = NULL;

  if (id != 0)
    row = gol_row_load (db, log, record->entity, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (row != NULL)
    take_sections (record, row);
  return TRUE;
}

static gboolean
read_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Query *query = user_data;
  GolLog home = gol_entity_get_log (query->entity);
  GolDb *db = home == GOL_LOG_OPEN ? open : protected_db;
  GError *failure = NULL;

  if (db != NULL && query->record != NULL)
    query->id = gol_record_find (db, query->record, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (db == NULL || query->id == 0)
    {
      not_found (error);
      return FALSE;
    }
  query->found = gol_record_load (db, home, query->entity, query->id, error);
  if (query->found == NULL)
    return FALSE;
  if (home == GOL_LOG_OPEN && protected_db != NULL && gol_entity_rests_in (query->entity, GOL_LOG_PROTECTED))
    return add_other_half (query->found, protected_db, GOL_LOG_PROTECTED, error);
  return TRUE;
}

static GolRecord *
run_query (GolStore  *store,
           Query     *query,
           GError   **error)
{
  if (!gol_store_with_reader (store, NULL, read_cb, query, error))
    g_clear_pointer (&query->found, gol_record_free);
  return query->found;
}

GolRecord *
gol_store_read (GolStore    *store,
                const char  *record,
                GError     **error)
{
  Query query = { .record = record };
  const char *name;

  if (gol_record_split (record, &name, NULL))
    query.entity = gol_dictionary_find_entity (name);
  if (query.entity == NULL)
    {
      not_found (error);
      return NULL;
    }
  return run_query (store, &query, error);
}

/**
 * gol_store_read_id:
 * @id: in the file where the entity's codes stand (gol_entity_get_log ()), as lists give it
 */
GolRecord *
gol_store_read_id (GolStore         *store,
                   const GolEntity  *entity,
                   guint32           id,
                   GError          **error)
{
  Query query = { .entity = entity, .id = id };

  return run_query (store, &query, error);
}

/* ── Finding ── */

typedef struct
{
  const GolEntity *entity;
  const char      *text;
  char            *code;
  char            *found;
} Find;

static gboolean
find_code (Find     *find,
           GolDb    *db,
           GError  **error)
{
  g_autoptr(GolStatement) st = gol_db_prepare (db, "SELECT uid FROM record WHERE code = ?1 AND (?2 = 0 OR kind = ?2)", error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_text (st, 1, find->code);
  gol_statement_bind_int (st, 2, find->entity != NULL ? find->entity->number : 0);
  if (!gol_statement_step (st, &row, error))
    return FALSE;
  find->found = row ? g_strdup (gol_statement_text (st, 0)) : NULL;
  return TRUE;
}

/* One record, or none: a number that two share finds neither. */
static gboolean
find_key (Find     *find,
          GolDb    *db,
          GolLog    log,
          GError  **error)
{
  g_autoptr(GArray) ids = gol_search_key (db, log, find->entity, find->text, error);

  if (ids == NULL)
    return FALSE;
  if (ids->len == 1)
    find->found = find_name (db, g_array_index (ids, guint32, 0), error);
  return ids->len != 1 || find->found != NULL;
}

static gboolean
is_name_of (const char      *text,
            const GolEntity *entity)
{
  const char *name;

  return gol_record_split (text, &name, NULL) && (entity == NULL || g_str_equal (entity->name, name));
}

static gboolean
find_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  Find *find = user_data;
  GolDb *dbs[] = { open, protected_db };

  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED && find->found == NULL; log++)
    {
      GError *failure = NULL;

      if (dbs[log] == NULL)
        continue;
      if (is_name_of (find->text, find->entity) && gol_record_find (dbs[log], find->text, &failure) != 0)
        find->found = g_strdup (find->text);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (find->found == NULL && find->code != NULL && !find_code (find, dbs[log], error))
        return FALSE;
      if (find->found == NULL && find->entity != NULL && gol_entity_rests_in (find->entity, log)
          && !find_key (find, dbs[log], log, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * gol_store_find:
 * @entity: (nullable): of which; %NULL: of any, by name or file code alone
 * @text: "worker/01J…", a file code however it is spaced, or a document's number
 *
 * Returns: (transfer full) (nullable): its name; %NULL with GOL_ERROR_NOT_FOUND when none, or more than one, answers to it
 */
char *
gol_store_find (GolStore         *store,
                const GolEntity  *entity,
                const char       *text,
                GError          **error)
{
  g_autofree char *prefix = NULL;
  g_autofree char *code = NULL;
  Find find = { entity, text };
  guint counter;

  if (gol_code_parse (text, &prefix, &counter))
    find.code = code = gol_code_format (prefix, counter);
  if (!gol_store_with_reader (store, NULL, find_cb, &find, error))
    return NULL;
  if (find.found == NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("Nothing in this office is called “%s”."), text);
  return find.found;
}
