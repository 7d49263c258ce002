/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
ctl_fixture_init (CtlFixture *f)
{
  g_autoptr(GError) error = NULL;

  *f = (CtlFixture) { 0 };
  f->root = g_dir_make_tmp ("golondrina-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  f->office = g_build_filename (f->root, "office", NULL);
  f->passphrase = ctl_file (f, "passphrase", "a passphrase of tests\n");
}

void
ctl_fixture_create (CtlFixture *f)
{
  ctl_fixture_init (f);
  ctl_call (f, 0, "office", "create", "--kind", "ministry", "--country", "MX", "--name", "Ministerio de Prueba", NULL);
}

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *walk)
{
  return remove (path);
}

void
ctl_fixture_clear (CtlFixture *f)
{
  nftw (f->root, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
  json_decref (f->answer);
  g_free (f->sentence);
  g_free (f->root);
  g_free (f->office);
  g_free (f->passphrase);
}

char *
ctl_path (CtlFixture *f,
          const char *name)
{
  return g_build_filename (f->root, name, NULL);
}

char *
ctl_file (CtlFixture *f,
          const char *name,
          const char *content)
{
  char *path = ctl_path (f, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* The words of both lists after the options that each call has. */
void
ctl_callv (CtlFixture         *f,
           int                 status,
           const char * const *first,
           const char * const *second)
{
  const char * const shared[] = { "golondrinactl", "--json", "--today=2026-11-23", "--office", f->office, "--passphrase-file",
                                  f->passphrase, NULL };
  const char * const * const lists[] = { shared, first, second };
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) err = g_string_new (NULL);
  g_autofree char *shown = NULL;
  int found;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && lists[i][j] != NULL; j++)
      g_ptr_array_add (words, (gpointer) lists[i][j]);
  g_ptr_array_add (words, NULL);

  shown = g_strjoinv (" ", (char **) words->pdata + G_N_ELEMENTS (shared) - 1);
  found = gol_ctl_run ((char **) words->pdata, out, err);
  if (found != status)
    g_error ("“%s” ended with %d, not %d: %s%s", shown, found, status, out->str, err->str);
  g_assert_true ((err->len > 0) == (status != 0));
  /* One sentence, in one line. */
  if (err->len > 0 && (strchr (err->str, '\n') != err->str + err->len - 1
                       || g_regex_match_simple ("[.?!] +[A-Z]", err->str, 0, 0)))
    g_error ("“%s” said more than a sentence: %s", shown, err->str);

  json_decref (f->answer);
  f->answer = out->len > 0 ? json_loads (out->str, 0, NULL) : NULL;
  if (out->len > 0 && f->answer == NULL)
    g_error ("“%s” printed no JSON: %s", shown, out->str);
  g_free (f->sentence);
  f->sentence = g_strdup (err->str);
}

void
ctl_call (CtlFixture *f,
          int         status,
          ...)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  const char *word;
  va_list args;

  va_start (args, status);
  while ((word = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  ctl_callv (f, status, (const char * const *) words->pdata, NULL);
}

char *
ctl_get (CtlFixture *f,
         const char *path)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);
  json_t *at = f->answer;

  for (guint i = 0; parts[i] != NULL && at != NULL; i++)
    at = json_is_array (at) ? json_array_get (at, g_ascii_strtoull (parts[i], NULL, 10)) : json_object_get (at, parts[i]);
  if (json_is_string (at))
    return g_strdup (json_string_value (at));
  if (json_is_integer (at))
    return g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (at));
  if (json_is_boolean (at))
    return g_strdup (json_is_true (at) ? "true" : "false");
  return NULL;
}

void
ctl_expect (CtlFixture *f,
            const char *path,
            const char *text)
{
  g_autofree char *found = ctl_get (f, path);

  if (g_strcmp0 (found, text) != 0)
    {
      char *all = json_dumps (f->answer, JSON_INDENT (1) | JSON_ENCODE_ANY);

      g_error ("%s is “%s”, not “%s”, in %s", path, found, text, all);
    }
}
