/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-list-spec.h"

#include <glib/gi18n-lib.h>

/* ── Workers ── */

static const GolListColumn worker_columns[] = {
  { N_("Name"), GOL_CELL_PERSON, { "name_photo.surname_1", "name_photo.surname_2", "name_photo.given_names" },
    "name_photo.surname_1", 0 },
  { N_("Code"), GOL_CELL_CODE, { "code" }, "code", 11 },
  { N_("Sex, age"), GOL_CELL_SEX_AGE, { "civil.sex", "civil.birth_date" }, "civil.birth_date", 10 },
  { N_("Municipality"), GOL_CELL_TEXT, { "contact.admin_2" }, "contact.admin_2", 14 },
  { N_("Step"), GOL_CELL_STEP, { "~step", "~status", "~late" }, "~step", 17 },
  { N_("Due"), GOL_CELL_DUE, { "~due" }, "~due", 9 },
  { NULL },
};

static const GolListChip worker_chips[] = {
  { N_("Step"), GOL_CHIP_STEP, "~step" },
  { N_("State"), GOL_CHIP_STATUS, "~status" },
  { N_("Late"), GOL_CHIP_TOGGLE, "~late", NULL, GOL_FILTER_BETWEEN, { "1", "" } },
  { N_("To review"), GOL_CHIP_TOGGLE, "~warnings", NULL, GOL_FILTER_NOT_EMPTY },
  { N_("Sex"), GOL_CHIP_VOCABULARY, "civil.sex", "sex" },
  { NULL },
};

const GolListSpec gol_list_workers = {
  .name = "workers",
  .entity = "worker",
  .columns = worker_columns,
  .chips = worker_chips,
  .sort = "name_photo.surname_1",
  .search = N_("Name, code, document, place"),
  .empty_title = N_("Nobody is registered yet"),
  .empty_text = N_("Enrol the first one, or read somebody’s spreadsheet of enrolments in: every person gets a file."),
  .action = "win.enrol",
  .action_label = N_("_Enrol"),
};

/* ── Orders ── */

static const GolListColumn order_columns[] = {
  { N_("Employer"), GOL_CELL_TEXT, { "~employer_name" }, "~employer_name", 0 },
  { N_("Code"), GOL_CELL_CODE, { "code" }, "code", 12 },
  { N_("Occupation"), GOL_CELL_TEXT, { "order_terms.occupation_text" }, NULL, 15 },
  { N_("Place"), GOL_CELL_TEXT, { "order_terms.worksite_admin_1" }, "order_terms.worksite_admin_1", 9 },
  { N_("Posts"), GOL_CELL_NUMBER, { "order_terms.posts_asked" }, "order_terms.posts_asked", 5 },
  { N_("Starts"), GOL_CELL_DATE, { "order_terms.start_date" }, "order_terms.start_date", 10 },
  { N_("Decision"), GOL_CELL_DECISION, { "order_origin_decision.result" }, "order_origin_decision.result", 19 },
  { NULL },
};

static const GolListChip order_chips[] = {
  { N_("Scheme"), GOL_CHIP_SCHEME, "order_terms.scheme" },
  { N_("Without a scheme"), GOL_CHIP_TOGGLE, "order_terms.scheme", NULL, GOL_FILTER_EMPTY },
  { N_("Decision"), GOL_CHIP_VOCABULARY, "order_origin_decision.result", "decision" },
  { N_("To decide"), GOL_CHIP_TOGGLE, "order_origin_decision.result", NULL, GOL_FILTER_EMPTY },
  { NULL },
};

const GolListSpec gol_list_orders = {
  .name = "orders",
  .entity = "order",
  .columns = order_columns,
  .chips = order_chips,
  .sort = "order_terms.start_date",
  .descending = TRUE,
  .search = N_("Number, place, occupation"),
  .empty_title = N_("No order has come in yet"),
  .empty_text = N_("Read a spreadsheet of job orders in: each row becomes an order with its posts, wage and dates."),
};

/* ── Placements: a person in an order; opened on her page ── */

static const GolListColumn placement_columns[] = {
  { N_("Name"), GOL_CELL_PERSON, { "placement_core.worker>name_photo.surname_1", "placement_core.worker>name_photo.surname_2",
                                   "placement_core.worker>name_photo.given_names" }, NULL, 0 },
  { N_("Employer"), GOL_CELL_TEXT, { "placement_core.order>~employer_name" }, NULL, 17 },
  { N_("Starts"), GOL_CELL_DATE, { "placement_core.starts" }, "placement_core.starts", 11 },
  { N_("Step"), GOL_CELL_STEP, { "~step", "~status", "~late" }, "~step", 17 },
  { N_("Due"), GOL_CELL_DUE, { "~due" }, "~due", 14 },
  { NULL },
};

static const GolListChip placement_chips[] = {
  { N_("Step"), GOL_CHIP_STEP, "~step" },
  { N_("State"), GOL_CHIP_STATUS, "~status" },
  { N_("Late"), GOL_CHIP_TOGGLE, "~late", NULL, GOL_FILTER_BETWEEN, { "1", "" } },
  { N_("Scheme"), GOL_CHIP_SCHEME, "placement_core.scheme" },
  { NULL },
};

const GolListSpec gol_list_placements = {
  .name = "placements",
  .entity = "placement",
  .columns = placement_columns,
  .chips = placement_chips,
  .sort = "~due",
  .search = N_("Code, contract, visa, permit"),
  .empty_title = N_("Nobody is placed yet"),
  .empty_text = N_("Place people in an approved order: each placement then shows its steps and deadlines here."),
};

GPtrArray *
gol_list_spec_columns (const GolListSpec *spec,
                       GolOffice         *office)
{
  const GolEntity *entity = gol_dictionary_find_entity (spec->entity);
  GPtrArray *columns = g_ptr_array_new ();

  for (const GolListColumn *column = spec->columns; column->title != NULL; column++)
    {
      gboolean may = TRUE;

      for (guint i = 0; may && column->fields[i] != NULL; i++)
        may = gol_office_may_list (office, entity, column->fields[i]);
      if (may)
        g_ptr_array_add (columns, (gpointer) column);
    }
  return columns;
}
