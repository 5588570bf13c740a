import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RunKind } from '../../domain/acts/run.js';
import { withoutCountries, type Holding } from '../../domain/matter/holding.js';
import { Drawn } from '../../domain/trace/drawn.js';
import type { TracedRun } from '../../domain/trace/trace-down.js';
import { contentsOfBatches } from '../ledger/index.js';
import { ROW, SEALED_TEXT, SealedReader, type SealedBatch } from './batch-texts.js';
import { rowsWithIds } from './rows-of.js';
import { feedsOf, outputsOf, residuesOf } from './run-parts.js';

/** Some twenty megabytes. */
const MOST_AMOUNTS = 400_000;

/** What a run drew of a batch, and what that held when it came to be. */
interface Draw {
  readonly drawn: Holding;
  readonly contents: Holding;
}

/** A closed run as far as it never changes. */
export interface KnownRun extends Omit<TracedRun, 'unnamed'> {
  readonly kind: RunKind;
  readonly code: string;
  readonly siteId: string;
  readonly occurredOn: string;
  /** In the order in which they were entered. */
  readonly inputs: readonly SealedBatch[];
  /** What the inputs came from, as far as they did not come from outside. */
  readonly sources: readonly string[];
  /** By batch, as far as a trace downward has asked for them. */
  readonly draws: Map<string, Draw>;
}

type RunLine = Pick<KnownRun, 'id' | 'partyId' | 'kind' | 'code' | 'siteId' | 'occurredOn'>;

/** What a batch is a part of or an output of; null where it came from outside. */
export const sourceOf = ({ parentId, runId }: Pick<SealedBatch, 'parentId' | 'runId'>): string | null =>
  parentId ?? runId;

/**
 * What went into closed runs and came out of them. A run is never corrected, and a batch that one drew on is sealed: so what
 * has once been read stays true for as long as the run is not reversed, which is for who asks to look at. It is kept up to
 * a size, of the runs last asked for.
 */
@Injectable()
export class KnownRuns {
  /** By run, the one longest not asked for first. */
  private readonly kept = new Map<string, KnownRun>();
  private amounts = 0;

  /** @param runIds of runs that are closed */
  async of(manager: EntityManager, runIds: readonly string[]): Promise<KnownRun[]> {
    const found: KnownRun[] = [];
    for (const id of runIds) {
      const known = this.kept.get(id);
      if (!known) continue;
      found.push(known);
      this.kept.delete(id);
      this.kept.set(id, known);
    }
    if (found.length === runIds.length) return found;
    const missing = runIds.filter((id) => !this.kept.has(id));
    for (const run of await readRuns(manager, missing)) {
      found.push(run);
      this.keep(run);
    }
    return found;
  }

  /** The runs that are known behind a batch or run, with it itself, and the batches and runs that lie beyond them. */
  behind(id: string | null): { readonly runIds: ReadonlySet<string>; readonly beyond: ReadonlySet<string> } {
    const [runIds, beyond, open] = [new Set<string>(), new Set<string>(), id === null ? [] : [id]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const run = this.kept.get(next);
      if (!run) beyond.add(next);
      else if (!runIds.has(next)) {
        runIds.add(next);
        for (const source of run.sources) open.push(source);
      }
    }
    return { runIds, beyond };
  }

  /** Sees to what the runs drew of some batches being known. */
  async readDraws(manager: EntityManager, runs: readonly KnownRun[], batchIds: ReadonlySet<string>): Promise<void> {
    const missing = runs.flatMap((run) =>
      run.inputs.flatMap((batch) => (batchIds.has(batch.id) && !run.draws.has(batch.id) ? [{ run, batch }] : [])),
    );
    if (missing.length === 0) return;
    const batches = [...new Map(missing.map(({ batch }) => [batch.id, batch])).values()];
    const contents = await contentsOfBatches(manager, batches);
    const lines = await rowsWithIds<{ runId: string; batchId: string; contents: string }>(
      manager,
      batches.map(({ id }) => id),
      (list) => `SELECT "runId", "batchId", "contents" FROM "run_input" WHERE "batchId" IN ${list}`,
    );
    const drawn = new Map(lines.map((line) => [`${line.runId} ${line.batchId}`, line.contents]));
    for (const { run, batch } of missing) {
      run.draws.set(batch.id, {
        drawn: withoutCountries(JSON.parse(drawn.get(`${run.id} ${batch.id}`) ?? '[]') as Holding),
        contents: withoutCountries(contents.get(batch.id) ?? []),
      });
    }
  }

  private keep(run: KnownRun): void {
    if (this.kept.has(run.id)) return;
    this.kept.set(run.id, run);
    this.amounts += run.drawn.amounts;
    for (const [oldest, { drawn }] of this.kept) {
      if (this.amounts <= MOST_AMOUNTS) break;
      this.kept.delete(oldest);
      this.amounts -= drawn.amounts;
    }
  }
}

async function readRuns(manager: EntityManager, ids: readonly string[]): Promise<KnownRun[]> {
  const lines = await rowsWithIds<RunLine>(
    manager,
    ids,
    (list) => `SELECT "id", "partyId", "kind", "code", "siteId", "occurredOn" FROM "run" WHERE "id" IN ${list}`,
  );
  const [inputs, feeds] = [await inputsOf(manager, ids), await feedsOf(manager, ids)];
  const [outputs, residues] = [await outputsOf(manager, ids), await residuesOf(manager, ids)];
  return lines.map((line) => ({
    ...line,
    ...(inputs.get(line.id) ?? { inputs: [], inputIds: [], sources: [], drawn: Drawn.of([]) }),
    otherFeed: feeds.get(line.id) ?? [],
    outputIds: outputs.get(line.id) ?? [],
    residues: residues.get(line.id) ?? [],
    draws: new Map<string, Draw>(),
  }));
}

type Inputs = Pick<KnownRun, 'inputs' | 'inputIds' | 'sources' | 'drawn'>;

/** Aggregates of one statement see its rows in one order; that of the inputs is made here, which costs half as much. */
async function inputsOf(manager: EntityManager, runIds: readonly string[]): Promise<ReadonlyMap<string, Inputs>> {
  const rows = await rowsWithIds<{ runId: string; ordinals: string; batches: string; contents: string }>(
    manager,
    runIds,
    (list) => `SELECT i."runId", string_agg(CAST(i."ordinal" AS varchar), ',') AS "ordinals",
        string_agg(${SEALED_TEXT}, '${ROW}') AS "batches", string_agg(i."contents", ',') AS "contents"
      FROM "run_input" i JOIN "batch" b ON b."id" = i."batchId" WHERE i."runId" IN ${list} GROUP BY i."runId"`,
  );
  const reader = new SealedReader();
  return new Map(
    rows.map(({ runId, ordinals, batches, contents }) => {
      const [texts, holdings] = [batches.split(ROW), JSON.parse(`[${contents}]`) as Holding[]];
      const order = ordinals
        .split(',')
        .map((ordinal, index) => ({ ordinal: Number(ordinal), index }))
        .sort((a, b) => a.ordinal - b.ordinal);
      const inputs = order.map(({ index }) => reader.read(texts[index] ?? ''));
      const drawn = Drawn.of(order.map(({ index }) => holdings[index] ?? []));
      const sources = inputs.flatMap((input) => sourceOf(input) ?? []);
      return [runId, { inputs, inputIds: inputs.map(({ id }) => id), sources, drawn }];
    }),
  );
}
