/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-core"
#include "config.h"

#include "gol-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-number-private.h"

const char gol_number_wrong_digit[] = N_("Its check digit does not fit the rest.");
const char gol_number_wrong_length[] = N_("It has too few or too many characters.");

/* No kind is longer, without what is written between. */
#define MOST_BYTES 100

static const GolNumberKind kinds[] = {
  { "curp",      "AAAA999999AAAAAA*9", gol_number_curp },
  { "mx-clabe",  "999999999999999999", gol_number_clabe },
  { "ec-ci",     "9999999999",         gol_number_ec_ci },
  { "pe-dni",    "99999999[*",         gol_number_pe_dni, gol_number_pe_form },
  { "gt-cui",    "9999999999999",      gol_number_gt_cui },
  { "sv-dui",    "999999999",          gol_number_sv_dui },
  { "uy-ci",     "9999999[9",          gol_number_uy_ci, gol_number_uy_form },
  { "do-cedula", "99999999999",        gol_number_luhn },
  { "es-nie",    "A9999999A",          gol_number_es_nie },
  { "es-dni",    "99999999A",          gol_number_es_dni },
  { "es-nss",    "999999999999",       gol_number_es_nss },
  { "ca-sin",    "999999999",          gol_number_luhn },
  { "iban",      "AA99***********[*******************", gol_number_iban },

  /* Without a check digit that anybody publishes: a form is all that can be seen. */
  { "hn-dni",    "9999999999999" },
  { "co-cedula", "9999[999999" },
  { "ma-cnie",   "A*[******",          gol_number_ma_cnie },
};

static const GolNumberKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];

  return NULL;
}

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || strchr (".-/", (int) MIN (c, 127)) != NULL || (c >= 0x2010 && c <= 0x2013);
}

/* Capitals without what people write between; NULL when there is anything that no number has. */
static char *
strip (const char *text)
{
  g_autoptr(GString) plain = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  plain = g_string_new (NULL);
  for (const char *c = text; *c != '\0' && plain->len <= MOST_BYTES; c = g_utf8_next_char (c))
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (plain, g_ascii_toupper (*c));
      else if (!is_separator (g_utf8_get_char (c)))
        return NULL;
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static const char *
match_shape (const char *shape,
             const char *number)
{
  gboolean optional = FALSE;

  for (; *shape != '\0'; shape++)
    {
      if (*shape == '[')
        {
          optional = TRUE;
          continue;
        }
      if (*number == '\0')
        return optional ? NULL : gol_number_wrong_length;
      if ((*shape == '9' && !g_ascii_isdigit (*number)) || (*shape == 'A' && !g_ascii_isupper (*number)))
        return N_("There is a letter where a digit belongs, or a digit where a letter does.");
      number++;
    }

  return *number == '\0' ? NULL : gol_number_wrong_length;
}

/**
 * gol_number_check:
 * @kind: one of gol_number_get_kinds ()
 * @text: as typed
 * @normal: (out) (optional) (transfer full): as it is stored; only set when the number holds
 * @reason: (out) (optional): a translated sentence; only set when it does not
 *
 * Of kinds without a check digit ("hn-dni", "co-cedula", "ma-cnie") only the form is looked at.
 *
 * Returns: whether the number's own check digits hold
 */
gboolean
gol_number_check (const char  *kind,
                  const char  *text,
                  char       **normal,
                  const char **reason)
{
  const GolNumberKind *found;
  g_autofree char *number = NULL;
  const char *why;

  g_return_val_if_fail (kind != NULL && text != NULL, FALSE);
  found = find_kind (kind);
  g_return_val_if_fail (found != NULL, FALSE);

  number = strip (text);
  if (number == NULL)
    why = N_("It has characters that such a number never has.");
  else
    why = match_shape (found->shape, number);
  if (why == NULL && found->rule != NULL)
    why = found->rule (number);

  if (why != NULL)
    {
      if (reason != NULL)
        *reason = _(why);
      return FALSE;
    }
  if (normal != NULL)
    *normal = found->form != NULL ? found->form (number) : g_steal_pointer (&number);

  return TRUE;
}

static gpointer
list_kinds (gpointer data)
{
  const char **names = g_new0 (const char *, G_N_ELEMENTS (kinds) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = kinds[i].name;

  return names;
}

/**
 * gol_number_get_kinds:
 *
 * Returns: (transfer none): the names of all kinds; ends with %NULL
 */
const char * const *
gol_number_get_kinds (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, list_kinds, NULL);
}

guint
gol_number_weigh (const char   *digits,
                  const guint8 *weights,
                  guint         n_weights)
{
  guint sum = 0;

  for (guint i = 0; i < n_weights; i++)
    sum += (digits[i] - '0') * weights[i];

  return sum;
}

const char *
gol_number_luhn (const char *number)
{
  gsize length = strlen (number);
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = number[i] - '0';

      /* Every second from the right counts twice, and its digits one by one. */
      if ((length - i) % 2 == 0)
        digit = digit * 2 / 10 + digit * 2 % 10;
      sum += digit;
    }

  return sum % 10 == 0 ? NULL : gol_number_wrong_digit;
}
