import type { AgreementSides } from '../agreement/sides.js';
import type { Catalogue } from '../matter/catalogue.js';
import { boundsMg, elementMassesMg } from '../matter/composition.js';
import type { DrawnInput, KeptWarning, Run, RunFeed, RunResidue } from './records.js';
import type { OtherFeed, Residue, RunDecision, RunFacts, RunInput, RunOutput } from './run.js';

/** What the figures of a run depend on beside its masses. */
export interface RunContext {
  /** The sides of every agreement whose material goes in, on the day of the run. */
  readonly sides: ReadonlyMap<string, AgreementSides>;
  /** Of each intermediate that goes in, the agreements whose mass in it was recovered before. */
  readonly recoveredFor: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a run is decided on besides its outputs, as it is kept. */
export interface RunParts {
  readonly inputs: readonly DrawnInput[];
  readonly feeds: readonly RunFeed[];
  readonly residues: readonly RunResidue[];
  readonly context: RunContext;
}

/** A run that may not be in the books yet. */
export type DecidableRun = Omit<Run, 'entryId'>;

/** The facts of a run, the same when it is closed and when it is decided again. */
export function factsOf(
  run: DecidableRun,
  { inputs, feeds, residues, context }: RunParts,
  outputs: readonly RunOutput[],
  catalogue: Catalogue,
): RunFacts {
  return {
    runId: run.id,
    siteId: run.siteId,
    partyId: run.partyId,
    kind: run.kind,
    custodyModel: run.custodyModel,
    day: run.occurredOn,
    overrideReason: run.overrideReason,
    inputs: inputs.map((input) => inputOf(input, context)),
    otherFeed: feeds.map((feed) => feedOf(feed, catalogue)),
    residues: residues.map((residue) => residueOf(residue, catalogue)),
    outputs,
    sides: context.sides,
  };
}

function inputOf({ batchId, kind, contents, named, bounds }: DrawnInput, { recoveredFor }: RunContext): RunInput {
  return {
    batchId,
    kind,
    drawn: contents,
    named: new Set(named),
    boundsMg: new Map(Object.entries(bounds ?? {})),
    recoveredFor: recoveredFor.get(batchId) ?? new Set(),
  };
}

export function feedOf(
  { origin, originCountry, dryMg, compositionPpm, belowLimit }: Omit<RunFeed, 'runId' | 'ordinal' | 'description'>,
  catalogue: Catalogue,
): OtherFeed {
  const elementsMg = elementMassesMg(dryMg, compositionPpm, catalogue);
  const bounds = boundsMg(dryMg, belowLimit ?? {}, catalogue);
  return { origin, country: originCountry, dryMg, elementsMg, boundsMg: bounds };
}

export function residueOf(
  { dryMg, compositionPpm }: Pick<RunResidue, 'dryMg' | 'compositionPpm'>,
  catalogue: Catalogue,
): Residue {
  return { dryMg, elementsMg: compositionPpm ? elementMassesMg(dryMg, compositionPpm, catalogue) : new Map() };
}

/** What does not close in a run, as it is kept. */
export function keptWarnings(
  { id: runId, partyId, occurredOn }: Pick<Run, 'id' | 'partyId' | 'occurredOn'>,
  { warningParts }: RunDecision,
): KeptWarning[] {
  return warningParts.map(({ agreementId, code, element, massMg }) => ({
    runId,
    agreementKey: agreementId ?? '',
    code,
    element,
    occurredOn,
    massMg,
    partyId,
  }));
}
