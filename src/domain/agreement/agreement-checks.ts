import { type AgreementFacts, EVERY_STREAM, latestSigned, signedVersions, termEnd } from './agreement.js';
import { pointerTo, type Fault } from '../measure/errors.js';
import { decimalsOf, PPM } from '../measure/quantities.js';
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
    faults.push({ pointer: '/recyclerId', message: 'is the generator itself' });
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
    const message = `is before ${current.startsOn}, when the version that it changes starts`;
    faults.push({ pointer: '/startsOn', message });
  }
  const end = termEnd(facts, current);
  if (startsOn > end) faults.push({ pointer: '/startsOn', message: `is after ${end}, when the term ends` });
  // A start outside the term is told as such; that the unchanged end lies before it would say the same again.
  else if (input.endsOn !== undefined) faults.push(...termFaults(startsOn, endsOn, first.startsOn));
  return faults;
}

/** A termination ends the term on a day of it, or before it begins; it cannot make it longer. */
export function checkTermination(facts: AgreementFacts, input: { readonly endsOn: Day }): Fault[] {
  const current = latestSigned(facts);
  if (!current || input.endsOn <= termEnd(facts, current)) return [];
  return [{ pointer: '/endsOn', message: `is after ${termEnd(facts, current)}, when the term ends anyway` }];
}

function termFaults(startsOn: Day, endsOn: Day, termStartsOn: Day): Fault[] {
  if (endsOn < startsOn) return [{ pointer: '/endsOn', message: 'is before startsOn' }];
  const limit = `${String(Number(termStartsOn.slice(0, 4)) + LONGEST_TERM_YEARS).padStart(4, '0')}${termStartsOn.slice(4)}`;
  if (endsOn < limit) return [];
  return [{ pointer: '/endsOn', message: `makes the term longer than ${LONGEST_TERM_YEARS} years` }];
}

function scopeAndTermsFaults({ scope = {}, terms = {} }: ScopeAndTermsInput): Fault[] {
  const { siteIds, streams } = scope;
  return [
    ...(siteIds ? listFaults(siteIds, '/scope/siteIds', 'names no site') : []),
    ...(streams ? streamFaults(streams) : []),
    ...listFaults(terms.carveOuts ?? [], '/terms/carveOuts'),
    ...listFaults(terms.processorIds ?? [], '/terms/processorIds'),
    ...factorFaults(terms.usabilityFactors ?? {}),
  ];
}

function streamFaults(streams: readonly string[]): Fault[] {
  const pointer = '/scope/streams';
  const faults = listFaults(streams, pointer, 'names no stream');
  if (streams.length > 1 && streams.includes(EVERY_STREAM)) {
    faults.push({ pointer, message: `names streams beside ${EVERY_STREAM}, which already means every stream` });
  }
  return faults;
}

function listFaults(list: readonly string[], pointer: string, emptyMessage?: string): Fault[] {
  if (list.length === 0 && emptyMessage !== undefined) return [{ pointer, message: emptyMessage }];
  return list.flatMap((item, index) =>
    list.indexOf(item) < index ? [{ pointer: `${pointer}/${index}`, message: 'is named twice' }] : [],
  );
}

function factorFaults(factors: Readonly<Record<string, number>>): Fault[] {
  return Object.entries(factors).flatMap(([product, factor]) => {
    const fault = (message: string): Fault[] => [{ pointer: factorPointer(product), message }];
    if (!Number.isFinite(factor) || factor <= 0) return fault('is not above 0');
    if (factor > 1) return fault('is more than 1');
    return decimalsOf(factor) > FACTOR_DECIMALS ? fault(`has more than ${FACTOR_DECIMALS} decimals`) : [];
  });
}

function factorPointer(product: string): string {
  return pointerTo('/terms/usabilityFactors', product);
}

/** Usability factors as they are sent (0.97) to whole parts per million; they are checked before they come here. */
export function usabilityPpmOf(factors: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(factors).map(([product, factor]) => [product, Math.round(factor * PPM)]));
}

/** Whole parts per million to usability factors, as they are sent. */
export function usabilityFactorsOf(usabilityPpm: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(usabilityPpm).map(([product, ppm]) => [product, ppm / PPM]));
}

/** Every fault of the parties of an agreement: both exist and have their role. Roles are null where there is no such party. */
export function checkSides(roles: {
  readonly generator: readonly string[] | null;
  readonly recycler: readonly string[] | null;
}): Fault[] {
  return (['generator', 'recycler'] as const).flatMap((side) =>
    roles[side]?.includes(side) ? [] : [{ pointer: `/${side}Id`, message: `is not a party with the role ${side}` }],
  );
}

/** Every fault of what an agreement or amendment names: sites of the generator, streams, processors, products. */
export function checkReferences({ scope = {}, terms = {} }: ScopeAndTermsInput, known: KnownFacts): Fault[] {
  const unknown = (
    list: readonly string[] | undefined,
    pointer: string,
    { isKnown, message }: { isKnown: (item: string) => boolean; message: string },
  ): Fault[] =>
    (list ?? []).flatMap((item, index) => (isKnown(item) ? [] : [{ pointer: `${pointer}/${index}`, message }]));
  const products = Object.keys(terms.usabilityFactors ?? {}).filter((product) => !known.isProduct(product));
  return [
    ...unknown(scope.siteIds, '/scope/siteIds', {
      isKnown: (id) => known.siteIds.has(id),
      message: 'is not a site of the generator',
    }),
    ...unknown(scope.streams, '/scope/streams', {
      isKnown: (code) => code === EVERY_STREAM || known.isStream(code),
      message: 'is not a stream of the catalogue',
    }),
    ...unknown(terms.processorIds, '/terms/processorIds', {
      isKnown: (id) => known.processorIds.has(id),
      message: 'is not a party with the role processor',
    }),
    ...products.map((product) => ({ pointer: factorPointer(product), message: 'is not a product of the catalogue' })),
  ];
}
