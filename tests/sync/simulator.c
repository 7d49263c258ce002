/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "simulator.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-json.h"
#include "gol-vault-private.h"

#define PATIENCE_MS  10000    /* after that an office takes a request for lost */
#define NEWS_MS      1500     /* how long an office that has everything waits for news */
#define QUIET_MS     60000    /* nothing moved for that long */
#define LIMIT_MS     (6 * 3600 * 1000)
#define KEPT         400      /* requests that are remembered */

typedef enum { TURN, ARRIVAL, ANSWER, SILENCE, WORK, RESTART } EventKind;

typedef struct
{
  gint64       at;
  guint64      number;   /* of two at one moment the older one */
  EventKind    kind;
  NodeNumber   node;
  guint64      asked;
  Message     *message;  /* of an ARRIVAL */
  gboolean     dropped;  /* its answer is wanted by nobody */
  guint        status;   /* of an ANSWER */
  GBytes      *body;
} Event;

/* ── Chance ── */

guint
draw (Simulator *self,
      guint      n)
{
  return g_rand_int_range (self->rand, 0, (gint32) n);
}

gboolean
one_in (Simulator *self,
        guint      n)
{
  return draw (self, n) == 0;
}

/* ── Events ── */

static void
message_free (gpointer data)
{
  Message *message = data;

  if (message == NULL)
    return;
  g_free (message->method);
  g_free (message->path);
  g_free (message->type);
  g_clear_pointer (&message->body, g_bytes_unref);
  g_free (message);
}

static Message *
message_copy (const Message *message)
{
  Message *copy = g_new0 (Message, 1);

  copy->node = message->node;
  copy->asked = message->asked;
  copy->method = g_strdup (message->method);
  copy->path = g_strdup (message->path);
  copy->type = g_strdup (message->type);
  copy->body = message->body != NULL ? g_bytes_ref (message->body) : NULL;
  return copy;
}

static void
event_free (Event *event)
{
  message_free (event->message);
  g_clear_pointer (&event->body, g_bytes_unref);
  g_free (event);
}

static gint
compare_events (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Event *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->number < y->number ? -1 : 1;
}

static Event *
later (Simulator  *self,
       gint64      milliseconds,
       EventKind   kind,
       NodeNumber  node)
{
  Event *event = g_new0 (Event, 1);

  event->at = self->now + milliseconds;
  event->number = self->n_events++;
  event->kind = kind;
  event->node = node;
  g_sequence_insert_sorted (self->events, event, compare_events, NULL);
  return event;
}

static void
turn_later (Simulator  *self,
            gint64      milliseconds,
            NodeNumber  node)
{
  if (self->nodes[node].turning)
    return;
  self->nodes[node].turning = TRUE;
  later (self, milliseconds, TURN, node);
}

static void
note (Simulator  *self,
      const char *what,
      NodeNumber  node,
      GBytes     *body)
{
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT " %u %s\n", self->now, node, what);

  g_checksum_update (self->trace, (const guint8 *) line, -1);
  if (body != NULL)
    g_checksum_update (self->trace, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
}

/* ── An office ── */

static void
forget_request (Node *node)
{
  g_clear_pointer (&node->request, gol_sync_request_free);
  node->asked++;
}

static void
take_turn (Simulator  *self,
           NodeNumber  number)
{
  Node *node = &self->nodes[number];
  GError *error = NULL;
  Event *event;

  if (node->request != NULL)
    return;
  node->request = gol_sync_next (node->sync, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node->request);
  note (self, node->request->path, number, node->request->body);
  self->n_requests++;

  event = later (self, PATIENCE_MS, SILENCE, number);
  event->asked = node->asked;
  if (self->now < node->away_until || (self->faults && one_in (self, 8)))
    {
      self->n_lost++;
      return;
    }
  event = later (self, 1 + draw (self, self->faults ? 3000 : 20), ARRIVAL, number);
  event->message = g_new0 (Message, 1);
  *event->message = (Message) { number, node->asked, g_strdup (node->request->method), g_strdup (node->request->path),
                                g_strdup (node->request->type),
                                node->request->body != NULL ? g_bytes_ref (node->request->body) : NULL };
  if (self->sent->len < KEPT)
    g_ptr_array_add (self->sent, message_copy (event->message));
  while (self->faults && one_in (self, 8))
    {
      Event *again = later (self, 1 + draw (self, 60000), ARRIVAL, number);

      again->message = message_copy (event->message);
      again->dropped = TRUE;
      self->n_doubled++;
    }
}

static void
be_answered (Simulator *self,
             Event     *event)
{
  Node *node = &self->nodes[event->node];
  g_autoptr(GError) error = NULL;

  if (node->request == NULL || event->asked != node->asked || self->now < node->away_until)
    return;
  note (self, "answer", event->node, event->body);
  if (!gol_sync_answer (node->sync, event->status, event->body, &error))
    g_debug ("%s", error->message);
  forget_request (node);
  turn_later (self, gol_sync_get_delay (node->sync, self->rand) + 1, event->node);
}

static void
give_up (Simulator *self,
         Event     *event)
{
  Node *node = &self->nodes[event->node];

  if (node->request == NULL || event->asked != node->asked)
    return;
  gol_sync_failed (node->sync, NULL);
  forget_request (node);
  turn_later (self, gol_sync_get_delay (node->sync, self->rand) + 1, event->node);
}

void
simulator_woke (Simulator  *self,
                NodeNumber  number)
{
  Node *node = &self->nodes[number];

  gol_sync_wake (node->sync);
  if (node->request != NULL && node->request->idle)
    forget_request (node);
  if (node->request == NULL)
    turn_later (self, 1, number);
}

/* The machine is dropped amid whatever it does, and the files are opened anew. */
void
simulator_restart (Simulator  *self,
                   NodeNumber  number)
{
  Node *node = &self->nodes[number];

  g_clear_pointer (&node->sync, gol_sync_free);
  forget_request (node);
  office_open (node->office);
  node->sync = gol_sync_new (node->office->store, self->hub_key);
  self->n_restarts++;
  turn_later (self, 1 + draw (self, 2000), number);
}

/* ── The hub ── */

static void
open_hub (Simulator *self)
{
  GError *error = NULL;

  g_clear_pointer (&self->hub, gol_hub_close);
  self->hub = gol_hub_open (self->hub_folder, self->hub_clock, &error);
  g_assert_no_error (error);
}

static GolHubReply *
ask_hub (Simulator     *self,
         const Message *message)
{
  const char *question = strchr (message->path, '?');
  g_autofree char *path = question != NULL ? g_strndup (message->path, question - message->path) : g_strdup (message->path);

  return gol_hub_route (self->hub, self->nodes[message->node].office->keys->site.public_key, message->method, path,
                        question != NULL ? question + 1 : NULL, message->type, message->body);
}

/* What the network makes of an answer. */
static void
spoil (Simulator *self,
       Event     *event)
{
  gsize size = event->body != NULL ? g_bytes_get_size (event->body) : 0;
  GBytes *whole = event->body;

  if (one_in (self, 20))
    {
      event->body = g_bytes_new_static ("<html>Log in to this network</html>", 35);
      event->status = 200;
      g_clear_pointer (&whole, g_bytes_unref);
      self->n_cut++;
    }
  else if (size > 1 && one_in (self, 12))
    {
      event->body = g_bytes_new_from_bytes (whole, 0, draw (self, (guint) size));
      g_bytes_unref (whole);
      self->n_cut++;
    }
  else if (one_in (self, 40))
    event->status = 503;
}

static void
arrive (Simulator *self,
        Event     *event)
{
  g_autoptr(GolHubReply) reply = ask_hub (self, event->message);
  Event *answer;

  g_assert_nonnull (reply);
  if (!event->dropped && !(self->faults && one_in (self, 10)))
    {
      answer = later (self, (reply->wait ? NEWS_MS : 1) + draw (self, self->faults ? 3000 : 20), ANSWER, event->node);
      answer->asked = event->message->asked;
      answer->status = reply->status;
      answer->body = reply->body != NULL ? g_bytes_ref (reply->body) : NULL;
      if (self->faults)
        spoil (self, answer);
    }
  else
    self->n_lost++;
  if (self->faults && one_in (self, 60))
    {
      open_hub (self);
      self->n_restarts++;
    }
}

/* ── Running ── */

/* Every machine's clock is a little off. */
static void
set_clocks (Simulator *self)
{
  static const gint64 off[N_NODES] = { 0, 90000, -45000 };

  gol_clock_set_instant (self->hub_clock, self->noon + self->now);
  for (guint i = 0; i < N_NODES; i++)
    gol_clock_set_instant (self->nodes[i].office->clock, self->noon + 200000 + self->now + off[i]);
}

static void
work_later (Simulator  *self,
            NodeNumber  node)
{
  later (self, 500 + draw (self, 15000), WORK, node);
}

static void
happen (Simulator *self,
        Event     *event)
{
  switch (event->kind)
    {
    case TURN:
      self->nodes[event->node].turning = FALSE;
      take_turn (self, event->node);
      break;
    case ARRIVAL:
      arrive (self, event);
      break;
    case ANSWER:
      be_answered (self, event);
      break;
    case SILENCE:
      give_up (self, event);
      break;
    case WORK:
      if (!self->faults)
        break;
      simulator_work (self, event->node);
      if (one_in (self, 3))
        simulator_woke (self, event->node);
      if (one_in (self, 12))
        self->nodes[event->node].away_until = self->now + draw (self, 120000);
      work_later (self, event->node);
      break;
    case RESTART:
      if (!self->faults)
        break;
      simulator_restart (self, event->node);
      later (self, 10000 + draw (self, 120000), RESTART, event->node);
      break;
    }
}

static void
run_until (Simulator *self,
           gint64     until)
{
  while (!g_sequence_is_empty (self->events))
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->events);
      Event *event = g_sequence_get (first);

      if (event->at > until)
        break;
      self->now = event->at;
      set_clocks (self);
      /* Taken out before it happens, for it brings others. */
      g_sequence_remove (first);
      happen (self, event);
      event_free (event);
    }
  self->now = until;
}

void
simulator_run (Simulator *self,
               gint64     milliseconds)
{
  self->faults = TRUE;
  for (NodeNumber i = 0; i < N_NODES; i++)
    {
      turn_later (self, draw (self, 1000), i);
      work_later (self, i);
      later (self, 10000 + draw (self, 60000), RESTART, i);
    }
  run_until (self, self->now + milliseconds);
  self->faults = FALSE;
}

/* What was exchanged, and whether any office has a problem: being busy, asking whether there is news, is none. */
static guint64
count_moved (Simulator *self,
             gboolean  *well)
{
  guint64 moved = 0;

  *well = TRUE;
  for (guint i = 0; i < N_NODES; i++)
    {
      const GolSyncState *state = gol_sync_get_state (self->nodes[i].sync);

      moved += state->pushed + state->fetched;
      *well = *well && (state->phase == GOL_SYNC_CURRENT || state->phase == GOL_SYNC_BUSY) && state->waiting == 0;
    }
  return moved;
}

void
simulator_settle (Simulator *self)
{
  gint64 limit = self->now + LIMIT_MS;
  guint64 before, after = G_MAXUINT64;
  gboolean well;

  for (guint i = 0; i < N_NODES; i++)
    {
      self->nodes[i].away_until = 0;
      simulator_woke (self, i);
    }
  do
    {
      before = after;
      run_until (self, self->now + QUIET_MS);
      after = count_moved (self, &well);
      g_assert_cmpint (self->now, <, limit);
    }
  while (before != after || !well);
}

void
simulator_replay (Simulator *self)
{
  for (guint i = 0; i < 3 * self->sent->len; i++)
    {
      g_autoptr(GolHubReply) reply = ask_hub (self, g_ptr_array_index (self->sent, draw (self, self->sent->len)));

      g_assert_nonnull (reply);
    }
}

/* ── Beginning and end ── */

static void
written_free (gpointer data)
{
  Written *written = data;

  g_free (written->record);
  g_free (written->section);
  g_free (written->field);
  g_free (written->value);
  g_free (written);
}

static void
enrol (Simulator  *self,
       NodeNumber  number,
       const char *employer)
{
  Office *office = self->nodes[number].office;
  g_autofree char *code = NULL;
  g_autofree char *told = NULL;
  GError *error = NULL;

  gol_hub_add_agency (self->hub, office->info.agency, office->info.kind, employer, NULL, &error);
  g_assert_no_error (error);
  code = gol_hub_invite (self->hub, office->info.agency, &error);
  g_assert_no_error (error);
  told = gol_hub_enrol (self->hub, code, office->info.site, office->keys->site.public_key, office->keys->seal_public, &error);
  g_assert_no_error (error);
}

Simulator *
simulator_new (guint32 seed)
{
  static const struct { const char *site, *kind; guint party; } kinds[N_NODES] = {
    { "sm", "ministry", GOL_PARTY_MINISTRY },
    { "se", "employer", GOL_PARTY_EMPLOYER },
    { "sk", "consulate-origin", GOL_PARTY_CONSULATE_ORIGIN },
  };
  Simulator *self = g_new0 (Simulator, 1);
  GError *error = NULL;

  self->rand = g_rand_new_with_seed (seed);
  self->events = g_sequence_new (NULL);
  self->records = g_ptr_array_new_with_free_func (g_free);
  self->written = g_ptr_array_new_with_free_func (written_free);
  self->sent = g_ptr_array_new_with_free_func (message_free);
  self->alien = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->trace = g_checksum_new (G_CHECKSUM_SHA256);

  self->hub_folder = g_dir_make_tmp ("golondrina-hub-XXXXXX", &error);
  g_assert_no_error (error);
  gol_hub_init (self->hub_folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_NODES; i++)
    {
      self->nodes[i].office = office_new_kind (kinds[i].site, kinds[i].kind);
      self->nodes[i].party = kinds[i].party;
      /* The simulator's crashes are not the machine's: nothing has to reach the disk. */
      gol_store_set_synchronous (self->nodes[i].office->store, FALSE, &error);
      g_assert_no_error (error);
    }
  self->noon = gol_clock_get_instant (self->nodes[0].office->clock);
  self->hub_clock = gol_clock_new_fixed (self->noon);
  set_clocks (self);
  open_hub (self);
  memcpy (self->hub_key, gol_hub_get_public_key (self->hub), sizeof self->hub_key);
  simulator_begin (self);
  for (guint i = 0; i < N_NODES; i++)
    {
      enrol (self, i, i == EMPLOYER ? self->employers[0] : NULL);
      self->nodes[i].sync = gol_sync_new (self->nodes[i].office->store, self->hub_key);
    }
  return self;
}

void
simulator_free (Simulator *self)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  for (guint i = 0; i < N_NODES; i++)
    {
      g_clear_pointer (&self->nodes[i].sync, gol_sync_free);
      g_clear_pointer (&self->nodes[i].request, gol_sync_request_free);
      office_free (self->nodes[i].office);
    }
  gol_hub_close (self->hub);
  g_object_unref (self->hub_clock);
  dir = g_dir_open (self->hub_folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->hub_folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->hub_folder);
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->employers[i]);
      g_free (self->worksites[i]);
      g_free (self->orders[i]);
    }
  g_free (self->hub_folder);
  while (!g_sequence_is_empty (self->events))
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->events);

      event_free (g_sequence_get (first));
      g_sequence_remove (first);
    }
  g_sequence_free (self->events);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->written);
  g_ptr_array_unref (self->sent);
  g_hash_table_unref (self->alien);
  g_checksum_free (self->trace);
  g_rand_free (self->rand);
  g_free (self);
}
