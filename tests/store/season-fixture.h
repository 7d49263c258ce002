/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-derive.h"
#include "office-fixture.h"

/* Records of a made-up season, section by section: name, text, name, text…, NULL; texts are taken by the field's
 * kind. */
char       *season_add       (Office *office, const char *entity, const char *section, ...) G_GNUC_NULL_TERMINATED;
void        season_put       (Office *office, const char *record, const char *section, ...) G_GNUC_NULL_TERMINATED;
void        season_void      (Office *office, const char *record);
void        season_today     (Office *office, const char *today);

/* A worker of whom everything is known that the shipped schemes ask for. */
char       *season_worker    (Office *office);
/* A placement in a scheme, from and to. */
char *season_placement (
  Office *office, const char *worker, const char *order, const char *scheme, const char *from, const char *to);
/* Seen by the consulate in the destination when only that can see it, else by this office. */
char       *season_event     (Office *office, const char *placement, const char *kind, const char *on);

/* One fact of a record as text; NULL when it is not known. */
char       *season_fact      (Office *office, const char *record, const char *fact);
/* A derived column. */
char       *season_derived   (Office *office, const char *record, const char *column);
void        season_assert_fact    (Office *office, const char *record, const char *fact, const char *expected);
void        season_assert_derived (Office *office, const char *record, const char *column, const char *expected);
