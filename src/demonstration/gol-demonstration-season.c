/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-demonstration"
#include "config.h"

#include "gol-demonstration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-demonstration-play.h"
#include "gol-error.h"

/*
 * Seasons are played, not drawn: every order, placement and step goes through the office's own commands, on its day,
 * in the order of the days, and what a scheme's rules refuse is refused here too.
 */

/* ── What happens to a placement: counted from first (S) and last day (E) of its season, and from the journey (D) ── */

typedef struct
{
  const char *step;     /* of the scheme, or of do_other () */
  char        anchor;
  gint        days;
  const char *values;   /* "field=text|…", where @S-3 is a day */
} Plan;

static const Plan sawp_plan[] = {
  { "SEL",  'S', -92, "panel=Oficina regional" },
  { "MED",  'S', -80, "until=@E+60|clinic=Clínica del Servicio de Empleo" },
  { "AUTH", 'S', -70, "until=@E+14" },
  { "CON",  'S', -55, "explained_in=spa|employer_signed=@S-58" },
  { "VISA", 'S', -40, "" },
  { "visa", 'S', -40, "visa_no=V|from=@S-10|until=@E+30" },
  { "TRN",  'S', -25, "place=Oficina regional" },
  { "BOOK", 'S', -20, "departs=@D+0T16:00:00.000Z|carrier=Aerolínea de muestra" },
  { "DEP",  'D', 0,   "" },
  { "ARR",  'D', 1,   "" },
  { "MON",  'S', 60,  "" },
  { "END",  'E', 0,   "outcome=completed" },
  { "RET",  'E', 4,   "" },
  { "RPT",  'E', 12,  "employer=4" },
};

static const Plan gecco_plan[] = {
  { "PRE",  'S', -96, "" },
  { "SEL",  'S', -94, "panel=Comisión de selección" },
  { "ANS",  'S', -88, "" },
  { "AUT",  'S', -75, "from=@S-10|until=@E+30" },
  { "MED",  'S', -66, "until=@E+60|clinic=Clínica del Servicio de Empleo" },
  { "CON",  'S', -60, "explained_in=spa|employer_signed=@S-62" },
  { "COM",  'S', -60, "text_version=2026-1" },
  { "VISF", 'S', -52, "group=G1" },
  { "VISA", 'S', -35, "visa_no=V|until=@E+30" },
  { "TRN",  'S', -25, "place=Oficina regional" },
  { "BOOK", 'S', -20, "departs=@D+0T16:00:00.000Z|carrier=Aerolínea de muestra" },
  { "DEP",  'D', 0,   "" },
  { "ARR",  'D', 1,   "" },
  { "SS",   'S', 2,   "institution=TGSS" },
  { "END",  'E', 0,   "outcome=completed" },
  { "home", 'E', 3,   "" },
  { "RET",  'E', 15,  "" },
};

/* Most return in time. Others are why an office needs to look. */
typedef enum { FATE_GOOD, FATE_LATE, FATE_UNSEEN, FATE_MISSING, FATE_STUCK, FATE_NO_SHOW } Fate;

static const Fate fates[] = {
  FATE_GOOD, FATE_GOOD, FATE_STUCK, FATE_GOOD, FATE_LATE, FATE_GOOD, FATE_UNSEEN, FATE_GOOD, FATE_GOOD, FATE_MISSING,
  FATE_GOOD, FATE_NO_SHOW,
};

/* What ends a file otherwise than by coming home; nothing follows it. */
static const Plan endings[] = {
  [FATE_MISSING] = { "missing",  'S', 70, "" },
  [FATE_STUCK]   = { "withdraw", 'S', 6,  "withdrawn_on=@S+6|withdrawn_why=Papeles incompletos al inicio" },
  [FATE_NO_SHOW] = { "no_show",  'D', 0,  "" },
};

#define LATE_DAYS    45
#define PLACED_DAYS  100   /* before the first day */
#define ORDER_DAYS   125

/* ── Campaigns ── */

typedef struct
{
  const char *scheme;
  const char *name;           /* of the season, without its year */
  guint       month, day, last_month, last_day;   /* month 0: days from today, and of its length */
  const char *employer, *place, *admin_1, *country, *currency, *wage, *crop, *occupation;
  guint       people;
} Campaign;

static const Campaign campaigns[] = {
  { "sawp-mx-ca", "Ontario", 3, 15, 10, 31, "Maple Bend Orchards Ltd.", "Leamington", "Ontario", "CA", "CAD", "17.60",
    "Manzana", "9211", 16 },
  { "gecco-es", "Huelva", 1, 12, 6, 15, GOL_DEMONSTRATION_EMPLOYER_NAME, "Lepe", "Huelva", "ES", "EUR", "9.10", "Fresa",
    "9211", 14 },
  { "gecco-es", "Valencia", 10, 1, 12, 31, "Cítricos Vega Serena S.L.", "Alzira", "Valencia", "ES", "EUR", "9.25",
    "Naranja", "9211", 12 },
  /* Whatever the day, somebody is on the way: this one starts three days from now. */
  { "gecco-es", "Cartaya", 0, 3, 0, 150, "Frutos del Estero Claro S.L.", "Cartaya", "Huelva", "ES", "EUR", "9.10",
    "Frambuesa", "9211", 14 },
};

#define BACK_MONTHS  21
#define AHEAD_MONTHS 6

typedef struct
{
  const Campaign *campaign;
  GolDate         starts, ends;
} Season;

typedef struct
{
  const Season *season;
  const char   *worker;
  char         *record;    /* (nullable): until it is placed */
  gboolean      named;
  Fate          fate;
  guint         number;
  gboolean      over;      /* refused, or nothing more comes */
  char         *refusal;   /* (nullable): why */
} Person;

/* One thing that is done on one day. */
typedef struct
{
  GolDate     day;
  guint       turn;
  Season     *season;   /* an order is lodged, … */
  Person     *person;   /* … or something is done for a person: */
  const Plan *plan;     /* (nullable): she is placed */
} Action;

typedef struct
{
  GolDemonstration *demonstration;
  GArray           *seasons;   /* of Season, by first day */
  GPtrArray        *orders;    /* of char *, beside them */
  GPtrArray        *people;    /* of Person */
  GArray           *actions;
  GHashTable       *employers; /* Campaign → record of the worksite */
} Play;

static gint
compare_seasons (gconstpointer a,
                 gconstpointer b)
{
  return gol_date_days (((const Season *) a)->starts) - gol_date_days (((const Season *) b)->starts);
}

static GArray *
list_seasons (GolDate today)
{
  GArray *seasons = g_array_new (FALSE, TRUE, sizeof (Season));
  gint first = gol_date_days (gol_date_add_months (today, -BACK_MONTHS));
  gint last = gol_date_days (gol_date_add_months (today, AHEAD_MONTHS));

  for (guint year = today.year - 3u; year <= today.year + 1u; year++)
    for (guint i = 0; i < G_N_ELEMENTS (campaigns); i++)
      {
        const Campaign *campaign = &campaigns[i];
        Season season = {
          campaign,
          { (guint16) year, (guint8) campaign->month, (guint8) campaign->day },
          { (guint16) year, (guint8) campaign->last_month, (guint8) campaign->last_day },
        };

        if (campaign->month == 0)
          {
            if (year != today.year)
              continue;
            season.starts = gol_date_add_days (today, (gint) campaign->day);
            season.ends = gol_date_add_days (season.starts, (gint) campaign->last_day);
          }
        if (gol_date_days (season.ends) >= first && gol_date_days (season.starts) <= last)
          g_array_append_val (seasons, season);
      }
  g_array_sort (seasons, compare_seasons);

  return seasons;
}

GolDate
gol_demonstration_get_start (GolDate today)
{
  g_autoptr(GArray) seasons = list_seasons (today);

  return gol_date_add_days (g_array_index (seasons, Season, 0).starts, -ORDER_DAYS - 15);
}

/* ── Values ── */

/* Three flights on three days. */
static GolDate
count_from (const Season *season,
            guint         number,
            char          anchor,
            gint          days)
{
  if (anchor == 'D')
    return gol_date_add_days (season->starts, (gint) (number % 3) - 4 + days);

  return gol_date_add_days (anchor == 'S' ? season->starts : season->ends, days);
}

/* "until=@E+30" → until: the thirtieth day after the last. */
static char *
expand (const Season *season,
        guint         number,
        const char   *text)
{
  const char *mark = strchr (text, '@');
  char day[GOL_DATE_TEXT_MAX];
  char *end;
  gint days;

  if (mark == NULL)
    return g_strdup (text);
  days = (gint) g_ascii_strtoll (mark + 2, &end, 10);

  return g_strdup_printf ("%.*s%s%s", (int) (mark - text), text,
                          gol_date_format (count_from (season, number, mark[1], days), day), end);
}

static GolValues *
make_values (const Season *season,
             guint         number,
             const char   *text)
{
  GolValues *values = gol_values_new ();
  g_auto(GStrv) pairs = g_strsplit (text, "|", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *sign = strchr (pairs[i], '=');
      g_autofree char *value = sign != NULL ? expand (season, number, sign + 1) : NULL;

      if (sign == NULL)
        continue;
      *sign = '\0';
      gol_values_set_text (values, pairs[i], value);
    }

  return values;
}

static void
put (GHashTable *sections,
     const char *path,
     const char *text)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", 2);
  GolValues *values = g_hash_table_lookup (sections, parts[0]);

  if (values == NULL)
    g_hash_table_insert (sections, g_strdup (parts[0]), values = gol_values_new ());
  gol_values_set_text (values, parts[1], text);
}

static char *
add (Play       *play,
     const char *entity,
     GHashTable *sections,
     GError    **error)
{
  return gol_office_add (play->demonstration->office, gol_dictionary_find_entity (entity), sections, TRUE, NULL, error);
}

static GHashTable *
new_sections (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gol_values_unref);
}

/* ── Orders ── */

/* An employer comes again each year, to the same fields; its housing is inspected before each season. */
static char *
add_worksite (Play           *play,
              const Campaign *campaign,
              GError        **error)
{
  g_autoptr(GHashTable) employer = new_sections (), worksite = new_sections ();
  g_autofree char *record = NULL;

  put (employer, "employer_identity.legal_name", campaign->employer);
  put (employer, "employer_identity.place", campaign->place);
  put (employer, "employer_identity.admin_1", campaign->admin_1);
  put (employer, "employer_identity.country", campaign->country);
  record = add (play, "employer", employer, error);
  if (record == NULL)
    return NULL;

  put (worksite, "worksite_core.employer", record);
  put (worksite, "worksite_core.name", campaign->employer);
  put (worksite, "worksite_core.place", campaign->place);
  put (worksite, "worksite_core.admin_1", campaign->admin_1);
  put (worksite, "worksite_core.country", campaign->country);
  put (worksite, "worksite_core.district", campaign->place);
  put (worksite, "housing.capacity", "60");
  put (worksite, "housing.result", "good");

  return add (play, "worksite", worksite, error);
}

static gboolean
renew_employer (Play          *play,
                const Season  *season,
                const char    *worksite,
                char         **employer,
                GError       **error)
{
  g_autoptr(GolRecord) record = gol_store_read (play->demonstration->store, worksite, error);
  g_autoptr(GolValues) housing = make_values (season, 0, "inspected=@S-130|result=good");
  g_autoptr(GolValues) dues = make_values (season, 0, "dues_until=@E+60");

  if (record == NULL)
    return FALSE;
  *employer = g_strdup (gol_record_get_text (record, "worksite_core.employer"));

  return gol_office_save (play->demonstration->office, worksite, "housing", housing, NULL, NULL, error) &&
         gol_office_save (play->demonstration->office, *employer, "employer_identity", dues, NULL, NULL, error);
}

static char *
add_season (Play          *play,
            const Season  *season,
            GError       **error)
{
  g_autoptr(GHashTable) sections = new_sections ();
  g_autofree char *name = g_strdup_printf ("%s %u", season->campaign->name, season->starts.year);
  char from[GOL_DATE_TEXT_MAX], until[GOL_DATE_TEXT_MAX];

  put (sections, "season_terms.name", name);
  put (sections, "season_terms.scheme", season->campaign->scheme);
  put (sections, "season_terms.origin", "MX");
  put (sections, "season_terms.destination", season->campaign->country);
  put (sections, "season_terms.starts", gol_date_format (season->starts, from));
  put (sections, "season_terms.ends", gol_date_format (season->ends, until));

  return add (play, "season", sections, error);
}

static GHashTable *
make_order (const Season *season,
            const char   *record_of_season,
            const char   *employer,
            const char   *worksite)
{
  static const char * const same[][2] = {
    { "order_terms.wage_unit", "hour" }, { "order_terms.hours_week", "40" }, { "order_terms.housing", "free" },
    { "order_terms.transport", "free" }, { "order_terms.travel_paid_by", "employer" },
  };
  const Campaign *campaign = season->campaign;
  GHashTable *sections = new_sections ();
  g_autofree char *posts = g_strdup_printf ("%u", campaign->people + 4);
  g_autofree char *hours = g_strdup_printf ("%d",
                                            (gol_date_days (season->ends) - gol_date_days (season->starts)) * 40 / 7);
  char from[GOL_DATE_TEXT_MAX], until[GOL_DATE_TEXT_MAX], received[GOL_DATE_TEXT_MAX];

  put (sections, "order_terms.scheme", campaign->scheme);
  put (sections, "order_terms.season", record_of_season);
  put (sections, "order_terms.employer", employer);
  put (sections, "order_terms.worksite", worksite);
  put (sections, "order_terms.worksite_place", campaign->place);
  put (sections, "order_terms.worksite_admin_1", campaign->admin_1);
  put (sections, "order_terms.received_on", gol_date_format (count_from (season, 0, 'S', -ORDER_DAYS), received));
  put (sections, "order_terms.posts_asked", posts);
  put (sections, "order_terms.occupation", campaign->occupation);
  put (sections, "order_terms.occupation_text", _("Farm work"));
  put (sections, "order_terms.crop", campaign->crop);
  put (sections, "order_terms.start_date", gol_date_format (season->starts, from));
  put (sections, "order_terms.end_date", gol_date_format (season->ends, until));
  put (sections, "order_terms.hours_guaranteed", hours);
  put (sections, "order_terms.wage", campaign->wage);
  put (sections, "order_terms.reference_wage", campaign->wage);
  put (sections, "order_terms.wage_currency", campaign->currency);
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    put (sections, same[i][0], same[i][1]);

  return sections;
}

/* Received, certified by the authority's letter, and approved here. */
static gboolean
lodge_order (Play          *play,
             guint          number,
             GError       **error)
{
  const Season *season = &g_array_index (play->seasons, Season, number);
  const char *worksite = g_hash_table_lookup (play->employers, season->campaign);
  g_autofree char *employer = NULL, *record_of_season = NULL, *order = NULL, *posts = NULL, *letter = NULL;
  g_autoptr(GHashTable) sections = NULL;
  g_autoptr(GolValues) decision = NULL;

  if (worksite == NULL)
    {
      char *made = add_worksite (play, season->campaign, error);

      if (made == NULL)
        return FALSE;
      g_hash_table_insert (play->employers, (gpointer) season->campaign, made);
      worksite = made;
    }
  if (!renew_employer (play, season, worksite, &employer, error) ||
      (record_of_season = add_season (play, season, error)) == NULL)
    return FALSE;

  sections = make_order (season, record_of_season, employer, worksite);
  order = add (play, "order", sections, error);
  if (order == NULL)
    return FALSE;

  posts = g_strdup_printf ("%u", season->campaign->people + 4);
  letter = g_strdup_printf ("result=full|posts_certified=%s|decided_on=@S-%d", posts, ORDER_DAYS - 10);
  decision = make_values (season, 0, letter);
  if (!gol_office_save (play->demonstration->office, order, "order_destination_decision", decision, NULL, NULL,
                        error) ||
      !gol_office_approve_order (play->demonstration->office, order, "full", _("Meets the rules of the scheme"), error))
    return FALSE;
  play->orders->pdata[number] = g_steal_pointer (&order);

  return TRUE;
}

/* ── Steps ── */

/* What the rules refuse stays undone, as in life; all else is a fault of the demonstration. */
static gboolean
forgive (Person  *person,
         GError  *fault,
         GError **error)
{
  if (!g_error_matches (fault, GOL_ERROR, GOL_ERROR_REFUSED))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }

  g_debug ("Person %u: %s", person->number, fault->message);
  g_free (person->refusal);
  person->refusal = g_strdup (fault->message);
  g_error_free (fault);
  person->over = TRUE;

  return TRUE;
}

static gboolean
do_place (Play     *play,
          Person   *person,
          GError  **error)
{
  guint number = (guint) (person->season - (const Season *) (gpointer) play->seasons->data);
  GError *fault = NULL;

  person->record = gol_office_place (play->demonstration->office, person->worker,
                                     g_ptr_array_index (play->orders, number), person->named,
                                     NULL, NULL, &fault);

  return person->record != NULL || forgive (person, fault, error);
}

/* What is no step of a scheme. */
static gboolean
do_other (Play        *play,
          Person      *person,
          const Plan  *plan,
          GolValues   *values,
          const char  *at,
          gboolean    *done,
          GError     **error)
{
  static const struct { const char *plan, *section; } saved[] = {
    { "visa", "visa_validity" }, { "withdraw", "placement_core" },
  };
  static const struct { const char *plan, *event; } logged[] = {
    { "home", "return" }, { "missing", "missing" }, { "no_show", "no_show" },
  };

  *done = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (saved); i++)
    if (strcmp (plan->step, saved[i].plan) == 0)
      return gol_office_save (play->demonstration->office, person->record, saved[i].section, values, NULL, NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (logged); i++)
    if (strcmp (plan->step, logged[i].plan) == 0)
      {
        g_autofree char *event = gol_office_log_event (play->demonstration->office, person->record, logged[i].event,
                                                       at, NULL, error);

        return event != NULL;
      }
  *done = FALSE;

  return TRUE;
}

static gboolean
do_step (Play        *play,
         Person      *person,
         const Plan  *plan,
         GolDate      day,
         GError     **error)
{
  g_autoptr(GolValues) values = make_values (person->season, person->number, plan->values);
  GError *fault = NULL;
  char at[GOL_DATE_TEXT_MAX];
  gboolean done;

  gol_date_format (day, at);
  if (gol_values_get_text (values, "visa_no") != NULL)
    {
      g_autofree char *number = g_strdup_printf ("V%06u", 100000 + person->number * 37);

      gol_values_set_text (values, "visa_no", number);
    }
  if (!do_other (play, person, plan, values, at, &done, error))
    return FALSE;

  return done || gol_office_log_step (play->demonstration->office, person->record, plan->step, at, values, NULL, NULL,
                                      &fault) ||
         forgive (person, fault, error);
}

static gboolean
act (Play          *play,
     const Action  *action,
     GError       **error)
{
  Person *person = action->person;

  gol_demonstration_set_day (play->demonstration, action->day);
  if (person == NULL)
    return lodge_order (play, (guint) (action->season - (Season *) (gpointer) play->seasons->data), error);
  if (person->over)
    return TRUE;
  if (action->plan == NULL)
    return do_place (play, person, error);

  return do_step (play, person, action->plan, action->day, error);
}

/* ── The whole plan ── */

static void
plan_action (Play       *play,
             GolDate     day,
             Season     *season,
             Person     *person,
             const Plan *plan)
{
  Action action = { day, play->actions->len, season, person, plan };

  if (gol_date_days (day) <= gol_date_days (play->demonstration->demo.today))
    g_array_append_val (play->actions, action);
}

/* Offices do not do everything on the day that is best: up to two weeks later, but not after the journey. */
static GolDate
choose_day (const Person *person,
            const Plan   *plan)
{
  gint days = plan->days;

  if (plan->anchor == 'S' && days < 0)
    days = MIN (days + (gint) (person->number * 5 % 15), -6);
  if (person->fate == FATE_LATE && strcmp (plan->step, "RET") == 0)
    days += LATE_DAYS;
  if (person->fate == FATE_LATE && (strcmp (plan->step, "RPT") == 0 || strcmp (plan->step, "home") == 0))
    days += LATE_DAYS;

  return count_from (person->season, person->number, plan->anchor, days);
}

static gboolean
is_gecco (const Person *person)
{
  return strcmp (person->season->campaign->scheme, "gecco-es") == 0;
}

/* The step at which somebody's file lies still. */
static const char *
get_halt (const Person *person)
{
  static const char * const halts[] = { "MED", "CON", "VISA", "BOOK" };
  static const char * const unseen[] = { "home", "RET" };

  if (person->fate == FATE_STUCK)
    return halts[person->number / G_N_ELEMENTS (fates) % G_N_ELEMENTS (halts)];
  if (person->fate == FATE_UNSEEN)
    return unseen[is_gecco (person) && person->number % 2 == 0 ? 0 : 1];

  return "";
}

static const Plan *
get_ending (const Person *person)
{
  if (person->fate >= G_N_ELEMENTS (endings) || endings[person->fate].step == NULL)
    return NULL;

  return &endings[person->fate];
}

static gboolean
is_for_strangers (const Plan *plan)
{
  return g_strv_contains ((const char * const []) { "PRE", "SEL", "ANS", NULL }, plan->step);
}

static void
plan_person (Play   *play,
             Person *person)
{
  const Plan *plan = is_gecco (person) ? gecco_plan : sawp_plan;
  guint n = is_gecco (person) ? G_N_ELEMENTS (gecco_plan) : G_N_ELEMENTS (sawp_plan);
  const Plan *ending = get_ending (person);
  gint last = G_MAXINT;
  const char *halt = get_halt (person);

  if (ending != NULL)
    last = gol_date_days (count_from (person->season, person->number, ending->anchor, ending->days));
  plan_action (play, count_from (person->season, person->number, 'S', -PLACED_DAYS), NULL, person, NULL);
  for (guint i = 0; i < n && strcmp (plan[i].step, halt) != 0; i++)
    {
      GolDate day = choose_day (person, &plan[i]);

      /* Who is asked for by name need not be selected. */
      if (gol_date_days (day) < last && !(person->named && is_for_strangers (&plan[i])))
        plan_action (play, day, NULL, person, &plan[i]);
    }
  if (ending != NULL)
    plan_action (play, gol_date_from_days (last), NULL, person, ending);
}

static void
free_person (gpointer data)
{
  Person *person = data;

  g_free (person->record);
  g_free (person->refusal);
  g_free (person);
}

/* Of last time's good ones, half come again and are asked for by name. */
static const char *
find_returner (Play         *play,
               const Season *season,
               guint         place)
{
  guint seen = 0;

  for (guint i = play->people->len; i > 0; i--)
    {
      const Person *earlier = g_ptr_array_index (play->people, i - 1);

      if (earlier->season->campaign == season->campaign && earlier->season != season && earlier->fate == FATE_GOOD &&
          gol_date_days (earlier->season->starts) >= gol_date_days (season->starts) - 400 && seen++ == place)
        return earlier->worker;
    }

  return NULL;
}

static void
plan_season (Play      *play,
             Season    *season,
             GPtrArray *workers,
             guint     *next)
{
  guint known = play->people->len;

  plan_action (play, count_from (season, 0, 'S', -ORDER_DAYS), season, NULL, NULL);
  for (guint i = 0; i < season->campaign->people && *next < workers->len; i++)
    {
      Person *person = g_new0 (Person, 1);
      const char *again = i % 2 == 1 ? find_returner (play, season, i / 2) : NULL;

      person->season = season;
      person->number = known + i;
      person->fate = fates[person->number % G_N_ELEMENTS (fates)];
      person->named = again != NULL;
      person->worker = again != NULL ? again : g_ptr_array_index (workers, (*next)++);
      g_ptr_array_add (play->people, person);
      plan_person (play, person);
    }
}

static gint
compare_actions (gconstpointer a,
                 gconstpointer b)
{
  const Action *x = a, *y = b;
  gint days = gol_date_days (x->day) - gol_date_days (y->day);

  return days != 0 ? days : (gint) x->turn - (gint) y->turn;
}

static void
play_clear (Play *play)
{
  g_array_unref (play->seasons);
  g_array_unref (play->actions);
  g_ptr_array_unref (play->orders);
  g_ptr_array_unref (play->people);
  g_hash_table_unref (play->employers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Play, play_clear)

gboolean
gol_demonstration_play (GolDemonstration  *self,
                        GPtrArray         *workers,
                        GError           **error)
{
  g_auto(Play) play = {
    .demonstration = self,
    .seasons = list_seasons (self->demo.today),
    .orders = g_ptr_array_new_with_free_func (g_free),
    .people = g_ptr_array_new_with_free_func (free_person),
    .actions = g_array_new (FALSE, TRUE, sizeof (Action)),
    .employers = g_hash_table_new_full (NULL, NULL, NULL, g_free),
  };
  guint next = 0;

  g_ptr_array_set_size (play.orders, (gint) play.seasons->len);
  for (guint i = 0; i < play.seasons->len; i++)
    plan_season (&play, &g_array_index (play.seasons, Season, i), workers, &next);
  g_array_sort (play.actions, compare_actions);

  for (guint i = 0; i < play.actions->len; i++)
    {
      if (!act (&play, &g_array_index (play.actions, Action, i), error))
        return FALSE;
      if (i % 50 == 0)
        gol_demonstration_tell (self, 20 + i * 60 / play.actions->len);
    }

  return TRUE;
}

/* ── Before somebody ── */

static const Plan *
find_plan (const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (gecco_plan); i++)
    if (strcmp (gecco_plan[i].step, step) == 0)
      return &gecco_plan[i];
  return NULL;
}

static gboolean
advance (Play                *play,
         Person              *person,
         const char * const  *steps,
         GError             **error)
{
  GolClock *clock = gol_office_get_clock (play->demonstration->office);

  for (; *steps != NULL; steps++)
    {
      const Plan *plan = find_plan (*steps);
      GolDate day;

      g_return_val_if_fail (plan != NULL, FALSE);

      /* No day goes back. */
      day = choose_day (person, plan);
      if (gol_date_days (day) < gol_date_days (gol_clock_get_today (clock)))
        day = gol_clock_get_today (clock);
      gol_clock_set_today (clock, day);
      if (!do_step (play, person, plan, day, error))
        return FALSE;
      if (person->over)
        {
          g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, person->refusal);
          g_clear_pointer (&person->refusal, g_free);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
gol_demonstration_advance (GolOffice           *office,
                           const char          *placement,
                           const char * const  *steps,
                           GError             **error)
{
  g_autoptr(GolRecord) record = gol_office_read_as (office, "placement", placement, error);
  GolDemonstration demonstration = { .office = office, .store = gol_office_get_store (office), .clock = gol_office_get_clock (office) };
  Play play = { .demonstration = &demonstration };
  Season season = { .campaign = &campaigns[1] };
  Person person = { .season = &season, .fate = FATE_GOOD };

  if (record == NULL)
    return FALSE;
  gol_date_parse (gol_record_get_text (record, "placement_core.starts"), &season.starts);
  gol_date_parse (gol_record_get_text (record, "placement_core.ends"), &season.ends);
  person.record = record->record;
  return advance (&play, &person, steps, error);
}
