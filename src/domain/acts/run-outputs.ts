import { amountOf, DRY_MASS, shareOverGroups, sumOf, type Amount, type Holding } from '../matter/holding.js';
import { isWip, postingsOf, processAccount, WORLD, type Posting } from '../books/ledger.js';
import { correctionsTo } from './replay.js';
import type { RunDecision, RunFacts } from './run.js';
import { RunCounts } from './run-counts.js';
import { negative, plus, type Mg } from '../measure/quantities.js';

/*
 * A run's output may be assayed again before it is dispatched. The run is then decided again with what its outputs now
 * hold; each output and its parts live their lives again from what the run now gives them, and whatever that changes in
 * the process passes on to `world:unaccounted`.
 */

/**
 * The elements that postings bring from a run's process into an output, net: with a part of it that has an assay of its
 * own they are not just what the output's own assay says.
 */
export function bornElements(
  postings: readonly Posting[],
  { runId, batchId }: { readonly runId: string; readonly batchId: string },
): Map<string, Mg> {
  const process = processAccount(runId);
  const elements = new Map<string, Mg>();
  for (const posting of postings) {
    const { from, to, commodity, massMg, fromBatchId, toBatchId } = posting;
    if (commodity === DRY_MASS || (fromBatchId ?? toBatchId) !== batchId) continue;
    if (from !== process && to !== process) continue;
    elements.set(commodity, plus(elements.get(commodity) ?? 0, from === process ? massMg : negative(massMg)));
  }
  return elements;
}

/**
 * What an output is born with by its own assay, in the groups that the run attributes the whole of it to. Assays of its
 * parts add to this as the parts come to be.
 */
export function bornHolding(attributed: Holding, elementsMg: ReadonlyMap<string, Mg>): Holding {
  return [...elementsMg].flatMap(([element, massMg]) => shareOverGroups(attributed, element, massMg));
}

/** What brings the residues of a run from what is booked to what the run, decided again, attributes to them. */
export function residueCorrections(decision: RunDecision, booked: readonly Posting[]): Posting[] {
  const isResidue = ({ from, to }: Posting): boolean => [from, to].includes(WORLD.residue);
  const desired = postingsOf(decision.movements).filter(({ commodity }) => commodity !== DRY_MASS);
  return correctionsTo(desired.filter(isResidue), booked.filter(isResidue));
}

/** What empties the process of a run again, on the run's day, after corrections have passed through it. */
export function closingPostings(
  run: Pick<RunFacts, 'runId' | 'partyId' | 'day' | 'inputs' | 'sides'>,
  moved: readonly Posting[],
): Posting[] {
  const process = processAccount(run.runId);
  const counts = new RunCounts(run);
  const left = moved.flatMap((posting): Amount[] => {
    const amount = amountOf(posting);
    if (posting.to === process) return [amount];
    return posting.from === process ? [{ ...amount, massMg: negative(amount.massMg) }] : [];
  });
  return postingsOf([
    {
      day: run.day,
      partyId: run.partyId,
      fromBatchId: null,
      toBatchId: null,
      from: process,
      to: WORLD.unaccounted,
      holding: sumOf(left),
      countsOf: (group) => counts.ofUnaccounted(group),
    },
  ]);
}

/** Whether postings change what a later act has made final: a dispatch, a charge, or a draw by another run. */
export function changesWhatIsFinal(postings: readonly Posting[], runId: string): boolean {
  const own = processAccount(runId);
  const isFinal = (account: string): boolean =>
    account.startsWith('transit:') || isWip(account) || (account.startsWith('process:') && account !== own);
  return postings.some(({ from, to }) => isFinal(from) || isFinal(to));
}
