/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "golondrina"
#include "config.h"

#include "gol-vocabulary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gol-text.h"

/*
 * Unit groups of ISCO-08 (ILO, 2008) in which migrant workers are asked for, with the words that job offers use for
 * them in English and Spanish.
 */
static const struct
{
  const char *code;
  const char *name;
  const char *words;
} occupations[] = {
  { "2221", N_("Nursing professionals"), "nurse enfermera enfermero" },
  { "2265", N_("Dieticians and nutritionists"), "dietician nutritionist nutricionista dietista" },
  { "3142", N_("Agricultural technicians"), "agronomist technician técnico agrícola agrónomo" },
  { "3221", N_("Nursing associate professionals"), "auxiliar enfermería nursing assistant practical" },
  { "3434", N_("Chefs"), "chef jefe cocina" },
  { "4321", N_("Stock clerks"), "stock warehouse clerk almacenista bodeguero almacén" },
  { "5120", N_("Cooks"), "cook cocinero cocinera" },
  { "5131", N_("Waiters"), "waiter waitress server mesero mesera camarero camarera" },
  { "5132", N_("Bartenders"), "bartender barman cantinero" },
  { "5141", N_("Hairdressers"), "hairdresser peluquero peluquera estilista" },
  { "5151", N_("Cleaning and housekeeping supervisors"), "housekeeping supervisor gobernanta ama llaves" },
  { "5152", N_("Domestic housekeepers"), "housekeeper ama casa" },
  { "5153", N_("Building caretakers"), "caretaker janitor conserje portero" },
  { "5164", N_("Pet groomers and animal care workers"), "stable groom animal care mozo cuadra caballerango" },
  { "5223", N_("Shop sales assistants"), "shop sales assistant vendedor vendedora dependiente tienda" },
  { "5311", N_("Child care workers"), "nanny child care niñera cuidadora niños" },
  { "5321", N_("Health care assistants"), "health care assistant auxiliar salud" },
  { "5322", N_("Home-based personal care workers"), "caregiver elderly home care cuidador cuidadora ancianos mayores" },
  { "5414", N_("Security guards"), "security guard vigilante guardia seguridad" },
  { "6111", N_("Field crop and vegetable growers"), "grower grain rice irrigator irrigation horticultor agricultor regador riego" },
  { "6112", N_("Tree and shrub crop growers"), "orchard pruner pruning vineyard fruticultor podador viticultor" },
  { "6113", N_("Gardeners; horticultural and nursery growers"),
    "gardener nursery horticultural horticulture greenhouse landscape jardinero viverista vivero invernadero" },
  { "6114", N_("Mixed crop growers"), "mixed crop grower cultivos mixtos" },
  { "6121", N_("Livestock and dairy producers"), "dairy milker sheep herder shearer goat cattle rancher ganadero ordeñador vaquero pastor borreguero sheepherder herdsman" },
  { "6122", N_("Poultry producers"), "poultry chicken egg avicultor granja" },
  { "6123", N_("Apiarists and sericulturists"), "bee beekeeper apiarist honey apicultor apicultora abejas hive apiary" },
  { "6130", N_("Mixed crop and animal producers"), "mixed farm producer granjero agropecuario" },
  { "6210", N_("Forestry and related workers"), "forestry logger lumberjack logging timber forestal leñador motosierrista" },
  { "6221", N_("Aquaculture workers"), "aquatic aquaculture hatchery catfish crawfish acuicultor piscicultor acuícola" },
  { "6222", N_("Inland and coastal waters fishery workers"), "fisher shrimp oyster pescador camarón ostión" },
  { "6223", N_("Deep-sea fishery workers"), "deep sea fishing trawler pescador altura marinero pesca" },
  { "7111", N_("House builders"), "house builder constructor viviendas" },
  { "7112", N_("Bricklayers"), "bricklayer mason albañil" },
  { "7113", N_("Stonemasons"), "stonemason stone cutter cantero" },
  { "7114", N_("Concrete placers and finishers"), "concrete finisher cemento hormigón encofrador" },
  { "7115", N_("Carpenters and joiners"), "carpenter joiner carpintero" },
  { "7119", N_("Building frame workers not elsewhere classified"), "scaffolder demolition andamista" },
  { "7121", N_("Roofers"), "roofer techador" },
  { "7122", N_("Floor layers and tile setters"), "floor tile setter azulejero solador" },
  { "7123", N_("Plasterers"), "plasterer yesero" },
  { "7126", N_("Plumbers and pipe fitters"), "plumber pipe fitter plomero fontanero" },
  { "7131", N_("Painters"), "painter pintor" },
  { "7212", N_("Welders and flame cutters"), "welder soldador soldadora" },
  { "7214", N_("Structural metal preparers and erectors"), "steel ironworker erector fierrero ferrallista" },
  { "7231", N_("Motor vehicle mechanics"), "mechanic car mecánico automotriz" },
  { "7233", N_("Agricultural and industrial machinery mechanics"), "machinery mechanic maquinaria mecánico" },
  { "7411", N_("Building electricians"), "electrician electricista" },
  { "7511", N_("Butchers, fishmongers and related food preparers"), "butcher meat cutter fishmonger carnicero matarife" },
  { "7512", N_("Bakers and pastry-cooks"), "baker pastry panadero pastelero" },
  { "7514", N_("Fruit and vegetable preservers"), "preserver preserves juice conservero conservas" },
  { "7516", N_("Tobacco preparers"), "tobacco curing tabaco tabacalero stripper" },
  { "7531", N_("Tailors and dressmakers"), "tailor dressmaker sastre modista costurera" },
  { "8131", N_("Chemical plant operators"), "chemical operator químico" },
  { "8153", N_("Sewing machine operators"), "sewing machine operator costura maquilador" },
  { "8160", N_("Food machine operators"), "food processing machine cannery seafood alimentos planta empacadora procesadora procesamiento" },
  { "8172", N_("Wood processing plant operators"), "sawmill wood aserradero aserrador" },
  { "8183", N_("Packing and labelling machine operators"), "packing machine labelling bottling etiquetado envasado" },
  { "8211", N_("Mechanical machinery assemblers"), "assembler ensamblador montador" },
  { "8322", N_("Car, taxi and van drivers"), "car taxi van driver chofer conductor taxista" },
  { "8331", N_("Bus drivers"), "bus driver autobús chofer conductor" },
  { "8332", N_("Heavy truck and lorry drivers"), "truck lorry driver camionero tráiler trailer chofer conductor hauler" },
  { "8341", N_("Mobile farm and forestry plant operators"),
    "machine tractor combine operator farm equipment harvester custom tractorista maquinaria cosechadora operador machinery" },
  { "8342", N_("Earthmoving plant operators"), "excavator bulldozer earthmoving excavadora retroexcavadora" },
  { "8343", N_("Crane and hoist operators"), "crane hoist grúa gruista" },
  { "8344", N_("Lifting truck operators"), "forklift montacargas carretilla carretillero" },
  { "8350", N_("Ships’ deck crews"), "sailor deck crew ship marinero cubierta" },
  { "9111", N_("Domestic cleaners and helpers"), "domestic maid household helper empleada doméstica hogar trabajadora" },
  { "9112", N_("Cleaners in offices, hotels and other establishments"), "cleaner hotel chambermaid housekeeping room attendant limpieza camarista camarera pisos" },
  { "9121", N_("Hand launderers and pressers"), "laundry launderer presser lavandería lavandera planchadora" },
  { "9122", N_("Vehicle cleaners"), "car wash vehicle lavacoches" },
  { "9211", N_("Crop farm labourers"),
    "farmworker farm worker labor labour laborer labourer crop crops vegetable harvest harvester picker diversified field fruit "
    "tobacco strawberry cane cotton hay sweet potato jornalero jornalera peón cosecha cosechador recolector recolectora "
    "pizcador temporero temporera agrícola campo fresa fresas hortalizas" },
  { "9212", N_("Livestock farm labourers"), "livestock worker farmworker ranch hand hog cow calf ganado peón ganadero" },
  { "9213", N_("Mixed crop and livestock farm labourers"), "general farm worker mixed livestock crop farmhand agropecuario" },
  { "9214", N_("Garden and horticultural labourers"),
    "horticultural nursery christmas tree sod landscape laborer labourer worker plant garden greenhouse flower peón jardín vivero invernadero" },
  { "9215", N_("Forestry labourers"), "forestry tree planter planting reforestation plantador forestal peón reforestación" },
  { "9216", N_("Fishery and aquaculture labourers"), "aquatic life laborer labourer fish hatchery catfish crawfish worker peón pesca acuicultura" },
  { "9311", N_("Mining and quarrying labourers"), "mining quarry labourer minero cantera peón" },
  { "9312", N_("Civil engineering labourers"), "road maintenance civil labourer obra pública carreteras peón" },
  { "9313", N_("Building construction labourers"), "construction building labourer laborer peón construcción obra ayudante albañil" },
  { "9321", N_("Hand packers"), "packer packing hand packinghouse empacador empacadora empaque" },
  { "9329", N_("Manufacturing labourers not elsewhere classified"), "factory manufacturing labourer operario fábrica" },
  { "9333", N_("Freight handlers"), "loader freight handler cargador estibador" },
  { "9334", N_("Shelf fillers"), "shelf filler reponedor acomodador" },
  { "9411", N_("Fast food preparers"), "fast food preparer comida rápida" },
  { "9412", N_("Kitchen helpers"), "kitchen helper dishwasher ayudante cocina lavaplatos" },
  { "9611", N_("Garbage and recycling collectors"), "garbage recycling collector basura recolector" },
  { "9613", N_("Sweepers and related labourers"), "sweeper street barrendero" },
  { "9621", N_("Messengers, package deliverers and luggage porters"), "porter bellboy delivery botones repartidor mensajero" },
};

/* A word and its plural are one word. */
static char *
stem (char *word)
{
  gsize length = strlen (word);

  if (length > 5 && g_str_has_suffix (word, "es") && strchr ("lnr", word[length - 3]) != NULL)
    word[length - 2] = '\0';
  else if (length > 3 && word[length - 1] == 's' && word[length - 2] != 's')
    word[length - 1] = '\0';

  return word;
}

static gpointer
index_words (gpointer data)
{
  /* word → GArray of positions */
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < G_N_ELEMENTS (occupations); i++)
    {
      g_autofree char *all = g_strconcat (occupations[i].name, " ", occupations[i].words, NULL);
      g_auto(GStrv) words = gol_text_words (all);

      for (guint j = 0; words[j] != NULL; j++)
        {
          const char *word = stem (words[j]);
          GArray *positions = g_hash_table_lookup (index, word);

          if (positions == NULL)
            {
              positions = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (index, g_strdup (word), positions);
            }
          if (positions->len == 0 || g_array_index (positions, guint, positions->len - 1) != i)
            g_array_append_val (positions, i);
        }
    }

  return index;
}

/**
 * gol_isco_find:
 * @words: an occupation as somebody wrote it, such as "FARMWORKER, DIVERSIFIED CROPS II"
 *
 * Takes the unit group that shares the most telling words with it: a word counts for the less the more groups use it.
 *
 * Returns: (nullable): the code, or %NULL when no word tells anything
 */
const char *
gol_isco_find (const char *words)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *index = g_once (&once, index_words, NULL);
  double scores[G_N_ELEMENTS (occupations)] = { 0 };
  g_auto(GStrv) split = NULL;
  guint best = 0;

  g_return_val_if_fail (words != NULL, NULL);

  split = gol_text_words (words);
  for (guint i = 0; split[i] != NULL; i++)
    {
      GArray *positions = g_hash_table_lookup (index, stem (split[i]));

      for (guint j = 0; positions != NULL && j < positions->len; j++)
        scores[g_array_index (positions, guint, j)] += 1.0 / positions->len;
    }

  for (guint i = 1; i < G_N_ELEMENTS (occupations); i++)
    if (scores[i] > scores[best])
      best = i;

  return scores[best] > 0 ? occupations[best].code : NULL;
}

/**
 * gol_isco_name:
 * @code: four digits
 *
 * Returns: (nullable): the group's name in the reader's language; %NULL when it is none of those that we know
 */
const char *
gol_isco_name (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (occupations); i++)
    if (strcmp (occupations[i].code, code) == 0)
      return _(occupations[i].name);

  return NULL;
}

const char *
gol_isco_nth (guint position)
{
  return position < G_N_ELEMENTS (occupations) ? occupations[position].code : NULL;
}
