import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { runSql } from '../../database/index.js';
import { textSeenBy } from '../../domain/sight/sight.js';
import { EntryRow } from '../ledger/index.js';
import { atAnEnd, eyesSeeShipment, knowsPartySql, namedIn, positional, type BatchEyes } from '../sight/index.js';

/** That an entry has a posting of an agreement. */
export function posted(agreement: string, more = ''): string {
  return `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = entry.id AND "p"."agreementKey" ${agreement} ${more})`;
}

/** The shipments on which an entry stands. A reversal stands on nothing itself, but for what it reverses. */
const STANDS_ON = `SELECT 1 FROM "entry_subject" "s" JOIN "shipment" "h" ON "h"."id" = "s"."subjectId"
  WHERE "s"."entryId" = COALESCE(entry.reversesId, entry.id)`;

/** That the eyes see all of an entry. */
const WHOLE = `(entry.partyId = :eyes OR EXISTS (${STANDS_ON} AND ${atAnEnd('h', () => ':eyes')}))`;

/** By the two indexes of postings, so that the few entries of a batch are found without walking through all. */
const ON_BATCH = `entry.id IN (SELECT "f"."entryId" FROM "posting" "f" WHERE "f"."fromBatchId" = :batchId
  UNION SELECT "t"."entryId" FROM "posting" "t" WHERE "t"."toBatchId" = :batchId)`;

/** The entries of which the eyes see anything; where a batch is asked for, anything about it of those they see in part. */
export function visibleEntries(
  manager: EntityManager,
  eyes: BatchEyes,
  batchId?: string,
): SelectQueryBuilder<EntryRow> {
  const onBatch = batchId === undefined ? '' : `AND :batchId IN ("p"."fromBatchId", "p"."toBatchId")`;
  const conditions = [
    ...(eyes.only ? [] : [WHOLE]),
    ...(eyes.agreementIds.size > 0 ? [posted('IN (:...agreements)', onBatch)] : []),
  ];
  const query = manager
    .createQueryBuilder(EntryRow, 'entry')
    .where(conditions.length > 0 ? `(${conditions.join(' OR ')})` : '1 = 0', {
      ...{ eyes: eyes.partyId, agreements: [...eyes.agreementIds], batchId },
    });
  return batchId === undefined ? query : query.andWhere(ON_BATCH);
}

/** Of visible entries, that it may be told who booked them and when: all is seen of them, or `SightQueries.openAmong` has them. */
export function openEntries(query: SelectQueryBuilder<EntryRow>, eyes: BatchEyes): string {
  const places = { agreement: '"p"."agreementKey"', party: '"entry"."partyId"' };
  const ofMember = `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = "entry"."id"
    AND ${knowsPartySql(eyes, places, namedIn(query))})`;
  const isHidden = `EXISTS (${STANDS_ON} AND NOT ${eyesSeeShipment(eyes, 'h', namedIn(query))})`;
  const ways = [
    ...(eyes.only ? [] : [WHOLE]),
    ...(eyes.agreementIds.size > 0 ? [`(${ofMember} AND NOT ${isHidden})`] : []),
  ];
  return `(${['1 = 0', ...ways].join(' OR ')})`;
}

/** Of entries, those that the eyes see all of. */
export async function wholeEntries(
  manager: EntityManager,
  eyes: BatchEyes,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (eyes.only || ids.length === 0) return new Set();
  const query = manager.createQueryBuilder(EntryRow, 'entry').where('entry.id IN (:...ids)', { ids });
  const rows = await query.andWhere(WHOLE, { eyes: eyes.partyId }).getMany();
  return new Set(rows.map(({ id }) => id));
}

/** Of entries, those of which the eyes may read the reason. */
export async function reasonsTold(
  manager: EntityManager,
  eyes: BatchEyes,
  rows: readonly EntryRow[],
): Promise<ReadonlySet<string>> {
  const departures = await departuresAmong(manager, eyes, rows);
  const told = rows.filter(({ id, partyId: bookedBy }) => {
    return textSeenBy({ bookedBy, departsFrom: departures.get(id) ?? null }, eyes) !== 'nothing';
  });
  return new Set(told.map(({ id }) => id));
}

/** The entries by which a generator's by-product left an agreement of the eyes with a carve-out or as a breach. */
async function departuresAmong(
  manager: EntityManager,
  { agreementIds }: BatchEyes,
  rows: readonly EntryRow[],
): Promise<ReadonlyMap<string, string>> {
  if (rows.length === 0 || agreementIds.size === 0) return new Map();
  const { listed, values } = positional();
  const lines = await runSql<{ entryId: string; agreementId: string }>(
    manager,
    `SELECT "v"."entryId", "b"."agreementId" FROM "batch_event" "v" JOIN "batch" "b" ON "b"."id" = "v"."batchId"
        JOIN "entry" "e" ON "e"."id" = "v"."entryId"
        JOIN "agreement" "a" ON "a"."id" = "b"."agreementId" AND "a"."generatorId" = "e"."partyId"
      WHERE "v"."entryId" IN ${listed(rows.map(({ id }) => id))} AND "b"."agreementId" IN ${listed([...agreementIds])}
        AND "b"."kind" = 'by-product' AND ("v"."carveOut" IS NOT NULL OR "v"."breachReason" IS NOT NULL)`,
    values,
  );
  return new Map(lines.map(({ entryId, agreementId }) => [entryId, agreementId]));
}
