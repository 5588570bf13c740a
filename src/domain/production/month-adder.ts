import type { Catalogue } from '../matter/catalogue.js';
import { codeKey } from '../matter/code.js';
import { SIGNS, type MovedRole } from './balance.js';
import {
  boundsOf,
  familyOf,
  foundOf,
  isWeighed,
  takesMethodsUncertainty,
  useOf,
  type BookedTerm,
  type FoundFractions,
  type WeighedBatch,
} from './measured.js';
import type {
  FoundSums,
  GradeSums,
  ListedAssay,
  ListedSums,
  ListedWeighing,
  MonthSums,
  OffSquares,
  WeighedSums,
  WholeSums,
} from './month-sums.js';
import {
  addAll,
  addOffs,
  addSquares,
  addTo,
  openedAt,
  type Offs,
  type OpenAssay,
  type OpenFound,
  type OpenGraded,
  type OpenWeighed,
  type Sums,
} from './open-sums.js';
import { TOTAL } from './uncertainty.js';

/** What moved of a batch in a month, in one way and under one agreement. */
export interface MonthTerm extends BookedTerm {
  readonly role: MovedRole;
  readonly agreementKey: string;
}

/** Whether a batch, by the one that was weighed, moved or may move at another time or place too. */
type IsListed = (rootId: string) => boolean;

/** What moved in a month, added up. */
export function monthSums(terms: readonly MonthTerm[], isListed: IsListed, catalogue: Catalogue): WholeSums {
  const adder = new Adder(isListed, catalogue);
  for (const term of terms) adder.add(term);
  return adder.whole();
}

/** The sums of months as those of the whole time: what was listed in them and moved at no other time no longer is. */
export function mergedSums(months: readonly WholeSums[], isListed: IsListed, catalogue: Catalogue): WholeSums {
  const adder = new Adder(isListed, catalogue);
  for (const month of months) adder.addWhole(month);
  return adder.whole();
}

const NONE: Readonly<Record<MovedRole, number>> = { charged: 0, reused: 0, back: 0, magnets: 0, losses: 0, logged: 0 };
const ROLES = Object.keys(NONE) as readonly MovedRole[];

class Adder {
  private readonly dryMg = { ...NONE };
  private readonly withoutMg = { ...NONE };
  private readonly elementsMg: Record<string, Partial<Record<MovedRole, number>>> = {};
  private readonly loggedMg: Sums = {};
  private readonly moistMg: Sums = {};
  private readonly weighed = new Map<string, OpenWeighed>();
  private readonly found = new Map<string, OpenFound>();
  private readonly graded = new Map<string, OpenGraded>();
  /** Assays that take the uncertainty of their method, each with its batch, and how many there are besides. */
  private readonly byMethod = new Map<string, string>();
  private alone = 0;
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly isListed: IsListed,
    private readonly catalogue: Catalogue,
  ) {}

  add(term: MonthTerm): void {
    const { role, agreementKey, dryMg, elementsMg, batch, assay } = term;
    this.dryMg[role] += dryMg;
    if (role !== 'losses' && (!assay || !batch)) this.withoutMg[role] += dryMg;
    for (const [element, mg] of elementsMg) {
      const row = (this.elementsMg[element] ??= {});
      row[role] = (row[role] ?? 0) + mg;
    }
    if (role === 'logged') addTo(this.loggedMg, agreementKey, this.rareEarthsOf(elementsMg));
    if (!batch) return;
    if (isWeighed(batch)) this.addMass(term, batch);
    if (assay) this.addAssay(term, batch, assay);
  }

  addWhole({ sums, listed }: WholeSums): void {
    for (const role of ROLES) {
      this.dryMg[role] += sums.dryMg[role];
      this.withoutMg[role] += sums.withoutMg[role];
    }
    for (const [element, byRole] of Object.entries(sums.elementsMg)) {
      const row = (this.elementsMg[element] ??= {});
      for (const role of ROLES) if (byRole[role] !== undefined) row[role] = (row[role] ?? 0) + byRole[role];
    }
    addAll(this.loggedMg, sums.loggedMg);
    addAll(this.moistMg, sums.moistMg);
    for (const one of sums.weighed) {
      const open = this.weighedOf(one);
      addAll(open.mg, one.mg);
      addAll(open.squares, one.squares);
    }
    for (const one of sums.found) {
      const open = this.foundOf(one);
      addOffs(open.off, one.off);
      addAll(open.bounds, one.bounds);
      for (const [element, squares] of Object.entries(one.squares)) addSquares(open.squares, element, squares);
    }
    for (const one of sums.graded) addOffs(this.gradedOf(one).off, one.off);
    this.alone += sums.assaysByMethod.alone;
    this.addListed(sums, listed);
  }

  whole(): WholeSums {
    const { dryMg, withoutMg, elementsMg, loggedMg, moistMg } = this;
    const [weighings, assays]: [ListedWeighing[], ListedAssay[]] = [[], []];
    const weighed = [...this.weighed.values()].map((one, of) => this.closedWeighed(one, of, weighings));
    const found = [...this.found.values()].map((one, of) => this.closedFound(one, of, assays));
    const told = new Set(assays.map(({ assay }) => assay));
    for (const [assay, root] of this.byMethod) {
      if (this.isListed(root) && !told.has(assay)) assays.push({ of: null, root, assay, takesMethods: true, off: {} });
    }
    const listed = [...this.byMethod.values()].filter((root) => this.isListed(root)).length;
    const assaysByMethod = { alone: this.alone + this.byMethod.size - listed, listed };
    const graded = [...this.graded.values()];
    const sums = { dryMg, withoutMg, elementsMg, loggedMg, weighed, moistMg, found, graded, assaysByMethod };
    return { sums, listed: { weighings, assays } };
  }

  private addListed({ weighed, found }: MonthSums, { weighings, assays }: ListedSums): void {
    for (const { of, root, parts } of weighings) {
      const sums = weighed[of];
      if (sums)
        addAll(
          openedAt(this.weighedOf(sums).byRoot, root, () => ({})),
          parts,
        );
    }
    for (const { of, root, assay, takesMethods, off } of assays) {
      if (takesMethods) this.byMethod.set(assay, root);
      const sums = of === null ? undefined : found[of];
      if (sums) addOffs(openedAt(this.foundOf(sums).byAssay, assay, () => ({ root, off: {} })).off, off);
    }
  }

  private addMass({ role, elementsMg }: MonthTerm, batch: WeighedBatch): void {
    const { rootId, rootNetMg, rootDryMg, isMoist, supplierName } = batch;
    const use = useOf(batch);
    const supplier = use === 'supplies' && supplierName !== null ? this.keyOf(supplierName) : null;
    const sums = this.weighedOf({ use, supplier });
    const own = openedAt(sums.byRoot, rootId, () => ({}));
    for (const [element, mg] of elementsMg) {
      const signed = SIGNS[role] * mg;
      addTo(sums.mg, element, signed);
      addTo(own, element, signed / rootNetMg);
      if (isMoist) addTo(this.moistMg, element, signed / (rootDryMg / rootNetMg));
    }
  }

  private addAssay({ role, dryMg, elementsMg }: MonthTerm, batch: WeighedBatch, assay: FoundFractions): void {
    const [sign, method] = [SIGNS[role], this.keyOf(assay.method)];
    const { gradeId: grade, rootId: root } = batch;
    if (takesMethodsUncertainty(assay)) this.byMethod.set(assay.id, root);
    const found = foundOf(assay, this.catalogue);
    const off: Offs = {};
    for (const [element, mg] of elementsMg) {
      const { ppm, statedPpm, byMethodPpm } = found.get(element) ?? { ppm: 0, statedPpm: 0, byMethodPpm: 0 };
      const perPpm = ppm > 0 ? (sign * mg) / ppm / 2 : 0;
      off[element] = { stated: perPpm * statedPpm, byMethod: perPpm * byMethodPpm };
    }
    if (grade !== null) {
      addOffs(this.gradedOf({ grade, method }).off, off);
      return;
    }
    const [laboratory, family] = [this.keyOf(assay.laboratory), familyOf(batch, this.catalogue)];
    const sums = this.foundOf({ laboratory, method, family });
    addOffs(sums.off, off);
    addOffs(openedAt(sums.byAssay, assay.id, () => ({ root, off: {} })).off, off);
    for (const [element, bound] of boundsOf(assay, this.catalogue)) {
      addTo(sums.bounds, element, (sign * dryMg * bound) / Math.sqrt(3));
    }
  }

  private closedWeighed(
    { use, supplier, mg, squares, byRoot }: OpenWeighed,
    of: number,
    weighings: ListedWeighing[],
  ): WeighedSums {
    const listedSquares: Sums = {};
    for (const [root, parts] of byRoot) {
      const isListed = this.isListed(root);
      if (isListed) weighings.push({ of, root, parts });
      const into = isListed ? listedSquares : squares;
      for (const [element, part] of Object.entries(parts)) addTo(into, element, part * part);
      const all = this.rareEarthsOf(Object.entries(parts));
      addTo(into, TOTAL, all * all);
    }
    return { use, supplier, mg, squares, listedSquares };
  }

  private closedFound({ byAssay, squares, ...open }: OpenFound, of: number, assays: ListedAssay[]): FoundSums {
    const listedSquares: Record<string, OffSquares> = {};
    for (const [assay, { root, off }] of byAssay) {
      const isListed = this.isListed(root);
      if (isListed) assays.push({ of, root, assay, takesMethods: this.byMethod.has(assay), off });
      for (const [element, { stated, byMethod }] of Object.entries(off)) {
        const one = { stated: stated * stated, both: stated * byMethod, byMethod: byMethod * byMethod };
        addSquares(isListed ? listedSquares : squares, element, one);
      }
    }
    return { ...open, squares, listedSquares };
  }

  private weighedOf({ use, supplier }: Pick<WeighedSums, 'use' | 'supplier'>): OpenWeighed {
    return openedAt(this.weighed, `${use}|${supplier ?? ''}`, () => {
      return { use, supplier, mg: {}, squares: {}, byRoot: new Map<string, Sums>() };
    });
  }

  private foundOf({ laboratory, method, family }: Pick<FoundSums, 'laboratory' | 'method' | 'family'>): OpenFound {
    return openedAt(this.found, `${laboratory}|${method}|${family}`, () => {
      return { laboratory, method, family, off: {}, squares: {}, byAssay: new Map<string, OpenAssay>(), bounds: {} };
    });
  }

  private gradedOf({ grade, method }: Pick<GradeSums, 'grade' | 'method'>): OpenGraded {
    return openedAt(this.graded, `${grade}|${method}`, () => ({ grade, method, off: {} }));
  }

  private rareEarthsOf(byElement: Iterable<readonly [string, number]>): number {
    let sum = 0;
    for (const [element, one] of byElement) if (this.catalogue.rareEarths.has(element)) sum += one;
    return sum;
  }

  /** Names are compared as codes are. */
  private keyOf(name: string): string {
    return openedAt(this.keys, name, () => codeKey(name));
  }
}
