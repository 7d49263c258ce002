/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "gol-date.h"

G_BEGIN_DECLS

/* The facts of a placement that its status follows from, in the order of their values. */
typedef enum
{
  GOL_STATUS_WITHDRAWN_ON, GOL_STATUS_SELECTION, GOL_STATUS_ANSWER, GOL_STATUS_AUTHORISATION, GOL_STATUS_VISA,
  GOL_STATUS_DEPARTED_ON, GOL_STATUS_ARRIVED_ON, GOL_STATUS_RETURNED_ON, GOL_STATUS_SHOWN_ON, GOL_STATUS_NO_SHOW_ON,
  GOL_STATUS_MISSING_ON, GOL_STATUS_LOCATED_ON, GOL_STATUS_OUTCOME, GOL_STATUS_RETURN_DUE,
  GOL_STATUS_FACTS,
} GolStatusFact;

extern const char * const gol_status_facts[GOL_STATUS_FACTS];

/* @values: NULL where not known. @ready: every step before the departure is done. */
const char *gol_status_derive    (const char * const  values[GOL_STATUS_FACTS],
                                  gboolean            ready,
                                  GolDate             today);
/* Nothing more is awaited before the journey: withdrawn, refused, not come. */
gboolean    gol_status_is_off    (const char         *status);
/* Off, back or ended: no longer one of the worker's open placements. */
gboolean    gol_status_is_closed (const char         *status);
/* Gone and not known to be back, wherever she is. */
gboolean    gol_status_is_away   (const char         *status);

G_END_DECLS
