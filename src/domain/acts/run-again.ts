import type { Posting } from '../books/ledger.js';
import type { Catalogue } from '../matter/catalogue.js';
import { elementMassesMg } from '../matter/composition.js';
import { singleGroupHolding } from '../matter/holding.js';
import { DomainError } from '../measure/errors.js';
import { added, changed, dropped, type ActRecord } from './act.js';
import { assayInForce, familyCorrections, memberOf, postingsOfFamily, type Family } from './family.js';
import type { EnteredOutput, KeptWarning, Run } from './records.js';
import { factsOf, keptWarnings, type RunParts } from './run-facts.js';
import { bornElements, bornHolding, changesWhatIsFinal, closingPostings, residueCorrections } from './run-outputs.js';
import { decideRun, type RunDecision, type RunFacts, type RunOutput } from './run.js';
import type { Mg } from '../measure/quantities.js';

/** A run as it is kept, with what has been booked of it. */
export interface KeptRun extends RunParts {
  readonly run: Run;
  readonly outputs: readonly EnteredOutput[];
  readonly warnings: readonly KeptWarning[];
  /** The postings of all entries that stand on it. */
  readonly booked: readonly Posting[];
}

/** What assays change: in the books, on what besides the batches that were assayed, and in what is kept of a run. */
export interface Corrections {
  readonly postings: readonly Posting[];
  readonly subjectIds: readonly string[];
  readonly records: readonly ActRecord[];
}

/** An output of a run with its parts, as their assays now have them. */
interface Again {
  readonly family: Family;
  /** What its own assay says of it; assays of its parts come on top. */
  readonly ownMg: ReadonlyMap<string, Mg>;
  readonly output: RunOutput;
}

/**
 * What brings a run's outputs, their parts and its residues to what they would hold had their assays been there from the
 * start; the difference passes through the process to what is unaccounted for. What does not close in it is kept anew.
 *
 * @param families of its outputs, by output
 * @throws DomainError `matter-created`; `batch-sealed` where what has left the stock would change; `batch-state` where
 * the run was reversed
 */
export function correctedRun(kept: KeptRun, families: ReadonlyMap<string, Family>, catalogue: Catalogue): Corrections {
  const runId = kept.run.id;
  if (kept.run.status !== 'closed') {
    throw new DomainError('batch-state', 'The run that made this batch was reversed.');
  }
  const outputs = outputsOf(kept, families, catalogue);
  const { facts, decision } = decidedAgain(kept, outputs, catalogue);
  const ofOutputs = outputs.flatMap(({ family, ownMg }, index) =>
    familyCorrections(family, catalogue, bornHolding(decision.outputHoldings[index] ?? [], ownMg)),
  );
  if (changesWhatIsFinal(ofOutputs, runId)) {
    throw new DomainError(
      'batch-sealed',
      'The assay would change what an output of the run held that has been dispatched or drawn on since.',
    );
  }
  const moved = [...ofOutputs, ...residueCorrections(decision, kept.booked)];
  const postings = [...moved, ...closingPostings(facts, moved)];
  return { postings, subjectIds: [runId, ...batchesIn(postings)], records: warningChanges(kept, decision) };
}

/**
 * What changes of a run's warnings where assays of its outputs were taken back; nothing where the run was.
 *
 * @param families of its outputs, by output, without those assays and what they booked
 */
export function followedRun(kept: KeptRun, families: ReadonlyMap<string, Family>, catalogue: Catalogue): ActRecord[] {
  if (kept.run.status !== 'closed') return [];
  return warningChanges(kept, decidedAgain(kept, outputsOf(kept, families, catalogue), catalogue).decision);
}

/** The run as it is decided with what its outputs now hold. */
function decidedAgain(
  kept: KeptRun,
  outputs: readonly Again[],
  catalogue: Catalogue,
): { readonly facts: RunFacts; readonly decision: RunDecision } {
  const made = outputs.map(({ output }) => output);
  const facts = factsOf(kept.run, kept, made, catalogue);
  return { facts, decision: decideRun(facts) };
}

function outputsOf({ outputs }: KeptRun, families: ReadonlyMap<string, Family>, catalogue: Catalogue): Again[] {
  return outputs.map(({ runId, batchId, dryMg }) => {
    const family = families.get(batchId);
    if (!family) throw new Error('The family of an output was not loaded.');
    const kind = memberOf(family, batchId).kind === 'intermediate' ? 'intermediate' : 'recycled';
    const ownMg = elementMassesMg(dryMg, assayInForce(family, batchId)?.compositionPpm ?? {}, catalogue);
    // A first life, in no matter which group, tells what the output holds in all with the assays of its parts.
    const anyGroup = singleGroupHolding({ agreementId: null, origin: 'unknown', country: null }, dryMg, ownMg);
    const lived = [...postingsOfFamily(family), ...familyCorrections(family, catalogue, anyGroup)];
    const elementsMg = bornElements(lived, { runId, batchId });
    return { family, ownMg, output: { batchId, kind, dryMg, elementsMg } };
  });
}

/** What changes from the warnings that are kept to those of a run decided again. */
function warningChanges({ run, warnings }: KeptRun, decision: RunDecision): ActRecord[] {
  const key = ({ agreementKey, code, element }: KeptWarning): string => [agreementKey, code, element].join('|');
  const before = new Map(warnings.map((warning) => [key(warning), warning]));
  const now = new Map(keptWarnings(run, decision).map((warning) => [key(warning), warning]));
  return [
    ...[...now].flatMap(([text, warning]) => {
      const known = before.get(text);
      if (!known) return [added('runWarning', warning)];
      return known.massMg === warning.massMg ? [] : [changed('runWarning', known, { massMg: warning.massMg })];
    }),
    ...[...before].flatMap(([text, warning]) => (now.has(text) ? [] : [dropped('runWarning', warning)])),
  ];
}

function batchesIn(postings: readonly Posting[]): string[] {
  const ids = postings.flatMap(({ fromBatchId, toBatchId }) => [fromBatchId, toBatchId]);
  return [...new Set(ids.filter((id) => id !== null))];
}
