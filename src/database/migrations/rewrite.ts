import type { EntityManager, QueryRunner } from 'typeorm';
import { changeRows, insertRows, listOf, runSql, type Value } from '../bulk.js';
import { allowChanges, forbidChanges } from './table.js';
import { recomputeTotals } from './totals.js';

/*
 * Stored postings say what happened and are never changed, but for what a later version of the rules works out from the
 * same acts otherwise: the day on which a posting counts, what it counts to, the name of an account, its group. The masses,
 * batches, commodities and the order of the entries stay what they were.
 */

/** A posting as it is stored. */
export interface StoredPosting {
  readonly entryId: string;
  readonly ordinal: number;
  readonly day: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  readonly partyId: string;
  readonly commodity: string;
  readonly agreementKey: string;
  readonly origin: string;
  readonly massMg: number;
  /** As `sent- refused+`: measures with their signs. */
  readonly counts: string;
  readonly usabilityPpm: number;
}

const CHANGEABLE = ['day', 'fromAccount', 'toAccount', 'counts', 'agreementKey', 'origin'] as const;

/** What may become of a stored posting. */
export type PostingChange = Partial<Pick<StoredPosting, (typeof CHANGEABLE)[number]>>;

export interface Rewriting {
  /** Done first, while the entries may be changed too: `occurredOn`, and what follows from it elsewhere. */
  readonly entries?: (runner: QueryRunner) => Promise<void>;
  /**
   * What becomes of each posting of a page, in the order of the page; null for those that stay. Pages come in the order of
   * entries and ordinals; the postings of one entry may lie in two pages.
   */
  readonly postings: (page: readonly StoredPosting[]) => Promise<readonly (PostingChange | null)[]>;
}

const PAGE = 1_000;
const BOOKS = ['entry', 'posting'];

/**
 * Rewrites stored postings page by page while the triggers that forbid it are away, recomputes balances and totals from the
 * postings, writes down in `migration_change` how many postings of which measure and account were rewritten, and puts the
 * triggers back. PostgreSQL's trigger against `TRUNCATE` is in nobody's way and stays. All in the migration's transaction.
 *
 * @param migration its name, as in its class
 */
export async function rewriteBooks(
  runner: QueryRunner,
  migration: string,
  { entries, postings }: Rewriting,
): Promise<void> {
  for (const table of BOOKS) await allowChanges(runner, table);
  await entries?.(runner);
  const tally = new Tally();
  for (let after: StoredPosting | undefined; ;) {
    const page = await pageAfter(runner.manager, after);
    after = page.at(-1);
    if (!after) break;
    await rewritePage(runner.manager, page, await postings(page), tally);
  }
  await recomputeTotals(runner.manager);
  await tally.write(runner.manager, migration);
  for (const table of BOOKS) await forbidChanges(runner, table);
}

async function pageAfter(manager: EntityManager, after: StoredPosting | undefined): Promise<StoredPosting[]> {
  const rows = await runSql<StoredPosting & { massMg: string | number }>(
    manager,
    `SELECT * FROM "posting" WHERE ("entryId", "ordinal") > (?, ?) ORDER BY "entryId", "ordinal" LIMIT ${PAGE}`,
    [after?.entryId ?? '', after?.ordinal ?? -1],
  );
  return rows.map((row) => ({ ...row, massMg: Number(row.massMg) }));
}

async function rewritePage(
  manager: EntityManager,
  page: readonly StoredPosting[],
  changes: readonly (PostingChange | null)[],
  tally: Tally,
): Promise<void> {
  const rows: Value[][] = [];
  for (const [index, before] of page.entries()) {
    const after = { ...before, ...changes[index] };
    if (CHANGEABLE.every((name) => after[name] === before[name])) continue;
    rows.push([before.entryId, before.ordinal, ...CHANGEABLE.map((name) => after[name])]);
    tally.add(before, after);
  }
  if (rows.length === 0) return;
  const sets = CHANGEABLE.map((name, index) => `"${name}" = "new"."column${index + 3}"`).join(', ');
  await changeRows(
    manager,
    `UPDATE "posting" SET ${sets} FROM (VALUES ${rows.map((row) => listOf(row)).join(', ')}) AS "new"
      WHERE "posting"."entryId" = "new"."column1" AND "posting"."ordinal" = CAST("new"."column2" AS integer)`,
    rows.flat(),
  );
}

/** How many postings were rewritten, by each measure that they counted to or now count to and each account they touch. */
class Tally {
  private readonly counts = new Map<string, { measure: string; account: string; postings: number }>();

  add(...versions: readonly StoredPosting[]): void {
    const measures = new Set(versions.flatMap(({ counts }) => measuresIn(counts)));
    const accounts = new Set(versions.flatMap(({ fromAccount, toAccount }) => [fromAccount, toAccount].map(kindOf)));
    for (const measure of measures.size > 0 ? measures : ['']) {
      for (const account of accounts) {
        const key = `${measure}|${account}`;
        const postings = (this.counts.get(key)?.postings ?? 0) + 1;
        this.counts.set(key, { measure, account, postings });
      }
    }
  }

  async write(manager: EntityManager, migration: string): Promise<void> {
    await insertRows(manager, {
      table: 'migration_change',
      columns: ['migration', 'measure', 'account', 'postings'],
      rows: [...this.counts.values()].map(({ measure, account, postings }) => [migration, measure, account, postings]),
    });
  }
}

function measuresIn(counts: string): string[] {
  return counts
    .split(' ')
    .filter(Boolean)
    .map((word) => word.slice(0, -1));
}

/** Accounts of the world by name; of the others, which are one per site, shipment or run, only the kind. */
function kindOf(account: string): string {
  return account.startsWith('world:') ? account : account.replace(/:.*/, '');
}
