/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gol-lexer.h"

#include <string.h>

/* What strangers may try, and what the first wall says. The other walls have their own tests, in tests/store. */
typedef struct
{
  const char *sql;
  const char *code;
} Case;

static const Case cases[] = {
  { "literate = 1", NULL },
  { "LITERATE = 1", "sql_unknown" },
  { "not literate = 1 AND experience_years BETWEEN 1 and 40", NULL },
  { "nationality IN ('MX', 'GT')", NULL },
  { "nationality not in ('ES')", NULL },
  { "age_between(birth_date, :on, 18, 45)", NULL },
  { "has(consents, 'programme') = 1", NULL },
  { "days_present(stays, 'ES', :from, :to) + 3 <= 9 * 30", NULL },
  { "dated_until(papers, 'criminal_record') >= :to", NULL },
  { "nationality = 'O''Higgins; select 1'", NULL },
  { "nationality = 'ñandú'", NULL },
  { "experience_years >= -1.5", NULL },
  { "least(experience_years, earlier_seasons, 3) > 0", NULL },
  { "((((((experience_years))))) > 1)", NULL },
  { "1/0 = 1", NULL },
  { "1 < 2", NULL },
  /* What turns unknown into an answer. */
  { "coalesce(literate, 0) = 1", "sql_word" },
  { "ifnull(literate, 0) = 1", "sql_word" },
  { "literate is null", "sql_word" },
  { "literate IS NOT 1", "sql_word" },
  { "literate isnull", "sql_word" },
  { "literate notnull", "sql_word" },
  { "case when literate then 1 else 0 end = 1", "sql_word" },
  { "iif(literate, 1, 0) = 1", "sql_word" },
  { "nationality in ()", "sql_brackets" },
  { "exists (select 1)", "sql_word" },
  { "cast(literate as text) = 1", "sql_word" },
  { "literate = null", "sql_word" },
  /* Reaching out of the row. */
  { "(select 1) = 1", "sql_word" },
  { "id = 1", "sql_unknown" },
  { "id in worker_facts", "sql_unknown" },
  { "experience_years in r_worker", "sql_brackets" },
  { "experience_years in stays", "sql_brackets" },
  { "worker_facts.literate = 1", "sql_unknown" },
  { "literate.x = 1", "sql_character" },
  { "1) from worker_facts; drop table x; (1 = 1", "sql_brackets" },
  { "(with worker_facts as (select secret from officer) select 1) = 1", "sql_word" },
  { "literate = 1 from sqlite_master", "sql_word" },
  { "literate = 1 union select 1", "sql_word" },
  { "max(experience_years) > 1", "sql_unknown" },
  { "count(literate) = 0", "sql_unknown" },
  { "sum(literate) over () = 0", "sql_unknown" },
  { "row_number() = 1", "sql_unknown" },
  { "pragma_table_info('x') = 1", "sql_unknown" },
  { "load_extension('x') = 1", "sql_unknown" },
  { "sqlcipher_export('x') = 1", "sql_unknown" },
  { "date('now') > '2026'", "sql_unknown" },
  { "current_date > :on", "sql_unknown" },
  { "posts_free > 0", "sql_unknown" },
  { "sanction_until < :now", "sql_parameter" },
  { "experience_years = ?1", "sql_character" },
  { "experience_years = @a", "sql_character" },
  { "experience_years = $a", "sql_character" },
  { "experience_years = :", "sql_parameter" },
  { "experience_years = :on2", "sql_parameter" },
  /* Doing a great deal of nothing. */
  { "length(randomblob(1000000000)) > 1", "sql_unknown" },
  { "hex(zeroblob(99)) = 1", "sql_unknown" },
  { "printf('%1000000000d', 1) = 1", "sql_unknown" },
  { "replace(nationality, 'a', 'aa') = 1", "sql_unknown" },
  { "abs(experience_years) = 1", "sql_unknown" },
  { "nationality like '%a%'", "sql_word" },
  { "nationality glob '*a*'", "sql_word" },
  { "nationality match 'a'", "sql_word" },
  { "nationality regexp 'a'", "sql_word" },
  { "nationality collate nocase = 'a'", "sql_word" },
  /* Other letters than ours. */
  { "\"literate\" = 1", "sql_character" },
  { "[literate] = 1", "sql_character" },
  { "`literate` = 1", "sql_character" },
  { "literate = x'00'", "sql_unknown" },
  { "literate = 1 -- and", "sql_character" },
  { "literate = 1 /* and */", "sql_character" },
  { "literate = 1 */", "sql_character" },
  { "literate = 1; select 1", "sql_character" },
  { "nationality -> 'x' = 1", "sql_character" },
  { "nationality ->> 'x' = 1", "sql_character" },
  { "nationality || nationality = 1", "sql_character" },
  { "1 << 62 = 1", NULL },                       /* two signs to us, one to SQLite: harmless */
  { "literate & 1 = 1", "sql_character" },
  { "~literate = 1", "sql_character" },
  { "literate = 1\r", "sql_character" },
  { "lіterate = 1", "sql_unknown" },             /* a Cyrillic і */
  { "literate\xc2\xa0= 1", "sql_character" },
  { "nationality = 'a", "sql_string" },
  { "nationality = 'a\nb'", "sql_string" },
  { "nationality = '", "sql_string" },
  /* Numbers and functions. */
  { "experience_years = 9999999999999999", "sql_number" },
  { "experience_years = 1e9", "sql_number" },
  { "experience_years = 0x10", "sql_number" },
  { "experience_years = 1.", "sql_number" },
  { "experience_years = 1.2.3", "sql_number" },
  { "experience_years = 12abc", "sql_number" },
  { "experience_years = 1_000", "sql_number" },
  { "experience_years = .5", "sql_character" },
  { "has(consents) = 1", "sql_function" },
  { "has(consents, 'a', 'b') = 1", "sql_function" },
  { "has = 1", "sql_function" },
  { "least(1) = 1", "sql_function" },
  { "least(1,2,3,4,5,6,7,8,9) = 1", "sql_function" },
  { "literate(1) = 1", "sql_brackets" },
  { "1 (2) = 1", "sql_brackets" },
  { "(1)(2) = 1", "sql_brackets" },
  { "() = 1", "sql_brackets" },
  { "least(1,) = 1", "sql_brackets" },
  { ") = 1", "sql_brackets" },
  { "(literate = 1", "sql_brackets" },
  { "literate = 1)", "sql_brackets" },
  { "literate = 1, 2", "sql_brackets" },
  { "literate =", "sql_brackets" },
  { "literate = 1 and", "sql_brackets" },
  { "nationality in", "sql_brackets" },
  { "has", "sql_brackets" },
  /* Kinds that mean nothing by themselves. */
  { "birth_date < '1988'", "sql_kind" },
  { "stays = 1", "sql_kind" },
  { "has((consents), 'a') = 1", "sql_kind" },
  { "has('a', consents) = 1", "sql_kind" },
  { "days_present(consents, '', :on, :on) = 1", "sql_kind" },
  { "has(stays, 'a') = 1", "sql_kind" },
  { "dated_from(consents, 'a') = :on", "sql_kind" },
  { "deduction(papers, 'a', 'cap') = 1", "sql_kind" },
  /* Not a question. */
  { "", "sql_not_truth" },
  { "  \n", "sql_not_truth" },
  { "literate", "sql_not_truth" },
  { "'yes'", "sql_not_truth" },
  { "experience_years + 1", "sql_not_truth" },
  { "add_months(:on, 1)", "sql_not_truth" },
};

static void
test_case (gconstpointer data)
{
  const Case *attack = data;
  g_autofree char *message = NULL;
  gsize offset = G_MAXSIZE;

  const char *code = gol_lexer_check (attack->sql, gol_fact_view_find ("worker"), TRUE, NULL, &offset, &message, NULL);
  g_test_message ("%s: %s", attack->sql, message);
  g_assert_cmpstr (code, ==, attack->code);
  g_assert_cmpuint (offset, <=, strlen (attack->sql));
  g_assert_true ((message == NULL) == (code == NULL));
}

static char *
repeat (const char *piece,
        guint       times,
        const char *end)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

static void
check (const char *sql,
       const char *code)
{
  g_assert_cmpstr (gol_lexer_check (sql, gol_fact_view_find ("worker"), TRUE, NULL, NULL, NULL, NULL), ==, code);
}

static void
test_bounds (void)
{
  g_autofree char *deep = repeat ("(", GOL_LEXER_MAX_DEPTH, "literate = 1");
  g_autofree char *deep_closed = g_strconcat (deep, "))))))))))))))))))))))))))))))))", NULL);
  g_autofree char *deeper = repeat ("(", 5000, "1");
  g_autofree char *nots = repeat ("not ", 5000, "literate = 1");
  g_autofree char *many = repeat ("1 < 2 and ", 99, "1 < 2");       /* 99 × 4 + 3 */
  g_autofree char *too_many = repeat ("1 < 2 and ", 100, "1 < 2");
  g_autofree char *spaces = repeat (" ", GOL_LEXER_MAX_LENGTH - 5, "1 < 2");
  g_autofree char *long_spaces = repeat (" ", GOL_LEXER_MAX_LENGTH - 4, "1 < 2");
  g_autofree char *list = repeat ("'MX', ", 200000, "'MX')");
  g_autofree char *in = g_strconcat ("nationality in (", list, NULL);

  check (deep_closed, NULL);
  check (deeper, "sql_too_long");
  check (deeper + 5000 - GOL_LEXER_MAX_DEPTH - 1, "sql_too_deep");
  check (nots, "sql_too_long");
  check (many, NULL);
  check (too_many, "sql_too_long");
  check (spaces, NULL);
  check (long_spaces, "sql_too_long");
  check (in, "sql_too_long");
}

static void
test_suggests (void)
{
  g_autofree char *message = NULL;
  const char *suggestion = NULL;
  gsize offset;

  g_assert_cmpstr (gol_lexer_check ("abroad = 0 and literat = 1", gol_fact_view_find ("worker"), TRUE, NULL, &offset,
                                    &message, &suggestion), ==, "sql_unknown");
  g_assert_cmpstr (suggestion, ==, "literate");
  g_assert_cmpuint (offset, ==, strlen ("abroad = 0 and "));
}

static void
test_reads (void)
{
  const GolFactView *view = gol_fact_view_find ("worker");
  g_autoptr (GHashTable) reads = g_hash_table_new (NULL, NULL);

  g_assert_null (gol_lexer_check ("literate = 1 or has(consents, 'abroad') = 1 or literate = 0", view, TRUE, reads,
                                  NULL, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (reads), ==, 2);
  g_assert_true (g_hash_table_contains (reads, gol_fact_view_get (view, "literate")));
  g_assert_true (g_hash_table_contains (reads, gol_fact_view_get (view, "consents")));
}

/* A figure may show what a rule may not compare, and nothing else. */
static void
test_figures (void)
{
  const GolFactView *view = gol_fact_view_find ("worker");

  g_assert_null (gol_lexer_check ("consents", view, FALSE, NULL, NULL, NULL, NULL));
  g_assert_null (gol_lexer_check (":from", view, FALSE, NULL, NULL, NULL, NULL));
  g_assert_cmpstr (gol_lexer_check ("(select 1)", view, FALSE, NULL, NULL, NULL, NULL), ==, "sql_word");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scheme/lexer/case/%" G_GSIZE_FORMAT, i);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/scheme/lexer/bounds", test_bounds);
  g_test_add_func ("/scheme/lexer/suggests", test_suggests);
  g_test_add_func ("/scheme/lexer/reads", test_reads);
  g_test_add_func ("/scheme/lexer/figures", test_figures);
  return g_test_run ();
}
