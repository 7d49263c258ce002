/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "canary.h"

#include <string.h>

/*
 * Every field of every section that anybody may write carries a mark of its own, for people in every standing. What an office may hold
 * follows here from the dictionary's readers and from cast_in_scope (), not from the hub; and it must hold all of that and nothing else.
 *
 * No mark stands in: yes and no; what says to what a record belongs (worker, placement, order, worksite, employer and the districts, in the
 * section that names them), for it decides who sees it; and the answer of an employer who accepts. Dates, amounts, choices and references
 * carry one, for neither hub nor store looks at what another office's text says.
 */

#define SEED 4

/* ── What the program tells its log ── */

static GString *told;

static GLogWriterOutput
tell_cb (GLogLevelFlags   level,
         const GLogField *fields,
         gsize            n,
         gpointer         user_data)
{
  for (gsize i = 0; i < n; i++)
    {
      g_string_append_len (told, fields[i].value, fields[i].length >= 0 ? fields[i].length : (gssize) strlen (fields[i].value));
      g_string_append_c (told, '\n');
    }
  /* What is said to nobody in particular would stand among the test's own lines. */
  return (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0
           ? g_log_writer_default (level, fields, n, user_data) : G_LOG_WRITER_HANDLED;
}

/* ── What an office may hold ── */

static gboolean
may_hold (Cast         *self,
          OfficeNumber  office,
          const Canary *canary)
{
  const gboolean own = canary->writer == office;
  const guint readers = canary->section != NULL ? canary->section->readers : 0;
  const guint party = cast_party (office);
  gboolean accepted;

  if (canary->kept)
    return own;
  if (canary->log == GOL_LOG_PROTECTED)
    return own || (!canary->local && (office == MINISTRY || office == STAND) && (readers & party) != 0);
  if (!cast_in_scope (self, office, canary->thing, &accepted))
    return FALSE;
  return own || (!canary->local && ((readers & party) != 0
                                    || ((party & GOL_PARTY_EMPLOYER) != 0 && accepted && (readers & GOL_PARTY_EMPLOYER_ACCEPTED) != 0)));
}

/* ── Looking ── */

typedef gboolean (*ExpectFunc) (Cast *self, OfficeNumber office, const Canary *canary);

/* @all: what is expected must be there too; else nothing but what is expected. Gives how many were found. */
static guint
compare (Cast         *self,
         OfficeNumber  office,
         const char   *where,
         gconstpointer data,
         gsize         length,
         ExpectFunc    expect,
         gboolean      all)
{
  g_autofree gboolean *found = g_new0 (gboolean, self->canaries->len);
  const char *who = office < N_OFFICES ? cast_name (office) : "hub";
  guint n = 0, wrong = 0;

  marks_find (self, data, length, found);
  for (guint i = 0; i < self->canaries->len; i++)
    {
      const Canary *canary = g_ptr_array_index (self->canaries, i);
      gboolean expected = expect (self, office, canary);

      n += found[i];
      if (expected == found[i] || (expected && !all))
        continue;
      if (wrong++ < 20)
        g_test_message ("%s, %s: %s %s", who, where, expected ? "lacks" : "HOLDS", canary->label);
    }
  if (wrong > 0)
    {
      g_test_message ("%s, %s: %u marks are wrong of %u", who, where, wrong, self->canaries->len);
      g_test_fail ();
    }
  return n;
}

static gboolean
in_open (Cast         *self,
         OfficeNumber  office,
         const Canary *canary)
{
  return canary->log == GOL_LOG_OPEN && may_hold (self, office, canary);
}

static gboolean
in_protected (Cast         *self,
              OfficeNumber  office,
              const Canary *canary)
{
  return canary->log == GOL_LOG_PROTECTED && may_hold (self, office, canary);
}

static gboolean
on_wire (Cast         *self,
         OfficeNumber  office,
         const Canary *canary)
{
  return canary->log == GOL_LOG_OPEN && !canary->local && may_hold (self, office, canary);
}

static gboolean
at_hub (Cast         *self,
        OfficeNumber  office,
        const Canary *canary)
{
  return canary->log == GOL_LOG_OPEN && !canary->local;
}

static gboolean
nowhere (Cast         *self,
         OfficeNumber  office,
         const Canary *canary)
{
  return FALSE;
}

/* Tables say what is there, pages what was not wiped away. A mark may be cut by the end of a page, so those need not have all. */
static void
check_file (Cast         *self,
            OfficeNumber  office,
            const char   *path,
            const guint8  key[32],
            ExpectFunc    expect,
            guint        *n_log)
{
  g_autoptr(GByteArray) tables = file_tables (path, key);
  g_autoptr(GByteArray) pages = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *where = NULL;
  guint n, n_pages;

  n = compare (self, office, name, tables->data, tables->len, expect, TRUE);
  pages = file_pages (path, key, n_log);
  where = g_strdup_printf ("%s with %u pages in its log", name, *n_log);
  n_pages = compare (self, office, where, pages->data, pages->len, expect, FALSE);
  g_assert_cmpuint (n_pages, >=, n - n / 10);
}

static void
check_office (Cast         *self,
              OfficeNumber  office,
              guint        *n_log)
{
  static const struct { const char *name; ExpectFunc expect; } files[] = { { "open.db", in_open }, { "protected.db", in_protected } };
  Office *held = self->desks[office]->office;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (held->dir, files[i].name, NULL);
      guint n;

      check_file (self, office, path, i == 0 ? held->keys->open : held->keys->protected, files[i].expect, &n);
      *n_log += n;
    }
}

static void
check_hub (Cast  *self,
           guint *n_log)
{
  g_autofree char *path = g_build_filename (self->world->folder, "hub.db", NULL);
  g_autofree char *key_path = g_build_filename (self->world->folder, "hub.key", NULL);
  g_autofree char *key = NULL;
  GError *error = NULL;
  gsize length;

  g_file_get_contents (key_path, &key, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 32);
  check_file (self, N_OFFICES, path, (const guint8 *) key, at_hub, n_log);
}

/* While everything is open, with what stands in the logs beside the files; then when it is closed. */
static void
check_all (Cast *self)
{
  guint n_log = 0, n_left = 0, n_hub = 0;

  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    check_office (self, i, &n_log);
  check_hub (self, &n_hub);
  g_assert_cmpuint (n_log + n_hub, >, 100);
  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    {
      g_clear_pointer (&self->desks[i]->sync, gol_sync_free);
      office_close (self->desks[i]->office);
      check_office (self, i, &n_left);
      desk_restart (self->desks[i]);
    }
  g_assert_cmpuint (n_left, ==, 0);
}

static void
check_wire (Cast     *self,
            gboolean  all)
{
  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    {
      GString *heard = self->desks[i]->heard;

      compare (self, i, "wire", heard->str, heard->len, on_wire, all);
    }
}

/* ── Whether there is nothing that was forgotten ── */

static void
check_whole (Cast *self)
{
  guint n_sections = 0, n_fields = 0;

  for (const GolEntity * const *entity = gol_dictionary_get_entities (); *entity != NULL; entity++)
    for (const GolSection *section = (*entity)->sections; section->name != NULL; section++)
      {
        guint n = 0;

        for (guint i = 0; i < self->canaries->len; i++)
          n += ((Canary *) g_ptr_array_index (self->canaries, i))->section == section;
        g_assert_cmpuint (n, >, 0);
        n_sections++;
        for (const GolField *field = section->fields; field->name != NULL; field++)
          {
            n_fields++;
            for (const GolField *column = field->columns; column != NULL && column->name != NULL; column++)
              n_fields++;
          }
      }
  g_test_message ("%u sections with %u fields and columns; %u records; %u marks in %u offices; %u values that carry none", n_sections,
                  n_fields, self->things->len, self->canaries->len, N_OFFICES, self->n_dumb);
}

static void
test_held (void)
{
  g_autoptr(Cast) self = cast_new (SEED, AMONG);

  check_whole (self);
  check_wire (self, TRUE);
  check_all (self);
  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    office_verify (self->desks[i]->office);
  compare (self, N_OFFICES, "log", told->str, told->len, nowhere, FALSE);
}

/* ── Who reads no protected section cannot tell whether there is any: not one byte that goes over his wire is another one ── */

static void
test_nothing_shows (void)
{
  static const OfficeNumber blind[] = { FARM, RANCH, NORTH, AUTHORITY, TRAINING, CARRIER, AUDITOR };
  g_autoptr(Cast) with = cast_new (SEED, APART);
  g_autoptr(Cast) without = cast_new (SEED, NONE);

  g_assert_cmpuint (with->canaries->len, >, without->canaries->len + 100);
  for (guint i = 0; i < G_N_ELEMENTS (blind); i++)
    {
      g_auto(GStrv) here = g_strsplit (with->desks[blind[i]]->heard->str, "\n", -1);
      g_auto(GStrv) there = g_strsplit (without->desks[blind[i]]->heard->str, "\n", -1);
      guint k = 0;

      while (here[k] != NULL && there[k] != NULL && g_str_equal (here[k], there[k]))
        k++;
      if (here[k] == NULL && there[k] == NULL)
        continue;
      g_test_message ("%s hears with protected records\n%s\nand without\n%s", cast_name (blind[i]), here[k], there[k]);
      g_test_fail ();
    }
  compare (with, N_OFFICES, "log", told->str, told->len, nowhere, FALSE);
}

/* ── I6: who loses somebody keeps nothing of her ── */

static void
test_purged (void)
{
  g_autoptr(Cast) self = cast_new (SEED, AMONG);
  guint first;

  cast_note (self, FARM, self->workers[ACCEPTED]);
  cast_note (self, FARM, self->placements[ACCEPTED]);
  cast_note (self, FARM, self->workers[PLACED]);
  /* Not sent yet when she leaves: late, and the owner's. */
  cast_write (self, FARM, self->placements[ACCEPTED], "employer_evaluation", "unsent");
  cast_pass (self, 1000);
  cast_move (self, ACCEPTED, 1);
  desk_sync (self->desks[MINISTRY]);
  cast_exchange (self);
  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    g_string_truncate (self->desks[i]->heard, 0);
  check_all (self);

  /* Written when she was lost already: kept where it was written, and at the hub for somebody to decide; nobody is told. */
  cast_pass (self, 1000);
  first = self->canaries->len;
  cast_write (self, FARM, self->placements[ACCEPTED], "employer_evaluation", "too late");
  for (guint i = first; i < self->canaries->len; i++)
    ((Canary *) g_ptr_array_index (self->canaries, i))->kept = TRUE;
  cast_exchange (self);
  check_wire (self, FALSE);
  check_all (self);
  for (OfficeNumber i = 0; i < N_OFFICES; i++)
    office_verify (self->desks[i]->office);
  compare (self, N_OFFICES, "log", told->str, told->len, nowhere, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  int failed;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_init (&argc, &argv, NULL);
  told = g_string_new (NULL);
  g_log_set_writer_func (tell_cb, NULL, NULL);
  g_test_add_func ("/sync/canary/held", test_held);
  g_test_add_func ("/sync/canary/nothing-shows", test_nothing_shows);
  g_test_add_func ("/sync/canary/purged", test_purged);
  failed = g_test_run ();
  g_string_free (told, TRUE);
  return failed;
}
