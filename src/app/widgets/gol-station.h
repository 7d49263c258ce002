/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-derive.h"

G_BEGIN_DECLS

/* How a station of the journey looks and what is said of it, wherever it stands. */
const char *gol_station_icon   (GolStationState   state);
const char *gol_station_style  (GolStationState   state);   /* "success", "accent"… */
const char *gol_station_label  (GolStationState   state);   /* "done" */
/* "17 Nov", "3 days late", "by 4 Dec": the one thing to know. */
char       *gol_station_words  (const GolStation *station,
                                GolDate           today);
/* "ministry": the party of a step's letter. */
const char *gol_station_actor  (const GolStation *station);
/* Where there is little room: a word for the party, and the step's short label in its scheme (nullable). */
const char *gol_station_brief_actor (const GolStation *station);
const char *gol_station_brief_label (const GolStation *station,
                                     const char       *scheme);
guint       gol_station_n_unmet (const GolStation *station);

G_END_DECLS
