/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "gol-check.h"
#include "gol-error.h"
#include "gol-json.h"

#define WORKER "worker/01ARYZ6S41TSV4RRFFQ69G5FAV"

/* The field, what its section holds already, what is typed, and what is stored: as canonical JSON. */
static const struct { const char *field, *held, *text, *expected; } good[] = {
  /* Nothing but white space clears whatever it is. */
  { "worker.name_photo.given_names", "{}", "", "{\"given_names\":null}" },
  { "worker.civil.birth_date", "{}", " \t\n", "{\"birth_date\":null}" },
  { "worker.household.members", "{}", " ", "{\"members\":null}" },
  { "worker.household.dependents", "{\"dependents\":4}", "", "{\"dependents\":null}" },

  { "worker.name_photo.given_names", "{}", "  María   José ", "{\"given_names\":\"María José\"}" },
  { "worker.name_photo.given_names", "{}", "Mari\xcc\x81" "a", "{\"given_names\":\"Mar\xc3\xad" "a\"}" },
  { "worker.contact.address", "{}", "Calle\tJuárez\n3", "{\"address\":\"Calle Juárez 3\"}" },
  { "complaint.complaint.facts", "{}", " one\r\ntwo\rthree\n\n\x01 ", "{\"facts\":\"one\\ntwo\\nthree\"}" },

  { "worker.civil.birth_date", "{}", "1988-03-27", "{\"birth_date\":\"1988-03-27\"}" },
  { "worker.civil.birth_date", "{}", " 1988-03 ", "{\"birth_date\":\"1988-03\"}" },
  { "worker.civil.birth_date", "{}", "1988", "{\"birth_date\":\"1988\"}" },
  { "worker.identity_numbers.passport_expires", "{}", "2035-03-11", "{\"passport_expires\":\"2035-03-11\"}" },
  { "event.event.at", "{}", "2026-11-23", "{\"at\":\"2026-11-23T00:00:00.000Z\"}" },
  { "event.event.at", "{}", "2026-11-23T20:09:01Z", "{\"at\":\"2026-11-23T20:09:01.000Z\"}" },

  { "worker.civil.sex", "{}", "F", "{\"sex\":\"F\"}" },
  { "worker.civil.sex", "{}", "Mujer", "{\"sex\":\"F\"}" },
  { "worker.civil.sex", "{}", "M", "{\"sex\":\"M\"}" },
  { "worker.experience.crops", "{}", "fresa, maíz dulce;fresa|tomate",
    "{\"crops\":[\"strawberry\",\"sweet_corn\",\"tomato\"]}" },
  { "worker.experience.crops", "{}", "[\"tomato\",\"apple\"]", "{\"crops\":[\"apple\",\"tomato\"]}" },
  { "worker.experience.crops", "{}", ", ;", "{\"crops\":null}" },
  { "worker.experience.languages", "{}", "español, k'iche'", "{\"languages\":[\"quc\",\"spa\"]}" },

  { "worker.household.head_of_household", "{}", "Sí", "{\"head_of_household\":true}" },
  { "worker.household.head_of_household", "{}", "x", "{\"head_of_household\":true}" },
  { "worker.household.head_of_household", "{}", "não", "{\"head_of_household\":false}" },
  { "worker.household.head_of_household", "{}", "0", "{\"head_of_household\":false}" },
  { "worker.household.dependents", "{}", "4", "{\"dependents\":4}" },
  { "worker.household.dependents", "{}", "9007199254740991", "{\"dependents\":9007199254740991}" },

  { "order.order_terms.wage", "{}", "12.50", "{\"wage\":\"12.50\"}" },
  { "order.order_terms.wage", "{}", "0012", "{\"wage\":\"12\"}" },
  { "order.order_terms.wage", "{}", ".5", "{\"wage\":\"0.5\"}" },
  { "order.order_terms.wage", "{}", "5.", "{\"wage\":\"5\"}" },
  { "order.order_terms.wage", "{}", "0", "{\"wage\":\"0\"}" },
  { "remittance.remittance.rate", "{}", "-0.250", "{\"rate\":\"-0.250\"}" },
  { "order.order_terms.wage_currency", "{}", "cad", "{\"wage_currency\":\"CAD\"}" },

  { "worker.contact.phone_1", "{\"country\":\"MX\"}", "100 000 0000",
    "{\"country\":\"MX\",\"phone_1\":\"+521000000000\"}" },
  { "worker.contact.phone_1", "{}", "+502 1000-0000", "{\"phone_1\":\"+50210000000\"}" },
  { "worker.contact.email", "{}", "Ana.Ruiz@Example.ORG", "{\"email\":\"Ana.Ruiz@example.org\"}" },
  { "worker.civil.nationality", "{}", "México", "{\"nationality\":\"MX\"}" },
  { "worker.civil.nationality", "{}", "GTM", "{\"nationality\":\"GT\"}" },
  { "order.order_terms.occupation", "{}", "9211", "{\"occupation\":\"9211\"}" },
  { "order.order_terms.occupation", "{}", "tractorista", "{\"occupation\":\"8341\"}" },

  { "placement.placement_core.worker", "{}", WORKER, "{\"worker\":\"" WORKER "\"}" },

  /* Numbers of a known kind are brought into their form; those that do not hold are kept as they were written. */
  { "worker.identity_numbers.national_number", "{\"national_number_type\":\"curp\"}", "boxw-310820 hnerxn09",
    "{\"national_number\":\"BOXW310820HNERXN09\",\"national_number_type\":\"curp\"}" },
  { "worker.identity_numbers.national_number", "{\"national_number_type\":\"curp\"}", "boxw-310820 hnerxn08",
    "{\"national_number\":\"BOXW-310820HNERXN08\",\"national_number_type\":\"curp\"}" },
  { "worker.identity_numbers.national_number", "{\"national_number_type\":\"other\"}", "ab 12",
    "{\"national_number\":\"AB12\",\"national_number_type\":\"other\"}" },
  { "worker.identity_numbers.national_number", "{}", "ab 12", "{\"national_number\":\"AB12\"}" },
  { "worker.bank.clabe", "{}", "032 180 00011835971 9", "{\"clabe\":\"032180000118359719\"}" },
  { "worker.bank.clabe", "{}", "032180000118 ------------------------------------------------------------------------------------ 359719",
    "{\"clabe\":\"032180000118359719\"}" },
  { "worker.identity_numbers.passport_number", "{}", "n 0000 0001", "{\"passport_number\":\"N00000001\"}" },
  { "worker.identity_numbers.mrz", "{}", "p<uto  \r\nl898", "{\"mrz\":\"P<UTO\\nL898\"}" },

  { "worker.household.members", "{}",
    "[{\"beneficiary\":\"sí\",\"birth_date\":\"2015\",\"name\":\" Ana \",\"relation\":\"hija\"}]",
    "{\"members\":[{\"beneficiary\":true,\"birth_date\":\"2015\",\"name\":\"Ana\",\"relation\":\"child\"}]}" },
  { "worker.household.members", "{}", "[]", "{\"members\":[]}" },
  { "complaint.complaint.papers", "{}", "[{\"hash\":\"ab\",\"name\":\"x.pdf\",\"size\":12}]",
    "{\"papers\":[{\"hash\":\"ab\",\"name\":\"x.pdf\",\"size\":12}]}" },
};

static GolValues *
normalize (const char  *path,
           const char  *held,
           const char  *text,
           GError     **error)
{
  g_autoptr(GolValues) values = gol_values_from_json (held, -1, NULL);
  const GolField *field = NULL;

  g_assert_nonnull (values);
  if (!gol_dictionary_find_field (path, NULL, NULL, &field))
    g_error ("There is no %s", path);

  return gol_field_normalize (field, text, values, error) ? g_steal_pointer (&values) : NULL;
}

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GolValues) values = NULL;
      g_autofree char *json = NULL;

      values = normalize (good[i].field, good[i].held, good[i].text, &error);
      if (error != NULL)
        g_error ("%s “%s”: %s", good[i].field, good[i].text, error->message);
      json = gol_values_to_json (values);
      if (strcmp (json, good[i].expected) != 0)
        g_error ("%s “%s”: expected %s, found %s", good[i].field, good[i].text, good[i].expected, json);
    }
}

static const struct { const char *field, *text; } bad[] = {
  { "worker.name_photo.given_names", "\xff" },
  { "worker.civil.birth_date", "27/03/1988" }, { "worker.civil.birth_date", "1988-13" },
  { "worker.civil.birth_date", "ayer" },
  { "worker.identity_numbers.passport_expires", "2035-03" },
  { "worker.identity_numbers.passport_expires", "2035-02-29" },
  { "event.event.at", "2026-11" }, { "event.event.at", "20:09" },
  { "worker.civil.sex", "Z" }, { "worker.experience.crops", "fresa, kriptonita" },
  { "worker.experience.crops", "[\"fresa\"" },
  { "worker.experience.crops", "[1]" }, { "worker.experience.languages", "español, klingonés" },
  { "worker.household.head_of_household", "maybe" }, { "worker.household.head_of_household", "prefiere no decir" },
  { "worker.household.dependents", "4.5" }, { "worker.household.dependents", "-1" },
  { "worker.household.dependents", "cuatro" },
  { "worker.household.dependents", "9007199254740992" },
  { "order.order_terms.wage", "12,50" }, { "order.order_terms.wage", "-1" }, { "order.order_terms.wage", "1e3" },
  { "order.order_terms.wage", "." }, { "order.order_terms.wage", "$12" }, { "order.order_terms.wage", "1.2.3" },
  { "order.order_terms.wage", "1234567890123456" }, { "order.order_terms.wage", "--1" },
  { "order.order_terms.wage_currency", "dólares" },
  { "worker.contact.phone_1", "100 000 0000" }, { "worker.contact.phone_1", "no tiene" },
  { "worker.contact.email", "ana" }, { "worker.contact.email", "ana@" }, { "worker.contact.email", "@example.org" },
  { "worker.contact.email", "ana@example" }, { "worker.contact.email", "ana ruiz@example.org" },
  { "worker.contact.email", "a@b@example.org" },
  { "worker.contact.email", "a..b@example.org" }, { "worker.contact.email", "a@-example.org" },
  { "worker.contact.email", "a.@example.org" },
  { "worker.civil.nationality", "Atlántida" }, { "order.order_terms.occupation", "astronaut" },
  { "placement.placement_core.worker", "order/01ARYZ6S41TSV4RRFFQ69G5FAV" },
  { "placement.placement_core.worker", "worker/x" },
  { "placement.placement_core.worker", "Ana" },
  { "worker.household.members", "Ana" }, { "worker.household.members", "[{\"shoe\":\"38\"}]" },
  { "worker.household.members", "[{\"birth_date\":\"ayer\"}]" }, { "worker.household.members", "[1]" },
  { "worker.name_photo.portrait", "bm90IGEgSlBFRw==" }, { "worker.name_photo.portrait", "%%%" },
  { "complaint.complaint.papers", "[{\"bytes\":\"x\"}]" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GolValues) values = normalize (bad[i].field, "{}", bad[i].text, &error);

      if (values != NULL)
        g_error ("%s “%s” was taken", bad[i].field, bad[i].text);
      g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

/* Every field of the dictionary answers whatever is pasted with a value or a sentence that fits below it, and what it
 * took it takes again unchanged. */
static void
test_every_field (void)
{
  g_autofree char *long_text = g_strnfill (30000, 'a');
  g_autofree char *many = g_strnfill (3000, ',');
  const char * const texts[] = {
    "a", "1", "-1", "0", "1.5", "2026-11-23", "[]", "[{}]", "{}", "[\"a\"]", "%s%n", "'; DROP TABLE record; --",
    "\xc3\xb1\xcc\x88",
    "\xe2\x80\x8b", "\xf0\x9f\x98\x80", "\xce\x90", "<b>&amp;", "=1+1", WORKER, long_text, many, "\xef\xbf\xbd", "\x7f",
  };
  const GolEntity * const *entities = gol_dictionary_get_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (const GolSection *section = entities[i]->sections; section->name != NULL; section++)
      for (const GolField *field = section->fields; field->name != NULL; field++)
        for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
          {
            g_autoptr(GolValues) values = gol_values_new ();
            g_autoptr(GolValues) again = gol_values_new ();
            g_autoptr(GError) error = NULL;
            const GolValue *value;

            if (!gol_field_normalize (field, texts[j], values, &error))
              {
                g_assert_error (error, GOL_ERROR, GOL_ERROR_INVALID);
                g_assert_cmpuint (g_utf8_strlen (error->message, -1), <, 400);
                continue;
              }

            value = gol_values_find (values, field->name);
            g_assert_nonnull (value);
            g_assert_true (value->kind == GOL_VALUE_NULL || value->kind == gol_field_get_kind (field));
            if (value->kind == GOL_VALUE_NULL)
              continue;
            g_assert_cmpuint (strlen (value->text), <=, 24000);
            if (!gol_field_normalize (field, value->text, again, &error))
              g_error ("%s.%s took “%s” but not “%s”: %s", section->name, field->name, texts[j], value->text,
                       error->message);
            g_assert_true (gol_values_equal (values, again));
          }
}

static void
test_portrait (void)
{
  g_autofree guchar *bytes = g_malloc0 (16 * 1024);
  g_autofree char *base64 = NULL;
  g_autofree char *larger = NULL;
  g_autofree guchar *many = g_malloc0 (16 * 1024 + 1);
  g_autoptr(GolValues) values = NULL;

  bytes[0] = many[0] = 0xff;
  bytes[1] = many[1] = 0xd8;
  base64 = g_base64_encode (bytes, 16 * 1024);
  larger = g_base64_encode (many, 16 * 1024 + 1);
  values = normalize ("worker.name_photo.portrait", "{}", base64, NULL);
  g_assert_nonnull (values);
  g_assert_cmpstr (gol_values_get_text (values, "portrait"), ==, base64);
  g_assert_null (normalize ("worker.name_photo.portrait", "{}", larger, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field/good", test_good);
  g_test_add_func ("/field/bad", test_bad);
  g_test_add_func ("/field/every-field", test_every_field);
  g_test_add_func ("/field/portrait", test_portrait);

  return g_test_run ();
}
