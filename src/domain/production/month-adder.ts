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
import type { FoundSums, MonthSums, OffBy, OffSquares, WeighedSums } from './month-sums.js';
import type { ScaleUse } from './settings.js';
import { TOTAL } from './uncertainty.js';

/** What moved of a batch in a month, in one way and under one agreement. */
export interface MonthTerm extends BookedTerm {
  readonly role: MovedRole;
  readonly agreementKey: string;
}

/** @param isListed whether a batch, by the one that was weighed, moved or may move elsewhere too */
export function monthSums(
  terms: readonly MonthTerm[],
  isListed: (rootId: string) => boolean,
  catalogue: Catalogue,
): MonthSums {
  const adder = new Adder(isListed, catalogue);
  for (const term of terms) adder.add(term);
  return adder.sums();
}

type Sums = Record<string, number>;
const NONE: Readonly<Record<MovedRole, number>> = { charged: 0, reused: 0, back: 0, magnets: 0, losses: 0, logged: 0 };

/** Of one error that a batch has for itself. */
interface Own<Value> {
  readonly isListed: boolean;
  readonly byElement: Map<string, Value>;
}

interface OpenWeighed {
  readonly use: ScaleUse;
  readonly supplier: string | null;
  readonly mg: Sums;
  readonly byRoot: Map<string, Own<number>>;
}

interface OpenFound {
  readonly laboratory: string;
  readonly method: string;
  readonly family: string;
  readonly off: Record<string, OffBy>;
  readonly byAssay: Map<string, Own<OffBy>>;
  readonly bounds: Sums;
}

interface OpenGraded {
  readonly grade: string;
  readonly method: string;
  readonly off: Record<string, OffBy>;
}

class Adder {
  private readonly dryMg = { ...NONE };
  private readonly withoutMg = { ...NONE };
  private readonly elementsMg: Record<string, Partial<Record<MovedRole, number>>> = {};
  private readonly loggedMg: Sums = {};
  private readonly moistMg: Sums = {};
  private readonly weighed = new Map<string, OpenWeighed>();
  private readonly found = new Map<string, OpenFound>();
  private readonly graded = new Map<string, OpenGraded>();
  private readonly byMethod = new Map<string, boolean>();
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly isListed: (rootId: string) => boolean,
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

  sums(): MonthSums {
    const { dryMg, withoutMg, elementsMg, loggedMg, moistMg } = this;
    const assays = [...this.byMethod];
    return {
      dryMg,
      withoutMg,
      elementsMg,
      loggedMg,
      weighed: [...this.weighed.values()].map((one) => this.closedWeighed(one)),
      moistMg,
      found: [...this.found.values()].map(closedFound),
      graded: [...this.graded.values()],
      assaysByMethod: {
        alone: assays.filter(([, isListed]) => !isListed).length,
        listed: assays.flatMap(([id, isListed]) => (isListed ? [id] : [])).sort(),
      },
    };
  }

  private addMass({ role, elementsMg }: MonthTerm, batch: WeighedBatch): void {
    const { rootId, rootNetMg, rootDryMg, isMoist, supplierName } = batch;
    const use = useOf(batch);
    const supplier = use === 'supplies' && supplierName !== null ? this.keyOf(supplierName) : null;
    const sums = entryOf(this.weighed, `${use}|${supplier ?? ''}`, () => {
      return { use, supplier, mg: {}, byRoot: new Map<string, Own<number>>() };
    });
    const own = this.ownOf(sums.byRoot, rootId, rootId);
    for (const [element, mg] of elementsMg) {
      const signed = SIGNS[role] * mg;
      addTo(sums.mg, element, signed);
      own.byElement.set(element, (own.byElement.get(element) ?? 0) + signed / rootNetMg);
      if (isMoist) addTo(this.moistMg, element, signed / (rootDryMg / rootNetMg));
    }
  }

  private addAssay({ role, dryMg, elementsMg }: MonthTerm, batch: WeighedBatch, assay: FoundFractions): void {
    const [sign, method] = [SIGNS[role], this.keyOf(assay.method)];
    const { gradeId: grade, rootId } = batch;
    if (takesMethodsUncertainty(assay)) this.byMethod.set(assay.id, this.isListed(rootId));
    const found = foundOf(assay, this.catalogue);
    const offOf = (element: string, mg: number): OffBy => {
      const { ppm, statedPpm, byMethodPpm } = found.get(element) ?? { ppm: 0, statedPpm: 0, byMethodPpm: 0 };
      const perPpm = ppm > 0 ? (sign * mg) / ppm / 2 : 0;
      return { stated: perPpm * statedPpm, byMethod: perPpm * byMethodPpm };
    };
    if (grade !== null) {
      const { off } = entryOf(this.graded, `${grade}|${method}`, () => ({ grade, method, off: {} }));
      for (const [element, mg] of elementsMg) addOff(off, element, offOf(element, mg));
      return;
    }
    const [laboratory, family] = [this.keyOf(assay.laboratory), familyOf(batch, this.catalogue)];
    const sums = entryOf(this.found, `${laboratory}|${method}|${family}`, () => {
      return { laboratory, method, family, off: {}, byAssay: new Map<string, Own<OffBy>>(), bounds: {} };
    });
    const own = this.ownOf(sums.byAssay, assay.id, rootId);
    for (const [element, mg] of elementsMg) {
      const off = offOf(element, mg);
      addOff(sums.off, element, off);
      const known = own.byElement.get(element);
      own.byElement.set(element, known ? plusOff(known, off) : off);
    }
    for (const [element, bound] of boundsOf(assay, this.catalogue)) {
      addTo(sums.bounds, element, (sign * dryMg * bound) / Math.sqrt(3));
    }
  }

  private ownOf<Value>(all: Map<string, Own<Value>>, key: string, rootId: string): Own<Value> {
    return entryOf(all, key, () => ({ isListed: this.isListed(rootId), byElement: new Map<string, Value>() }));
  }

  private closedWeighed({ use, supplier, mg, byRoot }: OpenWeighed): WeighedSums {
    const squares: Sums = {};
    for (const { isListed, byElement } of byRoot.values()) {
      if (isListed) continue;
      for (const [element, off] of byElement) addTo(squares, element, off * off);
      const all = this.rareEarthsOf(byElement);
      addTo(squares, TOTAL, all * all);
    }
    return { use, supplier, mg, squares, listed: listedOf(byRoot) };
  }

  private rareEarthsOf(byElement: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [element, one] of byElement) if (this.catalogue.rareEarths.has(element)) sum += one;
    return sum;
  }

  /** Names are compared as codes are. */
  private keyOf(name: string): string {
    return entryOf(this.keys, name, () => codeKey(name));
  }
}

function closedFound({ laboratory, method, family, off, byAssay, bounds }: OpenFound): FoundSums {
  const squares: Record<string, OffSquares> = {};
  for (const { isListed, byElement } of byAssay.values()) {
    if (isListed) continue;
    for (const [element, { stated, byMethod }] of byElement) {
      const known = squares[element] ?? { stated: 0, both: 0, byMethod: 0 };
      squares[element] = {
        stated: known.stated + stated * stated,
        both: known.both + stated * byMethod,
        byMethod: known.byMethod + byMethod * byMethod,
      };
    }
  }
  return { laboratory, method, family, off, squares, listed: listedOf(byAssay), bounds };
}

function listedOf<Value>(all: ReadonlyMap<string, Own<Value>>): Record<string, Record<string, Value>> {
  const listed = [...all].filter(([, { isListed }]) => isListed);
  return Object.fromEntries(listed.map(([key, { byElement }]) => [key, Object.fromEntries(byElement)]));
}

function addOff(sums: Record<string, OffBy>, element: string, off: OffBy): void {
  sums[element] = plusOff(sums[element] ?? { stated: 0, byMethod: 0 }, off);
}

function plusOff(one: OffBy, other: OffBy): OffBy {
  return { stated: one.stated + other.stated, byMethod: one.byMethod + other.byMethod };
}

function addTo(sums: Sums, key: string, value: number): void {
  sums[key] = (sums[key] ?? 0) + value;
}

function entryOf<Value>(all: Map<string, Value>, key: string, make: () => Value): Value {
  let known = all.get(key);
  if (known === undefined) all.set(key, (known = make()));
  return known;
}
