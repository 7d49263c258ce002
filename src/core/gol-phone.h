/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gol_phone_normalize:
 * @text: as typed: spaces, dots, hyphens, slashes and brackets are forgiven, "00" stands for "+"
 * @country: (nullable): ISO 3166-1 alpha-2 of numbers without a country code
 * @error: GOL_ERROR_INVALID
 *
 * Returns: (transfer full): E.164, such as "+529611765439"; %NULL on error
 */
char       *gol_phone_normalize        (const char  *text,
                                        const char  *country,
                                        GError     **error);

/* "52" of "MX"; NULL when we have no table for the country. */
const char *gol_phone_get_country_code (const char  *country);

G_END_DECLS
