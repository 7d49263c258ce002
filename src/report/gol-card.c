/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-card.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-vocabulary.h"

struct _GolCard
{
  char      *agency;
  char      *given_names;
  char      *surnames;
  char      *initials;
  char      *code;
  char      *born;
  char      *nationality;
  char      *note;         /* what it is, and whom to call */
  gboolean   demonstration;
  GdkPixbuf *portrait;     /* (nullable) */
};

/* ── What stands on it ── */

static char *
join_names (GolRecord  *worker,
            const char *first,
            const char *second)
{
  const char *a = gol_record_get_text (worker, first);
  const char *b = second != NULL ? gol_record_get_text (worker, second) : NULL;

  if (a != NULL && b != NULL)
    return g_strconcat (a, " ", b, NULL);
  return g_strdup (a != NULL ? a : b != NULL ? b : "");
}

static char *
get_initials (const char *given_names,
              const char *surnames)
{
  g_autoptr(GString) initials = g_string_new (NULL);

  if (*given_names != '\0')
    g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (given_names)));
  if (*surnames != '\0')
    g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (surnames)));
  return g_strdup (initials->str);
}

/* The portrait of the file, or NULL when there is none or it is no picture: the card is then drawn with initials. */
static GdkPixbuf *
decode_portrait (const char *base64)
{
  g_autoptr(GdkPixbufLoader) loader = NULL;
  g_autofree guchar *data = NULL;
  GdkPixbuf *pixbuf;
  gsize size;

  if (base64 == NULL)
    return NULL;
  data = g_base64_decode (base64, &size);
  loader = gdk_pixbuf_loader_new_with_type ("jpeg", NULL);
  if (loader == NULL || size == 0)
    return NULL;
  if (!gdk_pixbuf_loader_write (loader, data, size, NULL))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, NULL))
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  return pixbuf != NULL ? g_object_ref (pixbuf) : NULL;
}

/* "14 August 1992" in the officer's language; the partial date as it is known. */
static char *
format_birth (const char *iso)
{
  g_autoptr(GDateTime) day = NULL;
  GolDate date;

  if (iso == NULL || !gol_date_parse (iso, &date) || !gol_date_is_whole (date))
    return g_strdup (iso);
  day = g_date_time_new_utc (date.year, date.month, date.day, 0, 0, 0);
  /* TRANSLATORS: a date on a card, such as 14 August 1992 */
  return g_date_time_format (day, _("%-e %B %Y"));
}

GolCard *
gol_card_new (GolOffice *office,
              GolRecord *worker)
{
  const GolOfficeInfo *info = gol_office_get_info (office);
  const char *nationality = gol_record_get_text (worker, "civil.nationality");
  GolCard *card = g_new0 (GolCard, 1);

  card->agency = g_strdup (info->name);
  card->demonstration = info->demonstration;
  card->given_names = join_names (worker, "name_photo.given_names", NULL);
  card->surnames = join_names (worker, "name_photo.surname_1", "name_photo.surname_2");
  card->initials = get_initials (card->given_names, card->surnames);
  card->code = g_strdup (worker->code != NULL ? worker->code : "");
  card->born = format_birth (gol_record_get_text (worker, "civil.birth_date"));
  card->nationality = g_strdup (nationality != NULL ? gol_iso_country_name (nationality) : NULL);
  card->note = g_strdup (_("This card is free of charge. Nobody may ask for money for it or keep it."));
  card->portrait = decode_portrait (gol_record_get_text (worker, "name_photo.portrait"));
  return card;
}

void
gol_card_free (GolCard *card)
{
  if (card == NULL)
    return;
  g_free (card->agency);
  g_free (card->given_names);
  g_free (card->surnames);
  g_free (card->initials);
  g_free (card->code);
  g_free (card->born);
  g_free (card->nationality);
  g_free (card->note);
  g_clear_object (&card->portrait);
  g_free (card);
}

/* ── How it looks ── */

#define MARGIN 10.0
#define BAND   26.0    /* the agency's band at the top */
#define PHOTO_WIDTH  52.0
#define PHOTO_HEIGHT 65.0
#define QR_SIZE 56.0

static const double ink[] = { 0.12, 0.12, 0.14 };
static const double quiet[] = { 0.38, 0.38, 0.42 };
static const double white[] = { 1, 1, 1 };
static const double blue[] = { 0.10, 0.37, 0.71 };

static void
set_colour (cairo_t      *cr,
            const double  colour[3])
{
  cairo_set_source_rgb (cr, colour[0], colour[1], colour[2]);
}

/* One paragraph in a box; shrinks down to two thirds before it is cut. Returns its height. */
static double
draw_text (cairo_t      *cr,
           const char   *text,
           const char   *font,
           double        size,
           const double  colour[3],
           double        x,
           double        y,
           double        width,
           int           lines)
{
  g_autoptr(PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  PangoRectangle extents;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  for (double at = size; at >= size * 2 / 3; at -= 0.25)
    {
      pango_font_description_set_absolute_size (description, at * PANGO_SCALE);
      pango_layout_set_font_description (layout, description);
      if (!pango_layout_is_ellipsized (layout))
        break;
    }
  pango_layout_get_extents (layout, NULL, &extents);
  set_colour (cr, colour);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (description);
  return (double) extents.height / PANGO_SCALE;
}

static void
draw_qr (cairo_t    *cr,
         const char *text,
         double      x,
         double      y,
         double      size)
{
  QRcode *code = *text != '\0' ? QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
  double module;

  if (code == NULL)
    return;
  module = size / code->width;
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  set_colour (cr, ink);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if ((code->data[row * code->width + column] & 1) != 0)
        cairo_rectangle (cr, x + column * module, y + row * module, module, module);
  cairo_fill (cr);
  cairo_restore (cr);
  QRcode_free (code);
}

/* Cairo's picture of a pixbuf: its own order of bytes, without GDK. */
static cairo_surface_t *
surface_from_pixbuf (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guchar *to = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  for (int y = 0; y < height; y++)
    {
      const guchar *from = gdk_pixbuf_read_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);
      guint32 *row = (guint32 *) (void *) (to + (gsize) y * stride);

      for (int x = 0; x < width; x++, from += channels)
        row[x] = (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_portrait (GolCard *card,
               cairo_t *cr,
               double   x,
               double   y)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y, PHOTO_WIDTH, PHOTO_HEIGHT);
  cairo_clip (cr);
  if (card->portrait != NULL)
    {
      cairo_surface_t *surface = surface_from_pixbuf (card->portrait);
      double scale = MAX (PHOTO_WIDTH / gdk_pixbuf_get_width (card->portrait),
                          PHOTO_HEIGHT / gdk_pixbuf_get_height (card->portrait));

      cairo_translate (cr, x, y);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_paint (cr);
      cairo_surface_destroy (surface);
    }
  else
    {
      cairo_set_source_rgb (cr, 0.89, 0.92, 0.96);
      cairo_paint (cr);
      draw_text (cr, card->initials, "Sans Bold", 22, blue, x + 10, y + PHOTO_HEIGHT / 2 - 15, PHOTO_WIDTH - 12, 1);
    }
  cairo_restore (cr);
}

static double
draw_fact (cairo_t    *cr,
           const char *label,
           const char *value,
           double      x,
           double      y,
           double      width)
{
  if (value == NULL)
    return 0;
  draw_text (cr, label, "Sans", 5.5, quiet, x, y, width, 1);
  return 8 + draw_text (cr, value, "Sans", 7.5, ink, x, y + 7.5, width, 1) + 2;
}

void
gol_card_draw (GolCard *card,
               cairo_t *cr)
{
  double left = MARGIN + PHOTO_WIDTH + 10, right = GOL_CARD_WIDTH - MARGIN;
  double column = right - QR_SIZE - 6 - left;
  double y = BAND + 8;

  set_colour (cr, white);
  cairo_rectangle (cr, 0, 0, GOL_CARD_WIDTH, GOL_CARD_HEIGHT);
  cairo_fill (cr);
  set_colour (cr, blue);
  cairo_rectangle (cr, 0, 0, GOL_CARD_WIDTH, BAND);
  cairo_fill (cr);
  draw_text (cr, card->agency, "Sans Bold", 9, white, MARGIN, 8, GOL_CARD_WIDTH - 2 * MARGIN - 64, 1);
  draw_text (cr, card->demonstration ? _("Demonstration") : _("Worker’s card"), "Sans", 7, white,
             right - 62, 9, 62, 1);

  draw_portrait (card, cr, MARGIN, BAND + 8);
  y += draw_text (cr, card->surnames, "Sans Bold", 11, ink, left, y, right - left, 1);
  y += draw_text (cr, card->given_names, "Sans", 10, ink, left, y, right - left, 1) + 5;
  draw_qr (cr, card->code, right - QR_SIZE, y, QR_SIZE);
  y += draw_fact (cr, _("File code"), card->code, left, y, column);
  y += draw_fact (cr, _("Born on"), card->born, left, y, column);
  draw_fact (cr, _("Nationality"), card->nationality, left, y, column);
  draw_text (cr, card->note, "Sans", 5.5, quiet, MARGIN, GOL_CARD_HEIGHT - 18, right - QR_SIZE - 8 - MARGIN, 2);
}

/* ── On paper ── */

static gboolean
sync_and_rename (const char  *from,
                 const char  *to,
                 GError     **error)
{
  int fd = g_open (from, O_RDWR | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fchmod (fd, 0600) == 0 && fsync (fd) == 0;   /* a face and a name */
  int failure = errno;

  if (fd >= 0)
    close (fd);
  if (done && g_rename (from, to) == 0)
    return TRUE;
  if (done)
    failure = errno;
  g_set_error (error, GOL_ERROR, failure == ENOSPC ? GOL_ERROR_FULL : GOL_ERROR_FAILED,
               _("“%s” could not be written: %s; nothing was printed."), to, g_strerror (failure));
  return FALSE;
}

gboolean
gol_card_write_pdf (GPtrArray   *cards,
                    const char  *path,
                    GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (part, GOL_CARD_WIDTH, GOL_CARD_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  gboolean done;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _("Worker’s card"));
  for (guint i = 0; i < cards->len; i++)
    {
      gol_card_draw (g_ptr_array_index (cards, i), cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  done = status == CAIRO_STATUS_SUCCESS;
  if (!done)
    g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” could not be written: %s; nothing was printed."), path,
                 cairo_status_to_string (status));
  else
    done = sync_and_rename (part, path, error);
  if (!done)
    g_unlink (part);
  return done;
}
