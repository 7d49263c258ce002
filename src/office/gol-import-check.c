/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-likeness-private.h"
#include "gol-order-check.h"

/* ── Who is in the file, or the office, already ── */

static const struct { const char *reason, *code, *field, *in_file, *in_office; } likes[] = {
  { "passport", "passport_duplicate", "identity_numbers.passport_number",
    N_("Line %u of this file has the same passport number."), N_("%s has the same passport number.") },
  { "national_number", "national_number_duplicate", "identity_numbers.national_number",
    N_("Line %u of this file has the same national number."), N_("%s has the same national number.") },
  { "birth_and_name", "person_duplicate_fuzzy", "name_photo.surname_1",
    N_("Line %u of this file was born on the same day and has a name that sounds alike."),
    N_("%s was born on the same day and has a name that sounds alike.") },
};

typedef enum { LIKE_PASSPORT, LIKE_NATIONAL_NUMBER, LIKE_BIRTH_AND_NAME } Like;

struct _GolImportIndex
{
  GHashTable *documents[2];  /* by Like: number → line */
  GHashTable *tokens;        /* of the likeness → GArray of positions in @people */
  GPtrArray  *people;        /* of GolLikeness */
  GArray     *lines;
};

GolImportIndex *
gol_import_index_new (void)
{
  GolImportIndex *index = g_new0 (GolImportIndex, 1);

  for (guint i = 0; i < G_N_ELEMENTS (index->documents); i++)
    index->documents[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  index->people = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_likeness_free);
  index->lines = g_array_new (FALSE, FALSE, sizeof (guint));

  return index;
}

void
gol_import_index_free (GolImportIndex *index)
{
  if (index == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (index->documents); i++)
    g_hash_table_unref (index->documents[i]);
  g_hash_table_unref (index->tokens);
  g_ptr_array_unref (index->people);
  g_array_unref (index->lines);
  g_free (index);
}

static void
hold (GolImportRecord *record,
      Like             like,
      const char      *sentence)
{
  g_ptr_array_add (record->problems,
                   gol_problem_new (likes[like].field, likes[like].code, GOL_PROBLEM_HELD, "%s", sentence));
}

static void
hold_for_line (GolImportRecord *record,
               Like             like,
               guint            line,
               guint           *first)
{
  g_autofree char *sentence = g_strdup_printf (_(likes[like].in_file), line);

  hold (record, like, sentence);
  if (*first == 0)
    *first = line;
}

static void
look_for_document (GolImportIndex  *index,
                   GolImportRecord *record,
                   Like             like,
                   guint            line,
                   guint           *first)
{
  const char *number = gol_import_record_text (record, "identity_numbers", strchr (likes[like].field, '.') + 1);
  g_autofree char *key = gol_document_key (number);
  guint before;

  if (key == NULL)
    return;

  before = GPOINTER_TO_UINT (g_hash_table_lookup (index->documents[like], key));
  if (before != 0)
    hold_for_line (record, like, before, first);
  else
    g_hash_table_insert (index->documents[like], g_steal_pointer (&key), GUINT_TO_POINTER (line));
}

static void
remember (GolImportIndex *index,
          const char     *token,
          guint           position)
{
  GArray *positions = g_hash_table_lookup (index->tokens, token);

  if (positions == NULL)
    {
      positions = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (index->tokens, g_strdup (token), positions);
    }
  g_array_append_val (positions, position);
}

static void
look_for_name (GolImportIndex  *index,
               GolImportRecord *record,
               guint            line,
               guint           *first)
{
  GolLikeness *person = gol_likeness_new (gol_import_record_text (record, "civil", "birth_date"),
                                          gol_import_record_text (record, "name_photo", "surname_1"),
                                          gol_import_record_text (record, "name_photo", "surname_2"),
                                          gol_import_record_text (record, "name_photo", "given_names"));
  g_autoptr(GString) words = g_string_new (NULL);
  g_auto(GStrv) tokens = NULL;
  guint found = 0;

  gol_likeness_tokens (person, words);
  tokens = g_strsplit (words->str, " ", -1);
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      GArray *positions = *tokens[i] != '\0' ? g_hash_table_lookup (index->tokens, tokens[i]) : NULL;

      for (guint j = 0; positions != NULL && found == 0 && j < positions->len; j++)
        if (gol_likeness_match (person, g_ptr_array_index (index->people, g_array_index (positions, guint, j))))
          found = g_array_index (index->lines, guint, g_array_index (positions, guint, j));
      if (*tokens[i] != '\0')
        remember (index, tokens[i], index->people->len);
    }
  g_ptr_array_add (index->people, person);
  g_array_append_val (index->lines, line);

  if (found != 0)
    hold_for_line (record, LIKE_BIRTH_AND_NAME, found, first);
}

void
gol_import_index_add (GolImportIndex  *index,
                      GolImportRecord *record,
                      guint            line,
                      guint           *like)
{
  *like = 0;
  look_for_document (index, record, LIKE_PASSPORT, line, like);
  look_for_document (index, record, LIKE_NATIONAL_NUMBER, line, like);
  look_for_name (index, record, line, like);
}

static gboolean
is_held_for (GolImportRecord *record,
             Like             like)
{
  for (guint i = 0; i < record->problems->len; i++)
    if (strcmp (((GolProblem *) g_ptr_array_index (record->problems, i))->code, likes[like].code) == 0)
      return TRUE;

  return FALSE;
}

void
gol_import_hold_for_office (GolImportRecord  *record,
                            GPtrArray        *duplicates,
                            char            **like)
{
  *like = NULL;
  for (guint i = 0; i < duplicates->len; i++)
    {
      const GolDuplicate *duplicate = g_ptr_array_index (duplicates, i);

      for (guint j = 0; j < G_N_ELEMENTS (likes); j++)
        {
          g_autofree char *sentence = NULL;

          if (strcmp (duplicate->reason, likes[j].reason) != 0 || is_held_for (record, j))
            continue;
          sentence = g_strdup_printf (_(likes[j].in_office),
                                      duplicate->code != NULL ? duplicate->code : duplicate->record);
          hold (record, j, sentence);
          if (*like == NULL)
            *like = g_strdup (duplicate->record);
        }
    }
}

void
gol_import_hold_again (GolImportRecord *record,
                       const char      *code,
                       const char      *like)
{
  for (guint i = 0; i < G_N_ELEMENTS (likes); i++)
    if (strcmp (likes[i].code, code) == 0 && !is_held_for (record, i))
      {
        g_autofree char *sentence = g_strdup_printf (_(likes[i].in_office), like);

        hold (record, i, sentence);
      }
}

/* ── One row ── */

static void
warn (GPtrArray  *problems,
      const char *field,
      const char *code,
      const char *sentence)
{
  g_ptr_array_add (problems, gol_problem_new (field, code, GOL_PROBLEM_WARNING, "%s", sentence));
}

/* What a form would insist on. A row without it is still somebody's, so it is taken, and tells. */
static void
check_required (const GolEntity *entity,
                GolImportRecord *record)
{
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        g_autofree char *path = NULL, *sentence = NULL;

        if ((field->flags & GOL_FIELD_REQUIRED) == 0 || field->type == GOL_FIELD_REFERENCE ||
            gol_import_record_text (record, section->name, field->name) != NULL)
          continue;
        path = g_strjoin (".", section->name, field->name, NULL);
        /* That it could not be read is said, and names have a sentence of their own. */
        if (gol_import_record_has_problem (record, path) || strcmp (section->name, "name_photo") == 0)
          continue;
        sentence = g_strdup_printf (_("“%s” is missing."), gol_field_get_label (field));
        warn (record->problems, path, "required_missing", sentence);
      }
}

void
gol_import_check_row (const GolEntity *entity,
                      GolImportRecord *record,
                      GolDate          today)
{
  if (strcmp (entity->name, "worker") == 0)
    {
      GPtrArray *problems = gol_worker_check (record->sections, today);

      record->checked = g_ptr_array_new ();
      g_ptr_array_extend (record->checked, problems, NULL, NULL);
      g_ptr_array_extend_and_steal (record->problems, problems);
    }
  else
    {
      g_ptr_array_extend_and_steal (record->problems, gol_order_check (record->sections));
      if (gol_import_record_text (record, "employer_identity", "legal_name") == NULL)
        g_ptr_array_add (record->problems, gol_problem_new ("employer_identity.legal_name", "employer_missing",
                                                            GOL_PROBLEM_ERROR,
                                                            "%s", _("Nothing says who the employer is.")));
    }
  check_required (entity, record);
}
