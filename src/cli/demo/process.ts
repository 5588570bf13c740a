import { elementAsOxideMg } from '../../domain/matter/composition.js';
import { mgToKg, ofMg, PPM, type Mg } from '../../domain/measure/quantities.js';
import type { RunKind } from '../../domain/acts/run.js';
import { inPpm } from './by-products.js';
import type { RunClosed } from './events.js';
import type { ResiduePlan, StepPlan } from './plan.js';
import type { Pct } from './production-plan.js';
import { rounded, scatter } from './variation.js';
import type { DemoYear, Lot } from './year.js';

/** Milligrams by element. */
type Elements = ReadonlyMap<string, Mg>;

export interface ProductOf {
  readonly product: string;
  /** Of the batches' codes. */
  readonly prefix: string;
  readonly lots: number;
  /** Percent of each element's input that comes out in it. */
  readonly recoveryPct: Pct;
  /** What the elements come out as; oxides are those in which they are traded. */
  readonly as: 'oxides' | 'metals';
  /** Percent of the product's mass that these are. */
  readonly purityPct: number;
}

export interface Recipe {
  readonly site: string;
  readonly by: string;
  readonly laboratory: string;
  readonly kind: RunKind;
  readonly code: string;
  readonly startedAt: string;
  readonly segregated: boolean;
  readonly otherFeed: RunClosed['body']['otherFeed'];
  readonly products: readonly ProductOf[];
  readonly residues: readonly ResidueOf[];
}

interface ResidueOf extends ResiduePlan {
  /** Percent of each element's input that ends in it. */
  readonly pctOfInput: Pct;
}

/** What is in no product, less the small part that nobody finds again: the composition of a run's one assayed residue. */
export function restOf(
  products: readonly Pick<ProductOf, 'recoveryPct'>[],
  elements: Iterable<string>,
  missingPct: number,
): Pct {
  const rest = (element: string): number =>
    products.reduce((left, { recoveryPct }) => left - (recoveryPct[element] ?? 0), 100);
  return Object.fromEntries([...elements].map((element) => [element, Math.max(0, rest(element) - missingPct)]));
}

/** A figure between two limits that follows from the run's code. */
export function missingOf(code: string, { least, most }: StepPlan['missingPct']): number {
  return (least + most) / 2 + scatter(`${code} missing`, (most - least) / 2);
}

/** The elements that go into a run. */
export function inputMg(year: DemoYear, lots: readonly Lot[], otherFeed: Recipe['otherFeed'] = []): Elements {
  const feed = otherFeed.map(({ dryKg, composition }) => ({
    dryMg: ofMg(dryKg * 1_000_000),
    compositionPpm: inPpm(composition),
  }));
  return year.elementsMg([...lots, ...feed.map((part) => ({ ...part, code: 'other feed' }))]);
}

/** Closes a run: draws all of its inputs and puts its products into stock. */
export function close(year: DemoYear, at: string, recipe: Recipe, inputs: readonly Lot[]): void {
  const { site, by, laboratory, kind, code, startedAt, segregated, otherFeed } = recipe;
  const elements = inputMg(year, inputs, otherFeed);
  const outputs = recipe.products.flatMap((product) =>
    productLots(year, product, elements).map(({ netKg, composition }, index) => ({
      code: `${product.prefix}-${code.slice(-4)}-${index + 1}`,
      product: product.product,
      netKg,
      assay: { laboratory, method: 'ICP-OES', sampledAt: at, composition },
    })),
  );
  const residues = recipe.residues.map((residue) => residueOf(residue, elements));
  year.happens({
    what: 'run',
    at,
    by,
    site,
    inputs: inputs.map((lot) => lot.code),
    body: {
      kind,
      code,
      startedAt,
      custodyModel: segregated ? 'segregated' : 'controlled-blending',
      otherFeed,
      outputs,
      residues,
    },
  });
  for (const lot of inputs) lot.dryMg = 0;
  for (const { code: output, product, netKg, assay } of outputs) {
    year.keep({
      code: output,
      material: product,
      kind: 'product',
      site,
      since: at,
      dryMg: ofMg(Math.round(netKg * 1_000_000)),
      compositionPpm: inPpm(assay.composition),
      dryPpm: PPM,
      tareKg: 0,
      pieces: 1,
    });
  }
}

/** Mass and assay of a product's lots: equal masses to a tenth of a kilogram, all of one assay. */
function productLots(
  year: DemoYear,
  { lots, recoveryPct, as, purityPct }: ProductOf,
  elements: Elements,
): { netKg: number; composition: Pct }[] {
  const parts = Object.entries(recoveryPct).map(([element, pct]) => {
    const massMg = ofMg(Math.floor(((elements.get(element) ?? 0) * pct) / 100));
    const oxide = as === 'oxides' ? elementAsOxideMg(element, massMg, year.catalogue) : null;
    return { formula: oxide?.oxide ?? element, massMg: oxide?.massMg ?? massMg };
  });
  const totalMg = parts.reduce((sum, { massMg }) => sum + massMg, 0);
  const netKg = rounded(mgToKg(ofMg((totalMg * 100) / purityPct / lots)), 1);
  if (netKg === 0) return [];
  const composition = Object.fromEntries(
    parts.map(({ formula, massMg }) => [formula, reported((mgToKg(massMg) / (netKg * lots)) * 100)]),
  );
  return Array.from({ length: lots }, () => ({ netKg, composition: named(composition) }));
}

function residueOf(
  { kind, destination, pctOfInput, massOfElements }: ResidueOf,
  elements: Elements,
): RunClosed['body']['residues'][number] {
  const parts = Object.entries(pctOfInput).map(
    ([element, pct]) => [element, (mgToKg(elements.get(element) ?? 0) * pct) / 100] as const,
  );
  const dryKg = rounded(parts.reduce((sum, [, kg]) => sum + kg, 0) * massOfElements, 1);
  const composition = Object.fromEntries(parts.map(([element, kg]) => [element, reported((kg / dryKg) * 100)]));
  return { kind, dryKg, composition: named(composition), destination };
}

/** Percent to three decimals, cut off: rounding up would find more of a trace than went in. */
function reported(pct: number): number {
  return rounded(Math.floor(pct * 1000) / 1000, 3);
}

/** What an analysis finds nothing of is not named. */
function named(composition: Pct): Pct {
  return Object.fromEntries(Object.entries(composition).filter(([, pct]) => pct > 0));
}
