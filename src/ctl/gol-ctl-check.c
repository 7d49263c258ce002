/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-mrz.h"
#include "gol-number.h"

static gboolean
check_number (GolCtl  *ctl,
              int      argc,
              char   **argv,
              GError **error)
{
  g_auto(GStrv) rest = NULL;
  g_autofree char *normal = NULL;
  const char *reason = NULL;
  gboolean valid;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 2, 2, error))
    return FALSE;
  if (!g_strv_contains (gol_number_get_kinds (), rest[0]))
    {
      g_autofree char *kinds = g_strjoinv (", ", (char **) gol_number_get_kinds ());

      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no kind of number; there are %s."), rest[0], kinds);
      return FALSE;
    }
  valid = gol_number_check (rest[0], rest[1], &normal, &reason);
  ctl->answer = json_pack ("{s:b, s:s, s:o, s:o}", "valid", valid, "kind", rest[0], "number", gol_ctl_text (normal),
                           "reason", gol_ctl_text (valid ? NULL : reason));
  return TRUE;
}

static json_t *
describe_checks (const GolMrz *mrz)
{
  json_t *list = json_array ();

  for (guint i = 0; i < mrz->n_checks; i++)
    {
      const GolMrzCheck *check = &mrz->checks[i];
      const char found[] = { check->found, '\0' }, expected[] = { check->expected, '\0' };

      json_array_append_new (list, json_pack ("{s:s, s:b, s:s, s:s}", "field", check->field, "holds", check->holds,
                                              "found", found, "expected", expected));
    }
  return list;
}

static json_t *
describe_mrz (const GolMrz *mrz)
{
  static const char * const formats[] = { [GOL_MRZ_TD1] = "TD1", [GOL_MRZ_TD2] = "TD2", [GOL_MRZ_TD3] = "TD3" };
  char birth[GOL_DATE_TEXT_MAX], expiry[GOL_DATE_TEXT_MAX];
  const char sex[] = { mrz->sex, '\0' };
  json_t *object = json_object ();
  const struct { const char *name, *text; } texts[] = {
    { "format", formats[mrz->format] },
    { "document", mrz->document },
    { "issuer", mrz->issuer },
    { "surname", mrz->surname },
    { "given_names", mrz->given_names },
    { "number", mrz->number },
    { "nationality", mrz->nationality },
    { "birth_date", gol_date_format (mrz->birth_date, birth) },
    { "sex", sex },
    { "expiry_date", gol_date_format (mrz->expiry_date, expiry) },
    { "optional", mrz->optional },
  };

  json_object_set_new (object, "valid", json_boolean (mrz->valid));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_new (object, texts[i].name, gol_ctl_text (texts[i].text != NULL && *texts[i].text != '\0' ? texts[i].text : NULL));
  json_object_set_new (object, "name_truncated", json_boolean (mrz->name_truncated));
  json_object_set_new (object, "checks", describe_checks (mrz));
  json_object_set_new (object, "reason", gol_ctl_text (mrz->valid ? NULL : _("A check digit does not hold.")));
  json_object_set_new (object, "suggestion", gol_ctl_text (mrz->suggestion));
  return object;
}

static gboolean
check_mrz (GolCtl  *ctl,
           int      argc,
           char   **argv,
           GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GolMrz) mrz = NULL;
  g_auto(GStrv) rest = NULL;

  /* Every word is a line: they may begin with anything, so no option is looked for. */
  if (argc < 1 || argc > 3)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Give the two or three lines of the machine-readable zone."));
      return FALSE;
    }
  rest = g_new0 (char *, argc + 1);
  for (int i = 0; i < argc; i++)
    rest[i] = g_strdup (argv[i]);
  text = g_strjoinv ("\n", rest);
  mrz = gol_mrz_parse (text, ctl->today, &local);
  if (mrz != NULL)
    ctl->answer = describe_mrz (mrz);
  else
    ctl->answer = json_pack ("{s:b, s:s}", "valid", FALSE, "reason", local->message);
  return TRUE;
}

const GolCtlCommand gol_ctl_check_commands[] = {
  { "check mrz", "LINE…", N_("Reads a machine-readable zone and verifies each check digit."), check_mrz },
  { "check number", "KIND VALUE", N_("Verifies a number's own check digits."), check_number },
  { NULL },
};
