/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-scheme"

#include "config.h"

#include "gol-error.h"
#include "gol-scheme-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GPtrArray *schemes;   /* NULL-terminated, by id */
  GError    *fault;     /* of the folder, or of the first file that cannot be used */
} Shelf;

static char *
find_folder (void)
{
  const char *data = g_getenv ("GOL_DATADIR");
  const char *source = g_getenv ("GOL_SOURCE_ROOT");

  if (data != NULL)
    return g_build_filename (data, "schemes", NULL);
  g_autofree char *installed = g_build_filename (GOL_PKGDATADIR, "schemes", NULL);
  if (source == NULL || g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (source, "data", "schemes", NULL);
}

static gint
compare_ids_cb (gconstpointer a,
                gconstpointer b)
{
  const GolScheme *first = *(const GolScheme * const *) a;
  const GolScheme *second = *(const GolScheme * const *) b;

  return g_strcmp0 (gol_scheme_get_id (first), gol_scheme_get_id (second));
}

static void
take_file (Shelf      *shelf,
           const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) fault = NULL;
  g_autoptr (GolScheme) scheme = gol_scheme_load (path, NULL, &fault);

  for (guint i = 0; scheme != NULL && i < shelf->schemes->len; i++)
    if (g_str_equal (gol_scheme_get_id (g_ptr_array_index (shelf->schemes, i)), gol_scheme_get_id (scheme)))
      {
        g_set_error (&fault, GOL_ERROR, GOL_ERROR_EXISTS, _("Two files of “%s” are the scheme “%s”; one must go."),
                     folder, gol_scheme_get_id (scheme));
        break;
      }
  if (fault == NULL)
    g_ptr_array_add (shelf->schemes, g_steal_pointer (&scheme));
  else
    {
      g_message ("%s: %s", path, fault->message);
      if (shelf->fault == NULL)
        shelf->fault = g_steal_pointer (&fault);
    }
}

static gpointer
load_shelf_cb (gpointer data)
{
  Shelf *shelf = g_new0 (Shelf, 1);
  g_autofree char *folder = find_folder ();
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) cause = NULL;
  const char *name;

  dir = g_dir_open (folder, 0, &cause);
  if (dir == NULL)
    {
      g_set_error (&shelf->fault, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There are no schemes at hand: %s"),
                   cause->message);
      return shelf;
    }
  shelf->schemes = g_ptr_array_new ();
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      take_file (shelf, folder, name);
  g_ptr_array_sort (shelf->schemes, compare_ids_cb);
  g_ptr_array_add (shelf->schemes, NULL);
  return shelf;
}

static Shelf *
get_shelf (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_shelf_cb, NULL);
}

const GolScheme * const *
gol_scheme_shelf_list (GError **error)
{
  Shelf *shelf = get_shelf ();

  if (shelf->schemes != NULL)
    return (const GolScheme * const *) shelf->schemes->pdata;
  g_propagate_error (error, g_error_copy (shelf->fault));
  return NULL;
}

const GolScheme *
gol_scheme_shelf_find (const char  *id,
                       GError     **error)
{
  const GolScheme * const *schemes = gol_scheme_shelf_list (error);
  g_autoptr (GString) known = g_string_new (NULL);

  if (schemes == NULL)
    return NULL;
  for (guint i = 0; schemes[i] != NULL; i++)
    {
      if (g_str_equal (gol_scheme_get_id (schemes[i]), id))
        return schemes[i];
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", gol_scheme_get_id (schemes[i]));
    }
  /* A file that cannot be read may be the one that is asked for: its fault says more than "not there". */
  if (get_shelf ()->fault != NULL)
    g_propagate_error (error, g_error_copy (get_shelf ()->fault));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("There is no scheme “%s”; there are: %s."), id, known->str);
  return NULL;
}
