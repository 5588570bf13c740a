import type { EntityManager } from 'typeorm';
import { listOf, runSums, toSafeInteger, type Value } from '../../database/index.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import { localDay, shiftedDay, type Day } from '../../domain/measure/time.js';
import { casesOf } from './counted-rows.js';
import type { TodoItem } from './todo.dto.js';

/** A longer list is no list of things to do. */
export const MOST_TODOS = 200;
const BREACH_DAYS = 90;
const DAY_MS = 86_400_000;

interface Line {
  readonly id: string;
  readonly code: string;
  readonly agreementId: string | null;
  readonly since: Day;
  readonly dueOn: Day | null;
  readonly siteId?: string;
  readonly n: unknown;
}

/** @throws DomainError `mass-too-large` */
async function itemsOf(
  manager: EntityManager,
  { kind, type }: { readonly kind: TodoItem['kind']; readonly type: TodoItem['subject']['type'] },
  sql: string,
  values: readonly Value[],
): Promise<TodoItem[]> {
  const lines = await runSums<Line>(manager, `${sql} ORDER BY "since", "id" LIMIT ${MOST_TODOS}`, values);
  return lines.map(({ id, code, agreementId, since, dueOn, siteId = null, n, massMg }) => ({
    kind,
    subject: { type, id, code },
    since,
    dueOn,
    agreementId,
    siteId,
    dryKg: mgToKg(massMg),
    count: toSafeInteger(n),
  }));
}

/** Shipments on their way to a site of the party. When each is due, its agreement says. */
export function toReceive(manager: EntityManager, partyId: string): Promise<TodoItem[]> {
  return itemsOf(
    manager,
    { kind: 'receive', type: 'shipment' },
    `SELECT s."id", s."code", s."agreementId", s."dispatchedOn" AS "since", NULL AS "dueOn", COUNT(*) AS "n",
        SUM(l."announcedDryMg") AS "massMg"
      FROM "shipment" s JOIN "shipment_line" l ON l."shipmentId" = s."id"
      WHERE s."toPartyId" = ? AND s."status" = 'in-transit' GROUP BY s."id"`,
    [partyId],
  );
}

/** Shipments that the party has planned, with what of their batches is in stock; they wait since they were planned. */
export async function toDispatch(manager: EntityManager, partyId: string): Promise<TodoItem[]> {
  const lines = await runSums<Line & { createdAt: unknown; timeZone: string }>(
    manager,
    `SELECT s."id", s."code", s."agreementId", s."createdAt", s."plannedOn" AS "dueOn", t."timeZone",
        COUNT(DISTINCT l."batchId") AS "n", SUM(h."massMg") AS "massMg"
      FROM "shipment" s JOIN "site" t ON t."id" = s."fromSiteId" JOIN "shipment_line" l ON l."shipmentId" = s."id"
      LEFT JOIN "balance" h ON h."batchKey" = l."batchId" AND h."commodity" = 'dry-mass'
        AND h."account" = 'stock:' || s."fromSiteId"
      WHERE s."fromPartyId" = ? AND s."status" = 'planned' GROUP BY s."id", t."id"
      ORDER BY s."createdAt", s."id" LIMIT ${MOST_TODOS}`,
    [partyId],
  );
  return lines.map(({ id, code, agreementId, createdAt, timeZone, dueOn, n, massMg }) => ({
    kind: 'dispatch',
    subject: { type: 'shipment', id, code },
    dueOn,
    agreementId,
    siteId: null,
    since: localDay(toSafeInteger(createdAt), timeZone),
    dryKg: mgToKg(massMg),
    count: toSafeInteger(n),
  }));
}

/**
 * Disputes that wait for the party, at one end of the shipment: of some batch it has named no figure yet, or another one
 * than the other side. What it has named and the other side has not answered does not wait for it.
 */
export function toSettle(manager: EntityManager, partyId: string, end: 'sender' | 'receiver'): Promise<TodoItem[]> {
  const [own, other] = end === 'sender' ? ['sender', 'receiver'] : ['receiver', 'sender'];
  // Between two sites of one party both figures are named at once: its sending end is enough.
  const atEnd = end === 'sender' ? 's."fromPartyId" = ?' : 's."toPartyId" = ? AND s."fromPartyId" <> s."toPartyId"';
  return itemsOf(
    manager,
    { kind: 'dispute', type: 'shipment' },
    `SELECT s."id", s."code", s."agreementId", s."receivedOn" AS "since", NULL AS "dueOn", COUNT(*) AS "n",
        SUM(l."receivedDryMg") AS "massMg"
      FROM "shipment" s JOIN "shipment_line" l ON l."shipmentId" = s."id" AND NOT l."settled"
      WHERE ${atEnd} AND s."status" = 'in-dispute'
        AND (l."${own}NamedMg" IS NULL OR l."${own}NamedMg" <> l."${other}NamedMg") GROUP BY s."id"`,
    [partyId],
  );
}

/**
 * By-products of the party of which it sees that something is left, and that nobody has assayed: one item a site.
 *
 * @param agreementIds those in which the party is the generator: with them the database finds the batches by their index
 */
export function toAssay(manager: EntityManager, partyId: string, agreementIds: readonly string[]): Promise<TodoItem[]> {
  const covered = agreementIds.length > 0 ? `b."agreementId" IN ${listOf(agreementIds)} OR` : '';
  const perSite = 'PARTITION BY "originSiteId"';
  return itemsOf(
    manager,
    { kind: 'missing-assay', type: 'batch' },
    `WITH "open" AS (
        SELECT b."id", b."code", b."agreementId", b."originSiteId", b."occurredOn", b."occurredAt",
          SUM(h."massMg") AS "leftMg"
        FROM "batch" b JOIN "batch_party" p ON p."batchId" = b."id" AND p."partyId" = b."partyId" AND p."sees" = 'all'
          JOIN "balance" h ON h."batchKey" = b."id" AND h."commodity" = 'dry-mass' AND h."massMg" > 0
        WHERE b."kind" = 'by-product' AND b."assayId" IS NULL AND b."partyId" = ?
          AND (${covered} b."agreementId" IS NULL) GROUP BY b."id"),
      "ranked" AS (
        SELECT "id", "code", "agreementId", "originSiteId" AS "siteId", "occurredOn" AS "since", COUNT(*) OVER (${perSite}) AS "n",
          SUM("leftMg") OVER (${perSite}) AS "massMg",
          ROW_NUMBER() OVER (${perSite} ORDER BY "occurredAt", "id") AS "place"
        FROM "open")
      SELECT "id", "code", "agreementId", "since", NULL AS "dueOn", "siteId", "n", "massMg"
        FROM "ranked" WHERE "place" = 1`,
    [partyId, ...agreementIds],
  );
}

/** What was booked against agreements in the last 90 days and not reversed, one item an entry, with its first batch. */
export async function breaches(
  manager: EntityManager,
  agreementIds: readonly string[],
  nowMs: number,
): Promise<TodoItem[]> {
  if (agreementIds.length === 0) return [];
  const firstDay = shiftedDay(localDay(nowMs, 'UTC'), -BREACH_DAYS);
  // Nothing happens more than a day after it is recorded, so that the index on the recording finds all that can count.
  const recordedSince = Date.parse(`${firstDay}T00:00:00Z`) - 2 * DAY_MS;
  return itemsOf(
    manager,
    { kind: 'breach', type: 'batch' },
    `SELECT "id", "code", "agreementId", "since", NULL AS "dueOn", "n", "massMg" FROM (
        SELECT b."id", b."code", b."agreementId", n."occurredOn" AS "since", COUNT(*) OVER (PARTITION BY n."id") AS "n",
          SUM(e."dryMg") OVER (PARTITION BY n."id") AS "massMg",
          ROW_NUMBER() OVER (PARTITION BY n."id" ORDER BY b."code", b."id") AS "place"
        FROM "entry" n JOIN "batch_event" e ON e."entryId" = n."id" JOIN "batch" b ON b."id" = e."batchId"
        WHERE n."recordedAt" >= ? AND n."occurredOn" >= ? AND e."breachReason" IS NOT NULL
          AND b."agreementId" IN ${listOf(agreementIds)}
          AND NOT EXISTS (SELECT 1 FROM "entry" r WHERE r."reversesId" = n."id")) "ranked" WHERE "place" = 1`,
    [recordedSince, firstDay, ...agreementIds],
  );
}

/** What counts and their brothers have done to batches beyond what scales explain, where the last of it is of the last 90 days. */
export async function differences(manager: EntityManager, facts: AgreementFacts, nowMs: number): Promise<TodoItem[]> {
  const firstDay = shiftedDay(localDay(nowMs, 'UTC'), -BREACH_DAYS);
  return (await casesOf(manager, facts)).flatMap(({ batch, last, massMg }) =>
    batch === null || last.day < firstDay
      ? []
      : [
          {
            kind: 'difference' as const,
            subject: { type: 'batch' as const, id: batch.id, code: batch.code },
            since: last.day,
            dueOn: null,
            dryKg: mgToKg(massMg),
            count: 1,
            agreementId: facts.id,
            siteId: null,
          },
        ],
  );
}
