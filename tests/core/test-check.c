/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-check.h"

static const GolDate today = { 2026, 11, 23 };

/* A person who does not exist, whose papers agree. "section.field=value", each line one. */
static const char * const good[] = {
  "name_photo.given_names=Íñigo", "name_photo.surname_1=Núñez", "name_photo.surname_2=Peña",
  "civil.sex=M", "civil.birth_date=1971-04-20", "civil.nationality=MX",
  "identity_numbers.national_number_type=curp", "identity_numbers.national_number=NUPI710420HOCXXX01",
  "identity_numbers.passport_number=N00000001", "identity_numbers.passport_expires=2035-03-11",
  "identity_numbers.passport_issuer=MX",
  "identity_numbers.mrz=P<MEXNUNEZ<PENA<<INIGO<<<<<<<<<<<<<<<<<<<<<<\nN000000012MEX7104206M3503111<<<<<<<<<<<<<<<0",
  "bank.clabe=032180000118359719", "bank.iban=GB82WEST12345698765432",
};

static void
set (GHashTable *sections,
     const char *assignment)
{
  const char *dot = strchr (assignment, '.');
  const char *equals = strchr (assignment, '=');
  g_autofree char *section = g_strndup (assignment, dot - assignment);
  g_autofree char *field = g_strndup (dot + 1, equals - dot - 1);
  g_autofree char *path = g_strndup (assignment, equals - assignment);
  GolValues *values = g_hash_table_lookup (sections, section);

  g_assert_true (gol_entity_find_field (gol_dictionary_find_entity ("worker"), path, NULL, NULL));
  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (sections, g_strdup (section), values);
    }
  gol_values_set_text (values, field, equals + 1);
}

/* The last digit that makes what stands there hold. */
static void
mend (GHashTable *sections,
      const char *section,
      const char *field)
{
  GolValues *values = g_hash_table_lookup (sections, section);
  g_autofree char *text = g_strdup (gol_values_get_text (values, field));
  g_autofree char *code = g_strdup_printf ("%s_check_digit", g_str_equal (field, "mrz") ? "mrz" : "curp");

  for (char digit = '0'; digit <= '9'; digit++)
    {
      g_autoptr(GPtrArray) problems = NULL;
      gboolean holds = TRUE;

      text[strlen (text) - 1] = digit;
      gol_values_set_text (values, field, text);
      problems = gol_worker_check (sections, today);
      for (guint i = 0; i < problems->len; i++)
        holds = holds && !g_str_equal (((GolProblem *) g_ptr_array_index (problems, i))->code, code);
      if (holds)
        return;
    }

  g_assert_not_reached ();
}

static GHashTable *
make_worker (const char *change)
{
  GHashTable *sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
  g_auto(GStrv) changes = g_strsplit (change, "|", -1);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    set (sections, good[i]);
  mend (sections, "identity_numbers", "national_number");
  mend (sections, "identity_numbers", "mrz");
  for (guint i = 0; changes[i] != NULL; i++)
    set (sections, changes[i]);

  return sections;
}

/* "code:severity code:severity": what is wrong, as text. */
static char *
list_problems (GHashTable *sections)
{
  static const char severities[] = "whe";
  g_autoptr(GPtrArray) problems = gol_worker_check (sections, today);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (list, "%s%s:%c", i > 0 ? " " : "", problem->code, severities[problem->severity]);
      g_assert_true (gol_entity_find_field (gol_dictionary_find_entity ("worker"), problem->field, NULL, NULL));
      g_assert_true (g_str_has_suffix (problem->message, ".") || g_str_has_suffix (problem->message, "”."));
      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static const struct { const char *change, *expected; } cases[] = {
  { "civil.sex=M", "" },

  { "name_photo.surname_1=|name_photo.given_names=", "name_missing:e" },
  { "name_photo.surname_1=", "name_missing:e" },
  { "name_photo.given_names=", "name_missing:e" },
  { "name_photo.surname_2=", "mrz_contradicts_name:w" },
  { "name_photo.surname_1=Nuñez", "" },
  { "name_photo.surname_1=Muñoz", "mrz_contradicts_name:w" },

  { "civil.birth_date=ayer", "birth_date_invalid:e" },
  { "civil.birth_date=1985-13-04", "birth_date_invalid:e" },
  { "civil.birth_date=2026-11-24", "birth_date_invalid:e birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=1896-04-20", "birth_date_invalid:e birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=", "" },
  { "civil.birth_date=1971", "" },
  { "civil.birth_date=1971-04", "" },
  { "civil.birth_date=1972", "birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=1971-04-21", "birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=2008-11-24", "under_18:e birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=2008-11-23", "birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=2008", "age_unknown:w birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },
  { "civil.birth_date=2008-12", "under_18:e birth_date_contradicts_curp:w mrz_contradicts_birth_date:w" },

  { "civil.sex=F", "sex_contradicts_curp:w mrz_contradicts_sex:w" },
  { "civil.sex=X", "" },
  { "civil.sex=", "" },

  { "identity_numbers.passport_expires=2026-11-22", "passport_expired:w mrz_contradicts_passport_expires:w" },
  { "identity_numbers.passport_expires=2026-11-23", "mrz_contradicts_passport_expires:w" },
  { "identity_numbers.passport_expires=2035-03-12", "mrz_contradicts_passport_expires:w" },
  { "identity_numbers.passport_number=N00000002", "mrz_contradicts_passport_number:w" },
  { "identity_numbers.passport_number=n 0000 0001", "" },
  { "identity_numbers.passport_issuer=GT", "mrz_contradicts_passport_issuer:w" },
  { "civil.nationality=GT", "mrz_contradicts_nationality:w" },

  /* A CURP that does not hold is said to, once: nothing else is read from it. */
  { "identity_numbers.national_number=NUPI720420MOCXXX00", "curp_check_digit:w" },
  { "identity_numbers.national_number=1", "curp_check_digit:w" },
  { "identity_numbers.national_number=1|identity_numbers.national_number_type=other", "" },
  { "identity_numbers.national_number=1|identity_numbers.national_number_type=", "" },
  { "identity_numbers.national_number=1587564450904|identity_numbers.national_number_type=gt-cui",
    "gt_cui_check_digit:w" },
  { "identity_numbers.national_number=1587564440904|identity_numbers.national_number_type=gt-cui", "" },
  { "bank.clabe=032180000118359718", "clabe_check_digit:w" },
  { "bank.iban=GB82WEST12345698765431", "iban_check_digit:w" },

  { "identity_numbers.mrz=P<MEX", "mrz_unreadable:w" },
  { "identity_numbers.mrz=", "" },
  { "identity_numbers.mrz=P<MEXNUNEZ<PENA<<INIGO<<<<<<<<<<<<<<<<<<<<<<\nN000000013MEX7104206M3503111<<<<<<<<<<<<<<<0",
    "mrz_check_digit:w" },
  { "name_photo.surname_1=|bank.clabe=1", "name_missing:e clabe_check_digit:w" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GHashTable) sections = make_worker (cases[i].change);
      g_autofree char *found = list_problems (sections);

      if (strcmp (found, cases[i].expected) != 0)
        g_error ("%s: expected “%s”, found “%s”", cases[i].change, cases[i].expected, found);
    }
}

/* Who has one name has it in the passport's surname, and may enrol with it. */
static void
test_one_name (void)
{
  static const char zone[] =
    "identity_numbers.mrz=P<MEXINIGO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nN000000012MEX7104206M3503111<<<<<<<<<<<<<<<0";
  g_autofree char *change = g_strconcat ("name_photo.surname_1=|name_photo.surname_2=|", zone, NULL);
  g_autoptr(GHashTable) sections = make_worker (change);
  g_autofree char *found = NULL;

  mend (sections, "identity_numbers", "mrz");
  found = list_problems (sections);
  g_assert_cmpstr (found, ==, "");
}

/* Nothing is known yet: only the name is asked for. */
static void
test_nothing (void)
{
  g_autoptr(GHashTable) sections = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *found = list_problems (sections);

  g_assert_cmpstr (found, ==, "name_missing:e");
}

static void
test_figures (void)
{
  g_autoptr(GHashTable) sections = make_worker ("civil.birth_date=2010-02-18|bank.clabe=032180000118359718");
  g_autoptr(GPtrArray) problems = gol_worker_check (sections, today);
  const GolProblem *first = g_ptr_array_index (problems, 0);

  g_assert_cmpstr (first->field, ==, "civil.birth_date");
  g_assert_nonnull (strstr (first->message, "2010-02-18"));
  for (guint i = 1; i < problems->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (problems, i);

      if (g_str_equal (problem->code, "clabe_check_digit"))
        g_assert_nonnull (strstr (problem->message, "032180000118359718"));
    }
}

/* "section.field=value …": what the zone adds, by section and field. */
static char *
list_zone (const char *change)
{
  g_autoptr(GHashTable) sections = make_worker (change);
  g_autoptr(GHashTable) said = gol_worker_read_zone (sections, today);
  g_autoptr(GString) list = g_string_new (NULL);

  for (const GolSection *section = gol_dictionary_find_entity ("worker")->sections; section->name != NULL; section++)
    {
      const GolValues *values = g_hash_table_lookup (said, section->name);

      for (guint i = 0; values != NULL && i < gol_values_get_size (values); i++)
        {
          const GolValue *value = gol_values_peek (values, i);

          g_string_append_printf (list, "%s%s.%s=%s", list->len > 0 ? " " : "", section->name, value->name, value->text);
        }
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

#define SPELT "name_photo.mrz_given_names=INIGO name_photo.mrz_surname=NUNEZ PENA"

static const struct { const char *change, *expected; } zones[] = {
  { "civil.sex=M", SPELT },
  /* What is written stands, also where the zone says otherwise. */
  { "civil.sex=F|civil.nationality=GT|civil.birth_date=1980|name_photo.mrz_surname=NUNEZ",
    "name_photo.mrz_given_names=INIGO" },
  { "civil.sex=|civil.nationality=|civil.birth_date=|identity_numbers.passport_number=|"
    "identity_numbers.passport_issuer=|identity_numbers.passport_expires=",
    SPELT " civil.birth_date=1971-04-20 civil.nationality=MX civil.sex=M identity_numbers.passport_expires=2035-03-11 "
    "identity_numbers.passport_issuer=MX identity_numbers.passport_number=N00000001" },
  /* One digit that does not hold, and nothing is believed; a zone that is none, or not there, says nothing. */
  { "civil.sex=|identity_numbers.mrz=P<MEXNUNEZ<PENA<<INIGO<<<<<<<<<<<<<<<<<<<<<<\n"
    "N000000012MEX7104206M3503111<<<<<<<<<<<<<<<9", "" },
  { "civil.sex=|identity_numbers.mrz=P<MEX", "" },
  { "civil.sex=|identity_numbers.mrz=", "" },
  /* ICAO 9303 part 5's card: of no country, and its number is no passport's. */
  { "civil.sex=|civil.nationality=|identity_numbers.passport_number=|identity_numbers.mrz="
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "name_photo.mrz_given_names=ANNA MARIA name_photo.mrz_surname=ERIKSSON civil.sex=F" },
};

static void
test_zone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *found = list_zone (zones[i].change);

      if (!g_str_equal (found, zones[i].expected))
        g_error ("%s: expected “%s”, found “%s”", zones[i].change, zones[i].expected, found);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/cases", test_cases);
  g_test_add_func ("/check/one-name", test_one_name);
  g_test_add_func ("/check/nothing", test_nothing);
  g_test_add_func ("/check/figures", test_figures);
  g_test_add_func ("/check/zone", test_zone);

  return g_test_run ();
}
