import type { ReturnedUse } from '../../domain/acts/records.js';
import type { Alloy } from '../../domain/matter/catalogue.js';
import type { Stage } from '../../domain/production/measured.js';
import type { BalanceSettings } from '../../domain/production/settings.js';

/** Percent by formula or element, as it stands in the files. */
export type Pct = Readonly<Record<string, number>>;

export interface GradeVersionPlan {
  readonly from: string;
  readonly composition: Pct;
  readonly expandedUncertainty: Pct;
  readonly coatingPct: number;
  readonly windowDays: number;
}

export interface GradePlan {
  readonly code: string;
  readonly alloy: Alloy;
  readonly pieceKg: number;
  readonly versions: readonly GradeVersionPlan[];
}

/** Of the output a part. */
export interface OutputPlan extends GradePlan {
  readonly partPct: number;
}

export interface BlocksPlan {
  readonly grade: GradePlan;
  readonly rareEarthPct: number;
  readonly ironPct: number;
  readonly boronPct: number;
  readonly customer: string;
  readonly destination: string;
}

/** A site's work in progress, how it is counted and how its balance is struck. */
export interface ShopPlan {
  /** At the end of a month, in months of melting. */
  readonly waitingMonths: number;
  readonly rareEarthPct: number;
  readonly composition: Pct;
  readonly lines: readonly Stage[];
  /** How far a line may lie off. */
  readonly countOffPct: number;
  readonly settings: BalanceSettings;
}

export interface ReturnPlan {
  readonly code: string;
  readonly on: string;
  readonly grade: string;
  readonly netKg: number;
  readonly pieces: number;
  readonly from: { readonly customer: string; readonly use: ReturnedUse; readonly evidence?: string };
  /** Left out: they wait. */
  readonly then?: {
    readonly kind: 'delivered' | 'back-to-production';
    readonly on: string;
    readonly destination?: string;
  };
}

/** What comes of the alloy. */
export interface ProductionPlan {
  readonly grades: { readonly list: readonly OutputPlan[] };
  readonly samariumCobalt: { readonly grade: GradePlan; readonly waitingKg: number };
  readonly blocks: BlocksPlan;
  readonly calendar: { readonly days: readonly number[]; readonly deliveredAfterDays: number };
  readonly customers: readonly string[];
  readonly sites: Readonly<Record<'MP1' | 'MP2', ShopPlan>>;
  /** What it finds in metal is known to so much, relative, k = 2. */
  readonly laboratory: { readonly name: string; readonly method: string; readonly expandedPct: number };
  readonly loss: {
    readonly on: string;
    readonly site: string;
    readonly kg: Pct;
    readonly reason: string;
    readonly document: string;
  };
  readonly lorry: { readonly on: string; readonly kg: number; readonly composition: Pct };
  readonly returns: readonly ReturnPlan[];
}
