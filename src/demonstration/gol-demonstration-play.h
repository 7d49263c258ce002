/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"

G_BEGIN_DECLS

#define GOL_DEMONSTRATION_SCHEME "gecco-es"

/* What happens in the demonstration's offices when it is played before somebody: each call is what one officer would do, and blocks. */

/**
 * gol_demonstration_choose:
 * @ministry: the demonstration's
 * @order: (out): the employer's order that begins next
 * @worker: (out): somebody who may go, and is placed nowhere
 */
gboolean   gol_demonstration_choose  (GolOffice           *ministry,
                                      char               **order,
                                      char               **worker,
                                      GError             **error);

/* Her papers, and who is at home with her, as she brings them to the ministry. */
gboolean   gol_demonstration_give_papers (GolOffice       *ministry,
                                      const char          *worker,
                                      GError             **error);

/* Logs steps of the Spanish scheme in this order, each on its day, which becomes the day of @office's clock. */
gboolean   gol_demonstration_advance (GolOffice           *office,
                                      const char          *placement,
                                      const char * const  *steps,
                                      GError             **error);

G_END_DECLS
