import type { EntityManager } from 'typeorm';
import { runSql, toSafeInteger, type Value } from '../../database/index.js';
import { DomainError } from '../../domain/measure/errors.js';
import type { TracedBatch, TraceDirection } from '../../domain/trace/trace.js';
import type { TracedRun } from '../../domain/trace/trace-down.js';
import { ROW, SEALED_TEXT, SealedReader, BatchNowReader, nowText } from './batch-texts.js';
import type { SealedBatch, BatchNow } from './batch-texts.js';
import type { KnownRun, KnownRuns } from './known-runs.js';
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
}

/**
 * A batch with all its ancestors or descendants; none where the batch itself is not seen.
 *
 * @throws DomainError `trace-too-large`
 */
export async function tracedRows(
  manager: EntityManager,
  known: KnownRuns,
  { batchId, direction, most = MOST_BATCHES }: TracedWay,
  seen: Seen,
): Promise<TracedRows> {
  const { batches, runIds, draws } = await waysOf(manager, { batchId, direction, most }, seen);
  if (batches.size + draws > most) await requireFewer(manager, { batches, runIds, most });
  const runs = await known.of(manager, runIds);
  const inputs = direction === 'up' ? await inputsOfRuns(manager, runs, batches, seen) : [];
  const unnamed = await unnamedOf(manager, runIds);
  return {
    batches: [...batches.values(), ...inputs],
    runs: runs.map((run) => ({ ...run, unnamed: unnamed.get(run.id) ?? [] })),
  };
}

interface FoundWays {
  readonly batches: Map<string, TracedBatchRow>;
  readonly runIds: readonly string[];
  /** How often the runs drew on a batch that may not be among these. */
  readonly draws: number;
}

async function waysOf(manager: EntityManager, { batchId, direction, most }: Required<TracedWay>, seen: Seen) {
  const draws = direction === 'up' ? `SELECT COUNT(*) FROM "way" JOIN "run_input" i ON i."runId" = "way"."id"` : '0';
  const [line] = await runSql<{ batches: string | null; runs: string | null; draws: number | string }>(
    manager,
    `WITH RECURSIVE "way"("id") AS (
        SELECT b."id" FROM "batch" b WHERE b."id" = ? AND ${seen.sql} IS NOT NULL UNION ${WAYS[direction]})
      SELECT (SELECT string_agg(told."batch", '${ROW}') FROM (
          SELECT concat(${SEALED_TEXT}, '${ROW}', ${nowText(seen.sql)}) AS "batch"
          FROM "way" JOIN "batch" b ON b."id" = "way"."id" LIMIT ${most + 1}) told) AS "batches",
        (SELECT string_agg("way"."id", ',') FROM "way" JOIN "run" r ON r."id" = "way"."id"
          WHERE r."status" = 'closed') AS "runs",
        (${draws}) AS "draws"`,
    [batchId, ...seen.values, ...seen.values],
  );
  const found: FoundWays = {
    batches: new Map(),
    runIds: line?.runs?.split(',') ?? [],
    draws: toSafeInteger(line?.draws ?? 0),
  };
  const texts = line?.batches?.split(ROW) ?? [];
  const [sealed, nows] = [new SealedReader(), new BatchNowReader()];
  for (let index = 0; index < texts.length; index += 2) {
    const batch = new TracedBatchRow(sealed.read(texts[index] ?? ''), nows.readAt(texts[index + 1] ?? '', 0));
    found.batches.set(batch.id, batch);
  }
  return found;
}

/** Counts each batch once, however many runs drew on it. @throws DomainError `trace-too-large` */
async function requireFewer(
  manager: EntityManager,
  { batches, runIds, most }: Pick<FoundWays, 'batches' | 'runIds'> & { readonly most: number },
): Promise<void> {
  const drawn = await rowsWithIds<{ batchId: string }>(
    manager,
    runIds,
    (list) => `SELECT DISTINCT "batchId" FROM "run_input" WHERE "runId" IN ${list} LIMIT ${most + 1}`,
  );
  const named = new Set([...batches.keys(), ...drawn.map(({ batchId }) => batchId)]);
  if (named.size <= most) return;
  throw new DomainError('trace-too-large', `The trace has more than ${most} batches.`, { mostBatches: most });
}

/** What went into runs, each batch once, but for those at hand: how they are now is all that one has to look at. */
async function inputsOfRuns(
  manager: EntityManager,
  runs: readonly KnownRun[],
  atHand: ReadonlyMap<string, TracedBatchRow>,
  seen: Seen,
): Promise<TracedBatchRow[]> {
  const lines = await rowsWithIds<{ nows: string | null }>(
    manager,
    runs.map(({ id }) => id),
    (list) => `SELECT string_agg(concat(b."id", '${ROW}', ${nowText(seen.sql)}), '') AS "nows"
      FROM "run_input" i JOIN "batch" b ON b."id" = i."batchId" WHERE i."runId" IN ${list}`,
    seen.values,
  );
  const reader = new BatchNowReader();
  // Null once it is among the batches: a map from which all is deleted is made anew again and again.
  const nows = new Map<string, BatchNow | null>();
  for (const { nows: text } of lines) {
    for (let begin = 0; text !== null && begin < text.length; begin = reader.end) {
      const idEnd = text.indexOf(ROW, begin);
      const id = text.slice(begin, idEnd);
      const now = reader.readAt(text, idEnd + 1);
      if (!atHand.has(id)) nows.set(id, now);
    }
  }
  const batches: TracedBatchRow[] = [];
  for (const { inputs } of runs) {
    for (const input of inputs) {
      const now = nows.get(input.id);
      if (!now) continue;
      batches.push(new TracedBatchRow(input, now));
      nows.set(input.id, null);
    }
  }
  return batches;
}
