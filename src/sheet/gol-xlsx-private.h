/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/xmlreader.h>

#include "gol-sheet-private.h"

G_BEGIN_DECLS

/*
 * One XML file inside the archive, read as a stream of nodes. No entity, document type or network is ever followed,
 * and what comes out of the archive is bounded: each part has a limit of its own, and none may be a thousand times
 * what it was packed into.
 */
typedef struct _GolPart GolPart;

GolPart     *gol_part_open       (const GolSource  *source,
                                  const char       *name,       /* "xl/workbook.xml", small and capital letters alike */
                                  guint64           limit,
                                  GError          **error);     /* GOL_ERROR_NOT_FOUND when there is none */
void         gol_part_close      (GolPart          *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolPart, gol_part_close)

/* The next node: *type is an xmlReaderTypes, XML_READER_TYPE_NONE at the end. */
gboolean     gol_part_read       (GolPart          *part,
                                  int              *type,
                                  GError          **error);
const char  *gol_part_name       (GolPart          *part);      /* of the element, without prefix */
gboolean     gol_part_is         (GolPart          *part,
                                  const char       *name);
gboolean     gol_part_is_empty   (GolPart          *part);      /* <c/>: no end will follow */
int          gol_part_depth      (GolPart          *part);
const char  *gol_part_text       (GolPart          *part);      /* of a text node */
char        *gol_part_attribute  (GolPart          *part,
                                  const char       *name);      /* (transfer full) (nullable), without prefix */
guint64      gol_part_done       (GolPart          *part);      /* bytes of the archive read for it, about */

/**
 * GolBook:
 *
 * What a sheet needs to be understood: where it lies, the strings that cells share, which styles are dates, and the
 * day that is 0.
 */
typedef struct
{
  char *name;               /* as its tab shows */
  char *part;
} GolBookSheet;

typedef struct
{
  GPtrArray  *sheets;       /* of GolBookSheet: those that can be seen, at least one, in the order of their tabs */
  char       *strings_part; /* (nullable) */
  char       *styles_part;  /* (nullable) */
  gboolean    from_1904;
  GArray     *formats;      /* of GolNumberFormat, by style */
  GString    *strings;      /* one after the other, each ended by \0 */
  GArray     *offsets;      /* of guint32 into @strings */
} GolBook;

gboolean     gol_book_read       (GolBook          *book,
                                  const GolSource  *source,
                                  GError          **error);
void         gol_book_clear      (GolBook          *book);

/* Text of <si> or <is>, from its start to its end: plain or in runs, without the phonetic guide. */
gboolean     gol_part_read_string (GolPart         *part,
                                   GString         *out,
                                   GError         **error);

G_END_DECLS
