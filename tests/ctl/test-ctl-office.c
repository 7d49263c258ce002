/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fixture.h"

/* ── Accounts ── */

static void
test_create (void)
{
  CtlFixture f;
  g_autofree char *recovery = NULL;

  ctl_fixture_create (&f);
  ctl_expect (&f, "kind", "ministry");
  ctl_expect (&f, "officer", "admin");
  recovery = ctl_get (&f, "recovery");
  g_assert_nonnull (recovery);
  ctl_call (&f, 1, "office", "create", "--kind", "ministry", "--country", "MX", "--name", "Otra", NULL);
  ctl_call (&f, 0, "office", "info", NULL);
  ctl_expect (&f, "name", "Ministerio de Prueba");
  ctl_expect (&f, "recovery", NULL);
  ctl_fixture_clear (&f);
}

static void
test_officers (void)
{
  CtlFixture f;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  char *first;

  ctl_fixture_create (&f);
  second = ctl_file (&f, "second", "the clerk's own passphrase\n");
  third = ctl_file (&f, "third", "a newer one of the clerk\n");
  ctl_call (&f, 0, "officer", "add", "Rosario", "--role", "clerk", "--new-passphrase-file", second, NULL);
  ctl_call (&f, 1, "--officer", "admin", "officer", "add", "Rosario", "--role", "clerk", "--new-passphrase-file", second, NULL);
  ctl_call (&f, 2, "officer", "add", "Pedro", "--role", "king", "--new-passphrase-file", second, NULL);
  ctl_call (&f, 0, "officer", "list", NULL);
  ctl_expect (&f, "total", "2");

  /* With two accounts, one has to say who is at work. */
  ctl_call (&f, 2, "worker", "list", NULL);
  first = f.passphrase;
  f.passphrase = second;
  ctl_call (&f, 0, "--officer", "Rosario", "worker", "list", NULL);
  ctl_call (&f, 1, "--officer", "Rosario", "officer", "remove", "admin", NULL);
  ctl_call (&f, 0, "--officer", "Rosario", "officer", "passphrase", "--new-passphrase-file", third, NULL);
  ctl_call (&f, 3, "--officer", "Rosario", "worker", "list", NULL);
  f.passphrase = third;
  ctl_call (&f, 0, "--officer", "Rosario", "worker", "list", NULL);

  f.passphrase = first;
  ctl_call (&f, 1, "--officer", "admin", "officer", "remove", "admin", NULL);
  ctl_call (&f, 0, "--officer", "admin", "officer", "remove", "Rosario", NULL);
  ctl_call (&f, 0, "worker", "list", NULL);
  f.passphrase = third;
  ctl_call (&f, 1, "--officer", "Rosario", "worker", "list", NULL);
  f.passphrase = first;
  ctl_fixture_clear (&f);
}

/* ── Records ── */

#define ANA "--set", "name_photo.given_names=Ana Lucía", "--set", "name_photo.surname_1=Tzul", "--set", "civil.sex=female", \
            "--set", "civil.birth_date=1992-08-14", "--set", "civil.nationality=MX"

static void
test_worker (void)
{
  CtlFixture f;
  g_autofree char *code = NULL;

  ctl_fixture_create (&f);
  ctl_call (&f, 0, "worker", "add", ANA, NULL);
  code = ctl_get (&f, "code");
  g_assert_nonnull (code);
  ctl_expect (&f, "name_photo/given_names", "Ana Lucía");

  ctl_call (&f, 0, "worker", "set", code, "contact.phone_1=9611765439", "contact.country=MX", NULL);
  ctl_expect (&f, "contact/phone_1", "+529611765439");
  ctl_call (&f, 0, "worker", "set", code, "phone_1=+529611765440", "--why", "new telephone", NULL);
  ctl_call (&f, 1, "worker", "set", code, "phone_1=12", NULL);
  ctl_call (&f, 2, "worker", "set", code, "shoe=12", NULL);
  ctl_call (&f, 0, "worker", "history", code, "--field", "phone_1", NULL);
  ctl_expect (&f, "total", "2");
  ctl_expect (&f, "items/0/why", "new telephone");
  ctl_expect (&f, "items/0/values/phone_1", "+529611765440");
  ctl_expect (&f, "items/1/values/phone_1", "+529611765439");

  ctl_call (&f, 0, "worker", "search", "ana tzul", NULL);
  ctl_expect (&f, "items/0/code", code);
  ctl_call (&f, 0, "worker", "search", "nobody of that name", NULL);
  ctl_expect (&f, "total", "0");

  ctl_call (&f, 0, "undo", NULL);
  ctl_call (&f, 0, "worker", "show", code, NULL);
  ctl_expect (&f, "contact/phone_1", "+529611765439");
  ctl_call (&f, 1, "worker", "show", "MX-999999-9", NULL);
  ctl_call (&f, 0, "verify", NULL);
  ctl_expect (&f, "valid", "true");
  ctl_fixture_clear (&f);
}

/* A passport's zone fills what nobody has written, whether she is added or changed. */
static void
test_zone (void)
{
  static const char zone[] = "mrz=P<MEXNUNEZ<PENA<<INIGO<<<<<<<<<<<<<<<<<<<<<<\nN000000012MEX7104206M3503111<<<<<<<<<<<<<<02";
  CtlFixture f;
  g_autofree char *code = NULL;

  ctl_fixture_create (&f);
  ctl_call (&f, 0, "worker", "add", "--set", "given_names=Íñigo", "--set", "surname_1=Núñez", "--set", "surname_2=Peña",
            "--set", zone, NULL);
  ctl_expect (&f, "civil/birth_date", "1971-04-20");
  ctl_expect (&f, "civil/sex", "M");
  ctl_expect (&f, "identity_numbers/passport_number", "N00000001");
  ctl_expect (&f, "name_photo/mrz_surname", "NUNEZ PENA");

  ctl_call (&f, 0, "worker", "add", "--set", "given_names=Eva", "--set", "surname_1=Xol", "--set", "civil.sex=F", "--set",
            "civil.birth_date=1990-01-01", NULL);
  code = ctl_get (&f, "code");
  ctl_call (&f, 0, "worker", "set", code, zone, "nationality=GT", NULL);
  ctl_expect (&f, "civil/sex", "F");
  ctl_expect (&f, "civil/nationality", "GT");
  ctl_expect (&f, "identity_numbers/passport_issuer", "MX");
  ctl_fixture_clear (&f);
}

/* Two saves of one field are taken back one after the other; what a colleague wrote over it stays, and is told. */
static void
test_undo (void)
{
  CtlFixture f;
  g_autofree char *code = NULL;
  g_autofree char *batch = NULL;

  ctl_fixture_create (&f);
  ctl_call (&f, 0, "worker", "add", ANA, NULL);
  code = ctl_get (&f, "code");
  ctl_call (&f, 0, "worker", "set", code, "birth_place=Uno", NULL);
  ctl_call (&f, 0, "batches", NULL);
  batch = ctl_get (&f, "items/0/id");
  ctl_call (&f, 0, "worker", "set", code, "birth_place=Dos", NULL);
  ctl_call (&f, 1, "undo", batch, NULL);
  ctl_expect (&f, "left", "1");
  ctl_call (&f, 0, "undo", NULL);
  ctl_call (&f, 0, "worker", "show", code, NULL);
  ctl_expect (&f, "civil/birth_place", "Uno");
  ctl_call (&f, 0, "undo", NULL);
  ctl_call (&f, 0, "worker", "show", code, NULL);
  ctl_expect (&f, "civil/birth_place", NULL);
  ctl_call (&f, 0, "undo", NULL);
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "total", "0");
  ctl_fixture_clear (&f);
}

static void
test_worker_refused (void)
{
  CtlFixture f;

  ctl_fixture_create (&f);
  ctl_call (&f, 1, "worker", "add", "--set", "name_photo.given_names=Luis", "--set", "name_photo.surname_1=Coc", "--set",
            "civil.sex=male", "--set", "civil.birth_date=2010-01-01", NULL);
  ctl_expect (&f, "problems/0/code", "under_18");
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "total", "0");
  ctl_fixture_clear (&f);
}

static void
test_same_person (void)
{
  CtlFixture f;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ctl_fixture_create (&f);
  ctl_call (&f, 0, "worker", "add", ANA, NULL);
  first = ctl_get (&f, "code");
  ctl_call (&f, 1, "worker", "add", ANA, NULL);
  ctl_expect (&f, "problems/0/severity", "held");
  ctl_call (&f, 0, "worker", "add", ANA, "--accept-held", NULL);
  second = ctl_get (&f, "code");
  ctl_call (&f, 0, "worker", "link", first, second, "--why", "same passport", NULL);
  ctl_call (&f, 0, "worker", "unlink", first, second, "--why", "twins", NULL);
  ctl_fixture_clear (&f);
}

static void
test_pages (void)
{
  CtlFixture f;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;

  ctl_fixture_create (&f);
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *surname = g_strdup_printf ("name_photo.surname_1=Persona%c", 'A' + i);
      g_autofree char *birth = g_strdup_printf ("civil.birth_date=199%u-01-01", i);

      ctl_call (&f, 0, "worker", "add", "--set", "name_photo.given_names=Eva", "--set", surname, "--set", "civil.sex=female",
                "--set", birth, NULL);
    }
  do
    {
      if (next == NULL)
        ctl_call (&f, 0, "worker", "list", "--limit", "3", "--sort", "name_photo.surname_1", NULL);
      else
        ctl_call (&f, 0, "worker", "list", "--limit", "3", "--sort", "name_photo.surname_1", "--after", next, NULL);
      ctl_expect (&f, "total", "7");
      for (guint i = 0; i < json_array_size (json_object_get (f.answer, "items")); i++)
        {
          g_autofree char *path = g_strdup_printf ("items/%u/name_photo/surname_1", i);

          g_assert_true (g_hash_table_add (seen, ctl_get (&f, path)));
        }
      g_free (next);
      next = ctl_get (&f, "next");
      /* Where one list ended, another does not go on. */
      if (next != NULL)
        {
          ctl_call (&f, 2, "worker", "list", "--limit", "3", "--sort", "name_photo.given_names", "--after", next, NULL);
          ctl_call (&f, 2, "worker", "list", "--limit", "3", "--sort", "name_photo.surname_1", "--descending", "--after", next, NULL);
          ctl_call (&f, 2, "worker", "list", "--limit", "3", "--after", next, NULL);
          ctl_call (&f, 2, "record", "list", "worksite", "--limit", "3", "--after", next, NULL);
          g_assert_nonnull (strstr (f.sentence, "from its start"));
        }
    }
  while (next != NULL);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 7);
  ctl_call (&f, 0, "worker", "search", "eva", "--limit", "2", NULL);
  ctl_expect (&f, "total", "7");
  g_assert_cmpuint (json_array_size (json_object_get (f.answer, "items")), ==, 2);
  ctl_call (&f, 0, "worker", "list", "--filter", "birth_date=1993-01-01", NULL);
  ctl_expect (&f, "total", "1");
  ctl_expect (&f, "items/0/name_photo/surname_1", "PersonaD");
  ctl_fixture_clear (&f);
}

/* ── Import ── */

#define SHEET \
  "Apellido paterno;Apellido materno;Nombre(s);Sexo;Fecha de nacimiento;Núm. pasaporte\r\n" \
  "Prueba;Uno;Ana;M;25/03/1990;X1234567\r\n" \
  "Prueba;Dos;Luis;H;01/02/1985;X1234568\r\n" \
  "Prueba;Tres;;H;01/02/1985;X1234569\r\n" \
  "Prueba;Cuatro;Eva;M;31/02/1985;X1234560\r\n" \
  "Prueba;Cinco;Iván;H;13/12/1988;X1234567\r\n"

static void
test_import (void)
{
  CtlFixture f;
  g_autofree char *sheet = NULL;
  g_autofree char *report = NULL;
  g_autofree char *rejects = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  ctl_fixture_create (&f);
  sheet = ctl_file (&f, "people.csv", SHEET);
  report = ctl_path (&f, "report.json");
  rejects = ctl_path (&f, "rejects.csv");

  ctl_call (&f, 0, "import", "workers", sheet, "--dry-run", NULL);
  ctl_expect (&f, "rows", "5");
  ctl_expect (&f, "accepted", "2");
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "total", "0");

  ctl_call (&f, 0, "import", "workers", sheet, "--report", report, "--rejects", rejects, NULL);
  ctl_expect (&f, "accepted", "2");
  ctl_expect (&f, "held", "1");
  ctl_expect (&f, "refused", "2");
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "name_missing"));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (rejects, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  ctl_call (&f, 0, "worker", "list", "--sort", "given_names", NULL);
  ctl_expect (&f, "total", "2");
  ctl_expect (&f, "items/0/civil/sex", "F");
  ctl_expect (&f, "items/0/civil/birth_date", "1990-03-25");
  ctl_expect (&f, "items/1/civil/sex", "M");

  ctl_call (&f, 0, "undo", NULL);
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "total", "0");
  ctl_fixture_clear (&f);
}

static void
test_import_strange (void)
{
  CtlFixture f;
  g_autofree char *noise = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *sheet = NULL;
  g_autofree char *letter = NULL;

  ctl_fixture_create (&f);
  noise = ctl_file (&f, "noise.xlsx", "PK\003\004 this is no archive");
  empty = ctl_file (&f, "empty.csv", "");
  sheet = ctl_file (&f, "people.csv", SHEET);
  ctl_call (&f, 1, "import", "workers", noise, NULL);
  ctl_call (&f, 1, "import", "workers", empty, NULL);
  ctl_call (&f, 3, "import", "workers", "/nonexistent/people.csv", NULL);
  ctl_call (&f, 2, "import", "workers", sheet, "--map", "Apellido paterno=no.such.field", NULL);
  ctl_call (&f, 2, "import", "workers", sheet, "--map", "No such column=name_photo.surname_1", NULL);
  letter = ctl_file (&f, "letter.csv", "Dear colleague,\nHerewith the list.\n");
  ctl_call (&f, 1, "import", "workers", letter, NULL);
  g_assert_nonnull (strstr (f.sentence, "letter.csv"));
  /* What cannot be told of is not done. */
  ctl_call (&f, 3, "import", "workers", sheet, "--report", "/nonexistent/report.json", NULL);
  ctl_call (&f, 3, "import", "workers", sheet, "--rejects", f.root, NULL);
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "total", "0");
  ctl_fixture_clear (&f);
}

/* A field's own name is enough where only one section has it, as in every other command. */
static void
test_import_map (void)
{
  CtlFixture f;
  g_autofree char *sheet = NULL;

  ctl_fixture_create (&f);
  sheet = ctl_file (&f, "strange.csv", "A,B,C,D\nTzul,Ana,F,1992-08-14\n");
  ctl_call (&f, 0, "import", "workers", sheet, "--map", "A=surname_1", "--map", "B=name_photo.given_names", "--map", "C=sex",
            "--map", "D=birth_date", NULL);
  ctl_expect (&f, "accepted", "1");
  ctl_call (&f, 0, "worker", "list", NULL);
  ctl_expect (&f, "items/0/name_photo/surname_1", "Tzul");
  ctl_expect (&f, "items/0/civil/birth_date", "1992-08-14");
  ctl_fixture_clear (&f);
}

/* ── Keeping ── */

static void
test_backup_and_restore (void)
{
  CtlFixture f;
  g_autofree char *copy = NULL;
  g_autofree char *leaves = NULL;
  g_autofree char *other = NULL;
  g_autofree char *code = NULL;
  char *office;

  ctl_fixture_create (&f);
  copy = ctl_path (&f, "office.backup");
  other = ctl_path (&f, "restored");
  ctl_call (&f, 0, "worker", "add", ANA, NULL);
  code = ctl_get (&f, "code");
  ctl_call (&f, 0, "backup", copy, NULL);
  ctl_call (&f, 0, "rebuild", NULL);
  leaves = ctl_get (&f, "leaves");
  g_assert_cmpstr (leaves, !=, "0");
  ctl_call (&f, 0, "verify", NULL);
  ctl_expect (&f, "valid", "true");
  ctl_call (&f, 1, "restore", copy, NULL);

  office = f.office;
  f.office = other;
  ctl_call (&f, 0, "restore", copy, NULL);
  ctl_call (&f, 0, "worker", "show", code, NULL);
  ctl_expect (&f, "name_photo/surname_1", "Tzul");
  ctl_call (&f, 0, "verify", NULL);
  ctl_expect (&f, "valid", "true");
  f.office = office;
  ctl_fixture_clear (&f);
}

static void
test_export (void)
{
  CtlFixture f;
  g_autofree char *csv = NULL;
  g_autofree char *xlsx = NULL;
  g_autofree char *text = NULL;

  ctl_fixture_create (&f);
  csv = ctl_path (&f, "people.csv");
  xlsx = ctl_path (&f, "people.xlsx");
  ctl_call (&f, 0, "worker", "add", "--set", "name_photo.given_names=Ana", "--set", "name_photo.surname_1==1+1", "--set",
            "civil.sex=female", "--set", "civil.birth_date=1992-08-14", NULL);
  ctl_call (&f, 0, "export", "workers", csv, "--fields", "name_photo.surname_1,civil.sex,civil.birth_date", NULL);
  ctl_expect (&f, "rows", "1");
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "'=1+1;"));
  g_assert_nonnull (strstr (text, "1992-08-14"));
  ctl_call (&f, 0, "export", "workers", xlsx, "--sort", "surname_1", NULL);
  ctl_call (&f, 2, "export", "workers", xlsx, "--sort", "shoe", NULL);
  ctl_call (&f, 1, "export", "workers", csv, "--fields", "self_identification.people", NULL);
  ctl_call (&f, 2, "export", "workers", csv, "--fields", "no.such", NULL);
  ctl_call (&f, 0, "export", "workers", csv, "--fields", "surname_1,birth_date", NULL);
  ctl_call (&f, 2, "export", "workers", "people.pdf", NULL);
  ctl_call (&f, 3, "export", "workers", "/nonexistent/people.csv", NULL);
  ctl_fixture_clear (&f);
}

static void
test_card (void)
{
  CtlFixture f;
  g_autofree char *pdf = NULL;
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;
  gsize length;

  ctl_fixture_create (&f);
  pdf = ctl_path (&f, "card.pdf");
  ctl_call (&f, 0, "worker", "add", ANA, NULL);
  code = ctl_get (&f, "code");
  ctl_call (&f, 0, "card", code, pdf, NULL);
  g_assert_true (g_file_get_contents (pdf, &text, &length, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  ctl_call (&f, 3, "card", code, "/nonexistent/folder/card.pdf", NULL);
  ctl_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/office/create", test_create);
  g_test_add_func ("/ctl/office/officers", test_officers);
  g_test_add_func ("/ctl/worker", test_worker);
  g_test_add_func ("/ctl/zone", test_zone);
  g_test_add_func ("/ctl/worker/undo", test_undo);
  g_test_add_func ("/ctl/worker/refused", test_worker_refused);
  g_test_add_func ("/ctl/worker/same-person", test_same_person);
  g_test_add_func ("/ctl/worker/pages", test_pages);
  g_test_add_func ("/ctl/import", test_import);
  g_test_add_func ("/ctl/import/strange", test_import_strange);
  g_test_add_func ("/ctl/import/map", test_import_map);
  g_test_add_func ("/ctl/backup", test_backup_and_restore);
  g_test_add_func ("/ctl/export", test_export);
  g_test_add_func ("/ctl/card", test_card);
  return g_test_run ();
}
