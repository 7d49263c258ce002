/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/*
 * The protected log. Links point from here to the open records, never back, and no rule of a scheme reads any of it:
 * a complaint can cost nobody the next season. "Named" officers hold a protected role; the parties here only say
 * which agencies may have such officers. A sanction is open to its ministry, which two of its officers decide.
 */
static const GolField complaint[] = {
  { "placement",    REFERENCE, N_("Placement"), "placement" },
  { "worker",       REFERENCE, N_("Worker"), "worker", .help = N_("Empty when the complaint is anonymous.") },
  { "worksite",     REFERENCE, N_("Worksite"), "worksite" },
  { "employer",     REFERENCE, N_("Employer or recruiter"), "employer" },
  { "channel",      CHOICE,    N_("Came by"), "channel" },
  { "received_on",  DATE,      N_("Received on"), .flags = REQUIRED | SORTED | LISTED },
  { "anonymous",    BOOLEAN,   N_("Anonymous"), .flags = LISTED },
  { "types",        SET,       N_("About"), "complaint", .flags = REQUIRED | LISTED },
  { "severity",     CHOICE,    N_("Severity"), "severity", .flags = SORTED | LISTED },
  { "facts",        LONG_TEXT, N_("Facts") },
  { "wishes",       LONG_TEXT, N_("What the person wishes") },
  { "language",     CODE,      N_("Language") },
  { "referred_to",  TEXT,      N_("Referred to") },
  { "actions",      LONG_TEXT, N_("What was done") },
  { "due",          DATE,      N_("Answer due by"), .flags = SORTED },
  { "outcome",      CHOICE,    N_("Outcome"), "complaint_outcome", .flags = SORTED | LISTED },
  { "closed",       DATE,      N_("Closed on"), .flags = SORTED },
  { "satisfaction", CHOICE,    N_("The person is content"), "scale" },
  { "reprisal",     CHOICE,    N_("Reprisal seen afterwards"), "answer" },
  { "scam_report",  REFERENCE, N_("Report of a scam"), "scam_report" },
  { "papers",       ATTACHMENT, N_("Papers") },
  END
};

static const GolSection complaint_sections[] = {
  { "complaint", N_("Complaint"), M | S | P, M | S | P, PROTECTED | NO_RULE, 10, complaint },
  END
};

const GolEntity gol_entity_complaint = {
  .name = "complaint",
  .label = N_("Complaint"),
  .label_many = N_("Complaints"),
  .number = 19,
  .code_letter = 'Q',
  .parent = "complaint.placement",
  .title = "complaint.types,complaint.received_on",
  .sections = complaint_sections,
};

/* The eleven indicators of forced labour of the ILO (2012): one can suffice, none is a verdict. */
static const GolField screening[] = {
  { "worker",      REFERENCE, N_("Worker"), "worker", .flags = SORTED },
  { "placement",   REFERENCE, N_("Placement"), "placement" },
  { "complaint",   REFERENCE, N_("Complaint"), "complaint" },
  { "screened_on", DATE,      N_("Screened on"), .flags = REQUIRED | SORTED | LISTED },
  { "indicators",  SET,       N_("Indicators seen"), "indicator", .flags = LISTED },
  { "reviewer",    NAME,      N_("Trained reviewer") },
  { "reviewed_on", DATE,      N_("Reviewed on"), .flags = SORTED },
  { "conclusion",  CHOICE,    N_("Conclusion"), "screening_conclusion", .flags = LISTED },
  { "facts",       LONG_TEXT, N_("Facts") },
  END
};

static const GolSection screening_sections[] = {
  { "screening", N_("Screening"), M | S, M | S, PROTECTED | NO_RULE, 10, screening },
  END
};

const GolEntity gol_entity_screening = {
  .name = "screening",
  .label = N_("Screening"),
  .label_many = N_("Screenings"),
  .number = 20,
  .parent = "screening.placement",
  .title = "screening.screened_on,screening.conclusion",
  .sections = screening_sections,
};

static const GolField exchange_columns[] = {
  { "on",      DATE,   N_("On") },
  { "with",    TEXT,   N_("With") },
  { "what",    TEXT,   N_("What was passed on") },
  { "consent", CHOICE, N_("With consent"), "answer" },
  END
};

static const GolField protection_case[] = {
  { "worker",      REFERENCE, N_("Worker"), "worker", .flags = SORTED | LISTED },
  { "screening",   REFERENCE, N_("Screening"), "screening" },
  { "complaint",   REFERENCE, N_("Complaint"), "complaint" },
  { "opened",      DATE,      N_("Opened on"), .flags = REQUIRED | SORTED | LISTED },
  { "responsible", NAME,      N_("Responsible") },
  { "plan",        LONG_TEXT, N_("Plan") },
  { "referral",    TEXT,      N_("Referred to") },
  { "consent",     CHOICE,    N_("The person agrees"), "answer" },
  { "consent_on",  DATE,      N_("Agreed on") },
  { "exchange",    ROWS,      N_("What was passed on"), .columns = exchange_columns },
  { "psychosocial", LONG_TEXT, N_("Psychosocial note") },
  { "next_review", DATE,      N_("To be reviewed on"), .flags = SORTED },
  { "closed",      DATE,      N_("Closed on"), .flags = SORTED },
  { "outcome",     LONG_TEXT, N_("Outcome") },
  { "papers",      ATTACHMENT, N_("Papers") },
  END
};

static const GolSection protection_sections[] = {
  { "protection_case", N_("Protection case"), M | S, M | S | P, PROTECTED | NO_RULE, 10, protection_case },
  END
};

const GolEntity gol_entity_protection_case = {
  .name = "protection_case",
  .label = N_("Protection case"),
  .label_many = N_("Protection cases"),
  .number = 21,
  .parent = "protection_case.worker",
  .title = "protection_case.worker,protection_case.opened",
  .sections = protection_sections,
};

/* Rules see only the attested "no unpaid fee". */
static const GolField fee[] = {
  { "worker",      REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "placement",   REFERENCE, N_("Placement"), "placement", .flags = SORTED },
  { "category",    CHOICE,    N_("What for"), "fee", .flags = REQUIRED | SORTED | LISTED },
  { "borne_by",    CHOICE,    N_("Paid by"), "payer", .flags = LISTED },
  { "payee",       NAME,      N_("Paid to") },
  { "amount",      MONEY,     N_("Amount"), "currency", .flags = REQUIRED | LISTED },
  { "currency",    CURRENCY,  N_("Currency"), .flags = REQUIRED },
  { "paid_on",     PARTIAL_DATE, N_("Paid on"), .flags = SORTED },
  { "receipt",     CHOICE,    N_("There is a receipt"), "answer" },
  { "allowed",     CHOICE,    N_("The scheme allows it"), "answer" },
  { "refund_due",  MONEY,     N_("To be refunded"), "currency" },
  { "refunded",    MONEY,     N_("Refunded"), "currency" },
  { "refunded_on", DATE,      N_("Refunded on") },
  { "account",     LONG_TEXT, N_("Account") },
  { "papers",      ATTACHMENT, N_("Papers") },
  END
};

static const GolSection fee_sections[] = {
  { "fee", N_("Fee"), M | S, M | S, PROTECTED | NO_RULE, 10, fee },
  END
};

const GolEntity gol_entity_fee = {
  .name = "fee",
  .label = N_("Fee"),
  .label_many = N_("Fees"),
  .number = 22,
  .parent = "fee.worker",
  .title = "fee.category,fee.paid_on",
  .sections = fee_sections,
};

/* Remittances are private: given freely, never an input to any rule. */
static const GolField remittance[] = {
  { "worker",       REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED },
  { "sent_on",      DATE,      N_("Sent on"), .flags = SORTED | LISTED },
  { "from_country", COUNTRY,   N_("From"), .flags = LISTED },
  { "to_country",   COUNTRY,   N_("To"), .flags = LISTED },
  { "amount",       MONEY,     N_("Amount sent"), "currency", .flags = LISTED },
  { "currency",     CURRENCY,  N_("Currency") },
  { "fee",          MONEY,     N_("Fee"), "currency" },
  { "rate",         DECIMAL,   N_("Rate offered") },
  { "mid_rate",     DECIMAL,   N_("Market rate that day") },
  { "received",     MONEY,     N_("Amount received"), "received_currency" },
  { "received_currency", CURRENCY, N_("Currency received") },
  { "provider",     NAME,      N_("Provider"), .flags = LISTED },
  { "method",       CHOICE,    N_("Method"), "remittance_method" },
  END
};

static const GolSection remittance_sections[] = {
  { "remittance", N_("Remittance"), M, M, PROTECTED | NO_RULE, 2, remittance },
  END
};

const GolEntity gol_entity_remittance = {
  .name = "remittance",
  .label = N_("Remittance"),
  .label_many = N_("Remittances"),
  .number = 23,
  .parent = "remittance.worker",
  .title = "remittance.sent_on,remittance.amount",
  .sections = remittance_sections,
};

/* Individual, reasoned, dated, ending and open to appeal: nobody is listed for good, and no group ever. */
static const GolField sanction[] = {
  { "worker",         REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "reason",         LONG_TEXT, N_("Reason"), .flags = REQUIRED },
  { "scheme",         CODE,      N_("Scheme"), "scheme" },
  { "clause",         CODE,      N_("Clause"), .flags = REQUIRED | LISTED },
  { "from",           DATE,      N_("From"), .flags = REQUIRED | SORTED | LISTED },
  { "until",          DATE,      N_("Until"), .flags = REQUIRED | SORTED | LISTED },
  { "heard_on",       DATE,      N_("The person was heard on") },
  { "notified_on",    DATE,      N_("Notified on") },
  { "first_decider",  NAME,      N_("First decider"), .flags = REQUIRED },
  { "second_decider", NAME,      N_("Second decider"), .flags = REQUIRED },
  { "appeal",         CHOICE,    N_("Appeal"), "appeal", .flags = LISTED },
  { "appealed_on",    DATE,      N_("Appealed on") },
  { "appeal_result",  LONG_TEXT, N_("Answer to the appeal") },
  { "lifted_on",      DATE,      N_("Lifted on"), .flags = SORTED },
  END
};

static const GolSection sanction_sections[] = {
  { "sanction", N_("Sanction"), M, M, TWO_OFFICERS, 5, sanction },
  END
};

const GolEntity gol_entity_sanction = {
  .name = "sanction",
  .label = N_("Sanction"),
  .label_many = N_("Sanctions"),
  .number = 24,
  .parent = "sanction.worker",
  .title = "sanction.clause,sanction.from",
  .sections = sanction_sections,
};
