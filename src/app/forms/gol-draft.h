/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolDraft:
 *
 * What is typed and not saved yet, as a note in the office's own file: never in clear, and there after the power went. It is written when the
 * typing pauses, in a thread, one at a time. Signals "loaded" (string: what was kept, once, if anything was), "kept".
 */
#define GOL_TYPE_DRAFT (gol_draft_get_type ())
G_DECLARE_FINAL_TYPE (GolDraft, gol_draft, GOL, DRAFT, GObject)

/* @key: of the note; one that begins with "protected/" rests in the protected file. Asks for what was kept. */
GolDraft *gol_draft_new        (GolOffice  *office,
                                const char *key);
/* (nullable): nothing is to be kept any more. */
void      gol_draft_set        (GolDraft   *self,
                                const char *text);
/* Now, not soon: the page goes. */
void      gol_draft_flush      (GolDraft   *self);
/* Whether the file does not have it yet. */
gboolean  gol_draft_is_pending (GolDraft   *self);

G_END_DECLS
