import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Holding } from '../../domain/matter/holding.js';
import { Drawn } from '../../domain/trace/drawn.js';
import { rowsWithIds } from './rows-of.js';

/** Some ten megabytes. */
const MOST_AMOUNTS = 400_000;

/** What went into a run, in the order in which it was entered. */
export interface FedInputs {
  readonly inputIds: readonly string[];
  readonly drawn: Drawn;
}

export const NO_INPUTS: FedInputs = { inputIds: [], drawn: Drawn.of([]) };

/**
 * What runs drew of their inputs: sealed batches do not change, and no run's inputs are ever corrected, so that what has once
 * been read stays true, whether or not the run is reversed later. It is kept up to a size, of the runs last asked for.
 */
@Injectable()
export class RunInputs {
  /** By run, the one longest not asked for first. */
  private readonly kept = new Map<string, FedInputs>();
  private amounts = 0;

  async of(manager: EntityManager, runIds: readonly string[]): Promise<ReadonlyMap<string, FedInputs>> {
    const found = new Map<string, FedInputs>();
    for (const id of runIds) {
      const known = this.kept.get(id);
      if (!known) continue;
      found.set(id, known);
      this.kept.delete(id);
      this.kept.set(id, known);
    }
    const missing = runIds.filter((id) => !found.has(id));
    for (const [id, inputs] of await readInputs(manager, missing)) {
      found.set(id, inputs);
      this.keep(id, inputs);
    }
    return found;
  }

  private keep(id: string, inputs: FedInputs): void {
    if (this.kept.has(id)) return;
    this.kept.set(id, inputs);
    this.amounts += inputs.drawn.amounts;
    for (const [oldest, { drawn }] of this.kept) {
      if (this.amounts <= MOST_AMOUNTS) break;
      this.kept.delete(oldest);
      this.amounts -= drawn.amounts;
    }
  }
}

/** Aggregates of one statement see its rows in one order; that of the inputs is made here, which costs half as much. */
async function readInputs(
  manager: EntityManager,
  runIds: readonly string[],
): Promise<(readonly [string, FedInputs])[]> {
  const rows = await rowsWithIds<{ runId: string; inputs: string; contents: string }>(
    manager,
    runIds,
    (list) => `SELECT "runId", string_agg("ordinal" || ' ' || "batchId", ',') AS "inputs",
        string_agg("contents", ',') AS "contents"
      FROM "run_input" WHERE "runId" IN ${list} GROUP BY "runId"`,
  );
  return rows.map(({ runId, inputs, contents }) => [runId, inOrder(inputs, contents)] as const);
}

function inOrder(inputs: string, contents: string): FedInputs {
  const listed = inputs.split(',').map((input, index) => {
    const space = input.indexOf(' ');
    return { index, ordinal: Number(input.slice(0, space)), batchId: input.slice(space + 1) };
  });
  listed.sort((a, b) => a.ordinal - b.ordinal);
  const holdings = JSON.parse(`[${contents}]`) as Holding[];
  return {
    inputIds: listed.map(({ batchId }) => batchId),
    drawn: Drawn.of(listed.map(({ index }) => holdings[index] ?? [])),
  };
}
