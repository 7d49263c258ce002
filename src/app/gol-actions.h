/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GolActionInfo:
 * @action: with its target: "win.page(1)"
 * @accelerators: space-separated
 * @group: (nullable): under which heading the shortcuts window lists it (N_()); %NULL not at all
 * @title: (nullable): what it does (N_())
 * @shown: (nullable): the accelerators as the shortcuts window writes them, when it stands for several rows
 *
 * Everything that a key does, once: the accelerators, the shortcuts window and the tests read this table.
 */
typedef struct
{
  const char *action;
  const char *accelerators;
  const char *group;
  const char *title;
  const char *shown;
} GolActionInfo;

extern const GolActionInfo gol_actions[];  /* ends with an empty one */

void       gol_actions_set_accelerators  (GtkApplication *application);
GtkWidget *gol_shortcuts_window_new      (void);

G_END_DECLS
