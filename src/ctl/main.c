/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "gol-ctl.h"

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

  status = gol_ctl_run (argv, out, err);
  if (fwrite (out->str, 1, out->len, stdout) != out->len || fflush (stdout) != 0)
    status = 3;
  fputs (err->str, stderr);
  return status;
}
