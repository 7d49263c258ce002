/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gol-office"
#include "config.h"

#include "gol-import-private.h"

/*
 * How the columns of spreadsheets are headed, in Spanish, English, Portuguese and French, beside the dictionary's own
 * labels. Case, accents, punctuation, small words (de, of, du…), the usual abbreviations and one slip of the pen are
 * forgiven by the matcher and need no line here. A header may say more than the field: "CURP" also says what kind of
 * number it is.
 */

const GolImportWords gol_import_worker_words[] = {
  { "name_photo.given_names",
    "nombre|nombres|nombre s|nombres de pila|primer nombre|segundo nombre|otros nombres|name|names|first name|"
    "first names|forename|"
    "given name|middle name|nome|nomes|prenome|primeiro nome|prenom|prenoms" },
  { "name_photo.surname_1",
    "apellido|apellidos|primer apellido|1er apellido|apellido 1|apellido paterno|paterno|ap pat|a paterno|surname|"
    "surnames|last name|"
    "last names|family name|paternal surname|sobrenome|apelido|primeiro sobrenome|nom|nom famille|premier nom|"
    "nom pere" },
  { "name_photo.surname_2",
    "segundo apellido|2do apellido|2o apellido|apellido 2|apellido materno|materno|ap mat|a materno|second last name|"
    "second surname|"
    "maternal surname|mother s maiden name|segundo sobrenome|nom mere|deuxieme nom|second nom" },
  { "name_photo.known_as", "alias|apodo|conocido como|conocida como|nickname|known as|apelido familiar|surnom" },

  { "civil.sex", "sexo|genero|sex|gender|sexe|genre" },
  { "civil.birth_date",
    "fecha nacimiento|fec nac|fecha nac|f nacimiento|f nac|nacimiento|nacio|nacida|nacido|date birth|birth date|"
    "birthday|dob|born|"
    "data nascimento|nascimento|dt nasc|date naissance|naissance|ne e le|nee le|ne le" },
  { "civil.birth_place",
    "lugar nacimiento|nacido en|nacida en|place birth|birthplace|born in|local nascimento|naturalidade|lieu naissance|"
    "ne a" },
  { "civil.nationality", "nacionalidad|nationality|citizenship|nacionalidade|nationalite|ciudadania" },
  { "civil.civil_status", "estado civil|marital status|civil status|etat civil|situation familiale" },

  { "identity_numbers.national_number", "curp|clave unica registro poblacion",
    "identity_numbers.national_number_type=curp" },
  { "identity_numbers.national_number", "cui|dpi|numero dpi|documento personal identificacion|"
                                        "codigo unico identificacion",
    "identity_numbers.national_number_type=gt-cui" },
  { "identity_numbers.national_number", "dui|documento unico identidad",
    "identity_numbers.national_number_type=sv-dui" },
  { "identity_numbers.national_number", "cnie|cin|carte nationale identite",
    "identity_numbers.national_number_type=ma-cnie" },
  { "identity_numbers.national_number", "nie|numero identidad extranjero",
    "identity_numbers.national_number_type=es-nie" },
  { "identity_numbers.national_number",
    "documento identidad|numero identidad|documento|cedula|cedula identidad|dni|numero documento|identificacion|"
    "national number|"
    "national id|id number|identity number|rg|cpf|documento identidade|numero identite|piece identite" },
  { "identity_numbers.national_number_type",
    "tipo documento|tipo identificacion|clase documento|document type|id type|tipo documento identidade|type piece" },
  { "identity_numbers.passport_number",
    "pasaporte|numero pasaporte|pasaporte numero|passport|passport number|passaporte|numero passaporte|passeport|"
    "numero passeport" },
  { "identity_numbers.passport_issuer",
    "pais expedicion pasaporte|pais emisor pasaporte|passport country|issuing country|pais emissor passaporte|"
    "pays passeport" },
  { "identity_numbers.passport_issued",
    "expedicion pasaporte|fecha expedicion pasaporte|emision pasaporte|fecha emision pasaporte|passport issued|"
    "passport issue date|"
    "emissao passaporte|delivrance passeport" },
  { "identity_numbers.passport_expires",
    "vence pasaporte|vencimiento pasaporte|fecha vencimiento pasaporte|caducidad pasaporte|vigencia pasaporte|"
    "pasaporte vence|"
    "fecha vencimiento|vencimiento|passport expires|passport expiry|passport expiry date|passport expiration|"
    "expiry date|"
    "validade passaporte|vencimento passaporte|expiration passeport|validite passeport" },
  { "identity_numbers.mrz",
    "mrz|mrz linea 1|mrz linea 2|mrz linea 3|linea 1 mrz|linea 2 mrz|mrz line 1|mrz line 2|mrz line 3|mrz1|mrz2|mrz3|"
    "mrz linha 1|"
    "mrz linha 2|mrz ligne 1|mrz ligne 2|zona lectura mecanica|machine readable zone" },
  { "identity_numbers.other_number",
    "folio|expediente|numero expediente|numero folio|clave trabajador|registro|numero registro|file number|folder|"
    "numero dossier|"
    "dossier|processo|numero processo|matricula" },

  { "contact.phone_1",
    "telefono|tel|telefono 1|celular|movil|telefono celular|telefono movil|numero telefono|phone|telephone|mobile|"
    "cell phone|"
    "phone number|telefone|telemovel|portable" },
  { "contact.phone_2",
    "telefono 2|otro telefono|telefono alterno|telefono casa|telefono fijo|phone 2|other phone|home phone|telefone 2|"
    "outro telefone|"
    "autre telephone|telephone 2" },
  { "contact.whatsapp", "whatsapp|whats app|wasap" },
  { "contact.email", "correo|correo electronico|email|e mail|mail|courriel|correio eletronico" },
  { "contact.address", "direccion|domicilio|calle|calle numero|address|street|endereco|morada|rua|adresse" },
  { "contact.community",
    "comunidad|localidad|colonia|aldea|paraje|caserio|ejido|barrio|poblado|community|village|comunidade|bairro|"
    "communaute" },
  { "contact.admin_2", "municipio|mpio|canton|municipality|county|distrito|concelho|commune|municipalite" },
  { "contact.admin_1",
    "estado|departamento|depto|entidad|entidad federativa|estado origen|provincia|state|department|province|region|"
    "unidade federativa|uf|departement" },
  { "contact.postal_code", "codigo postal|cp|c p|postal code|zip|zip code|cep|code postal" },
  { "contact.country", "pais|pais residencia|country|country residence|pays" },
  { "contact.emergency_name",
    "contacto emergencia|nombre contacto emergencia|en caso emergencia|emergency contact|contato emergencia|"
    "contact urgence" },
  { "contact.emergency_phone",
    "telefono emergencia|telefono contacto emergencia|emergency phone|emergency contact phone|telefone emergencia|"
    "telephone urgence" },

  { "household.dependents",
    "dependientes|dependientes economicos|numero dependientes|personas dependen|dependents|number dependents|"
    "dependentes|"
    "personnes charge" },
  { "household.head_of_household", "jefe familia|jefa familia|jefe hogar|jefa hogar|head household|chefe familia|"
                                   "chef menage" },

  { "experience.schooling",
    "escolaridad|grado estudios|nivel estudios|nivel escolar|estudios|schooling|education|education level|escolaridade|"
    "niveau etudes|niveau scolaire" },
  { "experience.literacy", "lee y escribe|sabe leer escribir|alfabetismo|literacy|reads and writes|alfabetizacao" },
  { "experience.languages",
    "lengua indigena|lengua|lenguas|idioma|idiomas|idioma indigena|lengua materna|languages|language|languages spoken|"
    "linguas|"
    "lingua|langue|langues|langues parlees" },
  { "experience.crops",
    "cultivo|cultivos|cultivo experiencia|experiencia cultivos|labores|crops|crop|crops known|culturas|cultura|"
    "cultures|culture" },
  { "experience.years",
    "anos experiencia|experiencia|experiencia anos|experiencia agricola|years experience|experience|"
    "annees experience" },
  { "experience.licences", "licencia|licencias|licencia conducir|driving licence|driver s license|licences|"
                           "carta conducao|permis" },
  { "experience.shirt_size", "talla camisa|talla playera|shirt size|tamanho camisa|taille chemise" },
  { "experience.trouser_size", "talla pantalon|trouser size|pants size|tamanho calca|taille pantalon" },
  { "experience.boot_size", "talla bota|talla botas|talla calzado|numero calzado|boot size|shoe size|numero sapato|"
                            "pointure" },
  { "experience.requested_by",
    "patron solicita|patron|patron que lo solicita|empleador solicita|granja solicita|requested by|requesting employer|"
    "solicitado por|empregador|employeur|demande par" },

  { "prior_migration.earlier_seasons",
    "temporadas anteriores|temporadas|numero temporadas|earlier seasons|previous seasons|seasons|temporadas previas|"
    "safras anteriores|saisons anterieures|saisons" },

  { "bank.clabe", "clabe|clabe interbancaria|cuenta clabe" },
  { "bank.iban", "iban" },
  { "bank.account", "cuenta|numero cuenta|cuenta bancaria|bank account|account|account number|conta|conta bancaria|"
                    "compte|numero compte" },
  { "bank.bank", "banco|bank|banque" },
  { "bank.holder", "titular|titular cuenta|account holder|titular conta|titulaire|titulaire compte" },
  { NULL }
};

/* Disclosure files of the United States' Department of Labor name their columns like this; they are in dollars, and
   about places there. */
#define IN_US \
  "order_terms.wage_currency=USD;employer_identity.country=US;worksite_core.country=US"

const GolImportWords gol_import_order_words[] = {
  { "order_terms.number", "numero pedido|pedido|numero oferta|oferta|order|order number|job order|numero ordem|"
                          "pedido numero|numero commande|numero offre" },
  { "order_terms.reference", "case no|case number|numero caso|expediente|numero expediente|referencia|reference|"
                             "numero processo|numero dossier" },
  { "order_terms.filing", "primary sub|tipo solicitud|filing" },
  { "order_terms.received_on", "case received date|received date|fecha recepcion|recibido|data recepcao|"
                               "date reception" },
  { "order_terms.agent", "agent attorney name|agent|agente|representante|intermediario|mandataire" },
  { "order_terms.posts_asked", "nbr workers requested|total workers needed|nbr workers needed", IN_US },
  { "order_terms.posts_asked",
    "plazas|vacantes|puestos|plazas solicitadas|vacantes solicitadas|puestos solicitados|trabajadores solicitados|"
    "numero trabajadores|"
    "posts|posts asked|workers requested|positions|vacancies|vagas|vagas solicitadas|postes|postes demandes|"
    "travailleurs demandes" },
  { "order_terms.occupation", "soc code|onet soc code|occupation code|isco|isco 08|ciuo|ciuo 08|codigo ocupacion|"
                              "codigo ocupacao" },
  { "order_terms.occupation_text",
    "job title|occupation|ocupacion|puesto|puesto trabajo|cargo|titulo puesto|ocupacao|funcao|emploi|poste|"
    "titre poste" },
  { "order_terms.tasks", "tareas|funciones|actividades|tasks|duties|job duties|tarefas|taches" },
  { "order_terms.crop", "primary crop|cultivo|crop|cultura|culture" },
  { "order_terms.start_date",
    "requested start date need|start date|fecha inicio|inicio|inicia|starts|starts on|from|data inicio|date debut|"
    "debut" },
  { "order_terms.end_date",
    "requested end date need|end date|fecha termino|fecha fin|termino|fin|termina|ends|ends on|until|data fim|"
    "data termino|date fin" },
  { "order_terms.hours_week",
    "basic hours per week|basic number hours|horas semana|horas semanales|horas por semana|hours week|hours per week|"
    "weekly hours|"
    "heures semaine|heures par semaine" },
  { "order_terms.wage", "basic rate pay", IN_US },
  { "order_terms.wage", "wage|salario|sueldo|pago|wage offer|rate pay|pay|salaire|remuneracao|tarifa" },
  { "order_terms.wage_unit",
    "basic unit pay|unit pay|wage unit|unidad pago|unidad salario|periodo pago|pago por|salario por|unidade salario|"
    "unite salaire" },
  { "order_terms.wage_currency", "moneda|currency|moeda|devise|monnaie" },
  { "order_terms.overtime_wage", "overtime rate from|overtime|overtime rate|hora extra|pago hora extra" },
  { "order_terms.piece_rate", "destajo|piece rate|tarifa destajo" },
  { "order_terms.named", "nominal|nominativo|by name|named|nominatif" },
  { "order_terms.housing", "vivienda|alojamiento|housing|moradia|logement" },
  { "order_terms.transport", "transporte|transport" },
  { "order_terms.note", "observaciones|notas|nota|remarks|notes|note|observacoes|remarques" },

  { "order_destination_decision.result", "case status|result|resultado|decision|dictamen|status|resultat" },
  { "order_destination_decision.posts_certified", "nbr workers certified", IN_US },
  { "order_destination_decision.posts_certified",
    "workers certified|plazas autorizadas|plazas certificadas|vacantes autorizadas|puestos autorizados|"
    "posts certified|vagas autorizadas|postes autorises" },
  { "order_destination_decision.decided_on", "decision date|fecha decision|fecha resolucion|data decisao|"
                                             "date decision" },
  { "order_destination_decision.from", "certification begin date|certified from|autorizado desde|valido desde" },
  { "order_destination_decision.until", "certification end date|certified until|autorizado hasta|valido hasta" },

  { "employer_identity.legal_name",
    "employer name|employer|empleador|nombre empleador|patron|empresa|razon social|nombre empresa|company|legal name|"
    "granja|farm|"
    "empregador|nome empregador|employeur|nom employeur|entreprise" },
  { "employer_identity.trade_name", "trade name dba|trade name|dba|nombre comercial|nome fantasia|nom commercial" },
  { "employer_identity.tax_number", "rfc|nif|cif|ruc|tax number|ein|fein|numero fiscal|cnpj|siret|"
                                    "identificacion fiscal" },
  { "employer_identity.address",
    "employer address 1|employer address1|employer address|direccion empleador|domicilio empleador|endereco empregador|"
    "adresse employeur" },
  { "employer_identity.address_2", "employer address 2|employer address2" },
  { "employer_identity.place", "employer city|ciudad empleador|localidad empleador|cidade empregador|ville employeur" },
  { "employer_identity.admin_1", "employer state|estado empleador|provincia empleador|estado empregador|"
                                 "province employeur" },
  { "employer_identity.postal_code",
    "employer postal code|employer zip|employer zip code|codigo postal empleador|code postal employeur" },
  { "employer_identity.country", "employer country|pais empleador|pays employeur" },
  { "employer_identity.phone", "employer phone|telefono empleador|telefone empregador|telephone employeur" },
  { "employer_identity.email", "employer email|correo empleador|email employeur" },

  { "worksite_core.name", "worksite|worksite name|nombre finca|finca|rancho|lugar trabajo nombre" },
  { "worksite_core.place",
    "worksite city|alien work city|lugar trabajo|municipio trabajo|ciudad trabajo|localidad trabajo|worksite place|"
    "place work|"
    "local trabalho|lieu travail" },
  { "worksite_core.admin_1",
    "worksite state|alien work state|estado trabajo|provincia trabajo|provincia|province|state|estado|estado trabalho|"
    "province travail" },
  { "worksite_core.postal_code", "worksite postal code|worksite zip|codigo postal trabajo" },
  { "worksite_core.address", "worksite address|direccion trabajo|adresse travail" },
  { NULL }
};

/* Words that headers put between the others, and the short forms of some that they are full of. */
const char * const gol_import_small_words[] = {
  "de", "del", "la", "el", "los", "las", "lo", "un", "una", "en", "al", "su", "que", "y", "do", "da", "dos", "das", "o", "os", "um",
  "du", "des", "le", "les", "l", "d", "a", "of", "the", "on", "for", "to", NULL
};

const GolImportShort gol_import_short_words[] = {
  { "num", "numero" }, { "no", "numero" }, { "nro", "numero" }, { "nr", "numero" }, { "n", "numero" }, { "number",
                                                                                                         "numero" },
  { "fec", "fecha" }, { "fch", "fecha" }, { "f", "fecha" }, { "nac", "nacimiento" }, { "nacim", "nacimiento" },
  { "ap", "apellido" }, { "apell", "apellido" }, { "pat", "paterno" }, { "mat", "materno" },
  { "tel", "telefono" }, { "telef", "telefono" }, { "cel", "celular" }, { "pas", "pasaporte" }, { "pasap",
                                                                                                  "pasaporte" },
  { "dir", "direccion" }, { "muni", "municipio" }, { "mun", "municipio" }, { "mpio", "municipio" }, { "depto",
                                                                                                      "departamento" },
  { "dpto", "departamento" }, { "edo", "estado" }, { "cod", "codigo" }, { "venc", "vencimiento" }, { "exp",
                                                                                                     "experiencia" },
  { "temp", "temporadas" }, { "esc", "escolaridad" }, { "dt", "data" }, { "nasc", "nascimento" }, { "sol",
                                                                                                    "solicitados" },
  { NULL, NULL }
};

/*
 * Occupations of the United States' classification (SOC 2010) that job orders name, as the Bureau of Labor Statistics'
 * crosswalk has them in ISCO-08. What is not here is found by the title's words.
 */
const GolImportShort gol_import_soc[] = {
  { "35-1011", "3434" }, { "35-2012", "5120" }, { "35-2021", "9412" }, { "35-3031", "5131" }, { "37-3011", "9214" },
  { "45-2041", "7515" }, { "45-2091", "8341" }, { "45-2092", "9211" }, { "45-2093", "9212" }, { "45-2099", "9213" },
  { "45-3011", "9216" }, { "45-4011", "9215" }, { "45-4021", "6210" }, { "45-4022", "8341" }, { "47-2061", "9312" },
  { "49-3041", "7233" }, { "49-3042", "7233" }, { "51-3022", "7511" }, { "53-3032", "8332" }, { "53-7062", "9333" },
  { "53-7064", "9321" }, { NULL, NULL }
};
