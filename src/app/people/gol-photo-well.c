/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-photo-well.h"

#include <glib/gi18n-lib.h>

#include "gol-async.h"
#include "gol-compat.h"
#include "gol-error.h"

#define WIDTH      240     /* 35 × 45 mm at some 170 dots an inch */
#define HEIGHT     309
#define MOST_BYTES (16 * 1024)
#define MOST_READ  (64 * 1024 * 1024)

struct _GolPhotoWell
{
  AdwBin        parent_instance;

  char         *base64;        /* (nullable) */
  GCancellable *cancellable;   /* of the picture that is being read */

  GtkWidget    *well;
  GtkWidget    *picture;
  GtkWidget    *stack;
  GtkWidget    *remove;
};

G_DEFINE_FINAL_TYPE (GolPhotoWell, gol_photo_well, ADW_TYPE_BIN)

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ── Making a portrait of a picture, in a thread ── */

/* The middle of it, a little above: heads are there. */
static GdkPixbuf *
cut (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  int cut_width = MIN (width, height * WIDTH / HEIGHT), cut_height = MIN (height, width * HEIGHT / WIDTH);
  g_autoptr(GdkPixbuf) middle = NULL;

  middle = gdk_pixbuf_new_subpixbuf (picture, (width - cut_width) / 2, (height - cut_height) / 3, MAX (cut_width, 1),
                                     MAX (cut_height, 1));
  return gdk_pixbuf_scale_simple (middle, WIDTH, HEIGHT, GDK_INTERP_BILINEAR);
}

/* The best of the qualities that is small enough. */
static char *
compress (GdkPixbuf  *portrait,
          GError    **error)
{
  static const char * const qualities[] = { "88", "80", "70", "60", "50", "40", "30", "20" };

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      g_autofree char *jpeg = NULL;
      gsize length;

      if (!gdk_pixbuf_save_to_buffer (portrait, &jpeg, &length, "jpeg", error, "quality", qualities[i], NULL))
        return NULL;
      if (length <= MOST_BYTES)
        return g_base64_encode ((guchar *) jpeg, length);
    }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The picture could not be made small enough for a portrait."));
  return NULL;
}

static void
shrink_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GBytes *bytes = data;
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GdkPixbuf) read = gdk_pixbuf_new_from_stream (stream, cancellable, NULL);
  g_autoptr(GdkPixbuf) upright = read != NULL ? gdk_pixbuf_apply_embedded_orientation (read) : NULL;
  g_autoptr(GdkPixbuf) portrait = upright != NULL ? cut (upright) : NULL;
  GError *error = NULL;
  char *base64;

  if (portrait == NULL)
    {
      g_task_return_new_error (task, GOL_ERROR, GOL_ERROR_INVALID, "%s", _("That is no picture that can be read here: take a JPEG or PNG."));
      return;
    }
  base64 = compress (portrait, &error);
  if (base64 != NULL)
    g_task_return_pointer (task, base64, g_free);
  else
    g_task_return_error (task, error);
}

static void
shrunk_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GolPhotoWell *self = GOL_PHOTO_WELL (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *base64 = g_task_propagate_pointer (G_TASK (result), &error);

  gol_busy_end ();
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  gol_photo_well_set (self, base64);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take (GolPhotoWell *self,
      GBytes       *bytes)
{
  g_autoptr(GTask) task = g_task_new (self, gol_renew_cancellable (&self->cancellable), shrunk_cb, NULL);

  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  gol_busy_begin ();
  g_task_run_in_thread (task, shrink_in_thread);
}

/* ── Files ── */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GolPhotoWell) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  gol_busy_end ();
  if (bytes != NULL)
    take (self, bytes);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
sized_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GolPhotoWell) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info != NULL && g_file_info_get_size (info) > MOST_READ)
    g_set_error_literal (&error, GOL_ERROR, GOL_ERROR_INVALID, _("That file is too large for a picture of one person."));
  if (error == NULL)
    {
      g_file_load_bytes_async (G_FILE (source), self->cancellable, loaded_cb, g_object_ref (self));
      return;
    }
  gol_busy_end ();
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

void
gol_photo_well_open (GolPhotoWell *self,
                     GFile        *file)
{
  g_return_if_fail (GOL_IS_PHOTO_WELL (self));
  g_return_if_fail (G_IS_FILE (file));

  gol_busy_begin ();
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           gol_renew_cancellable (&self->cancellable), sized_cb, g_object_ref (self));
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GFile) file = gol_pick_file_finish (result);

  if (file != NULL)
    gol_photo_well_open (GOL_PHOTO_WELL (source), file);
}

static void
choose_cb (GtkButton    *button,
           GolPhotoWell *self)
{
  static const char * const suffixes[] = { "jpg", "jpeg", "png", "webp", NULL };

  gol_pick_file_async (GTK_WIDGET (self), _("Picture of the Person"), GOL_PICK_OPEN, NULL, _("Pictures"), suffixes, picked_cb, NULL);
}

/* ── Clipboard and drops ── */

static void
take_texture (GolPhotoWell *self,
              GdkTexture   *texture)
{
  g_autoptr(GBytes) png = gdk_texture_save_to_png_bytes (texture);

  take (self, png);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GolPhotoWell) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) told = NULL;
  g_autoptr(GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);

  if (texture != NULL)
    {
      take_texture (self, texture);
      return;
    }
  told = g_error_new_literal (GOL_ERROR, GOL_ERROR_INVALID, _("There is no picture in the clipboard: copy one first."));
  g_signal_emit (self, signals[FAILED], 0, told);
}

void
gol_photo_well_paste (GolPhotoWell *self)
{
  g_return_if_fail (GOL_IS_PHOTO_WELL (self));

  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb, g_object_ref (self));
}

static gboolean
paste_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  gol_photo_well_paste (data);
  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GolPhotoWell  *self)
{
  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    gol_photo_well_open (self, g_value_get_object (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    take_texture (self, g_value_get_object (value));
  return TRUE;
}

/* ── What is there ── */

static void
remove_cb (GtkButton    *button,
           GolPhotoWell *self)
{
  gol_photo_well_set (self, NULL);
  gtk_widget_grab_focus (self->well);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
gol_photo_well_get (GolPhotoWell *self)
{
  g_return_val_if_fail (GOL_IS_PHOTO_WELL (self), NULL);

  return self->base64;
}

void
gol_photo_well_set (GolPhotoWell *self,
                    const char   *base64)
{
  g_autoptr(GdkTexture) texture = NULL;

  g_return_if_fail (GOL_IS_PHOTO_WELL (self));

  g_cancellable_cancel (self->cancellable);
  if (base64 != NULL && *base64 != '\0')
    {
      gsize length;
      guchar *jpeg = g_base64_decode (base64, &length);
      g_autoptr(GBytes) bytes = g_bytes_new_take (jpeg, length);

      texture = gdk_texture_new_from_bytes (bytes, NULL);
    }
  g_free (self->base64);
  self->base64 = texture != NULL ? g_strdup (base64) : NULL;
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), texture != NULL ? "picture" : "empty");
  gtk_widget_set_visible (self->remove, texture != NULL);
}

/* ── Making ── */

static GtkWidget *
new_text (const char *words,
          const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_empty (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("avatar-default-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 40);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_text (_("Drop the photo here"), "heading"));
  gtk_box_append (GTK_BOX (box), new_text (_("or choose a file, or paste it"), "secondary"));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
add_ways_in (GolPhotoWell *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { G_TYPE_FILE, GDK_TYPE_TEXTURE };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->well, GTK_EVENT_CONTROLLER (target));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (paste_cb, self, NULL)));
  gtk_widget_add_controller (self->well, keys);
}

static void
gol_photo_well_dispose (GObject *object)
{
  GolPhotoWell *self = GOL_PHOTO_WELL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->base64, g_free);
  G_OBJECT_CLASS (gol_photo_well_parent_class)->dispose (object);
}

static void
gol_photo_well_class_init (GolPhotoWellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gol_photo_well_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gol_photo_well_init (GolPhotoWell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->stack = gtk_stack_new ();
  self->picture = gtk_picture_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Portrait"), -1);
  gtk_stack_add_named (GTK_STACK (self->stack), new_empty (), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), self->picture, "picture");
  self->well = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->well), self->stack);
  gtk_widget_set_size_request (self->well, 140, 180);
  gtk_widget_add_css_class (self->well, "gol-photo");
  gtk_widget_set_tooltip_text (self->well, _("Choose a file; Ctrl+V pastes. Only the face is kept, 35 × 45, without place or time of the camera."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->well), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Portrait: choose a file"), -1);
  g_signal_connect (self->well, "clicked", G_CALLBACK (choose_cb), self);
  self->remove = gtk_button_new_with_mnemonic (_("Take _Away"));
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_visible (self->remove, FALSE);
  g_signal_connect (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  add_ways_in (self);
  gtk_box_append (GTK_BOX (box), self->well);
  gtk_box_append (GTK_BOX (box), self->remove);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gol_photo_well_new (void)
{
  return g_object_new (GOL_TYPE_PHOTO_WELL, NULL);
}
