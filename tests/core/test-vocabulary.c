/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "gol-text.h"
#include "gol-vocabulary.h"

/* As sheets and forms write it in Spanish, Portuguese, French and English. */
static const struct { const char *vocabulary, *text, *code; } words[] = {
  { "sex", "Mujer", "F" }, { "sex", "mulher", "F" }, { "sex", "Femme", "F" }, { "sex", "female", "F" },
  { "sex", "F", "F" },
  { "sex", "Hombre", "M" }, { "sex", "homem", "M" }, { "sex", "HOMME", "M" }, { "sex", "Male", "M" },
  { "sex", "H", "M" }, { "sex", "m", "M" },
  { "civil_status", "Casada", "married" }, { "civil_status", "casado", "married" },
  { "civil_status", "marié", "married" },
  { "civil_status", "Married", "married" }, { "civil_status", "UNIÓN LIBRE", "cohabiting" },
  { "civil_status", "viúva", "widowed" },
  { "schooling", "Preparatoria", "upper_secondary" }, { "schooling", "ensino médio", "upper_secondary" },
  { "schooling", "Lycée", "upper_secondary" }, { "schooling", "University", "university" },
  { "schooling", "Sin estudios", "none" },
  { "schooling", "Primaria incompleta", "primary_incomplete" }, { "schooling", "Técnica", "technical" },
  { "crop", "arándano", "blueberry" }, { "crop", "Mirtilo", "blueberry" }, { "crop", "bleuet", "blueberry" },
  { "crop", "Blueberries", "blueberry" }, { "crop", "maíz dulce", "sweet_corn" }, { "crop", "apicultura", "bees" },
  { "crop", "FRESA", "strawberry" }, { "crop", "morango", "strawberry" }, { "crop", "fraise", "strawberry" },
  { "wage_unit", "hr", "hour" }, { "wage_unit", "MTH", "month" }, { "wage_unit", "bi-weekly", "fortnight" },
  { "wage_unit", "día", "day" },
  { "wage_unit", "mês", "month" }, { "wage_unit", "heure", "hour" },
  { "decision", "Certified - Full", "full" }, { "decision", "Certified-Partial", "partial" },
  { "decision", "DENIED", "denied" },
  { "decision", "Determination Issued - Certification", "full" },
  { "answer", "Sí", "yes" }, { "answer", "sim", "yes" }, { "answer", "oui", "yes" }, { "answer", "Yes", "yes" },
  { "answer", "não", "no" },
  { "relation", "Hija", "child" }, { "relation", "mãe", "parent" }, { "relation", "épouse", "spouse" },
  { "relation", "sister or brother", "sibling" },
  { "outcome", "renunció", "resigned" }, { "event", "Regreso", "return" }, { "event", "llegada", "arrival" },
  { "national_number_type", "CURP", "curp" }, { "national_number_type", "dpi", "gt-cui" },
  { "national_number_type", "CIN", "ma-cnie" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const GolVocabulary *vocabulary = gol_vocabulary_find (words[i].vocabulary);
      const GolTerm *term;

      g_assert_nonnull (vocabulary);
      term = gol_vocabulary_match (vocabulary, words[i].text);
      if (g_strcmp0 (term != NULL ? term->code : NULL, words[i].code) != 0)
        g_error ("%s: “%s” is taken for %s", words[i].vocabulary, words[i].text, term != NULL ? term->code : "nothing");
    }
}

static void
test_no_words (void)
{
  static const char * const none[] = { "", " ", "?", "xyz", "mujeres y hombres", "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (gol_vocabulary_match (gol_vocabulary_find ("sex"), none[i]));
  g_assert_null (gol_vocabulary_find ("sexes"));
  g_assert_null (gol_vocabulary_get (gol_vocabulary_find ("sex"), "f"));
  g_assert_cmpstr (gol_vocabulary_get (gol_vocabulary_find ("sex"), "F")->code, ==, "F");
}

static void
check_term (const GolVocabulary *vocabulary,
            const GolTerm       *term)
{
  g_auto(GStrv) split = g_strsplit (term->words != NULL ? term->words : "", "|", -1);
  const GolTerm *found = gol_vocabulary_match (vocabulary, term->code);

  g_assert_true (gol_vocabulary_get (vocabulary, term->code) == term);
  g_assert_true (found == term);
  g_assert_true (gol_vocabulary_match (vocabulary, term->label) == term);
  g_assert_cmpstr (gol_term_get_label (term), ==, term->label);
  for (guint i = 0; split[i] != NULL; i++)
    {
      found = gol_vocabulary_match (vocabulary, split[i]);
      if (found != term)
        g_error ("%s: “%s” stands with %s but is taken for %s", vocabulary->name, split[i], term->code,
                 found != NULL ? found->code : "nothing");
    }
}

/* No word stands with two terms of one vocabulary, and no code twice. */
static void
test_every_term (void)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const GolVocabulary *vocabulary;

  for (guint i = 0; (vocabulary = gol_vocabulary_nth (i)) != NULL; i++)
    {
      g_assert_true (g_hash_table_add (names, (gpointer) vocabulary->name));
      g_assert_true (gol_vocabulary_find (vocabulary->name) == vocabulary);
      for (const GolTerm *term = vocabulary->terms; term->code != NULL; term++)
        check_term (vocabulary, term);
    }
  g_assert_cmpuint (g_hash_table_size (names), >, 50);
}

/* ── ISO lists ── */

static void
test_countries (void)
{
  static const struct { const char *text, *code; } cases[] = {
    { "MX", "MX" }, { "mx", "MX" }, { "MEX", "MX" }, { "México", "MX" }, { "MEXICO", "MX" }, { "Mexique", "MX" },
    { "GTM", "GT" }, { "Guatemala", "GT" }, { "España", "ES" }, { "Espanha", "ES" }, { "Espagne", "ES" },
    { "Spain", "ES" },
    { "Estados Unidos", "US" }, { "EE. UU.", "US" }, { "EEUU", "US" }, { "États-Unis", "US" },
    { "United States", "US" },
    { "Canadá", "CA" }, { "Marruecos", "MA" }, { "Maroc", "MA" }, { "El Salvador", "SV" }, { "Bolivia", "BO" },
    { "Venezuela", "VE" },
    { "Atlántida", NULL }, { "", NULL }, { "XX", NULL }, { "M", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_strcmp0 (gol_iso_country_match (cases[i].text), cases[i].code) != 0)
      g_error ("“%s” is taken for %s", cases[i].text, gol_iso_country_match (cases[i].text));

  g_assert_cmpstr (gol_iso_country_from3 ("MEX"), ==, "MX");
  g_assert_cmpstr (gol_iso_country_to3 ("MX"), ==, "MEX");
  g_assert_null (gol_iso_country_from3 ("D"));
  g_assert_null (gol_iso_country_from3 ("UTO"));
  g_assert_null (gol_iso_country_to3 ("XX"));
  g_assert_true (gol_iso_is_country ("GT"));
  g_assert_false (gol_iso_is_country ("gt"));
  g_assert_false (gol_iso_is_country ("GTM"));
  g_assert_cmpstr (gol_iso_country_name ("MX"), ==, "Mexico");
  g_assert_cmpstr (gol_iso_country_name ("XX"), ==, "XX");
}

static void
test_currencies (void)
{
  static const char * const good[] = { "CAD", "USD", "MXN", "GTQ", "EUR", "MAD" };
  static const char * const bad[] = { "", "cad", "CA", "CADS", "ABC" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (gol_iso_is_currency (good[i]));
      g_assert_cmpstr (gol_iso_currency_name (good[i]), !=, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gol_iso_is_currency (bad[i]));
}

static void
test_languages (void)
{
  static const struct { const char *text, *code; } cases[] = {
    { "quc", "quc" }, { "K'iche'", "quc" }, { "K’iche’", "quc" }, { "quiché", "quc" }, { "Mam", "mam" },
    { "náhuatl", "nah" },
    { "Maya", "yua" }, { "Tseltal", "tzh" }, { "Tsotsil", "tzo" }, { "Mixteco", "qmx" }, { "Otomí", "oto" },
    { "Totonaco", "qto" },
    { "español", "spa" }, { "Espagnol", "spa" }, { "castellano", "spa" }, { "Spanish", "spa" }, { "spa", "spa" },
    { "inglês", "eng" },
    { "quechua", "que" }, { "Kichwa", "que" }, { "Q'eqchi'", "kek" }, { "dariya", "ary" },
    { "shi", "shi" }, { "Shi", "shr" }, { "tachelhit", "shi" }, { "QUC", "quc" }, { "klingonés", NULL }, { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_strcmp0 (gol_iso_language_match (cases[i].text), cases[i].code) != 0)
      g_error ("“%s” is taken for %s", cases[i].text, gol_iso_language_match (cases[i].text));

  /* What is matched is a language that fields take. */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].code != NULL)
      g_assert_true (gol_iso_is_language (cases[i].code));
  g_assert_false (gol_iso_is_language ("QUC"));
  g_assert_false (gol_iso_is_language ("es"));
  g_assert_cmpstr (gol_iso_language_name ("nah"), ==, "Nahuatl");
}

/* Without the package an office goes on: codes of the right shape stand for themselves. */
static void
test_no_lists_child (void)
{
  g_assert_true (gol_iso_is_country ("QZ"));
  g_assert_false (gol_iso_is_country ("qz"));
  g_assert_false (gol_iso_is_country ("QZZ"));
  g_assert_true (gol_iso_is_currency ("QZZ"));
  g_assert_true (gol_iso_is_language ("qzz"));
  g_assert_cmpstr (gol_iso_country_name ("MX"), ==, "MX");
  g_assert_cmpstr (gol_iso_country_match ("México"), ==, "MX");
  g_assert_cmpstr (gol_iso_language_match ("náhuatl"), ==, "nah");
  g_assert_null (gol_iso_country_from3 ("MEX"));
}

static void
test_no_lists (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *nowhere = g_dir_make_tmp ("golondrina-XXXXXX", NULL);

      g_setenv ("GOL_ISO_CODES_DIR", nowhere, TRUE);
      g_rmdir (nowhere);
      test_no_lists_child ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* ── Occupations ── */

static void
test_occupations (void)
{
  static const struct { const char *words, *code; } cases[] = {
    { "Farmworker, diversified crops II", "9211" }, { "FARM WORKER", "9211" }, { "Jornalero agrícola", "9211" },
    { "jornaleros", "9211" },
    { "recolectora de fresas", "9211" }, { "beekeeper", "6123" }, { "Apicultor", "6123" }, { "tractorista", "8341" },
    { "Sheepherder", "6121" },
    { "albañil", "7112" }, { "camarista", "9112" }, { "crane operator", "8343" }, { "Nursery worker", "9214" },
    { "welder", "7212" },
    { "", NULL }, { "…", NULL }, { "astronaut", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_strcmp0 (gol_isco_find (cases[i].words), cases[i].code) != 0)
      g_error ("“%s” is taken for %s", cases[i].words, gol_isco_find (cases[i].words));
}

static void
test_occupation_list (void)
{
  const char *code, *before = "";

  for (guint i = 0; (code = gol_isco_nth (i)) != NULL; i++)
    {
      g_assert_cmpuint (strlen (code), ==, 4);
      g_assert_cmpuint (strspn (code, "0123456789"), ==, 4);
      g_assert_cmpstr (before, <, code);
      g_assert_nonnull (gol_isco_name (code));

      /* A group's own name finds it. */
      g_assert_cmpstr (gol_isco_find (gol_isco_name (code)), ==, code);
      before = code;
    }
  g_assert_null (gol_isco_name ("0000"));
  g_assert_cmpstr (gol_isco_name ("9211"), ==, "Crop farm labourers");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vocabulary/words", test_words);
  g_test_add_func ("/vocabulary/no-words", test_no_words);
  g_test_add_func ("/vocabulary/every-term", test_every_term);
  g_test_add_func ("/iso/countries", test_countries);
  g_test_add_func ("/iso/currencies", test_currencies);
  g_test_add_func ("/iso/languages", test_languages);
  g_test_add_func ("/iso/no-lists", test_no_lists);
  g_test_add_func ("/isco/occupations", test_occupations);
  g_test_add_func ("/isco/list", test_occupation_list);

  return g_test_run ();
}
