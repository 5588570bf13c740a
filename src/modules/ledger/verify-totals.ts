import type { EntityManager } from 'typeorm';
import { runSql, type Value } from '../../database/index.js';
import { ACCOUNT_TOTAL_KEY, BALANCE_KEY, MEASURE_TOTAL_KEY } from './ledger-rows.js';
import { readCounts } from './posting-text.js';
import type { SqlCheck } from './finding.js';

/** Everything that is a sum of postings: balances and running totals, and what must hold for them as a whole. */
export async function totalChecks(manager: EntityManager): Promise<SqlCheck[]> {
  return [
    comparison('balance', BALANCE_KEY, { sql: BALANCES }),
    comparison('account_total', ACCOUNT_TOTAL_KEY, { sql: ACCOUNT_TOTALS }),
    comparison('measure_total', MEASURE_TOTAL_KEY, measureTotals(await countTexts(manager))),
    BELOW_ZERO_ON_A_DAY,
    {
      code: 'sum-not-zero',
      check: 'the sum over all accounts is zero',
      table: 'account_total',
      key: ['commodity'],
      sql: `SELECT "commodity", 0 AS "expected", SUM("massMg") AS "found" FROM "account_total"
        GROUP BY "commodity" HAVING SUM("massMg") <> 0`,
    },
    {
      code: 'below-zero',
      check: 'stock, transit and process are never below zero',
      table: 'balance',
      key: BALANCE_KEY,
      sql: `SELECT ${list(BALANCE_KEY)}, 'zero or more' AS "expected", "massMg" AS "found" FROM "balance"
        WHERE "massMg" < 0`,
    },
    {
      code: 'process-not-empty',
      check: 'a process is empty once its run is closed',
      table: 'balance',
      key: BALANCE_KEY,
      sql: `SELECT ${list(BALANCE_KEY)}, 0 AS "expected", "massMg" AS "found" FROM "balance"
        WHERE "account" LIKE 'process:%' AND "massMg" <> 0`,
    },
  ];
}

interface Recomputed {
  /** Answers the key's columns and `massMg`, any number of times for one key. */
  readonly sql: string;
  readonly values?: readonly Value[];
}

/** A table against what the postings say, in both directions: rows that are missing, differ, or should not be there. */
function comparison(table: string, key: readonly string[], { sql, values = [] }: Recomputed): SqlCheck {
  const keys = list(key);
  return {
    code: `${table.replace('_', '-')}-wrong`,
    check: `${table} is the sum of the postings`,
    table,
    key,
    values,
    sql: `SELECT ${keys}, SUM("expected") AS "expected",
        CASE WHEN SUM("stored") = 0 THEN 'no row' ELSE CAST(SUM("found") AS varchar) END AS "found"
      FROM (
        SELECT ${keys}, "massMg" AS "expected", 0 AS "found", 0 AS "stored" FROM (${sql}) AS "recomputed"
        UNION ALL
        SELECT ${keys}, 0 AS "expected", "massMg" AS "found", 1 AS "stored" FROM "${table}"
      ) AS "both" GROUP BY ${keys} HAVING SUM("expected") <> SUM("found") ORDER BY ${keys}`,
  };
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}

const PROVENANCE = '"commodity", "agreementKey", "origin"';
const GROUP = `${PROVENANCE}, "countryKey"`;

const BALANCES = `${balanceSide('from', '-')} UNION ALL ${balanceSide('to', '')}`;

/** What leaves or enters the accounts of the books; only stock and transit keep batches apart. */
function balanceSide(side: 'from' | 'to', sign: '-' | '', more = ''): string {
  const account = `"${side}Account"`;
  return `SELECT ${more}${account} AS "account",
      CASE WHEN ${account} LIKE 'process:%' THEN '' ELSE "${side}BatchId" END AS "batchKey", ${GROUP}, ${sign}"massMg" AS "massMg"
    FROM "posting" WHERE ${account} NOT LIKE 'world:%' AND ${account} NOT LIKE 'wip:%'`;
}

const ACCOUNT_TOTALS = `${accountSide('from', '-')} UNION ALL ${accountSide('to', '')}`;

function accountSide(side: 'from' | 'to', sign: '-' | ''): string {
  return `SELECT "${side}Account" AS "account", ${PROVENANCE}, "partyId", "day", ${sign}"massMg" AS "massMg" FROM "posting"`;
}

/** The few ways in which postings count, as they stand in the table. */
async function countTexts(manager: EntityManager): Promise<string[]> {
  const lines = await runSql<{ counts: string }>(manager, `SELECT DISTINCT "counts" FROM "posting"`);
  return lines.map(({ counts }) => counts).sort();
}

/** `round(netMg * usabilityPpm / 10^6)`, half up, in two steps that no product overflows; below zero the same way round. */
const USABLE = `CASE WHEN "netMg" < 0 THEN -1 ELSE 1 END
  * (ABS("netMg") / 1000000 * "usabilityPpm" + (ABS("netMg") % 1000000 * "usabilityPpm" + 500000) / 1000000)`;

/** What is rounded together: of an entry all that went one way or back and differs by country alone. All else only adds up. */
const ROUNDED = `CASE WHEN "measure" = 'substituted' THEN "entryId" || COALESCE("fromBatchId", "toBatchId", '')
  || CASE WHEN "fromAccount" < "toAccount" THEN "fromAccount" || "toAccount" ELSE "toAccount" || "fromAccount" END ELSE '' END`;

function measureTotals(texts: readonly string[]): Recomputed {
  const words = texts.flatMap((text) =>
    readCounts(text).map(({ measure, sign }): [string, string, number] => [text, measure, sign]),
  );
  if (words.length === 0)
    return { sql: `SELECT ${list(MEASURE_TOTAL_KEY)}, "massMg" FROM "measure_total" WHERE 1 = 0` };
  const kept = `"agreementKey", "partyId", "origin", "commodity", "usabilityPpm"`;
  return {
    sql: `WITH "word" ("counts", "measure", "sign") AS (VALUES ${words.map(() => '(?, ?, CAST(? AS integer))').join(', ')}),
      "net" AS (
        SELECT "day", "measure", ${kept}, CAST(SUM("sign" * "massMg") AS bigint) AS "netMg"
          FROM "posting" JOIN "word" ON "word"."counts" = "posting"."counts" GROUP BY "day", "measure", ${kept}, ${ROUNDED}
      ), "counted" AS (
        SELECT "day", "measure", ${kept},
            SUM(CASE WHEN "measure" = 'substituted' THEN ${USABLE} ELSE "netMg" END) AS "massMg"
          FROM "net" GROUP BY "day", "measure", ${kept}
      )
      SELECT 'day' AS "grain", "day" AS "period", "measure", ${kept}, "massMg" FROM "counted"
      UNION ALL SELECT 'month', SUBSTR("day", 1, 7), "measure", ${kept}, "massMg" FROM "counted"
      UNION ALL SELECT 'year', SUBSTR("day", 1, 4), "measure", ${kept}, "massMg" FROM "counted"`,
    values: words.flat(),
  };
}

/** What must not be below zero on any day: countries share what their agreement and origin has, and settle in the end. */
const HELD = BALANCE_KEY.filter((name) => name !== 'countryKey');

/** Of each account, batch, commodity and group, the days on which less than nothing was there. Only stock and transit keep batches apart. */
const BELOW_ZERO_ON_A_DAY: SqlCheck = {
  code: 'below-zero-on-a-day',
  check: 'no account is below zero on any day',
  table: 'posting',
  key: [...HELD, 'day'],
  sql: `SELECT ${list(HELD)}, MIN("day") AS "day", 'zero or more' AS "expected", MIN("left") AS "found" FROM (
      SELECT ${list(HELD)}, "day",
          SUM(SUM("massMg")) OVER (PARTITION BY ${list(HELD)} ORDER BY "day") AS "left"
        FROM (${balanceSide('from', '-', '"day", ')} UNION ALL ${balanceSide('to', '', '"day", ')}) AS "moves"
        GROUP BY ${list(HELD)}, "day") AS "days"
    WHERE "left" < 0 GROUP BY ${list(HELD)}`,
};
