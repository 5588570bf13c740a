import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runSql } from '../bulk.js';
import { allowChanges, forbidChanges, rebuild } from './table.js';
import { recomputeTotals } from './totals.js';

const SAID: readonly (readonly [table: string, column: string])[] = [
  ['batch', 'separationCountry'],
  ['batch', 'metalCountry'],
  ['batch', 'country'],
  ['run_feed', 'originCountry'],
];
const BALANCE_KEY = ['account', 'batchKey', 'commodity', 'agreementKey', 'origin'];
const ORIGIN = '"origin" varchar(16) NOT NULL';
const COUNTRY = '"countryKey" varchar(2) NOT NULL';

/**
 * The country as a part of the group: by postings and balances, of what is logged, supplied and fed from now on. All that is
 * booked already has none, whatever its supply says, and so has what is drawn from it later.
 */
export class Country1790172000000 implements MigrationInterface {
  name = 'Country1790172000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name] of SAID) await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${name}" varchar(2)`);
    await allowChanges(runner, 'posting');
    await addKey(runner, 'posting');
    await forbidChanges(runner, 'posting');
    await addKey(runner, 'balance');
    await renewKey(runner, [...BALANCE_KEY, 'countryKey']);
  }

  /** Balances that differed by country alone become one. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM "balance"');
    await renewKey(runner, BALANCE_KEY);
    await dropKey(runner, 'balance');
    await allowChanges(runner, 'posting');
    await dropKey(runner, 'posting');
    await forbidChanges(runner, 'posting');
    await recomputeTotals(runner.manager);
    await forgetInRuns(runner);
    for (const [table, name] of [...SAID].reverse()) await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${name}"`);
  }
}

/** What runs drew is kept as a text. */
async function forgetInRuns(runner: QueryRunner): Promise<void> {
  type Line = { runId: string; batchId: string; contents: string };
  for (const { runId, batchId, contents } of await runSql<Line>(runner.manager, 'SELECT * FROM "run_input"')) {
    const values = [JSON.stringify(withoutCountries(JSON.parse(contents) as Kept[])), runId, batchId];
    await runSql(runner.manager, 'UPDATE "run_input" SET "contents" = ? WHERE "runId" = ? AND "batchId" = ?', values);
  }
}

interface Kept {
  readonly commodity: string;
  readonly agreementId: string | null;
  readonly origin: string;
  readonly country?: string | null;
  readonly massMg: number;
}

function withoutCountries(holding: readonly Kept[]): Omit<Kept, 'country'>[] {
  const sums = new Map<string, Omit<Kept, 'country'>>();
  for (const { commodity, agreementId, origin, massMg } of holding) {
    const key = [commodity, agreementId, origin].join('|');
    sums.set(key, { commodity, agreementId, origin, massMg: massMg + (sums.get(key)?.massMg ?? 0) });
  }
  return [...sums.values()];
}

const isPostgres = (runner: QueryRunner): boolean => runner.connection.options.type === 'postgres';

async function addKey(runner: QueryRunner, table: string): Promise<void> {
  if (isPostgres(runner)) {
    await runner.query(`ALTER TABLE "${table}" ADD COLUMN ${COUNTRY} DEFAULT ''`);
    await runner.query(`ALTER TABLE "${table}" ALTER COLUMN "countryKey" DROP DEFAULT`);
    return;
  }
  const added = (sql: string): string =>
    inKey(sql.replace(ORIGIN, `${ORIGIN}, ${COUNTRY}`), table, '"origin", "countryKey"');
  await rebuild(runner, table, added, { countryKey: `''` });
}

async function dropKey(runner: QueryRunner, table: string): Promise<void> {
  if (isPostgres(runner)) await runner.query(`ALTER TABLE "${table}" DROP COLUMN "countryKey"`);
  else await rebuild(runner, table, (sql) => inKey(sql.replace(`, ${COUNTRY}`, ''), table, '"origin"'));
}

/** The definition of a table in SQLite with what stands for the group at the end of its key. */
function inKey(sql: string, table: string, group: string): string {
  return table === 'balance' ? sql.replace(/(PRIMARY KEY \([^)]*)"origin"(, "countryKey")?\)/, `$1${group})`) : sql;
}

/** PostgreSQL has the key as a constraint of its own. */
async function renewKey(runner: QueryRunner, columns: readonly string[]): Promise<void> {
  if (!isPostgres(runner)) return;
  const keys = (await runner.query(
    `SELECT "conname" FROM "pg_constraint" WHERE "contype" = 'p' AND "conrelid" = '"balance"'::regclass`,
  )) as { conname: string }[];
  for (const { conname } of keys) await runner.query(`ALTER TABLE "balance" DROP CONSTRAINT "${conname}"`);
  const named = keys.map(({ conname }) => `CONSTRAINT "${conname}"`).join();
  const list = columns.map((name) => `"${name}"`).join(', ');
  await runner.query(`ALTER TABLE "balance" ADD ${named} PRIMARY KEY (${list})`);
}
