/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>

#include "gol-card.h"
#include "gol-error.h"

static json_t *
strings_to_json (GPtrArray *texts)
{
  json_t *list = json_array ();

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    json_array_append_new (list, gol_ctl_text (g_ptr_array_index (texts, i)));
  return list;
}

static gboolean
undo (GolCtl  *ctl,
      int      argc,
      char   **argv,
      GError **error)
{
  g_auto(GStrv) rest = NULL;
  GolUndoResult result = { 0 };
  GolOffice *office;
  gboolean good;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || !gol_office_undo (office, rest[0], &result, error))
    return FALSE;
  ctl->answer = json_pack ("{s:i, s:i, s:o}", "undone", (int) result.undone, "left", (int) result.left,
                           "reasons", strings_to_json (result.reasons));
  good = result.undone > 0 || result.left == 0;
  if (!good)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_REFUSED, g_ptr_array_index (result.reasons, 0));
  gol_undo_result_clear (&result);
  return good;
}

static gboolean
batches (GolCtl  *ctl,
         int      argc,
         char   **argv,
         GError **error)
{
  g_autofree char *limit_text = NULL;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, GOL_CTL_TEXT, &limit_text, NULL, NULL },
    { NULL },
  };
  g_autoptr(GPtrArray) found = NULL;
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  guint64 limit;
  json_t *items;

  if (!gol_ctl_options (argc, argv, entries, &rest, 0, 0, error)
      || !gol_ctl_parse_number (limit_text != NULL ? limit_text : "20", 1, 10000, &limit, error)
      || (office = gol_ctl_open (ctl, error)) == NULL
      || (found = gol_store_list_batches (gol_office_get_store (office), limit, error)) == NULL)
    return FALSE;
  items = json_array ();
  for (guint i = 0; i < found->len; i++)
    json_array_append_new (items, gol_ctl_values_to_json (g_ptr_array_index (found, i)));
  ctl->answer = gol_ctl_list (items, NULL, found->len);
  return TRUE;
}

static gboolean
verify (GolCtl  *ctl,
        int      argc,
        char   **argv,
        GError **error)
{
  g_auto(GStrv) rest = NULL;
  GolVerifyResult result = { 0 };
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || !gol_store_verify (gol_office_get_store (office), NULL, NULL, NULL, &result, error))
    return FALSE;
  ctl->damaged = result.faults != NULL && result.faults->len > 0;
  ctl->answer = json_pack ("{s:b, s:I, s:I, s:I, s:o, s:o}", "valid", !ctl->damaged, "changes", (json_int_t) result.changes,
                           "leaves", (json_int_t) result.leaves, "records", (json_int_t) result.records,
                           "faults", strings_to_json (result.faults), "missing", strings_to_json (result.missing));
  gol_verify_result_clear (&result);
  return TRUE;
}

static void
count_cb (guint64  done,
          guint64  total,
          gpointer user_data)
{
  *(guint64 *) user_data = done;
}

static gboolean
rebuild (GolCtl  *ctl,
         int      argc,
         char   **argv,
         GError **error)
{
  g_auto(GStrv) rest = NULL;
  gint64 begun = g_get_monotonic_time ();
  guint64 leaves = 0;
  double seconds;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 0, 0, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || !gol_store_rebuild (gol_office_get_store (office), NULL, count_cb, &leaves, error))
    return FALSE;
  seconds = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  ctl->answer = json_pack ("{s:I, s:f, s:f}", "leaves", (json_int_t) leaves, "seconds", seconds,
                           "leaves_per_second", seconds > 0 ? (double) leaves / seconds : 0.0);
  return TRUE;
}

static gboolean
backup (GolCtl  *ctl,
        int      argc,
        char   **argv,
        GError **error)
{
  g_auto(GStrv) rest = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || (office = gol_ctl_open (ctl, error)) == NULL
      || !gol_store_backup (gol_office_get_store (office), rest[0], NULL, NULL, NULL, error))
    return FALSE;
  ctl->answer = json_pack ("{s:s}", "backup", rest[0]);
  return TRUE;
}

static gboolean
restore (GolCtl  *ctl,
         int      argc,
         char   **argv,
         GError **error)
{
  g_auto(GStrv) rest = NULL;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 1, 1, error) || !gol_ctl_need_dir (ctl, error)
      || !gol_ctl_need_file (rest[0], error) || !gol_store_restore (rest[0], ctl->dir, error))
    return FALSE;
  ctl->answer = json_pack ("{s:s}", "restored", ctl->dir);
  return TRUE;
}

static gboolean
card (GolCtl  *ctl,
      int      argc,
      char   **argv,
      GError **error)
{
  g_autoptr(GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_card_free);
  g_auto(GStrv) rest = NULL;
  GolOffice *office;
  guint last;

  if (!gol_ctl_options (argc, argv, NULL, &rest, 2, -1, error) || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  last = g_strv_length (rest) - 1;
  for (guint i = 0; i < last; i++)
    {
      g_autoptr(GolRecord) worker = gol_office_read_as (office, "worker", rest[i], error);

      if (worker == NULL)
        return FALSE;
      g_ptr_array_add (cards, gol_card_new (office, worker));
    }
  if (!gol_card_write_pdf (cards, rest[last], error))
    return FALSE;
  ctl->answer = json_pack ("{s:s, s:i}", "file", rest[last], "cards", (int) cards->len);
  return TRUE;
}

const GolCtlCommand gol_ctl_keep_commands[] = {
  { "card", "CODE… FILE.pdf", N_("Prints workers’ cards."), card, TRUE },
  { "undo", "[BATCH]", N_("Takes back your last action, or the one named."), undo },
  { "batches", "[--limit N]", N_("Lists actions, newest first."), batches, TRUE },
  { "verify", "", N_("Verifies chains, signatures and what is shown from them."), verify, TRUE },
  { "rebuild", "", N_("Makes the tables anew from the log."), rebuild },
  { "backup", "FILE", N_("Writes a copy while the office is open."), backup, TRUE },
  { "restore", "FILE", N_("Puts a copy into the empty folder of --office."), restore },
  { NULL },
};
