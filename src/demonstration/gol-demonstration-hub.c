/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-demonstration"
#include "config.h"

#include "gol-demonstration-hub.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

#include "gol-error.h"

#define PROGRAM  "golondrina-hub"
#define LOOPBACK "127.0.0.1"

/* How long it may take until it says where it listens. */
#define PATIENCE_MS 10000
#define STEP_MS     20

struct _GolDemonstrationHub
{
  char        *folder;
  GSubprocess *process;
  guint        port;
};

/* ── Finding and running it ── */

static char *
find_program (GError **error)
{
  const char *named = g_getenv ("GOL_HUB_PROGRAM");
  g_autofree char *installed = g_build_filename (GOL_BINDIR, PROGRAM, NULL);
  char *found = named != NULL ? g_strdup (named) : g_find_program_in_path (PROGRAM);

  if (found == NULL && g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    found = g_steal_pointer (&installed);
  if (found == NULL)
    g_set_error (error, GOL_ERROR, GOL_ERROR_NOT_FOUND, _("The demonstration needs the program “%s”, which is not here."), PROGRAM);
  return found;
}

static gboolean
finish (GSubprocess  *process,
        char        **answer,
        GError      **error)
{
  g_autofree char *said = NULL, *complaint = NULL;

  if (!g_subprocess_communicate_utf8 (process, NULL, NULL, &said, &complaint, error))
    return FALSE;
  if (!g_subprocess_get_successful (process))
    {
      g_set_error (error, GOL_ERROR, GOL_ERROR_FAILED, _("The hub of the demonstration does not work: %s"), g_strstrip (complaint));
      return FALSE;
    }
  if (answer != NULL)
    *answer = g_strdup (g_strstrip (said));
  return TRUE;
}

/* One command of the program (its words, without the program's name), and what it printed. */
static gboolean
run (GPtrArray   *words,
     char       **answer,
     GError     **error)
{
  g_autofree char *program = find_program (error);
  g_autoptr(GSubprocess) process = NULL;

  if (program == NULL)
    return FALSE;
  g_ptr_array_insert (words, 0, program);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_newv ((const char * const *) words->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               error);
  return process != NULL && finish (process, answer, error);
}

static GPtrArray *
words_new (const char *word,
           ...)
{
  GPtrArray *words = g_ptr_array_new ();
  va_list list;

  va_start (list, word);
  for (; word != NULL; word = va_arg (list, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (list);
  return words;
}

static void
add_option (GPtrArray  *words,
            const char *option,
            const char *value)
{
  g_ptr_array_add (words, (gpointer) option);
  g_ptr_array_add (words, (gpointer) value);
}

/* ── Before it runs ── */

gboolean
gol_demonstration_hub_make (const char  *folder,
                            GError     **error)
{
  g_autoptr(GPtrArray) words = words_new ("init", folder, NULL);

  return run (words, NULL, error);
}

gboolean
gol_demonstration_hub_add_agency (const char          *folder,
                                  const char          *agency,
                                  const char          *kind,
                                  const char          *employer,
                                  const char * const  *districts,
                                  GError             **error)
{
  g_autoptr(GPtrArray) words = words_new ("agency", "add", folder, agency, "--kind", kind, NULL);

  if (employer != NULL)
    add_option (words, "--employer", employer);
  for (; districts != NULL && *districts != NULL; districts++)
    add_option (words, "--district", *districts);
  return run (words, NULL, error);
}

/* ── While it runs ── */

/* It writes the port that it was given into a file, whole. */
static gboolean
wait_for_port (GolDemonstrationHub  *self,
               const char           *path,
               GError              **error)
{
  for (guint waited = 0; waited < PATIENCE_MS; waited += STEP_MS)
    {
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL) && strchr (text, '\n') != NULL)
        self->port = (guint) g_ascii_strtoull (text, NULL, 10);
      if (self->port != 0)
        return TRUE;
      if (g_subprocess_get_identifier (self->process) == NULL)
        break;   /* it has ended */
      g_usleep (STEP_MS * 1000);
    }
  g_set_error_literal (error, GOL_ERROR, GOL_ERROR_FAILED, _("The hub of the demonstration does not answer."));
  return FALSE;
}

GolDemonstrationHub *
gol_demonstration_hub_start (const char  *folder,
                             GError     **error)
{
  g_autoptr(GolDemonstrationHub) self = g_new0 (GolDemonstrationHub, 1);
  g_autofree char *program = find_program (error);
  g_autofree char *path = g_build_filename (folder, "port", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (program == NULL)
    return NULL;
  g_file_delete (file, NULL, NULL);   /* of the last time */
  self->folder = g_strdup (folder);
  /* It ends when its standard input does, so it never outlives us, however we end. */
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, error, program, "run", folder, "--listen", LOOPBACK ":0",
                                    "--port-file", path, "--until-end-of-input", NULL);
  if (self->process == NULL || !wait_for_port (self, path, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
gol_demonstration_hub_stop (GolDemonstrationHub *self)
{
  if (self == NULL)
    return;
  if (self->process != NULL)
    {
      g_subprocess_send_signal (self->process, SIGTERM);
      g_subprocess_wait (self->process, NULL, NULL);
      g_object_unref (self->process);
    }
  g_free (self->folder);
  g_free (self);
}

guint
gol_demonstration_hub_get_port (GolDemonstrationHub *self)
{
  return self->port;
}

char *
gol_demonstration_hub_invite (GolDemonstrationHub  *self,
                              const char           *agency,
                              GError              **error)
{
  g_autofree char *address = g_strdup_printf (LOOPBACK ":%u", self->port);
  g_autoptr(GPtrArray) words = words_new ("invite", self->folder, agency, "--address", address, NULL);
  char *line = NULL;

  return run (words, &line, error) ? line : NULL;
}
