/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-search-private.h"

gboolean
gol_search_create (GolDb   *db,
                   GolLog   log,
                   GError **error)
{
  return TRUE;
}

gboolean
gol_search_drop (GolDb   *db,
                 GolLog   log,
                 GError **error)
{
  return TRUE;
}

gboolean
gol_search_update (GolDb      *db,
                   GolLog      log,
                   GPtrArray  *touched,
                   GError    **error)
{
  return TRUE;
}

gboolean
gol_search_merge (GolDb     *db,
                  GolLog     log,
                  gboolean  *more,
                  GError   **error)
{
  *more = FALSE;
  return TRUE;
}

/* Every KEY field of the entity, one after the other. */
GArray *
gol_search_key (GolDb            *db,
                GolLog            log,
                const GolEntity  *entity,
                const char       *text,
                GError          **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        g_autoptr(GolStatement) st = NULL;
        g_autofree char *sql = NULL;
        gboolean row;

        if (!(field->flags & GOL_FIELD_KEY) || gol_section_get_log (section) != log)
          continue;
        sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?1 AND voided = 0 ORDER BY id", gol_schema_table (entity),
                               gol_schema_column (section, field));
        st = gol_db_prepare (db, sql, error);
        if (st == NULL)
          return NULL;
        gol_statement_bind_text (st, 1, text);
        for (;;)
          {
            guint32 id;

            if (!gol_statement_step (st, &row, error))
              return NULL;
            if (!row)
              break;
            id = gol_statement_int (st, 0);
            g_array_append_val (ids, id);
          }
      }
  return g_steal_pointer (&ids);
}
