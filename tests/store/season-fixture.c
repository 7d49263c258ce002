/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "season-fixture.h"

#include "gol-store-private.h"

static void
set_field (GolValues      *values,
           const GolField *field,
           const char     *text)
{
  switch (text != NULL ? gol_field_get_kind (field) : GOL_VALUE_NULL)
    {
    case GOL_VALUE_INTEGER:
      gol_values_set_integer (values, field->name, g_ascii_strtoll (text, NULL, 10));
      break;
    case GOL_VALUE_BOOLEAN:
      gol_values_set_boolean (values, field->name, g_str_equal (text, "true"));
      break;
    case GOL_VALUE_LIST:
      gol_values_set_list (values, field->name, text);
      break;
    case GOL_VALUE_NULL:
    case GOL_VALUE_TEXT:
    default:
      gol_values_set_text (values, field->name, text);
    }
}

static char *
set_section (Office     *office,
             const char *entity,
             const char *record,
             const char *section,
             va_list     list)
{
  const GolEntity *of = gol_dictionary_find_entity (entity);
  const GolSection *found = gol_entity_find_section (of, section);
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  g_autoptr(GolValues) values = gol_values_new ();
  char *name = record != NULL ? g_strdup (record) : gol_batch_create (batch, of, NULL);
  GError *error = NULL;
  const char *field;

  g_assert_nonnull (found);
  while ((field = va_arg (list, const char *)) != NULL)
    {
      const GolField *known = gol_section_find_field (found, field);

      g_assert_nonnull (known);
      set_field (values, known, va_arg (list, const char *));
    }
  gol_batch_set (batch, name, section, values, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  return name;
}

char *
season_add (Office     *office,
            const char *entity,
            const char *section,
            ...)
{
  va_list list;
  char *record;

  va_start (list, section);
  record = set_section (office, entity, NULL, section, list);
  va_end (list);
  return record;
}

void
season_put (Office     *office,
            const char *record,
            const char *section,
            ...)
{
  g_autofree char *entity = g_strndup (record, strcspn (record, "/"));
  va_list list;

  va_start (list, section);
  g_free (set_section (office, entity, record, section, list));
  va_end (list);
}

void
season_void (Office     *office,
             const char *record)
{
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  g_autofree char *entity = g_strndup (record, strcspn (record, "/"));
  g_autoptr(GolValues) values = gol_values_new ();
  GError *error = NULL;

  gol_values_set_boolean (values, GOL_FIELD_FILE_VOID, TRUE);
  gol_batch_set (batch, record, gol_dictionary_find_entity (entity)->sections[0].name, values, NULL);
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
}

void
season_today (Office     *office,
              const char *today)
{
  GolDate date;

  g_assert_true (gol_date_parse (today, &date));
  gol_clock_set_today (office->clock, date);
}

char *
season_worker (Office *office)
{
  char *worker = season_add (office, "worker", "name_photo", "given_names", "Ana", "surname_1", "Tzul", NULL);

  season_put (office, worker, "civil", "sex", "female", "birth_date", "1990-05-10", "nationality", "MX", NULL);
  season_put (office, worker, "identity_numbers", "national_number", "TUAA900510MOCZNN09", "passport_number",
              "G12345678", "passport_expires", "2035-01-01", NULL);
  season_put (office, worker, "experience", "schooling", "primary", "literacy", "both",
              "occupations", "[{\"occupation\":\"9211\",\"years\":5}]", NULL);
  season_put (office, worker, "prior_migration", "earlier_seasons", "0", NULL);
  return worker;
}

char *
season_placement (Office     *office,
                  const char *worker,
                  const char *order,
                  const char *scheme,
                  const char *from,
                  const char *to)
{
  return season_add (office, "placement", "placement_core", "worker", worker, "order", order, "scheme", scheme, "named",
                     "true", "starts", from, "ends", to, NULL);
}

char *
season_event (Office     *office,
              const char *placement,
              const char *kind,
              const char *on)
{
  static const char * const consulates[] = { "arrival", "missing", "located", "end", NULL };
  gboolean by_consulate = g_strv_contains (consulates, kind);
  g_autofree char *at = g_strconcat (on, "T10:00:00.000Z", NULL);

  return season_add (office, "event", "event", "placement", placement, "kind", kind, "at", at, "on", on,
                     "agency", by_consulate ? "consulateorigin" : office->info.agency, NULL);
}

typedef struct { const char *record, *column, *prefix; char *text; } Asked;

static gboolean
ask_cb (GolDb     *open,
        GolDb     *protected_db,
        gpointer   user_data,
        GError   **error)
{
  Asked *self = user_data;
  g_autofree char *entity = g_strndup (self->record, strcspn (self->record, "/"));
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s%s WHERE id = ?", self->column, self->prefix, entity);
  g_autoptr(GolStatement) statement = gol_db_prepare (open, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  gol_statement_bind_int (statement, 1, gol_record_find (open, self->record, NULL));
  if (!gol_statement_step (statement, &row, error))
    return FALSE;
  self->text = row ? g_strdup (gol_statement_text (statement, 0)) : NULL;
  return TRUE;
}

static char *
ask (Office     *office,
     const char *record,
     const char *column,
     const char *prefix)
{
  Asked asked = { record, column, prefix, NULL };
  GError *error = NULL;

  gol_store_with_reader (office->store, NULL, ask_cb, &asked, &error);
  g_assert_no_error (error);
  return asked.text;
}

char *
season_fact (Office     *office,
             const char *record,
             const char *fact)
{
  g_autofree char *column
    = g_str_equal (fact, "stays") ? g_strdup ("iif (stays IS NULL, NULL, hex (stays))") : g_strdup (fact);

  return ask (office, record, column, "f_");
}

char *
season_derived (Office     *office,
                const char *record,
                const char *column)
{
  return ask (office, record, column, "r_");
}

void
season_assert_fact (Office     *office,
                    const char *record,
                    const char *fact,
                    const char *expected)
{
  g_autofree char *found = season_fact (office, record, fact);

  if (g_strcmp0 (found, expected) != 0)
    g_error ("%s of %s is %s, not %s", fact, record, found, expected);
}

void
season_assert_derived (Office     *office,
                       const char *record,
                       const char *column,
                       const char *expected)
{
  g_autofree char *found = season_derived (office, record, column);

  if (g_strcmp0 (found, expected) != 0)
    g_error ("%s of %s is %s, not %s", column, record, found, expected);
}
