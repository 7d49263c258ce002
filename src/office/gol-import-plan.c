/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-text.h"
#include "gol-vocabulary.h"

static const struct { const char *word; GolDateOrder order; const char *label; } orders[] = {
  { "dmy", GOL_ORDER_DMY, N_("day/month/year") },
  { "mdy", GOL_ORDER_MDY, N_("month/day/year") },
  { "ymd", GOL_ORDER_YMD, N_("year-month-day") },
  { "serial", GOL_ORDER_SERIAL, N_("days counted by the spreadsheet") },
};

static GolImportPlanColumn *
get_column (const GolImportPlan *plan,
            guint                position)
{
  return g_ptr_array_index (plan->columns, position);
}

static void
free_column (gpointer data)
{
  GolImportPlanColumn *column = data;

  g_free (column->shown.header);
  g_free (column->shown.field);
  g_free (column->shown.how);
  g_free (column);
}

static void
set_target (GolImportPlanColumn   *column,
            const GolImportTarget *target,
            const char            *implies,
            gboolean               certain)
{
  g_clear_pointer (&column->shown.field, g_free);
  g_clear_pointer (&column->shown.how, g_free);
  column->target = (GolImportTarget) { 0 };
  column->implies = NULL;
  column->asked = GOL_ORDER_UNKNOWN;
  column->shown.certain = certain;
  if (target == NULL || target->field == NULL)
    return;

  column->target = *target;
  column->implies = implies;
  column->shown.field = gol_import_target_path (target);
}

GolImportPlan *
gol_import_plan_new (const GolEntity    *entity,
                     const char * const *headers,
                     guint               n,
                     const char         *country,
                     GolDate             today)
{
  GolImportPlan *plan = g_new0 (GolImportPlan, 1);
  g_autofree GolImportMatch *matches = gol_import_match (entity, headers, n);

  plan->entity = entity;
  plan->country = g_strdup (country);
  plan->today = today;
  plan->columns = g_ptr_array_new_with_free_func (free_column);
  for (guint i = 0; i < n; i++)
    {
      GolImportPlanColumn *column = g_new0 (GolImportPlanColumn, 1);

      column->shown.header = g_strdup (headers[i]);
      set_target (column, &matches[i].target, matches[i].implies, matches[i].certain);
      g_ptr_array_add (plan->columns, column);
    }

  return plan;
}

void
gol_import_plan_free (GolImportPlan *plan)
{
  if (plan == NULL)
    return;

  g_ptr_array_unref (plan->columns);
  g_free (plan->country);
  g_free (plan);
}

/* ── Mapping by hand ── */

static GolImportPlanColumn *
find_column (GolImportPlan *plan,
             const char    *header)
{
  g_autofree char *folded = gol_text_fold (header);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < plan->columns->len; i++)
      {
        GolImportPlanColumn *column = get_column (plan, i);
        g_autofree char *own = gol_text_fold (column->shown.header);

        if (pass == 0 ? strcmp (column->shown.header, header) == 0 : *folded != '\0' && strcmp (own, folded) == 0)
          return column;
      }

  return NULL;
}

static gboolean
read_order (const char    *word,
            GolDateOrder  *order)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_ascii_strcasecmp (orders[i].word, word) == 0)
      {
        *order = orders[i].order;
        return TRUE;
      }

  return FALSE;
}

/* Where nothing else may go: what was matched there by its header alone makes room. */
static void
make_room (GolImportPlan       *plan,
           GolImportPlanColumn *taker)
{
  if (taker->target.field == NULL || gol_import_joins_with (taker->target.field) != NULL)
    return;

  for (guint i = 0; i < plan->columns->len; i++)
    {
      GolImportPlanColumn *column = get_column (plan, i);

      if (column != taker && column->target.field == taker->target.field)
        set_target (column, NULL, NULL, FALSE);
    }
}

gboolean
gol_import_plan_map (GolImportPlan  *plan,
                     const char     *header,
                     const char     *field,
                     GError        **error)
{
  GolImportPlanColumn *column = find_column (plan, header);
  g_auto(GStrv) parts = g_strsplit (field != NULL ? field : "", ":", 2);
  GolDateOrder order = GOL_ORDER_UNKNOWN;
  GolImportTarget target;

  if (column == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("The file has no column “%s”."), header);
      return FALSE;
    }
  if (field == NULL || *field == '\0')
    {
      set_target (column, NULL, NULL, TRUE);
      return TRUE;
    }
  if (!gol_import_find_target (plan->entity, parts[0], &target) || !gol_import_can_take (target.field))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("There is no field “%s” that a column can go to."), parts[0]);
      return FALSE;
    }
  if (parts[1] != NULL && !read_order (parts[1], &order))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no order of dates: write dmy, mdy, ymd or serial."),
                   parts[1]);
      return FALSE;
    }

  set_target (column, &target, column->target.field == target.field ? column->implies : NULL, TRUE);
  column->asked = order;
  make_room (plan, column);

  return TRUE;
}

/* ── What the values prove ── */

static gboolean
is_date (const GolField *field)
{
  return field->type == GOL_FIELD_DATE || field->type == GOL_FIELD_PARTIAL_DATE || field->type == GOL_FIELD_INSTANT;
}

static gboolean
is_number (const GolField *field)
{
  return field->type == GOL_FIELD_INTEGER || field->type == GOL_FIELD_DECIMAL || field->type == GOL_FIELD_MONEY;
}

static gboolean
is_sex (const GolField *field)
{
  return field->type == GOL_FIELD_CHOICE && g_strcmp0 (field->detail, "sex") == 0;
}

/* What people write where there is nothing to write. "Na" may be a person's name; nobody's farm is called so. */
static gboolean
is_nothing (const GolImportPlan *plan,
            const char          *text)
{
  static const char * const no_farm[] = { "na", "none", NULL };
  static const char * const nothing[] = { "n/a", "n.a.", "#n/a", "-", "--", "---", "s/n", "s/d", "null", "(none)",
                                          NULL };
  g_autofree char *low = NULL;

  if (strlen (text) > 6)
    return FALSE;
  low = g_ascii_strdown (text, -1);

  return g_strv_contains (nothing, low) || (strcmp (plan->entity->name, "order") == 0 &&
                                            g_strv_contains (no_farm, low));
}

/* The cell's text without spaces around it; NULL when it says nothing. An error of a formula is no value either. */
static char *
get_cell (const GolImportPlan *plan,
          const GolRow        *row,
          guint                column)
{
  g_autofree char *text = NULL;

  if (column >= row->n_cells || row->cells[column].kind == GOL_CELL_EMPTY || row->cells[column].kind == GOL_CELL_ERROR)
    return NULL;

  text = gol_text_clean (row->cells[column].text);

  return text == NULL || is_nothing (plan, text) ? NULL : g_steal_pointer (&text);
}

void
gol_import_plan_forget (GolImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      GolImportPlanColumn *column = get_column (plan, i);

      column->dates = (GolDateProof) { 0 };
      column->numbers = (GolNumberProof) { 0 };
      column->sexes = (GolSexProof) { 0 };
      column->order = GOL_ORDER_UNKNOWN;
    }
}

void
gol_import_plan_observe (GolImportPlan *plan,
                         const GolRow  *row)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      GolImportPlanColumn *column = get_column (plan, i);
      const GolField *field = column->target.field;
      g_autofree char *text = NULL;

      if (field == NULL || (!is_date (field) && !is_number (field) && !is_sex (field)))
        continue;
      text = get_cell (plan, row, i);
      if (text == NULL)
        continue;

      if (is_date (field))
        gol_date_proof_add (&column->dates, text);
      else if (is_number (field) && row->cells[i].kind != GOL_CELL_NUMBER)
        gol_number_proof_add (&column->numbers, text);
      else if (is_sex (field))
        gol_sex_proof_add (&column->sexes, text);
    }
}

static const char *
get_order_label (GolDateOrder order)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i].order == order)
      return _(orders[i].label);

  return NULL;
}

static void
settle_dates (GolImportPlan *plan)
{
  GolDateOrder lent = GOL_ORDER_UNKNOWN;

  for (guint i = 0; i < plan->columns->len; i++)
    {
      GolImportPlanColumn *column = get_column (plan, i);
      guint rows;

      g_clear_pointer (&column->shown.how, g_free);
      if (column->target.field == NULL || !is_date (column->target.field))
        continue;

      column->order = column->asked != GOL_ORDER_UNKNOWN ? column->asked : gol_date_proof_settle (&column->dates);
      if (column->order == GOL_ORDER_UNKNOWN)
        continue;
      if (column->order == GOL_ORDER_DMY || column->order == GOL_ORDER_MDY)
        lent = lent == GOL_ORDER_UNKNOWN || lent == column->order ? column->order : GOL_ORDER_SERIAL;
      rows = column->order == GOL_ORDER_DMY ? column->dates.dmy : column->order == GOL_ORDER_MDY ? column->dates.mdy :
             column->order == GOL_ORDER_YMD ? column->dates.ymd : column->dates.serial;
      column->shown.how = column->asked != GOL_ORDER_UNKNOWN
        ? g_strdup_printf (_("%s: set by hand"), get_order_label (column->order))
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u row proves it", "%s: %u rows prove it", rows),
                           get_order_label (column->order), rows);
    }

  /* Whoever wrote one column day first wrote the other so too; what two columns dispute is lent to none. */
  for (guint i = 0; i < plan->columns->len; i++)
    {
      GolImportPlanColumn *column = get_column (plan, i);

      if (column->target.field == NULL || column->order != GOL_ORDER_UNKNOWN || column->dates.open == 0 ||
          (lent != GOL_ORDER_DMY && lent != GOL_ORDER_MDY) || column->dates.dmy + column->dates.mdy > 0)
        continue;
      column->order = lent;
      column->shown.how = g_strdup_printf (_("%s: the file’s other dates prove it"), get_order_label (lent));
    }
}

void
gol_import_plan_settle (GolImportPlan *plan)
{
  settle_dates (plan);

  for (guint i = 0; i < plan->columns->len; i++)
    {
      GolImportPlanColumn *column = get_column (plan, i);
      const char *m;

      if (column->target.field == NULL || !is_sex (column->target.field) || column->sexes.m == 0)
        continue;
      m = gol_sex_proof_settle (&column->sexes);
      column->shown.how = g_strdup (m == NULL ? _("“M” may be a man or a woman: nothing in the column tells") :
                                    *m == 'F' ? _("“M” is a woman, for men are written with H") :
                                    _("“M” is a man, for women are written with F"));
    }
}

/* ── Rows ── */

GolValues *
gol_import_record_section (GolImportRecord *record,
                           const char      *section)
{
  GolValues *values = g_hash_table_lookup (record->sections, section);

  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (record->sections, g_strdup (section), values);
    }

  return values;
}

const char *
gol_import_record_text (GolImportRecord *record,
                        const char      *section,
                        const char      *field)
{
  return gol_values_get_text (g_hash_table_lookup (record->sections, section), field);
}

gboolean
gol_import_record_has_problem (GolImportRecord *record,
                               const char      *path)
{
  for (guint i = 0; i < record->problems->len; i++)
    if (strcmp (((GolProblem *) g_ptr_array_index (record->problems, i))->field, path) == 0)
      return TRUE;

  return FALSE;
}

void
gol_import_record_free (GolImportRecord *record)
{
  if (record == NULL)
    return;

  g_hash_table_unref (record->sections);
  g_ptr_array_unref (record->problems);
  g_ptr_array_unref (record->unread);
  g_clear_pointer (&record->checked, g_ptr_array_unref);
  g_free (record);
}

/* Only of these can a person not be enrolled, nor an order be counted. */
static GolProblemSeverity
get_severity (const char *path)
{
  return strcmp (path, "civil.birth_date") == 0 || strcmp (path, "order_terms.posts_asked") == 0 ? GOL_PROBLEM_ERROR
                                                                                                 : GOL_PROBLEM_WARNING;
}

static void
note_unread (GolImportRecord           *record,
             const GolImportPlanColumn *column,
             const char                *code,
             const char                *sentence)
{
  g_autofree char *whole_code = code != NULL ? g_strdup (code)
                                             : g_strdup_printf ("%s_invalid", column->target.field->name);
  GolProblemSeverity severity = get_severity (column->shown.field);
  GolProblem *problem = gol_problem_new (column->shown.field, whole_code, severity, "%s: %s",
                                         gol_field_get_label (column->target.field), sentence);

  g_ptr_array_add (record->problems, problem);
  if (severity == GOL_PROBLEM_WARNING)
    g_ptr_array_add (record->unread, gol_problem_new (problem->field, whole_code, severity, "%s", problem->message));
}

/* A code of the United States' classification becomes one of ours, or nothing; all else stays as it is. */
static char *
read_occupation (const char *text)
{
  if (strlen (text) < 7 || text[2] != '-' || strspn (text, "0123456789-.") != strlen (text))
    return g_strdup (text);

  for (const GolImportShort *soc = gol_import_soc; soc->word != NULL; soc++)
    if (g_str_has_prefix (text, soc->word))
      return g_strdup (soc->whole);

  return NULL;
}

/* Into what gol_field_normalize () takes; NULL when it was not understood, which is then told already. */
static char *
translate (GolImportPlan             *plan,
           const GolImportPlanColumn *column,
           const char                *text,
           GolImportRecord           *record)
{
  const GolField *field = column->target.field;

  if (is_date (field))
    {
      GolDateForm form = { column->order, strcmp (field->name, "birth_date") == 0,
                           field->type == GOL_FIELD_PARTIAL_DATE,
                           gol_date_proof_is_cut (&column->dates), plan->today };
      g_autofree char *sentence = NULL;
      char buffer[GOL_DATE_TEXT_MAX];
      gboolean unproven;
      GolDate date;

      if (gol_import_read_date (text, &form, &date, &unproven))
        return g_strdup (gol_date_format (date, buffer));
      sentence = unproven ? g_strdup_printf (_("“%s” may be day first or month first, and nothing in the file tells."),
                                             text)
                          : g_strdup_printf (_("“%s” is not a day of the calendar."), text);
      note_unread (record, column, unproven ? "date_order_unproven" : NULL, sentence);
      return NULL;
    }

  if (is_number (field))
    {
      char *number = gol_import_read_number (text, &column->numbers, field->type);
      g_autofree char *sentence = NULL;

      if (number != NULL)
        return number;
      sentence = g_strdup_printf (_("“%s” is not a number that can stand here."), text);
      note_unread (record, column, NULL, sentence);
      return NULL;
    }

  if (field->type == GOL_FIELD_OCCUPATION)
    return read_occupation (text);

  if (is_sex (field) && g_ascii_strcasecmp (text, "m") == 0)
    {
      const char *m = gol_sex_proof_settle (&column->sexes);

      if (m == NULL)
        note_unread (record, column, "sex_unproven",
                     _("“M” may be a man or a woman, and nothing in the column tells."));
      return g_strdup (m);
    }

  return g_strdup (text);
}

/* What an earlier column gave to the same field, with this behind it. */
static char *
join (const GolField  *field,
      const GolValues *values,
      const char      *text)
{
  const char *before = gol_values_get_text (values, field->name);
  const char *between = gol_import_joins_with (field);
  g_auto(GStrv) members = NULL;
  g_autofree char *list = NULL;

  if (before == NULL || between == NULL)
    return g_strdup (text);
  if (*before != '[')
    return g_strjoin (between, before, text, NULL);

  members = gol_json_to_strv (before, NULL);
  list = g_strjoinv (between, members);

  return g_strjoin (between, list, text, NULL);
}

static void
put (GolImportPlan             *plan,
     const GolImportPlanColumn *column,
     const char                *text,
     GolImportRecord           *record)
{
  GolValues *values = gol_import_record_section (record, column->target.section->name);
  g_autofree char *taken = translate (plan, column, text, record);
  g_autofree char *joined = taken != NULL ? join (column->target.field, values, taken) : NULL;
  g_autoptr(GError) error = NULL;

  if (joined != NULL && !gol_field_normalize (column->target.field, joined, values, &error))
    note_unread (record, column, NULL, error->message);
}

/* "section.field=value;…": said by a header, unless the row says it itself. */
static void
put_implied (GolImportPlan   *plan,
             const char      *implies,
             GolImportRecord *record)
{
  g_auto(GStrv) parts = g_strsplit (implies, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (parts[i], "=", 2);
      GolImportTarget target;

      if (gol_import_find_target (plan->entity, pair[0], &target))
        gol_values_set_text (gol_import_record_section (record, target.section->name), target.field->name, pair[1]);
    }
}

/* What headers say comes first, then what other fields of the section are read by (kinds of numbers, countries), then
   the rest. */
typedef enum { TURN_IMPLIED, TURN_KINDS, TURN_REST, N_TURNS } Turn;

static Turn
get_turn (const GolField *field)
{
  return field->type == GOL_FIELD_CHOICE || field->type == GOL_FIELD_COUNTRY || field->type == GOL_FIELD_CURRENCY ? TURN_KINDS
                                                                                                              : TURN_REST;
}

/* A number without its country's code is of the country where it was written down, but that says nothing of the
   person. */
static void
lend_country (GolImportPlan   *plan,
              GolImportRecord *record,
              gboolean        *lent)
{
  GolValues *contact = g_hash_table_lookup (record->sections, "contact");

  *lent = plan->country != NULL && strcmp (plan->entity->name, "worker") == 0 &&
          (contact == NULL || gol_values_get_text (contact, "country") == NULL);
  if (*lent)
    gol_values_set_text (gol_import_record_section (record, "contact"), "country", plan->country);
}

/* What follows for an order from what its file did say. */
static void
complete_order (GolImportRecord *record)
{
  static const char * const copies[][4] = {
    { "order_terms", "worksite_place", "worksite_core", "place" },
    { "order_terms", "worksite_admin_1", "worksite_core", "admin_1" },
    { "order_terms", "start_date", "order_destination_decision", "from" },
    { "order_terms", "end_date", "order_destination_decision", "until" },
  };
  GolValues *terms = gol_import_record_section (record, "order_terms");
  const char *title = gol_values_get_text (terms, "occupation_text");

  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      const char *text = gol_import_record_text (record, copies[i][2], copies[i][3]);

      if (text != NULL && gol_values_get_text (terms, copies[i][1]) == NULL)
        gol_values_set_text (terms, copies[i][1], text);
    }
  if (title != NULL && gol_values_get_text (terms, "occupation") == NULL && gol_isco_find (title) != NULL)
    gol_values_set_text (terms, "occupation", gol_isco_find (title));
}

/* What the passport's zone says and the sheet has no cell for. A cell that could not be read is for an officer to read,
   not for the zone to fill. */
static void
complete_worker (GolImportRecord *record,
                 GolDate          today)
{
  g_autoptr(GHashTable) said = gol_worker_read_zone (record->sections, today);
  GHashTableIter iter;
  gpointer section, values;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &section, &values))
    for (guint i = 0; i < gol_values_get_size (values); i++)
      {
        const GolValue *value = gol_values_peek (values, i);
        g_autofree char *path = g_strjoin (".", section, value->name, NULL);

        if (!gol_import_record_has_problem (record, path))
          gol_values_set (gol_import_record_section (record, section), value);
      }
}

/* Cells that no header stands over: most likely one was slipped in, and all behind it are a column too far right. */
static void
check_width (GolImportPlan   *plan,
             const GolRow    *row,
             GolImportRecord *record)
{
  if (row->n_cells <= plan->columns->len)
    return;

  g_ptr_array_add (record->problems,
                   gol_problem_new ("", "row_too_long", GOL_PROBLEM_WARNING,
                                    _("The row has %u cells and the file %u columns: look whether they have moved."),
                                    row->n_cells, plan->columns->len));
}

static void
drop_empty_sections (GolImportRecord *record)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, record->sections);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (gol_values_get_size (value) == 0)
      g_hash_table_iter_remove (&iter);
}

GolImportRecord *
gol_import_plan_read (GolImportPlan *plan,
                      const GolRow  *row)
{
  GolImportRecord *record = g_new0 (GolImportRecord, 1);
  g_autofree char **texts = g_new0 (char *, plan->columns->len);
  gboolean lent = FALSE;

  record->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
  record->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_problem_free);
  record->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_problem_free);

  for (guint i = 0; i < plan->columns->len; i++)
    if (get_column (plan, i)->target.field != NULL)
      texts[i] = get_cell (plan, row, i);
  for (Turn turn = TURN_IMPLIED; turn < N_TURNS; turn++)
    {
      if (turn == TURN_REST)
        lend_country (plan, record, &lent);
      for (guint i = 0; i < plan->columns->len; i++)
        {
          const GolImportPlanColumn *column = get_column (plan, i);

          if (texts[i] == NULL)
            continue;
          if (turn == TURN_IMPLIED && column->implies != NULL)
            put_implied (plan, column->implies, record);
          else if (turn == get_turn (column->target.field))
            put (plan, column, texts[i], record);
        }
    }
  for (guint i = 0; i < plan->columns->len; i++)
    g_free (texts[i]);
  if (lent)
    gol_values_remove (gol_import_record_section (record, "contact"), "country");
  if (strcmp (plan->entity->name, "order") == 0)
    complete_order (record);
  if (strcmp (plan->entity->name, "worker") == 0)
    complete_worker (record, plan->today);
  drop_empty_sections (record);
  check_width (plan, row, record);

  return record;
}
