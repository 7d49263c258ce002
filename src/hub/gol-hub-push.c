/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-hub-private.h"
#include "gol-office-kind.h"
#include "gol-push.h"
#include "gol-verifying.h"

/*
 * A push: what is not of its form, not signed by the site or not of its present incarnation is refused whole, and nothing
 * is kept of it. What is well made and may not be is quarantined alone, and the queue goes on.
 */

typedef struct
{
  GolHub             *hub;
  const GolHubSite   *site;
  const GolHubAgency *agency;          /* the site's */
  GString            *answers;
  char                now[GOL_HLC_LENGTH + 1];
  guint64             have;            /* the last number that is here */
  char               *have_hash;
  gboolean            forked;
} Push;

static char *
hash_to_hex (const guint8 hash[GOL_HASH_BYTES])
{
  GString *hex = g_string_sized_new (2 * GOL_HASH_BYTES);

  for (guint i = 0; i < GOL_HASH_BYTES; i++)
    g_string_append_printf (hex, "%02x", hash[i]);
  return g_string_free (hex, FALSE);
}

/* ── Authority: NULL when it may be, else the reason for quarantine ── */

/* In whose name a leaf is written: what they may write, and which agency's scope it must be in. */
typedef struct
{
  guint               party;    /* 0: nobody's in whose name that may be */
  const GolHubAgency *scope;
} Acting;

/* Whoever has no office in the exchange is named by the code of his kind; then the ministry answers for which of them it was. */
static Acting
get_acting (Push              *push,
            const GolHeader   *header,
            const GolSection  *section)
{
  const GolHubAgency *named;

  if (header->on_behalf_of == NULL || g_str_equal (header->on_behalf_of, push->agency->agency))
    return (Acting) { push->agency->party, push->agency };
  if ((push->agency->party & GOL_PARTY_MINISTRY) == 0)
    return (Acting) { 0, NULL };
  /* What the ministry may write itself is its own, and the name a remark: whose paper an event or a step was written down from. */
  if ((section->writers & push->agency->party) != 0)
    return (Acting) { push->agency->party, push->agency };
  if ((section->flags & GOL_SECTION_ON_BEHALF) == 0)
    return (Acting) { 0, NULL };
  named = gol_hub_find_agency (push->hub, header->on_behalf_of);
  if (named != NULL)
    return (Acting) { named->party, named };
  return (Acting) { gol_office_kind_code_party (header->on_behalf_of), push->agency };
}

static const char *
judge_section (Acting            acting,
               const GolSection *section,
               const GolLeaf    *leaf)
{
  if (acting.party == 0)
    return "behalf";
  if (leaf->op == GOL_OP_ERASE || leaf->op == GOL_OP_CONFIG)
    return (acting.party & GOL_PARTY_MINISTRY) != 0 ? NULL : "writer";
  return (section->writers & acting.party) != 0 ? NULL : "writer";
}

/*
 * A record that was here must have been in the writer's scope before the change, or an employer could write himself into
 * somebody else's order; and after it, or he could write it away from himself.
 */
static const char *
judge_scope (Push               *push,
             const GolHeader    *header,
             const GolHubAgency *agency,
             const char         *record,
             gboolean            before,
             gboolean           *late)
{
  if (gol_hub_level (push->hub, agency, record) != GOL_HUB_NOTHING
      || (before && !gol_hub_storage_knows (push->hub->storage, record)))
    return NULL;
  if (!gol_hub_was_in_scope (push->hub, agency, record, header->hlc))
    return "scope";
  *late = TRUE;
  return NULL;
}

static const char *
judge_leaf (Push            *push,
            const GolHeader *header,
            const GolLeaf   *leaf,
            gboolean        *late)
{
  const GolSection *section = gol_hub_find_section (leaf->record, leaf->section);
  Acting acting;
  const char *reason;

  if (section == NULL)
    return "section";
  if ((section->flags & GOL_SECTION_PROTECTED) != 0)
    return "log";
  acting = get_acting (push, header, section);
  reason = judge_section (acting, section, leaf);
  if (reason != NULL)
    return reason;
  if (leaf->op == GOL_OP_VOID && gol_hub_storage_is_shared (push->hub->storage, leaf->record, push->agency->agency))
    return "void";
  return judge_scope (push, header, acting.scope, leaf->record, TRUE, late);
}

/* Of a sealed change only this is known: who sends it and to whom. */
static const char *
judge_sealed (Push            *push,
              const GolPushed *pushed)
{
  guint writers = 0, readers = 0;

  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    for (const GolSection *section = (*entity)->sections; section->name != NULL; section++)
      if ((section->flags & GOL_SECTION_PROTECTED) != 0)
        {
          writers |= section->writers;
          readers |= section->readers;
        }
  if (pushed->change->header.on_behalf_of != NULL)
    return "behalf";
  if ((push->agency->party & writers) == 0)
    return "writer";
  for (guint i = 0; pushed->to[i] != NULL; i++)
    {
      const GolHubAgency *agency = gol_hub_find_agency (push->hub, pushed->to[i]);

      if (agency == NULL || (agency->party & readers) == 0)
        return "reader";
    }
  return NULL;
}

/* ── Taking one change in ── */

static GolReceipt *
make_receipt (Push              *push,
              const GolChange   *change,
              GolReceiptVerdict  verdict,
              const char        *reason)
{
  guint64 hub_seq = gol_hub_storage_next (push->hub->storage, change->header.log);

  return gol_receipt_new (&change->header, change->hash, hub_seq, push->now, verdict, reason, &push->hub->key);
}

static void
store (Push             *push,
       const GolPushed  *pushed,
       const GolReceipt *receipt,
       const char       *text,
       GolHubChange     *stored)
{
  const GolHeader *header = &pushed->change->header;

  stored->site = header->site;
  stored->log = header->log;
  stored->incarnation = header->incarnation;
  stored->seq = header->seq;
  stored->agency = push->agency->agency;
  stored->hash = push->have_hash;
  stored->text = (char *) text;
  stored->receipt = gol_receipt_to_ndjson (receipt);
  stored->counts = receipt->verdict != GOL_RECEIPT_QUARANTINED;
  stored->id = gol_hub_storage_put_change (push->hub->storage, stored);
}

static gboolean
nothing_cb (guint       index,
            const char *line,
            gpointer    user_data)
{
  return FALSE;
}

/* A protected leaf in clear is not kept, not even in quarantine: only what commits to it. */
static char *
without_leaves (const GolChange *change)
{
  g_autoptr(GolChange) bare = gol_change_withhold (change, nothing_cb, NULL);

  return gol_change_to_ndjson (bare);
}

static GPtrArray *
read_leaves (const GolChange *change)
{
  GPtrArray *leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);

  for (guint i = 0; i < change->header.n; i++)
    {
      const char *line = g_ptr_array_index (change->leaves, i);

      g_ptr_array_add (leaves, gol_leaf_from_line (line, strlen (line), NULL));
    }
  return leaves;
}

/* Orders what several sites write of one field, as merging does. */
static char *
make_stamp (const GolReceipt *receipt)
{
  return g_strdup_printf ("%d %s %s", receipt->verdict == GOL_RECEIPT_OK, receipt->eff_hlc, receipt->change);
}

/* Judges with the change applied; NULL, or why it must be taken back. */
static const char *
apply (Push             *push,
       const GolPushed  *pushed,
       GPtrArray        *leaves,
       const GolReceipt *receipt,
       GHashTable       *moved,
       gboolean         *late)
{
  const GolHeader *header = &pushed->change->header;
  g_autofree char *stamp = make_stamp (receipt);
  const char *reason = NULL;

  for (guint i = 0; i < 2 * leaves->len; i++)
    {
      const GolLeaf *leaf = g_ptr_array_index (leaves, i % leaves->len);
      Acting acting = get_acting (push, header, gol_hub_find_section (leaf->record, leaf->section));

      if (gol_hub_is_answer (leaf) == (i >= leaves->len))
        gol_hub_scope_take (push->hub, acting.scope, leaf, stamp, moved);
    }
  for (guint i = 0; i < leaves->len && reason == NULL; i++)
    {
      const GolLeaf *leaf = g_ptr_array_index (leaves, i);
      Acting acting = get_acting (push, header, gol_hub_find_section (leaf->record, leaf->section));

      reason = judge_scope (push, header, acting.scope, leaf->record, FALSE, late);
    }
  return reason;
}

static void
accept_open (Push             *push,
             const GolPushed  *pushed,
             GPtrArray        *leaves,
             const GolReceipt *receipt,
             GHashTable       *moved)
{
  GolHubChange stored = { 0 };

  store (push, pushed, receipt, pushed->text, &stored);
  for (guint i = 0; i < leaves->len; i++)
    {
      const GolLeaf *leaf = g_ptr_array_index (leaves, i);

      gol_hub_storage_put_leaf (push->hub->storage, stored.id, i, leaf->record, leaf->section);
    }
  gol_hub_scope_tell (push->hub, moved, stored.id, push->now);
  gol_hub_scope_feed (push->hub, &stored);
  gol_answer_append (push->answers, GOL_ANSWER_ACCEPTED, receipt->change, stored.receipt);
  g_free (stored.receipt);
}

static void
quarantine (Push            *push,
            const GolPushed *pushed,
            const char      *reason)
{
  g_autoptr(GolReceipt) receipt = make_receipt (push, pushed->change, GOL_RECEIPT_QUARANTINED, reason);
  g_autofree char *bare = g_str_equal (reason, "log") ? without_leaves (pushed->change) : NULL;
  GolHubChange stored = { 0 };

  store (push, pushed, receipt, bare != NULL ? bare : pushed->text, &stored);
  gol_answer_append (push->answers, GOL_ANSWER_QUARANTINED, receipt->change, stored.receipt);
  g_free (stored.receipt);
}

static void
take_open (Push            *push,
           const GolPushed *pushed)
{
  const GolHeader *header = &pushed->change->header;
  g_autoptr(GPtrArray) leaves = read_leaves (pushed->change);
  g_autoptr(GHashTable) moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GolReceipt) receipt = NULL;
  const char *reason = NULL;
  gboolean late = FALSE;

  /* Whichever leaf may least is why: a protected one in clear above all, for it must not be kept. */
  for (guint i = 0; i < leaves->len && g_strcmp0 (reason, "log") != 0; i++)
    {
      const char *found = judge_leaf (push, header, g_ptr_array_index (leaves, i), &late);

      if (found != NULL && (reason == NULL || g_str_equal (found, "log")))
        reason = found;
    }
  if (reason == NULL)
    {
      gol_hub_storage_mark (push->hub->storage);
      receipt = make_receipt (push, pushed->change, late ? GOL_RECEIPT_LATE : GOL_RECEIPT_OK, NULL);
      reason = apply (push, pushed, leaves, receipt, moved, &late);
      if (reason == NULL)
        {
          accept_open (push, pushed, leaves, receipt, moved);
          gol_hub_storage_keep (push->hub->storage);
          return;
        }
      gol_hub_storage_take_back (push->hub->storage);
      gol_hub_scope_forget (push->hub);
    }
  quarantine (push, pushed, reason);
}

static void
take_sealed (Push            *push,
             const GolPushed *pushed)
{
  const char *reason = judge_sealed (push, pushed);
  g_autoptr(GolReceipt) receipt = NULL;
  GolHubChange stored = { 0 };

  if (reason != NULL)
    {
      quarantine (push, pushed, reason);
      return;
    }
  receipt = make_receipt (push, pushed->change, GOL_RECEIPT_OK, NULL);
  store (push, pushed, receipt, pushed->text, &stored);
  for (guint i = 0; pushed->to[i] != NULL; i++)
    gol_hub_storage_feed (push->hub->storage, pushed->to[i], GOL_LOG_PROTECTED, GOL_HUB_FEED_CHANGE, stored.id, NULL);
  gol_answer_append (push->answers, GOL_ANSWER_ACCEPTED, receipt->change, stored.receipt);
  g_free (stored.receipt);
}

/* ── The queue ── */

static void
fork_found (Push       *push,
            const char *change)
{
  GolHubSite frozen = *push->site;

  frozen.frozen = TRUE;
  gol_hub_storage_put_site (push->hub->storage, &frozen);
  push->forked = TRUE;
  gol_answer_append (push->answers, GOL_ANSWER_FORK, change, NULL);
}

static void
take_one (Push            *push,
          const GolPushed *pushed)
{
  const GolHeader *header = &pushed->change->header;
  g_autofree char *change = gol_operation_format (header->site, header->incarnation, header->seq);
  g_autofree char *hash = hash_to_hex (pushed->change->hash);
  g_autofree char *prev = hash_to_hex (header->prev);
  g_autoptr(GolHubChange) held = NULL;

  if (push->forked)
    {
      gol_answer_append (push->answers, GOL_ANSWER_FORK, change, NULL);
      return;
    }
  if (header->seq > push->have + 1)
    {
      gol_answer_append (push->answers, GOL_ANSWER_GAP, change, NULL);
      return;
    }
  if (header->seq <= push->have)
    {
      held = gol_hub_storage_find (push->hub->storage, header->site, header->log, header->incarnation, header->seq);
      if (held != NULL && g_str_equal (held->hash, hash))
        gol_answer_append (push->answers, GOL_ANSWER_DUPLICATE, change, held->receipt);
      else
        fork_found (push, change);
      return;
    }
  if (!g_str_equal (prev, push->have_hash))
    {
      fork_found (push, change);
      return;
    }
  push->have = header->seq;
  g_free (push->have_hash);
  push->have_hash = g_steal_pointer (&hash);
  if (header->log == GOL_LOG_PROTECTED)
    take_sealed (push, pushed);
  else
    take_open (push, pushed);
}

/* Before anything of a push is kept. gol_push_read () has seen to it that all is of one site, log and incarnation. */
static gboolean
check_sender (const GolHubSite *site,
            GPtrArray        *changes,
            GError          **error)
{
  const GolPushed *first = g_ptr_array_index (changes, 0);

  if (!g_str_equal (first->change->header.site, site->site))
    g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("The office “%s” sent changes of another."), site->site);
  else if (site->frozen || first->change->header.incarnation != site->incarnation)
    g_set_error (error, GOL_ERROR, GOL_ERROR_CONFLICT,
                 _("The office “%s” is not what the hub knows: two copies of it wrote. Pair it again with a new code."),
                 site->site);
  else
    return TRUE;
  return FALSE;
}

/* Begins to look at the signatures: nothing is committed or answered before all are seen to be good. */
static GolVerifying *
verify (const GolHubSite *site,
        GPtrArray        *changes)
{
  GolVerifying *verifying = gol_verifying_new ();

  for (guint i = 0; i < changes->len; i++)
    gol_verifying_add_change (verifying, ((GolPushed *) g_ptr_array_index (changes, i))->change, site->public_key);
  gol_verifying_begin (verifying);
  return verifying;
}

static void
take_all (GolHub           *self,
          const GolHubSite *site,
          GPtrArray        *changes,
          GString          *answers)
{
  const GolHeader *header = &((GolPushed *) g_ptr_array_index (changes, 0))->change->header;
  g_autoptr(GolHubChange) last = gol_hub_storage_find (self->storage, site->site, header->log, site->incarnation, 0);
  Push push = { .hub = self, .site = site, .agency = gol_hub_find_agency (self, site->agency), .answers = answers };

  push.have = last != NULL ? last->seq : 0;
  push.have_hash = last != NULL ? g_strdup (last->hash) : g_strnfill (2 * GOL_HASH_BYTES, '0');
  for (guint i = 0; i < changes->len; i++)
    {
      gol_hub_tick (self, header->log, push.now);
      take_one (&push, g_ptr_array_index (changes, i));
    }
  g_free (push.have_hash);
}

char *
gol_hub_push (GolHub      *self,
              const char  *name,
              const char  *body,
              gsize        length,
              GError     **error)
{
  g_autoptr(GPtrArray) changes = gol_push_read (body, length, error);
  g_autoptr(GString) answers = g_string_new (NULL);
  g_autoptr(GolHubSite) site = NULL;
  g_autoptr(GolVerifying) verifying = NULL;

  if (changes == NULL)
    return NULL;
  gol_hub_begin (self);
  site = gol_hub_find_site (self, name, error);
  if (site == NULL || !check_sender (site, changes, error))
    {
      gol_hub_storage_rollback (self->storage);
      return NULL;
    }
  verifying = verify (site, changes);
  take_all (self, site, changes, answers);
  if (!gol_verifying_end (verifying))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_DENIED, _("A change is not signed by the office “%s”."), site->site);
      gol_hub_storage_rollback (self->storage);
      gol_hub_scope_forget (self);
      return NULL;
    }
  if (gol_hub_storage_commit (self->storage, error))
    return g_strdup (answers->str);
  gol_hub_scope_forget (self);
  return NULL;
}
