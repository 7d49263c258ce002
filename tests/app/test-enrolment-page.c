/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The enrolment page: what a reader types, what is filled and what is left alone, who is like her, how she is stored, what is kept. */

#include <string.h>

#include "gol-enrolment-page.h"
#include "gol-test-office.h"

#define LINE_1 "P<MEXXICALE<CRUZ<<MARIA<DEL<CARMEN<<<<<<<<<<"
#define LINE_2 "G409173628MEX9208142F3103050<<<<<<<<<<<<<<00"
/* O for 0 in the number. */
#define DOUBTED "G4O9173628MEX9208142F3103050<<<<<<<<<<<<<<00"

typedef struct
{
  GolTestOffice     office;
  GolWindow        *window;
  GolEnrolmentPage *page;
} Fixture;

static void
open_page (Fixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "enrol", NULL);
  gol_test_settle ();
  fixture->page = GOL_ENROLMENT_PAGE (gol_shell_get_page (gol_window_get_shell (fixture->window)));
  g_assert_true (GOL_IS_ENROLMENT_PAGE (fixture->page));
}

static void
set_up (Fixture *fixture,
        guint    n_workers)
{
  gol_test_office_init (&fixture->office, n_workers);
  fixture->window = gol_test_window_new (&fixture->office);
  open_page (fixture);
}

static void
tear_down (Fixture *fixture)
{
  gol_test_window_free (fixture->window);
  gol_test_office_clear (&fixture->office);
}

/* For tests that store nobody: making an office takes its time. */
static Fixture shared;

static void
set_up_shared (Fixture *fixture)
{
  if (shared.window == NULL)
    set_up (&shared, 0);
  *fixture = shared;
  g_signal_emit_by_name (gol_test_find_button (GTK_WIDGET (fixture->page), "_Throw It Away"), "clicked");
  gol_mrz_reader_focus (gol_enrolment_page_get_reader (fixture->page));
  gol_test_settle ();
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
  gol_test_settle ();
}

static void
type (Fixture    *fixture,
      const char *path,
      const char *text)
{
  GolFieldEditor *editor = gol_enrolment_form_find (gol_enrolment_page_get_form (fixture->page), path);

  g_assert_nonnull (editor);
  gol_field_editor_type (editor, text);
}

static const char *
text_of (Fixture    *fixture,
         const char *path)
{
  return gol_field_editor_get_text (gol_enrolment_form_find (gol_enrolment_page_get_form (fixture->page), path));
}

static GtkTextView *
find_view (Fixture *fixture)
{
  g_autoptr(GPtrArray) widgets = gol_test_widgets (GTK_WIDGET (gol_enrolment_page_get_reader (fixture->page)));

  for (guint i = 0; i < widgets->len; i++)
    if (GTK_IS_TEXT_VIEW (widgets->pdata[i]))
      return widgets->pdata[i];
  g_assert_not_reached ();
}

/* As a reader does: letter by letter, Enter after each line. */
static void
scan (Fixture    *fixture,
      const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (find_view (fixture));

  for (const char *c = text; *c != '\0'; c++)
    gtk_text_buffer_insert_at_cursor (buffer, c, 1);
  gol_test_settle ();
}

static guint
count_workers (Fixture *fixture)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GError) error = NULL;
  guint64 count = 0;

  gol_query_count (gol_office_get_store (fixture->office.office), query, NULL, &count, &error);
  g_assert_no_error (error);
  return count;
}

/* The one who was enrolled last. */
static GolRecord *
read_newest (Fixture *fixture)
{
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = gol_query_ids (gol_office_get_store (fixture->office.office), query, NULL, &error);
  guint32 newest = 0;
  GolRecord *record;

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    newest = MAX (newest, g_array_index (ids, guint32, i));
  record = gol_office_read_id (fixture->office.office, gol_dictionary_find_entity ("worker"), newest, &error);
  g_assert_no_error (error);
  return record;
}

static gboolean
says (GtkWidget  *root,
      const char *words)
{
  g_autoptr(GPtrArray) widgets = gol_test_widgets (root);

  for (guint i = 0; i < widgets->len; i++)
    if (GTK_IS_LABEL (widgets->pdata[i]) && gtk_widget_get_mapped (widgets->pdata[i])
        && strstr (gtk_label_get_label (widgets->pdata[i]), words) != NULL)
      return TRUE;
  return FALSE;
}

/* ── The zone ── */

static void
test_scan (void)
{
  Fixture fixture;

  set_up_shared (&fixture);
  gol_mrz_reader_focus (gol_enrolment_page_get_reader (fixture.page));
  scan (&fixture, LINE_1 "\n" LINE_2 "\n");
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "Maria del Carmen");
  g_assert_cmpstr (text_of (&fixture, "name_photo.surname_1"), ==, "Xicale");
  g_assert_cmpstr (text_of (&fixture, "name_photo.surname_2"), ==, "Cruz");
  g_assert_cmpstr (text_of (&fixture, "civil.sex"), ==, "F");
  g_assert_cmpstr (text_of (&fixture, "civil.birth_date"), ==, "1992-08-14");
  g_assert_cmpstr (text_of (&fixture, "civil.nationality"), ==, "MX");
  g_assert_cmpstr (text_of (&fixture, "identity_numbers.passport_number"), ==, "G40917362");
  g_assert_cmpstr (text_of (&fixture, "identity_numbers.passport_expires"), ==, "2031-03-05");
  /* On to what the passport does not say. */
  g_assert_false (gol_mrz_reader_has_focus (gol_enrolment_page_get_reader (fixture.page)));
  g_assert_true (says (GTK_WIDGET (fixture.page), "Every check digit agrees"));
}

/* A reader that stops in the middle of a line, a card whose first two lines and a half are as long as a smaller one's two: nothing is
 * taken, nothing is torn, the focus stays. */
static void
test_half_a_line (void)
{
  static const char card[] = "I<MEXIDMEX12342<<<<<<<<<<<<<<<\n9208142F3103050MEX<<<<<<<<<<<2\nTZUL<BATZ<<ANA<<<<<<<<<<<<<<<<";
  Fixture fixture;
  GolMrzReader *reader;
  g_autofree char *text = NULL;

  set_up_shared (&fixture);
  reader = gol_enrolment_page_get_reader (fixture.page);
  gol_mrz_reader_focus (reader);
  for (guint i = 0; card[i] != '\0'; i++)
    {
      const char letter[] = { card[i], '\0' };

      g_assert_null (gol_mrz_reader_get_zone (reader));
      if (i == 20 || i == 73)  /* 72 letters and two ends of lines */
        gol_test_settle ();
      g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "");
      g_assert_true (gol_mrz_reader_has_focus (reader));
      gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (find_view (&fixture)), letter, 1);
    }
  gol_test_settle ();
  text = gol_mrz_reader_get_text (reader);
  g_assert_cmpstr (text, ==, card);
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "Ana");
  g_assert_cmpstr (text_of (&fixture, "name_photo.surname_2"), ==, "Batz");
  /* A card's number is no passport's. */
  g_assert_cmpstr (text_of (&fixture, "identity_numbers.passport_number"), ==, "");
}

/* What its own digit does not vouch for is not taken; the letter that would mend it is offered, and taken only when asked. */
static void
test_doubted (void)
{
  Fixture fixture;
  GtkWidget *mend;

  set_up_shared (&fixture);
  gol_mrz_reader_focus (gol_enrolment_page_get_reader (fixture.page));
  scan (&fixture, LINE_1 "\n" DOUBTED "\n");
  g_assert_cmpstr (text_of (&fixture, "civil.birth_date"), ==, "1992-08-14");
  g_assert_cmpstr (text_of (&fixture, "identity_numbers.passport_number"), ==, "");
  g_assert_true (gol_mrz_reader_has_focus (gol_enrolment_page_get_reader (fixture.page)));
  g_assert_true (says (GTK_WIDGET (fixture.page), "8, should be"));
  g_assert_true (says (GTK_WIDGET (fixture.page), "“O” may have been read for “0”"));
  mend = gol_test_find_button (GTK_WIDGET (fixture.page), "_Take It So");
  g_signal_emit_by_name (mend, "clicked");
  gol_test_settle ();
  g_assert_cmpstr (text_of (&fixture, "identity_numbers.passport_number"), ==, "G40917362");
}

/* What she typed stays and is said to differ; only when she asks it is replaced. */
static void
test_typed_stays (void)
{
  Fixture fixture;
  GtkWidget *take;

  set_up_shared (&fixture);
  type (&fixture, "civil.birth_date", "15/08/1992");
  type (&fixture, "name_photo.given_names", "María Carmen");
  scan (&fixture, LINE_1 "\n" LINE_2 "\n");
  g_assert_cmpstr (text_of (&fixture, "civil.birth_date"), ==, "1992-08-15");
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "María Carmen");
  g_assert_cmpstr (text_of (&fixture, "name_photo.surname_1"), ==, "Xicale");
  g_assert_true (says (GTK_WIDGET (fixture.page), "The passport says otherwise"));
  take = gol_test_find_button (GTK_WIDGET (fixture.page), "Take the _Passport’s");
  g_signal_emit_by_name (take, "clicked");
  gol_test_settle ();
  g_assert_cmpstr (text_of (&fixture, "civil.birth_date"), ==, "1992-08-14");
  g_assert_false (says (GTK_WIDGET (fixture.page), "The passport says otherwise"));
  /* The next passport takes the place of what the one before had filled in. */
  gol_mrz_reader_set_text (gol_enrolment_page_get_reader (fixture.page),
                           "P<GTMAJANEL<CHAVEZ<<JOSEFINA<<<<<<<<<<<<<<<<\nA051930471GTM9805035F32091702410773890805<84");
  gol_test_settle ();
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "Josefina");
  g_assert_cmpstr (text_of (&fixture, "civil.nationality"), ==, "GT");
}

/* ── As she types ── */

static void
test_told_at_once (void)
{
  Fixture fixture;
  GtkWidget *page;

  set_up_shared (&fixture);
  page = GTK_WIDGET (fixture.page);
  type (&fixture, "civil.birth_date", "3/4/2012");
  g_assert_true (says (page, "under 18"));
  type (&fixture, "civil.birth_date", "3/4/1992");
  g_assert_false (says (page, "under 18"));
  type (&fixture, "identity_numbers.national_number", "XICC920814MTLCRR08");
  g_assert_true (says (page, "check digit does not fit"));
  type (&fixture, "identity_numbers.national_number_type", "gt-cui");
  type (&fixture, "identity_numbers.national_number", "2410 77389 0805");
  g_assert_true (says (page, "checked"));
  g_assert_false (says (page, "check digit does not fit"));
}

/* Nobody under age is stored, whatever else is right. */
static void
test_under_age (void)
{
  Fixture fixture;

  set_up_shared (&fixture);
  type (&fixture, "name_photo.given_names", "Ana");
  type (&fixture, "name_photo.surname_1", "Tzul");
  type (&fixture, "civil.sex", "F");
  type (&fixture, "civil.birth_date", "3/4/2012");
  act (&fixture, "save-next");
  g_assert_cmpuint (count_workers (&fixture), ==, 0);
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "Ana");
}

/* ── Saving ── */

static void
test_save_next (void)
{
  Fixture fixture;
  g_autoptr(GolRecord) record = NULL;
  const GolValue *consents;
  GolFieldEditor *version;

  set_up (&fixture, 1);
  scan (&fixture, LINE_1 "\n" LINE_2 "\n");
  type (&fixture, "name_photo.given_names", "María del Carmen");
  type (&fixture, "contact.phone_1", "961 176 5439");
  gol_consent_form_give (gol_enrolment_page_get_consent (fixture.page), "programme", TRUE);
  /* Nobody could say later what she consented to. */
  act (&fixture, "save-next");
  g_assert_cmpuint (count_workers (&fixture), ==, 1);
  version = gol_consent_form_find (gol_enrolment_page_get_consent (fixture.page), "text_version");
  gol_field_editor_type (version, "2026-3");
  gol_field_editor_focus (version);
  act (&fixture, "save-next");
  g_assert_cmpuint (count_workers (&fixture), ==, 2);
  record = read_newest (&fixture);
  g_assert_cmpstr (gol_record_get_text (record, "name_photo.given_names"), ==, "María del Carmen");
  g_assert_cmpstr (gol_record_get_text (record, "name_photo.mrz_given_names"), ==, "MARIA DEL CARMEN");
  g_assert_cmpstr (gol_record_get_text (record, "identity_numbers.mrz"), ==, LINE_1 "\n" LINE_2);
  g_assert_cmpstr (gol_record_get_text (record, "contact.phone_1"), ==, "+529611765439");
  consents = gol_values_find (gol_record_get (record, "consents"), "consents");
  g_assert_cmpstr (consents->text, ==, "[{\"given\":\"2026-11-23\",\"purpose\":\"programme\",\"text_version\":\"2026-3\"}]");
  /* The page is for the next: empty, and the reader has the focus; the text that is read to everybody stays. */
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "");
  g_assert_true (gol_mrz_reader_has_focus (gol_enrolment_page_get_reader (fixture.page)));
  g_assert_false (gol_consent_form_given (gol_enrolment_page_get_consent (fixture.page), "programme"));
  g_assert_cmpstr (gol_field_editor_get_text (version), ==, "2026-3");
  /* Once more stores nobody. */
  act (&fixture, "save-next");
  g_assert_cmpuint (count_workers (&fixture), ==, 2);
  act (&fixture, "undo");
  g_assert_cmpuint (count_workers (&fixture), ==, 1);
  tear_down (&fixture);
}

static void
test_save_twice (void)
{
  Fixture fixture;

  set_up (&fixture, 0);
  scan (&fixture, LINE_1 "\n" LINE_2 "\n");
  g_action_group_activate_action (G_ACTION_GROUP (fixture.window), "save-next", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (fixture.window), "save-next", NULL);
  gol_test_settle ();
  g_assert_cmpuint (count_workers (&fixture), ==, 1);
  tear_down (&fixture);
}

/* ── Who is like her ── */

static void
type_first_worker (Fixture *fixture)
{
  static const char * const paths[] = { "name_photo.given_names", "name_photo.surname_1", "name_photo.surname_2", "civil.sex",
                                        "civil.birth_date" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GolRecord) record = gol_office_read (fixture->office.office, g_ptr_array_index (fixture->office.workers, 0), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    type (fixture, paths[i], gol_record_get_text (record, paths[i]) != NULL ? gol_record_get_text (record, paths[i]) : "");
  gol_test_settle ();
}

static void
test_someone_else (void)
{
  Fixture fixture;
  GolLikesPanel *likes;
  g_autoptr(GolRecord) record = NULL;

  set_up (&fixture, 3);
  likes = gol_enrolment_page_get_likes (fixture.page);
  g_assert_cmpuint (gol_likes_panel_count (likes), ==, 0);
  type_first_worker (&fixture);
  g_assert_cmpuint (gol_likes_panel_count (likes), ==, 1);
  g_assert_cmpuint (gol_likes_panel_count_open (likes), ==, 1);
  g_assert_true (says (GTK_WIDGET (likes), "the same"));
  /* Not before somebody has looked. */
  act (&fixture, "save-next");
  g_assert_cmpuint (count_workers (&fixture), ==, 3);
  act (&fixture, "someone-else");
  g_assert_cmpuint (gol_likes_panel_count_open (likes), ==, 0);
  act (&fixture, "save-next");
  g_assert_cmpuint (count_workers (&fixture), ==, 4);
  record = read_newest (&fixture);
  g_assert_nonnull (strstr (gol_record_get_text (record, "person_link.reason"), "someone else"));
  g_assert_null (gol_record_get_text (record, "person_link.same_as"));
  g_assert_cmpuint (gol_likes_panel_count (likes), ==, 0);
  tear_down (&fixture);
}

static void
test_same_person (void)
{
  Fixture fixture;

  set_up (&fixture, 3);
  type_first_worker (&fixture);
  act (&fixture, "same-person");
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (gol_shell_get_page (gol_window_get_shell (fixture.window))), ==, "GolWorkerPage");
  g_assert_cmpuint (count_workers (&fixture), ==, 3);
  /* Back, and what was typed stands there still. */
  act (&fixture, "enrol");
  g_assert_true (GOL_PAGE (fixture.page) == gol_shell_get_page (gol_window_get_shell (fixture.window)));
  g_assert_cmpstr (text_of (&fixture, "civil.birth_date"), !=, "");
  tear_down (&fixture);
}

/* An office that writes nothing into a worker's file enrols nobody: neither key nor button. */
static void
test_who_may (void)
{
  const GolOfficeInfo info = { .kind = (char *) "employer", .country = (char *) "ES", .name = (char *) "Huertos", .demonstration = TRUE };
  Fixture fixture = { 0 };
  GtkWidget *button;
  g_autoptr(GError) error = NULL;

  fixture.office.dir = g_dir_make_tmp ("gol-app-XXXXXX", &error);
  g_assert_no_error (error);
  fixture.office.clock = gol_clock_new_fixed (G_GINT64_CONSTANT (1795435200000));
  fixture.office.workers = g_ptr_array_new ();
  fixture.office.office = gol_office_create (fixture.office.dir, &info, "Rosario Tum", "correct horse battery", fixture.office.clock, NULL,
                                             &error);
  g_assert_no_error (error);
  fixture.window = gol_test_window_new (&fixture.office);
  gol_shell_show (gol_window_get_shell (fixture.window), "workers");
  gol_test_settle ();
  button = gol_test_find_button (GTK_WIDGET (fixture.window), "_Enrol");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture.window), "enrol"));
  g_assert_true (button == NULL || !gtk_widget_get_mapped (button));
  tear_down (&fixture);
}

/* ── Drafts ── */

static void
test_draft (void)
{
  Fixture fixture;
  g_auto(GStrv) notes = NULL;

  set_up (&fixture, 0);
  scan (&fixture, LINE_1 "\n" DOUBTED "\n");
  type (&fixture, "contact.phone_1", "12");
  gol_consent_form_give (gol_enrolment_page_get_consent (fixture.page), "employer", TRUE);
  gol_test_settle ();
  g_assert_false (gol_page_is_busy (GOL_PAGE (fixture.page)));
  /* The page goes without a word, and the window with it. */
  gol_test_window_free (fixture.window);
  fixture.window = gol_test_window_new (&fixture.office);
  open_page (&fixture);
  g_assert_true (says (GTK_WIDGET (fixture.page), "not saved"));
  g_assert_cmpstr (text_of (&fixture, "civil.birth_date"), ==, "1992-08-14");
  g_assert_true (gol_consent_form_given (gol_enrolment_page_get_consent (fixture.page), "employer"));
  {
    g_autofree char *zone = gol_mrz_reader_get_text (gol_enrolment_page_get_reader (fixture.page));
    g_autofree char *phone = gol_field_editor_get_typed (gol_enrolment_form_find (gol_enrolment_page_get_form (fixture.page),
                                                                                "contact.phone_1"));

    g_assert_cmpstr (zone, ==, LINE_1 "\n" DOUBTED);
    g_assert_cmpstr (phone, ==, "12");   /* also what is no telephone yet */
  }
  g_signal_emit_by_name (gol_test_find_button (GTK_WIDGET (fixture.page), "_Throw It Away"), "clicked");
  gol_test_settle ();
  notes = gol_store_list_notes (gol_office_get_store (fixture.office.office), "draft/", NULL);
  g_assert_cmpuint (g_strv_length (notes), ==, 0);
  tear_down (&fixture);
}

/* Typed in the last moment before the page goes: it is written all the same. */
static void
test_draft_at_the_last_moment (void)
{
  Fixture fixture;

  set_up (&fixture, 0);
  type (&fixture, "name_photo.given_names", "Ana");
  g_assert_true (gol_page_is_busy (GOL_PAGE (fixture.page)));
  gol_shell_go_back (gol_window_get_shell (fixture.window));
  gol_test_settle ();
  open_page (&fixture);
  g_assert_cmpstr (text_of (&fixture, "name_photo.given_names"), ==, "Ana");
  tear_down (&fixture);
}

/* ── The photo ── */

static void
test_photo (void)
{
  Fixture fixture;
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1600, 1200);
  g_autofree char *path = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GolRecord) record = NULL;
  GRand *random = g_rand_new_with_seed (7);
  guchar *pixels = gdk_pixbuf_get_pixels (picture);
  g_autofree guchar *jpeg = NULL;
  gsize length;

  set_up (&fixture, 0);
  /* Blocks of chance: little that a JPEG could save on. */
  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (picture); i++)
    pixels[i] = (i / 24) % 2 == 0 ? g_rand_int_range (random, 0, 256) : 128;
  path = g_build_filename (fixture.office.dir, "photo.png", NULL);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
  file = g_file_new_for_path (path);
  gol_photo_well_open (gol_enrolment_page_get_photo (fixture.page), file);
  gol_test_settle ();
  g_assert_nonnull (gol_photo_well_get (gol_enrolment_page_get_photo (fixture.page)));
  jpeg = g_base64_decode (gol_photo_well_get (gol_enrolment_page_get_photo (fixture.page)), &length);
  g_assert_cmpuint (length, <=, 16 * 1024);
  g_assert_cmpuint (jpeg[0], ==, 0xff);
  scan (&fixture, LINE_1 "\n" LINE_2 "\n");
  act (&fixture, "save-next");
  record = read_newest (&fixture);
  g_assert_nonnull (gol_record_get_text (record, "name_photo.portrait"));
  g_assert_null (gol_photo_well_get (gol_enrolment_page_get_photo (fixture.page)));
  /* What is no picture is told and changes nothing. */
  g_assert_true (g_file_set_contents (path, "no picture", -1, &error));
  gol_photo_well_open (gol_enrolment_page_get_photo (fixture.page), file);
  gol_test_settle ();
  g_assert_null (gol_photo_well_get (gol_enrolment_page_get_photo (fixture.page)));
  g_rand_free (random);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gol_test_init (&argc, &argv);
  g_test_add_func ("/enrolment/scan", test_scan);
  g_test_add_func ("/enrolment/half-a-line", test_half_a_line);
  g_test_add_func ("/enrolment/doubted", test_doubted);
  g_test_add_func ("/enrolment/typed-stays", test_typed_stays);
  g_test_add_func ("/enrolment/told-at-once", test_told_at_once);
  g_test_add_func ("/enrolment/under-age", test_under_age);
  g_test_add_func ("/enrolment/save-next", test_save_next);
  g_test_add_func ("/enrolment/save-twice", test_save_twice);
  g_test_add_func ("/enrolment/someone-else", test_someone_else);
  g_test_add_func ("/enrolment/same-person", test_same_person);
  g_test_add_func ("/enrolment/who-may", test_who_may);
  g_test_add_func ("/enrolment/draft", test_draft);
  g_test_add_func ("/enrolment/draft-at-the-last-moment", test_draft_at_the_last_moment);
  g_test_add_func ("/enrolment/photo", test_photo);
  status = g_test_run ();
  if (shared.window != NULL)
    tear_down (&shared);
  return status;
}
