/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"

G_BEGIN_DECLS

/**
 * GolUnlockPage:
 *
 * Every morning: a name and a passphrase. Nothing of the records is shown before. Signals "other", "opened" (GolOffice).
 */
#define GOL_TYPE_UNLOCK_PAGE (gol_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (GolUnlockPage, gol_unlock_page, GOL, UNLOCK_PAGE, AdwBin)

/* Whether there is an office in it. */
gboolean  gol_unlock_page_set_folder  (GolUnlockPage *self,
                                       const char    *dir);

G_END_DECLS
