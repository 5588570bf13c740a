import type { EntityManager } from 'typeorm';
import { listOf, runSql, runSums, type Value } from '../../database/index.js';
import type { Commodity, Origin } from '../../domain/matter/holding.js';
import type { Account, Measure } from '../../domain/books/ledger.js';
import type { StepDay, Steps } from '../../domain/reports/in-step.js';
import { monthParts, periodParts, type PeriodPart } from '../../domain/books/period-parts.js';
import { BEGINNING, type Day, type Period } from '../../domain/measure/time.js';
import type { TotalRow } from '../../domain/books/totals.js';
import type { Ppm, Mg } from '../../domain/measure/quantities.js';

interface TotalLine {
  measure: Measure;
  partyId: string;
  agreementKey?: string;
  origin: Origin;
  commodity: string;
  usabilityPpm: Ppm;
}

/** What tells figures of one agreement apart. */
const KEY = '"commodity", "measure", "partyId", "origin", "usabilityPpm"';

interface Wanted {
  /** The agreement, where all is of one: what is the same in every row need not be sorted. */
  readonly agreementId?: string;
  readonly where: string;
  readonly values: readonly Value[];
}

type Line = TotalLine & { massMg: Mg; month?: string };

/**
 * The totals of a period: whole years, and the months and days at its edges, each day once. Every range is read by itself:
 * from ranges joined by OR, SQLite would read all days of the ten years.
 *
 * @throws DomainError `mass-too-large`
 */
async function sumsOf(manager: EntityManager, wanted: Wanted, period: Period): Promise<TotalRow[]> {
  const parts = periodParts(period.from, period.to);
  return (await linesOf(manager, wanted, parts)).map((line) => rowOf(line, wanted));
}

function linesOf(
  manager: EntityManager,
  wanted: Wanted,
  parts: readonly PeriodPart[],
  byMonth = false,
): Promise<Line[]> {
  const { agreementId, where, values } = wanted;
  const key = `${KEY}${agreementId === undefined ? ', "agreementKey"' : ''}${byMonth ? ', "month"' : ''}`;
  const rows = byMonth
    ? '(SELECT *, SUBSTR("period", 1, 7) AS "month" FROM "measure_total") AS "totals"'
    : '"measure_total"';
  const rowsOf = ({ grain, sign }: PeriodPart): string => `SELECT ${key}, ${sign === 1 ? '' : '-'}"massMg" AS "massMg"
    FROM ${rows} WHERE ${where} AND "grain" = '${grain}' AND "period" BETWEEN ? AND ?`;
  return runSums<Line>(
    manager,
    `SELECT ${key}, SUM("massMg") AS "massMg" FROM (${parts.map(rowsOf).join(' UNION ALL ')}) AS "parts"
      GROUP BY ${key} ORDER BY ${key}`,
    parts.flatMap((part) => [...values, part.from, part.to]),
  );
}

function rowOf({ agreementKey, month: _, ...line }: Line, { agreementId }: Wanted): TotalRow {
  return { ...line, agreementId: agreementId ?? (agreementKey || null) };
}

interface ReportSubject {
  readonly agreementId: string;
  readonly generatorId: string;
}

/** What a report over an agreement needs of the running totals: its own rows, and all that its generator charged. */
function wantedBy({ agreementId, generatorId }: ReportSubject): readonly Wanted[] {
  return [
    { agreementId, where: '"agreementKey" = ?', values: [agreementId] },
    {
      where: `"partyId" = ? AND "measure" = 'consumed' AND "agreementKey" <> ?`,
      values: [generatorId, agreementId],
    },
  ];
}

/** What a report over an agreement needs of the running totals. */
export async function reportRows(manager: EntityManager, subject: ReportSubject, period: Period): Promise<TotalRow[]> {
  const rows: TotalRow[] = [];
  for (const wanted of wantedBy(subject)) rows.push(...(await sumsOf(manager, wanted, period)));
  return rows;
}

/** The same, by calendar month (`YYYY-MM`); a month in which nothing happened is missing. */
export async function reportRowsByMonth(
  manager: EntityManager,
  subject: ReportSubject,
  period: Period,
): Promise<ReadonlyMap<string, TotalRow[]>> {
  const months = new Map<string, TotalRow[]>();
  const parts = monthParts(period.from, period.to);
  for (const wanted of wantedBy(subject)) {
    for (const line of await linesOf(manager, wanted, parts, true)) {
      const month = line.month ?? '';
      months.set(month, [...(months.get(month) ?? []), rowOf(line, wanted)]);
    }
  }
  return months;
}

interface FlowSubject {
  readonly agreementId: string;
  readonly commodities: readonly Commodity[];
}

/** The running totals of an agreement in some commodities. */
export function flowRows(
  manager: EntityManager,
  { agreementId, commodities }: FlowSubject,
  period: Period,
): Promise<TotalRow[]> {
  const where = `"agreementKey" = ? AND "commodity" IN ${listOf(commodities)}`;
  return sumsOf(manager, { agreementId, where, values: [agreementId, ...commodities] }, period);
}

/** What an account gained of an agreement in some commodities. @throws DomainError `mass-too-large` */
export async function netOf(
  manager: EntityManager,
  { account, agreementId, commodities }: FlowSubject & { readonly account: Account },
  { from, to }: Period,
): Promise<Mg> {
  const [line] = await runSums(
    manager,
    `SELECT SUM("massMg") AS "massMg" FROM "account_total"
      WHERE "account" = ? AND "agreementKey" = ? AND "commodity" IN ${listOf(commodities)} AND "day" BETWEEN ? AND ?`,
    [account, agreementId, ...commodities, from, to],
  );
  return line?.massMg ?? 0;
}

/** An agreement's dry mass of every measure from the beginning to a day: what closing stocks follow from. */
export async function cumulativeRows(manager: EntityManager, agreementId: string, to: Day): Promise<TotalRow[]> {
  const where = `"agreementKey" = ? AND "commodity" = 'dry-mass'`;
  return sumsOf(manager, { agreementId, where, values: [agreementId] }, { from: BEGINNING, to });
}

/** What decides whether recovery is in step, by day and element: every day on which runs moved something of an agreement. */
export async function stepDays(manager: EntityManager, agreementId: string): Promise<ReadonlyMap<string, StepDay[]>> {
  const lines = await runSums<{ commodity: string; day: string; measure: keyof Steps<Mg>; massMg: Mg }>(
    manager,
    `SELECT "commodity", "period" AS "day", "measure", SUM("massMg") AS "massMg" FROM "measure_total"
      WHERE "agreementKey" = ? AND "grain" = 'day' AND "commodity" <> 'dry-mass'
        AND "measure" IN ('processed', 'recovered', 'intermediate')
      GROUP BY "commodity", "period", "measure" ORDER BY "commodity", "period"`,
    [agreementId],
  );
  const days = new Map<string, StepDay[]>();
  for (const { commodity, day, measure, massMg } of lines) {
    const own = days.get(commodity) ?? [];
    const last = own.at(-1);
    const known: StepDay = last?.day === day ? last : { day, processed: 0, recovered: 0, intermediate: 0 };
    days.set(commodity, [...(known === last ? own.slice(0, -1) : own), { ...known, [measure]: massMg }]);
  }
  return days;
}

/** The day on which the oldest by-product of an agreement was generated that is in stock at its generator; null where none is. */
export async function oldestOnHandOn(
  manager: EntityManager,
  { id, generatorId }: { readonly id: string; readonly generatorId: string },
): Promise<Day | null> {
  const [line] = await runSql<{ day: Day | null }>(
    manager,
    `SELECT MIN(b."occurredOn") AS "day" FROM "batch" b JOIN "site" s ON s."id" = b."siteId"
      WHERE s."partyId" = ? AND b."agreementId" = ? AND b."kind" = 'by-product'
        AND b."status" IN ('on-hand', 'in-shipment', 'received')`,
    [generatorId, id],
  );
  return line?.day ?? null;
}
