import { codeKey } from '../matter/code.js';
import type { MovedRole, Summed } from './balance.js';
import { moistureAt, scaleAt, type MeasuredAt } from './measured.js';
import { methodPct, type ScaleUse } from './settings.js';
import { TOTAL, type AssayShares, type ErrorKind, type SummedError } from './uncertainty.js';

/*
 * What moved at a site in a month, added up as far as it can be for good: of ten thousand batches a few hundred numbers are left,
 * and a balance of ten years reads 120 times as many.
 *
 * Errors that many terms share (a scale, a laboratory, a grade) need the signed sum of what they are of. Errors that each batch has
 * for itself (its weighing, its assay) need the sum of squares, as long as all that has the error moved in this month and at this
 * site: of a batch that moved elsewhere too, a supply that is charged over two months or scrap that is reused in the next one, the
 * parts add with their signs before they are squared, so it is listed by itself.
 *
 * Nothing depends on the settings of the site: what a scale or a method is off by is put in when a balance is struck.
 */

/** By element. */
export type ByElement = Readonly<Record<string, number>>;

/** What was weighed for one use and, of supplies, came from one supplier. */
export interface WeighedSums {
  readonly use: ScaleUse;
  readonly supplier: string | null;
  /** Signed milligrams. */
  readonly mg: ByElement;
  /** Of milligrams in a milligram that was weighed, and of the sum of the rare earths. */
  readonly squares: ByElement;
  /** The same, signed and not squared, by batch. */
  readonly listed: Readonly<Record<string, ByElement>>;
}

/** Signed milligrams times relative standard uncertainty: as reports state it, and for each part that a method is off by. */
export interface OffBy {
  readonly stated: number;
  readonly byMethod: number;
}

/** Sums of squares of these. */
export interface OffSquares {
  readonly stated: number;
  readonly both: number;
  readonly byMethod: number;
}

/** What one laboratory found by one method in one family of materials; names as they are compared. */
export interface FoundSums {
  readonly laboratory: string;
  readonly method: string;
  readonly family: string;
  readonly off: Readonly<Record<string, OffBy>>;
  readonly squares: Readonly<Record<string, OffSquares>>;
  /** By assay, and in it by element. */
  readonly listed: Readonly<Record<string, Readonly<Record<string, OffBy>>>>;
  /** Signed milligrams that may be there below the limit of the laboratory, each times one over root three. */
  readonly bounds: ByElement;
}

/** What is made of one grade. */
export interface GradeSums {
  readonly grade: string;
  readonly method: string;
  readonly off: Readonly<Record<string, OffBy>>;
}

/** The class sums of a site and month. */
export interface MonthSums {
  readonly dryMg: Readonly<Record<MovedRole, number>>;
  /** Of it, what has neither assay nor grade. */
  readonly withoutMg: Readonly<Record<MovedRole, number>>;
  /** Whole milligrams by element and term. */
  readonly elementsMg: Readonly<Record<string, Readonly<Partial<Record<MovedRole, number>>>>>;
  /** Rare-earth milligrams that were logged, by the key of the agreement. */
  readonly loggedMg: Readonly<Record<string, number>>;
  readonly weighed: readonly WeighedSums[];
  /** Signed milligrams as weighed, of what moisture or oil is stated of. */
  readonly moistMg: ByElement;
  readonly found: readonly FoundSums[];
  readonly graded: readonly GradeSums[];
  /** Assays that take the uncertainty of their method: how many, and those of listed batches by their ids. */
  readonly assaysByMethod: { readonly alone: number; readonly listed: readonly string[] };
}

/** Where sums were made, and what is known of its scales and methods. */
export interface SummedAt extends MeasuredAt {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly shares: AssayShares;
}

/** A month as a term of a balance: what the scales and methods of its site are off by, put in. */
export function summedOf(sums: MonthSums, at: SummedAt): Summed {
  const errors = new SiteErrors(at);
  for (const one of sums.weighed) errors.addWeighed(one);
  const { method, fraction } = moistureAt(at);
  for (const [element, mg] of Object.entries(sums.moistMg)) {
    errors.addShared('moisture', codeKey(method), element, mg * fraction);
  }
  for (const one of sums.found) errors.addFound(one);
  for (const { grade, method: by, off } of sums.graded) {
    for (const [element, one] of Object.entries(off)) errors.addShared('grade', grade, element, errors.offMg(one, by));
  }
  const { dryMg, withoutMg, elementsMg } = sums;
  return { dryMg, withoutMg, elementsMg, errors: errors.all };
}

class SiteErrors {
  readonly all: SummedError[] = [];
  private readonly methods = new Map<string, number>();
  /** What each batch has for itself is one error to the balance: it is shared with nothing else. */
  private readonly own: string;

  constructor(private readonly at: SummedAt) {
    this.own = `${at.siteId}|${at.month}`;
  }

  /** One error of an element and of the sum of the rare earths. */
  addShared(kind: ErrorKind, key: string, element: string, mg: number): void {
    this.all.push({ element, kind, key, mg });
    if (this.at.catalogue.rareEarths.has(element)) this.all.push({ element: TOTAL, kind, key, mg });
  }

  addWeighed({ use, supplier, mg, squares, listed }: WeighedSums): void {
    const scale = scaleAt(use, supplier, this.at);
    if (!scale) return;
    const key = codeKey(scale.scale);
    for (const [element, one] of Object.entries(mg)) {
      this.addShared('calibration', key, element, one * scale.calibration);
    }
    const { repeatabilityMg } = scale;
    for (const [element, square] of Object.entries(squares)) {
      const own = `${this.own}|${use}|${supplier ?? ''}`;
      this.all.push({ element, kind: 'repeatability', key: own, mg: repeatabilityMg * Math.sqrt(square) });
    }
    for (const [rootId, parts] of Object.entries(listed)) {
      for (const [element, part] of Object.entries(parts)) {
        this.addShared('repeatability', rootId, element, repeatabilityMg * part);
      }
    }
  }

  addFound({ laboratory, method, family, off, squares, listed, bounds }: FoundSums): void {
    const [{ shares }, source] = [this.at, `${laboratory}|${method}`];
    for (const [element, one] of Object.entries(off)) {
      const mg = this.offMg(one, method);
      this.addShared('laboratory', source, element, mg * Math.sqrt(shares.laboratory));
      this.addShared('family', `${source}|${family}`, element, mg * Math.sqrt(shares.family));
    }
    const by = this.byMethod(method);
    for (const [element, one] of Object.entries(squares)) {
      const variance = one.stated + 2 * by * one.both + by * by * one.byMethod;
      const key = `${this.own}|${source}|${family}|${element}`;
      this.addShared('assay', key, element, Math.sqrt(Math.max(0, variance) * shares.assay));
    }
    for (const [id, parts] of Object.entries(listed)) {
      for (const [element, part] of Object.entries(parts)) {
        const mg = this.offMg(part, method) * Math.sqrt(shares.assay);
        this.addShared('assay', `${id}|${element}`, element, mg);
      }
    }
    for (const [element, mg] of Object.entries(bounds)) this.addShared('bound', laboratory, element, mg);
  }

  /** One standard uncertainty, in signed milligrams. */
  offMg({ stated, byMethod }: OffBy, method: string): number {
    return stated + byMethod * this.byMethod(method);
  }

  private byMethod(method: string): number {
    let known = this.methods.get(method);
    if (known === undefined) this.methods.set(method, (known = methodPct(method, this.at.settings) / 100));
    return known;
  }
}
