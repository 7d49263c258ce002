/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-sheet.h"

/* All that is left of a sheet as one text that a test can compare: "1:a|b\n2:…", or "error: …" where it stops. */
static inline char *
sheet_text (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GolSheet) sheet = gol_sheet_open_bytes (bytes, &error);
  GString *out = g_string_new (NULL);
  const GolRow *row = NULL;

  while (sheet != NULL && gol_sheet_next (sheet, &row, &error) && row != NULL)
    {
      g_string_append_printf (out, "%u:", row->line);
      for (guint i = 0; i < row->n_cells; i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", row->cells[i].text);
      g_string_append_c (out, '\n');
    }
  if (error != NULL)
    g_string_append_printf (out, "error: %s\n", error->message);

  return g_string_free (out, FALSE);
}
