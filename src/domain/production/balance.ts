import { ratioPct } from '../measure/quantities.js';
import { daysBetween, previousDay, type Day, type Period } from '../measure/time.js';
import { BALANCE_WARNINGS, type BalanceWarning, type Verdict } from '../reports/verdicts.js';
import { daysBetweenCounts, edgesOf, type Counted, type Edges } from './edges.js';
import { Errors, TOTAL, type AssayShares, type ErrorKind, type MeasuredTerm, type SummedError } from './uncertainty.js';

/*
 * The balance of a plant, from count to count:
 *
 *   expected     = opening count + charged + reused in process + back to production
 *                  - magnet lots - process losses - closing count
 *   unexplained  = expected - logged
 *   completeness = (logged - reused) / (expected - reused)
 *
 * Nothing is rolled forward from the books: what was there at either end is what somebody counted.
 */

/** The terms of the balance, each with its sign in what is unexplained. */
export const SIGNS = {
  opening: 1,
  charged: 1,
  reused: 1,
  back: 1,
  magnets: -1,
  losses: -1,
  closing: -1,
  logged: -1,
} as const;
export type BalanceRole = keyof typeof SIGNS;
export const BALANCE_ROLES = Object.keys(SIGNS) as readonly BalanceRole[];
/** What moved between the counts. */
export type MovedRole = Exclude<BalanceRole, 'opening' | 'closing'>;

const MOVED_ROLES = BALANCE_ROLES.filter((role): role is MovedRole => role !== 'opening' && role !== 'closing');

/** What moved on a day: whole milligrams of dry mass and of each element. */
export interface Moved extends MeasuredTerm {
  readonly role: MovedRole;
  readonly day: Day;
}

/** Many terms as one: what moved in a whole month, added up before. */
export interface Summed {
  readonly dryMg: Readonly<Record<MovedRole, number>>;
  /** Of it, what has no composition. */
  readonly withoutMg: Readonly<Record<MovedRole, number>>;
  /** Whole milligrams by element and term. */
  readonly elementsMg: Readonly<Record<string, Readonly<Partial<Record<MovedRole, number>>>>>;
  readonly errors: readonly SummedError[];
}

/** How a plant's balance is judged; settings of the site. */
export interface BalanceTerms {
  /** The elements whose total input can be booked; the rare earths always. */
  readonly balanced: ReadonlySet<string>;
  readonly rareEarths: ReadonlySet<string>;
  readonly shares: AssayShares;
  /** Above this part of what is expected, U is too coarse to say anything, in percent. */
  readonly coarsePct: number;
}

export interface ElementBalance {
  readonly element: string;
  /** Whole milligrams by term. */
  readonly mg: Readonly<Record<BalanceRole, number>>;
  /** Null where counts are missing. */
  readonly expectedMg: number | null;
  readonly unexplainedMg: number | null;
  readonly completenessPct: number | null;
  /** Expanded uncertainty of what is unexplained, k = 2. */
  readonly uncertaintyMg: number | null;
  /** Standard uncertainties by what they come from. */
  readonly parts: ReadonlyMap<ErrorKind, number>;
  readonly verdict: Verdict;
}

export interface PlantBalance {
  /** The days of the counts; null where there is none. */
  readonly countedFrom: Day | null;
  readonly countedTo: Day | null;
  readonly elements: readonly ElementBalance[];
  /** The rare earths. */
  readonly total: ElementBalance;
  readonly warnings: readonly BalanceWarning[];
}

/** Counts further than this from the edge of the period are warned of. */
const NEAR_DAYS = 5;

/** What a balance is struck from. */
export interface BalanceFacts {
  readonly period: Period;
  readonly counts: readonly Counted[];
  /** What moved; days that do not stand between the counts are passed over. */
  readonly moved: Iterable<Moved>;
  /** What moved besides, by whole months that stand between the counts. */
  readonly summed?: readonly Summed[];
  /** Whether a dispute touches anything that moved or was counted. */
  readonly inDispute: boolean;
}

/** The balance of one site over a period. */
export function plantBalance(facts: BalanceFacts, terms: BalanceTerms): PlantBalance {
  return plantsBalance([facts], terms);
}

/**
 * The balance of several sites as one: what is unexplained adds; what is uncertain does so by its errors, since a laboratory of
 * one site may be that of the others. Where one of them is not counted, nothing is known of all.
 */
export function plantsBalance(plants: readonly BalanceFacts[], terms: BalanceTerms): PlantBalance {
  const sums = new Sums(terms);
  const warnings = new Set<BalanceWarning>();
  const [opened, closed]: [Day[], Day[]] = [[], []];
  for (const { counts, period, moved, summed = [], inDispute } of plants) {
    const edges = edgesOf(counts, period);
    if (!edges) return notCounted(terms);
    const { opening, closing } = edges;
    sums.addPlant(edges, moved);
    for (const month of summed) sums.addSummed(month);
    opened.push(opening.day);
    closed.push(closing.day);
    if (isFar(opening.day, previousDay(period.from)) || isFar(closing.day, period.to)) warnings.add('count-off-edge');
    if (inDispute) warnings.add('wip-in-dispute');
  }
  if (sums.lacksAssay()) warnings.add('wip-without-assay');
  const isKnown = !warnings.has('wip-without-assay') && !warnings.has('wip-in-dispute');
  return {
    countedFrom: opened.sort()[0] ?? null,
    countedTo: closed.sort().at(-1) ?? null,
    elements: sums.elements().map((element) => sums.balanceOf(element, isKnown)),
    total: sums.balanceOf(TOTAL, isKnown),
    warnings: BALANCE_WARNINGS.filter((warning) => warnings.has(warning)),
  };
}

function isFar(counted: Day, edge: Day): boolean {
  return Math.abs(daysBetween(counted, edge)) > NEAR_DAYS;
}

const NOTHING: Readonly<Record<BalanceRole, number>> = {
  opening: 0,
  charged: 0,
  reused: 0,
  back: 0,
  magnets: 0,
  losses: 0,
  closing: 0,
  logged: 0,
};

function notCounted({ balanced }: BalanceTerms): PlantBalance {
  const unknown = (element: string): ElementBalance => ({
    element,
    mg: NOTHING,
    expectedMg: null,
    unexplainedMg: null,
    completenessPct: null,
    uncertaintyMg: null,
    parts: new Map(),
    verdict: 'not-known',
  });
  return {
    countedFrom: null,
    countedTo: null,
    elements: [...balanced].map(unknown),
    total: unknown(TOTAL),
    warnings: ['wip-not-counted'],
  };
}

/** More than this part of the dry mass without assay or grade leaves the balance unknown. */
const MOST_WITHOUT = 0.01;

/** What the terms add up to, with all that can be wrong in them. */
class Sums {
  private readonly mg = new Map<string, Record<BalanceRole, number>>();
  private readonly dry = { ...NOTHING };
  private readonly dryWithout = { ...NOTHING };
  private readonly errors: Errors;

  constructor(private readonly terms: BalanceTerms) {
    this.errors = new Errors(terms.rareEarths, terms.shares);
  }

  addPlant(edges: Edges, moved: Iterable<Moved>): void {
    const { from, to } = daysBetweenCounts(edges);
    for (const line of edges.opening.lines) this.add('opening', line);
    for (const line of edges.closing.lines) this.add('closing', line);
    for (const one of moved) if (one.day >= from && one.day <= to) this.add(one.role, one);
  }

  addSummed({ dryMg, withoutMg, elementsMg, errors }: Summed): void {
    for (const role of MOVED_ROLES) {
      this.dry[role] += dryMg[role];
      this.dryWithout[role] += withoutMg[role];
    }
    for (const [element, byRole] of Object.entries(elementsMg)) {
      const rows = this.terms.rareEarths.has(element) ? [this.row(element), this.row(TOTAL)] : [this.row(element)];
      for (const role of MOVED_ROLES) for (const row of rows) row[role] += byRole[role] ?? 0;
    }
    for (const error of errors) this.errors.addSummed(error);
  }

  private add(role: BalanceRole, measured: MeasuredTerm): void {
    this.dry[role] += measured.dryMg;
    if (measured.composition === null && role !== 'losses') this.dryWithout[role] += measured.dryMg;
    for (const [element, massMg] of measured.elementsMg) {
      this.row(element)[role] += massMg;
      if (this.terms.rareEarths.has(element)) this.row(TOTAL)[role] += massMg;
    }
    this.errors.add(SIGNS[role], measured);
  }

  /** The elements that are balanced and have any figure, in the order in which they came. */
  elements(): string[] {
    const { rareEarths, balanced } = this.terms;
    return [...this.mg.keys()].filter(
      (element) => element !== TOTAL && (rareEarths.has(element) || balanced.has(element)),
    );
  }

  /** Whether too much of charges, magnets, by-product or counts has no composition. */
  lacksAssay(): boolean {
    const groups: readonly (readonly BalanceRole[])[] = [['charged'], ['magnets'], ['logged'], ['opening', 'closing']];
    const sum = (of: Readonly<Record<BalanceRole, number>>, roles: readonly BalanceRole[]): number =>
      roles.reduce((total, role) => total + of[role], 0);
    return groups.some((roles) => sum(this.dryWithout, roles) > MOST_WITHOUT * sum(this.dry, roles));
  }

  balanceOf(element: string, isKnown: boolean): ElementBalance {
    const mg = this.mg.get(element) ?? NOTHING;
    const expectedMg = BALANCE_ROLES.reduce((sum, role) => (role === 'logged' ? sum : sum + SIGNS[role] * mg[role]), 0);
    const unexplainedMg = expectedMg - mg.logged;
    const uncertaintyMg = this.errors.expandedMg(element);
    const isBooked = isKnown && mg.charged > 0 && this.dry.magnets > 0;
    const figures = { expectedMg, unexplainedMg, uncertaintyMg };
    return {
      element,
      mg,
      ...figures,
      completenessPct: ratioPct(BigInt(mg.logged - mg.reused), BigInt(expectedMg - mg.reused)),
      parts: this.errors.partsOf(element),
      verdict: isBooked ? verdictOf(figures, this.terms) : 'not-known',
    };
  }

  private row(element: string): Record<BalanceRole, number> {
    let row = this.mg.get(element);
    if (!row) this.mg.set(element, (row = { ...NOTHING }));
    return row;
  }
}

/** What the figures say: `gap` above U, `surplus` below -U, `closed` between; nothing where U is too much of what is expected. */
export function verdictOf(
  { expectedMg, unexplainedMg, uncertaintyMg }: { expectedMg: number; unexplainedMg: number; uncertaintyMg: number },
  { coarsePct }: Pick<BalanceTerms, 'coarsePct'>,
): Verdict {
  if (uncertaintyMg * 100 > coarsePct * expectedMg) return 'too-coarse';
  if (unexplainedMg > uncertaintyMg) return 'gap';
  return unexplainedMg < -uncertaintyMg ? 'surplus' : 'closed';
}
