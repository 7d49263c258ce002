/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-demonstration"
#include "config.h"

#include "gol-demonstration-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "gol-csv-writer.h"
#include "gol-error.h"
#include "gol-import.h"
#include "gol-json.h"
#include "gol-vocabulary.h"

/* Who was of age, with years to spare, when the first season began. */
#define REGISTER_AGE 23

static const char * const headers[] = {
  "Folio", "Apellido paterno", "Apellido materno", "Nombre(s)", "Sexo", "Fecha de nacimiento", "CURP", "Núm. pasaporte",
  "Vence pasaporte", "MRZ línea 1", "MRZ línea 2", "Estado", "Municipio", "Teléfono", "Lengua indígena", "Escolaridad",
  "Lee y escribe", "Dependientes económicos", "Cultivo", "Años de experiencia", "Temporadas anteriores", "CLABE",
};

enum
{
  FOLIO, SURNAME_1, SURNAME_2, GIVEN, SEX, BORN, CURP, PASSPORT, EXPIRES, MRZ_1, MRZ_2, STATE, TOWN, PHONE, LANGUAGE,
  SCHOOLING, LITERACY, DEPENDENTS, CROP, YEARS, SEASONS, CLABE, N_CELLS
};

G_STATIC_ASSERT (G_N_ELEMENTS (headers) == N_CELLS);

static const char *
get (GHashTable *person,
     const char *section,
     const char *field)
{
  const char *text = gol_values_get_text (g_hash_table_lookup (person, section), field);

  return text != NULL ? text : "";
}

/* ── One line of the sheet, as a ministry writes it ── */

static char *
write_date (const char *iso)
{
  GolDate date;

  if (!gol_date_parse (iso, &date))
    return g_strdup ("");

  return g_strdup_printf ("%02u/%02u/%04u", date.day, date.month, date.year);
}

/* The first of the words that the vocabulary knows is Spanish. */
static char *
write_term (const char *vocabulary,
            const char *code)
{
  const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find (vocabulary), code);

  if (term == NULL || term->words == NULL)
    return g_strdup (code);

  return g_strndup (term->words, strcspn (term->words, "|"));
}

static char *
write_first (const char *json)
{
  g_auto(GStrv) members = *json == '[' ? gol_json_to_strv (json, NULL) : NULL;

  return g_strdup (members != NULL && members[0] != NULL ? members[0] : "");
}

static char *
write_language (const char *json)
{
  g_auto(GStrv) members = *json == '[' ? gol_json_to_strv (json, NULL) : NULL;

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    if (strcmp (members[i], "spa") != 0)
      return g_strdup (members[i]);

  return g_strdup ("");
}

static char **
write_person (GHashTable *person,
              guint       index)
{
  static const char * const sexes[][2] = { { "H", "M" }, { "Hombre", "Mujer" } };
  char **cells = g_new0 (char *, N_CELLS + 1);
  g_auto(GStrv) mrz = g_strsplit (get (person, "identity_numbers", "mrz"), "\n", 2);
  g_autofree char *crop = write_first (get (person, "experience", "crops"));

  cells[FOLIO] = g_strdup_printf ("%06u", index + 1);
  cells[SURNAME_1] = g_strdup (get (person, "name_photo", "surname_1"));
  cells[SURNAME_2] = g_strdup (get (person, "name_photo", "surname_2"));
  cells[GIVEN] = g_strdup (get (person, "name_photo", "given_names"));
  cells[SEX] = g_strdup (sexes[index / 3 % 2][strcmp (get (person, "civil", "sex"), "F") == 0]);
  cells[BORN] = write_date (get (person, "civil", "birth_date"));
  cells[CURP] = g_strdup (get (person, "identity_numbers", "national_number"));
  cells[PASSPORT] = g_strdup (get (person, "identity_numbers", "passport_number"));
  cells[EXPIRES] = write_date (get (person, "identity_numbers", "passport_expires"));
  cells[MRZ_1] = g_strdup (mrz[0] != NULL ? mrz[0] : "");
  cells[MRZ_2] = g_strdup (mrz[0] != NULL && mrz[1] != NULL ? mrz[1] : "");
  cells[STATE] = g_strdup (get (person, "contact", "admin_1"));
  cells[TOWN] = g_strdup (get (person, "contact", "admin_2"));
  cells[PHONE] = g_strdup (get (person, "contact", "phone_1"));
  cells[LANGUAGE] = write_language (get (person, "experience", "languages"));
  cells[SCHOOLING] = write_term ("schooling", get (person, "experience", "schooling"));
  cells[LITERACY] = write_term ("literacy", get (person, "experience", "literacy"));
  cells[DEPENDENTS] = g_strdup (get (person, "household", "dependents"));
  cells[CROP] = write_term ("crop", crop);
  cells[YEARS] = g_strdup (get (person, "experience", "years"));
  cells[SEASONS] = g_strdup (get (person, "prior_migration", "earlier_seasons"));
  cells[CLABE] = g_strdup (get (person, "bank", "clabe"));

  return cells;
}

/* ── What people get wrong ── */

static void
replace (char      **cells,
         guint       cell,
         const char *text)
{
  g_free (cells[cell]);
  cells[cell] = g_strdup (text);
}

static void
bump_digit (char  *text,
            gsize  at)
{
  if (strlen (text) > at)
    text[at] = text[at] == '9' ? '0' : (char) (text[at] + 1);
}

/* A second file of somebody who is on the sheet already: another passport, and a slip in the name. */
static void
repeat_person (char       **cells,
               GHashTable  *other)
{
  static const guint emptied[] = { CURP, MRZ_1, MRZ_2, CLABE };

  replace (cells, SURNAME_1, get (other, "name_photo", "surname_1"));
  replace (cells, SURNAME_2, get (other, "name_photo", "surname_2"));
  replace (cells, GIVEN, get (other, "name_photo", "given_names"));
  replace (cells, SEX, strcmp (get (other, "civil", "sex"), "F") == 0 ? "Mujer" : "Hombre");
  g_free (cells[BORN]);
  cells[BORN] = write_date (get (other, "civil", "birth_date"));
  for (guint i = 0; i < G_N_ELEMENTS (emptied); i++)
    replace (cells, emptied[i], "");
}

/* One line in sixty or so, each in another way. */
static void
spoil (char       **cells,
       guint        index,
       GHashTable  *other)
{
  if (index % 61 != 17)
    return;

  switch (index / 61 % 9)
    {
    case 0: replace (cells, SURNAME_1, ""); replace (cells, GIVEN, ""); break;
    case 1: replace (cells, BORN, "31/02/1990"); break;
    case 2: replace (cells, BORN, "14/06/2011"); break;
    case 3: bump_digit (cells[CURP], 17); break;
    case 4: bump_digit (cells[CLABE], 17); break;
    case 5: bump_digit (cells[MRZ_2], 9); break;
    case 6: replace (cells, EXPIRES, "03/02/2019"); break;
    case 7: repeat_person (cells, other); break;
    default: replace (cells, PASSPORT, get (other, "identity_numbers", "passport_number")); break;
    }
}

/* ── Sheets ── */

static gboolean
belongs (GolDemonstration *self,
         GHashTable       *person,
         gboolean          first_register)
{
  GolDate birth;

  return gol_date_parse (get (person, "civil", "birth_date"), &birth) &&
         (gol_date_age (birth, self->demo.today) >= REGISTER_AGE) == first_register;
}

static gboolean
write_sheet (GolDemonstration *self,
             const char       *path,
             gboolean          first_register,
             GError          **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  g_autoptr(GolCsvWriter) writer = NULL;
  g_autoptr(GHashTable) other = NULL;

  if (stream == NULL)
    return FALSE;

  writer = gol_csv_writer_new (G_OUTPUT_STREAM (stream), ';');
  if (!gol_csv_writer_add (writer, headers, N_CELLS, error))
    return FALSE;
  for (guint i = 0; i < GOL_DEMONSTRATION_PEOPLE; i++)
    {
      g_autoptr(GHashTable) person = gol_demo_person (&self->demo, i);
      g_auto(GStrv) cells = NULL;

      if (!belongs (self, person, first_register))
        continue;
      cells = write_person (person, i);
      if (other != NULL)
        spoil (cells, i, other);
      if (!gol_csv_writer_add (writer, (const char * const *) cells, N_CELLS, error))
        return FALSE;
      /* Who is repeated stands some lines above. */
      if (i % 20 == 0)
        {
          g_clear_pointer (&other, g_hash_table_unref);
          other = g_steal_pointer (&person);
        }
    }

  return gol_csv_writer_close (writer, error);
}

static gboolean
import (GolDemonstration *self,
        const char       *entity,
        const char       *path,
        GError          **error)
{
  g_autoptr(GolImport) opened = gol_import_open (self->office, gol_dictionary_find_entity (entity), path, error);
  g_autoptr(GolImportReport) report = opened != NULL ? gol_import_run (opened, TRUE, NULL, NULL, NULL, error) : NULL;

  return report != NULL;
}

gboolean
gol_demonstration_read_people (GolDemonstration *self,
                               gboolean          first_register,
                               GError          **error)
{
  g_autofree char *folder = g_dir_make_tmp ("golondrina-XXXXXX", error);
  const char *name = first_register ? "padrón.csv" : "lista nueva.csv";
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  gboolean read;

  if (folder == NULL)
    return FALSE;

  read = write_sheet (self, path, first_register, error) && import (self, "worker", path, error);
  g_unlink (path);
  g_rmdir (folder);

  return read;
}

/* As schemes are found: where the surroundings say, where it was installed, or in the source. */
static char *
find_orders (void)
{
  const char *data = g_getenv ("GOL_DATADIR"), *source = g_getenv ("GOL_SOURCE_ROOT");
  g_autofree char *installed = g_build_filename (data != NULL ? data : GOL_PKGDATADIR, "demo", "job-orders.csv", NULL);

  if (data != NULL || source == NULL || g_file_test (installed, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&installed);

  return g_build_filename (source, "data", "demo", "job-orders.csv", NULL);
}

gboolean
gol_demonstration_read_orders (GolDemonstration  *self,
                               GError           **error)
{
  g_autofree char *path = find_orders ();

  return import (self, "order", path, error);
}

/* ── What no sheet holds ── */

/* Whoever was abroad before, no sheet says when, is left out: the rules cannot tell how long she may stay. */
static gboolean
may_be_placed (GolRecord *worker)
{
  static const char * const schoolings[] = { "none", "primary_incomplete", "primary", "lower_secondary", NULL };
  const char *schooling = gol_record_get_text (worker, "experience.schooling");
  const char *expires = gol_record_get_text (worker, "identity_numbers.passport_expires");

  return schooling != NULL && g_strv_contains (schoolings, schooling) &&
         expires != NULL && strcmp (expires, "2020") > 0 &&
         g_strcmp0 (gol_record_get_text (worker, "experience.literacy"), "both") == 0 &&
         g_strcmp0 (gol_record_get_text (worker, "prior_migration.earlier_seasons"), "0") == 0;
}

GPtrArray *
gol_demonstration_list_workers (GolDemonstration  *self,
                                GError           **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = gol_query_ids (self->store, query, NULL, error);
  g_autoptr(GPtrArray) workers = g_ptr_array_new_with_free_func (g_free);

  if (ids == NULL)
    return NULL;

  for (guint i = 0; i < ids->len && workers->len < 160; i++)
    {
      g_autoptr(GolRecord) worker = gol_store_read_id (self->store, entity, g_array_index (ids, guint32, i), error);

      if (worker == NULL)
        return NULL;
      if (may_be_placed (worker))
        g_ptr_array_add (workers, g_strdup (worker->record));
    }

  return g_steal_pointer (&workers);
}

static char *
make_consents (GolDate given)
{
  static const char * const purposes[] = { "programme", "transfer" };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  char day[GOL_DATE_TEXT_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      GolValues *row = gol_values_new ();

      gol_values_set_text (row, "purpose", purposes[i]);
      gol_values_set_text (row, "given", gol_date_format (given, day));
      gol_values_set_text (row, "how", "signed");
      g_ptr_array_add (rows, row);
    }

  return gol_json_from_rows (rows);
}

static void
set_list (GolBatch   *batch,
          const char *record,
          const char *section,
          const char *field,
          const char *json)
{
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_list (values, field, json);
  gol_batch_set (batch, record, section, values, NULL);
}

static void
add_paper (GolBatch   *batch,
           const char *worker,
           const char *kind,
           GolDate     issued)
{
  g_autofree char *paper = gol_batch_create (batch, gol_dictionary_find_entity ("document"), NULL);
  g_autoptr(GolValues) values = gol_values_new ();
  char day[GOL_DATE_TEXT_MAX];

  gol_values_set_text (values, "worker", worker);
  gol_values_set_text (values, "kind", kind);
  gol_values_set_text (values, "issued", gol_date_format (issued, day));
  gol_values_set_text (values, "seen_on", day);
  gol_batch_set (batch, paper, "document", values, NULL);
}

/* By the file number of the sheet, so that the household is that of the very person. */
static void
add_to_worker (GolDemonstration *self,
               GolBatch         *batch,
               GolRecord        *worker)
{
  static const char * const papers[] = { "national_id", "birth_certificate", "proof_of_address", "criminal_record" };
  const char *folio = gol_record_get_text (worker, "identity_numbers.other_number");
  guint index = (guint) g_ascii_strtoull (folio != NULL ? folio : "1", NULL, 10) - 1;
  g_autoptr(GHashTable) person = gol_demo_person (&self->demo, MIN (index, GOL_DEMONSTRATION_PEOPLE - 1));
  const char *members = get (person, "household", "members");
  GolDate today = gol_clock_get_today (self->clock);
  g_autofree char *consents = make_consents (today);

  set_list (batch, worker->record, "household", "members", *members != '\0' ? members : "[]");
  set_list (batch, worker->record, "experience", "occupations",
            index % 2 == 0 ? "[{\"occupation\":\"9211\"}]" : "[{\"occupation\":\"6113\"}]");
  set_list (batch, worker->record, "consents", "consents", consents);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    add_paper (batch, worker->record, papers[i], today);
}

gboolean
gol_demonstration_add_papers (GolDemonstration  *self,
                              GPtrArray         *workers,
                              GError           **error)
{
  g_autoptr(GolBatch) batch = gol_batch_new (self->store, gol_office_get_officer (self->office)->id, "worker.save",
                                             _("Papers and consents of the register noted"));

  for (guint i = 0; i < workers->len; i++)
    {
      g_autoptr(GolRecord) worker = gol_store_read (self->store, g_ptr_array_index (workers, i), error);

      if (worker == NULL)
        return FALSE;
      add_to_worker (self, batch, worker);
    }

  return gol_store_commit (self->store, batch, GOL_PRIORITY_OFFICER, error);
}
