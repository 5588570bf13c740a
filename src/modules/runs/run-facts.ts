import { boundsMg, elementMassesMg } from '../../domain/matter/composition.js';
import type { OtherFeed, Residue, RunFacts, RunInput, RunOutput } from '../../domain/acts/run.js';
import { catalogue } from '../catalogue/index.js';
import type { RunContext } from './run-context.js';
import type { RunFeedRow, RunInputRow, RunResidueRow, RunRow } from './run.entity.js';

/** What a run is decided on besides its outputs, as it is stored. */
export interface RunParts {
  readonly inputs: readonly RunInputRow[];
  readonly feeds: readonly RunFeedRow[];
  readonly residues: readonly RunResidueRow[];
  readonly context: RunContext;
}

/** A run that may not be in the books yet. */
export type DecidableRun = Omit<RunRow, 'entryId'>;

/** The facts of a run, the same when it is closed and when it is decided again. */
export function factsOf(run: DecidableRun, parts: RunParts, outputs: readonly RunOutput[]): RunFacts {
  const { id: runId, siteId, partyId, kind, custodyModel, occurredOn: day, overrideReason } = run;
  return {
    ...{ runId, siteId, partyId, kind, custodyModel, day, overrideReason, outputs, sides: parts.context.sides },
    inputs: parts.inputs.map((row) => inputOf(row, parts.context)),
    otherFeed: parts.feeds.map(feedOf),
    residues: parts.residues.map(residueOf),
  };
}

function inputOf({ batchId, kind, contents, named, bounds }: RunInputRow, context: RunContext): RunInput {
  return {
    ...{ batchId, kind, drawn: contents, named: new Set(named), boundsMg: new Map(Object.entries(bounds ?? {})) },
    recoveredFor: context.recoveredFor.get(batchId) ?? new Set(),
  };
}

export function feedOf({
  origin,
  dryMg,
  composition,
  belowLimit,
}: Pick<RunFeedRow, 'origin' | 'dryMg' | 'composition' | 'belowLimit'>): OtherFeed {
  const elementsMg = elementMassesMg(dryMg, composition, catalogue);
  return { origin, dryMg, elementsMg, boundsMg: boundsMg(dryMg, belowLimit ?? {}, catalogue) };
}

export function residueOf({ dryMg, composition }: Pick<RunResidueRow, 'dryMg' | 'composition'>): Residue {
  return { dryMg, elementsMg: composition ? elementMassesMg(dryMg, composition, catalogue) : new Map() };
}
