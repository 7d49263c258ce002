/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "canary.h"

#include <string.h>

#include "chance.h"

/* ── Offices ── */

static const struct { const char *site, *kind; guint party; const char *behalf, *district; } offices[N_OFFICES] = {
  [MINISTRY]  = { "mi", "ministry", GOL_PARTY_MINISTRY, NULL, NULL },
  [FARM]      = { "fa", "employer", GOL_PARTY_EMPLOYER, "employer", NULL },
  [RANCH]     = { "ra", "employer", GOL_PARTY_EMPLOYER, "employer", NULL },
  [NORTH]     = { "no", "consulate-destination", GOL_PARTY_CONSULATE_DEST, "consulatedestination", "d1" },
  [STAND]     = { "st", "consulate-origin", GOL_PARTY_CONSULATE_ORIGIN, "consulateorigin", NULL },
  [AUTHORITY] = { "au", "authority", GOL_PARTY_AUTHORITY, "authority", NULL },
  [TRAINING]  = { "tr", "training", GOL_PARTY_TRAINING, "training", NULL },
  [CLINIC]    = { "cl", "clinic", GOL_PARTY_CLINIC, "clinic", NULL },
  [CARRIER]   = { "ca", "carrier", GOL_PARTY_CARRIER, "carrier", NULL },
  [PARTNER]   = { "pa", "partner", GOL_PARTY_PARTNER, "partner", NULL },
  [AUDITOR]   = { "ad", "auditor", GOL_PARTY_AUDITOR, "auditor", NULL },
};

static const char * const districts[] = { "d1", "d2" };

guint
cast_party (OfficeNumber office)
{
  return offices[office].party;
}

const char *
cast_name (OfficeNumber office)
{
  return offices[office].kind;
}

/* ── Scope, by the words of the design: each office its own, a consulate its district, a partner what is referred to it ── */

gboolean
cast_in_scope (Cast         *self,
               OfficeNumber  office,
               const Thing  *thing,
               gboolean     *accepted)
{
  int employer = thing->to == OF_EMPLOYER ? (int) thing->which : thing->to == OF_ALL ? -1 : self->employer_of[thing->which];

  *accepted = thing->to == OF_ALL || thing->to == OF_EMPLOYER || self->accepted[thing->which];
  switch (office)
    {
    case PARTNER:
      return thing->to == OF_ALL;
    case FARM:
    case RANCH:
      return thing->to == OF_ALL || employer == (office == FARM ? 0 : 1);
    case NORTH:
      /* An employer itself is of no district; its worksites are. */
      return thing->to == OF_ALL || strcmp (thing->entity->name, "employer") == 0 || employer == 0;
    default:
      return TRUE;
    }
}

/* ── Clocks and the wire ── */

static void
set_clocks (Cast   *self,
            gint64  instant)
{
  for (guint i = 0; i < N_OFFICES; i++)
    if (self->desks[i] != NULL)
      gol_clock_set_instant (self->desks[i]->office->clock, instant);
}

void
cast_pass (Cast   *self,
           gint64  milliseconds)
{
  world_pass (self->world, milliseconds);
  set_clocks (self, self->world->instant);
}

void
cast_exchange (Cast *self)
{
  /* What an office writes is told to those before it in the second round. */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_OFFICES; i++)
      desk_sync (self->desks[i]);
  for (guint i = 0; i < N_OFFICES; i++)
    {
      const GolSyncState *state = gol_sync_get_state (self->desks[i]->sync);

      g_assert_cmpuint (state->waiting, ==, 0);
    }
}

/* ── Writing ── */

/*
 * An action begins with chance of its own, and at a moment of its own while its ids are made, for ids of one millisecond count on. The
 * hybrid clocks count on at one moment for all. So nothing that is drawn differs by what else was written, and all that counts does.
 */
static GolBatch *
begin (Cast         *self,
       OfficeNumber  office,
       const Thing  *thing,
       const char   *label,
       gboolean      protected,
       gboolean      secret)
{
  Desk *desk = self->desks[office];
  g_autofree char *words = g_strconcat (label, " words", NULL);
  guint number = protected ? 500000 + self->n_protected++ : ++self->n_open;
  Canary *canary = mark_new (self, words, FALSE);
  GolBatch *batch;

  chance_begin (g_str_hash (label) + G_GUINT64_CONSTANT (0x100000000) * protected);
  gol_clock_set_instant (desk->office->clock, desk->world->instant + number);
  batch = gol_batch_new (desk->office->store, "u1", "test", canary->mark);
  canary->thing = thing;
  canary->writer = office;
  canary->local = TRUE;
  canary->log = secret ? GOL_LOG_PROTECTED : GOL_LOG_OPEN;
  return batch;
}

static void
end (Cast         *self,
     OfficeNumber  office,
     GolBatch     *batch)
{
  Desk *desk = self->desks[office];
  GError *error = NULL;

  /* All at one moment: whatever else counts on, the hybrid clock does. */
  gol_clock_set_instant (desk->office->clock, desk->world->instant);
  gol_store_commit (desk->office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
  gol_batch_free (batch);
  chance_begin (1);
}

static const GolSection *
parent_section (const GolEntity *entity)
{
  const GolSection *section = NULL;

  if (entity->parent != NULL)
    g_assert_true (gol_entity_find_field (entity, entity->parent, &section, NULL));
  return section;
}

static const char *
name_of (const Thing *thing)
{
  return thing != NULL ? thing->record : "";
}

/* To what it belongs must be true, for it decides who sees it; so must the answer that opens what is for accepted workers. */
static const char *
link_of (Cast             *self,
         const Thing      *thing,
         const GolSection *section,
         const GolField   *field)
{
  const char *name = field->name;
  const int employer = thing->to == OF_ALL ? -1 : thing->to == OF_EMPLOYER ? (int) thing->which : self->employer_of[thing->which];
  const gboolean placed = thing->to == OF_PLACEMENT, placed_or_site = placed || thing->to == OF_EMPLOYER;

  if (strcmp (section->name, "employer_answer") == 0 && strcmp (name, "result") == 0 && self->accepted[thing->which])
    return "accepted";
  if (section != parent_section (thing->entity))
    return NULL;
  if (strcmp (name, "placement") == 0)
    return name_of (placed ? self->placements[thing->which] : NULL);
  if (strcmp (name, "worker") == 0)
    return name_of (placed || thing->to == OF_WORKER ? self->workers[thing->which] : NULL);
  if (strcmp (name, "employer") == 0)
    return name_of (placed_or_site ? self->employers[employer] : NULL);
  if (strcmp (name, "worksite") == 0)
    return name_of (placed_or_site ? self->worksites[employer] : NULL);
  if (strcmp (name, "order") == 0)
    return name_of (placed_or_site ? self->orders[employer] : NULL);
  if (strcmp (name, "district") == 0 || strcmp (name, "destination_district") == 0)
    return placed_or_site ? districts[employer] : "";
  return strcmp (name, "origin_district") == 0 ? "o1" : NULL;
}

static void
put (Cast             *self,
     GolBatch         *batch,
     OfficeNumber      office,
     Thing            *thing,
     const GolSection *section)
{
  g_autoptr(GolValues) values = marks_of (self, thing, section, office, link_of);
  g_autofree char *label = g_strdup_printf ("%s %s why by %s", thing->label, section->name, cast_name (office));
  Canary *why = mark_new (self, label, FALSE);

  *why = (Canary) { why->mark, FALSE, why->label, thing, section, office,
                    (section->flags & GOL_SECTION_PROTECTED) != 0 ? GOL_LOG_PROTECTED : GOL_LOG_OPEN };
  gol_batch_set (batch, thing->record, section->name, values, why->mark);
}

void
cast_write (Cast         *self,
            OfficeNumber  office,
            Thing        *thing,
            const char   *section,
            const char   *why)
{
  g_autofree char *before = g_steal_pointer (&thing->label);
  g_autofree char *label = g_strdup_printf ("%s %s %s by %s", before, section, why, cast_name (office));
  GolBatch *batch = begin (self, office, thing, label, FALSE, FALSE);

  thing->label = g_strdup_printf ("%s %s", before, why);   /* for marks of its own */
  put (self, batch, office, thing, gol_entity_find_section (thing->entity, section));
  g_free (thing->label);
  thing->label = g_steal_pointer (&before);
  end (self, office, batch);
}

static Thing *
thing_new (Cast       *self,
           const char *entity,
           Belongs     to,
           guint       which,
           const char *label)
{
  Thing *thing = g_new0 (Thing, 1);

  thing->entity = gol_dictionary_find_entity (entity);
  thing->to = to;
  thing->which = which;
  thing->label = g_strdup_printf ("%s of %s %u", entity, label, which);
  g_ptr_array_add (self->things, thing);
  return thing;
}

static gboolean
is_protected (const GolSection *section)
{
  return (section->flags & GOL_SECTION_PROTECTED) != 0;
}

/* Whether an office writes a section itself, or (the ministry) in the name of one that may: that one's code. */
static gboolean
writes (Cast             *self,
        OfficeNumber      office,
        const Thing      *thing,
        const GolSection *section,
        const char      **behalf)
{
  gboolean accepted;

  *behalf = NULL;
  if (is_protected (section) && self->secrets == NONE)
    return FALSE;
  if ((section->writers & offices[office].party) != 0)
    return is_protected (section) || cast_in_scope (self, office, thing, &accepted);
  if (office != MINISTRY || (section->flags & GOL_SECTION_ON_BEHALF) == 0)
    return FALSE;
  for (guint i = 0; i < N_OFFICES && *behalf == NULL; i++)
    if ((section->writers & offices[i].party) != 0)
      *behalf = offices[i].behalf;
  return TRUE;
}

static void
put_all (Cast         *self,
         GolBatch     *batch,
         OfficeNumber  office,
         Thing        *thing,
         gboolean      protected)
{
  const char *behalf;

  for (const GolSection *section = thing->entity->sections; section->name != NULL; section++)
    if (is_protected (section) == protected && writes (self, office, thing, section, &behalf) && behalf == NULL)
      put (self, batch, office, thing, section);
}

/* One action on a record, which is made when it is new. */
static void
act (Cast             *self,
     OfficeNumber      office,
     Thing            *thing,
     const char       *behalf,
     const GolSection *only,    /* (nullable) */
     gboolean          open,
     gboolean          secret)
{
  g_autofree char *label = g_strdup_printf ("%s by %s%s%s%s", thing->label, cast_name (office), only != NULL ? " " : "",
                                            only != NULL ? only->name : "", open ? "" : " apart");
  GolBatch *batch = begin (self, office, thing, label, !open, secret);

  gol_batch_set_on_behalf_of (batch, behalf);
  if (thing->record == NULL)
    thing->record = gol_batch_create (batch, thing->entity, NULL);
  if (only != NULL)
    put (self, batch, office, thing, only);
  else
    {
      if (open)
        put_all (self, batch, office, thing, FALSE);
      if (secret)
        put_all (self, batch, office, thing, TRUE);
    }
  end (self, office, batch);
}

/* All that an office writes of a record; in another's name a section at a time. */
static void
write_all (Cast         *self,
           OfficeNumber  office,
           Thing        *thing)
{
  gboolean secret = FALSE, open = FALSE;
  const char *behalf;

  for (const GolSection *section = thing->entity->sections; section->name != NULL; section++)
    if (writes (self, office, thing, section, &behalf) && behalf == NULL)
      *(is_protected (section) ? &secret : &open) = TRUE;
  if (open || (secret && self->secrets == AMONG))
    act (self, office, thing, NULL, NULL, open, secret && self->secrets == AMONG);
  if (secret && self->secrets == APART)
    act (self, office, thing, NULL, NULL, FALSE, TRUE);
  for (const GolSection *section = thing->entity->sections; section->name != NULL; section++)
    if (writes (self, office, thing, section, &behalf) && behalf != NULL)
      act (self, office, thing, behalf, section, TRUE, FALSE);
}

/* ── What is there before the offices are ── */

static void
write_roots (Cast *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (districts); i++)
    {
      self->employers[i] = thing_new (self, "employer", OF_EMPLOYER, i, "employer");
      write_all (self, MINISTRY, self->employers[i]);
      self->worksites[i] = thing_new (self, "worksite", OF_EMPLOYER, i, "employer");
      write_all (self, MINISTRY, self->worksites[i]);
      self->orders[i] = thing_new (self, "order", OF_EMPLOYER, i, "employer");
      write_all (self, MINISTRY, self->orders[i]);
    }
}

static void
write_people (Cast *self)
{
  static const int employer_of[N_PEOPLE] = { 0, 0, 1, -1 };

  memcpy (self->employer_of, employer_of, sizeof employer_of);
  for (Person i = 0; i < N_PEOPLE; i++)
    {
      self->workers[i] = thing_new (self, "worker", OF_WORKER, i, "person");
      write_all (self, MINISTRY, self->workers[i]);
      if (employer_of[i] < 0)
        continue;
      self->placements[i] = thing_new (self, "placement", OF_PLACEMENT, i, "person");
      write_all (self, MINISTRY, self->placements[i]);
    }
}

/* Those who write in what the ministry made; both employers accept theirs, but for the one that is only placed. */
static void
write_answers (Cast *self)
{
  Thing *roots[] = { self->employers[0], self->employers[1], self->worksites[0], self->worksites[1], self->orders[0], self->orders[1],
                     self->placements[ACCEPTED], self->placements[PLACED], self->placements[ELSEWHERE] };

  self->accepted[ACCEPTED] = self->accepted[ELSEWHERE] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    for (OfficeNumber office = MINISTRY + 1; office < N_OFFICES; office++)
      write_all (self, office, roots[i]);
}

/* ── Everything else: a record for each who may make one, for every person or employer whom it can belong to ── */

static void
write_each (Cast            *self,
            const GolEntity *entity,
            Belongs          to,
            guint            which,
            const char      *label)
{
  const GolSection *first = entity->parent != NULL ? parent_section (entity) : entity->sections;

  for (OfficeNumber office = 0; office < N_OFFICES; office++)
    {
      Thing *thing;
      const char *behalf;
      const Thing probe = { .entity = entity, .to = to, .which = which };

      if (!writes (self, office, &probe, first, &behalf) || behalf != NULL)
        continue;
      thing = thing_new (self, entity->name, to, which, label);
      write_all (self, office, thing);
    }
}

static gboolean
names (const GolSection *section,
       const char       *field)
{
  return section != NULL && gol_section_find_field (section, field) != NULL;
}

static void
write_entity (Cast            *self,
              const GolEntity *entity)
{
  static const char * const made[] = { "worker", "placement", "employer", "worksite", "order", NULL };
  const GolSection *parent = parent_section (entity);
  const gboolean worker = names (parent, "worker"), placement = names (parent, "placement");
  const gboolean site = names (parent, "worksite") || (names (parent, "employer") && !worker);
  /* A call belongs to a season, a report to a campaign: nobody's. */
  const gboolean scoped = worker || placement || site;

  if (g_strv_contains (made, entity->name))
    return;
  if (!scoped)
    write_each (self, entity, OF_ALL, 0, "all");
  for (Person i = 0; i < N_PEOPLE && scoped; i++)
    if (placement && self->placements[i] != NULL)
      write_each (self, entity, OF_PLACEMENT, i, "person");
    else if (worker)
      write_each (self, entity, OF_WORKER, i, "person");
  for (guint i = 0; i < G_N_ELEMENTS (districts) && site && scoped; i++)
    write_each (self, entity, OF_EMPLOYER, i, "employer");
}

/* ── All of it ── */

static void
thing_free (gpointer data)
{
  Thing *thing = data;

  g_free (thing->record);
  g_free (thing->label);
  g_free (thing);
}

static void
canary_free (gpointer data)
{
  Canary *canary = data;

  g_free (canary->mark);
  g_free (canary->label);
  g_free (canary);
}

static void
open_offices (Cast *self)
{
  for (OfficeNumber i = MINISTRY + 1; i < N_OFFICES; i++)
    {
      const char *employer = i == FARM ? self->employers[0]->record : i == RANCH ? self->employers[1]->record : NULL;

      self->desks[i] = desk_new_at (self->world, offices[i].site, offices[i].kind, employer, offices[i].district);
    }
  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    self->desks[i]->heard = g_string_new (NULL);
}

Cast *
cast_new (guint64 seed,
          Secrets secrets)
{
  Cast *self = g_new0 (Cast, 1);

  chance_begin (seed);
  self->secrets = secrets;
  self->world = world_new ();
  self->things = g_ptr_array_new_with_free_func (thing_free);
  self->canaries = g_ptr_array_new_with_free_func (canary_free);
  self->tails = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->desks[MINISTRY] = desk_new (self->world, offices[MINISTRY].site, offices[MINISTRY].kind, NULL);
  write_roots (self);
  open_offices (self);
  write_people (self);
  cast_exchange (self);
  cast_pass (self, 1000);
  write_answers (self);
  cast_exchange (self);
  cast_pass (self, 1000);
  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    write_entity (self, *entity);
  cast_exchange (self);
  return self;
}

void
cast_free (Cast *self)
{
  for (guint i = 0; i < N_OFFICES; i++)
    desk_free (self->desks[i]);
  world_free (self->world);
  g_ptr_array_unref (self->things);
  g_ptr_array_unref (self->canaries);
  g_hash_table_unref (self->tails);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

/* ── Afterwards ── */

void
cast_move (Cast   *self,
           Person  person,
           guint   employer)
{
  self->employer_of[person] = (int) employer;
  self->accepted[person] = FALSE;
  cast_write (self, MINISTRY, self->placements[person], "placement_core", "moved");
}

/* As a form keeps what is not stored yet. */
void
cast_note (Cast         *self,
           OfficeNumber  office,
           Thing        *thing)
{
  g_autofree char *label = g_strdup_printf ("%s note by %s", thing->label, cast_name (office));
  g_autofree char *key = g_strdup_printf ("draft/%s/form", thing->record);
  Canary *canary = mark_new (self, label, FALSE);
  GError *error = NULL;

  canary->thing = thing;
  canary->writer = office;
  canary->local = TRUE;
  gol_store_set_note (self->desks[office]->office->store, key, canary->mark, &error);
  g_assert_no_error (error);
}
