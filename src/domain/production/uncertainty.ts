import { codeKey } from '../matter/code.js';

/*
 * How far the balance of a plant can be off. Every term of the balance is `sign * net * (1 - moisture - oil) * fraction`. What
 * can be wrong in it is listed as errors, each with a key: terms with one key share one error, so their parts add with their
 * signs before they are squared, and what both enters and leaves by the same scale or laboratory cancels. Errors of different
 * keys are independent. `U = 2 * root of the sum over the keys of (sum of the parts)^2`.
 *
 * Masses are milligrams in floating point: an uncertainty needs no more digits.
 */

/** What can be wrong with a term, by the letters of the design: (a) to (g), the assay's in its three shares. */
export const ERROR_KINDS = [
  'repeatability',
  'calibration',
  'moisture',
  'laboratory',
  'family',
  'assay',
  'grade',
  'count',
  'bound',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** The row that sums the rare earths. */
export const TOTAL = 'total';

/** What was weighed, or a part of it. */
export interface WeighedMass {
  readonly kind: 'weighed';
  /** Of the weighing: parts of one batch share it. */
  readonly id: string;
  /** What was weighed in all, of which this may be a part. */
  readonly netMg: number;
  /** Dry and uncoated mass in a mass as weighed: `1 - moisture - oil`, of magnets `1 - coating`. */
  readonly dryShare: number;
  /** Standard uncertainty of one weighing, in milligrams. */
  readonly repeatabilityMg: number;
  readonly scale: string;
  /** Relative standard uncertainty of the scale. */
  readonly calibration: number;
  /** How moisture and oil were found, and their standard uncertainty as a fraction of net; null where none is stated. */
  readonly moisture: { readonly method: string; readonly fraction: number } | null;
}

/** A line of a physical count: its mass has an uncertainty of its own, in place of scale, weighing and moisture. */
export interface CountedMass {
  readonly kind: 'counted';
  readonly id: string;
  /** Relative standard uncertainty. */
  readonly relative: number;
}

/** A composition that a laboratory found. */
export interface AssayedFractions {
  readonly kind: 'assayed';
  readonly id: string;
  readonly laboratory: string;
  readonly method: string;
  /** What kind of material: a laboratory may be off in one kind and right in another. */
  readonly family: string;
  /** Relative standard uncertainty by element. */
  readonly relative: ReadonlyMap<string, number>;
  /** What may be there although the laboratory found nothing, as a fraction of dry mass, by element. */
  readonly bounds: ReadonlyMap<string, number>;
}

/** A composition that is taken from a grade. */
export interface GradedFractions {
  readonly kind: 'graded';
  readonly id: string;
  /** Relative standard uncertainty by element. */
  readonly relative: ReadonlyMap<string, number>;
}

/** What is measured of a term; a mass or a composition that nobody measured is null, and adds no error. */
export interface MeasuredTerm {
  readonly dryMg: number;
  readonly elementsMg: ReadonlyMap<string, number>;
  readonly mass: WeighedMass | CountedMass | null;
  readonly composition: AssayedFractions | GradedFractions | null;
}

/** Which parts of an assay's variance are common: to laboratory, method and element; to these and the family; to nothing. */
export interface AssayShares {
  readonly laboratory: number;
  readonly family: number;
  readonly assay: number;
}

/** What is wrong with an element by one error. */
export interface SummedError {
  /** Or the sum of the rare earths. */
  readonly element: string;
  readonly kind: ErrorKind;
  /** Of the error: sums of one key add before they are squared. */
  readonly key: string;
  /** Signed milligrams, one standard uncertainty. */
  readonly mg: number;
}

/** Errors by element (the sum of the rare earths among them), kind and key, each in signed milligrams. */
export class Errors {
  private readonly parts = new Map<string, Map<ErrorKind, Map<string, number>>>();
  /** By name, of the few that there are: a key costs more than all else that is done with a term. */
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly rareEarths: ReadonlySet<string>,
    private readonly shares: AssayShares,
  ) {}

  /**
   * What can be wrong with a term, by the rules (a) to (g) of the balance: `sign` is 1 where the term raises what is
   * unexplained and -1 where it lowers it. Milligrams and fractions in.
   */
  add(sign: 1 | -1, { dryMg, elementsMg, mass, composition }: MeasuredTerm): void {
    let sumMg = 0;
    for (const [element, mg] of elementsMg) {
      if (this.rareEarths.has(element)) sumMg += mg;
      this.addMass(element, sign * mg, mass);
      if (composition) this.addFraction(element, sign * mg, composition);
    }
    // A weighing, a scale, a moisture and a line of a count are off for all elements at once.
    this.addMass(TOTAL, sign * sumMg, mass);
    if (composition?.kind === 'assayed') this.addBounds(sign * dryMg, composition);
  }

  /** What is wrong with many terms together, added up elsewhere. */
  addSummed({ element, kind, key, mg }: SummedError): void {
    this.put(element, kind, key, mg);
  }

  /** The standard uncertainty of an element, in milligrams, by what it comes from; kinds that add nothing are left out. */
  partsOf(element: string): ReadonlyMap<ErrorKind, number> {
    return new Map(
      [...(this.parts.get(element) ?? [])].flatMap(([kind, byKey]) => {
        const variance = [...byKey.values()].reduce((sum, mg) => sum + mg * mg, 0);
        return variance === 0 ? [] : [[kind, Math.sqrt(variance)] as const];
      }),
    );
  }

  /** `U = 2 * root of the sum of variances`, in milligrams. */
  expandedMg(element: string): number {
    return expanded(this.partsOf(element).values());
  }

  private addMass(element: string, mg: number, mass: MeasuredTerm['mass']): void {
    if (mass === null) return;
    if (mass.kind === 'counted') {
      this.put(element, 'count', mass.id, mg * mass.relative);
      return;
    }
    const { id, netMg, dryShare, repeatabilityMg, scale, calibration, moisture } = mass;
    // A weighing that is off by r is so by r times what a milligram of it holds.
    this.put(element, 'repeatability', id, repeatabilityMg * (mg / netMg));
    this.put(element, 'calibration', this.keyOf(scale), mg * calibration);
    if (moisture) this.put(element, 'moisture', this.keyOf(moisture.method), (mg / dryShare) * moisture.fraction);
  }

  /** Of the sum of the rare earths a laboratory's and a grade's errors are one for all elements; each assay's own are not. */
  private addFraction(element: string, mg: number, composition: AssayedFractions | GradedFractions): void {
    const errorMg = mg * (composition.relative.get(element) ?? 0);
    const rows = this.rareEarths.has(element) ? [element, TOTAL] : [element];
    for (const row of rows) {
      if (composition.kind === 'graded') {
        this.put(row, 'grade', composition.id, errorMg);
        continue;
      }
      const source = `${this.keyOf(composition.laboratory)}|${this.keyOf(composition.method)}`;
      this.put(row, 'laboratory', source, errorMg * Math.sqrt(this.shares.laboratory));
      this.put(row, 'family', `${source}|${composition.family}`, errorMg * Math.sqrt(this.shares.family));
      this.put(row, 'assay', `${composition.id}|${element}`, errorMg * Math.sqrt(this.shares.assay));
    }
  }

  /** What is below a limit L may be anything from nothing to it: `L * mass / root 3`, common to the laboratory. */
  private addBounds(signedDryMg: number, { laboratory, bounds }: AssayedFractions): void {
    for (const [element, bound] of bounds) {
      const errorMg = (signedDryMg * bound) / Math.sqrt(3);
      this.put(element, 'bound', this.keyOf(laboratory), errorMg);
      if (this.rareEarths.has(element)) this.put(TOTAL, 'bound', this.keyOf(laboratory), errorMg);
    }
  }

  private put(element: string, kind: ErrorKind, key: string, mg: number): void {
    if (mg === 0) return;
    let kinds = this.parts.get(element);
    if (!kinds) this.parts.set(element, (kinds = new Map<ErrorKind, Map<string, number>>()));
    let byKey = kinds.get(kind);
    if (!byKey) kinds.set(kind, (byKey = new Map<string, number>()));
    byKey.set(key, (byKey.get(key) ?? 0) + mg);
  }

  /** Names of scales, laboratories and methods are compared as codes are. */
  private keyOf(name: string): string {
    let key = this.keys.get(name);
    if (key === undefined) this.keys.set(name, (key = codeKey(name)));
    return key;
  }
}

/** `2 * root of the sum of squares` of standard uncertainties. */
export function expanded(standard: Iterable<number>): number {
  let variance = 0;
  for (const one of standard) variance += one * one;
  return 2 * Math.sqrt(variance);
}
