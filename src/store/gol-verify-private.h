/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-session-private.h"

G_BEGIN_DECLS

typedef struct
{
  GolFile         *file;       /* a reader's view */
  GolVerifyResult *result;
  GCancellable    *cancellable;
  GolProgress      progress;
  gpointer         user_data;
  guint64          total;      /* leaves */
  guint64          done;
  guint64          merged;     /* leaves of which rows are made */
  guint64          shown;      /* and those found behind rows */
  guint64          nodes;      /* leaves, given or not, by nodes of their trees */
} GolVerify;

void      gol_verify_fault (GolVerify *verify, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean  gol_verify_go_on (GolVerify *verify, guint64 step, GError **error);
gboolean  gol_verify_count (GolVerify *verify, const char *sql, guint64 *number, GError **error);
gboolean  gol_verify_rows  (GolVerify *verify, GError **error);

G_END_DECLS
