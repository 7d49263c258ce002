/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GolHubBody:
 *
 * The body of a request as it comes in, piece by piece: expanded, counted and hashed. It never holds more than it may.
 */
typedef struct _GolHubBody GolHubBody;

typedef enum
{
  GOL_HUB_BODY_GOOD,
  GOL_HUB_BODY_TOO_LARGE,
  GOL_HUB_BODY_CODING,      /* it is in a coding that the hub does not know */
  GOL_HUB_BODY_BROKEN,      /* it cannot be expanded, is not whole, or is not what its digest says */
} GolHubBodyState;

/*
 * @coding: (nullable): of Content-Encoding; @digest: (nullable): of Content-Digest, checked when it names SHA-256;
 * @most: how long it may be, as it travels and when it is expanded.
 */
GolHubBody      *gol_hub_body_new    (const char    *coding,
                                      const char    *digest,
                                      gsize          most);
void             gol_hub_body_free   (GolHubBody    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubBody, gol_hub_body_free)

GolHubBodyState  gol_hub_body_add    (GolHubBody    *self,
                                      gconstpointer  data,
                                      gsize          size);
/* After the last piece; (transfer full): the whole, expanded; (nullable). */
GBytes          *gol_hub_body_end    (GolHubBody    *self);

/* For answers. */
char            *gol_hub_body_digest (GBytes        *bytes);   /* as Content-Digest has it */
GBytes          *gol_hub_body_gzip   (GBytes        *bytes);

G_END_DECLS
