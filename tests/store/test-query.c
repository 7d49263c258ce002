/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gol-error.h"
#include "gol-query.h"
#include "gol-store-private.h"
#include "gol-text.h"
#include "people-fixture.h"

#define PEOPLE 250

static const GolEntity *
worker_entity (void)
{
  return gol_dictionary_find_entity ("worker");
}

static GArray *
list_ids (Office   *office,
          GolQuery *query)
{
  GError *error = NULL;
  GArray *ids = gol_query_ids (office->store, query, NULL, &error);

  g_assert_no_error (error);
  return ids;
}

/* ── What a list should be, worked out by reading every record ── */

static const char * const sorts[] = {
  NULL, "code", "name_photo.surname_1", "name_photo.given_names", "civil.birth_date", "contact.admin_1", "experience.years",
  "identity_numbers.passport_expires",
};

static const char * const filtered[] = {
  "civil.sex", "contact.admin_1", "civil.birth_date", "name_photo.surname_2", "experience.years", "name_photo.surname_1",
};

static const char *
get (GolRecord  *record,
     const char *field)
{
  return strcmp (field, "code") == 0 ? record->code : gol_record_get_text (record, field);
}

static gboolean
is_folded (const char *field)
{
  const GolSection *section;
  const GolField *found;

  return gol_entity_find_field (worker_entity (), field, &section, &found) && found->type == GOL_FIELD_NAME
         && (found->flags & GOL_FIELD_SORTED) != 0;
}

static gboolean
is_number (const char *field)
{
  const GolSection *section;
  const GolField *found;

  return gol_entity_find_field (worker_entity (), field, &section, &found) && found->type == GOL_FIELD_INTEGER;
}

static int
compare (const char *field,
         const char *a,
         const char *b)
{
  if (is_number (field))
    {
      gint64 x = g_ascii_strtoll (a, NULL, 10);
      gint64 y = g_ascii_strtoll (b, NULL, 10);

      return (x > y) - (x < y);
    }
  if (is_folded (field))
    {
      g_autofree char *x = gol_text_fold (a);
      g_autofree char *y = gol_text_fold (b);

      return strcmp (x, y);
    }
  return strcmp (a, b);
}

static gboolean
begins (const char *field,
        const char *text,
        const char *prefix)
{
  g_autofree char *x = is_folded (field) ? gol_text_fold (text) : g_strdup (text);
  g_autofree char *y = is_folded (field) ? gol_text_fold (prefix) : g_strdup (prefix);

  return g_str_has_prefix (x, y);
}

static gboolean
fits (GolRecord       *record,
      const GolFilter *filter)
{
  const char *text = get (record, filter->field);

  switch (filter->kind)
    {
    case GOL_FILTER_EMPTY:
      return text == NULL;
    case GOL_FILTER_NOT_EMPTY:
      return text != NULL;
    case GOL_FILTER_BETWEEN:
      return text != NULL && (*filter->values[0] == '\0' || compare (filter->field, text, filter->values[0]) >= 0)
             && (*filter->values[1] == '\0' || compare (filter->field, text, filter->values[1]) <= 0);
    case GOL_FILTER_PREFIX:
      return text != NULL && begins (filter->field, text, filter->values[0]);
    case GOL_FILTER_EQUAL:
    case GOL_FILTER_IN:
      for (guint i = 0; text != NULL && filter->values[i] != NULL; i++)
        if (compare (filter->field, text, filter->values[i]) == 0)
          return TRUE;
      return FALSE;
    }
  return FALSE;
}

typedef struct
{
  const char *sort;
  gboolean    descending;
} Order;

static int
compare_records (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  GolRecord *x = *(GolRecord * const *) a;
  GolRecord *y = *(GolRecord * const *) b;
  const Order *order = data;
  const char *of_x = order->sort != NULL ? get (x, order->sort) : "";
  const char *of_y = order->sort != NULL ? get (y, order->sort) : "";
  int by = 0;

  if ((of_x == NULL) != (of_y == NULL))
    return of_x == NULL ? 1 : -1;
  if (of_x != NULL && order->sort != NULL)
    by = compare (order->sort, of_x, of_y);
  if (by == 0)
    by = (x->id > y->id) - (x->id < y->id);
  return order->descending ? -by : by;
}

/* ── A query at random ── */

typedef struct
{
  Office    *office;
  GRand     *random;
  GPtrArray *people;   /* of GolRecord, not voided */
  guint32    seed;
} Fixture;

static GolRecord *
pick (Fixture *fixture)
{
  return fixture->people->pdata[g_rand_int_range (fixture->random, 0, fixture->people->len)];
}

static void
add_random_filter (Fixture   *fixture,
                   GolQuery  *query,
                   GPtrArray *filters)
{
  GolFilter *filter = g_new0 (GolFilter, 1);
  const char *a, *b;

  filter->field = g_strdup (filtered[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (filtered))]);
  filter->kind = g_rand_int_range (fixture->random, GOL_FILTER_EQUAL, GOL_FILTER_PREFIX + 1);
  if (filter->kind == GOL_FILTER_PREFIX && is_number (filter->field))
    filter->kind = GOL_FILTER_EQUAL;
  a = get (pick (fixture), filter->field);
  b = get (pick (fixture), filter->field);
  if (filter->kind == GOL_FILTER_BETWEEN)
    {
      const char *ends[] = { a != NULL ? a : "", b != NULL ? b : "", NULL };

      filter->values = g_strdupv ((char **) ends);
    }
  else
    {
      const char *values[] = { a != NULL ? a : "nobody’s", filter->kind == GOL_FILTER_IN ? b : NULL, NULL };

      filter->values = g_strdupv ((char **) values);
    }
  if (filter->kind == GOL_FILTER_PREFIX)
    *g_utf8_offset_to_pointer (filter->values[0], MIN (2, g_utf8_strlen (filter->values[0], -1))) = '\0';
  gol_query_add_filter (query, filter->field, filter->kind, (const char * const *) filter->values);
  g_ptr_array_add (filters, filter);
}

static void
filter_free (gpointer data)
{
  GolFilter *filter = data;

  g_free (filter->field);
  g_strfreev (filter->values);
  g_free (filter);
}

static GPtrArray *
expect (Fixture     *fixture,
        GPtrArray   *filters,
        const Order *order)
{
  GPtrArray *expected = g_ptr_array_new ();

  for (guint i = 0; i < fixture->people->len; i++)
    {
      GolRecord *record = fixture->people->pdata[i];
      gboolean in = TRUE;

      for (guint j = 0; j < filters->len; j++)
        in = in && fits (record, filters->pdata[j]);
      if (in)
        g_ptr_array_add (expected, record);
    }
  g_ptr_array_sort_with_data (expected, compare_records, (gpointer) order);
  return expected;
}

static void
assert_pages (Fixture  *fixture,
              GolQuery *query,
              GArray   *ids)
{
  guint limit = g_rand_int_range (fixture->random, 1, 40);
  g_autofree char *after = NULL;
  GError *error = NULL;
  guint at = 0;

  do
    {
      char *next = NULL;
      g_autoptr(GArray) page = gol_query_page (fixture->office->store, query, limit, after, &next, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->len, <=, limit);
      for (guint i = 0; i < page->len; i++, at++)
        if (at >= ids->len || g_array_index (page, guint32, i) != g_array_index (ids, guint32, at))
          g_error ("seed %u: the pages leave the list at %u", fixture->seed, at);
      g_free (after);
      after = next;
    }
  while (after != NULL);
  if (at != ids->len)
    g_error ("seed %u: the pages have %u of %u", fixture->seed, at, ids->len);
}

static void
assert_random_query (Fixture *fixture,
                     guint    round)
{
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  g_autoptr(GolQuery) copy = NULL;
  g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func (filter_free);
  g_autoptr(GPtrArray) expected = NULL;
  g_autoptr(GArray) ids = NULL;
  Order order = { sorts[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (sorts))], g_rand_boolean (fixture->random) };
  GError *error = NULL;
  guint64 count;

  gol_query_set_sort (query, order.sort, order.descending);
  for (int n = g_rand_int_range (fixture->random, 0, 4); n > 0; n--)
    add_random_filter (fixture, query, filters);
  copy = gol_query_copy (query);
  ids = list_ids (fixture->office, copy);
  expected = expect (fixture, filters, &order);

  if (ids->len != expected->len)
    g_error ("seed %u, round %u: %u instead of %u", fixture->seed, round, ids->len, expected->len);
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, guint32, i) != ((GolRecord *) expected->pdata[i])->id)
      g_error ("seed %u, round %u: another at %u", fixture->seed, round, i);
  gol_query_count (fixture->office->store, query, NULL, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, ids->len);
  assert_pages (fixture, query, ids);
}

static void
make_void (Office     *office,
           const char *record)
{
  GolValues *values = gol_values_new ();

  gol_values_set_boolean (values, GOL_FIELD_FILE_VOID, TRUE);
  g_free (office_set (office, record, "name_photo", values));
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, seed, PEOPLE);
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_record_free);
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  Fixture fixture = { office, random, people, seed };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < records->len; i++)
    if (i % 20 == 0)
      make_void (office, records->pdata[i]);
    else if (i % 7 == 0)
      g_free (office_set (office, records->pdata[i], "civil", values_new ("birth_date", NULL, "sex", NULL, NULL)));
  for (guint i = 0; i < records->len; i++)
    if (i % 20 != 0)
      g_ptr_array_add (people, gol_store_read (office->store, records->pdata[i], NULL));
  for (guint round = 0; round < 300; round++)
    assert_random_query (&fixture, round);
}

/* ── Case by case ── */

/* The order that is remembered goes as soon as anything is stored. */
static void
test_fresh (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  g_autofree char *b = office_set (office, NULL, "name_photo", values_new ("surname_1", "Beltrán", NULL));
  g_autofree char *a = NULL;
  g_autoptr(GArray) one = NULL;
  g_autoptr(GArray) two = NULL;
  g_autoptr(GArray) swapped = NULL;
  g_autoptr(GArray) none = NULL;

  gol_query_set_sort (query, "name_photo.surname_1", FALSE);
  one = list_ids (office, query);
  g_assert_cmpuint (one->len, ==, 1);
  a = office_set (office, NULL, "name_photo", values_new ("surname_1", "Ávila", NULL));
  two = list_ids (office, query);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (g_array_index (two, guint32, 1), ==, g_array_index (one, guint32, 0));
  g_free (office_set (office, a, "name_photo", values_new ("surname_1", "Zúñiga", NULL)));
  swapped = list_ids (office, query);
  g_assert_cmpuint (g_array_index (swapped, guint32, 0), ==, g_array_index (one, guint32, 0));
  make_void (office, a);
  make_void (office, b);
  none = list_ids (office, query);
  g_assert_cmpuint (none->len, ==, 0);
}

/* The first of a list come before all of it where its order is not known yet, and are the same. */
static void
test_first (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, g_test_rand_int (), 60);
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  guint64 moment;
  GError *error = NULL;

  make_void (office, records->pdata[7]);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    for (guint down = 0; down < 2; down++)
      {
        g_autoptr(GArray) first = NULL;
        g_autoptr(GArray) all = NULL;
        g_autoptr(GArray) none = NULL;

        g_free (office_set (office, records->pdata[i], "name_photo", values_new ("surname_1", down == 0 ? "Ávila" : "Zúñiga", NULL)));
        gol_query_set_sort (query, sorts[i], down == 1);
        first = gol_query_first (office->store, query, 20, NULL, &error);
        g_assert_no_error (error);
        all = list_ids (office, query);
        g_assert_cmpuint (all->len, ==, 59);
        g_assert_true ((first == NULL) == (sorts[i] == NULL));
        if (first != NULL)
          g_assert_cmpmem (first->data, first->len * sizeof (guint32), all->data, 20 * sizeof (guint32));
        /* Now all of it is as near. */
        none = gol_query_first (office->store, query, 20, NULL, &error);
        g_assert_no_error (error);
        g_assert_null (none);
      }
  /* Nor is anything forgotten after a commit that changed nothing and told nobody. */
  gol_db_exec (office->store->files[GOL_LOG_OPEN].db, "UPDATE r_worker SET code = NULL WHERE id = 0", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gol_db_get_moment (office->store->files[GOL_LOG_OPEN].db), !=, 0);
  gol_query_set_search (query, "an");
  g_assert_null (gol_query_first (office->store, query, 20, NULL, &error));
  g_assert_no_error (error);
  /* Nor by tidying what is tidy. */
  gol_store_idle (office->store);
  moment = gol_db_get_moment (office->store->files[GOL_LOG_OPEN].db);
  gol_store_idle (office->store);
  g_assert_cmpuint (gol_db_get_moment (office->store->files[GOL_LOG_OPEN].db), ==, moment);
  g_free (office_set (office, records->pdata[0], "name_photo", values_new ("surname_1", "Ávila", NULL)));
  g_assert_cmpuint (gol_db_get_moment (office->store->files[GOL_LOG_OPEN].db), >, moment);
}

/* The first with an initial beside their names are those of the whole answer; where they are few there are none before it. */
static void
test_first_found (void)
{
  static const struct
  {
    const char *search;
    gboolean    begins;
  } searches[] = {
    { "morales c", TRUE }, { "MORALES  C.", TRUE }, { "moral q", FALSE }, { "norales i", TRUE }, { "q morales i", FALSE },
    { "i m morales", TRUE }, { "morales c 0", FALSE }, { "c", FALSE }, { "morales", FALSE }, { "xyzw c", FALSE },
  };
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, g_test_rand_int (), 160);
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  g_autoptr(GArray) order = NULL;
  GError *error = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const char *given = i < 60 ? "Cándida" : i < 130 ? "Inés María" : i < 140 ? "Ílse Quetzal" : "Óscar";

      g_free (office_set (office, records->pdata[i], "name_photo", values_new ("given_names", given, "surname_1", "Morales", NULL)));
    }
  make_void (office, records->pdata[7]);
  gol_query_set_sort (query, "name_photo.given_names", FALSE);
  gol_query_set_search (query, "morales c");
  g_assert_null (gol_query_first (office->store, query, 20, NULL, &error));
  gol_query_set_search (query, NULL);
  order = list_ids (office, query);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    for (guint n = 20; n <= 80; n += 60)
      {
        g_autoptr(GArray) first = NULL;
        g_autoptr(GArray) all = NULL;

        gol_query_set_search (query, searches[i].search);
        gol_query_set_sort (query, "name_photo.given_names", i % 2 == 1);
        first = gol_query_first (office->store, query, n, NULL, &error);
        g_assert_no_error (error);
        all = list_ids (office, query);
        if (searches[i].begins != (first != NULL))
          g_error ("“%s”: %s first of %u", searches[i].search, first != NULL ? "a" : "no", all->len);
        if (first == NULL)
          continue;
        g_assert_cmpuint (first->len, >=, MIN (n, 51));
        g_assert_cmpuint (first->len, <=, MIN (n, all->len));
        g_assert_cmpmem (first->data, first->len * sizeof (guint32), all->data, first->len * sizeof (guint32));
      }
}

typedef struct
{
  Office     *office;
  GolQuery   *query;
  gint        done;    /* atomic */
  guint       listed;
} Listing;

static gpointer
list_in_thread (gpointer data)
{
  Listing *self = data;
  guint last = 0;

  while (!g_atomic_int_get (&self->done))
    {
      g_autoptr(GArray) ids = list_ids (self->office, self->query);

      /* Everybody is added, and nobody taken away. */
      g_assert_cmpuint (ids->len, >=, last);
      last = ids->len;
      self->listed++;
    }
  return NULL;
}

/* What is remembered is shared by all readers, and none sees an older state than she has seen, or misses what was stored before. */
static void
test_remembered (void)
{
  g_autoptr(Office) office = office_new ("s1");
  Listing listings[3] = { { 0 } };
  GThread *threads[G_N_ELEMENTS (listings)];

  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      listings[i].office = office;
      listings[i].query = gol_query_new (worker_entity ());
      gol_query_set_sort (listings[i].query, "name_photo.surname_1", i == 1);
      gol_query_set_search (listings[i].query, i == 2 ? "Ana" : NULL);
      threads[i] = g_thread_new ("list", list_in_thread, &listings[i]);
    }
  for (guint n = 1; n <= 60; n++)
    {
      g_free (office_set (office, NULL, "name_photo", values_new ("surname_1", "Xol", "given_names", "Ana", NULL)));
      for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
        {
          g_autoptr(GArray) ids = list_ids (office, listings[i].query);

          g_assert_cmpuint (ids->len, ==, n);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      g_atomic_int_set (&listings[i].done, TRUE);
      g_thread_join (threads[i]);
      g_assert_cmpuint (listings[i].listed, >, 0);
      gol_query_free (listings[i].query);
    }
}

static gboolean
stop_and_read_cb (GolDb     *open,
                  GolDb     *protected_db,
                  gpointer   user_data,
                  GError   **error)
{
  g_autoptr(GolStatement) st = NULL;
  gboolean row;

  /* Between two statements. */
  g_cancellable_cancel (user_data);
  st = gol_db_prepare (open, "SELECT 1", error);
  return st != NULL && gol_statement_step (st, &row, error);
}

/* Who is stopped reads nothing more, and her reader serves the next. */
static void
test_stopped (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());

  for (guint i = 0; i < 2 * GOL_STORE_READERS; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GArray) ids = NULL;

      g_assert_false (gol_store_with_reader (office->store, cancellable, stop_and_read_cb, cancellable, &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_CANCELLED);
      ids = list_ids (office, query);
      g_assert_cmpuint (ids->len, ==, 0);
    }
}

static void
test_search_in_list (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, 3, 120);
  g_autofree char *first = office_set (office, NULL, "name_photo", values_new ("given_names", "Xóchitl", "surname_1", "Zurita", NULL));
  g_autofree char *second = office_set (office, NULL, "name_photo", values_new ("given_names", "Xóchitl", "surname_1", "Alba", NULL));
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  g_autoptr(GArray) unsorted = NULL;
  g_autoptr(GArray) sorted = NULL;
  g_autoptr(GArray) narrowed = NULL;
  const char *zurita[] = { "zurita", NULL };
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  Fixture fixture = { office, random, NULL, seed };

  gol_query_set_search (query, "xochitl");
  unsorted = list_ids (office, query);
  g_assert_cmpuint (unsorted->len, ==, 2);
  assert_pages (&fixture, query, unsorted);

  gol_query_set_sort (query, "name_photo.surname_1", FALSE);
  sorted = list_ids (office, query);
  g_assert_cmpuint (sorted->len, ==, 2);
  g_assert_cmpuint (g_array_index (sorted, guint32, 0), ==, g_array_index (unsorted, guint32, 1));
  assert_pages (&fixture, query, sorted);

  gol_query_add_filter (query, "name_photo.surname_1", GOL_FILTER_EQUAL, zurita);
  narrowed = list_ids (office, query);
  g_assert_cmpuint (narrowed->len, ==, 1);

  gol_query_set_search (query, "  ");
  g_array_unref (narrowed);
  narrowed = list_ids (office, query);
  g_assert_cmpuint (narrowed->len, ==, 1);
}

static void
test_rows (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "civil", values_new ("sex", "female", "birth_date", "1988-03", NULL));
  static const char * const fields[] = { "code", "civil.birth_date", "name_photo.surname_1", "civil.sawp_mx_ca.tin", "~step", NULL };
  g_autoptr(GolRecord) record = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  guint32 ids[2] = { 0, 4000000000 };
  char **row;
  GError *error = NULL;

  g_free (office_set (office, worker, "civil", values_new ("sawp_mx_ca.tin", "900", NULL)));
  record = gol_store_read (office->store, worker, NULL);
  ids[0] = record->id;
  rows = gol_query_rows (office->store, worker_entity (), ids, 2, fields, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = rows->pdata[0];
  g_assert_cmpstr (row[0], ==, record->code);
  g_assert_cmpstr (row[1], ==, "1988-03");
  g_assert_null (row[2]);
  g_assert_cmpstr (row[3], ==, "900");
  g_assert_null (row[5]);
  row = rows->pdata[1];
  for (guint i = 0; i < 6; i++)
    g_assert_null (row[i]);
}

/* Truth values and lists are filtered and shown as a change carries them. */
static void
test_kinds (void)
{
  g_autoptr(Office) office = office_new ("s1");
  const GolEntity *orders = gol_dictionary_find_entity ("order");
  g_autoptr(GolBatch) batch = gol_batch_new (office->store, "u1", "test", NULL);
  guint tried = 0;
  GError *error = NULL;

  for (const GolSection *section = orders->sections; section->name != NULL; section++)
    {
      g_autofree char *record = gol_batch_create (batch, orders, NULL);
      g_autoptr(GolValues) values = section_values (section, 2);

      gol_batch_set (batch, record, section->name, values, NULL);
    }
  gol_store_commit (office->store, batch, GOL_PRIORITY_OFFICER, &error);
  g_assert_no_error (error);

  for (const GolSection *section = orders->sections; section->name != NULL; section++)
    for (const GolField *field = section->fields; field->name != NULL; field++)
      {
        g_autofree char *path = g_strdup_printf ("%s.%s", section->name, field->name);
        g_autoptr(GolQuery) query = gol_query_new (orders);
        g_autoptr(GolValues) values = section_values (section, 2);
        g_autoptr(GArray) ids = NULL;
        g_autoptr(GPtrArray) rows = NULL;
        const char *fields[] = { path, NULL };
        const char *equal[] = { field->type == GOL_FIELD_SET ? "a" : gol_values_get_text (values, field->name), NULL };

        if ((section->flags & GOL_SECTION_PROTECTED) != 0 || field->columns != NULL || equal[0] == NULL)
          continue;
        gol_query_add_filter (query, path, GOL_FILTER_EQUAL, equal);
        ids = list_ids (office, query);
        if (ids->len != 1)
          g_error ("%s equal to “%s” gives %u", path, equal[0], ids->len);
        rows = gol_query_rows (office->store, orders, (guint32 *) ids->data, 1, fields, &error);
        g_assert_no_error (error);
        g_assert_cmpstr (((char **) rows->pdata[0])[0], ==, gol_values_get_text (values, field->name));
        tried++;
      }
  g_assert_cmpuint (tried, >, 10);
}

static gboolean
warn_cb (GolDb     *open,
         GolDb     *protected_db,
         gpointer   user_data,
         GError   **error)
{
  return gol_db_exec (open, "UPDATE r_worker SET d_warnings = ' name_missing passport_expired '", error);
}

/* Derived columns; of codes, each is asked for by itself. */
static void
test_derived (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autofree char *worker = office_set (office, NULL, "identity_numbers", values_new ("passport_number", "N1", NULL));
  g_autoptr(GolQuery) some = gol_query_new (worker_entity ());
  g_autoptr(GolQuery) none = gol_query_new (worker_entity ());
  g_autoptr(GArray) with = NULL, without = NULL;
  const char *either[] = { "one", "passport_expired", NULL };
  const char *part[] = { "passport_exp", NULL };
  GError *error = NULL;

  gol_store_with_writer (office->store, GOL_PRIORITY_OFFICER, warn_cb, NULL, &error);
  g_assert_no_error (error);
  gol_query_add_filter (some, "~warnings", GOL_FILTER_IN, either);
  gol_query_set_sort (some, "~due", TRUE);
  with = list_ids (office, some);
  g_assert_cmpuint (with->len, ==, 1);
  gol_query_add_filter (none, "~warnings", GOL_FILTER_EQUAL, part);
  without = list_ids (office, none);
  g_assert_cmpuint (without->len, ==, 0);
}

static void
assert_fails (Office     *office,
              const char *sort,
              const char *filter,
              int         code)
{
  g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
  g_autoptr(GError) error = NULL;
  const char *values[] = { "x", NULL };

  gol_query_set_sort (query, sort, FALSE);
  if (filter != NULL)
    gol_query_add_filter (query, filter, GOL_FILTER_EQUAL, values);
  g_assert_null (gol_query_ids (office->store, query, NULL, &error));
  g_assert_error (error, GOL_ERROR, code);
}

static void
test_refused (void)
{
  g_autoptr(Office) office = office_new ("s1");
  g_autoptr(GPtrArray) records = office_add_people (office, 4, 5);
  static const char * const cursors[] = { "", "x", "MT0=", "LTE=", "////", "OTk5OTk5OTk5OTk5OTk=", "MQ==" };
  g_autofree char *protected_field = NULL;

  assert_fails (office, "nothing", NULL, GOL_ERROR_USAGE);
  assert_fails (office, "civil.nothing", NULL, GOL_ERROR_USAGE);
  assert_fails (office, "civil.sex", NULL, GOL_ERROR_USAGE);
  assert_fails (office, "~nothing", NULL, GOL_ERROR_USAGE);
  assert_fails (office, NULL, "civil.a'b.c", GOL_ERROR_USAGE);
  for (const GolSection *section = worker_entity ()->sections; section->name != NULL; section++)
    if ((section->flags & GOL_SECTION_PROTECTED) != 0)
      {
        g_free (protected_field);
        protected_field = g_strdup_printf ("%s.%s", section->name, section->fields[0].name);
      }
  g_assert_nonnull (protected_field);
  assert_fails (office, NULL, protected_field, GOL_ERROR_DENIED);

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    {
      g_autoptr(GolQuery) query = gol_query_new (worker_entity ());
      g_autoptr(GError) error = NULL;
      char *next = NULL;

      g_assert_null (gol_query_page (office->store, query, 2, cursors[i], &next, &error));
      g_assert_error (error, GOL_ERROR, GOL_ERROR_USAGE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/random", test_random);
  g_test_add_func ("/query/fresh", test_fresh);
  g_test_add_func ("/query/first", test_first);
  g_test_add_func ("/query/first-found", test_first_found);
  g_test_add_func ("/query/remembered", test_remembered);
  g_test_add_func ("/query/stopped", test_stopped);
  g_test_add_func ("/query/search-in-list", test_search_in_list);
  g_test_add_func ("/query/rows", test_rows);
  g_test_add_func ("/query/kinds", test_kinds);
  g_test_add_func ("/query/derived", test_derived);
  g_test_add_func ("/query/refused", test_refused);

  return g_test_run ();
}
