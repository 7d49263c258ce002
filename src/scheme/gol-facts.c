/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-facts.h"

#include "gol-scheme.h"
#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Short names, as in the dictionary: a table is read a hundred times for every time it is written. */
#define DATE    GOL_FACT_DATE
#define PARTIAL GOL_FACT_PARTIAL_DATE
#define INTEGER GOL_FACT_INTEGER
#define BOOLEAN GOL_FACT_BOOLEAN
#define RANK    GOL_FACT_RANK
#define TEXT    GOL_FACT_TEXT
#define DECIMAL GOL_FACT_DECIMAL
#define SET     GOL_FACT_SET
#define DATED   GOL_FACT_DATED
#define DEDUCTS GOL_FACT_DEDUCTIONS
#define STAYS   GOL_FACT_STAYS
#define BASIS   GOL_FACT_NEEDS_BASIS
#define UNTIL   GOL_FACT_UNTIL
#define MONEY   GOL_FACT_MONEY
#define END     { NULL }

/* Schemes may ask for papers of their own, so these are only the usual ones. */
static const char *
name_paper (const char *code)
{
  const GolTerm *term = gol_vocabulary_get (gol_vocabulary_find ("paper"), code);

  return term != NULL ? gol_term_get_label (term) : NULL;
}

static const char *
name_scheme (const char *id)
{
  const GolScheme *scheme = gol_scheme_shelf_find (id, NULL);

  return scheme != NULL ? gol_words_get (gol_scheme_get_short_names (scheme)) : NULL;
}

/*
 * "Last placement" is the one whose departure, else planned start, is latest among those that departed. Of somebody
 * who never went, the last_ dates are GOL_FACT_NEVER, so that a rule about them holds.
 */
static const GolFact worker_facts[] = {
  { "registered_on",      DATE,    N_("Enrolled on"), "worker.name_photo" },
  { "birth_date",         PARTIAL, N_("Born on"), "worker.civil" },
  { "sex",                TEXT,    N_("Sex"), "worker.civil", "sex", BASIS },
  { "nationality",        TEXT,    N_("Nationality"), "worker.civil", .name_code = gol_iso_country_name },
  { "civil_status",       TEXT,    N_("Civil status"), "worker.civil", "civil_status", BASIS },
  { "has_national_number", BOOLEAN, N_("National number recorded"), "worker.identity_numbers" },
  { "has_passport",       BOOLEAN, N_("Passport recorded"), "worker.identity_numbers" },
  { "passport_issued",    DATE,    N_("Passport issued on"), "worker.identity_numbers" },
  { "passport_expires",   DATE,    N_("Passport expires on"), "worker.identity_numbers" },
  { "admin_1_code",       TEXT,    N_("State, department or province"), "worker.contact" },
  { "schooling",          RANK,    N_("Schooling"), "worker.experience", "schooling" },
  { "literate",           BOOLEAN, N_("Reads and writes"), "worker.experience" },
  { "languages",          SET,     N_("Languages spoken"), "worker.experience", .name_code = gol_iso_language_name },
  { "experience_years",   INTEGER, N_("Years of experience"), "worker.experience" },
  { "occupations",        SET,     N_("Occupations"), "worker.experience", .name_code = gol_isco_name },
  { "crops",              SET,     N_("Crops and work known"), "worker.experience", "crop" },
  { "licences",           SET,     N_("Licences"), "worker.experience", "licence" },
  { "children",           INTEGER, N_("Children under age"), "worker.household", NULL, BASIS },
  /* 1 when every member under age has a carer, and when there is none; NULL while no household is recorded. */
  { "carer_named",        BOOLEAN, N_("A carer is named for every child"), "worker.household" },
  { "dependents",         INTEGER, N_("People who depend on the worker"), "worker.household", NULL, BASIS },
  /* Purposes given and not withdrawn. */
  { "consents",           SET,     N_("Consents given"), "worker.consents", "consent_purpose" },
  { "earlier_seasons",    INTEGER, N_("Earlier seasons"), "worker.prior_migration event.event" },
  { "refusals",           INTEGER, N_("Earlier refusals"), "worker.prior_migration" },
  /* From departure to return events of every placement, and from the earlier stays of the file. */
  { "stays",              STAYS,   N_("Earlier stays"), "worker.prior_migration event.event" },
  { "last_scheme",        TEXT,    N_("Scheme of the last placement"), "placement.placement_core event.event", .name_code = name_scheme },
  { "last_departed_on",   DATE,    N_("Last departure"), "event.event" },
  { "last_ended_on",      DATE,    N_("Work last ended on"), "event.event" },
  { "last_returned_on",   DATE,    N_("Last return"), "event.event" },
  { "last_return_shown_on", DATE,  N_("Last return shown in person on"), "event.event" },
  /* What the RET step of that placement's scheme gives. */
  { "last_return_due",    DATE,    N_("Last return due by"), "placement.placement_core event.event" },
  { "last_evaluated_on",  DATE,    N_("Report of the last season filed on"), "placement.worker_evaluation" },
  { "abroad",             BOOLEAN, N_("Abroad now"), "event.event" },
  /* Neither withdrawn, refused nor returned. While one of them is asked about, it counts too. */
  { "open_placements",    INTEGER, N_("Open placements"), "placement.placement_core event.event" },
  { "named_orders",       INTEGER, N_("Open orders that name the person"), "order.order_names" },
  { "authorised_until",   DATE,    N_("Latest authorisation valid until"), "placement.authorisation" },
  /* Not lifted and not annulled on appeal. */
  { "sanction_until",     DATE,    N_("Sanction in force until"), "sanction.sanction", NULL, UNTIL },
  { "upheld_breach_on",   DATE,    N_("Last breach upheld on"), "sanction.sanction" },
  { "no_unpaid_fee",      BOOLEAN, N_("No unlawful fee waits to be refunded"), "attestation.attestation" },
  { "papers",             DATED,   N_("Papers in the file"), "document.document", .name_code = name_paper },
  END
};

/*
 * An event's day is that of the witness whom the scheme believes most; NULL until somebody records it. What a rule asks
 * not to be there (withdrawn_on, no_show_on, missing_on) is GOL_FACT_NEVER while nobody records it.
 */
static const GolFact placement_facts[] = {
  { "scheme",             TEXT,    N_("Scheme"), "placement.placement_core", .name_code = name_scheme },
  { "named",              BOOLEAN, N_("Asked for by name"), "placement.placement_core" },
  { "starts",             DATE,    N_("Planned start"), "placement.placement_core" },
  { "ends",               DATE,    N_("Planned end"), "placement.placement_core" },
  { "withdrawn_on",       DATE,    N_("Withdrawn on"), "placement.placement_core" },
  { "selection_held_on",  DATE,    N_("Selection held on"), "placement.selection" },
  { "selection_result",   TEXT,    N_("Result of the selection"), "placement.selection", "selection" },
  { "employer_answered_on", DATE,  N_("Employer answered on"), "placement.employer_answer" },
  { "employer_answer",    TEXT,    N_("Employer’s answer"), "placement.employer_answer", "answer_employer" },
  /* The latest certificate of this placement, else of the worker. */
  { "fitness_examined",   DATE,    N_("Examined on"), "fitness.fitness" },
  { "fitness_result",     TEXT,    N_("Result of the examination"), "fitness.fitness", "fitness" },
  { "fitness_until",      DATE,    N_("Fitness certificate valid until"), "fitness.fitness" },
  { "authorisation_on",   DATE,    N_("Authorisation decided on"), "placement.authorisation" },
  { "authorisation_result", TEXT,  N_("Authorisation"), "placement.authorisation", "decision" },
  { "authorised_from",    DATE,    N_("Authorised from"), "placement.authorisation" },
  { "authorised_until",   DATE,    N_("Authorised until"), "placement.authorisation" },
  { "contract_starts",    DATE,    N_("Contract starts on"), "placement.contract" },
  { "contract_ends",      DATE,    N_("Contract ends on"), "placement.contract" },
  { "contract_wage",      DECIMAL, N_("Wage of the contract"), "placement.contract", NULL, MONEY },
  { "contract_wage_unit", TEXT,    N_("Wage of the contract, per"), "placement.contract", "wage_unit" },
  { "contract_hours_week", DECIMAL, N_("Hours a week of the contract"), "placement.contract" },
  { "contract_explained_in", TEXT, N_("Contract explained in"), "placement.contract", .name_code = gol_iso_language_name },
  { "worker_signed",      DATE,    N_("Worker signed on"), "placement.contract" },
  { "employer_signed",    DATE,    N_("Employer signed on"), "placement.contract" },
  { "agent_signed",       DATE,    N_("Consular agent signed on"), "placement.contract" },
  { "commitment_signed",  DATE,    N_("Commitment to return signed on"), "placement.return_commitment" },
  { "visa_filed_on",      DATE,    N_("Visa application filed on"), "placement.visa_application" },
  { "biometrics_on",      DATE,    N_("Biometrics taken on"), "placement.visa_application" },
  { "visa_decision",      TEXT,    N_("Visa"), "placement.visa_application", "visa_decision" },
  { "visa_decided_on",    DATE,    N_("Visa decided on"), "placement.visa_application" },
  { "visa_from",          DATE,    N_("Visa valid from"), "placement.visa_validity" },
  { "visa_until",         DATE,    N_("Visa valid until"), "placement.visa_validity" },
  /* Modules of this placement, or of the worker since its season began, that were passed or attended. */
  { "trainings",          SET,     N_("Trainings done"), "training.session training.attendance training.result",
    "module" },
  { "training_count",     INTEGER, N_("Number of trainings done"),
    "training.session training.attendance training.result" },
  { "orientation_on",     DATE,    N_("Orientation given on"), "training.session training.attendance training.result" },
  { "booked_departure",   DATE,    N_("Journey out booked for"), "travel.booking" },
  { "booked_return",      DATE,    N_("Journey home booked for"), "travel.booking" },
  { "departed_on",        DATE,    N_("Departed on"), "event.event" },
  { "arrived_on",         DATE,    N_("Arrived on"), "event.event" },
  { "returned_on",        DATE,    N_("Returned on"), "event.event" },
  { "return_shown_on",    DATE,    N_("Return shown in person on"), "event.event" },
  { "no_show_on",         DATE,    N_("Did not come on"), "event.event" },
  { "missing_on",         DATE,    N_("Missing since"), "event.event" },
  { "located_on",         DATE,    N_("Found again on"), "event.event" },
  { "transferred_on",     DATE,    N_("Moved to another worksite on"), "event.event" },
  { "extended_on",        DATE,    N_("Stay extended on"), "event.event" },
  { "ended_on",           DATE,    N_("Work ended on"), "event.event" },
  { "end_outcome",        TEXT,    N_("How it ended"), "event.event", "outcome" },
  { "return_due",         DATE,    N_("Return due by"), "placement.placement_core event.event" },
  { "insured_from",       DATE,    N_("Insured from"), "insured_period.insured_period" },
  { "employer_evaluated_on", DATE, N_("Evaluated by the employer on"), "placement.employer_evaluation" },
  { "worker_evaluated_on", DATE,   N_("Evaluated by the worker on"), "placement.worker_evaluation" },
  { "plan_opened_on",     DATE,    N_("Plan for the return opened on"), "reintegration.plan" },
  /* Generic step records by code, with the day on which they were done. */
  { "steps",              DATED,   N_("Steps recorded"), "step.step" },
  /* Steps of which the owner says that their requirements hold, with the day until which. */
  { "attested",           DATED,   N_("Steps attested"), "attestation.attestation" },
  END
};

static const GolFact order_facts[] = {
  { "scheme",             TEXT,    N_("Scheme"), "order.order_terms", .name_code = name_scheme },
  { "received_on",        DATE,    N_("Received on"), "order.order_terms" },
  { "named",              BOOLEAN, N_("By name"), "order.order_terms" },
  { "posts_asked",        INTEGER, N_("Posts asked"), "order.order_terms" },
  { "posts_certified",    INTEGER, N_("Posts certified"), "order.order_destination_decision" },
  /* Placements neither withdrawn nor refused; certified posts less these, asked ones where none were certified. */
  { "posts_filled",       INTEGER, N_("Posts filled"), "placement.placement_core" },
  { "posts_free",         INTEGER, N_("Posts free"), "order.order_terms placement.placement_core" },
  { "occupation",         TEXT,    N_("Occupation"), "order.order_terms", .name_code = gol_isco_name },
  { "starts",             DATE,    N_("Starts on"), "order.order_terms" },
  { "ends",               DATE,    N_("Ends on"), "order.order_terms" },
  { "hours_week",         DECIMAL, N_("Hours a week"), "order.order_terms" },
  { "hours_guaranteed",   DECIMAL, N_("Hours guaranteed in all"), "order.order_terms" },
  { "wage",               DECIMAL, N_("Wage"), "order.order_terms", NULL, MONEY },
  { "wage_unit",          TEXT,    N_("Wage, per"), "order.order_terms", "wage_unit" },
  { "wage_currency",      TEXT,    N_("Currency of the wage"), "order.order_terms" },
  { "reference_wage",     DECIMAL, N_("Reference wage"), "order.order_terms", NULL, MONEY },
  { "deductions",         DEDUCTS, N_("Deductions"), "order.order_terms", "deduction" },
  { "housing",            TEXT,    N_("Housing"), "order.order_terms", "provision" },
  { "housing_cost",       DECIMAL, N_("Housing costs the worker, a week"), "order.order_terms", NULL, MONEY },
  { "transport",          TEXT,    N_("Transport to work"), "order.order_terms", "provision" },
  { "travel_paid_by",     TEXT,    N_("Journey paid by"), "order.order_terms", "payer" },
  { "requirements",       INTEGER, N_("Requirements"), "order.order_terms" },
  /* On sex, family or age, with neither a reason nor a legal basis. */
  { "unfounded_requirements", INTEGER, N_("Requirements on sex, family or age without a legal basis"),
    "order.order_terms" },
  { "place_admin_1",      TEXT,    N_("State or province of the work"), "order.order_terms" },
  { "housing_inspected",  DATE,    N_("Housing inspected on"), "worksite.housing" },
  { "housing_result",     TEXT,    N_("Result of the inspection"), "worksite.housing", "inspection" },
  { "housing_until",      DATE,    N_("Inspection valid until"), "worksite.housing" },
  { "housing_capacity",   INTEGER, N_("Beds"), "worksite.housing" },
  { "origin_decision",    TEXT,    N_("Decision of origin"), "order.order_origin_decision", "decision" },
  { "origin_decided_on",  DATE,    N_("Origin decided on"), "order.order_origin_decision" },
  { "destination_decision", TEXT,  N_("Decision of destination"), "order.order_destination_decision", "decision" },
  { "destination_decided_on", DATE, N_("Destination decided on"), "order.order_destination_decision" },
  { "certified_from",     DATE,    N_("Certified from"), "order.order_destination_decision" },
  { "certified_until",    DATE,    N_("Certified until"), "order.order_destination_decision" },
  { "employer_approval",  TEXT,    N_("Approval of the employer"), "employer.employer_approval", "decision" },
  { "employer_approved_on", DATE,  N_("Employer approved on"), "employer.employer_approval" },
  { "employer_approved_until", DATE, N_("Employer approved until"), "employer.employer_approval" },
  { "employer_dues_until", DATE,   N_("Certificate of taxes and contributions valid until"),
    "employer.employer_identity" },
  { "employer_licence_until", DATE, N_("Licence valid until"), "employer.employer_identity" },
  { "open_findings",      INTEGER, N_("Open findings against the employer"), "finding.finding" },
  { "open_wage_findings", INTEGER, N_("Open findings on wages"), "finding.finding" },
  END
};

static const GolFactView views[] = {
  { "worker_facts", "worker", worker_facts },
  { "placement_facts", "placement", placement_facts },
  { "order_facts", "order", order_facts },
};

static const GolFactFunction functions[] = {
  { "age_between", 4, 4 },
  { "add_months", 2, 2 },
  { "add_days", 2, 2 },
  { "days_between", 2, 2 },
  { "in_year", 2, 2 },
  { "days_present", 4, 4 },
  { "months_present", 4, 4 },
  { "days_since_return", 3, 3 },
  { "present_in_years", 4, 4 },
  { "least", 2, 8 },
  { "greatest", 2, 8 },
  { "has", 2, 2 },
  { "only", 2, 2 },
  { "dated_from", 2, 2 },
  { "dated_until", 2, 2 },
  { "deduction", 3, 3 },
};

/**
 * gol_fact_view_find:
 * @name_or_entity: "worker_facts" or "worker"
 *
 * Returns: (nullable): the view
 */
const GolFactView *
gol_fact_view_find (const char *name_or_entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].name, name_or_entity) || g_str_equal (views[i].entity, name_or_entity))
      return &views[i];
  return NULL;
}

/** gol_fact_view_nth: every view in turn; %NULL after the last */
const GolFactView *
gol_fact_view_nth (guint position)
{
  return position < G_N_ELEMENTS (views) ? &views[position] : NULL;
}

/** gol_fact_view_get: (nullable): the fact of that name */
const GolFact *
gol_fact_view_get (const GolFactView *self,
                   const char        *fact)
{
  for (const GolFact *at = self->facts; at->name != NULL; at++)
    if (g_str_equal (at->name, fact))
      return at;
  return NULL;
}

/** gol_fact_get_label: translated */
const char *
gol_fact_get_label (const GolFact *fact)
{
  return _(fact->label);
}

/**
 * gol_fact_get_readers:
 *
 * Returns: #GolParty flags of who may read every section that the fact rests on
 */
guint
gol_fact_get_readers (const GolFact *fact)
{
  guint readers = GOL_PARTY_EVERYBODY;

  g_auto (GStrv) paths = g_strsplit (fact->sections, " ", -1);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (paths[i], ".", 2);
      const GolEntity *entity = gol_dictionary_find_entity (parts[0]);
      const GolSection *section = entity != NULL ? gol_entity_find_section (entity, parts[1]) : NULL;
      g_assert (section != NULL);
      readers &= section->readers;
    }
  return readers;
}

/** gol_fact_function_find: (nullable): the function of that name */
const GolFactFunction *
gol_fact_function_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_str_equal (functions[i].name, name))
      return &functions[i];
  return NULL;
}

/** gol_fact_function_nth: every function in turn; %NULL after the last */
const GolFactFunction *
gol_fact_function_nth (guint position)
{
  return position < G_N_ELEMENTS (functions) ? &functions[position] : NULL;
}
