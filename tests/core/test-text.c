/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>

#include "gol-text.h"

typedef struct
{
  const char *in;
  const char *out;
} Pair;

static void
test_fold (void)
{
  static const Pair pairs[] = {
    { "Núñez", "nunez" },
    { "NÚÑEZ", "nunez" },
    { "Nu\xcc\x81n\xcc\x83" "ez", "nunez" },  /* taken apart already */
    { "  José   Luis ", "jose luis" },
    { "María-José", "maria jose" },
    { "O’Brien", "obrien" },
    { "D´Angelo", "dangelo" },
    { "Núm. pasaporte", "num pasaporte" },
    { "Nº de orden", "no de orden" },
    { "Straße", "strasse" },
    { "Øster Łódź", "oster lodz" },
    { "Conceição", "conceicao" },
    { "GQ-2026-000123", "gq 2026 000123" },
    { "\xef\xbb\xbf" "Folio", "folio" },
    { "Tz'utujil", "tzutujil" },
    { "a\xff\xff" "b", "a b" },
    { "a\xc3", "a" },
    { "¿?", "" },
    { "", "" },
    { "Яна", "яна" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *folded = gol_text_fold (pairs[i].in);
      g_autofree char *again = gol_text_fold (folded);

      g_assert_cmpstr (folded, ==, pairs[i].out);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_words (void)
{
  g_auto(GStrv) words = gol_text_words (" De la Cruz,  Íñigo ");
  g_auto(GStrv) none = gol_text_words (" - ");

  g_assert_cmpstrv (words, ((const char * const[]) { "de", "la", "cruz", "inigo", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static char *
hear (const char *name)
{
  g_autofree char *folded = gol_text_fold (name);

  return gol_text_sound (folded);
}

static void
test_sounds_alike (void)
{
  static const Pair pairs[] = {
    { "Vázquez", "Vasques" }, { "Vázquez", "Basquez" }, { "Zavala", "Savala" }, { "Flórez", "Flores" },
    { "Santacruz", "SANTACRUS" }, { "Barrios", "Barios" }, { "Hernández", "Ernandes" }, { "Peña", "Pena" },
    { "Yáñez", "Llañes" }, { "Quiroz", "Kiros" }, { "Jiménez", "Gimenes" }, { "Ximena", "Jimena" },
    { "Mexía", "Mejía" }, { "Guillermo", "Guiyermo" }, { "Nayely", "Nayeli" }, { "Zambrano", "Zanbrano" },
    { "Jhonathan", "Jonatan" }, { "Sophia", "Sofía" }, { "Wálter", "Valter" }, { "Cecilia", "Sesilia" },
    { "Huerta", "Uerta" }, { "Güendolina", "Guendolina" }, { "Guilherme", "Guillerme" }, { "Souza", "Sousa" },
    { "Ybarra", "Ibarra" }, { "Annette", "Anete" }, { "Echeverría", "Echeberria" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *a = hear (pairs[i].in);
      g_autofree char *b = hear (pairs[i].out);

      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_sounds_apart (void)
{
  static const Pair pairs[] = {
    { "Cano", "Chano" }, { "García", "Gracia" }, { "Mena", "Mina" }, { "Guerra", "Jerra" },
    { "Cruz", "Ruz" }, { "Lara", "Yara" }, { "Mora", "Nora" }, { "Casas", "Chasas" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *a = hear (pairs[i].in);
      g_autofree char *b = hear (pairs[i].out);

      g_assert_cmpstr (a, !=, b);
    }
}

static void
test_within_one (void)
{
  static const Pair near[] = {
    { "gonzalez", "gonzalez" }, { "gonzalez", "gonzales" }, { "gonzalez", "gonzlez" }, { "gonzalez", "gonzallez" },
    { "gonzalez", "gonazlez" }, { "gonzalez", "onzalez" }, { "gonzalez", "gonzale" }, { "aa", "aaa" }, { "", "a" },
    { "яна", "яма" }, { "яна", "няа" }, { "é", "è" },
  };
  static const Pair far[] = {
    { "gonzalez", "gonzals" }, { "gonzalez", "gomzales" }, { "abcd", "badc" }, { "", "ab" }, { "abc", "cba" },
    { "яна", "юмa" }, { "éa", "èb" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    {
      g_assert_true (gol_text_within_one (near[i].in, near[i].out));
      g_assert_true (gol_text_within_one (near[i].out, near[i].in));
    }
  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    {
      g_assert_false (gol_text_within_one (far[i].in, far[i].out));
      g_assert_false (gol_text_within_one (far[i].out, far[i].in));
    }
}

/* Every single slip made on purpose is seen. */
static void
test_slips (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr(GString) word = g_string_new (NULL);
      g_autofree char *before = NULL;
      guint length = g_rand_int_range (random, 2, 9);
      guint at;

      for (guint i = 0; i < length; i++)
        g_string_append_c (word, g_rand_int_range (random, 'a', 'd'));
      before = g_strdup (word->str);
      at = g_rand_int_range (random, 0, length - 1);
      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          g_string_erase (word, at, 1);
          break;
        case 1:
          g_string_insert_c (word, at, 'x');
          break;
        case 2:
          word->str[at] = 'x';
          break;
        default:
          word->str[at] = before[at + 1];
          word->str[at + 1] = before[at];
        }
      if (!gol_text_within_one (before, word->str))
        g_error ("seed %u: %s and %s are one slip apart", seed, before, word->str);
    }
}

static void
test_clean (void)
{
  static const Pair pairs[] = {
    { "  Jorge \t Luis\n", "Jorge Luis" },
    { "Nun\xcc\x83" "ez", "Nuñez" },
    { "\xc2\xa0" "Ana\xe2\x80\x8b", "Ana" },
    { " \t ", NULL },
    { "", NULL },
    { NULL, NULL },
    { "a\xff", NULL },
    { "¿Qué?", "¿Qué?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *clean = gol_text_clean (pairs[i].in);

      g_assert_cmpstr (clean, ==, pairs[i].out);
    }
}

/* Most texts are composed already and are not composed again: letter by letter, with marks and without, that is no other text. */
static void
test_compose (void)
{
  static const char * const letters[] = {
    "a", "Z", " ", "\n", "é", "Ñ", "ß", "\xc2\xad", "\xc2\xa0", "\xcb\xbf", "\xcc\x80", "\xcc\x83", "\xcc\xa7", "ё", "\xe1\xbb\x87", "\xff",
  };
  guint seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *ours = NULL;
      g_autofree char *theirs = NULL;

      for (guint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
        g_string_append (text, letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters) - (i % 4 > 0))]);
      ours = gol_text_compose (text->str);
      theirs = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
      if (g_strcmp0 (ours, theirs) != 0)
        g_error ("seed %u: “%s” became “%s”", seed, theirs, ours);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/sounds-alike", test_sounds_alike);
  g_test_add_func ("/text/sounds-apart", test_sounds_apart);
  g_test_add_func ("/text/within-one", test_within_one);
  g_test_add_func ("/text/slips", test_slips);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/compose", test_compose);

  return g_test_run ();
}
