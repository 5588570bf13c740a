import type { EntityManager } from 'typeorm';
import { changeRows, insertRows, isCheckViolation, listOf, type Value } from '../../database/index.js';
import { DomainError } from '../../domain/measure/errors.js';
import { GRAINS, periodOf } from '../../domain/books/period-parts.js';
import { MEASURES, type BalanceDelta, type Posting, type TotalDelta } from '../../domain/books/ledger.js';
import type { PostingRow } from './entry.entity.js';
import { writeCounts } from './posting-text.js';
import { plus, type Mg } from '../../domain/measure/quantities.js';

const measures = new Set<string>(MEASURES);

/** Seven parameters a row stay below what both databases take in one statement. */
const ROWS_AT_ONCE = 4_000;

/** The parts of the keys of balances and totals, in the order in which their rows are given. */
export const BALANCE_KEY = ['account', 'batchKey', 'commodity', 'agreementKey', 'origin', 'countryKey'] as const;
export const ACCOUNT_TOTAL_KEY = ['account', 'agreementKey', 'partyId', 'origin', 'commodity', 'day'] as const;
export const MEASURE_TOTAL_KEY = [
  ...(['agreementKey', 'grain', 'period', 'measure'] as const),
  ...(['partyId', 'origin', 'commodity', 'usabilityPpm'] as const),
];

/** A posting as its table has it. */
export function postingRow(entryId: string, ordinal: number, posting: Posting): PostingRow {
  const { day, from, to, fromBatchId, toBatchId, partyId, commodity, agreementId, origin, country, massMg } = posting;
  return {
    entryId,
    ordinal,
    day,
    fromAccount: from,
    toAccount: to,
    fromBatchId,
    toBatchId,
    partyId,
    commodity,
    agreementKey: agreementId ?? '',
    origin,
    countryKey: country ?? '',
    massMg,
    counts: writeCounts(posting.counts),
    usabilityPpm: posting.usabilityPpm,
  };
}

/**
 * Adds are upserts; a subtraction must find its row, since a row that is not there would fall below zero. No two units
 * meet here on PostgreSQL: a balance belongs to one batch or run, which its unit has locked.
 *
 * @throws DomainError `negative-stock`, the last line of defence behind the decisions of the domain; `mass-too-large`
 */
export async function writeBalances(tx: EntityManager, deltas: readonly BalanceDelta[]): Promise<void> {
  const rows = deltas.map(({ account, batchId, commodity, agreementId, origin, country, deltaMg }) => [
    ...[account, batchId ?? '', commodity, agreementId ?? '', origin, country ?? ''],
    deltaMg,
  ]);
  await refusing(async () => {
    await addTo(
      tx,
      { table: 'balance', key: BALANCE_KEY },
      rows.filter((_, index) => (deltas[index]?.deltaMg ?? 0) >= 0),
    );
    await subtract(
      tx,
      rows.filter((_, index) => (deltas[index]?.deltaMg ?? 0) < 0),
    );
  });
}

async function subtract(tx: EntityManager, all: readonly Value[][]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.slice(0, ROWS_AT_ONCE);
  const matches = BALANCE_KEY.map((name, index) => `"balance"."${name}" = "delta"."column${index + 1}"`).join(' AND ');
  const changed = await changeRows(
    tx,
    `UPDATE "balance" SET "massMg" = "massMg" + CAST("delta"."column${BALANCE_KEY.length + 1}" AS bigint)
      FROM (VALUES ${rows.map((row) => listOf(row)).join(', ')}) AS "delta" WHERE ${matches}`,
    rows.flat(),
  );
  if (changed !== rows.length) throw negativeStock();
  await subtract(tx, all.slice(ROWS_AT_ONCE));
}

/**
 * Adds to the running totals of accounts and of the reports' figures, always in the order of their keys, so that units
 * which meet on the same day's totals wait for each other and not in a ring.
 *
 * @throws DomainError `mass-too-large`
 */
export async function writeTotals(tx: EntityManager, deltas: readonly TotalDelta[]): Promise<void> {
  const accounts = new Map<string, Sum>();
  const figures = new Map<string, Sum>();
  for (const delta of deltas) {
    const { subject, partyId, origin, commodity, day, usabilityPpm, deltaMg } = delta;
    const agreementKey = delta.agreementId ?? '';
    if (!measures.has(subject)) {
      addUp(accounts, [subject, agreementKey, partyId, origin, commodity, day], deltaMg);
      continue;
    }
    const rest = [subject, partyId, origin, commodity, usabilityPpm];
    for (const grain of GRAINS) addUp(figures, [agreementKey, grain, periodOf(grain, day), ...rest], deltaMg);
  }
  await refusing(async () => {
    await addTo(tx, { table: 'account_total', key: ACCOUNT_TOTAL_KEY }, inKeyOrder(accounts));
    await addTo(tx, { table: 'measure_total', key: MEASURE_TOTAL_KEY }, inKeyOrder(figures));
  });
}

interface Sum {
  readonly key: readonly Value[];
  massMg: Mg;
}

function addUp(sums: Map<string, Sum>, key: readonly Value[], massMg: Mg): void {
  const text = key.join('|');
  const known = sums.get(text);
  if (known) known.massMg = plus(known.massMg, massMg);
  else sums.set(text, { key, massMg });
}

function inKeyOrder(sums: ReadonlyMap<string, Sum>): Value[][] {
  return [...sums]
    .filter(([, { massMg }]) => massMg !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { key, massMg }]) => [...key, massMg]);
}

interface Target {
  readonly table: string;
  readonly key: readonly string[];
}

/** One upsert for all rows, each a key and the milligrams to add. */
async function addTo(tx: EntityManager, { table, key }: Target, rows: readonly Value[][]): Promise<void> {
  if (rows.some((row) => !Number.isSafeInteger(row.at(-1)))) throw massTooLarge();
  await insertRows(tx, { table, columns: [...key, 'massMg'], rows, added: 'massMg' });
}

/** Turns what the database's own checks refuse into the domain's words. */
async function refusing(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isCheckViolation(error, 'CK_balance_never_negative')) throw negativeStock();
    const tables = ['balance', 'account_total', 'measure_total'];
    if (tables.some((table) => isCheckViolation(error, `CK_${table}_safe`))) throw massTooLarge();
    throw error;
  }
}

function negativeStock(): DomainError {
  return new DomainError('negative-stock', 'This would leave less than nothing in stock.');
}

function massTooLarge(): DomainError {
  return new DomainError('mass-too-large', 'A mass is beyond what the books hold.');
}
