/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-demonstration-offices.h"

G_BEGIN_DECLS

/**
 * gol_demonstration_open_async:
 * @parent: (nullable): folder to keep it in; %NULL: the user's data
 * @today: the day it is made for; an empty date: the real one
 * @progress: called on the main context while @owner lives
 * @owner: (type GObject): also @progress's user_data
 *
 * The demonstration's offices and their hub, made the first time (some seconds), in a thread. They stand still on the day for which
 * they were made, so that their season stays in mid-flow.
 */
void       gol_demonstration_open_async  (const char          *parent,
                                          GolDate              today,
                                          GolProgress          progress,
                                          gpointer             owner,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
GolDemonstrationOffices *gol_demonstration_finish (GAsyncResult  *result,
                                                   GError       **error);

G_END_DECLS
