import { codeKey } from '../matter/code.js';
import type { MovedRole, Summed } from './balance.js';
import { moistureAt, scaleAt, type MeasuredAt } from './measured.js';
import { methodPct, type ScaleUse } from './settings.js';
import { TOTAL, type AssayShares, type ErrorKind, type SummedError } from './uncertainty.js';

/*
 * What moved at a site in a month or a year, added up as far as it can be for good: of ten thousand batches a few hundred numbers are
 * left, and a balance of ten years reads ten times as many.
 *
 * Errors that many terms share (a scale, a laboratory, a grade) need the signed sum of what they are of. Errors that each batch has
 * for itself (its weighing, its assay) need the sum of squares, as long as all that has the error moved in this time and at this
 * site: of a batch that moved at another time too, a supply that is charged over two months or scrap that is reused in the next one,
 * the parts add with their signs before they are squared, so it is listed by itself. Where a month stands alone in a balance nobody
 * asks for that, so squares are kept of what is listed too.
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
  /** The same of the batches that are listed. */
  readonly listedSquares: ByElement;
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
  readonly listedSquares: Readonly<Record<string, OffSquares>>;
  /** Signed milligrams that may be there below the limit of the laboratory, each times one over root three. */
  readonly bounds: ByElement;
}

/** What is made of one grade. */
export interface GradeSums {
  readonly grade: string;
  readonly method: string;
  readonly off: Readonly<Record<string, OffBy>>;
}

/** The class sums of a site and month, or year. */
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
  /** How many assays take the uncertainty of their method: of batches that are not listed, and of those that are. */
  readonly assaysByMethod: { readonly alone: number; readonly listed: number };
}

/** A batch that is listed, in one class of what was weighed: milligrams in a milligram that was weighed, signed. */
export interface ListedWeighing {
  /** The place of its class in the sums. */
  readonly of: number;
  readonly root: string;
  readonly parts: ByElement;
}

/** An assay of a batch that is listed, in one class of what was found; of a grade's no part is its own. */
export interface ListedAssay {
  /** The place of its class in the sums; null where it is a grade's. */
  readonly of: number | null;
  readonly root: string;
  readonly assay: string;
  readonly takesMethods: boolean;
  readonly off: Readonly<Record<string, OffBy>>;
}

/** The batches that are listed. */
export interface ListedSums {
  readonly weighings: readonly ListedWeighing[];
  readonly assays: readonly ListedAssay[];
}

/** Class sums with what is listed. */
export interface WholeSums {
  readonly sums: MonthSums;
  readonly listed: ListedSums;
}

/** Where sums were made, and what is known of its scales and methods. */
export interface SummedAt extends MeasuredAt {
  /** `YYYY-MM` or `YYYY`. */
  readonly month: string;
  readonly shares: AssayShares;
}

/**
 * A month or a year as a term of a balance: what the scales and methods of its site are off by, put in.
 *
 * @param listed null where it stands alone
 */
export function summedOf(sums: MonthSums, listed: ListedSums | null, at: SummedAt): Summed {
  const errors = new SiteErrors(at, listed === null);
  for (const one of sums.weighed) errors.addWeighed(one);
  const { method, fraction } = moistureAt(at);
  for (const [element, mg] of Object.entries(sums.moistMg)) {
    errors.addShared('moisture', codeKey(method), element, mg * fraction);
  }
  for (const one of sums.found) errors.addFound(one);
  for (const { grade, method: by, off } of sums.graded) {
    for (const [element, one] of Object.entries(off)) errors.addShared('grade', grade, element, errors.offMg(one, by));
  }
  if (listed) errors.addListed(sums, listed);
  const { dryMg, withoutMg, elementsMg } = sums;
  return { dryMg, withoutMg, elementsMg, errors: errors.all };
}

class SiteErrors {
  readonly all: SummedError[] = [];
  private readonly methods = new Map<string, number>();
  /** What each batch has for itself is one error to the balance: it is shared with nothing else. */
  private readonly own: string;

  constructor(
    private readonly at: SummedAt,
    private readonly isAlone: boolean,
  ) {
    this.own = `${at.siteId}|${at.month}`;
  }

  /** One error of an element and of the sum of the rare earths. */
  addShared(kind: ErrorKind, key: string, element: string, mg: number): void {
    this.all.push({ element, kind, key, mg });
    if (this.at.catalogue.rareEarths.has(element)) this.all.push({ element: TOTAL, kind, key, mg });
  }

  addWeighed({ use, supplier, mg, squares, listedSquares }: WeighedSums): void {
    const scale = scaleAt(use, supplier, this.at);
    if (!scale) return;
    const key = codeKey(scale.scale);
    for (const [element, one] of Object.entries(mg)) {
      this.addShared('calibration', key, element, one * scale.calibration);
    }
    for (const one of this.isAlone ? [squares, listedSquares] : [squares]) {
      const own = `${this.own}|${use}|${supplier ?? ''}|${one === squares ? '' : 'listed'}`;
      for (const [element, square] of Object.entries(one)) {
        this.all.push({ element, kind: 'repeatability', key: own, mg: scale.repeatabilityMg * Math.sqrt(square) });
      }
    }
  }

  addFound({ laboratory, method, family, off, squares, listedSquares, bounds }: FoundSums): void {
    const [{ shares }, source] = [this.at, `${laboratory}|${method}`];
    for (const [element, one] of Object.entries(off)) {
      const mg = this.offMg(one, method);
      this.addShared('laboratory', source, element, mg * Math.sqrt(shares.laboratory));
      this.addShared('family', `${source}|${family}`, element, mg * Math.sqrt(shares.family));
    }
    const by = this.byMethod(method);
    for (const some of this.isAlone ? [squares, listedSquares] : [squares]) {
      for (const [element, one] of Object.entries(some)) {
        const variance = one.stated + 2 * by * one.both + by * by * one.byMethod;
        const key = `${this.own}|${source}|${family}|${element}|${some === squares ? '' : 'listed'}`;
        this.addShared('assay', key, element, Math.sqrt(Math.max(0, variance) * shares.assay));
      }
    }
    for (const [element, mg] of Object.entries(bounds)) this.addShared('bound', laboratory, element, mg);
  }

  addListed({ weighed, found }: MonthSums, { weighings, assays }: ListedSums): void {
    const scales = weighed.map(({ use, supplier }) => scaleAt(use, supplier, this.at));
    for (const { of, root, parts } of weighings) {
      const scale = scales[of];
      if (!scale) continue;
      let all = 0;
      for (const [element, part] of Object.entries(parts)) {
        if (this.at.catalogue.rareEarths.has(element)) all += part;
        this.all.push({ element, kind: 'repeatability', key: root, mg: scale.repeatabilityMg * part });
      }
      this.all.push({ element: TOTAL, kind: 'repeatability', key: root, mg: scale.repeatabilityMg * all });
    }
    for (const { of, assay, off } of assays) {
      const sums = of === null ? undefined : found[of];
      if (!sums) continue;
      for (const [element, part] of Object.entries(off)) {
        const mg = this.offMg(part, sums.method) * Math.sqrt(this.at.shares.assay);
        this.addShared('assay', `${assay}|${element}`, element, mg);
      }
    }
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
