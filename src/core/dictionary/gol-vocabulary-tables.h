/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-vocabulary.h"

/* Each ends with an empty one. */
extern const GolVocabulary gol_vocabularies_people[];
extern const GolVocabulary gol_vocabularies_work[];
extern const GolVocabulary gol_vocabularies_protection[];
