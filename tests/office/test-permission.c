/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-permission.h"

/*
 * Who may read and write what, as docs/DESIGN.md has it, written down a second time and independently of the
 * dictionary: writers and readers by their letters (e: the employer once it has accepted), and marks: * protected, !
 * attested, h the ministry may lodge it, o a writer reads its own, d a supervisor's decision. The letters of a party
 * are those of the table.
 */
static const struct { const char *section, *writers, *readers, *marks; } table[] = {
  { "worker.name_photo", "M", "MAENSTKC", "" },
  { "worker.civil", "M", "MAeNSKC", "" },
  { "worker.identity_numbers", "M", "MANSC", "" },
  { "worker.contact", "M", "MNST", "" },
  { "worker.household", "M", "MS", "" },
  { "worker.experience", "M", "MAENST", "" },
  { "worker.bank", "M", "M", "" },
  { "worker.prior_migration", "M", "MAN", "" },
  { "worker.consents", "M", "MR", "" },
  { "worker.self_identification", "M", "M", "*" },
  { "worker.person_link", "M", "M", "" },
  { "worker.may_go_again", "M", "MAENS", "!" },
  { "season.season_terms", "M", "MAENSTKCPR", "" },
  { "call.call_sheet", "M", "MNSTP", "" },
  { "employer.employer_identity", "E", "MANS", "h" },
  { "employer.employer_approval", "A", "MENS", "hd" },
  { "worksite.worksite_core", "M", "MAENS", "" },
  { "worksite.housing", "E", "MASN", "h" },
  { "finding.finding", "ASM", "MAS", "" },
  { "finding.finding_notice", "ASM", "MASE", "" },
  { "order.order_terms", "EM", "MANSE", "h" },
  { "order.order_names", "E", "MNSE", "h" },
  { "order.order_origin_decision", "M", "MANSE", "d" },
  { "order.order_destination_decision", "A", "MANSE", "hd" },
  { "placement.placement_core", "M", "MAENSTKC", "" },
  { "placement.selection", "M", "MN", "" },
  { "placement.employer_answer", "E", "MNSE", "h" },
  { "placement.contract", "M", "MAENS", "" },
  { "placement.return_commitment", "M", "MNS", "" },
  { "placement.authorisation", "A", "MENS", "h" },
  { "placement.visa_application", "N", "M", "h" },
  { "placement.visa_validity", "N", "MAES", "h" },
  { "placement.employer_evaluation", "E", "MS", "h" },
  { "placement.worker_evaluation", "M", "MS", "" },
  { "attestation.attestation", "MAENSTKC", "MAENSTKC", "!" },
  { "event.event", "MAENSC", "MAENSC", "" },
  { "event.event_evidence", "MAENSC", "MNSA", "" },
  { "travel.booking", "MEC", "MENSC", "" },
  { "training.session", "TM", "MT", "" },
  { "training.attendance", "TM", "MT", "" },
  { "training.result", "TM", "MT", "" },
  { "fitness.fitness", "KM", "MN", "" },
  { "medical.medical_detail", "K", "KM", "*" },
  { "visit.visit", "SA", "MSA", "" },
  { "incident.incident", "SEM", "MSA", "o" },
  { "pay.pay_sample", "SM", "MSA", "" },
  { "insured_period.insured_period", "MS", "MS", "" },
  { "complaint.complaint", "MSP", "MSP", "*" },
  { "screening.screening", "MS", "MS", "*" },
  { "protection_case.protection_case", "MS", "MSP", "*" },
  { "fee.fee", "MS", "MS", "*" },
  { "remittance.remittance", "M", "M", "*" },
  { "sanction.sanction", "M", "M", "d" },
  { "reintegration.plan", "MP", "MP", "" },
  { "reintegration.followup", "MP", "MP", "" },
  { "reintegration.project", "MP", "MP", "" },
  { "local_need.local_need", "MSP", "MSP", "" },
  { "campaign.campaign", "MSP", "MSP", "" },
  { "scam_report.scam_report", "MSP", "MSP", "" },
  { "agency.agency", "M", "MAENSTKCPR", "" },
  { "actor_table.actor_table", "M", "MAENSTKCPR", "" },
  { "scheme.scheme", "M", "MAENSTKCPR", "" },
  { "calendar.calendar", "M", "MAENSTKCPR", "" },
  { "district.district", "M", "MAENSTKCPR", "" },
  { "document.document", "M", "MANS", "" },
  { "step.step", "MAENSTKC", "MAENS", "" },
  { "discrepancy.discrepancy", "M", "M", "" },
};

static const struct { char letter; const char *kind;
} kinds[] = {
  { 'M', "ministry" },         { 'A', "authority" }, { 'E', "employer" }, { 'N', "consulate-destination" },
  { 'S', "consulate-origin" }, { 'T', "training" },  { 'K', "clinic" },   { 'C', "carrier" },
  { 'P', "partner" },          { 'R', "auditor" },
};

#define ALL_ROLES                                                                                                      \
  (GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR | GOL_ROLE_PROTECTED | GOL_ROLE_ADMINISTRATOR | GOL_ROLE_AUDITOR)

static gboolean
marked (guint at,
        char  mark)
{
  return strchr (table[at].marks, mark) != NULL;
}

static GolAccess
expected_read (guint at,
               char  letter,
               guint roles)
{
  gboolean everybody = strlen (table[at].readers) == G_N_ELEMENTS (kinds);
  char only[] = { letter, '\0' };

  if (marked (at, '*') && !(roles & GOL_ROLE_PROTECTED))
    return GOL_ACCESS_NONE;
  if (!everybody && !(roles & ~GOL_ROLE_ADMINISTRATOR))
    return GOL_ACCESS_NONE;
  if (strchr (table[at].readers, letter) != NULL || g_str_equal (table[at].writers, only))
    return GOL_ACCESS_FULL;
  if (letter == 'E' && strchr (table[at].readers, 'e') != NULL)
    return GOL_ACCESS_ACCEPTED;
  if (marked (at, 'o') && strchr (table[at].writers, letter) != NULL)
    return GOL_ACCESS_OWN;
  return GOL_ACCESS_NONE;
}

static gboolean
expected_write (guint at,
                char  letter,
                guint roles)
{
  gboolean party = strchr (table[at].writers, letter) != NULL || (marked (at, 'h') && letter == 'M');

  if (!party || marked (at, '!') || (roles & GOL_ROLE_AUDITOR) != 0)
    return FALSE;
  if (marked (at, '*'))
    return (roles & GOL_ROLE_PROTECTED) != 0;
  if (marked (at, 'd'))
    return (roles & GOL_ROLE_SUPERVISOR) != 0;
  return (roles & (GOL_ROLE_CLERK | GOL_ROLE_SUPERVISOR)) != 0;
}

static const GolSection *
find (guint at)
{
  g_auto(GStrv) names = g_strsplit (table[at].section, ".", 2);
  const GolEntity *entity = gol_dictionary_find_entity (names[0]);

  return entity != NULL ? gol_entity_find_section (entity, names[1]) : NULL;
}

static void
test_table_is_whole (void)
{
  const GolEntity * const *entities = gol_dictionary_get_entities ();
  guint n = 0;

  for (guint i = 0; entities[i] != NULL; i++)
    for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
      n++;
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (table));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_nonnull (find (i));
      g_assert_cmpint (marked (i, '*'), ==, (find (i)->flags & GOL_SECTION_PROTECTED) != 0);
    }
}

/* Every section × every kind of office × every set of roles. */
static void
test_everything (void)
{
  guint refused = 0, allowed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      for (guint roles = 1; roles <= ALL_ROLES; roles++)
        {
          guint party = gol_office_kind_party (kinds[k].kind);
          GolAccess read = gol_permission_read (party, roles, find (i));
          gboolean write = gol_permission_write (party, roles, find (i)) == GOL_REFUSAL_NONE;

          if (read != expected_read (i, kinds[k].letter, roles))
            g_error ("%s reads %s with roles %u: %d", kinds[k].kind, table[i].section, roles, read);
          if (write != expected_write (i, kinds[k].letter, roles))
            g_error ("%s writes %s with roles %u: %d", kinds[k].kind, table[i].section, roles, write);
          refused += !write;
          allowed += write;
        }
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (allowed, >, 0);
}

/* Each refusal says who can. */
static void
test_sentences (void)
{
  static const struct
  {
    const char *entity, *section, *kind;
    guint roles;
    GolRefusal refusal;
    const char *word;
  } cases[] = {
    { "worker", "contact", "ministry", GOL_ROLE_AUDITOR, GOL_REFUSAL_AUDITOR, "auditor" },
    { "worker", "may_go_again", "ministry", GOL_ROLE_SUPERVISOR, GOL_REFUSAL_ATTESTED, "facts" },
    { "worker", "contact", "employer", GOL_ROLE_SUPERVISOR, GOL_REFUSAL_OFFICE, "another office" },
    { "complaint", "complaint", "ministry", GOL_ROLE_SUPERVISOR, GOL_REFUSAL_PROTECTED, "protected role" },
    { "order", "order_origin_decision", "ministry", GOL_ROLE_CLERK, GOL_REFUSAL_SUPERVISOR, "supervisor" },
    { "worker", "contact", "ministry", GOL_ROLE_ADMINISTRATOR, GOL_REFUSAL_ROLE, "clerk" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GolSection *section = gol_entity_find_section (gol_dictionary_find_entity (cases[i].entity),
                                                           cases[i].section);
      GolRefusal refusal = gol_permission_write (gol_office_kind_party (cases[i].kind), cases[i].roles, section);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (refusal, ==, cases[i].refusal);
      gol_permission_set_error (refusal, section, &error);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].word));
      g_assert_nonnull (strstr (error->message, gol_section_get_label (section)));
      g_assert_true (g_str_has_suffix (error->message, ".") || strchr (error->message, ':') != NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permission/table-is-whole", test_table_is_whole);
  g_test_add_func ("/permission/everything", test_everything);
  g_test_add_func ("/permission/sentences", test_sentences);
  return g_test_run ();
}
