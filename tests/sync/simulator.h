/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-hub-route.h"
#include "gol-sync.h"
#include "office-fixture.h"

G_BEGIN_DECLS

/*
 * A hub and three offices in one process, a network that is drawn from a seed, and no clock but the simulator's own. The machines are the
 * real ones: GolSync in each office, gol_hub_route () at the hub, stores and hub with their encrypted files.
 *
 *   simulator.c          events, the network and its faults, restarts
 *   simulator-work.c     what officers write
 *   simulator-checks.c   what must hold when all is quiet
 */

typedef enum { MINISTRY, EMPLOYER, CONSULATE, N_NODES } NodeNumber;

typedef struct
{
  Office         *office;
  guint           party;
  GolSync        *sync;
  GolSyncRequest *request;     /* (nullable): under way */
  guint64         asked;       /* its number: what is answered to another one comes too late */
  gboolean        turning;     /* its next turn is among the events */
  gint64          away_until;  /* the office's line is down */
} Node;

/* What an officer wrote, to look for when all is quiet. */
typedef struct
{
  NodeNumber  node;
  char       *record;
  char       *section;
  char       *field;
  char       *value;
} Written;

/* A request as it was sent, to be sent again. */
typedef struct
{
  NodeNumber  node;
  guint64     asked;
  char       *method;
  char       *path;
  char       *type;
  GBytes     *body;
} Message;

typedef struct
{
  GRand      *rand;
  gint64      now;          /* milliseconds since it began */
  gint64      noon;         /* the instant at which it began */
  char       *hub_folder;
  GolClock   *hub_clock;
  GolHub     *hub;
  guint8      hub_key[GOL_PUBLIC_KEY_BYTES];
  Node        nodes[N_NODES];
  GSequence  *events;
  guint64     n_events;
  gboolean    faults;
  GPtrArray  *records;      /* of char *: all that anybody made */
  GPtrArray  *written;      /* of Written */
  GPtrArray  *sent;         /* of Message */
  GHashTable *alien;        /* values of Written that nobody but their writer may ever see */
  GChecksum  *trace;
  guint       n_requests, n_lost, n_cut, n_doubled, n_restarts;
  /* Made before the first event: */
  char       *employers[2]; /* the first one is the office's */
  char       *worksites[2];
  char       *orders[2];
} Simulator;

/* ── simulator.c ── */
Simulator  *simulator_new       (guint32 seed);
void        simulator_free      (Simulator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Simulator, simulator_free)
gboolean    one_in              (Simulator *self, guint n);
guint       draw                (Simulator *self, guint n);   /* 0 … n - 1 */
void        simulator_run       (Simulator *self, gint64 milliseconds);
/* No faults and no work any more, until nothing moves. */
void        simulator_settle    (Simulator *self);
/* Everything that was ever sent, three times each and in any order; the answers are dropped. */
void        simulator_replay    (Simulator *self);
void        simulator_restart   (Simulator *self, NodeNumber node);
void        simulator_woke      (Simulator *self, NodeNumber node);

/* ── simulator-work.c ── */
void        simulator_begin     (Simulator *self);   /* what is there before the hub knows the employer */
void        simulator_work      (Simulator *self, NodeNumber node);
/* One office decides each conflict that is open anywhere; gives how many there were. */
guint       simulator_resolve   (Simulator *self);
/* Two officers who do not know of one another write the same field; gives its record, for one conflict. */
char       *simulator_collide   (Simulator *self);

/* ── simulator-checks.c ── */
gboolean    holds               (Node *node, const char *record);
void        simulator_check     (Simulator *self);
/* SHA-256 over what everybody holds. */
char       *simulator_digest    (Simulator *self);
/* The ids of the open conflicts that an office sees, sorted. */
GPtrArray  *conflict_ids        (Node *node);

G_END_DECLS
