/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GOL_ERROR (gol_error_quark ())

/**
 * GolError:
 * @GOL_ERROR_FAILED: the machine failed us (input and output, memory, a library)
 * @GOL_ERROR_USAGE: what was asked is not of the right form (an unknown field, option or command)
 * @GOL_ERROR_INVALID: a value or a stranger's bytes are not of their form
 * @GOL_ERROR_NOT_FOUND: no such record, file, officer or scheme is held here
 * @GOL_ERROR_EXISTS: what is to be made is there already
 * @GOL_ERROR_DENIED: this officer or this office may not
 * @GOL_ERROR_REFUSED: a rule of the scheme or of protection refuses
 * @GOL_ERROR_CONFLICT: somebody changed the same thing meanwhile
 * @GOL_ERROR_CORRUPT: what is stored is not what was stored
 * @GOL_ERROR_UNSUPPORTED: made by a newer version, or not built in
 * @GOL_ERROR_LOCKED: the passphrase does not open it
 * @GOL_ERROR_FULL: the disk is full
 * @GOL_ERROR_CANCELLED: the officer stopped it
 * @GOL_ERROR_BUSY: another program holds it; it may be free later
 *
 * What can go wrong in the world. Every message is a whole, translated sentence that a person can act on.
 * Programmer's errors are not here: they assert.
 */
typedef enum
{
  GOL_ERROR_FAILED,
  GOL_ERROR_USAGE,
  GOL_ERROR_INVALID,
  GOL_ERROR_NOT_FOUND,
  GOL_ERROR_EXISTS,
  GOL_ERROR_DENIED,
  GOL_ERROR_REFUSED,
  GOL_ERROR_CONFLICT,
  GOL_ERROR_CORRUPT,
  GOL_ERROR_UNSUPPORTED,
  GOL_ERROR_LOCKED,
  GOL_ERROR_FULL,
  GOL_ERROR_CANCELLED,
  GOL_ERROR_BUSY,
} GolError;

GQuark gol_error_quark (void);

G_END_DECLS
