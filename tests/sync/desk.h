/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-hub-route.h"
#include "gol-sync.h"
#include "office-fixture.h"
#include "world.h"

/* An office at a hub's routes, without the network. */
typedef struct
{
  World   *world;
  Office  *office;
  GolSync *sync;
  guint    requests;    /* asked so far, but for those that wait for news */
  guint    pushes;      /* of them */
  guint    pages;
  GString *heard;       /* (nullable): all that goes over the wire is added to it, expanded */
} Desk;

/* Its agency at the hub is called "ag" and the site's name. */
Desk        *desk_new     (World *world, const char *site, const char *kind, const char *employer /* (nullable) */);
Desk        *desk_new_at  (World *world, const char *site, const char *kind, const char *employer, const char *district /* (nullable) */);
void         desk_free    (Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)
/* Forgets all that does not stand in the store. */
void         desk_restart (Desk *desk);
/* What the hub answers. */
GolHubReply *desk_route   (Desk *desk, const GolSyncRequest *request);
/* One request and its whole answer; FALSE: nothing is to be asked but whether there is news. */
gboolean     desk_step    (Desk *desk);
/* Until everything is exchanged. */
void         desk_sync    (Desk *desk);
guint        desk_waiting (Desk *desk);
/* Of one record and section, as this office holds it; asserts that the other holds it too, and just so. */
void         desk_assert_same (Desk *desk, Desk *other, const char *record, const char *section);
char        *desk_digest  (Desk *desk, const char *record, const char *section);   /* (nullable) */
