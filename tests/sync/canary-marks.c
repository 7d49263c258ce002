/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "canary.h"

#include <string.h>

#include "gol-json.h"

/*
 * A mark is twelve letters or fifteen digits that follow from its label. It is known by its last eight letters, small or capital, for the
 * search keeps words without accents and capitals and, of one that begins as the word before it, only the rest; and by all its digits.
 */

#define LETTERS    12
#define TAIL       8
#define DIGITS     15
#define DIGITS_MOD G_GUINT64_CONSTANT (1000000000000000)

/* Crockford's, so that a mark fits into an id. */
static const char alphabet[] = "abcdefghjkmnpqrstvwxyz";

static guint64
pack (const char *tail)
{
  guint64 packed = 0;

  for (guint i = 0; i < TAIL; i++)
    packed = packed << 8 | (guint8) tail[i];
  return packed;
}

static gpointer
boxed (guint64 value)
{
  gint64 *box = g_new (gint64, 1);

  *box = (gint64) value;
  return box;
}

Canary *
mark_new (Cast       *self,
          const char *label,
          gboolean    number)
{
  Canary *canary = g_new0 (Canary, 1);
  guint8 sum[32];
  gsize length = sizeof sum;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GHashTable *index = number ? self->numbers : self->tails;
  guint64 key = 0;

  g_checksum_update (checksum, (const guchar *) label, -1);
  g_checksum_get_digest (checksum, sum, &length);
  canary->label = g_strdup (label);
  canary->number = number;
  if (number)
    {
      for (guint i = 0; i < 8; i++)
        key = key << 8 | sum[i];
      key = key % (DIGITS_MOD / 10 * 9) + DIGITS_MOD / 10;
      canary->mark = g_strdup_printf ("%" G_GUINT64_FORMAT, key);
    }
  else
    {
      canary->mark = g_malloc0 (LETTERS + 1);
      for (guint i = 0; i < LETTERS; i++)
        canary->mark[i] = alphabet[sum[i] % (sizeof alphabet - 1)];
      key = pack (canary->mark + LETTERS - TAIL);
    }
  g_assert_false (g_hash_table_contains (index, &key));
  g_ptr_array_add (self->canaries, canary);
  g_hash_table_insert (index, boxed (key), GUINT_TO_POINTER (self->canaries->len));
  return canary;
}

void
marks_find (Cast          *self,
            gconstpointer  data,
            gsize          length,
            gboolean      *found)
{
  const char *bytes = data;
  guint64 tail = 0, number = 0;
  guint letters = 0, digits = 0;
  gpointer at;

  for (gsize i = 0; i < length; i++)
    {
      letters = g_ascii_isalpha (bytes[i]) ? letters + 1 : 0;
      digits = g_ascii_isdigit (bytes[i]) ? digits + 1 : 0;
      tail = tail << 8 | (guint8) g_ascii_tolower (bytes[i]);
      number = digits > 0 ? (number * 10 + (guint64) (bytes[i] - '0')) % DIGITS_MOD : 0;
      at = letters >= TAIL ? g_hash_table_lookup (self->tails, &tail)
           : digits >= DIGITS ? g_hash_table_lookup (self->numbers, &number) : NULL;
      if (at != NULL)
        found[GPOINTER_TO_UINT (at) - 1] = TRUE;
    }
}

/* ── In fields ── */

typedef struct
{
  Cast             *cast;
  const Thing      *thing;
  const GolSection *section;
  OfficeNumber      writer;
  LinkFunc          link;
} Writing;

static const char *
add_mark (Writing    *writing,
          const char *field,
          gboolean    number)
{
  g_autofree char *label = g_strdup_printf ("%s %s.%s by %s", writing->thing->label, writing->section->name, field,
                                            cast_name (writing->writer));
  Canary *canary = mark_new (writing->cast, label, number);

  canary->thing = writing->thing;
  canary->section = writing->section;
  canary->writer = writing->writer;
  canary->log = (writing->section->flags & GOL_SECTION_PROTECTED) != 0 ? GOL_LOG_PROTECTED : GOL_LOG_OPEN;
  return canary->mark;
}

static void set_field (Writing *writing, GolValues *values, const GolField *field, const char *path);

static void
set_rows (Writing        *writing,
          GolValues      *values,
          const GolField *field)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *json = NULL;
  GolValues *row = gol_values_new ();

  for (const GolField *column = field->columns; column->name != NULL; column++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%s", field->name, column->name);

      set_field (writing, row, column, path);
    }
  g_ptr_array_add (rows, row);
  json = gol_json_from_rows (rows);
  gol_values_set_list (values, field->name, json);
}

static void
set_paper (Writing        *writing,
           GolValues      *values,
           const GolField *field)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *json = NULL;
  GolValues *row = values_new ("name", add_mark (writing, field->name, FALSE), NULL);

  g_ptr_array_add (rows, row);
  json = gol_json_from_rows (rows);
  gol_values_set_list (values, field->name, json);
}

static void
set_list (Writing        *writing,
          GolValues      *values,
          const GolField *field,
          const char     *path)
{
  const char *members[] = { add_mark (writing, path, FALSE), NULL };
  g_autofree char *json = gol_json_from_strv (members);

  gol_values_set_list (values, field->name, json);
}

static void
set_reference (Writing        *writing,
               GolValues      *values,
               const GolField *field,
               const char     *path)
{
  g_autofree char *id = g_ascii_strup (add_mark (writing, path, FALSE), -1);
  g_autofree char *record = g_strdup_printf ("%s/01JD8Z5B7R0000%s", field->detail, id);

  gol_values_set_text (values, field->name, record);
}

/* No office and no hub checks what a text looks like when it comes from another: so dates and amounts carry letters. */
static void
set_field (Writing        *writing,
           GolValues      *values,
           const GolField *field,
           const char     *path)
{
  switch (gol_field_get_kind (field))
    {
    case GOL_VALUE_INTEGER:
      gol_values_set_integer (values, field->name, g_ascii_strtoll (add_mark (writing, path, TRUE), NULL, 10));
      break;
    case GOL_VALUE_BOOLEAN:
      writing->cast->n_dumb++;
      gol_values_set_boolean (values, field->name, TRUE);
      break;
    case GOL_VALUE_LIST:
      if (field->columns != NULL)
        set_rows (writing, values, field);
      else if (field->type == GOL_FIELD_ATTACHMENT)
        set_paper (writing, values, field);
      else
        set_list (writing, values, field, path);
      break;
    default:
      if (field->type == GOL_FIELD_REFERENCE)
        set_reference (writing, values, field, path);
      else
        gol_values_set_text (values, field->name, add_mark (writing, path, FALSE));
    }
}

GolValues *
marks_of (Cast             *self,
          const Thing      *thing,
          const GolSection *section,
          OfficeNumber      writer,
          LinkFunc          link)
{
  Writing writing = { self, thing, section, writer, link };
  GolValues *values = gol_values_new ();

  for (const GolField *field = section->fields; field->name != NULL; field++)
    {
      const char *given = link (self, thing, section, field);

      if (given == NULL)
        set_field (&writing, values, field, field->name);
      else
        {
          self->n_dumb++;
          if (given[0] != '\0')
            gol_values_set_text (values, field->name, given);
        }
    }
  gol_values_set_text (values, "test.extra", add_mark (&writing, "test.extra", FALSE));
  return values;
}
