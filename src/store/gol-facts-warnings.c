/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include "gol-check.h"

static gboolean
keep (GolFactsWork  *work,
      gint64         id,
      GHashTable    *sections,
      GError       **error)
{
  g_autoptr(GPtrArray) problems = gol_worker_check (sections, work->today);
  g_autoptr(GString) codes = gol_codes_new ();
  g_autoptr(GolStatement) update = gol_db_prepare (work->db, "UPDATE r_worker SET d_warnings = ?1 WHERE id = ?2"
                                                   " AND d_warnings IS NOT ?1", error);

  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      const GolProblem *problem = problems->pdata[i];

      if (!gol_codes_have (codes, problem->code))
        gol_codes_add (codes, problem->code, NULL);
    }
  gol_statement_bind_text (update, 1, codes->len > 1 ? codes->str : NULL);
  gol_statement_bind_int (update, 2, id);
  return gol_statement_run (update, error);
}

gboolean
gol_facts_keep_warnings (GolFactsWork      *work,
                         const GolTouched  *touched,
                         GError           **error)
{

  if (!g_str_equal (touched->entity->name, "worker"))
    return TRUE;
  if (touched->voided || touched->after == NULL)
    {
      g_autoptr(GolStatement) clear
        = gol_db_prepare (work->db, "UPDATE r_worker SET d_warnings = NULL WHERE id = ?", error);

      if (clear == NULL)
        return FALSE;
      gol_statement_bind_int (clear, 1, touched->id);
      return gol_statement_run (clear, error);
    }
  return keep (work, touched->id, touched->after, error);
}

/* ── From the row, when all is made again: only the sections that the checks look at ── */

static const char * const checked[] = { "name_photo", "civil", "identity_numbers", "bank" };

static char *
make_sql (void)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  GString *sql = g_string_new ("SELECT id");

  for (guint i = 0; i < G_N_ELEMENTS (checked); i++)
    {
      const GolSection *section = gol_entity_find_section (worker, checked[i]);

      for (const GolField *field = section->fields; field->name != NULL; field++)
        if (field->type != GOL_FIELD_PORTRAIT)
          g_string_append_printf (sql, ",%s", gol_schema_column (section, field));
    }
  g_string_append (sql, " FROM r_worker WHERE id=? AND voided=0");
  return g_string_free (sql, FALSE);
}

static GHashTable *
read_sections (GolStatement *row)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gol_values_unref);
  int column = 1;

  for (guint i = 0; i < G_N_ELEMENTS (checked); i++)
    {
      const GolSection *section = gol_entity_find_section (worker, checked[i]);
      GolValues *values = gol_values_new ();

      for (const GolField *field = section->fields; field->name != NULL; field++)
        {
          if (field->type == GOL_FIELD_PORTRAIT)
            continue;
          g_assert (gol_field_get_kind (field) == GOL_VALUE_TEXT);
          if (!gol_statement_is_null (row, column))
            gol_values_set_text (values, field->name, gol_statement_text (row, column));
          column++;
        }
      g_hash_table_insert (sections, (gpointer) section->name, values);
    }
  return sections;
}

gboolean
gol_facts_remake_warnings (GolFactsWork  *work,
                           gint64         id,
                           GError       **error)
{
  static char *sql;
  g_autoptr(GolStatement) statement = NULL;
  g_autoptr(GHashTable) sections = NULL;
  gboolean row;

  if (g_once_init_enter (&sql))
    g_once_init_leave (&sql, make_sql ());
  statement = gol_db_prepare (work->db, sql, error);
  if (statement == NULL)
    return FALSE;
  gol_statement_bind_int (statement, 1, id);
  if (!gol_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  sections = read_sections (statement);
  g_clear_pointer (&statement, gol_statement_done);
  return keep (work, id, sections, error);
}
