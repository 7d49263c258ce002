/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-row-private.h"

#include <string.h>

#include "gol-error.h"
#include "gol-json.h"
#include "gol-schema-private.h"
#include "gol-text.h"

/* ── Texts of statements, made once from the dictionary ── */

typedef enum { SELECT, INSERT, UPDATE } Verb;

typedef struct
{
  const GolEntity *entity;
  GolLog           log;
  Verb             verb;
  guint64          dirty;
} Key;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return key->entity->number * 31 + key->log * 7 + key->verb + (guint) (key->dirty * 0x9e3779b97f4a7c15u >> 32);
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *x = a, *y = b;

  return x->entity == y->entity && x->log == y->log && x->verb == y->verb && x->dirty == y->dirty;
}

typedef void (*FieldFunc) (const GolSection *section, const GolField *field, gpointer user_data);

/* Every field that has a column of its own in this file, in the order of the statements' parameters. */
static void
for_each_field (const Key *key,
                FieldFunc  func,
                gpointer   user_data)
{
  guint64 bit = 1;

  for (const GolSection *section = key->entity->sections; section->name != NULL; section++, bit <<= 1)
    {
      if (gol_section_get_log (section) != key->log || (key->verb == UPDATE && !(key->dirty & bit)))
        continue;
      for (const GolField *field = section->fields; field->name != NULL; field++)
        func (section, field, user_data);
    }
}

typedef struct
{
  GString *columns;
  GString *values;
  Verb     verb;
  guint    n;        /* parameters until now */
} Text;

static void
add_column (Text       *text,
            const char *column)
{
  g_string_append_printf (text->columns, text->verb == UPDATE ? ", %s = ?%u" : ", %s", column, ++text->n);
  g_string_append_printf (text->values, ", ?%u", text->n);
}

static void
add_field (const GolSection *section,
           const GolField   *field,
           gpointer          user_data)
{
  Text *text = user_data;

  add_column (text, gol_schema_column (section, field));
  if (text->verb != SELECT && gol_field_is_folded (field))
    add_column (text, gol_schema_sort_column (section, field));
}

/* The first five parameters are id, code, voided, clock, extra. */
static char *
make_text (const Key *key)
{
  g_autoptr(GString) columns = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  const char *table = gol_schema_table (key->entity);
  Text text = { columns, values, key->verb, 5 };

  for_each_field (key, add_field, &text);
  switch (key->verb)
    {
    case SELECT:
      return g_strdup_printf ("SELECT code, voided, clock, extra%s FROM %s WHERE id = ?1", columns->str, table);
    case INSERT:
      return g_strdup_printf ("INSERT INTO %s (id, code, voided, clock, extra%s) VALUES (?1, ?2, ?3, ?4, ?5%s)", table,
                              columns->str, values->str);
    default:
      return g_strdup_printf ("UPDATE %s SET code = ?2, voided = ?3, clock = ?4, extra = ?5%s WHERE id = ?1", table, columns->str);
    }
}

static const char *
get_text (const Key *key)
{
  static GMutex lock;
  static GHashTable *texts;
  const char *text;

  g_mutex_lock (&lock);
  if (texts == NULL)
    texts = g_hash_table_new (hash_key, equal_keys);
  text = g_hash_table_lookup (texts, key);
  if (text == NULL)
    {
      text = make_text (key);
      g_hash_table_insert (texts, g_memdup2 (key, sizeof *key), (gpointer) text);
    }
  g_mutex_unlock (&lock);
  return text;
}

/* ── Reading ── */

GHashTable *
gol_sections_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gol_values_unref);
}

void
gol_row_free (GolRow *row)
{
  g_free (row->code);
  g_clear_pointer (&row->clock, g_bytes_unref);
  g_clear_pointer (&row->sections, g_hash_table_unref);
  g_free (row);
}

static GolValues *
section_values (GHashTable *sections,
                const char *name)
{
  GolValues *values = g_hash_table_lookup (sections, name);

  if (values == NULL)
    {
      values = gol_values_new ();
      g_hash_table_insert (sections, (gpointer) g_intern_string (name), values);
    }
  return values;
}

typedef struct
{
  GolStatement     *st;
  int               at;
  GHashTable       *sections;
  const GolSection *section;   /* of which the last field was that had a value */
  GolValues        *values;
} Columns;

static void
read_field (const GolSection *section,
            const GolField   *field,
            gpointer          user_data)
{
  Columns *columns = user_data;
  int at = columns->at++;
  GolValues *values;

  if (gol_statement_is_null (columns->st, at))
    return;
  if (columns->section != section)
    {
      columns->section = section;
      columns->values = section_values (columns->sections, section->name);
    }
  values = columns->values;
  switch (gol_field_get_kind (field))
    {
    case GOL_VALUE_INTEGER:
      gol_values_set_integer (values, field->name, gol_statement_int (columns->st, at));
      break;
    case GOL_VALUE_BOOLEAN:
      gol_values_set_boolean (values, field->name, gol_statement_int (columns->st, at) != 0);
      break;
    case GOL_VALUE_LIST:
      gol_values_set_list (values, field->name, gol_statement_text (columns->st, at));
      break;
    default:
      gol_values_set_text (values, field->name, gol_statement_text (columns->st, at));
    }
}

/* "civil.sawp_mx_ca.tin" is the field "sawp_mx_ca.tin" of the section "civil". */
static gboolean
read_extra (GHashTable  *sections,
            const char  *extra,
            GError     **error)
{
  g_autoptr(GolValues) all = gol_values_from_json (extra, -1, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < gol_values_get_size (all); i++)
    {
      GolValue value = *gol_values_peek (all, i);
      const char *dot = strchr (value.name, '.');
      g_autofree char *name = dot != NULL ? g_strndup (value.name, dot - value.name) : NULL;

      if (name == NULL)
        continue;
      value.name = g_intern_string (dot + 1);
      gol_values_set (section_values (sections, name), &value);
    }
  return TRUE;
}

GolRow *
gol_row_load (GolDb            *db,
              GolLog            log,
              const GolEntity  *entity,
              guint32           id,
              GError          **error)
{
  Key key = { entity, log, SELECT };
  g_autoptr(GolStatement) st = gol_db_prepare (db, get_text (&key), error);
  g_autoptr(GolRow) row = NULL;
  Columns columns;
  gconstpointer clock;
  gsize length;
  gboolean there;

  if (st == NULL)
    return NULL;
  gol_statement_bind_int (st, 1, id);
  if (!gol_statement_step (st, &there, error) || !there)
    return NULL;
  row = g_new0 (GolRow, 1);
  row->code = g_strdup (gol_statement_text (st, 0));
  row->voided = gol_statement_int (st, 1) != 0;
  clock = gol_statement_blob (st, 2, &length);
  row->clock = g_bytes_new (clock, length);
  row->sections = gol_sections_new ();
  columns = (Columns) { st, 4, row->sections, NULL, NULL };
  for_each_field (&key, read_field, &columns);
  if (!gol_statement_is_null (st, 3) && !read_extra (row->sections, gol_statement_text (st, 3), error))
    return NULL;
  return g_steal_pointer (&row);
}

/* ── Writing ── */

typedef struct
{
  GolStatement     *st;
  int               at;
  GHashTable       *sections;
  const GolSection *section;   /* of the last field */
  GolValues        *values;    /* (nullable): of that section */
  GPtrArray        *folded;    /* kept until the statement has run */
  guint             bound;     /* values that have a column */
} Binding;

/* A column holds what its field should; anything else that came goes among the extra ones. */
static gboolean
fits (const GolField *field,
      const GolValue *value)
{
  return field != NULL && value->kind == gol_field_get_kind (field);
}

static void
bind_field (const GolSection *section,
            const GolField   *field,
            gpointer          user_data)
{
  Binding *binding = user_data;
  const GolValue *value;
  int at = ++binding->at;

  if (binding->section != section)
    {
      binding->section = section;
      binding->values = g_hash_table_lookup (binding->sections, section->name);
    }
  value = gol_values_find (binding->values, field->name);
  if (value != NULL && !fits (field, value))
    value = NULL;
  binding->bound += value != NULL;
  if (value != NULL && value->kind == GOL_VALUE_INTEGER)
    gol_statement_bind_int (binding->st, at, g_ascii_strtoll (value->text, NULL, 10));
  else if (value != NULL && value->kind == GOL_VALUE_BOOLEAN)
    gol_statement_bind_int (binding->st, at, value->text[0] == 't');
  else if (value != NULL)
    gol_statement_bind_static (binding->st, at, value->text, -1);
  if (!gol_field_is_folded (field))
    return;
  at = ++binding->at;
  if (value != NULL)
    {
      char *folded = gol_text_fold (value->text);

      g_ptr_array_add (binding->folded, folded);
      gol_statement_bind_static (binding->st, at, folded, -1);
    }
}

static void
add_extra (GolValues       *extra,
           const GolEntity *entity,
           const char      *name,
           const GolValues *values)
{
  const GolSection *section = gol_entity_find_section (entity, name);

  for (guint i = 0; i < gol_values_get_size (values); i++)
    {
      GolValue value = *gol_values_peek (values, i);
      const GolField *field = section != NULL ? gol_section_find_field (section, value.name) : NULL;
      g_autofree char *path = NULL;

      if (fits (field, &value))
        continue;
      path = g_strconcat (name, ".", value.name, NULL);
      value.name = g_intern_string (path);
      gol_values_set (extra, &value);
    }
}

static guint
count_values (GHashTable *sections)
{
  GHashTableIter iter;
  gpointer values;
  guint n = 0;

  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, NULL, &values))
    n += gol_values_get_size (values);
  return n;
}

static char *
make_extra (const GolEntity *entity,
            GHashTable      *sections)
{
  g_autoptr(GolValues) extra = gol_values_new ();
  GHashTableIter iter;
  gpointer name, values;

  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, &name, &values))
    add_extra (extra, entity, name, values);
  return gol_values_get_size (extra) > 0 ? gol_values_to_json (extra) : NULL;
}

static gboolean
write_row (GolDb         *db,
           const Key     *key,
           guint32        id,
           const GolRow  *row,
           GError       **error)
{
  g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *extra = NULL;
  GolStatement *st = gol_db_prepare (db, get_text (key), error);
  Binding binding = { st, 5, row->sections, NULL, NULL, folded, 0 };
  gsize length;
  gconstpointer clock = g_bytes_get_data (row->clock, &length);
  gboolean good;

  if (st == NULL)
    return FALSE;
  gol_statement_bind_int (st, 1, id);
  gol_statement_bind_text (st, 2, row->code);
  gol_statement_bind_int (st, 3, row->voided);
  gol_statement_bind_blob (st, 4, clock != NULL ? clock : "", length);
  for_each_field (key, bind_field, &binding);
  /* An update leaves sections out, so there it cannot tell. */
  if (key->verb == UPDATE || binding.bound < count_values (row->sections))
    extra = make_extra (key->entity, row->sections);
  gol_statement_bind_text (st, 5, extra);
  good = gol_statement_run (st, error);
  gol_statement_done (st);
  return good;
}

gboolean
gol_row_insert (GolDb            *db,
                GolLog            log,
                const GolEntity  *entity,
                guint32           id,
                const GolRow     *row,
                GError          **error)
{
  Key key = { entity, log, INSERT };

  return write_row (db, &key, id, row, error);
}

gboolean
gol_row_update (GolDb            *db,
                GolLog            log,
                const GolEntity  *entity,
                guint32           id,
                const GolRow     *row,
                guint64           dirty,
                GError          **error)
{
  Key key = { entity, log, UPDATE, dirty };

  return write_row (db, &key, id, row, error);
}
