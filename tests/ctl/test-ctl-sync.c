/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "gol-invitation.h"

/* The exchange's commands, as far as there is no hub: with one, tests/sync pairs and exchanges. */

static char *
make_invitation (void)
{
  guint8 seed[32] = { 43 };
  GolSiteKey key;
  GolInvitation invitation = { (char *) "127.0.0.1", 1, (char *) "7F3K-9QMD-X2TP" };

  gol_site_key_from_seed (&key, seed);
  memcpy (invitation.hub_key, key.public_key, sizeof invitation.hub_key);
  return gol_invitation_format (&invitation);
}

static void
test_alone (void)
{
  CtlFixture f;
  g_autofree char *invitation = NULL;
  g_autofree char *file = NULL;

  g_assert_true (gol_wire_init (NULL));
  ctl_fixture_create (&f);
  invitation = make_invitation ();
  file = ctl_file (&f, "invitation", invitation);

  ctl_call (&f, 0, "sync", "status", NULL);
  ctl_expect (&f, "paired", "false");
  ctl_expect (&f, "waiting", "0");
  ctl_expect (&f, "last_contact", NULL);
  ctl_call (&f, 0, "worker", "add", "--set", "given_names=Ana", "--set", "surname_1=Tzul", "--set", "sex=female",
            "--set", "birth_date=1988-03-01", NULL);
  ctl_call (&f, 0, "sync", "status", NULL);
  ctl_expect (&f, "waiting", "1");
  ctl_expect (&f, "quarantined", "0");

  ctl_call (&f, 1, "sync", "now", NULL);
  g_assert_nonnull (strstr (f.sentence, "sync pair"));
  ctl_call (&f, 2, "sync", "pair", NULL);
  ctl_call (&f, 2, "sync", "pair", invitation, "--invitation-file", file, NULL);
  ctl_call (&f, 1, "sync", "pair", "hub.example.org/nonsense", NULL);
  /* Nobody listens there. */
  ctl_call (&f, 3, "sync", "pair", invitation, NULL);
  g_assert_nonnull (strstr (f.sentence, "The hub cannot be reached"));
  ctl_call (&f, 3, "sync", "pair", "--invitation-file", file, NULL);
  ctl_call (&f, 0, "sync", "status", NULL);
  ctl_expect (&f, "paired", "false");
  ctl_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/sync/alone", test_alone);
  return g_test_run ();
}
