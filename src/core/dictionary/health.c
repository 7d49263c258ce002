/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-tables.h"

/* Fit or not, and until when: no diagnosis stands in the open file. */
static const GolField fitness[] = {
  { "worker",    REFERENCE, N_("Worker"), "worker", .flags = REQUIRED | SORTED | LISTED },
  { "placement", REFERENCE, N_("Placement"), "placement", .flags = SORTED },
  { "result",    CHOICE,    N_("Result"), "fitness", .flags = REQUIRED | SORTED | LISTED },
  { "examined",  DATE,      N_("Examined on"), .flags = SORTED | LISTED },
  { "until",     DATE,      N_("Valid until"), .flags = SORTED | LISTED },
  { "clinic",    NAME,      N_("Clinic") },
  { "certificate", CODE,    N_("Certificate number"), .flags = SEARCHED },
  END
};

static const GolSection fitness_sections[] = {
  { "fitness", N_("Fitness for the work"), K | M, M | N, 0, 5, fitness },
  END
};

const GolEntity gol_entity_fitness = {
  .name = "fitness",
  .label = N_("Fitness certificate"),
  .label_many = N_("Fitness certificates"),
  .number = 13,
  .parent = "fitness.worker",
  .title = "fitness.result,fitness.until",
  .sections = fitness_sections,
};

static const GolField medical_detail[] = {
  { "worker",   REFERENCE, N_("Worker"), "worker", .flags = REQUIRED },
  { "fitness",  REFERENCE, N_("Certificate"), "fitness" },
  { "examined", DATE,      N_("Examined on") },
  { "detail",   LONG_TEXT, N_("What the clinic must pass on") },
  { "follow_up", DATE,     N_("To be seen again on") },
  { "papers",   ATTACHMENT, N_("Papers") },
  END
};

static const GolSection medical_sections[] = {
  { "medical_detail", N_("Medical detail"), K, K | M, PROTECTED | NO_RULE, 2, medical_detail },
  END
};

const GolEntity gol_entity_medical = {
  .name = "medical",
  .label = N_("Medical note"),
  .label_many = N_("Medical notes"),
  .number = 14,
  .parent = "medical_detail.worker",
  .title = "medical_detail.examined",
  .sections = medical_sections,
};
