import type { EntityManager } from 'typeorm';
import { listOf, runSql, toMg, toSafeInteger } from '../../database/index.js';
import { versionOn, latestSigned, type AgreementFacts } from '../../domain/agreement/agreement.js';
import { countedCases, countedMonths, type CountedAct, type CountedSum } from '../../domain/acts/counted-cases.js';
import { localDay, type Day } from '../../domain/measure/time.js';
import { FREE_MS } from '../batches/index.js';
import { minus, plus, type Mg } from '../../domain/measure/quantities.js';

/** The batch of a case. */
export interface CountedBatch {
  readonly id: string;
  readonly code: string;
  readonly stream: string | null;
}

export interface CountedCase extends CountedSum {
  /** Of a case of a month, null. */
  readonly batch: CountedBatch | null;
  readonly month: string | null;
}

interface RootLine extends CountedBatch {
  readonly dryMg: unknown;
  readonly agreementVersion: number | null;
}

type Change = Omit<CountedAct, 'recordedAt' | 'takenMg'> & { readonly recordedAt: unknown; readonly takenMg: unknown };

const OUTSIDE = `'world:measurement-difference'`;
const DIFFERENCE = `p."commodity" = 'dry-mass' AND (p."toAccount" = ${OUTSIDE} OR p."fromAccount" = ${OUTSIDE})`;
const MEASURES = ['counted-down', 'counted-up', 'recycler-count-down', 'recycler-count-up', 'own-difference'];

/**
 * The batches of an agreement that were counted, or lost something on an own way. The running totals tell on which days: what
 * else happened under the agreement need not be read.
 */
const COUNTED = `SELECT DISTINCT b."rootId" FROM "posting" p JOIN "batch" b ON b."id" = p."fromBatchId"
  WHERE p."agreementKey" = ? AND b."kind" = 'by-product' AND ${DIFFERENCE}
    AND p."day" IN (SELECT t."period" FROM "measure_total" t WHERE t."partyId" IN (?, ?)
      AND t."measure" IN ${listOf(MEASURES)} AND t."grain" = 'day' AND t."agreementKey" = ?)`;

/** Those of which the recycler weighed another mass after a way of its own, or had them back from who refused them whole. */
const RECYCLERS_WAYS = `SELECT DISTINCT b."rootId" FROM "shipment" h JOIN "shipment_line" l ON l."shipmentId" = h."id"
  JOIN "batch" b ON b."id" = l."batchId" AND b."agreementId" = ? AND b."kind" = 'by-product'
  WHERE h."fromPartyId" = ? AND l."receivedDryMg" <> l."announcedDryMg"
    AND (h."toPartyId" = h."fromPartyId" OR l."refusedBatchId" = l."batchId")`;

/** Those whose logging was edited or taken back. */
const RELOGGED = `SELECT DISTINCT s."subjectId" AS "rootId" FROM "entry" r
  JOIN "entry" e ON e."id" = r."reversesId" AND e."kind" = 'logged' JOIN "entry_subject" s ON s."entryId" = e."id"
  JOIN "batch" b ON b."id" = s."subjectId" AND b."agreementId" = ? AND b."kind" = 'by-product'
  WHERE r."reversesId" IS NOT NULL AND r."partyId" = ?`;

/** Each count, and what was lost or gained on each own way or of a load that was refused whole, until it was reversed. */
const changesOf = (rootIds: readonly string[]): string => `SELECT
    CASE WHEN e."kind" = 'disposed' THEN 'counted' ELSE 'lost-on-own-way' END AS "kind",
    e."id" AS "entryId", e."recordedAt", e."occurredOn" AS "day", b."id" AS "batchId", b."rootId", v."reason",
    CASE WHEN e."kind" = 'disposed' THEN e."partyId" ELSE h."fromPartyId" END AS "partyId",
    CASE WHEN p."toAccount" = ${OUTSIDE} THEN p."massMg" ELSE -p."massMg" END AS "takenMg", h."id" AS "shipmentId"
  FROM "batch" b JOIN "posting" p ON p."fromBatchId" = b."id" AND ${DIFFERENCE} JOIN "entry" e ON e."id" = p."entryId"
    LEFT JOIN "batch_event" v ON v."entryId" = e."id" AND v."batchId" = b."id"
    LEFT JOIN "entry_subject" s ON s."entryId" = e."id" AND e."kind" IN ('received', 'settled')
      AND EXISTS (SELECT 1 FROM "shipment" k WHERE k."id" = s."subjectId")
    LEFT JOIN "shipment" h ON h."id" = s."subjectId"
    LEFT JOIN "shipment_line" l ON l."shipmentId" = h."id" AND l."batchId" = b."id"
  WHERE b."rootId" IN ${listOf(rootIds)} AND NOT EXISTS (SELECT 1 FROM "entry" r WHERE r."reversesId" = e."id")
    AND (e."kind" = 'disposed' OR h."toPartyId" = h."fromPartyId" OR l."refusedBatchId" = l."batchId")`;

const loggedOf = (
  rootIds: readonly string[],
): string => `SELECT s."subjectId" AS "rootId", e."id" AS "entryId", e."partyId",
    e."recordedAt", t."timeZone", r."id" AS "reversalId", r."recordedAt" AS "reversedAt", r."reason", SUM(p."massMg") AS "massMg"
  FROM "entry_subject" s JOIN "entry" e ON e."id" = s."entryId" AND e."kind" = 'logged' JOIN "site" t ON t."id" = e."siteId"
    JOIN "posting" p ON p."entryId" = e."id" AND p."commodity" = 'dry-mass' LEFT JOIN "entry" r ON r."reversesId" = e."id"
  WHERE s."subjectId" IN ${listOf(rootIds)}
  GROUP BY s."subjectId", e."id", t."timeZone", r."id" ORDER BY e."recordedAt", e."id"`;

/** What arrived from other parties of batches, the last first. */
const arrivalsOf = (batchIds: readonly string[]): string => `SELECT l."batchId", h."toPartyId",
    COALESCE(l."settledDryMg", l."receivedDryMg") - l."refusedDryMg" AS "massMg"
  FROM "shipment_line" l JOIN "shipment" h ON h."id" = l."shipmentId"
  WHERE l."batchId" IN ${listOf(batchIds)} AND h."fromPartyId" <> h."toPartyId" AND l."receivedDryMg" IS NOT NULL
  ORDER BY h."receivedAt" DESC`;

/** What counts and their brothers have done to the by-products of an agreement beyond what scales explain. */
export async function casesOf(manager: EntityManager, facts: AgreementFacts): Promise<CountedCase[]> {
  return batchCases(manager, facts, await actsOf(manager, facts));
}

/** The same, and the months in which much was little many times. */
export async function casesAndMonthsOf(manager: EntityManager, facts: AgreementFacts): Promise<CountedCase[]> {
  const read = await actsOf(manager, facts);
  const [cases, months] = [await batchCases(manager, facts, read), await monthCases(manager, facts, read)];
  return [...cases, ...months];
}

async function batchCases(
  manager: EntityManager,
  facts: AgreementFacts,
  { acts, roots }: Acts,
): Promise<CountedCase[]> {
  const arrivals = await arrivedOf(manager, acts);
  const cases = countedCases(acts, ({ batchId, rootId, partyId }) => {
    const root = roots.get(rootId);
    const version = facts.versions.find((one) => one.version === root?.agreementVersion);
    const arrivedMg = arrivals.get(`${batchId} ${partyId}`) ?? arrivals.get(`${rootId} ${partyId}`);
    return {
      baseMg: arrivedMg ?? toMg(root?.dryMg ?? 0),
      tolerancePpm: version?.terms.weightTolerancePpm ?? null,
    };
  });
  return cases.map((one) => ({ ...one, batch: roots.get(one.last.rootId) ?? null, month: null }));
}

async function monthCases(manager: EntityManager, facts: AgreementFacts, { acts }: Acts): Promise<CountedCase[]> {
  if (acts.length === 0) return [];
  const generated = await runSql<{ period: string; massMg: unknown }>(
    manager,
    `SELECT "period", SUM("massMg") AS "massMg" FROM "measure_total" WHERE "agreementKey" = ? AND "grain" = 'month'
      AND "measure" = 'generated' AND "commodity" = 'dry-mass' GROUP BY "period"`,
    [facts.id],
  );
  const baseOf = new Map(generated.map(({ period, massMg }) => [period.slice(0, 7), toMg(massMg)]));
  const months = countedMonths(acts, ({ day }) => ({
    baseMg: baseOf.get(day.slice(0, 7)) ?? 0,
    tolerancePpm: (versionOn(facts, day) ?? latestSigned(facts))?.terms.weightTolerancePpm ?? null,
  }));
  return months.map((one) => ({ ...one, batch: null, month: one.last.day.slice(0, 7) }));
}

interface Acts {
  readonly acts: readonly CountedAct[];
  readonly roots: ReadonlyMap<string, RootLine>;
}

async function actsOf(manager: EntityManager, { id, generatorId, recyclerId }: AgreementFacts): Promise<Acts> {
  const counted = await runSql<{ rootId: string }>(manager, COUNTED, [id, generatorId, recyclerId, ...MEASURES, id]);
  const relogged = await runSql<{ rootId: string }>(manager, RELOGGED, [id, generatorId]);
  const moved = await runSql<{ rootId: string }>(manager, RECYCLERS_WAYS, [id, recyclerId]);
  const rootIds = [...new Set([...counted, ...relogged, ...moved].map(({ rootId }) => rootId))];
  if (rootIds.length === 0) return { acts: [], roots: new Map() };
  const roots = await runSql<RootLine>(
    manager,
    `SELECT "id", "code", "stream", "dryMg", "agreementVersion" FROM "batch" WHERE "id" IN ${listOf(rootIds)}`,
    rootIds,
  );
  const changes = await runSql<Change & { shipmentId: string | null }>(manager, changesOf(rootIds), rootIds);
  const edits = relogged.length === 0 ? [] : await editsOf(manager, relogged);
  const sides = [generatorId, recyclerId];
  return {
    acts: [...waysJoined(changes), ...edits].filter(({ partyId }) => sides.includes(partyId)),
    roots: new Map(roots.map((root) => [root.id, root])),
  };
}

/** A receipt and its settlement say one difference together. */
function waysJoined(changes: readonly (Change & { readonly shipmentId: string | null })[]): CountedAct[] {
  const acts = new Map<string, CountedAct>();
  for (const { shipmentId, ...change } of changes) {
    const act = { ...change, recordedAt: toSafeInteger(change.recordedAt), takenMg: toMg(change.takenMg) };
    const key = `${shipmentId ?? act.entryId} ${act.batchId}`;
    const before = acts.get(key);
    const last = before && before.recordedAt > act.recordedAt ? before : act;
    acts.set(key, { ...last, takenMg: plus(before?.takenMg ?? 0, act.takenMg) });
  }
  return [...acts.values()];
}

interface Logged {
  readonly rootId: string;
  readonly entryId: string;
  readonly partyId: string;
  readonly recordedAt: unknown;
  readonly timeZone: string;
  readonly reversalId: string | null;
  readonly reversedAt: unknown;
  readonly reason: string | null;
  readonly massMg: unknown;
}

/** By how much each edit lowered what was logged, and what was taken back whole; what is of the first day is free. */
async function editsOf(
  manager: EntityManager,
  relogged: readonly { readonly rootId: string }[],
): Promise<CountedAct[]> {
  const ids = relogged.map(({ rootId }) => rootId);
  const lines = await runSql<Logged>(manager, loggedOf(ids), ids);
  return ids.flatMap((rootId) => {
    const own = lines.filter((line) => line.rootId === rootId);
    const firstAt = Number(own[0]?.recordedAt ?? 0);
    return own.flatMap((line, index) => {
      const act = editOf(line, own[index + 1]);
      return act && act.recordedAt - firstAt > FREE_MS ? [act] : [];
    });
  });
}

function editOf(line: Logged, next: Logged | undefined): CountedAct | null {
  const { rootId, partyId, timeZone, reason } = line;
  const common = { rootId, batchId: rootId, partyId };
  if (next) {
    const recordedAt = toSafeInteger(next.recordedAt);
    const takenMg = minus(toMg(line.massMg), toMg(next.massMg));
    const day: Day = localDay(recordedAt, timeZone);
    return { ...common, kind: 'edited', entryId: next.entryId, recordedAt, day, takenMg, reason: null };
  }
  if (line.reversalId === null) return null;
  const recordedAt = toSafeInteger(line.reversedAt);
  const day: Day = localDay(recordedAt, timeZone);
  const takenMg = toMg(line.massMg);
  return { ...common, kind: 'unlogged', entryId: line.reversalId, recordedAt, day, takenMg, reason };
}

async function arrivedOf(manager: EntityManager, acts: readonly CountedAct[]): Promise<ReadonlyMap<string, Mg>> {
  const ids = [...new Set(acts.flatMap(({ batchId, rootId }) => [batchId, rootId]))];
  if (ids.length === 0) return new Map();
  const lines = await runSql<{ batchId: string; toPartyId: string; massMg: unknown }>(manager, arrivalsOf(ids), ids);
  // The last arrival is written last.
  return new Map(
    [...lines].reverse().map(({ batchId, toPartyId, massMg }) => [`${batchId} ${toPartyId}`, toMg(massMg)]),
  );
}
