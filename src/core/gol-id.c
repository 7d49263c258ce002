/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-id.h"

#include <string.h>
#include <sys/random.h>

#include "gol-dictionary.h"

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* In a row within one process and millisecond. */
typedef struct
{
  gint64 last;
  guint8 tail[10];
} Row;

/* 48 bits of milliseconds and 80 random ones, five bits a character (ULID). Within one process and millisecond the random part
 * counts on, so that what is made in a row sorts in a row. */
static char *
make_id (Row    *row,
         gint64  instant)
{
  static GMutex lock;
  char text[GOL_ID_LENGTH + 1];
  guint8 bytes[16];

  g_mutex_lock (&lock);
  if (instant == row->last)
    {
      for (int i = 9; i >= 0 && ++row->tail[i] == 0; i--)
        ;
    }
  else
    {
      if (getrandom (row->tail, sizeof row->tail, 0) != sizeof row->tail)
        g_error ("The machine gives no random numbers");
      row->last = instant;
    }
  memcpy (bytes + 6, row->tail, sizeof row->tail);
  g_mutex_unlock (&lock);

  for (int i = 0; i < 6; i++)
    bytes[i] = (guint64) instant >> (40 - 8 * i);
  for (int i = 0; i < GOL_ID_LENGTH; i++)
    {
      /* 130 bits are written, two more than there are: the first character holds three. */
      int bit = i * 5 - 2;
      guint value = 0;

      for (int j = bit; j < bit + 5; j++)
        value = value << 1 | (j >= 0 ? bytes[j / 8] >> (7 - j % 8) & 1 : 0);
      text[i] = crockford[value];
    }
  text[GOL_ID_LENGTH] = '\0';
  return g_strdup (text);
}

char *
gol_id_new (gint64 instant)
{
  static Row row;

  return make_id (&row, instant);
}

gboolean
gol_id_is_valid (const char *id)
{
  return id != NULL && strlen (id) == GOL_ID_LENGTH && strspn (id, crockford) == GOL_ID_LENGTH && id[0] <= '7';
}

/* Of these nobody may learn from the ids of others that there is one, so they leave no gap among those. */
static gboolean
is_protected (const char *name)
{
  const GolEntity *entity = gol_dictionary_find_entity (name);

  for (const GolSection *section = entity != NULL ? entity->sections : NULL; section != NULL && section->name != NULL; section++)
    if ((section->flags & GOL_SECTION_PROTECTED) == 0)
      return FALSE;
  return entity != NULL;
}

char *
gol_record_new (const char *entity,
                gint64      instant)
{
  static Row apart;
  g_autofree char *id = is_protected (entity) ? make_id (&apart, instant) : gol_id_new (instant);

  return g_strconcat (entity, "/", id, NULL);
}

gboolean
gol_record_split (const char  *record,
                  const char **entity,
                  const char **id)
{
  const char *slash = record != NULL ? strchr (record, '/') : NULL;
  char name[64];

  if (slash == NULL || slash == record || (gsize) (slash - record) >= sizeof name || !gol_id_is_valid (slash + 1))
    return FALSE;
  memcpy (name, record, slash - record);
  name[slash - record] = '\0';
  if (strspn (name, "abcdefghijklmnopqrstuvwxyz_") != strlen (name))
    return FALSE;
  if (entity != NULL)
    *entity = g_intern_string (name);
  if (id != NULL)
    *id = slash + 1;
  return TRUE;
}

/* ISO 7064 MOD 11,10 over the digits, a letter standing for its two (A = 10 … Z = 35). */
static char
check_digit (const char *prefix,
             const char *digits)
{
  g_autoptr(GString) all = g_string_new (NULL);
  guint product = 10;

  for (const char *p = prefix; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (all, *p);
    else
      g_string_append_printf (all, "%d", *p - 'A' + 10);
  g_string_append (all, digits);

  for (gsize i = 0; i < all->len; i++)
    {
      guint sum = (product + (all->str[i] - '0')) % 10;

      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
  return '0' + (11 - product) % 10;
}

char *
gol_code_format (const char *prefix,
                 guint       counter)
{
  g_autofree char *digits = g_strdup_printf ("%06u", counter);

  return g_strdup_printf ("%s-%s-%c", prefix, digits, check_digit (prefix, digits));
}

gboolean
gol_code_parse (const char  *text,
                char       **prefix,
                guint       *counter)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  g_autofree char *letters = NULL;
  gsize n_letters, n_digits;
  guint64 number;
  char last;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == ' ' || *p == '-')
        continue;
      if (!g_ascii_isalnum (*p) || plain->len > 24)
        return FALSE;
      g_string_append_c (plain, g_ascii_toupper (*p));
    }
  n_letters = strspn (plain->str, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  n_digits = strspn (plain->str + n_letters, "0123456789");
  if (n_letters < 2 || n_letters + n_digits != plain->len || n_digits < 7 || n_digits > 11)
    return FALSE;

  last = plain->str[plain->len - 1];
  g_string_truncate (plain, plain->len - 1);
  letters = g_strndup (plain->str, n_letters);
  number = g_ascii_strtoull (plain->str + n_letters, NULL, 10);
  if (number > G_MAXUINT || check_digit (letters, plain->str + n_letters) != last)
    return FALSE;
  if (prefix != NULL)
    *prefix = g_steal_pointer (&letters);
  if (counter != NULL)
    *counter = number;
  return TRUE;
}
