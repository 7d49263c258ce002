/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-core"
#include "config.h"

#include "gol-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-mrz.h"
#include "gol-number.h"
#include "gol-text.h"
#include "gol-vocabulary.h"

#define ADULT  18
#define OLDEST 110   /* nobody older enrols: the year was mistyped */

GolProblem *
gol_problem_new (const char         *field,
                 const char         *code,
                 GolProblemSeverity  severity,
                 const char         *format,
                 ...)
{
  GolProblem *problem = g_new (GolProblem, 1);
  va_list args;

  va_start (args, format);
  problem->field = g_strdup (field);
  problem->code = g_strdup (code);
  problem->severity = severity;
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);

  return problem;
}

void
gol_problem_free (GolProblem *problem)
{
  if (problem == NULL)
    return;

  g_free (problem->field);
  g_free (problem->code);
  g_free (problem->message);
  g_free (problem);
}

/* One worker's papers, and what they turn out to say. */
typedef struct
{
  GHashTable *sections;
  GolDate     today;
  GPtrArray  *problems;
  GolMrz     *mrz;          /* (nullable) */
  gboolean    has_curp;     /* one that holds */
  GolDate     curp_birth;
  char        curp_sex;
} Papers;

static const char *
get (const Papers *papers,
     const char   *section,
     const char   *field)
{
  return gol_values_get_text (g_hash_table_lookup (papers->sections, section), field);
}

#define add(papers, field, code, severity, ...) \
  g_ptr_array_add ((papers)->problems, gol_problem_new (field, code, severity, __VA_ARGS__))
#define warn(papers, field, code, ...)   add (papers, field, code, GOL_PROBLEM_WARNING, __VA_ARGS__)
#define refuse(papers, field, code, ...) add (papers, field, code, GOL_PROBLEM_ERROR, __VA_ARGS__)

/* Two dates that cannot be one day, however little of each is known. */
static gboolean
differ (GolDate a,
        GolDate b)
{
  return gol_date_before (a, b) == GOL_YES || gol_date_before (b, a) == GOL_YES;
}

static const char *
name_sex (char code)
{
  const char text[] = { code, '\0' };
  const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find ("sex"), text);

  return term != NULL ? gol_term_get_label (term) : "?";
}

/* ── The numbers themselves ── */

/* The numbers whose kind is fixed bear their field's name, the others that of their kind: "clabe_check_digit". */
static char *
name_code (const GolField *field,
           const char     *kind)
{
  g_autofree char *name = g_strdup (*field->check == '@' ? kind : field->name);

  return g_strconcat (g_strdelimit (name, "-", '_'), "_check_digit", NULL);
}

static void
check_number (Papers          *papers,
              const GolValues *values,
              const char      *section,
              const GolField  *field)
{
  const char *number = gol_values_get_text (values, field->name);
  const char *kind = *field->check == '@' ? gol_values_get_text (values, field->check + 1) : field->check;
  const char *reason = NULL;
  g_autofree char *path = NULL;
  g_autofree char *code = NULL;

  if (number == NULL || kind == NULL || !g_strv_contains (gol_number_get_kinds (), kind) ||
      gol_number_check (kind, number, NULL, &reason))
    return;

  path = g_strjoin (".", section, field->name, NULL);
  code = name_code (field, kind);
  warn (papers, path, code, _("%s %s: look at it again. %s"), gol_field_get_label (field), number, reason);
}

static void
check_numbers (Papers *papers)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  const char *number = get (papers, "identity_numbers", "national_number");
  const char *type = get (papers, "identity_numbers", "national_number_type");

  for (const GolSection *section = worker->sections; section->name != NULL; section++)
    {
      const GolValues *values = g_hash_table_lookup (papers->sections, section->name);

      for (const GolField *field = section->fields; values != NULL && field->name != NULL; field++)
        if (field->check != NULL)
          check_number (papers, values, section->name, field);
    }

  papers->has_curp = number != NULL && g_strcmp0 (type, "curp") == 0 &&
                     gol_curp_read (number, &papers->curp_birth, &papers->curp_sex);
}

/* ── Name, birth and passport ── */

/* A passport that shows one name only vouches for a person who has no other. */
static void
check_name (Papers *papers)
{
  gboolean has_surname = get (papers, "name_photo", "surname_1") != NULL;
  gboolean has_given = get (papers, "name_photo", "given_names") != NULL;
  gboolean has_one_name = papers->mrz != NULL && *papers->mrz->given_names == '\0' && *papers->mrz->surname != '\0';

  if ((has_surname && has_given) || ((has_surname || has_given) && has_one_name))
    return;

  if (!has_surname && !has_given)
    refuse (papers, "name_photo.surname_1", "name_missing", _("The first surname and the given names are missing."));
  else if (!has_surname)
    refuse (papers, "name_photo.surname_1", "name_missing", _("The first surname is missing."));
  else
    refuse (papers, "name_photo.given_names", "name_missing", _("The given names are missing."));
}

static void
check_birth (Papers *papers)
{
  const char *text = get (papers, "civil", "birth_date");
  GolDate birth;

  if (text == NULL)
    return;

  if (!gol_date_parse (text, &birth))
    refuse (papers, "civil.birth_date", "birth_date_invalid", _("“%s” is not a date of birth."), text);
  else if (gol_date_before (papers->today, birth) == GOL_YES)
    refuse (papers, "civil.birth_date", "birth_date_invalid", _("The birth date %s is still to come."), text);
  else if (gol_date_age (birth, papers->today) > OLDEST)
    refuse (papers, "civil.birth_date", "birth_date_invalid",
            _("Born on %s, the person would be over %d years old."), text, OLDEST);
  else if (gol_date_at_least_age (birth, ADULT, papers->today) == GOL_NO)
    refuse (papers, "civil.birth_date", "under_18",
            _("Born on %s, the person is under %d: nobody under age may be enrolled."), text, ADULT);
  else if (gol_date_at_least_age (birth, ADULT, papers->today) == GOL_UNKNOWN)
    warn (papers, "civil.birth_date", "age_unknown",
          _("Born in %s, the person may be under %d: ask for the day."), text, ADULT);
}

static void
check_passport (Papers *papers)
{
  const char *text = get (papers, "identity_numbers", "passport_expires");
  GolDate expires;

  if (text != NULL && gol_date_parse (text, &expires) && gol_date_before (expires, papers->today) == GOL_YES)
    warn (papers, "identity_numbers.passport_expires", "passport_expired",
          _("The passport expired on %s."), text);
}

/* ── What the CURP says otherwise ── */

static void
check_against_curp (Papers *papers)
{
  const char *sex = get (papers, "civil", "sex");
  const char *birth_text = get (papers, "civil", "birth_date");
  char curp_sex = papers->curp_sex == 'H' ? 'M' : papers->curp_sex == 'M' ? 'F' : 'X';
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate birth;

  if (!papers->has_curp)
    return;

  /* An X on either side says that nothing was said. */
  if (sex != NULL && *sex != 'X' && curp_sex != 'X' && *sex != curp_sex)
    warn (papers, "civil.sex", "sex_contradicts_curp", _("The sex is given as “%s”, the CURP says “%s”."),
          name_sex (*sex), name_sex (curp_sex));

  if (birth_text != NULL && gol_date_parse (birth_text, &birth) && differ (birth, papers->curp_birth))
    warn (papers, "civil.birth_date", "birth_date_contradicts_curp",
          _("The birth date is given as %s, the CURP says %s."), birth_text,
          gol_date_format (papers->curp_birth, buffer));
}

/* ── What the machine-readable zone says otherwise ── */

/* A part whose own digit fails was misread, and proves nothing against what was written. */
static gboolean
holds (const GolMrz *mrz,
       const char   *field)
{
  for (guint i = 0; i < mrz->n_checks; i++)
    if (strcmp (mrz->checks[i].field, field) == 0)
      return mrz->checks[i].holds;

  return FALSE;
}

static gboolean
same_number (const char *a,
             const char *b)
{
  g_autofree char *folded_a = gol_text_fold (a);
  g_autofree char *folded_b = gol_text_fold (b);
  g_auto(GStrv) parts_a = g_strsplit (folded_a, " ", -1);
  g_auto(GStrv) parts_b = g_strsplit (folded_b, " ", -1);
  g_autofree char *plain_a = g_strjoinv (NULL, parts_a);
  g_autofree char *plain_b = g_strjoinv (NULL, parts_b);

  return strcmp (plain_a, plain_b) == 0;
}

static void
check_mrz_name (Papers *papers)
{
  const GolMrz *mrz = papers->mrz;
  const char *first = get (papers, "name_photo", "surname_1");
  const char *second = get (papers, "name_photo", "surname_2");
  const char *given = get (papers, "name_photo", "given_names");
  g_autofree char *surnames = NULL;

  /* That a name is missing is said already. */
  if (first == NULL || given == NULL)
    return;

  surnames = g_strjoin (" ", first, second, NULL);
  if (!gol_mrz_name_agrees (mrz, surnames, given))
    warn (papers, "name_photo.surname_1", "mrz_contradicts_name",
          _("The name is written “%s, %s”, the machine-readable zone says “%s, %s”."), surnames, given, mrz->surname,
          mrz->given_names);
}

static void
check_mrz_date (Papers     *papers,
                const char *section,
                const char *field,
                const char *part,
                GolDate     read)
{
  const char *text = get (papers, section, field);
  g_autofree char *path = g_strjoin (".", section, field, NULL);
  g_autofree char *code = g_strconcat ("mrz_contradicts_", field, NULL);
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate written;

  if (text != NULL && gol_date_parse (text, &written) && holds (papers->mrz, part) && differ (written, read))
    warn (papers, path, code, _("The date is given as %s, the machine-readable zone says %s."), text,
          gol_date_format (read, buffer));
}

/* Zones have some codes of their own, such as "D" for Germany, and those are not compared. */
static void
check_mrz_country (Papers     *papers,
                   const char *section,
                   const char *field,
                   const char *read)
{
  const char *written = get (papers, section, field);
  const char *country = gol_iso_country_from3 (read);
  g_autofree char *path = g_strjoin (".", section, field, NULL);
  g_autofree char *code = g_strconcat ("mrz_contradicts_", field, NULL);

  if (written != NULL && country != NULL && strcmp (written, country) != 0)
    warn (papers, path, code, _("The country is given as %s, the machine-readable zone says %s."),
          gol_iso_country_name (written), gol_iso_country_name (country));
}

static void
check_mrz_number_and_sex (Papers *papers)
{
  const GolMrz *mrz = papers->mrz;
  const char *number = get (papers, "identity_numbers", "passport_number");
  const char *sex = get (papers, "civil", "sex");

  if (number != NULL && holds (mrz, "number") && !same_number (number, mrz->number))
    warn (papers, "identity_numbers.passport_number", "mrz_contradicts_passport_number",
          _("The passport’s number is given as %s, the machine-readable zone says %s."), number, mrz->number);

  if (sex != NULL && *sex != 'X' && mrz->sex != 'X' && *sex != mrz->sex)
    warn (papers, "civil.sex", "mrz_contradicts_sex",
          _("The sex is given as “%s”, the machine-readable zone says “%s”."), name_sex (*sex), name_sex (mrz->sex));
}

static void
check_mrz_digits (Papers *papers)
{
  const GolMrz *mrz = papers->mrz;

  if (mrz->valid)
    return;

  for (guint i = 0; i < mrz->n_checks; i++)
    if (!mrz->checks[i].holds)
      {
        warn (papers, "identity_numbers.mrz", "mrz_check_digit",
              _("Line %u of the machine-readable zone does not hold: in column %u stands “%c”, by the rest it should be “%c”."),
              mrz->checks[i].line + 1, mrz->checks[i].digit + 1, mrz->checks[i].found, mrz->checks[i].expected);
        return;
      }
}

static void
read_mrz (Papers *papers)
{
  const char *text = get (papers, "identity_numbers", "mrz");
  g_autoptr(GError) error = NULL;

  if (text == NULL)
    return;

  papers->mrz = gol_mrz_parse (text, papers->today, &error);
  if (papers->mrz == NULL)
    warn (papers, "identity_numbers.mrz", "mrz_unreadable", "%s", error->message);
}

static void
check_against_mrz (Papers *papers)
{
  const GolMrz *mrz = papers->mrz;

  if (mrz == NULL)
    return;

  check_mrz_digits (papers);
  check_mrz_name (papers);
  check_mrz_date (papers, "civil", "birth_date", "birth_date", mrz->birth_date);
  check_mrz_number_and_sex (papers);
  check_mrz_country (papers, "civil", "nationality", mrz->nationality);
  check_mrz_country (papers, "identity_numbers", "passport_issuer", mrz->issuer);
  check_mrz_date (papers, "identity_numbers", "passport_expires", "expiry_date", mrz->expiry_date);
}

static gint
compare_severity (gconstpointer a,
                  gconstpointer b)
{
  const GolProblem *x = *(GolProblem * const *) a, *y = *(GolProblem * const *) b;

  return (gint) y->severity - (gint) x->severity;
}

/* Each part looks at one thing; what stands first here stands first among equals. */
GPtrArray *
gol_worker_check (GHashTable *sections,
                  GolDate     today)
{
  Papers papers = { .sections = sections, .today = today };

  g_return_val_if_fail (sections != NULL && gol_date_is_whole (today), NULL);

  papers.problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_problem_free);
  read_mrz (&papers);
  check_name (&papers);
  check_birth (&papers);
  check_passport (&papers);
  check_numbers (&papers);
  check_against_curp (&papers);
  check_against_mrz (&papers);
  gol_mrz_free (papers.mrz);

  g_ptr_array_sort (papers.problems, compare_severity);

  return papers.problems;
}
