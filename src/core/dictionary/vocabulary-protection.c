/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gol-vocabulary-tables.h"

/* What goes wrong, and who is told: visits, incidents, complaints, screening, fees, scams. */

static const GolTerm severity[] = {
  { "low",    N_("Low"), "baja|leve|baixa|faible" },
  { "medium", N_("Medium"), "media|média|moyenne" },
  { "high",   N_("High"), "alta|grave|haute" },
  { "urgent", N_("Urgent"), "urgente" },
  { NULL }
};

static const GolTerm inspection[] = {
  { "good",       N_("In order"), "conforme|bien|cumple" },
  { "deficient",  N_("With deficiencies"), "deficiente|con observaciones" },
  { "unfit",      N_("Unfit"), "no apto|no conforme|inapto" },
  { "not_seen",   N_("Not seen"), "no revisado|no visto" },
  { NULL }
};

static const GolTerm finding[] = {
  { "wage",      N_("Wage"), "salario|salaire" },
  { "hours",     N_("Hours"), "horas|jornada|heures" },
  { "deductions", N_("Deductions"), "descuentos|descontos|retenues" },
  { "housing",   N_("Housing"), "vivienda|alojamiento|moradia|logement" },
  { "documents", N_("Papers held"), "documentos retenidos|retención de documentos" },
  { "safety",    N_("Safety"), "seguridad|segurança|sécurité" },
  { "contract",  N_("Contract not kept"), "contrato|contrat" },
  { "transport", N_("Transport"), "transporte" },
  { "fees",      N_("Fees taken"), "cobros|taxas|frais" },
  { "treatment", N_("Treatment of people"), "trato|tratamento|traitement" },
  { "other",     N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm visit_point[] = {
  { "contract",  N_("Contract"), "contrato" },
  { "pay_slip",  N_("Pay slip"), "recibo|nómina" },
  { "hours",     N_("Hours"), "horas|jornada" },
  { "housing",   N_("Housing"), "vivienda|alojamiento" },
  { "documents", N_("Papers in the workers’ own hands"), "documentos" },
  { "safety",    N_("Safety"), "seguridad" },
  { "water",     N_("Water and toilets"), "agua|baños" },
  { "health",    N_("Access to a doctor"), "salud|acceso a salud" },
  { "transport", N_("Transport"), "transporte" },
  { NULL }
};

static const GolTerm incident[] = {
  { "accident",    N_("Accident at work"), "accidente|accidente de trabajo|acidente" },
  { "illness",     N_("Illness"), "enfermedad|doença|maladie" },
  { "road",        N_("Road accident"), "accidente de tránsito|accidente vial" },
  { "death",       N_("Death"), "fallecimiento|muerte|morte|décès" },
  { "missing",     N_("Missing person"), "desaparición|ausencia" },
  { "conflict",    N_("Conflict"), "conflicto|conflito|conflit" },
  { "damage",      N_("Fire, flood or damage"), "incendio|inundación|daños" },
  { "arrest",      N_("Arrest"), "detención|arresto|detenção" },
  { "early_end",   N_("Early end of the work"), "terminación anticipada" },
  { "other",       N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm channel[] = {
  { "in_person",  N_("In person"), "en persona|em pessoa|en personne" },
  { "telephone",  N_("Telephone"), "teléfono|telefone|téléphone" },
  { "whatsapp",   N_("WhatsApp"), "whatsapp" },
  { "letter",     N_("Letter or e-mail"), "carta|correo|lettre|courriel" },
  { "web",        N_("Web form"), "formulario|web" },
  { "visit",      N_("During a visit"), "visita|visite" },
  { "evaluation", N_("Evaluation on return"), "evaluación|avaliação" },
  { "partner",    N_("Partner"), "socio|ong|parceiro" },
  { NULL }
};

static const GolTerm complaint[] = {
  { "pay",             N_("Pay"), "pago|salario|pagamento|paie" },
  { "hours",           N_("Hours"), "horas|jornada|heures" },
  { "deductions",      N_("Deductions"), "descuentos|descontos|retenues" },
  { "housing",         N_("Housing"), "vivienda|alojamiento|moradia|logement" },
  { "safety",          N_("Safety or injury"), "seguridad|lesión|accidente|sécurité" },
  { "health_access",   N_("Access to a doctor"), "acceso a salud|atención médica" },
  { "harassment",      N_("Harassment, also sexual"), "acoso|acoso sexual|assédio|harcèlement" },
  { "discrimination",  N_("Discrimination"), "discriminación|discriminação" },
  { "documents_held",  N_("Papers held back"), "documentos retenidos|retención de documentos" },
  { "recruitment_fee", N_("Fee for being recruited"), "cobro|cuota de reclutamiento" },
  { "contract_change", N_("Contract changed"), "cambio de contrato|sustitución de contrato" },
  { "reprisal",        N_("Reprisal"), "represalia|represália|représailles" },
  { "trafficking",     N_("Trafficking"), "trata|tráfico de pessoas|traite" },
  { "other",           N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm complaint_outcome[] = {
  { "remedied",   N_("Remedied"), "resuelta|resuelto|resolvido|résolu" },
  { "partly",     N_("Remedied in part"), "en parte|parcial" },
  { "referred",   N_("Referred"), "canalizada|derivada|encaminhado" },
  { "unfounded",  N_("Not confirmed"), "no confirmada|infundada" },
  { "withdrawn",  N_("Withdrawn by the person"), "desistida|retirada" },
  { "open",       N_("Without result"), "sin resultado" },
  { NULL }
};

/* ILO indicators of forced labour, 2012. */
static const GolTerm indicator[] = {
  { "abuse_of_vulnerability",  N_("Abuse of vulnerability"), "abuso de vulnerabilidad" },
  { "deception",               N_("Deception"), "engaño|engano|tromperie" },
  { "restriction_of_movement", N_("Restriction of movement"), "restricción de movimiento" },
  { "isolation",               N_("Isolation"), "aislamiento|isolamento|isolement" },
  { "violence",                N_("Physical and sexual violence"), "violencia|violência" },
  { "intimidation",            N_("Intimidation and threats"), "intimidación|amenazas|intimidação" },
  { "documents_retained",      N_("Retention of identity documents"), "retención de documentos" },
  { "wages_withheld",          N_("Withholding of wages"), "retención de salarios" },
  { "debt_bondage",            N_("Debt bondage"), "servidumbre por deudas" },
  { "abusive_conditions",      N_("Abusive working and living conditions"), "condiciones abusivas" },
  { "excessive_overtime",      N_("Excessive overtime"), "horas extra excesivas" },
  { NULL }
};

static const GolTerm screening_conclusion[] = {
  { "none",     N_("No sign"), "sin indicios" },
  { "watch",    N_("To be watched"), "seguimiento" },
  { "case",     N_("Protection case opened"), "caso de protección" },
  { "referred", N_("Referred to the authorities"), "referido a la autoridad" },
  { NULL }
};

/* Recruitment fees and related costs, ILO definition of 2019; the last is what no definition allows. */
static const GolTerm fee[] = {
  { "recruitment",    N_("Recruitment"), "reclutamiento|recrutamento|recrutement" },
  { "medical",        N_("Medical examination"), "examen médico|médico|exame médico" },
  { "insurance",      N_("Insurance"), "seguro|assurance" },
  { "skills_test",    N_("Test of skills"), "prueba|examen de habilidades" },
  { "training",       N_("Training"), "capacitación|treinamento|formation" },
  { "equipment",      N_("Clothes and tools"), "equipo|herramienta|équipement" },
  { "travel",         N_("Travel and lodging"), "viaje|pasaje|viagem|voyage" },
  { "administrative", N_("Visa, papers and administration"), "trámites|visa|administrativo" },
  { "illegitimate",   N_("Bribe, bond or unlawful deduction"), "soborno|fianza|mordida|suborno|pot de vin" },
  { NULL }
};

static const GolTerm remittance_method[] = {
  { "cash",   N_("Cash"), "efectivo|dinheiro|espèces" },
  { "bank",   N_("Bank account"), "cuenta|banco|banque" },
  { "mobile", N_("Mobile money"), "móvil|celular" },
  { "card",   N_("Card"), "tarjeta|cartão|carte" },
  { "carried", N_("Carried home"), "de mano|en mano" },
  { "other",  N_("Another"), "otro|outro|autre" },
  { NULL }
};

static const GolTerm appeal[] = {
  { "none",     N_("None"), "ninguno|sin apelación" },
  { "lodged",   N_("Lodged"), "presentada|interpuesta" },
  { "upheld",   N_("Sanction stays"), "confirmada" },
  { "reduced",  N_("Sanction shortened"), "reducida" },
  { "lifted",   N_("Sanction lifted"), "levantada|revocada" },
  { NULL }
};

static const GolTerm local_need[] = {
  { "vacancy",  N_("Vacancy"), "vacante|vaga|poste vacant" },
  { "training", N_("Training on offer"), "capacitación|formación" },
  { "service",  N_("Service that is missing"), "servicio" },
  { "product",  N_("Product that is bought elsewhere"), "producto" },
  { "works",    N_("Public works"), "obra pública" },
  { NULL }
};

static const GolTerm campaign_channel[] = {
  { "radio",   N_("Radio"), "radio|rádio" },
  { "poster",  N_("Posters"), "cartel|carteles|cartaz|affiche" },
  { "meeting", N_("Meetings"), "asamblea|reunión|reunião|réunion" },
  { "social",  N_("Social networks"), "redes sociales|redes|réseaux sociaux" },
  { "school",  N_("Schools"), "escuela|escola|école" },
  { "fair",    N_("Fairs"), "feria|feira|foire" },
  { "press",   N_("Press"), "prensa|imprensa|presse" },
  { NULL }
};

static const GolTerm scam[] = {
  { "false_offer",  N_("False offer"), "oferta falsa" },
  { "money_asked",  N_("Money asked for a place"), "cobro|pago por un lugar" },
  { "false_officer", N_("Somebody posing as the programme"), "suplantación" },
  { "false_papers", N_("False papers"), "documentos falsos" },
  { "data_taken",   N_("Papers or data taken"), "robo de datos" },
  { NULL }
};

const GolVocabulary gol_vocabularies_protection[] = {
  { "severity", severity },
  { "inspection", inspection },
  { "finding", finding },
  { "visit_point", visit_point },
  { "incident", incident },
  { "channel", channel },
  { "complaint", complaint },
  { "complaint_outcome", complaint_outcome },
  { "indicator", indicator },
  { "screening_conclusion", screening_conclusion },
  { "fee", fee },
  { "remittance_method", remittance_method },
  { "appeal", appeal },
  { "local_need", local_need },
  { "campaign_channel", campaign_channel },
  { "scam", scam },
  { NULL }
};
