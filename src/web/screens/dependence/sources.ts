import type { ElementDependence, StageDependence } from '../../../domain/production/dependence-report.js';

/** What a share of an element came from: fresh-mined or recycled, of a country that is known or not; or the own loop. */
export interface Source {
  readonly kind: 'country' | 'recycled' | 'loop' | 'other-recycled' | 'unknown';
  /** Where it is known. */
  readonly country: string | null;
}

export interface SourceShare extends Source {
  readonly kg: number;
  /** Of what was charged, in percent. */
  readonly pct: number;
  /** As it would be without the loop; null of the loop itself. */
  readonly pctWithout: number | null;
}

/** The sources of an element at a stage, as a bar shows them: countries first, what is unknown last; none without mass. */
export function sourcesOf({ chargedKg, loopKg }: ElementDependence, stage: StageDependence): SourceShare[] {
  const { countries, unknownKg, unknownOtherRecycledKg } = stage;
  const rows: (Source & { readonly kg: number })[] = [
    ...countries.map(({ country, primaryKg }) => ({ kind: 'country' as const, country, kg: primaryKg })),
    ...countries.map(({ country, otherRecycledKg }) => ({ kind: 'recycled' as const, country, kg: otherRecycledKg })),
    { kind: 'loop', country: null, kg: loopKg },
    { kind: 'other-recycled', country: null, kg: unknownOtherRecycledKg },
    { kind: 'unknown', country: null, kg: wholeMilligrams(unknownKg - unknownOtherRecycledKg) },
  ];
  const others = chargedKg - loopKg;
  return rows
    .filter(({ kg }) => kg > 0)
    .map((row) => ({
      ...row,
      pct: (100 * row.kg) / chargedKg,
      pctWithout: row.kind === 'loop' || others <= 0 ? null : (100 * row.kg) / others,
    }));
}

function wholeMilligrams(kg: number): number {
  return Math.round(kg * 1_000_000) / 1_000_000;
}

/** Every source that some element has, in the order in which bars show them. */
export function allSources(shares: readonly (readonly SourceShare[])[]): Source[] {
  const flat = shares.flat();
  const of = (wanted: Source['kind']): Source[] => {
    const countries = new Set(flat.filter(({ kind }) => kind === wanted).map(({ country }) => country));
    return [...countries].map((country) => ({ kind: wanted, country }));
  };
  return (['country', 'recycled', 'loop', 'other-recycled', 'unknown'] as const).flatMap(of);
}

export const isSame = (one: Source, other: Source): boolean => one.kind === other.kind && one.country === other.country;
