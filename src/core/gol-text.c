/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-text.h"

#include <string.h>

/* Texts made alike, so that Núñez, NUNEZ and Nunes meet in a search or among duplicates. */

/* ── Folding ── */

/* Letters that Unicode does not take apart, and what their neighbours write instead. */
static const char *
find_substitute (gunichar c)
{
  static const struct { gunichar letter; const char *plain; } substitutes[] = {
    { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0111, "d" },
    { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (substitutes); i++)
    if (substitutes[i].letter == c)
      return substitutes[i].plain;
  return NULL;
}

/* What joins the halves of one word (O’Brien, D'Angelo) instead of parting two. */
static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == '`' || c == 0x00b4 || c == 0x02bc || c == 0x2018 || c == 0x2019;
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0x00ad || c == 0x200b || c == 0xfeff;
}

static void
fold_letter (GString  *out,
             gunichar  c,
             gboolean *apart)
{
  const char *substitute;

  if (g_unichar_ismark (c) || is_apostrophe (c) || is_invisible (c))
    return;
  if (!g_unichar_isalnum (c))
    {
      *apart = TRUE;
      return;
    }
  if (*apart && out->len > 0)
    g_string_append_c (out, ' ');
  *apart = FALSE;

  c = g_unichar_tolower (c);
  substitute = find_substitute (c);
  if (substitute != NULL)
    g_string_append (out, substitute);
  else
    g_string_append_unichar (out, c);
}

static void
fold_character (GString  *out,
                gunichar  c,
                gboolean *apart)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (is_apostrophe (c))  /* U+00B4 would come apart into a space and a mark */
    return;
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++)
    fold_letter (out, parts[i], apart);
}

/**
 * gol_text_fold:
 * @text: anything typed or read; bytes that are not UTF-8 part words
 *
 * Returns: (transfer full): small letters without accents (ñ → n, ß → ss), one space between words, no punctuation; may be ""
 */
char *
gol_text_fold (const char *text)
{
  GString *out;
  const char *at;
  gboolean apart = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  out = g_string_sized_new (strlen (text));
  at = text;
  while (*at != '\0')
    {
      if ((guchar) *at < 0x80)
        {
          if (g_ascii_isalnum (*at) && !apart)
            g_string_append_c (out, g_ascii_tolower (*at));
          else
            fold_letter (out, *at, &apart);
          at++;
        }
      else
        {
          gunichar c = g_utf8_get_char_validated (at, -1);
          gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;

          fold_character (out, valid ? c : ' ', &apart);
          at += valid ? g_utf8_skip[(guchar) *at] : 1;
        }
    }
  return g_string_free (out, FALSE);
}

/**
 * gol_text_words:
 * @text: anything typed or read
 *
 * Returns: (transfer full): its folded words, possibly none
 */
GStrv
gol_text_words (const char *text)
{
  g_autofree char *folded = gol_text_fold (text);

  if (*folded == '\0')
    return g_new0 (char *, 1);
  return g_strsplit (folded, " ", -1);
}

/* ── Sound ── */

static gboolean
is_one_of (char        c,
           const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

/* Pairs and triples that are one sound; the first that fits is taken. @before: letters that must follow, NULL for any. */
static const struct
{
  const char *written;
  const char *before;
  char        sound;
} groups[] = {
  { "ch", NULL,    'c' },  /* no other sound is written c in the result */
  { "ph", NULL,    'f' },
  { "ll", "aeiou", 'y' },
  { "lh", "aeiou", 'y' },  /* Portuguese */
  { "qu", "ei",    'k' },
  { "gu", "ei",    'g' },
};

/* One letter on its own; @last is what was heard before it and @next the letter that follows. */
static char
hear_letter (char letter,
             char last,
             char next)
{
  gboolean soft = is_one_of (next, "eiy");

  switch (letter)
    {
    case 'h':
      return '\0';
    case 'c':
      return soft ? 's' : 'k';
    case 'q':
      return 'k';
    case 'g':
      return soft ? 'j' : 'g';
    case 'z':
      return 's';
    case 'v':
    case 'w':
      return 'b';
    case 'x':  /* Ximena and Jimena, Mexía and Mejía; Félix and Félis */
      return (last == '\0' || is_one_of (last, "aeiou")) && is_one_of (next, "aeiou") ? 'j' : 's';
    case 'y':  /* a vowel in Eloy, Nayely and Ybarra's neighbours */
      return is_one_of (next, "aeiou") ? 'y' : 'i';
    case 'm':
      return is_one_of (next, "bpv") ? 'n' : 'm';
    default:
      return letter;
    }
}

static gsize
hear (const char *at,
      char        last,
      char       *sound)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_has_prefix (at, groups[i].written)
        && (groups[i].before == NULL || is_one_of (at[strlen (groups[i].written)], groups[i].before)))
      {
        *sound = groups[i].sound;
        return strlen (groups[i].written);
      }
  *sound = hear_letter (at[0], last, at[1]);
  return 1;
}

/**
 * gol_text_sound:
 * @word: one folded word
 *
 * Spanish and Portuguese names are written as they are heard by whoever fills in the form: Vásquez, Vazques and Basques are one
 * person. Letters of other scripts stay as they are.
 *
 * Returns: (transfer full): the word as it sounds: s/z/soft c, b/v, silent h, y/ll, qu/k, soft g/j, m before b and p, and double
 *   letters, each written one way
 */
char *
gol_text_sound (const char *word)
{
  GString *out;
  char last = '\0';

  g_return_val_if_fail (word != NULL, NULL);

  out = g_string_sized_new (strlen (word));
  while (*word != '\0')
    {
      char sound;

      word += hear (word, last, &sound);
      if (sound == '\0' || (sound == last && g_ascii_isalpha (sound)))
        continue;
      g_string_append_c (out, sound);
      last = sound;
    }
  return g_string_free (out, FALSE);
}

/* ── Slips ── */

/* How many bytes @a and @b share at their ends, in whole characters. */
static gsize
count_common_start (const char *a,
                    const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && ((guchar) a[n] & 0xc0) == 0x80)
    n--;
  return n;
}

static gsize
count_common_end (const char *a,
                  gsize       length_a,
                  const char *b,
                  gsize       length_b)
{
  gsize n = 0;

  while (n < length_a && n < length_b && a[length_a - n - 1] == b[length_b - n - 1])
    n++;
  while (n > 0 && ((guchar) a[length_a - n] & 0xc0) == 0x80)
    n--;
  return n;
}

/**
 * gol_text_within_one:
 * @a: a word
 * @b: a word
 *
 * Returns: whether at most one letter was added, dropped or changed between them, or two neighbours swapped
 */
gboolean
gol_text_within_one (const char *a,
                     const char *b)
{
  gsize start, end, length_a, length_b;
  glong left_a, left_b;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  start = count_common_start (a, b);
  a += start;
  b += start;
  length_a = strlen (a);
  length_b = strlen (b);
  end = count_common_end (a, length_a, b, length_b);
  left_a = g_utf8_strlen (a, length_a - end);
  left_b = g_utf8_strlen (b, length_b - end);

  if (left_a == 2 && left_b == 2)
    return g_utf8_get_char (a) == g_utf8_get_char (g_utf8_next_char (b))
           && g_utf8_get_char (b) == g_utf8_get_char (g_utf8_next_char (a));
  return left_a <= 1 && left_b <= 1;
}

/* ── Cleaning ── */

/* Most of what is read is plain and clean already: composing it anew is what an import would spend its time on. */
static gboolean
is_plain_and_clean (const char *text)
{
  gboolean apart = TRUE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if ((guchar) *at < ' ' || (guchar) *at > '~' || (*at == ' ' && apart))
        return FALSE;
      apart = *at == ' ';
    }
  return !apart;
}

/* What comes before the marks that combine is composed as it stands. */
static gboolean
is_composed (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at >= 0xcc)   /* begins U+0300 and all after it */
      return FALSE;
  return g_utf8_validate (text, -1, NULL);
}

/**
 * gol_text_compose:
 *
 * Returns: (transfer full) (nullable): the text in NFC; %NULL when it is not UTF-8
 */
char *
gol_text_compose (const char *text)
{
  return is_composed (text) ? g_strdup (text) : g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
}

static gboolean
parts_words (gunichar c)
{
  return c < 0x80 ? c <= ' ' || c == 0x7f : g_unichar_isspace (c) || g_unichar_iscntrl (c);
}

/**
 * gol_text_clean:
 * @text: (nullable): what was typed or read
 *
 * Returns: (transfer full) (nullable): the text in NFC, trimmed, with one space for each inner run of space and controls; %NULL when
 *   nothing is left or it is not UTF-8
 */
char *
gol_text_clean (const char *text)
{
  g_autofree char *composed = NULL;
  GString *out;
  gboolean apart = FALSE;

  if (text != NULL && is_plain_and_clean (text))
    return g_strdup (text);

  composed = text != NULL ? gol_text_compose (text) : NULL;
  if (composed == NULL)
    return NULL;

  out = g_string_sized_new (strlen (composed));
  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_invisible (c))
        continue;
      if (parts_words (c))
        {
          apart = TRUE;
          continue;
        }
      if (apart && out->len > 0)
        g_string_append_c (out, ' ');
      apart = FALSE;
      if (c < 0x80)
        g_string_append_c (out, (char) c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, out->len == 0);
}
