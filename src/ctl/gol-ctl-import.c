/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-export.h"
#include "gol-import.h"

/* ── In ── */

static gboolean
apply_maps (GolImport           *import,
            const char * const  *maps,
            GError             **error)
{
  for (guint i = 0; maps != NULL && maps[i] != NULL; i++)
    {
      /* A header may hold a sign of equality; a field never does. */
      const char *sign = strrchr (maps[i], '=');
      g_autofree char *header = sign != NULL ? g_strndup (maps[i], sign - maps[i]) : NULL;

      if (sign == NULL || sign == maps[i])
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is not of the form COLUMN=FIELD."), maps[i]);
          return FALSE;
        }
      if (!gol_import_map (import, header, sign[1] != '\0' ? sign + 1 : NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_report (const char  *path,
              const char  *text,
              GError     **error)
{
  /* It names people. */
  return path == NULL || g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
import (GolCtl     *ctl,
        const char *entity,
        int         argc,
        char      **argv,
        GError    **error)
{
  g_auto(GStrv) maps = NULL;
  g_autofree char *mapping = NULL;
  g_autofree char *save_mapping = NULL;
  g_autofree char *report_path = NULL;
  g_autofree char *rejects = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "map", 0, 0, GOL_CTL_TEXTS, &maps, NULL, NULL },
    { "mapping", 0, 0, GOL_CTL_TEXT, &mapping, NULL, NULL },
    { "save-mapping", 0, 0, GOL_CTL_TEXT, &save_mapping, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &report_path, NULL, NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolImportReport) report = NULL;
  g_autoptr(GolImport) opened = NULL;
  g_auto(GStrv) rest = NULL;
  g_autofree char *text = NULL;
  GolOffice *office;

  if (!gol_ctl_options (argc, argv, entries, &rest, 1, 1, error) || !gol_ctl_need_file (rest[0], error)
      || !gol_ctl_may_write (report_path, error) || !gol_ctl_may_write (rejects, error)
      || (office = gol_ctl_open (ctl, error)) == NULL
      || (opened = gol_import_open (office, gol_dictionary_find_entity (entity), rest[0], error)) == NULL
      || (mapping != NULL && !gol_import_load_mapping (opened, mapping, error))
      || !apply_maps (opened, (const char * const *) maps, error)
      || (save_mapping != NULL && !gol_import_save_mapping (opened, save_mapping, error))
      || (report = gol_import_run (opened, !dry_run, NULL, NULL, NULL, error)) == NULL)
    return FALSE;
  text = gol_import_report_to_json (report);
  ctl->answer = json_loads (text, 0, NULL);
  return write_report (report_path, text, error)
         && (rejects == NULL || gol_import_write_rejects (opened, report, rejects, error));
}

static gboolean
import_workers (GolCtl *ctl, int argc, char **argv, GError **error)
{
  return import (ctl, "worker", argc, argv, error);
}

static gboolean
import_orders (GolCtl *ctl, int argc, char **argv, GError **error)
{
  return import (ctl, "order", argc, argv, error);
}

/* ── Out ── */

static gboolean
export (GolCtl  *ctl,
        int      argc,
        char   **argv,
        GError **error)
{
  g_autofree char *fields = NULL;
  g_autofree char *search = NULL;
  g_autofree char *sort = NULL;
  const GOptionEntry entries[] = {
    { "fields", 0, 0, GOL_CTL_TEXT, &fields, NULL, NULL },
    { "search", 0, 0, GOL_CTL_TEXT, &search, NULL, NULL },
    { "sort", 0, 0, GOL_CTL_TEXT, &sort, NULL, NULL },
    { NULL },
  };
  g_autoptr(GolQuery) query = NULL;
  const GolEntity *entity;
  g_auto(GStrv) rest = NULL;
  g_auto(GStrv) names = NULL;
  g_auto(GStrv) order = NULL;
  g_autofree char *singular = NULL;
  GolOffice *office;
  guint64 rows;

  if (!gol_ctl_options (argc, argv, entries, &rest, 2, 2, error))
    return FALSE;
  /* "workers" as in import, or the dictionary's own word. */
  singular = g_str_has_suffix (rest[0], "s") ? g_strndup (rest[0], strlen (rest[0]) - 1) : g_strdup (rest[0]);
  entity = gol_dictionary_find_entity (rest[0]);
  if (entity == NULL)
    entity = gol_dictionary_find_entity (singular);
  if (entity == NULL)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no kind of record."), rest[0]);
      return FALSE;
    }
  if (!g_str_has_suffix (rest[1], ".csv") && !g_str_has_suffix (rest[1], ".xlsx"))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” ends neither in .csv nor in .xlsx."), rest[1]);
      return FALSE;
    }
  names = fields != NULL ? g_strsplit (fields, ",", -1) : NULL;
  order = sort != NULL && *sort != '~' ? g_strsplit (sort, ",", 1) : NULL;
  if (!gol_ctl_field_paths (entity, names, error) || !gol_ctl_field_paths (entity, order, error) || !gol_ctl_may_write (rest[1], error)
      || (office = gol_ctl_open (ctl, error)) == NULL)
    return FALSE;
  query = gol_query_new (entity);
  if (search != NULL)
    gol_query_set_search (query, search);
  if (sort != NULL)
    gol_query_set_sort (query, order != NULL ? order[0] : sort, FALSE);
  if (!gol_export_query (office, query, entity, (const char * const *) names,
                         g_str_has_suffix (rest[1], ".xlsx") ? GOL_EXPORT_XLSX : GOL_EXPORT_CSV, rest[1],
                         NULL, NULL, NULL, &rows, error))
    return FALSE;
  ctl->answer = json_pack ("{s:s, s:I}", "file", rest[1], "rows", (json_int_t) rows);
  return TRUE;
}

const GolCtlCommand gol_ctl_import_commands[] = {
  { "import workers", "FILE [--map COLUMN=FIELD…] [--mapping NAME] [--save-mapping NAME] [--dry-run] [--report OUT.json] [--rejects OUT.csv]",
    N_("Reads people from a spreadsheet."), import_workers },
  { "import orders", "FILE [the same]", N_("Reads orders from a spreadsheet."), import_orders },
  { "export", "KIND FILE.csv|FILE.xlsx [--fields FIELD,…] [--search TEXT] [--sort FIELD]", N_("Writes a list to a spreadsheet."), export, TRUE },
  { NULL },
};
