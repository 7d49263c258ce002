/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "simulator.h"

#include <string.h>

#include "gol-dictionary.h"
#include "gol-store-private.h"

/* ── What an office holds ── */

static GolRecord *
read_in (Node       *node,
      const char *record)
{
  return gol_store_read (node->office->store, record, NULL);
}

gboolean
holds (Node       *node,
       const char *record)
{
  g_autoptr(GolRecord) read_record = read_in (node, record);

  return read_record != NULL && !read_record->voided;
}

static char *
digest_of (Node       *node,
           const char *record,
           const char *section)
{
  return gol_store_digest (node->office->store, record, section, NULL);
}

/* ── Who may see what: by the design's words, not by the hub's code ── */

/* The record that it names in a field of this name, in whatever section. */
static char *
get_named (GolRecord  *record,
           const char *field)
{
  GHashTableIter iter;
  gpointer values;

  g_hash_table_iter_init (&iter, record->sections);
  while (g_hash_table_iter_next (&iter, NULL, &values))
    {
      const char *text = gol_values_get_text (values, field);

      if (text != NULL && g_str_has_prefix (text, field))
        return g_strdup (text);
    }
  return NULL;
}

typedef enum { NOTHING, IN_SCOPE, ACCEPTED } Level;

static Level
placement_level (Simulator *self,
                 GolRecord *placement)
{
  const char *worksite = gol_record_get_text (placement, "placement_core.worksite");
  const char *order = gol_record_get_text (placement, "placement_core.order");
  gboolean own = worksite != NULL ? g_str_equal (worksite, self->worksites[0]) : g_strcmp0 (order, self->orders[0]) == 0;

  if (!own)
    return NOTHING;
  return g_strcmp0 (gol_record_get_text (placement, "employer_answer.result"), "accepted") == 0 ? ACCEPTED : IN_SCOPE;
}

static Level
worker_level (Simulator  *self,
              const char *worker)
{
  Level best = NOTHING;

  for (guint i = 0; i < self->records->len; i++)
    {
      const char *name = g_ptr_array_index (self->records, i);
      g_autoptr(GolRecord) placement = g_str_has_prefix (name, "placement/") ? read_in (&self->nodes[MINISTRY], name) : NULL;

      if (placement != NULL && g_strcmp0 (gol_record_get_text (placement, "placement_core.worker"), worker) == 0)
        best = MAX (best, placement_level (self, placement));
    }
  return best;
}

/* The employer's level for a record; the ministry holds what it follows from. */
static Level
employer_level (Simulator  *self,
                const char *name)
{
  static const char * const subjects[] = { "placement", "worksite", "order", "worker", "employer" };
  g_autoptr(GolRecord) record = read_in (&self->nodes[MINISTRY], name);

  if (record == NULL)
    return NOTHING;
  if (g_str_has_prefix (name, "placement/"))
    return placement_level (self, record);
  if (g_str_has_prefix (name, "worker/"))
    return worker_level (self, name);
  for (guint i = 0; i < 2; i++)
    if (g_str_equal (name, self->orders[i]) || g_str_equal (name, self->worksites[i]) || g_str_equal (name, self->employers[i]))
      return i == 0 ? ACCEPTED : NOTHING;
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *subject = get_named (record, subjects[i]);

      if (subject != NULL)
        return employer_level (self, subject);
    }
  return NOTHING;
}

/* ── I1: whoever may see a section holds the same of it; whoever may not holds nothing ── */

static gboolean
may_see (Simulator        *self,
         NodeNumber        number,
         const char       *record,
         const GolSection *section)
{
  Node *node = &self->nodes[number];
  Level level;

  if (number != EMPLOYER)
    return (section->readers & node->party) != 0;
  level = employer_level (self, record);
  return level > NOTHING
         && ((section->readers & GOL_PARTY_EMPLOYER) != 0
             || (level == ACCEPTED && (section->readers & GOL_PARTY_EMPLOYER_ACCEPTED) != 0));
}

/* Whether an office wrote it: then it holds that, whoever may read it. */
static gboolean
wrote (Node       *node,
       const char *record,
       const char *section)
{
  g_autoptr(GPtrArray) history = gol_store_history (node->office->store, record, section, NULL, NULL);

  for (guint i = 0; history != NULL && i < history->len; i++)
    if (strcmp (((GolHistory *) g_ptr_array_index (history, i))->site, node->office->info.site) == 0)
      return TRUE;
  return FALSE;
}

static void
compare (Simulator        *self,
         NodeNumber        number,
         const char       *record,
         const GolSection *section)
{
  Node *node = &self->nodes[number];
  g_autofree char *here = digest_of (node, record, section->name);
  g_autofree char *there = NULL;
  gboolean sees = may_see (self, number, record, section);

  for (NodeNumber i = 0; i < number && sees; i++)
    if (may_see (self, i, record, section))
      {
        there = digest_of (&self->nodes[i], record, section->name);
        if (g_strcmp0 (here, there) != 0)
          g_test_message ("%s %s differs between %s and %s", record, section->name, self->nodes[i].office->info.site,
                          node->office->info.site);
        g_assert_cmpstr (here, ==, there);
        return;
      }
  if (!sees && here != NULL && !wrote (node, record, section->name))
    g_error ("%s holds %s %s, which it may not see", node->office->info.site, record, section->name);
}

static const GolSection *
sections_of (const char *record)
{
  g_autofree char *name = g_strndup (record, strcspn (record, "/"));

  return gol_dictionary_find_entity (name)->sections;
}

static void
check_convergence (Simulator *self)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const char *record = g_ptr_array_index (self->records, i);

      for (const GolSection *section = sections_of (record); section->name != NULL; section++)
        for (NodeNumber number = 0; number < N_NODES; number++)
          compare (self, number, record, section);
    }
}

/* ── I2, I4: what was written is somewhere, and nothing counts that may not ── */

static gboolean
finds (Node          *node,
       const Written *written,
       gboolean       counting)
{
  g_autoptr(GPtrArray) history = gol_store_history (node->office->store, written->record, written->section, written->field, NULL);
  g_autoptr(GolRecord) record = read_in (node, written->record);
  g_autofree char *path = g_strconcat (written->section, ".", written->field, NULL);

  if (counting)
    return record != NULL && g_strcmp0 (gol_record_get_text (record, path), written->value) == 0;
  for (guint i = 0; history != NULL && i < history->len; i++)
    {
      const GolHistory *entry = g_ptr_array_index (history, i);

      if (entry->values != NULL && g_strcmp0 (gol_values_get_text (entry->values, written->field), written->value) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_written (Simulator *self)
{
  guint revoked = 0;

  for (guint i = 0; i < self->written->len; i++)
    {
      const Written *written = g_ptr_array_index (self->written, i);
      gboolean alien = g_hash_table_contains (self->alien, written->value);

      for (NodeNumber number = 0; number < N_NODES && alien; number++)
        g_assert_false (finds (&self->nodes[number], written, TRUE));
      if (finds (&self->nodes[written->node], written, FALSE) || finds (&self->nodes[MINISTRY], written, FALSE))
        continue;
      /* The employer's, of somebody who is not his any more: it is at the hub. */
      g_assert_cmpint (written->node, ==, EMPLOYER);
      g_assert_cmpint (employer_level (self, written->record), ==, NOTHING);
      revoked++;
    }
  g_test_message ("%u values were written, %u of them where the writer may not write, %u are with the hub alone", self->written->len,
                  g_hash_table_size (self->alien), revoked);
}

/* ── I8: every log is whole, and the cursor is where the hub says ── */

static void
check_logs (Simulator *self)
{
  for (NodeNumber number = 0; number < N_NODES; number++)
    {
      GolStore *store = self->nodes[number].office->store;
      const GolSyncState *state = gol_sync_get_state (self->nodes[number].sync);

      office_verify (self->nodes[number].office);
      g_assert_cmpstr (state->problem, ==, NULL);
      for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
        {
          guint64 waiting;
          GError *error = NULL;

          gol_exchange_count_waiting (store, log, &waiting, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (waiting, ==, 0);
        }
    }
}

/* ── I14: the same conflicts everywhere ── */

static gint
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
conflicts_in_sight (Simulator  *self,
                    NodeNumber  number,
                    NodeNumber  other)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) conflicts = gol_store_conflicts (self->nodes[number].office->store, NULL, &error);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    {
      GolValues *conflict = g_ptr_array_index (conflicts, i);
      const char *record = gol_values_get_text (conflict, "record");

      for (const GolSection *section = sections_of (record); section->name != NULL; section++)
        if (strcmp (section->name, gol_values_get_text (conflict, "section")) == 0
            && may_see (self, number, record, section) && may_see (self, other, record, section))
          g_ptr_array_add (ids, g_strdup (gol_values_get_text (conflict, "id")));
    }
  g_ptr_array_sort (ids, compare_texts);
  return ids;
}

static void
check_conflicts (Simulator *self)
{
  for (NodeNumber number = 0; number < N_NODES; number++)
    for (NodeNumber other = 0; other < number; other++)
      {
        g_autoptr(GPtrArray) here = conflicts_in_sight (self, number, other);
        g_autoptr(GPtrArray) there = conflicts_in_sight (self, other, number);

        g_assert_cmpuint (here->len, ==, there->len);
        for (guint i = 0; i < here->len; i++)
          g_assert_cmpstr (here->pdata[i], ==, there->pdata[i]);
      }
}

GPtrArray *
conflict_ids (Node *node)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) conflicts = gol_store_conflicts (node->office->store, NULL, &error);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    g_ptr_array_add (ids, g_strdup (gol_values_get_text (g_ptr_array_index (conflicts, i), "id")));
  g_ptr_array_sort (ids, compare_texts);
  return ids;
}

void
simulator_check (Simulator *self)
{
  check_logs (self);
  check_convergence (self);
  check_written (self);
  check_conflicts (self);
}

char *
simulator_digest (Simulator *self)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (NodeNumber number = 0; number < N_NODES; number++)
    for (guint i = 0; i < self->records->len; i++)
      for (const GolSection *section = sections_of (g_ptr_array_index (self->records, i)); section->name != NULL; section++)
        {
          g_autofree char *digest = digest_of (&self->nodes[number], g_ptr_array_index (self->records, i), section->name);

          g_checksum_update (sum, (const guint8 *) (digest != NULL ? digest : "-"), -1);
        }
  return g_strdup (g_checksum_get_string (sum));
}
