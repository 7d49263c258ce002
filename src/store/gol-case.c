/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-store"
#include "config.h"

#include "gol-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-facts-private.h"

#define VIEWS 3

typedef struct
{
  const GolFactView *view;
  const GolSandboxView *shown;
  GString           *texts;     /* of all facts that are known, one after the other, each ended by a zero */
  GArray            *starts;    /* of gssize, by the facts' order: where its text is; -1: not known */
  GolDb             *db;        /* whose row it is; NULL: not loaded */
  gint64             id;
  gboolean           laid;      /* on the desk too */
  gboolean           wanted;    /* a clause asked for one of this view: the next ones are laid as they are loaded */
} Sheet;

struct _GolCase
{
  GolSandbox *sandbox;
  GHashTable *known;            /* "view\nsql" → whether the sandbox lets it in */
  GHashTable *kept;             /* key → GolQuestions */
  Sheet       sheets[VIEWS];
};

GolCase *
gol_case_new (GError **error)
{
  g_autoptr(GolCase) self = g_new0 (GolCase, 1);

  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gol_questions_free);
  self->sandbox = gol_sandbox_new_desk (gol_facts_create, gol_facts_get_views (), error);
  if (self->sandbox == NULL)
    return NULL;
  for (guint i = 0; i < VIEWS; i++)
    {
      self->sheets[i].view = gol_fact_view_nth (i);
      self->sheets[i].shown = &gol_facts_get_views ()[i];
      self->sheets[i].texts = g_string_new (NULL);
      self->sheets[i].starts = g_array_new (FALSE, FALSE, sizeof (gssize));
    }
  return g_steal_pointer (&self);
}

void
gol_case_free (GolCase *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < VIEWS; i++)
    {
      g_string_free (self->sheets[i].texts, TRUE);
      g_array_unref (self->sheets[i].starts);
    }
  g_hash_table_unref (self->kept);
  gol_sandbox_free (self->sandbox);
  g_hash_table_unref (self->known);
  g_free (self);
}

static Sheet *
sheet_of (GolCase           *self,
          const GolFactView *view)
{
  for (guint i = 0; i < VIEWS; i++)
    if (self->sheets[i].view == view)
      return &self->sheets[i];
  g_assert_not_reached ();
}

/* ── What is on the desk ── */

static GolStatement *
find_row (Sheet     *sheet,
          gboolean  *found,
          GError   **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE id = ?", sheet->shown->table);
  g_autoptr(GolStatement) row = gol_db_prepare (sheet->db, sql, error);

  if (row == NULL)
    return NULL;
  gol_statement_bind_int (row, 1, sheet->id);
  return gol_statement_step (row, found, error) ? g_steal_pointer (&row) : NULL;
}

static void
forget (Sheet *sheet)
{
  g_string_truncate (sheet->texts, 0);
  g_array_set_size (sheet->starts, 0);
  sheet->db = NULL;
  sheet->laid = FALSE;
}

static void
keep_texts (Sheet        *sheet,
            GolStatement *row)
{
  for (int column = 1; sheet->view->facts[column - 1].name != NULL; column++)
    {
      const char *text = gol_statement_type (row, column) == GOL_DB_BLOB ? "" : gol_statement_text (row, column);
      gssize start = text != NULL ? (gssize) sheet->texts->len : -1;

      if (text != NULL)
        g_string_append_len (sheet->texts, text, strlen (text) + 1);
      g_array_append_val (sheet->starts, start);
    }
}

gboolean
gol_case_load (GolCase            *self,
               GolDb              *db,
               const GolFactView  *view,
               gint64              id,
               GError            **error)
{
  Sheet *sheet = sheet_of (self, view);
  g_autoptr(GolStatement) row = NULL;
  gboolean found;

  if (sheet->db == db && sheet->id == id)
    return TRUE;
  forget (sheet);
  sheet->id = id;
  sheet->db = db;
  row = find_row (sheet, &found, error);
  if (row == NULL)
    {
      sheet->db = NULL;
      return FALSE;
    }
  if (found)
    keep_texts (sheet, row);
  if (sheet->wanted)
    sheet->laid = gol_sandbox_lay (self->sandbox, view->name, found ? row : NULL, error);
  return !sheet->wanted || sheet->laid;
}

void
gol_case_forget (GolCase *self)
{
  for (guint i = 0; i < VIEWS; i++)
    forget (&self->sheets[i]);
}

static gboolean
lay (GolCase   *self,
     Sheet     *sheet,
     GError   **error)
{
  g_autoptr(GolStatement) row = NULL;
  gboolean found = FALSE;

  sheet->wanted = TRUE;
  if (sheet->laid)
    return TRUE;
  if (sheet->db != NULL)
    {
      row = find_row (sheet, &found, error);
      if (row == NULL)
        return FALSE;
    }
  sheet->laid = gol_sandbox_lay (self->sandbox, sheet->view->name, found ? row : NULL, error);
  return sheet->laid;
}

const char *
gol_case_get (GolCase           *self,
              const GolFactView *view,
              const char        *fact)
{
  Sheet *sheet = sheet_of (self, view);

  gssize start = sheet->starts->len > 0 ? g_array_index (sheet->starts, gssize, gol_facts_position (view, fact) - 1) : -1;

  return start >= 0 ? sheet->texts->str + start : NULL;
}

gboolean
gol_case_get_date (GolCase           *self,
                   const GolFactView *view,
                   const char        *fact,
                   GolDate           *date)
{
  const char *text = gol_case_get (self, view, fact);

  if (g_strcmp0 (text, GOL_FACT_NEVER) != 0 && gol_date_parse (text, date) && gol_date_is_whole (*date))
    return TRUE;
  *date = (GolDate) { 0 };
  return FALSE;
}

/* ── Asking ── */

gboolean
gol_sandbox_lets_in (GolSandbox         *sandbox,
                     GHashTable         *known,
                     const GolFactView  *view,
                     const char         *sql)
{
  g_autofree char *key = g_strconcat (view->name, "\n", sql, NULL);
  g_autoptr(GError) why = NULL;
  gpointer found;
  gboolean let_in;

  if (g_hash_table_lookup_extended (known, key, NULL, &found))
    return GPOINTER_TO_INT (found);
  let_in = gol_sandbox_check (sandbox, view->name, sql, NULL, &why);
  if (!let_in)
    g_message ("%s", why->message);
  g_hash_table_insert (known, g_steal_pointer (&key), GINT_TO_POINTER (let_in));
  return let_in;
}

static void
bind_asked (GolStatement   *statement,
            const GolAsked *asked)
{
  const struct { const char *name; GolDate date; } params[] = {
    { ":on", asked->on },
    { ":from", asked->from },
    { ":to", asked->to },
  };
  char buffer[GOL_DATE_TEXT_MAX];

  gol_sandbox_bind_rows (statement, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    gol_sandbox_bind (statement, params[i].name,
                      gol_date_is_whole (params[i].date) ? gol_date_format (params[i].date, buffer) : NULL);
}

/* The clauses about one view, as one statement; a clause that is not let in, or of another view, is in none. */
typedef struct
{
  GolStatement *statement;  /* NULL: no clause */
  guint         n;
  guint        *which;      /* clause of each column */
} Question;

struct _GolQuestions
{
  GolCase          *kase;
  const GolClause **clauses;
  guint             n;
  Question          of_view[VIEWS];
};

static gboolean
prepare_question (GolQuestions       *self,
                  Question           *question,
                  const GolFactView  *view,
                  GError            **error)
{
  g_autofree const char **expressions = g_new (const char *, self->n + 1);

  question->which = g_new (guint, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    if (self->clauses[i]->compiled->view == view
        && gol_sandbox_lets_in (self->kase->sandbox, self->kase->known, view, self->clauses[i]->compiled->sql))
      {
        question->which[question->n] = i;
        expressions[question->n++] = self->clauses[i]->compiled->sql;
      }
  if (question->n == 0)
    return TRUE;
  question->statement = gol_sandbox_prepare (self->kase->sandbox, view->name, expressions, question->n, error);
  return question->statement != NULL;
}

GolQuestions *
gol_questions_new (GolCase                 *kase,
                   const GolClause * const *clauses,
                   guint                    n,
                   GError                 **error)
{
  g_autoptr(GolQuestions) self = g_new0 (GolQuestions, 1);

  self->kase = kase;
  self->clauses = g_new (const GolClause *, n + 1);
  self->n = n;
  for (guint i = 0; i < n; i++)
    self->clauses[i] = clauses[i];
  for (guint at = 0; at < VIEWS; at++)
    if (!prepare_question (self, &self->of_view[at], kase->sheets[at].view, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
gol_questions_free (GolQuestions *self)
{
  if (self == NULL)
    return;
  for (guint at = 0; at < VIEWS; at++)
    {
      g_clear_pointer (&self->of_view[at].statement, gol_statement_done);
      g_free (self->of_view[at].which);
    }
  g_free (self->clauses);
  g_free (self);
}

/* FALSE without an error set when a clause took too long. */
static gboolean
put_one (GolQuestions    *self,
         Question        *question,
         const GolAsked  *asked,
         GolTruth        *answers,
         GError         **error)
{
  g_autoptr(GError) why = NULL;
  gboolean row, faulty = FALSE;

  gol_statement_reset (question->statement);
  bind_asked (question->statement, asked);
  if (!gol_sandbox_step (self->kase->sandbox, question->statement, &row, &why))
    {
      if (!g_error_matches (why, GOL_ERROR, GOL_ERROR_REFUSED))
        g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  for (guint i = 0; row && i < question->n; i++)
    answers[question->which[i]] = gol_sandbox_truth (question->statement, i, &faulty);
  return TRUE;
}

gboolean
gol_questions_put (GolQuestions    *self,
                   const GolAsked  *asked,
                   GolTruth        *answers,
                   GError         **error)
{
  for (guint i = 0; i < self->n; i++)
    answers[i] = GOL_UNKNOWN;
  for (guint at = 0; at < VIEWS; at++)
    {
      Question *question = &self->of_view[at];
      g_autoptr(GError) why = NULL;

      if (question->statement == NULL)
        continue;
      if (!lay (self->kase, &self->kase->sheets[at], error))
        return FALSE;
      if (put_one (self, question, asked, answers, &why))
        continue;
      if (why != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      /* One that takes too long must not take the others with it. */
      for (guint i = 0; question->n > 1 && i < question->n; i++)
        if (!gol_case_ask (self->kase, self->clauses + question->which[i], 1, asked, answers + question->which[i],
                           error))
          return FALSE;
    }
  return TRUE;
}

gboolean
gol_case_ask (GolCase                 *self,
              const GolClause * const *clauses,
              guint                    n,
              const GolAsked          *asked,
              GolTruth                *answers,
              GError                 **error)
{
  g_autoptr(GolQuestions) questions = gol_questions_new (self, clauses, n, error);

  return questions != NULL && gol_questions_put (questions, asked, answers, error);
}

GolQuestions *
gol_case_get_kept (GolCase       *self,
                   gconstpointer  key)
{
  return g_hash_table_lookup (self->kept, key);
}

void
gol_case_keep (GolCase       *self,
               gconstpointer  key,
               GolQuestions  *questions)
{
  g_hash_table_insert (self->kept, (gpointer) key, questions);
}

guint
gol_clauses_count (const GolClause * const *clauses)
{
  guint n = 0;

  while (clauses != NULL && clauses[n] != NULL)
    n++;
  return n;
}

guint
gol_clause_get_readers (const GolClause *clause)
{
  guint readers = GOL_PARTY_EVERYBODY;

  for (const GolFact * const *fact = clause->compiled->reads; *fact != NULL; fact++)
    readers &= gol_fact_get_readers (*fact);
  return readers;
}

/* ── The first date ── */

static void
move_on (GolDate *date)
{
  if (gol_date_is_whole (*date))
    *date = gol_date_add_days (*date, 1);
}

gboolean
gol_case_first_date (GolCase                 *self,
                     const GolClause * const *clauses,
                     guint                    n,
                     const GolAsked          *asked,
                     guint                    days,
                     GolDate                 *first,
                     GolDate                 *all,
                     GError                 **error)
{
  g_autoptr(GolQuestions) questions = gol_questions_new (self, clauses, n, error);
  g_autofree GolTruth *answers = g_new (GolTruth, n + 1);
  GolAsked day = *asked;
  guint found = 0;

  if (questions == NULL)
    return FALSE;
  *all = (GolDate) { 0 };
  for (guint i = 0; i < n; i++)
    first[i] = (GolDate) { 0 };
  for (guint step = 0; step < days && (found < n || all->year == 0); step++)
    {
      gboolean holds = TRUE;

      if (!gol_questions_put (questions, &day, answers, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        {
          holds = holds && answers[i] == GOL_YES;
          if (answers[i] != GOL_YES || first[i].year != 0)
            continue;
          first[i] = day.on;
          found++;
        }
      if (holds && all->year == 0)
        *all = day.on;
      move_on (&day.on);
      move_on (&day.from);
      move_on (&day.to);
    }
  return TRUE;
}

/* ── Explaining ── */

static gboolean
take_figures (GolCase            *self,
              const GolCompiled  *compiled,
              const GolAsked     *asked,
              GPtrArray          *values,
              GError            **error)
{
  g_autofree const char **expressions = g_new (const char *, compiled->n_figures + 1);
  g_autoptr(GolStatement) statement = NULL;
  g_autoptr(GError) why = NULL;
  gboolean row = FALSE;

  if (!lay (self, sheet_of (self, compiled->view), error))
    return FALSE;
  for (guint i = 0; i < compiled->n_figures; i++)
    expressions[i] = gol_sandbox_lets_in (self->sandbox, self->known, compiled->view, compiled->figures[i].sql)
                       ? compiled->figures[i].sql : "NULL";
  statement = gol_sandbox_prepare (self->sandbox, compiled->view->name, expressions, compiled->n_figures, error);
  if (statement == NULL)
    return FALSE;
  bind_asked (statement, asked);
  if (!gol_sandbox_step (self->sandbox, statement, &row, &why) && !g_error_matches (why, GOL_ERROR, GOL_ERROR_REFUSED))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  for (guint i = 0; i < compiled->n_figures; i++)
    g_ptr_array_add (values, row ? g_strdup (gol_statement_text (statement, i + 1)) : NULL);
  return TRUE;
}

/* "Passport expires on, Fitness (not held by this office)": what would have to be known. What this office may not read, it
   cannot cure either. */
static char *
list_missing (GolCase         *self,
              const GolClause *clause,
              guint            party,
              gboolean        *elsewhere)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  *elsewhere = FALSE;
  for (const GolFact * const *fact = clause->compiled->reads; *fact != NULL; fact++)
    {
      g_autofree char *held = NULL;

      if (gol_case_get (self, clause->compiled->view, (*fact)->name) != NULL)
        continue;
      if ((gol_fact_get_readers (*fact) & party) == 0)
        {
          /* Translators: %s is a fact such as “Fitness certificate valid until”; this office may not read it. */
          held = g_strdup_printf (_("%s (not held by this office)"), gol_fact_get_label (*fact));
          *elsewhere = TRUE;
        }
      g_strv_builder_add (words, held != NULL ? held : gol_fact_get_label (*fact));
    }
  list = g_strv_builder_end (words);
  return *list != NULL ? g_strjoinv (", ", list) : NULL;
}

GolVerdict *
gol_case_explain (GolCase          *self,
                  const GolClause  *clause,
                  const GolAsked   *asked,
                  guint             party,
                  GError          **error)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolVerdict) verdict = g_new0 (GolVerdict, 1);
  gboolean elsewhere = FALSE;

  verdict->clause = g_strdup (clause->id);
  verdict->parties = gol_clause_get_readers (clause);
  if (!gol_case_ask (self, &clause, 1, asked, &verdict->holds, error)
      || !take_figures (self, clause->compiled, asked, values, error))
    return NULL;
  gol_clause_explain (clause, verdict->holds, (const char * const *) values->pdata, &verdict->words, &verdict->cure);
  if (verdict->holds == GOL_UNKNOWN)
    verdict->missing = list_missing (self, clause, party, &elsewhere);
  if (elsewhere)
    g_clear_pointer (&verdict->cure, g_free);
  return g_steal_pointer (&verdict);
}
