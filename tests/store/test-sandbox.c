/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-sandbox-private.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-facts-private.h"

/*
 * Hostile and odd expressions, each in a process of its own with little memory and time. For each the table says
 * which walls refuse it when they stand alone; together they must refuse it, or it must run and do no harm.
 */

#define L GOL_WALL_LEXER
#define G GOL_WALL_GATE
#define A GOL_WALL_AUTHORIZER

typedef struct
{
  const char *name;       /* family/name */
  guint       refused_by;
  const char *text;       /* with @unit, @times over, in place of its first %, and @close in place of its second */
  const char *unit;
  const char *close;
  guint       times;
} Attack;

static const Attack attacks[] = {
  { "select/constant", L | G, "(SELECT 1)" },
  { "select/other-table", L | G | A, "(SELECT secret FROM officer) = 'x'" },
  { "select/exists", L | G | A, "EXISTS (SELECT 1 FROM officer)" },
  { "select/not-exists", L | G, "NOT EXISTS (SELECT 1 FROM f_worker WHERE birth_date IS NULL)" },
  { "select/in-select", L | G | A, "1 IN (SELECT id FROM officer)" },
  { "select/in-table", L | G | A, "1 IN officer" },
  { "select/values", L | G, "(VALUES (1))" },
  { "select/schema", L | G | A, "(SELECT sql FROM sqlite_schema LIMIT 1) > ''" },
  { "select/temp-schema", L | G | A, "(SELECT sql FROM sqlite_temp_schema LIMIT 1) > ''" },
  { "select/pragma-function", L | G | A, "(SELECT name FROM pragma_table_info ('officer')) > ''" },
  { "select/in-pragma-function", L | G | A, "1 IN pragma_database_list" },
  { "select/fts-shadow", L | G | A, "(SELECT block FROM words_data LIMIT 1) > ''" },
  { "select/own-view", L | G | A, "(SELECT count (*) FROM worker_facts) > 1" },

  { "cte/named-like-the-view", L | G | A,
    "(WITH worker_facts AS (SELECT secret FROM officer) SELECT secret FROM worker_facts) > ''" },
  { "cte/column-named-like-a-fact", L | G | A,
    "(WITH worker_facts (sex) AS (SELECT secret FROM officer) SELECT sex FROM worker_facts) > ''" },
  { "cte/endless", L | G | A,
    "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0)" },
  { "cte/long-count", L | G | A,
    "(WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 1000000000) SELECT count (*) FROM n)" },
  { "cte/cross-join", L | G | A, "(SELECT count (*) FROM worker_facts a, worker_facts b, worker_facts c)" },
  { "cte/cross-join-without-count", L | G,
    "(SELECT 1 FROM worker_facts a, worker_facts b WHERE a.sex = b.nationality)" },
  { "cte/union", L | G | A, "(SELECT sex FROM worker_facts UNION SELECT secret FROM officer) > ''" },

  { "shape/second-statement", L | G | A, "1) FROM worker_facts; DROP TABLE officer; --" },
  { "shape/where-dropped", L | G | A, "1) FROM worker_facts --" },
  { "shape/where-commented", L | G, "1) FROM worker_facts /*" },
  { "shape/union", L | G, "1) FROM worker_facts UNION SELECT (1" },
  { "shape/own-where", L | G | A, "1) FROM worker_facts WHERE (0" },
  { "shape/second-column", L | G | A, "1), (2" },
  { "shape/table-constraint", L | A, "1), CHECK (1" },
  { "shape/gate-closed-early", L | A, "1)) /*" },
  { "shape/end-of-statement", L | G | A, "1;" },
  { "shape/nothing", L | G | A, "" },
  { "shape/order", L | G | A, "1 ORDER BY 1" },
  { "shape/line-comment", L, "1 -- 2" },
  { "shape/comment", L, "1 /* 2 */" },

  { "rows/max-of-id", L | G | A, "max (id) > 1" },
  { "rows/max-of-one", L | G | A, "max (birth_date) > ''" },
  { "rows/count", L | G | A, "count (*) > 0" },
  { "rows/total-filter", L | G | A, "total (children) FILTER (WHERE 1) > 0" },
  { "rows/group-concat", L | G | A, "group_concat (birth_date) > ''" },
  { "rows/window", L | G | A, "row_number () OVER () = 1" },
  { "rows/neighbour", L | G | A, "lag (sex) OVER (ORDER BY birth_date) = sex" },

  { "memory/randomblob", L | G | A, "length (randomblob (1000000000)) > 0" },
  { "memory/hex-of-zeroblob", L | A, "length (hex (zeroblob (700000000))) > 0" },
  { "memory/printf-width", L | A, "printf ('%1000000000d', 1) > ''" },
  { "memory/replace-tower", L | A,
    "length (replace (replace (hex (zeroblob (49000)), '0', '0123456789'), '1', '0123456789')) > 0" },
  { "memory/hex-tower", L | A, "%sex%", "hex (", ")", 20 },
  { "memory/long-literal", L | G | A, "'%' > ''", "x", NULL, 150000 },

  { "depth/parentheses", L, "%1%", "(", ")", 5000 },
  { "depth/closed-parentheses", L | G | A, "%1%", "NOT (", ")", 500 },
  { "depth/and", L | G | A, "1%", " AND 1", NULL, 20000 },
  { "depth/not", L | G | A, "%1", "NOT ", NULL, 50000 },
  { "depth/case", L | G | A, "%1%", "CASE WHEN 1 THEN ", " END", 1000 },
  { "depth/plus", L | G | A, "1%", "+1", NULL, 10000 },
  { "depth/concatenation", L | G | A, "sex%", " || sex", NULL, 5000 },
  { "depth/in-list", L | G | A, "children IN (0%)", ",1", NULL, 200000 },
  { "depth/functions", L | G | A, "%1%", "least (1, ", ")", 1000 },

  { "time/date-now", L | A, "date ('now') > ''" },
  { "time/current-timestamp", L | G | A, "current_timestamp > ''" },
  { "time/random", L | G | A, "random () > 0" },

  { "names/numbered-parameter", L | G, "?1 = 1" },
  { "names/other-parameter", L | G, ":other = 1" },
  { "names/other-letter", L | G, "@on = $on" },
  { "names/quoted-string", L | G | A, "\"Rosalinda\" = sex" },
  { "names/quoted-parameter", L | A, "\":on\" = sex" },
  { "names/cast", L, "CAST (birth_date AS INTEGER) > 1" },
  { "names/id", L | G | A, "id = 1" },
  { "names/rowid", L | G | A, "rowid = 1" },
  { "names/other-table", L | G | A, "officer.secret > ''" },

  { "calls/match", L | G | A, "sex MATCH 'female'" },
  { "calls/load-extension", L | G | A, "load_extension ('/tmp/x') = 1" },
  { "calls/cipher-export", L | G | A, "sqlcipher_export ('main') = 1" },
  { "calls/json-arrow", L | A, "'{}' ->> 'a' = 1" },
  { "calls/raise", L | G | A, "raise (ABORT, 'Rosalinda')" },

  { "harmless/division-by-zero", 0, "1 / 0" },
  { "harmless/shift", 0, "1 << 62" },
  { "harmless/like", L, "papers LIKE '%a%e%i%o%u%a%e%i%'" },
  { "harmless/months-without-bounds", 0, "add_months (:to, 2147483647) > :on" },
  { "harmless/text-for-truth", 0, "sex" },
};

/* ── The prey ── */

#define SECRET "Rosalinda"

static GolSandbox *
make_sandbox (void)
{
  g_autoptr(GError) error = NULL;
  GolDb *db = gol_db_open (NULL, NULL, GOL_DB_MEMORY, &error);
  GolSandbox *sandbox;

  g_assert_no_error (error);
  gol_facts_create (db, &error);
  g_assert_no_error (error);
  gol_db_exec (db,
               "CREATE TABLE officer (id INTEGER PRIMARY KEY, name TEXT, secret TEXT);"
               "INSERT INTO officer VALUES (1, 'Ana', '" SECRET "');"
               "CREATE VIRTUAL TABLE words USING fts5 (text);"
               "INSERT INTO words VALUES ('" SECRET "');"
               "INSERT INTO f_worker (id, birth_date, sex, nationality, children, papers, stays)"
               "  VALUES (1, '1988', 'female', 'MX', 2, ' birth_certificate=2020-01-01/ ', x''),"
               "         (2, NULL, 'male', 'GT', NULL, ' ', NULL), (3, '1990-02-28', 'female', 'EC', 0, NULL, x'');",
               &error);
  g_assert_no_error (error);
  sandbox = gol_sandbox_new (db, gol_facts_get_views (), &error);
  g_assert_no_error (error);
  return sandbox;
}

static char *
expression_of (const Attack *attack)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) parts = NULL;

  if (attack->unit == NULL)
    return g_strdup (attack->text);
  parts = g_strsplit (attack->text, "%", 3);
  for (guint part = 0; parts[part] != NULL; part++)
    {
      for (guint i = 0; part > 0 && i < attack->times; i++)
        g_string_append (text, part == 1 ? attack->unit : attack->close);
      g_string_append (text, parts[part]);
    }
  return g_strdup (text->str);
}

/* ── In the child ── */

/* FALSE when it errs; what it says of the rows is not looked at, only that it says nothing else. */
static gboolean
run_over_all (GolSandbox *sandbox,
              const char *expression)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolStatement) statement = gol_sandbox_prepare (sandbox, "worker_facts", &expression, 1, &error);
  gboolean row = TRUE, faulty = FALSE;
  guint rows = 0;

  g_assert_no_error (error);
  gol_sandbox_bind_rows (statement, 0, G_MAXUINT32);
  gol_sandbox_bind (statement, ":on", "2026-11-25");
  gol_sandbox_bind (statement, ":to", "2027-06-30");
  while (gol_sandbox_step (sandbox, statement, &row, &error) && row)
    {
      const char *text = gol_statement_text (statement, 1);

      gol_sandbox_truth (statement, 0, &faulty);
      if (text != NULL && strstr (text, SECRET) != NULL)
        return FALSE;
      rows++;
    }
  return error == NULL && rows == 3;
}

static int
attack_sandbox (const Attack *attack)
{
  static const struct
  {
    GolWall     wall;
    const char *name;
  } walls[] = { { L, "lexer" }, { G, "gate" }, { A, "authorizer" } };
  g_autofree char *expression = expression_of (attack);
  g_autoptr(GolSandbox) sandbox = make_sandbox ();
  g_autoptr(GError) error = NULL;
  int wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      g_autoptr(GError) why = NULL;
      gboolean let_in = gol_sandbox_check_walls (sandbox, walls[i].wall, "worker_facts", expression, NULL, &why);

      g_assert_true (let_in || g_error_matches (why, GOL_ERROR, GOL_ERROR_REFUSED));
      if (let_in != !(attack->refused_by & walls[i].wall))
        {
          g_printerr ("# %s: the %s %s it: %s\n", attack->name, walls[i].name, let_in ? "lets in" : "refuses",
                      why != NULL ? why->message : "");
          wrong++;
        }
    }
  if (gol_sandbox_check (sandbox, "worker_facts", expression, NULL, &error) != (attack->refused_by == 0))
    wrong++;
  /* What the lexer alone refuses does no harm either: that wall is there for what nobody has thought of. */
  else if (!(attack->refused_by & (G | A)) && !run_over_all (sandbox, expression))
    wrong++;
  return wrong;
}

static void
limit_process (void)
{
  struct rlimit seconds = { 5, 5 };

  setrlimit (RLIMIT_CPU, &seconds);
#if !defined (__SANITIZE_ADDRESS__)
  {
    struct rlimit bytes = { 512 * 1024 * 1024, 512 * 1024 * 1024 };

    setrlimit (RLIMIT_AS, &bytes);
  }
#endif
}

static void
test_attack (gconstpointer data)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      limit_process ();
      _exit (attack_sandbox (data));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* ── What is let in ── */

static void
test_reads_are_told (void)
{
  g_autoptr(GolSandbox) sandbox = make_sandbox ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) columns = NULL;
  g_autofree char *joined = NULL;

  gol_sandbox_check (sandbox, "worker_facts",
                     "age_between (birth_date, :on, 18, 45) AND sex = 'female' AND sex <> nationality", &columns,
                     &error);
  g_assert_no_error (error);
  joined = g_strjoinv (" ", columns);
  g_assert_cmpstr (joined, ==, "birth_date nationality sex");
}

static void
test_results_are_truths (void)
{
  static const struct { const char *expression; GolTruth truth; gboolean faulty; } cases[] = {
    { "1", GOL_YES, FALSE },
    { "0", GOL_NO, FALSE },
    { "NULL", GOL_UNKNOWN, FALSE },
    { "sex = 'female'", GOL_YES, FALSE },
    { "'yes'", GOL_UNKNOWN, TRUE },
    { "'1'", GOL_UNKNOWN, TRUE },
    { "1.0", GOL_UNKNOWN, TRUE },
    { "2", GOL_UNKNOWN, TRUE },
    { "-1", GOL_UNKNOWN, TRUE },
    { "birth_date", GOL_UNKNOWN, TRUE },
    { "children / 0 > 1", GOL_UNKNOWN, FALSE },
  };
  g_autoptr(GolSandbox) sandbox = make_sandbox ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GolStatement) statement
        = gol_sandbox_prepare (sandbox, "worker_facts", &cases[i].expression, 1, &error);
      gboolean row, faulty = FALSE;

      g_assert_no_error (error);
      gol_sandbox_bind_rows (statement, 0, 1);
      gol_sandbox_step (sandbox, statement, &row, &error);
      g_assert_no_error (error);
      g_assert_true (row);
      g_assert_cmpint (gol_sandbox_truth (statement, 0, &faulty), ==, cases[i].truth);
      g_assert_cmpint (faulty, ==, cases[i].faulty);
    }
}

/* A row that takes too long is stopped, though the next rows may still be asked about. */
static void
test_budget_is_per_row (void)
{
  g_autoptr(GolSandbox) sandbox = make_sandbox ();
  g_autoptr(GString) sum = g_string_new ("children");
  g_autoptr(GError) error = NULL;
  g_autoptr(GolStatement) statement = NULL;
  const char *expression;
  gboolean row = TRUE;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (sum, " + add_days (:on, %u) ", i);
  expression = sum->str;
  statement = gol_sandbox_prepare (sandbox, "worker_facts", &expression, 1, &error);
  g_assert_no_error (error);
  gol_sandbox_bind_rows (statement, 0, G_MAXUINT32);
  while (row && gol_sandbox_step (sandbox, statement, &row, &error));
  g_assert_no_error (error);

  gol_sandbox_set_budget (sandbox, 1);
  gol_statement_reset (statement);
  while (gol_sandbox_step (sandbox, statement, &row, &error) && row);
  g_assert_error (error, GOL_ERROR, GOL_ERROR_REFUSED);
}

static void
test_nothing_else_runs (void)
{
  static const char * const statements[] = {
    "SELECT secret FROM officer",
    "SELECT 1 FROM worker_facts WHERE EXISTS (SELECT 1 FROM officer)",
    "SELECT sql FROM sqlite_schema",
    "SELECT text FROM words",
    "SELECT * FROM words_data",
    "INSERT INTO officer VALUES (2, 'x', 'y')",
    "UPDATE f_worker SET sex = 'male'",
    "DELETE FROM f_worker",
    "DROP TABLE officer",
    "CREATE TEMP TABLE t (a)",
    "PRAGMA query_only = OFF",
    "PRAGMA key",
    "ATTACH ':memory:' AS other",
    "VACUUM",
    "BEGIN",
  };
  GolDb *db = gol_db_open (NULL, NULL, GOL_DB_MEMORY, NULL);
  g_autoptr(GolSandbox) sandbox = NULL;

  gol_facts_create (db, NULL);
  gol_db_exec (db, "CREATE TABLE officer (id, name, secret); CREATE VIRTUAL TABLE words USING fts5 (text)", NULL);
  sandbox = gol_sandbox_new (db, gol_facts_get_views (), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", statements[i]);
      g_assert_false (gol_db_exec (db, statements[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpuint (G_N_ELEMENTS (attacks), ==, 77);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/attack/", attacks[i].name, NULL);

      g_test_add_data_func (path, &attacks[i], test_attack);
    }
  g_test_add_func ("/sandbox/reads-are-told", test_reads_are_told);
  g_test_add_func ("/sandbox/results-are-truths", test_results_are_truths);
  g_test_add_func ("/sandbox/budget-is-per-row", test_budget_is_per_row);
  g_test_add_func ("/sandbox/nothing-else-runs", test_nothing_else_runs);
  return g_test_run ();
}
