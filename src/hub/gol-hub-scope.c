/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-hub-private.h"

#include <string.h>

#include "gol-id.h"

/*
 * Who sees what follows from a few fields, which the hub alone parses: those of the section in which a record says to
 * what it belongs (the dictionary's "parent"; for placements and worksites that is placement_core and worksite_core), and
 * whether the employer accepted, and which one did. They are set down as links, and a record's level is a function of the links:
 *
 *   worksite   by its employer (an employer's agency) or its district
 *   order      by its employer; by its worksite's district, or a placement on it
 *   placement  by its worksite or its order; by its districts or its worksite's
 *   worker     by her placements
 *   others     as what they belong to, the nearest of: placement, worksite, order, worker, employer
 *   what belongs to none of these (seasons, calls, configuration) is everybody's whom the dictionary names
 */

#define ACCEPTED_SECTION "employer_answer"
#define ACCEPTED_FIELD   "result"
#define ACCEPTED_FOR     "accepted_for"   /* no field: the employer who gave that answer */

/* Fields that are set down, and of which entity their values are (NULL: a district). */
static const char * const link_fields[] = {
  "placement", "worksite", "order", "worker", "employer",   /* the nearest first */
  "district", "origin_district", "destination_district",
};
#define N_SUBJECTS 5

static const char * const district_fields[] = { "district", "origin_district", "destination_district" };

/* These see the whole programme; auditors what the dictionary has them read. */
#define WHOLE (GOL_PARTY_MINISTRY | GOL_PARTY_AUTHORITY | GOL_PARTY_AUDITOR)

static const GolEntity *
entity_of (const char *record)
{
  g_autofree char *name = g_strndup (record, strcspn (record, "/"));

  return gol_dictionary_find_entity (name);
}

const GolSection *
gol_hub_find_section (const char *record,
                      const char *section)
{
  const GolEntity *entity = entity_of (record);

  return entity != NULL ? gol_entity_find_section (entity, section) : NULL;
}

gboolean
gol_hub_sees_all (const GolHubAgency *agency)
{
  const guint by_district = GOL_PARTY_CONSULATE_DEST | GOL_PARTY_CONSULATE_ORIGIN | GOL_PARTY_TRAINING | GOL_PARTY_CLINIC
                            | GOL_PARTY_CARRIER;

  return (agency->party & WHOLE) != 0
         || ((agency->party & by_district) != 0 && (agency->districts == NULL || agency->districts[0] == NULL));
}

/* ── Links, remembered, for the same few are asked for every agency in turn; valid until they are forgotten ── */

#define MEMORY_MOST 10000

void
gol_hub_scope_forget (GolHub *self)
{
  g_hash_table_remove_all (self->links);
  g_hash_table_remove_all (self->linked);
}

static const char *
get_link (GolHub     *self,
          const char *record,
          const char *field)
{
  g_autofree char *key = g_strconcat (record, ".", field, NULL);
  gpointer value;

  if (!g_hash_table_lookup_extended (self->links, key, NULL, &value))
    {
      value = gol_hub_storage_link (self->storage, record, field);
      g_hash_table_insert (self->links, g_steal_pointer (&key), value);
    }
  return value;
}

static const char * const *
get_linked (GolHub     *self,
            const char *field,
            const char *value)
{
  g_autofree char *key = g_strconcat (value, ".", field, NULL);
  gpointer records = g_hash_table_lookup (self->linked, key);

  if (records == NULL)
    {
      records = gol_hub_storage_linked (self->storage, field, value);
      g_hash_table_insert (self->linked, g_steal_pointer (&key), records);
    }
  return records;
}

/* ── Levels ── */

static gboolean
is_at (GolHub             *self,
       const GolHubAgency *agency,
       const char         *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (district_fields) && agency->districts != NULL; i++)
    {
      const char *district = get_link (self, record, district_fields[i]);

      if (district != NULL && g_strv_contains ((const char * const *) agency->districts, district))
        return TRUE;
    }
  return FALSE;
}

/* A worksite or an order: whether its link "employer" names the agency's own. */
static gboolean
is_own (GolHub             *self,
        const GolHubAgency *agency,
        const char         *record)
{
  const char *employer = get_link (self, record, "employer");

  return employer != NULL && g_strcmp0 (employer, agency->employer) == 0;
}

/* With whom she is placed: where she works counts; the order only until a worksite is named. */
static const char *
get_employer (GolHub     *self,
              const char *placement)
{
  const char *worksite = get_link (self, placement, "worksite");
  const char *order = get_link (self, placement, "order");

  if (worksite != NULL)
    return get_link (self, worksite, "employer");
  return order != NULL ? get_link (self, order, "employer") : NULL;
}

static GolHubLevel
level_of_placement (GolHub             *self,
                    const GolHubAgency *agency,
                    const char         *placement)
{
  const char *worksite = get_link (self, placement, "worksite");
  const char *employer;

  if ((agency->party & GOL_PARTY_EMPLOYER) == 0)
    return is_at (self, agency, placement) || (worksite != NULL && is_at (self, agency, worksite)) ? GOL_HUB_ACCEPTED
                                                                                                  : GOL_HUB_NOTHING;
  employer = get_employer (self, placement);
  if (employer == NULL || g_strcmp0 (employer, agency->employer) != 0)
    return GOL_HUB_NOTHING;
  /* Whom another one accepted before she was moved here has yet to be accepted here. */
  return g_strcmp0 (get_link (self, placement, ACCEPTED_FIELD), "accepted") == 0
         && g_strcmp0 (get_link (self, placement, ACCEPTED_FOR), employer) == 0 ? GOL_HUB_ACCEPTED : GOL_HUB_IN_SCOPE;
}

/* A worker or an order: the best of the placements that name it. */
static GolHubLevel
level_by_placements (GolHub             *self,
                     const GolHubAgency *agency,
                     const char         *field,
                     const char         *record)
{
  const char * const *placements = get_linked (self, field, record);
  GolHubLevel best = GOL_HUB_NOTHING;

  for (guint i = 0; placements[i] != NULL && best < GOL_HUB_ACCEPTED; i++)
    if (g_str_has_prefix (placements[i], "placement/"))
      best = MAX (best, level_of_placement (self, agency, placements[i]));
  return best;
}

static GolHubLevel
level_of_order (GolHub             *self,
                const GolHubAgency *agency,
                const char         *order)
{
  const char *worksite;

  if ((agency->party & GOL_PARTY_EMPLOYER) != 0)
    return is_own (self, agency, order) ? GOL_HUB_ACCEPTED : GOL_HUB_NOTHING;
  worksite = get_link (self, order, "worksite");
  if (worksite != NULL && is_at (self, agency, worksite))
    return GOL_HUB_ACCEPTED;
  return level_by_placements (self, agency, "order", order);
}

/* Whether it belongs to something that has a scope. */
static gboolean
is_scoped (const GolEntity *entity)
{
  const GolField *field = NULL;
  const GolSection *section;

  if (entity->parent == NULL || !gol_entity_find_field (entity, entity->parent, &section, &field))
    return FALSE;
  for (guint i = 0; i < N_SUBJECTS; i++)
    if (g_strcmp0 (field->detail, link_fields[i]) == 0)
      return TRUE;
  return FALSE;
}

static GolHubLevel
level_of (GolHub             *self,
          const GolHubAgency *agency,
          const char         *record)
{
  const GolEntity *entity = entity_of (record);
  const char *name = entity != NULL ? entity->name : "";

  if (gol_hub_sees_all (agency))
    return GOL_HUB_ACCEPTED;
  if (g_str_equal (name, "placement"))
    return level_of_placement (self, agency, record);
  if (g_str_equal (name, "worker"))
    return level_by_placements (self, agency, "worker", record);
  if (g_str_equal (name, "order"))
    return level_of_order (self, agency, record);
  if (g_str_equal (name, "worksite"))
    return ((agency->party & GOL_PARTY_EMPLOYER) != 0 ? is_own (self, agency, record) : is_at (self, agency, record))
             ? GOL_HUB_ACCEPTED : GOL_HUB_NOTHING;
  if (g_str_equal (name, "employer"))
    return (agency->party & GOL_PARTY_EMPLOYER) == 0 || g_strcmp0 (record, agency->employer) == 0 ? GOL_HUB_ACCEPTED
                                                                                                  : GOL_HUB_NOTHING;
  if (entity == NULL)
    return GOL_HUB_NOTHING;
  if (!is_scoped (entity))
    return GOL_HUB_ACCEPTED;
  for (guint i = 0; i < N_SUBJECTS; i++)
    {
      const char *subject = get_link (self, record, link_fields[i]);

      /* Only what has a scope of its own: nothing goes round in a circle. */
      if (subject != NULL && g_str_has_prefix (subject, link_fields[i]) && subject[strlen (link_fields[i])] == '/')
        return level_of (self, agency, subject);
    }
  return GOL_HUB_NOTHING;
}

GolHubLevel
gol_hub_level (GolHub             *self,
               const GolHubAgency *agency,
               const char         *record)
{
  if (g_hash_table_size (self->links) + g_hash_table_size (self->linked) > MEMORY_MOST)
    gol_hub_scope_forget (self);
  return level_of (self, agency, record);
}

gboolean
gol_hub_was_in_scope (GolHub             *self,
                      const GolHubAgency *agency,
                      const char         *record,
                      const char         *hlc)
{
  g_autofree char *lost = NULL;

  return gol_hub_storage_level (self->storage, agency->agency, record, &lost) == GOL_HUB_NOTHING
         && lost != NULL && strcmp (hlc, lost) < 0;
}

static gboolean
may_read_at (const GolHubAgency *agency,
             const char         *record,
             const char         *section_name,
             const char         *writer,
             GolHubLevel         level)
{
  const GolSection *section = gol_hub_find_section (record, section_name);
  const guint party = level < GOL_HUB_ACCEPTED ? agency->party & ~(guint) GOL_PARTY_EMPLOYER_ACCEPTED : agency->party;

  if (section == NULL || level == GOL_HUB_NOTHING)
    return FALSE;
  return (section->readers & party) != 0
         || ((section->flags & GOL_SECTION_WRITER_READS) != 0 && g_str_equal (agency->agency, writer));
}

gboolean
gol_hub_may_read (GolHub             *self,
                  const GolHubAgency *agency,
                  const char         *record,
                  const char         *section,
                  const char         *writer)
{
  /* Most sections are not an agency's whatever its level: ask that first. */
  return may_read_at (agency, record, section, writer, GOL_HUB_ACCEPTED)
         && may_read_at (agency, record, section, writer, gol_hub_level (self, agency, record));
}

/* ── What moves ── */

static void
add (GHashTable *moved,
     const char *record)
{
  if (record != NULL)
    g_hash_table_add (moved, g_strdup (record));
}

/*
 * All that belongs to @record by one of the fields, to the last. Placements and what hangs on them do not follow a
 * worker or an order that is merely named by another placement: there are hundreds on an order, and nothing of them moved.
 */
static void
add_below (GolHub     *self,
           GHashTable *moved,
           const char *record,
           gboolean    placements)
{
  for (guint i = 0; i < N_SUBJECTS; i++)
    {
      g_auto(GStrv) below = NULL;

      if (!g_str_has_prefix (record, link_fields[i]) || record[strlen (link_fields[i])] != '/')
        continue;
      below = gol_hub_storage_linked (self->storage, link_fields[i], record);
      for (guint k = 0; below[k] != NULL; k++)
        if (!g_hash_table_contains (moved, below[k])
            && (placements || !g_str_has_prefix (below[k], "placement/")))
          {
            add (moved, below[k]);
            add_below (self, moved, below[k], placements);
          }
    }
}

/* What a placement names may be seen, or not any more, through it. */
static void
add_named (GolHub     *self,
           GHashTable *moved)
{
  g_autofree gpointer *records = g_hash_table_get_keys_as_array (moved, NULL);

  for (guint i = 0; records[i] != NULL; i++)
    if (g_str_has_prefix (records[i], "placement/"))
      {
        static const char * const named[] = { "worker", "order" };

        for (guint k = 0; k < G_N_ELEMENTS (named); k++)
          {
            g_autofree char *record = gol_hub_storage_link (self->storage, records[i], named[k]);

            if (record == NULL || g_hash_table_contains (moved, record))
              continue;
            add (moved, record);
            add_below (self, moved, record, FALSE);
          }
      }
}

gboolean
gol_hub_is_answer (const GolLeaf *leaf)
{
  return g_str_has_prefix (leaf->record, "placement/") && g_str_equal (leaf->section, ACCEPTED_SECTION);
}

/* Whether the field of this leaf is one that is set down. */
static gboolean
is_link (const GolLeaf *leaf,
         const char    *field)
{
  const GolEntity *entity = entity_of (leaf->record);
  gsize section = entity != NULL && entity->parent != NULL ? strcspn (entity->parent, ".") : 0;

  if (gol_hub_is_answer (leaf))
    return g_str_equal (field, ACCEPTED_FIELD);
  if (section == 0 || strlen (leaf->section) != section || strncmp (leaf->section, entity->parent, section) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (link_fields); i++)
    if (g_str_equal (field, link_fields[i]))
      return TRUE;
  return FALSE;
}

/* One link, if nothing newer stands there; *old: what did. Gives whether it is another one now. */
static gboolean
put_link (GolHub      *self,
          const char  *record,
          const char  *field,
          const char  *value,
          const char  *stamp,
          char       **old)
{
  *old = gol_hub_storage_link (self->storage, record, field);
  if (!gol_hub_storage_put_link (self->storage, record, field, value, stamp) || g_strcmp0 (*old, value) == 0)
    return FALSE;
  gol_hub_scope_forget (self);
  return TRUE;
}

/* Whose answer it is: the writer's, if he is an employer, wherever she is placed by now; else that of whom she is placed with. */
static gboolean
put_answerer (GolHub             *self,
              const GolHubAgency *writer,
              const char         *placement,
              const char         *stamp)
{
  const char *employer = writer->employer != NULL ? writer->employer : get_employer (self, placement);
  g_autofree char *answerer = g_strdup (employer);
  g_autofree char *old = NULL;

  return put_link (self, placement, ACCEPTED_FOR, answerer, stamp, &old);
}

void
gol_hub_scope_take (GolHub             *self,
                    const GolHubAgency *writer,
                    const GolLeaf      *leaf,
                    const char         *stamp,
                    GHashTable         *moved)
{
  for (guint i = 0; i < gol_values_get_size (leaf->values); i++)
    {
      const GolValue *value = gol_values_peek (leaf->values, i);
      g_autofree char *old = NULL;
      gboolean other;

      if (!is_link (leaf, value->name) || (value->kind != GOL_VALUE_TEXT && value->kind != GOL_VALUE_NULL))
        continue;
      other = put_link (self, leaf->record, value->name, value->text, stamp, &old);
      if (gol_hub_is_answer (leaf))
        other = put_answerer (self, writer, leaf->record, stamp) || other;
      if (!other)
        continue;
      add (moved, leaf->record);
      add_below (self, moved, leaf->record, TRUE);
      /* She who was named before may leave somebody's scope. */
      if (old != NULL && strchr (old, '/') != NULL)
        {
          add (moved, old);
          add_below (self, moved, old, FALSE);
        }
    }
  add_named (self, moved);
}

/* ── Telling ── */

static void
feed_earlier (GolHub             *self,
              const GolHubAgency *agency,
              const char         *record,
              gint64              before)
{
  g_autoptr(GArray) changes = gol_hub_storage_changes_of (self->storage, record, before);

  for (guint i = 0; i < changes->len; i++)
    {
      gint64 id = g_array_index (changes, gint64, i);
      g_autoptr(GPtrArray) leaves = gol_hub_storage_leaves (self->storage, id);
      g_autoptr(GolHubChange) change = gol_hub_storage_change (self->storage, id);
      gboolean any = FALSE;

      for (guint k = 0; change != NULL && k < leaves->len && !any; k++)
        {
          const GolHubLeaf *leaf = g_ptr_array_index (leaves, k);

          any = g_str_equal (leaf->record, record)
                && gol_hub_may_read (self, agency, record, leaf->section, change->agency);
        }
      if (any)
        gol_hub_storage_feed (self->storage, agency->agency, GOL_LOG_OPEN, GOL_HUB_FEED_CHANGE, id, NULL);
    }
}

/* What an agency sees of one record, compared with what it was told. Less is told as losing it and getting it anew. */
static void
tell (GolHub             *self,
      const GolHubAgency *agency,
      const char         *record,
      gint64              before,
      const char         *hlc)
{
  GolHubLevel was = gol_hub_storage_level (self->storage, agency->agency, record, NULL);
  GolHubLevel is = gol_hub_level (self, agency, record);

  if (is == was)
    return;
  gol_hub_storage_set_level (self->storage, agency->agency, record, is, is == GOL_HUB_NOTHING ? hlc : NULL);
  if (is < was)
    gol_hub_storage_feed (self->storage, agency->agency, GOL_LOG_OPEN, GOL_HUB_FEED_REVOKE, 0, record);
  if (is == GOL_HUB_NOTHING)
    return;
  if (is < was || was == GOL_HUB_NOTHING)
    gol_hub_storage_feed (self->storage, agency->agency, GOL_LOG_OPEN, GOL_HUB_FEED_GRANT, 0, record);
  feed_earlier (self, agency, record, before);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

void
gol_hub_scope_tell (GolHub     *self,
                    GHashTable *moved,
                    gint64      change,
                    const char *hlc)
{
  guint n;
  g_autofree gpointer *records = g_hash_table_get_keys_as_array (moved, &n);

  qsort (records, n, sizeof *records, compare_cb);   /* the same order for the same history */
  for (guint i = 0; i < self->agencies->len; i++)
    {
      const GolHubAgency *agency = g_ptr_array_index (self->agencies, i);

      for (guint k = 0; k < n && !gol_hub_sees_all (agency); k++)
        tell (self, agency, records[k], change, hlc);
    }
}

void
gol_hub_scope_begin (GolHub             *self,
                     const GolHubAgency *agency,
                     const char         *hlc)
{
  g_auto(GStrv) records = gol_hub_storage_records (self->storage);

  for (guint i = 0; records[i] != NULL; i++)
    if (gol_hub_sees_all (agency))
      feed_earlier (self, agency, records[i], G_MAXINT64);
    else
      tell (self, agency, records[i], G_MAXINT64, hlc);
}

void
gol_hub_scope_feed (GolHub             *self,
                    const GolHubChange *change)
{
  g_autoptr(GPtrArray) leaves = gol_hub_storage_leaves (self->storage, change->id);

  for (guint i = 0; i < self->agencies->len; i++)
    {
      const GolHubAgency *agency = g_ptr_array_index (self->agencies, i);
      gboolean any = FALSE;

      for (guint k = 0; k < leaves->len && !any; k++)
        {
          const GolHubLeaf *leaf = g_ptr_array_index (leaves, k);

          any = gol_hub_may_read (self, agency, leaf->record, leaf->section, change->agency);
        }
      if (any)
        gol_hub_storage_feed (self->storage, agency->agency, GOL_LOG_OPEN, GOL_HUB_FEED_CHANGE, change->id, NULL);
    }
}
