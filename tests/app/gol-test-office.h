/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-office.h"
#include "gol-window.h"

G_BEGIN_DECLS

/*
 * A small office for tests of the desktop: a ministry with made-up people in a temporary folder, and how to wait for its pages.
 */
typedef struct
{
  char      *dir;
  GolClock  *clock;
  GolOffice *office;
  GPtrArray *workers;   /* of char *: records, in the order of their making */
  char      *order;     /* approved, of the first scheme on the shelf */
  char      *placement; /* of the first worker in it */
} GolTestOffice;

/* Language, resources, GTK: for main (). */
void       gol_test_init          (int            *argc,
                                   char         ***argv);
void       gol_test_office_init   (GolTestOffice  *self,
                                   guint           n_workers);
/* An order, and the first worker placed in it. */
void       gol_test_office_place  (GolTestOffice  *self);
void       gol_test_office_clear  (GolTestOffice  *self);
/* Runs the main context until nothing is asked any more and frames were drawn. */
void       gol_test_settle        (void);
GolWindow *gol_test_window_new    (GolTestOffice  *self);
/* Lets a window go and everything with it. */
void       gol_test_window_free   (GolWindow      *window);
/* Every widget below @root, itself first; (transfer container). */
GPtrArray *gol_test_widgets       (GtkWidget      *root);
/* The first button or row whose text is @label. */
GtkWidget *gol_test_find_button   (GtkWidget      *root,
                                   const char     *label);

G_END_DECLS
