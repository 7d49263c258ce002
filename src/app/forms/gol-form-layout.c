/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-form-layout.h"

/* Below it a form has one column. */
#define TWO_COLUMNS 480

struct _GolFormLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (GolFormLayout, gol_form_layout, GTK_TYPE_LAYOUT_MANAGER)

/* One or two fields that stand side by side. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *second;   /* (nullable) */
} Line;

static GtkWidget *
next_shown (GtkWidget *widget)
{
  while (widget != NULL && !gtk_widget_should_layout (widget))
    widget = gtk_widget_get_next_sibling (widget);
  return widget;
}

static gboolean
next_line (GtkWidget **next,
           gboolean    two,
           Line       *line)
{
  line->first = next_shown (*next);
  line->second = NULL;
  if (line->first == NULL)
    return FALSE;
  *next = next_shown (gtk_widget_get_next_sibling (line->first));
  if (two && !gtk_widget_has_css_class (line->first, "wide") && *next != NULL && !gtk_widget_has_css_class (*next, "wide"))
    {
      line->second = *next;
      *next = gtk_widget_get_next_sibling (line->second);
    }
  return TRUE;
}

static int
height_for (GtkWidget *widget,
            int        width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static int
height_of_line (const Line *line,
                int         width)
{
  int half = width / 2;

  if (line->second == NULL)
    return height_for (line->first, width);
  return MAX (height_for (line->first, half), height_for (line->second, width - half));
}

static void
measure (GtkLayoutManager *layout,
         GtkWidget        *widget,
         GtkOrientation    orientation,
         int               for_size,
         int              *minimum,
         int              *natural,
         int              *minimum_baseline,
         int              *natural_baseline)
{
  int total = 0, widest = 0, natural_widest = 0;
  GtkWidget *next = gtk_widget_get_first_child (widget);
  Line line;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (GtkWidget *child = next_shown (next); child != NULL; child = next_shown (gtk_widget_get_next_sibling (child)))
        {
          int child_minimum, child_natural;

          gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
          widest = MAX (widest, child_minimum);
          natural_widest = MAX (natural_widest, gtk_widget_has_css_class (child, "wide") ? child_natural : 2 * child_natural);
        }
      *minimum = widest;
      *natural = MAX (widest, natural_widest);
      return;
    }
  if (for_size < 0)
    for_size = TWO_COLUMNS;
  while (next_line (&next, for_size >= TWO_COLUMNS, &line))
    total += height_of_line (&line, for_size);
  *minimum = *natural = MAX (total - 1, 0);
}

static void
allocate (GtkLayoutManager *layout,
          GtkWidget        *widget,
          int               width,
          int               height,
          int               baseline)
{
  gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *next = gtk_widget_get_first_child (widget);
  int y = -1, half = width / 2;
  Line line;

  while (next_line (&next, width >= TWO_COLUMNS, &line))
    {
      int line_height = height_of_line (&line, width);
      int first = line.second != NULL ? half : width;
      GtkAllocation area = { -1, y, first + 1, line_height };

      if (backwards)
        area.x = line.second != NULL ? width - half : 0;
      gtk_widget_size_allocate (line.first, &area, -1);
      if (line.second != NULL)
        {
          area = (GtkAllocation) { backwards ? 0 : half, y, width - half, line_height };
          gtk_widget_size_allocate (line.second, &area, -1);
        }
      y += line_height;
    }
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *layout,
                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gol_form_layout_class_init (GolFormLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = measure;
  layout_class->allocate = allocate;
  layout_class->get_request_mode = get_request_mode;
}

static void
gol_form_layout_init (GolFormLayout *self)
{
}

GtkLayoutManager *
gol_form_layout_new (void)
{
  return g_object_new (GOL_TYPE_FORM_LAYOUT, NULL);
}

GtkWidget *
gol_form_card_new (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (card, gol_form_layout_new ());
  gtk_widget_add_css_class (card, "gol-form");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  return card;
}

void
gol_form_card_add (GtkWidget *card,
                   GtkWidget *field)
{
  g_return_if_fail (GTK_IS_BOX (card));

  gtk_widget_insert_before (field, card, NULL);
}
