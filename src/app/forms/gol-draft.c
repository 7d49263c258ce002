/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-draft.h"

#include "gol-async.h"

#define PAUSE_MS 600

struct _GolDraft
{
  GObject    parent_instance;

  GolOffice *office;
  char      *key;
  char      *text;        /* (nullable): as it is to be */
  char      *stored;      /* (nullable): as the file has it */
  guint      source;
  gboolean   writing;
  gboolean   leaving;     /* holds on to itself until all is written */
};

G_DEFINE_FINAL_TYPE (GolDraft, gol_draft, G_TYPE_OBJECT)

enum
{
  LOADED,
  KEPT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void write_soon (GolDraft *self);

/* ── Writing ── */

typedef struct
{
  char *key;
  char *text;
} Note;

static void
note_free (Note *note)
{
  g_free (note->key);
  g_free (note->text);
  g_free (note);
}

static gpointer
write_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Note *note = data;
  GolStore *store = gol_office_get_store (office);

  return GINT_TO_POINTER (store != NULL && gol_store_set_note (store, note->key, note->text, error));
}

static void
written_cb (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  GolDraft *self = owner;

  self->writing = FALSE;
  /* A draft that could not be kept is tried again with the next letter. */
  if (result == NULL)
    g_clear_pointer (&self->stored, g_free);
  else if (!gol_draft_is_pending (self))
    g_signal_emit (self, signals[KEPT], 0);
  else if (self->leaving)
    gol_draft_flush (self);
  else
    write_soon (self);
  if (self->leaving && !self->writing)
    g_object_unref (self);
}

static void
stop (GolDraft *self)
{
  if (self->source == 0)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  gol_busy_end ();
}

void
gol_draft_flush (GolDraft *self)
{
  Note *note;

  g_return_if_fail (GOL_IS_DRAFT (self));

  stop (self);
  if (self->writing && !self->leaving && g_strcmp0 (self->text, self->stored) != 0)
    self->leaving = g_object_ref (self) != NULL;
  if (self->writing || g_strcmp0 (self->text, self->stored) == 0)
    return;
  note = g_new0 (Note, 1);
  note->key = g_strdup (self->key);
  note->text = g_strdup (self->text);
  g_free (self->stored);
  self->stored = g_strdup (self->text);
  self->writing = TRUE;
  gol_run (self, self->office, write_func, note, (GDestroyNotify) note_free, NULL, NULL, written_cb);
}

static gboolean
write_cb (gpointer data)
{
  gol_draft_flush (data);
  return G_SOURCE_CONTINUE;   /* flushing has removed it */
}

static void
write_soon (GolDraft *self)
{
  stop (self);
  gol_busy_begin ();
  self->source = g_timeout_add (PAUSE_MS, write_cb, self);
}

void
gol_draft_set (GolDraft   *self,
               const char *text)
{
  g_return_if_fail (GOL_IS_DRAFT (self));

  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  write_soon (self);
}

gboolean
gol_draft_is_pending (GolDraft *self)
{
  g_return_val_if_fail (GOL_IS_DRAFT (self), FALSE);

  return self->writing || g_strcmp0 (self->text, self->stored) != 0;
}

/* ── What was kept ── */

static gpointer
load_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  GolStore *store = gol_office_get_store (office);

  return store != NULL ? gol_store_get_note (store, data, error) : NULL;
}

static void
loaded_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  GolDraft *self = owner;
  g_autofree char *kept = result;

  /* She has begun to type already: hers goes before. */
  if (kept == NULL || self->text != NULL)
    return;
  self->text = g_strdup (kept);
  self->stored = g_strdup (kept);
  g_signal_emit (self, signals[LOADED], 0, kept);
}

/* ── Type ── */

static void
gol_draft_finalize (GObject *object)
{
  GolDraft *self = GOL_DRAFT (object);

  stop (self);
  g_clear_object (&self->office);
  g_free (self->key);
  g_free (self->text);
  g_free (self->stored);
  G_OBJECT_CLASS (gol_draft_parent_class)->finalize (object);
}

static void
gol_draft_class_init (GolDraftClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gol_draft_finalize;
  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[KEPT] = g_signal_new ("kept", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gol_draft_init (GolDraft *self)
{
}

GolDraft *
gol_draft_new (GolOffice  *office,
               const char *key)
{
  GolDraft *self;

  g_return_val_if_fail (GOL_IS_OFFICE (office), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (GOL_TYPE_DRAFT, NULL);
  self->office = g_object_ref (office);
  self->key = g_strdup (key);
  gol_run (self, office, load_func, g_strdup (key), g_free, g_free, NULL, loaded_cb);
  return self;
}
