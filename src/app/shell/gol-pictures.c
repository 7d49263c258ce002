/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-pictures.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "gol-async.h"
#include "gol-card.h"
#include "gol-conflicts-page.h"
#include "gol-enrolment-page.h"
#include "gol-error.h"
#include "gol-import-page.h"
#include "gol-list-page.h"
#include "gol-matching-page.h"
#include "gol-picture-conflicts.h"
#include "gol-picture-matching.h"
#include "gol-record-page.h"
#include "gol-today-page.h"

/* A page counts as drawn when nothing was asked for this long. */
#define SETTLE_MS 250
#define PATIENCE_MS 180000

gboolean
gol_pictures_shoot (GtkWindow   *window,
                    const char  *path,
                    GError     **error)
{
  GtkNative *native = GTK_NATIVE (window);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));

  g_return_val_if_fail (GTK_IS_WINDOW (window), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL || gtk_native_get_renderer (native) == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("The window has not been drawn yet."));
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The picture “%s” could not be written."), path);
      return FALSE;
    }
  return TRUE;
}

/* ── The round ── */

/* The day on which all pictures are taken. */
#define PICTURED { 2026, 11, 23 }

typedef struct _Round Round;
typedef void (*Arrange) (Round *round);

struct _Round
{
  GolWindow       *window;
  char            *dir;
  char            *offices;  /* where the pictured offices are made, for the time being */
  guint            step;
  gint64           since;    /* when it was last busy */
  gint64           began;
  gint64           frame;    /* the window's last one before the page was arranged */
  gboolean         failed;
  GolPicturesDone  done;
  gpointer         data;
};

static GolListPage *
list_of (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));

  g_return_val_if_fail (GOL_IS_LIST_PAGE (page), NULL);

  return GOL_LIST_PAGE (page);
}

static void
show (Round      *round,
      const char *page)
{
  gol_shell_show (gol_window_get_shell (round->window), page);
}

static void
arrange_welcome (Round *round)
{
  gol_window_show_folder (round->window, NULL);
}

static void
arrange_create (Round *round)
{
  gol_window_show_create (round->window);
}

/* ── An office with nothing in it ── */

static void
empty_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const GolOfficeInfo info = {
    .kind = (char *) "ministry", .country = (char *) "MX", .name = (char *) "Secretaría del Trabajo", .demonstration = TRUE,
  };
  g_autoptr(GolClock) clock = gol_clock_new_system ();
  GError *error = NULL;
  GolOffice *office = gol_office_create (data, &info, "Marisol Utrera", "golondrina", clock, NULL, &error);

  if (office != NULL)
    g_task_return_pointer (task, office, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
empty_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Round *round = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GolOffice) office = g_task_propagate_pointer (G_TASK (result), &error);

  gol_busy_end ();
  if (office != NULL)
    gol_window_set_office (round->window, office);
  else
    {
      g_printerr ("%s\n", error->message);
      round->failed = TRUE;
    }
}

static void
arrange_empty (Round *round)
{
  g_autoptr(GTask) task = g_task_new (round->window, NULL, empty_cb, round);

  g_task_set_task_data (task, g_build_filename (round->offices, "empty", NULL), g_free);
  gol_busy_begin ();
  g_task_run_in_thread (task, empty_in_thread);
}

static void
arrange_empty_workers (Round *round)
{
  show (round, "workers");
}

static void
arrange_empty_orders (Round *round)
{
  show (round, "orders");
}

static void
arrange_demonstration (Round *round)
{
  gol_window_set_office (round->window, NULL);
  gol_window_show_folder (round->window, NULL);
  gol_window_open_demonstration (round->window, round->offices, (GolDate) PICTURED);
}

/* ── Today and where it leads ── */

static void
arrange_today (Round *round)
{
  show (round, "today");
}

static void
arrange_placements (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));

  g_return_if_fail (GOL_IS_TODAY_PAGE (page));
  gol_today_page_open (GOL_TODAY_PAGE (page), "late");
}

static void
arrange_placements_preview (Round *round)
{
  gol_list_page_select (list_of (round), 1);
}

static void
arrange_today_dark (Round *round)
{
  show (round, "today");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
arrange_today_right_to_left (Round *round)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
arrange_left_to_right (Round *round)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* ── Workers ── */

static void
arrange_workers (Round *round)
{
  show (round, "workers");
}

static void
arrange_workers_chosen (Round *round)
{
  gol_list_page_sort (list_of (round), "~due", FALSE);
  gol_list_page_filter (list_of (round), "~status", "in_progress");
}

static void
arrange_workers_preview (Round *round)
{
  gol_list_page_select (list_of (round), 3);
}

static void
arrange_workers_nobody (Round *round)
{
  gol_list_page_set_search (list_of (round), "zzzzzz");
}

static void
arrange_workers_again (Round *round)
{
  gol_list_page_set_search (list_of (round), "");
}

static void
arrange_worker (Round *round)
{
  gol_list_page_select (list_of (round), 2);
  gol_list_page_step (list_of (round), 1);
}

static void
arrange_worker_unsaved (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));
  GolSectionForm *form;

  g_return_if_fail (GOL_IS_RECORD_PAGE (page));
  form = gol_record_page_find_form (GOL_RECORD_PAGE (page), NULL, "contact");
  gol_field_editor_type (gol_section_form_find (form, "community"), "El Carmen");
  gol_field_editor_type (gol_section_form_find (form, "phone_2"), "12");
  gol_record_page_go_to (GOL_RECORD_PAGE (page), NULL, "contact");
}

static void
arrange_worker_again (Round *round)
{
  gol_shell_go_back (gol_window_get_shell (round->window));
  arrange_worker (round);
}

static void
arrange_dark (Round *round)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
arrange_right_to_left (Round *round)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
arrange_list_right_to_left (Round *round)
{
  gol_shell_go_back (gol_window_get_shell (round->window));
}

/* ── Enrolment ── */

static GolEnrolmentPage *
enrolment_of (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));

  g_return_val_if_fail (GOL_IS_ENROLMENT_PAGE (page), NULL);

  return GOL_ENROLMENT_PAGE (page);
}

static void
type (Round      *round,
      const char *path,
      const char *text)
{
  gol_field_editor_type (gol_enrolment_form_find (gol_enrolment_page_get_form (enrolment_of (round)), path), text);
}

static void
arrange_enrolment (Round *round)
{
  show (round, "workers");
  gol_shell_enrol (gol_window_get_shell (round->window));
}

/* A passport whose number was misread by one letter, beside a telephone that is none. */
static void
arrange_enrolment_doubted (Round *round)
{
  gol_mrz_reader_set_text (gol_enrolment_page_get_reader (enrolment_of (round)),
                           "P<MEXXICALE<CRUZ<<MARIA<DEL<CARMEN<<<<<<<<<<\n"
                           "G4O9173628MEX9208142F3103050<<<<<<<<<<<<<<00\n");
  type (round, "contact.phone_1", "12");
}

static void
arrange_enrolment_read (Round *round)
{
  gol_mrz_reader_set_text (gol_enrolment_page_get_reader (enrolment_of (round)),
                           "P<MEXXICALE<CRUZ<<MARIA<DEL<CARMEN<<<<<<<<<<\n"
                           "G409173628MEX9208142F3103050<<<<<<<<<<<<<<00\n");
  type (round, "name_photo.given_names", "María del Carmen");
  type (round, "identity_numbers.national_number", "XICC920814MTLCRR08");
  type (round, "contact.phone_1", "961 176 5439");
  type (round, "contact.admin_2", "Huamantla");
}

static gpointer
alike_func (GolOffice     *office,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return gol_office_read_id (office, gol_dictionary_find_entity ("worker"), 3, error);
}

/* The third worker once more, under a name that was written down by ear. */
static void
alike_cb (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  static const char * const paths[] = { "name_photo.given_names", "name_photo.surname_1", "name_photo.surname_2", "civil.sex",
                                        "civil.birth_date" };
  Round *round = g_object_get_data (owner, "gol-round");
  g_autoptr(GolRecord) record = result;

  for (guint i = 0; record != NULL && i < G_N_ELEMENTS (paths); i++)
    {
      const char *text = gol_record_get_text (record, paths[i]);
      g_auto(GStrv) pieces = g_strsplit (text != NULL ? text : "", "z", -1);
      g_autofree char *heard = g_strjoinv ("s", pieces);

      type (round, paths[i], heard);
    }
}

static void
arrange_enrolment_alike (Round *round)
{
  gol_mrz_reader_set_text (gol_enrolment_page_get_reader (enrolment_of (round)), "");
  gol_consent_form_give (gol_enrolment_page_get_consent (enrolment_of (round)), "programme", TRUE);
  g_object_set_data (G_OBJECT (round->window), "gol-round", round);
  gol_run (round->window, gol_window_get_office (round->window), alike_func, NULL, NULL, (GDestroyNotify) gol_record_free, NULL, alike_cb);
}

static void
arrange_enrolment_small (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1024, 700);
}

static void
arrange_enrolment_right_to_left (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1366, 820);
  arrange_right_to_left (round);
}

/* ── Orders, import, office ── */

static void
arrange_orders (Round *round)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  show (round, "orders");
}

static void
arrange_order (Round *round)
{
  gol_list_page_select (list_of (round), 0);
  gol_list_page_step (list_of (round), 1);
}

/* ── People for an order ── */

static gpointer
open_order_func (GolOffice     *office,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return gol_picture_find_order (office, cancellable, error);
}

static void
open_order_cb (gpointer      owner,
               gpointer      result,
               const GError *error)
{
  g_autofree char *order = result;

  if (order != NULL)
    gol_page_find_people (gol_shell_get_page (gol_window_get_shell (owner)), order);
}

static void
arrange_matching (Round *round)
{
  gol_run (round->window, gol_window_get_office (round->window), open_order_func, NULL, NULL, g_free, NULL, open_order_cb);
}

static GolMatchingPage *
matching_of (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));

  g_return_val_if_fail (GOL_IS_MATCHING_PAGE (page), NULL);

  return GOL_MATCHING_PAGE (page);
}

static void
arrange_matching_placed (Round *round)
{
  const GolMatching *matching = gol_matching_page_get_matching (matching_of (round));

  if (matching != NULL && matching->people->len > 0)
    gol_matching_page_place (matching_of (round), ((GolCandidate *) matching->people->pdata[0])->worker);
}

/* Whoever is placed already is found, with the reason. */
static void
arrange_matching_found (Round *round)
{
  const GolMatching *matching = gol_matching_page_get_matching (matching_of (round));

  if (matching != NULL && matching->placed->len > 0)
    gol_matching_page_type (matching_of (round), ((GolCandidate *) matching->placed->pdata[0])->code);
}

static void
arrange_large (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1366, 820);
}

static void
arrange_matching_small (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1024, 700);
  gol_matching_page_type (matching_of (round), "");
}

static void
arrange_import (Round *round)
{
  show (round, "import");
}

static void
arrange_import_tried (Round *round)
{
  g_autofree char *path = g_build_filename (round->dir, "list.csv", NULL);
  static const char sheet[] =
    "NOMBRES;APELLIDO PATERNO;APELLIDO MATERNO;SEXO;FECHA DE NACIMIENTO;MUNICIPIO;TELÉFONO;OBSERVACIONES\n"
    "Ana Lucrecia;Tzul;Batz;M;12/08/1995;Huamantla;961 176 5439;\n"
    "Marvin;Ajpop;Say;H;23/11/1988;Huamantla;961 176 5440;\n"
    ";Velásquez;Chaj;M;27/02/1999;Apizaco;961 176 5441;\n"
    "Kevin Abel;Norato;Vicente;H;14/06/2015;Tlaxcala;961 176 5442;\n"
    "Rutilio;Baquiax;Pú;H;31/02/1994;Apizaco;961 176 5443;\n"
    "Dora Alicia;Sapón;García;M;19/07/1990;Huamantla;12;\n";

  if (g_file_set_contents (path, sheet, -1, NULL))
    gol_import_page_open (GOL_IMPORT_PAGE (gol_shell_get_page (gol_window_get_shell (round->window))), path, "worker");
}

static void
arrange_office (Round *round)
{
  show (round, "office");
}

static void
arrange_small (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1024, 700);
  show (round, "workers");
}

static void
arrange_small_today (Round *round)
{
  show (round, "today");
}

static void
arrange_small_placements (Round *round)
{
  show (round, "placements");
}

static void
arrange_small_worker (Round *round)
{
  arrange_worker (round);
}

/* ── What another office wrote ── */

static gpointer
disagree_func (GolOffice     *office,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return GINT_TO_POINTER (gol_picture_disagree (office, data, error));
}

static void
disagreed_cb (gpointer      owner,
              gpointer      result,
              const GError *error)
{
  GolWindow *window = owner;

  if (error != NULL)
    g_printerr ("%s\n", error->message);
  gol_office_tell_changed (gol_window_get_office (window), NULL);
}

static void
arrange_disagree (Round *round)
{
  gol_run (round->window, gol_window_get_office (round->window), disagree_func, g_build_filename (round->offices, "other", NULL), g_free,
           NULL, NULL, disagreed_cb);
}

static void
arrange_conflicts_none (Round *round)
{
  arrange_left_to_right (round);
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1366, 820);
  show (round, "conflicts");
}

static void
arrange_conflicts (Round *round)
{
  show (round, "conflicts");
}

static void
arrange_conflict_chosen (Round *round)
{
  GolPage *page = gol_shell_get_page (gol_window_get_shell (round->window));

  g_return_if_fail (GOL_IS_CONFLICTS_PAGE (page));
  gol_conflicts_page_choose (GOL_CONFLICTS_PAGE (page), 1);
}

static void
arrange_sync (Round *round)
{
  show (round, "sync");
}

static void
arrange_conflicts_right_to_left (Round *round)
{
  arrange_right_to_left (round);
  show (round, "conflicts");
}

static void
arrange_sync_large (Round *round)
{
  arrange_left_to_right (round);
  show (round, "sync");
}

static void
arrange_conflicts_small (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1024, 700);
  show (round, "conflicts");
}

/* ── The printed card ── */

static gpointer
card_func (GolOffice     *office,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_card_free);
  g_autoptr(GolRecord) worker = gol_office_read_id (office, gol_dictionary_find_entity ("worker"), 1, error);

  if (worker == NULL)
    return NULL;
  g_ptr_array_add (cards, gol_card_new (office, worker));
  return GINT_TO_POINTER (gol_card_write_pdf (cards, data, error));
}

static void
carded_cb (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  if (error != NULL)
    g_printerr ("%s\n", error->message);
}

static void
arrange_card (Round *round)
{
  gol_run (round->window, gol_window_get_office (round->window), card_func, g_build_filename (round->dir, "worker-card.pdf", NULL),
           g_free, NULL, NULL, carded_cb);
}

static void
arrange_unlock (Round *round)
{
  gtk_window_set_default_size (GTK_WINDOW (round->window), 1366, 820);
  gol_window_set_office (round->window, NULL);
}

static const struct
{
  const char *name;     /* of the picture; NULL: none is taken */
  Arrange     arrange;
} steps[] = {
  { "01-welcome", arrange_welcome },
  { "02-create", arrange_create },
  { "02-today-empty", arrange_empty },
  { "03-workers-empty", arrange_empty_workers },
  { "04-orders-empty", arrange_empty_orders },
  { NULL, arrange_demonstration },
  { "05-today", arrange_today },
  { NULL, arrange_placements },
  { "05-placements", arrange_placements_preview },
  { "05-today-dark", arrange_today_dark },
  { "05-today-right-to-left", arrange_today_right_to_left },
  { NULL, arrange_left_to_right },
  { "05-workers", arrange_workers },
  { NULL, arrange_workers_chosen },
  { "06-workers-filtered", arrange_workers_preview },
  { "07-workers-nobody", arrange_workers_nobody },
  { NULL, arrange_workers_again },
  { "08-worker", arrange_worker },
  { "09-worker-unsaved", arrange_worker_unsaved },
  { NULL, arrange_worker_again },
  { "10-worker-dark", arrange_dark },
  { "11-worker-right-to-left", arrange_right_to_left },
  { "12-workers-right-to-left", arrange_list_right_to_left },
  { "13-orders", arrange_orders },
  { "14-order", arrange_order },
  { "14-matching", arrange_matching },
  { "14-matching-dark", arrange_dark },
  { "14-matching-right-to-left", arrange_right_to_left },
  { NULL, arrange_left_to_right },
  { "14-matching-placed", arrange_matching_placed },
  { "14-matching-found", arrange_matching_found },
  { "14-matching-small", arrange_matching_small },
  { NULL, arrange_large },
  { "15-import", arrange_import },
  { "16-import-tried", arrange_import_tried },
  { "17-office", arrange_office },
  { "18-workers-small", arrange_small },
  { "18-today-small", arrange_small_today },
  { "18-placements-small", arrange_small_placements },
  { NULL, arrange_small },
  { "19-worker-small", arrange_small_worker },
  { "20-enrolment", arrange_enrolment },
  { "21-enrolment-doubted", arrange_enrolment_doubted },
  { "22-enrolment-read", arrange_enrolment_read },
  { "23-enrolment-alike", arrange_enrolment_alike },
  { "24-enrolment-small", arrange_enrolment_small },
  { "25-enrolment-right-to-left", arrange_enrolment_right_to_left },
  { "30-conflicts-none", arrange_conflicts_none },
  { NULL, arrange_disagree },
  { "31-conflicts", arrange_conflicts },
  { "32-conflicts-chosen", arrange_conflict_chosen },
  { "33-conflicts-dark", arrange_dark },
  { "34-sync-dark", arrange_sync },
  { "35-conflicts-right-to-left", arrange_conflicts_right_to_left },
  { "36-sync", arrange_sync_large },
  { "37-conflicts-small", arrange_conflicts_small },
  { NULL, arrange_card },
  { "40-unlock", arrange_unlock },
};

static void
remove_folder (const char *dir)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (dir);
}

static gboolean
finish (Round *round,
        int    status)
{
  g_autofree char *sheet = g_build_filename (round->dir, "list.csv", NULL);

  g_remove (sheet);
  remove_folder (round->offices);
  round->done (status, round->data);
  g_object_unref (round->window);
  g_free (round->dir);
  g_free (round->offices);
  g_free (round);
  return G_SOURCE_REMOVE;
}

static gboolean
shoot_step (Round *round)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (steps[round->step].name == NULL)
    return TRUE;
  name = g_strconcat (steps[round->step].name, ".png", NULL);
  path = g_build_filename (round->dir, name, NULL);
  if (gol_pictures_shoot (GTK_WINDOW (round->window), path, &error))
    return TRUE;
  g_printerr ("%s\n", error->message);
  return FALSE;
}

/* 0: the window has drawn nothing. */
static gint64
last_frame (Round *round)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (round->window));

  return clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : 0;
}

static void
arrange (Round *round)
{
  round->frame = last_frame (round);
  steps[round->step].arrange (round);
  gtk_widget_queue_draw (GTK_WIDGET (round->window));
  round->began = round->since = g_get_monotonic_time () / 1000;
}

static gboolean
watch_cb (gpointer data)
{
  Round *round = data;
  gint64 now = g_get_monotonic_time () / 1000;
  /* On a machine that has much to do, nothing asked for does not mean that all is on the screen. */
  gboolean busy = gol_busy_count () > 0 || last_frame (round) <= round->frame;

  if (busy)
    round->since = now;
  if (busy && now - round->began > PATIENCE_MS)
    {
      g_printerr ("%s\n", _("A page did not come to rest; no picture was taken of it."));
      return finish (round, 3);
    }
  if (now - round->since < SETTLE_MS)
    return G_SOURCE_CONTINUE;
  if (round->failed || !shoot_step (round))
    return finish (round, 3);
  if (steps[round->step].arrange == arrange_demonstration && gol_window_get_shell (round->window) == NULL)
    {
      g_printerr ("%s\n", _("The demonstration could not be opened."));
      return finish (round, 3);
    }
  round->step++;
  if (round->step >= G_N_ELEMENTS (steps))
    return finish (round, 0);
  arrange (round);
  return G_SOURCE_CONTINUE;
}

void
gol_pictures_take (GolWindow       *window,
                   const char      *dir,
                   GolPicturesDone  done,
                   gpointer         user_data)
{
  g_autofree char *offices = NULL;
  Round *round;

  g_return_if_fail (GOL_IS_WINDOW (window));
  g_return_if_fail (dir != NULL);
  g_return_if_fail (done != NULL);

  offices = g_dir_make_tmp ("golondrina-XXXXXX", NULL);
  if (offices == NULL || g_mkdir_with_parents (dir, 0755) != 0)
    {
      g_printerr (_("The folder “%s” could not be made: %s\n"), dir, g_strerror (errno));
      done (3, user_data);
      return;
    }
  round = g_new0 (Round, 1);
  round->window = g_object_ref (window);
  round->dir = g_strdup (dir);
  round->offices = g_steal_pointer (&offices);
  round->done = done;
  round->data = user_data;
  /* Nothing moves and nothing blinks, so that equal pages give equal pictures. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 820);
  gtk_window_present (GTK_WINDOW (window));
  arrange (round);
  g_timeout_add (20, watch_cb, round);
}
