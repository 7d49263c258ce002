/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gol-query.h"

G_BEGIN_DECLS

/**
 * GolRow:
 *
 * What stands at one position of a list. When the list is asked anew the row object stays and its contents change: cells listen to
 * "changed". Cells are %NULL until they have been read.
 */
#define GOL_TYPE_ROW (gol_row_get_type ())
G_DECLARE_FINAL_TYPE (GolRow, gol_row, GOL, ROW, GObject)

guint               gol_row_get_position  (GolRow *self);
guint32             gol_row_get_id        (GolRow *self);    /* 0: none any more */
const char * const *gol_row_get_cells     (GolRow *self);    /* (nullable): one a field of the list */

/**
 * GolListSource:
 * @first: (nullable): the first @n ids of @query where they are there much sooner than all, else %NULL; in a thread
 * @ids: all ids of @query in order; in a thread
 * @rows: their cells, each row one piece of memory, as gol_query_rows () gives them; in a thread
 *
 * Where a list reads. @data must outlive every reading: see @ref and @unref.
 */
typedef struct
{
  GArray    *(*first) (gpointer            data,
                       const GolQuery     *query,
                       guint               n,
                       GCancellable       *cancellable);
  GArray    *(*ids)   (gpointer            data,
                       const GolQuery     *query,
                       GCancellable       *cancellable,
                       GError            **error);
  GPtrArray *(*rows)  (gpointer            data,
                       const guint32      *ids,
                       guint               n,
                       GError            **error);
  gpointer   (*ref)   (gpointer            data);
  void       (*unref) (gpointer            data);
} GolListSource;

/**
 * GolIdListModel:
 *
 * A list of any length: an array of ids and, for the positions that somebody looks at, one live row each. A new question refills the
 * live rows and tells of the difference in length only, because GTK would otherwise fetch every row of a million again. Signals:
 * "shrinking" before rows at the end go (a view scrolls to the top first, or it stays blank), "asked" when a question was answered
 * (with a GError or %NULL). A new question may be answered in two parts: the list's first rows, told of by "begun", and a moment later
 * all of it. A list that is asked anew and becomes shorter keeps some rows for a moment, and an empty one until the next question:
 * these have no id and no cells, so its length is gol_id_list_model_get_n (). Selection belongs to ids: positions change their meaning.
 */
#define GOL_TYPE_ID_LIST_MODEL (gol_id_list_model_get_type ())
G_DECLARE_FINAL_TYPE (GolIdListModel, gol_id_list_model, GOL, ID_LIST_MODEL, GObject)

GolIdListModel *gol_id_list_model_new        (const GolListSource *source,
                                              gpointer             data);
/* The rows' cells are of this many fields; nothing is known about them here. */
void            gol_id_list_model_ask        (GolIdListModel      *self,
                                              const GolQuery      *query);
/* The same question: after a commit. */
void            gol_id_list_model_ask_again  (GolIdListModel      *self);
/* The first row on the screen: those about it are told of their cells at once, the others when there is time. */
void            gol_id_list_model_set_seen   (GolIdListModel      *self,
                                              guint                position);
gboolean        gol_id_list_model_is_asking  (GolIdListModel      *self);
guint           gol_id_list_model_get_n      (GolIdListModel      *self);
guint32         gol_id_list_model_get_id     (GolIdListModel      *self,
                                              guint                position);
/* G_MAXUINT: it is not in the list. */
guint           gol_id_list_model_find       (GolIdListModel      *self,
                                              guint32              id);
/* For tests and the curious. */
guint           gol_id_list_model_get_n_live (GolIdListModel      *self);

G_END_DECLS
