/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-hub-body.h"

#include <string.h>

#define PIECE         (32 * 1024)
#define DIGEST_START  "sha-256=:"
#define DIGEST_LENGTH 44              /* 32 bytes in base 64 */
#define GZIP_LEVEL 4   /* a page takes a fifth of the time of the usual 6, and is a twentieth longer */

struct _GolHubBody
{
  GByteArray *held;        /* expanded */
  gsize       most;
  gsize       sent;
  GConverter *expander;    /* (nullable) */
  gboolean    complete;    /* the compressed stream has ended */
  gboolean    unknown;     /* the coding is none of ours */
  GChecksum  *checksum;    /* (nullable): of what was sent */
  char       *digest;
};

/* The digest by SHA-256 among those that RFC 9530 lets a sender list; NULL: it is not there, or not of its form. */
static char *
find_digest (const char *header)
{
  const char *found = header != NULL ? strstr (header, DIGEST_START) : NULL;

  if (found == NULL || strlen (found += strlen (DIGEST_START)) <= DIGEST_LENGTH || found[DIGEST_LENGTH] != ':')
    return NULL;
  return g_strndup (found, DIGEST_LENGTH);
}

GolHubBody *
gol_hub_body_new (const char *coding,
                  const char *digest,
                  gsize       most)
{
  GolHubBody *self = g_new0 (GolHubBody, 1);

  self->held = g_byte_array_new ();
  self->most = most;
  self->digest = find_digest (digest);
  if (self->digest != NULL)
    self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (coding == NULL || g_ascii_strcasecmp (coding, "identity") == 0)
    return self;
  self->unknown = g_ascii_strcasecmp (coding, "gzip") != 0;
  self->expander = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return self;
}

void
gol_hub_body_free (GolHubBody *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->expander);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_byte_array_unref (self->held);
  g_free (self->digest);
  g_free (self);
}

/* ── Coming in ── */

static GolHubBodyState
hold (GolHubBody    *self,
      gconstpointer  data,
      gsize          size)
{
  if (size > self->most - self->held->len)
    return GOL_HUB_BODY_TOO_LARGE;
  g_byte_array_append (self->held, data, size);
  return GOL_HUB_BODY_GOOD;
}

/* Through a room of a fixed size: however much it would become, no more than that is there before it is counted. */
static GolHubBodyState
expand (GolHubBody   *self,
        const guint8 *data,
        gsize         size)
{
  GolHubBodyState state = GOL_HUB_BODY_GOOD;
  gsize written = 0;

  /* A full room may be that of an expander which has taken all, and has more to give. */
  while ((size > 0 || written == PIECE) && state == GOL_HUB_BODY_GOOD)
    {
      guint8 room[PIECE];
      gsize read = 0;
      g_autoptr(GError) error = NULL;
      GConverterResult result;

      if (self->complete)
        return size > 0 ? GOL_HUB_BODY_BROKEN : GOL_HUB_BODY_GOOD;   /* something follows the end */
      written = 0;
      result = g_converter_convert (self->expander, data, size, room, sizeof room, G_CONVERTER_NO_FLAGS, &read, &written, &error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return GOL_HUB_BODY_GOOD;     /* it has taken what there is, and wants more */
      if (result == G_CONVERTER_ERROR)
        return GOL_HUB_BODY_BROKEN;
      self->complete = result == G_CONVERTER_FINISHED;
      data += read;
      size -= read;
      state = hold (self, room, written);
    }
  return state;
}

GolHubBodyState
gol_hub_body_add (GolHubBody    *self,
                  gconstpointer  data,
                  gsize          size)
{
  if (self->unknown)
    return GOL_HUB_BODY_CODING;
  if (size > self->most - self->sent)
    return GOL_HUB_BODY_TOO_LARGE;
  self->sent += size;
  if (self->checksum != NULL)
    g_checksum_update (self->checksum, data, size);
  return self->expander != NULL ? expand (self, data, size) : hold (self, data, size);
}

static char *
encode_digest (GChecksum *checksum)
{
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

GBytes *
gol_hub_body_end (GolHubBody *self)
{
  if (self->expander != NULL && !self->complete && self->sent > 0)
    return NULL;
  if (self->checksum != NULL)
    {
      g_autofree char *digest = encode_digest (self->checksum);

      if (!g_str_equal (digest, self->digest))
        return NULL;
    }
  return g_byte_array_free_to_bytes (g_byte_array_ref (self->held));
}

/* ── Going out ── */

char *
gol_hub_body_digest (GBytes *bytes)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *digest = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  g_checksum_update (checksum, data, size);
  digest = encode_digest (checksum);
  return g_strconcat (DIGEST_START, digest, ":", NULL);
}

GBytes *
gol_hub_body_gzip (GBytes *bytes)
{
  g_autoptr(GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL));
  g_autoptr(GByteArray) held = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GConverterResult result;

  do
    {
      guint8 room[PIECE];
      gsize read, written;

      result = g_converter_convert (compressor, data, size, room, sizeof room, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      g_return_val_if_fail (result != G_CONVERTER_ERROR, NULL);
      g_byte_array_append (held, room, written);
      data += read;
      size -= read;
    }
  while (result != G_CONVERTER_FINISHED);
  return g_byte_array_free_to_bytes (g_steal_pointer (&held));
}
