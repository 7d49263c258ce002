/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/*
 * What the central ministry publishes, signed, and every partner obeys. Five entities rather than five sections of
 * one: there are many agencies and schemes, and each is a record of its own.
 */
static const GolField agency[] = {
  { "agency",     CODE,   N_("Agency"), .flags = REQUIRED | KEY | LISTED },
  { "name",       NAME,   N_("Name"), .flags = REQUIRED | SEARCHED | SORTED | LISTED },
  { "kind",       CHOICE, N_("Kind"), "office_kind", .flags = REQUIRED | LISTED },
  { "country",    COUNTRY, N_("Country"), .flags = LISTED },
  { "prefix",     CODE,   N_("Prefix of its file codes") },
  { "districts",  SET,    N_("Districts it sees") },
  { "employer",   REFERENCE, N_("Employer"), "employer" },
  { "seal_key",   CODE,   N_("Key for sealing") },
  { "wipe_key",   CODE,   N_("Key for orders to wipe") },
  { "ends",       DATE,   N_("Takes part until") },
  END
};

static const GolSection agency_sections[] = {
  { "agency", N_("Agency"), M, EVERYBODY, 0, 0, agency },
  END
};

const GolEntity gol_entity_agency = {
  .name = "agency",
  .label = N_("Agency"),
  .label_many = N_("Agencies"),
  .number = 29,
  .title = "agency.name",
  .sections = agency_sections,
};

static const GolField actor_columns[] = {
  { "fact",       CODE,    N_("Step or event") },
  { "kind",       CHOICE,  N_("Who may say so"), "office_kind" },
  { "precedence", INTEGER, N_("Precedence") },
  END
};

static const GolField actor_table[] = {
  { "scheme",         CODE, N_("Scheme"), .flags = REQUIRED | LISTED },
  { "scheme_version", CODE, N_("Version"), .flags = LISTED },
  { "actors",         ROWS, N_("Who may witness what"), .columns = actor_columns },
  END
};

static const GolSection actor_sections[] = {
  { "actor_table", N_("Actor table"), M, EVERYBODY, 0, 0, actor_table },
  END
};

const GolEntity gol_entity_actor_table = {
  .name = "actor_table",
  .label = N_("Actor table"),
  .label_many = N_("Actor tables"),
  .number = 30,
  .title = "actor_table.scheme,actor_table.scheme_version",
  .sections = actor_sections,
};

static const GolField scheme[] = {
  { "scheme",  CODE,   N_("Scheme"), .flags = REQUIRED | SORTED | LISTED },
  { "version", CODE,   N_("Version"), .flags = REQUIRED | LISTED },
  { "name",    NAME,   N_("Name"), .flags = SEARCHED | LISTED },
  { "from",    DATE,   N_("In force from"), .flags = LISTED },
  { "until",   DATE,   N_("Until"), .flags = LISTED },
  { "hash",    CODE,   N_("Hash of the file") },
  { "file",    ATTACHMENT, N_("The scheme’s file") },
  END
};

static const GolSection scheme_sections[] = {
  { "scheme", N_("Scheme"), M, EVERYBODY, 0, 0, scheme },
  END
};

const GolEntity gol_entity_scheme = {
  .name = "scheme",
  .label = N_("Scheme"),
  .label_many = N_("Schemes"),
  .number = 31,
  .title = "scheme.name,scheme.version",
  .sections = scheme_sections,
};

static const GolField day_columns[] = {
  { "on",   DATE, N_("Day") },
  { "name", TEXT, N_("Holiday") },
  END
};

static const GolField calendar[] = {
  { "name",     NAME,    N_("Calendar"), .flags = REQUIRED | LISTED },
  { "country",  COUNTRY, N_("Country"), .flags = LISTED },
  { "admin_1",  CODE,    N_("State or province") },
  { "weekend",  SET,     N_("Days of rest"), "weekday" },
  { "holidays", ROWS,    N_("Holidays"), .columns = day_columns },
  END
};

static const GolSection calendar_sections[] = {
  { "calendar", N_("Calendar"), M, EVERYBODY, 0, 0, calendar },
  END
};

const GolEntity gol_entity_calendar = {
  .name = "calendar",
  .label = N_("Calendar"),
  .label_many = N_("Calendars"),
  .number = 32,
  .title = "calendar.name",
  .sections = calendar_sections,
};

static const GolField district[] = {
  { "district",    CODE,    N_("District"), .flags = REQUIRED | KEY | LISTED },
  { "name",        NAME,    N_("Name"), .flags = SEARCHED | SORTED | LISTED },
  { "country",     COUNTRY, N_("Country"), .flags = LISTED },
  { "kind",        CHOICE,  N_("Kind"), "district" },
  { "agency",      CODE,    N_("Agency that watches over it") },
  { "admin_codes", SET,     N_("States and municipalities in it") },
  END
};

static const GolSection district_sections[] = {
  { "district", N_("District"), M, EVERYBODY, 0, 0, district },
  END
};

const GolEntity gol_entity_district = {
  .name = "district",
  .label = N_("District"),
  .label_many = N_("Districts"),
  .number = 33,
  .title = "district.name",
  .sections = district_sections,
};
