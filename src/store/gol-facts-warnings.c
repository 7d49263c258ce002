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
      g_autoptr(GolStatement) clear = gol_db_prepare (work->db, "UPDATE r_worker SET d_warnings = NULL WHERE id = ?", error);

      if (clear == NULL)
        return FALSE;
      gol_statement_bind_int (clear, 1, touched->id);
      return gol_statement_run (clear, error);
    }
  return keep (work, touched->id, touched->after, error);
}

gboolean
gol_facts_remake_warnings (GolFactsWork  *work,
                           gint64         id,
                           GError       **error)
{
  g_autoptr(GolRecord) record = gol_record_load (work->db, GOL_LOG_OPEN, gol_dictionary_find_entity ("worker"), id, error);

  return record != NULL && (record->voided || keep (work, id, record->sections, error));
}
