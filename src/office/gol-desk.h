/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/*
 * A desk: people stand before it, one after the other, and a witness logs one thing for each: that they depart, arrive, or are back. What
 * a desk knows of somebody is what this office may read; what it logs is an event of gol_office_log_event ().
 */
typedef enum
{
  GOL_DESK_DEPARTURES,
  GOL_DESK_ARRIVALS,
  GOL_DESK_RETURNS,
  GOL_DESK_N,
} GolDesk;

/* "departures", "arrivals", "returns". */
const char *gol_desk_get_name  (GolDesk desk);

/**
 * GolDeskMood:
 * @GOL_DESK_GOOD: everything is as it should be
 * @GOL_DESK_LOOK: it may be logged, and there is something to ask or to know first
 * @GOL_DESK_STOP: it is not logged at this desk
 * @GOL_DESK_DONE: it was logged already
 */
typedef enum { GOL_DESK_GOOD, GOL_DESK_LOOK, GOL_DESK_STOP, GOL_DESK_DONE } GolDeskMood;

/**
 * GolDeskPerson:
 * @about: (nullable): "woman, 29 years"
 * @place: (nullable): whose worksite or order it is
 * @starts: @ends: (nullable): of the work, as stored
 * @due: (nullable): by when it should be logged
 * @late_days: after @due; 0: in time
 * @headline: @detail: (nullable): what the officer must know, in words
 * @reasons: of char *: what does not hold, or is not known here
 *
 * One person before the desk. From a list (gol_desk_expect (), gol_desk_find ()) without mood and words.
 */
typedef struct
{
  char        *placement;
  char        *worker;
  char        *code;
  char        *name;
  char        *about;
  char        *portrait;
  char        *place;
  char        *starts;
  char        *ends;
  char        *due;
  gint         late_days;
  GolDeskMood  mood;
  char        *headline;
  char        *detail;
  GPtrArray   *reasons;
} GolDeskPerson;

void           gol_desk_person_free (GolDeskPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolDeskPerson, gol_desk_person_free)

/**
 * gol_desk_expect:
 * @most: how many at most are told; the first due first
 * @expected: (out): how many there are
 * @logged: (out): for how many of the same seasons it was logged
 *
 * Returns: (transfer full) (element-type GolDeskPerson): those still expected
 */
GPtrArray     *gol_desk_expect      (GolOffice   *self,
                                     GolDesk      desk,
                                     guint        most,
                                     guint       *expected,
                                     guint       *logged,
                                     GError     **error);

/**
 * gol_desk_find:
 * @text: a card's code, a document's number, a machine-readable zone, or a name
 *
 * Returns: (transfer full) (element-type GolDeskPerson): who may be meant, the likeliest first; those whom this desk expects come before
 *   others; at most twenty
 */
GPtrArray     *gol_desk_find        (GolOffice   *self,
                                     GolDesk      desk,
                                     const char  *text,
                                     GError     **error);

/* Everything about one of them. */
GolDeskPerson *gol_desk_look        (GolOffice   *self,
                                     GolDesk      desk,
                                     const char  *placement,
                                     GError     **error);

/**
 * gol_desk_log:
 * @reason: (nullable): why it is late
 *
 * Refuses (GOL_ERROR_REFUSED) what gol_desk_look () calls stopped or done.
 *
 * Returns: (transfer full) (nullable): the event's record
 */
char          *gol_desk_log         (GolOffice   *self,
                                     GolDesk      desk,
                                     const char  *placement,
                                     const char  *reason,
                                     GError     **error);

/* What was logged last in this office: (transfer full) (element-type GolValues), as gol_store_list_batches () has it. */
GPtrArray     *gol_desk_list_logged (GolOffice   *self,
                                     guint        most,
                                     GError     **error);

G_END_DECLS
