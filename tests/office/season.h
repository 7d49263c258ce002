/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

/* What a season needs before its first step. The order runs from 2027-03-01 to 2027-09-30 and breaks no rule of the scheme. */
char      *season_order          (Fixture *fixture, const char *scheme /* NULL: none yet */, const char *posts);
void       season_certify        (Fixture *fixture, const char *order, const char *posts);
char      *season_approved_order (Fixture *fixture, const char *scheme, const char *posts);
/* Enrolled with all her papers; "Ana Xol", born 1995. */
char      *season_worker         (Fixture *fixture, const char *given, const char *passport);
char      *season_place          (Fixture *fixture, const char *worker, const char *order);

/* Logs a step on a day that becomes today; @values: (nullable): "until=2027-12-31|number=7". */
void       season_step           (Fixture *fixture, const char *placement, const char *step, const char *day, const char *values);

void       season_assert_status  (Fixture *fixture, const char *placement, const char *status);
void       season_assert_station (Fixture *fixture, const char *placement, const char *step, GolStationState state);
/* @clause: (nullable): one that makes it so. */
void       season_assert_again   (Fixture *fixture, const char *worker, const char *scheme, GolTruth answer, const char *clause);
