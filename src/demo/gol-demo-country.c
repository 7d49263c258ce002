/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gol-demo-country.h"

/* Names that thousands bear, so that no combination points at anybody. */
#define SPANISH_WOMEN \
  "Adriana|Alejandra|Alicia|Alma|Amalia|Ana|Andrea|Angélica|Aurora|Beatriz|Bertha|Blanca|Brenda|Carmen|Carolina|Catalina|" \
  "Cecilia|Celia|Clara|Claudia|Concepción|Consuelo|Cristina|Daniela|Delia|Diana|Dolores|Elena|Elisa|Elsa|Elvira|Emilia|" \
  "Esperanza|Estela|Esther|Eva|Fátima|Flor|Francisca|Gabriela|Gloria|Graciela|Guadalupe|Hilda|Inés|Irene|Irma|Isabel|" \
  "Josefina|Juana|Julia|Karina|Laura|Leticia|Lidia|Lilia|Lorena|Lourdes|Lucía|Luisa|Luz|Magdalena|Marcela|Margarita|María|" \
  "Mariana|Marisol|Marta|Mercedes|Mónica|Nadia|Natalia|Norma|Olga|Olivia|Patricia|Paula|Petra|Pilar|Ramona|Raquel|Rebeca|" \
  "Rocío|Rosa|Rosario|Ruth|Sandra|Sara|Silvia|Sofía|Sonia|Susana|Teresa|Valeria|Verónica|Victoria|Virginia|Yolanda|Zoila"
#define SPANISH_MEN \
  "Abel|Adán|Adrián|Agustín|Alberto|Alejandro|Alfonso|Alfredo|Andrés|Ángel|Antonio|Armando|Arturo|Benito|Bernardo|Carlos|" \
  "César|Cristóbal|Daniel|David|Diego|Domingo|Eduardo|Efraín|Elías|Emilio|Enrique|Ernesto|Esteban|Eusebio|Federico|Felipe|" \
  "Félix|Fernando|Fidel|Francisco|Gabriel|Gerardo|Gilberto|Gregorio|Guillermo|Gustavo|Héctor|Hugo|Humberto|Ignacio|Isaac|" \
  "Isidro|Ismael|Iván|Jacinto|Jaime|Javier|Jesús|Joaquín|Jorge|José|Juan|Julián|Julio|Leonardo|Lorenzo|Luis|Manuel|Marcos|" \
  "Mario|Martín|Mateo|Mauricio|Miguel|Moisés|Nicolás|Octavio|Omar|Óscar|Pablo|Pascual|Pedro|Rafael|Ramón|Raúl|Raymundo|" \
  "Ricardo|Roberto|Rodrigo|Rogelio|Rubén|Salvador|Samuel|Santiago|Santos|Sebastián|Sergio|Simón|Tomás|Vicente|Víctor"
#define SPANISH_SURNAMES \
  "García|Hernández|Martínez|López|González|Rodríguez|Pérez|Sánchez|Ramírez|Flores|Cruz|Gómez|Morales|Vásquez|Reyes|Jiménez|" \
  "Torres|Díaz|Gutiérrez|Ruiz|Mendoza|Aguilar|Ortiz|Moreno|Castillo|Romero|Álvarez|Méndez|Chávez|Rivera|Juárez|Ramos|" \
  "Domínguez|Herrera|Medina|Castro|Vargas|Guzmán|Velázquez|Rojas|Contreras|Salazar|Luna|Ortega|Guerrero|Santiago|Estrada|" \
  "Bautista|Cortés|Soto|Alvarado|Espinoza|Lara|Ávila|Ríos|Cervantes|Silva|Delgado|Vega|Márquez|Sandoval|Carrillo|León|Mejía|" \
  "Solís|Núñez|Rosas|Valdez|Ibarra|Campos|Santos|Camacho|Peña|Maldonado|Navarro|Rosales|Acosta|Miranda|Trejo|Cabrera|" \
  "Valencia|Nava|Castañeda|Pacheco|Robles|Molina|Fuentes|Rangel|Huerta|Meza|Padilla|Espinosa|Cárdenas|Salas|Orozco|Montes|" \
  "Barrera|Zamora|Ochoa|Serrano|Tapia|Olvera|Arellano|Galván|Calderón|Villanueva|Bravo|Escobar|Cisneros|Figueroa|Parra|" \
  "Valenzuela|Quintero|Suárez|Zavala|Tovar|Palacios|Benítez|Cordero|Arias|Barrios|Franco|Lozano|Macías|Esquivel|Paredes|" \
  "Ponce|Quiroz|Rocha|Saavedra|Téllez|Ugalde|Villegas|Yáñez|Zúñiga|Bernal|Corona|Duarte|Enríquez|Ferrer|Granados|Hidalgo"

static const GolDemoRegion mexico[] = {
  { "Oaxaca", "MX-OAX", "OC", "Oaxaca de Juárez|Juchitán de Zaragoza|Santiago Jamiltepec|Tlaxiaco|Huajuapan de León", "spa|zap|qmx" },
  { "Chiapas", "MX-CHP", "CS", "San Cristóbal de las Casas|Ocosingo|Comitán de Domínguez|Las Margaritas|Tapachula", "spa|tzh|tzo" },
  { "Veracruz", "MX-VER", "VZ", "Papantla|Martínez de la Torre|Zongolica|San Andrés Tuxtla|Córdoba", "spa|nah|qto" },
  { "Puebla", "MX-PUE", "PL", "Tehuacán|Cuetzalan del Progreso|Zacatlán|Huauchinango|Ajalpan", "spa|nah|qto" },
  { "Michoacán", "MX-MIC", "MN", "Uruapan|Zamora|Apatzingán|Zitácuaro|Cherán", "spa|pua" },
  { "Guerrero", "MX-GRO", "GR", "Tlapa de Comonfort|Chilapa de Álvarez|Iguala de la Independencia|Ometepec|Taxco de Alarcón", "spa|nah|qmx" },
  { "Hidalgo", "MX-HID", "HG", "Ixmiquilpan|Huejutla de Reyes|Actopan|Tulancingo de Bravo|Zimapán", "spa|oto|nah" },
  { "México", "MX-MEX", "MC", "Atlacomulco|Tejupilco|Villa Victoria|Tenancingo|San Felipe del Progreso", "spa|oto" },
  { "Guanajuato", "MX-GUA", "GT", "Dolores Hidalgo|San Luis de la Paz|Acámbaro|Salvatierra|Pénjamo", "spa" },
  { "Tlaxcala", "MX-TLA", "TL", "Huamantla|Apizaco|Calpulalpan|Chiautempan|Tlaxco", "spa|nah" },
  { "Yucatán", "MX-YUC", "YN", "Tizimín|Valladolid|Oxkutzcab|Ticul|Peto", "spa|yua" },
  { "Morelos", "MX-MOR", "MS", "Cuautla|Jojutla|Tepoztlán|Ayala|Yautepec", "spa|nah" },
  { "Zacatecas", "MX-ZAC", "ZS", "Fresnillo|Jerez|Río Grande|Sombrerete|Pinos", "spa" },
  { "San Luis Potosí", "MX-SLP", "SP", "Tamazunchale|Ciudad Valles|Rioverde|Matehuala|Xilitla", "spa|nah" },
  { "Jalisco", "MX-JAL", "JC", "Autlán de Navarro|Lagos de Moreno|Tepatitlán de Morelos|Ciudad Guzmán|Ameca", "spa" },
  { "Tabasco", "MX-TAB", "TC", "Comalcalco|Huimanguillo|Macuspana|Cárdenas|Tenosique", "spa" },
};

static const GolDemoRegion guatemala[] = {
  { "Chimaltenango", "GT-04", "04", "Chimaltenango|San José Poaquil|San Martín Jilotepeque|Comalapa|Santa Apolonia", "spa|cak" },
  { "Totonicapán", "GT-08", "08", "Totonicapán|San Cristóbal Totonicapán|San Francisco El Alto|San Andrés Xecul|Momostenango", "spa|quc" },
  { "Quetzaltenango", "GT-09", "09", "Quetzaltenango|Salcajá|Olintepeque|San Carlos Sija|Sibilia", "spa|quc|mam" },
  { "San Marcos", "GT-12", "12", "San Marcos|San Pedro Sacatepéquez|San Antonio Sacatepéquez|Comitancillo|San Miguel Ixtahuacán", "spa|mam" },
  { "Huehuetenango", "GT-13", "13", "Huehuetenango|Chiantla|Malacatancito|Cuilco|Nentón", "spa|mam|kjb" },
  { "Quiché", "GT-14", "14", "Santa Cruz del Quiché|Chiché|Chinique|Zacualpa|Chajul", "spa|quc" },
  { "Alta Verapaz", "GT-16", "16", "Cobán|Santa Cruz Verapaz|San Cristóbal Verapaz|Tactic|Tamahú", "spa|kek" },
};

static const GolDemoRegion morocco[] = {
  { "Gharb", "MA-04", NULL, "Kénitra|Sidi Slimane|Sidi Kacem|Souk El Arbaa|Moulay Bousselham", "ary" },
  { "Loukkos", "MA-01", NULL, "Larache|Ksar El Kébir|Ouezzane|Tétouan|Chefchaouen", "ary|rif" },
  { "Béni Mellal", "MA-05", NULL, "Béni Mellal|Khénifra|Azilal|Fquih Ben Salah|Khouribga", "ary|zgh" },
  { "Souss", "MA-09", NULL, "Taroudant|Chtouka|Tiznit|Biougra|Oulad Teïma", "ary|shi" },
  { "Chaouia", "MA-06", NULL, "Settat|Berrechid|El Jadida|Sidi Bennour|Azemmour", "ary" },
};

static const GolDemoRegion ecuador[] = {
  { "Loja", "EC-L", "11", "Loja|Saraguro|Catamayo|Macará|Cariamanga", "spa|que" },
  { "Manabí", "EC-M", "13", "Portoviejo|Chone|Jipijapa|Santa Ana|Calceta", "spa" },
  { "Los Ríos", "EC-R", "12", "Babahoyo|Quevedo|Vinces|Ventanas|Baba", "spa" },
  { "Chimborazo", "EC-H", "06", "Riobamba|Guamote|Alausí|Colta|Chunchi", "spa|que" },
  { "Imbabura", "EC-I", "10", "Ibarra|Otavalo|Cotacachi|Antonio Ante|Pimampiro", "spa|que" },
};

static const GolDemoRegion honduras[] = {
  { "Choluteca", "HN-CH", "06", "Choluteca|Apacilagua|Concepción de María|Duyure|El Corpus", "spa" },
  { "Intibucá", "HN-IN", "10", "La Esperanza|Camasca|Colomoncagua|Concepción|Dolores", "spa" },
  { "Lempira", "HN-LE", "13", "Gracias|Belén|Candelaria|Cololaca|Erandique", "spa" },
  { "Colón", "HN-CL", "02", "Trujillo|Balfate|Iriona|Limón|Sabá", "spa|cab" },
  { "Olancho", "HN-OL", "15", "Juticalpa|Campamento|Catacamas|Concordia|Dulce Nombre de Culmí", "spa|miq" },
};

static const GolDemoRegion el_salvador[] = {
  { "Usulután", "SV-US", NULL, "Usulután|Jiquilisco|Berlín|Santiago de María|Jucuapa", "spa" },
  { "Ahuachapán", "SV-AH", NULL, "Ahuachapán|Atiquizaya|Tacuba|Apaneca|Jujutla", "spa" },
  { "Morazán", "SV-MO", NULL, "San Francisco Gotera|Jocoro|Corinto|Osicala|Perquín", "spa" },
  { "Chalatenango", "SV-CH", NULL, "Chalatenango|La Palma|Nueva Concepción|Tejutla|San Ignacio", "spa" },
};

static const GolDemoRegion peru[] = {
  { "Ayacucho", "PE-AYA", NULL, "Huamanga|Huanta|San Miguel|Puquio|Coracora", "spa|que" },
  { "Piura", "PE-PIU", NULL, "Chulucanas|Sullana|Huancabamba|Ayabaca|Sechura", "spa" },
  { "Puno", "PE-PUN", NULL, "Juliaca|Azángaro|Ilave|Juli|Huancané", "spa|que|aym" },
  { "Cajamarca", "PE-CAJ", NULL, "Jaén|Chota|Cutervo|Celendín|San Ignacio", "spa" },
};

static const GolDemoRegion colombia[] = {
  { "Nariño", "CO-NAR", NULL, "Pasto|Ipiales|Túquerres|La Unión|Samaniego", "spa" },
  { "Cauca", "CO-CAU", NULL, "Popayán|Santander de Quilichao|El Tambo|Silvia|Bolívar", "spa" },
  { "Valle del Cauca", "CO-VAC", NULL, "Palmira|Tuluá|Buga|Cartago|Sevilla", "spa" },
  { "Huila", "CO-HUI", NULL, "Neiva|Pitalito|Garzón|La Plata|Gigante", "spa" },
};

#define REGIONS(array) .regions = array, .n_regions = G_N_ELEMENTS (array)

const GolDemoCountry gol_demo_countries[] = {
  { "MX", "MEX", 46, "curp", 'N', "52", 10, TRUE, SPANISH_WOMEN, SPANISH_MEN, SPANISH_SURNAMES, REGIONS (mexico) },
  { "GT", "GTM", 20, "gt-cui", 'G', "502", 8, TRUE, SPANISH_WOMEN, SPANISH_MEN,
    "Tzul|Ajú|Batz|Caal|Chávez|Choc|Chub|Cuc|Hernández|Ixcoy|López|Mateo|Méndez|Morales|Ordóñez|Pérez|Pop|Quej|Ramírez|Sacalxot|"
    "Tum|Tzoc|Vásquez|Velásquez|Xitumul|Xol|Yat|Yax|Zapeta|Gómez|García|Ramos|Reyes|Saquic|Sis|Tecú|Toj|Us|Castro|Cux|"
    "Chajal|Coc|Domingo|Francisco|Jerónimo|Juan|Lucas|Mejía|Osorio|Pascual|Raymundo|Sánchez|Santizo|Tepaz|Bámaca|Cifuentes",
    REGIONS (guatemala) },
  { "MA", "MAR", 10, "ma-cnie", 'M', "212", 9, FALSE,
    "Aïcha|Amal|Amina|Asmae|Aziza|Bouchra|Fadma|Fatiha|Fatima|Ghizlane|Habiba|Hafida|Halima|Hanane|Hayat|Houda|Ikram|Imane|"
    "Jamila|Karima|Khadija|Laila|Latifa|Malika|Mina|Mounia|Naïma|Najat|Nawal|Nezha|Rabia|Rachida|Rkia|Saadia|Saida|Samira|"
    "Sanae|Siham|Souad|Touria|Yamina|Zahra|Zineb|Zohra",
    "Abdelaziz|Abdelkader|Abdellah|Ahmed|Ali|Aziz|Brahim|Driss|Hamid|Hassan|Hicham|Ibrahim|Idriss|Jamal|Kamal|Karim|Khalid|"
    "Lahcen|Larbi|Mehdi|Mohamed|Mostafa|Mourad|Mustapha|Nabil|Najib|Omar|Othmane|Rachid|Redouane|Said|Salah|Samir|Tarik|"
    "Youssef|Zakaria",
    "Alaoui|Amrani|Azzouzi|Bakkali|Benali|Benjelloun|Bennani|Berrada|Bouazza|Bouchaib|Chakir|Chraibi|Daoudi|El Fassi|El Idrissi|"
    "El Mansouri|El Yacoubi|Fikri|Ghazi|Hachimi|Haddad|Hajji|Hamdaoui|Idrissi|Jabri|Kabbaj|Kadiri|Lahlou|Lamrani|Mansouri|"
    "Mernissi|Naciri|Ouazzani|Oubella|Rahmani|Sabri|Saidi|Slimani|Tahiri|Tazi|Touhami|Wahbi|Yacoubi|Zaoui|Zerouali|Ziani",
    REGIONS (morocco) },
  { "EC", "ECU", 6, "ec-ci", 'E', "593", 9, TRUE, SPANISH_WOMEN, SPANISH_MEN, SPANISH_SURNAMES "|Guamán|Quishpe|Toapanta|Chango|Morocho|Sisa|Tenesaca|Yumbla", REGIONS (ecuador) },
  { "HN", "HND", 6, "hn-dni", 'H', "504", 8, TRUE, SPANISH_WOMEN, SPANISH_MEN, SPANISH_SURNAMES, REGIONS (honduras) },
  { "SV", "SLV", 4, "sv-dui", 'S', "503", 8, TRUE, SPANISH_WOMEN, SPANISH_MEN, SPANISH_SURNAMES, REGIONS (el_salvador) },
  { "PE", "PER", 4, "pe-dni", 'P', "51", 9, TRUE, SPANISH_WOMEN, SPANISH_MEN, SPANISH_SURNAMES "|Quispe|Mamani|Huamán|Condori|Ccori|Choque", REGIONS (peru) },
  { "CO", "COL", 4, "co-cedula", 'C', "57", 10, TRUE, SPANISH_WOMEN, SPANISH_MEN, SPANISH_SURNAMES, REGIONS (colombia) },
  { NULL }
};
