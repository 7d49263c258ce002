/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-wire-private.h"

/*
 * A round is a table of steps, each of which asks one thing as often as it is needed. Whatever goes wrong, the next round begins with
 * hello, which tells where both stand: what is done already is not done again, for it stands in the store or at the hub.
 */

#define PUSH_BYTES       (768 * 1024)   /* as text: the hub takes a MiB, compressed or not, and sealing adds a third */
#define SEALED_BYTES     (PUSH_BYTES / 2)
#define PAGE_ITEMS       GOL_FEED_MAX_ITEMS
#define DELAY_LEAST      1000
#define DELAY_MOST       (5 * 60 * 1000)
#define DELAY_DOUBLINGS  10
#define CONTACT_KEPT     (10 * 60 * G_GINT64_CONSTANT (1000))   /* so often it is written down at least when nothing happens */

typedef enum
{
  STEP_HELLO,
  STEP_DIRECTORY,
  STEP_PUSH_OPEN,
  STEP_PUSH_PROTECTED,
  STEP_FETCH_OPEN,
  STEP_FETCH_PROTECTED,
  STEP_ACK_OPEN,
  STEP_ACK_PROTECTED,
  STEP_WAIT,
} StepName;

/* What came, on its way into the store; one at a time. */
typedef struct
{
  GThread     *thread;     /* NULL: nothing is on its way */
  StepName     step;       /* whose it is */
  GolLog       log;
  GolFeedPage *page;       /* or receipts */
  GPtrArray   *answers;    /* which own the receipts */
  GPtrArray   *receipts;
  guint        fetched;
  GError      *error;      /* the thread's, until it has ended */
} Storing;

struct _GolSync
{
  GolStore         *store;
  guint8            hub_key[GOL_PUBLIC_KEY_BYTES];
  StepName          step;
  gboolean          again;          /* the step is not done */
  gboolean          woken;
  gboolean          greeted;        /* hello was said since the last contact was written down */
  GolSyncHello     *hello;
  GBytes           *directory_text;
  GolSyncDirectory *directory;
  gboolean          searched;       /* the directory was asked for an office that a page has */
  guint64           pushed[2];      /* by GolLog: the last change that the hub has judged */
  GPtrArray        *sent;           /* of GolChange, in the push that is under way */
  gboolean          unknown[2];     /* the hub does not know our cursor: the page from the beginning is on its way */
  char             *acked[2];
  gint64            noted;          /* instant of the contact that is written down */
  guint             failures;
  gboolean          failed;
  gboolean          ahead;
  Storing           storing;
  GolSyncState      state;
};

/**
 * Step:
 * @ask: NULL with @error unset: there is nothing to ask
 * @take: the answer; one that it must not be is refused before
 * @good: the status of an answer
 * @conflict: takes a 409 (NULL: that is no answer either)
 */
typedef struct
{
  GolSyncRequest *(*ask)      (GolSync *self, GolLog log, GError **error);
  gboolean        (*take)     (GolSync *self, GolLog log, const char *text, gsize length, GError **error);
  guint             good;
  gboolean        (*conflict) (GolSync *self, GolLog log, GError **error);
  GolLog            log;
} Step;

static gboolean
holds (GolSync *self,
       GolLog   log)
{
  return log == GOL_LOG_OPEN || gol_store_can_protected (self->store);
}

static GolSyncRequest *
get (char *path)
{
  GolSyncRequest *request = g_new0 (GolSyncRequest, 1);

  request->method = "GET";
  request->path = path;
  return request;
}

static GolSyncRequest *
post (const char *path,
      const char *type,
      char       *body)
{
  GolSyncRequest *request = get (g_strdup (path));

  request->method = "POST";
  request->type = type;
  request->body = g_bytes_new_take (body, strlen (body));
  return request;
}

/* ── Into the store, while the next is asked for ── */

static gpointer
store_cb (gpointer user_data)
{
  GolSync *self = user_data;
  Storing *storing = &self->storing;

  if (storing->page != NULL)
    gol_exchange_take_page (self->store, storing->log, storing->page, self->hub_key, &storing->error);
  else
    gol_exchange_take_receipts (self->store, storing->receipts, self->hub_key, &storing->error);
  return NULL;
}

/* Whether all that came so far is stored. */
static gboolean
finish (GolSync  *self,
        GError  **error)
{
  Storing *storing = &self->storing;
  GError *failure;

  if (storing->thread != NULL)
    g_thread_join (storing->thread);
  failure = storing->error;
  self->state.fetched += failure == NULL ? storing->fetched : 0;
  g_clear_pointer (&storing->page, gol_feed_page_free);
  g_clear_pointer (&storing->receipts, g_ptr_array_unref);
  g_clear_pointer (&storing->answers, g_ptr_array_unref);
  *storing = (Storing) { 0 };
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* Takes what @what holds. */
static gboolean
store (GolSync        *self,
       const Storing  *what,
       GError        **error)
{
  gboolean good = finish (self, error);

  self->storing = *what;
  if (good && self->ahead)
    {
      self->storing.thread = g_thread_new ("sync-store", store_cb, self);
      return TRUE;
    }
  if (good)
    store_cb (self);
  else
    self->storing.fetched = 0;
  return finish (self, good ? error : NULL) && good;
}

/* ── Answers that are none ── */

static const struct { guint status; int code; const char *sentence; } refusals[] = {
  { 401, GOL_ERROR_DENIED, N_("The hub does not know this office; ask the hub’s administrator whether it was removed.") },
  { 403, GOL_ERROR_DENIED, N_("The hub does not let this office do that; ask the hub’s administrator.") },
  { 404, GOL_ERROR_UNSUPPORTED, N_("The hub does not know what this version of the program asks: one of the two must be updated.") },
  { 405, GOL_ERROR_UNSUPPORTED, N_("The hub does not know what this version of the program asks: one of the two must be updated.") },
  { 413, GOL_ERROR_UNSUPPORTED, N_("The hub found what this office sends too large: one of the two must be updated.") },
  { 415, GOL_ERROR_UNSUPPORTED, N_("The hub cannot read what this office sends: one of the two must be updated.") },
  { 422, GOL_ERROR_UNSUPPORTED, N_("The hub cannot read what this office sends: one of the two must be updated.") },
  { 429, GOL_ERROR_BUSY, N_("The hub has too much to do just now; it is tried again by itself.") },
  { 500, GOL_ERROR_BUSY, N_("The hub cannot work just now; it is tried again by itself.") },
  { 503, GOL_ERROR_BUSY, N_("The hub cannot work just now; it is tried again by itself.") },
};

static gboolean
refuse (guint    status,
        GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].status == status)
      {
        g_set_error_literal (error, GOL_ERROR, refusals[i].code, _(refusals[i].sentence));
        return FALSE;
      }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("What answered in the hub’s place is not the hub, or only half of its answer came."));
  return FALSE;
}

static gboolean
be_frozen (GolSync  *self,
           GolLog    log,
           GError  **error)
{
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                       _("The hub takes nothing more from this office, for two copies of it wrote; nothing is lost, for both keep what they have: "
                         "ask the hub’s administrator which of them goes on."));
  return FALSE;
}

/* ── Hello ── */

static GolSyncRequest *
ask_hello (GolSync  *self,
           GolLog    log,
           GError  **error)
{
  self->woken = FALSE;
  if (self->state.phase == GOL_SYNC_NEW || self->state.phase == GOL_SYNC_CURRENT)
    self->state.phase = GOL_SYNC_BUSY;
  return gol_sync_state_count (self->store, &self->state, error) ? get (g_strdup ("/v1/hello")) : NULL;
}

static gboolean
check_hello (GolSync             *self,
             const GolSyncHello  *hello,
             GError             **error)
{
  if (hello->version != GOL_CHANGE_VERSION)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                         _("The hub is of another version than this program: one of the two must be updated."));
  else if (g_strcmp0 (hello->agency, gol_store_get_info (self->store)->agency) != 0)
    g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED,
                 _("The hub has this office in the agency “%s”, which is not the one that it was paired for; ask the hub’s administrator."),
                 hello->agency);
  else if (hello->incarnation != GOL_SYNC_INCARNATION)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                         _("This office was paired anew from another copy of it, so what is here is kept but not exchanged: go on in the other copy."));
  else
    return !hello->frozen || be_frozen (self, GOL_LOG_OPEN, error);
  return FALSE;
}

/* Whether what the hub has of us is a piece of what we have; then where to push from. */
static gboolean
find_start (GolSync  *self,
            GolLog    log,
            GError  **error)
{
  const GolExchangeHave *have = &self->hello->have[log];
  GolExchangeCounts counts;
  gboolean through;

  if (!gol_exchange_goes_through (self->store, log, have, &through, error) || !gol_exchange_count (self->store, log, &counts, error))
    return FALSE;
  if (!through)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                           _("The hub has work of this office that is not here: this is an older copy of it, or was restored from a backup; "
                             "nothing is lost, and nothing is exchanged until it is cleared up: ask the hub’s administrator."));
      return FALSE;
    }
  /* What the hub has, but whose receipt did not come, is sent again: the receipt of a change that is kept apart comes in no page. */
  self->pushed[log] = counts.first_waiting > 0 ? MIN (have->seq, counts.first_waiting - 1) : have->seq;
  return TRUE;
}

static gboolean
take_hello (GolSync     *self,
            GolLog       log,
            const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr(GolSyncHello) hello = gol_sync_hello_read (text, length, error);

  if (hello == NULL || !check_hello (self, hello, error))
    return FALSE;
  g_clear_pointer (&self->hello, gol_sync_hello_free);
  self->hello = g_steal_pointer (&hello);
  for (GolLog each = GOL_LOG_OPEN; each <= GOL_LOG_PROTECTED; each++)
    if (holds (self, each) && !find_start (self, each, error))
      return FALSE;
  self->greeted = TRUE;
  self->searched = FALSE;
  self->state.phase = GOL_SYNC_BUSY;
  g_clear_pointer (&self->state.problem, g_free);
  return TRUE;
}

/* ── Directory ── */

static GolSyncRequest *
ask_directory (GolSync  *self,
               GolLog    log,
               GError  **error)
{
  return get (g_strdup ("/v1/directory"));
}

static gboolean
take_directory (GolSync     *self,
                GolLog       log,
                const char  *text,
                gsize        length,
                GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length);
  g_autoptr(GolSyncDirectory) directory = NULL;

  if (self->directory_text != NULL && g_bytes_equal (bytes, self->directory_text))
    return TRUE;
  directory = gol_sync_directory_read (text, length, error);
  if (directory == NULL || !gol_exchange_add_sites (self->store, gol_sync_directory_sites (directory), error))
    return FALSE;
  g_clear_pointer (&self->directory, gol_sync_directory_free);
  g_clear_pointer (&self->directory_text, g_bytes_unref);
  self->directory = g_steal_pointer (&directory);
  self->directory_text = g_steal_pointer (&bytes);
  return TRUE;
}

/* ── Pushing ── */

/* A protected change is sealed to those who read it, each to its own. */
static void
append (GolSync   *self,
        GString   *body,
        GolChange *change)
{
  g_auto(GStrv) to = NULL;
  GolChange *sealed;

  if (change->header.log == GOL_LOG_OPEN)
    {
      gol_push_append (body, change, NULL);
      g_ptr_array_add (self->sent, change);
      return;
    }
  sealed = gol_sync_directory_seal (self->directory, change, self->hello->agency, gol_exchange_get_seal_key (self->store), &to);
  gol_push_append (body, sealed, (const char * const *) to);
  g_ptr_array_add (self->sent, sealed);
  gol_change_free (change);
}

static GolSyncRequest *
ask_push (GolSync  *self,
          GolLog    log,
          GError  **error)
{
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(GString) body = g_string_new (NULL);

  if (!holds (self, log))
    return NULL;
  changes = gol_exchange_read_changes (self->store, log, self->pushed[log], GOL_PUSH_MAX_CHANGES,
                                       log == GOL_LOG_OPEN ? PUSH_BYTES : SEALED_BYTES, NULL, 0, error);
  if (changes == NULL || changes->len == 0)
    return NULL;
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_change_free);
  g_ptr_array_set_free_func (changes, NULL);
  for (guint i = 0; i < changes->len; i++)
    append (self, body, g_ptr_array_index (changes, i));
  return post ("/v1/changes", "application/x-ndjson", g_string_free (g_steal_pointer (&body), FALSE));
}

/* They are what we asked, one for each change in order. */
static gboolean
check_answers (GolSync    *self,
               GPtrArray  *answers,
               GError    **error)
{
  gboolean good = answers->len == self->sent->len;

  for (guint i = 0; i < answers->len && good; i++)
    {
      const GolAnswer *answer = g_ptr_array_index (answers, i);
      const GolChange *change = g_ptr_array_index (self->sent, i);
      g_autofree char *name = gol_operation_format (change->header.site, change->header.incarnation, change->header.seq);

      good = g_str_equal (answer->change, name) && (answer->receipt == NULL || gol_receipt_is_of (answer->receipt, change));
    }
  return good || refuse (0, error);
}

static gboolean
take_push (GolSync     *self,
           GolLog       log,
           const char  *text,
           gsize        length,
           GError     **error)
{
  g_autoptr(GPtrArray) answers = gol_answers_read (text, length, error);
  g_autoptr(GPtrArray) receipts = g_ptr_array_new ();
  const GolAnswer *stopped = NULL;
  Storing storing = { .step = self->step, .log = log };
  guint n;

  if (answers == NULL || !check_answers (self, answers, error))
    return FALSE;
  for (guint i = 0; i < answers->len && stopped == NULL; i++)
    {
      const GolAnswer *answer = g_ptr_array_index (answers, i);

      if (answer->receipt != NULL)
        g_ptr_array_add (receipts, answer->receipt);
      else
        stopped = answer;
    }
  n = receipts->len;
  storing.answers = g_ptr_array_ref (answers);
  storing.receipts = g_steal_pointer (&receipts);
  if (!store (self, &storing, error))
    return FALSE;
  self->pushed[log] += n;
  self->state.pushed += n;
  if (n > 0)
    self->failures = 0;
  if (stopped != NULL && stopped->kind == GOL_ANSWER_FORK)
    return be_frozen (self, log, error);
  if (stopped != NULL)
    return refuse (0, error);   /* a gap: hello tells from where */
  self->again = TRUE;
  return TRUE;
}

/* ── Fetching ── */

/* After what is stored, or soon will be. */
static char *
get_cursor (GolSync  *self,
            GolLog    log,
            GError  **error)
{
  return self->storing.page != NULL ? g_strdup (self->storing.page->next) : gol_exchange_get_cursor (self->store, log, error);
}

static GolSyncRequest *
ask_page (GolSync  *self,
          GolLog    log,
          GError  **error)
{
  g_autofree char *cursor = NULL;
  GError *failure = NULL;

  if (!holds (self, log))
    return NULL;
  if (!self->unknown[log])
    cursor = get_cursor (self, log, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return get (g_strdup_printf ("/v1/feed?log=%s&limit=%u&own=no%s%s", gol_log_get_name (log), PAGE_ITEMS,
                               cursor != NULL ? "&cursor=" : "", cursor != NULL ? cursor : ""));
}

/* A restored hub knows none of the places that it told before: everything comes again, and changes nothing where it is here already. */
static gboolean
begin_anew (GolSync  *self,
            GolLog    log,
            GError  **error)
{
  if (self->unknown[log])
    return refuse (0, error);
  self->unknown[log] = TRUE;
  self->again = TRUE;
  return TRUE;
}

/* Who joined since the directory was asked comes first. */
static gboolean
search (GolSync  *self,
        GError  **error)
{
  if (self->searched)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The hub sent work of an office that it does not name."));
      return FALSE;
    }
  self->searched = TRUE;
  self->step = STEP_DIRECTORY;
  self->again = TRUE;
  return TRUE;
}

/* A hub that never comes to an end must not keep us busy for ever. */
static gboolean
check_progress (GolSync            *self,
                GolLog              log,
                const GolFeedPage  *page,
                GError            **error)
{
  g_autofree char *cursor = NULL;

  if (page->items->len > 0 || !page->more)
    return TRUE;
  cursor = get_cursor (self, log, NULL);
  return g_strcmp0 (cursor, page->next) != 0 || refuse (0, error);
}

/* Our own changes come back with everybody's. */
static guint
count_others (GolSync           *self,
              const GolFeedPage *page)
{
  const char *own = gol_store_get_info (self->store)->site;
  guint n = 0;

  for (guint i = 0; i < page->items->len; i++)
    {
      const GolChange *change = ((GolFeedItem *) g_ptr_array_index (page->items, i))->change;

      n += change == NULL || !g_str_equal (change->header.site, own);
    }
  return n;
}

static gboolean
take_page (GolSync     *self,
           GolLog       log,
           const char  *text,
           gsize        length,
           GError     **error)
{
  g_autoptr(GolFeedPage) page = gol_feed_page_read (text, length, error);
  Storing storing = { .step = self->step, .log = log };
  gboolean more;

  if (page == NULL || !check_progress (self, log, page, error))
    return FALSE;
  if (!gol_sync_directory_covers (self->directory, page))
    return search (self, error);
  gol_exchange_unseal (self->store, page);
  more = page->more;
  if (page->items->len > 0)
    self->failures = 0;
  storing.fetched = count_others (self, page);
  storing.page = g_steal_pointer (&page);
  if (!store (self, &storing, error))
    return FALSE;
  self->unknown[log] = FALSE;
  self->searched = FALSE;
  self->again = more;
  return TRUE;
}

/* ── Acknowledging: what is committed is on the disk, for the store waits for that ── */

static GolSyncRequest *
ask_ack (GolSync  *self,
         GolLog    log,
         GError  **error)
{
  g_autoptr(GolValues) values = gol_values_new ();
  g_autofree char *cursor = NULL;
  gboolean wiped;

  if (!holds (self, log))
    return NULL;
  cursor = gol_exchange_get_cursor (self->store, log, error);
  if (cursor == NULL || g_strcmp0 (cursor, self->acked[log]) == 0 || !gol_exchange_wipe (self->store, &wiped, error))
    return NULL;
  g_free (self->acked[log]);
  self->acked[log] = g_strdup (cursor);
  gol_values_set_text (values, "cursor", cursor);
  gol_values_set_text (values, "log", gol_log_get_name (log));
  return post ("/v1/ack", "application/json", gol_values_to_json (values));
}

static gboolean
take_ack (GolSync     *self,
          GolLog       log,
          const char  *text,
          gsize        length,
          GError     **error)
{
  return TRUE;
}

/* ── Waiting ── */

static gboolean
be_current (GolSync  *self,
            GError  **error)
{
  const gint64 now = gol_clock_get_instant (gol_store_get_clock (self->store));
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  self->failures = 0;
  self->state.phase = GOL_SYNC_CURRENT;
  self->state.contact = now;
  if (!gol_sync_state_count (self->store, &self->state, error))
    return FALSE;
  if (!self->greeted && ABS (now - self->noted) < CONTACT_KEPT)
    return TRUE;
  self->greeted = FALSE;
  self->noted = now;
  return gol_store_set_note (self->store, GOL_SYNC_NOTE_CONTACT, text, error);
}

static GolSyncRequest *
ask_news (GolSync  *self,
          GolLog    log,
          GError  **error)
{
  g_autoptr(GString) path = g_string_new ("/v1/wait");
  GolSyncRequest *request;

  if (!be_current (self, error))
    return NULL;
  for (GolLog each = GOL_LOG_OPEN; each <= GOL_LOG_PROTECTED; each++)
    {
      g_autofree char *cursor = holds (self, each) ? gol_exchange_get_cursor (self->store, each, NULL) : NULL;

      if (cursor != NULL)
        g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') == NULL ? '?' : '&', gol_log_get_name (each), cursor);
    }
  request = get (g_string_free (g_steal_pointer (&path), FALSE));
  request->idle = TRUE;
  return request;
}

static gboolean
take_news (GolSync     *self,
           GolLog       log,
           const char  *text,
           gsize        length,
           GError     **error)
{
  self->step = STEP_FETCH_OPEN;
  self->again = TRUE;
  return TRUE;
}

/* ── The machine ── */

static const Step steps[] = {
  [STEP_HELLO]           = { ask_hello, take_hello, 200 },
  [STEP_DIRECTORY]       = { ask_directory, take_directory, 200 },
  [STEP_PUSH_OPEN]       = { ask_push, take_push, 200, be_frozen, GOL_LOG_OPEN },
  [STEP_PUSH_PROTECTED]  = { ask_push, take_push, 200, be_frozen, GOL_LOG_PROTECTED },
  [STEP_FETCH_OPEN]      = { ask_page, take_page, 200, begin_anew, GOL_LOG_OPEN },
  [STEP_FETCH_PROTECTED] = { ask_page, take_page, 200, begin_anew, GOL_LOG_PROTECTED },
  [STEP_ACK_OPEN]        = { ask_ack, take_ack, 204, NULL, GOL_LOG_OPEN },
  [STEP_ACK_PROTECTED]   = { ask_ack, take_ack, 204, NULL, GOL_LOG_PROTECTED },
  [STEP_WAIT]            = { ask_news, take_news, 204 },
};

GolSync *
gol_sync_new (GolStore     *store,
              const guint8  hub_key[GOL_PUBLIC_KEY_BYTES])
{
  GolSync *self = g_new0 (GolSync, 1);

  self->store = gol_store_ref (store);
  memcpy (self->hub_key, hub_key, GOL_PUBLIC_KEY_BYTES);
  gol_sync_state_read (store, &self->state, NULL);
  self->noted = self->state.contact;
  return self;
}

void
gol_sync_free (GolSync *self)
{
  if (self == NULL)
    return;
  finish (self, NULL);
  g_clear_pointer (&self->hello, gol_sync_hello_free);
  g_clear_pointer (&self->directory, gol_sync_directory_free);
  g_clear_pointer (&self->directory_text, g_bytes_unref);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_free (self->acked[GOL_LOG_OPEN]);
  g_free (self->acked[GOL_LOG_PROTECTED]);
  gol_sync_state_clear (&self->state);
  gol_store_unref (self->store);
  g_free (self);
}

void
gol_sync_work_ahead (GolSync *self)
{
  self->ahead = TRUE;
}

/* The next round begins with hello, after the delay. */
static void
stop (GolSync      *self,
      GolSyncPhase  phase,
      const char   *problem)
{
  finish (self, NULL);   /* were it not stored, it would come again */
  self->failures = MIN (self->failures + 1, DELAY_DOUBLINGS);
  self->failed = TRUE;
  self->step = STEP_HELLO;
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  /* It is not known whether the last one came. */
  g_clear_pointer (&self->acked[GOL_LOG_OPEN], g_free);
  g_clear_pointer (&self->acked[GOL_LOG_PROTECTED], g_free);
  self->state.phase = phase;
  g_free (self->state.problem);
  self->state.problem = g_strdup (problem);
  gol_sync_state_count (self->store, &self->state, NULL);
}

static void
stop_for (GolSync      *self,
          const GError *error)
{
  GolSyncPhase phase = GOL_SYNC_OFFLINE;

  if (g_error_matches (error, GOL_ERROR, GOL_ERROR_CONFLICT))
    phase = GOL_SYNC_FORKED;
  else if (g_error_matches (error, GOL_ERROR, GOL_ERROR_DENIED) || g_error_matches (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED))
    phase = GOL_SYNC_REFUSED;
  stop (self, phase, error->message);
}

void
gol_sync_failed (GolSync    *self,
                 const char *why)
{
  g_autofree char *problem = why != NULL ? g_strdup_printf (_("The hub cannot be reached: %s."), why)
                                         : g_strdup (_("The hub cannot be reached."));

  stop (self, GOL_SYNC_OFFLINE, problem);
}

GolSyncRequest *
gol_sync_next (GolSync  *self,
               GError  **error)
{
  self->failed = FALSE;
  for (;; self->step++)
    {
      GError *failure = NULL;
      GolSyncRequest *request;

      if (self->step == STEP_WAIT && self->woken)
        self->step = STEP_HELLO;
      /* Each step but one that goes on rests on what those before stored. */
      request = self->storing.step == self->step || finish (self, &failure)
                  ? steps[self->step].ask (self, steps[self->step].log, &failure) : NULL;
      if (failure != NULL)
        {
          stop_for (self, failure);
          g_propagate_error (error, failure);
          return NULL;
        }
      if (request != NULL)
        return request;
      g_assert (self->step != STEP_WAIT);
    }
}

gboolean
gol_sync_answer (GolSync  *self,
                 guint     status,
                 GBytes   *body,
                 GError  **error)
{
  const Step *step = &steps[self->step];
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  GError *failure = NULL;
  gboolean good;

  g_return_val_if_fail (!self->failed, FALSE);

  self->again = FALSE;
  if (status == step->good)
    good = step->take (self, step->log, text != NULL ? text : "", length, &failure);
  else
    good = status == 409 && step->conflict != NULL ? step->conflict (self, step->log, &failure) : refuse (status, &failure);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  if (!good)
    {
      stop_for (self, failure);
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (!self->again)
    self->step++;
  return TRUE;
}

void
gol_sync_wake (GolSync *self)
{
  self->woken = TRUE;
  self->failed = FALSE;
}

guint
gol_sync_get_delay (GolSync *self,
                    GRand   *rand)
{
  guint most = self->state.phase == GOL_SYNC_REFUSED || self->state.phase == GOL_SYNC_FORKED
                 ? DELAY_MOST
                 : MIN (DELAY_MOST, DELAY_LEAST << (self->failures > 0 ? self->failures - 1 : 0));

  return self->failed ? most / 2 + g_rand_int_range (rand, 0, most / 2 + 1) : 0;
}

const GolSyncState *
gol_sync_get_state (GolSync *self)
{
  return &self->state;
}
