/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include "gol-check.h"

static void
keep (GolFactsWork *work,
      gint64        id,
      const char   *warnings)
{
  if (*warnings == '\0' && g_hash_table_contains (work->fresh, GUINT_TO_POINTER ((guint32) id)))
    return;
  gol_writes_add (work->writes, "UPDATE r_worker SET d_warnings = ?1 WHERE id = ?2 AND d_warnings IS NOT ?1", 2);
  gol_writes_text (work->writes, 1, *warnings != '\0' ? warnings : NULL);
  gol_writes_int (work->writes, 2, id);
}

char *
gol_facts_list_warnings (GPtrArray *problems)
{
  g_autoptr(GString) codes = gol_codes_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const GolProblem *problem = problems->pdata[i];

      if (!gol_codes_have (codes, problem->code))
        gol_codes_add (codes, problem->code, NULL);
    }
  return g_strdup (codes->len > 1 ? codes->str : "");
}

static void
check (GolFactsWork *work,
       gint64        id,
       GHashTable   *sections)
{
  g_autoptr(GPtrArray) problems = gol_worker_check (sections, work->today);
  g_autofree char *warnings = gol_facts_list_warnings (problems);

  keep (work, id, warnings);
}

/* What was said before of one who is made here, if it was said today. */
static const char *
was_checked (GolFactsWork     *work,
             const GolTouched *touched,
             const GolChecked *checked)
{
  if (checked == NULL || touched->before != NULL || gol_date_days (checked->on) != gol_date_days (work->today))
    return NULL;
  return g_hash_table_lookup (checked->codes, touched->record);
}

void
gol_facts_keep_warnings (GolFactsWork     *work,
                         const GolTouched *touched,
                         const GolChecked *checked)
{
  const char *warnings;

  if (!g_str_equal (touched->entity->name, "worker"))
    return;
  warnings = was_checked (work, touched, checked);
  if (touched->voided || touched->after == NULL)
    keep (work, touched->id, "");
  else if (warnings != NULL)
    keep (work, touched->id, warnings);
  else
    check (work, touched->id, touched->after);
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
  check (work, id, sections);
  return TRUE;
}
