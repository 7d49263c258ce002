/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-page.h"
#include "gol-section-form.h"

G_BEGIN_DECLS

/**
 * GolRecordPage:
 *
 * The page of one record: a head, an index of its sections, a form for each, cards at the side. What is particular to an entity
 * comes from its subclass.
 */
#define GOL_TYPE_RECORD_PAGE (gol_record_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GolRecordPage, gol_record_page, GOL, RECORD_PAGE, GolPage)

/**
 * GolLoaded:
 * @others: (element-type GolRecord): records whose sections the page shows after its own
 * @titles: record → title, of every reference in a form
 * @extra: the subclass's
 *
 * What a page shows, read in a thread.
 */
typedef struct
{
  GolRecord      *record;
  char           *title;
  GPtrArray      *problems;
  GPtrArray      *others;
  GHashTable     *titles;
  gpointer        extra;
  GDestroyNotify  free_extra;
} GolLoaded;

/**
 * GolRecordPageClass:
 * @load: in a thread: fills @others and @extra; @wish is what gol_record_page_get_wish () gave on the main context
 * @show: the head and the cards
 */
struct _GolRecordPageClass
{
  GolPageClass  parent_class;

  gpointer    (*get_wish)  (GolRecordPage *self);
  void        (*load)      (GolOffice     *office,
                            GolLoaded     *loaded,
                            gpointer       wish);
  void        (*show)      (GolRecordPage *self,
                            GolLoaded     *loaded);
  gboolean    (*hides)     (const GolSection *section);
};

void            gol_record_page_set_record  (GolRecordPage  *self,
                                             const char     *record);
const char     *gol_record_page_get_record  (GolRecordPage  *self);
/* Asks again; unsaved changes stay. */
void            gol_record_page_reload      (GolRecordPage  *self);
GtkBox         *gol_record_page_get_head    (GolRecordPage  *self);
GtkBox         *gol_record_page_get_above   (GolRecordPage  *self);
GtkBox         *gol_record_page_get_side    (GolRecordPage  *self);
/* The form of a section of @record, or of the page's own (NULL); (nullable). */
GolSectionForm *gol_record_page_find_form   (GolRecordPage  *self,
                                             const char     *record,
                                             const char     *section);
void            gol_record_page_go_to       (GolRecordPage  *self,
                                             const char     *record,
                                             const char     *section);
void            gol_record_page_save        (GolRecordPage  *self,
                                             GolSectionForm *form);

G_END_DECLS
