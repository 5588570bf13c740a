import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { insertEntities, insertRows, listOf, runSql, UnitOfWork } from '../../database/index.js';
import { periodOf } from '../../domain/books/period-parts.js';
import type { Day } from '../../domain/measure/time.js';
import type { ListedSums, MonthSums } from '../../domain/production/month-sums.js';
import { catalogueDigest } from '../catalogue/index.js';
import { PlantSumsRow } from './plant-month.entity.js';

/** Counts up where sums are added up otherwise, or written otherwise. */
const RULES = 2;
const BASIS = createHash('sha256').update(`${RULES} ${catalogueDigest()}`).digest('hex');

const PUT_BACK = `ON CONFLICT ("siteId", "month") DO UPDATE
  SET "changes" = excluded."changes", "basis" = excluded."basis", "sums" = excluded."sums", "listed" = excluded."listed"`;

/** A site and month (`YYYY-MM`) or year (`YYYY`). */
export type PlantMonth = Pick<PlantSumsRow, 'siteId' | 'month'>;

/** What is known of a month or year. */
export interface PlantMonthState {
  /** How often it changed. */
  readonly changes: number;
  /** Its sums; null where none are kept, or they no longer hold. */
  readonly sums: MonthSums | null;
  /** Null where they were not asked for, too. */
  readonly listed: ListedSums | null;
}

/**
 * The class sums of the months and years of plants. What is kept says after how many changes of its month it was added up, and holds as long
 * as there were no more: so it does not matter when it is kept, nor by whom, nor what was booked meanwhile.
 */
@Injectable()
export class KeptSums implements OnModuleDestroy {
  private readonly logger = new Logger('KeptSums');
  private waiting: PlantSumsRow[] = [];
  private keeping: Promise<void> | null = null;

  constructor(private readonly work: UnitOfWork) {}

  /** Of months and years; one of which nothing is known is not in the answer. */
  async states(
    manager: EntityManager,
    siteId: string,
    months: readonly string[],
    { listed }: { readonly listed: boolean },
  ): Promise<Map<string, PlantMonthState>> {
    const names = [...months].sort();
    const [first = '', last = ''] = [names[0], names.at(-1)];
    const years = [siteId, first.slice(0, 4), `${last.slice(0, 4)}-12`];
    const rows = await runSql<State>(
      manager,
      `${statesSql('"siteId" = ? AND "month" BETWEEN ? AND ?', listed)} WHERE "k"."month" IN ${listOf(names)}`,
      [...years, ...years, ...years, BASIS, ...names],
    );
    return new Map(rows.map((row) => [row.month, stateOf(row)]));
  }

  /** Keeps sums as they were after so many changes. Whoever reads may not write, and need not wait. */
  keepSoon(all: readonly Omit<PlantSumsRow, 'basis'>[]): void {
    if (all.length === 0) return;
    this.waiting.push(...all.map((one) => ({ ...one, basis: BASIS })));
    this.keeping ??= this.keep();
  }

  /** Resolves when all is kept that was to be. */
  async settled(): Promise<void> {
    while (this.keeping) await this.keeping;
  }

  onModuleDestroy(): Promise<void> {
    return this.settled();
  }

  /** Says at the end of a unit that something changed of months. */
  changed(tx: EntityManager, months: readonly PlantMonth[]): void {
    if (months.length > 0) this.work.lastly(tx, countChanges, months);
  }

  private async keep(): Promise<void> {
    while (this.waiting.length > 0) {
      const rows = new Map(this.waiting.map((row) => [`${row.siteId}|${row.month}`, row]));
      this.waiting = [];
      try {
        await this.work.run((tx) => insertEntities(tx, PlantSumsRow, [...rows.values()], PUT_BACK));
      } catch (error) {
        // They are added up again whenever they are read.
        this.logger.warn(`Class sums are not kept: ${String(error)}`);
      }
    }
    this.keeping = null;
  }
}

interface State extends PlantMonth {
  readonly changes: number | string;
  readonly sums: string | null;
  readonly listed: string | null;
}

function stateOf({ changes, sums, listed }: State): PlantMonthState {
  return {
    changes: Number(changes),
    sums: sums === null ? null : (JSON.parse(sums) as MonthSums),
    listed: listed === null ? null : (JSON.parse(listed) as ListedSums),
  };
}

/** A year changes with its months; where nothing was booked since changes are counted there are none, and may be sums all the same. */
function statesSql(within: string, withListed: boolean): string {
  const year = 'SUBSTR("month", 1, 4)';
  return `SELECT "k"."siteId", "k"."month", "k"."changes", "s"."sums", ${withListed ? '"s"."listed"' : 'NULL'} AS "listed"
    FROM (
      SELECT "siteId", "month", MAX("changes") AS "changes" FROM (
        SELECT "siteId", "month", "changes" FROM "plant_month" WHERE ${within}
        UNION ALL SELECT "siteId", ${year}, SUM("changes") FROM "plant_month" WHERE ${within} GROUP BY "siteId", ${year}
        UNION ALL SELECT "siteId", "month", 0 FROM "plant_sums" WHERE ${within}
      ) AS "each" GROUP BY "siteId", "month"
    ) AS "k" LEFT JOIN "plant_sums" "s" ON "s"."siteId" = "k"."siteId" AND "s"."month" = "k"."month"
      AND "s"."changes" = "k"."changes" AND "s"."basis" = ?`;
}

/** The months and years of which sums are kept that hold. */
export async function keptMonths(manager: EntityManager): Promise<PlantMonth[]> {
  const sql = `SELECT "siteId", "month" FROM (${statesSql('1 = 1', false)}) AS "kept"
    WHERE "sums" IS NOT NULL ORDER BY "siteId", "month"`;
  return runSql<PlantMonth>(manager, sql, [BASIS]);
}

/** The month of a day at the site whose work in progress an account is. */
export function plantMonthOf(account: string, day: Day): PlantMonth {
  return { siteId: account.slice('wip:'.length), month: periodOf('month', day) };
}

/** Written once a unit and in the order of their keys, as totals are. */
async function countChanges(tx: EntityManager, months: readonly PlantMonth[]): Promise<void> {
  const keys = new Set(months.map(({ siteId, month }) => `${siteId}|${month}`));
  const rows = [...keys].sort().map((key) => [...key.split('|'), 1]);
  await insertRows(tx, { table: 'plant_month', columns: ['siteId', 'month', 'changes'], rows, added: 'changes' });
}
