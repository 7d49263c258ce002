/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "simulator.h"

#include <string.h>

#include "gol-dictionary.h"

/* ── Writing ── */

static void
commit (Node     *node,
        GolBatch *batch)
{
  GError *error = NULL;

  gol_store_commit (node->office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);
}

static GolBatch *
batch_new (Node *node)
{
  return gol_batch_new (node->office->store, "u1", "test", NULL);
}

static void
put (GolBatch   *batch,
     const char *record,
     const char *section,
     GolValues  *values)
{
  gol_batch_set (batch, record, section, values, NULL);
  gol_values_unref (values);
}

/* Whether this kind of office may write the section, itself or in somebody's name. */
static gboolean
may_write (Node             *node,
           const GolSection *section)
{
  return (section->writers & node->party) != 0
         || (node->party == GOL_PARTY_MINISTRY && (section->flags & GOL_SECTION_ON_BEHALF) != 0);
}

static const GolEntity *
entity_of (const char *record)
{
  g_autofree char *name = g_strndup (record, strcspn (record, "/"));

  return gol_dictionary_find_entity (name);
}

/* A field for words, which moves nothing. */
static const GolField *
draw_field (Simulator        *self,
            const GolSection *section)
{
  const GolField *fields[64];
  guint n = 0;

  for (const GolField *field = section->fields; field->name != NULL && n < G_N_ELEMENTS (fields); field++)
    if ((field->type == GOL_FIELD_TEXT || field->type == GOL_FIELD_LONG_TEXT || field->type == GOL_FIELD_NAME)
        && strstr (field->name, "district") == NULL)
      fields[n++] = field;
  return n > 0 ? fields[draw (self, n)] : NULL;
}

static const char *
write_down (Simulator  *self,
            NodeNumber  number,
            const char *record,
            const char *section,
            const char *field)
{
  Written *written = g_new0 (Written, 1);

  *written = (Written) { number, g_strdup (record), g_strdup (section), g_strdup (field),
                         g_strdup_printf ("w%u-%u", number, self->written->len) };
  g_ptr_array_add (self->written, written);
  return written->value;
}

/* For whom what is put next is written. */
static void
lodge (Node             *node,
       GolBatch         *batch,
       const GolSection *section)
{
  const char *agency = (section->writers & GOL_PARTY_EMPLOYER) != 0 ? "employer" : "authority";

  gol_batch_set_on_behalf_of (batch, (section->writers & node->party) == 0 && may_write (node, section) ? agency : NULL);
}

/* One field of one section, within or beyond what this office may. */
static void
write_field (Simulator        *self,
             NodeNumber        number,
             GolBatch         *batch,
             const char       *record,
             const GolSection *section)
{
  Node *node = &self->nodes[number];
  const GolField *field = draw_field (self, section);
  const char *value;

  if (field == NULL)
    return;
  value = write_down (self, number, record, section->name, field->name);
  if (!may_write (node, section))
    g_hash_table_add (self->alien, g_strdup (value));
  lodge (node, batch, section);
  put (batch, record, section->name, values_new (field->name, value, NULL));
}

/* In whose name the ministry may write here: of one agency at a time, and only of kinds that have none. */
static gboolean
is_for (Node             *node,
        const GolSection *section)
{
  return (section->writers & node->party) != 0
         || (may_write (node, section) && (section->writers & (GOL_PARTY_EMPLOYER | GOL_PARTY_AUTHORITY)) != 0);
}

static const char *
draw_record (Simulator  *self,
             Node       *node,
             const char *entity)
{
  for (guint i = 0; i < 30 && self->records->len > 0; i++)
    {
      const char *record = g_ptr_array_index (self->records, draw (self, self->records->len));

      if ((entity == NULL || g_str_has_prefix (record, entity)) && holds (node, record))
        return record;
    }
  return NULL;
}

static void
edit (Simulator  *self,
      NodeNumber  number)
{
  Node *node = &self->nodes[number];
  const char *record = draw_record (self, node, NULL);
  const GolSection *sections;
  guint n = 0;
  gboolean beyond = one_in (self, 12);

  if (record == NULL)
    return;
  sections = entity_of (record)->sections;
  while (sections[n].name != NULL)
    n++;
  for (guint i = 0; i < 12; i++)
    {
      const GolSection *section = &sections[draw (self, n)];

      if (beyond ? !may_write (node, section) && (section->flags & GOL_SECTION_PROTECTED) == 0 : is_for (node, section))
        {
          g_autoptr(GolBatch) batch = batch_new (node);

          write_field (self, number, batch, record, section);
          commit (node, batch);
          return;
        }
    }
}

/* ── New records ── */

static char *
create (Simulator *self,
        GolBatch  *batch,
        const char *entity)
{
  char *record = gol_batch_create (batch, gol_dictionary_find_entity (entity), NULL);

  g_ptr_array_add (self->records, g_strdup (record));
  return record;
}

static void
add_worker (Simulator *self)
{
  Node *node = &self->nodes[MINISTRY];
  g_autoptr(GolBatch) batch = batch_new (node);
  g_autofree char *worker = create (self, batch, "worker");
  const GolEntity *entity = gol_dictionary_find_entity ("worker");

  write_field (self, MINISTRY, batch, worker, gol_entity_find_section (entity, "name_photo"));
  write_field (self, MINISTRY, batch, worker, gol_entity_find_section (entity, "civil"));
  write_field (self, MINISTRY, batch, worker, gol_entity_find_section (entity, "contact"));
  commit (node, batch);
}

static GolValues *
draw_core (Simulator *self)
{
  guint order = draw (self, 2), worksite = draw (self, 3);

  return values_new ("order", self->orders[order], "worksite", worksite < 2 ? self->worksites[worksite] : NULL, NULL);
}

static void
add_placement (Simulator *self)
{
  Node *node = &self->nodes[MINISTRY];
  const char *worker = draw_record (self, node, "worker/");
  g_autoptr(GolBatch) batch = batch_new (node);
  g_autofree char *placement = NULL;
  GolValues *core;

  if (worker == NULL)
    return;
  placement = create (self, batch, "placement");
  core = draw_core (self);
  gol_values_set_text (core, "worker", worker);
  put (batch, placement, "placement_core", core);
  commit (node, batch);
}

/* Who may see her changes with it. */
static void
move_placement (Simulator *self)
{
  Node *node = &self->nodes[MINISTRY];
  const char *placement = draw_record (self, node, "placement/");
  g_autoptr(GolBatch) batch = batch_new (node);

  if (placement == NULL)
    return;
  put (batch, placement, "placement_core", draw_core (self));
  commit (node, batch);
}

static void
answer_placement (Simulator *self)
{
  Node *node = &self->nodes[EMPLOYER];
  const char *placement = draw_record (self, node, "placement/");
  g_autoptr(GolBatch) batch = batch_new (node);

  if (placement == NULL)
    return;
  put (batch, placement, "employer_answer", values_new ("result", one_in (self, 4) ? "refused" : "accepted", NULL));
  commit (node, batch);
}

/* A record that belongs to a placement or a worker, of any kind that this office may write. */
static void
add_child (Simulator  *self,
           NodeNumber  number)
{
  Node *node = &self->nodes[number];
  const GolEntity * const *entities = gol_dictionary_get_entities ();
  guint n = 0;

  while (entities[n] != NULL)
    n++;
  for (guint i = 0; i < 20; i++)
    {
      const GolEntity *entity = entities[draw (self, n)];
      const GolSection *section;
      const GolField *field;
      const char *parent;
      g_autoptr(GolBatch) batch = NULL;
      g_autofree char *record = NULL;

      if (entity->parent == NULL || strcmp (entity->name, "placement") == 0
          || !gol_entity_find_field (entity, entity->parent, &section, &field) || !is_for (node, section)
          || (strcmp (field->detail, "placement") != 0 && strcmp (field->detail, "worker") != 0))
        continue;
      parent = draw_record (self, node, field->detail);
      if (parent == NULL)
        continue;
      batch = batch_new (node);
      lodge (node, batch, section);
      record = create (self, batch, entity->name);
      put (batch, record, section->name, values_new (field->name, parent, NULL));
      commit (node, batch);
      return;
    }
}

void
simulator_work (Simulator  *self,
                NodeNumber  number)
{
  guint what = draw (self, 100);

  if (number == MINISTRY && what < 12)
    add_worker (self);
  else if (number == MINISTRY && what < 30)
    add_placement (self);
  else if (number == MINISTRY && what < 38)
    move_placement (self);
  else if (number == EMPLOYER && what < 25)
    answer_placement (self);
  else if (what < 55)
    add_child (self, number);
  else
    edit (self, number);
}

/* ── Before it begins ── */

void
simulator_begin (Simulator *self)
{
  Node *node = &self->nodes[MINISTRY];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GolBatch) batch = batch_new (node);

      self->employers[i] = create (self, batch, "employer");
      gol_batch_set_on_behalf_of (batch, "employer");
      put (batch, self->employers[i], "employer_identity", values_new ("legal_name", i == 0 ? "Own" : "Other", NULL));
      gol_batch_set_on_behalf_of (batch, NULL);
      self->worksites[i] = create (self, batch, "worksite");
      put (batch, self->worksites[i], "worksite_core", values_new ("employer", self->employers[i], NULL));
      self->orders[i] = create (self, batch, "order");
      put (batch, self->orders[i], "order_terms", values_new ("employer", self->employers[i], NULL));
      commit (node, batch);
    }
  for (guint i = 0; i < 3; i++)
    add_worker (self);
}

/* ── Conflicts ── */

char *
simulator_collide (Simulator *self)
{
  static const NodeNumber both[] = { MINISTRY, EMPLOYER };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      Node *node = &self->nodes[both[i]];
      g_autoptr(GolBatch) batch = batch_new (node);
      const char *value = write_down (self, both[i], self->orders[0], "order_terms", "crop");

      g_assert_true (holds (node, self->orders[0]));
      put (batch, self->orders[0], "order_terms", values_new ("crop", value, NULL));
      commit (node, batch);
    }
  return self->orders[0];
}

static void
decide (Simulator  *self,
        NodeNumber  number,
        GolValues  *conflict)
{
  Node *node = &self->nodes[number];
  const char *record = gol_values_get_text (conflict, "record");
  const char *section = gol_values_get_text (conflict, "section");
  const char *field = gol_values_get_text (conflict, "field");
  const GolSection *found = gol_entity_find_section (entity_of (record), section);
  g_autoptr(GolBatch) batch = batch_new (node);

  lodge (node, batch, found);
  if (strcmp (section, "placement_core") == 0)
    put (batch, record, section, draw_core (self));
  else if (strcmp (field, "result") == 0)
    put (batch, record, section, values_new (field, "accepted", NULL));
  else
    put (batch, record, section, values_new (field, write_down (self, number, record, section, field), NULL));
  commit (node, batch);
}

guint
simulator_resolve (Simulator *self)
{
  g_autoptr(GHashTable) decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NodeNumber first = draw (self, N_NODES);

  for (guint i = 0; i < N_NODES; i++)
    {
      NodeNumber number = (first + i) % N_NODES;
      Node *node = &self->nodes[number];
      GError *error = NULL;
      g_autoptr(GPtrArray) conflicts = gol_store_conflicts (node->office->store, NULL, &error);

      g_assert_no_error (error);
      for (guint k = 0; k < conflicts->len; k++)
        {
          GolValues *conflict = g_ptr_array_index (conflicts, k);
          const char *id = gol_values_get_text (conflict, "id");
          const GolSection *section = gol_entity_find_section (entity_of (gol_values_get_text (conflict, "record")),
                                                               gol_values_get_text (conflict, "section"));

          if (!g_hash_table_contains (decided, id) && is_for (node, section))
            {
              g_hash_table_add (decided, g_strdup (id));
              decide (self, number, conflict);
            }
        }
    }
  return g_hash_table_size (decided);
}
