import type { Mg } from '../measure/quantities.js';
import { keepsBatches, postingsOf } from '../books/ledger.js';
import type { Catalogue } from '../matter/catalogue.js';
import { generatedName, type MadeUpName } from '../matter/code.js';
import { boundsMg, elementMassesMg, namedElements } from '../matter/composition.js';
import { amountOf, drawn, DRY_MASS, groupsOf, inBookOrder, sumOf, totalMg, type Holding } from '../matter/holding.js';
import { DomainError } from '../measure/errors.js';
import { daysOf, eventMoment, movedOn, requireForward, type Moment, type Past } from '../measure/events.js';
import { seersOf, type AgreementMembers } from '../sight/seers.js';
import { actOf, added, allAdded, entryOf, eventOf, stepOf, type Act, type Entering, type SightChange } from './act.js';
import { assayOf, type FoundAssay } from './assay.js';
import { amountToDraw, drawStep } from './batch-life.js';
import { bornAt, coded, type BirthPlace } from './born.js';
import type { Assay, Batch, DrawnInput, RunFeed, RunResidue } from './records.js';
import { factsOf, keptWarnings, type DecidableRun, type RunContext } from './run-facts.js';
import { checkNotPromised, decideRun, type CustodyModel, type RunKind, type RunOutput } from './run.js';

/** A batch that a run is to draw. */
export interface RunSource {
  readonly batch: Batch;
  readonly stock: Holding;
  /** The assay in force. */
  readonly assay: Assay | null;
}

/** What the books and the house know of a run that is to be closed. */
export interface ClosingFacts {
  readonly runId: string;
  readonly site: BirthPlace;
  /** When it ended. */
  readonly moment: Moment;
  readonly by: Entering;
  /** In the order in which they are drawn. */
  readonly sources: readonly RunSource[];
  /** What has happened to them. */
  readonly past: Past;
  readonly context: RunContext & {
    /** Who works under each agreement whose material goes in. */
    readonly members: ReadonlyMap<string, AgreementMembers>;
  };
  readonly catalogue: Catalogue;
}

/** A batch that a run made, as it was weighed and assayed; its code is null where nobody typed one. */
export interface GivenOutput extends Pick<Batch, 'netMg' | 'moisturePpm' | 'dryMg'> {
  readonly code: string | null;
  readonly product: string;
  readonly assay: FoundAssay;
}

/** What is said of a run that is over. */
export interface GivenRun {
  readonly kind: RunKind;
  /** Null where nobody typed one. */
  readonly code: string | null;
  readonly custodyModel: CustodyModel;
  readonly startedAt: number;
  readonly overrideReason: string | null;
  /** Milligrams to draw of each source; null where it is all that is left. */
  readonly drawsMg: readonly (Mg | null)[];
  readonly feeds: readonly Omit<RunFeed, 'runId' | 'ordinal'>[];
  readonly outputs: readonly GivenOutput[];
  readonly residues: readonly Omit<RunResidue, 'runId' | 'ordinal'>[];
}

/**
 * A run closed, see {@link decideRun} for its figures: its inputs drawn, what came out of it as batches with their assays,
 * its process back at zero. Who sees an output follows from the agreements whose material is in it.
 *
 * What a run draws on was there when it began, as it is drawn on now.
 *
 * @throws DomainError `out-of-order`, `exclusivity-breach`, `missing-assay`, `nothing-left`, `more-than-left`,
 * `not-segregated`, `matter-created`, `batch-state`
 */
export function decideCloseRun(facts: ClosingFacts, given: GivenRun): Act {
  const { sources, site, by, past, catalogue } = facts;
  const batches = sources.map(({ batch }) => batch);
  const ids = batches.map(({ id }) => id);
  requireForward(past, batches, facts.moment.at);
  checkNotPromised(site.partyId, batches);
  const inputs = drawnInputs(facts, given);
  requireForward(past, batches, given.startedAt);
  const moment = eventMoment(facts.moment, movedOn(past, ids));
  const run = runOf(facts, given, moment);
  const made = given.outputs.map((output) => madeOf(facts, output, moment));
  const feeds = given.feeds.map((feed, ordinal) => ({ ...feed, runId: run.id, ordinal }));
  const residues = given.residues.map((residue, ordinal) => ({ ...residue, runId: run.id, ordinal }));
  const parts = { inputs, feeds, residues, context: facts.context };
  const outputs = made.map(({ output }) => output);
  const decision = decideRun(factsOf(run, parts, outputs, catalogue));
  const entry = entryOf('run', { partyId: site.partyId, siteId: site.id }, moment, by);
  const draws = sources.map((source, index) => ({ ...source, dryMg: inputs[index]?.dryMg ?? 0 }));
  return actOf({
    entry,
    subjects: [run.id, ...ids, ...outputs.map(({ batchId }) => batchId)],
    postings: postingsOf(decision.movements),
    steps: draws.map(({ batch, stock, dryMg }) =>
      stepOf(batch, drawStep('processed', totalMg(stock, DRY_MASS), dryMg)),
    ),
    events: draws.map(({ batch, dryMg }) => eventOf(entry, batch, { kind: 'run', dryMg })),
    parts: made.map(({ row, code }) => ({ row, name: nameOf(facts, site.code, code) })),
    sight: made.map(({ row }, index) => sightOf(facts, row, decision.outputHoldings[index] ?? [])),
    records: [
      ...made.map(({ assay }) => added('assay', assay)),
      added('run', { ...run, entryId: entry.id }, nameOf(facts, `${site.code}-RUN`, given.code)),
      ...allAdded('runInput', inputs),
      ...allAdded('runFeed', feeds),
      ...allAdded('runResidue', residues),
      ...outputs.map(({ batchId, dryMg }, ordinal) => added('runOutput', { runId: run.id, batchId, ordinal, dryMg })),
      ...agreementsIn(inputs.map(({ contents }) => contents)).map((agreementId) =>
        added('runShare', { runId: run.id, agreementId, recovered: decision.recoveredFor.has(agreementId) }),
      ),
      ...allAdded('runWarning', keptWarnings(run, decision)),
    ],
  });
}

/** @throws DomainError `missing-assay`, `nothing-left`, `more-than-left` */
function drawnInputs({ runId, sources, catalogue }: ClosingFacts, { drawsMg }: GivenRun): DrawnInput[] {
  requireAssays(sources);
  return sources.map(({ batch, stock, assay }, ordinal) => {
    const dryMg = amountToDraw(stock, drawsMg[ordinal] ?? undefined, batch.code);
    const belowLimit = assay?.belowLimit ?? null;
    return {
      runId,
      batchId: batch.id,
      ordinal,
      kind: batch.kind,
      dryMg,
      contents: drawn(stock, dryMg),
      named: [...namedElements(assay?.compositionPpm ?? {}, catalogue)],
      bounds: belowLimit && Object.fromEntries(boundsMg(dryMg, belowLimit, catalogue)),
    };
  });
}

/** @throws DomainError `missing-assay` naming all of them, where there are any */
function requireAssays(sources: readonly RunSource[]): void {
  const without = sources.filter(({ assay }) => assay === null).map(({ batch }) => batch);
  if (without.length === 0) return;
  const codes = without.map(({ code }) => code);
  throw new DomainError('missing-assay', `Every input needs an assay. These have none: ${codes.join(', ')}.`, {
    batches: codes,
    batchIds: without.map(({ id }) => id),
  });
}

function runOf({ runId, site, by }: ClosingFacts, given: GivenRun, moment: Moment): DecidableRun {
  return {
    id: runId,
    ...coded(given.code ?? ''),
    kind: given.kind,
    status: 'closed',
    partyId: site.partyId,
    siteId: site.id,
    custodyModel: given.custodyModel,
    startedAt: given.startedAt,
    occurredAt: moment.at,
    ...daysOf(moment),
    overrideReason: given.overrideReason,
    createdAt: by.now,
    userId: by.userId,
  };
}

/** A batch that a run made, on its way into the books. */
interface Made {
  readonly row: Batch;
  /** As it was typed. */
  readonly code: string | null;
  readonly assay: Assay;
  readonly output: RunOutput;
}

function madeOf({ runId, site, by, catalogue }: ClosingFacts, given: GivenOutput, moment: Moment): Made {
  const { code, product, netMg, moisturePpm, dryMg } = given;
  const kind = catalogue.product(product)?.kind ?? 'recycled';
  const born = bornAt({ id: by.newId(), code, site, moment, by });
  const assay = assayOf({ id: by.newId(), batchId: born.id, partyId: site.partyId, by }, given.assay);
  const elementsMg = elementMassesMg(dryMg, assay.compositionPpm, catalogue);
  return {
    row: { ...born, netMg, moisturePpm, dryMg, kind, product, runId, assayId: assay.id },
    code,
    assay,
    output: { batchId: born.id, kind, dryMg, elementsMg },
  };
}

/** The name of what nobody gave a code. */
function nameOf({ moment, by }: ClosingFacts, place: string, code: string | null): MadeUpName | null {
  return code === null ? generatedName(place, moment.localOn, by.newId()) : null;
}

function sightOf({ context }: ClosingFacts, batch: Batch, held: Holding): SightChange {
  const sharing = agreementsIn([held]).flatMap((id) => context.members.get(id) ?? []);
  const seers = seersOf({ kind: batch.kind, originPartyId: batch.partyId, legs: [], covering: null, sharing });
  return { batch, sees: seers, hidden: [] };
}

function agreementsIn(holdings: readonly Holding[]): string[] {
  const groups = groupsOf(holdings.flat().filter(({ massMg }) => massMg !== 0));
  return [...new Set(groups.flatMap(({ agreementId }) => agreementId ?? []))];
}

/** What a batch holds that an act brings into being, in the order in which balances are read from the books. */
export function contentsIn({ postings }: Pick<Act, 'postings'>, batchId: string): Holding {
  const into = postings.filter((posting) => posting.toBatchId === batchId && keepsBatches(posting.to));
  return inBookOrder(sumOf(into.map(amountOf)));
}
