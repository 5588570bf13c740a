import type { EntityManager } from 'typeorm';
import { listOf, runSql, runSums, type Value } from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { ChargedPart, MadeLot } from '../../domain/production/lot-ways.js';
import type { Day } from '../../domain/measure/time.js';
import { rowsWithIds } from './rows-of.js';

/** Lots that are looked at, the latest: their heats are named in one statement. */
const MOST_LOTS = 5_000;

/** A lot as far as a trace tells of it. */
export interface LotRow extends MadeLot {
  readonly code: string;
  readonly grade: string;
}

const LOTS = `SELECT l."id", b."code", l."siteId", b."occurredOn", l."heat", v."windowDays", g."code" AS "grade"
  FROM "magnet_lot" l JOIN "batch" b ON b."id" = l."id" JOIN "grade" g ON g."id" = l."gradeId"
    JOIN "grade_version" v ON v."gradeId" = l."gradeId" AND v."fromOn" = l."gradeFromOn"
  WHERE l."returnedFrom" IS NULL AND b."status" <> 'void'`;

/** A lot that was made by one of some parties. */
export async function lotOf(manager: EntityManager, id: string, partyIds: readonly string[]): Promise<LotRow | null> {
  if (partyIds.length === 0) return null;
  const sql = `${LOTS} AND l."id" = ? AND l."partyId" IN ${listOf(partyIds)}`;
  const [lot] = await runSql<LotRow>(manager, sql, [id, ...partyIds]);
  return lot ?? null;
}

/** Lots of sites that were made from a day on, and those of any day that name a heat; the latest first. */
export function lotsOfSites(manager: EntityManager, siteIds: readonly string[], from: Day): Promise<LotRow[]> {
  const sql = `${LOTS} AND l."siteId" IN ${listOf(siteIds)} AND (b."occurredOn" >= ? OR l."heat" IS NOT NULL)
    ORDER BY b."occurredOn" DESC, b."id" DESC LIMIT ${MOST_LOTS}`;
  return runSql<LotRow>(manager, sql, [...siteIds, from]);
}

/** The sites among some whose production the parties show. */
export async function sitesOfParties(
  manager: EntityManager,
  siteIds: readonly string[],
  partyIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (siteIds.length === 0 || partyIds.length === 0) return new Set();
  const sql = `SELECT "id" FROM "site" WHERE "id" IN ${listOf(siteIds)} AND "partyId" IN ${listOf(partyIds)}`;
  const rows = await runSql<{ id: string }>(manager, sql, [...siteIds, ...partyIds]);
  return new Set(rows.map(({ id }) => id));
}

/** Into which heats entries charged. */
export async function heatsOf(
  manager: EntityManager,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const sql = (list: string) => `SELECT "entryId", "heat" FROM "charge" WHERE "entryId" IN ${list}`;
  const rows = await rowsWithIds<{ entryId: string; heat: string | null }>(manager, entryIds, sql);
  return new Map(rows.map(({ entryId, heat }) => [entryId, heat]));
}

interface ChargedLine extends Omit<ChargedPart, 'dryMg'> {
  readonly batchId: string;
}

/** What was charged at sites, by day, heat and batch: between two days, and into heats on any day. */
export async function chargedAt(
  manager: EntityManager,
  siteIds: readonly string[],
  { from, to, heats }: { readonly from: Day; readonly to: Day; readonly heats: readonly string[] },
): Promise<(ChargedPart & ChargedLine)[]> {
  const key = '"siteId", "occurredOn", "heat", "batchId"';
  const read = (where: string, values: readonly Value[]) =>
    runSums<ChargedLine>(
      manager,
      `SELECT ${key}, SUM("dryMg") AS "massMg" FROM "charge"
        WHERE "siteId" IN ${listOf(siteIds)} AND "status" = 'booked' AND ${where} GROUP BY ${key} ORDER BY ${key}`,
      [...siteIds, ...values],
    );
  const inTime = await read('"occurredOn" BETWEEN ? AND ?', [from, to]);
  const isOutside = `("occurredOn" < ? OR "occurredOn" > ?) AND "heat" IN ${listOf(heats)}`;
  const ofHeats = heats.length > 0 ? await read(isOutside, [from, to, ...heats]) : [];
  return [...inTime, ...ofHeats].map(({ massMg, ...line }) => ({ ...line, dryMg: massMg }));
}

interface NamedBatch {
  readonly id: string;
  readonly code: string;
  readonly kind: BatchKind;
}

export async function batchNames(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedBatch>> {
  const sql = (list: string) => `SELECT "id", "code", "kind" FROM "batch" WHERE "id" IN ${list}`;
  const rows = await rowsWithIds<NamedBatch>(manager, ids, sql);
  return new Map(rows.map((row) => [row.id, row]));
}
