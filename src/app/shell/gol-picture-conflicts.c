/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-picture-conflicts.h"

#include <string.h>

#include "gol-exchange.h"

static const struct
{
  guint32     worker;
  const char *section;
  const char *field;
  const char *value;
} others[] = {
  { 3, "contact", "phone_1", "+529611765493" },
  { 5, "identity_numbers", "passport_number", "G90155280" },
  { 8, "civil", "birth_date", "1991-03-12" },
  { 11, "name_photo", "surname_2", "Hernández" },
};

/* The hub's key. */
static void
get_key (GolSiteKey *key)
{
  static const guint8 seed[32] = { 1 };

  gol_site_key_from_seed (key, seed);
}

static gboolean
write_elsewhere (GolOffice  *office,
                 GolOffice  *other,
                 GError    **error)
{
  const GolEntity *entity = gol_dictionary_find_entity ("worker");

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(GolRecord) worker = gol_office_read_id (office, entity, others[i].worker, error);
      g_autoptr(GolBatch) batch = gol_batch_new (gol_office_get_store (other), gol_office_get_officer (other)->id, "worker.save", NULL);
      g_autoptr(GolValues) values = gol_values_new ();

      gol_values_set_text (values, others[i].field, others[i].value);
      if (worker != NULL)
        gol_batch_set (batch, worker->record, others[i].section, values, NULL);
      if (worker == NULL || !gol_store_commit (gol_office_get_store (other), batch, GOL_PRIORITY_OFFICER, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
introduce (GolOffice  *office,
           GolOffice  *other,
           GError    **error)
{
  g_autoptr(GPtrArray) sites = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_exchange_site_free);
  GolExchangeSite *site = g_new0 (GolExchangeSite, 1);

  site->site = g_strdup (gol_office_get_info (other)->site);
  site->incarnation = 1;
  site->agency = g_strdup (gol_office_get_info (office)->agency);
  memcpy (site->public_key, gol_exchange_get_site_key (gol_office_get_store (other))->public_key, sizeof site->public_key);
  g_ptr_array_add (sites, site);
  return gol_exchange_add_sites (gol_office_get_store (office), sites, error);
}

static gboolean
pass_on (GolOffice  *office,
         GolOffice  *other,
         GError    **error)
{
  g_autoptr(GPtrArray) changes = gol_exchange_read_changes (gol_office_get_store (other), GOL_LOG_OPEN, 0, 100, 1000000, NULL, 0, error);
  g_autoptr(GolFeedWriter) writer = gol_feed_writer_new ();
  g_autoptr(GolFeedPage) page = NULL;
  g_autofree char *text = NULL;
  GolSiteKey key;

  get_key (&key);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const GolChange *change = g_ptr_array_index (changes, i);
      g_autoptr(GolReceipt) receipt = gol_receipt_new (&change->header, change->hash, i + 1, change->header.hlc, GOL_RECEIPT_OK, NULL, &key);
      g_autofree char *sent = gol_change_to_ndjson (change);
      g_autofree char *said = gol_receipt_to_ndjson (receipt);

      gol_feed_writer_change (writer, sent, said);
    }
  text = gol_feed_writer_end (writer, "picture", FALSE);
  page = changes != NULL ? gol_feed_page_read (text, strlen (text), error) : NULL;
  return page != NULL && gol_exchange_take_page (gol_office_get_store (office), GOL_LOG_OPEN, page, key.public_key, error);
}

static gboolean
keep_apart (GolStore  *store,
            GError   **error)
{
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_receipt_free);
  const GolChange *change;
  GolExchangeHave have;
  GolSiteKey key;

  if (!gol_exchange_get_have (store, GOL_LOG_OPEN, &have, error))
    return FALSE;
  changes = gol_exchange_read_changes (store, GOL_LOG_OPEN, have.seq - 1, 1, 1000000, NULL, 0, error);
  if (changes == NULL)
    return FALSE;
  get_key (&key);
  change = g_ptr_array_index (changes, 0);
  g_ptr_array_add (receipts, gol_receipt_new (&change->header, change->hash, 1, change->header.hlc, GOL_RECEIPT_QUARANTINED, "scope", &key));
  return gol_exchange_take_receipts (store, receipts, key.public_key, error);
}

gboolean
gol_picture_disagree (GolOffice   *office,
                      const char  *dir,
                      GError     **error)
{
  const GolOfficeInfo info = {
    .kind = (char *) "ministry", .country = (char *) "MX", .name = (char *) "Delegación Tlaxcala", .demonstration = TRUE,
  };
  g_autoptr(GolOffice) other = gol_office_create (dir, &info, "Lucía Paredes", "golondrina", gol_office_get_clock (office), NULL, error);

  return other != NULL && write_elsewhere (office, other, error) && introduce (office, other, error) && pass_on (office, other, error)
         && keep_apart (gol_office_get_store (office), error);
}
