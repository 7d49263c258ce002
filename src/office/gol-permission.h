/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-dictionary.h"
#include "gol-vault.h"

G_BEGIN_DECLS

/**
 * GolAccess:
 * @GOL_ACCESS_NONE: not hers
 * @GOL_ACCESS_OWN: only where her own office wrote it
 * @GOL_ACCESS_ACCEPTED: only of a worker whom the employer has accepted
 * @GOL_ACCESS_FULL: wherever this office holds it
 */
typedef enum
{
  GOL_ACCESS_NONE,
  GOL_ACCESS_OWN,
  GOL_ACCESS_ACCEPTED,
  GOL_ACCESS_FULL,
} GolAccess;

/**
 * GolRefusal:
 * Why a section may not be written, worst first.
 */
typedef enum
{
  GOL_REFUSAL_NONE,
  GOL_REFUSAL_AUDITOR,     /* reads, changes nothing */
  GOL_REFUSAL_ATTESTED,    /* the office writes it from the facts, nobody by hand */
  GOL_REFUSAL_OFFICE,      /* another kind of office keeps it */
  GOL_REFUSAL_PROTECTED,   /* needs the protected role */
  GOL_REFUSAL_SUPERVISOR,  /* a decision: needs a supervisor */
  GOL_REFUSAL_ROLE,        /* an account for accounts only */
} GolRefusal;

/* Both are functions of the dictionary alone: @party of the office's kind, @roles of the officer. */
GolAccess   gol_permission_read        (guint             party,
                                        guint             roles,
                                        const GolSection *section);
GolRefusal  gol_permission_write       (guint             party,
                                        guint             roles,
                                        const GolSection *section);

/* Whether writing it here is lodging it for another agency that sent it on paper. */
gboolean    gol_permission_on_behalf   (guint             party,
                                        const GolSection *section);

/* A whole sentence that says who can. */
void        gol_permission_set_error   (GolRefusal        refusal,
                                        const GolSection *section,
                                        GError          **error);

G_END_DECLS
