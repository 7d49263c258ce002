/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/* Names stand twice: as the person writes them, and as the machine-readable zone of the passport has them. */
static const GolField name_photo[] = {
  { "given_names",     NAME,     N_("Given names"), .flags = REQUIRED | SEARCHED | SORTED | LISTED },
  { "surname_1",       NAME,     N_("First surname"), .flags = REQUIRED | SEARCHED | SORTED | LISTED },
  { "surname_2",       NAME,     N_("Second surname"), .flags = SEARCHED | LISTED },
  { "mrz_surname",     CODE,     N_("Surname in the passport’s machine-readable zone"), .flags = SEARCHED },
  { "mrz_given_names", CODE,     N_("Given names in the machine-readable zone"), .flags = SEARCHED },
  { "known_as",        NAME,     N_("Known as"), .flags = SEARCHED },
  { "portrait",        PORTRAIT, N_("Portrait"), .flags = WANTED },
  END
};

static const GolField civil[] = {
  { "sex",          CHOICE,       N_("Sex"), "sex", .flags = REQUIRED | LISTED },
  { "birth_date",   PARTIAL_DATE, N_("Born on"), .flags = REQUIRED | SEARCHED | SORTED | LISTED,
    .help = N_("A year, or a year and a month, when that is all that is known.") },
  { "birth_place",  NAME,         N_("Born in") },
  { "nationality",  COUNTRY,      N_("Nationality"), .flags = WANTED },
  { "civil_status", CHOICE,       N_("Civil status"), "civil_status" },
  END
};

static const GolField identity_numbers[] = {
  { "national_number",      CODE,   N_("National number"), .check = "@national_number_type",
    .flags = WANTED | SEARCHED | KEY },
  { "national_number_type", CHOICE, N_("Kind of national number"), "national_number_type" },
  { "passport_number",      CODE,   N_("Passport number"), .flags = WANTED | SEARCHED | KEY },
  { "passport_issuer",      COUNTRY, N_("Passport issued by") },
  { "passport_issued",      DATE,   N_("Passport issued on") },
  { "passport_expires",     DATE,   N_("Passport expires on"), .flags = WANTED | SORTED },
  { "mrz",                  CODE,   N_("Machine-readable zone"), .check = "mrz" },
  { "other_number",         CODE,   N_("File number elsewhere"), .flags = SEARCHED,
    .help = N_("The number of the person’s file at another office or in an earlier register.") },
  END
};

static const GolField contact[] = {
  { "phone_1",         PHONE, N_("Telephone"), .flags = WANTED | SEARCHED | LISTED },
  { "phone_2",         PHONE, N_("Other telephone"), .flags = SEARCHED },
  { "whatsapp",        PHONE, N_("WhatsApp") },
  { "email",           EMAIL, N_("E-mail"), .flags = SEARCHED },
  { "address",         TEXT,  N_("Address") },
  { "community",       NAME,  N_("Community"), .flags = SEARCHED },
  { "admin_2",         NAME,  N_("Municipality"), .flags = SEARCHED | SORTED | LISTED },
  { "admin_2_code",    CODE,  N_("Municipality’s code"),
    .help = N_("As the statistics office of the country numbers it.") },
  { "admin_1",         NAME,  N_("State, department or province"), .flags = SEARCHED | SORTED | LISTED },
  { "admin_1_code",    CODE,  N_("Its code"), .help = N_("ISO 3166-2, such as MX-OAX.") },
  { "postal_code",     CODE,  N_("Postal code") },
  { "country",         COUNTRY, N_("Country") },
  { "emergency_name",  NAME,  N_("Whom to call in an emergency"), .flags = WANTED },
  { "emergency_phone", PHONE, N_("Telephone in an emergency"), .flags = WANTED },
  END
};

static const GolField member_columns[] = {
  { "name",        NAME,         N_("Name") },
  { "relation",    CHOICE,       N_("Relation"), "relation" },
  { "sex",         CHOICE,       N_("Sex"), "sex" },
  { "birth_date",  PARTIAL_DATE, N_("Born on") },
  { "dependency",  CHOICE,       N_("Depends on the worker"), "dependency" },
  { "disability",  BOOLEAN,      N_("Lives with a disability") },
  { "school",      TEXT,         N_("School") },
  { "carer",       NAME,         N_("Who cares for the child meanwhile") },
  { "carer_phone", PHONE,        N_("Carer’s telephone") },
  { "beneficiary", BOOLEAN,      N_("Beneficiary") },
  END
};

static const GolField household[] = {
  { "members",           ROWS,    N_("Members"), .columns = member_columns },
  { "dependents",        INTEGER, N_("People who depend on the worker") },
  { "head_of_household", BOOLEAN, N_("Head of the household") },
  { "income_band",       CHOICE,  N_("Household income"), "income_band" },
  { "land",              CHOICE,  N_("Land"), "land" },
  END
};

static const GolField occupation_columns[] = {
  { "occupation", OCCUPATION, N_("Occupation") },
  { "years",      INTEGER,    N_("Years") },
  { "country",    COUNTRY,    N_("Country") },
  { "where",      TEXT,       N_("Where and for whom") },
  END
};

static const GolField experience[] = {
  { "schooling",    CHOICE,    N_("Schooling"), "schooling" },
  { "literacy",     CHOICE,    N_("Reads and writes"), "literacy" },
  { "languages",    LANGUAGES, N_("Languages spoken"), .flags = WANTED },
  { "occupations",  ROWS,      N_("Occupations"), .columns = occupation_columns },
  { "crops",        SET,       N_("Crops and work known"), "crop" },
  { "years",        INTEGER,   N_("Years of experience"), .flags = SORTED },
  { "licences",     SET,       N_("Licences"), "licence" },
  { "shirt_size",   TEXT,      N_("Shirt size") },
  { "trouser_size", TEXT,      N_("Trouser size") },
  { "boot_size",    TEXT,      N_("Boot size") },
  { "requested_by", NAME,      N_("Employer who asks for the person"), .flags = SEARCHED },
  END
};

static const GolField bank[] = {
  { "account", CODE, N_("Account number") },
  { "clabe",   CODE, N_("CLABE"), .check = "mx-clabe" },
  { "iban",    CODE, N_("IBAN"), .check = "iban" },
  { "bank",    NAME, N_("Bank") },
  { "holder",  NAME, N_("Account holder") },
  END
};

static const GolField stay_columns[] = {
  { "country",  COUNTRY,      N_("Country") },
  { "from",     PARTIAL_DATE, N_("From") },
  { "to",       PARTIAL_DATE, N_("To") },
  { "scheme",   TEXT,         N_("Programme") },
  { "employer", NAME,         N_("Employer") },
  { "note",     TEXT,         N_("Note") },
  END
};

static const GolField refusal_columns[] = {
  { "country", COUNTRY,      N_("Country") },
  { "on",      PARTIAL_DATE, N_("On") },
  { "kind",    CHOICE,       N_("What was refused"), "refusal" },
  { "reason",  TEXT,         N_("Reason given") },
  END
};

static const GolField visa_columns[] = {
  { "country", COUNTRY, N_("Country") },
  { "kind",    TEXT,    N_("Kind of visa") },
  { "number",  CODE,    N_("Number") },
  { "from",    DATE,    N_("From") },
  { "until",   DATE,    N_("Until") },
  END
};

static const GolField prior_migration[] = {
  { "earlier_seasons", INTEGER, N_("Earlier seasons") },
  { "stays",           ROWS,    N_("Earlier stays"), .columns = stay_columns },
  { "refusals",        ROWS,    N_("Refusals"), .columns = refusal_columns },
  { "visas",           ROWS,    N_("Earlier visas"), .columns = visa_columns },
  END
};

static const GolField consent_columns[] = {
  { "purpose",      CHOICE, N_("Purpose"), "consent_purpose" },
  { "text_version", CODE,   N_("Version of the text") },
  { "language",     CODE,   N_("Language read or heard in") },
  { "given",        DATE,   N_("Given on") },
  { "withdrawn",    DATE,   N_("Withdrawn on") },
  { "how",          CHOICE, N_("How it was given"), "signature" },
  { "witness",      NAME,   N_("Witness") },
  END
};

static const GolField consents[] = {
  { "consents", ROWS, N_("Consents"), .columns = consent_columns },
  END
};

static const GolField self_identification[] = {
  { "people",          TEXT,   N_("People or nation") },
  { "afro_descendant", CHOICE, N_("Afro-descendant"), "answer" },
  { "other",           TEXT,   N_("Other") },
  { "own_words",       LONG_TEXT, N_("In the person’s own words") },
  END
};

static const GolField person_link[] = {
  { "same_as", REFERENCE, N_("Same person as"), "worker" },
  { "reason",  TEXT,      N_("Why they are held to be the same") },
  END
};

/* One row per scheme that the ministry has answered for, so that others need not see the facts behind it. */
static const GolField answer_columns[] = {
  { "scheme",         CODE,   N_("Scheme"), "scheme" },
  { "scheme_version", CODE,   N_("Version") },
  { "result",         CHOICE, N_("May go again"), "truth" },
  { "on",             DATE,   N_("Asked for") },
  { "from",           DATE,   N_("Not before") },
  { "clauses",        SET,    N_("Clauses that fail"), NULL },
  END
};

static const GolField may_go_again[] = {
  { "answers", ROWS, N_("Answers"), .columns = answer_columns },
  END
};

static const GolSection sections[] = {
  { "name_photo",          N_("Name and portrait"), M, M | A | E | N | S | T | K | C, 0, 10, name_photo },
  { "civil",               N_("Civil data"), M, M | A | E_LATER | N | S | K | C, 0, 10, civil },
  { "identity_numbers",    N_("Identity documents"), M, M | A | N | S | C, 0, 10, identity_numbers },
  { "contact",             N_("Contact"), M, M | N | S | T, 0, 5, contact },
  { "household",           N_("Household"), M, M | S, 0, 5, household },
  { "experience",          N_("Schooling and experience"), M, M | A | E | N | S | T, 0, 10, experience },
  { "bank",                N_("Bank"), M, M, 0, 2, bank },
  { "prior_migration",     N_("Earlier migration"), M, M | A | N, 0, 10, prior_migration },
  { "consents",            N_("Consents"), M, M | R, 0, 10, consents },
  { "self_identification", N_("Self-identification"), M, M, PROTECTED | NO_RULE, 2, self_identification },
  { "person_link",         N_("Same person"), M, M, 0, 10, person_link },
  { "may_go_again",        N_("May she go again?"), M, M | A | E | N | S, ATTESTED, 10, may_go_again },
  END
};

const GolEntity gol_entity_worker = {
  .name = "worker",
  .label = N_("Worker"),
  .label_many = N_("Workers"),
  .number = 1,
  .code_letter = ' ',
  .title = "name_photo.surname_1,name_photo.surname_2,name_photo.given_names",
  .sections = sections,
};
