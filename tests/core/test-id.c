/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-id.h"

#define NOON G_GINT64_CONSTANT (1795435200000)

static void
test_ids (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *before = g_strdup ("");

  /* What is made in a row sorts in a row. */
  for (guint i = 0; i < 20000; i++)
    {
      char *id = gol_id_new (NOON + i / 1000);

      g_assert_true (gol_id_is_valid (id));
      g_assert_cmpstr (before, <, id);
      g_free (before);
      before = g_strdup (id);
      g_assert_true (g_hash_table_add (seen, id));
    }
}

/* What rests in the protected log is not counted among the others. */
static void
test_no_gap (void)
{
  g_autofree char *first = gol_record_new ("worker", NOON - 1);
  g_autofree char *second = gol_record_new ("worker", NOON - 1);
  g_autofree char *hidden = gol_record_new ("complaint", NOON - 1);
  g_autofree char *third = gol_record_new ("event", NOON - 1);
  guint differ = 0;

  /* One after the other: but for a carry, only the last character is another one. */
  for (gsize i = 0; i < GOL_ID_LENGTH - 2; i++)
    differ += second[strlen ("worker/") + i] != third[strlen ("event/") + i];
  g_assert_cmpuint (differ, <=, 1);
  g_assert_cmpstr (first, <, second);
  g_assert_cmpstr (second + strlen ("worker/"), <, third + strlen ("event/"));
  g_assert_cmpint (strncmp (hidden + strlen ("complaint/"), third + strlen ("event/"), GOL_ID_LENGTH - 4), !=, 0);
}

/* The moment is in the first ten characters, as the ULID specification has it. */
static void
test_moment (void)
{
  g_autofree char *zero = gol_id_new (0);
  g_autofree char *known = gol_id_new (G_GINT64_CONSTANT (1469918176385));
  g_autofree char *last = gol_id_new (G_GINT64_CONSTANT (0xffffffffffff));

  g_assert_true (g_str_has_prefix (zero, "0000000000"));
  g_assert_true (g_str_has_prefix (known, "01ARYZ6S41"));
  g_assert_true (g_str_has_prefix (last, "7ZZZZZZZZZ"));
  g_assert_true (gol_id_is_valid (last));
}

static void
test_no_ids (void)
{
  static const char * const bad[] = {
    "", "01ARYZ6S41TSV4RRFFQ69G5FA", "01ARYZ6S41TSV4RRFFQ69G5FAVX", "01aryz6s41tsv4rrffq69g5fav",
    "01ARYZ6S41TSV4RRFFQ69G5FAI",
    "01ARYZ6S41TSV4RRFFQ69G5FAL", "01ARYZ6S41TSV4RRFFQ69G5FAO", "01ARYZ6S41TSV4RRFFQ69G5FAU",
    "81ARYZ6S41TSV4RRFFQ69G5FAV",
    "01ARYZ6S41TSV4RRFFQ69G5FA ", "01ARYZ6S41TSV4RRFFQ69G5F\xc3\xb1",
  };

  g_assert_true (gol_id_is_valid ("01ARYZ6S41TSV4RRFFQ69G5FAV"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gol_id_is_valid (bad[i]));
  g_assert_false (gol_id_is_valid (NULL));
}

static void
test_records (void)
{
  static const char * const bad[] = {
    "", "/", "worker", "worker/", "/01ARYZ6S41TSV4RRFFQ69G5FAV", "worker/x", "Worker/01ARYZ6S41TSV4RRFFQ69G5FAV",
    "worker /01ARYZ6S41TSV4RRFFQ69G5FAV", "wor.ker/01ARYZ6S41TSV4RRFFQ69G5FAV", "worker//01ARYZ6S41TSV4RRFFQ69G5FAV",
    "worker/01ARYZ6S41TSV4RRFFQ69G5FAV/", "worker/worker/01ARYZ6S41TSV4RRFFQ69G5FAV",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/01ARYZ6S41TSV4RRFFQ69G5FAV",
  };
  g_autofree char *record = gol_record_new ("insured_period", NOON);
  const char *entity = NULL, *id = NULL;

  g_assert_true (gol_record_split (record, &entity, &id));
  g_assert_cmpstr (entity, ==, "insured_period");
  g_assert_true (entity == g_intern_string ("insured_period"));
  g_assert_true (id == record + strlen ("insured_period/"));
  g_assert_true (gol_id_is_valid (id));
  g_assert_true (gol_record_split (record, NULL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gol_record_split (bad[i], &entity, &id));
  g_assert_false (gol_record_split (NULL, &entity, &id));
}

static void
test_codes (void)
{
  static const struct { const char *prefix; guint counter; } cases[] = {
    { "GQ", 0 }, { "GQ", 1 }, { "GQ", 48173 }, { "GQ", 999999 }, { "GQ", 1000000 }, { "OAXE", 48173 },
    { "ZZZ", G_MAXUINT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = gol_code_format (cases[i].prefix, cases[i].counter);
      g_autofree char *prefix = NULL;
      guint counter = 7;

      g_assert_true (gol_code_parse (code, &prefix, &counter));
      g_assert_cmpstr (prefix, ==, cases[i].prefix);
      g_assert_cmpuint (counter, ==, cases[i].counter);
      g_assert_true (gol_code_parse (code, NULL, NULL));
    }
}

/* How people write and say them. */
static void
test_forgiven (void)
{
  g_autofree char *code = gol_code_format ("GQ", 48173);
  g_autofree char *small = g_ascii_strdown (code, -1);
  g_autofree char *spaced = g_strdelimit (g_strdup (code), "-", ' ');
  g_auto(GStrv) parts = g_strsplit (code, "-", -1);
  g_autofree char *joined = g_strjoinv (NULL, parts);
  const char * const ways[] = { code, small, spaced, joined };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      guint counter = 0;

      g_assert_true (gol_code_parse (ways[i], NULL, &counter));
      g_assert_cmpuint (counter, ==, 48173);
    }
}

/* Each figure altered, and each two neighbours swapped but for the few that the standard lets through, are seen. */
static void
test_misread (void)
{
  guint n_swaps = 0, n_unseen = 0;

  for (guint counter = 0; counter < 50000; counter += 37)
    {
      g_autofree char *code = gol_code_format ("GQ", counter);

      for (guint at = 3; code[at] != '\0'; at++)
        for (char digit = '0'; digit <= '9'; digit++)
          {
            g_autofree char *other = g_strdup (code);

            if (!g_ascii_isdigit (code[at]) || code[at] == digit)
              continue;
            other[at] = digit;
            g_assert_false (gol_code_parse (other, NULL, NULL));
          }

      for (guint at = 3; at < 8; at++)
        {
          g_autofree char *other = g_strdup (code);

          if (code[at] == code[at + 1])
            continue;
          other[at] = code[at + 1];
          other[at + 1] = code[at];
          n_swaps++;
          n_unseen += gol_code_parse (other, NULL, NULL) ? 1 : 0;
        }
    }

  g_assert_cmpuint (n_swaps, >, 1000);
  g_assert_cmpuint (n_unseen * 20, <, n_swaps);
}

static void
test_no_codes (void)
{
  static const char * const bad[] = {
    "", "-", "GQ", "G-048173-1", "048173-1", "GQ-04817", "GQ-0481730000000-1", "GQ-048173-X", "GQ_048173-1",
    "GQ-048173-1;",
    "Ñ-048173-1", "GQ-99999999999-1", "GQ048173GQ1", "GQ-048173-12345678901234567890123456789",
  };
  guint counter = 7;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gol_code_parse (bad[i], NULL, &counter));
  g_assert_cmpuint (counter, ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/ids", test_ids);
  g_test_add_func ("/id/no-gap", test_no_gap);
  g_test_add_func ("/id/moment", test_moment);
  g_test_add_func ("/id/no-ids", test_no_ids);
  g_test_add_func ("/id/records", test_records);
  g_test_add_func ("/id/codes", test_codes);
  g_test_add_func ("/id/forgiven", test_forgiven);
  g_test_add_func ("/id/misread", test_misread);
  g_test_add_func ("/id/no-codes", test_no_codes);

  return g_test_run ();
}
