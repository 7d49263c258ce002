/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-ctl-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "gol-error.h"

static const GolCtlCommand * const tables[] = {
  gol_ctl_account_commands,
  gol_ctl_import_commands,
  gol_ctl_record_commands,
  gol_ctl_season_commands,
  gol_ctl_check_commands,
  gol_ctl_conflict_commands,
  gol_ctl_scheme_commands,
  gol_ctl_keep_commands,
  gol_ctl_sync_commands,
};

/* ── Exit statuses ── */

enum { DONE = 0, REFUSED = 1, USAGE = 2, ENVIRONMENT = 3 };

static const guint8 statuses[] = {
  [GOL_ERROR_FAILED] = ENVIRONMENT,
  [GOL_ERROR_USAGE] = USAGE,
  [GOL_ERROR_INVALID] = REFUSED,
  [GOL_ERROR_NOT_FOUND] = REFUSED,
  [GOL_ERROR_EXISTS] = REFUSED,
  [GOL_ERROR_DENIED] = REFUSED,
  [GOL_ERROR_REFUSED] = REFUSED,
  [GOL_ERROR_CONFLICT] = REFUSED,
  [GOL_ERROR_CORRUPT] = ENVIRONMENT,
  [GOL_ERROR_UNSUPPORTED] = ENVIRONMENT,
  [GOL_ERROR_LOCKED] = ENVIRONMENT,
  [GOL_ERROR_FULL] = ENVIRONMENT,
  [GOL_ERROR_CANCELLED] = ENVIRONMENT,
  [GOL_ERROR_BUSY] = ENVIRONMENT,
};

static int
get_status (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return USAGE;
  if (error->domain != GOL_ERROR)
    return ENVIRONMENT;
  return statuses[error->code];
}

/* ── What commands share ── */

gboolean
gol_ctl_need_dir (GolCtl  *ctl,
                  GError **error)
{
  if (ctl->dir != NULL)
    return TRUE;
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say which office with --office DIR."));
  return FALSE;
}

#define PASSPHRASE_MAX 1024

static gboolean
read_all (int    fd,
          char  *text,
          gsize *length)
{
  *length = 0;
  while (*length < PASSPHRASE_MAX)
    {
      gssize n = read (fd, text + *length, PASSPHRASE_MAX - *length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      *length += n;
    }
  return TRUE;
}

char *
gol_ctl_read_passphrase (const char  *path,
                         int          fd,
                         GError     **error)
{
  g_autofree char *text = g_malloc0 (PASSPHRASE_MAX + 1);
  int from = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : fd;
  gboolean done;
  gsize length;

  if (path == NULL && fd < 0)
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say where the passphrase is with --passphrase-file FILE."));
      return NULL;
    }
  done = from >= 0 && read_all (from, text, &length);
  if (!done)
    g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The passphrase could not be read from “%s”: %s."),
                 path != NULL ? path : "—", g_strerror (errno));
  if (path != NULL && from >= 0)
    close (from);
  if (!done)
    return NULL;
  text[strcspn (text, "\r\n")] = '\0';
  if (*text == '\0')
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The first line of “%s” is empty, so there is no passphrase."),
                   path != NULL ? path : "—");
      return NULL;
    }
  return g_steal_pointer (&text);
}

void
gol_ctl_wipe (char *secret)
{
  if (secret == NULL)
    return;
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

/* Calls of a script, or of several, may meet; a desktop that is open stays longer than anybody would wait. Who only reads waits for
 * nobody, but for what is over in a moment. */
#define LOCK_WAIT  (5 * G_USEC_PER_SEC)
#define LOCK_PAUSE (200 * 1000)

static GolOffice *
open_when_free (GolCtl      *ctl,
                const char  *passphrase,
                GError     **error)
{
  gint64 until = g_get_monotonic_time () + LOCK_WAIT;

  for (;;)
    {
      g_autoptr(GError) local = NULL;
      GolOffice *office = (ctl->reads ? gol_office_open_to_read : gol_office_open) (ctl->dir, ctl->officer, passphrase, ctl->clock, &local);

      if (office != NULL)
        return office;
      if (!g_error_matches (local, GOL_ERROR, GOL_ERROR_BUSY) || g_get_monotonic_time () >= until)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      g_usleep (LOCK_PAUSE);
    }
}

GolOffice *
gol_ctl_open (GolCtl  *ctl,
              GError **error)
{
  char *passphrase;

  if (ctl->office != NULL)
    return ctl->office;
  if (!gol_ctl_need_dir (ctl, error))
    return NULL;
  passphrase = gol_ctl_read_passphrase (ctl->passphrase_file, ctl->passphrase_fd, error);
  if (passphrase == NULL)
    return NULL;
  ctl->office = open_when_free (ctl, passphrase, error);
  gol_ctl_wipe (passphrase);
  return ctl->office;
}

/* The option that @word names, "--limit" or "--limit=5"; NULL: none of them. */
static const GOptionEntry *
find_option (const GOptionEntry *entries,
             const char         *word)
{
  const char *name = g_str_has_prefix (word, "--") ? word + 2 : "";
  gsize length = strcspn (name, "=");

  for (const GOptionEntry *entry = entries; length > 0 && entry->long_name != NULL; entry++)
    if (strlen (entry->long_name) == length && strncmp (entry->long_name, name, length) == 0
        && (name[length] == '\0' || entry->arg != G_OPTION_ARG_NONE))
      return entry;
  return NULL;
}

static gboolean
needs_value (const char  *option,
             GError     **error)
{
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("%s needs a value after it."), option);
  return FALSE;
}

/* Before GOption, whose own sentences neither tell what to do nor speak our languages. */
static gboolean
check_options (char               **words,
               int                  n,
               const GOptionEntry  *entries,
               GError             **error)
{
  for (int i = 0; i < n && !g_str_equal (words[i], "--"); i++)
    {
      const GOptionEntry *entry = find_option (entries, words[i]);

      if (entry == NULL && words[i][0] == '-' && words[i][1] != '\0')
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE,
                       _("“%s” is no option of this command; “golondrinactl help” tells which it takes."), words[i]);
          return FALSE;
        }
      if (entry == NULL || entry->arg == G_OPTION_ARG_NONE || strchr (words[i], '=') != NULL)
        continue;
      if (++i == n)
        return needs_value (words[i - 1], error);
    }
  return TRUE;
}

gboolean
gol_ctl_options (int                  argc,
                 char               **argv,
                 const GOptionEntry  *entries,
                 GStrv               *rest,
                 int                  least,
                 int                  most,
                 GError             **error)
{
  static const GOptionEntry none[] = { { NULL } };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) args = NULL;
  int n;

  if (!check_options (argv, argc, entries != NULL ? entries : none, error))
    return FALSE;
  /* GOption takes the first word for the program's name. */
  g_strv_builder_add (words, "golondrinactl");
  for (int i = 0; i < argc; i++)
    g_strv_builder_add (words, argv[i]);
  args = g_strv_builder_end (words);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries != NULL ? entries : none, NULL);
  if (!g_option_context_parse_strv (context, &args, error))
    return FALSE;
  n = (int) g_strv_length (args) - 1;
  if (n > 0 && g_str_equal (args[1], "--"))
    {
      g_free (args[1]);
      memmove (args + 1, args + 2, sizeof *args * (gsize) n);
      n--;
    }
  if (n < least || (most >= 0 && n > most))
    {
      g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE,
                           n < least ? _("Something is missing after the command; “golondrinactl help” tells what.")
                                     : _("There are too many words after the command; “golondrinactl help” tells which it takes."));
      return FALSE;
    }
  *rest = g_strdupv (args + 1);
  return TRUE;
}

gboolean
gol_ctl_need_file (const char  *path,
                   GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    errno = EISDIR;
  else if (g_access (path, R_OK) == 0)
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be read: %s."), path, g_strerror (errno));
  return FALSE;
}

/* Before anything is done: what was done and cannot be told of is worse than what was not done. */
gboolean
gol_ctl_may_write (const char  *path,
                   GError     **error)
{
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    errno = EISDIR;
  else if (path == NULL || (g_file_test (folder, G_FILE_TEST_IS_DIR) && g_access (folder, W_OK) == 0))
    return TRUE;
  else if (g_access (folder, W_OK) == 0)
    errno = ENOTDIR;
  g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("“%s” cannot be written: %s."), path, g_strerror (errno));
  return FALSE;
}

gboolean
gol_ctl_parse_date (const char  *text,
                    GolDate     *date,
                    GError     **error)
{
  if (gol_date_parse (text, date) && gol_date_is_whole (*date))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("“%s” is not a date such as 2026-11-23."), text);
  return FALSE;
}

gboolean
gol_ctl_parse_number (const char  *text,
                      guint        least,
                      guint        most,
                      guint64     *number,
                      GError     **error)
{
  if (g_ascii_string_to_unsigned (text, 10, least, most, number, NULL))
    return TRUE;
  g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE,
               _("“%s” is not a number from %u to %u."), text, least, most);
  return FALSE;
}

/* ── Finding the command ── */

static const GolCtlCommand *
find_command (char **words,
              guint *used)
{
  const GolCtlCommand *found = NULL;

  *used = 0;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const GolCtlCommand *command = tables[i]; command->words != NULL; command++)
      {
        g_auto(GStrv) parts = g_strsplit (command->words, " ", -1);
        guint n = g_strv_length (parts), same = 0;

        while (same < n && words[same] != NULL && g_str_equal (words[same], parts[same]))
          same++;
        if (same == n && n > *used)
          {
            found = command;
            *used = n;
          }
      }
  return found;
}

/* Whether a command's words begin with these, as far as there are any. */
static gboolean
is_meant (const GolCtlCommand  *command,
          char                **words)
{
  g_auto(GStrv) parts = g_strsplit (command->words, " ", -1);

  for (guint i = 0; parts[i] != NULL && words[i] != NULL && *words[i] != '-'; i++)
    if (!g_str_equal (parts[i], words[i]))
      return FALSE;
  return TRUE;
}

/* Of all commands, or of those that are meant by @words; %FALSE when there are none such. */
static gboolean
print_help (GString  *out,
            char    **words)
{
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gsize begun = found->len;

      for (const GolCtlCommand *command = tables[i]; command->words != NULL; command++)
        if (is_meant (command, words))
          g_string_append_printf (found, "%s  %s %s\n      %s\n", found->len == begun ? "\n" : "", command->words, command->usage,
                                  _(command->summary));
    }
  if (found->len == 0)
    return FALSE;
  g_string_append (out, _("golondrinactl [--office DIR] [--passphrase-file FILE] [--officer NAME] [--json] [--today DATE] COMMAND"));
  g_string_append_printf (out, "\n%s", found->str);
  return TRUE;
}

/* "help", "help order add", "order add --help", "--help". */
static gboolean
asks_for_help (char **words)
{
  if (words[0] != NULL && g_str_equal (words[0], "help"))
    return TRUE;
  for (guint i = 0; words[i] != NULL && !g_str_equal (words[i], "--"); i++)
    if (g_str_equal (words[i], "--help") || g_str_equal (words[i], "-h"))
      return TRUE;
  return FALSE;
}

static gboolean
no_command (char   **words,
            GError **error)
{
  gboolean two = words[0] != NULL && words[1] != NULL && *words[1] != '-';
  g_autofree char *called = two ? g_strjoin (" ", words[0], words[1], NULL) : g_strdup (words[0]);

  if (called == NULL)
    g_set_error_literal (error, GOL_ERROR, GOL_ERROR_USAGE, _("Say what to do; “golondrinactl help” lists the commands."));
  else
    g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("There is no command “%s”; “golondrinactl help” lists them."), called);
  return FALSE;
}

/* ── Options that every command takes, wherever they stand ── */

typedef struct { const char *name; gsize offset; } Shared;

static const Shared shared[] = {
  { "--office", G_STRUCT_OFFSET (GolCtl, dir) },
  { "--passphrase-file", G_STRUCT_OFFSET (GolCtl, passphrase_file) },
  { "--officer", G_STRUCT_OFFSET (GolCtl, officer) },
  { "--today", G_STRUCT_OFFSET (GolCtl, today_text) },
};

/* The value of "--name VALUE" or "--name=VALUE" when @word is that option. */
static gboolean
take_shared (char       **words,
             guint       *at,
             GolCtl      *ctl,
             GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      gsize length = strlen (shared[i].name);
      char **place = G_STRUCT_MEMBER_P (ctl, shared[i].offset);

      if (strncmp (words[*at], shared[i].name, length) != 0)
        continue;
      if (words[*at][length] == '=')
        {
          g_free (*place);
          *place = g_strdup (words[*at] + length + 1);
          return TRUE;
        }
      if (words[*at][length] != '\0')
        continue;
      if (words[*at + 1] == NULL)
        return needs_value (shared[i].name, error);
      g_free (*place);
      *place = g_strdup (words[++*at]);
      return TRUE;
    }
  return FALSE;
}

/* (transfer full): the words that are left for the command. */
static GStrv
take_all_shared (GolCtl  *ctl,
                 char   **argv,
                 GError **error)
{
  g_autoptr(GStrvBuilder) rest = g_strv_builder_new ();
  gboolean literal = FALSE;

  for (guint i = 1; argv[i] != NULL; i++)
    {
      g_autoptr(GError) local = NULL;

      if (!g_utf8_validate (argv[i], -1, NULL))
        {
          g_set_error (error, GOL_ERROR, GOL_ERROR_USAGE, _("Word %u is not UTF-8."), i);
          return NULL;
        }
      literal = literal || g_str_equal (argv[i], "--");
      if (literal)
        g_strv_builder_add (rest, argv[i]);
      else if (g_str_equal (argv[i], "--json"))
        ctl->json = TRUE;
      else if (!take_shared (argv, &i, ctl, &local))
        {
          if (local != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return NULL;
            }
          g_strv_builder_add (rest, argv[i]);
        }
    }
  return g_strv_builder_end (rest);
}

static gboolean
set_clock (GolCtl  *ctl,
           GError **error)
{
  ctl->clock = gol_clock_new_system ();
  if (ctl->today_text != NULL)
    {
      if (!gol_ctl_parse_date (ctl->today_text, &ctl->today, error))
        return FALSE;
      gol_clock_set_today (ctl->clock, ctl->today);
    }
  ctl->today = gol_clock_get_today (ctl->clock);
  return TRUE;
}

static gboolean
run (GolCtl   *ctl,
     char    **argv,
     GString  *out,
     GError  **error)
{
  g_auto(GStrv) words = take_all_shared (ctl, argv, error);
  const GolCtlCommand *command;
  guint used;

  if (words == NULL || !set_clock (ctl, error))
    return FALSE;
  if (asks_for_help (words))
    {
      char **about = g_str_equal (words[0], "help") ? words + 1 : words;

      return print_help (out, about) || no_command (about, error);
    }
  if (words[0] != NULL && g_str_equal (words[0], "--version"))
    {
      g_string_append (out, "golondrinactl " GOL_VERSION "\n");
      return TRUE;
    }
  command = find_command (words, &used);
  if (command == NULL)
    return no_command (words, error);
  ctl->reads = command->reads;
  return command->run (ctl, (int) g_strv_length (words + used), words + used, error);
}

static void
print_answer (GolCtl  *ctl,
              GString *out)
{
  if (ctl->answer == NULL)
    return;
  if (ctl->json)
    {
      char *text = json_dumps (ctl->answer, JSON_COMPACT);

      g_string_append_printf (out, "%s\n", text);
      free (text);
    }
  else
    gol_ctl_print (out, ctl->answer);
}

int
gol_ctl_run (char    **argv,
             GString  *out,
             GString  *err)
{
  GolCtl ctl = { .passphrase_fd = -1 };
  g_autoptr(GError) error = NULL;
  gboolean done = run (&ctl, argv, out, &error);
  int status = done ? ctl.damaged ? ENVIRONMENT : DONE : get_status (error);

  /* An answer may come with a refusal too: what is wrong with a record, which clause fails. */
  print_answer (&ctl, out);
  if (!done)
    g_string_append_printf (err, "golondrinactl: %s\n", error->message);
  else if (ctl.damaged)
    g_string_append_printf (err, "golondrinactl: %s\n",
                            _("What is stored is not what was stored; restore the last backup and keep this office aside."));
  g_clear_object (&ctl.office);
  g_clear_object (&ctl.clock);
  json_decref (ctl.answer);
  g_free (ctl.dir);
  g_free (ctl.passphrase_file);
  g_free (ctl.officer);
  g_free (ctl.today_text);
  return status;
}
