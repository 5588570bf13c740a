import { faultAt, type Fault } from '../measure/faults.js';
import { type AgreementFacts, EVERY_STREAM, latestSigned, signedVersions, termEnd } from './agreement.js';
import { pointerTo } from '../measure/errors.js';
import { decimalsOf, PPM, ppmOf, type Ppm } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';

/** The longest term: beyond it a year was mistyped. */
const LONGEST_TERM_YEARS = 50;
/** Decimals that a usability factor may carry: one part per million. */
const FACTOR_DECIMALS = 6;

/** The scope and terms as they are sent, as far as they can be wrong in themselves. */
export interface ScopeAndTermsInput {
  readonly scope?: { readonly siteIds?: readonly string[]; readonly streams?: readonly string[] };
  readonly terms?: {
    readonly carveOuts?: readonly string[];
    readonly processorIds?: readonly string[];
    readonly usabilityFactors?: Readonly<Record<string, number>>;
  };
}

/** An agreement as it is sent. */
export interface AgreementInput extends ScopeAndTermsInput {
  readonly generatorId: string;
  readonly recyclerId: string;
  readonly startsOn: Day;
  readonly endsOn: Day;
}

/** An amendment as it is sent: the day from which it holds, and what it changes. */
export interface AmendmentInput extends ScopeAndTermsInput {
  readonly startsOn: Day;
  readonly endsOn?: Day;
}

/** What the books know, for {@link checkReferences}. */
export interface KnownFacts {
  /** Sites of the generator. */
  readonly siteIds: ReadonlySet<string>;
  /** Parties with the role `processor`, of those that are named. */
  readonly processorIds: ReadonlySet<string>;
  readonly isStream: (code: string) => boolean;
  readonly isProduct: (code: string) => boolean;
}

/** Every fault of an agreement that can be told without the books: parties, term, scope, lists, usability factors. */
export function checkAgreement(input: AgreementInput): Fault[] {
  const faults = [...termFaults(input.startsOn, input.endsOn, input.startsOn), ...scopeAndTermsFaults(input)];
  if (input.generatorId === input.recyclerId) {
    faults.push(faultAt('/recyclerId', 'recycler-is-generator'));
  }
  return faults;
}

/**
 * Every fault of an amendment: it starts neither before the version that it changes nor after the term's end, and what it
 * changes is as right as in a new agreement.
 *
 * @throws RangeError where no version has been signed by both sides: the transition table refuses that first.
 */
export function checkAmendment(facts: AgreementFacts, input: AmendmentInput): Fault[] {
  const current = latestSigned(facts);
  const first = signedVersions(facts)[0];
  if (!current || !first) throw new RangeError('Only a signed agreement can be amended.');
  const faults = scopeAndTermsFaults(input);
  const { startsOn, endsOn = current.endsOn } = input;
  if (startsOn < current.startsOn) {
    faults.push(faultAt('/startsOn', 'before-version', { day: current.startsOn }));
  }
  const end = termEnd(facts, current);
  if (startsOn > end) faults.push(faultAt('/startsOn', 'after-term', { day: end }));
  // A start outside the term is told as such; that the unchanged end lies before it would say the same again.
  else if (input.endsOn !== undefined) faults.push(...termFaults(startsOn, endsOn, first.startsOn));
  return faults;
}

/** A termination ends the term on a day of it, or before it begins; it cannot make it longer. */
export function checkTermination(facts: AgreementFacts, input: { readonly endsOn: Day }): Fault[] {
  const current = latestSigned(facts);
  if (!current || input.endsOn <= termEnd(facts, current)) return [];
  return [faultAt('/endsOn', 'after-term-anyway', { day: termEnd(facts, current) })];
}

function termFaults(startsOn: Day, endsOn: Day, termStartsOn: Day): Fault[] {
  if (endsOn < startsOn) return [faultAt('/endsOn', 'before-start')];
  const limit = `${String(Number(termStartsOn.slice(0, 4)) + LONGEST_TERM_YEARS).padStart(4, '0')}${termStartsOn.slice(4)}`;
  if (endsOn < limit) return [];
  return [faultAt('/endsOn', 'term-too-long', { years: LONGEST_TERM_YEARS })];
}

function scopeAndTermsFaults({ scope = {}, terms = {} }: ScopeAndTermsInput): Fault[] {
  const { siteIds, streams } = scope;
  return [
    ...(siteIds ? listFaults(siteIds, '/scope/siteIds', 'no-site') : []),
    ...(streams ? streamFaults(streams) : []),
    ...listFaults(terms.carveOuts ?? [], '/terms/carveOuts'),
    ...listFaults(terms.processorIds ?? [], '/terms/processorIds'),
    ...factorFaults(terms.usabilityFactors ?? {}),
  ];
}

function streamFaults(streams: readonly string[]): Fault[] {
  const pointer = '/scope/streams';
  const faults = listFaults(streams, pointer, 'no-stream');
  if (streams.length > 1 && streams.includes(EVERY_STREAM)) {
    faults.push(faultAt(pointer, 'streams-beside-all', { every: EVERY_STREAM }));
  }
  return faults;
}

function listFaults(list: readonly string[], pointer: string, empty?: 'no-site' | 'no-stream'): Fault[] {
  if (list.length === 0 && empty !== undefined) return [faultAt(pointer, empty)];
  return list.flatMap((item, index) =>
    list.indexOf(item) < index ? [faultAt(`${pointer}/${index}`, 'named-twice')] : [],
  );
}

function factorFaults(factors: Readonly<Record<string, number>>): Fault[] {
  return Object.entries(factors).flatMap(([product, factor]) => {
    const pointer = factorPointer(product);
    if (!Number.isFinite(factor) || factor <= 0) return [faultAt(pointer, 'factor-not-above-zero')];
    if (factor > 1) return [faultAt(pointer, 'factor-above-one')];
    return decimalsOf(factor) > FACTOR_DECIMALS ? [faultAt(pointer, 'factor-too-fine', { most: FACTOR_DECIMALS })] : [];
  });
}

function factorPointer(product: string): string {
  return pointerTo('/terms/usabilityFactors', product);
}

/** Usability factors as they are sent (0.97) to whole parts per million; they are checked before they come here. */
export function usabilityPpmOf(factors: Readonly<Record<string, number>>): Record<string, Ppm> {
  return Object.fromEntries(
    Object.entries(factors).map(([product, factor]) => [product, ppmOf(Math.round(factor * PPM))]),
  );
}

/** Whole parts per million to usability factors, as they are sent. */
export function usabilityFactorsOf(usabilityPpm: Readonly<Record<string, Ppm>>): Record<string, number> {
  return Object.fromEntries(Object.entries(usabilityPpm).map(([product, ppm]) => [product, ppm / PPM]));
}

/** Every fault of the parties of an agreement: both exist and have their role. Roles are null where there is no such party. */
export function checkSides(roles: {
  readonly generator: readonly string[] | null;
  readonly recycler: readonly string[] | null;
}): Fault[] {
  return (['generator', 'recycler'] as const).flatMap((side) =>
    roles[side]?.includes(side) ? [] : [faultAt(`/${side}Id`, 'without-role', { role: side })],
  );
}

/** Every fault of what an agreement or amendment names: sites of the generator, streams, processors, products. */
export function checkReferences({ scope = {}, terms = {} }: ScopeAndTermsInput, known: KnownFacts): Fault[] {
  const unknown = (
    list: readonly string[] | undefined,
    pointer: string,
    { isKnown, fault }: { isKnown: (item: string) => boolean; fault: (at: string) => Fault },
  ): Fault[] => (list ?? []).flatMap((item, index) => (isKnown(item) ? [] : [fault(`${pointer}/${index}`)]));
  const products = Object.keys(terms.usabilityFactors ?? {}).filter((product) => !known.isProduct(product));
  return [
    ...unknown(scope.siteIds, '/scope/siteIds', {
      isKnown: (id) => known.siteIds.has(id),
      fault: (at) => faultAt(at, 'not-a-site-of-generator'),
    }),
    ...unknown(scope.streams, '/scope/streams', {
      isKnown: (code) => code === EVERY_STREAM || known.isStream(code),
      fault: (at) => faultAt(at, 'unknown-stream'),
    }),
    ...unknown(terms.processorIds, '/terms/processorIds', {
      isKnown: (id) => known.processorIds.has(id),
      fault: (at) => faultAt(at, 'without-role', { role: 'processor' }),
    }),
    ...products.map((product) => faultAt(factorPointer(product), 'unknown-product')),
  ];
}
