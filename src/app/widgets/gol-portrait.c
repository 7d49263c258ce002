/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-portrait.h"

GtkWidget *
gol_portrait_new (const char *name,
                  const char *base64,
                  int         size)
{
  GtkWidget *avatar = adw_avatar_new (size, name, TRUE);

  if (base64 != NULL && *base64 != '\0')
    {
      gsize length;
      g_autofree guchar *jpeg = g_base64_decode (base64, &length);
      g_autoptr(GBytes) bytes = g_bytes_new_take (g_steal_pointer (&jpeg), length);
      g_autoptr(GdkTexture) texture = gdk_texture_new_from_bytes (bytes, NULL);

      /* Not a picture: the initials stay. */
      if (texture != NULL)
        adw_avatar_set_custom_image (ADW_AVATAR (avatar), GDK_PAINTABLE (texture));
    }
  return avatar;
}
