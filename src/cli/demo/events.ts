import type { CarveOut } from '../../domain/agreement/agreement.js';
import type { DispositionKind } from '../../domain/acts/dispositions.js';
import type { Alloy } from '../../domain/matter/catalogue.js';
import type { CustodyModel, RunKind } from '../../domain/acts/run.js';
import type { Day } from '../../domain/measure/time.js';
import type { Stage } from '../../domain/production/measured.js';
import type { BalanceSettings } from '../../domain/production/settings.js';
import type { GradeVersionPlan, ReturnPlan, Pct } from './production-plan.js';

/** Who does it (by e-mail address), and when it happens: an instant of RFC 3339 in UTC. */
interface Act {
  readonly at: string;
  readonly by: string;
}

export interface AssayBody {
  readonly laboratory: string;
  readonly method: string;
  readonly reportNo?: string;
  readonly sampledAt: string;
  readonly composition: Pct;
  readonly expandedUncertainty?: Pct;
}

/** Sites, batches, shipments and charges go by their codes, which are unique in the demo; bodies are those of the API. */
export interface ByProductLogged extends Act {
  readonly what: 'by-product';
  readonly site: string;
  readonly body: {
    readonly code: string;
    readonly stream: string;
    readonly alloy: Alloy;
    readonly pieces?: number;
    readonly containerId: string;
    readonly grossKg: number;
    readonly tareKg: number;
    readonly moisturePct: number;
    readonly oilPct: number;
    readonly estimated?: boolean;
    readonly reclaimableInProcess?: { readonly answer: 'yes' | 'no'; readonly reason: string };
    readonly assay?: AssayBody;
    readonly note?: string;
  };
}

export interface Supplied extends Act {
  readonly what: 'supply';
  readonly site: string;
  readonly body: {
    readonly code: string;
    readonly product: string;
    readonly supplierName: string;
    readonly originCountry: string;
    readonly separationCountry?: string;
    readonly metalCountry?: string;
    readonly netKg: number;
    readonly assay: AssayBody;
  };
}

export interface Assayed extends Act {
  readonly what: 'assay';
  readonly batch: string;
  readonly body: AssayBody;
}

export interface Disposed extends Act {
  readonly what: 'disposition';
  readonly batch: string;
  readonly body: {
    readonly kind: DispositionKind;
    readonly dryKg?: number;
    readonly carveOut?: CarveOut;
    readonly reason?: string;
    readonly destination?: string;
  };
}

/** Planned and dispatched at once. */
export interface Shipped extends Act {
  readonly what: 'shipment';
  readonly code: string;
  readonly from: string;
  readonly to: string;
  /** The key of the agreement that it goes under. */
  readonly agreement?: string;
  readonly batches: readonly string[];
  readonly documents: readonly { readonly type: string; readonly number: string }[];
}

export interface ReceiptLine {
  readonly batch: string;
  readonly grossKg: number;
  readonly tareKg: number;
  readonly pieces?: number;
  readonly refusedKg?: number;
  readonly refusalReason?: string;
  readonly note?: string;
}

export interface Received extends Act {
  readonly what: 'receipt';
  readonly shipment: string;
  readonly lines: readonly ReceiptLine[];
}

export interface Settled extends Act {
  readonly what: 'settlement';
  readonly shipment: string;
  readonly batch: string;
  readonly dryKg: number;
}

export interface RunClosed extends Act {
  readonly what: 'run';
  readonly site: string;
  readonly inputs: readonly string[];
  readonly body: {
    readonly kind: RunKind;
    readonly code: string;
    readonly startedAt: string;
    readonly custodyModel: CustodyModel;
    readonly otherFeed: readonly {
      readonly origin: 'post-consumer';
      readonly description: string;
      readonly dryKg: number;
      readonly composition: Pct;
    }[];
    readonly outputs: readonly {
      readonly code: string;
      readonly product: string;
      readonly netKg: number;
      readonly assay: AssayBody;
    }[];
    readonly residues: readonly {
      readonly kind: string;
      readonly dryKg: number;
      readonly composition: Pct;
      readonly destination: string;
    }[];
  };
}

export interface Charged extends Act {
  readonly what: 'charge';
  readonly code: string;
  readonly site: string;
  readonly batch: string;
  /** Left out: all that is left. */
  readonly dryKg?: number;
}

export interface Reversed extends Act {
  readonly what: 'reversal';
  readonly charge: string;
  readonly reason: string;
}

/** How well a site measures, before anything is counted there. */
export interface BalanceSet extends Act {
  readonly what: 'balance-settings';
  readonly site: string;
  readonly body: Omit<BalanceSettings, 'supplierWeights'> & {
    readonly supplierWeights: readonly { readonly name: string }[];
  };
}

export interface GradeSaid extends Act {
  readonly what: 'grade';
  readonly body: GradeVersionPlan & { readonly code: string; readonly alloy: Alloy };
}

/** From a later day on. */
export interface GradeChanged extends Act {
  readonly what: 'grade-version';
  readonly grade: string;
  readonly body: GradeVersionPlan;
}

export interface LotMade extends Act {
  readonly what: 'magnet-lot';
  readonly site: string;
  readonly grade: string;
  readonly body: {
    readonly code: string;
    readonly netKg: number;
    readonly pieces: number;
    readonly uncoated?: boolean;
    readonly assay?: AssayBody;
    readonly returnedFrom?: ReturnPlan['from'];
  };
}

export interface LotEnded extends Act {
  readonly what: 'lot-end';
  readonly lot: string;
  readonly body: { readonly kind: 'delivered' | 'back-to-production'; readonly destination?: string };
}

export interface CountLine {
  readonly stage: Stage;
  readonly dryKg: number;
  readonly assay: Omit<AssayBody, 'sampledAt'>;
}

export interface CountMade extends Act {
  readonly what: 'count';
  readonly site: string;
  readonly body: { readonly countedOn: Day; readonly lines: readonly CountLine[] };
}

export interface LossMeasured extends Act {
  readonly what: 'loss';
  readonly site: string;
  readonly body: {
    readonly lines: readonly { readonly element: string; readonly kg: number }[];
    readonly basis: 'measured' | 'estimated';
    readonly reason: string;
    readonly document: string;
  };
}

/** What is entered of production beside by-products and charges: no figure of any agreement depends on it. */
export type ProductionEvent = BalanceSet | GradeSaid | GradeChanged | LotMade | LotEnded | CountMade | LossMeasured;

/** One thing that happens in the demo's year, as people would enter it. */
export type DemoEvent =
  | ByProductLogged
  | Supplied
  | Assayed
  | Disposed
  | Shipped
  | Received
  | Settled
  | RunClosed
  | Charged
  | Reversed
  | ProductionEvent;
