import type { EntityManager } from 'typeorm';
import { isWip } from '../../domain/books/ledger.js';
import { listOf, runSql, toMg } from '../../database/index.js';
import { amountKey, sumOf, type Amount, type Holding, type Origin } from '../../domain/matter/holding.js';
import { signed } from '../../domain/measure/quantities.js';

interface BalanceLine {
  batchKey: string;
  commodity: string;
  agreementKey: string;
  origin: Origin;
  countryKey: string;
  massMg: string | number;
}

const CHUNK = 5_000;

/** What is in stock of batches, wherever they are; a batch of which nothing is there is not in the answer. */
export function stockOf(manager: EntityManager, batchIds: readonly string[]): Promise<Map<string, Holding>> {
  return heldIn(manager, 'stock:', batchIds);
}

/** What is on its way of batches. */
export function transitOf(manager: EntityManager, batchIds: readonly string[]): Promise<Map<string, Holding>> {
  return heldIn(manager, 'transit:', batchIds);
}

/** The account is compared in a way that no index serves: the few rows of a batch are found by the batch. */
async function heldIn(
  manager: EntityManager,
  prefix: string,
  batchIds: readonly string[],
): Promise<Map<string, Holding>> {
  const held: BalanceLine[] = [];
  for (let start = 0; start < batchIds.length; start += CHUNK) {
    const ids = batchIds.slice(start, start + CHUNK);
    const lines = await runSql<BalanceLine>(
      manager,
      `SELECT "batchKey", "commodity", "agreementKey", "origin", "countryKey", "massMg" FROM "balance"
        WHERE "batchKey" IN ${listOf(ids)} AND SUBSTR("account", 1, ${prefix.length}) = '${prefix}' AND "massMg" > 0`,
      ids,
    );
    held.push(...lines);
  }
  return holdingsOf(held);
}

/** Remainders fall to groups in this order: databases sort text each in their own way, so it is not left to them. */
function inOrder<Line extends BalanceLine>(lines: readonly Line[]): Line[] {
  const key = ({ batchKey, commodity, agreementKey, origin, countryKey }: Line): string =>
    `${batchKey}|${amountKey({ commodity, agreementId: agreementKey, origin, country: countryKey || null })}`;
  return lines
    .map((line) => ({ line, key: key(line) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line);
}

/** That something is left of a batch that a statement has under an alias, wherever it is. */
export function isLeftSql(batch: string): string {
  return `EXISTS (SELECT 1 FROM "balance" "h"
    WHERE "h"."batchKey" = "${batch}"."id" AND "h"."commodity" = 'dry-mass' AND "h"."massMg" > 0)`;
}

/** What left a site with a shipment, by batch: corrections by later assays included, what came back refused not taken off. */
export async function dispatchedOf(
  manager: EntityManager,
  { shipmentId, fromSiteId }: { readonly shipmentId: string; readonly fromSiteId: string },
  batchIds: readonly string[],
): Promise<Map<string, Holding>> {
  if (batchIds.length === 0) return new Map();
  const [stock, transit] = [`stock:${fromSiteId}`, `transit:${shipmentId}`];
  const lines = await runSql<BalanceLine>(
    manager,
    `SELECT "fromBatchId" AS "batchKey", "commodity", "agreementKey", "origin", "countryKey",
        SUM(CASE WHEN "toAccount" = ? THEN "massMg" ELSE -"massMg" END) AS "massMg"
      FROM "posting" WHERE "fromBatchId" IN ${listOf(batchIds)} AND "toBatchId" = "fromBatchId"
        AND (("fromAccount" = ? AND "toAccount" = ?) OR ("fromAccount" = ? AND "toAccount" = ?))
      GROUP BY "fromBatchId", "commodity", "agreementKey", "origin", "countryKey"`,
    [transit, ...batchIds, stock, transit, transit, stock],
  );
  return holdingsOf(lines.map((line) => ({ ...line, massMg: toMg(line.massMg) })).filter(({ massMg }) => massMg !== 0));
}

function holdingsOf(lines: readonly BalanceLine[]): Map<string, Holding> {
  const holdings = new Map<string, Amount[]>();
  for (const { batchKey, commodity, agreementKey, origin, countryKey, massMg } of inOrder(lines)) {
    const group = { agreementId: agreementKey || null, origin, country: countryKey || null };
    const amount = { ...group, commodity, massMg: toMg(massMg) };
    const known = holdings.get(batchKey);
    if (known) known.push(amount);
    else holdings.set(batchKey, [amount]);
  }
  return holdings;
}

/** A batch, and the run that it is an output of or the batch that it is a part of, if it is either. */
export interface BornBatch {
  readonly id: string;
  readonly runId: string | null;
  readonly parentId: string | null;
}

/** What has been told to a party: all that was recorded until an entry, and what it booked itself. */
interface Told {
  readonly untilId: string;
  readonly partyId: string;
}

/**
 * What batches held when they came to be, corrections by later assays and stamps included: the postings that brought
 * them in from the world, from their run, or as a part of another batch.
 *
 * @param told counts only what has been told to a party
 */
export async function contentsOfBatches(
  manager: EntityManager,
  batches: readonly BornBatch[],
  told?: Told,
): Promise<Map<string, Holding>> {
  const births = new Map(batches.map((batch) => [batch.id, batch]));
  const lines: BalanceLine[] = [];
  for (let start = 0; start < batches.length; start += CHUNK) {
    const ids = batches.slice(start, start + CHUNK).map(({ id }) => id);
    const values = told ? [...ids, told.untilId, told.partyId] : ids;
    for (const birth of await runSql<BirthLine>(manager, birthsSql(ids, told !== undefined), [...values, ...values])) {
      if (isBirth(births.get(birth.batchKey), birth)) lines.push(...linesOf(birth));
    }
  }
  return new Map([...holdingsOf(lines)].map(([id, amounts]) => [id, sumOf(amounts)]));
}

/** What came from one source into one batch, or went back there. */
interface BirthLine {
  readonly batchKey: string;
  readonly source: string;
  readonly sourceBatch: string | null;
  readonly sign: 1 | -1;
  /** Its postings as one text: read as rows, those of hundreds of batches would take several times as long. */
  readonly postings: string;
}

function linesOf({ batchKey, sign, postings }: BirthLine): BalanceLine[] {
  return postings.split(',').map((posting) => {
    const [commodity = '', agreementKey = '', origin, massMg = '', countryKey = ''] = posting.split(' ');
    return {
      batchKey,
      commodity,
      agreementKey,
      origin: origin as Origin,
      countryKey,
      massMg: signed(sign, toMg(massMg)),
    };
  });
}

/** A reversed draw comes back from a run or a part too, but not from where the batch itself came from. */
function isBirth(batch: BornBatch | undefined, { source, sourceBatch, batchKey }: BirthLine): boolean {
  if (source.startsWith('world:') || isWip(source)) return true;
  if (source.startsWith('process:')) return source === `process:${batch?.runId}`;
  return sourceBatch !== batchKey && sourceBatch === batch?.parentId;
}

function birthsSql(ids: readonly string[], isLimited: boolean): string {
  const limit = isLimited
    ? `AND EXISTS (SELECT 1 FROM "entry" "e" WHERE "e"."id" = "posting"."entryId"
        AND ("e"."id" <= ? OR "e"."partyId" = ?))`
    : '';
  const side = (source: string, target: string, sign: number): string => `
    SELECT "${target}BatchId" AS "batchKey", "${source}Account" AS "source", "${source}BatchId" AS "sourceBatch",
        ${sign} AS "sign",
        string_agg("commodity" || ' ' || "agreementKey" || ' ' || "origin" || ' ' || "massMg" || ' ' || "countryKey", ',') AS "postings"
      FROM "posting" WHERE "${target}BatchId" IN ${listOf(ids)} AND "${target}Account" LIKE 'stock:%'
        AND ("${source}Account" = 'world:primary-supply' OR ("${source}Account" LIKE 'wip:%' AND "counts" LIKE 'generated%') OR "${source}Account" LIKE 'process:%'
          OR "${source}BatchId" IS NULL OR "${source}BatchId" <> "${target}BatchId") ${limit}
      GROUP BY "${target}BatchId", "${source}Account", "${source}BatchId"`;
  return `${side('from', 'to', 1)} UNION ALL ${side('to', 'from', -1)}`;
}
