/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gol-change.h"

G_BEGIN_DECLS

/*
 * What the hub keeps, as the hub sees it: nothing here tells of SQL, so that another database may stand behind it.
 *
 * Everything happens between begin and commit (or rollback). The first thing that goes wrong is remembered, what follows
 * does and finds nothing, and commit fails with it: so nobody has to look at each call, and nothing half-made stays.
 */
typedef struct _GolHubStorage GolHubStorage;

GolHubStorage *gol_hub_storage_open      (const char     *path,
                                          const guint8   *key,        /* 32 bytes */
                                          gboolean        create,
                                          GError        **error);
void           gol_hub_storage_close     (GolHubStorage  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubStorage, gol_hub_storage_close)

gboolean       gol_hub_storage_backup    (GolHubStorage  *self,
                                          const char     *path,
                                          const guint8   *key,
                                          GError        **error);

void           gol_hub_storage_begin     (GolHubStorage  *self);
gboolean       gol_hub_storage_is_sound  (GolHubStorage  *self);      /* nothing has gone wrong in this transaction */
/* Within a transaction: another process wrote since this was last asked. */
gboolean       gol_hub_storage_is_changed (GolHubStorage *self);
gboolean       gol_hub_storage_commit    (GolHubStorage  *self,
                                          GError        **error);
void           gol_hub_storage_rollback  (GolHubStorage  *self);
/* Within a transaction: what came after the mark can be taken back alone. */
void           gol_hub_storage_mark      (GolHubStorage  *self);
void           gol_hub_storage_keep      (GolHubStorage  *self);
void           gol_hub_storage_take_back (GolHubStorage  *self);

/* ── The hub itself ── */
void           gol_hub_storage_set       (GolHubStorage  *self,
                                          const char     *name,
                                          const char     *value);
char          *gol_hub_storage_get       (GolHubStorage  *self,
                                          const char     *name);      /* (nullable) */

/* ── Agencies and sites ── */

/**
 * GolHubAgency:
 * @agency: [a-z0-9]+, as in on_behalf_of
 * @kind: of gol-office-kind.h
 * @employer: (nullable): of an employer: its record
 * @districts: (nullable): those that it sees; none: all
 * @seal_key: (nullable): 32 bytes of X25519, in hexadecimal; known once an office of it is enrolled
 */
typedef struct
{
  char  *agency;
  char  *kind;
  guint  party;      /* of the kind */
  char  *employer;
  GStrv  districts;
  char  *seal_key;
} GolHubAgency;

void           gol_hub_agency_free       (GolHubAgency   *agency);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubAgency, gol_hub_agency_free)
void           gol_hub_storage_put_agency (GolHubStorage      *self,
                                           const GolHubAgency *agency);
GPtrArray     *gol_hub_storage_agencies  (GolHubStorage  *self);      /* of GolHubAgency, by name */

/* One enrolment of one office: it may be enrolled anew, with the next incarnation and another key. @code let it in. */
typedef struct
{
  char     *site;
  char     *agency;
  guint     incarnation;
  guint8    public_key[GOL_PUBLIC_KEY_BYTES];
  gboolean  frozen;
  char     *code;      /* its hash */
} GolHubSite;

void           gol_hub_site_free         (GolHubSite       *site);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubSite, gol_hub_site_free)
void           gol_hub_storage_put_site  (GolHubStorage    *self,
                                          const GolHubSite *site);
GolHubSite    *gol_hub_storage_site      (GolHubStorage    *self,
                                          const char       *site);    /* its newest incarnation; (nullable) */
GolHubSite    *gol_hub_storage_site_by_key (GolHubStorage *self,
                                          const guint8   *public_key);  /* of a newest incarnation; (nullable) */
GPtrArray     *gol_hub_storage_sites     (GolHubStorage    *self);    /* of GolHubSite: every incarnation */

/* Codes are kept as hashes, and one that was taken is gone. */
void           gol_hub_storage_put_code  (GolHubStorage  *self,
                                          const char     *hash,
                                          const char     *agency,
                                          gint64          until);
char          *gol_hub_storage_take_code (GolHubStorage  *self,
                                          const char     *hash,
                                          gint64          now);       /* the agency; (nullable) */
void           gol_hub_storage_add_failure (GolHubStorage *self,
                                          gint64          now);
guint          gol_hub_storage_failures  (GolHubStorage  *self,
                                          gint64          since);

/* ── Changes ── */

typedef struct
{
  gint64   id;           /* in the order of arrival */
  char    *site;
  GolLog   log;
  guint    incarnation;
  guint64  seq;
  char    *agency;       /* of the site */
  char    *hash;         /* in hexadecimal */
  char    *text;         /* as it was sent */
  char    *receipt;      /* as it travels */
  gboolean counts;       /* it is not quarantined */
} GolHubChange;

void           gol_hub_change_free       (GolHubChange   *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GolHubChange, gol_hub_change_free)
guint64        gol_hub_storage_next      (GolHubStorage  *self,
                                          GolLog          log);       /* hub_seq: counted inside the transaction */
gint64         gol_hub_storage_put_change (GolHubStorage      *self,
                                           const GolHubChange *change);   /* gives its id */
GolHubChange  *gol_hub_storage_change    (GolHubStorage  *self,
                                          gint64          id);        /* (nullable) */
GolHubChange  *gol_hub_storage_find      (GolHubStorage  *self,
                                          const char     *site,
                                          GolLog          log,
                                          guint           incarnation,
                                          guint64         seq);       /* 0: the last; (nullable) */

/* Of what record and section each leaf of an open change is that counts. */
typedef struct { char *record, *section; } GolHubLeaf;
void           gol_hub_storage_put_leaf  (GolHubStorage  *self,
                                          gint64          change,
                                          guint           index,
                                          const char     *record,
                                          const char     *section);
GPtrArray     *gol_hub_storage_leaves    (GolHubStorage  *self,
                                          gint64          change);    /* of GolHubLeaf, by index */
GArray        *gol_hub_storage_changes_of (GolHubStorage *self,
                                          const char     *record,
                                          gint64          before);    /* of gint64: in order */
gboolean       gol_hub_storage_knows     (GolHubStorage  *self,
                                          const char     *record);
gboolean       gol_hub_storage_is_shared (GolHubStorage  *self,
                                          const char     *record,
                                          const char     *agency);    /* another agency wrote in it */

/* ── Scope: the few fields that decide who sees what ── */

/* @stamp orders what two sites wrote: the greater one stands. FALSE when what is there is newer. */
gboolean       gol_hub_storage_put_link  (GolHubStorage  *self,
                                          const char     *record,
                                          const char     *field,
                                          const char     *value,      /* (nullable): cleared */
                                          const char     *stamp);
char          *gol_hub_storage_link      (GolHubStorage  *self,
                                          const char     *record,
                                          const char     *field);     /* (nullable) */
GStrv          gol_hub_storage_linked    (GolHubStorage  *self,
                                          const char     *field,
                                          const char     *value);     /* the records whose field is that */
GStrv          gol_hub_storage_records   (GolHubStorage  *self);      /* all that have a leaf */

/* What was last told to an agency of a record: 0 nothing; @lost: its clock when it was taken away. */
guint          gol_hub_storage_level     (GolHubStorage  *self,
                                          const char     *agency,
                                          const char     *record,
                                          char          **lost);      /* (nullable) */
void           gol_hub_storage_set_level (GolHubStorage  *self,
                                          const char     *agency,
                                          const char     *record,
                                          guint           level,
                                          const char     *lost);

/* ── Feeds ── */

typedef enum { GOL_HUB_FEED_CHANGE, GOL_HUB_FEED_GRANT, GOL_HUB_FEED_REVOKE } GolHubFeedKind;

typedef struct
{
  guint64         position;
  GolHubFeedKind  kind;
  gint64          change;
  char           *record;
} GolHubFeedRow;

void           gol_hub_storage_feed      (GolHubStorage  *self,
                                          const char     *agency,
                                          GolLog          log,
                                          GolHubFeedKind  kind,
                                          gint64          change,
                                          const char     *record);
GPtrArray     *gol_hub_storage_fed       (GolHubStorage  *self,
                                          const char     *agency,
                                          GolLog          log,
                                          guint64         after,
                                          guint           most);      /* of GolHubFeedRow */
guint64        gol_hub_storage_fed_last  (GolHubStorage  *self,
                                          const char     *agency,
                                          GolLog          log);       /* the position of the last row; 0: none */
void           gol_hub_storage_ack       (GolHubStorage  *self,
                                          const char     *site,
                                          GolLog          log,
                                          guint64         position);
guint64        gol_hub_storage_acked     (GolHubStorage  *self,
                                          const char     *site,
                                          GolLog          log);

G_END_DECLS
