/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-demonstration-opener.h"

#include <glib/gi18n-lib.h>

#include "gol-error.h"

void
gol_demonstration_open_async (GolProgress          progress,
                              GObject             *progress_owner,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_task_report_new_error (NULL, callback, user_data, gol_demonstration_open_async, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                           _("This build has no demonstration."));
}

GolOffice *
gol_demonstration_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
