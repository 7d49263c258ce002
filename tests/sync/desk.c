/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"

#include <string.h>

#include "gol-store-private.h"

#define MANY 2000   /* more requests than any exchange of these tests takes */

static void
enrol (Desk *desk)
{
  GError *error = NULL;
  g_autofree char *code = gol_hub_invite (desk->world->hub, desk->office->info.agency, &error);
  g_autofree char *key = g_base64_encode (desk->office->keys->seal_public, 32);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GolHubReply) reply = NULL;

  g_assert_no_error (error);
  text = g_strdup_printf ("{\"code\":\"%s\",\"seal_key\":\"%s\",\"site\":\"%s\"}", code, key, desk->office->info.site);
  body = g_bytes_new (text, strlen (text));
  reply = gol_hub_route (desk->world->hub, desk->office->keys->site.public_key, "POST", "/v1/enrol", NULL, "application/json", body);
  g_assert_cmpuint (reply->status, ==, 200);
}

Desk *
desk_new (World      *world,
          const char *site,
          const char *kind,
          const char *employer)
{
  return desk_new_at (world, site, kind, employer, NULL);
}

Desk *
desk_new_at (World      *world,
             const char *site,
             const char *kind,
             const char *employer,
             const char *district)
{
  Desk *desk = g_new0 (Desk, 1);

  desk->world = world;
  desk->office = office_new_kind (site, kind);
  gol_clock_set_instant (desk->office->clock, world->instant);
  gol_seal_key_generate (desk->office->keys->seal_public, desk->office->keys->seal_secret);
  office_open (desk->office);
  world_agency (world, desk->office->info.agency, kind, employer, district);
  enrol (desk);
  desk_restart (desk);
  return desk;
}

void
desk_free (Desk *desk)
{
  gol_sync_free (desk->sync);
  office_free (desk->office);
  if (desk->heard != NULL)
    g_string_free (desk->heard, TRUE);
  g_free (desk);
}

void
desk_restart (Desk *desk)
{
  GError *error = NULL;

  g_clear_pointer (&desk->sync, gol_sync_free);
  office_open (desk->office);
  /* No power is cut here. */
  gol_store_set_synchronous (desk->office->store, FALSE, &error);
  g_assert_no_error (error);
  desk->sync = gol_sync_new (desk->office->store, gol_hub_get_public_key (desk->world->hub));
  if (g_test_rand_bit ())
    gol_sync_work_ahead (desk->sync);
}

static void
hear (Desk   *desk,
      GBytes *body)
{
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  g_string_append_len (desk->heard, text, (gssize) length);
  g_string_append_c (desk->heard, '\n');
}

GolHubReply *
desk_route (Desk                 *desk,
            const GolSyncRequest *request)
{
  g_auto(GStrv) parts = g_strsplit (request->path, "?", 2);
  GolHubReply *reply;

  desk->requests += !request->idle;
  desk->pushes += g_str_equal (parts[0], "/v1/changes");
  desk->pages += g_str_equal (parts[0], "/v1/feed");
  reply = gol_hub_route (desk->world->hub, desk->office->keys->site.public_key, request->method, parts[0], parts[1], request->type,
                         request->body);
  if (desk->heard != NULL)
    {
      g_string_append_printf (desk->heard, "%s %s\n", request->method, request->path);
      hear (desk, request->body);
      g_string_append_printf (desk->heard, "%u\n", reply->status);
      hear (desk, reply->body);
    }
  return reply;
}

gboolean
desk_step (Desk *desk)
{
  GError *error = NULL;
  g_autoptr(GolSyncRequest) request = gol_sync_next (desk->sync, &error);
  g_autoptr(GolHubReply) reply = NULL;

  g_assert_no_error (error);
  if (request->idle)
    return FALSE;
  reply = desk_route (desk, request);
  gol_sync_answer (desk->sync, reply->status, reply->body, &error);
  g_assert_no_error (error);
  return TRUE;
}

void
desk_sync (Desk *desk)
{
  guint n = 0;

  gol_sync_wake (desk->sync);
  while (desk_step (desk))
    g_assert_cmpuint (n++, <, MANY);
  g_assert_cmpint (gol_sync_get_state (desk->sync)->phase, ==, GOL_SYNC_CURRENT);
}

guint
desk_waiting (Desk *desk)
{
  GolSyncState state;
  GError *error = NULL;
  guint waiting;

  gol_sync_state_read (desk->office->store, &state, &error);
  g_assert_no_error (error);
  waiting = (guint) state.waiting;
  gol_sync_state_clear (&state);
  return waiting;
}

char *
desk_digest (Desk       *desk,
             const char *record,
             const char *section)
{
  GError *error = NULL;
  char *digest = gol_store_digest (desk->office->store, record, section, &error);

  g_assert_no_error (error);
  return digest;
}

void
desk_assert_same (Desk       *desk,
                  Desk       *other,
                  const char *record,
                  const char *section)
{
  g_autofree char *first = desk_digest (desk, record, section);
  g_autofree char *second = desk_digest (other, record, section);

  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, second);
}
