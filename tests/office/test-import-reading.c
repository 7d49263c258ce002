/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "gol-import-private.h"

static const GolDate today = { 2026, 11, 23 };

/* ── Headers ── */

static void
check_headers (const char *entity,
               const char *pairs[][2],
               guint       n)
{
  const char *headers[64];
  g_autofree GolImportMatch *matches = NULL;

  for (guint i = 0; i < n; i++)
    headers[i] = pairs[i][0];
  matches = gol_import_match (gol_dictionary_find_entity (entity), headers, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = matches[i].target.field != NULL ? gol_import_target_path (&matches[i].target) : g_strdup ("");

      if (strcmp (path, pairs[i][1]) != 0)
        g_error ("“%s” was taken for “%s”, not for “%s”", headers[i], path, pairs[i][1]);
    }
}

static void
test_spanish (void)
{
  const char *pairs[][2] = {
    { "Folio", "identity_numbers.other_number" }, { "Apellido paterno", "name_photo.surname_1" },
    { "Apellido materno", "name_photo.surname_2" }, { "Nombre(s)", "name_photo.given_names" }, { "Sexo", "civil.sex" },
    { "Fecha de nacimiento", "civil.birth_date" }, { "CURP", "identity_numbers.national_number" },
    { "Núm. pasaporte", "identity_numbers.passport_number" }, { "Vence pasaporte",
                                                                "identity_numbers.passport_expires" },
    { "MRZ línea 1", "identity_numbers.mrz" }, { "MRZ línea 2", "identity_numbers.mrz" }, { "Estado",
                                                                                            "contact.admin_1" },
    { "Municipio", "contact.admin_2" }, { "Teléfono", "contact.phone_1" }, { "Lengua indígena",
                                                                             "experience.languages" },
    { "Escolaridad", "experience.schooling" }, { "Dependientes económicos", "household.dependents" },
    { "Cultivo", "experience.crops" }, { "Años de experiencia", "experience.years" },
    { "Temporadas anteriores", "prior_migration.earlier_seasons" },
    { "Patrón que lo solicita", "experience.requested_by" }, { "CLABE", "bank.clabe" }, { "Huella digital", "" },
  };

  check_headers ("worker", pairs, G_N_ELEMENTS (pairs));
}

/* As in the screen's example, and as hurried people write. */
static void
test_short_and_slipped (void)
{
  const char *pairs[][2] = {
    { "NOMBRES", "name_photo.given_names" }, { "AP_PAT", "name_photo.surname_1" }, { "AP_MAT", "name_photo.surname_2" },
    { "SEXO", "civil.sex" }, { "FEC_NAC", "civil.birth_date" }, { "DPI", "identity_numbers.national_number" },
    { "MUNI", "contact.admin_2" }, { "Escolardad", "experience.schooling" }, { "No. de pasaporte:",
                                                                               "identity_numbers.passport_number" },
    { "Telefóno de emergencias", "contact.emergency_phone" }, { "OBS", "" }, { "LÍDER", "" }, { "", "" },
  };

  check_headers ("worker", pairs, G_N_ELEMENTS (pairs));
}

static void
test_other_languages (void)
{
  const char *english[][2] = {
    { "First name", "name_photo.given_names" }, { "Last name", "name_photo.surname_1" }, { "Date of birth",
                                                                                           "civil.birth_date" },
    { "Gender", "civil.sex" }, { "Passport No.", "identity_numbers.passport_number" }, { "Passport expiry",
                                                                                         "identity_numbers.passport_expires" },
    { "Nationality", "civil.nationality" }, { "Mobile", "contact.phone_1" }, { "Languages spoken",
                                                                               "experience.languages" },
  };
  const char *portuguese[][2] = {
    { "Nome", "name_photo.given_names" }, { "Sobrenome", "name_photo.surname_1" }, { "Data de nascimento",
                                                                                     "civil.birth_date" },
    { "Nº do passaporte", "identity_numbers.passport_number" }, { "Naturalidade", "civil.birth_place" }, { "Telemóvel",
                                                                                                           "contact.phone_1" },
    { "Escolaridade", "experience.schooling" }, { "Estado civil", "civil.civil_status" },
  };
  const char *french[][2] = {
    { "Prénom", "name_photo.given_names" }, { "Nom de famille", "name_photo.surname_1" }, { "Date de naissance",
                                                                                            "civil.birth_date" },
    { "Sexe", "civil.sex" }, { "Numéro de passeport", "identity_numbers.passport_number" }, { "Téléphone",
                                                                                              "contact.phone_1" },
    { "Langues parlées", "experience.languages" }, { "État civil", "civil.civil_status" }, { "Adresse",
                                                                                             "contact.address" },
  };

  check_headers ("worker", english, G_N_ELEMENTS (english));
  check_headers ("worker", portuguese, G_N_ELEMENTS (portuguese));
  check_headers ("worker", french, G_N_ELEMENTS (french));
}

static void
test_h2a (void)
{
  const char *pairs[][2] = {
    { "CASE_NO", "order_terms.reference" }, { "CASE_RECEIVED_DATE", "order_terms.received_on" },
    { "DECISION_DATE", "order_destination_decision.decided_on" }, { "CASE_STATUS",
                                                                    "order_destination_decision.result" },
    { "CERTIFICATION_BEGIN_DATE", "order_destination_decision.from" }, { "EMPLOYER_NAME",
                                                                         "employer_identity.legal_name" },
    { "EMPLOYER_ADDRESS_1", "employer_identity.address" }, { "EMPLOYER_CITY", "employer_identity.place" },
    { "EMPLOYER_STATE", "employer_identity.admin_1" }, { "JOB_TITLE", "order_terms.occupation_text" },
    { "NBR_WORKERS_REQUESTED", "order_terms.posts_asked" }, { "NBR_WORKERS_CERTIFIED",
                                                              "order_destination_decision.posts_certified" },
    { "BASIC_RATE_OF_PAY", "order_terms.wage" }, { "BASIC_UNIT_OF_PAY", "order_terms.wage_unit" },
    { "ALIEN_WORK_STATE", "worksite_core.admin_1" }, { "PRIMARY/SUB", "order_terms.filing" }, { "SOC_CODE", "order_terms.occupation" },
    { "MAJOR", "" },
    { "REQUESTED_START_DATE_OF_NEED", "order_terms.start_date" }, { "WORKSITE_CITY", "worksite_core.place" },
    { "JOB_IDNUMBER", "" }, { "SWA_NAME", "" }, { "OTHER_EDU", "" }, { "APPLICATION_TYPE", "" },
  };

  check_headers ("order", pairs, G_N_ELEMENTS (pairs));
}

/* The dictionary's own labels and names are known without a line in the table. */
static void
test_labels (void)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  guint seen = 0;

  for (const GolSection *section = worker->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        g_autofree char *path = g_strjoin (".", section->name, field->name, NULL);
        const char *headers[] = { path };
        g_autofree GolImportMatch *matches = gol_import_match (worker, headers, 1);

        if (!gol_import_can_take (field) || (section->flags & GOL_SECTION_ATTESTED) != 0)
          continue;
        g_assert_true (matches[0].target.field == field);
        g_assert_true (matches[0].certain);
        seen += 1;
      }
  g_assert_cmpuint (seen, >, 50);
}

static void
test_rivals (void)
{
  const GolEntity *worker = gol_dictionary_find_entity ("worker");
  const char *headers[] = { "Pasaprte", "Pasaporte", "Primer nombre", "Segundo nombre" };
  g_autofree GolImportMatch *matches = gol_import_match (worker, headers, 4);

  /* The surer one has the field; names are parts of one. */
  g_assert_null (matches[0].target.field);
  g_assert_nonnull (matches[1].target.field);
  g_assert_true (matches[2].target.field == matches[3].target.field);
}

/* ── Dates ── */

static void
check_date (const char  *text,
            GolDateForm  form,
            const char  *expected)
{
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate date;
  gboolean unproven;
  const char *read;

  form.today = today;
  read = gol_import_read_date (text, &form, &date, &unproven) ? gol_date_format (date, buffer) : unproven ? "?" : "";
  if (strcmp (read, expected) != 0)
    g_error ("“%s” was read as “%s”, not “%s”", text, read, expected);
}

static void
test_dates (void)
{
  GolDateForm dmy = { .order = GOL_ORDER_DMY }, mdy = { .order = GOL_ORDER_MDY }, none = { 0 };
  GolDateForm birth = { .order = GOL_ORDER_DMY, .birth = TRUE, .partial = TRUE };
  GolDateForm cut = { .order = GOL_ORDER_DMY, .partial = TRUE, .cut = TRUE }, serial = { .order = GOL_ORDER_SERIAL };

  check_date ("05/06/1988", dmy, "1988-06-05");
  check_date ("05/06/1988", mdy, "1988-05-06");
  check_date ("05/06/1988", none, "?");
  check_date ("05/05/1988", none, "1988-05-05");
  check_date ("27.3.1988", none, "1988-03-27");
  check_date ("3-27-1988", none, "1988-03-27");
  check_date ("12/25/1990", dmy, "");
  check_date ("1988-03-27", dmy, "1988-03-27");
  check_date ("1988/03/27", mdy, "1988-03-27");
  check_date ("19880327", dmy, "1988-03-27");
  check_date ("04/09/07 09:55:00", mdy, "2007-04-09");
  check_date ("2017-03-13T16:26:24", mdy, "2017-03-13");
  check_date ("12/05/06 1:41:00 PM", mdy, "2006-12-05");
  check_date ("32594", serial, "1989-03-27");
  check_date ("32594", dmy, "");

  check_date ("27 de marzo de 1988", dmy, "1988-03-27");
  check_date ("27-mar-88", birth, "1988-03-27");
  check_date ("1er janvier 1988", dmy, "1988-01-01");
  check_date ("March 3rd, 1988", dmy, "1988-03-03");
  check_date ("1 de setembro de 2001", dmy, "2001-09-01");
  check_date ("27 foo 1988", dmy, "");

  check_date ("27/03/88", birth, "1988-03-27");
  check_date ("27/03/08", birth, "2008-03-27");
  check_date ("27/03/27", birth, "1927-03-27");
  check_date ("27/03/30", dmy, "2030-03-27");

  check_date ("1988", birth, "1988");
  check_date ("1988-03", birth, "1988-03");
  check_date ("marzo 1988", birth, "1988-03");
  check_date ("1988", dmy, "");
  check_date ("12/1988", cut, "1988-12");
}

static void
test_bad_dates (void)
{
  static const char * const bad[] = {
    "1985-13-04", "31/02/1990", "00/00/0000", "ayer", "12/1988", "0", "", "1/2/3", "31/04/2001", "99/99/9999", "1.2.3.4", "-", "/", "1988-00-10",
    "12345678901234567890", "20/04/19710", "2/30", "ñ", "19881399", NULL
  };
  GolDateForm form = { .order = GOL_ORDER_DMY, .birth = TRUE, .partial = TRUE };

  for (guint i = 0; bad[i] != NULL; i++)
    check_date (bad[i], form, "");
}

static GolDateOrder
settle (const char * const *values)
{
  GolDateProof proof = { 0 };

  for (guint i = 0; values[i] != NULL; i++)
    gol_date_proof_add (&proof, values[i]);

  return gol_date_proof_settle (&proof);
}

static void
test_date_proofs (void)
{
  GolDateProof slips = { .dmy = 100, .mdy = 2 }, quarrel = { .dmy = 60, .mdy = 40 };

  g_assert_cmpint (settle ((const char * const []) { "01/02/1990", "13/02/1990", "ayer", NULL }), ==, GOL_ORDER_DMY);
  g_assert_cmpint (settle ((const char * const []) { "01/02/1990", "02/13/1990", "02/13/90 10:00:00", NULL }), ==,
                   GOL_ORDER_MDY);
  g_assert_cmpint (settle ((const char * const []) { "01/02/1990", "03/04/1991", NULL }), ==, GOL_ORDER_UNKNOWN);
  g_assert_cmpint (settle ((const char * const []) { "1990-02-01", "1990-02-13", NULL }), ==, GOL_ORDER_YMD);
  g_assert_cmpint (settle ((const char * const []) { "32594", "41000", NULL }), ==, GOL_ORDER_SERIAL);
  g_assert_cmpint (gol_date_proof_settle (&slips), ==, GOL_ORDER_DMY);
  g_assert_cmpint (gol_date_proof_settle (&quarrel), ==, GOL_ORDER_UNKNOWN);
}

/* ── Numbers and sexes ── */

static void
check_number (const char    *text,
              GolFieldType   type,
              gboolean       comma,
              const char    *expected)
{
  GolNumberProof proof = { .point = !comma, .comma = comma };
  g_autofree char *read = gol_import_read_number (text, &proof, type);

  if (g_strcmp0 (read, expected) != 0)
    g_error ("“%s” was read as “%s”, not “%s”", text, read, expected);
}

static void
test_numbers (void)
{
  check_number ("3.1000000000000000e+01", GOL_FIELD_INTEGER, FALSE, "31");
  check_number ("4.0000000000000000e+01", GOL_FIELD_DECIMAL, FALSE, "40");
  check_number ("0.0000000000000000e+00", GOL_FIELD_INTEGER, FALSE, "0");
  check_number ("9.0200", GOL_FIELD_MONEY, FALSE, "9.02");
  check_number ("650.0000", GOL_FIELD_MONEY, FALSE, "650.00");
  check_number ("12", GOL_FIELD_MONEY, FALSE, "12.00");
  check_number ("8.5", GOL_FIELD_MONEY, FALSE, "8.50");
  check_number ("8.375", GOL_FIELD_MONEY, FALSE, "8.375");
  check_number ("$ 1,234.50", GOL_FIELD_MONEY, FALSE, "1234.50");
  check_number ("1.234,50 €", GOL_FIELD_MONEY, TRUE, "1234.50");
  check_number ("1.234", GOL_FIELD_INTEGER, TRUE, "1234");
  check_number ("1.234", GOL_FIELD_DECIMAL, FALSE, "1.234");
  check_number ("1,234", GOL_FIELD_INTEGER, FALSE, "1234");
  check_number ("1,5", GOL_FIELD_DECIMAL, FALSE, "1.5");
  check_number ("1 234,5", GOL_FIELD_DECIMAL, TRUE, "1234.5");
  check_number ("15 años", GOL_FIELD_INTEGER, FALSE, "15");
  check_number ("-3", GOL_FIELD_DECIMAL, FALSE, "-3");
  check_number ("2 a 3", GOL_FIELD_INTEGER, FALSE, NULL);
  check_number ("1.5", GOL_FIELD_INTEGER, FALSE, NULL);
  check_number ("1e400", GOL_FIELD_INTEGER, FALSE, NULL);
  check_number ("varios", GOL_FIELD_INTEGER, FALSE, NULL);
  check_number ("1.2.3", GOL_FIELD_DECIMAL, FALSE, NULL);
}

static const char *
settle_sexes (const char * const *values)
{
  GolSexProof proof = { 0 };

  for (guint i = 0; values[i] != NULL; i++)
    gol_sex_proof_add (&proof, values[i]);

  return gol_sex_proof_settle (&proof);
}

static void
test_sexes (void)
{
  g_assert_cmpstr (settle_sexes ((const char * const []) { "H", "M", NULL }), ==, "F");
  g_assert_cmpstr (settle_sexes ((const char * const []) { "Hombre", "m", NULL }), ==, "F");
  g_assert_cmpstr (settle_sexes ((const char * const []) { "M", "F", NULL }), ==, "M");
  g_assert_cmpstr (settle_sexes ((const char * const []) { "M", "Femenino", NULL }), ==, "M");
  g_assert_null (settle_sexes ((const char * const []) { "M", "M", NULL }));
  g_assert_null (settle_sexes ((const char * const []) { "H", "M", "F", NULL }));
}

/* ── Rows ── */

static GolImportRecord *
read_row (GolImportPlan      *plan,
          const char * const *texts)
{
  GolCell cells[32];
  GolRow row = { .line = 2, .cells = cells };

  for (; texts[row.n_cells] != NULL; row.n_cells++)
    cells[row.n_cells] = (GolCell) { texts[row.n_cells], *texts[row.n_cells] != '\0' ? GOL_CELL_TEXT : GOL_CELL_EMPTY };
  gol_import_plan_observe (plan, &row);
  gol_import_plan_settle (plan);

  return gol_import_plan_read (plan, &row);
}

static void
test_worker_row (void)
{
  static const char * const headers[] = {
    "Primer nombre", "Segundo nombre", "Apellido paterno", "Sexo", "Fecha nac.", "CURP", "MRZ 1", "MRZ línea 1", "MRZ línea 2", "Teléfono", "Lengua",
    "Cultivos", "Escolaridad"
  };
  static const char * const cells[] = {
    " Ana ", "Lucrecia", "Tzul", "Mujer", "27/03/1988", "TUXA880327MCSZXN08", "", "P<MEXTZUL<<ANA<LUCRECIA", "N716169443", "961 192 0797", "Maya",
    "uva, tomate", "de todo", NULL
  };
  g_autoptr(GolImportPlan) plan = gol_import_plan_new (gol_dictionary_find_entity ("worker"), headers,
                                                       G_N_ELEMENTS (headers), "MX", today);
  g_autoptr(GolImportRecord) record = read_row (plan, cells);
  const GolProblem *problem;

  g_assert_cmpstr (gol_import_record_text (record, "name_photo", "given_names"), ==, "Ana Lucrecia");
  g_assert_cmpstr (gol_import_record_text (record, "civil", "sex"), ==, "F");
  g_assert_cmpstr (gol_import_record_text (record, "civil", "birth_date"), ==, "1988-03-27");
  g_assert_cmpstr (gol_import_record_text (record, "identity_numbers", "national_number_type"), ==, "curp");
  g_assert_cmpstr (gol_import_record_text (record, "identity_numbers", "mrz"), ==,
                   "P<MEXTZUL<<ANA<LUCRECIA\nN716169443");
  g_assert_cmpstr (gol_import_record_text (record, "contact", "phone_1"), ==, "+529611920797");
  g_assert_null (gol_import_record_text (record, "contact", "country"));
  g_assert_cmpstr (gol_import_record_text (record, "experience", "languages"), ==, "[\"yua\"]");
  g_assert_cmpstr (gol_import_record_text (record, "experience", "crops"), ==, "[\"grape\",\"tomato\"]");

  /* What was not understood is told, and kept for the record. */
  g_assert_cmpuint (record->problems->len, ==, 1);
  g_assert_cmpuint (record->unread->len, ==, 1);
  problem = g_ptr_array_index (record->problems, 0);
  g_assert_cmpstr (problem->code, ==, "schooling_invalid");
  g_assert_cmpint (problem->severity, ==, GOL_PROBLEM_WARNING);
  g_assert_nonnull (strstr (problem->message, "de todo"));
}

/* The passport's zone fills what the sheet has no cell for; a cell that could not be read, it leaves alone. */
static void
test_zone_row (void)
{
  static const char * const headers[] = {
    "Nombre", "Apellido paterno", "Fecha nac.", "Vence pasaporte", "MRZ línea 1", "MRZ línea 2"
  };
  static const char * const cells[] = {
    "Iñigo", "Núñez Peña", "13/04/1988", "mañana", "P<MEXNUNEZ<PENA<<INIGO<<<<<<<<<<<<<<<<<<<<<<",
    "N000000012MEX7104206M3503111<<<<<<<<<<<<<<02", NULL
  };
  static const struct { const char *section, *field, *text; } expected[] = {
    { "name_photo", "surname_1", "Núñez Peña" }, { "name_photo", "mrz_surname", "NUNEZ PENA" },
    { "name_photo", "mrz_given_names", "INIGO" }, { "civil", "birth_date", "1988-04-13" }, { "civil", "sex", "M" },
    { "civil", "nationality", "MX" }, { "identity_numbers", "passport_issuer", "MX" },
    { "identity_numbers", "passport_number", "N00000001" }, { "identity_numbers", "passport_expires", NULL },
  };
  g_autoptr(GolImportPlan) plan = gol_import_plan_new (gol_dictionary_find_entity ("worker"), headers,
                                                       G_N_ELEMENTS (headers), "MX", today);
  g_autoptr(GolImportRecord) record = read_row (plan, cells);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (gol_import_record_text (record, expected[i].section, expected[i].field), ==, expected[i].text);
  g_assert_cmpuint (record->unread->len, ==, 1);
}

static void
test_order_row (void)
{
  static const char * const headers[] = {
    "EMPLOYER_NAME", "EMPLOYER_PHONE", "NBR_WORKERS_REQUESTED", "BASIC_RATE_OF_PAY", "BASIC_UNIT_OF_PAY", "PRIMARY/SUB", "ALIEN_WORK_STATE"
  };
  static const char * const cells[] = { "SWALLOW FARMS", "910-245-2969", "6.0000000000000000e+00", "9.0200",
                                        "bi-weekly", "SUB", "NC", NULL };
  g_autoptr(GolImportPlan) plan = gol_import_plan_new (gol_dictionary_find_entity ("order"), headers,
                                                       G_N_ELEMENTS (headers), "MX", today);
  g_autoptr(GolImportRecord) record = read_row (plan, cells);

  g_assert_cmpuint (record->problems->len, ==, 0);
  g_assert_cmpstr (gol_import_record_text (record, "order_terms", "posts_asked"), ==, "6");
  g_assert_cmpstr (gol_import_record_text (record, "order_terms", "wage"), ==, "9.02");
  g_assert_cmpstr (gol_import_record_text (record, "order_terms", "wage_unit"), ==, "fortnight");
  g_assert_cmpstr (gol_import_record_text (record, "order_terms", "wage_currency"), ==, "USD");
  g_assert_cmpstr (gol_import_record_text (record, "order_terms", "filing"), ==, "member");
  g_assert_cmpstr (gol_import_record_text (record, "employer_identity", "phone"), ==, "+19102452969");
  g_assert_cmpstr (gol_import_record_text (record, "worksite_core", "country"), ==, "US");
}

static void
test_map (void)
{
  static const char * const headers[] = { "Col A", "Nació", "Sexo" };
  static const char * const cells[] = { "Tzul", "05/06/1988", "M", NULL };
  g_autoptr(GolImportPlan) plan = gol_import_plan_new (gol_dictionary_find_entity ("worker"), headers, 3, "MX", today);
  g_autoptr(GolImportRecord) open = NULL, settled = NULL;
  g_autoptr(GError) error = NULL;

  open = read_row (plan, cells);
  g_assert_null (gol_import_record_text (open, "civil", "birth_date"));
  g_assert_null (gol_import_record_text (open, "civil", "sex"));
  g_assert_cmpuint (open->problems->len, ==, 2);

  g_assert_true (gol_import_plan_map (plan, "col a", "worker.name_photo.surname_1", &error));
  g_assert_true (gol_import_plan_map (plan, "Nació", "civil.birth_date:dmy", &error));
  g_assert_true (gol_import_plan_map (plan, "Sexo", NULL, &error));
  settled = read_row (plan, cells);
  g_assert_cmpstr (gol_import_record_text (settled, "name_photo", "surname_1"), ==, "Tzul");
  g_assert_cmpstr (gol_import_record_text (settled, "civil", "birth_date"), ==, "1988-06-05");
  g_assert_cmpuint (settled->problems->len, ==, 0);

  g_assert_false (gol_import_plan_map (plan, "Col B", "civil.sex", &error));
  g_clear_error (&error);
  g_assert_false (gol_import_plan_map (plan, "Col A", "civil.colour", &error));
  g_clear_error (&error);
  g_assert_false (gol_import_plan_map (plan, "Nació", "civil.birth_date:xyz", &error));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/office/import/spanish", test_spanish);
  g_test_add_func ("/office/import/short-and-slipped", test_short_and_slipped);
  g_test_add_func ("/office/import/other-languages", test_other_languages);
  g_test_add_func ("/office/import/h2a", test_h2a);
  g_test_add_func ("/office/import/labels", test_labels);
  g_test_add_func ("/office/import/rivals", test_rivals);
  g_test_add_func ("/office/import/dates", test_dates);
  g_test_add_func ("/office/import/bad-dates", test_bad_dates);
  g_test_add_func ("/office/import/date-proofs", test_date_proofs);
  g_test_add_func ("/office/import/numbers", test_numbers);
  g_test_add_func ("/office/import/sexes", test_sexes);
  g_test_add_func ("/office/import/worker-row", test_worker_row);
  g_test_add_func ("/office/import/zone-row", test_zone_row);
  g_test_add_func ("/office/import/order-row", test_order_row);
  g_test_add_func ("/office/import/map", test_map);

  return g_test_run ();
}
