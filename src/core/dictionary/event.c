/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/*
 * What one witness saw happen to one placement. Two witnesses are two records, never two values of one: which of
 * them counts is the scheme's to say, and where they disagree that is a discrepancy, not a conflict of edits.
 * Employer and carrier read what happened, when and on what kind of evidence; the evidence itself they do not.
 */
static const GolField event[] = {
  { "placement", REFERENCE, N_("Placement"), "placement", .flags = REQUIRED | SORTED | LISTED },
  { "kind",      CHOICE,    N_("What happened"), "event", .flags = REQUIRED | SORTED | LISTED },
  { "at",        INSTANT,   N_("When"), .flags = REQUIRED | SORTED | LISTED },
  { "on",        DATE,      N_("Day, by the calendar of the place"), .flags = SORTED },
  { "place",     NAME,      N_("Place"), .flags = LISTED },
  { "witness",   NAME,      N_("Witness"), .flags = LISTED },
  { "agency",    CODE,      N_("Agency of the witness") },
  { "evidence",  CHOICE,    N_("Kind of evidence"), "evidence" },
  { "outcome",   CHOICE,    N_("How it ended"), "outcome", .help = N_("For an end or a return before time.") },
  { "worksite",  REFERENCE, N_("Worksite moved to"), "worksite" },
  { "note",      TEXT,      N_("Note"), .help = N_("Employer and carrier can read it.") },
  END
};

static const GolField event_evidence[] = {
  { "document_number", CODE,      N_("Number of the stamp, pass or paper") },
  { "account",         LONG_TEXT, N_("Account of what happened") },
  { "late_reason",     TEXT,      N_("Why it was late") },
  { "papers",          ATTACHMENT, N_("Evidence") },
  END
};

static const GolSection event_sections[] = {
  { "event",          N_("Event"), M | A | E | N | S | C, M | A | E | N | S | C, 0, 10, event },
  { "event_evidence", N_("Evidence"), M | A | E | N | S | C, M | N | S | A, 0, 10, event_evidence },
  END
};

const GolEntity gol_entity_event = {
  .name = "event",
  .label = N_("Event"),
  .label_many = N_("Events"),
  .number = 10,
  .parent = "event.placement",
  .title = "event.kind,event.at",
  .sections = event_sections,
};

static const GolField booking[] = {
  { "placement",    REFERENCE, N_("Placement"), "placement", .flags = REQUIRED | SORTED | LISTED },
  { "direction",    CHOICE,    N_("Direction"), "direction", .flags = LISTED },
  { "means",        CHOICE,    N_("Means"), "means_of_travel" },
  { "carrier",      NAME,      N_("Carrier"), .flags = LISTED },
  { "number",       CODE,      N_("Flight or crossing"), .flags = SEARCHED | SORTED | LISTED },
  { "ticket",       CODE,      N_("Ticket or booking"), .flags = SEARCHED },
  { "departs",      INSTANT,   N_("Departs"), .flags = SORTED | LISTED },
  { "departs_from", NAME,      N_("From") },
  { "arrives",      INSTANT,   N_("Arrives"), .flags = SORTED },
  { "arrives_at",   NAME,      N_("To") },
  { "group",        CODE,      N_("Group"), .flags = SORTED },
  { "payer",        CHOICE,    N_("Paid by"), "payer" },
  { "cost",         MONEY,     N_("Cost"), "currency" },
  { "currency",     CURRENCY,  N_("Currency") },
  { "cancelled_on", DATE,      N_("Cancelled on") },
  { "cancelled_why", TEXT,     N_("Why it was cancelled") },
  END
};

static const GolSection travel_sections[] = {
  { "booking", N_("Booking"), M | E | C, M | E | N | S | C, 0, 10, booking },
  END
};

const GolEntity gol_entity_travel = {
  .name = "travel",
  .label = N_("Journey"),
  .label_many = N_("Journeys"),
  .number = 11,
  .parent = "booking.placement",
  .title = "booking.number,booking.departs",
  .sections = travel_sections,
};
