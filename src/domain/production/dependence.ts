import { addedUp, ratioPct, type Mg } from '../measure/quantities.js';

/*
 * How far a plant depends on single sources, for one element and what was charged in a period: by country of mining, separation
 * or metal making. The loop is one source. What is of an unknown country makes a range: at one end it is left out, at the
 * other it is added to the largest country.
 */

/** Of what was charged, a mass from one source. */
export interface ChargedFrom {
  readonly source: 'primary' | 'loop' | 'other-recycled';
  /** ISO 3166-1 alpha-2; null where nobody knows. Of the loop it is not asked. */
  readonly country: string | null;
  readonly massMg: Mg;
}

/** Two ends of what a figure may be; one figure where nothing is unknown. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** How concentrated sources are. */
export interface Concentration {
  /** The source with the largest share, `loop`, a country or `unknown`, and its share in percent. */
  readonly largest: { readonly source: string; readonly pct: Range } | null;
  /** Herfindahl-Hirschman index over countries, the loop being one source: 0 to 10,000. */
  readonly index: Range | null;
  /** The share of the largest country, in percent: the loop is no country. */
  readonly largestCountry: { readonly country: string; readonly pct: Range } | null;
}

export interface CountryShare {
  readonly country: string;
  readonly primaryMg: Mg;
  readonly otherRecycledMg: Mg;
  readonly pct: number | null;
}

export interface Dependence {
  readonly totalMg: Mg;
  readonly loopMg: Mg;
  readonly loopPct: number | null;
  readonly unknownMg: Mg;
  /** Of it, recycled material that is not of the loop. */
  readonly unknownOtherMg: Mg;
  readonly unknownPct: number | null;
  /** The largest first; of equal ones by code. */
  readonly countries: readonly CountryShare[];
  readonly withLoop: Concentration;
  /** As it would be had the loop given nothing: its mass shared over the other sources in proportion. */
  readonly withoutLoop: Concentration;
}

const LOOP = 'loop';
const UNKNOWN = 'unknown';

/** The dependence of a plant on the sources of one element at one stage. Milligrams in; shares in percent. */
export function dependenceOf(charged: readonly ChargedFrom[]): Dependence {
  const massOf = (rows: readonly ChargedFrom[]): Mg => addedUp(rows.map(({ massMg }) => massMg));
  const loop = charged.filter(({ source }) => source === LOOP);
  const others = charged.filter(({ source }) => source !== LOOP);
  const unknown = others.filter(({ country }) => country === null);
  const [totalMg, loopMg, unknownMg] = [massOf(charged), massOf(loop), massOf(unknown)];
  const pct = (massMg: Mg): number | null => ratioPct(BigInt(massMg), BigInt(totalMg));
  const codes = [...new Set(others.flatMap(({ country }) => country ?? []))].sort();
  const countries = codes.map((code): CountryShare => {
    const own = others.filter(({ country }) => country === code);
    const of = (source: ChargedFrom['source']): Mg => massOf(own.filter((row) => row.source === source));
    return { country: code, primaryMg: of('primary'), otherRecycledMg: of('other-recycled'), pct: pct(massOf(own)) };
  });
  const known = new Map(
    countries.map(({ country, primaryMg, otherRecycledMg }) => [country, primaryMg + otherRecycledMg]),
  );
  return {
    totalMg,
    loopMg,
    loopPct: pct(loopMg),
    unknownMg,
    unknownOtherMg: massOf(unknown.filter(({ source }) => source === 'other-recycled')),
    unknownPct: pct(unknownMg),
    countries: countries.sort((a, b) => (known.get(b.country) ?? 0) - (known.get(a.country) ?? 0)),
    withLoop: concentrationOf(known, { loopMg, unknownMg }),
    withoutLoop: concentrationOf(known, { loopMg: 0, unknownMg }),
  };
}

/** What a source has, at either end of what is unknown. */
function concentrationOf(
  countries: ReadonlyMap<string, number>,
  { loopMg, unknownMg }: { readonly loopMg: number; readonly unknownMg: number },
): Concentration {
  const first = largestOf(countries);
  const withUnknown = new Map(countries);
  // Where no country is known, what stands beside the loop may all be of one.
  if (unknownMg > 0 && (first !== null || loopMg > 0))
    withUnknown.set(first ?? UNKNOWN, (countries.get(first ?? UNKNOWN) ?? 0) + unknownMg);
  const withLoop = (known: ReadonlyMap<string, number>) => (loopMg > 0 ? new Map([...known, [LOOP, loopMg]]) : known);
  const ends = [sharesOf(withLoop(countries)), sharesOf(withLoop(withUnknown))] as const;
  const rangeOf = (source: string): Range => rangeFrom(ends.map((shares) => shares.get(source) ?? 0));
  const source = largestOf(ends[1]);
  return {
    largest: source === null ? null : { source, pct: rangeOf(source) },
    index: source === null ? null : rangeFrom(ends.map(indexOf)),
    largestCountry: first === null ? null : { country: first, pct: rangeOf(first) },
  };
}

/** The Herfindahl-Hirschman index of shares in percent: the sum of their squares. */
function indexOf(shares: ReadonlyMap<string, number>): number {
  return [...shares.values()].reduce((sum, pct) => sum + pct * pct, 0);
}

/**
 * The Herfindahl-Hirschman index over suppliers, of what was charged straight from a supply: 0 to 10,000; null where nothing
 * was.
 */
export function supplierIndexOf(massesMg: ReadonlyMap<string, Mg>): number | null {
  const shares = sharesOf(massesMg);
  return shares.size === 0 ? null : indexOf(shares);
}

/** In percent; of nothing there are none. */
function sharesOf(masses: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const total = [...masses.values()].reduce((sum, mass) => sum + mass, 0);
  return new Map(total > 0 ? [...masses].map(([name, mass]) => [name, (100 * mass) / total]) : []);
}

function largestOf(masses: ReadonlyMap<string, number>): string | null {
  const sorted = [...masses].filter(([, mass]) => mass > 0).sort(([, a], [, b]) => b - a);
  return sorted[0]?.[0] ?? null;
}

function rangeFrom(values: readonly number[]): Range {
  return { least: Math.min(...values), most: Math.max(...values) };
}

export const CROSSINGS = ['crossed', 'not-crossed', 'cannot-be-excluded'] as const;
export type Crossing = (typeof CROSSINGS)[number];

/** Whether a share lies above a limit, in percent; where only one end of it does, that cannot be excluded. */
export function crossingOf(pct: Range, limitPct: number): Crossing {
  if (pct.least > limitPct) return 'crossed';
  return pct.most > limitPct ? 'cannot-be-excluded' : 'not-crossed';
}
