import { readFileSync } from 'node:fs';
import { ROOT } from '../../config/root.js';
import type { Alloy } from '../../domain/matter/catalogue.js';
import type { AgreementPlan, PartyPlan } from './people-plan.js';
import type { QuarterPlan } from './quarter-plan.js';
import type { Pct, ProductionPlan } from './production-plan.js';

/** A kind of by-product in containers of one size. */
export interface StreamPlan {
  readonly stream: string;
  /** Of the batches' codes. */
  readonly prefix: string;
  readonly alloy: Alloy;
  readonly container: string;
  readonly method: string;
  readonly pieces?: number;
  readonly netKg: number;
  readonly tareKg: number;
  readonly moisturePct: number;
  readonly oilPct: number;
  readonly reclaimable?: { readonly answer: 'yes' | 'no'; readonly reason: string };
  readonly assay: { readonly composition: Pct };
}

export interface ByProductsPlan {
  readonly plant: { readonly magnetsTPerYear: number };
  readonly yield: { readonly magnetPctOfAlloy: number };
  readonly rampUp: { readonly fromPct: number; readonly toPct: number };
  readonly scatter: { readonly weightPct: number; readonly moisturePoints: number; readonly assayPct: number };
  readonly streams: readonly (StreamPlan & { readonly site: string; readonly sharePct: number })[];
  readonly workshop: {
    readonly site: string;
    readonly operator: string;
    readonly batches: number;
    readonly streams: readonly StreamPlan[];
  };
}

export interface ResiduePlan {
  readonly kind: string;
  readonly destination: string;
  /** Dry mass of the residue for each kilogram of the elements in it: they are oxides there, or mixed with slag. */
  readonly massOfElements: number;
}

/** A step with one assayed residue: what is neither in a product nor missing ends in it. */
export interface StepPlan {
  readonly residue: ResiduePlan;
  /** Percent of every element that nobody finds again. */
  readonly missingPct: { readonly least: number; readonly most: number };
}

/** A step that makes lots of one product. */
interface ProductStepPlan extends StepPlan {
  readonly product: string;
  readonly lots: number;
}

export interface WorksPlan {
  readonly calendar: Readonly<
    Record<
      | 'firstMonth'
      | 'finishingShipsEveryDays'
      | 'meltingShipsOn'
      | 'samariumShipsOn'
      | 'workshopShipsOn'
      | 'preparationOn'
      | 'samariumRefiningOn'
      | 'roadDays'
      | 'borderDays'
      | 'seaDays',
      number
    >
  > & { readonly finishingShipsFirstOn: string; readonly samariumShipsInMonths: readonly number[] };
  readonly lorry: { readonly finishingContainers: number; readonly meltingContainers: number };
  readonly scales: { readonly byProductPct: number; readonly productPct: number };
  readonly preparation: ProductStepPlan & { readonly recoveryPct: Pct; readonly rareEarthOxidesPct: number };
  readonly refining: ProductStepPlan & {
    readonly routes: readonly { readonly name: string; readonly fromMonth: number; readonly recoveryPct: number }[];
    readonly rareEarthOxidesPct: number;
  };
  readonly otherFeed: {
    readonly origin: 'post-consumer';
    readonly description: string;
    readonly dryKg: number;
    readonly composition: Pct;
  };
  readonly samarium: StepPlan & {
    readonly oxide: { readonly product: string; readonly recoveryPct: Pct; readonly oxidePct: number };
    readonly hydroxide: { readonly product: string; readonly recoveryPct: Pct; readonly cobaltPct: number };
  };
  readonly trial: {
    readonly month: number;
    readonly containers: number;
    readonly product: string;
    readonly overallPct: Pct;
    readonly neodymiumOxidePct: number;
    readonly leachResidue: { readonly pctOfInput: Pct; readonly massOfElements: number };
    readonly motherLiquor: { readonly pctOfInput: Pct; readonly massOfElements: number };
  };
  readonly separation: StepPlan & { readonly recoveryPct: number; readonly oxidePct: number };
  readonly reduction: ProductStepPlan & { readonly recoveryPct: number; readonly metalPct: number };
  readonly soldElsewhere: {
    readonly months: readonly number[];
    readonly lots: number;
    readonly destination: string;
  };
}

export interface PurchasePlan {
  readonly key: 'neodymium-praseodymium' | 'dysprosium' | 'samarium' | 'cobalt';
  readonly product: string;
  readonly prefix: string;
  /** From where, lot by lot, over and over. */
  readonly origins: readonly OriginPlan[];
  readonly lots: number;
  readonly composition: Pct;
  /** Of the supplier's certificate, k = 2, absolute percent. */
  readonly expandedUncertainty: Pct;
}

/** Where the material of a lot was mined and, as far as the supplier says, separated and made into metal. */
export interface OriginPlan {
  readonly supplierName: string;
  readonly originCountry: string;
  readonly separationCountry?: string;
  readonly metalCountry?: string;
}

export interface DemandPlan {
  readonly alloy: { readonly neodymiumPraseodymiumPct: number; readonly dysprosiumPct: number };
  readonly samariumCobalt: {
    readonly shareOfAlloyPct: number;
    readonly samariumPct: number;
    readonly cobaltPct: number;
    readonly months: readonly number[];
  };
  readonly calendar: { readonly purchaseOn: number; readonly chargingFrom: number };
  readonly purchases: readonly PurchasePlan[];
}

/** Which batch each incident happens to, by its code, and what happens. */
export interface IncidentsPlan {
  readonly refusedInPart: {
    readonly batch: string;
    readonly refusedKg: number;
    readonly reason: string;
    readonly disposedAfterDays: number;
    readonly destination: string;
  };
  readonly refusedWhole: { readonly batch: string; readonly reason: string };
  readonly disputeSettled: {
    readonly batch: string;
    readonly lighterPct: number;
    readonly settledLighterPct: number;
    readonly afterDays: number;
    readonly note: string;
  };
  readonly disputeOpen: { readonly batch: string; readonly missingPieces: number; readonly note: string };
  readonly carveOut: {
    readonly batch: string;
    readonly dryKg: number;
    readonly afterDays: number;
    readonly reason: string;
    readonly destination: string;
  };
  readonly reusedInProcess: { readonly batch: string; readonly afterDays: number; readonly reason: string };
  readonly stockDifference: {
    readonly batch: string;
    readonly missingKg: number;
    readonly afterDays: number;
    readonly reason: string;
  };
  readonly lateAssay: { readonly batch: string; readonly afterDays: number; readonly reportNo: string };
  readonly replacedAssay: {
    readonly batch: string;
    readonly mistaken: Pct;
    readonly afterDays: number;
    readonly reportNo: string;
  };
  readonly withoutAssay: { readonly batch: string; readonly note: string };
  readonly estimatedWeight: { readonly batch: string; readonly lighterPct: number; readonly note: string };
  readonly chargedTwice: {
    readonly month: number;
    readonly chargedKg: number;
    readonly reason: string;
    readonly afterDays: number;
  };
}

/** The demo as it stands in `data/demo`, each figure there with what it rests on. */
export interface DemoPlan {
  readonly people: {
    readonly password: string;
    readonly platformAdmin: string;
    readonly parties: readonly PartyPlan[];
    readonly agreements: readonly AgreementPlan[];
  };
  readonly byProducts: ByProductsPlan;
  readonly works: WorksPlan;
  readonly demand: DemandPlan;
  readonly production: ProductionPlan;
  readonly incidents: IncidentsPlan;
  readonly quarter: QuarterPlan;
}

const FOLDER = new URL('data/demo/', ROOT);

export function readPlan(): DemoPlan {
  const parsed = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  return {
    people: parsed('parties.json') as DemoPlan['people'],
    byProducts: parsed('by-products.json') as ByProductsPlan,
    works: parsed('works.json') as WorksPlan,
    demand: parsed('demand.json') as DemandPlan,
    production: parsed('production.json') as ProductionPlan,
    incidents: parsed('incidents.json') as IncidentsPlan,
    quarter: parsed('quarter/quarter.json') as QuarterPlan,
  };
}
