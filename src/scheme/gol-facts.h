/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-dictionary.h"

G_BEGIN_DECLS

/*
 * The facts that rules may ask for: one slim row per worker, placement and order, kept up to date by the store and
 * shown to rules through three views, worker_facts, placement_facts and order_facts. The tables in gol-facts.c are the
 * only list of their columns.
 *
 * Three values. A column is NULL when it is not known: nothing was recorded, or this office may not read what it rests
 * on (or any part of it). NULL travels through every comparison and function below and ends as "unknown", never yes.
 * Where "there is none" is itself known, the column says so: a count or a yes/no is 0, a list is " " and a date is
 * GOL_FACT_NEVER. So a date fact is NULL: nobody wrote it (yet); GOL_FACT_NEVER: we know that there is none.
 *
 * How each kind stands in the views (and in the f_ tables, which are STRICT):
 *   DATE          TEXT "2027-03-01", always whole
 *   PARTIAL_DATE  TEXT "1988-03-01", "1988-03" or "1988": only for age_between ()
 *   INTEGER       INTEGER
 *   BOOLEAN       INTEGER 0 or 1
 *   RANK          INTEGER, the term's place in its vocabulary, from 0: rules write the term
 *   TEXT          TEXT, a code of the vocabulary named by @detail if there is one
 *   DECIMAL       REAL (compared, never added up)
 *   SET           TEXT, codes between single spaces, with one at both ends: " programme transfer "; none: " "
 *   DATED         TEXT, the same, each code with two dates that may be empty: " criminal_record=2026-11-02/2027-02-02 "
 *                 (newest first issued when a code is there more than once: one entry a code)
 *   DEDUCTIONS    TEXT, the same, each kind with percent, amount, per, cap, any of them empty:
 *                 " travel=10///620 utilities=/2.75/day/ "
 *   STAYS         BLOB, see below
 *
 * Stays: records of 8 bytes, sorted by the first day; numbers big-endian and unsigned:
 *   0-1 first day, counted from 2000-01-01; 2-3 last day, 0xFFFF when it is not known to have ended;
 *   4-5 country (alpha-2); 6 flags: 1 = the days are not certain (partial dates: the widest that they can be);
 *   7 zero. Stays that ended before 2000 are left out. No stays: an empty blob, not NULL.
 *
 * Parameters: :on the day that is asked about, :from and :to first and last day of the planned stay (of the placement,
 * else of the order, else of the season), each a whole date or NULL. "May she go again?" without a planned stay asks
 * about a stay of the one day :on.
 *
 * Functions. All are NULL when any argument is NULL, not of its form, or out of bounds, unless said otherwise; dates
 * must be whole. None ever raises an error.
 *   age_between (birth, date, min, max)    1 when the age completed on date lies in min…max whatever day of a partial
 *                                          birth date is taken, 0 when it never does, else NULL; 0 ≤ min ≤ max ≤ 200
 *   add_months (date, n)                   31 January + 1 month = last of February; |n| ≤ 1,200
 *   add_days (date, n)                     |n| ≤ 40,000
 *   days_between (a, b)                    b − a in days: 0 for the same day, negative when b is earlier
 *   in_year (date, 'MM-DD')                that day in the year of date
 *   days_present (stays, country, from, to)    days of [from, to] (both counted) spent in country, counting days of
 *                                          entry and exit, each day once; '' is any country. NULL when an open or
 *                                          uncertain stay there overlaps; 0 when to < from
 *   months_present (stays, country, from, to)  the same ÷ 30, rounded up
 *   days_since_return (stays, country, on) days from the last day of the latest stay there that began before on to on,
 *                                          0 while in it; 36,525 when there never was one; NULL when an open or
 *                                          uncertain stay began before on
 *   present_in_years (stays, country, from, to)  calendar years of [from, to] with a day there; NULL like days_present
 *   least (a, b, …), greatest (a, b, …)    two to eight of one kind
 *   has (list, code)                       of SET, DATED or DEDUCTIONS: 0 or 1
 *   only (list, ' a b ')                   1 when every code of list stands in the second list
 *   dated_from (dated, code)               its first date; NULL when the code or the date is not there
 *   dated_until (dated, code)              its second date; likewise
 *   deduction (deductions, kind, part)     part 'percent', 'amount' or 'cap': the figure; 0 when there is no such
 *                                          deduction; NULL when it is there and the part is empty
 */

#define GOL_FACT_NEVER     "0001-01-01"
#define GOL_STAY_SIZE      8
#define GOL_STAY_OPEN      0xFFFF
#define GOL_STAY_UNCERTAIN 1

typedef enum
{
  GOL_FACT_DATE,
  GOL_FACT_PARTIAL_DATE,
  GOL_FACT_INTEGER,
  GOL_FACT_BOOLEAN,
  GOL_FACT_RANK,
  GOL_FACT_TEXT,
  GOL_FACT_DECIMAL,
  GOL_FACT_SET,
  GOL_FACT_DATED,
  GOL_FACT_DEDUCTIONS,
  GOL_FACT_STAYS,
} GolFactKind;

typedef enum
{
  GOL_FACT_NEEDS_BASIS = 1 << 0,  /* on sex, family, origin: no criterion without a legal basis */
  GOL_FACT_UNTIL       = 1 << 1,  /* a date until which something weighs: must_not_have asks whether it has passed */
  GOL_FACT_MONEY       = 1 << 2,  /* an amount, which is written with its hundredths */
} GolFactFlags;

/**
 * GolFact:
 * @name: column of the view
 * @kind: see above
 * @label: what a lawyer reads (N_())
 * @sections: what it rests on: "worker.civil", or several with a space between; a verdict that reads it may be shown
 *   only to who may read all of them
 * @detail: (nullable): vocabulary of a TEXT, RANK or SET
 * @flags: see #GolFactFlags
 * @name_code: (nullable): what a code is called that is of no vocabulary; gives %NULL for one that it does not know
 */
typedef struct
{
  const char   *name;
  GolFactKind   kind;
  const char   *label;
  const char   *sections;
  const char   *detail;
  GolFactFlags  flags;
  const char   *(*name_code) (const char *code);
} GolFact;

/**
 * GolFactView:
 * @name: "worker_facts"
 * @entity: "worker"; its id is the view's first column, `id`, which no rule may read
 * @facts: ends with an empty one
 */
typedef struct
{
  const char    *name;
  const char    *entity;
  const GolFact *facts;
} GolFactView;

const GolFactView *gol_fact_view_find    (const char        *name_or_entity);
const GolFactView *gol_fact_view_nth     (guint              position);   /* NULL after the last */
const GolFact     *gol_fact_view_get     (const GolFactView *self,
                                          const char        *fact);
const char        *gol_fact_get_label    (const GolFact     *fact);       /* translated */
guint              gol_fact_get_readers  (const GolFact     *fact);       /* GolParty flags of who may read all */

/**
 * GolFactFunction:
 * @name: as in SQL
 * @min, @max: number of arguments
 */
typedef struct
{
  const char *name;
  guint       min;
  guint       max;
} GolFactFunction;

const GolFactFunction *gol_fact_function_find (const char *name);
const GolFactFunction *gol_fact_function_nth  (guint       position);

G_END_DECLS
