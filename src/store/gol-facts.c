/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-facts-private.h"

#include "gol-facts.h"

/* One slim row per worker, placement and order: what rules may ask for, and nothing else. */

static const char *
column_type (GolFactKind kind)
{
  switch (kind)
    {
    case GOL_FACT_INTEGER:
    case GOL_FACT_BOOLEAN:
    case GOL_FACT_RANK:
      return "INTEGER";
    case GOL_FACT_DECIMAL:
      return "REAL";
    case GOL_FACT_STAYS:
      return "BLOB";
    case GOL_FACT_DATE:
    case GOL_FACT_PARTIAL_DATE:
    case GOL_FACT_TEXT:
    case GOL_FACT_SET:
    case GOL_FACT_DATED:
    case GOL_FACT_DEDUCTIONS:
    default:
      return "TEXT";
    }
}

gboolean
gol_facts_create (GolDb   *db,
                  GError **error)
{
  const GolFactView *view;

  for (guint i = 0; (view = gol_fact_view_nth (i)) != NULL; i++)
    {
      g_autoptr(GString) sql = g_string_new (NULL);

      g_string_printf (sql, "CREATE TABLE IF NOT EXISTS f_%s (id INTEGER PRIMARY KEY", view->entity);
      for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
        g_string_append_printf (sql, ", %s %s", fact->name, column_type (fact->kind));
      g_string_append (sql, ") STRICT");
      if (!gol_db_exec (db, sql->str, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gol_facts_drop (GolDb   *db,
                GError **error)
{
  const GolFactView *view;

  for (guint i = 0; (view = gol_fact_view_nth (i)) != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS f_%s", view->entity);

      if (!gol_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}

static GolSandboxView *
make_views (void)
{
  GArray *views = g_array_new (TRUE, TRUE, sizeof (GolSandboxView));
  const GolFactView *view;

  for (guint i = 0; (view = gol_fact_view_nth (i)) != NULL; i++)
    {
      GString *select = g_string_new ("SELECT id");
      GolSandboxView made;

      for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
        g_string_append_printf (select, ", %s", fact->name);
      g_string_append_printf (select, " FROM f_%s", view->entity);
      made = (GolSandboxView) { view->name, g_string_free (select, FALSE) };
      g_array_append_val (views, made);
    }
  return (GolSandboxView *) g_array_free (views, FALSE);
}

const GolSandboxView *
gol_facts_get_views (void)
{
  static const GolSandboxView *views;

  if (g_once_init_enter (&views))
    g_once_init_leave (&views, (const GolSandboxView *) make_views ());
  return views;
}

gboolean
gol_facts_update (GolStore   *store,
                  GolDb      *db,
                  GPtrArray  *touched,
                  GError    **error)
{
  return TRUE;
}

gboolean
gol_facts_rebuild (GolStore      *store,
                   GolDb         *db,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return TRUE;
}
