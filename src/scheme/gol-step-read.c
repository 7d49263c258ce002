/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_STEPS 60

static const GolKey step_keys[] = {
  { "code", GOL_JSON_TEXT, TRUE },
  { "label", GOL_JSON_OBJECT, TRUE },
  { "short_label", GOL_JSON_OBJECT },
  { "actor", GOL_JSON_TEXT, TRUE },
  { "fills", GOL_JSON_TEXT, TRUE },
  { "done", GOL_JSON_OBJECT },
  { "after", GOL_JSON_ARRAY },
  { "requires", GOL_JSON_ARRAY },
  { "due", GOL_JSON_OBJECT },
  { "optional", GOL_JSON_TRUTH },
  { "skipped_when", GOL_JSON_TEXT },
  { NULL }
};

static const GolKey done_keys[] = { { "on", GOL_JSON_TEXT, TRUE }, { "when", GOL_JSON_ARRAY }, { NULL } };

static const GolKey due_keys[] = {
  { "anchor", GOL_JSON_TEXT },
  { "months", GOL_JSON_INTEGER },
  { "days", GOL_JSON_INTEGER },
  { "working_days", GOL_JSON_INTEGER },
  { "breach", GOL_JSON_OBJECT },
  { "source", GOL_JSON_TEXT },
  { "unverified", GOL_JSON_TRUTH },
  { NULL }
};

/* The day of each kind of event, in placement_facts. */
static const struct { const char *event; const char *fact; } event_facts[] = {
  { "departure", "departed_on" },       { "arrival", "arrived_on" },         { "return", "returned_on" },
  { "return_in_person", "return_shown_on" }, { "end", "ended_on" },          { "no_show", "no_show_on" },
  { "missing", "missing_on" },          { "located", "located_on" },         { "transfer", "transferred_on" },
  { "extension", "extended_on" },
};

/* "order.received_on", or a fact of the placement by its name alone. */
static gboolean
find_fact (GolReader          *reader,
           GolNode             node,
           const GolFactView **view,
           const GolFact     **fact)
{
  const char *text = json_string_value (node.json);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  if (text == NULL)
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);
  *view = gol_fact_view_find (parts[0] != NULL && parts[1] != NULL ? parts[0] : "placement");
  if (*view != NULL && parts[0] != NULL)
    *fact = gol_fact_view_get (*view, parts[1] != NULL ? parts[1] : parts[0]);
  if (*view != NULL && *fact != NULL && (*fact)->kind == GOL_FACT_DATE)
    return TRUE;
  for (const GolFact *at = *view != NULL ? (*view)->facts : NULL; at != NULL && at->name != NULL; at++)
    if (at->kind == GOL_FACT_DATE)
      g_ptr_array_add (known, (gpointer) at->name);
  g_ptr_array_add (known, NULL);
  const char *name = parts[0] != NULL && parts[1] != NULL ? parts[1] : text;
  gol_reader_report (reader, node, TRUE, "unknown_fact", gol_nearest (name, (const char * const *) known->pdata),
                     g_strdup_printf (_("No fact “%.60s” is a day."), text));
  return FALSE;
}

static void
read_event (GolReader  *reader,
            GolNode     node,
            GolStep    *step,
            const char *event)
{
  step->fills = GOL_STEP_EVENT;
  for (gsize i = 0; i < G_N_ELEMENTS (event_facts); i++)
    if (g_str_equal (event, event_facts[i].event))
      {
        step->event = event_facts[i].event;
        step->done_view = gol_fact_view_find ("placement");
        step->done_fact = gol_fact_view_get (step->done_view, event_facts[i].fact);
      }
  step->entity = gol_dictionary_find_entity ("event");
  step->section = gol_entity_find_section (step->entity, "event");
  if (step->event == NULL)
    gol_reader_report (reader, node, TRUE, "unknown_event", NULL,
                       g_strdup_printf (_("There is no event “%.40s”."), event));
  else if (!g_hash_table_contains (reader->scheme->witnesses, step->event))
    gol_reader_report (reader, node, TRUE, "no_witness", NULL,
                       g_strdup_printf (_("“witnesses” names nobody who may say that “%s” happened."), event));
}

static void
read_fills (GolReader *reader,
            GolNode    object,
            GolStep   *step)
{
  GolNode node = gol_reader_get (reader, object, "fills");
  const char *text = json_string_value (node.json);

  if (text == NULL)
    return;
  if (g_str_has_prefix (text, "event:"))
    {
      read_event (reader, node, step, text + strlen ("event:"));
      return;
    }
  g_auto (GStrv) parts = g_strsplit (g_str_equal (text, "step") ? "step.step" : text, ".", 2);
  step->fills = g_str_equal (text, "step") ? GOL_STEP_RECORD : GOL_STEP_SECTION;
  step->entity = parts[0] != NULL ? gol_dictionary_find_entity (parts[0]) : NULL;
  if (step->entity != NULL && parts[1] != NULL)
    step->section = gol_entity_find_section (step->entity, parts[1]);
  if (step->section == NULL)
    gol_reader_report (reader, node, TRUE, "unknown_section", NULL,
                       g_strdup_printf (_("“%.60s” is neither a section, nor “event:…”, nor “step”."), text));
}

static void
read_done (GolReader *reader,
           GolNode    object,
           GolStep   *step)
{
  GolNode done = gol_reader_get (reader, object, "done");

  if (done.json == NULL)
    {
      if (step->fills == GOL_STEP_SECTION)
        gol_reader_report (reader, object, TRUE, "missing_key", NULL, g_strdup_printf (_("“%s” is missing."), "done"));
      return;
    }
  gol_reader_check_keys (reader, done, done_keys, NULL);
  GolNode on = gol_reader_get (reader, done, "on");
  if (on.json != NULL && !find_fact (reader, on, &step->done_view, &step->done_fact))
    step->done_fact = NULL;
  step->done_when = (gpointer) gol_reader_clauses (reader, done, "when")->pdata;
}

static gint
read_shift (GolReader  *reader,
            GolNode     object,
            const char *key)
{
  GolNode node = gol_reader_get (reader, object, key);
  json_int_t number = json_integer_value (node.json);

  if (number >= -4000 && number <= 4000)
    return (gint) number;
  gol_reader_report (reader, node, TRUE, "bad_number", NULL,
                     g_strdup_printf (_("Here stands a whole number from %d to %d."), -4000, 4000));
  return 0;
}

static void
read_due (GolReader *reader,
          GolNode    object,
          GolStep   *step)
{
  GolNode node = gol_reader_get (reader, object, "due");

  if (node.json == NULL)
    return;
  gol_reader_check_keys (reader, node, due_keys, NULL);
  GolNode anchor = gol_reader_get (reader, node, "anchor");
  GolDue *due = gol_scheme_alloc (reader->scheme, sizeof *due);
  const char *name = json_string_value (anchor.json);
  if (name == NULL)
    {
      gol_reader_report (reader, node, TRUE, "deadline_without_anchor", NULL,
                         g_strdup (_("A deadline needs the day from which it counts, in “anchor”.")));
      return;
    }
  const GolStep *from = gol_scheme_find_step (reader->scheme, name);
  if (from != NULL)
    due->step = from->code;
  else if (!find_fact (reader, anchor, &due->view, &due->fact))
    return;
  due->months = read_shift (reader, node, "months");
  due->days = read_shift (reader, node, "days");
  due->breach = gol_reader_words (reader, node, "breach");
  due->source = gol_reader_text (reader, node, "source");
  due->unverified = gol_reader_truth (reader, node, "unverified");
  if (gol_reader_get (reader, node, "working_days").json != NULL)
    {
      due->working = TRUE;
      due->days = read_shift (reader, node, "working_days");
      if (gol_reader_get (reader, node, "days").json != NULL)
        gol_reader_report (reader, node, TRUE, "bad_span", NULL,
                           g_strdup (_("Say either days or working days.")));
    }
  step->due = due;
}

static GolStepData *
read_step (GolReader *reader,
           GolNode    node)
{
  GolStepData *data = gol_scheme_alloc (reader->scheme, sizeof *data);
  GolStep *step = &data->step;

  gol_reader_check_keys (reader, node, step_keys, NULL);
  data->pointer = node.pointer;
  step->line = gol_lines_find (reader->lines, node.pointer);
  step->code = gol_reader_code (reader, gol_reader_get (reader, node, "code"));
  step->label = gol_reader_words (reader, node, "label");
  step->short_label = gol_reader_words (reader, node, "short_label");
  if (step->short_label == NULL)
    step->short_label = step->label;
  const GolParty *actor = gol_reader_party (reader, gol_reader_get (reader, node, "actor"), &step->letter);
  read_fills (reader, node, step);
  if (actor != NULL)
    {
      step->actor = *actor;
      if (step->section != NULL && !gol_section_may_be_written (step->section, *actor))
        gol_reader_report (reader, gol_reader_get (reader, node, "actor"), TRUE, "actor_cannot_write", NULL,
                           g_strdup_printf (_("“%c” may not write the section “%s.%s”."), step->letter,
                                            step->entity->name, step->section->name));
    }
  step->optional = gol_reader_truth (reader, node, "optional");
  step->done_when = (gpointer) gol_reader_clauses (reader, node, "")->pdata;
  if (step->code == NULL || step->label == NULL)
    return NULL;
  if (gol_scheme_find_step (reader->scheme, step->code) == NULL)
    return data;
  gol_reader_report (reader, node, TRUE, "duplicate_id", NULL,
                     g_strdup_printf (_("There is another step “%s”."), step->code));
  return NULL;
}

static void
read_after (GolReader   *reader,
            GolNode      node,
            GolStepData *data)
{
  GolNode array = gol_reader_get (reader, node, "after");
  GPtrArray *after = g_ptr_array_new ();
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  g_ptr_array_add (reader->scheme->lists, after);
  for (guint i = 0; i < reader->scheme->steps->len; i++)
    g_ptr_array_add (known, (gpointer) ((GolStep *) g_ptr_array_index (reader->scheme->steps, i))->code);
  g_ptr_array_add (known, NULL);
  for (gsize i = 0; i < gol_reader_size (array) && i < MAX_STEPS; i++)
    {
      GolNode item = gol_reader_nth (reader, array, i);
      const char *code = json_string_value (item.json);
      const GolStep *step = code != NULL ? gol_scheme_find_step (reader->scheme, code) : NULL;
      if (step == NULL)
        gol_reader_report (reader, item, TRUE, "unknown_step",
                           code != NULL ? gol_nearest (code, (const char * const *) known->pdata) : NULL,
                           g_strdup_printf (_("There is no step “%.40s”."), code != NULL ? code : ""));
      else
        g_ptr_array_add (after, (gpointer) step);
    }
  g_ptr_array_add (after, NULL);
  data->step.after = (gpointer) after->pdata;
}

/* What says whether a step is done: its date, or its own record, and the clauses that hold besides. */
static void
find_known_to (GolStep *step)
{
  step->known_to = step->done_fact != NULL ? gol_fact_get_readers (step->done_fact)
                                           : gol_dictionary_find_entity ("step")->sections->readers;
  for (gsize i = 0; step->done_when[i] != NULL; i++)
    for (gsize j = 0; step->done_when[i]->compiled != NULL && step->done_when[i]->compiled->reads[j] != NULL; j++)
      step->known_to &= gol_fact_get_readers (step->done_when[i]->compiled->reads[j]);
}

/* What a step says of other steps and of clauses, once all of them are known. */
static void
read_links (GolReader   *reader,
            GolNode      node,
            GolStepData *data)
{
  GolNode skipped = gol_reader_get (reader, node, "skipped_when");

  read_after (reader, node, data);
  read_done (reader, node, &data->step);
  find_known_to (&data->step);
  data->step.requires = (gpointer) gol_reader_clauses (reader, node, "requires")->pdata;
  read_due (reader, node, &data->step);
  if (skipped.json != NULL)
    data->step.skipped_when = gol_reader_clause (reader, skipped);
}

void
gol_steps_read (GolReader *reader,
                GolNode    root)
{
  GolNode array = gol_reader_get (reader, root, "steps");
  gsize n = MIN (gol_reader_size (array), MAX_STEPS);
  GolNode nodes[MAX_STEPS];

  if (n < gol_reader_size (array))
    gol_reader_report (reader, array, TRUE, "too_many", NULL,
                       g_strdup_printf (_("A scheme has at most %d steps."), MAX_STEPS));
  for (gsize i = 0; i < n; i++)
    {
      GolNode node = gol_reader_nth (reader, array, i);
      GolStepData *data = NULL;
      if (!json_is_object (node.json))
        gol_reader_report (reader, node, TRUE, "wrong_type", NULL, g_strdup (_("A step stands between { and }.")));
      else
        data = read_step (reader, node);
      if (data == NULL)
        continue;
      nodes[reader->scheme->steps->len] = node;
      g_ptr_array_add (reader->scheme->steps, data);
    }
  for (guint i = 0; i < reader->scheme->steps->len; i++)
    read_links (reader, nodes[i], g_ptr_array_index (reader->scheme->steps, i));
  if (reader->scheme->steps->len == 0)
    gol_reader_report (reader, array, TRUE, "empty_list", NULL, g_strdup (_("This list is empty.")));
}
