import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { Step } from '../../domain/acts/act.js';
import type { Writing } from '../../domain/acts/merge.js';
import type { Batch } from '../../domain/acts/records.js';
import type { Day } from '../../domain/measure/time.js';
import { Acts } from '../ledger/index.js';
import { KeptSums, plantMonthOf, type PlantMonth } from '../plant/index.js';

const WIP = 'wip:';
/** Batches that one statement asks for, four times each. */
const MOST_ASKED = 5_000;
/** What the balance of a plant reads of a batch beside what moved. */
const READ: readonly (keyof Batch)[] = [
  ...(['assayId', 'rootId', 'kind', 'product', 'stream', 'supplierName'] as const),
  ...(['netMg', 'dryMg', 'moisturePpm', 'oilPpm'] as const),
];

/**
 * Counts what changes of the months of plants, so that class sums that were added up before no longer hold. Of what moved a second
 * time all its months change: as long as it stood in one of them alone it was added up with everything else.
 */
@Injectable()
export class PlantMarks implements OnModuleInit {
  constructor(
    private readonly acts: Acts,
    private readonly kept: KeptSums,
  ) {}

  onModuleInit(): void {
    this.acts.watch((tx, written) => this.mark(tx, written));
  }

  private async mark(tx: EntityManager, { booked, parts, steps, records }: Writing): Promise<void> {
    const months: PlantMonth[] = [];
    const batchIds = new Set(steps.filter(isRead).map(({ before }) => before.id));
    for (const record of records) {
      if (record.kind === 'magnetLot' && record.does === 'change') batchIds.add(record.before.id);
    }
    for (const { from, to, fromBatchId, toBatchId, day } of booked.flatMap(({ postings }) => postings)) {
      for (const account of [from, to]) {
        if (!account.startsWith(WIP)) continue;
        months.push(plantMonthOf(account, day));
        for (const id of [fromBatchId, toBatchId]) if (id !== null) batchIds.add(id);
      }
    }
    // Of what comes to be with this and is no part of anything, nothing moved before.
    for (const { row } of parts) if (row.rootId === row.id) batchIds.delete(row.id);
    months.push(...(await monthsOf(tx, [...batchIds])));
    this.kept.changed(tx, months);
  }
}

function isRead({ before, change }: Step): boolean {
  return READ.some((name) => name in change && change[name] !== before[name]);
}

/** The months in which batches moved, or anything that was weighed with them. */
async function monthsOf(tx: EntityManager, all: readonly string[]): Promise<PlantMonth[]> {
  if (all.length === 0) return [];
  const batchIds = all.slice(0, MOST_ASKED);
  const moved = (side: 'from' | 'to', wip: 'from' | 'to'): string => `SELECT "p"."${wip}Account" AS "account", "p"."day"
    FROM "batch" "b" JOIN "batch" "m" ON "m"."rootId" = "b"."rootId" JOIN "posting" "p" ON "p"."${side}BatchId" = "m"."id"
    WHERE "b"."id" IN ${listOf(batchIds)} AND "p"."${wip}Account" LIKE 'wip:%'`;
  const ways = (['from', 'to'] as const).flatMap((side) => (['from', 'to'] as const).map((wip) => moved(side, wip)));
  const rows = await runSql<{ account: string; day: Day }>(
    tx,
    ways.join(' UNION '),
    ways.flatMap(() => [...batchIds]),
  );
  const months = rows.map(({ account, day }) => plantMonthOf(account, day));
  return [...months, ...(await monthsOf(tx, all.slice(MOST_ASKED)))];
}
