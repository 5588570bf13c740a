import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { Posting } from '../../domain/books/ledger.js';
import { dayLinesOf, lowPointWith, type DayLine, type LowPoint } from '../../domain/books/low-points.js';
import { ofMg } from '../../domain/measure/quantities.js';

/** Where postings that are about to be booked would bring an account below zero on some day; null where nowhere. */
export async function lowPointInBooks(tx: EntityManager, postings: readonly Posting[]): Promise<LowPoint | null> {
  const batchIds = [...new Set(dayLinesOf(postings).map(({ batchKey }) => batchKey))];
  if (batchIds.length === 0) return null;
  const booked = await runSql<DayLine>(tx, bookedSql(batchIds), [...batchIds, ...batchIds]);
  return lowPointWith(
    postings,
    booked.map((line) => ({ ...line, massMg: ofMg(Number(line.massMg)) })),
  );
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
