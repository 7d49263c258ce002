/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GolDemonstrationHub:
 *
 * The hub of the demonstration: the program golondrina-hub, running beside us on loopback for as long as this lives. It is found where
 * $GOL_HUB_PROGRAM says, on the path, or where we are installed. Everything blocks.
 */
typedef struct _GolDemonstrationHub GolDemonstrationHub;

/* Makes the folder of a hub that nobody takes part in yet. */
gboolean             gol_demonstration_hub_make        (const char           *folder,
                                                        GError              **error);
/* @employer: (nullable): an employer's record; @districts: (nullable): those that a consulate sees. */
gboolean             gol_demonstration_hub_add_agency  (const char           *folder,
                                                        const char           *agency,
                                                        const char           *kind,
                                                        const char           *employer,
                                                        const char * const   *districts,
                                                        GError              **error);
GolDemonstrationHub *gol_demonstration_hub_start       (const char           *folder,
                                                        GError              **error);
/* Ends the program and waits for it. */
void                 gol_demonstration_hub_stop        (GolDemonstrationHub  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolDemonstrationHub, gol_demonstration_hub_stop)
guint                gol_demonstration_hub_get_port    (GolDemonstrationHub  *self);
/* The line with which an office of the agency is paired. */
char                *gol_demonstration_hub_invite      (GolDemonstrationHub  *self,
                                                        const char           *agency,
                                                        GError              **error);

G_END_DECLS
