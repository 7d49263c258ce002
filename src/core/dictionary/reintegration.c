/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

static const GolField plan[] = {
  { "worker",      REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "placement",   REFERENCE, N_("Placement"), "placement" },
  { "opened",      DATE,      N_("Opened on"), .flags = SORTED | LISTED },
  { "due",         DATE,      N_("Plan due by"), .flags = SORTED },
  { "goal",        CHOICE,    N_("Goal"), "reintegration_goal", .flags = LISTED },
  { "plan",        LONG_TEXT, N_("Plan") },
  { "local_need",  REFERENCE, N_("Local need it answers"), "local_need" },
  { "responsible", NAME,      N_("Responsible") },
  { "occupation_before", OCCUPATION, N_("Occupation before") },
  { "certificate", CODE,      N_("Skills certificate") },
  { "certified_on", DATE,     N_("Certified on") },
  END
};

static const GolField followup_columns[] = {
  { "months",     INTEGER,    N_("Months after the return") },
  { "on",         DATE,       N_("On") },
  { "situation",  CHOICE,     N_("Situation"), "situation" },
  { "occupation", OCCUPATION, N_("Occupation") },
  { "income",     CHOICE,     N_("Household income"), "income_band" },
  { "family",     TEXT,       N_("How those who stayed are") },
  { "note",       TEXT,       N_("Note") },
  END
};

static const GolField followup[] = {
  { "followups", ROWS, N_("Follow-ups"), .columns = followup_columns },
  { "next",      DATE, N_("Next one by"), .flags = SORTED },
  END
};

static const GolField project[] = {
  { "name",      NAME,     N_("Project"), .flags = SEARCHED },
  { "kind",      CHOICE,   N_("Kind"), "project", .flags = SORTED },
  { "place",     NAME,     N_("Place") },
  { "grant",     MONEY,    N_("Grant"), "currency" },
  { "loan",      MONEY,    N_("Loan"), "currency" },
  { "own_money", MONEY,    N_("Own money"), "currency" },
  { "currency",  CURRENCY, N_("Currency") },
  { "payer",     NAME,     N_("Given by") },
  { "started",   DATE,     N_("Started on") },
  { "jobs",      INTEGER,  N_("Jobs made") },
  { "outcome",   CHOICE,   N_("Outcome"), "project_outcome", .flags = SORTED },
  { "outcome_on", DATE,    N_("Known on") },
  END
};

static const GolSection reintegration_sections[] = {
  { "plan",     N_("Plan"), M | P, M | P, 0, 5, plan },
  { "followup", N_("Follow-up"), M | P, M | P, 0, 5, followup },
  { "project",  N_("Project"), M | P, M | P, 0, 5, project },
  END
};

const GolEntity gol_entity_reintegration = {
  .name = "reintegration",
  .label = N_("Reintegration"),
  .label_many = N_("Reintegrations"),
  .number = 25,
  .parent = "plan.worker",
  .title = "plan.worker,plan.goal",
  .sections = reintegration_sections,
};

static const GolField local_need[] = {
  { "title",      TEXT,       N_("Need"), .flags = REQUIRED | SEARCHED | LISTED },
  { "admin_1",    NAME,       N_("State, department or province"), .flags = SORTED | LISTED },
  { "admin_2",    NAME,       N_("Municipality"), .flags = SEARCHED | SORTED | LISTED },
  { "kind",       CHOICE,     N_("Kind"), "local_need", .flags = LISTED },
  { "occupation", OCCUPATION, N_("Occupation") },
  { "posts",      INTEGER,    N_("Posts or places"), .flags = LISTED },
  { "from",       DATE,       N_("From"), .flags = SORTED },
  { "until",      DATE,       N_("Until"), .flags = SORTED },
  { "contact",    TEXT,       N_("Whom to ask") },
  { "text",       LONG_TEXT,  N_("Description") },
  END
};

static const GolSection local_need_sections[] = {
  { "local_need", N_("Local need"), M | S | P, M | S | P, 0, 0, local_need },
  END
};

const GolEntity gol_entity_local_need = {
  .name = "local_need",
  .label = N_("Local need"),
  .label_many = N_("Local needs"),
  .number = 26,
  .title = "local_need.title,local_need.admin_2",
  .sections = local_need_sections,
};

static const GolField campaign[] = {
  { "title",     TEXT,      N_("Campaign"), .flags = REQUIRED | SEARCHED | LISTED },
  { "message",   LONG_TEXT, N_("Message") },
  { "languages", LANGUAGES, N_("Languages") },
  { "channels",  SET,       N_("Channels"), "campaign_channel" },
  { "places",    TEXT,      N_("Places") },
  { "from",      DATE,      N_("From"), .flags = SORTED | LISTED },
  { "until",     DATE,      N_("Until"), .flags = LISTED },
  { "reach",     INTEGER,   N_("People reached"), .flags = LISTED },
  { "season",    REFERENCE, N_("Season"), "season" },
  END
};

static const GolSection campaign_sections[] = {
  { "campaign", N_("Campaign"), M | S | P, M | S | P, 0, 0, campaign },
  END
};

const GolEntity gol_entity_campaign = {
  .name = "campaign",
  .label = N_("Campaign"),
  .label_many = N_("Campaigns"),
  .number = 27,
  .title = "campaign.title",
  .sections = campaign_sections,
};

static const GolField scam_report[] = {
  { "received_on", DATE,      N_("Received on"), .flags = REQUIRED | SORTED | LISTED },
  { "channel",     CHOICE,    N_("Came by"), "channel", .flags = LISTED },
  { "admin_1",     NAME,      N_("State, department or province"), .flags = SORTED | LISTED },
  { "admin_2",     NAME,      N_("Municipality"), .flags = SEARCHED | LISTED },
  { "kind",        CHOICE,    N_("Kind"), "scam", .flags = LISTED },
  { "facts",       LONG_TEXT, N_("Facts") },
  { "offered_by",  TEXT,      N_("Who made the offer"), .flags = SEARCHED },
  { "asked",       MONEY,     N_("Money asked"), "currency" },
  { "currency",    CURRENCY,  N_("Currency") },
  { "victims",     INTEGER,   N_("People affected") },
  { "campaign",    REFERENCE, N_("Campaign through which it came"), "campaign" },
  { "referred_to", TEXT,      N_("Referred to") },
  { "closed",      DATE,      N_("Closed on"), .flags = SORTED },
  END
};

static const GolSection scam_sections[] = {
  { "scam_report", N_("Report of a scam"), M | S | P, M | S | P, 0, 10, scam_report },
  END
};

const GolEntity gol_entity_scam_report = {
  .name = "scam_report",
  .label = N_("Report of a scam"),
  .label_many = N_("Reports of scams"),
  .number = 28,
  .parent = "scam_report.campaign",
  .title = "scam_report.received_on,scam_report.admin_2",
  .sections = scam_sections,
};
