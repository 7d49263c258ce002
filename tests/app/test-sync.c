/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What offices disagree on, decided at the desktop; how the exchange stands, in words. */

#include <glib/gstdio.h>

#include "gol-conflicts-page.h"
#include "gol-exchange.h"
#include "gol-hub-server.h"
#include "gol-invitation.h"
#include "gol-store-private.h"
#include "gol-sync-keeper.h"
#include "gol-sync-page.h"
#include "gol-test-office.h"

/* ── Two offices, without a hub between them ── */

typedef struct
{
  GolTestOffice  here;
  GolTestOffice  there;
  GtkWindow     *window;
  GolPage       *page;
  const char    *worker;
  char          *toast;
  gboolean       undo;
} Fixture;

static void
toast_cb (GolPage    *page,
          const char *sentence,
          gboolean    undo,
          Fixture    *fixture)
{
  g_free (fixture->toast);
  fixture->toast = g_strdup (sentence);
  fixture->undo = undo;
}

static void
show_page (Fixture *fixture,
           GolPage *page)
{
  fixture->page = page;
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 1100, 700);
  gtk_window_set_child (fixture->window, GTK_WIDGET (page));
  g_signal_connect (page, "toast", G_CALLBACK (toast_cb), fixture);
  gol_page_set_office (page, fixture->here.office);
  gtk_window_present (fixture->window);
  gol_test_settle ();
}

static void
know_each_other (GolTestOffice *to,
                 GolTestOffice *from)
{
  const GolOfficeInfo *info = gol_office_get_info (from->office);
  g_autoptr(GError) error = NULL;

  gol_store_add_site (gol_office_get_store (to->office), info->site, 1, info->agency,
                      gol_exchange_get_site_key (gol_office_get_store (from->office))->public_key, &error);
  g_assert_no_error (error);
}

static void
give (GolTestOffice *from,
      GolTestOffice *to)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (gol_office_get_store (from->office), GOL_LOG_OPEN, 0, 500, 8000000, NULL, 0,
                                                            &error);

  g_assert_no_error (error);
  gol_store_apply (gol_office_get_store (to->office), changes, &error);
  g_assert_no_error (error);
  gol_office_tell_changed (to->office, NULL);
}

static void
write_phone (GolTestOffice *office,
             const char    *worker,
             const char    *field,
             const char    *text)
{
  g_autoptr(GolValues) values = gol_values_new ();
  g_autoptr(GError) error = NULL;

  gol_values_set_text (values, field, text);
  gol_office_save (office->office, worker, "contact", values, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture)
{
  *fixture = (Fixture) { { NULL } };
  gol_test_office_init (&fixture->here, 1);
  gol_test_office_init (&fixture->there, 0);
  fixture->worker = g_ptr_array_index (fixture->here.workers, 0);
  know_each_other (&fixture->here, &fixture->there);
  know_each_other (&fixture->there, &fixture->here);
  give (&fixture->here, &fixture->there);
}

static void
disagree (Fixture *fixture)
{
  write_phone (&fixture->here, fixture->worker, "phone_1", "961 176 5439");
  write_phone (&fixture->there, fixture->worker, "phone_1", "961 176 5493");
  give (&fixture->there, &fixture->here);
  gol_test_settle ();
}

static void
tear_down (Fixture *fixture)
{
  gpointer gone = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (fixture->page), &gone);
  gtk_window_destroy (fixture->window);
  gol_test_settle ();
  g_assert_null (gone);
  gol_test_office_clear (&fixture->here);
  gol_test_office_clear (&fixture->there);
  g_free (fixture->toast);
}

static void
assert_phone (GolTestOffice *office,
              const char    *worker,
              const char    *phone)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolRecord) record = gol_office_read (office->office, worker, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (gol_record_get_text (record, "contact.phone_1"), ==, phone);
}

static gboolean
shows (GtkWidget  *root,
       const char *text)
{
  g_autoptr(GPtrArray) widgets = gol_test_widgets (root);

  for (guint i = 0; i < widgets->len; i++)
    if (GTK_IS_LABEL (g_ptr_array_index (widgets, i)) && gtk_widget_get_mapped (g_ptr_array_index (widgets, i))
        && strstr (gtk_label_get_text (g_ptr_array_index (widgets, i)), text) != NULL)
      return TRUE;
  return FALSE;
}

/* ── Conflicts ── */

static void
test_decide (void)
{
  Fixture fixture;
  GolConflictsPage *page;
  GolUndoResult result = { 0 };
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  show_page (&fixture, gol_conflicts_page_new ());
  page = GOL_CONFLICTS_PAGE (fixture.page);
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 0);
  g_assert_true (shows (GTK_WIDGET (page), "Nothing to decide"));
  disagree (&fixture);
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 1);
  g_assert_true (shows (GTK_WIDGET (page), "+529611765439"));
  g_assert_true (shows (GTK_WIDGET (page), "+529611765493"));
  g_assert_true (shows (GTK_WIDGET (page), "Rosario Tum"));

  /* Nothing is chosen for her. */
  gol_conflicts_page_decide (page);
  gol_test_settle ();
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GPtrArray) conflicts = gol_office_conflicts (fixture.here.office, NULL, &error);
      GolConflict *conflict;
      g_autofree char *phone = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (conflicts->len, ==, 1);
      conflict = g_ptr_array_index (conflicts, 0);
      phone = g_strdup (((GolClaim *) g_ptr_array_index (conflict->claims, i))->value->text);
      gol_conflicts_page_choose (page, i);
      gol_conflicts_page_decide (page);
      gol_test_settle ();
      g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 0);
      g_assert_true (fixture.undo);
      assert_phone (&fixture.here, fixture.worker, phone);
      gol_office_undo (fixture.here.office, NULL, &result, &error);
      g_assert_no_error (error);
      gol_undo_result_clear (&result);
      gol_test_settle ();
      g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 1);
    }
  tear_down (&fixture);
}

static void
test_another (void)
{
  Fixture fixture;
  GolConflictsPage *page;

  set_up (&fixture);
  disagree (&fixture);
  show_page (&fixture, gol_conflicts_page_new ());
  page = GOL_CONFLICTS_PAGE (fixture.page);
  gol_conflicts_page_type (page, "12");
  gol_conflicts_page_decide (page);
  gol_test_settle ();
  g_assert_nonnull (fixture.toast);
  g_assert_false (fixture.undo);
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 1);
  gol_conflicts_page_type (page, "961 176 0000");
  g_assert_true (gol_page_is_busy (fixture.page));

  /* What comes in meanwhile takes nothing away from what she has typed. */
  write_phone (&fixture.there, fixture.worker, "phone_2", "961 176 1111");
  give (&fixture.there, &fixture.here);
  gol_test_settle ();
  g_assert_true (gol_page_is_busy (fixture.page));
  gol_conflicts_page_decide (page);
  gol_test_settle ();
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 0);
  assert_phone (&fixture.here, fixture.worker, "+529611760000");
  give (&fixture.here, &fixture.there);
  assert_phone (&fixture.there, fixture.worker, "+529611760000");
  tear_down (&fixture);
}

/* Another value came in while she looked: she is told, and sees it. */
static void
test_too_late (void)
{
  Fixture fixture;
  GolConflictsPage *page;

  set_up (&fixture);
  disagree (&fixture);
  show_page (&fixture, gol_conflicts_page_new ());
  page = GOL_CONFLICTS_PAGE (fixture.page);
  gol_conflicts_page_choose (page, 0);
  write_phone (&fixture.there, fixture.worker, "phone_1", "961 176 2222");
  {
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) changes = gol_exchange_read_changes (gol_office_get_store (fixture.there.office), GOL_LOG_OPEN, 0, 500, 8000000,
                                                              NULL, 0, &error);

    /* The page does not hear of it. */
    g_assert_no_error (error);
    gol_store_apply (gol_office_get_store (fixture.here.office), changes, &error);
    g_assert_no_error (error);
  }
  gol_conflicts_page_decide (page);
  gol_test_settle ();
  g_assert_nonnull (fixture.toast);
  g_assert_nonnull (strstr (fixture.toast, "come in since"));
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 1);
  g_assert_true (shows (GTK_WIDGET (page), "+529611762222"));
  tear_down (&fixture);
}

/* A figure, Enter, a figure, Enter: the keys stay with the page. */
static void
test_one_after_another (void)
{
  Fixture fixture;
  GolConflictsPage *page;

  set_up (&fixture);
  write_phone (&fixture.here, fixture.worker, "phone_2", "961 176 1111");
  write_phone (&fixture.there, fixture.worker, "phone_2", "961 176 2222");
  disagree (&fixture);
  show_page (&fixture, gol_conflicts_page_new ());
  page = GOL_CONFLICTS_PAGE (fixture.page);
  for (guint left = 2; left > 0; left--)
    {
      GtkWidget *card;

      g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, left);
      gol_conflicts_page_choose (page, 0);
      card = gtk_root_get_focus (GTK_ROOT (fixture.window));
      g_assert_true (GTK_IS_FLOW_BOX_CHILD (card));
      g_signal_emit_by_name (card, "activate");
      gol_test_settle ();
      if (left > 1)
        g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture.window)), GTK_WIDGET (page)));
    }
  g_assert_cmpuint (gol_conflicts_page_get_n (page), ==, 0);
  tear_down (&fixture);
}

/* From the record's page straight to the question. */
static void
test_from_record (void)
{
  Fixture fixture;
  GolWindow *window;
  GtkWidget *button;

  set_up (&fixture);
  disagree (&fixture);
  window = gol_test_window_new (&fixture.here);
  gol_shell_open_record (gol_window_get_shell (window), fixture.worker);
  gol_test_settle ();
  button = gol_test_find_button (GTK_WIDGET (window), "_Decide");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  gol_test_settle ();
  g_assert_true (GOL_IS_CONFLICTS_PAGE (gol_shell_get_page (gol_window_get_shell (window))));
  g_assert_true (shows (GTK_WIDGET (window), "+529611765493"));
  gol_test_window_free (window);
  gol_test_office_clear (&fixture.here);
  gol_test_office_clear (&fixture.there);
}

/* ── The exchange ── */

static void
keep_apart (Fixture    *fixture,
            const char *reason)
{
  static const guint8 seed[32] = { 5 };
  GolStore *store = gol_office_get_store (fixture->here.office);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (store, GOL_LOG_OPEN, 0, 1, 1000000, NULL, 0, &error);
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_receipt_free);
  const GolChange *change;
  GolSiteKey key;

  g_assert_no_error (error);
  gol_site_key_from_seed (&key, seed);
  change = g_ptr_array_index (changes, 0);
  g_ptr_array_add (receipts, gol_receipt_new (&change->header, change->hash, 1, change->header.hlc, GOL_RECEIPT_QUARANTINED, reason, &key));
  gol_exchange_take_receipts (store, receipts, key.public_key, &error);
  g_assert_no_error (error);
  gol_office_tell_changed (fixture->here.office, NULL);
  gol_test_settle ();
}

static void
test_sync_page (void)
{
  Fixture fixture;

  set_up (&fixture);
  show_page (&fixture, gol_sync_page_new ());
  g_assert_null (gol_sync_keeper_get_pairing (gol_sync_keeper_of (fixture.here.office)));
  g_assert_true (shows (GTK_WIDGET (fixture.page), "Join the exchange"));
  g_assert_false (shows (GTK_WIDGET (fixture.page), "Kept apart"));
  gol_sync_page_pair (GOL_SYNC_PAGE (fixture.page), "not an invitation");
  gol_test_settle ();
  g_assert_true (shows (GTK_WIDGET (fixture.page), "nvitation"));
  g_assert_null (gol_sync_keeper_get_pairing (gol_sync_keeper_of (fixture.here.office)));
  keep_apart (&fixture, "scope");
  g_assert_true (shows (GTK_WIDGET (fixture.page), "Kept apart"));
  g_assert_true (shows (GTK_WIDGET (fixture.page), gol_sync_reason_words ("scope")));
  tear_down (&fixture);
}

/* ── With a hub ── */

typedef struct
{
  char         *folder;
  GolClock     *clock;
  GolHub       *hub;
  GolHubServer *server;
  guint16       port;
} Hub;

static void
hub_init (Hub *hub)
{
  g_autoptr(GError) error = NULL;

  *hub = (Hub) { .folder = g_dir_make_tmp ("gol-hub-XXXXXX", &error), .clock = gol_clock_new_system () };
  g_assert_no_error (error);
  gol_hub_init (hub->folder, &error);
  g_assert_no_error (error);
  hub->hub = gol_hub_open (hub->folder, hub->clock, &error);
  g_assert_no_error (error);
  gol_hub_add_agency (hub->hub, "labour", "ministry", NULL, NULL, &error);
  g_assert_no_error (error);
  hub->server = gol_hub_server_new (hub->hub, &error);
  g_assert_no_error (error);
  gol_hub_server_listen (hub->server, "127.0.0.1", &hub->port, &error);
  g_assert_no_error (error);
}

static void
hub_clear (Hub *hub)
{
  g_autoptr(GDir) dir = g_dir_open (hub->folder, 0, NULL);
  const char *name;

  gol_hub_server_stop (hub->server);
  gol_hub_server_free (hub->server);
  gol_hub_close (hub->hub);
  g_object_unref (hub->clock);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (hub->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (hub->folder);
  g_free (hub->folder);
}

static char *
invite (Hub *hub)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *code = gol_hub_invite (hub->hub, "labour", &error);
  GolInvitation invitation = { (char *) "127.0.0.1", hub->port, code };

  g_assert_no_error (error);
  memcpy (invitation.hub_key, gol_hub_get_public_key (hub->hub), sizeof invitation.hub_key);
  return gol_invitation_format (&invitation);
}

/* The hub and the window share this thread; the client has its own. */
static void
wait_until_exchanged (GolOffice *office,
                      guint64    pushed)
{
  GolSyncKeeper *keeper = gol_sync_keeper_of (office);

  for (;;)
    {
      const GolSyncState *state = gol_sync_keeper_get_state (keeper);

      if (state->phase == GOL_SYNC_CURRENT && state->waiting == 0 && state->pushed >= pushed)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_exchange (void)
{
  Fixture fixture;
  Hub hub;
  GolWindow *window;
  GolPage *page;
  g_autofree char *line = NULL;
  guint64 pushed;

  hub_init (&hub);
  set_up (&fixture);
  line = invite (&hub);
  window = gol_test_window_new (&fixture.here);
  gol_shell_show (gol_window_get_shell (window), "sync");
  gol_test_settle ();
  page = gol_shell_get_page (gol_window_get_shell (window));
  g_assert_true (GOL_IS_SYNC_PAGE (page));
  gol_sync_page_pair (GOL_SYNC_PAGE (page), line);
  gol_test_settle ();
  g_assert_nonnull (gol_sync_keeper_get_pairing (gol_sync_keeper_of (fixture.here.office)));
  wait_until_exchanged (fixture.here.office, 1);
  gol_test_settle ();
  g_assert_true (shows (GTK_WIDGET (page), "Everything is exchanged."));
  g_assert_true (shows (GTK_WIDGET (page), "labour"));
  g_assert_false (shows (GTK_WIDGET (page), "Join the exchange"));

  /* What is saved is sent by itself. */
  pushed = gol_sync_keeper_get_state (gol_sync_keeper_of (fixture.here.office))->pushed;
  write_phone (&fixture.here, fixture.worker, "phone_1", "961 176 5439");
  wait_until_exchanged (fixture.here.office, pushed + 1);

  /* Its hub goes away, and the office is locked all the same. */
  hub_clear (&hub);
  gol_window_set_office (window, NULL);
  gol_test_window_free (window);
  gol_test_office_clear (&fixture.here);
  gol_test_office_clear (&fixture.there);
}

/* Each reason that docs/SYNC.md gives has a sentence of its own. */
static void
test_reasons (void)
{
  static const char * const reasons[] = { "section", "log", "writer", "behalf", "scope", "void", "reader" };
  g_autoptr(GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (sentences, (gpointer) gol_sync_reason_words ("something_new"));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_assert_true (g_hash_table_add (sentences, (gpointer) gol_sync_reason_words (reasons[i])));
}

int
main (int    argc,
      char **argv)
{
  gol_test_init (&argc, &argv);
  g_test_add_func ("/app/sync/decide", test_decide);
  g_test_add_func ("/app/sync/another", test_another);
  g_test_add_func ("/app/sync/too-late", test_too_late);
  g_test_add_func ("/app/sync/one-after-another", test_one_after_another);
  g_test_add_func ("/app/sync/from-record", test_from_record);
  g_test_add_func ("/app/sync/page", test_sync_page);
  g_test_add_func ("/app/sync/exchange", test_exchange);
  g_test_add_func ("/app/sync/reasons", test_reasons);
  return g_test_run ();
}
