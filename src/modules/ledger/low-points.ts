import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import { isWorld, keepsBatches, type Posting } from '../../domain/books/ledger.js';
import type { Day } from '../../domain/measure/time.js';

/** A day on which an account would hold less than nothing. */
export interface LowPoint {
  readonly account: string;
  readonly day: Day;
  readonly commodity: string;
  readonly massMg: number;
}

interface Line {
  account: string;
  batchKey: string;
  commodity: string;
  agreementKey: string;
  origin: string;
  day: string;
  massMg: string | number;
}

/**
 * Where postings that are about to be booked would bring an account below zero on some day, of a batch and group where those
 * are kept apart; null where nowhere. The day by day sums are those of all postings of their batches.
 */
export async function lowPointWith(tx: EntityManager, postings: readonly Posting[]): Promise<LowPoint | null> {
  const added = postings.flatMap(linesOf);
  const batchIds = [...new Set(added.map(({ batchKey }) => batchKey))];
  if (batchIds.length === 0) return null;
  const booked = await runSql<Line>(tx, bookedSql(batchIds), [...batchIds, ...batchIds]);
  const touched = new Set(added.map(holdingKey));
  // Of several the one of the dry mass is told: the others follow from it.
  added.sort((a, b) => Number(b.commodity === DRY_MASS) - Number(a.commodity === DRY_MASS));
  const byHolding = new Map<string, Line[]>();
  for (const line of [...added, ...booked]) {
    const key = holdingKey(line);
    if (touched.has(key)) byHolding.set(key, [...(byHolding.get(key) ?? []), line]);
  }
  for (const lines of byHolding.values()) {
    const low = lowest(lines);
    if (low) return low;
  }
  return null;
}

function holdingKey({ account, batchKey, commodity, agreementKey, origin }: Line): string {
  return [account, batchKey, commodity, agreementKey, origin].join('|');
}

function linesOf(posting: Posting): Line[] {
  const { commodity, agreementId, origin, day, massMg } = posting;
  const rest = { commodity, agreementKey: agreementId ?? '', origin, day };
  return [
    { ...rest, account: posting.from, batchKey: posting.fromBatchId ?? '', massMg: -massMg },
    { ...rest, account: posting.to, batchKey: posting.toBatchId ?? '', massMg },
  ].filter(({ account }) => !isWorld(account) && keepsBatches(account));
}

function bookedSql(batchIds: readonly string[]): string {
  const side = (name: 'from' | 'to', sign: '-' | ''): string =>
    `SELECT "${name}Account" AS "account", "${name}BatchId" AS "batchKey", "commodity", "agreementKey", "origin", "day",
        ${sign}"massMg" AS "massMg" FROM "posting"
      WHERE "${name}BatchId" IN ${listOf(batchIds)} AND ("${name}Account" LIKE 'stock:%' OR "${name}Account" LIKE 'transit:%')`;
  const key = '"account", "batchKey", "commodity", "agreementKey", "origin", "day"';
  return `SELECT ${key}, SUM("massMg") AS "massMg" FROM (${side('from', '-')} UNION ALL ${side('to', '')}) AS "side"
    GROUP BY ${key}`;
}

/** The first day at whose end the sum of all until then is below zero. */
function lowest(lines: readonly Line[]): LowPoint | null {
  const days = [...new Set(lines.map(({ day }) => day))].sort();
  let massMg = 0;
  for (const day of days) {
    for (const line of lines) if (line.day === day) massMg += Number(line.massMg);
    if (massMg < 0) return { account: lines[0]?.account ?? '', day, commodity: lines[0]?.commodity ?? '', massMg };
  }
  return null;
}
