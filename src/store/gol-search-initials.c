/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-search-find-private.h"

#include <string.h>

#include "gol-search-words-private.h"
#include "gol-text.h"

#define MOST_PIECES 8   /* a search does not look at more words than these */

/* Sets of initials: a bit a letter. */
static guint32
bit_of (char letter)
{
  return letter >= 'a' && letter <= 'z' ? 1u << (letter - 'a') : 0;
}

/* ── What was typed ── */

char *
gol_search_part_initials (const char *text,
                          guint32    *initials)
{
  g_auto(GStrv) pieces = g_strsplit (text, " ", -1);
  g_autoptr(GString) words = g_string_new (NULL);

  *initials = 0;
  /* With a digit all of it may be one number, of which a letter is a part. */
  if (gol_search_has_digit (text) || g_strv_length (pieces) > MOST_PIECES)
    return NULL;
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *folded = gol_text_fold (pieces[i]);

      if (gol_chunk_is_initial (folded))
        *initials |= bit_of (*folded);
      else
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", pieces[i]);
    }
  return *initials != 0 && words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* ── The records ── */

struct _GolInitials
{
  guint32       wanted;
  GolStatement *st;
  GPtrArray    *fields;   /* of const GolField *, one a column; NULL: the code */
};

GolInitials *
gol_initials_new (GolDb            *db,
                  GolLog            log,
                  const GolEntity  *entity,
                  guint32           initials,
                  GError          **error)
{
  g_autoptr(GolInitials) self = g_new0 (GolInitials, 1);
  g_autoptr(GString) sql = g_string_new ("SELECT code");

  self->wanted = initials;
  self->fields = g_ptr_array_new ();
  g_ptr_array_add (self->fields, NULL);
  for (const GolSection *section = entity->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      if (gol_section_get_log (section) == log && gol_search_is_searched (field))
        {
          g_string_append_printf (sql, ", %s", gol_schema_column (section, field));
          g_ptr_array_add (self->fields, (gpointer) field);
        }
  g_string_append_printf (sql, " FROM %s WHERE id = ?1", gol_schema_table (entity));
  self->st = gol_db_prepare (db, sql->str, error);
  return self->st != NULL ? g_steal_pointer (&self) : NULL;
}

void
gol_initials_free (GolInitials *self)
{
  g_clear_pointer (&self->st, gol_statement_done);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/* As the index has it: a number is one word. */
static guint32
initials_of (const GolField *field,
             const char     *text)
{
  g_autofree char *folded = gol_text_fold (text);
  guint32 initials = bit_of (*folded);

  if (field == NULL || (gol_search_is_number (field) && gol_search_has_digit (text)))
    return initials;
  for (const char *space = strchr (folded, ' '); space != NULL; space = strchr (space + 1, ' '))
    initials |= bit_of (space[1]);
  return initials;
}

gboolean
gol_initials_look (GolInitials  *self,
                   guint32       id,
                   gboolean     *fits,
                   GError      **error)
{
  guint32 has = 0;
  gboolean row;

  gol_statement_reset (self->st);
  gol_statement_bind_int (self->st, 1, id);
  if (!gol_statement_step (self->st, &row, error))
    return FALSE;
  for (guint i = 0; row && i < self->fields->len && (has & self->wanted) != self->wanted; i++)
    if (!gol_statement_is_null (self->st, i))
      has |= initials_of (self->fields->pdata[i], gol_statement_text (self->st, i));
  *fits = (has & self->wanted) == self->wanted;
  return TRUE;
}
