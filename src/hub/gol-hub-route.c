/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-hub-route.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-feed.h"
#include "gol-json.h"
#include "gol-push.h"

#define SMALL_BODY   4096
#define CODE_MAX     64
#define MAX_QUERY    1024

typedef struct
{
  GolHub       *hub;
  const guint8 *peer_key;
  char         *site;      /* whose key it is */
  GolValues    *query;
  const char   *body;
  gsize         length;
} Call;

/* Gives the answer, or what is wrong. */
typedef GolHubReply *(*Run) (Call *call, GError **error);

/* Who may ask. */
typedef enum
{
  ANYBODY,
  ANY_KEY,      /* whoever has a certificate */
  ENROLLED,     /* also a site that is frozen: so it learns that it is */
  WORKING,
} Who;

typedef struct
{
  const char *method;
  const char *path;
  Who         who;
  gsize       limit;     /* of the body; 0: none */
  const char *type;      /* of the body */
  const char *query;     /* the parameters that it takes, apart */
  Run         run;
} Route;

/* ── Replies ── */

static GolHubReply *
reply_new (guint       status,
           const char *type,
           char       *body)     /* (nullable) (transfer full) */
{
  GolHubReply *reply = g_new0 (GolHubReply, 1);

  reply->status = status;
  reply->type = type;
  if (body != NULL)
    reply->body = g_bytes_new_take (body, strlen (body));
  return reply;
}

void
gol_hub_reply_free (GolHubReply *reply)
{
  if (reply == NULL)
    return;
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply);
}

/* The words of RFC 9110: what a program logs, not what a person reads. */
static const char *
get_title (guint status)
{
  static const struct { guint status; const char *title; } titles[] = {
    { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" },
    { 405, "Method Not Allowed" }, { 408, "Request Timeout" }, { 409, "Conflict" }, { 413, "Content Too Large" },
    { 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" }, { 429, "Too Many Requests" },
    { 503, "Service Unavailable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].status == status)
      return titles[i].title;
  g_return_val_if_reached ("Error");
}

GolHubReply *
gol_hub_reply_problem (guint       status,
                       const char *detail)
{
  g_autoptr(GolValues) values = gol_values_new ();

  gol_values_set_text (values, "detail", detail);
  gol_values_set_integer (values, "status", status);
  gol_values_set_text (values, "title", get_title (status));
  gol_values_set_text (values, "type", "about:blank");
  return reply_new (status, GOL_HUB_TYPE_PROBLEM, gol_values_to_json (values));
}

/* What failed inside the hub is its administrator's to read, not a caller's. */
static GolHubReply *
reply_error (const GError *error)
{
  static const struct { int code; guint status; } statuses[] = {
    { GOL_ERROR_USAGE, 422 }, { GOL_ERROR_INVALID, 422 }, { GOL_ERROR_UNSUPPORTED, 422 }, { GOL_ERROR_NOT_FOUND, 404 },
    { GOL_ERROR_DENIED, 403 }, { GOL_ERROR_EXISTS, 409 }, { GOL_ERROR_CONFLICT, 409 }, { GOL_ERROR_BUSY, 429 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_error_matches (error, GOL_ERROR, statuses[i].code))
      return gol_hub_reply_problem (statuses[i].status, error->message);
  g_message ("%s", error->message);
  return gol_hub_reply_problem (503, _("The hub cannot keep anything at this moment. Try again later."));
}

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, sentence);
  return FALSE;
}

/* ── What comes in ── */

static gboolean
takes_parameter (const Route *route,
                 const char  *name,
                 gsize        length)
{
  g_auto(GStrv) names = g_strsplit (route->query != NULL ? route->query : "", " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == length && strncmp (names[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* "log=open&limit=10": nothing that has to be escaped is in what our parameters may be. */
static gboolean
read_query (const Route  *route,
            const char   *query,
            GolValues    *values,
            GError      **error)
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-";
  g_auto(GStrv) parts = NULL;

  if (query == NULL || *query == '\0')
    return TRUE;
  if (strlen (query) > MAX_QUERY)
    return refuse (error, _("The address asks for something that this hub does not know."));
  parts = g_strsplit (query, "&", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strcspn (parts[i], "=");
      char *value = parts[i] + length + (parts[i][length] == '=');

      if (!takes_parameter (route, parts[i], length) || *value == '\0' || value[strspn (value, alphabet)] != '\0')
        return refuse (error, _("The address asks for something that this hub does not know."));
      parts[i][length] = '\0';
      if (gol_values_find (values, parts[i]) != NULL)
        return refuse (error, _("The address asks for something that this hub does not know."));
      gol_values_set_text (values, parts[i], value);
    }
  return TRUE;
}

/* Nothing else than a text; (nullable). */
static const char *
take_text (const GolValues *values,
           const char      *name)
{
  const GolValue *value = gol_values_find (values, name);

  return value != NULL && value->kind == GOL_VALUE_TEXT ? value->text : NULL;
}

static gboolean
find_log (const GolValues  *values,
          GolLog           *log,
          GError          **error)
{
  const char *name = take_text (values, "log");

  for (*log = GOL_LOG_OPEN; *log <= GOL_LOG_PROTECTED; (*log)++)
    if (g_strcmp0 (name, gol_log_get_name (*log)) == 0)
      return TRUE;
  return refuse (error, _("The log is “open” or “protected”."));
}

/* An object with exactly @n members; (nullable). */
static GolValues *
read_object (const Call  *call,
             guint        n,
             GError     **error)
{
  g_autoptr(GolValues) values = gol_values_from_json (call->body, call->length, NULL);

  if (values != NULL && gol_values_get_size (values) == n)
    return g_steal_pointer (&values);
  refuse (error, _("What was sent is not of its form."));
  return NULL;
}

/* ── The routes ── */

static GolHubReply *
run_health (Call    *call,
            GError **error)
{
  return gol_hub_check (call->hub, error) ? reply_new (200, "text/plain", g_strdup ("ok\n")) : NULL;
}

static gboolean
decode_key (const char *text,
            guint8      key[32])
{
  g_autofree guchar *bytes = NULL;
  g_autofree char *again = NULL;
  gsize size;

  if (text == NULL || strlen (text) != 44)
    return FALSE;
  bytes = g_base64_decode (text, &size);
  again = g_base64_encode (bytes, size);
  if (size != 32 || !g_str_equal (again, text))
    return FALSE;
  memcpy (key, bytes, 32);
  return TRUE;
}

static GolHubReply *
run_enrol (Call    *call,
           GError **error)
{
  g_autoptr(GolValues) values = read_object (call, 3, error);
  const char *code, *site;
  guint8 seal_key[32];
  char *told;

  if (values == NULL)
    return NULL;
  code = take_text (values, "code");
  site = take_text (values, "site");
  if (code == NULL || strlen (code) > CODE_MAX || site == NULL || !decode_key (take_text (values, "seal_key"), seal_key))
    {
      refuse (error, _("What was sent is not of its form."));
      return NULL;
    }
  told = gol_hub_enrol (call->hub, code, site, call->peer_key, seal_key, error);
  return told != NULL ? reply_new (200, GOL_HUB_TYPE_JSON, told) : NULL;
}

static GolHubReply *
run_hello (Call    *call,
           GError **error)
{
  char *hello = gol_hub_hello (call->hub, call->site, error);

  return hello != NULL ? reply_new (200, GOL_HUB_TYPE_JSON, hello) : NULL;
}

static GolHubReply *
run_directory (Call    *call,
               GError **error)
{
  char *directory = gol_hub_get_directory (call->hub, error);

  return directory != NULL ? reply_new (200, GOL_HUB_TYPE_JSON, directory) : NULL;
}

static GolHubReply *
run_changes (Call    *call,
             GError **error)
{
  char *answers = gol_hub_push (call->hub, call->site, call->body, call->length, error);
  GolHubReply *reply = answers != NULL ? reply_new (200, GOL_HUB_TYPE_NDJSON, answers) : NULL;

  if (reply != NULL)
    reply->news = TRUE;
  return reply;
}

static GolHubReply *
run_feed (Call    *call,
          GError **error)
{
  const char *limit = gol_values_get_text (call->query, "limit");
  const char *own = gol_values_get_text (call->query, "own");
  guint64 number = 0;
  GolLog log;
  char *page;

  if (!find_log (call->query, &log, error))
    return NULL;
  if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 1, GOL_FEED_MAX_ITEMS, &number, NULL))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("A page has at most %u items."), GOL_FEED_MAX_ITEMS);
      return NULL;
    }
  if (own != NULL && !g_str_equal (own, "no"))
    {
      refuse (error, _("The address asks for something that this hub does not know."));
      return NULL;
    }
  page = gol_hub_feed (call->hub, call->site, log, gol_values_get_text (call->query, "cursor"), number, own == NULL, error);
  return page != NULL ? reply_new (200, GOL_HUB_TYPE_NDJSON, page) : NULL;
}

static GolHubReply *
run_ack (Call    *call,
         GError **error)
{
  g_autoptr(GolValues) values = read_object (call, 2, error);
  const char *cursor = values != NULL ? take_text (values, "cursor") : NULL;
  GolLog log;

  if (values == NULL || !find_log (values, &log, error))
    return NULL;
  if (cursor == NULL)
    {
      refuse (error, _("What was sent is not of its form."));
      return NULL;
    }
  return gol_hub_ack (call->hub, call->site, log, cursor, error) ? reply_new (204, NULL, NULL) : NULL;
}

/* A log that is not named is not waited for. */
static GolHubReply *
run_wait (Call    *call,
          GError **error)
{
  gboolean any = FALSE;
  GolHubReply *reply;

  if (gol_values_get_size (call->query) == 0)
    {
      refuse (error, _("The log is “open” or “protected”."));
      return NULL;
    }
  for (GolLog log = GOL_LOG_OPEN; log <= GOL_LOG_PROTECTED; log++)
    {
      const char *cursor = gol_values_get_text (call->query, gol_log_get_name (log));
      gboolean news = FALSE;

      if (cursor != NULL && !gol_hub_has_news (call->hub, call->site, log, cursor, &news, error))
        return NULL;
      any = any || news;
    }
  reply = reply_new (204, NULL, NULL);
  reply->wait = !any;
  return reply;
}

static const Route routes[] = {
  { "GET",  "/healthz",      ANYBODY,  0, NULL, NULL, run_health },
  { "GET",  "/readyz",       ANYBODY,  0, NULL, NULL, run_health },
  { "POST", "/v1/enrol",     ANY_KEY,  SMALL_BODY, GOL_HUB_TYPE_JSON, NULL, run_enrol },
  { "GET",  "/v1/hello",     ENROLLED, 0, NULL, NULL, run_hello },
  { "GET",  "/v1/directory", WORKING,  0, NULL, NULL, run_directory },
  { "POST", "/v1/changes",   WORKING,  GOL_PUSH_MAX_BYTES, GOL_HUB_TYPE_NDJSON, NULL, run_changes },
  { "GET",  "/v1/feed",      WORKING,  0, NULL, "log cursor limit own", run_feed },
  { "POST", "/v1/ack",       WORKING,  SMALL_BODY, GOL_HUB_TYPE_JSON, NULL, run_ack },
  { "GET",  "/v1/wait",      WORKING,  0, NULL, "open protected", run_wait },
};

/* The route of that path; @method_too: and of that method. */
static const Route *
find_route (const char *method,
            const char *path,
            gboolean    method_too)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].path, path) && (!method_too || g_str_equal (routes[i].method, method)))
      return &routes[i];
  return NULL;
}

/* Whose call it is; the answer when he may not. */
static GolHubReply *
check_caller (const Route *route,
              Call        *call)
{
  g_autoptr(GError) error = NULL;
  gboolean frozen = FALSE;

  if (route->who == ANYBODY)
    return NULL;
  if (call->peer_key == NULL)
    return gol_hub_reply_problem (401, _("The hub speaks only with offices that show their certificate."));
  if (route->who == ANY_KEY)
    return NULL;
  call->site = gol_hub_find_by_key (call->hub, call->peer_key, &frozen, &error);
  if (error != NULL)
    return reply_error (error);
  if (call->site == NULL)
    return gol_hub_reply_problem (401, _("This office is not enrolled at the hub. Pair it with a code of the hub’s administrator."));
  if (frozen && route->who == WORKING)
    return gol_hub_reply_problem (403, _("This office is frozen: two copies of it wrote. Pair it again with a new code."));
  return NULL;
}

/* All that can be said without the body. */
static GolHubReply *
check_head (const Route *route,
            Call        *call,
            const char  *method,
            const char  *path,
            const char  *type)
{
  GolHubReply *reply;

  if (route == NULL && find_route (method, path, FALSE) != NULL)
    return gol_hub_reply_problem (405, _("The hub does not do that with this address."));
  if (route == NULL)
    return gol_hub_reply_problem (404, _("The hub has nothing at this address."));
  reply = check_caller (route, call);
  if (reply == NULL && route->type != NULL && g_strcmp0 (type, route->type) != 0)
    reply = gol_hub_reply_problem (415, _("What was sent is not of a kind that the hub takes here."));
  return reply;
}

GolHubReply *
gol_hub_route_head (GolHub       *hub,
                    const guint8 *peer_key,
                    const char   *method,
                    const char   *path,
                    const char   *type,
                    gsize        *limit)
{
  const Route *route = find_route (method, path, TRUE);
  Call call = { .hub = hub, .peer_key = peer_key };
  GolHubReply *reply = check_head (route, &call, method, path, type);

  g_free (call.site);
  *limit = reply == NULL ? route->limit : 0;
  return reply;
}

static GolHubReply *
run_route (const Route *route,
           Call        *call,
           const char  *query)
{
  g_autoptr(GError) error = NULL;
  GolHubReply *reply = NULL;

  if (read_query (route, query, call->query, &error))
    reply = route->run (call, &error);
  return reply != NULL ? reply : reply_error (error);
}

GolHubReply *
gol_hub_route (GolHub       *hub,
               const guint8 *peer_key,
               const char   *method,
               const char   *path,
               const char   *query,
               const char   *type,
               GBytes       *body)
{
  const Route *route = find_route (method, path, TRUE);
  g_autoptr(GolValues) values = gol_values_new ();
  Call call = { .hub = hub, .peer_key = peer_key, .query = values, .body = "" };
  GolHubReply *reply;

  if (body != NULL && g_bytes_get_size (body) > 0)
    call.body = g_bytes_get_data (body, &call.length);
  reply = check_head (route, &call, method, path, type);
  if (reply == NULL && call.length > route->limit)
    reply = gol_hub_reply_problem (413, _("More was sent than the hub takes at once."));
  if (reply == NULL)
    reply = run_route (route, &call, query);
  g_free (call.site);
  return reply;
}
