/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-page.h"

typedef struct
{
  GolOffice  *office;
  gulong      changed;
  char       *title;
  char       *subtitle;
  GtkWidget  *header;
  GolPageCan  can;
} GolPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GolPage, gol_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_CAN,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  TOAST,
  OPEN_RECORD,
  SHOW_PAGE,
  SHOW_ONLY,
  SHOW_CONFLICT,
  FIND_PEOPLE,
  TASK,
  STEP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
changed_cb (GolOffice *office,
            GStrv      records,
            GolPage   *self)
{
  if (GOL_PAGE_GET_CLASS (self)->changed != NULL)
    GOL_PAGE_GET_CLASS (self)->changed (self, (const char * const *) records);
}

static void
gol_page_dispose (GObject *object)
{
  GolPagePrivate *priv = gol_page_get_instance_private (GOL_PAGE (object));

  if (priv->office != NULL)
    g_clear_signal_handler (&priv->changed, priv->office);
  g_clear_object (&priv->office);
  g_clear_object (&priv->header);
  G_OBJECT_CLASS (gol_page_parent_class)->dispose (object);
}

static void
gol_page_finalize (GObject *object)
{
  GolPagePrivate *priv = gol_page_get_instance_private (GOL_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  G_OBJECT_CLASS (gol_page_parent_class)->finalize (object);
}

static void
gol_page_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  GolPagePrivate *priv = gol_page_get_instance_private (GOL_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_CAN:
      g_value_set_uint (value, priv->can);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gol_page_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      gol_page_set_title (GOL_PAGE (object), g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      gol_page_set_subtitle (GOL_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gol_page_class_init (GolPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gol_page_dispose;
  object_class->finalize = gol_page_finalize;
  object_class->get_property = gol_page_get_property;
  object_class->set_property = gol_page_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_CAN] = g_param_spec_uint ("can", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[OPEN_RECORD] = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOW_PAGE] = g_signal_new ("show-page", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOW_ONLY] = g_signal_new ("show-only", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SHOW_CONFLICT] = g_signal_new ("show-conflict", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[FIND_PEOPLE] = g_signal_new ("find-people", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TASK] = g_signal_new ("task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, GOL_TYPE_TASK);
  signals[STEP] = g_signal_new ("step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
gol_page_init (GolPage *self)
{
}

GolOffice *
gol_page_get_office (GolPage *self)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_val_if_fail (GOL_IS_PAGE (self), NULL);

  return priv->office;
}

void
gol_page_set_office (GolPage   *self,
                     GolOffice *office)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_if_fail (GOL_IS_PAGE (self));

  if (priv->office == office)
    return;
  if (priv->office != NULL)
    g_clear_signal_handler (&priv->changed, priv->office);
  g_set_object (&priv->office, office);
  if (office != NULL)
    priv->changed = g_signal_connect (office, "changed", G_CALLBACK (changed_cb), self);
  if (GOL_PAGE_GET_CLASS (self)->set_office != NULL)
    GOL_PAGE_GET_CLASS (self)->set_office (self, office);
}

const char *
gol_page_get_title (GolPage *self)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_val_if_fail (GOL_IS_PAGE (self), NULL);

  return priv->title;
}

const char *
gol_page_get_subtitle (GolPage *self)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_val_if_fail (GOL_IS_PAGE (self), NULL);

  return priv->subtitle;
}

static void
set_text (GolPage    *self,
          char      **place,
          const char *text,
          guint       property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
gol_page_set_title (GolPage    *self,
                    const char *title)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_if_fail (GOL_IS_PAGE (self));

  set_text (self, &priv->title, title, PROP_TITLE);
}

void
gol_page_set_subtitle (GolPage    *self,
                       const char *subtitle)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_if_fail (GOL_IS_PAGE (self));

  set_text (self, &priv->subtitle, subtitle, PROP_SUBTITLE);
}

GolPageCan
gol_page_get_can (GolPage *self)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_val_if_fail (GOL_IS_PAGE (self), 0);

  return priv->can;
}

void
gol_page_set_can (GolPage    *self,
                  GolPageCan  can)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_if_fail (GOL_IS_PAGE (self));

  if (priv->can == can)
    return;
  priv->can = can;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN]);
}

GtkWidget *
gol_page_get_header (GolPage *self)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_val_if_fail (GOL_IS_PAGE (self), NULL);

  return priv->header;
}

void
gol_page_set_header (GolPage   *self,
                     GtkWidget *header)
{
  GolPagePrivate *priv = gol_page_get_instance_private (self);

  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (header));

  g_clear_object (&priv->header);
  priv->header = g_object_ref_sink (header);
}

void
gol_page_act (GolPage    *self,
              const char *action)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (action != NULL);

  if (GOL_PAGE_GET_CLASS (self)->act != NULL)
    GOL_PAGE_GET_CLASS (self)->act (self, action);
}

void
gol_page_set_narrow (GolPage  *self,
                     gboolean  narrow)
{
  g_return_if_fail (GOL_IS_PAGE (self));

  if (GOL_PAGE_GET_CLASS (self)->set_narrow != NULL)
    GOL_PAGE_GET_CLASS (self)->set_narrow (self, narrow);
}

gboolean
gol_page_is_busy (GolPage *self)
{
  g_return_val_if_fail (GOL_IS_PAGE (self), FALSE);

  return GOL_PAGE_GET_CLASS (self)->is_busy != NULL && GOL_PAGE_GET_CLASS (self)->is_busy (self);
}

void
gol_page_toast (GolPage    *self,
                const char *sentence,
                gboolean    undo)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (sentence != NULL);

  g_signal_emit (self, signals[TOAST], 0, sentence, undo);
}

void
gol_page_toast_error (GolPage      *self,
                      const GError *error)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (error != NULL);

  gol_page_toast (self, error->message, FALSE);
}

void
gol_page_open_record (GolPage    *self,
                      const char *record)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (record != NULL);

  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

void
gol_page_show (GolPage    *self,
               const char *name)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (name != NULL);

  g_signal_emit (self, signals[SHOW_PAGE], 0, name);
}

void
gol_page_show_only (GolPage        *self,
                    const char     *name,
                    const GolQuery *query,
                    const char     *words)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (query != NULL);

  g_signal_emit (self, signals[SHOW_ONLY], 0, name, query, words);
}

void
gol_page_show_conflict (GolPage    *self,
                        const char *record,
                        const char *path)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (record != NULL);
  g_return_if_fail (path != NULL);

  g_signal_emit (self, signals[SHOW_CONFLICT], 0, record, path);
}

void
gol_page_find_people (GolPage    *self,
                      const char *order)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (order != NULL);

  g_signal_emit (self, signals[FIND_PEOPLE], 0, order);
}

void
gol_page_add_task (GolPage *self,
                   GolTask *task)
{
  g_return_if_fail (GOL_IS_PAGE (self));
  g_return_if_fail (GOL_IS_TASK (task));

  g_signal_emit (self, signals[TASK], 0, task);
}

void
gol_page_step (GolPage *self,
               int      by)
{
  g_return_if_fail (GOL_IS_PAGE (self));

  g_signal_emit (self, signals[STEP], 0, by);
}
