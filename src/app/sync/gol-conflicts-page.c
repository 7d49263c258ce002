/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-conflicts-page.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-claim-card.h"
#include "gol-display.h"
#include "gol-field-editor.h"
#include "gol-title.h"

struct _GolConflictsPage
{
  GolPage         parent_instance;

  GPtrArray      *conflicts;     /* of GolConflict, as listed; NULL before they were read */
  GHashTable     *titles;        /* of references among the values */
  GolConflict    *shown;         /* one of them; NULL: none */
  guint           chosen;        /* a claim, or their number for another value; G_MAXUINT: nothing yet */
  char           *wanted;        /* "record path" to look at once it is read */
  GCancellable   *reading;
  GCancellable   *detailing;
  gboolean        deciding_now;
  gboolean        quiet;         /* we choose, not she */
  gboolean        follow;        /* she has decided: the keys go on with the next one */

  GtkStack       *stack;
  AdwStatusPage  *none;
  GtkPaned       *paned;
  GtkListBox     *list;
  AdwAvatar      *face;
  GtkLabel       *name;
  GtkLabel       *code;
  GtkButton      *open;
  GtkLabel       *question;
  GtkLabel       *owner;
  GtkBox         *refusal;
  GtkLabel       *refusal_words;
  GtkFlowBox     *claims;
  GtkBox         *before;
  GtkLabel       *before_words;
  GtkBox         *deciding;
  GtkBox         *other_box;
  GtkLabel       *other_key;
  AdwBin         *other;
  GtkEntry       *why;
  GtkBox         *bar;
  GtkLabel       *keys;
  GtkButton      *decide;
};

G_DEFINE_FINAL_TYPE (GolConflictsPage, gol_conflicts_page, GOL_TYPE_PAGE)

static GolFieldEditor *
other_of (GolConflictsPage *self)
{
  GtkWidget *editor = adw_bin_get_child (self->other);

  return editor != NULL ? GOL_FIELD_EDITOR (editor) : NULL;
}

/* ── What is chosen ── */

static void
show_choice (GolConflictsPage *self)
{
  guint n = self->shown != NULL ? self->shown->claims->len : 0;
  g_autofree char *label = NULL;

  if (self->chosen < n)
    /* TRANSLATORS: a button: the number of the value that is right. */
    label = g_strdup_printf (_("Take %u and go on"), self->chosen + 1);
  else
    label = g_strdup (self->chosen == n ? _("Take the other value and go on") : _("Choose a value"));
  gtk_button_set_label (self->decide, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->decide), self->chosen <= n && n > 0 && !self->deciding_now);
}

static void
set_chosen (GolConflictsPage *self,
            guint             position)
{
  self->chosen = position;
  self->quiet = TRUE;
  if (position < self->shown->claims->len)
    gtk_flow_box_select_child (self->claims, gtk_flow_box_get_child_at_index (self->claims, position));
  else
    gtk_flow_box_unselect_all (self->claims);
  self->quiet = FALSE;
  show_choice (self);
}

static gboolean
may_type (const GolConflict *conflict)
{
  if (conflict->field == NULL || (conflict->section->flags & (GOL_SECTION_TWO_OFFICERS | GOL_SECTION_MOVES_SCOPE)) != 0)
    return FALSE;
  return conflict->field->type != GOL_FIELD_REFERENCE && conflict->field->type != GOL_FIELD_ATTACHMENT
         && conflict->field->type != GOL_FIELD_PORTRAIT;
}

void
gol_conflicts_page_choose (GolConflictsPage *self,
                           guint             position)
{
  g_return_if_fail (GOL_IS_CONFLICTS_PAGE (self));

  if (self->shown == NULL || self->shown->refusal != NULL || position > self->shown->claims->len)
    return;
  if (position < self->shown->claims->len)
    {
      set_chosen (self, position);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->claims, position)));
    }
  else if (may_type (self->shown))
    {
      set_chosen (self, position);
      gol_field_editor_focus (other_of (self));
    }
}

static void
claim_chosen_cb (GtkFlowBox       *box,
                 GolConflictsPage *self)
{
  g_autoptr(GList) selected = NULL;

  if (self->quiet || self->shown == NULL || self->shown->refusal != NULL)
    return;
  selected = gtk_flow_box_get_selected_children (box);
  if (selected == NULL)
    return;
  self->chosen = gtk_flow_box_child_get_index (selected->data);
  show_choice (self);
}

static void
claim_activated_cb (GtkFlowBox       *box,
                    GtkFlowBoxChild  *child,
                    GolConflictsPage *self)
{
  gol_conflicts_page_decide (self);
}

static void
other_changed_cb (GolFieldEditor   *editor,
                  GolConflictsPage *self)
{
  if (self->shown != NULL && gol_field_editor_is_changed (editor))
    set_chosen (self, self->shown->claims->len);
}

void
gol_conflicts_page_type (GolConflictsPage *self,
                         const char       *text)
{
  g_return_if_fail (GOL_IS_CONFLICTS_PAGE (self));

  if (other_of (self) != NULL)
    gol_field_editor_type (other_of (self), text);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GolConflictsPage      *self)
{
  gboolean plain = (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0;
  GtkWidget *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  guint digit = gdk_keyval_to_unicode (key) - '1';

  /* Where something is written, figures are figures. */
  if (!plain || focus == NULL || GTK_IS_EDITABLE (focus) || self->shown == NULL || digit > 8)
    return FALSE;
  gol_conflicts_page_choose (self, digit);
  return TRUE;
}

/* ── One conflict ── */

static void
clear_claims (GolConflictsPage *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->claims, 0)) != NULL)
    gtk_flow_box_remove (self->claims, GTK_WIDGET (child));
}

static void
show_other (GolConflictsPage *self,
            GolValues        *section)
{
  const GolConflict *conflict = self->shown;
  g_autoptr(GolValues) context = section != NULL ? gol_values_copy (section) : gol_values_new ();
  GtkWidget *editor;

  gtk_widget_set_visible (GTK_WIDGET (self->other_box), may_type (conflict));
  if (!may_type (conflict))
    {
      adw_bin_set_child (self->other, NULL);
      return;
    }
  /* As the office reads it: a telephone without a country is of its own. */
  if (conflict->field->type == GOL_FIELD_PHONE && gol_values_get_text (context, "country") == NULL)
    gol_values_set_text (context, "country", gol_office_get_info (gol_page_get_office (GOL_PAGE (self)))->country);
  editor = gol_field_editor_new (conflict->field, TRUE, FALSE);
  gol_field_editor_set_value (GOL_FIELD_EDITOR (editor), NULL, context);
  g_signal_connect (editor, "changed", G_CALLBACK (other_changed_cb), self);
  gtk_widget_add_css_class (editor, "gol-form");
  adw_bin_set_child (self->other, editor);
}

static void
show_owner (GolConflictsPage *self)
{
  const GolConflict *conflict = self->shown;
  g_autofree char *parties = gol_display_parties (conflict->owners);
  g_autofree char *words = NULL;

  if (conflict->refusal == NULL)
    words = g_strdup (_("yours to decide: this office keeps the section"));
  else
    /* TRANSLATORS: kinds of office: "employer". */
    words = g_strdup_printf (_("decided by: %s"), parties);
  gtk_label_set_label (self->owner, words);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), conflict->refusal != NULL);
  gtk_label_set_label (self->refusal_words, conflict->refusal != NULL ? conflict->refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->deciding), conflict->refusal == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), conflict->refusal == NULL);
}

/* What stood before they parted, and the section beside it: asked for once the rest is on the screen. */
typedef struct
{
  char *record;
  char *section;
  char *field;
} Question;

typedef struct
{
  GolValues  *section;   /* (nullable) */
  GolHistory *before;    /* (nullable) */
} Detail;

static void
question_free (Question *question)
{
  g_free (question->record);
  g_free (question->section);
  g_free (question->field);
  g_free (question);
}

static void
detail_free (Detail *detail)
{
  g_clear_pointer (&detail->section, gol_values_unref);
  gol_history_free (detail->before);
  g_free (detail);
}

static gpointer
detail_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Question *question = data;
  g_autoptr(GolRecord) record = gol_office_read (office, question->record, error);
  g_autoptr(GPtrArray) history = NULL;
  GolValues *section;
  Detail *detail;

  history = record != NULL ? gol_office_history (office, question->record, question->section, question->field, error) : NULL;
  if (history == NULL)
    return NULL;
  section = gol_record_get (record, question->section);
  detail = g_new0 (Detail, 1);
  detail->section = section != NULL ? gol_values_ref (section) : NULL;
  for (guint i = 0; i < history->len && detail->before == NULL; i++)
    if (!((GolHistory *) g_ptr_array_index (history, i))->head)
      detail->before = g_ptr_array_steal_index (history, i);
  return detail;
}

static void
detailed_cb (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  GolConflictsPage *self = owner;
  Detail *detail = result;

  if (detail == NULL || self->shown == NULL)
    {
      g_clear_pointer (&detail, detail_free);
      return;
    }
  show_other (self, detail->section);
  if (detail->before != NULL)
    {
      const GolValue *value = gol_values_find (detail->before->values, self->shown->field_name);
      g_autofree char *words = gol_claim_words (self->shown, value, self->titles);
      g_autofree char *when = gol_display_instant (detail->before->at);
      /* TRANSLATORS: a value, and when it was written. */
      g_autofree char *sentence = g_strdup_printf (_("Before that it was: %1$s · %2$s"), words, when);

      gtk_label_set_label (self->before_words, sentence);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->before), detail->before != NULL);
  detail_free (detail);
}

static void
ask_detail (GolConflictsPage *self)
{
  Question *question = g_new0 (Question, 1);

  question->record = g_strdup (self->shown->record);
  question->section = g_strdup (self->shown->section->name);
  question->field = g_strdup (self->shown->field_name);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), detail_func, question, (GDestroyNotify) question_free,
           (GDestroyNotify) detail_free, gol_renew_cancellable (&self->detailing), detailed_cb);
}

static const char *
title_of (const GolConflict *conflict)
{
  return conflict->title != NULL ? conflict->title : conflict->code != NULL ? conflict->code : conflict->record;
}

static void
show_conflict (GolConflictsPage *self,
               GolConflict      *conflict)
{
  g_autofree char *question = NULL;
  g_autofree char *key = NULL;
  g_autofree char *keys = NULL;

  self->shown = conflict;
  self->chosen = G_MAXUINT;
  clear_claims (self);
  if (conflict == NULL)
    return;
  question = gol_conflict_question (conflict);
  key = g_strdup_printf ("%u", conflict->claims->len + 1);
  /* TRANSLATORS: the keys at the foot of the page; %u is a number. */
  keys = g_strdup_printf (_("1 to %u choose · Enter decides"), conflict->claims->len + (may_type (conflict) ? 1 : 0));
  adw_avatar_set_text (self->face, title_of (conflict));
  gtk_label_set_label (self->name, title_of (conflict));
  gtk_label_set_label (self->code, conflict->code != NULL ? conflict->code : "");
  gtk_widget_set_visible (GTK_WIDGET (self->code), conflict->code != NULL);
  gtk_label_set_label (self->question, question);
  gtk_label_set_label (self->other_key, key);
  gtk_label_set_label (self->keys, keys);
  gtk_editable_set_text (GTK_EDITABLE (self->why), "");
  for (guint i = 0; i < conflict->claims->len; i++)
    gtk_flow_box_insert (self->claims, gol_claim_card_new (conflict, i, self->titles), -1);
  gtk_flow_box_set_selection_mode (self->claims, conflict->refusal == NULL ? GTK_SELECTION_SINGLE : GTK_SELECTION_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->before), FALSE);
  show_owner (self);
  show_other (self, NULL);
  show_choice (self);
  ask_detail (self);
}

static void
open_cb (GtkButton        *button,
         GolConflictsPage *self)
{
  if (self->shown != NULL)
    gol_page_open_record (GOL_PAGE (self), self->shown->record);
}

/* ── The list ── */

static GolConflict *
conflict_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "conflict");
}

static gint64
newest_of (const GolConflict *conflict)
{
  gint64 newest = 0;

  for (guint i = 0; i < conflict->claims->len; i++)
    newest = MAX (newest, ((GolClaim *) g_ptr_array_index (conflict->claims, i))->at);
  return newest;
}

static GtkWidget *
new_label (const char *words,
           const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static char *
offices_of (const GolConflict *conflict)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < conflict->claims->len; i++)
    {
      const GolClaim *claim = g_ptr_array_index (conflict->claims, i);
      const char *office = claim->ours ? _("this office") : claim->office;

      if (!g_ptr_array_find_with_equal_func (names, office, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) office);
    }
  return gol_display_join (names);
}

static GtkWidget *
new_row (GolConflictsPage *self,
         GolConflict      *conflict)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc (newest_of (conflict) / 1000);
  GolDate day = { g_date_time_get_year (at), g_date_time_get_month (at), g_date_time_get_day_of_month (at) };
  g_autofree char *when = gol_display_date (day, gol_clock_get_today (gol_office_get_clock (gol_page_get_office (GOL_PAGE (self)))));
  g_autofree char *question = gol_conflict_question (conflict);
  g_autofree char *offices = offices_of (conflict);
  GtkWidget *name = new_label (title_of (conflict), NULL);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (top), name);
  gtk_box_append (GTK_BOX (top), new_label (when, "caption"));
  gtk_box_append (GTK_BOX (texts), top);
  gtk_box_append (GTK_BOX (texts), new_label (question, "caption-heading"));
  gtk_box_append (GTK_BOX (texts), new_label (offices, "caption"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), adw_avatar_new (32, title_of (conflict), TRUE));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  g_object_set_data (G_OBJECT (row), "conflict", conflict);
  return row;
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  gboolean ours = conflict_of (row)->refusal == NULL;
  GtkWidget *label;

  if (before != NULL && (conflict_of (before)->refusal == NULL) == ours)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = new_label (ours ? _("Yours to decide") : _("Others decide"), "gol-conflicts-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
row_selected_cb (GtkListBox       *list,
                 GtkListBoxRow    *row,
                 GolConflictsPage *self)
{
  if (row != NULL && conflict_of (row) != self->shown)
    show_conflict (self, conflict_of (row));
}

static void
row_activated_cb (GtkListBox       *list,
                  GtkListBoxRow    *row,
                  GolConflictsPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->claims), GTK_DIR_TAB_FORWARD);
}

/* Where "record path" is; the row that was shown, or the one that took its place. */
static guint
find_row (GolConflictsPage *self,
          const char       *shown,
          guint             position)
{
  for (guint i = 0; i < self->conflicts->len && self->wanted != NULL; i++)
    {
      GolConflict *conflict = g_ptr_array_index (self->conflicts, i);
      g_autofree char *place = g_strdup_printf ("%s %s.%s", conflict->record, conflict->section->name, conflict->field_name);

      if (g_str_has_prefix (place, self->wanted))
        {
          g_clear_pointer (&self->wanted, g_free);
          return i;
        }
    }
  for (guint i = 0; i < self->conflicts->len && shown != NULL; i++)
    if (g_str_equal (((GolConflict *) g_ptr_array_index (self->conflicts, i))->id, shown))
      return i;
  return MIN (position, self->conflicts->len - 1);
}

static void
show_counts (GolConflictsPage *self)
{
  guint ours = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->conflicts->len; i++)
    ours += ((GolConflict *) g_ptr_array_index (self->conflicts, i))->refusal == NULL;
  if (self->conflicts->len > 0)
    words = g_strdup_printf (ngettext ("%u to decide here", "%u to decide here", ours), ours);
  gol_page_set_subtitle (GOL_PAGE (self), words);
}

static void
show_list (GolConflictsPage *self,
           const char       *shown,
           guint             position)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->conflicts->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (self->conflicts, i)));
  gtk_stack_set_visible_child_name (self->stack, self->conflicts->len > 0 ? "conflicts" : "none");
  show_counts (self);
  if (self->conflicts->len == 0)
    {
      show_conflict (self, NULL);
      return;
    }
  row = gtk_list_box_get_row_at_index (self->list, find_row (self, shown, position));
  gtk_list_box_select_row (self->list, row);
  if (self->follow)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  self->follow = FALSE;
}

/* ── Reading ── */

typedef struct
{
  GPtrArray  *conflicts;
  GHashTable *titles;
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->conflicts, g_ptr_array_unref);
  g_clear_pointer (&found->titles, g_hash_table_unref);
  g_free (found);
}

/* Hers first; then the newest. */
static int
compare_conflicts (gconstpointer a,
                   gconstpointer b)
{
  const GolConflict *x = *(const GolConflict **) a, *y = *(const GolConflict **) b;
  gint64 newer = newest_of (y) - newest_of (x);

  if ((x->refusal == NULL) != (y->refusal == NULL))
    return x->refusal == NULL ? -1 : 1;
  return newer != 0 ? (newer > 0 ? 1 : -1) : g_strcmp0 (x->id, y->id);
}

static gpointer
read_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Found *found = g_new0 (Found, 1);

  found->conflicts = gol_office_conflicts (office, NULL, error);
  if (found->conflicts == NULL)
    {
      found_free (found);
      return NULL;
    }
  g_ptr_array_sort (found->conflicts, compare_conflicts);
  found->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < found->conflicts->len; i++)
    {
      GolConflict *conflict = g_ptr_array_index (found->conflicts, i);

      for (guint j = 0; j < conflict->claims->len; j++)
        {
          const GolValue *value = ((GolClaim *) g_ptr_array_index (conflict->claims, j))->value;

          if (conflict->field != NULL && conflict->field->type == GOL_FIELD_REFERENCE && value->text != NULL
              && !g_hash_table_contains (found->titles, value->text))
            g_hash_table_insert (found->titles, g_strdup (value->text), gol_title_of (office, value->text));
        }
    }
  return found;
}

/* The ids say it all. */
static gboolean
is_same_list (const GPtrArray *a,
              const GPtrArray *b)
{
  gboolean same = a != NULL && a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = g_str_equal (((GolConflict *) g_ptr_array_index (a, i))->id, ((GolConflict *) g_ptr_array_index (b, i))->id);
  return same;
}

static void
read_cb (gpointer      owner,
         gpointer      result,
         const GError *error)
{
  GolConflictsPage *self = owner;
  Found *found = result;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint position = row != NULL ? gtk_list_box_row_get_index (row) : 0;
  g_autofree char *shown = self->shown != NULL ? g_strdup (self->shown->id) : NULL;

  if (found == NULL)
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  /* What she has begun to type stays. */
  if (self->wanted == NULL && is_same_list (self->conflicts, found->conflicts))
    {
      found_free (found);
      return;
    }
  show_conflict (self, NULL);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  self->conflicts = g_steal_pointer (&found->conflicts);
  self->titles = g_steal_pointer (&found->titles);
  found_free (found);
  show_list (self, shown, position);
}

static void
reload (GolConflictsPage *self)
{
  if (gol_page_get_office (GOL_PAGE (self)) != NULL)
    gol_run (self, gol_page_get_office (GOL_PAGE (self)), read_func, NULL, NULL, (GDestroyNotify) found_free,
             gol_renew_cancellable (&self->reading), read_cb);
}

void
gol_conflicts_page_look_at (GolConflictsPage *self,
                            const char       *record,
                            const char       *path)
{
  g_return_if_fail (GOL_IS_CONFLICTS_PAGE (self));
  g_return_if_fail (record != NULL);

  g_free (self->wanted);
  self->wanted = g_strdup_printf ("%s %s", record, path != NULL ? path : "");
  reload (self);
}

guint
gol_conflicts_page_get_n (GolConflictsPage *self)
{
  g_return_val_if_fail (GOL_IS_CONFLICTS_PAGE (self), 0);

  return self->conflicts != NULL ? self->conflicts->len : 0;
}

/* ── Deciding ── */

typedef struct
{
  char *id;
  char *op;
  char *value;
  char *why;
  char *field;
} Decision;

static void
decision_free (Decision *decision)
{
  g_free (decision->id);
  g_free (decision->op);
  g_free (decision->value);
  g_free (decision->why);
  g_free (decision->field);
  g_free (decision);
}

static gpointer
decide_func (GolOffice     *office,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Decision *decision = data;

  if (!gol_office_resolve (office, decision->id, decision->op, decision->value, decision->why, error))
    return NULL;
  return g_strdup (decision->field);
}

static void
decided_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  GolConflictsPage *self = owner;
  g_autofree char *field = result;

  self->deciding_now = FALSE;
  if (field == NULL)
    gol_page_toast_error (GOL_PAGE (self), error);
  else
    {
      /* TRANSLATORS: the name of a field. */
      g_autofree char *sentence = g_strdup_printf (_("“%s” is decided, for every office"), field);

      gol_page_toast (GOL_PAGE (self), sentence, TRUE);
      gtk_editable_set_text (GTK_EDITABLE (self->why), "");
      self->follow = TRUE;
    }
  show_choice (self);
  reload (self);
}

void
gol_conflicts_page_decide (GolConflictsPage *self)
{
  g_autoptr(GolValues) typed = gol_values_new ();
  g_autoptr(GError) error = NULL;
  Decision *decision;
  guint n;

  g_return_if_fail (GOL_IS_CONFLICTS_PAGE (self));

  n = self->shown != NULL ? self->shown->claims->len : 0;
  if (n == 0 || self->shown->refusal != NULL || self->chosen > n || self->deciding_now)
    return;
  if (self->chosen == n && !gol_field_editor_collect (other_of (self), TRUE, typed, &error))
    {
      gol_page_toast_error (GOL_PAGE (self), error);
      return;
    }
  decision = g_new0 (Decision, 1);
  decision->id = g_strdup (self->shown->id);
  if (self->chosen < n)
    decision->op = g_strdup (((GolClaim *) g_ptr_array_index (self->shown->claims, self->chosen))->op);
  else
    decision->value = g_strdup (gol_field_editor_get_text (other_of (self)));
  decision->why = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));
  decision->field = gol_conflict_field_label (self->shown);
  self->deciding_now = TRUE;
  show_choice (self);
  gol_run (self, gol_page_get_office (GOL_PAGE (self)), decide_func, decision, (GDestroyNotify) decision_free, g_free, NULL, decided_cb);
}

static void
decide_cb (GolConflictsPage *self)
{
  gol_conflicts_page_decide (self);
}

/* ── Type ── */

static void
gol_conflicts_page_set_office (GolPage   *page,
                               GolOffice *office)
{
  GolConflictsPage *self = GOL_CONFLICTS_PAGE (page);

  if (office == NULL)
    {
      g_cancellable_cancel (self->reading);
      g_cancellable_cancel (self->detailing);
    }
  reload (self);
}

static void
gol_conflicts_page_changed (GolPage            *page,
                            const char * const *records)
{
  reload (GOL_CONFLICTS_PAGE (page));
}

static void
gol_conflicts_page_set_narrow (GolPage  *page,
                               gboolean  narrow)
{
  gtk_paned_set_position (GOL_CONFLICTS_PAGE (page)->paned, narrow ? 260 : 320);
}

static gboolean
gol_conflicts_page_is_busy (GolPage *page)
{
  GolConflictsPage *self = GOL_CONFLICTS_PAGE (page);

  return self->shown != NULL
         && ((other_of (self) != NULL && gol_field_editor_is_changed (other_of (self)))
             || *gtk_editable_get_text (GTK_EDITABLE (self->why)) != '\0');
}

static void
gol_conflicts_page_dispose (GObject *object)
{
  GolConflictsPage *self = GOL_CONFLICTS_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->detailing);
  g_clear_object (&self->reading);
  g_clear_object (&self->detailing);
  self->shown = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GOL_TYPE_CONFLICTS_PAGE);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (gol_conflicts_page_parent_class)->dispose (object);
}

static void
gol_conflicts_page_class_init (GolConflictsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GolPageClass *page_class = GOL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gol_conflicts_page_dispose;
  page_class->set_office = gol_conflicts_page_set_office;
  page_class->changed = gol_conflicts_page_changed;
  page_class->set_narrow = gol_conflicts_page_set_narrow;
  page_class->is_busy = gol_conflicts_page_is_busy;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/golondrina/Golondrina/sync/gol-conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, none);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, paned);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, list);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, face);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, name);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, code);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, open);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, question);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, owner);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, refusal_words);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, claims);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, before);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, before_words);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, deciding);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, other_box);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, other_key);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, other);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, why);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, keys);
  gtk_widget_class_bind_template_child (widget_class, GolConflictsPage, decide);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, claim_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, claim_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
}

static void
gol_conflicts_page_init (GolConflictsPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GolPage *
gol_conflicts_page_new (void)
{
  return g_object_new (GOL_TYPE_CONFLICTS_PAGE, NULL);
}
