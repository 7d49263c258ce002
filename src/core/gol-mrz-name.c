/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-mrz.h"

#include <string.h>

#include "gol-text.h"

/*
 * Transliterations of ICAO 9303 part 3, section 6, with the alternatives that states may choose from. A letter that is
 * not here is written without its accents.
 */
static const struct
{
  gunichar    letter;
  const char *readings;   /* '|' between */
} table[] = {
  { 0x00c4, "A|AE" },   { 0x00c5, "AA|A" },  { 0x00c6, "AE" },    { 0x00d0, "D" },     { 0x00d1, "N|NXX" },
  { 0x00d6, "O|OE" },
  { 0x00d8, "OE|O" },   { 0x00dc, "U|UE|UXX" }, { 0x00de, "TH" }, { 0x0110, "D" },     { 0x0126, "H" },
  { 0x0131, "I" },
  { 0x0132, "IJ" },     { 0x0138, "Q" },     { 0x013f, "L" },     { 0x0141, "L" },     { 0x014a, "N" },
  { 0x0152, "OE" },
  { 0x0166, "T" },      { 0x1e9e, "SS" },

  /* Cyrillic */
  { 0x0401, "E" },      { 0x0402, "D" },     { 0x0404, "IE" },    { 0x0405, "DZ" },    { 0x0406, "I" },
  { 0x0407, "I" },
  { 0x0408, "J" },      { 0x0409, "LJ" },    { 0x040a, "NJ" },    { 0x040c, "K" },     { 0x040e, "U" },
  { 0x040f, "DZ" },
  { 0x0410, "A" },      { 0x0411, "B" },     { 0x0412, "V" },     { 0x0413, "G|H" },   { 0x0414, "D" },
  { 0x0415, "E" },
  { 0x0416, "ZH|Z" },   { 0x0417, "Z" },     { 0x0418, "I|Y" },   { 0x0419, "I" },     { 0x041a, "K" },
  { 0x041b, "L" },
  { 0x041c, "M" },      { 0x041d, "N" },     { 0x041e, "O" },     { 0x041f, "P" },     { 0x0420, "R" },
  { 0x0421, "S" },
  { 0x0422, "T" },      { 0x0423, "U" },     { 0x0424, "F" },     { 0x0425, "KH|H" },  { 0x0426, "TS|C" },
  { 0x0427, "CH" },
  { 0x0428, "SH" },     { 0x0429, "SHCH|SHT" }, { 0x042a, "IE|" }, { 0x042b, "Y" },    { 0x042c, "" },
  { 0x042d, "E" },
  { 0x042e, "IU" },     { 0x042f, "IA" },    { 0x0490, "G" },
};

/* How @letter, a capital, may stand in a zone; nothing for what is no letter, NULL for a letter of another script. */
static const char *
find_readings (gunichar  letter,
               char      plain[2])
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  for (guint i = 0; letter > 0x7f && i < G_N_ELEMENTS (table); i++)
    if (table[i].letter == letter)
      return table[i].readings;

  if (!g_unichar_isalpha (letter) || g_unichar_type (letter) == G_UNICODE_MODIFIER_LETTER)
    return "";
  g_unichar_fully_decompose (letter, FALSE, parts, G_N_ELEMENTS (parts));
  if (parts[0] > 127 || !g_ascii_isalpha (parts[0]))
    return NULL;

  plain[0] = (char) parts[0];
  plain[1] = '\0';

  return plain;
}

/* Places in @read, a bit for each, that can be reached from @places by one of the readings. */
static guint64
advance (guint64     places,
         const char *read,
         const char *readings)
{
  guint64 reached = 0;

  for (;;)
    {
      gsize length = strcspn (readings, "|");

      for (guint at = 0; at < 64 && places >> at != 0; at++)
        if ((places >> at & 1) != 0 && strncmp (read + at, readings, length) == 0)
          reached |= G_GUINT64_CONSTANT (1) << (at + length);

      if (readings[length] == '\0')
        return reached;
      readings += length + 1;
    }
}

/* Whether @read, of at most 63 letters, is a way to write @written, or (when @cut) the beginning of one. */
static gboolean
may_read (const char *written,
          const char *read,
          gboolean    cut)
{
  guint64 end = G_GUINT64_CONSTANT (1) << strlen (read);
  guint64 places = 1;

  for (const char *c = written; *c != '\0' && places != 0; c = g_utf8_next_char (c))
    {
      char plain[2];
      const char *readings = find_readings (g_utf8_get_char (c), plain);

      /* Nobody can say how a letter of a script without a table was read: that is not held against the name. */
      if (readings == NULL)
        return TRUE;

      places = advance (places, read, readings);
      if (cut && (places & end) != 0)
        return TRUE;
    }

  return (places & end) != 0;
}

static char *
without_spaces (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  return g_strjoinv (NULL, words);
}

/* In a zone that was cut, names are left out, shortened to their beginnings or to initials; their order stays. */
static gboolean
may_be_cut_from (const char *written,
                 const char *read)
{
  g_auto(GStrv) names = g_strsplit_set (written, " -", -1);
  g_auto(GStrv) pieces = g_strsplit (read, " ", -1);
  guint at = 0;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      while (names[at] != NULL && !may_read (names[at], pieces[i], TRUE))
        at++;
      if (names[at] == NULL)
        return FALSE;
      at++;
    }

  return TRUE;
}

static gboolean
agrees (const char *written,
        const char *read,
        gboolean    cut)
{
  g_autofree char *letters = without_spaces (read);

  return may_read (written, letters, FALSE) || (cut && *read != '\0' && may_be_cut_from (written, read));
}

static char *
to_capitals (const char *written)
{
  g_autofree char *composed = gol_text_compose (written);

  return g_utf8_strup (composed != NULL ? composed : "", -1);
}

/**
 * gol_mrz_name_agrees:
 * @mrz: a zone that was read
 * @surnames: all of them, as the person writes them
 * @given_names: likewise
 *
 * Where words are parted does not matter ("De la O" is "DELAO" to many offices), nor which of the ways to write a
 * letter was taken. A person with one name only has it in the place of the surname.
 *
 * Returns: whether both can be the same name
 */
gboolean
gol_mrz_name_agrees (const GolMrz *mrz,
                     const char   *surnames,
                     const char   *given_names)
{
  g_autofree char *surname = NULL;
  g_autofree char *given = NULL;

  g_return_val_if_fail (mrz != NULL && surnames != NULL && given_names != NULL, FALSE);

  surname = to_capitals (surnames);
  given = to_capitals (given_names);
  if (*mrz->given_names == '\0')
    {
      g_autofree char *whole = g_strjoin (" ", surname, given, NULL);

      return agrees (whole, mrz->surname, mrz->name_truncated);
    }

  return agrees (surname, mrz->surname, mrz->name_truncated) && agrees (given, mrz->given_names, mrz->name_truncated);
}
