/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-demo.h"

#include <string.h>

#include "gol-demo-country.h"
#include "gol-demo-numbers.h"
#include "gol-json.h"

#define YOUNGEST      19
#define OLDEST        50
#define N_BIRTHDAYS   ((OLDEST - YOUNGEST) * 365)
#define N_VARIANTS    10

/* SplitMix64 (Steele, Lea, Flood 2014): small, and any state is as good as another, so every person has a stream. */
typedef struct
{
  guint64 state;
} Dice;

static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

static guint
roll (Dice  *dice,
      guint  sides)
{
  dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (mix (dice->state) % sides);
}

static gboolean
chance (Dice  *dice,
        guint  percent)
{
  return roll (dice, 100) < percent;
}

/*
 * A number in 0…@range - 1 that no other index below @range has: multiplication by what shares no factor with the range
 * only moves the numbers about. Documents are told apart by it.
 */
static guint64
scatter (guint64 seed,
         guint64 index,
         guint64 range)
{
  guint64 factor = range * 6 / 10 + 7;

  for (;; factor++)
    {
      guint64 a = factor, b = range;

      while (b != 0)
        {
          guint64 rest = a % b;

          a = b;
          b = rest;
        }
      if (a == 1)
        break;
    }

  return (index * factor + mix (seed) % range) % range;
}

typedef struct
{
  GStrv words;
  guint n;
} Words;

/* Lists of names are split once. */
static const Words *
words_of (const char *list)
{
  static GMutex mutex;
  static GHashTable *all;
  Words *words;

  g_mutex_lock (&mutex);
  if (all == NULL)
    all = g_hash_table_new (NULL, NULL);
  words = g_hash_table_lookup (all, list);
  if (words == NULL)
    {
      words = g_new (Words, 1);
      words->words = g_strsplit (list, "|", -1);
      words->n = g_strv_length (words->words);
      g_hash_table_insert (all, (gpointer) list, words);
    }
  g_mutex_unlock (&mutex);

  return words;
}

static const char *
pick (Dice       *dice,
      const char *list)
{
  const Words *words = words_of (list);

  return words->words[roll (dice, words->n)];
}

/* Some names are commoner than others: the lesser of two throws. */
static const char *
pick_common (Dice       *dice,
             const char *list)
{
  const Words *words = words_of (list);
  guint a = roll (dice, words->n), b = roll (dice, words->n);

  return words->words[MIN (a, b)];
}

static const GolDemoCountry *
choose_country (const GolDemo *demo,
                Dice          *dice)
{
  guint share = roll (dice, 100);
  guint i;

  for (i = 0; gol_demo_countries[i + 1].code != NULL; i++)
    {
      if (demo->country != NULL)
        {
          if (strcmp (gol_demo_countries[i].code, demo->country) == 0)
            break;
        }
      else if (share < gol_demo_countries[i].share)
        {
          break;
        }
      else
        {
          share -= gol_demo_countries[i].share;
        }
    }

  return &gol_demo_countries[i];
}

typedef struct
{
  const GolDemo        *demo;
  const GolDemoCountry *country;
  const GolDemoRegion  *region;
  GolDemoIdentity       identity;
  char                 *given_names;
  guint64               index;
  guint                 age;
  Dice                  dice;
} Person;

/*
 * Birthday, region and variant come out of one scattered number, so that no two people of a crowd share all three,
 * whatever their names are: national numbers that are made of them are unique.
 */
static void
be_born (Person *person)
{
  guint64 place = scatter (person->demo->seed, person->index, (guint64) N_BIRTHDAYS * person->country->n_regions * N_VARIANTS);
  GolDate oldest = person->demo->today;

  oldest.year -= OLDEST;
  oldest.day = MIN (oldest.day, 28);
  person->identity.birth = gol_date_add_days (oldest, (gint) (place % N_BIRTHDAYS));
  place /= N_BIRTHDAYS;
  person->identity.variant = (guint) (place % N_VARIANTS);
  person->region = &person->country->regions[place / N_VARIANTS];
  person->identity.letters = person->region->letters;
  person->age = (guint) gol_date_age (person->identity.birth, person->demo->today);
}

static void
be_named (Person *person)
{
  GolDemoIdentity *identity = &person->identity;
  Dice *dice = &person->dice;
  const char *given;

  identity->sex = chance (dice, 42) ? 'F' : 'M';
  given = identity->sex == 'F' ? person->country->women : person->country->men;
  if (person->country->two_surnames && chance (dice, 45))
    {
      const char *first = pick_common (dice, given);
      const char *second = pick_common (dice, given);

      person->given_names = first != second ? g_strdup_printf ("%s %s", first, second) : g_strdup (first);
    }
  else
    {
      person->given_names = g_strdup (pick_common (dice, given));
    }
  identity->given_names = person->given_names;
  identity->surname_1 = pick_common (dice, person->country->surnames);
  identity->surname_2 = person->country->two_surnames ? pick_common (dice, person->country->surnames) : NULL;
}

static GolValues *
make_name (Person *person)
{
  GolValues *values = gol_values_new ();
  const GolDemoIdentity *identity = &person->identity;
  g_autofree char *surnames = g_strjoin (" ", identity->surname_1, identity->surname_2, NULL);
  g_autofree char *mrz_surname = gol_demo_mrz_name (surnames);
  g_autofree char *mrz_given = gol_demo_mrz_name (identity->given_names);

  gol_values_set_text (values, "given_names", identity->given_names);
  gol_values_set_text (values, "surname_1", identity->surname_1);
  if (identity->surname_2 != NULL)
    gol_values_set_text (values, "surname_2", identity->surname_2);
  gol_values_set_text (values, "mrz_surname", g_strdelimit (mrz_surname, "<", ' '));
  gol_values_set_text (values, "mrz_given_names", g_strdelimit (mrz_given, "<", ' '));

  return values;
}

static GolValues *
make_civil (Person *person)
{
  static const char statuses[] = "single|married|married|cohabiting|cohabiting|separated|widowed";
  GolValues *values = gol_values_new ();
  char buffer[GOL_DATE_TEXT_MAX];
  const char sex[] = { person->identity.sex, '\0' };

  gol_values_set_text (values, "sex", sex);
  gol_values_set_text (values, "birth_date", gol_date_format (person->identity.birth, buffer));
  gol_values_set_text (values, "birth_place", pick (&person->dice, person->region->towns));
  gol_values_set_text (values, "nationality", person->country->code);
  gol_values_set_text (values, "civil_status", person->age < 22 ? "single" : pick (&person->dice, statuses));

  return values;
}

static GolValues *
make_numbers (Person *person)
{
  GolValues *values = gol_values_new ();
  const GolDemoCountry *country = person->country;
  g_autofree char *national = gol_demo_national_number (country->number_type, &person->identity,
                                                        scatter (person->demo->seed, person->index, 6000000));
  g_autofree char *passport = NULL;
  g_autofree char *mrz = NULL;
  char buffer[GOL_DATE_TEXT_MAX];
  GolDate expires = gol_date_add_days (person->demo->today, 240 + roll (&person->dice, 9 * 365));
  GolDate issued = gol_date_add_months (expires, -120);

  passport = g_strdup_printf ("%c%08u", country->passport_letter,
                              (guint) scatter (person->demo->seed, person->index, 100000000));
  mrz = gol_demo_mrz (country->code3, &person->identity, passport, expires);

  gol_values_set_text (values, "national_number", national);
  gol_values_set_text (values, "national_number_type", country->number_type);
  gol_values_set_text (values, "passport_number", passport);
  gol_values_set_text (values, "passport_issuer", country->code);
  gol_values_set_text (values, "passport_issued", gol_date_format (issued, buffer));
  gol_values_set_text (values, "passport_expires", gol_date_format (expires, buffer));
  gol_values_set_text (values, "mrz", mrz);

  return values;
}

/* No country here gives out numbers that begin with 10: nobody's telephone rings. */
static char *
make_phone (Person *person)
{
  guint rest = person->country->phone_digits - 2;
  guint64 range = 1;

  for (guint i = 0; i < rest; i++)
    range *= 10;

  return g_strdup_printf ("+%s10%0*u", person->country->phone, (int) rest, roll (&person->dice, (guint) MIN (range, G_MAXUINT)));
}

static GolValues *
make_contact (Person *person)
{
  GolValues *values = gol_values_new ();
  Dice *dice = &person->dice;
  const Words *towns = words_of (person->region->towns);
  g_autofree char *phone = make_phone (person);
  g_autofree char *emergency = make_phone (person);
  g_autofree char *emergency_name = g_strdup_printf ("%s %s", pick (dice, person->country->women), person->identity.surname_1);
  g_autofree char *address = g_strdup_printf ("%s %u", chance (dice, 50) ? "Calle Benito Juárez" : "Barrio Centro, casa", roll (dice, 300) + 1);

  gol_values_set_text (values, "phone_1", phone);
  if (chance (dice, 60))
    gol_values_set_text (values, "whatsapp", phone);
  if (person->country->two_surnames)
    gol_values_set_text (values, "address", address);
  gol_values_set_text (values, "admin_2", towns->words[person->identity.town % towns->n]);
  gol_values_set_text (values, "admin_1", person->region->name);
  gol_values_set_text (values, "admin_1_code", person->region->iso);
  gol_values_set_text (values, "country", person->country->code);
  gol_values_set_text (values, "emergency_name", emergency_name);
  gol_values_set_text (values, "emergency_phone", emergency);

  return values;
}

static void
add_member (GPtrArray  *members,
            Person     *person,
            const char *relation,
            gboolean    woman,
            guint       age)
{
  GolValues *member = gol_values_new ();
  g_autofree char *name = g_strdup_printf ("%s %s", pick (&person->dice, woman ? person->country->women : person->country->men),
                                           person->identity.surname_1);
  g_autofree char *year = g_strdup_printf ("%04u", person->demo->today.year - age);

  gol_values_set_text (member, "name", name);
  gol_values_set_text (member, "relation", relation);
  gol_values_set_text (member, "sex", woman ? "F" : "M");
  gol_values_set_text (member, "birth_date", year);
  if (age < 16)
    {
      g_autofree char *carer = g_strdup_printf ("%s %s", pick (&person->dice, person->country->women), person->identity.surname_1);

      gol_values_set_text (member, "dependency", "full");
      gol_values_set_text (member, "carer", carer);
    }
  g_ptr_array_add (members, member);
}

static GolValues *
make_household (Person *person)
{
  static const char bands[] = "none|under_1|under_1|1_to_2|1_to_2|2_to_4";
  GolValues *values = gol_values_new ();
  Dice *dice = &person->dice;
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) gol_values_unref);
  g_autofree char *json = NULL;
  guint n_children = person->age > 21 ? roll (dice, 4) : 0;

  if (n_children > 0 || chance (dice, 30))
    add_member (members, person, "partner", person->identity.sex == 'M', MAX (18, person->age - roll (dice, 4)));
  for (guint i = 0; i < n_children; i++)
    add_member (members, person, "child", chance (dice, 50), roll (dice, MIN (person->age - 18, 15)));

  json = gol_json_from_rows (members);
  if (members->len > 0)
    gol_values_set_list (values, "members", json);
  gol_values_set_integer (values, "dependents", members->len);
  gol_values_set_boolean (values, "head_of_household", n_children > 0);
  gol_values_set_text (values, "income_band", pick (dice, bands));

  return values;
}

static GolValues *
make_experience (Person *person)
{
  static const char schoolings[] =
    "none|primary_incomplete|primary_incomplete|primary|primary|lower_secondary|lower_secondary|upper_secondary|technical";
  static const char crops[] =
    "strawberry|tomato|blueberry|maize|coffee|cucumber|pepper|grape|nursery|apple|cherry|tobacco|vegetables|bees|cattle|broccoli";
  GolValues *values = gol_values_new ();
  Dice *dice = &person->dice;
  const char *schooling = pick (dice, schoolings);
  const char *known[3] = { pick (dice, crops), chance (dice, 60) ? pick (dice, crops) : NULL, NULL };
  const char *spoken[3] = { NULL };
  const Words *languages = words_of (person->region->languages);
  g_autofree char *known_json = gol_json_from_strv (known);
  g_autofree char *spoken_json = NULL;

  spoken[0] = languages->words[0];
  if (languages->n > 1 && chance (dice, 45))
    spoken[1] = languages->words[1 + roll (dice, languages->n - 1)];
  spoken_json = gol_json_from_strv (spoken);

  gol_values_set_text (values, "schooling", schooling);
  gol_values_set_text (values, "literacy", strcmp (schooling, "none") == 0 && chance (dice, 50) ? "none" : "both");
  gol_values_set_list (values, "languages", spoken_json);
  gol_values_set_list (values, "crops", known_json);
  gol_values_set_integer (values, "years", roll (dice, person->age - 17));
  if (chance (dice, 15))
    {
      const char *licence[] = { chance (dice, 50) ? "car" : "tractor", NULL };
      g_autofree char *json = gol_json_from_strv (licence);

      gol_values_set_list (values, "licences", json);
    }

  return values;
}

static GolValues *
make_migration (Person *person)
{
  GolValues *values = gol_values_new ();
  guint most = MIN (person->age - 18, 12);

  gol_values_set_integer (values, "earlier_seasons", chance (&person->dice, 55) ? 0 : roll (&person->dice, most + 1));

  return values;
}

static GolValues *
make_bank (Person *person)
{
  GolValues *values = gol_values_new ();
  g_autofree char *clabe = gol_demo_clabe (scatter (person->demo->seed, person->index, G_GUINT64_CONSTANT (10000000000)));
  g_autofree char *holder = g_strdup_printf ("%s %s", person->identity.given_names, person->identity.surname_1);

  gol_values_set_text (values, "clabe", clabe);
  gol_values_set_text (values, "holder", holder);

  return values;
}

/**
 * gol_demo_person:
 * @demo: which crowd
 * @index: which of them, from 0; below %GOL_DEMO_MOST
 *
 * Returns: (transfer full): section name → #GolValues of a worker
 */
GHashTable *
gol_demo_person (const GolDemo *demo,
                 guint64        index)
{
  GHashTable *sections;
  Person person = { .demo = demo, .index = index };

  g_return_val_if_fail (demo != NULL && gol_date_is_whole (demo->today), NULL);
  g_return_val_if_fail (index < GOL_DEMO_MOST, NULL);

  person.dice.state = mix (demo->seed ^ mix (index));
  person.country = choose_country (demo, &person.dice);
  be_born (&person);
  person.identity.town = roll (&person.dice, 5);
  be_named (&person);

  /* The keys are constants: they live as long as the program. */
  sections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) gol_values_unref);
  g_hash_table_insert (sections, (gpointer) "name_photo", make_name (&person));
  g_hash_table_insert (sections, (gpointer) "civil", make_civil (&person));
  g_hash_table_insert (sections, (gpointer) "identity_numbers", make_numbers (&person));
  g_hash_table_insert (sections, (gpointer) "contact", make_contact (&person));
  g_hash_table_insert (sections, (gpointer) "household", make_household (&person));
  g_hash_table_insert (sections, (gpointer) "experience", make_experience (&person));
  g_hash_table_insert (sections, (gpointer) "prior_migration", make_migration (&person));
  if (strcmp (person.country->code, "MX") == 0)
    g_hash_table_insert (sections, (gpointer) "bank", make_bank (&person));
  g_free (person.given_names);

  return sections;
}

static gpointer
list_countries (gpointer data)
{
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; gol_demo_countries[i].code != NULL; i++)
    g_ptr_array_add (codes, (gpointer) gol_demo_countries[i].code);
  g_ptr_array_add (codes, NULL);

  return g_ptr_array_free (codes, FALSE);
}

/* ISO 3166-1 codes, NULL-terminated; commonest first. */
const char * const *
gol_demo_get_countries (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, list_countries, NULL);
}
