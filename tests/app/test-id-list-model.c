/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The slot model against a plain array. A fake office answers from a table that the test changes at random; whatever happens, the list
 * has the table's ids in order, each live row has the cells of the id at its position, and the model's signals told a listener enough
 * to know the length.
 */

#include "gol-async.h"
#include "gol-id-list-model.h"

typedef struct
{
  gatomicrefcount  refs;
  GMutex           lock;
  GArray          *ids;     /* what a question is answered with */
  gboolean         begins;  /* the first come before all */
  GCond            opened;
  gboolean         closed;  /* all are not there yet */
  guint            asked;
  guint            rows;
} Fake;

static gpointer
fake_ref (gpointer data)
{
  g_atomic_ref_count_inc (&((Fake *) data)->refs);
  return data;
}

static void
fake_unref (gpointer data)
{
  Fake *fake = data;

  if (!g_atomic_ref_count_dec (&fake->refs))
    return;
  g_mutex_clear (&fake->lock);
  g_cond_clear (&fake->opened);
  g_array_unref (fake->ids);
  g_free (fake);
}

static GArray *
fake_first (gpointer        data,
            const GolQuery *query,
            guint           n,
            GCancellable   *cancellable)
{
  Fake *fake = data;
  GArray *ids = NULL;

  g_mutex_lock (&fake->lock);
  if (fake->begins)
    {
      ids = g_array_copy (fake->ids);
      g_array_set_size (ids, MIN (n, ids->len));
    }
  g_mutex_unlock (&fake->lock);
  return ids;
}

static GArray *
fake_ids (gpointer         data,
          const GolQuery  *query,
          GCancellable    *cancellable,
          GError         **error)
{
  Fake *fake = data;
  GArray *ids;

  g_mutex_lock (&fake->lock);
  ids = g_array_copy (fake->ids);
  fake->asked++;
  while (fake->closed)
    g_cond_wait (&fake->opened, &fake->lock);
  g_mutex_unlock (&fake->lock);
  return ids;
}

static GPtrArray *
fake_rows (gpointer        data,
           const guint32  *ids,
           guint           n,
           GError        **error)
{
  Fake *fake = data;
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      char **cells = g_malloc0 (2 * sizeof (char *) + 16);

      cells[0] = (char *) (cells + 2);
      g_snprintf (cells[0], 16, "%u", ids[i]);
      g_ptr_array_add (rows, cells);
    }
  g_mutex_lock (&fake->lock);
  fake->rows += n;
  g_mutex_unlock (&fake->lock);
  return rows;
}

static const GolListSource source = { fake_first, fake_ids, fake_rows, fake_ref, fake_unref };

static Fake *
fake_new (void)
{
  Fake *fake = g_new0 (Fake, 1);

  g_atomic_ref_count_init (&fake->refs);
  g_mutex_init (&fake->lock);
  g_cond_init (&fake->opened);
  fake->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  return fake;
}

static void
fill (Fake  *fake,
      GRand *random,
      guint  n)
{
  g_mutex_lock (&fake->lock);
  g_array_set_size (fake->ids, 0);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 id = i + 1;

      g_array_append_val (fake->ids, id);
    }
  for (guint i = n; i > 1; i--)
    {
      guint j = g_rand_int_range (random, 0, i);
      guint32 id = g_array_index (fake->ids, guint32, i - 1);

      g_array_index (fake->ids, guint32, i - 1) = g_array_index (fake->ids, guint32, j);
      g_array_index (fake->ids, guint32, j) = id;
    }
  g_mutex_unlock (&fake->lock);
}

static void
settle (void)
{
  while (gol_busy_count () > 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

/* More rows than a view keeps alive. */
#define ALIVE 200

/* A listener that knows the length only from the signal, as GTK does, and refuses a change that is not at the tail. */
static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *length)
{
  g_assert_true (removed == 0 || added == 0);
  g_assert_cmpuint (position + removed, ==, *length);
  *length += added;
  *length -= removed;
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, *length);
}

static void
check (GolIdListModel *model,
       Fake           *fake,
       GPtrArray      *held,
       guint           length)
{
  guint n = gol_id_list_model_get_n (model);

  g_assert_cmpuint (n, ==, fake->ids->len);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, length);
  /* An empty list may keep its rows for the next question. */
  g_assert_true (length == n || (n == 0 && length <= ALIVE));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), length));
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (gol_id_list_model_get_id (model, i), ==, g_array_index (fake->ids, guint32, i));
  for (guint i = 0; i < held->len; i++)
    {
      GolRow *row = g_ptr_array_index (held, i);
      guint position = gol_row_get_position (row);

      if (position >= n)
        {
          g_assert_cmpuint (gol_row_get_id (row), ==, 0);
          g_assert_null (gol_row_get_cells (row));
        }
      else
        {
          g_autofree char *words = g_strdup_printf ("%u", g_array_index (fake->ids, guint32, position));
          g_autoptr(GolRow) again = g_list_model_get_item (G_LIST_MODEL (model), position);

          g_assert_true (again == row);
          g_assert_cmpuint (gol_row_get_id (row), ==, g_array_index (fake->ids, guint32, position));
          g_assert_nonnull (gol_row_get_cells (row));
          g_assert_cmpstr (gol_row_get_cells (row)[0], ==, words);
        }
    }
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  Fake *fake = fake_new ();
  g_autoptr(GolIdListModel) model = gol_id_list_model_new (&source, fake);
  guint length = 0;

  g_test_message ("seed %u", seed);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &length);
  gol_id_list_model_ask (model, query);
  for (guint round = 0; round < 400; round++)
    {
      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          fake->begins = g_rand_boolean (random);
          fill (fake, random, g_rand_int_range (random, 0, 300));
          gol_id_list_model_ask (model, query);
          break;
        case 1:
          /* A question that nobody waits for: only the last counts. */
          gol_id_list_model_ask_again (model);
          fill (fake, random, g_rand_int_range (random, 0, 30));
          gol_id_list_model_ask_again (model);
          break;
        case 2:
        case 3:
          {
            guint n = g_list_model_get_n_items (G_LIST_MODEL (model));   /* blank ones too */

            for (guint i = 0; n > 0 && i < 20; i++)
              {
                g_autoptr(GolRow) row = g_list_model_get_item (G_LIST_MODEL (model), g_rand_int_range (random, 0, n));

                if (!g_ptr_array_find (held, row, NULL))
                  g_ptr_array_add (held, g_object_ref (row));
              }
            break;
          }
        default:
          if (held->len > 0)
            g_ptr_array_remove_range (held, 0, g_rand_int_range (random, 0, held->len + 1));
          break;
        }
      if (round % 3 == 0)
        {
          settle ();
          check (model, fake, held, length);
          g_assert_cmpuint (gol_id_list_model_get_n_live (model), ==, held->len);
        }
    }
  settle ();
  g_ptr_array_set_size (held, 0);
  g_assert_cmpuint (gol_id_list_model_get_n_live (model), ==, 0);
  fake_unref (fake);
}

/* What is asked follows what is looked at, not how long the list is. */
static void
test_asks_little (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  Fake *fake = fake_new ();
  g_autoptr(GolIdListModel) model = gol_id_list_model_new (&source, fake);

  fill (fake, random, 100000);
  gol_id_list_model_ask (model, query);
  settle ();
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (model), i));
  settle ();
  g_assert_cmpuint (fake->rows, ==, 200);
  fill (fake, random, 90000);
  gol_id_list_model_ask_again (model);
  settle ();
  g_assert_cmpuint (fake->asked, ==, 2);
  g_assert_cmpuint (fake->rows, ==, 400);
  g_assert_cmpuint (gol_id_list_model_find (model, g_array_index (fake->ids, guint32, 4711)), ==, 4711);
  g_assert_cmpuint (gol_id_list_model_find (model, 100001), ==, G_MAXUINT);
  fake_unref (fake);
}

static void
set_closed (Fake     *fake,
            gboolean  closed)
{
  g_mutex_lock (&fake->lock);
  fake->closed = closed;
  g_cond_broadcast (&fake->opened);
  g_mutex_unlock (&fake->lock);
}

static void
count_cb (GolIdListModel *model,
          guint          *n)
{
  (*n)++;
}

static void
asked_cb (GolIdListModel *model,
          GError         *error,
          guint          *n)
{
  g_assert_no_error (error);
  (*n)++;
}

/* The first rows are shown before all are there; what was begun of an older question shows no more. */
static void
test_begins (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  Fake *fake = fake_new ();
  g_autoptr(GolIdListModel) model = gol_id_list_model_new (&source, fake);
  guint begun = 0, asked = 0, length = 0, before;

  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &length);
  g_signal_connect (model, "begun", G_CALLBACK (count_cb), &begun);
  g_signal_connect (model, "asked", G_CALLBACK (asked_cb), &asked);
  fake->begins = TRUE;
  fake->closed = TRUE;
  fill (fake, random, 5000);
  gol_id_list_model_ask (model, query);
  while (begun == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gol_id_list_model_is_asking (model));
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <, 5000);
  for (guint i = 0; i < 20; i++)
    {
      GolRow *row = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_ptr_array_add (held, row);
      g_assert_cmpuint (gol_row_get_id (row), ==, g_array_index (fake->ids, guint32, i));
      g_assert_nonnull (gol_row_get_cells (row));
    }
  g_assert_cmpuint (asked, ==, 0);
  set_closed (fake, FALSE);
  settle ();
  g_assert_cmpuint (asked, ==, 1);
  check (model, fake, held, length);

  /* Its first rows stand ready when the next question is asked, and wait for the main loop in vain. */
  set_closed (fake, TRUE);
  before = fake->asked;
  gol_id_list_model_ask (model, query);
  for (;;)
    {
      gboolean reached;

      g_mutex_lock (&fake->lock);
      reached = fake->asked > before;
      g_mutex_unlock (&fake->lock);
      if (reached)
        break;
      g_usleep (100);
    }
  fake->begins = FALSE;
  fill (fake, random, 300);
  gol_id_list_model_ask (model, query);
  set_closed (fake, FALSE);
  settle ();
  g_assert_cmpuint (begun, ==, 1);
  g_assert_cmpuint (asked, ==, 2);
  check (model, fake, held, length);
  fake_unref (fake);
}

/* Rows are dear to GTK: an empty list keeps them, blank, and the next one takes them up again; a short one lets go of the others later. */
static void
test_keeps_rows (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (4);
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  Fake *fake = fake_new ();
  g_autoptr(GolIdListModel) model = gol_id_list_model_new (&source, fake);
  guint begun = 0, asked = 0, length = 0;

  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &length);
  g_signal_connect (model, "begun", G_CALLBACK (count_cb), &begun);
  g_signal_connect (model, "asked", G_CALLBACK (asked_cb), &asked);
  fill (fake, random, 5000);
  gol_id_list_model_ask (model, query);
  while (begun == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (asked, ==, 0);
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <, ALIVE);
  settle ();
  g_assert_cmpuint (asked, ==, 1);
  g_assert_cmpuint (length, ==, 5000);
  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (model), i));

  fill (fake, random, 0);
  gol_id_list_model_ask (model, query);
  settle ();
  g_assert_cmpuint (asked, ==, 2);
  g_assert_cmpuint (length, ==, ALIVE);
  check (model, fake, held, length);

  fill (fake, random, 30);
  gol_id_list_model_ask (model, query);
  while (asked < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (gol_id_list_model_get_n (model), ==, 30);
  g_assert_cmpuint (length, >, 30);
  settle ();
  check (model, fake, held, length);

  /* After a commit nobody waits, and what stands on the screen is what there is. */
  fill (fake, random, 0);
  gol_id_list_model_ask_again (model);
  settle ();
  g_assert_cmpuint (length, ==, 0);
  check (model, fake, held, length);
  g_assert_cmpuint (begun, ==, 1);
  fake_unref (fake);
}

/* A row may outlive its list. */
static void
test_outlived (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  g_autoptr(GolQuery) query = gol_query_new (gol_dictionary_find_entity ("worker"));
  Fake *fake = fake_new ();
  GolIdListModel *model = gol_id_list_model_new (&source, fake);
  g_autoptr(GolRow) row = NULL;

  fill (fake, random, 10);
  gol_id_list_model_ask (model, query);
  settle ();
  row = g_list_model_get_item (G_LIST_MODEL (model), 3);
  gol_id_list_model_ask_again (model);
  g_object_unref (model);
  settle ();
  g_assert_cmpuint (gol_row_get_position (row), ==, 3);
  fake_unref (fake);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/id-list-model/random", test_random);
  g_test_add_func ("/app/id-list-model/asks-little", test_asks_little);
  g_test_add_func ("/app/id-list-model/begins", test_begins);
  g_test_add_func ("/app/id-list-model/keeps-rows", test_keeps_rows);
  g_test_add_func ("/app/id-list-model/outlived", test_outlived);
  return g_test_run ();
}
