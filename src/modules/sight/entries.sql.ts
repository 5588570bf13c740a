import type { EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import type { Viewer } from '../../domain/sight/viewer.js';
import { idsAmong, positional, type Listed } from './listed.js';
import { knowsPartySql } from './members.js';
import { isAtAnEndSql, seesShipmentSql } from './shipments.sql.js';

/** That an entry has a posting of some agreements. */
export function hasPostingSql(entry: string, agreements: string, more = ''): string {
  return `EXISTS (SELECT 1 FROM "posting" "p"
    WHERE "p"."entryId" = "${entry}"."id" AND "p"."agreementKey" IN ${agreements} ${more})`;
}

/** The shipments on which an entry stands. A reversal stands on nothing itself, but for what it reverses. */
const standsOn = (
  entry: string,
): string => `SELECT 1 FROM "entry_subject" "s" JOIN "shipment" "h" ON "h"."id" = "s"."subjectId"
  WHERE "s"."entryId" = COALESCE("${entry}"."reversesId", "${entry}"."id")`;

/** A party sees its own records: all of an entry is seen by whoever booked it, and by both ends of its shipment. */
function seesEntryWholeSql({ partyId, only }: Viewer, entry: string, listed: Listed): string {
  if (only) return '(1 = 0)';
  const party = (): string => listed([partyId]);
  return `("${entry}"."partyId" = ${party()}
    OR EXISTS (${standsOn(entry)} AND ${isAtAnEndSql('h', party)}))`;
}

/**
 * Entries, balances and traces leave other groups out: of an entry that one does not see whole, one sees the postings of one's
 * agreements.
 *
 * @param batchId where a batch is asked for, anything about it of the entries that one sees in part
 */
export function seesEntrySql(viewer: Viewer, entry: string, listed: Listed, batchId?: string): string {
  const whole = seesEntryWholeSql(viewer, entry, listed);
  if (viewer.agreementIds.size === 0) return whole;
  const agreements = listed([...viewer.agreementIds]);
  const onBatch = batchId === undefined ? '' : `AND ${listed([batchId])} IN ("p"."fromBatchId", "p"."toBatchId")`;
  return `(${whole} OR ${hasPostingSql(entry, agreements, onBatch)})`;
}

/**
 * Of entries that one sees, that it may be told who booked them and when: those that one sees whole, and those that a member of
 * the agreement of their postings booked, on no shipment that one does not see.
 *
 * @param agreementId counts only the postings of this one
 */
export function seesWhoBookedSql(viewer: Viewer, entry: string, listed: Listed, agreementId?: string): string {
  const whole = seesEntryWholeSql(viewer, entry, listed);
  if (viewer.agreementIds.size === 0) return whole;
  const places = { agreement: '"p"."agreementKey"', party: `"${entry}"."partyId"` };
  const ofAgreement = agreementId === undefined ? '' : `AND "p"."agreementKey" IN ${listed([agreementId])}`;
  const ofMember = `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = "${entry}"."id" ${ofAgreement}
    AND ${knowsPartySql(viewer, places, listed)})`;
  const isHidden = `EXISTS (${standsOn(entry)} AND NOT ${seesShipmentSql(viewer, 'h', listed)})`;
  return `(${whole} OR (${ofMember} AND NOT ${isHidden}))`;
}

/** Of entries, those that the viewer sees all of. */
export function entriesSeenWhole(
  manager: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return idsAmong(manager, { table: 'entry', ids }, (listed) => seesEntryWholeSql(viewer, 't', listed));
}

/** Of entries that the viewer sees, those of which they may be told who booked them and when, as `seesWhoBookedSql` says. */
export function entriesWithBooker(
  manager: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
  agreementId?: string,
): Promise<ReadonlySet<string>> {
  return idsAmong(manager, { table: 'entry', ids }, (listed) => seesWhoBookedSql(viewer, 't', listed, agreementId));
}

/**
 * Free text is answered to the other side of the agreement of a generator's by-product carve-out or breach: the agreement that
 * an entry departs from, by entry, of those that the viewer sees.
 */
export async function departedFrom(
  manager: EntityManager,
  { agreementIds }: Viewer,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (entryIds.length === 0 || agreementIds.size === 0) return new Map();
  const { listed, values } = positional();
  const lines = await runSql<{ entryId: string; agreementId: string }>(
    manager,
    `SELECT "v"."entryId", "b"."agreementId" FROM "batch_event" "v" JOIN "batch" "b" ON "b"."id" = "v"."batchId"
        JOIN "entry" "e" ON "e"."id" = "v"."entryId"
        JOIN "agreement" "a" ON "a"."id" = "b"."agreementId" AND "a"."generatorId" = "e"."partyId"
      WHERE "v"."entryId" IN ${listed(entryIds)} AND "b"."agreementId" IN ${listed([...agreementIds])}
        AND "b"."kind" = 'by-product' AND ("v"."carveOut" IS NOT NULL OR "v"."breachReason" IS NOT NULL)`,
    values,
  );
  return new Map(lines.map(({ entryId, agreementId }) => [entryId, agreementId]));
}

/** A party sees the balances of what it booked, of what is of its agreements, and of what travels to or from it. */
export function seesTotalSql({ partyId, agreementIds, only }: Viewer, listed: Listed): string {
  const ofAgreements = (): string =>
    agreementIds.size > 0 ? `"agreementKey" IN ${listed([...agreementIds])}` : '1 = 0';
  if (only) return ofAgreements();
  const travelling = (): string => `("account" LIKE 'transit:%' AND EXISTS (SELECT 1 FROM "shipment" "h"
    WHERE "h"."id" = SUBSTR("account", ${'transit:'.length + 1}) AND ${isAtAnEndSql('h', () => listed([partyId]))}))`;
  return `("partyId" = ${listed([partyId])} OR ${ofAgreements()} OR ${travelling()})`;
}
