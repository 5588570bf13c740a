import type { EntityManager } from 'typeorm';
import { processAccount, WORLD, type Account, type Posting } from '../../domain/books/ledger.js';
import { processFlows, type ProcessFlow } from '../ledger/index.js';
import { negative, ofMg, plus, type Mg } from '../../domain/measure/quantities.js';

/** What stands in the books of runs, by their entries that were not reversed: later assays of outputs included. */
export function bookedFlows(manager: EntityManager, runIds: readonly string[]): Promise<ProcessFlow[]> {
  const isOutput = (run: string, batch: string): string =>
    `EXISTS (SELECT 1 FROM "run_output" "o" WHERE "o"."runId" = ${run} AND "o"."batchId" = ${batch})`;
  return processFlows(manager, runIds, isOutput);
}

/** The milligrams of one commodity at a place, over all agreements or of one. */
export function flowMg(flows: readonly ProcessFlow[], place: ProcessFlow['place'], commodity: string): Mg {
  return ofMg(
    flows.reduce((sum, flow) => (flow.place === place && flow.commodity === commodity ? sum + flow.massMg : sum), 0),
  );
}

/** What a run that has just been closed books, with the batches that it made. */
export function flowsIn(
  runId: string,
  postings: readonly Posting[],
  outputIds: ReadonlySet<string>,
): readonly ProcessFlow[] {
  const process = processAccount(runId);
  const flows = new Map<string, ProcessFlow>();
  for (const { from, to, fromBatchId, toBatchId, commodity, agreementId, massMg } of postings) {
    if (from !== process && to !== process) continue;
    const [other, batchId] = from === process ? [to, toBatchId] : [from, fromBatchId];
    const place = placeOf(other, batchId !== null && outputIds.has(batchId));
    const key = [place, commodity, agreementId ?? ''].join('|');
    const signedMg = (from === process) === (place !== 'in') ? massMg : negative(massMg);
    flows.set(key, { runId, commodity, agreementId, place, massMg: plus(flows.get(key)?.massMg ?? 0, signedMg) });
  }
  return [...flows.values()];
}

function placeOf(other: Account, isOutput: boolean): ProcessFlow['place'] {
  if (isOutput) return 'out';
  if (other.startsWith('stock:') || other === WORLD.otherFeed) return 'in';
  return other === WORLD.residue ? 'residue' : 'rest';
}
