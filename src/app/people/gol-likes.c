/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-likes.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"
#include "gol-text.h"
#include "gol-title.h"

/* More than these nobody compares; the surest come first. */
#define MOST 6

/* What is laid side by side: fields whose values make one line together. */
static const struct
{
  const char *label;
  const char *section;
  const char *fields[3];
  gboolean    name;      /* sounds count */
  gboolean    code;
} lines[] = {
  { N_("Given names"), "name_photo", { "given_names" }, TRUE },
  { N_("Surnames"), "name_photo", { "surname_1", "surname_2" }, TRUE },
  { N_("Born on"), "civil", { "birth_date" } },
  { N_("Sex"), "civil", { "sex" } },
  { N_("National number"), "identity_numbers", { "national_number" }, .code = TRUE },
  { N_("Passport"), "identity_numbers", { "passport_number" }, .code = TRUE },
  { N_("Municipality"), "contact", { "admin_2" }, TRUE },
  { N_("Telephone"), "contact", { "phone_1" }, .code = TRUE },
};

static const struct { const char *reason, *sentence; } reasons[] = {
  { "passport", N_("The same passport number.") },
  { "national_number", N_("The same national number.") },
  { "birth_and_name", N_("Born on the same day, with a name that sounds alike.") },
};

static void
line_free (gpointer data)
{
  GolLikeLine *line = data;

  g_free (line->ours);
  g_free (line->theirs);
  g_free (line);
}

void
gol_like_free (GolLike *like)
{
  g_free (like->record);
  g_free (like->code);
  g_free (like->title);
  g_free (like->portrait);
  g_free (like->birth_date);
  g_free (like->why);
  g_clear_pointer (&like->lines, g_ptr_array_unref);
  g_free (like);
}

/* ── One thing ── */

static char *
sound_of (const char *text)
{
  g_auto(GStrv) words = gol_text_words (text);
  g_autoptr(GString) sound = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *one = gol_text_sound (words[i]);

      g_string_append (sound, one);
      g_string_append_c (sound, ' ');
    }
  return g_string_free (g_steal_pointer (&sound), FALSE);
}

static GolAlike
compare (const char *ours,
         const char *theirs,
         gboolean    name)
{
  g_autofree char *our_fold = gol_text_fold (ours);
  g_autofree char *their_fold = gol_text_fold (theirs);

  if (*ours == '\0' || *theirs == '\0')
    return GOL_LIKE_ONE;
  if (g_str_equal (our_fold, their_fold))
    return GOL_LIKE_SAME;
  if (name)
    {
      g_autofree char *our_sound = sound_of (ours);
      g_autofree char *their_sound = sound_of (theirs);

      if (g_str_equal (our_sound, their_sound))
        return GOL_LIKE_SOUNDS;
    }
  return gol_text_within_one (our_fold, their_fold) ? GOL_LIKE_SLIP : GOL_LIKE_DIFFERS;
}

static char *
words_of (GHashTable *sections,
          guint       line)
{
  const GolSection *section = gol_entity_find_section (gol_dictionary_find_entity ("worker"), lines[line].section);
  GolValues *values = g_hash_table_lookup (sections, lines[line].section);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines[line].fields) && lines[line].fields[i] != NULL && values != NULL; i++)
    {
      const GolField *field = gol_section_find_field (section, lines[line].fields[i]);
      const GolValue *value = gol_values_find (values, field->name);
      g_autofree char *one = value != NULL ? gol_display_value (field, value) : g_strdup ("");

      if (words->len > 0 && *one != '\0')
        g_string_append_c (words, ' ');
      g_string_append (words, one);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static GPtrArray *
lay_side_by_side (GHashTable *ours,
                  GHashTable *theirs)
{
  GPtrArray *laid = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *our_words = words_of (ours, i);
      g_autofree char *their_words = words_of (theirs, i);
      GolLikeLine *line;

      if (*our_words == '\0' && *their_words == '\0')
        continue;
      line = g_new0 (GolLikeLine, 1);
      line->label = _(lines[i].label);
      line->code = lines[i].code;
      line->verdict = compare (our_words, their_words, lines[i].name);
      line->ours = g_steal_pointer (&our_words);
      line->theirs = g_steal_pointer (&their_words);
      g_ptr_array_add (laid, line);
    }
  return laid;
}

/* ── One person ── */

static GolLike *
like_new (GolOffice          *office,
          GHashTable         *sections,
          const GolDuplicate *duplicate)
{
  g_autoptr(GolRecord) record = gol_office_read (office, duplicate->record, NULL);
  const char *birth = record != NULL ? gol_record_get_text (record, "civil.birth_date") : NULL;
  GolLike *like;
  GolDate date;

  if (record == NULL)
    return NULL;
  like = g_new0 (GolLike, 1);
  like->record = g_strdup (duplicate->record);
  like->code = g_strdup (duplicate->code);
  like->title = gol_title_of_record (office, record);
  like->portrait = g_strdup (gol_record_get_text (record, "name_photo.portrait"));
  like->birth_date = birth != NULL && gol_date_parse (birth, &date) ? gol_display_long_date (date) : g_strdup ("");
  like->lines = lay_side_by_side (sections, record->sections);
  like->sure = duplicate->field != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].reason, duplicate->reason))
      like->why = g_strdup (_(reasons[i].sentence));
  return like;
}

GPtrArray *
gol_likes_find (GolOffice   *office,
                GHashTable  *sections,
                GError     **error)
{
  GolStore *store = gol_office_get_store (office);
  g_autoptr(GPtrArray) found = store != NULL ? gol_store_duplicates (store, sections, NULL, error) : NULL;
  GPtrArray *likes;

  if (found == NULL)
    return NULL;
  likes = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_like_free);
  for (guint i = 0; i < found->len && likes->len < MOST; i++)
    {
      GolLike *like = like_new (office, sections, g_ptr_array_index (found, i));

      if (like != NULL)
        g_ptr_array_add (likes, like);
    }
  return likes;
}
