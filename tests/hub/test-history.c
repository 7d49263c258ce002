/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-db.h"
#include "gol-dictionary.h"
#include "world.h"

/*
 * Random histories of several agencies, with a model beside the hub that says, in another way than the hub does, who may
 * read which leaf at this moment. Every text field that is written carries a word of its own.
 */
#define HISTORIES 3
#define STEPS     400
#define N_OFFICES 7
#define N_SITES   4   /* worksites */

static const char * const employers[] = { "employer/01JD8Z5B7R00000000000000E1", "employer/01JD8Z5B7R00000000000000E2" };

typedef struct
{
  char       *record;
  int         worker, worksite, order;   /* -1: none */
  const char *district;
  int         accepted;   /* by which employer; -1: by none */
} Placement;

typedef struct
{
  char       *word;
  char       *name;      /* "m1.1:7#0", as a reader names it */
  char       *record;
  const char *section;
} Written;

typedef struct
{
  Site       *site;
  char       *cursor;
  GHashTable *held;      /* "m1.1:7#0" → record */
  GString    *sent;      /* all it pushed to the open log */
} Office;

typedef struct
{
  World      *world;
  Office      offices[N_OFFICES];
  GPtrArray  *workers;               /* of char * */
  GPtrArray  *placements;            /* of Placement */
  GHashTable *events;                /* record → Placement */
  char       *worksites[N_SITES];
  int         owner[N_SITES];
  const char *place[N_SITES];
  char       *orders[2];             /* one of each employer */
  GPtrArray  *written;               /* of Written: what was accepted */
  GPtrArray  *sealed;                /* of char *: words that nobody but their readers may read */
  guint       words;
  guint       quarantined;
} History;

enum { MIN, FARM, OTHER, SGT, NORTH, PARTNER, AUDITOR };

static const struct { const char *site, *agency, *kind; int employer; const char *district; } cast[N_OFFICES] = {
  { "m1", "min", "ministry", -1, NULL },
  { "f1", "farm", "employer", 0, NULL },
  { "o1", "other", "employer", 1, NULL },
  { "c1", "sgt", "consulate-origin", -1, NULL },
  { "n1", "north", "consulate-destination", -1, "d1" },
  { "p1", "partner", "partner", -1, NULL },
  { "a1", "aud", "auditor", -1, NULL },
};

static void
placement_free (gpointer data)
{
  Placement *placement = data;

  g_free (placement->record);
  g_free (placement);
}

static void
written_free (gpointer data)
{
  Written *written = data;

  g_free (written->word);
  g_free (written->name);
  g_free (written->record);
  g_free (written);
}

static guint
pick (History *h,
      guint    below)
{
  return g_rand_int_range (h->world->rand, 0, below);
}

/* ── The model: who sees what ── */

static guint
level_of_placement (History         *h,
                    guint            reader,
                    const Placement *p)
{
  const int employer = cast[reader].employer;

  if (employer < 0)
    return g_str_equal (p->district, cast[reader].district)
           || (p->worksite >= 0 && g_str_equal (h->place[p->worksite], cast[reader].district)) ? 2 : 0;
  if (p->worksite >= 0 ? h->owner[p->worksite] != employer : p->order != employer)
    return 0;
  return p->accepted == employer ? 2 : 1;
}

static guint
level (History    *h,
       guint       reader,
       const char *record)
{
  const int employer = cast[reader].employer;
  const Placement *event = g_hash_table_lookup (h->events, record);
  guint best = 0;

  if (reader == MIN || reader == SGT || reader == AUDITOR)
    return 2;
  if (reader == PARTNER)
    return 0;
  if (event != NULL)
    return level_of_placement (h, reader, event);
  for (guint i = 0; i < N_SITES; i++)
    if (g_str_equal (record, h->worksites[i]))
      return (employer >= 0 ? h->owner[i] == employer : g_str_equal (h->place[i], cast[reader].district)) ? 2 : 0;
  if (employer >= 0 && g_str_has_prefix (record, "order/"))
    return g_str_equal (record, h->orders[employer]) ? 2 : 0;
  for (guint i = 0; i < h->placements->len; i++)
    {
      const Placement *p = g_ptr_array_index (h->placements, i);

      if (g_str_equal (record, p->record) || g_str_equal (record, g_ptr_array_index (h->workers, p->worker))
          || (p->order >= 0 && g_str_equal (record, h->orders[p->order])))
        best = MAX (best, level_of_placement (h, reader, p));
    }
  return best;
}

static const GolSection *
section_of (const char *record,
            const char *name)
{
  g_autofree char *entity = g_strndup (record, strcspn (record, "/"));

  return gol_entity_find_section (gol_dictionary_find_entity (entity), name);
}

static gboolean
may_read (History       *h,
          guint          reader,
          const Written *written)
{
  static const guint parties[N_OFFICES] = {
    GOL_PARTY_MINISTRY, GOL_PARTY_EMPLOYER, GOL_PARTY_EMPLOYER, GOL_PARTY_CONSULATE_ORIGIN, GOL_PARTY_CONSULATE_DEST,
    GOL_PARTY_PARTNER, GOL_PARTY_AUDITOR,
  };
  const guint at = level (h, reader, written->record);
  const guint party = parties[reader] | (at == 2 && cast[reader].employer >= 0 ? GOL_PARTY_EMPLOYER_ACCEPTED : 0);

  return at > 0 && (section_of (written->record, written->section)->readers & party) != 0;
}

/* ── Writing ── */

static char *
new_word (History *h)
{
  return g_strdup_printf ("canary-%06u-", h->words++);
}

/* A leaf in whose every text stands @word, and a field of a scheme's that the dictionary does not know. */
static GolLeaf *
full_leaf (const char *record,
           const char *section,
           const char *word)
{
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "mx.word", word);
  for (const GolField *field = section_of (record, section)->fields; field->name != NULL; field++)
    if (field->type == GOL_FIELD_TEXT || field->type == GOL_FIELD_LONG_TEXT || field->type == GOL_FIELD_NAME)
      {
        g_autofree char *text = g_strconcat (word, field->name, NULL);

        gol_values_set_text (values, field->name, text);
      }
  return gol_leaf_new (record, section, GOL_OP_SET, values);
}

static void
send_again (Office     *office,
            const char *body,
            const char *receipt)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GPtrArray) answers = site_push (office->site, body);
      const GolAnswer *answer = g_ptr_array_index (answers, 0);

      g_assert_cmpint (answer->kind, ==, GOL_ANSWER_DUPLICATE);
      g_assert_cmpstr (answer->receipt->line, ==, receipt);
    }
}

/* Sends leaves as one change, each with its word; @reason is for what must be quarantined. Words that were accepted count. */
static void
send (History    *h,
      guint       who,
      GPtrArray  *leaves,
      GPtrArray  *words,
      const char *reason)
{
  Office *office = &h->offices[who];
  g_autoptr(GolChange) change = site_write_all (office->site, GOL_LOG_OPEN, NULL, leaves);
  g_autofree char *name = gol_operation_format (change->header.site, change->header.incarnation, change->header.seq);
  g_autofree char *text = gol_change_to_ndjson (change);
  g_autoptr(GPtrArray) answers = site_push (office->site, text);
  const GolAnswer *answer = g_ptr_array_index (answers, 0);

  g_string_append (office->sent, text);
  g_assert_cmpstr (answer->receipt->reason, ==, reason);
  g_assert_cmpint (answer->kind, ==, reason != NULL ? GOL_ANSWER_QUARANTINED : GOL_ANSWER_ACCEPTED);
  if (pick (h, 10) == 0)
    send_again (office, text, answer->receipt->line);
  h->quarantined += reason != NULL;
  for (guint i = 0; i < leaves->len && reason == NULL; i++)
    {
      const GolLeaf *leaf = g_ptr_array_index (leaves, i);
      Written *written = g_new0 (Written, 1);

      written->word = g_strdup (g_ptr_array_index (words, i));
      written->name = g_strdup_printf ("%s#%u", name, i);
      written->record = g_strdup (leaf->record);
      written->section = section_of (leaf->record, leaf->section)->name;
      g_ptr_array_add (h->written, written);
    }
}

static void
send_one (History    *h,
          guint       who,
          const char *record,
          const char *section,
          GolValues  *more,
          const char *reason)
{
  g_autoptr(GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *word = new_word (h);
  GolLeaf *leaf = full_leaf (record, section, word);

  for (guint i = 0; more != NULL && i < gol_values_get_size (more); i++)
    gol_values_set (leaf->values, gol_values_peek (more, i));
  g_ptr_array_add (leaves, leaf);
  g_ptr_array_add (words, word);
  send (h, who, leaves, words, reason);
}

/* ── What may happen ── */

static void
write_worker (History *h)
{
  static const char * const sections[] = { "name_photo", "civil", "household", "contact", "bank", "experience" };
  g_autoptr(GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *record;

  if (h->workers->len < 12)
    g_ptr_array_add (h->workers, record_new (h->world, "worker"));
  record = g_ptr_array_index (h->workers, pick (h, h->workers->len));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (pick (h, 2) == 0 || (i + 1 == G_N_ELEMENTS (sections) && leaves->len == 0))
      {
        char *word = new_word (h);

        g_ptr_array_add (words, word);
        g_ptr_array_add (leaves, full_leaf (record, sections[i], word));
      }
  send (h, MIN, leaves, words, NULL);
}

static void
place (History *h)
{
  static const char * const districts[] = { "d1", "d2", "d3" };
  gboolean new = h->placements->len < 8 || pick (h, 4) == 0;
  Placement *p = new ? g_new0 (Placement, 1) : g_ptr_array_index (h->placements, pick (h, h->placements->len));
  g_autoptr(GolValues) values = gol_values_new ();

  if (new)
    {
      p->record = record_new (h->world, "placement");
      p->worker = pick (h, h->workers->len);
      p->accepted = -1;
      g_ptr_array_add (h->placements, p);
    }
  p->worksite = (int) pick (h, N_SITES + 1) - 1;
  p->order = (int) pick (h, 3) - 1;
  p->district = districts[pick (h, G_N_ELEMENTS (districts))];
  gol_values_set_text (values, "worker", g_ptr_array_index (h->workers, p->worker));
  gol_values_set_text (values, "worksite", p->worksite >= 0 ? h->worksites[p->worksite] : NULL);
  gol_values_set_text (values, "order", p->order >= 0 ? h->orders[p->order] : NULL);
  gol_values_set_text (values, "origin_district", p->district);
  send_one (h, MIN, p->record, "placement_core", values, NULL);
}

static Placement *
any_placement (History *h)
{
  return g_ptr_array_index (h->placements, pick (h, h->placements->len));
}

static void
answer (History *h)
{
  Placement *p = any_placement (h);
  guint who = pick (h, 2) == 0 ? FARM : OTHER;
  gboolean may = level (h, who, p->record) > 0;
  gboolean accepted = pick (h, 3) > 0;
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "result", accepted ? "accepted" : "refused");
  send_one (h, who, p->record, "employer_answer", values, may ? NULL : "scope");
  if (may)
    p->accepted = accepted ? cast[who].employer : -1;
}

static void
witness (History *h)
{
  static const guint witnesses[] = { FARM, OTHER, NORTH, SGT, MIN };
  Placement *p = any_placement (h);
  guint who = witnesses[pick (h, G_N_ELEMENTS (witnesses))];
  g_autofree char *record = record_new (h->world, "event");
  gboolean may = level (h, who, p->record) > 0;
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "placement", p->record);
  if (may)
    g_hash_table_insert (h->events, g_strdup (record), p);
  send_one (h, who, record, "event", values, may ? NULL : "scope");
}

static void
move_worksite (History *h)
{
  static const char * const districts[] = { "d1", "d2" };
  guint i = pick (h, N_SITES);
  g_autoptr(GolValues) values = gol_values_new ();

  h->owner[i] = pick (h, 2);
  h->place[i] = districts[pick (h, 2)];
  gol_values_set_text (values, "employer", employers[h->owner[i]]);
  gol_values_set_text (values, "district", h->place[i]);
  send_one (h, MIN, h->worksites[i], "worksite_core", values, NULL);
}

/* What nobody may: it is quarantined, and whatever comes next is not. */
static void
misbehave (History *h)
{
  const char *worker = g_ptr_array_index (h->workers, pick (h, h->workers->len));

  if (pick (h, 2) == 0)
    send_one (h, pick (h, 2) == 0 ? FARM : NORTH, worker, "civil", NULL, "writer");
  else
    {
      g_ptr_array_add (h->sealed, g_strdup_printf ("canary-%06u-", h->words));
      send_one (h, MIN, worker, "self_identification", NULL, "log");
    }
}

static void
complain (History *h)
{
  Office *sgt = &h->offices[SGT];
  g_autofree char *record = record_new (h->world, "complaint");
  char *word = new_word (h);
  g_autoptr(GolChange) change = site_write (sgt->site, GOL_LOG_PROTECTED, full_leaf (record, "complaint", word), NULL);

  g_ptr_array_add (h->sealed, word);
  g_assert_cmpint (site_send (sgt->site, change, NULL), ==, GOL_ANSWER_ACCEPTED);
}

/* ── Reading ── */

static Written *
find_written (History    *h,
              const char *name)
{
  for (guint i = 0; i < h->written->len; i++)
    {
      Written *written = g_ptr_array_index (h->written, i);

      if (g_str_equal (written->name, name))
        return written;
    }
  return NULL;
}

static gboolean
is_of_cb (gpointer key,
          gpointer value,
          gpointer user_data)
{
  return g_str_equal (value, user_data);
}

static void
take_change (History         *h,
             guint            reader,
             const GolChange *change)
{
  g_autofree char *name = gol_operation_format (change->header.site, change->header.incarnation, change->header.seq);
  guint any = 0;

  for (guint i = 0; i < change->header.n; i++)
    if (g_ptr_array_index (change->leaves, i) != NULL)
      {
        g_autofree char *leaf = g_strdup_printf ("%s#%u", name, i);
        Written *written = find_written (h, leaf);

        g_assert_nonnull (written);   /* nothing that was quarantined */
        g_assert_true (may_read (h, reader, written));
        g_hash_table_insert (h->offices[reader].held, g_steal_pointer (&leaf), g_strdup (written->record));
        any++;
      }
  g_assert_cmpuint (any, >, 0);
}

/* As an office does: it keeps what it is given, and deletes what is revoked. */
static void
fetch (History *h,
       guint    reader)
{
  Office *office = &h->offices[reader];
  g_autoptr(GPtrArray) pages = site_fetch (office->site, GOL_LOG_OPEN, &office->cursor);

  for (guint i = 0; i < pages->len; i++)
    {
      const GolFeedPage *page = g_ptr_array_index (pages, i);

      for (guint k = 0; k < page->items->len; k++)
        {
          const GolFeedItem *item = g_ptr_array_index (page->items, k);

          if (item->kind == GOL_FEED_REVOKE)
            g_hash_table_foreach_remove (office->held, is_of_cb, item->record);
          else if (item->kind == GOL_FEED_CHANGE)
            {
              g_assert_true (gol_receipt_verify (item->receipt, gol_hub_get_public_key (h->world->hub)));
              take_change (h, reader, item->change);
            }
        }
    }
}

/* ── What must hold at the end ── */

/* What an office gathered on the way is what it may read; and so is what it would be given from the beginning. */
static void
check_reader (History *h,
              guint    reader)
{
  g_autofree char *feed = site_fetch_text (h->offices[reader].site, GOL_LOG_OPEN);
  guint may = 0;

  fetch (h, reader);
  for (guint i = 0; i < h->written->len; i++)
    {
      const Written *written = g_ptr_array_index (h->written, i);
      gboolean allowed = may_read (h, reader, written);

      may += allowed;
      g_test_message ("%s %s %s %s", cast[reader].site, written->name, written->record, written->section);
      g_assert_true (g_hash_table_contains (h->offices[reader].held, written->name) == allowed);
      g_assert_true ((strstr (feed, written->word) != NULL) == allowed);
    }
  g_assert_cmpuint (g_hash_table_size (h->offices[reader].held), ==, may);
  for (guint i = 0; i < h->sealed->len; i++)
    g_assert_null (strstr (feed, g_ptr_array_index (h->sealed, i)));
}

/* All that is in the hub's database, as one who has its key reads it. */
static char *
dump (World *world)
{
  g_autofree char *db_path = g_build_filename (world->folder, "hub.db", NULL);
  g_autofree char *key_path = g_build_filename (world->folder, "hub.key", NULL);
  g_autofree char *key = NULL;
  g_autoptr(GolDb) db = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GolStatement) list = NULL;
  GString *all = g_string_new (NULL);
  gsize length;
  gboolean row;

  g_file_get_contents (key_path, &key, &length, &error);
  g_assert_no_error (error);
  db = gol_db_open (db_path, (const guint8 *) key, GOL_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  list = gol_db_prepare_uncached (db, "SELECT name FROM sqlite_schema WHERE type = 'table'", &error);
  while (gol_statement_step (list, &row, &error) && row)
    g_ptr_array_add (tables, g_strdup (gol_statement_text (list, 0)));
  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", (const char *) g_ptr_array_index (tables, i));
      g_autoptr(GolStatement) st = gol_db_prepare_uncached (db, sql, &error);

      g_assert_no_error (error);
      while (gol_statement_step (st, &row, &error) && row)
        for (int k = 0; k < gol_statement_columns (st); k++)
          if (gol_statement_type (st, k) == GOL_DB_TEXT)
            g_string_append (all, gol_statement_text (st, k));
    }
  g_assert_no_error (error);
  return g_string_free (all, FALSE);
}

/* Nothing protected is in the hub's storage, though all that is open is. */
static void
check_storage (History *h)
{
  g_autofree char *all = dump (h->world);

  for (guint i = 0; i < h->written->len; i++)
    g_assert_nonnull (strstr (all, ((Written *) g_ptr_array_index (h->written, i))->word));
  g_assert_cmpuint (h->sealed->len, >, 0);
  for (guint i = 0; i < h->sealed->len; i++)
    g_assert_null (strstr (all, g_ptr_array_index (h->sealed, i)));
}

/* Everything that an office ever sent, again: in pieces, for that is the most at once. */
static void
replay (Office *office)
{
  const char *at = office->sent->str;

  while (*at != '\0')
    {
      g_autoptr(GString) piece = g_string_new (NULL);
      g_autoptr(GPtrArray) answers = NULL;

      for (guint lines = 0; *at != '\0' && (lines < 50 || !g_str_has_prefix (at, "{\"actor\"")); lines++)
        {
          const char *end = strchr (at, '\n') + 1;

          g_string_append_len (piece, at, end - at);
          at = end;
        }
      answers = site_push (office->site, piece->str);
      for (guint i = 0; i < answers->len; i++)
        g_assert_cmpint (((GolAnswer *) g_ptr_array_index (answers, i))->kind, ==, GOL_ANSWER_DUPLICATE);
    }
}

static void
check_replay (History *h)
{
  g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_OFFICES; i++)
    g_ptr_array_add (before, site_fetch_text (h->offices[i].site, GOL_LOG_OPEN));
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < N_OFFICES; i++)
      replay (&h->offices[i]);
  for (guint i = 0; i < N_OFFICES; i++)
    {
      g_autofree char *after = site_fetch_text (h->offices[i].site, GOL_LOG_OPEN);

      g_assert_cmpstr (after, ==, g_ptr_array_index (before, i));
    }
}

/* ── One history ── */

static void
begin (History *h)
{
  h->world = world_new ();
  h->workers = g_ptr_array_new_with_free_func (g_free);
  h->placements = g_ptr_array_new_with_free_func (placement_free);
  h->events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  h->written = g_ptr_array_new_with_free_func (written_free);
  h->sealed = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_OFFICES; i++)
    {
      world_agency (h->world, cast[i].agency, cast[i].kind, cast[i].employer >= 0 ? employers[cast[i].employer] : NULL,
                    cast[i].district);
      h->offices[i].site = site_new (h->world, cast[i].site, cast[i].agency);
      h->offices[i].held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      h->offices[i].sent = g_string_new (NULL);
    }
  for (guint i = 0; i < N_SITES; i++)
    h->worksites[i] = record_new (h->world, "worksite");
  for (guint i = 0; i < N_SITES; i++)
    {
      g_autoptr(GolValues) values = gol_values_new ();

      h->owner[i] = i / 2;
      h->place[i] = i % 2 == 0 ? "d1" : "d2";
      gol_values_set_text (values, "employer", employers[h->owner[i]]);
      gol_values_set_text (values, "district", h->place[i]);
      send_one (h, MIN, h->worksites[i], "worksite_core", values, NULL);
    }
  for (guint i = 0; i < 2; i++)
    h->orders[i] = record_new (h->world, "order");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GolValues) values = gol_values_new ();

      gol_values_set_text (values, "employer", employers[i]);
      send_one (h, i == 0 ? FARM : OTHER, h->orders[i], "order_terms", values, NULL);
    }
  write_worker (h);
  place (h);
}

static void
end (History *h)
{
  for (guint i = 0; i < N_OFFICES; i++)
    {
      site_free (h->offices[i].site);
      g_free (h->offices[i].cursor);
      g_hash_table_unref (h->offices[i].held);
      g_string_free (h->offices[i].sent, TRUE);
    }
  for (guint i = 0; i < N_SITES; i++)
    g_free (h->worksites[i]);
  for (guint i = 0; i < 2; i++)
    g_free (h->orders[i]);
  g_ptr_array_unref (h->workers);
  g_ptr_array_unref (h->placements);
  g_hash_table_unref (h->events);
  g_ptr_array_unref (h->written);
  g_ptr_array_unref (h->sealed);
  world_free (h->world);
}

static void
live (void)
{
  static void (* const acts[]) (History *) = { write_worker, write_worker, place, place, answer, answer, witness,
                                               witness, move_worksite, misbehave, complain };
  History h = { 0 };

  begin (&h);
  for (guint i = 0; i < STEPS; i++)
    {
      acts[pick (&h, G_N_ELEMENTS (acts))] (&h);
      if (pick (&h, 8) == 0)
        fetch (&h, pick (&h, N_OFFICES));
      if (pick (&h, 100) == 0)
        world_reopen (h.world);
    }
  g_test_message ("%u leaves accepted, %u changes quarantined", h.written->len, h.quarantined);
  for (guint i = 0; i < N_OFFICES; i++)
    check_reader (&h, i);
  check_storage (&h);
  check_replay (&h);
  end (&h);
}

static void
test_histories (void)
{
  for (guint i = 0; i < HISTORIES; i++)
    live ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/histories", test_histories);
  return g_test_run ();
}
