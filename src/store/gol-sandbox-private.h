/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-sandbox.h"

G_BEGIN_DECLS

/* The walls one by one, so that tests can see that each stands without the others. */
typedef enum
{
  GOL_WALL_LEXER      = 1 << 0,
  GOL_WALL_GATE       = 1 << 1,
  GOL_WALL_AUTHORIZER = 1 << 2,   /* with the limits, the empty tail and the shape of the statement */
  GOL_WALL_ALL        = (1 << 3) - 1,
} GolWall;

gboolean gol_sandbox_check_walls (GolSandbox  *sandbox,
                                  GolWall      walls,
                                  const char  *view,
                                  const char  *expression,
                                  GStrv       *columns,
                                  GError     **error);

G_END_DECLS
