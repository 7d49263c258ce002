/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-values.h"

static void
assert_value (const GolValues *values,
              const char      *name,
              GolValueKind     kind,
              const char      *text)
{
  const GolValue *value = gol_values_find (values, name);

  g_assert_nonnull (value);
  g_assert_cmpstr (value->name, ==, name);
  g_assert_cmpint (value->kind, ==, kind);
  g_assert_cmpstr (value->text, ==, text);
}

static void
test_kinds (void)
{
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "text", "Íñigo");
  gol_values_set_text (values, "empty", "");
  gol_values_set_text (values, "none", NULL);
  gol_values_set_integer (values, "integer", G_GINT64_CONSTANT (-9007199254740991));
  gol_values_set_boolean (values, "yes", TRUE);
  gol_values_set_boolean (values, "no", FALSE);
  gol_values_set_list (values, "list", "[\"a\"]");
  gol_values_set_null (values, "null");

  assert_value (values, "text", GOL_VALUE_TEXT, "Íñigo");
  assert_value (values, "empty", GOL_VALUE_NULL, NULL);
  assert_value (values, "none", GOL_VALUE_NULL, NULL);
  assert_value (values, "integer", GOL_VALUE_INTEGER, "-9007199254740991");
  assert_value (values, "yes", GOL_VALUE_BOOLEAN, "true");
  assert_value (values, "no", GOL_VALUE_BOOLEAN, "false");
  assert_value (values, "list", GOL_VALUE_LIST, "[\"a\"]");
  assert_value (values, "null", GOL_VALUE_NULL, NULL);
  g_assert_cmpuint (gol_values_get_size (values), ==, 8);

  g_assert_cmpstr (gol_values_get_text (values, "text"), ==, "Íñigo");
  g_assert_null (gol_values_get_text (values, "empty"));
  g_assert_null (gol_values_get_text (values, "missing"));
  g_assert_cmpint (gol_values_get_integer (values, "integer", 7), ==, G_GINT64_CONSTANT (-9007199254740991));
  g_assert_cmpint (gol_values_get_integer (values, "text", 7), ==, 7);
  g_assert_cmpint (gol_values_get_integer (values, "missing", 7), ==, 7);
  g_assert_true (gol_values_get_boolean (values, "yes", FALSE));
  g_assert_false (gol_values_get_boolean (values, "no", TRUE));
  g_assert_true (gol_values_get_boolean (values, "text", TRUE));
  g_assert_true (gol_values_get_boolean (values, "missing", TRUE));
}

/* Set in any order, they stand in one: names by their bytes. */
static void
test_order (void)
{
  static const char * const names[] = { "b", "a_1", "z", "a", "a1", "aa", "m", "b0", "0" };
  g_autoptr(GolValues) values = gol_values_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gol_values_set_text (values, names[i], "x");
  for (guint i = 1; i < gol_values_get_size (values); i++)
    g_assert_cmpstr (gol_values_peek (values, i - 1)->name, <, gol_values_peek (values, i)->name);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (gol_values_find (values, names[i]));
}

static void
test_replace_and_remove (void)
{
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "a", "1");
  gol_values_set_integer (values, "a", 1);
  assert_value (values, "a", GOL_VALUE_INTEGER, "1");
  g_assert_cmpuint (gol_values_get_size (values), ==, 1);

  gol_values_remove (values, "b");
  gol_values_remove (values, "a");
  g_assert_cmpuint (gol_values_get_size (values), ==, 0);
  g_assert_null (gol_values_find (values, "a"));
  g_assert_null (gol_values_find (NULL, "a"));
  g_assert_null (gol_values_get_text (NULL, "a"));
}

/* What a value is set from may be the value itself. */
static void
test_set_from_itself (void)
{
  g_autoptr(GolValues) values = gol_values_new ();
  const GolValue *value;

  gol_values_set_text (values, "a", "unchanged");
  value = gol_values_find (values, "a");
  gol_values_set (values, value);
  assert_value (values, "a", GOL_VALUE_TEXT, "unchanged");
  gol_values_set_text (values, "a", gol_values_get_text (values, "a"));
  assert_value (values, "a", GOL_VALUE_TEXT, "unchanged");
}

static void
test_equal_and_copy (void)
{
  g_autoptr(GolValues) a = gol_values_new ();
  g_autoptr(GolValues) b = NULL;

  gol_values_set_text (a, "x", "1");
  gol_values_set_null (a, "y");
  b = gol_values_copy (a);
  g_assert_true (gol_values_equal (a, b));

  gol_values_set_integer (b, "x", 1);   /* the same letters, another kind */
  g_assert_false (gol_values_equal (a, b));
  gol_values_set_text (b, "x", "1");
  g_assert_true (gol_values_equal (a, b));
  gol_values_remove (b, "y");           /* not touched is not cleared */
  g_assert_false (gol_values_equal (a, b));
  gol_values_set_null (b, "z");
  g_assert_false (gol_values_equal (a, b));
  assert_value (a, "x", GOL_VALUE_TEXT, "1");
}

static void
test_boxed (void)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "a", "1");
  g_value_init (&value, GOL_TYPE_VALUES);
  g_value_set_boxed (&value, values);
  g_assert_true (g_value_get_boxed (&value) == values);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/values/kinds", test_kinds);
  g_test_add_func ("/values/order", test_order);
  g_test_add_func ("/values/replace-and-remove", test_replace_and_remove);
  g_test_add_func ("/values/set-from-itself", test_set_from_itself);
  g_test_add_func ("/values/equal-and-copy", test_equal_and_copy);
  g_test_add_func ("/values/boxed", test_boxed);

  return g_test_run ();
}
