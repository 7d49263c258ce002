/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-date.h"
#include "gol-dictionary.h"

G_BEGIN_DECLS

/*
 * Values as people read them, and back. What is stored never depends on the language; what is shown always does.
 */

/* "Thu 26" within a week, "11 Jan" within a year, in full beyond. */
char       *gol_display_date         (GolDate         date,
                                    GolDate         today);
/* "14 August 1992", "August 1992" or "1992". */
char       *gol_display_long_date    (GolDate         date);
/* "Monday 23 November". */
char       *gol_display_weekday      (GolDate         date);
/* From what is stored: "2026-11-23"; empty for none. */
char       *gol_display_iso_date     (const char     *iso,
                                    GolDate         today);
/* "today", "tomorrow", "3 days late", else a date, which may be long past. */
char       *gol_display_deadline     (const char     *iso,
                                    GolDate         today,
                                    gboolean       *late);
char       *gol_display_instant      (gint64          instant);
/* A date as it is written here ("14/08/1992", "8.1992", "1992") as it is stored; %NULL when it is none. */
char       *gol_display_read_date    (const char     *text);
/* With the separators of the language. */
char       *gol_display_number       (gint64          number);
/* "a, b, c", as the language joins them. */
char       *gol_display_join         (GPtrArray      *words);

/* One value in one line; "" for none. References are not resolved: they give the name that stands in the value. */
char       *gol_display_value        (const GolField *field,
                                    const GolValue *value);
/* The same from the text of a list's cell, which may be NULL. */
char       *gol_display_cell         (const GolField *field,
                                    const char     *text);
/* "ministry of origin, employer": whom the letters of a section stand for. */
char       *gol_display_parties      (guint           parties);

char       *gol_display_listed_name  (const char     *surname_1,
                                    const char     *surname_2,
                                    const char     *given_names);
char       *gol_display_spoken_name  (const char     *surname_1,
                                    const char     *surname_2,
                                    const char     *given_names);
/* A code or number that stands in a sentence of any direction. */
char       *gol_display_isolate      (const char     *code);

G_END_DECLS
