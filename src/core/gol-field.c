/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-error.h"
#include "gol-id.h"
#include "gol-json.h"
#include "gol-number.h"
#include "gol-phone.h"
#include "gol-text.h"
#include "gol-vocabulary.h"

/* A change holds at most 64 KiB: no single value may fill it. */
#define LINE_MAX_BYTES     2000
#define LONG_MAX_BYTES     20000
#define LIST_MAX_MEMBERS   200
#define PORTRAIT_MAX_BYTES (16 * 1024)

typedef gboolean (*Normalize) (const GolField  *field,
                               const char      *text,
                               GolValues       *values,
                               GError         **error);

/* Whatever was pasted, a sentence about it stays one that fits below a field. */
static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= 60)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, 59);

  return g_strconcat (start, "…", NULL);
}

static gboolean
refuse (GError     **error,
        const char  *sentence,
        const char  *text)
{
  g_autofree char *shown = shorten (text);

  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, sentence, shown);

  return FALSE;
}

static gboolean
take_line (const GolField  *field,
           const char      *text,
           GolValues       *values,
           GError         **error)
{
  if (strlen (text) > LINE_MAX_BYTES)
    return refuse (error, _("“%s” is too long for one line."), text);

  gol_values_set_text (values, field->name, text);

  return TRUE;
}

/* Line breaks are the writer's; what surrounds them, and every other control, is not. */
static gboolean
take_long_text (const GolField  *field,
                const char      *text,
                GolValues       *values,
                GError         **error)
{
  g_autofree char *composed = gol_text_compose (text);
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *c = composed; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (u == '\n' || u == '\t' || !g_unichar_iscntrl (u))
        g_string_append_unichar (out, u);
      else if (u == '\r' && c[1] != '\n')
        g_string_append_c (out, '\n');
    }

  g_strstrip (out->str);
  if (strlen (out->str) > LONG_MAX_BYTES)
    return refuse (error, _("The text that begins “%s” is too long."), text);

  gol_values_set_text (values, field->name, out->str);

  return TRUE;
}

static const char *
get_number_kind (const GolField  *field,
                 const GolValues *values)
{
  if (field->check == NULL || *field->check != '@')
    return field->check;

  return gol_values_get_text (values, field->check + 1);
}

static gboolean
is_number_kind (const char *kind)
{
  return kind != NULL && g_strv_contains (gol_number_get_kinds (), kind);
}

/* The lines of a machine-readable zone may be pasted with any white space between them; none stands inside one. */
static char *
join_mrz_lines (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", words[i]);
  g_string_ascii_up (out);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
remove_spaces (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *joined = g_strjoinv (NULL, words);
  g_autofree char *capitals = g_utf8_strup (joined, -1);

  /* Some capitals come taken apart. */
  return gol_text_compose (capitals);
}

/* A number whose check digits fail is kept as written: the checks warn, they do not forbid. */
static gboolean
take_code (const GolField  *field,
           const char      *text,
           GolValues       *values,
           GError         **error)
{
  const char *kind = get_number_kind (field, values);
  g_autofree char *normal = NULL;
  g_autofree char *large = NULL;

  if (g_strcmp0 (kind, "mrz") == 0)
    normal = join_mrz_lines (text);
  else if (is_number_kind (kind) && gol_number_check (kind, text, &normal, NULL))
    ;
  else if (field->check != NULL || (field->flags & (GOL_FIELD_KEY | GOL_FIELD_SEARCHED)) == (GOL_FIELD_KEY | GOL_FIELD_SEARCHED))
    {
      normal = remove_spaces (text);
      /* Written large, one letter may have become two, and the number right. */
      if (is_number_kind (kind) && gol_number_check (kind, normal, &large, NULL))
        return take_line (field, large, values, error);
    }
  else
    normal = g_strdup (text);

  return take_line (field, normal, values, error);
}

static gboolean
take_date (const GolField  *field,
           const char      *text,
           GolValues       *values,
           GError         **error)
{
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate date;

  if (!gol_date_parse (text, &date) || !gol_date_is_valid (date) || !gol_date_is_whole (date))
    return refuse (error, _("“%s” is not a day of the calendar, such as 2026-11-23."), text);

  gol_values_set_text (values, field->name, gol_date_format (date, buffer));

  return TRUE;
}

static gboolean
take_partial_date (const GolField  *field,
                   const char      *text,
                   GolValues       *values,
                   GError         **error)
{
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate date;

  if (!gol_date_parse (text, &date) || !gol_date_is_valid (date))
    return refuse (error, _("“%s” is not a date: write 1988-03-27, or 1988-03 or 1988 when no more is known."), text);

  gol_values_set_text (values, field->name, gol_date_format (date, buffer));

  return TRUE;
}

/* A day alone is its midnight: who has only the day of an event has nothing better. */
static gboolean
take_instant (const GolField  *field,
              const char      *text,
              GolValues       *values,
              GError         **error)
{
  g_autofree char *instant_text = NULL;
  gint64 instant;
  GolDate date;

  if (gol_date_parse (text, &date) && gol_date_is_valid (date) && gol_date_is_whole (date))
    instant = gol_date_days (date) * G_GINT64_CONSTANT (86400000);
  else if (!gol_instant_parse (text, &instant))
    return refuse (error, _("“%s” is not a moment, such as 2026-11-23T20:09:01.000Z."), text);

  instant_text = gol_instant_format (instant);
  gol_values_set_text (values, field->name, instant_text);

  return TRUE;
}

static char *
list_labels (const GolVocabulary *vocabulary)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();

  for (const GolTerm *term = vocabulary->terms; term->code != NULL && labels->len < 8; term++)
    g_ptr_array_add (labels, (gpointer) gol_term_get_label (term));
  if (labels->len == 8)
    g_ptr_array_add (labels, (gpointer) "…");
  g_ptr_array_add (labels, NULL);

  return g_strjoinv (", ", (GStrv) labels->pdata);
}

static const char *
match_term (const GolField  *field,
            const char      *text,
            GError         **error)
{
  const GolVocabulary *vocabulary = gol_vocabulary_find (field->detail);
  const GolTerm *term;
  g_autofree char *labels = NULL;
  g_autofree char *shown = NULL;

  g_assert (vocabulary != NULL);

  /* Codes are the language of files and of other programs; only what is none is read as words. */
  term = gol_vocabulary_get (vocabulary, text);
  if (term == NULL)
    term = gol_vocabulary_match (vocabulary, text);
  if (term != NULL)
    return term->code;

  labels = list_labels (vocabulary);
  shown = shorten (text);
  g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("“%s” is none of these: %s."), shown, labels);

  return NULL;
}

static gboolean
take_choice (const GolField  *field,
             const char      *text,
             GolValues       *values,
             GError         **error)
{
  const char *code = match_term (field, text, error);

  if (code == NULL)
    return FALSE;

  gol_values_set_text (values, field->name, code);

  return TRUE;
}

static const char *
match_language (const char  *text,
                GError     **error)
{
  const char *code = gol_iso_language_match (text);

  if (code == NULL)
    refuse (error, _("“%s” is not a language that we know: write its name or its code of ISO 639-3, such as quc."), text);

  return code;
}

/* Members come as canonical JSON, or as a person writes several: with commas, semicolons or bars between. */
static gboolean
take_set (const GolField  *field,
          const char      *text,
          GolValues       *values,
          GError         **error)
{
  g_auto(GStrv) words = *text == '[' ? gol_json_to_strv (text, error) : g_strsplit_set (text, ",;|", -1);
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *json = NULL;

  if (words == NULL)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = gol_text_clean (words[i]);
      const char *member = word;

      if (word == NULL)
        continue;
      if (field->type == GOL_FIELD_LANGUAGES)
        member = match_language (word, error);
      else if (field->detail != NULL)
        member = match_term (field, word, error);
      if (member == NULL)
        return FALSE;
      g_ptr_array_add (members, g_strdup (member));
    }

  if (members->len > LIST_MAX_MEMBERS || strlen (text) > LONG_MAX_BYTES)
    return refuse (error, _("“%s” and so on are too many."), text);

  g_ptr_array_add (members, NULL);
  json = gol_json_from_strv ((const char * const *) members->pdata);
  if (members->len > 1)
    gol_values_set_list (values, field->name, json);
  else
    gol_values_set_null (values, field->name);

  return TRUE;
}

static gboolean
take_boolean (const GolField  *field,
              const char      *text,
              GolValues       *values,
              GError         **error)
{
  static const struct { const char *word; gboolean truth; } words[] = {
    { "true", TRUE }, { "1", TRUE }, { "x", TRUE }, { "false", FALSE }, { "0", FALSE },
  };
  const GolTerm *term;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i].word) == 0)
      {
        gol_values_set_boolean (values, field->name, words[i].truth);
        return TRUE;
      }

  term = gol_vocabulary_match (gol_vocabulary_find ("answer"), text);
  if (term == NULL || strcmp (term->code, "unsaid") == 0)
    return refuse (error, _("“%s” is neither yes nor no."), text);

  gol_values_set_boolean (values, field->name, strcmp (term->code, "yes") == 0);

  return TRUE;
}

static gboolean
take_integer (const GolField  *field,
              const char      *text,
              GolValues       *values,
              GError         **error)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, (G_GINT64_CONSTANT (1) << 53) - 1, &number, NULL))
    return refuse (error, _("“%s” is not a whole number."), text);

  gol_values_set_integer (values, field->name, number);

  return TRUE;
}

/* One way to write a number: no sign but a minus, no zeros in front, a digit on both sides of the point. */
static gboolean
take_decimal (const GolField  *field,
              const char      *text,
              GolValues       *values,
              GError         **error)
{
  const char *digits = text + (*text == '-');
  gsize whole = strspn (digits, "0123456789");
  gsize part = digits[whole] == '.' ? strspn (digits + whole + 1, "0123456789") : 0;
  gsize length = whole + (digits[whole] == '.' ? 1 + part : 0);
  g_autofree char *normal = NULL;

  if (digits[length] != '\0' || whole + part == 0 || whole > 15 || part > 18)
    return refuse (error, _("“%s” is not a number such as 12.50."), text);
  if (field->type == GOL_FIELD_MONEY && digits != text)
    return refuse (error, _("“%s” is less than nothing: an amount of money is not."), text);

  while (whole > 1 && *digits == '0')
    {
      digits += 1;
      whole -= 1;
    }
  normal = g_strdup_printf ("%s%.*s%s%.*s", *text == '-' ? "-" : "", (int) MAX (whole, 1), whole > 0 ? digits : "0",
                            part > 0 ? "." : "", (int) part, part > 0 ? digits + whole + 1 : "");
  gol_values_set_text (values, field->name, normal);

  return TRUE;
}

static gboolean
take_phone (const GolField  *field,
            const char      *text,
            GolValues       *values,
            GError         **error)
{
  g_autofree char *phone = gol_phone_normalize (text, gol_values_get_text (values, "country"), error);

  if (phone == NULL)
    return FALSE;

  gol_values_set_text (values, field->name, phone);

  return TRUE;
}

/* RFC 5321's lengths, and the shape that every address of our people has; quoted local parts are not taken. */
static gboolean
take_email (const GolField  *field,
            const char      *text,
            GolValues       *values,
            GError         **error)
{
  const char *at = strrchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;
  g_autofree char *domain = NULL;
  g_autofree char *normal = NULL;

  if (dot == NULL || at == text || at - text > 64 || strlen (text) > 254 || dot == at + 1 || strlen (dot) < 3 ||
      memchr (text, '@', at - text) != NULL || strpbrk (text, " ,;:<>()[]\\\"") != NULL || strstr (text, "..") != NULL ||
      *text == '.' || at[-1] == '.' || at[1] == '-')
    return refuse (error, _("“%s” is not an e-mail address."), text);

  domain = g_utf8_strdown (at, -1);
  normal = g_strdup_printf ("%.*s%s", (int) (at - text), text, domain);
  gol_values_set_text (values, field->name, normal);

  return TRUE;
}

static gboolean
take_country (const GolField  *field,
              const char      *text,
              GolValues       *values,
              GError         **error)
{
  const char *code = gol_iso_country_match (text);

  if (code == NULL)
    return refuse (error, _("“%s” is not a country: write its name or its two letters, such as MX."), text);

  gol_values_set_text (values, field->name, code);

  return TRUE;
}

static gboolean
take_currency (const GolField  *field,
               const char      *text,
               GolValues       *values,
               GError         **error)
{
  g_autofree char *code = g_ascii_strup (text, -1);

  if (!gol_iso_is_currency (code))
    return refuse (error, _("“%s” is not a currency: write its three letters, such as CAD."), text);

  gol_values_set_text (values, field->name, code);

  return TRUE;
}

static gboolean
take_occupation (const GolField  *field,
                 const char      *text,
                 GolValues       *values,
                 GError         **error)
{
  gboolean is_code = strlen (text) == 4 && strspn (text, "0123456789") == 4;
  const char *code = is_code ? text : gol_isco_find (text);

  if (code == NULL)
    return refuse (error, _("“%s” is not an occupation that we know: write its code of ISCO-08, such as 9211."), text);

  gol_values_set_text (values, field->name, code);

  return TRUE;
}

static gboolean
take_reference (const GolField  *field,
                const char      *text,
                GolValues       *values,
                GError         **error)
{
  const char *entity, *id;

  if (!gol_record_split (text, &entity, &id) || g_strcmp0 (entity, field->detail) != 0)
    return refuse (error, _("“%s” does not name a record of the right kind."), text);

  gol_values_set_text (values, field->name, text);

  return TRUE;
}

static gboolean
take_portrait (const GolField  *field,
               const char      *text,
               GolValues       *values,
               GError         **error)
{
  g_autofree guchar *bytes = NULL;
  g_autofree char *base64 = NULL;
  gsize length;

  if (strlen (text) > PORTRAIT_MAX_BYTES * 4 / 3 + 8)
    return refuse (error, _("The picture is larger than 16 KiB."), "");

  bytes = g_base64_decode (text, &length);
  if (length < 4 || length > PORTRAIT_MAX_BYTES || bytes[0] != 0xff || bytes[1] != 0xd8)
    return refuse (error, _("The picture is not a JPEG of at most 16 KiB."), "");

  /* The decoder skips what it does not know: what is stored must be what was decoded. */
  base64 = g_base64_encode (bytes, length);
  gol_values_set_text (values, field->name, base64);

  return TRUE;
}

/* What travels of an attachment: its bytes are named by the hash of their ciphertext and come apart. */
static const GolField attachment_columns[] = {
  { "name", GOL_FIELD_TEXT,    N_("Name") },
  { "type", GOL_FIELD_TEXT,    N_("Type") },
  { "size", GOL_FIELD_INTEGER, N_("Size") },
  { "hash", GOL_FIELD_CODE,    N_("Hash") },
  { "key",  GOL_FIELD_CODE,    N_("Key") },
  { NULL }
};

static GolValues *
normalize_row (const GolField  *columns,
               const GolValues *row,
               GError         **error)
{
  const GolSection section = { .name = "row", .fields = columns };
  g_autoptr(GolValues) normal = gol_values_new ();

  for (guint i = 0; i < gol_values_get_size (row); i++)
    {
      const GolValue *cell = gol_values_peek (row, i);
      const GolField *column = gol_section_find_field (&section, cell->name);

      if (column == NULL)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_INVALID, _("There is no column “%s” here."), cell->name);
          return NULL;
        }
      if (cell->text != NULL && !gol_field_normalize (column, cell->text, normal, error))
        return NULL;
    }
  /* A cell in which nothing was left is an empty one. */
  for (guint i = gol_values_get_size (normal); i-- > 0;)
    if (gol_values_peek (normal, i)->kind == GOL_VALUE_NULL)
      gol_values_remove (normal, gol_values_peek (normal, i)->name);

  return g_steal_pointer (&normal);
}

/* Rows come from forms and programs, never typed: canonical JSON only. */
static gboolean
take_rows (const GolField  *field,
           const char      *text,
           GolValues       *values,
           GError         **error)
{
  const GolField *columns = field->type == GOL_FIELD_ATTACHMENT ? attachment_columns : field->columns;
  g_autoptr(GPtrArray) rows = gol_json_to_rows (text, error);
  g_autoptr(GPtrArray) normal = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *json = NULL;

  if (rows == NULL)
    return FALSE;
  if (rows->len > LIST_MAX_MEMBERS)
    return refuse (error, _("“%s” and so on are too many."), text);

  for (guint i = 0; i < rows->len; i++)
    {
      GolValues *row = normalize_row (columns, g_ptr_array_index (rows, i), error);

      if (row == NULL)
        return FALSE;
      g_ptr_array_add (normal, row);
    }

  json = gol_json_from_rows (normal);
  gol_values_set_list (values, field->name, json);

  return TRUE;
}

static const Normalize normalizers[] = {
  [GOL_FIELD_TEXT]         = take_line,
  [GOL_FIELD_LONG_TEXT]    = take_long_text,
  [GOL_FIELD_NAME]         = take_line,
  [GOL_FIELD_CODE]         = take_code,
  [GOL_FIELD_DATE]         = take_date,
  [GOL_FIELD_PARTIAL_DATE] = take_partial_date,
  [GOL_FIELD_INSTANT]      = take_instant,
  [GOL_FIELD_CHOICE]       = take_choice,
  [GOL_FIELD_SET]          = take_set,
  [GOL_FIELD_BOOLEAN]      = take_boolean,
  [GOL_FIELD_INTEGER]      = take_integer,
  [GOL_FIELD_DECIMAL]      = take_decimal,
  [GOL_FIELD_MONEY]        = take_decimal,
  [GOL_FIELD_PHONE]        = take_phone,
  [GOL_FIELD_EMAIL]        = take_email,
  [GOL_FIELD_COUNTRY]      = take_country,
  [GOL_FIELD_CURRENCY]     = take_currency,
  [GOL_FIELD_LANGUAGES]    = take_set,
  [GOL_FIELD_OCCUPATION]   = take_occupation,
  [GOL_FIELD_ROWS]         = take_rows,
  [GOL_FIELD_REFERENCE]    = take_reference,
  [GOL_FIELD_ATTACHMENT]   = take_rows,
  [GOL_FIELD_PORTRAIT]     = take_portrait,
};

gboolean
gol_field_normalize (const GolField  *field,
                     const char      *text,
                     GolValues       *values,
                     GError         **error)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (field != NULL && field->type < G_N_ELEMENTS (normalizers), FALSE);
  g_return_val_if_fail (text != NULL && values != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_INVALID, _("The text is not UTF-8."));
      return FALSE;
    }

  clean = gol_text_clean (text);
  if (clean == NULL)
    {
      gol_values_set_null (values, field->name);
      return TRUE;
    }

  /* White space means something in these. */
  if (field->type == GOL_FIELD_LONG_TEXT || field->type == GOL_FIELD_ROWS || field->type == GOL_FIELD_ATTACHMENT)
    return normalizers[field->type] (field, text, values, error);

  return normalizers[field->type] (field, clean, values, error);
}
