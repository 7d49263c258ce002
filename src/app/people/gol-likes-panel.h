/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-likes.h"

G_BEGIN_DECLS

/**
 * GolLikesPanel:
 *
 * Who may be the person that is being enrolled: each with what is alike, one of them side by side with what was typed, and the decision
 * about her. Signals "same" (string: her record), "decided" (somebody was held to be another).
 */
#define GOL_TYPE_LIKES_PANEL (gol_likes_panel_get_type ())
G_DECLARE_FINAL_TYPE (GolLikesPanel, gol_likes_panel, GOL, LIKES_PANEL, AdwBin)

GtkWidget *gol_likes_panel_new           (void);
/* (nullable) (transfer none): of GolLike; decisions about those who are still among them stay. */
void       gol_likes_panel_set           (GolLikesPanel *self,
                                          GPtrArray     *likes);
guint      gol_likes_panel_count         (GolLikesPanel *self);
guint      gol_likes_panel_count_open    (GolLikesPanel *self);
/* Of the one that is shown: as if its button were pressed. */
void       gol_likes_panel_decide        (GolLikesPanel *self,
                                          gboolean       same);
/* (transfer full) (nullable): in one sentence, whom she is not and why, for her file. */
char      *gol_likes_panel_describe      (GolLikesPanel *self);
/* (transfer full): the records that she was held to be another than, as a set. */
GHashTable *gol_likes_panel_get_decided  (GolLikesPanel *self);
/* Forgets everybody and every decision. */
void       gol_likes_panel_clear         (GolLikesPanel *self);
void       gol_likes_panel_focus         (GolLikesPanel *self);

G_END_DECLS
