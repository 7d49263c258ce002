/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "gol-office.h"
#include "gol-task.h"

G_BEGIN_DECLS

/**
 * GolPage:
 *
 * One page of the office, between the header and the window's edge. The shell shows its title, subtitle and header widgets and
 * sends it the window's actions. A page asks for records through the office, off the main thread, and hears of every commit.
 */
#define GOL_TYPE_PAGE (gol_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GolPage, gol_page, GOL, PAGE, AdwBin)

typedef enum
{
  GOL_PAGE_FIND     = 1 << 0,
  GOL_PAGE_SAVE     = 1 << 1,
  GOL_PAGE_PREVIEW  = 1 << 2,
  GOL_PAGE_JUMP     = 1 << 3,
  GOL_PAGE_HISTORY  = 1 << 4,
  GOL_PAGE_PANES    = 1 << 5,
  GOL_PAGE_STEP     = 1 << 6,   /* previous and next */
  GOL_PAGE_ENROL    = 1 << 7,   /* save and next, and whether two are one person */
  GOL_PAGE_MATCH    = 1 << 8,   /* people for an order */
} GolPageCan;

/**
 * GolPageClass:
 * @set_office: the office came or went (%NULL); asks for what the page shows
 * @changed: after a commit; @records may be empty: anything
 * @act: one of the window's actions, by its name; the page said that it can
 * @set_narrow: the window is too narrow for side panes, or no longer
 * @is_busy: whether something unsaved would be lost
 */
struct _GolPageClass
{
  AdwBinClass  parent_class;

  void       (*set_office)  (GolPage            *self,
                             GolOffice          *office);
  void       (*changed)     (GolPage            *self,
                             const char * const *records);
  void       (*act)         (GolPage            *self,
                             const char         *action);
  void       (*set_narrow)  (GolPage            *self,
                             gboolean            narrow);
  gboolean   (*is_busy)     (GolPage            *self);
};

GolOffice  *gol_page_get_office        (GolPage    *self);
void        gol_page_set_office        (GolPage    *self,
                                        GolOffice  *office);
const char *gol_page_get_title         (GolPage    *self);
const char *gol_page_get_subtitle      (GolPage    *self);
void        gol_page_set_title         (GolPage    *self,
                                        const char *title);
void        gol_page_set_subtitle      (GolPage    *self,
                                        const char *subtitle);
GolPageCan  gol_page_get_can           (GolPage    *self);
void        gol_page_set_can           (GolPage    *self,
                                        GolPageCan  can);
/* A widget for the header's end: the page's own actions. */
GtkWidget  *gol_page_get_header        (GolPage    *self);
void        gol_page_set_header        (GolPage    *self,
                                        GtkWidget  *header);
void        gol_page_act               (GolPage    *self,
                                        const char *action);
void        gol_page_set_narrow        (GolPage    *self,
                                        gboolean    narrow);
gboolean    gol_page_is_busy           (GolPage    *self);

/* What a page says to the window. */
void        gol_page_toast             (GolPage    *self,
                                        const char *sentence,
                                        gboolean    undo);
void        gol_page_toast_error       (GolPage    *self,
                                        const GError *error);
void        gol_page_open_record       (GolPage    *self,
                                        const char *record);
/* A page of the sidebar, by name. */
void        gol_page_show              (GolPage    *self,
                                        const char *name);
/* The same, with nothing but what @query filters; @words name that. */
void        gol_page_show_only         (GolPage    *self,
                                        const char *name,
                                        const GolQuery *query,
                                        const char *words);
/* Where offices disagree on a field of a record ("contact.phone_1"), to be decided. */
void        gol_page_show_conflict     (GolPage    *self,
                                        const char *record,
                                        const char *path);
/* Whom to place in an order. */
void        gol_page_find_people       (GolPage    *self,
                                        const char *order);
/* To the record before (-1) or after (1) in the list that it was opened from. */
void        gol_page_step              (GolPage    *self,
                                        int         by);
/* Long work: gets a row in the header's popover. */
void        gol_page_add_task          (GolPage    *self,
                                        GolTask    *task);

G_END_DECLS
