/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-writes-private.h"

#include <string.h>

typedef struct
{
  const char *sql;
  guint       params;
} Write;

typedef struct
{
  GolDbType type;
  gsize     start;     /* of a text or blob, among the bytes */
  gsize     length;
  union
  {
    gint64  integer;
    double  real;
  };
} Param;

struct _GolWrites
{
  GArray     *writes;
  GArray     *params;    /* of all writes, one after the other */
  GByteArray *bytes;     /* texts end with a zero */
};

GolWrites *
gol_writes_new (void)
{
  GolWrites *self = g_new0 (GolWrites, 1);

  self->writes = g_array_new (FALSE, FALSE, sizeof (Write));
  self->params = g_array_new (FALSE, FALSE, sizeof (Param));
  self->bytes = g_byte_array_new ();
  return self;
}

void
gol_writes_free (GolWrites *self)
{
  g_array_unref (self->writes);
  g_array_unref (self->params);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
gol_writes_add (GolWrites  *self,
                const char *sql,
                guint       params)
{
  Write write = { sql, params };

  g_array_append_val (self->writes, write);
  g_array_set_size (self->params, self->params->len + params);
  for (guint at = 1; at <= params; at++)
    g_array_index (self->params, Param, self->params->len - at).type = GOL_DB_NULL;
}

static Param *
param_of (GolWrites *self,
          guint      at)
{
  const Write *last = &g_array_index (self->writes, Write, self->writes->len - 1);

  g_assert (at >= 1 && at <= last->params);
  return &g_array_index (self->params, Param, self->params->len - last->params + at - 1);
}

void
gol_writes_int (GolWrites *self,
                guint      at,
                gint64     number)
{
  *param_of (self, at) = (Param) { .type = GOL_DB_INTEGER, .integer = number };
}

void
gol_writes_double (GolWrites *self,
                   guint      at,
                   double     number)
{
  *param_of (self, at) = (Param) { .type = GOL_DB_REAL, .real = number };
}

void
gol_writes_text (GolWrites  *self,
                 guint       at,
                 const char *text)
{
  Param *param = param_of (self, at);

  param->type = text != NULL ? GOL_DB_TEXT : GOL_DB_NULL;
  if (text == NULL)
    return;
  param->start = self->bytes->len;
  param->length = strlen (text);
  g_byte_array_append (self->bytes, (const guint8 *) text, param->length + 1);
}

void
gol_writes_blob (GolWrites     *self,
                 guint          at,
                 gconstpointer  data,
                 gsize          length)
{
  *param_of (self, at) = (Param) { .type = GOL_DB_BLOB, .start = self->bytes->len, .length = length };
  g_byte_array_append (self->bytes, data, length);
}

const char *
gol_writes_peek (GolWrites *self,
                 guint      at)
{
  const Param *param = param_of (self, at);

  return param->type == GOL_DB_TEXT ? (const char *) self->bytes->data + param->start : NULL;
}

static void
bind (GolWrites    *self,
      GolStatement *statement,
      guint         at,
      const Param  *param)
{
  gboolean lies_apart = param->type == GOL_DB_TEXT || param->type == GOL_DB_BLOB;
  const guint8 *bytes = lies_apart && self->bytes->data != NULL ? self->bytes->data + param->start : NULL;

  switch (param->type)
    {
    case GOL_DB_INTEGER:
      gol_statement_bind_int (statement, at, param->integer);
      break;
    case GOL_DB_REAL:
      gol_statement_bind_double (statement, at, param->real);
      break;
    case GOL_DB_TEXT:
      gol_statement_bind_static (statement, at, (const char *) bytes, param->length);
      break;
    case GOL_DB_BLOB:
      gol_statement_bind_blob (statement, at, param->length > 0 ? (gconstpointer) bytes : "", param->length);
      break;
    case GOL_DB_NULL:
    default:
      break;
    }
}

gboolean
gol_writes_run (GolWrites  *self,
                GolDb      *db,
                GError    **error)
{
  const Param *params = (const Param *) self->params->data;
  gboolean fine = TRUE;

  for (guint i = 0; i < self->writes->len && fine; i++)
    {
      const Write *write = &g_array_index (self->writes, Write, i);
      g_autoptr(GolStatement) statement = gol_db_prepare (db, write->sql, error);

      for (guint at = 1; statement != NULL && at <= write->params; at++)
        bind (self, statement, at, params++);
      fine = statement != NULL && gol_statement_run (statement, error);
    }
  g_array_set_size (self->writes, 0);
  g_array_set_size (self->params, 0);
  g_byte_array_set_size (self->bytes, 0);
  return fine;
}
