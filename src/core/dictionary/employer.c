/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

static const GolField contact_columns[] = {
  { "name",     NAME,  N_("Name") },
  { "role",     TEXT,  N_("Role") },
  { "phone",    PHONE, N_("Telephone") },
  { "email",    EMAIL, N_("E-mail") },
  { "language", CODE,  N_("Language") },
  END
};

static const GolField agent_columns[] = {
  { "name",    NAME,    N_("Agent or recruiter") },
  { "licence", CODE,    N_("Licence") },
  { "country", COUNTRY, N_("Country") },
  { "phone",   PHONE,   N_("Telephone") },
  { "role",    TEXT,    N_("What it does for the employer") },
  END
};

static const GolField employer_identity[] = {
  { "legal_name",     NAME,    N_("Legal name"), .flags = REQUIRED | SEARCHED | SORTED | LISTED },
  { "trade_name",     NAME,    N_("Trade name"), .flags = SEARCHED },
  { "tax_number",     CODE,    N_("Tax number"), .flags = SEARCHED | KEY },
  { "employer_number", CODE,   N_("Number in the programme"), .flags = SEARCHED },
  { "association",    BOOLEAN, N_("Association of employers") },
  { "sector",         CODE,    N_("Sector"), .help = N_("ISIC Rev. 4.") },
  { "address",        TEXT,    N_("Address") },
  { "address_2",      TEXT,    N_("Address, second line") },
  { "place",          NAME,    N_("Town"), .flags = SEARCHED | LISTED },
  { "admin_1",        NAME,    N_("State or province"), .flags = SORTED | LISTED },
  { "postal_code",    CODE,    N_("Postal code") },
  { "country",        COUNTRY, N_("Country"), .flags = LISTED },
  { "phone",          PHONE,   N_("Telephone"), .flags = SEARCHED },
  { "email",          EMAIL,   N_("E-mail"), .flags = SEARCHED },
  { "contacts",       ROWS,    N_("Contacts"), .columns = contact_columns },
  { "agents",         ROWS,    N_("Agents and recruiters"), .columns = agent_columns },
  { "licence",        CODE,    N_("Licence") },
  { "licence_until",  DATE,    N_("Licence valid until") },
  { "dues_until",     DATE,    N_("Certificate of taxes and contributions valid until") },
  { "papers",         ATTACHMENT, N_("Papers") },
  END
};

static const GolField employer_approval[] = {
  { "result",     CHOICE,    N_("Result"), "decision", .flags = SORTED | LISTED },
  { "decided_on", DATE,      N_("Decided on") },
  { "until",      DATE,      N_("Approved until"), .flags = SORTED },
  { "conditions", LONG_TEXT, N_("Conditions") },
  { "reason",     LONG_TEXT, N_("Reason") },
  END
};

static const GolSection employer_sections[] = {
  { "employer_identity", N_("Employer"), E, M | A | N | S, ON_BEHALF, 0, employer_identity },
  { "employer_approval", N_("Approval"), A, M | E | N | S, ON_BEHALF, 0, employer_approval },
  END
};

const GolEntity gol_entity_employer = {
  .name = "employer",
  .label = N_("Employer"),
  .label_many = N_("Employers"),
  .number = 4,
  .code_letter = 'E',
  .title = "employer_identity.legal_name",
  .sections = employer_sections,
};

static const GolField worksite_core[] = {
  { "employer",    REFERENCE, N_("Employer"), "employer", .flags = REQUIRED | SORTED | LISTED },
  { "name",        NAME,      N_("Worksite"), .flags = SEARCHED | LISTED },
  { "address",     TEXT,      N_("Address") },
  { "place",       NAME,      N_("Town"), .flags = SEARCHED | SORTED | LISTED },
  { "admin_1",     NAME,      N_("State or province"), .flags = SORTED | LISTED },
  { "postal_code", CODE,      N_("Postal code") },
  { "country",     COUNTRY,   N_("Country") },
  { "district",    CODE,      N_("District"), .flags = SORTED,
    .help = N_("The consular or labour district, which decides who watches over the place.") },
  { "latitude",    DECIMAL,   N_("Latitude") },
  { "longitude",   DECIMAL,   N_("Longitude") },
  END
};

static const GolField deficiency_columns[] = {
  { "what",     TEXT,   N_("Deficiency") },
  { "severity", CHOICE, N_("Severity"), "severity" },
  { "due",      DATE,   N_("To be mended by") },
  { "mended",   DATE,   N_("Mended on") },
  END
};

static const GolField housing[] = {
  { "address",        TEXT,    N_("Address of the housing") },
  { "capacity",       INTEGER, N_("Beds"), .flags = SORTED },
  { "capacity_women", INTEGER, N_("Beds for women") },
  { "capacity_men",   INTEGER, N_("Beds for men") },
  { "inspected",      DATE,    N_("Inspected on"), .flags = SORTED },
  { "inspected_by",   NAME,    N_("Inspected by") },
  { "result",         CHOICE,  N_("Result"), "inspection" },
  { "until",          DATE,    N_("Valid until") },
  { "deficiencies",   ROWS,    N_("Deficiencies"), .columns = deficiency_columns },
  { "papers",         ATTACHMENT, N_("Inspection report") },
  END
};

static const GolSection worksite_sections[] = {
  { "worksite_core", N_("Worksite"), M, M | A | E | N | S, MOVES_SCOPE, 0, worksite_core },
  { "housing",       N_("Housing"), E, M | A | S | N, ON_BEHALF, 0, housing },
  END
};

const GolEntity gol_entity_worksite = {
  .name = "worksite",
  .label = N_("Worksite"),
  .label_many = N_("Worksites"),
  .number = 5,
  .parent = "worksite_core.employer",
  .title = "worksite_core.name,worksite_core.place",
  .sections = worksite_sections,
};

/* What an inspector or consul found, kept from the employer; what the employer is told stands in its own section. */
static const GolField finding[] = {
  { "employer",   REFERENCE, N_("Employer"), "employer", .flags = REQUIRED | SORTED | LISTED },
  { "worksite",   REFERENCE, N_("Worksite"), "worksite", .flags = LISTED },
  { "order",      REFERENCE, N_("Order"), "order" },
  { "placement",  REFERENCE, N_("Placement"), "placement" },
  { "visit",      REFERENCE, N_("Visit"), "visit" },
  { "kind",       CHOICE,    N_("Kind"), "finding", .flags = REQUIRED | SORTED | LISTED },
  { "severity",   CHOICE,    N_("Severity"), "severity", .flags = LISTED },
  { "clause",     CODE,      N_("Clause") },
  { "found_on",   DATE,      N_("Found on"), .flags = SORTED | LISTED },
  { "facts",      LONG_TEXT, N_("Facts") },
  { "evidence",   ATTACHMENT, N_("Evidence") },
  { "due",        DATE,      N_("To be mended by"), .flags = SORTED },
  { "closed",     DATE,      N_("Closed on"), .flags = SORTED },
  { "closed_how", TEXT,      N_("How it was closed") },
  END
};

static const GolField finding_notice[] = {
  { "what",        LONG_TEXT, N_("What must be mended") },
  { "due",         DATE,      N_("By") },
  { "sent",        DATE,      N_("Sent on") },
  { "answer",      LONG_TEXT, N_("Employer’s answer") },
  { "answered_on", DATE,      N_("Answered on") },
  { "mended_on",   DATE,      N_("Mended on") },
  END
};

static const GolSection finding_sections[] = {
  { "finding",        N_("Finding"), A | S | M, M | A | S, 0, 0, finding },
  { "finding_notice", N_("Notice to the employer"), A | S | M, M | A | S | E, 0, 0, finding_notice },
  END
};

const GolEntity gol_entity_finding = {
  .name = "finding",
  .label = N_("Finding"),
  .label_many = N_("Findings"),
  .number = 6,
  .parent = "finding.employer",
  .title = "finding.kind,finding.found_on",
  .sections = finding_sections,
};
