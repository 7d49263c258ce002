/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-derive-private.h"

#include <stdlib.h>

#include "gol-json.h"
#include "gol-schema-private.h"
#include "gol-vocabulary.h"

/* One slim row per worker, placement and order: what rules may ask for, and nothing else. */

/* ── Where a fact stands in its view ── */

static GHashTable *
index_facts (const GolFactView *view)
{
  GHashTable *positions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint at = 0; view->facts[at].name != NULL; at++)
    g_hash_table_insert (positions, (gpointer) view->facts[at].name, GUINT_TO_POINTER (at + 1));
  return positions;
}

static GHashTable **
index_views (void)
{
  GHashTable **indexes = g_new0 (GHashTable *, 4);

  for (guint i = 0; i < 3; i++)
    indexes[i] = index_facts (gol_fact_view_nth (i));
  return indexes;
}

guint
gol_facts_position (const GolFactView *view,
                    const char        *fact)
{
  static GHashTable **indexes;
  guint position;

  if (g_once_init_enter (&indexes))
    g_once_init_leave (&indexes, index_views ());
  position = GPOINTER_TO_UINT (g_hash_table_lookup (indexes[view - gol_fact_view_nth (0)], fact));
  g_assert (position > 0);
  return position;
}

/* ── Tables and views ── */

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

/* A table that has another shape than this program's facts cannot be kept up: see fingerprint () in gol-schema.c. */
char *
gol_facts_make_sql (void)
{
  GString *sql = g_string_new (NULL);
  const GolFactView *view;

  for (guint i = 0; (view = gol_fact_view_nth (i)) != NULL; i++)
    {
      g_string_append_printf (sql, "CREATE TABLE IF NOT EXISTS f_%s (id INTEGER PRIMARY KEY", view->entity);
      for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
        g_string_append_printf (sql, ", %s %s", fact->name, column_type (fact->kind));
      g_string_append (sql, ", next TEXT) STRICT;");
    }
  g_string_append (sql,
                   "CREATE INDEX IF NOT EXISTS f_worker_next ON f_worker (next) WHERE next IS NOT NULL;"
                   "CREATE TABLE IF NOT EXISTS f_named (worker TEXT NOT NULL, \"order\" INTEGER NOT NULL,"
                   "  PRIMARY KEY (worker, \"order\")) STRICT, WITHOUT ROWID;"
                   "CREATE INDEX IF NOT EXISTS f_named_order ON f_named (\"order\");");
  return g_string_free (sql, FALSE);
}

gboolean
gol_facts_create (GolDb   *db,
                  GError **error)
{
  g_autofree char *sql = gol_facts_make_sql ();

  return gol_db_exec (db, sql, error);
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
  return gol_db_exec (db, "DROP TABLE IF EXISTS f_named", error);
}

static GolSandboxView *
make_views (void)
{
  GArray *views = g_array_new (TRUE, TRUE, sizeof (GolSandboxView));
  const GolFactView *view;

  for (guint i = 0; (view = gol_fact_view_nth (i)) != NULL; i++)
    {
      GString *columns = g_string_new ("id");
      GolSandboxView made;

      for (const GolFact *fact = view->facts; fact->name != NULL; fact++)
        g_string_append_printf (columns, ", %s", fact->name);
      made = (GolSandboxView) { view->name, g_strconcat ("f_", view->entity, NULL), g_string_free (columns, FALSE) };
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

/* ── Keeping them up ── */

/* What a ministry writes down for a witness that has no office yet names the witness by its kind, in small
 * letters alone. */
static void
add_plain_kinds (GHashTable *parties)
{
  for (const GolTerm *kind = gol_vocabulary_find ("office_kind")->terms; kind->code != NULL; kind++)
    {
      GString *plain = g_string_new (kind->code);

      g_string_replace (plain, "-", "", 0);
      g_hash_table_insert (parties, g_string_free (plain, FALSE),
                           GUINT_TO_POINTER (gol_office_kind_party (kind->code)));
    }
}

gboolean
gol_facts_work_init (GolFactsWork  *work,
                     GolStore      *store,
                     GolDb         *db,
                     GolDate        today,
                     GError       **error)
{
  g_autoptr(GolStatement) agencies = NULL;
  gboolean row;

  *work = (GolFactsWork) { .store = store, .db = db, .writes = gol_writes_new (), .today = today };
  work->fresh = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < GOL_FACT_TABLES; i++)
    work->any[i] = GOL_UNKNOWN;
  work->party = gol_office_kind_party (gol_store_get_info (store)->kind);
  work->parties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_plain_kinds (work->parties);
  work->kase = gol_rules_take_case (store, error);
  if (work->kase == NULL)
    return FALSE;
  agencies = gol_db_prepare (db, "SELECT agency__agency, agency__kind FROM r_agency WHERE voided = 0", error);
  if (agencies == NULL)
    return FALSE;
  while (gol_statement_step (agencies, &row, error))
    {
      if (!row)
        return TRUE;
      if (!gol_statement_is_null (agencies, 0) && !gol_statement_is_null (agencies, 1))
        g_hash_table_insert (work->parties, g_strdup (gol_statement_text (agencies, 0)),
                             GUINT_TO_POINTER (gol_office_kind_party (gol_statement_text (agencies, 1))));
    }
  return FALSE;
}

void
gol_facts_work_clear (GolFactsWork *work)
{
  if (work->kase != NULL)
    gol_rules_give_case (work->store, work->kase);
  g_clear_pointer (&work->parties, g_hash_table_unref);
  g_clear_pointer (&work->fresh, g_hash_table_unref);
  g_clear_pointer (&work->writes, gol_writes_free);
}

/* Sets of ids whose rows must be made again, each once and in the order of their tables. */
typedef struct
{
  GHashTable *placements, *workers, *orders;
  GHashTable *placements_derived;   /* whose own facts stay, but not what follows from those of worker and order */
} Again;

static void
again_init (Again *again)
{
  again->placements = g_hash_table_new (NULL, NULL);
  again->workers = g_hash_table_new (NULL, NULL);
  again->orders = g_hash_table_new (NULL, NULL);
  again->placements_derived = g_hash_table_new (NULL, NULL);
}

static void
again_clear (Again *again)
{
  g_clear_pointer (&again->placements, g_hash_table_unref);
  g_clear_pointer (&again->workers, g_hash_table_unref);
  g_clear_pointer (&again->orders, g_hash_table_unref);
  g_clear_pointer (&again->placements_derived, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Again, again_clear)

static gboolean
add_named (GolFactsWork *work,
           GHashTable   *set,
           const char   *record)
{
  guint32 id = record != NULL ? gol_record_find (work->db, record, NULL) : 0;

  return id != 0 && g_hash_table_add (set, GUINT_TO_POINTER (id));
}

static gboolean
add_referring (GolFactsWork  *work,
               GHashTable    *set,
               const char    *entity,
               const char    *column,
               const char    *record,
               GError       **error)
{
  g_autoptr(GArray) ids = gol_facts_referring (work, entity, column, record, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (set, GUINT_TO_POINTER (g_array_index (ids, gint64, i)));
  return ids != NULL;
}

static const char *
value_in (GHashTable       *sections,
          const GolSection *section,
          const char       *field)
{
  GolValues *values = sections != NULL ? g_hash_table_lookup (sections, section->name) : NULL;

  return values != NULL ? gol_values_get_text (values, field) : NULL;
}

/* ── What rests on what was touched ── */

/* Whom a record is about, before and after. A worker's other placements rest on her certificates and trainings too. */
static gboolean
add_references (Again            *again,
                GolFactsWork     *work,
                const GolTouched *touched,
                GHashTable       *sections,
                GError          **error)
{
  for (const GolSection *section = touched->entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        const char *record = field->type == GOL_FIELD_REFERENCE ? value_in (sections, section, field->name) : NULL;

        if (record == NULL)
          continue;
        if (g_str_equal (field->detail, "placement"))
          add_named (work, again->placements, record);
        else if (g_str_equal (field->detail, "order"))
          add_named (work, again->orders, record);
        else if (g_str_equal (field->detail, "worker") && add_named (work, again->workers, record)
                 && !add_referring (work, again->placements, "placement", "placement_core__worker", record, error))
          return FALSE;
        else if (g_str_equal (field->detail, "employer") && g_str_equal (touched->entity->name, "finding")
                 && !add_referring (work, again->orders, "order", "order_terms__employer", record, error))
          return FALSE;
      }
  return TRUE;
}

static void
add_people_named (Again        *again,
                  GolFactsWork *work,
                  GHashTable   *sections)
{
  const GolSection *names = gol_entity_find_section (gol_dictionary_find_entity ("order"), "order_names");
  const char *json = value_in (sections, names, "people");
  g_autoptr(GPtrArray) people = json != NULL ? gol_json_to_rows (json, NULL) : NULL;

  for (guint i = 0; people != NULL && i < people->len; i++)
    add_named (work, again->workers, gol_values_get_text (people->pdata[i], "worker"));
}

static gboolean
add_touched (Again            *again,
             GolFactsWork     *work,
             const GolTouched *touched,
             GError          **error)
{
  const char *entity = touched->entity->name;
  gpointer id = GUINT_TO_POINTER (touched->id);

  if (g_str_equal (entity, "worker"))
    {
      g_hash_table_add (again->workers, id);
      return add_referring (work, again->placements_derived, "placement", "placement_core__worker", touched->record,
                            error);
    }
  if (g_str_equal (entity, "order"))
    {
      g_hash_table_add (again->orders, id);
      add_people_named (again, work, touched->before);
      add_people_named (again, work, touched->after);
      return add_referring (work, again->placements_derived, "placement", "placement_core__order", touched->record,
                            error);
    }
  if (g_str_equal (entity, "employer") || g_str_equal (entity, "worksite"))
    return add_referring (work, again->orders, "order",
                          *entity == 'e' ? "order_terms__employer" : "order_terms__worksite", touched->record, error);
  if (g_str_equal (entity, "season"))
    return add_referring (work, again->placements, "placement", "placement_core__season", touched->record, error);
  if (g_str_equal (entity, "placement"))
    g_hash_table_add (again->placements, id);
  return add_references (again, work, touched, touched->before, error)
         && add_references (again, work, touched, touched->after, error);
}

/* The worker and the order of each placement: their facts count it. */
static gboolean
add_owners (Again         *again,
            GolFactsWork  *work,
            GHashTable    *placements,
            gboolean       with_orders,
            GError       **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, placements);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr(GolStatement) owner = gol_db_prepare (work->db, "SELECT placement_core__worker, placement_core__order"
                                                      " FROM r_placement WHERE id = ?", error);
      gboolean row;

      if (owner == NULL)
        return FALSE;
      gol_statement_bind_int (owner, 1, GPOINTER_TO_UINT (id));
      if (!gol_statement_step (owner, &row, error))
        return FALSE;
      if (!row)
        continue;
      add_named (work, again->workers, gol_statement_text (owner, 0));
      if (with_orders)
        add_named (work, again->orders, gol_statement_text (owner, 1));
    }
  return TRUE;
}

/* ── Making them ── */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  guint x = GPOINTER_TO_UINT (*(gpointer *) a), y = GPOINTER_TO_UINT (*(gpointer *) b);

  return x < y ? -1 : x > y;
}

static gboolean
make_all (GolFactsWork  *work,
          GHashTable    *set,
          GolFactsMake   make,
          GError       **error)
{
  guint n;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (set, &n);

  qsort (ids, n, sizeof *ids, compare_ids);
  for (guint i = 0; i < n; i++)
    if (!make (work, GPOINTER_TO_UINT (ids[i]), error) || !gol_writes_run (work->writes, work->db, error))
      return FALSE;
  return TRUE;
}

/* Placements first, for orders count them and a worker's stays come from them; then orders, for they name
 * workers; what is derived
 * last, for it rests on all three. */
static gboolean
make_again (Again         *again,
            GolFactsWork  *work,
            GError       **error)
{
  GHashTableIter iter;
  gpointer id;

  if (!add_owners (again, work, again->placements, TRUE, error)
      || !add_owners (again, work, again->placements_derived, FALSE, error)
      || !make_all (work, again->placements, gol_facts_make_placement, error)
      || !make_all (work, again->orders, gol_facts_make_order, error)
      || !make_all (work, again->workers, gol_facts_make_worker, error))
    return FALSE;
  gol_case_forget (work->kase);
  g_hash_table_iter_init (&iter, again->placements);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (again->placements_derived, id);
  return make_all (work, again->placements_derived, gol_derive_placement, error)
         && make_all (work, again->workers, gol_derive_worker, error);
}

gboolean
gol_facts_update (GolStore          *store,
                  GolDb             *db,
                  GPtrArray         *touched,
                  const GolChecked  *checked,
                  GError           **error)
{
  g_auto(GolFactsWork) work = { 0 };
  g_auto(Again) again = { 0 };

  again_init (&again);
  if (!gol_facts_work_init (&work, store, db, gol_clock_get_today (gol_store_get_clock (store)), error))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    {
      const GolTouched *one = touched->pdata[i];

      if (!add_touched (&again, &work, one, error))
        return FALSE;
      if (one->before == NULL)
        g_hash_table_add (work.fresh, GUINT_TO_POINTER (one->id));
      gol_facts_keep_warnings (&work, one, checked);
    }
  return make_again (&again, &work, error) && gol_writes_run (work.writes, db, error);
}

gboolean
gol_facts_make_again (GolStore  *store,
                      GolDb     *db,
                      GolDate    today,
                      GArray    *placements,
                      GArray    *workers,
                      GError   **error)
{
  g_auto(GolFactsWork) work = { 0 };
  g_auto(Again) again = { 0 };

  again_init (&again);
  if (!gol_facts_work_init (&work, store, db, today, error))
    return FALSE;
  for (guint i = 0; i < placements->len; i++)
    g_hash_table_add (again.placements, GUINT_TO_POINTER (g_array_index (placements, guint32, i)));
  for (guint i = 0; i < workers->len; i++)
    g_hash_table_add (again.workers, GUINT_TO_POINTER (g_array_index (workers, guint32, i)));
  return make_again (&again, &work, error)
         && make_all (&work, again.workers, gol_facts_remake_warnings, error);
}
