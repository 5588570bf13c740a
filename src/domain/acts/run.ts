import type { BatchKind } from '../matter/batch-kind.js';
import { DomainError } from '../measure/errors.js';
import {
  amountsOf,
  difference,
  DRY_MASS,
  shareOverGroups,
  sumOf,
  totalMg,
  type Amount,
  type Group,
  type Holding,
  type Origin,
} from '../matter/holding.js';
import { processAccount, stockAccount, WORLD, type Movement } from '../books/ledger.js';
import { larger, mgToKg, minus, negative, ofMg, plus, PPM, ratioPct, scaled, type Mg } from '../measure/quantities.js';
import { requireNoMagnets } from './magnets.js';
import { recoveredFor, RunCounts } from './run-counts.js';
import { warningParts, type RunWarning, type RunWarningCode, type RunWarningPart } from './run-warnings.js';
import type { AgreementSides } from '../agreement/sides.js';
import type { Day } from '../measure/time.js';

export const RUN_KINDS = ['recycling', 'separation', 'reduction', 'alloying'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const CUSTODY_MODELS = ['segregated', 'controlled-blending'] as const;
export type CustodyModel = (typeof CUSTODY_MODELS)[number];

/** A run is entered when it is over; what is reversed stays readable. */
export const RUN_STATUSES = ['closed', 'reversed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Outputs and residues may exceed an element's input by this share of it ... */
const ELEMENT_TOLERANCE_PPM = 20_000;
/** ... or by this share of the run's dry input, whichever is larger. */
const DRY_TOLERANCE_PPM = 100;

export interface RunInput {
  readonly batchId: string;
  readonly kind: BatchKind;
  /** What is drawn of the batch. */
  readonly drawn: Holding;
  /** The elements that its assay names, also those that it names as zero. */
  readonly named: ReadonlySet<string>;
  /** What may be in it of elements that its assay found below the limit of the laboratory. */
  readonly boundsMg?: ReadonlyMap<string, Mg>;
  /** Of an intermediate: the agreements whose mass in it was recovered before. */
  readonly recoveredFor?: ReadonlySet<string>;
}

/** Feed that is in nobody's books here. */
export interface OtherFeed {
  readonly origin: Origin;
  /** Where it was mined; null where that is not known. */
  readonly country: string | null;
  readonly dryMg: Mg;
  readonly elementsMg: ReadonlyMap<string, Mg>;
  /** As of an input. */
  readonly boundsMg?: ReadonlyMap<string, Mg>;
}

export interface RunOutput {
  readonly batchId: string;
  readonly kind: 'recycled' | 'intermediate';
  readonly dryMg: Mg;
  readonly elementsMg: ReadonlyMap<string, Mg>;
}

export interface Residue {
  readonly dryMg: Mg;
  /** Empty where the residue was not assayed. */
  readonly elementsMg: ReadonlyMap<string, Mg>;
}

export interface RunFacts {
  readonly runId: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly kind: RunKind;
  readonly custodyModel: CustodyModel;
  readonly day: Day;
  readonly inputs: readonly RunInput[];
  readonly otherFeed: readonly OtherFeed[];
  readonly outputs: readonly RunOutput[];
  readonly residues: readonly Residue[];
  /** Why more came out than went in, where somebody vouches for it. */
  readonly overrideReason: string | null;
  /** The sides of every agreement whose material goes in. */
  readonly sides: ReadonlyMap<string, AgreementSides>;
}

export interface ElementClosure {
  readonly element: string;
  readonly inMg: Mg;
  readonly outMg: Mg;
  readonly residueMg: Mg;
  /** Positive is missing, negative came from nowhere. */
  readonly unaccountedMg: Mg;
  /** (out + residue) / in, in percent; `null` where nothing went in. */
  readonly closurePct: number | null;
}

export interface RunDecision {
  readonly movements: Movement[];
  readonly closure: ElementClosure[];
  readonly warnings: RunWarning[];
  /** The warnings again, for the whole run and for each agreement that they concern. */
  readonly warningParts: RunWarningPart[];
  /** The contents of each output, in the order given. */
  readonly outputHoldings: Holding[];
  /** The agreements of which all that goes in was recovered before: intermediates that come out are recovered for them. */
  readonly recoveredFor: ReadonlySet<string>;
}

const NOBODY: Group = { agreementId: null, origin: 'unknown', country: null };

/**
 * Decides a run: what goes into the process, how every output and residue is attributed, and what closes the process to
 * exactly zero.
 *
 * Per element, outputs and residues above inputs by more than the larger of 2 % of the element's input and 0.01 % of
 * the run's dry input are refused, unless somebody vouches for it; what assays of inputs and feed found below the limit of
 * the laboratory widens that by the most that it may be. An element that some input or feed does not name is
 * unknown there: what comes out above what was named is booked from `world:unaccounted` to (none, `unknown`). Missing
 * mass goes to `world:unaccounted`; the dry-mass difference to `world:mass-change`, without a limit, since swarf takes
 * up oxygen and roasting drives off gas.
 *
 * Attribution is controlled blending (ISO 22095): each element of each output in proportion to the element's input by
 * group, by largest remainder, groups in the order of the inputs, then other feed; countries share what their agreement and
 * origin has.
 *
 * @throws DomainError `matter-created` with the figures per element; `not-segregated`
 */
export function decideRun(facts: RunFacts): RunDecision {
  if (facts.custodyModel === 'segregated') checkSegregated(facts);
  const fed = sumOf(...facts.inputs.map(({ drawn }) => drawn), ...facts.otherFeed.map(feedHolding));
  const balances = elementsOf(facts, fed).map((element) => balanceOf(facts, fed, element));
  const created = balances.filter(({ state }) => state === 'created');
  if (created.length > 0 && facts.overrideReason === null) throw matterCreated(created);

  const excess: Amount[] = balances
    .filter(({ state, missingMg }) => state === 'unknown-excess' && missingMg < 0)
    .map(({ element, missingMg }) => ({ ...NOBODY, commodity: element, massMg: negative(missingMg) }));
  const weights = [...fed, ...excess];
  const outputHoldings = facts.outputs.map((output) => attributed(weights, output));
  const residueHoldings = facts.residues.map((residue) => attributed(weights, residue));
  const rest = difference(fed, sumOf(...outputHoldings, ...residueHoldings));
  const warnings = balances.flatMap(warningOf);
  return {
    movements: runMovements(facts, { outputHoldings, residueHoldings, rest }),
    closure: balances.map(elementClosure),
    warnings,
    warningParts: warningParts({ inputs: facts.inputs, fed, rest }, warnings),
    outputHoldings,
    recoveredFor: recoveredFor(facts),
  };
}

/** A batch that a run is to draw, as far as exclusivity depends on it. */
export interface DrawnBatch {
  readonly code: string;
  readonly kind: BatchKind;
  /** The party on whose side it arose: of a by-product its generator. */
  readonly partyId: string;
  /** The agreement that covers it. */
  readonly agreementId: string | null;
}

/**
 * A generator's own run may not draw by-product of its own that an agreement covers: it would come out as recycled
 * material, and so leave the agreement without any figure noticing, since the coverage counts what is sent and what
 * leaks. What goes back into the process that it came from is no run but the disposition `reused-in-process`.
 *
 * @throws DomainError `exclusivity-breach`; `magnet-lot`, since magnets are no feed of any run
 */
export function checkNotPromised(runPartyId: string, batches: readonly DrawnBatch[]): void {
  requireNoMagnets(batches);
  const promised = batches.filter(
    ({ kind, partyId, agreementId }) => kind === 'by-product' && partyId === runPartyId && agreementId !== null,
  );
  if (promised.length === 0) return;
  const codes = promised.map(({ code }) => code);
  throw new DomainError(
    'exclusivity-breach',
    `By-product of your own that an agreement covers goes to its recycler: ${codes.join(', ')}. ` +
      'What goes back into the process that it came from is a disposition, reused-in-process.',
    { batches: codes },
  );
}

/** @throws DomainError `not-segregated` */
function checkSegregated({ inputs, otherFeed }: RunFacts): void {
  const agreements = new Set(inputs.flatMap(({ drawn }) => drawn.map(({ agreementId }) => agreementId)));
  if (agreements.size > 1 || otherFeed.length > 0) {
    throw new DomainError('not-segregated', 'A segregated run takes inputs of one agreement only, and no other feed.');
  }
}

/** What other feed brings into a run: in nobody's agreement, with its origin and country. */
export function feedHolding({ origin, country, dryMg, elementsMg }: OtherFeed): Holding {
  return [[DRY_MASS, dryMg] as const, ...elementsMg]
    .filter(([, massMg]) => massMg > 0)
    .map(([commodity, massMg]) => ({ commodity, agreementId: null, origin, country, massMg }));
}

/** Every element that goes in or comes out, in the order of its first mention. */
function elementsOf({ outputs, residues }: RunFacts, fed: Holding): string[] {
  const elements = new Set(fed.map(({ commodity }) => commodity).filter((commodity) => commodity !== DRY_MASS));
  for (const { elementsMg } of [...outputs, ...residues]) {
    for (const [element, massMg] of elementsMg) if (massMg > 0) elements.add(element);
  }
  return [...elements];
}

interface ElementBalance {
  readonly element: string;
  readonly inMg: Mg;
  readonly outMg: Mg;
  readonly residueMg: Mg;
  /** In less out less residue. */
  readonly missingMg: Mg;
  /** By how much more may come out than went in. */
  readonly toleranceMg: Mg;
  readonly state: 'closed' | 'open' | 'created' | 'unknown-excess';
}

function balanceOf({ inputs, otherFeed, outputs, residues }: RunFacts, fed: Holding, element: string): ElementBalance {
  const inMg = totalMg(fed, element);
  const outMg = sumOfElement(outputs, element);
  const residueMg = sumOfElement(residues, element);
  const missingMg = minus(minus(inMg, outMg), residueMg);
  const toleranceMg = larger(
    scaled(inMg, ELEMENT_TOLERANCE_PPM, PPM),
    scaled(totalMg(fed, DRY_MASS), DRY_TOLERANCE_PPM, PPM),
  );
  const unknown =
    inputs.some(({ named }) => !named.has(element)) || otherFeed.some(({ elementsMg }) => !elementsMg.has(element));
  const boundMg = ofMg([...inputs, ...otherFeed].reduce((sum, { boundsMg }) => sum + (boundsMg?.get(element) ?? 0), 0));
  const state = (): ElementBalance['state'] => {
    if (missingMg < 0 && unknown) return 'unknown-excess';
    if (missingMg + toleranceMg + boundMg < 0) return 'created';
    return missingMg > toleranceMg ? 'open' : 'closed';
  };
  return { element, inMg, outMg, residueMg, missingMg, toleranceMg: plus(toleranceMg, boundMg), state: state() };
}

function sumOfElement(parts: readonly { readonly elementsMg: ReadonlyMap<string, Mg> }[], element: string): Mg {
  return ofMg(parts.reduce((sum, { elementsMg }) => sum + (elementsMg.get(element) ?? 0), 0));
}

function matterCreated(balances: readonly ElementBalance[]): DomainError {
  const elements = balances.map(({ element, inMg, outMg, residueMg, missingMg, toleranceMg }) => ({
    element,
    inKg: mgToKg(inMg),
    outKg: mgToKg(outMg),
    residueKg: mgToKg(residueMg),
    excessKg: mgToKg(negative(missingMg)),
    toleranceKg: mgToKg(toleranceMg),
  }));
  const named = elements.map(({ element, excessKg }) => `${element} by ${excessKg} kg`).join(', ');
  return new DomainError(
    'matter-created',
    `More comes out than went in: ${named}. Check the assays and weights, or vouch for it with an override and its reason.`,
    { elements },
  );
}

/** Shares the dry mass and each element of an output or residue over the groups that its inputs have them in. */
export function attributed(weights: Holding, { dryMg, elementsMg }: Pick<RunOutput, 'dryMg' | 'elementsMg'>): Holding {
  return [[DRY_MASS, dryMg] as const, ...elementsMg]
    .filter(([, massMg]) => massMg > 0)
    .flatMap(([commodity, massMg]) => shareByInput(weights, commodity, massMg));
}

function shareByInput(weights: Holding, commodity: string, massMg: Mg): Amount[] {
  const base = sumOf(amountsOf(weights, commodity));
  return base.length > 0 ? shareOverGroups(base, commodity, massMg) : [{ ...NOBODY, commodity, massMg }];
}

/** How an element balances; what is unaccounted for is in less out less residue. */
export function elementClosure({
  element,
  inMg,
  outMg,
  residueMg,
}: Pick<ElementClosure, 'element' | 'inMg' | 'outMg' | 'residueMg'>): ElementClosure {
  const closurePct = ratioPct(BigInt(outMg) + BigInt(residueMg), BigInt(inMg));
  return { element, inMg, outMg, residueMg, unaccountedMg: minus(minus(inMg, outMg), residueMg), closurePct };
}

const WARNS: Readonly<Record<ElementBalance['state'], RunWarningCode | null>> = {
  open: 'open-balance',
  'unknown-excess': 'element-not-assayed',
  created: 'matter-created',
  closed: null,
};

function warningOf({ element, state, missingMg }: ElementBalance): RunWarning[] {
  const code = WARNS[state];
  return code === null ? [] : [{ code, element, massMg: missingMg }];
}

interface RunParts {
  readonly outputHoldings: readonly Holding[];
  readonly residueHoldings: readonly Holding[];
  /** What closes the process: positive left over, negative drawn from outside. */
  readonly rest: Holding;
}

function runMovements(facts: RunFacts, { outputHoldings, residueHoldings, rest }: RunParts): Movement[] {
  const { runId, siteId, partyId, day } = facts;
  const counts = new RunCounts(facts);
  const process = processAccount(runId);
  const stock = stockAccount(siteId);
  const base = { day, partyId, fromBatchId: null, toBatchId: null };
  const of = (batchId: string): Pick<Movement, 'fromBatchId' | 'toBatchId'> => ({
    fromBatchId: batchId,
    toBatchId: batchId,
  });
  return [
    ...facts.inputs.map((input) => ({
      ...base,
      ...of(input.batchId),
      from: stock,
      to: process,
      holding: input.drawn,
      countsOf: (group: Group) => counts.ofInput(input, group),
    })),
    ...facts.otherFeed.map((feed) => ({ ...base, from: WORLD.otherFeed, to: process, holding: feedHolding(feed) })),
    ...facts.outputs.map(({ batchId, kind }, index) => ({
      ...base,
      ...of(batchId),
      from: process,
      to: stock,
      holding: outputHoldings[index] ?? [],
      countsOf: (group: Group) => counts.ofOutput(kind, group),
    })),
    ...residueHoldings.map((holding) => ({
      ...base,
      from: process,
      to: WORLD.residue,
      holding,
      countsOf: (group: Group) => counts.ofResidue(group),
    })),
    {
      ...base,
      from: process,
      to: WORLD.unaccounted,
      holding: rest.filter(({ commodity }) => commodity !== DRY_MASS),
      countsOf: (group) => counts.ofUnaccounted(group),
    },
    {
      ...base,
      from: process,
      to: WORLD.massChange,
      holding: rest.filter(({ commodity }) => commodity === DRY_MASS),
      countsOf: (group) => counts.ofMassChange(group),
    },
  ];
}
