/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The seam: what GTK 4.8 and libadwaita 1.2 do one way and later versions another. The only place with a version #if;
 * everything else is written against Debian 12's.
 */

/**
 * gol_confirm_async:
 * @parent: the window that asks
 * @heading: the question in a few words
 * @body: what will happen, and what will not
 * @verb: (nullable): the button that does it: a verb; %NULL when there is nothing to decide
 * @destructive: whether it takes something away
 * @callback: called on the main context
 *
 * Asks; only for what cannot be undone.
 */
void       gol_confirm_async      (GtkWidget           *parent,
                                   const char          *heading,
                                   const char          *body,
                                   const char          *verb,
                                   gboolean             destructive,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean   gol_confirm_finish     (GAsyncResult        *result);

typedef enum
{
  GOL_PICK_OPEN,
  GOL_PICK_SAVE,
  GOL_PICK_FOLDER,
} GolPick;

/**
 * gol_pick_file_async:
 * @parent: the window that asks
 * @title: of the dialog
 * @pick: what is chosen
 * @name: (nullable): suggested name of a file to save
 * @filter_name: (nullable): what the files are, in words
 * @suffixes: (nullable): their endings: "csv", "xlsx"
 * @callback: called on the main context
 *
 * Through the portal where there is one.
 */
void       gol_pick_file_async    (GtkWidget           *parent,
                                   const char          *title,
                                   GolPick              pick,
                                   const char          *name,
                                   const char          *filter_name,
                                   const char * const  *suffixes,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
/* (transfer full) (nullable): %NULL when nothing was chosen. */
GFile     *gol_pick_file_finish   (GAsyncResult        *result);

/* Says a sentence to a screen reader where GTK can; a visible label must say it as well. */
void       gol_announce           (GtkWidget           *widget,
                                   const char          *sentence);

G_END_DECLS
