import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { rebuild } from './table.js';

/** A table whose rows people know by a code, and among which rows the code is one. */
interface Coded {
  readonly table: string;
  readonly scope: readonly string[];
  readonly code: string;
  /** The column of the key, and its definition until now. */
  readonly key: string;
  readonly length: number;
  /** Whether a code is free again when the row is void: then `liveCode` held it while it was taken. */
  readonly live: boolean;
  /** Whether the code was unique until now. */
  readonly unique: boolean;
}

const CODED: readonly Coded[] = [
  { table: 'batch', scope: ['originSiteId'], code: 'code', key: 'codeKey', length: 60, live: true, unique: true },
  { table: 'run', scope: ['siteId'], code: 'code', key: 'codeKey', length: 60, live: true, unique: true },
  { table: 'shipment', scope: ['fromSiteId'], code: 'code', key: 'codeKey', length: 60, live: false, unique: false },
  { table: 'site', scope: ['partyId'], code: 'code', key: 'codeKey', length: 40, live: false, unique: true },
  {
    ...{ table: 'agreement', scope: ['generatorId', 'recyclerId'], code: 'reference', key: 'referenceKey' },
    ...{ length: 100, live: false, unique: true },
  },
];

const BY_REFERENCE = new TableIndex({ name: 'IX_agreement_reference', columnNames: ['reference'] });
const BY_REFERENCE_KEY = new TableIndex({ name: 'IX_agreement_referenceKey', columnNames: ['referenceKey'] });

const KEY = 'varchar(255)';

/**
 * Codes are unique and found by a key of what people read: case, blanks and the forms of characters tell none apart. Of
 * those that share a key by now the later ones get a number behind it; codes themselves stay as they were typed.
 */
export class CodeKeys1790001200000 implements MigrationInterface {
  name = 'CodeKeys1790001200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('agreement', BY_REFERENCE);
    for (const coded of CODED) {
      if (isPostgres(runner)) await addKeys(runner, coded);
      else await rebuildWithKeys(runner, coded);
    }
    await runner.createIndex('agreement', BY_REFERENCE_KEY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('agreement', BY_REFERENCE_KEY);
    for (const coded of CODED) {
      if (isPostgres(runner)) await dropKeys(runner, coded);
      else await rebuildWithoutKeys(runner, coded);
    }
    await runner.createIndex('agreement', BY_REFERENCE);
  }
}

function isPostgres(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'postgres';
}

function constraintName({ table, scope }: Coded, column: string): string {
  return `UQ_${table}_${[...scope, column].join('_')}`;
}

function uniqueOf(coded: Coded, column: string): string {
  const columns = [...coded.scope, column].map((name) => `"${name}"`).join(', ');
  return `CONSTRAINT "${constraintName(coded, column)}" UNIQUE (${columns})`;
}

/** The column that was unique until now, and the one that is from now on. */
function guards({ code, key, live }: Coded): { before: string; after: string } {
  return live ? { before: 'liveCode', after: 'liveKey' } : { before: code, after: key };
}

async function addKeys(runner: QueryRunner, coded: Coded): Promise<void> {
  const { table, key, live, unique } = coded;
  const { before, after } = guards(coded);
  await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${key}" ${KEY}`);
  if (live) await runner.query(`ALTER TABLE "${table}" ADD COLUMN "liveKey" ${KEY}`);
  await fill(runner, coded);
  await runner.query(`ALTER TABLE "${table}" ALTER COLUMN "${key}" SET NOT NULL`);
  if (unique) await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${constraintName(coded, before)}"`);
  await runner.query(`ALTER TABLE "${table}" ADD ${uniqueOf(coded, after)}`);
  if (live) await runner.query(`ALTER TABLE "${table}" DROP COLUMN "liveCode"`);
}

async function dropKeys(runner: QueryRunner, coded: Coded): Promise<void> {
  const { table, code, key, length, live, unique } = coded;
  const { before, after } = guards(coded);
  if (live) {
    await runner.query(`ALTER TABLE "${table}" ADD COLUMN "liveCode" varchar(${length})`);
    await runner.query(`UPDATE "${table}" SET "liveCode" = "${code}" WHERE "liveKey" IS NOT NULL`);
  }
  await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${constraintName(coded, after)}"`);
  if (unique) await runner.query(`ALTER TABLE "${table}" ADD ${uniqueOf(coded, before)}`);
  if (live) await runner.query(`ALTER TABLE "${table}" DROP COLUMN "liveKey"`);
  await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${key}"`);
}

/** No key begins with a blank, so that what stands in for the keys at first is like none of them. */
const STAND_IN = `' ' || "id"`;

async function rebuildWithKeys(runner: QueryRunner, coded: Coded): Promise<void> {
  const { table, code, key, length, live, unique } = coded;
  const { before, after } = guards(coded);
  const column = `"${code}" varchar(${length}) NOT NULL`;
  const changed = (sql: string): string => {
    const renamed = sql
      .replace(`, "liveCode" varchar(${length})`, '')
      .replace(column, `${column}, "${key}" ${KEY} NOT NULL${live ? `, "liveKey" ${KEY}` : ''}`);
    return unique
      ? renamed.replace(uniqueOf(coded, before), uniqueOf(coded, after))
      : renamed.replace(', CONSTRAINT', `, ${uniqueOf(coded, after)}, CONSTRAINT`);
  };
  const liveKey = { liveKey: `CASE WHEN "liveCode" IS NULL THEN NULL ELSE ${STAND_IN} END` };
  await rebuild(runner, table, changed, { [key]: STAND_IN, ...(live ? liveKey : {}) });
  await fill(runner, coded);
}

async function rebuildWithoutKeys(runner: QueryRunner, coded: Coded): Promise<void> {
  const { table, code, key, length, live, unique } = coded;
  const { before, after } = guards(coded);
  const column = `"${code}" varchar(${length}) NOT NULL`;
  const changed = (sql: string): string =>
    sql
      .replace(`, "${key}" ${KEY} NOT NULL`, '')
      .replace(`, "liveKey" ${KEY}`, '')
      .replace(column, live ? `${column}, "liveCode" varchar(${length})` : column)
      .replace(unique ? uniqueOf(coded, after) : `, ${uniqueOf(coded, after)}`, unique ? uniqueOf(coded, before) : '');
  const liveCode = { liveCode: `CASE WHEN "liveKey" IS NULL THEN NULL ELSE "${code}" END` };
  await rebuild(runner, table, changed, live ? liveCode : {});
}

/** Rows whose keys are written with one statement. */
const AT_ONCE = 1000;

/** Gives every row the key of its code; where it is taken by an earlier one, with the first number that is free. */
async function fill(runner: QueryRunner, coded: Coded): Promise<void> {
  const { table, scope, code, key, live } = coded;
  const isLive = live ? (isPostgres(runner) ? '"liveCode" IS NOT NULL' : '"liveKey" IS NOT NULL') : '1 = 1';
  const place = scope.map((name) => `"${name}"`).join(` || ' ' || `);
  const rows = (await runner.query(
    `SELECT "id", ${place} AS "place", "${code}" AS "code", CASE WHEN ${isLive} THEN 1 ELSE 0 END AS "live"
      FROM "${table}" ORDER BY "createdAt", "id"`,
  )) as { id: string; place: string; code: string; live: unknown }[];
  const taken = new Set<string>();
  const keys = rows.map(({ id, place: at, code: typed, live: isTaken }): readonly [string, string] => {
    const plain = keyOf(typed);
    if (Number(isTaken) === 0) return [id, plain];
    let own = plain;
    for (let n = 2; taken.has(`${at} ${own}`); n += 1) own = `${plain} (${n})`;
    taken.add(`${at} ${own}`);
    return [id, own];
  });
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    await writeKeys(runner, table, key, keys.slice(start, start + AT_ONCE));
  }
  if (!live) return;
  const liveKey = isPostgres(runner) ? '"liveCode" IS NOT NULL' : '"liveKey" IS NOT NULL';
  await runner.query(`UPDATE "${table}" SET "liveKey" = "${key}" WHERE ${liveKey}`);
}

async function writeKeys(
  runner: QueryRunner,
  table: string,
  key: string,
  keys: readonly (readonly [string, string])[],
): Promise<void> {
  const postgres = isPostgres(runner);
  const values = keys.map((_, n) => (postgres ? `($${2 * n + 1}, $${2 * n + 2})` : '(?, ?)')).join(', ');
  await runner.query(
    `UPDATE "${table}" SET "${key}" = "filled"."column2" FROM (VALUES ${values}) AS "filled"
      WHERE "${table}"."id" = "filled"."column1"`,
    keys.flat(),
  );
}

/** The key as the domain makes it; kept here as it was, since what a migration does never changes. */
function keyOf(code: string): string {
  const composed = code
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ');
  const small = Array.from(composed, (letter) => letter.toLowerCase().replace('ς', 'σ')).join('');
  return Array.from(small.normalize('NFKC').trim()).slice(0, 200).join('').trimEnd();
}
