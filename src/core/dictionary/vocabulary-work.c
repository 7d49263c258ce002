/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gol-vocabulary-tables.h"

/* What is said of work: orders, pay, the steps of a placement and what happens on the way. */

static const GolTerm crop[] = {
  { "apple",       N_("Apple"), "manzana|maçã|pomme|apples" },
  { "apricot",     N_("Apricot"), "albaricoque|chabacano|damasco|abricot" },
  { "asparagus",   N_("Asparagus"), "espárrago|espárragos|aspargo|asperge" },
  { "avocado",     N_("Avocado"), "aguacate|palta|abacate|avocat" },
  { "banana",      N_("Banana"), "plátano|banano|guineo|banane" },
  { "bean",        N_("Beans"), "frijol|frijoles|judía|feijão|haricot|bean" },
  { "bees",        N_("Bees"), "apicultura|abejas|apiculture|beekeeping" },
  { "blackberry",  N_("Blackberry"), "zarzamora|mora|amora|mûre" },
  { "blueberry",   N_("Blueberry"), "arándano|arándanos|mirtilo|myrtille|bleuet|blueberries" },
  { "broccoli",    N_("Broccoli"), "brócoli|brócolis|brocoli" },
  { "cabbage",     N_("Cabbage"), "col|repollo|berza|repolho|chou" },
  { "cacao",       N_("Cacao"), "cacao|cacau" },
  { "carrot",      N_("Carrot"), "zanahoria|cenoura|carotte|carrots" },
  { "cattle",      N_("Cattle"), "ganado|ganado bovino|vacas|gado|bétail|bovins" },
  { "cauliflower", N_("Cauliflower"), "coliflor|couve flor|chou fleur" },
  { "cherry",      N_("Cherry"), "cereza|cerezas|cereja|cerise|cherries" },
  { "christmas_tree", N_("Christmas trees"), "árbol de navidad|árboles de navidad|sapin de noël|christmas tree" },
  { "coffee",      N_("Coffee"), "café" },
  { "cotton",      N_("Cotton"), "algodón|algodão|coton" },
  { "cucumber",    N_("Cucumber"), "pepino|concombre|cucumbers" },
  { "dairy",       N_("Dairy"), "lechería|ordeña|leite|laiterie" },
  { "eggplant",    N_("Eggplant"), "berenjena|berinjela|aubergine" },
  { "fish",        N_("Fish farming"), "piscicultura|acuicultura|pisciculture|aquaculture" },
  { "flowers",     N_("Flowers"), "flores|flor|fleurs|floricultura" },
  { "forestry",    N_("Forestry"), "forestal|silvicultura|sylviculture" },
  { "garlic",      N_("Garlic"), "ajo|alho|ail" },
  { "ginseng",     N_("Ginseng"), "ginseng" },
  { "grain",       N_("Grain"), "granos|cereales|trigo|grãos|céréales|wheat" },
  { "grape",       N_("Grapes"), "uva|uvas|vid|viña|raisin|vigne|grape" },
  { "greenhouse",  N_("Greenhouse"), "invernadero|estufa|serre" },
  { "hay",         N_("Hay"), "heno|forraje|feno|foin" },
  { "horses",      N_("Horses"), "caballos|cavalos|chevaux" },
  { "kiwifruit",   N_("Kiwifruit"), "kiwi" },
  { "lettuce",     N_("Lettuce"), "lechuga|alface|laitue" },
  { "maize",       N_("Maize"), "maíz|milho|maïs|corn" },
  { "mango",       N_("Mango"), "mango|manga|mangue" },
  { "melon",       N_("Melon"), "melón|melão|sandía|melancia|watermelon" },
  { "mushroom",    N_("Mushrooms"), "champiñón|hongo|setas|cogumelo|champignon" },
  { "nursery",     N_("Nursery"), "vivero|viveiro|pépinière" },
  { "nuts",        N_("Nuts"), "nuez|nueces|almendra|noz|noix" },
  { "olive",       N_("Olives"), "aceituna|olivo|azeitona|olive" },
  { "onion",       N_("Onion"), "cebolla|cebola|oignon|onions" },
  { "orange",      N_("Citrus"), "naranja|cítricos|limón|mandarina|laranja|agrume|orange|lemon" },
  { "peach",       N_("Peach"), "durazno|melocotón|pêssego|pêche|peaches" },
  { "pear",        N_("Pear"), "pera|poire|pears" },
  { "pepper",      N_("Peppers"), "pimiento|chile|pimentón|pimentão|poivron|pepper" },
  { "pig",         N_("Pigs"), "cerdo|porcino|suínos|porcs" },
  { "plum",        N_("Plum"), "ciruela|ameixa|prune" },
  { "potato",      N_("Potato"), "papa|patata|batata|pomme de terre|potatoes" },
  { "poultry",     N_("Poultry"), "aves|pollo|avicultura|volaille" },
  { "pumpkin",     N_("Pumpkin and squash"), "calabaza|calabacín|abóbora|courge|squash" },
  { "raspberry",   N_("Raspberry"), "frambuesa|framboesa|framboise|raspberries" },
  { "rice",        N_("Rice"), "arroz|riz" },
  { "sheep",       N_("Sheep and goats"), "ovejas|borregos|cabras|ovelhas|moutons|goats" },
  { "sod",         N_("Turf"), "pasto|césped|grama|gazon|sod" },
  { "strawberry",  N_("Strawberry"), "fresa|frutilla|morango|fraise|strawberries" },
  { "sugar_cane",  N_("Sugar cane"), "caña|caña de azúcar|cana de açúcar|canne à sucre" },
  { "sweet_corn",  N_("Sweet corn"), "maíz dulce|elote|milho doce|maïs sucré" },
  { "sweet_potato", N_("Sweet potato"), "camote|batata doce|boniato|patate douce" },
  { "tobacco",     N_("Tobacco"), "tabaco|tabac" },
  { "tomato",      N_("Tomato"), "tomate|jitomate|tomatoes" },
  { "vegetables",  N_("Vegetables"), "hortalizas|verduras|legumes|hortaliças|légumes" },
  { NULL }
};

static const GolTerm wage_unit[] = {
  { "hour",      N_("Hour"), "hr|hrs|h|hora|heure|hourly|horas" },
  { "day",       N_("Day"), "día|dia|jour|daily|diario|jornada" },
  { "week",      N_("Week"), "wk|semana|semaine|weekly|semanal" },
  { "fortnight", N_("Two weeks"), "bi weekly|biweekly|quincena|catorcena|quinzena|quinzaine|2 weeks" },
  { "month",     N_("Month"), "mth|mes|mês|mois|monthly|mensual" },
  { "year",      N_("Year"), "yr|año|ano|an|année|yearly|annual" },
  { "piece",     N_("Piece"), "pc|pieza|destajo|peça|pièce|piece rate" },
  { NULL }
};

static const GolTerm filing[] = {
  { "single",  N_("One employer"), "individual|individual employer" },
  { "joint",   N_("Several employers together"), "joint|conjunta" },
  { "primary", N_("Association for its members"), "pri|primary|principal" },
  { "member",  N_("Member of an association"), "sub|secondary" },
  { NULL }
};

static const GolTerm provision[] = {
  { "free",   N_("Given free of charge"), "gratis|gratuito|gratuit|incluido" },
  { "paid",   N_("Given and deducted from pay"), "descontado|con descuento" },
  { "none",   N_("Not given"), "no|ninguno|não|aucun" },
  { NULL }
};

static const GolTerm payer[] = {
  { "employer",   N_("Employer"), "empleador|patrón|empresa|empregador|employeur" },
  { "worker",     N_("Worker"), "trabajador|trabajadora|trabalhador|travailleur" },
  { "shared",     N_("Both"), "ambos|compartido|les deux" },
  { "advance",    N_("Employer, who gets it back from pay"), "anticipo|avance" },
  { "programme",  N_("Programme"), "programa|programme" },
  { NULL }
};

static const GolTerm deduction[] = {
  { "travel",     N_("Journey"), "pasaje|transporte aéreo|viaje|viagem|voyage" },
  { "housing",    N_("Housing"), "vivienda|alojamiento|moradia|logement" },
  { "utilities",  N_("Water, light and heating"), "servicios|utilidades|énergie" },
  { "meals",      N_("Meals"), "comida|alimentación|refeições|repas" },
  { "transport",  N_("Transport to work"), "transporte|transport" },
  { "health",     N_("Health insurance"), "seguro médico|salud|saúde|santé" },
  { "social",     N_("Social security"), "seguridad social|segurança social|sécurité sociale" },
  { "tax",        N_("Tax"), "impuesto|impuestos|imposto|impôt" },
  { "pension",    N_("Pension"), "pensión|pensão|retraite" },
  { "union",      N_("Union dues"), "sindicato|cuota sindical|syndicat" },
  { "equipment",  N_("Clothes and tools"), "equipo|herramienta|ropa|équipement" },
  { "advance",    N_("Advance"), "anticipo|adelanto|avance" },
  { "fine",       N_("Fine"), "multa|amende" },
  { "other",      N_("Another"), "otro|otra|outro|autre" },
  { NULL }
};

static const GolTerm requirement[] = {
  { "experience", N_("Experience"), "experiencia|experiência|expérience" },
  { "schooling",  N_("Schooling"), "escolaridad|estudios|escolaridade" },
  { "language",   N_("Language"), "idioma|lengua|langue" },
  { "licence",    N_("Licence"), "licencia|licença|permis" },
  { "strength",   N_("Bodily strength"), "fuerza|esfuerzo físico|força" },
  { "age",        N_("Age"), "edad|idade|âge" },
  { "sex",        N_("Sex"), "sexo|sexe" },
  { "family",     N_("Family situation"), "familia|estado civil|situation familiale" },
  { "other",      N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm decision[] = {
  { "full",      N_("Approved in full"), "certified full|certified|approved|aprobado|aprobada|aprovado|approuvé|determination issued certification|determination issued certification expired" },
  { "partial",   N_("Approved in part"), "certified partial|parcial|aprobado en parte|partiel|partial certification|determination issued partial certification|determination issued partial certification expired" },
  { "denied",    N_("Denied"), "denegado|denegada|negado|rechazado|refusé|determination issued denied" },
  { "pending",   N_("Not decided"), "pendiente|pendente|en attente" },
  { "withdrawn", N_("Withdrawn"), "retirado|retirada|retiré|determination issued withdrawn" },
  { NULL }
};

static const GolTerm selection[] = {
  { "selected", N_("Selected"), "seleccionado|seleccionada|selecionado|sélectionné" },
  { "reserve",  N_("On the reserve list"), "reserva|en reserva|réserve" },
  { "rejected", N_("Not selected"), "no seleccionado|rechazado|não selecionado|refusé" },
  { "absent",   N_("Did not come"), "ausente|no se presentó|absent" },
  { NULL }
};

static const GolTerm answer_employer[] = {
  { "accepted", N_("Accepted"), "aceptado|aceptada|aceito|accepté" },
  { "refused",  N_("Refused"), "rechazado|rechazada|recusado|refusé" },
  { NULL }
};

/* Closed on purpose: an employer says which of these, so that a pattern of refusals can be seen. */
static const GolTerm refusal_reason[] = {
  { "experience", N_("Lacks the experience asked for"), NULL },
  { "earlier_work", N_("Work in an earlier season"), NULL },
  { "posts_filled", N_("Posts are filled"), NULL },
  { "order_changed", N_("Order was changed"), NULL },
  { "requirement", N_("Does not meet a requirement of the order"), NULL },
  { "other", N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm visa_decision[] = {
  { "granted",   N_("Granted"), "concedida|otorgada|aprobada|concedido|accordé" },
  { "refused",   N_("Refused"), "denegada|negada|recusado|refusé" },
  { "pending",   N_("Not decided"), "pendiente|en trámite|pendente" },
  { "withdrawn", N_("Withdrawn"), "desistida|retirada" },
  { NULL }
};

static const GolTerm visa_entries[] = {
  { "single",   N_("One"), "una|1|uma|une|sencilla" },
  { "double",   N_("Two"), "dos|2|duas|deux" },
  { "multiple", N_("Many"), "múltiple|múltiples|múltipla" },
  { NULL }
};

static const GolTerm passport_custody[] = {
  { "worker",    N_("With the person"), "trabajador|trabajadora" },
  { "ministry",  N_("At the ministry"), "ministerio" },
  { "consulate", N_("At the consulate"), "consulado" },
  { "visa_centre", N_("At the visa centre"), "centro de visas" },
  { "employer",  N_("With the employer"), "empleador" },
  { NULL }
};

static const GolTerm holder[] = {
  { "worker",    N_("The person"), "trabajador|trabajadora" },
  { "ministry",  N_("Ministry"), "ministerio" },
  { "consulate", N_("Consulate"), "consulado" },
  { "employer",  N_("Employer"), "empleador" },
  { "agent",     N_("Agent or recruiter"), "agente|reclutador" },
  { "other",     N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm event[] = {
  { "departure",        N_("Departure"), "salida|partida|départ" },
  { "arrival",          N_("Arrival"), "llegada|chegada|arrivée" },
  { "return",           N_("Return"), "retorno|regreso|retour" },
  { "return_in_person", N_("Return shown in person"), "retorno en persona|presentación" },
  { "no_show",          N_("Did not come"), "no se presentó|não compareceu|absent" },
  { "missing",          N_("Missing from the worksite"), "ausencia|abandono|desaparecido|disparu" },
  { "located",          N_("Found again"), "localizado|localizada" },
  { "transfer",         N_("Moved to another worksite"), "traslado|transferencia|transferência|transfert" },
  { "extension",        N_("Stay extended"), "prórroga|extensión|prorrogação|prolongation" },
  { "end",              N_("Work ended"), "fin|término|terminación|fim" },
  { NULL }
};

static const GolTerm evidence[] = {
  { "in_person",     N_("Seen in person"), "en persona|presencial|em pessoa|en personne" },
  { "stamp",         N_("Stamp in the passport"), "sello|carimbo|cachet|tampon" },
  { "boarding_pass", N_("Boarding pass"), "pase de abordar|tarjeta de embarque|cartão de embarque" },
  { "manifest",      N_("Carrier’s list"), "lista del transportista|manifiesto" },
  { "register",      N_("Border or labour register"), "registro|registre" },
  { "paper",         N_("Another paper"), "documento|papel|document" },
  { "telephone",     N_("By telephone"), "teléfono|telefone|téléphone" },
  { "said",          N_("Said by somebody"), "dicho|testimonio|témoignage" },
  { NULL }
};

static const GolTerm outcome[] = {
  { "completed",            N_("Completed"), "completado|terminado|concluído|terminé" },
  { "resigned",             N_("Resigned"), "renuncia|renunció|demissão|démission" },
  { "dismissed",            N_("Dismissed"), "despido|despedido|demitido|licencié" },
  { "repatriated_medical",  N_("Sent home for health"), "repatriación médica|enfermedad" },
  { "family_emergency",     N_("Family emergency"), "emergencia familiar|urgence familiale" },
  { "transferred",          N_("Transferred"), "transferido|trasladado|transféré" },
  { "left_worksite",        N_("Left the worksite"), "abandono|dejó el centro de trabajo" },
  { "deceased",             N_("Died"), "fallecido|fallecida|falecido|décédé" },
  { "lawful_status_change", N_("Stayed lawfully under another status"), "cambio de estatus|cambio de situación" },
  { "work_ended",           N_("No more work"), "falta de trabajo|fin de la actividad" },
  { NULL }
};

static const GolTerm direction[] = {
  { "out",    N_("There"), "ida|aller" },
  { "home",   N_("Home"), "vuelta|regreso|volta|retour" },
  { "inside", N_("Between worksites"), "interno|traslado" },
  { NULL }
};

static const GolTerm means_of_travel[] = {
  { "air",   N_("Aeroplane"), "avión|vuelo|avião|vol" },
  { "road",  N_("Road"), "autobús|carretera|ônibus|route" },
  { "sea",   N_("Ferry"), "barco|ferri|balsa|bateau" },
  { "rail",  N_("Train"), "tren|trem" },
  { NULL }
};

static const GolTerm pay_source[] = {
  { "slip",     N_("Pay slip"), "recibo|nómina|talón|holerite|fiche de paie" },
  { "bank",     N_("Bank statement"), "banco|estado de cuenta" },
  { "employer", N_("Employer’s list"), "empleador" },
  { "worker",   N_("Told by the worker"), "trabajador|trabajadora" },
  { NULL }
};

/* The codes are the kinds of gol_number_check (). */
static const GolTerm insurance_number_type[] = {
  { "es-nss", N_("Social security number (Spain)"), "nss|naf" },
  { "ca-sin", N_("Social insurance number (Canada)"), "sin|nas" },
  { "other",  N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm step_result[] = {
  { "done",    N_("Done"), "hecho|realizado|feito|fait" },
  { "refused", N_("Refused"), "rechazado|recusado|refusé" },
  { "skipped", N_("Not needed"), "no aplica|não se aplica|sans objet" },
  { "pending", N_("Not yet"), "pendiente|pendente|en attente" },
  { NULL }
};

static const GolTerm office_kind[] = {
  { "ministry",              N_("Ministry of origin"), NULL },
  { "authority",             N_("Authority of destination"), NULL },
  { "employer",              N_("Employer"), NULL },
  { "consulate-destination", N_("Consulate of destination, in the country of origin"), NULL },
  { "consulate-origin",      N_("Consulate of origin, in the country of destination"), NULL },
  { "training",              N_("Training body"), NULL },
  { "clinic",                N_("Clinic"), NULL },
  { "carrier",               N_("Carrier"), NULL },
  { "partner",               N_("Partner"), NULL },
  { "auditor",               N_("Auditor"), NULL },
  { NULL }
};

static const GolTerm weekday[] = {
  { "1", N_("Monday"), NULL },
  { "2", N_("Tuesday"), NULL },
  { "3", N_("Wednesday"), NULL },
  { "4", N_("Thursday"), NULL },
  { "5", N_("Friday"), NULL },
  { "6", N_("Saturday"), NULL },
  { "7", N_("Sunday"), NULL },
  { NULL }
};

static const GolTerm district[] = {
  { "origin",      N_("Recruiting region"), NULL },
  { "consular",    N_("Consular district"), NULL },
  { "labour",      N_("Labour district"), NULL },
  { NULL }
};

static const GolTerm discrepancy[] = {
  { "unique",           N_("Two records with one number"), NULL },
  { "person_duplicate", N_("Two files that may be one person"), NULL },
  { "rule",             N_("A rule does not hold any more"), NULL },
  { "quota",            N_("More people than posts"), NULL },
  { "contradicted",     N_("Witnesses or attestations that contradict each other"), NULL },
  { NULL }
};

static const GolTerm discrepancy_decision[] = {
  { "mended",     N_("Mended"), NULL },
  { "as_it_is",   N_("Both are right"), NULL },
  { "passed_on",  N_("Passed on"), NULL },
  { NULL }
};

const GolVocabulary gol_vocabularies_work[] = {
  { "crop", crop },
  { "wage_unit", wage_unit },
  { "filing", filing },
  { "provision", provision },
  { "payer", payer },
  { "deduction", deduction },
  { "requirement", requirement },
  { "decision", decision },
  { "selection", selection },
  { "answer_employer", answer_employer },
  { "refusal_reason", refusal_reason },
  { "visa_decision", visa_decision },
  { "visa_entries", visa_entries },
  { "passport_custody", passport_custody },
  { "holder", holder },
  { "event", event },
  { "evidence", evidence },
  { "outcome", outcome },
  { "direction", direction },
  { "means_of_travel", means_of_travel },
  { "pay_source", pay_source },
  { "insurance_number_type", insurance_number_type },
  { "step_result", step_result },
  { "office_kind", office_kind },
  { "weekday", weekday },
  { "district", district },
  { "discrepancy", discrepancy },
  { "discrepancy_decision", discrepancy_decision },
  { NULL }
};
