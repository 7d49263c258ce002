/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "world.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gol-id.h"

#define LIMIT 7   /* items a page: so that there are several */

World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  guint32 seed = g_test_rand_int ();
  g_autoptr(GError) error = NULL;

  g_test_message ("seed %u", seed);
  world->rand = g_rand_new_with_seed (seed);
  world->folder = g_dir_make_tmp ("gol-hub-XXXXXX", &error);
  g_assert_no_error (error);
  world->instant = G_GINT64_CONSTANT (1790000000000);
  world->clock = gol_clock_new_fixed (world->instant);
  gol_hub_init (world->folder, &error);
  g_assert_no_error (error);
  world_reopen (world);
  return world;
}

void
world_reopen (World *world)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&world->hub, gol_hub_close);
  world->hub = gol_hub_open (world->folder, world->clock, &error);
  g_assert_no_error (error);
}

void
world_free (World *world)
{
  static const char * const names[] = { "hub.db", "hub.db-wal", "hub.db-shm", "hub.db-journal", "hub.key" };

  gol_hub_close (world->hub);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (world->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (world->folder), ==, 0);
  g_object_unref (world->clock);
  g_rand_free (world->rand);
  g_free (world->folder);
  g_free (world);
}

void
world_pass (World  *world,
            gint64  milliseconds)
{
  world->instant += milliseconds;
  gol_clock_set_instant (world->clock, world->instant);
}

void
world_agency (World      *world,
              const char *agency,
              const char *kind,
              const char *employer,
              const char *district)
{
  const char *districts[] = { district, NULL };
  g_autoptr(GError) error = NULL;

  gol_hub_add_agency (world->hub, agency, kind, employer, district != NULL ? districts : NULL, &error);
  g_assert_no_error (error);
}

void
site_enrol (Site *site)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *code = gol_hub_invite (site->world->hub, site->agency, &error);
  g_autofree char *told = NULL;

  g_assert_no_error (error);
  told = gol_hub_enrol (site->world->hub, code, site->name, site->key.public_key, site->seal_public, &error);
  g_assert_no_error (error);
  site->incarnation++;
  memset (site->seq, 0, sizeof site->seq);
  memset (site->prev, 0, sizeof site->prev);
}

Site *
site_new (World      *world,
          const char *name,
          const char *agency)
{
  Site *site = g_new0 (Site, 1);

  site->world = world;
  site->name = name;
  site->agency = agency;
  gol_site_key_generate (&site->key);
  gol_seal_key_generate (site->seal_public, site->seal_secret);
  site_enrol (site);
  return site;
}

void
site_free (Site *site)
{
  g_free (site);
}

char *
record_new (World      *world,
            const char *entity)
{
  return gol_record_new (entity, world->instant);
}

GolLeaf *
leaf_new (const char *record,
          const char *section,
          ...)
{
  g_autoptr(GolValues) values = gol_values_new ();
  const char *field;
  va_list args;

  va_start (args, section);
  while ((field = va_arg (args, const char *)) != NULL)
    gol_values_set_text (values, field, va_arg (args, const char *));
  va_end (args);
  return gol_leaf_new (record, section, GOL_OP_SET, values);
}

GolChange *
site_write_all (Site       *site,
                GolLog      log,
                const char *on_behalf_of,
                GPtrArray  *leaves)
{
  GolHeader header = {
    .version = GOL_CHANGE_VERSION,
    .site = g_strdup (site->name),
    .log = log,
    .incarnation = site->incarnation,
    .seq = ++site->seq[log],
    .hlc = g_malloc0 (GOL_HLC_LENGTH + 1),
    .actor = g_strdup ("u1"),
    .batch = gol_id_new (site->world->instant),
    .on_behalf_of = g_strdup (on_behalf_of),
    .schema = GOL_SCHEMA_VERSION,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GolChange) change = NULL;

  world_pass (site->world, 1);
  gol_clock_tick (site->world->clock, header.hlc);
  memcpy (header.prev, site->prev[log], GOL_HASH_BYTES);
  change = gol_change_new (&header, leaves, &site->key, NULL, &error);
  g_assert_no_error (error);
  memcpy (site->prev[log], change->hash, GOL_HASH_BYTES);
  if (log == GOL_LOG_OPEN)
    return g_steal_pointer (&change);
  return gol_change_seal (change, site->seal_public, 1);
}

GolChange *
site_write (Site   *site,
            GolLog  log,
            ...)
{
  g_autoptr(GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_leaf_free);
  GolLeaf *leaf;
  va_list args;

  va_start (args, log);
  while ((leaf = va_arg (args, GolLeaf *)) != NULL)
    g_ptr_array_add (leaves, leaf);
  va_end (args);
  return site_write_all (site, log, NULL, leaves);
}

GPtrArray *
site_push (Site       *site,
           const char *body)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gol_hub_push (site->world->hub, site->name, body, strlen (body), &error);
  GPtrArray *answers;

  g_assert_no_error (error);
  answers = gol_answers_read (text, strlen (text), &error);
  g_assert_no_error (error);
  return answers;
}

GolAnswerKind
site_send (Site             *site,
           const GolChange  *change,
           char            **reason)
{
  const char *to[] = { site->agency, NULL };
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GPtrArray) answers = NULL;
  const GolAnswer *answer;

  gol_push_append (body, change, change->header.log == GOL_LOG_PROTECTED ? to : NULL);
  answers = site_push (site, body->str);
  g_assert_cmpuint (answers->len, ==, 1);
  answer = g_ptr_array_index (answers, 0);
  if (answer->receipt != NULL)
    {
      g_assert_true (gol_receipt_is_of (answer->receipt, change));
      g_assert_true (gol_receipt_verify (answer->receipt, gol_hub_get_public_key (site->world->hub)));
    }
  if (reason != NULL)
    *reason = g_strdup (answer->receipt != NULL ? answer->receipt->reason : NULL);
  return answer->kind;
}

static char *
fetch_page (Site    *site,
            GolLog   log,
            char   **cursor)
{
  g_autoptr(GError) error = NULL;
  char *text = gol_hub_feed (site->world->hub, site->name, log, *cursor, LIMIT, TRUE, &error);

  g_assert_no_error (error);
  return text;
}

GPtrArray *
site_fetch (Site    *site,
            GolLog   log,
            char   **cursor)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_feed_page_free);
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *text = fetch_page (site, log, cursor);
      g_autoptr(GError) error = NULL;
      GolFeedPage *page = gol_feed_page_read (text, strlen (text), &error);

      g_assert_no_error (error);
      g_free (*cursor);
      *cursor = g_strdup (page->next);
      more = page->more;
      g_ptr_array_add (pages, page);
    }
  return pages;
}

char *
site_fetch_text (Site   *site,
                 GolLog  log)
{
  g_autofree char *cursor = NULL;
  GString *all = g_string_new (NULL);
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *text = fetch_page (site, log, &cursor);
      g_autoptr(GolFeedPage) page = gol_feed_page_read (text, strlen (text), NULL);

      g_assert_nonnull (page);
      g_string_append (all, text);
      g_free (cursor);
      cursor = g_strdup (page->next);
      more = page->more;
    }
  return g_string_free (all, FALSE);
}
