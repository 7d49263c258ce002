/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-sync-keeper.h"

#include <glib/gi18n-lib.h>

#include "gol-display.h"

/* How the exchange stands, in words: once, for the header and for the page. */

static const struct
{
  const char *icon;
  const char *style;
  const char *sentence;
  const char *advice;
} phases[] = {
  [GOL_SYNC_NEW] = { "emblem-synchronizing-symbolic", "neutral", N_("The exchange is beginning."), "" },
  [GOL_SYNC_BUSY] = { "emblem-synchronizing-symbolic", "accent", N_("The exchange is under way."), "" },
  [GOL_SYNC_CURRENT] = { "object-select-symbolic", "success", N_("Everything is exchanged."), "" },
  [GOL_SYNC_OFFLINE] = { "network-offline-symbolic", "warning", N_("The hub cannot be reached now."),
                         N_("Go on working: what you save is sent by itself as soon as the hub answers.") },
  [GOL_SYNC_REFUSED] = { "dialog-warning-symbolic", "error", N_("The hub does not take what this office sends."),
                         N_("Somebody must act first: show this to whoever looks after the hub.") },
  [GOL_SYNC_FORKED] = { "dialog-warning-symbolic", "error", N_("The hub holds other work of this office than is here."),
                        N_("This office, or another folder, is a copy or was restored. Stop entering work here and call whoever looks "
                           "after the hub.") },
};

/* "3 to send", "10:41": the one thing that the header has room for. */
static char *
brief_of (const GolSyncState *state)
{
  if (state->waiting > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u to send", "%u to send", state->waiting), (guint) state->waiting);
  if (state->phase == GOL_SYNC_REFUSED || state->phase == GOL_SYNC_FORKED)
    return g_strdup (_("Not exchanged"));
  if (state->phase == GOL_SYNC_OFFLINE)
    return g_strdup (_("Offline"));
  return g_strdup (_("Exchanged"));
}

static char *
sentence_of (const GolSyncState *state)
{
  g_autofree char *contact = gol_display_instant (state->contact);
  g_autoptr(GString) text = g_string_new (state->problem != NULL ? state->problem : _(phases[state->phase].sentence));

  g_string_append_c (text, ' ');
  if (state->contact > 0)
    g_string_append_printf (text, _("Last exchanged: %s."), contact);
  else
    g_string_append (text, _("Nothing has been exchanged yet."));
  if (state->waiting > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u change waits to be sent.", "%u changes wait to be sent.",
                                                 state->waiting), (guint) state->waiting);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
gol_sync_words_fill (GolSyncWords  *words,
                     GolSyncKeeper *keeper)
{
  const GolSyncState *state = gol_sync_keeper_get_state (keeper);

  if (gol_sync_keeper_get_pairing (keeper) == NULL)
    {
      *words = (GolSyncWords) { "computer-symbolic", "neutral", g_strdup (_("Only on this computer")),
                                g_strdup (_("Nothing has been exchanged with another office yet.")),
                                g_strdup (_("To exchange with other offices, paste the invitation that the hub’s administrator gave you.")) };
      return;
    }
  *words = (GolSyncWords) { phases[state->phase].icon, phases[state->phase].style, brief_of (state), sentence_of (state),
                            g_strdup (*phases[state->phase].advice != '\0' ? _(phases[state->phase].advice) : "") };
}

void
gol_sync_words_clear (GolSyncWords *words)
{
  g_free (words->brief);
  g_free (words->sentence);
  g_free (words->advice);
}

const char *
gol_sync_reason_words (const char *reason)
{
  static const struct { const char *reason, *sentence; } table[] = {
    { "section", N_("The hub does not know this part of the file yet: it needs a newer program. It is taken once the hub has it.") },
    { "log", N_("It is protected and came in the open: the hub threw it away. This program is at fault; call whoever looks after it.") },
    { "writer", N_("Another kind of office keeps this section. Ask that office to write it.") },
    { "reader", N_("It was sealed to an agency that may not read it.") },
    { "behalf", N_("It was written in the name of an agency that may not write it, or that the hub does not know.") },
    { "scope", N_("This office did not see that record, as the hub knows it. Ask the ministry whether it is still yours.") },
    { "void", N_("Another office has worked on this record, so it cannot be withdrawn as a mistake.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].reason, reason) == 0)
      return _(table[i].sentence);
  return _("The hub keeps it apart, for a reason that this version does not know.");
}
