/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-app.h"
#include "gol-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(GolApplication) application = NULL;

  gol_app_init ();
  application = gol_application_new ();
  return gol_application_run (application, argc, argv);
}
