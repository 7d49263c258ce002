/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"

/* Each is written back byte for byte. */
static const char * const canonical[] = {
  "{}",
  "{\"a\":\"x\"}",
  "{\"a\":null}",
  "{\"a\":true,\"b\":false}",
  "{\"a\":0,\"b\":-1,\"c\":9007199254740991,\"d\":-9007199254740991}",
  "{\"a\":[]}",
  "{\"a\":[\"x\",\"y\"],\"b\":[{\"c\":1},{\"c\":2}]}",
  "{\"a\":[[[[[[[[]]]]]]]]}",
  "{\"a\":\"Íñigo — “☃” 😀\"}",
  "{\"a\":\"/\\\\\\\"\"}",
  "{\"a\":\"\\b\\t\\n\\f\\r\\u0001\\u001f\"}",
  "{\"a\":\"\x7f\xc2\x80\"}",
  "{\"a\":1,\"a.b\":2,\"a0\":3,\"a_\":4,\"aa\":5,\"b\":6}",
  "{\"0\":1}",
};

static void
test_canonical (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GolValues) values = gol_values_from_json (canonical[i], -1, &error);
      g_autofree char *again = NULL;

      if (error != NULL)
        g_error ("%s: %s", canonical[i], error->message);
      again = gol_values_to_json (values);
      g_assert_cmpstr (again, ==, canonical[i]);
    }
}

/* What means the same is not the same: only one way to write anything is taken. */
static const char * const other[] = {
  "", " ", "{", "}", "null", "[]", "\"a\"", "1", "{}{}", "{} ", " {}", "{}\n", "\xef\xbb\xbf{}",
  "{ }", "{\"a\" :1}", "{\"a\": 1}", "{\"a\":1 }", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,\"b\"}",
  "{\"a\":1\"b\":2}",
  "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "{\"aa\":1,\"a\":2}",
  "{\"\":1}", "{\"A\":1}", "{\"a-b\":1}", "{\"a b\":1}", "{\"ñ\":1}", "{\"\\u0061\":1}", "{a:1}", "{'a':1}",
  "{\"a\":\"\"}",
  "{\"a\":01}", "{\"a\":-0}", "{\"a\":+1}", "{\"a\":1.0}", "{\"a\":1e3}", "{\"a\":-}", "{\"a\":--1}", "{\"a\":0x1}",
  "{\"a\":1_0}",
  "{\"a\":9007199254740992}", "{\"a\":-9007199254740992}", "{\"a\":99999999999999999999999999999999}", "{\"a\":NaN}",
  "{\"a\":True}", "{\"a\":tru}", "{\"a\":truee}", "{\"a\":nul}", "{\"a\":undefined}",
  "{\"a\":\"\\/\"}", "{\"a\":\"\\u0041\"}", "{\"a\":\"\\u000a\"}", "{\"a\":\"\\u001F\"}", "{\"a\":\"\\u0000\"}",
  "{\"a\":\"\\u00e1\"}",
  "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\\"}", "{\"a\":\"\\u00\"}", "{\"a\":\"\\u00",
  "{\"a\":\"x", "{\"a\":\"\n\"}",
  "{\"a\":\"\t\"}", "{\"a\":\"\x01\"}", "{\"a\":'x'}",
  "{\"a\":\"\xff\"}", "{\"a\":\"\xc3\"}", "{\"a\":\"\xc0\xaf\"}", "{\"a\":\"\xed\xa0\x80\"}",
  "{\"a\":\"\xf4\x90\x80\x80\"}",
  "{\"a\":\"\\n\xff\"}", "{\"a\":\"\\n\xc3\"}",
  "{\"a\":{}}", "{\"a\":{\"b\":1}}",
  "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1 ,2]}", "{\"a\":[1", "{\"a\":[\"\xff\"]}", "{\"a\":[{\"b\":1,\"a\":1}]}",
  "{\"a\":[01]}",
  "{\"a\":[[[[[[[[[]]]]]]]]]}",
  "// {}", "{/**/}",
};

static void
test_not_canonical (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autoptr(GError) error = NULL;

      if (gol_values_from_json (other[i], -1, &error) != NULL)
        g_error ("%s was taken", other[i]);
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Bytes after the length are not looked at, and a nought among them ends nothing. */
static void
test_length (void)
{
  static const char with_nul[] = "{\"a\":\"x\0y\"}";
  g_autoptr(GolValues) values = gol_values_from_json ("{\"a\":12}xyz", 8, NULL);

  g_assert_nonnull (values);
  g_assert_cmpint (gol_values_get_integer (values, "a", 0), ==, 12);
  g_assert_null (gol_values_from_json (with_nul, sizeof with_nul - 1, NULL));

  /* However it is cut, nothing beyond the end is read (the sanitizers see it) and nothing is taken. */
  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    for (gsize length = 0; length < strlen (canonical[i]); length++)
      {
        g_autofree char *cut = g_memdup2 (canonical[i], length);

        g_assert_null (gol_values_from_json (length > 0 ? cut : "", length, NULL));
      }
}

static void
test_depth (void)
{
  g_autoptr(GString) deep = g_string_new ("{\"a\":");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (gol_values_from_json (deep->str, deep->len, NULL));
}

static void
test_long_key (void)
{
  g_autofree char *longest = g_strnfill (127, 'a');
  g_autofree char *longer = g_strnfill (128, 'a');
  g_autofree char *good = g_strdup_printf ("{\"%s\":1}", longest);
  g_autofree char *bad = g_strdup_printf ("{\"%s\":1}", longer);
  g_autoptr(GolValues) values = gol_values_from_json (good, -1, NULL);

  g_assert_nonnull (values);
  g_assert_null (gol_values_from_json (bad, -1, NULL));
}

/* Every byte where a character may stand: what is taken is written back as it was. */
static void
test_every_byte (void)
{
  for (guint first = 0; first < 256; first++)
    for (guint second = 0; second < 256; second++)
      {
        const char json[] = { '{', '"', 'a', '"', ':', '"', (char) first, (char) second, '"', '}', '\0' };
        g_autoptr(GolValues) values = gol_values_from_json (json, 10, NULL);
        g_autofree char *again = NULL;

        if (values == NULL)
          continue;
        again = gol_values_to_json (values);
        g_assert_cmpmem (again, strlen (again), json, 10);
      }
}

static void
test_random (void)
{
  static const char pieces[] = "{}[]\",:\\ntfu0123456789abcd.-_ \xc3\xb1\xff";

  /* g_test's own seed is printed with the report. */
  for (guint i = 0; i < 50000; i++)
    {
      char json[24] = "{\"a\":";
      guint length = g_test_rand_int_range (5, sizeof json);
      g_autoptr(GolValues) values = NULL;
      g_autofree char *again = NULL;

      for (guint j = 5; j < length; j++)
        json[j] = pieces[g_test_rand_int_range (0, sizeof pieces - 1)];
      values = gol_values_from_json (json, length, NULL);
      if (values == NULL)
        continue;
      again = gol_values_to_json (values);
      g_assert_cmpmem (again, strlen (again), json, length);
    }
}

static void
test_sets (void)
{
  static const char * const members[] = { "b", "a", "ñ", "b", "\"", NULL };
  static const char * const none[] = { NULL };
  static const char * const wrong[] = {
    "", "[", "[]]", "[1]", "[\"a\",]", "[\"a\" ]", "[null]", "[[]]", "{}", "[\"\xff\"]",
  };
  g_autofree char *json = gol_json_from_strv (members);
  g_autofree char *empty = gol_json_from_strv (none);
  g_auto(GStrv) back = NULL;
  g_auto(GStrv) nothing = NULL;

  g_assert_cmpstr (json, ==, "[\"\\\"\",\"a\",\"b\",\"ñ\"]");
  g_assert_cmpstr (empty, ==, "[]");
  back = gol_json_to_strv (json, NULL);
  g_assert_cmpstrv (back, ((const char * const[]) { "\"", "a", "b", "ñ", NULL }));
  nothing = gol_json_to_strv (empty, NULL);
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gol_json_to_strv (wrong[i], &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
}

static void
test_rows (void)
{
  static const char json[] = "[{\"a\":\"x\"},{},{\"b\":[\"y\"],\"c\":2}]";
  static const char * const wrong[] = { "", "[{}", "[{},]", "[1]", "[[]]", "{}", "[{\"a\":{}}]", "[{}]x" };
  g_autoptr(GPtrArray) rows = gol_json_to_rows (json, NULL);
  g_autofree char *again = NULL;

  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (gol_values_get_text (rows->pdata[0], "a"), ==, "x");
  again = gol_json_from_rows (rows);
  g_assert_cmpstr (again, ==, json);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gol_json_to_rows (wrong[i], &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
    }
}

static void
test_reader (void)
{
  static const char json[] = "[\"a\\n\",-5,{\"k\":[1]}]";
  GolJsonReader reader;
  g_autofree char *text = NULL;
  gint64 number;

  gol_json_reader_init (&reader, json, strlen (json));
  g_assert_false (gol_json_reader_at_end (&reader));
  g_assert_true (gol_json_reader_take (&reader, "["));
  g_assert_false (gol_json_reader_integer (&reader, &number));
  g_assert_true (gol_json_reader_string (&reader, &text));
  g_assert_cmpstr (text, ==, "a\n");
  g_assert_true (gol_json_reader_take (&reader, ","));
  g_assert_true (gol_json_reader_integer (&reader, &number));
  g_assert_cmpint (number, ==, -5);
  g_assert_true (gol_json_reader_take (&reader, ","));
  g_assert_true (gol_json_reader_skip (&reader, 1));
  g_assert_false (gol_json_reader_take (&reader, "]]"));
  g_assert_true (gol_json_reader_take (&reader, "]"));
  g_assert_true (gol_json_reader_at_end (&reader));
  g_assert_false (gol_json_reader_take (&reader, "]"));
  g_assert_false (gol_json_reader_string (&reader, NULL));
  g_assert_false (gol_json_reader_skip (&reader, 1));
}

/* The message names the byte. */
static void
test_message (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gol_values_from_json ("{\"a\":1,\"b\":x}", -1, &error));
  g_assert_nonnull (strstr (error->message, "11"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/not-canonical", test_not_canonical);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/long-key", test_long_key);
  g_test_add_func ("/json/every-byte", test_every_byte);
  g_test_add_func ("/json/random", test_random);
  g_test_add_func ("/json/sets", test_sets);
  g_test_add_func ("/json/rows", test_rows);
  g_test_add_func ("/json/reader", test_reader);
  g_test_add_func ("/json/message", test_message);

  return g_test_run ();
}
