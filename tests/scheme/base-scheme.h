/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-scheme.h"

#include <string.h>

/* A scheme as small as one can be and still clean: tests change a piece of it and look at what is said. */
static const char base_scheme[] =
  "{ \"format\": 1,\n"                                                                            /* 1 */
  "  \"id\": \"tiny\", \"version\": \"1\",\n"                                                     /* 2 */
  "  \"names\": { \"en\": \"Tiny\", \"es\": \"Chico\" },\n"                                       /* 3 */
  "  \"origins\": [\"MX\"], \"destination\": \"CA\",\n"                                           /* 4 */
  "  \"appeal\": { \"en\": \"Ask.\", \"es\": \"Pida.\" },\n"                                      /* 5 */
  "  \"calendar\": { \"rest\": [6, 7], \"holidays\": [\"2026-12-25\"] },\n"                       /* 6 */
  "  \"witnesses\": { \"departure\": [\"C\", \"M\"] },\n"                                         /* 7 */
  "  \"steps\": [\n"                                                                              /* 8 */
  "    { \"code\": \"SEL\", \"label\": { \"en\": \"Selection\", \"es\": \"Selección\" },\n"       /* 9 */
  "      \"actor\": \"M\", \"fills\": \"placement.selection\",\n"                                 /* 10 */
  "      \"done\": { \"on\": \"selection_held_on\", \"when\": [\"selected\"] } },\n"              /* 11 */
  "    { \"code\": \"DEP\", \"label\": { \"en\": \"Departure\", \"es\": \"Salida\" },\n"          /* 12 */
  "      \"actor\": \"M\", \"fills\": \"event:departure\", \"after\": [\"SEL\"],\n"               /* 13 */
  "      \"requires\": [\"adult\", \"open\"],\n"                                                  /* 14 */
  "      \"due\": { \"anchor\": \"SEL\", \"working_days\": 5 } }\n"                               /* 15 */
  "  ],\n"                                                                                        /* 16 */
  "  \"may_go_again\": [\"adult\"],\n"                                                            /* 17 */
  "  \"clauses\": [\n"                                                                            /* 18 */
  "    { \"id\": \"adult\", \"kind\": \"limit\", \"about\": \"worker\", \"source\": \"Law 1\",\n" /* 19 */
  "      \"fact\": \"birth_date\", \"age\": { \"min\": 18 },\n"                                   /* 20 */
  "      \"label\": { \"en\": \"Age\", \"es\": \"Edad\" },\n"                                     /* 21 */
  "      \"rule\": { \"en\": \"At least {min}.\", \"es\": \"Al menos {min}.\" } },\n"             /* 22 */
  "    { \"id\": \"selected\", \"kind\": \"must_have\", \"about\": \"placement\", \"source\": \"Law 2\",\n" /* 23 */
  "      \"fact\": \"selection_result\", \"is\": [\"selected\"],\n"                               /* 24 */
  "      \"label\": { \"en\": \"Selected\", \"es\": \"Seleccionada\" },\n"                        /* 25 */
  "      \"rule\": { \"en\": \"Selected.\", \"es\": \"Seleccionada.\" } },\n"                     /* 26 */
  "    { \"id\": \"open\", \"kind\": \"limit\", \"about\": \"worker\", \"source\": \"Law 3\",\n"  /* 27 */
  "      \"fact\": \"open_placements\", \"max\": 1,\n"                                            /* 28 */
  "      \"label\": { \"en\": \"One\", \"es\": \"Una\" },\n"                                      /* 29 */
  "      \"rule\": { \"en\": \"One.\", \"es\": \"Una.\" } }\n"                                    /* 30 */
  "  ] }\n";                                                                                      /* 31 */

/* JSON as the tables of tests write it, that it can be read: ' stands for ", and ` for '. */
static inline char *
as_json (const char *text)
{
  char *json = g_strdup (text);

  g_strdelimit (json, "'", '"');
  return g_strdelimit (json, "`", '\'');
}

/* The base with one piece changed; the piece must stand in it once. */
static inline char *
replace_in_base (const char *piece,
                 const char *by)
{
  const char *at = strstr (base_scheme, piece);

  g_assert_nonnull (at);
  g_assert_null (strstr (at + 1, piece));
  return g_strdup_printf ("%.*s%s%s", (int) (at - base_scheme), base_scheme, by, at + strlen (piece));
}

static inline char *
change_base (const char *piece,
             const char *by)
{
  g_autofree char *old = as_json (piece);
  g_autofree char *new = as_json (by);

  return replace_in_base (old, new);
}

/* What a clause says, put into the base as its line 24; NULL with the first error's code when it is wrong. */
static inline GolScheme *
read_clause (const char  *about,
             const char  *text,
             char       **fault)
{
  static const char place[] = "    { \"id\": \"selected\"";
  const char *rule = strstr (text, "\"rule\"") != NULL ? "" : ", \"rule\": { \"en\": \"Rule.\", \"es\": \"Regla.\" }";
  g_autofree char *clause = g_strdup_printf ("    { \"id\": \"tested\", \"about\": \"%s\", \"source\": \"S\", %s,\n"
                                             "      \"label\": { \"en\": \"Tested\", \"es\": \"Probada\" }%s },\n%s",
                                             about, text, rule, place);
  g_autofree char *json = replace_in_base (place, clause);
  g_autoptr (GPtrArray) lints = NULL;
  GolScheme *scheme = gol_scheme_read (json, strlen (json), &lints, NULL);

  *fault = NULL;
  for (guint i = 0; i < lints->len && scheme == NULL && *fault == NULL; i++)
    {
      const GolLint *lint = g_ptr_array_index (lints, i);
      if (lint->error)
        *fault = g_strdup_printf ("%s: %s", lint->code, lint->message);
    }
  return scheme;
}
