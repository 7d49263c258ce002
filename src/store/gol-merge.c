/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-merge-private.h"

#include <string.h>

#include "gol-json.h"

/* Longer names of fields cannot be kept beside their section's in one object. */
#define NAMES_MOST 120
/* Room that most sections need no more of. */
#define CELLS_USUAL 10

/* ── Cells ── */

static void
head_clear (gpointer data)
{
  g_free (((GolHead *) data)->text);
}

static void
cell_clear (gpointer data)
{
  GolCell *cell = data;

  g_free (cell->text);
  g_clear_pointer (&cell->heads, g_array_unref);
}

static void
hole_clear (gpointer data)
{
  g_free (((GolHole *) data)->op);
}

GolSectionState *
gol_section_state_new (const GolEntity *entity,
                       const char      *name)
{
  GolSectionState *state = g_new0 (GolSectionState, 1);

  state->section = gol_entity_find_section (entity, name);
  state->name = state->section != NULL ? state->section->name : g_intern_string (name);
  state->cells = g_array_sized_new (FALSE, TRUE, sizeof (GolCell), CELLS_USUAL);
  g_array_set_clear_func (state->cells, cell_clear);
  state->holes = g_array_new (FALSE, FALSE, sizeof (GolHole));
  g_array_set_clear_func (state->holes, hole_clear);
  return state;
}

void
gol_section_state_free (GolSectionState *state)
{
  g_array_unref (state->cells);
  g_array_unref (state->holes);
  g_free (state);
}

GolCell *
gol_section_state_cell (GolSectionState *state,
                        const char      *name,
                        const char      *member,
                        gboolean         create)
{
  GolCell *cell;

  for (guint i = 0; i < state->cells->len; i++)
    {
      cell = &g_array_index (state->cells, GolCell, i);
      if (cell->name == name && strcmp (cell->member, member) == 0)
        return cell;
    }
  if (!create)
    return NULL;
  g_array_set_size (state->cells, state->cells->len + 1);
  cell = &g_array_index (state->cells, GolCell, state->cells->len - 1);
  cell->name = name;
  cell->member = *member != '\0' ? g_intern_string (member) : "";
  return cell;
}

gboolean
gol_section_state_has_members (GolSectionState *state,
                               const char      *name)
{
  for (guint i = 0; i < state->cells->len; i++)
    {
      GolCell *cell = &g_array_index (state->cells, GolCell, i);

      if (*cell->member != '\0' && cell->name == name)
        return TRUE;
    }
  return FALSE;
}

static GArray *
heads_new (void)
{
  GArray *heads = g_array_new (FALSE, FALSE, sizeof (GolHead));

  g_array_set_clear_func (heads, head_clear);
  return heads;
}

void
gol_cell_add_head (GolCell      *cell,
                   guint64       op,
                   const char   *hlc,
                   GolValueKind  kind,
                   const char   *text)
{
  GolHead head = { op, "", kind, g_strdup (text) };

  g_strlcpy (head.hlc, hlc, sizeof head.hlc);
  if (cell->heads == NULL)
    cell->heads = heads_new ();
  g_array_append_val (cell->heads, head);
}

/* Heads that say the same are no conflict; nor are members, of which adding wins. */
gboolean
gol_cell_is_contested (const GolCell *cell)
{
  if (cell->heads == NULL || *cell->member != '\0')
    return FALSE;
  for (guint i = 1; i < cell->heads->len; i++)
    {
      GolHead *first = &g_array_index (cell->heads, GolHead, 0), *other = &g_array_index (cell->heads, GolHead, i);

      if (first->kind != other->kind || g_strcmp0 (first->text, other->text) != 0)
        return TRUE;
    }
  return FALSE;
}

/* What came in time; then (eff_hlc, site, seq): later, then larger. */
static gboolean
is_over (const GolCell *cell,
         const GolHead *a,
         const GolHead *b,
         GolMergeLog   *log)
{
  int order = strcmp (a->hlc, b->hlc);
  gboolean late;

  if (*cell->member != '\0' && a->text[0] != b->text[0])
    return a->text[0] == 't';
  late = log->is_late (log, a->op);
  if (late != log->is_late (log, b->op))
    return !late;
  if (order == 0)
    order = strcmp (log->get_site (log, a->op), log->get_site (log, b->op));
  return order > 0 || (order == 0 && a->op > b->op);
}

/* Sets what stands from the heads. */
void
gol_cell_choose (GolCell     *cell,
                 GolMergeLog *log)
{
  GolHead *best = &g_array_index (cell->heads, GolHead, 0);

  for (guint i = 1; i < cell->heads->len; i++)
    {
      GolHead *head = &g_array_index (cell->heads, GolHead, i);

      if (is_over (cell, head, best, log))
        best = head;
    }
  g_free (cell->text);
  cell->op = best->op;
  cell->kind = best->kind;
  cell->text = g_strdup (best->text);
}

/* ── Values ── */

static char *
with_members (GolSectionState *state,
              const char      *name,
              const char      *list)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) stored = list != NULL ? gol_json_to_strv (list, NULL) : NULL;

  for (guint i = 0; stored != NULL && stored[i] != NULL; i++)
    {
      GolCell *cell = gol_section_state_cell (state, name, stored[i], FALSE);

      if (cell == NULL || cell->text[0] == 't')
        g_ptr_array_add (members, g_strdup (stored[i]));
    }
  for (guint i = 0; i < state->cells->len; i++)
    {
      GolCell *cell = &g_array_index (state->cells, GolCell, i);

      if (*cell->member != '\0' && cell->text[0] == 't' && strcmp (cell->name, name) == 0)
        g_ptr_array_add (members, g_strdup (cell->member));
    }
  g_ptr_array_add (members, NULL);
  return members->len > 1 ? gol_json_from_strv ((const char * const *) members->pdata) : NULL;
}

GolValues *
gol_section_state_values (GolSectionState *state)
{
  GolValues *values = gol_values_new ();

  for (guint i = 0; i < state->cells->len; i++)
    {
      GolCell *cell = &g_array_index (state->cells, GolCell, i);
      GolValue value = { cell->name, cell->kind, cell->text };

      if (cell->heads != NULL && gol_section_state_has_members (state, cell->name))
        {
          GolCell *whole = gol_section_state_cell (state, cell->name, "", FALSE);
          g_autofree char *list = with_members (state, cell->name,
                                                whole != NULL && whole->kind == GOL_VALUE_LIST ? whole->text : NULL);

          if (list != NULL)
            gol_values_set_list (values, cell->name, list);
        }
      else if (cell->kind != GOL_VALUE_NULL)
        gol_values_set (values, &value);
    }
  return values;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return g_strcmp0 (gol_values_get_text (*(GolValues **) a, "value"), gol_values_get_text (*(GolValues **) b, "value"));
}

/* What a conflict would lose by being decided, in an order of its own; NULL: the field is in none. */
static char *
other_heads (const GolCell *cell)
{
  g_autoptr(GPtrArray) rows = NULL;

  if (cell == NULL || !gol_cell_is_contested (cell))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  for (guint i = 0; i < cell->heads->len; i++)
    {
      GolHead *head = &g_array_index (cell->heads, GolHead, i);
      GolValue value = { g_intern_static_string ("value"), head->kind, head->text };
      GolValues *row;

      if (head->kind == cell->kind && g_strcmp0 (head->text, cell->text) == 0)
        continue;
      row = gol_values_new ();
      gol_values_set (row, &value);
      g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort (rows, compare_rows);
  return gol_json_from_rows (rows);
}

char *
gol_section_state_old (GolSectionState *state,
                       const GolValues *values)
{
  g_autoptr(GolValues) before = NULL;
  g_autoptr(GolValues) old = NULL;

  if (state->cells->len == 0)
    return NULL;
  before = gol_section_state_values (state);
  old = gol_values_new ();
  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      const char *name = gol_values_peek (values, i)->name;
      const GolValue *value = gol_values_find (before, name);
      g_autofree char *heads = other_heads (gol_section_state_cell (state, name, "", FALSE));

      if (value != NULL)
        gol_values_set (old, value);
      if (heads != NULL)
        {
          g_autofree char *key = g_strconcat (GOL_FIELD_FILE_HEADS, name, NULL);

          gol_values_set_list (old, key, heads);
        }
    }
  return gol_values_get_size (old) > 0 ? gol_values_to_json (old) : NULL;
}

static int
compare_ops (gconstpointer a,
             gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

GArray *
gol_section_state_heads (GolSectionState *state)
{
  GArray *ops = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint kept = 0;

  for (guint i = 0; i < state->cells->len; i++)
    {
      GolCell *cell = &g_array_index (state->cells, GolCell, i);

      if (cell->heads == NULL)
        g_array_append_val (ops, cell->op);
      for (guint j = 0; cell->heads != NULL && j < cell->heads->len; j++)
        g_array_append_val (ops, g_array_index (cell->heads, GolHead, j).op);
    }
  g_array_sort (ops, compare_ops);
  for (guint i = 0; i < ops->len; i++)
    if (i == 0 || g_array_index (ops, guint64, i) != g_array_index (ops, guint64, kept - 1))
      g_array_index (ops, guint64, kept++) = g_array_index (ops, guint64, i);
  g_array_set_size (ops, kept);
  return ops;
}

/* ── One leaf ── */

typedef struct
{
  GolSectionState *state;
  GolMergeLog     *log;
  guint64          op;
  const char      *op_name;   /* in holes */
  const char      *hlc;
  GArray          *base;      /* of guint64; 0: of a site that is not known */
  GStrv            names;     /* of the base, as written */
  gboolean        *missing;   /* of the base: not accepted */
} Merge;

static gboolean
names (const Merge *merge,
       guint64      op)
{
  for (guint i = 0; i < merge->base->len; i++)
    if (g_array_index (merge->base, guint64, i) == op)
      return TRUE;
  return FALSE;
}

/* One head becomes a list when it must share its field. */
static gboolean
spread (Merge    *merge,
        GolCell  *cell,
        GError  **error)
{
  char hlc[GOL_HLC_LENGTH + 1];

  if (cell->heads != NULL)
    return TRUE;
  if (cell->op == 0)
    {
      cell->heads = heads_new ();
      return TRUE;
    }
  if (!merge->log->get_hlc (merge->log, cell->op, hlc, error))
    return FALSE;
  gol_cell_add_head (cell, cell->op, hlc, cell->kind, cell->text);
  return TRUE;
}

static gboolean
is_hole (const Merge *merge,
         const char  *name,
         const char  *member)
{
  for (guint i = 0; i < merge->state->holes->len; i++)
    {
      GolHole *hole = &g_array_index (merge->state->holes, GolHole, i);

      /* Who sets a whole set also supersedes what was done to its members. */
      if (strcmp (hole->name, name) == 0 && (*hole->member == '\0' || strcmp (hole->member, member) == 0)
          && merge->log->parse (merge->log, hole->op) == merge->op)
        return TRUE;
    }
  return FALSE;
}

static void
drop_named (const Merge *merge,
            GolCell     *cell)
{
  for (guint i = cell->heads->len; i-- > 0;)
    if (names (merge, g_array_index (cell->heads, GolHead, i).op))
      g_array_remove_index (cell->heads, i);
}

static void
remove_cell (GolSectionState *state,
             GolCell         *cell)
{
  g_array_remove_index (state->cells, cell - (GolCell *) state->cells->data);
}

/* None is left where an operation that was superseded before it came had itself superseded the last: a member is then what the
 * whole set says. (Or where operations name each other in a ring, which no honest site writes.) */
static void
settle (Merge   *merge,
        GolCell *cell)
{
  merge->state->apart = TRUE;
  if (cell->heads->len == 0)
    remove_cell (merge->state, cell);
  else
    gol_cell_choose (cell, merge->log);
}

/* Back to one head where one is left that needs no company. */
static void
lighten (GolSectionState *state,
         const char      *name)
{
  GolCell *whole = gol_section_state_cell (state, name, "", FALSE);

  if (whole != NULL && whole->heads != NULL && whole->heads->len == 1 && !gol_section_state_has_members (state, name))
    g_clear_pointer (&whole->heads, g_array_unref);
}

static void
add_holes (Merge      *merge,
           const char *name,
           const char *member)
{
  for (guint i = 0; i < merge->base->len; i++)
    if (merge->missing[i])
      {
        GolHole hole = { g_intern_string (name), g_intern_string (member), g_strdup (merge->names[i]) };
        gboolean known = FALSE;

        for (guint j = 0; j < merge->state->holes->len && !known; j++)
          {
            GolHole *other = &g_array_index (merge->state->holes, GolHole, j);

            known = other->name == hole.name && other->member == hole.member && strcmp (other->op, hole.op) == 0;
          }
        if (known)
          g_free (hole.op);
        else
          g_array_append_val (merge->state->holes, hole);
        merge->state->apart = TRUE;
      }
}

static gboolean
write_cell (Merge         *merge,
            const char    *name,
            const char    *member,
            GolValueKind   kind,
            const char    *text,
            GError       **error)
{
  gboolean hole = merge->state->holes->len > 0 && is_hole (merge, name, member);
  GolCell *cell = gol_section_state_cell (merge->state, name, member, !hole);

  add_holes (merge, name, member);
  if (cell == NULL)
    return TRUE;

  /* Nearly always: nobody else wrote it, or who did is named. */
  if (!hole && cell->heads == NULL && (cell->op == 0 || names (merge, cell->op))
      && *member == '\0' && !gol_section_state_has_members (merge->state, name))
    {
      g_free (cell->text);
      cell->op = merge->op;
      cell->kind = kind;
      cell->text = g_strdup (text);
      return TRUE;
    }

  if (!spread (merge, cell, error))
    return FALSE;
  drop_named (merge, cell);
  if (!hole)
    gol_cell_add_head (cell, merge->op, merge->hlc, kind, text);
  settle (merge, cell);
  return TRUE;
}

/* A whole set takes the place of those of its members' heads that its writer saw. */
static gboolean
write_whole (Merge           *merge,
             const GolValue  *value,
             gboolean         clear,
             GError         **error)
{
  for (guint i = merge->state->cells->len; i-- > 0;)
    {
      GolCell *cell = &g_array_index (merge->state->cells, GolCell, i);

      if (*cell->member == '\0' || strcmp (cell->name, value->name) != 0)
        continue;
      drop_named (merge, cell);
      settle (merge, cell);
    }
  return write_cell (merge, value->name, "", clear ? GOL_VALUE_NULL : value->kind, clear ? NULL : value->text, error);
}

static gboolean
write_members (Merge           *merge,
               const GolValue  *value,
               gboolean         add,
               GError         **error)
{
  g_auto(GStrv) members = value->kind == GOL_VALUE_LIST ? gol_json_to_strv (value->text, NULL) : NULL;
  GolCell *whole;

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    if (*members[i] != '\0'
        && !write_cell (merge, value->name, members[i], GOL_VALUE_BOOLEAN, add ? "true" : "false", error))
      return FALSE;
  /* What was set as a whole is kept apart from now on, for its column holds the sum. */
  whole = gol_section_state_cell (merge->state, value->name, "", FALSE);
  if (whole == NULL || !gol_section_state_has_members (merge->state, value->name))
    return TRUE;
  merge->state->apart = TRUE;
  return spread (merge, whole, error);
}

static gboolean
write_value (Merge           *merge,
             const GolLeaf   *leaf,
             const GolValue  *value,
             GError         **error)
{
  gboolean good;

  if (strcmp (value->name, GOL_FIELD_FILE_CODE) == 0 || strlen (value->name) + strlen (merge->state->name) > NAMES_MOST)
    return TRUE;
  switch (leaf->op)
    {
    case GOL_OP_ADD:
    case GOL_OP_REMOVE:
      good = write_members (merge, value, leaf->op == GOL_OP_ADD, error);
      break;
    case GOL_OP_UNLINK:
    case GOL_OP_ERASE:
      good = write_whole (merge, value, TRUE, error);
      break;
    default:
      good = write_whole (merge, value, FALSE, error);
    }
  lighten (merge->state, value->name);
  return good;
}

static gboolean
read_base (Merge          *merge,
           const GolLeaf  *leaf,
           GError        **error)
{
  g_autoptr(GArray) heads = NULL;
  guint n = leaf->base != NULL ? g_strv_length (leaf->base) : 0;

  merge->names = leaf->base;
  merge->base = g_array_sized_new (FALSE, TRUE, sizeof (guint64), n);
  merge->missing = g_new0 (gboolean, n + 1);
  for (guint i = 0; i < n; i++)
    {
      guint64 op = merge->log->parse (merge->log, leaf->base[i]);
      GError *failure = NULL;

      g_array_append_val (merge->base, op);
      if (heads == NULL)
        heads = gol_section_state_heads (merge->state);
      if (op != 0 && g_array_binary_search (heads, &op, compare_ops, NULL))
        continue;
      merge->missing[i] = op == 0 || !merge->log->accepted (merge->log, op, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
    }
  return TRUE;
}

/* It has come: nothing more to remember of it. */
static void
fill_holes (Merge *merge)
{
  for (guint i = merge->state->holes->len; i-- > 0;)
    {
      GolHole *hole = &g_array_index (merge->state->holes, GolHole, i);

      if (merge->log->parse (merge->log, hole->op) == merge->op)
        g_array_remove_index (merge->state->holes, i);
    }
}

/**
 * gol_merge_leaf:
 * @op: the change that it is of
 * @hlc: its effective time
 *
 * Takes one leaf into its section. The same leaf twice is the caller's mistake: changes are taken in once.
 */
gboolean
gol_merge_leaf (GolSectionState  *state,
                const GolLeaf    *leaf,
                guint64           op,
                const char       *hlc,
                GolMergeLog      *log,
                GError          **error)
{
  Merge merge = { .state = state, .log = log, .op = op, .hlc = hlc };
  gboolean good = read_base (&merge, leaf, error);

  for (guint i = 0; good && i < gol_values_get_size (leaf->values); i++)
    good = write_value (&merge, leaf, gol_values_peek (leaf->values, i), error);
  if (good && leaf->op == GOL_OP_VOID)
    {
      GolValue value = { g_intern_static_string (GOL_FIELD_FILE_VOID), GOL_VALUE_BOOLEAN, (char *) "true" };

      good = write_whole (&merge, &value, FALSE, error);
      lighten (state, value.name);
    }
  if (good && state->holes->len > 0)
    fill_holes (&merge);
  state->dirty = TRUE;
  g_array_unref (merge.base);
  g_free (merge.missing);
  return good;
}
