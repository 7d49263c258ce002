/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-dictionary.h"
#include "gol-number.h"
#include "gol-vocabulary.h"

typedef void (*Visit) (const GolEntity  *entity,
                       const GolSection *section,
                       const GolField   *field);

static void
for_each_field (Visit visit)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
      for (const GolField *field = section->fields; field->name != NULL; field++)
        visit (entities[i], section, field);
}

/* Two underscores part section and field in a column's name: no name has them. */
static void
assert_name (const char *name)
{
  if (!g_ascii_islower (*name) || strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen (name) ||
      strstr (name, "__") != NULL || g_str_has_suffix (name, "_") || g_str_has_prefix (name, "d_"))
    g_error ("“%s” is not a name", name);
}

static void
assert_label (const char *label)
{
  g_assert_nonnull (label);
  g_assert_true (g_utf8_validate (label, -1, NULL));
  g_assert_cmpint (*label, !=, '\0');
  g_assert_cmpint (label[strlen (label) - 1], !=, '.');
}

static void
test_entities (void)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) letters = g_hash_table_new (NULL, NULL);
  guint n;

  for (n = 0; entities[n] != NULL; n++)
    {
      const GolEntity *entity = entities[n];

      assert_name (entity->name);
      assert_label (entity->label);
      assert_label (entity->label_many);
      g_assert_true (g_hash_table_add (names, (gpointer) entity->name));
      g_assert_cmpuint (entity->number, ==, n + 1);
      g_assert_true (gol_dictionary_get_entity (n + 1) == entity);
      g_assert_true (gol_dictionary_find_entity (entity->name) == entity);
      g_assert_cmpstr (gol_entity_get_label (entity), ==, entity->label);
      if (entity->code_letter != 0)
        g_assert_true (g_hash_table_add (letters, GINT_TO_POINTER (entity->code_letter)));
    }

  g_assert_cmpuint (n, ==, 36);
  g_assert_null (gol_dictionary_get_entity (0));
  g_assert_null (gol_dictionary_get_entity (n + 1));
  g_assert_null (gol_dictionary_get_entity (G_MAXUINT));
  g_assert_null (gol_dictionary_find_entity ("work"));
  g_assert_null (gol_dictionary_find_entity (""));
}

static void
assert_paths (const GolEntity *entity,
              const char      *paths)
{
  g_auto(GStrv) split = g_strsplit (paths, ",", -1);

  for (guint i = 0; split[i] != NULL; i++)
    if (!gol_entity_find_field (entity, split[i], NULL, NULL))
      g_error ("%s has no field %s", entity->name, split[i]);
}

static void
test_parents_and_titles (void)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      const GolField *field = NULL;

      assert_paths (entities[i], entities[i]->title);
      if (entities[i]->parent == NULL)
        continue;
      g_assert_true (gol_entity_find_field (entities[i], entities[i]->parent, NULL, &field));
      g_assert_cmpint (field->type, ==, GOL_FIELD_REFERENCE);
      g_assert_cmpstr (field->detail, !=, entities[i]->name);
    }
}

static void
test_sections (void)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      guint n = 0;

      for (const GolSection *section = entities[i]->sections; section->name != NULL; section++, n++)
        {
          g_autoptr(GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

          assert_name (section->name);
          assert_label (section->label);
          g_assert_true (g_hash_table_add (names, (gpointer) section->name));
          g_assert_true (gol_entity_find_section (entities[i], section->name) == section);
          g_assert_cmpuint (section->writers & ~GOL_PARTY_EVERYBODY, ==, 0);
          g_assert_cmpuint (section->readers & ~GOL_PARTY_EVERYBODY, ==, 0);
          g_assert_cmpuint (section->writers, !=, 0);
          g_assert_cmpuint (section->readers & GOL_PARTY_MINISTRY, !=, 0);
          g_assert_cmpuint (section->retention_years, <=, 50);
          for (const GolField *field = section->fields; field->name != NULL; field++)
            g_assert_true (g_hash_table_add (fields, (gpointer) field->name));
          g_assert_cmpuint (g_hash_table_size (fields), >, 0);
        }
      g_assert_cmpuint (n, >, 0);
    }
}

/* The design's table: who writes, who reads. 'e' is the employer once the worker is accepted, '*' everybody, '+' all
 * who have a part in a placement. */
static const struct { const char *path, *writers, *readers; } table[] = {
  { "worker.name_photo", "M", "MAENSTKC" },
  { "worker.civil", "M", "MAeNSKC" },
  { "worker.identity_numbers", "M", "MANSC" },
  { "worker.contact", "M", "MNST" },
  { "worker.household", "M", "MS" },
  { "worker.experience", "M", "MAENST" },
  { "worker.bank", "M", "M" },
  { "worker.prior_migration", "M", "MAN" },
  { "worker.consents", "M", "MR" },
  { "worker.self_identification", "M", "M" },
  { "worker.person_link", "M", "M" },
  { "worker.may_go_again", "M", "MAENS" },
  { "season.season_terms", "M", "*" },
  { "call.call_sheet", "M", "MNSTP" },
  { "employer.employer_identity", "E", "MANS" },
  { "employer.employer_approval", "A", "MENS" },
  { "worksite.worksite_core", "M", "MAENS" },
  { "worksite.housing", "E", "MASN" },
  { "finding.finding", "ASM", "MAS" },
  { "finding.finding_notice", "ASM", "MASE" },
  { "order.order_terms", "EM", "MANSE" },
  { "order.order_names", "E", "MNSE" },
  { "order.order_origin_decision", "M", "MANSE" },
  { "order.order_destination_decision", "A", "MANSE" },
  { "placement.placement_core", "M", "+" },
  { "placement.selection", "M", "MN" },
  { "placement.employer_answer", "E", "MNSE" },
  { "placement.contract", "M", "MAENS" },
  { "placement.return_commitment", "M", "MNS" },
  { "placement.authorisation", "A", "MENS" },
  { "placement.visa_application", "N", "M" },
  { "placement.visa_validity", "N", "MAES" },
  { "placement.employer_evaluation", "E", "MS" },
  { "placement.worker_evaluation", "M", "MS" },
  { "attestation.attestation", "+", "+" },
  { "event.event", "MAENSC", "MAENSC" },
  { "event.event_evidence", "MAENSC", "MNSA" },
  { "travel.booking", "MEC", "MENSC" },
  { "training.session", "TM", "MT" },
  { "training.attendance", "TM", "MT" },
  { "training.result", "TM", "MT" },
  { "fitness.fitness", "KM", "MN" },
  { "medical.medical_detail", "K", "KM" },
  { "visit.visit", "SA", "MSA" },
  { "incident.incident", "SEM", "MSA" },
  { "pay.pay_sample", "SM", "MSA" },
  { "insured_period.insured_period", "MS", "MS" },
  { "complaint.complaint", "MSP", "MSP" },
  { "screening.screening", "MS", "MS" },
  { "protection_case.protection_case", "MS", "MSP" },
  { "fee.fee", "MS", "MS" },
  { "remittance.remittance", "M", "M" },
  { "sanction.sanction", "M", "M" },
  { "reintegration.plan", "MP", "MP" },
  { "reintegration.followup", "MP", "MP" },
  { "reintegration.project", "MP", "MP" },
  { "local_need.local_need", "MSP", "MSP" },
  { "campaign.campaign", "MSP", "MSP" },
  { "scam_report.scam_report", "MSP", "MSP" },
  { "agency.agency", "M", "*" },
  { "actor_table.actor_table", "M", "*" },
  { "scheme.scheme", "M", "*" },
  { "calendar.calendar", "M", "*" },
  { "district.district", "M", "*" },
};

static guint
read_parties (const char *letters)
{
  static const char order[] = "MAEeNSTKCPR";
  guint parties = 0;

  if (*letters == '*')
    return GOL_PARTY_EVERYBODY;
  if (*letters == '+')
    letters = "MAENSTKC";
  for (; *letters != '\0'; letters++)
    parties |= 1u << (strchr (order, *letters) - order);

  return parties;
}

static gboolean
is_listed (const GolEntity  *entity,
           const GolSection *section)
{
  g_autofree char *path = g_strjoin (".", entity->name, section->name, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].path, path))
      return TRUE;

  return FALSE;
}

static void
test_writers_and_readers (void)
{
  static const char * const generic[] = { "document", "step", "discrepancy", NULL };
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto(GStrv) parts = g_strsplit (table[i].path, ".", 2);
      const GolEntity *entity = gol_dictionary_find_entity (parts[0]);
      const GolSection *section = entity != NULL ? gol_entity_find_section (entity, parts[1]) : NULL;

      if (section == NULL)
        g_error ("There is no %s", table[i].path);
      if (section->writers != read_parties (table[i].writers) || section->readers != read_parties (table[i].readers))
        g_error ("%s: others write or read it than the design says", table[i].path);
    }

  /* What the design does not name follows the section that refers to it. */
  for (guint i = 0; entities[i] != NULL; i++)
    for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
      if (!is_listed (entities[i], section))
        g_assert_true (g_strv_contains (generic, section->name));
}

static void
test_flags (void)
{
  static const struct { GolSectionFlags flag; const char *sections; } expected[] = {
    { GOL_SECTION_PROTECTED,
      " complaint fee medical_detail protection_case remittance screening self_identification " },
    { GOL_SECTION_NO_RULE,
      " complaint fee medical_detail protection_case remittance screening self_identification " },
    { GOL_SECTION_MOVES_SCOPE, " placement_core worksite_core " },
    { GOL_SECTION_TWO_OFFICERS, " sanction " },
    { GOL_SECTION_ATTESTED, " attestation may_go_again " },
    { GOL_SECTION_WRITER_READS, " incident " },
  };
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint k = 0; k < G_N_ELEMENTS (expected); k++)
    for (guint i = 0; entities[i] != NULL; i++)
      for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
        {
          g_autofree char *padded = g_strdup_printf (" %s ", section->name);
          gboolean wanted = strstr (expected[k].sections, padded) != NULL;

          if (wanted != ((section->flags & expected[k].flag) != 0))
            g_error ("%s.%s: flag %d", entities[i]->name, section->name, expected[k].flag);
        }
}

static gboolean
has_kind (const char *kind)
{
  return g_strv_contains (gol_number_get_kinds (), kind);
}

/* The field that names the kind is a choice among kinds, or of what is none. */
static void
check_check (const GolSection *section,
             const GolField   *field)
{
  const GolField *named;
  const GolVocabulary *vocabulary;

  g_assert_cmpint (field->type, ==, GOL_FIELD_CODE);
  if (*field->check != '@')
    {
      g_assert_true (g_str_equal (field->check, "mrz") || has_kind (field->check));
      return;
    }

  named = gol_section_find_field (section, field->check + 1);
  g_assert_nonnull (named);
  g_assert_cmpint (named->type, ==, GOL_FIELD_CHOICE);
  vocabulary = gol_vocabulary_find (named->detail);
  for (const GolTerm *term = vocabulary->terms; term->code != NULL; term++)
    g_assert_true (g_str_equal (term->code, "other") || has_kind (term->code));
}

static const GolField *
find_in (const GolField *fields,
         const char     *name)
{
  GolSection row = { .fields = fields };

  return fields != NULL ? gol_section_find_field (&row, name) : NULL;
}

/* Money of a row that names none is in the section's one currency. */
static const GolField *
find_currency (const GolSection *section,
               const GolField   *columns,
               const GolField   *field)
{
  const GolField *found = NULL;

  if (field->detail != NULL)
    {
      found = find_in (columns, field->detail);
      return found != NULL ? found : gol_section_find_field (section, field->detail);
    }

  g_assert_nonnull (columns);
  for (const GolField *other = section->fields; other->name != NULL; other++)
    if (other->type == GOL_FIELD_CURRENCY)
      {
        g_assert_null (found);
        found = other;
      }

  return found;
}

static void
check_field (const GolSection *section,
             const GolField   *columns,
             const GolField   *field)
{
  const GolField *currency;

  assert_name (field->name);
  assert_label (field->label);
  g_assert_cmpstr (gol_field_get_label (field), ==, field->label);
  if (field->help != NULL)
    g_assert_true (g_str_has_suffix (field->help, "."));
  if (field->check != NULL)
    check_check (section, field);

  switch (field->type)
    {
    case GOL_FIELD_CHOICE:
      g_assert_nonnull (field->detail);
      if (gol_vocabulary_find (field->detail) == NULL)
        g_error ("%s.%s: no vocabulary %s", section->name, field->name, field->detail);
      break;

    case GOL_FIELD_SET:
      if (field->detail != NULL && gol_vocabulary_find (field->detail) == NULL)
        g_error ("%s.%s: no vocabulary %s", section->name, field->name, field->detail);
      break;

    case GOL_FIELD_REFERENCE:
      g_assert_nonnull (field->detail);
      g_assert_nonnull (gol_dictionary_find_entity (field->detail));
      break;

    case GOL_FIELD_MONEY:
      currency = find_currency (section, columns, field);
      if (currency == NULL || currency->type != GOL_FIELD_CURRENCY)
        g_error ("%s.%s: no currency", section->name, field->name);
      break;

    case GOL_FIELD_CODE:
      g_assert_true (field->detail == NULL || g_str_equal (field->detail, "scheme"));
      break;

    default:
      g_assert_null (field->detail);
    }

  g_assert_cmpint (field->type == GOL_FIELD_ROWS, ==, field->columns != NULL);
  for (const GolField *column = field->columns; column != NULL && column->name != NULL; column++)
    {
      g_assert_true (column->type != GOL_FIELD_ROWS && column->type != GOL_FIELD_ATTACHMENT);
      g_assert_true (find_in (field->columns, column->name) == column);
      check_field (section, field->columns, column);
    }

  /* What two records should not share can be looked for, and is one plain value. */
  if ((field->flags & GOL_FIELD_KEY) != 0)
    g_assert_true (field->type == GOL_FIELD_CODE || field->type == GOL_FIELD_REFERENCE);
  if ((field->flags & (GOL_FIELD_SORTED | GOL_FIELD_KEY)) != 0)
    g_assert_cmpint (gol_field_get_kind (field), !=, GOL_VALUE_LIST);
}

static void
visit_field (const GolEntity  *entity,
             const GolSection *section,
             const GolField   *field)
{
  g_autofree char *path = g_strjoin (".", entity->name, section->name, field->name, NULL);
  const GolEntity *found_entity = NULL;
  const GolSection *found_section = NULL;
  const GolField *found_field = NULL;

  check_field (section, NULL, field);
  g_assert_true (gol_dictionary_find_field (path, &found_entity, &found_section, &found_field));
  g_assert_true (found_entity == entity && found_section == section && found_field == field);
  g_assert_true (gol_entity_find_field (entity, path + strlen (entity->name) + 1, NULL, NULL));
}

static void
test_fields (void)
{
  for_each_field (visit_field);
}

static void
test_paths (void)
{
  static const char * const wrong[] = {
    "", ".", "..", "worker", "worker.", "worker.civil", "worker.civil.", "worker.civil.sexes", "worker.civi.sex",
    "Worker.civil.sex",
    "worker.civil.sex.", "worker..sex", ".civil.sex", "civil.sex", "worker.civilsex",
  };
  const GolField *field = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (gol_dictionary_find_field (wrong[i], NULL, NULL, &field));
  g_assert_null (field);

  g_assert_false (gol_entity_find_field (gol_dictionary_find_entity ("worker"), "civil", NULL, NULL));
  g_assert_null (gol_entity_find_section (gol_dictionary_find_entity ("worker"), "civi"));
  g_assert_null (gol_entity_find_section (gol_dictionary_find_entity ("worker"), "civils"));
}

static void
test_kinds (void)
{
  static const struct { GolFieldType type; GolValueKind kind; } kinds[] = {
    { GOL_FIELD_TEXT, GOL_VALUE_TEXT }, { GOL_FIELD_LONG_TEXT, GOL_VALUE_TEXT }, { GOL_FIELD_NAME, GOL_VALUE_TEXT },
    { GOL_FIELD_CODE, GOL_VALUE_TEXT }, { GOL_FIELD_DATE, GOL_VALUE_TEXT }, { GOL_FIELD_PARTIAL_DATE, GOL_VALUE_TEXT },
    { GOL_FIELD_INSTANT, GOL_VALUE_TEXT }, { GOL_FIELD_CHOICE, GOL_VALUE_TEXT }, { GOL_FIELD_SET, GOL_VALUE_LIST },
    { GOL_FIELD_BOOLEAN, GOL_VALUE_BOOLEAN }, { GOL_FIELD_INTEGER, GOL_VALUE_INTEGER },
    { GOL_FIELD_DECIMAL, GOL_VALUE_TEXT },
    { GOL_FIELD_MONEY, GOL_VALUE_TEXT }, { GOL_FIELD_PHONE, GOL_VALUE_TEXT }, { GOL_FIELD_EMAIL, GOL_VALUE_TEXT },
    { GOL_FIELD_COUNTRY, GOL_VALUE_TEXT }, { GOL_FIELD_CURRENCY, GOL_VALUE_TEXT },
    { GOL_FIELD_LANGUAGES, GOL_VALUE_LIST },
    { GOL_FIELD_OCCUPATION, GOL_VALUE_TEXT }, { GOL_FIELD_ROWS, GOL_VALUE_LIST },
    { GOL_FIELD_REFERENCE, GOL_VALUE_TEXT },
    { GOL_FIELD_ATTACHMENT, GOL_VALUE_LIST }, { GOL_FIELD_PORTRAIT, GOL_VALUE_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GolField field = { "x", kinds[i].type, "X" };

      g_assert_cmpint (gol_field_get_kind (&field), ==, kinds[i].kind);
    }
}

/* What points from an open record to one that is wholly protected would tell that there is one. */
static void
visit_reference (const GolEntity  *entity,
                 const GolSection *section,
                 const GolField   *field)
{
  const GolEntity *target;

  if (field->type != GOL_FIELD_REFERENCE || (section->flags & GOL_SECTION_PROTECTED) != 0)
    return;

  target = gol_dictionary_find_entity (field->detail);
  for (const GolSection *there = target->sections; there->name != NULL; there++)
    if ((there->flags & GOL_SECTION_PROTECTED) == 0)
      return;

  g_error ("%s.%s.%s points into the protected log", entity->name, section->name, field->name);
}

static void
test_nothing_points_to_protected (void)
{
  for_each_field (visit_reference);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dictionary/entities", test_entities);
  g_test_add_func ("/dictionary/parents-and-titles", test_parents_and_titles);
  g_test_add_func ("/dictionary/sections", test_sections);
  g_test_add_func ("/dictionary/writers-and-readers", test_writers_and_readers);
  g_test_add_func ("/dictionary/flags", test_flags);
  g_test_add_func ("/dictionary/fields", test_fields);
  g_test_add_func ("/dictionary/paths", test_paths);
  g_test_add_func ("/dictionary/kinds", test_kinds);
  g_test_add_func ("/dictionary/nothing-points-to-protected", test_nothing_points_to_protected);

  return g_test_run ();
}
