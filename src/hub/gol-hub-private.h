/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-dictionary.h"
#include "gol-hub-storage.h"
#include "gol-hub.h"

G_BEGIN_DECLS

struct _GolHub
{
  char          *folder;
  GolHubStorage *storage;
  GolClock      *clock;
  GolClock      *clocks[2];  /* by GolLog: what one counts tells nothing of the other */
  GolSiteKey     key;        /* signs receipts */
  char          *epoch;      /* another one after a restore */
  char          *mac_key;    /* of cursors */
  GPtrArray     *agencies;   /* of GolHubAgency: all of them, as last read */
  gboolean       stale;      /* they are to be read again */
  GHashTable    *links;      /* what gol-hub-scope.c asked the storage: "record.field" → value */
  GHashTable    *linked;     /* and "value.field" → records */
};

/* Begins a transaction, with what another process changed read again. */
void                gol_hub_begin      (GolHub        *self);
/* The hub's clock for one log, within a transaction: never earlier than before, even after a crash. */
void                gol_hub_tick        (GolHub        *self,
                                         GolLog         log,
                                         char           hlc[GOL_HLC_LENGTH + 1]);

/* ── gol-hub-agency.c ── */

const GolHubAgency *gol_hub_find_agency (GolHub        *self,
                                         const char    *agency);   /* (nullable) */
/* Within a transaction; a site that is not enrolled is refused. */
GolHubSite         *gol_hub_find_site   (GolHub        *self,
                                         const char    *site,
                                         GError       **error);

/* ── gol-hub-scope.c ── */

/*
 * How much of a record an agency sees: nothing; it is in its scope; and she who is in it is accepted, which opens the
 * sections that an employer reads only then.
 */
typedef enum { GOL_HUB_NOTHING, GOL_HUB_IN_SCOPE, GOL_HUB_ACCEPTED } GolHubLevel;

/* The whole programme, whatever becomes of it: nothing is ever taken from it. */
gboolean    gol_hub_sees_all      (const GolHubAgency *agency);
/* As the fields say at this moment. */
GolHubLevel gol_hub_level         (GolHub             *self,
                                   const GolHubAgency *agency,
                                   const char         *record);
/* Whether it was in the agency's scope at @hlc, though it is not now. */
gboolean    gol_hub_was_in_scope  (GolHub             *self,
                                   const GolHubAgency *agency,
                                   const char         *record,
                                   const char         *hlc);
/* After anything was taken back that was set down. */
void        gol_hub_scope_forget  (GolHub             *self);
/* A leaf of the open log, as @agency may read it. */
gboolean    gol_hub_may_read      (GolHub             *self,
                                   const GolHubAgency *agency,
                                   const char         *record,
                                   const char         *section,
                                   const char         *writer);
/* Whether it says whether an employer accepts somebody. */
gboolean    gol_hub_is_answer     (const GolLeaf      *leaf);
/*
 * Sets down what a leaf says of scope, written in the name of @writer; adds the records that it moves to @moved (of char *, a
 * set). Of one change answers come last, for they depend on where somebody is placed.
 */
void        gol_hub_scope_take    (GolHub             *self,
                                   const GolHubAgency *writer,
                                   const GolLeaf      *leaf,
                                   const char         *stamp,
                                   GHashTable         *moved);
/* Tells every agency what it gains and loses, with the changes before @change of what it gains. */
void        gol_hub_scope_tell    (GolHub             *self,
                                   GHashTable         *moved,
                                   gint64              change,
                                   const char         *hlc);
/* The same for a new agency and everything that is here. */
void        gol_hub_scope_begin   (GolHub             *self,
                                   const GolHubAgency *agency,
                                   const char         *hlc);
/* A change that has just been accepted, to all who may read some of it. */
void        gol_hub_scope_feed    (GolHub             *self,
                                   const GolHubChange *change);

const GolSection *gol_hub_find_section (const char    *record,
                                        const char    *section);   /* (nullable) */

G_END_DECLS
