import type { Schemas } from '../../api/client.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import type { BalanceSettings } from './model.js';

type Scale = Schemas['ScaleFields'];

/** How the balance of a site is struck, as it is typed. */
export interface SettingsValues {
  readonly scales: {
    readonly name: string;
    readonly calibrationPct: TypedAmount;
    readonly repeatabilityKg: TypedAmount;
    readonly weighs: Scale['weighs'];
  }[];
  readonly moisture: { readonly method: string; readonly points: TypedAmount };
  readonly assayMethods: { readonly method: string; readonly expandedPct: TypedAmount }[];
  readonly otherMethodsPct: TypedAmount;
  readonly supplierWeights: string[];
  readonly balancedElements: BalanceSettings['balancedElements'];
  readonly coarsePct: TypedAmount;
  readonly countWeighedPct: TypedAmount;
  readonly countEstimatedPct: TypedAmount;
}

export function settingsValues(settings: BalanceSettings): SettingsValues {
  const { scales, moisture, assayMethods, otherMethodsPct, supplierWeights, balancedElements } = settings;
  const { coarsePct, countWeighedPct, countEstimatedPct } = settings;
  return {
    scales,
    moisture,
    assayMethods,
    otherMethodsPct,
    supplierWeights: supplierWeights.map(({ name }) => name),
    balancedElements,
    coarsePct,
    countWeighedPct,
    countEstimatedPct,
  };
}

/** What is missing goes as no number, and is the service's to find fault with. */
const number = (amount: TypedAmount): number => sentNumber(amount) as number;

export function settingsBody(values: SettingsValues): Schemas['BalanceSettingsInput'] {
  const { scales, moisture, assayMethods, supplierWeights, balancedElements } = values;
  return {
    scales: scales.map(({ name, calibrationPct, repeatabilityKg, weighs }) => ({
      name,
      calibrationPct: number(calibrationPct),
      repeatabilityKg: number(repeatabilityKg),
      weighs,
    })),
    moisture: { method: moisture.method, points: number(moisture.points) },
    assayMethods: assayMethods.map(({ method, expandedPct }) => ({ method, expandedPct: number(expandedPct) })),
    otherMethodsPct: number(values.otherMethodsPct),
    supplierWeights: supplierWeights.map((name) => ({ name })),
    balancedElements,
    coarsePct: number(values.coarsePct),
    countWeighedPct: number(values.countWeighedPct),
    countEstimatedPct: number(values.countEstimatedPct),
  };
}
