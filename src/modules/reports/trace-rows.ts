import type { EntityManager } from 'typeorm';
import { runSql, toMg, type Value } from '../../database/index.js';
import type { BatchStatus } from '../../domain/acts/batch-life.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import { elementMassesMg, type CompositionPpm } from '../../domain/matter/composition.js';
import { DomainError } from '../../domain/measure/errors.js';
import type { Amount, Origin } from '../../domain/matter/holding.js';
import { feedHolding, type RunKind } from '../../domain/acts/run.js';
import type { TraceSees, TraceDirection } from '../../domain/trace/trace.js';
import type { TracedRun } from '../../domain/trace/trace-down.js';
import { catalogue } from '../catalogue/index.js';
import { rowsWithIds } from './rows-of.js';
import { NO_INPUTS, type RunInputs } from './run-inputs.js';
import { negative } from '../../domain/measure/quantities.js';

/** Batches that a trace may name: an answer of some tens of megabytes. */
const MOST_BATCHES = 50_000;

/** What many batches of a trace have in common, so that it is read, kept and told once for all of them. */
export interface TracedBatchFacts {
  readonly kind: BatchKind;
  /** Null where it is not seen as it is now. */
  readonly status: BatchStatus | null;
  readonly stream: string | null;
  readonly product: string | null;
  readonly origin: Origin | null;
  /** Null likewise. */
  readonly siteId: string | null;
  readonly occurredOn: string;
  readonly sees: TraceSees;
  /** Whether it is seen as it is now. */
  readonly isLive: boolean;
}

/** A batch as far as a trace tells of it. */
export interface TracedBatchRow {
  readonly id: string;
  readonly code: string;
  readonly parentId: string | null;
  readonly runId: string | null;
  readonly sees: TraceSees;
  readonly isLive: boolean;
  readonly facts: TracedBatchFacts;
}

/*
 * A trace reads tens of thousands of rows, and in the driver a row costs more than all that is done with it here. So
 * batches are read as one text, and the inputs of a run as one row. No text that the service takes holds these two
 * control characters.
 */
const BETWEEN_VALUES = '\u001f';
const BETWEEN_ROWS = '\u001e';

/** What its holder only plans with a batch is told by the answer of the shipment, to those who see that. */
const STATUS = `CASE WHEN b."status" = 'in-shipment' THEN b."resting" ELSE b."status" END`;
const OWN_COLUMNS = ['b."id"', 'b."code"', `COALESCE(b."parentId", '')`, `COALESCE(b."runId", '')`];
const SHARED_COLUMNS = ['b."kind"', STATUS, 'b."siteId"', 'b."occurredOn"'];
const NULLABLE_COLUMNS = ['stream', 'product', 'origin'].map((name) => `b."${name}"`);

/*
 * The ways of a trace go from batch to batch and through runs, whose ids stand among those of the batches: so a step costs
 * as many rows as a run has inputs or outputs, and not their product. PostgreSQL takes one mention of the recursive table
 * only, hence the numbered legs downward.
 */
const WAYS: Readonly<Record<TraceDirection, string>> = {
  up: `SELECT COALESCE(b."parentId", b."runId", i."batchId")
    FROM "way" w LEFT JOIN "batch" b ON b."id" = w."id"
      LEFT JOIN "run_input" i ON i."runId" = CASE WHEN b."id" IS NULL THEN w."id" END
    WHERE COALESCE(b."parentId", b."runId", i."batchId") IS NOT NULL`,
  down: `SELECT COALESCE(p."id", r."id", o."batchId")
    FROM "way" w CROSS JOIN (SELECT 1 AS "n" UNION ALL SELECT 2 UNION ALL SELECT 3) leg
      LEFT JOIN "batch" p ON leg."n" = 1 AND p."parentId" = w."id" AND p."status" <> 'void'
      LEFT JOIN "run_input" i ON leg."n" = 2 AND i."batchId" = w."id"
      LEFT JOIN "run" r ON r."id" = i."runId" AND r."status" = 'closed'
      LEFT JOIN "run_output" o ON leg."n" = 3 AND o."runId" = w."id"
    WHERE COALESCE(p."id", r."id", o."batchId") IS NOT NULL`,
};

interface TracedWay {
  readonly batchId: string;
  readonly direction: TraceDirection;
  /** Batches that the trace may have. */
  readonly most?: number;
}

/**
 * A batch with all its ancestors or descendants; none where the batch itself is not seen.
 *
 * @throws DomainError `trace-too-large`
 */
export async function tracedBatches(
  manager: EntityManager,
  { batchId, direction, most = MOST_BATCHES }: TracedWay,
  seen: { readonly sql: string; readonly values: readonly Value[] },
): Promise<TracedBatchRow[]> {
  const nullable = [...NULLABLE_COLUMNS, seen.sql].map((value) => `COALESCE(${value}, '')`);
  const values = [...OWN_COLUMNS, ...SHARED_COLUMNS, ...nullable];
  const [line] = await runSql<{ batches: string | null }>(
    manager,
    `WITH RECURSIVE "way"("id") AS (
        SELECT b."id" FROM "batch" b WHERE b."id" = ? AND ${seen.sql} IS NOT NULL UNION ${WAYS[direction]})
      SELECT string_agg(told."batch", '${BETWEEN_ROWS}') AS "batches" FROM (
        SELECT ${values.join(` || '${BETWEEN_VALUES}' || `)} AS "batch"
        FROM "way" JOIN "batch" b ON b."id" = "way"."id" LIMIT ${most + 1}) told`,
    [batchId, ...seen.values, ...seen.values],
  );
  const rows = line?.batches?.split(BETWEEN_ROWS) ?? [];
  if (rows.length > most) {
    throw new DomainError('trace-too-large', `The trace has more than ${most} batches.`, { mostBatches: most });
  }
  const known = new Map<string, TracedBatchFacts>();
  return rows.map((row) => batchOf(row, known));
}

function batchOf(text: string, known: Map<string, TracedBatchFacts>): TracedBatchRow {
  const own: string[] = [];
  let begin = 0;
  for (let count = 0; count < OWN_COLUMNS.length; count += 1) {
    const end = text.indexOf(BETWEEN_VALUES, begin);
    own.push(text.slice(begin, end));
    begin = end + 1;
  }
  const shared = text.slice(begin);
  let facts = known.get(shared);
  if (!facts) known.set(shared, (facts = factsOf(shared)));
  const [id = '', code = '', parentId, runId] = own;
  const { sees, isLive } = facts;
  return { id, code, parentId: parentId || null, runId: runId || null, sees, isLive, facts };
}

function factsOf(shared: string): TracedBatchFacts {
  const [kind, status, siteId = '', occurredOn = '', stream, product, origin, sees] = shared.split(BETWEEN_VALUES);
  const isLive = sees === 'all';
  return {
    kind: kind as BatchKind,
    status: isLive ? (status as BatchStatus) : null,
    siteId: isLive ? siteId : null,
    occurredOn,
    stream: stream || null,
    product: product || null,
    origin: (origin || null) as Origin | null,
    sees: sees === 'share' ? 'share' : sees ? 'all' : null,
    isLive,
  };
}

/** A run as far as a trace tells of it. */
export interface TracedRunRow extends TracedRun {
  readonly kind: RunKind;
  readonly code: string;
  readonly siteId: string;
  readonly occurredOn: string;
}

/** The runs, reversed ones left out, with all that went in and, for a trace downward, what came out. */
export async function tracedRuns(
  manager: EntityManager,
  fed: RunInputs,
  { runIds, direction }: { readonly runIds: readonly string[]; readonly direction: TraceDirection },
): Promise<TracedRunRow[]> {
  const lines = await rowsWithIds<Omit<TracedRunRow, keyof TracedRun> & { id: string; partyId: string }>(
    manager,
    runIds,
    (list) => `SELECT "id", "partyId", "kind", "code", "siteId", "occurredOn" FROM "run"
      WHERE "id" IN ${list} AND "status" = 'closed'`,
  );
  const ids = lines.map(({ id }) => id);
  const leaving = direction === 'down' ? ids : [];
  const [inputs, feeds] = [await fed.of(manager, ids), await feedsOf(manager, ids)];
  const [unnamed, outputs] = [await unnamedOf(manager, ids), await outputsOf(manager, leaving)];
  const residues = await residuesOf(manager, leaving);
  return lines.map((line) => {
    const { inputIds, drawn } = inputs.get(line.id) ?? NO_INPUTS;
    return {
      ...line,
      inputIds,
      drawn,
      otherFeed: feeds.get(line.id) ?? [],
      unnamed: unnamed.get(line.id) ?? [],
      outputIds: outputs.get(line.id) ?? [],
      residues: residues.get(line.id) ?? [],
    };
  });
}

interface RunPart {
  readonly runId: string;
  readonly ordinal: number;
}

async function feedsOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<
    RunPart & { origin: Origin; description: string; dryMg: number | string; composition: string }
  >(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "origin", "description", "dryMg", "composition" FROM "run_feed"
      WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ origin, description, ...row }) => ({
    origin,
    description,
    holding: feedHolding({ origin, ...massesOf(row) }),
  }));
}

/** The warning of a run says how much came out of an element above what the assays named. */
async function unnamedOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<Omit<RunPart, 'ordinal'> & { element: string; massMg: number | string }>(
    manager,
    ids,
    (list) => `SELECT "runId", "element", "massMg" FROM "run_warning" WHERE "runId" IN ${list}
      AND "agreementKey" = '' AND "code" = 'element-not-assayed' ORDER BY "element"`,
  );
  return byRun(
    rows.map((row) => ({ ...row, ordinal: 0 })),
    ({ element, massMg }): Amount => ({
      commodity: element,
      agreementId: null,
      origin: 'unknown',
      massMg: negative(toMg(massMg)),
    }),
  );
}

async function outputsOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<RunPart & { batchId: string }>(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "batchId" FROM "run_output" WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ batchId }) => batchId);
}

async function residuesOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<RunPart & { kind: string; dryMg: number | string; composition: string | null }>(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "kind", "dryMg", "composition" FROM "run_residue"
      WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ kind, ...row }) => ({ description: kind, ...massesOf(row) }));
}

function massesOf(row: { readonly dryMg: number | string; readonly composition: string | null }) {
  const dryMg = toMg(row.dryMg);
  const composition = JSON.parse(row.composition ?? '{}') as CompositionPpm;
  return { dryMg, elementsMg: elementMassesMg(dryMg, composition, catalogue) };
}

function byRun<Row extends RunPart, Part>(
  rows: readonly Row[],
  partOf: (row: Row) => Part,
): ReadonlyMap<string, Part[]> {
  const parts = new Map<string, Part[]>();
  for (const row of [...rows].sort((a, b) => a.ordinal - b.ordinal)) {
    const known = parts.get(row.runId);
    if (known) known.push(partOf(row));
    else parts.set(row.runId, [partOf(row)]);
  }
  return parts;
}
