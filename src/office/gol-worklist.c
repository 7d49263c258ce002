/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-worklist.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-id.h"
#include "gol-office-private.h"

/* ── The questions ── */

#define M GOL_PARTY_MINISTRY
#define A GOL_PARTY_AUTHORITY
#define E GOL_PARTY_EMPLOYER
#define N GOL_PARTY_CONSULATE_DEST
#define S GOL_PARTY_CONSULATE_ORIGIN
#define T GOL_PARTY_TRAINING
#define K GOL_PARTY_CLINIC
#define C GOL_PARTY_CARRIER

/* For xgettext: the two forms of a sentence, one of which ngettext () takes later. */
#define NN_(one, many) one, many

#define MAX_FILTERS 3
#define MAX_VALUES  5

/*
 * Values are as in the store, but for days, counted from today, "@0", "@+7"; and "@steps placement.contract": the codes of the steps
 * of every scheme on the shelf that fill that section, so that no code of a scheme stands in the program.
 */
typedef struct
{
  const char    *field;
  GolFilterKind  kind;
  const char    *values[MAX_VALUES + 1];
} Filter;

/**
 * Question:
 * @parties: whom it concerns
 * @day: (nullable): the column that holds the day by which
 * @known: it asks for nothing to be done
 */
typedef struct
{
  const char *name;
  guint       parties;
  const char *entity;
  const char *one;
  const char *many;
  const char *hint;
  const char *day;
  gboolean    known;
  Filter      filters[MAX_FILTERS + 1];
} Question;

#define IS(...)      GOL_FILTER_IN, { __VA_ARGS__ }
#define BETWEEN(...) GOL_FILTER_BETWEEN, { __VA_ARGS__ }
#define IS_EMPTY     GOL_FILTER_EMPTY, { NULL }
#define IS_FILLED    GOL_FILTER_NOT_EMPTY, { NULL }

/* A line that another contains comes before it: who has dealt with the one finds less in the other. */
static const Question questions[] = {
  /* What is late or will be, whoever does it. */
  { "late", M | T | K, "placement", NN_("Placement past its deadline", "Placements past their deadline"),
    N_("The step that is due now is late; its deadline is the scheme’s."), "~due", FALSE,
    { { "~late", BETWEEN ("1", "") } } },
  { "due", M | T | K, "placement", NN_("Placement due within a week", "Placements due within a week"),
    N_("The step that comes next has its deadline in these days."), "~due", FALSE,
    { { "~due", BETWEEN ("@0", "@+7") } } },

  /* Decisions. */
  { "orders", M, "order", NN_("Order to decide", "Orders to decide"),
    N_("A supervisor approves or refuses it, with the posts and the reason."), "order_terms.start_date", FALSE,
    { { "order_origin_decision.result", IS_EMPTY } } },
  { "orders", A, "order", NN_("Order to certify", "Orders to certify"),
    N_("The posts, and from when until when people may fill them."), "order_terms.start_date", FALSE,
    { { "order_destination_decision.result", IS_EMPTY } } },
  { "authorisations", A, "placement", NN_("Person to authorise", "People to authorise"),
    N_("Each authorisation has a number and a last day."), "placement_core.starts", FALSE,
    { { "~step", IS ("@steps placement.authorisation") } } },
  { "candidates", E, "placement", NN_("Candidate waits for your answer", "Candidates wait for your answer"),
    N_("Until you answer, nothing goes on for them, and the post stays taken."), "placement_core.starts", FALSE,
    { { "~step", IS ("@steps placement.employer_answer") } } },
  { "employer", M, "placement", NN_("Placement waits for the employer", "Placements wait for the employer"),
    N_("The employer accepts or refuses, with a reason."), "placement_core.starts", FALSE,
    { { "~step", IS ("@steps placement.employer_answer") } } },
  { "visas", N, "placement", NN_("Visa to decide", "Visas to decide"),
    N_("Applications that the ministry has prepared or handed in."), "placement_core.starts", FALSE,
    { { "~step", IS ("@steps placement.visa_application", "@steps placement.visa_validity") } } },
  { "training", T, "placement", NN_("Person to train", "People to train"), N_("Before the departure."),
    "placement_core.starts", FALSE, { { "~step", IS ("@steps training.session") } } },
  { "fitness", K, "placement", NN_("Person to examine", "People to examine"), N_("Fit, unfit or deferred, and until when."),
    "placement_core.starts", FALSE, { { "~step", IS ("@steps fitness.fitness") } } },

  /* On the way. */
  { "departures", M, "placement", NN_("Person ready to depart", "People ready to depart"),
    N_("Every condition of the departure holds."), "placement_core.starts", FALSE, { { "~status", IS ("ready") } } },
  /* Whether she is ready only the ministry knows; that she is to go, everybody on her way. */
  { "departures", N | C, "placement", NN_("Departure expected within two weeks", "Departures expected within two weeks"),
    N_("By the day on which the work begins."), "placement_core.starts", FALSE,
    { { "~status", IS ("in_progress", "ready") }, { "placement_core.starts", BETWEEN ("@0", "@+14") } } },
  { "arrivals", E | S, "placement", NN_("Person on the way", "People on the way"),
    N_("Departed, and nobody has seen them arrive."), "placement_core.starts", FALSE, { { "~status", IS ("departed") } } },
  { "coming", E | S, "placement", NN_("Person expected within a week", "People expected within a week"),
    N_("Their work begins in these days, and they have not departed."), "placement_core.starts", FALSE,
    { { "~status", IS ("in_progress", "ready") }, { "placement_core.starts", BETWEEN ("@0", "@+7") } } },
  { "missing", M | S, "placement", NN_("Person missing from the worksite", "People missing from the worksite"),
    N_("Ask the consulate; being missing is no verdict."), NULL, FALSE, { { "~status", IS ("missing") } } },
  { "overdue", N | S, "placement", NN_("Stay past its end", "Stays past their end"),
    N_("To verify: somebody may have returned without a paper that says so."), "placement_core.ends", FALSE,
    { { "~status", IS ("to_verify") } } },
  { "verify", M, "placement", NN_("Return to be verified", "Returns to be verified"),
    N_("“To verify” does not mean “did not return”."), "placement_core.ends", FALSE, { { "~status", IS ("to_verify") } } },
  { "returns", N | S, "placement", NN_("Return expected within two weeks", "Returns expected within two weeks"),
    N_("Their work ends in these days."), "placement_core.ends", FALSE,
    { { "~status", IS ("departed", "abroad") }, { "placement_core.ends", BETWEEN ("", "@+14") } } },

  /* The files themselves. */
  { "review", M, "worker", NN_("Person’s file to look at", "People’s files to look at"),
    N_("Something in it contradicts itself or is not as it should be."), NULL, FALSE, { { "~warnings", IS_FILLED } } },
  { "here", E | S, "placement", NN_("Person is here", "People are here"), N_("Arrived and not returned."),
    "placement_core.ends", TRUE, { { "~status", IS ("abroad") } } },
};

/* ── A question as a query ── */

static gboolean
is_asked_here (const Question *question,
               GolOffice      *self)
{
  const GolEntity *entity = gol_dictionary_find_entity (question->entity);

  if ((question->parties & self->party) == 0)
    return FALSE;
  for (const Filter *filter = question->filters; filter->field != NULL; filter++)
    if (!gol_office_may_list (self, entity, filter->field))
      return FALSE;
  return question->day == NULL || gol_office_may_list (self, entity, question->day);
}

static void
add_steps (GStrvBuilder *values,
           const char   *path)
{
  const GolScheme * const *schemes = gol_scheme_shelf_list (NULL);

  for (guint i = 0; schemes != NULL && schemes[i] != NULL; i++)
    for (const GolStep * const *step = gol_scheme_get_steps (schemes[i]); *step != NULL; step++)
      {
        g_autofree char *fills = NULL;

        if ((*step)->fills != GOL_STEP_SECTION)
          continue;
        fills = g_strdup_printf ("%s.%s", (*step)->entity->name, (*step)->section->name);
        if (g_str_equal (fills, path))
          g_strv_builder_add (values, (*step)->code);
      }
}

static GStrv
values_of (const Filter *filter,
           GolDate       today)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();
  char day[GOL_DATE_TEXT_MAX];

  for (guint i = 0; filter->values[i] != NULL; i++)
    if (g_str_has_prefix (filter->values[i], "@steps "))
      add_steps (values, filter->values[i] + strlen ("@steps "));
    else if (*filter->values[i] == '@')
      g_strv_builder_add (values, gol_date_format (gol_date_add_days (today, atoi (filter->values[i] + 1)), day));
    else
      g_strv_builder_add (values, filter->values[i]);
  return g_strv_builder_end (values);
}

static GolQuery *
make_query (const Question *question,
            GolDate         today)
{
  GolQuery *query = gol_query_new (gol_dictionary_find_entity (question->entity));

  for (const Filter *filter = question->filters; filter->field != NULL; filter++)
    {
      g_auto(GStrv) values = values_of (filter, today);

      gol_query_add_filter (query, filter->field, filter->kind, (const char * const *) values);
    }
  return query;
}

/* ── The nearest day ── */

#define FEW 400   /* of so many each is looked at, rather than the days of all from the first one on */

static char *
nearest_of (GolStore        *store,
            const GolQuery  *query,
            const Question  *question,
            guint64          count,
            GError         **error)
{
  const char * const fields[] = { question->day, NULL };
  const GolEntity *entity = gol_dictionary_find_entity (question->entity);
  g_autoptr(GolQuery) sorted = gol_query_copy (query);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *next = NULL;
  const char *nearest = NULL;

  gol_query_set_sort (sorted, count > FEW ? question->day : NULL, FALSE);
  ids = count > FEW ? gol_query_page (store, sorted, 1, NULL, &next, error) : gol_query_ids (store, sorted, NULL, error);
  if (ids != NULL)
    rows = gol_query_rows (store, entity, (const guint32 *) (gpointer) ids->data, ids->len, fields, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *day = ((char **) g_ptr_array_index (rows, i))[0];

      if (day != NULL && (nearest == NULL || strcmp (day, nearest) < 0))
        nearest = day;
    }
  return g_strdup (nearest);
}

static GolWorkWhen
when_of (const Question *question,
         const char     *nearest,
         GolDate         today)
{
  GolDate day;
  gint days;

  if (question->known)
    return GOL_WORK_KNOWN;
  if (nearest == NULL || !gol_date_parse (nearest, &day) || !gol_date_is_whole (day))
    return GOL_WORK_LATER;
  days = gol_date_days (day) - gol_date_days (today);
  return days < 0 ? GOL_WORK_OVERDUE : days == 0 ? GOL_WORK_TODAY : days <= 7 ? GOL_WORK_WEEK : GOL_WORK_LATER;
}

/* ── Reading ── */

void
gol_work_free (GolWork *work)
{
  g_free (work->nearest);
  g_clear_pointer (&work->query, gol_query_free);
  g_free (work);
}

/* NULL without an error: there is nothing of it. */
static GolWork *
read_one (const Question  *question,
          GolStore        *store,
          GolDate          today,
          GCancellable    *cancellable,
          GError         **error)
{
  g_autoptr(GolWork) work = g_new0 (GolWork, 1);
  GError *local = NULL;

  work->query = make_query (question, today);
  if (!gol_query_count (store, work->query, cancellable, &work->count, error) || work->count == 0)
    return NULL;
  if (question->day != NULL)
    work->nearest = nearest_of (store, work->query, question, work->count, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  work->name = question->name;
  work->sentence = ngettext (question->one, question->many, work->count);
  work->hint = _(question->hint);
  work->when = when_of (question, work->nearest, today);
  work->entity = gol_dictionary_find_entity (question->entity);
  return g_steal_pointer (&work);
}

/* As on the page of conflicts: what this officer may read, and no office writes again by itself. */
static gboolean
counts (GolOffice       *self,
        const GolValues *conflict)
{
  const char *record = gol_values_get_text (conflict, "record");
  const GolEntity *entity;
  const GolSection *section;
  const char *name;

  if (record == NULL || !gol_record_split (record, &name, NULL) || (entity = gol_dictionary_find_entity (name)) == NULL)
    return FALSE;
  section = gol_entity_find_section (entity, gol_values_get_text (conflict, "section"));
  return section != NULL && (section->flags & GOL_SECTION_ATTESTED) == 0 && gol_office_may_read (self, section);
}

/* What offices disagree on is no record, so no query finds it. How many there are tells nothing of what they hold: no read is logged. */
static GolWork *
read_conflicts (GolOffice  *self,
                GolStore   *store,
                GError    **error)
{
  g_autoptr(GPtrArray) conflicts = gol_store_conflicts (store, NULL, error);
  GolWork *work;
  guint n = 0;

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    n += counts (self, conflicts->pdata[i]);
  if (n == 0)
    return NULL;
  work = g_new0 (GolWork, 1);
  work->name = "conflicts";
  work->sentence = ngettext ("Field on which offices disagree", "Fields on which offices disagree", n);
  work->hint = _("Until it is decided, the newest value stands.");
  work->count = n;
  work->when = GOL_WORK_TODAY;
  return work;
}

/* The table's own order within each. */
static void
append_of (GPtrArray   *ordered,
           GPtrArray   *works,
           GolWorkWhen  when)
{
  for (guint i = 0; i < works->len; i++)
    if (works->pdata[i] != NULL && ((GolWork *) works->pdata[i])->when == when)
      g_ptr_array_add (ordered, g_steal_pointer (&works->pdata[i]));
}

static void
free_work (gpointer work)
{
  if (work != NULL)
    gol_work_free (work);
}

GPtrArray *
gol_worklist_read (GolOffice     *self,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GolStore) store = gol_office_take_store (self, error);
  g_autoptr(GPtrArray) works = g_ptr_array_new_with_free_func (free_work);
  GolDate today = gol_clock_get_today (self->clock);
  GPtrArray *ordered;

  if (store == NULL)
    return NULL;
  for (guint i = 0; i <= G_N_ELEMENTS (questions); i++)
    {
      GError *local = NULL;
      GolWork *work = NULL;

      if (i == G_N_ELEMENTS (questions))
        work = read_conflicts (self, store, &local);
      else if (is_asked_here (&questions[i], self))
        work = read_one (&questions[i], store, today, cancellable, &local);
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return NULL;
        }
      if (work != NULL)
        g_ptr_array_add (works, work);
    }
  ordered = g_ptr_array_new_with_free_func (free_work);
  for (guint when = 0; when < GOL_N_WORK_WHEN; when++)
    append_of (ordered, works, when);
  return ordered;
}

const GolWork *
gol_worklist_find (GPtrArray  *works,
                   const char *name)
{
  for (guint i = 0; i < works->len; i++)
    if (g_strcmp0 (((GolWork *) works->pdata[i])->name, name) == 0)
      return works->pdata[i];
  return NULL;
}

guint
gol_worklist_count (GPtrArray *works)
{
  guint n = 0;

  for (guint i = 0; i < works->len; i++)
    n += ((GolWork *) works->pdata[i])->when != GOL_WORK_KNOWN;
  return n;
}

GolQuery *
gol_worklist_query (GolOffice  *self,
                    const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].name, name) && is_asked_here (&questions[i], self))
      return make_query (&questions[i], gol_clock_get_today (self->clock));
  return NULL;
}

const char *
gol_work_when_label (GolWorkWhen when)
{
  static const char * const labels[GOL_N_WORK_WHEN] = {
    [GOL_WORK_OVERDUE] = N_("Overdue"), [GOL_WORK_TODAY] = N_("Today"), [GOL_WORK_WEEK] = N_("This week"),
    [GOL_WORK_LATER] = N_("Later"), [GOL_WORK_KNOWN] = N_("Good to know"),
  };

  return _(labels[when]);
}
