/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "world.h"

G_BEGIN_DECLS

/* An office's end of HTTP, as plain as can be: one request at a time, which blocks. */
typedef struct _Client Client;
typedef void (*ClientWork) (Client *client);

struct _Client
{
  guint16          port;
  GTlsCertificate *certificate;   /* (nullable) */
  guint8           pin[GOL_PUBLIC_KEY_BYTES];

  SoupSession     *session;       /* (nullable): with connections that are kept; else each request has one of its own */

  const char *method, *path, *type, *coding, *digest, *tag;   /* of the next request */
  GBytes     *body;
  GPtrArray  *bodies;             /* of GBytes: for who sends several */

  guint       status;             /* of the last answer; 0: none came */
  char       *text;
  char       *got_coding, *got_digest, *got_tag;

  ClientWork  work;               /* in a thread of its own */
  GThread    *thread;
  gint        done;
};

void       client_init     (Client *client, guint16 port, const guint8 *pin, const Site *site);   /* (nullable): no certificate */
void       client_clear    (Client *client);
void       client_ask      (Client *client);
/* For "accept-certificate" of anything. */
gboolean   client_is_hub_cb (GObject *source, GTlsCertificate *certificate, GTlsCertificateFlags errors, Client *client);

/* The same with a method: @body is taken over. */
void       client_get      (Client *client, const char *path);
void       client_post     (Client *client, const char *path, const char *type, GBytes *body, const char *coding);

/* The site's next changes, as a push. */
GBytes    *make_push       (Site *site, guint n);
/* How many changes of the open log a hello tells. */
gint64     read_have       (const char *hello);
/* {"code":…}; g_free () it. */
char      *make_application (const Site *site, const char *code);

G_END_DECLS
