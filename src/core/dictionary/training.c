/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/* One person at one training: its session is written out in each, so that a record stands alone at any office. */
static const GolField session[] = {
  { "module",   CHOICE,  N_("Module"), "module", .flags = REQUIRED | SORTED | LISTED },
  { "session",  CODE,    N_("Session"), .flags = SORTED },
  { "title",    TEXT,    N_("Title") },
  { "from",     DATE,    N_("From"), .flags = SORTED | LISTED },
  { "until",    DATE,    N_("Until") },
  { "hours",    DECIMAL, N_("Hours") },
  { "trainer",  NAME,    N_("Trainer") },
  { "place",    NAME,    N_("Place"), .flags = LISTED },
  { "language", CODE,    N_("Language"), .help = N_("ISO 639-3, such as quc.") },
  { "interpreter", NAME, N_("Interpreter") },
  END
};

static const GolField attendance[] = {
  { "worker",         REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "placement",      REFERENCE, N_("Placement"), "placement", .flags = SORTED },
  { "attended",       BOOLEAN,   N_("Attended"), .flags = LISTED },
  { "hours_attended", DECIMAL,   N_("Hours attended") },
  { "note",           TEXT,      N_("Note") },
  END
};

static const GolField result[] = {
  { "result",      CHOICE,  N_("Result"), "training_result", .flags = SORTED | LISTED },
  { "score",       DECIMAL, N_("Score") },
  { "completed",   DATE,    N_("Completed on"), .flags = SORTED },
  { "certificate", CODE,    N_("Certificate number"), .flags = SEARCHED },
  { "occupation",  OCCUPATION, N_("Occupation certified") },
  { "expires",     DATE,    N_("Valid until") },
  END
};

static const GolSection sections[] = {
  { "session",    N_("Session"), T | M, M | T, 0, 10, session },
  { "attendance", N_("Attendance"), T | M, M | T, 0, 10, attendance },
  { "result",     N_("Result"), T | M, M | T, 0, 10, result },
  END
};

const GolEntity gol_entity_training = {
  .name = "training",
  .label = N_("Training"),
  .label_many = N_("Trainings"),
  .number = 12,
  .parent = "attendance.worker",
  .title = "session.module,session.from",
  .sections = sections,
};
