/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "gol-hub-program.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) err = g_string_new (NULL);
  const char *localedir = g_getenv ("GOL_LOCALEDIR");
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : GOL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_log_writer_default_set_use_stderr (TRUE);
  /* In TLS 1.3 the offices' certificates go encrypted; this is how GnuTLS is told, before it wakes. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3", FALSE);

  status = gol_hub_program_run (argv, out, err);
  if (fwrite (out->str, 1, out->len, stdout) != out->len || fflush (stdout) != 0)
    status = 3;
  fputs (err->str, stderr);
  return status;
}
