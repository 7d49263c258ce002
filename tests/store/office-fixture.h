/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-exchange.h"
#include "gol-store.h"

/* An office of made-up people in a folder of its own, without a vault: its keys are made here. */
typedef struct
{
  char          *dir;
  GolOfficeInfo  info;
  GolKeys       *keys;
  GolClock      *clock;    /* fixed; starts at 2026-11-23 12:00 UTC */
  GolStore      *store;
} Office;

Office     *office_new     (const char *site);
Office     *office_new_kind (const char *site, const char *kind);   /* constant */
void        office_free    (Office *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_free)
void        office_close   (Office *office);
void        office_open    (Office *office);
void        office_later   (Office *office, guint seconds);   /* moves the clock */

GolValues  *values_new     (const char *name, ...) G_GNUC_NULL_TERMINATED;   /* name, text, name, text…, NULL */

void        array_shuffle  (GPtrArray *array, GRand *random);

/* Stores one section as one action; (transfer full) record when @record is NULL: a new one. */
char       *office_set     (Office *office, const char *record, const char *section, GolValues *values);
char       *office_set_as  (Office *office, const char *actor, const char *record, const char *section, GolValues *values);
char       *office_get     (Office *office, const char *record, const char *path);   /* (transfer full) (nullable) */

/* Made-up values for every kind of field; @n: which. */
GolValues  *section_values (const GolSection *section, guint n);

/* Verifies all and wants no faults. */
void        office_verify  (Office *office);
/* Of GolChange: what this office wrote itself after its change number @after in one log. */
GPtrArray  *office_changes (Office *office, GolLog log, guint after);
/* Makes each know the other's key. */
void        office_pair    (Office *office, Office *other);

/* A hub's key, and what it says: at @received, or at the change's own clock. */
const GolSiteKey *hub_get_key (void);
GolReceipt *hub_receipt    (const GolChange *change, guint64 hub_seq, const char *received, GolReceiptVerdict verdict);
