/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gol-vocabulary-tables.h"

/* What is said of people: who they are, what they know, what they sign. */

static const GolTerm sex[] = {
  { "F", N_("Female"), "mujer|femenino|feminino|femme|féminin|woman|mulher" },
  { "M", N_("Male"), "hombre|masculino|homme|masculin|man|varón|homem|h" },
  { "X", N_("Another or not stated"), "no binario|otro|outro|autre|unspecified|non binary" },
  { NULL }
};

static const GolTerm civil_status[] = {
  { "single",     N_("Single"), "soltero|soltera|solteiro|solteira|célibataire" },
  { "married",    N_("Married"), "casado|casada|marié|mariée" },
  { "cohabiting", N_("Living as a couple"), "unión libre|unión de hecho|unido|unida|concubinato|união estável|concubinage" },
  { "separated",  N_("Separated"), "separado|separada|séparé|séparée" },
  { "divorced",   N_("Divorced"), "divorciado|divorciada|divorcé|divorcée" },
  { "widowed",    N_("Widowed"), "viudo|viuda|viúvo|viúva|veuf|veuve" },
  { NULL }
};

/* The codes are the kinds of gol_number_check () where there is one. */
static const GolTerm national_number_type[] = {
  { "curp",      N_("CURP (Mexico)"), "curp" },
  { "gt-cui",    N_("CUI (Guatemala)"), "cui|dpi" },
  { "ec-ci",     N_("Cédula (Ecuador)"), "cédula ecuatoriana" },
  { "pe-dni",    N_("DNI (Peru)"), "dni peruano" },
  { "sv-dui",    N_("DUI (El Salvador)"), "dui" },
  { "uy-ci",     N_("Cédula (Uruguay)"), "cédula uruguaya" },
  { "do-cedula", N_("Cédula (Dominican Republic)"), "cédula dominicana" },
  { "hn-dni",    N_("DNI (Honduras)"), "dni hondureño" },
  { "co-cedula", N_("Cédula (Colombia)"), "cédula de ciudadanía|cc" },
  { "ma-cnie",   N_("CNIE (Morocco)"), "cin|cine|carte nationale" },
  { "es-dni",    N_("DNI (Spain)"), NULL },
  { "es-nie",    N_("NIE (Spain)"), "nie" },
  { "other",     N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm relation[] = {
  { "spouse",      N_("Wife or husband"), "esposa|esposo|cónyuge|marido|mujer|épouse|époux|conjoint" },
  { "partner",     N_("Partner"), "pareja|concubino|concubina|compañero|compañera|partenaire" },
  { "child",       N_("Daughter or son"), "hijo|hija|filho|filha|fils|fille" },
  { "parent",      N_("Mother or father"), "madre|padre|mãe|pai|mère|père" },
  { "sibling",     N_("Sister or brother"), "hermano|hermana|irmão|irmã|frère|soeur" },
  { "grandparent", N_("Grandparent"), "abuelo|abuela|avô|avó|grand père|grand mère" },
  { "grandchild",  N_("Grandchild"), "nieto|nieta|neto|neta|petit fils|petite fille" },
  { "other",       N_("Another"), "otro|otra|outro|autre" },
  { NULL }
};

static const GolTerm dependency[] = {
  { "full",    N_("Wholly"), "total|totalement" },
  { "partial", N_("In part"), "parcial|partiel" },
  { "none",    N_("Not at all"), "ninguna|nenhuma|aucune" },
  { NULL }
};

/* In minimum wages of the country of origin, so that the bands outlive inflation. */
static const GolTerm income_band[] = {
  { "none",  N_("None"), "ninguno|nenhum|aucun" },
  { "under_1", N_("Less than one minimum wage"), NULL },
  { "1_to_2", N_("One to two minimum wages"), NULL },
  { "2_to_4", N_("Two to four minimum wages"), NULL },
  { "over_4", N_("More than four minimum wages"), NULL },
  { NULL }
};

static const GolTerm land[] = {
  { "none",     N_("None"), "ninguna|sin tierra" },
  { "own",      N_("Own"), "propia|própria|propre" },
  { "communal", N_("Communal"), "ejidal|comunal|ejido|communale" },
  { "rented",   N_("Rented"), "rentada|alquilada|arrendada|louée" },
  { NULL }
};

static const GolTerm schooling[] = {
  { "none",               N_("No schooling"), "sin estudios|ninguna|ninguno|analfabeta|sem estudos|sans études|aucune" },
  { "primary_incomplete", N_("Primary school not finished"), "primaria incompleta|ensino fundamental incompleto|primaire incomplet" },
  { "primary",            N_("Primary school"), "primaria|primaria completa|ensino fundamental|primaire" },
  { "lower_secondary",    N_("Lower secondary school"), "secundaria|básico|básicos|secundária|collège" },
  { "upper_secondary",    N_("Upper secondary school"), "preparatoria|bachillerato|diversificado|media superior|ensino médio|lycée" },
  { "technical",          N_("Technical school"), "técnica|técnico|carrera técnica|technique" },
  { "university",         N_("University"), "universidad|licenciatura|universitaria|universidade|université|superior" },
  { NULL }
};

static const GolTerm literacy[] = {
  { "both",  N_("Reads and writes"), "lee y escribe|sabe leer y escribir|lê e escreve|lit et écrit" },
  { "reads", N_("Reads"), "lee|lê|lit" },
  { "none",  N_("Neither"), "no sabe leer|ninguna|não lê|ne lit pas" },
  { NULL }
};

static const GolTerm licence[] = {
  { "car",        N_("Car"), "automóvil|coche|auto|carro|voiture" },
  { "motorcycle", N_("Motorcycle"), "moto|motocicleta" },
  { "lorry",      N_("Lorry"), "camión|caminhão|camion|truck" },
  { "bus",        N_("Bus"), "autobús|ônibus|autocar" },
  { "tractor",    N_("Tractor"), "tractor|trator|tracteur" },
  { "forklift",   N_("Forklift"), "montacargas|carretilla elevadora|empilhadeira|chariot élévateur" },
  { "pesticides", N_("Applying pesticides"), "fitosanitario|aplicador de plaguicidas|phytosanitaire" },
  { "chainsaw",   N_("Chainsaw"), "motosierra|motosserra|tronçonneuse" },
  { "food",       N_("Handling food"), "manipulador de alimentos|manipulación de alimentos" },
  { NULL }
};

static const GolTerm refusal[] = {
  { "visa",      N_("Visa"), "visado|visto" },
  { "entry",     N_("Entry"), "entrada|entrée" },
  { "stay",      N_("Stay"), "permanencia|séjour" },
  { "expulsion", N_("Expelled"), "deportación|expulsión|expulsão" },
  { NULL }
};

static const GolTerm consent_purpose[] = {
  { "programme",  N_("Taking part in the programme"), "participación en el programa" },
  { "transfer",   N_("Passing data to the country of destination"), "transferencia de datos" },
  { "employer",   N_("Showing the file to employers"), "empleadores" },
  { "portrait",   N_("Portrait"), "fotografía" },
  { "deductions", N_("Deductions from pay"), "descuentos" },
  { "contact",    N_("Being written to or called"), "contacto" },
  { "statistics", N_("Statistics and studies"), "estadística" },
  { NULL }
};

static const GolTerm paper[] = {
  { "national_id",       N_("Identity card"), "identificación|cédula|INE|DPI|bilhete de identidade|carte d’identité" },
  { "birth_certificate", N_("Birth certificate"), "acta de nacimiento|certidão de nascimento|acte de naissance" },
  { "proof_of_address",  N_("Proof of address"), "comprobante de domicilio|comprovativo de morada|justificatif de domicile" },
  { "criminal_record",   N_("Criminal record"), "antecedentes penales|registo criminal|casier judiciaire" },
  { "marriage_certificate", N_("Marriage certificate"), "acta de matrimonio|certidão de casamento|acte de mariage" },
  { "school_certificate", N_("School certificate"), "certificado de estudios|certificado escolar|certificat scolaire" },
  { "work_certificate",  N_("Work certificate"), "constancia de trabajo|certificado de trabalho|certificat de travail" },
  { "medical_certificate", N_("Medical certificate"), "certificado médico|atestado médico|certificat médical" },
  { "driving_licence",   N_("Driving licence"), "licencia de conducir|carta de condução|permis de conduire" },
  { "residence_card",    N_("Residence card"), "tarjeta de residencia|cartão de residência|carte de séjour" },
  { NULL }
};

static const GolTerm signature[] = {
  { "signed",     N_("Signed"), "firma|firmado|assinado|signé" },
  { "thumbprint", N_("Thumbprint before a witness"), "huella|huella digital|impressão digital|empreinte" },
  { "spoken",     N_("By word of mouth"), "verbal|oral" },
  { "electronic", N_("Electronically"), "electrónica|eletrônica|électronique" },
  { NULL }
};

static const GolTerm answer[] = {
  { "yes",    N_("Yes"), "sí|sim|oui|y|s" },
  { "no",     N_("No"), "não|non|n" },
  { "unsaid", N_("Not said"), "no dice|no responde|prefiere no decir|não diz|ne dit pas" },
  { NULL }
};

static const GolTerm truth[] = {
  { "yes",     N_("Yes"), "sí|sim|oui" },
  { "no",      N_("No"), "não|non" },
  { "unknown", N_("Not known"), "no se sabe|desconocido|desconhecido|inconnu" },
  { NULL }
};

static const GolTerm scale[] = {
  { "1", N_("Very bad"), "muy mal|muy malo" },
  { "2", N_("Bad"), "mal|malo|mauvais" },
  { "3", N_("Fair"), "regular|passable" },
  { "4", N_("Good"), "bien|bueno|bom|bon" },
  { "5", N_("Very good"), "muy bien|muy bueno|excelente|muito bom|très bon" },
  { NULL }
};

static const GolTerm fitness[] = {
  { "fit",      N_("Fit"), "apto|apta|apte" },
  { "unfit",    N_("Not fit"), "no apto|no apta|inapto|inapte" },
  { "deferred", N_("To be seen again"), "aplazado|diferido|ajourné" },
  { NULL }
};

static const GolTerm module[] = {
  { "orientation",  N_("Orientation before departure"), "orientación|orientación previa|orientação|orientation" },
  { "rights",       N_("Rights and duties"), "derechos|derechos y deberes|direitos|droits" },
  { "safety",       N_("Safety at work"), "seguridad|seguridad y salud|segurança|sécurité" },
  { "language",     N_("Language"), "idioma|lengua|langue" },
  { "skills",       N_("Skills of the work"), "competencias|oficio|habilidades|métier" },
  { "finance",      N_("Money and remittances"), "educación financiera|remesas|finances" },
  { "family",       N_("Those who stay"), "familia|los que se quedan|famille" },
  { "business",     N_("Own business and co-development"), "emprendimiento|codesarrollo|negocio" },
  { "other",        N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm training_result[] = {
  { "passed",   N_("Passed"), "aprobado|aprobada|aprovado|réussi" },
  { "attended", N_("Attended"), "asistió|asistencia|assistiu|présent" },
  { "failed",   N_("Not passed"), "reprobado|suspenso|reprovado|échoué" },
  { "absent",   N_("Did not come"), "ausente|no asistió|absent" },
  { NULL }
};

static const GolTerm reintegration_goal[] = {
  { "business", N_("Own business"), "negocio|emprendimiento" },
  { "farm",     N_("Own farm"), "finca|parcela" },
  { "job",      N_("Job at home"), "empleo|trabajo|emprego|emploi" },
  { "study",    N_("Study"), "estudio|estudios" },
  { "again",    N_("Going again"), "volver|regresar" },
  { "housing",  N_("House"), "vivienda|casa" },
  { NULL }
};

static const GolTerm situation[] = {
  { "business",    N_("Own business"), "negocio|negocio propio" },
  { "farm",        N_("Own farm"), "finca|parcela" },
  { "employed",    N_("Employed"), "empleado|empleada|empregado|employé" },
  { "unemployed",  N_("Looking for work"), "desempleado|busca trabajo|chômage" },
  { "studying",    N_("Studying"), "estudia|estuda|étudie" },
  { "abroad",      N_("Abroad again"), "en el extranjero|no exterior|à l’étranger" },
  { "unreached",   N_("Could not be reached"), "no localizado|não localizado|injoignable" },
  { NULL }
};

static const GolTerm project[] = {
  { "farming", N_("Farming"), "agrícola|agricultura" },
  { "livestock", N_("Livestock"), "ganadería|pecuario|élevage" },
  { "trade",   N_("Trade"), "comercio|tienda|commerce" },
  { "craft",   N_("Craft"), "artesanía|taller|artisanat" },
  { "service", N_("Service"), "servicio|servicios|service" },
  { "food",    N_("Food"), "alimentos|comida|alimentation" },
  { "other",   N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm project_outcome[] = {
  { "alive",     N_("At work"), "activo|activa|ativo|actif" },
  { "changed",   N_("Turned into something else"), "cambió" },
  { "closed",    N_("Closed"), "cerrado|cerrada|fechado|fermé" },
  { "never",     N_("Never begun"), "no inició|nunca inició" },
  { "unknown",   N_("Not known"), "no se sabe|desconocido" },
  { NULL }
};

const GolVocabulary gol_vocabularies_people[] = {
  { "sex", sex },
  { "civil_status", civil_status },
  { "national_number_type", national_number_type },
  { "relation", relation },
  { "dependency", dependency },
  { "income_band", income_band },
  { "land", land },
  { "schooling", schooling },
  { "literacy", literacy },
  { "licence", licence },
  { "refusal", refusal },
  { "consent_purpose", consent_purpose },
  { "paper", paper },
  { "signature", signature },
  { "answer", answer },
  { "truth", truth },
  { "scale", scale },
  { "fitness", fitness },
  { "module", module },
  { "training_result", training_result },
  { "reintegration_goal", reintegration_goal },
  { "situation", situation },
  { "project", project },
  { "project_outcome", project_outcome },
  { NULL }
};
