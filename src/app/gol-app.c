/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-app.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "gol-app-resources.h"

void
gol_app_init (void)
{
  const char *localedir = g_getenv ("GOL_LOCALEDIR");

#ifdef __GLIBC__
  /* A heap for each thread that ever read would keep what each had at its largest. */
  mallopt (M_ARENA_MAX, 2);
#endif
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : GOL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* A static library's resources are dropped by the linker unless somebody names them. */
  g_resources_register (gol_app_get_resource ());
}
