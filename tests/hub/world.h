/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-feed.h"
#include "gol-hub.h"
#include "gol-push.h"

G_BEGIN_DECLS

/* A hub in a folder of its own, and offices that know only how to write changes. */
typedef struct
{
  char     *folder;
  GolClock *clock;
  gint64    instant;
  GolHub   *hub;
  GRand    *rand;
} World;

typedef struct
{
  World      *world;
  const char *name;
  const char *agency;
  GolSiteKey  key;
  guint8      seal_public[32];
  guint8      seal_secret[32];
  guint       incarnation;
  guint64     seq[2];
  guint8      prev[2][GOL_HASH_BYTES];
} Site;

World      *world_new        (void);
void        world_free       (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)
void        world_reopen     (World *world);
void        world_pass       (World *world, gint64 milliseconds);
void        world_agency     (World *world, const char *agency, const char *kind, const char *employer, const char *district);

Site       *site_new         (World *world, const char *name, const char *agency);   /* enrolled */
void        site_free        (Site *site);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Site, site_free)
void        site_enrol       (Site *site);                     /* its next incarnation, with a new code */

char       *record_new       (World *world, const char *entity);
/* NULL-terminated pairs of field and text. */
GolLeaf    *leaf_new         (const char *record, const char *section, ...) G_GNUC_NULL_TERMINATED;
/* The site's next change, of leaves that it takes over (NULL-terminated). */
GolChange  *site_write       (Site *site, GolLog log, ...) G_GNUC_NULL_TERMINATED;
GolChange  *site_write_all   (Site *site, GolLog log, const char *on_behalf_of, GPtrArray *leaves);
/* Pushes what must be well made; of GolAnswer. */
GPtrArray  *site_push        (Site *site, const char *body);
/* One change, and the answer to it, whose receipt is checked. */
GolAnswerKind site_send      (Site *site, const GolChange *change, char **reason);
/* Everything in the feed from a cursor on (NULL: the beginning), page by page; moves the cursor. Of GolFeedPage. */
GPtrArray  *site_fetch       (Site *site, GolLog log, char **cursor);
/* All text that the pages of a log hold. */
char       *site_fetch_text  (Site *site, GolLog log);

G_END_DECLS
