/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <string.h>

#include "gol-json.h"
#include "gol-office-private.h"
#include "gol-text.h"

struct _GolImportWriter
{
  GolOffice     *office;
  GolStore      *store;
  GolImportPlan *plan;
  GHashTable    *employers;  /* folded name and place → record */
  GHashTable    *worksites;  /* employer's record and folded place → record */
  GHashTable    *agencies;   /* section → (nullable) the agency for which it is lodged */
};

/* ── What is known by its name and place ── */

static void
append_folded (GString    *key,
               const char *text)
{
  g_autofree char *folded = gol_text_fold (text != NULL ? text : "");

  g_string_append_c (key, '\n');
  g_string_append (key, folded);
}

static char *
make_key (const char         *first,
          const char * const *rest,
          guint               n)
{
  GString *key = g_string_new (first);

  for (guint i = 0; i < n; i++)
    append_folded (key, rest[i]);

  return g_string_free (key, FALSE);
}

/* Each record of @entity under the key that its @fields make; the first, when it is a reference, as it stands. */
static gboolean
read_known (GolStore           *store,
            const char         *entity_name,
            const char * const *fields,
            gboolean            has_owner,
            GHashTable         *known,
            GError            **error)
{
  const GolEntity *entity = gol_dictionary_find_entity (entity_name);
  g_autoptr(GolQuery) query = gol_query_new (entity);
  g_autoptr(GArray) ids = gol_query_ids (store, query, NULL, error);
  guint n_fields = g_strv_length ((GStrv) fields);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GolRecord) record = gol_store_read_id (store, entity, g_array_index (ids, guint32, i), error);
      const char *texts[4];

      if (record == NULL)
        return FALSE;
      for (guint j = 0; j < n_fields; j++)
        texts[j] = gol_record_get_text (record, fields[j]);
      g_hash_table_insert (known, make_key (has_owner ? texts[0] : "", texts + has_owner, n_fields - has_owner),
                           g_strdup (record->record));
    }

  return TRUE;
}

static const char * const employer_fields[] = {
  "employer_identity.legal_name", "employer_identity.place", "employer_identity.admin_1", NULL
};
static const char * const worksite_fields[] = {
  "worksite_core.employer", "worksite_core.name", "worksite_core.place", "worksite_core.admin_1", NULL
};

/* ── Writer ── */

/* Every section that a column goes to must be hers to write. */
static gboolean
check_permission (GolOffice      *office,
                  GolImportPlan  *plan,
                  GError        **error)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const GolImportPlanColumn *column = g_ptr_array_index (plan->columns, i);

      if (column->target.section != NULL && !gol_office_check_write (office, column->target.section, error))
        return FALSE;
    }

  return TRUE;
}

GolImportWriter *
gol_import_writer_new (GolOffice      *office,
                       GolStore       *store,
                       GolImportPlan  *plan,
                       GError        **error)
{
  g_autoptr(GolImportWriter) writer = NULL;

  if (!check_permission (office, plan, error))
    return NULL;

  writer = g_new0 (GolImportWriter, 1);
  writer->office = office;
  writer->store = gol_store_ref (store);
  writer->plan = plan;
  writer->employers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  writer->worksites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  writer->agencies = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (strcmp (plan->entity->name, "order") == 0 &&
      (!read_known (store, "employer", employer_fields, FALSE, writer->employers, error) ||
       !read_known (store, "worksite", worksite_fields, TRUE, writer->worksites, error)))
    return NULL;

  return g_steal_pointer (&writer);
}

void
gol_import_writer_free (GolImportWriter *writer)
{
  if (writer == NULL)
    return;

  g_hash_table_unref (writer->employers);
  g_hash_table_unref (writer->worksites);
  g_hash_table_unref (writer->agencies);
  gol_store_unref (writer->store);
  g_free (writer);
}

/* Asked once of each section, not of each row. */
static const char *
lodges_for (GolImportWriter  *writer,
            const GolSection *section)
{
  gpointer agency;

  if (g_hash_table_lookup_extended (writer->agencies, section, NULL, &agency))
    return agency;
  agency = gol_office_lodges_for (writer->office, writer->store, section);
  g_hash_table_insert (writer->agencies, (gpointer) section, agency);

  return agency;
}

/* The sections of one record, which nobody changes after, and beside it what the file said of it that could not be read. */
static void
write_record (GolImportWriter *writer,
              GolImportRecord *record,
              GolBatch        *batch,
              const char      *name,
              const GolEntity *entity)
{
  g_autofree char *key = NULL, *json = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);

  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    {
      GolValues *values = g_hash_table_lookup (record->sections, section->name);

      if (values == NULL || gol_values_get_size (values) == 0)
        continue;
      gol_batch_set_on_behalf_of (batch, lodges_for (writer, section));
      gol_batch_put (batch, name, section->name, gol_values_ref (values), NULL);
    }

  for (guint i = 0; i < record->unread->len; i++)
    {
      const GolProblem *problem = g_ptr_array_index (record->unread, i);
      GolImportTarget target;
      GolValues *row;

      if (!gol_import_find_target (entity, problem->field, &target) || target.entity != entity)
        continue;
      row = gol_values_new ();
      gol_values_set_text (row, "field", problem->field);
      gol_values_set_text (row, "code", problem->code);
      gol_values_set_text (row, "message", problem->message);
      g_ptr_array_add (rows, row);
    }
  if (rows->len == 0)
    return;
  key = g_strconcat ("unread/", name, NULL);
  json = gol_json_from_rows (rows);
  gol_batch_note (batch, key, json);
}

/* An employer that we know keeps what we know: an order is no place to correct it. */
static const char *
find_or_write (GolImportWriter *writer,
               GolImportRecord *record,
               GolBatch        *batch,
               const char      *entity_name,
               GHashTable      *known,
               char            *key)
{
  const char *name = g_hash_table_lookup (known, key);
  const GolEntity *entity = gol_dictionary_find_entity (entity_name);
  char *made;

  if (name != NULL)
    {
      g_free (key);
      return name;
    }

  made = gol_batch_create (batch, entity, NULL);
  write_record (writer, record, batch, made, entity);
  g_hash_table_insert (known, key, made);

  return made;
}

static const char *
write_employer (GolImportWriter *writer,
                GolBatch        *batch,
                GolImportRecord *record)
{
  const char *texts[] = {
    gol_import_record_text (record, "employer_identity", "legal_name"),
    gol_import_record_text (record, "employer_identity", "place"),
    gol_import_record_text (record, "employer_identity", "admin_1"),
  };

  return find_or_write (writer, record, batch, "employer", writer->employers, make_key ("", texts, G_N_ELEMENTS (texts)));
}

static const char *
write_worksite (GolImportWriter *writer,
                GolBatch        *batch,
                GolImportRecord *record,
                const char      *employer)
{
  const char *texts[] = {
    gol_import_record_text (record, "worksite_core", "name"),
    gol_import_record_text (record, "worksite_core", "place"),
    gol_import_record_text (record, "worksite_core", "admin_1"),
  };

  /* A country alone is no place. */
  if (texts[0] == NULL && texts[1] == NULL && texts[2] == NULL)
    return NULL;

  gol_values_set_text (gol_import_record_section (record, "worksite_core"), "employer", employer);

  return find_or_write (writer, record, batch, "worksite", writer->worksites,
                        make_key (employer, texts, G_N_ELEMENTS (texts)));
}

static void
write_order (GolImportWriter *writer,
             GolBatch        *batch,
             GolImportRecord *record)
{
  GolValues *terms = gol_import_record_section (record, "order_terms");
  const char *employer = write_employer (writer, batch, record);
  const char *worksite = write_worksite (writer, batch, record, employer);
  g_autofree char *name = gol_batch_create (batch, writer->plan->entity, NULL);

  gol_values_set_text (terms, "employer", employer);
  if (worksite != NULL)
    gol_values_set_text (terms, "worksite", worksite);
  write_record (writer, record, batch, name, writer->plan->entity);
}

/**
 * gol_import_writer_add:
 *
 * Puts one row into the batch. Nothing is stored before the batch is committed.
 */
void
gol_import_writer_add (GolImportWriter *writer,
                       GolBatch        *batch,
                       GolImportRecord *record)
{
  if (strcmp (writer->plan->entity->name, "order") == 0)
    {
      write_order (writer, batch, record);
    }
  else
    {
      g_autofree char *name = gol_batch_create (batch, writer->plan->entity, NULL);

      write_record (writer, record, batch, name, writer->plan->entity);
      gol_batch_tell_checked (batch, name, record->checked, writer->plan->today);
    }
}
