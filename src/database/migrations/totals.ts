import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../bulk.js';

/**
 * Empties balances and running totals and sums them anew from the postings. What comes to nothing has no row.
 */
export async function recomputeTotals(manager: EntityManager): Promise<void> {
  for (const table of ['balance', 'account_total', 'measure_total']) await runSql(manager, `DELETE FROM "${table}"`);
  const keepsCountries = await hasCountries(manager);
  await runSql(manager, balances(keepsCountries ? `${GROUP}, "countryKey"` : GROUP));
  await runSql(manager, ACCOUNT_TOTALS);
  await measureTotals(manager);
}

const GROUP = '"agreementKey", "origin", "commodity"';

/** Whether the books keep countries already: an older migration runs before they do. */
async function hasCountries(manager: EntityManager): Promise<boolean> {
  return (await manager.queryRunner?.hasColumn('balance', 'countryKey')) ?? false;
}

function balances(group: string): string {
  const sides = `${balanceSide('from', '-', group)} UNION ALL ${balanceSide('to', '', group)}`;
  return `INSERT INTO "balance" ("account", "batchKey", ${group}, "massMg")
    SELECT "account", "batchKey", ${group}, SUM("massMg") FROM (${sides}) AS "side"
      GROUP BY "account", "batchKey", ${group} HAVING SUM("massMg") <> 0`;
}

/** The world and work in progress have no balance, and in a process batches are not kept apart. */
function balanceSide(side: 'from' | 'to', sign: '-' | '', group: string): string {
  const account = `"${side}Account"`;
  return `SELECT ${account} AS "account", ${group}, ${sign}"massMg" AS "massMg",
      CASE WHEN ${account} LIKE 'process:%' THEN '' ELSE "${side}BatchId" END AS "batchKey"
    FROM "posting" WHERE ${account} NOT LIKE 'world:%' AND ${account} NOT LIKE 'wip:%'`;
}

const ACCOUNT_TOTALS = `INSERT INTO "account_total" ("account", ${GROUP}, "partyId", "day", "massMg")
  SELECT "account", ${GROUP}, "partyId", "day", SUM("massMg") FROM (${accountSide('from', '-')} UNION ALL ${accountSide('to', '')}) AS "side"
    GROUP BY "account", ${GROUP}, "partyId", "day" HAVING SUM("massMg") <> 0`;

function accountSide(side: 'from' | 'to', sign: '-' | ''): string {
  return `SELECT "${side}Account" AS "account", ${GROUP}, "partyId", "day", ${sign}"massMg" AS "massMg" FROM "posting"`;
}

/**
 * Of `substituted` the usable part, `round(netMg * usabilityPpm / 10^6)` half up, in two steps that do not overflow; below zero
 * the same way round.
 */
const COUNTED = `CASE WHEN "measure" = 'substituted' THEN CASE WHEN "netMg" < 0 THEN -1 ELSE 1 END
  * (ABS("netMg") / 1000000 * "usabilityPpm" + (ABS("netMg") % 1000000 * "usabilityPpm" + 500000) / 1000000) ELSE "netMg" END`;

/** What is rounded together: of an entry and batch all that went one way or back and differs by country alone. */
const ROUNDED = `CASE WHEN "measure" = 'substituted' THEN "entryId" || COALESCE("fromBatchId", "toBatchId", '') ||
  CASE WHEN "fromAccount" < "toAccount" THEN "fromAccount" || "toAccount" ELSE "toAccount" || "fromAccount" END ELSE '' END`;

/** The days first, one way of counting after the other; months and years are sums of days. */
async function measureTotals(manager: EntityManager): Promise<void> {
  const rest = `"measure", "partyId", ${GROUP}, "usabilityPpm"`;
  const texts = await runSql<{ counts: string }>(manager, `SELECT DISTINCT "counts" FROM "posting" ORDER BY "counts"`);
  const words = texts.flatMap(({ counts }) =>
    counts
      .split(' ')
      .filter(Boolean)
      .map((word) => [counts, word.slice(0, -1), word.endsWith('+') ? 1 : -1] as const),
  );
  if (words.length === 0) return;
  await runSql(
    manager,
    `INSERT INTO "measure_total" ("grain", "period", ${rest}, "massMg")
      WITH "word" ("counts", "measure", "sign") AS (VALUES ${words.map(() => '(?, ?, CAST(? AS integer))').join(', ')})
      SELECT 'day', "day", ${rest}, SUM(${COUNTED}) FROM (
          SELECT "day", ${rest}, CAST(SUM("sign" * "massMg") AS bigint) AS "netMg"
            FROM "posting" JOIN "word" ON "word"."counts" = "posting"."counts" GROUP BY "day", ${rest}, ${ROUNDED}) AS "net"
        GROUP BY "day", ${rest} HAVING SUM(${COUNTED}) <> 0`,
    words.flat(),
  );
  for (const [grain, length] of [
    ['month', 7],
    ['year', 4],
  ] as const) {
    await runSql(
      manager,
      `INSERT INTO "measure_total" ("grain", "period", ${rest}, "massMg")
        SELECT ?, SUBSTR("period", 1, ${length}), ${rest}, SUM("massMg") FROM "measure_total" WHERE "grain" IN ${listOf(['day'])}
          GROUP BY SUBSTR("period", 1, ${length}), ${rest} HAVING SUM("massMg") <> 0`,
      [grain, 'day'],
    );
  }
}
