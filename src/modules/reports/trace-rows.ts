import type { EntityManager } from 'typeorm';
import { toSafeInteger, type Value } from '../../database/index.js';
import type { BatchStatus } from '../../domain/acts/batch-life.js';
import { DomainError } from '../../domain/measure/errors.js';
import type { TracedBatch, TraceDirection } from '../../domain/trace/trace.js';
import type { TracedRun } from '../../domain/trace/trace-down.js';
import { ROW, SEALED_TEXT, SealedReader, BatchNowReader, nowText } from './batch-texts.js';
import type { SealedBatch, BatchNow } from './batch-texts.js';
import { sourceOf, type KnownRun, type KnownRuns } from './known-runs.js';
import { rowsWithIds } from './rows-of.js';
import { unnamedOf } from './run-parts.js';

/** Batches that a trace may name: an answer of some tens of megabytes. */
const MOST_BATCHES = 50_000;

/** A batch as far as a trace tells of it. */
export class TracedBatchRow implements TracedBatch {
  constructor(
    readonly sealed: SealedBatch,
    readonly now: BatchNow,
  ) {}

  get id(): string {
    return this.sealed.id;
  }

  get parentId(): string | null {
    return this.sealed.parentId;
  }

  get runId(): string | null {
    return this.sealed.runId;
  }

  get sees(): TracedBatch['sees'] {
    return this.now.sees;
  }

  get isLive(): boolean {
    return this.now.isLive;
  }
}

/** A run as far as a trace tells of it. */
export type TracedRunRow = KnownRun & TracedRun;

/** The batches of a trace, and the runs on its ways that are closed. */
export interface TracedRows {
  readonly batches: readonly TracedBatchRow[];
  readonly runs: readonly TracedRunRow[];
}

/*
 * The ways of a trace go from batch to batch and through runs, whose ids stand among those of the batches: so a step costs
 * as many rows as a run has inputs or outputs, and not their product. Upward the inputs of a run are not among them, but
 * for those that others are parts of: what is known of a run has them. PostgreSQL takes one mention of the recursive table
 * only, hence the numbered legs downward.
 */
const WAYS: Readonly<Record<TraceDirection, string>> = {
  up: `SELECT COALESCE(b."parentId", b."runId")
    FROM "way" w LEFT JOIN "run_input" i ON i."runId" = w."id"
      JOIN "batch" b ON b."id" = COALESCE(i."batchId", w."id")
    WHERE COALESCE(b."parentId", b."runId") IS NOT NULL`,
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

/** What is seen of a batch `b`, as an SQL value. */
interface Seen {
  readonly sql: string;
  readonly values: readonly Value[];
  /** Who sees, where it is a party: of what that holds it sees all. */
  readonly partyId?: string;
}

/**
 * A batch with all its ancestors or descendants; none where the batch itself is not seen. One that several runs drew on may
 * be there more than once.
 *
 * @throws DomainError `trace-too-large`
 */
export async function tracedRows(
  manager: EntityManager,
  known: KnownRuns,
  { batchId, direction, most = MOST_BATCHES }: TracedWay,
  seen: Seen,
): Promise<TracedRows> {
  const self = await waysFrom(manager, { ids: [batchId], most }, seen);
  const traced = self.batches.get(batchId);
  if (!traced?.sees) return { batches: [], runs: [] };
  const ways =
    direction === 'up'
      ? await waysUp(manager, known, { traced, most }, seen)
      : await waysFrom(manager, { ids: [batchId], direction, most }, seen);
  const batches = ways.batches.set(batchId, traced);
  const runIds = [...ways.runIds];
  const states =
    direction === 'up' ? await closedRuns(manager, runIds, seen) : runIds.map((id) => ({ id, inputs: 0, usual: 0 }));
  const draws = states.reduce((sum, { inputs }) => sum + inputs, 0);
  if (batches.size + draws > most) await requireFewer(manager, { ...ways, most });
  const runs = await known.of(
    manager,
    states.map(({ id }) => id),
  );
  const inputs = direction === 'up' ? await inputsOfRuns(manager, { runs, states, atHand: batches }, seen) : [];
  const unnamed = await unnamedOf(manager, runIds);
  return {
    batches: [...batches.values(), ...inputs],
    runs: runs.map((run) => ({ ...run, unnamed: unnamed.get(run.id) ?? [] })),
  };
}

interface FoundWays {
  readonly batches: Map<string, TracedBatchRow>;
  readonly runIds: Set<string>;
}

/** What lies behind a batch: what is known of runs tells most of it, and the rest is asked for at once. */
async function waysUp(
  manager: EntityManager,
  known: KnownRuns,
  { traced, most }: { readonly traced: TracedBatchRow; readonly most: number },
  seen: Seen,
): Promise<FoundWays> {
  const { runIds, beyond } = known.behind(sourceOf(traced));
  const rest = await waysFrom(manager, { ids: [...beyond], direction: 'up', most }, seen);
  return { batches: rest.batches, runIds: new Set([...runIds, ...rest.runIds]) };
}

interface Beginnings {
  /** Of batches and runs. */
  readonly ids: readonly string[];
  /** None: no way at all is gone. */
  readonly direction?: TraceDirection;
  readonly most: number;
}

/** The batches and runs on the ways from some, with these themselves. */
async function waysFrom(
  manager: EntityManager,
  { ids, direction, most }: Beginnings,
  { sql, values }: Seen,
): Promise<FoundWays> {
  const found: FoundWays = { batches: new Map(), runIds: new Set() };
  const [sealed, nows] = [new SealedReader(), new BatchNowReader()];
  const lines = await rowsWithIds<{ batches: string | null; runs: string | null }>(
    manager,
    ids,
    (list) => `WITH RECURSIVE "way"("id") AS (
        SELECT "id" FROM (SELECT "id" FROM "batch" UNION ALL SELECT "id" FROM "run") begun WHERE "id" IN ${list}
        ${direction ? `UNION ${WAYS[direction]}` : ''})
      SELECT (SELECT string_agg(told."batch", '${ROW}') FROM (
          SELECT concat(${SEALED_TEXT}, '${ROW}', ${nowText(sql)}) AS "batch"
          FROM "way" JOIN "batch" b ON b."id" = "way"."id" LIMIT ${most + 1}) told) AS "batches",
        (SELECT string_agg("way"."id", ',') FROM "way" JOIN "run" r ON r."id" = "way"."id") AS "runs"`,
    { after: values },
  );
  for (const { batches, runs } of lines) {
    for (const id of runs?.split(',') ?? []) found.runIds.add(id);
    const texts = batches?.split(ROW) ?? [];
    for (let index = 0; index < texts.length; index += 2) {
      const batch = new TracedBatchRow(sealed.read(texts[index] ?? ''), nows.readAt(texts[index + 1] ?? '', 0));
      found.batches.set(batch.id, batch);
    }
  }
  return found;
}

/** A closed run, and how many of its inputs are as those of a run mostly are. */
interface RunState {
  readonly id: string;
  readonly inputs: number;
  readonly usual: number;
}

const USUAL_STATUS: BatchStatus = 'processed';

/**
 * Those of some runs that are closed. What they used up stands where they ran, with who ran them: where the viewer did, and
 * sees all of what it holds, that of all inputs is one figure, and a text of each is made only where they differ.
 */
async function closedRuns(
  manager: EntityManager,
  runIds: readonly string[],
  { partyId = '' }: Seen,
): Promise<RunState[]> {
  const rows = await rowsWithIds<Record<'inputs' | 'usual', number | string> & { id: string }>(
    manager,
    runIds,
    (list) => `SELECT r."id", COUNT(i."batchId") AS "inputs", COUNT(CASE WHEN b."holderId" = r."partyId"
        AND b."siteId" = r."siteId" AND b."status" = '${USUAL_STATUS}' THEN 1 END) AS "usual"
      FROM "run" r LEFT JOIN "run_input" i ON i."runId" = r."id"
        LEFT JOIN "batch" b ON b."id" = i."batchId" AND r."partyId" = ?
      WHERE r."id" IN ${list} AND r."status" = 'closed' GROUP BY r."id"`,
    { before: [partyId] },
  );
  return rows.map(({ id, inputs, usual }) => ({ id, inputs: toSafeInteger(inputs), usual: toSafeInteger(usual) }));
}

/** Counts each batch once, however many runs drew on it. @throws DomainError `trace-too-large` */
async function requireFewer(
  manager: EntityManager,
  { batches, runIds, most }: FoundWays & { readonly most: number },
): Promise<void> {
  const drawn = await rowsWithIds<{ batchId: string }>(
    manager,
    [...runIds],
    (list) => `SELECT DISTINCT "batchId" FROM "run_input" WHERE "runId" IN ${list} LIMIT ${most + 1}`,
  );
  const named = new Set([...batches.keys(), ...drawn.map(({ batchId }) => batchId)]);
  if (named.size <= most) return;
  throw new DomainError('trace-too-large', `The trace has more than ${most} batches.`, { mostBatches: most });
}

interface RunsBehind {
  readonly runs: readonly KnownRun[];
  readonly states: readonly RunState[];
  readonly atHand: ReadonlyMap<string, TracedBatchRow>;
}

/** What went into runs, but for what is at hand: how that is now is all that one has to look at. */
async function inputsOfRuns(
  manager: EntityManager,
  { runs, states, atHand }: RunsBehind,
  seen: Seen,
): Promise<TracedBatchRow[]> {
  const mixed = new Set(states.flatMap(({ id, inputs, usual }) => (usual < inputs ? [id] : [])));
  const nows = await nowsOf(manager, [...mixed], seen);
  const batches: TracedBatchRow[] = [];
  const usualAt = new Map<string, BatchNow>();
  for (const { id, siteId, inputs } of runs) {
    let usual = mixed.has(id) ? null : usualAt.get(siteId);
    if (usual === undefined) {
      usualAt.set(siteId, (usual = { sees: 'all', isLive: true, status: USUAL_STATUS, siteId }));
    }
    for (const input of inputs) {
      const now = usual ?? nows.get(input.id);
      if (now && !atHand.has(input.id)) batches.push(new TracedBatchRow(input, now));
    }
  }
  return batches;
}

/** How what went into runs is now. */
async function nowsOf(
  manager: EntityManager,
  runIds: readonly string[],
  { sql, values }: Seen,
): Promise<ReadonlyMap<string, BatchNow>> {
  const lines = await rowsWithIds<{ nows: string | null }>(
    manager,
    runIds,
    (list) => `SELECT string_agg(concat(b."id", '${ROW}', ${nowText(sql)}), '') AS "nows"
      FROM "run_input" i JOIN "batch" b ON b."id" = i."batchId" WHERE i."runId" IN ${list}`,
    { before: values },
  );
  const reader = new BatchNowReader();
  const nows = new Map<string, BatchNow>();
  for (const { nows: text } of lines) {
    for (let begin = 0; text !== null && begin < text.length; begin = reader.end) {
      const idEnd = text.indexOf(ROW, begin);
      nows.set(text.slice(begin, idEnd), reader.readAt(text, idEnd + 1));
    }
  }
  return nows;
}
