import type { EntityManager } from 'typeorm';
import { processFlows, type ProcessFlow } from '../ledger/index.js';

/** What stands in the books of runs, by their entries that were not reversed: later assays of outputs included. */
export function bookedFlows(manager: EntityManager, runIds: readonly string[]): Promise<ProcessFlow[]> {
  const isOutput = (run: string, batch: string): string =>
    `EXISTS (SELECT 1 FROM "run_output" "o" WHERE "o"."runId" = ${run} AND "o"."batchId" = ${batch})`;
  return processFlows(manager, runIds, isOutput);
}

/** The milligrams of one commodity at a place, over all agreements or of one. */
export function flowMg(flows: readonly ProcessFlow[], place: ProcessFlow['place'], commodity: string): number {
  return flows.reduce(
    (sum, flow) => (flow.place === place && flow.commodity === commodity ? sum + flow.massMg : sum),
    0,
  );
}
