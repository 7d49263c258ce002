/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

static const GolField window_columns[] = {
  { "step",  CODE, N_("Step") },
  { "from",  DATE, N_("From") },
  { "until", DATE, N_("Until") },
  END
};

static const GolField quota_columns[] = {
  { "country", COUNTRY, N_("Country of origin") },
  { "sector",  CODE,    N_("Sector") },
  { "region",  NAME,    N_("Region") },
  { "posts",   INTEGER, N_("Posts") },
  END
};

static const GolField season_terms[] = {
  { "name",                NAME,    N_("Season"), .flags = REQUIRED | SEARCHED | LISTED },
  { "scheme",              CODE,    N_("Scheme"), "scheme", .flags = REQUIRED | SORTED | LISTED },
  { "scheme_version",      CODE,    N_("Version of the scheme") },
  { "origin",              COUNTRY, N_("Country of origin") },
  { "destination",         COUNTRY, N_("Country of destination") },
  { "agreement",           TEXT,    N_("Agreement it rests on") },
  { "starts",              DATE,    N_("Starts on"), .flags = REQUIRED | SORTED | LISTED },
  { "ends",                DATE,    N_("Ends on"), .flags = REQUIRED | LISTED },
  { "windows",             ROWS,    N_("Windows"), .columns = window_columns },
  { "quotas",              ROWS,    N_("Quotas"), .columns = quota_columns },
  { "sectors",             TEXT,    N_("Sectors") },
  { "note",                LONG_TEXT, N_("Note") },
  END
};

static const GolSection season_sections[] = {
  { "season_terms", N_("Season"), M, EVERYBODY, 0, 0, season_terms },
  END
};

const GolEntity gol_entity_season = {
  .name = "season",
  .label = N_("Season"),
  .label_many = N_("Seasons"),
  .number = 2,
  .title = "season_terms.name",
  .sections = season_sections,
};

static const GolField call_sheet[] = {
  { "title",    TEXT,      N_("Title"), .flags = REQUIRED | SEARCHED | LISTED },
  { "season",   REFERENCE, N_("Season"), "season", .flags = SORTED | LISTED },
  { "order",    REFERENCE, N_("Order"), "order" },
  { "posts",    INTEGER,   N_("Posts"), .flags = LISTED },
  { "profile",  LONG_TEXT, N_("Who is looked for") },
  { "places",   LONG_TEXT, N_("Where to apply") },
  { "opens",    DATE,      N_("Opens on"), .flags = SORTED | LISTED },
  { "closes",   DATE,      N_("Closes on"), .flags = LISTED },
  { "text",     LONG_TEXT, N_("Text of the call") },
  { "languages", LANGUAGES, N_("Published in") },
  { "free",     BOOLEAN,   N_("Says that it is free of charge") },
  { "hotline",  PHONE,     N_("Hotline") },
  { "campaign", REFERENCE, N_("Campaign"), "campaign" },
  END
};

static const GolSection call_sections[] = {
  { "call_sheet", N_("Call"), M, M | N | S | T | P, 0, 0, call_sheet },
  END
};

const GolEntity gol_entity_call = {
  .name = "call",
  .label = N_("Call"),
  .label_many = N_("Calls"),
  .number = 3,
  .parent = "call_sheet.season",
  .title = "call_sheet.title",
  .sections = call_sections,
};
