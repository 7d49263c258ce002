/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gol-error.h"
#include "gol-scheme.h"

#include <glib/gstdio.h>

/* The shelf is read once, so one test sees it all: two schemes, one of them twice, and a file that is none. */
static char *
fill_shelf (void)
{
  g_autoptr (GError) error = NULL;
  char *root = g_dir_make_tmp ("gol-shelf-XXXXXX", &error);
  g_autofree char *folder = g_build_filename (root, "schemes", NULL);
  static const char * const names[] = { "sawp-mx-ca.json", "gecco-es.json" };
  g_autofree char *broken = g_build_filename (folder, "broken.json", NULL);
  g_autofree char *other = g_build_filename (folder, "README", NULL);

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (g_getenv ("GOL_SOURCE_ROOT"), "data", "schemes", names[i], NULL);
      g_autofree char *to = g_build_filename (folder, names[i], NULL);
      g_autofree char *text = NULL;
      g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
      g_assert_true (g_file_set_contents (to, text, -1, NULL));
    }
  g_assert_true (g_file_set_contents (broken, "{\n,", -1, NULL));
  g_assert_true (g_file_set_contents (other, "not a scheme", -1, NULL));
  return root;
}

static void
empty_shelf (const char *root)
{
  static const char * const names[] = { "sawp-mx-ca.json", "gecco-es.json", "broken.json", "README" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (root, "schemes", names[i], NULL);
      g_remove (path);
    }
  g_autofree char *folder = g_build_filename (root, "schemes", NULL);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (root), ==, 0);
}

static gpointer
find_in_thread_cb (gpointer data)
{
  return (gpointer) gol_scheme_shelf_find ("gecco-es", NULL);
}

static void
test_shelf (void)
{
  g_autofree char *root = fill_shelf ();
  g_autoptr (GError) error = NULL;
  GThread *threads[4];

  g_assert_true (g_setenv ("GOL_DATADIR", root, TRUE));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("shelf", find_in_thread_cb, NULL);
  const GolScheme *found = gol_scheme_shelf_find ("gecco-es", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gol_scheme_get_id (found), ==, "gecco-es");
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == found);

  const GolScheme * const *schemes = gol_scheme_shelf_list (&error);
  g_assert_cmpstr (gol_scheme_get_id (schemes[0]), ==, "gecco-es");
  g_assert_cmpstr (gol_scheme_get_id (schemes[1]), ==, "sawp-mx-ca");
  g_assert_null (schemes[2]);

  /* What cannot be read may be what is asked for, so its fault is told. */
  g_assert_null (gol_scheme_shelf_find ("rse-nz", &error));
  g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
  g_assert_nonnull (g_strstr_len (error->message, -1, "line 2"));
  empty_shelf (root);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheme/shelf", test_shelf);
  return g_test_run ();
}
