/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-hub-program.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "gol-error.h"
#include "gol-hub-server.h"
#include "gol-invitation.h"
#include "gol-json.h"

#define PROGRAM        "golondrina-hub"
#define DEFAULT_LISTEN "[::]:8443"
#define DEFAULT_PORT   8443

enum { DONE, REFUSED, USAGE, ENVIRONMENT };

/* ── What a call is made of: one table of options for all commands, and which of them each takes ── */

/* The one option besides --json that takes no value. */
#define UNTIL_END "until-end-of-input"

typedef struct
{
  char     *kind;
  char     *employer;
  GStrv     districts;
  char     *address;
  char     *listen;
  char     *port_file;
  gboolean  until_end;
  gboolean  json;
  GStrv     words;       /* after the command's own */
} Call;

static const GOptionEntry *
make_entries (Call *call)
{
  /* Texts are UTF-8 in whatever locale a script runs: GOption would read them by the locale's own. */
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_FILENAME, &call->kind, NULL, NULL },
    { "employer", 0, 0, G_OPTION_ARG_FILENAME, &call->employer, NULL, NULL },
    { "district", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &call->districts, NULL, NULL },
    { "address", 0, 0, G_OPTION_ARG_FILENAME, &call->address, NULL, NULL },
    { "listen", 0, 0, G_OPTION_ARG_FILENAME, &call->listen, NULL, NULL },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &call->port_file, NULL, NULL },
    { UNTIL_END, 0, 0, G_OPTION_ARG_NONE, &call->until_end, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &call->json, NULL, NULL },
    { NULL },
  };

  return g_memdup2 (entries, sizeof entries);
}

typedef gboolean (*Run) (Call *call, GString *out, GError **error);

typedef struct
{
  const char *words;      /* "agency add" */
  guint       n_words;    /* that follow */
  const char *usage;
  const char *summary;
  const char *options;    /* that it takes, apart */
  Run         run;
} Command;

static GolHub *
open_hub (Call    *call,
          GError **error)
{
  g_autoptr(GolClock) clock = gol_clock_new_system ();

  return gol_hub_open (call->words[0], clock, error);
}

/* ── The commands ── */

static gboolean
run_init (Call     *call,
          GString  *out,
          GError  **error)
{
  return gol_hub_init (call->words[0], error);
}

static gboolean
run_agency_add (Call     *call,
                GString  *out,
                GError  **error)
{
  g_autoptr(GolHub) hub = NULL;

  if (call->kind == NULL)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say with --kind what kind of office it is."));
      return FALSE;
    }
  hub = open_hub (call, error);
  return hub != NULL
         && gol_hub_add_agency (hub, call->words[1], call->kind, call->employer, (const char * const *) call->districts, error);
}

/* Rows as text: one a line, the values that are named apart by tabs. */
static gboolean
print_rows (GString             *out,
            const char          *json,
            const char          *name,
            const char * const  *columns,
            GError             **error)
{
  g_autoptr(GolValues) values = gol_values_from_json (json, -1, error);
  g_autoptr(GPtrArray) rows = values != NULL ? gol_json_to_rows (gol_values_find (values, name)->text, error) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    for (guint k = 0; columns[k] != NULL; k++)
      {
        const char *text = gol_values_get_text (g_ptr_array_index (rows, i), columns[k]);

        g_string_append_printf (out, "%s%s", text != NULL ? text : "", columns[k + 1] != NULL ? "\t" : "\n");
      }
  return rows != NULL;
}

static gboolean
run_agency_list (Call     *call,
                 GString  *out,
                 GError  **error)
{
  static const char * const columns[] = { "agency", "kind", NULL };
  g_autoptr(GolHub) hub = open_hub (call, error);
  g_autofree char *directory = hub != NULL ? gol_hub_get_directory (hub, error) : NULL;

  if (directory == NULL)
    return FALSE;
  if (!call->json)
    return print_rows (out, directory, "agencies", columns, error);
  g_string_append_printf (out, "%s\n", directory);
  return TRUE;
}

static gboolean
run_status (Call     *call,
            GString  *out,
            GError  **error)
{
  static const char * const columns[] = { "site", "agency", "inc", "frozen", "open_behind", "protected_behind", NULL };
  g_autoptr(GolHub) hub = open_hub (call, error);
  g_autofree char *status = hub != NULL ? gol_hub_get_status (hub, error) : NULL;

  if (status == NULL)
    return FALSE;
  if (!call->json)
    return print_rows (out, status, "sites", columns, error);
  g_string_append_printf (out, "%s\n", status);
  return TRUE;
}

static gboolean
read_address (const char   *text,
              char        **host,
              guint16      *port,
              GError      **error)
{
  if (gol_invitation_split (text, host, port))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is not an address and a port, such as hub.example.org:8443."), text);
  return FALSE;
}

/* The same, and port 0: any that is free. */
static gboolean
read_listen (const char   *text,
             char        **host,
             guint16      *port,
             GError      **error)
{
  gboolean any = g_str_has_suffix (text, ":0");
  g_autofree char *some = g_strdup (text);

  if (any)
    some[strlen (some) - 1] = '1';
  if (!read_address (some, host, port, error))
    return FALSE;
  if (any)
    *port = 0;
  return TRUE;
}

static gboolean
run_invite (Call     *call,
            GString  *out,
            GError  **error)
{
  g_autoptr(GolInvitation) invitation = g_new0 (GolInvitation, 1);
  g_autofree char *line = NULL;
  g_autoptr(GolHub) hub = NULL;

  invitation->port = DEFAULT_PORT;
  if (call->address == NULL)
    invitation->host = g_strdup (g_get_host_name ());
  else if (!read_address (call->address, &invitation->host, &invitation->port, error))
    return FALSE;
  hub = open_hub (call, error);
  if (hub == NULL || (invitation->code = gol_hub_invite (hub, call->words[1], error)) == NULL)
    return FALSE;
  memcpy (invitation->hub_key, gol_hub_get_public_key (hub), GOL_PUBLIC_KEY_BYTES);
  line = gol_invitation_format (invitation);
  g_string_append_printf (out, call->json ? "{\"invitation\":\"%s\"}\n" : "%s\n", line);
  return TRUE;
}

static gboolean
run_backup (Call     *call,
            GString  *out,
            GError  **error)
{
  g_autoptr(GolHub) hub = open_hub (call, error);

  return hub != NULL && gol_hub_backup (hub, call->words[1], error);
}

static gboolean
run_renew (Call     *call,
           GString  *out,
           GError  **error)
{
  g_autoptr(GolHub) hub = open_hub (call, error);

  return hub != NULL && gol_hub_renew (hub, error);
}

/* So that who asked for any port learns which it is; it is there only when it can be connected to. */
static gboolean
write_port (const char  *path,
            guint16      port,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%u\n", port);
  g_autoptr(GError) local = NULL;

  if (path == NULL || g_file_set_contents (path, text, -1, &local))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be written: %s."), path, local->message);
  return FALSE;
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Whoever started us with a pipe and is gone has closed it. */
static gboolean
input_cb (gint          fd,
          GIOCondition  condition,
          gpointer      user_data)
{
  char unread[64];

  if (read (fd, unread, sizeof unread) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
run_run (Call     *call,
         GString  *out,
         GError  **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, stop_cb, loop);
  guint interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);
  g_autofree char *host = NULL;
  g_autoptr(GolHub) hub = NULL;
  g_autoptr(GolHubServer) server = NULL;
  gboolean done = FALSE;
  guint16 port;

  done = read_listen (call->listen != NULL ? call->listen : DEFAULT_LISTEN, &host, &port, error)
         && (hub = open_hub (call, error)) != NULL && (server = gol_hub_server_new (hub, error)) != NULL
         && gol_hub_server_listen (server, host, &port, error) && write_port (call->port_file, port, error);
  if (done)
    {
      if (call->until_end)
        g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
      g_message ("The hub listens at port %u", port);
      g_main_loop_run (loop);
      gol_hub_server_stop (server);
      g_message ("The hub stops");
    }
  g_source_remove (term);
  g_source_remove (interrupt);
  return done;
}

static const Command commands[] = {
  { "init", 1, "DIR", N_("Makes a hub: a folder with its database and its key"), "", run_init },
  { "agency add", 2, "DIR AGENCY --kind KIND [--employer RECORD] [--district DISTRICT]…",
    N_("Lets an agency take part in the exchange"), "kind employer district", run_agency_add },
  { "agency list", 1, "DIR", N_("Lists the agencies"), "", run_agency_list },
  { "invite", 2, "DIR AGENCY [--address HOST:PORT]",
    N_("Prints an invitation that lets one office of the agency in, once, within two days"), "address", run_invite },
  { "status", 1, "DIR", N_("Lists the offices, and how much each has not fetched yet"), "", run_status },
  { "backup", 2, "DIR FOLDER", N_("Copies the hub into a new folder, while it works"), "", run_backup },
  { "renew", 1, "DIR", N_("After the folder was restored from a copy: offices compare what they have with what is here"), "",
    run_renew },
  { "run", 1, "DIR [--listen ADDRESS:PORT] [--port-file FILE] [--until-end-of-input]", N_("Serves the offices until it is told to stop"),
    "listen port-file " UNTIL_END, run_run },
};

/* ── From words to a command ── */

static int
get_status (const GError *error)
{
  static const struct { int code; int status; } statuses[] = {
    { GOL_ERROR_USAGE, USAGE }, { GOL_ERROR_INVALID, USAGE }, { GOL_ERROR_NOT_FOUND, REFUSED }, { GOL_ERROR_EXISTS, REFUSED },
    { GOL_ERROR_DENIED, REFUSED }, { GOL_ERROR_REFUSED, REFUSED }, { GOL_ERROR_CONFLICT, REFUSED },
  };

  if (error->domain == G_OPTION_ERROR)
    return USAGE;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_error_matches (error, GOL_ERROR, statuses[i].code))
      return statuses[i].status;
  return ENVIRONMENT;
}

static gboolean
print_help (GString *out)
{
  g_string_append (out, PROGRAM " COMMAND DIR [--json]\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (out, "\n  %s %s\n      %s\n", commands[i].words, commands[i].usage, _(commands[i].summary));
  return TRUE;
}

/* Whether the words begin with the command's own, which are counted. */
static gboolean
is_command (const Command  *command,
            char          **words,
            guint          *used)
{
  g_auto(GStrv) parts = g_strsplit (command->words, " ", -1);

  for (*used = 0; parts[*used] != NULL; (*used)++)
    if (g_strcmp0 (words[*used], parts[*used]) != 0)
      return FALSE;
  return TRUE;
}

/* Before GOption, whose own sentences neither tell what to do nor speak our languages. */
static gboolean
check_options (const Command  *command,
               char          **words,
               GError        **error)
{
  g_auto(GStrv) options = g_strsplit (command->options, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) halves = g_str_has_prefix (words[i], "--") ? g_strsplit (words[i] + 2, "=", 2) : NULL;
      gboolean known = halves != NULL && halves[0] != NULL && g_strv_contains ((const char * const *) options, halves[0]);

      if (words[i][0] != '-' || g_str_equal (words[i], "--json"))
        continue;
      if (!known)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is no option of this command; “%s help” tells which it takes."),
                       words[i], PROGRAM);
          return FALSE;
        }
      if (!g_str_equal (halves[0], UNTIL_END) && halves[1] == NULL && words[++i] == NULL)
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("%s needs a value after it."), words[i - 1]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_call (const Command  *command,
           char          **words,
           Call           *call,
           GError        **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autofree GOptionEntry *entries = (GOptionEntry *) make_entries (call);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) args = NULL;

  if (!check_options (command, words, error))
    return FALSE;
  g_strv_builder_add (builder, PROGRAM);   /* GOption takes the first word for the program's name */
  g_strv_builder_addv (builder, (const char **) words);
  args = g_strv_builder_end (builder);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &args, error))
    return FALSE;
  if (g_strv_length (args) - 1 != command->n_words)
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("It is called so: %s."), command->usage);
      return FALSE;
    }
  call->words = g_strdupv (args + 1);
  return TRUE;
}

static gboolean
run (Call     *call,
     char    **words,
     GString  *out,
     GError  **error)
{
  guint used;

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_utf8_validate (words[i], -1, NULL))
      {
        g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("Word %u is not UTF-8."), i + 1);
        return FALSE;
      }
  if (words[0] != NULL && (g_str_equal (words[0], "help") || g_str_equal (words[0], "--help")))
    return print_help (out);
  if (g_strcmp0 (words[0], "--version") == 0)
    {
      g_string_append (out, PROGRAM " " GOL_VERSION "\n");
      return TRUE;
    }
  if (!GOL_CIPHER)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_UNSUPPORTED,
                           _("This program was built without encryption, so it keeps no hub."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (is_command (&commands[i], words, &used))
      return read_call (&commands[i], words + used, call, error) && commands[i].run (call, out, error);
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say what to do; “%s help” lists the commands."), PROGRAM);
  return FALSE;
}

int
gol_hub_program_run (char    **argv,
                     GString  *out,
                     GString  *err)
{
  Call call = { NULL };
  g_autoptr(GError) error = NULL;
  gboolean done = run (&call, argv + 1, out, &error);

  if (!done)
    g_string_append_printf (err, PROGRAM ": %s\n", error->message);
  g_free (call.kind);
  g_free (call.employer);
  g_strfreev (call.districts);
  g_free (call.address);
  g_free (call.listen);
  g_free (call.port_file);
  g_strfreev (call.words);
  return done ? DONE : get_status (error);
}
