/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-vocabulary.h"

#include <libintl.h>
#include <string.h>

#include "gol-text.h"

/* Where the iso-codes package keeps its lists; another place may be named, for tests and odd systems. */
#define ISO_CODES_DIR "/usr/share/xml/iso-codes"

/*
 * The lists are read once, when first asked for. A list that is not there is empty, and then anything of the right
 * shape is taken for a code: an office must not stop because a package is missing.
 */
typedef struct
{
  const char *file;
  const char *domain;      /* of its translations */
  const char *element;
  const char *code;        /* names of its attributes */
  const char *code3;       /* (nullable) */
  const char *name;
  const char *common_name; /* (nullable): what people say */
  guint       length;      /* of a code */
} ListForm;

typedef struct
{
  const ListForm *form;
  GHashTable     *names;   /* code → English name, which is the key of its translation */
  GHashTable     *code3s;  /* three letters → code */
  GHashTable     *by_name; /* folded name, English or translated → code */
} List;

static const ListForm country_form = {
  "iso_3166-1.xml", "iso_3166-1", "iso_3166_entry", "alpha_2_code", "alpha_3_code", "name", "common_name", 2
};
static const ListForm currency_form = {
  "iso_4217.xml", "iso_4217", "iso_4217_entry", "letter_code", NULL, "currency_name", NULL, 3
};
static const ListForm language_form = {
  "iso_639-3.xml", "iso_639-3", "iso_639_3_entry", "id", NULL, "name", "common_name", 3
};

/* How countries are written in the languages of the programmes, whatever language the desktop speaks. */
static const struct { const char *code, *words; } country_words[] = {
  { "AR", "argentina|argentine" },
  { "BO", "bolivia|bolivie" },
  { "BR", "brasil|brazil|brésil" },
  { "CA", "canadá|canada" },
  { "CO", "colombia|colômbia|colombie" },
  { "CU", "cuba" },
  { "DE", "alemania|alemanha|allemagne" },
  { "DO", "república dominicana|rep dominicana|république dominicaine" },
  { "EC", "ecuador|equador|équateur" },
  { "ES", "españa|espanha|espagne" },
  { "FR", "francia|frança|france" },
  { "HN", "honduras" },
  { "IT", "italia|itália|italie" },
  { "JM", "jamaica|jamaïque" },
  { "KR", "corea|corea del sur|coreia do sul|corée du sud|south korea" },
  { "MA", "marruecos|marrocos|maroc" },
  { "MX", "méxico|mexique|estados unidos mexicanos" },
  { "NZ", "nueva zelanda|nova zelândia|nouvelle zélande" },
  { "PA", "panamá" },
  { "PE", "perú|peru|pérou" },
  { "PH", "filipinas|philippines" },
  { "PT", "portugal" },
  { "PY", "paraguay|paraguai" },
  { "SN", "senegal|sénégal" },
  { "SV", "el salvador|salvador" },
  { "US", "estados unidos|estados unidos de américa|états unis|united states of america|usa|eua|ee uu|eeuu" },
  { "VE", "venezuela" },
};

/*
 * Languages as people name them. Some name a family and no more, for which ISO 639-3 has no code: those of ISO 639-2
 * stand for Nahuatl and Otomi, and codes of the range for local use (qaa to qtz) for Mixtec and Totonac.
 */
static const struct { const char *code, *name, *words; } language_words[] = {
  { "nah", "Nahuatl", "náhuatl|nahua|mexicano" },
  { "oto", "Otomi", "otomí|hñähñu" },
  { "qmx", "Mixtec", "mixteco|mixteca" },
  { "qto", "Totonac", "totonaco|totonaca" },
  { "zap", NULL, "zapoteco|zapoteca" },
  { "yua", NULL, "maya|maya yucateco|yucateco" },
  { "tzh", NULL, "tseltal|tzeltal" },
  { "tzo", NULL, "tsotsil|tzotzil" },
  { "pua", NULL, "purépecha|tarasco" },
  { "mau", NULL, "mazateco" },
  { "ctu", NULL, "chol|ch’ol" },
  { "quc", NULL, "k’iche’|quiché|kiche" },
  { "cak", NULL, "kaqchikel|cakchiquel" },
  { "kek", NULL, "q’eqchi’|kekchí|qeqchi" },
  { "mam", NULL, "mam" },
  { "tzj", NULL, "tz’utujil|tzutujil" },
  { "kjb", NULL, "q’anjob’al|kanjobal" },
  { "cab", NULL, "garífuna|garifuna" },
  { "miq", NULL, "miskito|mískito" },
  { "que", NULL, "quechua|kichwa|quichua" },
  { "aym", NULL, "aymara|aimara" },
  { "grn", NULL, "guaraní" },
  { "spa", NULL, "español|castellano|espanhol|espagnol|castilian" },
  { "por", NULL, "portugués|português|portugais" },
  { "fra", NULL, "francés|francês|français" },
  { "eng", NULL, "inglés|inglês|anglais" },
  { "ara", NULL, "árabe|arabe" },
  { "ary", NULL, "dariya|darija|árabe marroquí" },
  { "zgh", NULL, "amazig|amazigh|tamazight" },
  { "shi", NULL, "tachelhit|tashelhit" },
  { "rif", NULL, "rifeño|tarifit" },
  { "wol", NULL, "wólof|wolof" },
  { "hat", NULL, "criollo haitiano|créole haïtien|kreyòl" },
  { "jam", NULL, "patois" },
};

static void
add_name (List       *list,
          const char *name,
          const char *code)
{
  char *folded = gol_text_fold (name);

  if (*folded == '\0' || g_hash_table_contains (list->by_name, folded))
    g_free (folded);
  else
    g_hash_table_insert (list->by_name, folded, (gpointer) code);
}

static const char *
attribute (const char **names,
           const char **values,
           const char  *wanted)
{
  for (guint i = 0; wanted != NULL && names[i] != NULL; i++)
    if (strcmp (names[i], wanted) == 0)
      return values[i];

  return NULL;
}

/* The list's own text of the code: thousands are too many to intern. */
static const char *
keep_code (List       *list,
           const char *code,
           const char *name)
{
  gpointer kept;

  if (g_hash_table_lookup_extended (list->names, code, &kept, NULL))
    return kept;

  kept = g_strdup (code);
  g_hash_table_insert (list->names, kept, g_strdup (name));

  return kept;
}

static void
take_entry (GMarkupParseContext  *context,
            const char           *element,
            const char          **names,
            const char          **values,
            gpointer              user_data,
            GError              **error)
{
  List *list = user_data;
  const char *code = attribute (names, values, list->form->code);
  const char *name = attribute (names, values, list->form->name);
  const char *common_name = attribute (names, values, list->form->common_name);
  const char *code3 = attribute (names, values, list->form->code3);

  if (strcmp (element, list->form->element) != 0 || code == NULL || name == NULL)
    return;

  code = keep_code (list, code, common_name != NULL ? common_name : name);
  if (code3 != NULL)
    g_hash_table_insert (list->code3s, g_strdup (code3), (gpointer) code);
  add_name (list, name, code);
  add_name (list, dgettext (list->form->domain, name), code);
  if (common_name != NULL)
    add_name (list, common_name, code);
}

static List *
read_list (const ListForm *form)
{
  static const GMarkupParser parser = { .start_element = take_entry };
  const char *dir = g_getenv ("GOL_ISO_CODES_DIR");
  g_autofree char *path = g_build_filename (dir != NULL ? dir : ISO_CODES_DIR, form->file, NULL);
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  List *list = g_new0 (List, 1);
  gsize length;

  list->form = form;
  list->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  list->code3s = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  bind_textdomain_codeset (form->domain, "UTF-8");
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, list, NULL);
  if (!g_file_get_contents (path, &text, &length, &error) ||
      !g_markup_parse_context_parse (context, text, length, &error) ||
      !g_markup_parse_context_end_parse (context, &error))
    g_message ("Codes will stand for themselves: %s", error->message);

  return list;
}

static void
add_words (List       *list,
           const char *words,
           const char *code)
{
  g_auto(GStrv) split = g_strsplit (words, "|", -1);

  for (guint i = 0; split[i] != NULL; i++)
    {
      g_autofree char *folded = gol_text_fold (split[i]);

      /* What our people mean by a word comes before what the list happens to call so. */
      g_hash_table_replace (list->by_name, g_steal_pointer (&folded), (gpointer) code);
    }
}

static gpointer
read_countries (gpointer data)
{
  List *list = read_list (&country_form);

  for (guint i = 0; i < G_N_ELEMENTS (country_words); i++)
    add_words (list, country_words[i].words, country_words[i].code);

  return list;
}

static gpointer
read_currencies (gpointer data)
{
  return read_list (&currency_form);
}

static gpointer
read_languages (gpointer data)
{
  List *list = read_list (&language_form);

  for (guint i = 0; i < G_N_ELEMENTS (language_words); i++)
    {
      add_words (list, language_words[i].words, language_words[i].code);
      if (language_words[i].name != NULL && g_hash_table_size (list->names) > 0)
        g_hash_table_insert (list->names, g_strdup (language_words[i].code), g_strdup (language_words[i].name));
    }

  return list;
}

static List *
get_countries (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_countries, NULL);
}

static List *
get_currencies (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_currencies, NULL);
}

static List *
get_languages (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_languages, NULL);
}

static gboolean
has_shape (const char *code,
           guint       length,
           gboolean    capitals)
{
  guint i;

  for (i = 0; code[i] != '\0'; i++)
    if (capitals ? !g_ascii_isupper (code[i]) : !g_ascii_islower (code[i]))
      return FALSE;

  return i == length;
}

static gboolean
is_in (List       *list,
       const char *code,
       gboolean    capitals)
{
  if (g_hash_table_size (list->names) == 0)
    return has_shape (code, list->form->length, capitals);

  return g_hash_table_contains (list->names, code);
}

static const char *
name_of (List       *list,
         const char *code)
{
  const char *name = g_hash_table_lookup (list->names, code);

  return name != NULL ? dgettext (list->form->domain, name) : g_intern_string (code);
}

/**
 * gol_iso_country_name:
 * @alpha2: an ISO 3166-1 code of two letters
 *
 * Returns: the country's name in the reader's language; the code itself when it is not known
 */
const char *
gol_iso_country_name (const char *alpha2)
{
  g_return_val_if_fail (alpha2 != NULL, NULL);

  return name_of (get_countries (), alpha2);
}

const char *
gol_iso_currency_name (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  return name_of (get_currencies (), code);
}

const char *
gol_iso_language_name (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  return name_of (get_languages (), code);
}

/**
 * gol_iso_country_from3:
 * @alpha3: as passports have it
 *
 * Returns: (nullable): the code of two letters
 */
const char *
gol_iso_country_from3 (const char *alpha3)
{
  g_return_val_if_fail (alpha3 != NULL, NULL);

  return g_hash_table_lookup (get_countries ()->code3s, alpha3);
}

const char *
gol_iso_country_to3 (const char *alpha2)
{
  GHashTableIter iter;
  gpointer code3, code;

  g_return_val_if_fail (alpha2 != NULL, NULL);

  g_hash_table_iter_init (&iter, get_countries ()->code3s);
  while (g_hash_table_iter_next (&iter, &code3, &code))
    if (strcmp (code, alpha2) == 0)
      return code3;

  return NULL;
}

gboolean
gol_iso_is_country (const char *alpha2)
{
  g_return_val_if_fail (alpha2 != NULL, FALSE);

  return is_in (get_countries (), alpha2, TRUE);
}

gboolean
gol_iso_is_currency (const char *code)
{
  g_return_val_if_fail (code != NULL, FALSE);

  return is_in (get_currencies (), code, TRUE);
}

gboolean
gol_iso_is_language (const char *code)
{
  g_return_val_if_fail (code != NULL, FALSE);

  return is_in (get_languages (), code, FALSE);
}

/**
 * gol_iso_country_match:
 * @text: a code of two or three letters, or a name in English, Spanish, Portuguese, French or the reader's language
 *
 * Returns: (nullable): the code of two letters
 */
const char *
gol_iso_country_match (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *code = NULL;
  List *list = get_countries ();
  const char *two;

  g_return_val_if_fail (text != NULL, NULL);

  code = g_ascii_strup (text, -1);
  if (is_in (list, code, TRUE))
    return g_intern_string (code);
  two = g_hash_table_lookup (list->code3s, code);
  if (two != NULL)
    return two;

  folded = gol_text_fold (text);

  return g_hash_table_lookup (list->by_name, folded);
}

/**
 * gol_iso_language_match:
 * @text: a code of three small letters, or a name in any language that we know; "shi" is Tachelhit's code, "Shi" a language
 *   of the Congo
 *
 * Returns: (nullable): the code
 */
const char *
gol_iso_language_match (const char *text)
{
  g_autofree char *folded = NULL;
  List *list = get_languages ();
  const char *code;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_in (list, text, FALSE))
    return g_intern_string (text);

  folded = gol_text_fold (text);
  code = g_hash_table_lookup (list->by_name, folded);
  if (code == NULL && is_in (list, folded, FALSE))
    code = g_intern_string (folded);

  return code;
}
