import type { EntityManager } from 'typeorm';
import { listOf, runSql, toSafeInteger, type Value } from '../../database/index.js';
import type { BatchStatus } from '../../domain/acts/batch-life.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import { elementMassesMg, type Composition } from '../../domain/matter/composition.js';
import { DomainError } from '../../domain/measure/errors.js';
import type { Amount, Holding, Origin } from '../../domain/matter/holding.js';
import { feedHolding, type RunKind } from '../../domain/acts/run.js';
import type { TraceSees, TraceDirection } from '../../domain/trace/trace.js';
import type { TracedRun } from '../../domain/trace/trace-down.js';
import { catalogue } from '../catalogue/index.js';

/** Batches that a trace may name: an answer of some tens of megabytes. */
const MOST_BATCHES = 50_000;
const CHUNK = 5_000;

/** A batch as far as a trace tells of it. */
export interface TracedBatchRow {
  readonly id: string;
  readonly kind: BatchKind;
  readonly code: string;
  /** Null where it is not seen as it is now. */
  readonly status: BatchStatus | null;
  readonly stream: string | null;
  readonly product: string | null;
  readonly origin: Origin | null;
  /** Null likewise. */
  readonly siteId: string | null;
  readonly occurredOn: string;
  readonly parentId: string | null;
  readonly runId: string | null;
  readonly sees: TraceSees;
  readonly isLive: boolean;
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
const BATCH_COLUMNS = ['b."id"', 'b."kind"', 'b."code"', STATUS, 'b."siteId"', 'b."occurredOn"'];
const NULLABLE_BATCH_COLUMNS = ['stream', 'product', 'origin', 'parentId', 'runId'].map((name) => `b."${name}"`);

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
  const values = [...BATCH_COLUMNS, ...[...NULLABLE_BATCH_COLUMNS, seen.sql].map((value) => `COALESCE(${value}, '')`)];
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
  return rows.map(batchOf);
}

function batchOf(text: string): TracedBatchRow {
  const [id = '', kind, code = '', status, siteId = '', occurredOn = '', ...rest] = text.split(BETWEEN_VALUES);
  const [stream, product, origin, parentId, runId, sees] = rest;
  const isLive = sees === 'all';
  return {
    id,
    kind: kind as BatchKind,
    code,
    status: isLive ? (status as BatchStatus) : null,
    siteId: isLive ? siteId : null,
    occurredOn,
    stream: stream || null,
    product: product || null,
    origin: (origin || null) as Origin | null,
    parentId: parentId || null,
    runId: runId || null,
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
  runIds: readonly string[],
  direction: TraceDirection,
): Promise<TracedRunRow[]> {
  const lines = await rowsOf<Omit<TracedRunRow, keyof TracedRun> & { id: string; partyId: string }>(
    manager,
    runIds,
    (list) => `SELECT "id", "partyId", "kind", "code", "siteId", "occurredOn" FROM "run"
      WHERE "id" IN ${list} AND "status" = 'closed'`,
  );
  const ids = lines.map(({ id }) => id);
  const leaving = direction === 'down' ? ids : [];
  const [inputs, feeds] = [await inputsOf(manager, ids), await feedsOf(manager, ids)];
  const [unnamed, outputs] = [await unnamedOf(manager, ids), await outputsOf(manager, leaving)];
  const residues = await residuesOf(manager, leaving);
  return lines.map((line) => {
    const { inputIds, drawn } = inputs.get(line.id) ?? { inputIds: [], drawn: () => [] };
    return {
      ...line,
      inputIds,
      // Parsed when it is asked for, run by run: kept until the answer is made, it would be most of what a trace keeps.
      get drawn() {
        return drawn();
      },
      otherFeed: feeds.get(line.id) ?? [],
      unnamed: unnamed.get(line.id) ?? [],
      outputIds: outputs.get(line.id) ?? [],
      residues: residues.get(line.id) ?? [],
    };
  });
}

/** The runs that drew on batches. */
export async function runsDrawing(manager: EntityManager, batchIds: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ runId: string }>(
    manager,
    batchIds,
    (list) => `SELECT DISTINCT "runId" FROM "run_input" WHERE "batchId" IN ${list}`,
  );
  return [...new Set(rows.map(({ runId }) => runId))];
}

interface RunPart {
  readonly runId: string;
  readonly ordinal: number;
}

interface RunInputs {
  readonly inputIds: readonly string[];
  readonly drawn: () => Holding[];
}

/** Aggregates of one statement see its rows in one order; that of the inputs is made here, which costs half as much. */
async function inputsOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, RunInputs>> {
  const rows = await rowsOf<{ runId: string; inputs: string; contents: string }>(
    manager,
    ids,
    (list) => `SELECT "runId", string_agg("ordinal" || ' ' || "batchId", ',') AS "inputs",
        string_agg("contents", ',') AS "contents"
      FROM "run_input" WHERE "runId" IN ${list} GROUP BY "runId"`,
  );
  return new Map(rows.map(({ runId, inputs, contents }) => [runId, inOrder(inputs, contents)]));
}

function inOrder(inputs: string, contents: string): RunInputs {
  const listed = inputs.split(',').map((input, index) => {
    const space = input.indexOf(' ');
    return { index, ordinal: Number(input.slice(0, space)), batchId: input.slice(space + 1) };
  });
  listed.sort((a, b) => a.ordinal - b.ordinal);
  return {
    inputIds: listed.map(({ batchId }) => batchId),
    drawn: () => {
      const holdings = JSON.parse(`[${contents}]`) as Holding[];
      return listed.map(({ index }) => holdings[index] ?? []);
    },
  };
}

async function feedsOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsOf<
    RunPart & { origin: Origin; description: string; dryMg: number | string; composition: string }
  >(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "origin", "description", "dryMg", "composition" FROM "run_feed"
      WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ origin, description, ...row }) => ({
    ...{ origin, description },
    holding: feedHolding({ origin, ...massesOf(row) }),
  }));
}

/** The warning of a run says how much came out of an element above what the assays named. */
async function unnamedOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsOf<Omit<RunPart, 'ordinal'> & { element: string; massMg: number | string }>(
    manager,
    ids,
    (list) => `SELECT "runId", "element", "massMg" FROM "run_warning" WHERE "runId" IN ${list}
      AND "agreementKey" = '' AND "code" = 'element-not-assayed' ORDER BY "element"`,
  );
  return byRun(
    rows.map((row) => ({ ...row, ordinal: 0 })),
    ({ element, massMg }): Amount => ({
      ...{ commodity: element, agreementId: null, origin: 'unknown', massMg: -toSafeInteger(massMg) },
    }),
  );
}

async function outputsOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsOf<RunPart & { batchId: string }>(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "batchId" FROM "run_output" WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ batchId }) => batchId);
}

async function residuesOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsOf<RunPart & { kind: string; dryMg: number | string; composition: string | null }>(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "kind", "dryMg", "composition" FROM "run_residue"
      WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ kind, ...row }) => ({ description: kind, ...massesOf(row) }));
}

function massesOf(row: { readonly dryMg: number | string; readonly composition: string | null }) {
  const dryMg = toSafeInteger(row.dryMg);
  const composition = JSON.parse(row.composition ?? '{}') as Composition;
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

/** The rows of a query over many ids, which it names once. */
export async function rowsOf<Row>(
  manager: EntityManager,
  ids: readonly string[],
  sqlOf: (list: string) => string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    for (const row of await runSql<Row>(manager, sqlOf(listOf(chunk)), chunk)) rows.push(row);
  }
  return rows;
}
