import { codeKey } from '../matter/code.js';
import { CONFIDENCES, readWhole } from '../matter/catalogue-reader.js';
import type { AssayShares } from './uncertainty.js';

/** What a scale of a site weighs: what comes in from suppliers and recyclers, what is made and what is left over. */
export const SCALE_USES = ['supplies', 'recycled', 'magnets', 'by-products'] as const;
export type ScaleUse = (typeof SCALE_USES)[number];

/** Standard uncertainties of a scale: relative, in percent, and of one weighing. */
export interface ScaleSetting {
  readonly name: string;
  readonly calibrationPct: number;
  readonly repeatabilityKg: number;
  readonly weighs: readonly ScaleUse[];
}

/** Expanded uncertainty (k = 2) of an assay by a method, relative, in percent: where its report states none. */
export interface MethodSetting {
  readonly method: string;
  readonly expandedPct: number;
}

/** How the balance of a site is struck and judged. */
export interface BalanceSettings {
  /** What no scale is said to weigh was weighed on the first one. */
  readonly scales: readonly ScaleSetting[];
  /** How moisture and oil are found, and their standard uncertainty together, in points. */
  readonly moisture: { readonly method: string; readonly points: number };
  readonly assayMethods: readonly MethodSetting[];
  readonly otherMethodsPct: number;
  /** Suppliers whose material is taken over at their weight: it is on their scale. */
  readonly supplierWeights: readonly string[];
  /** Elements beside the rare earths of which the whole input is booked. */
  readonly balancedElements: readonly string[];
  readonly coarsePct: number;
  /** Standard uncertainty of a counted line, relative, in percent. */
  readonly countWeighedPct: number;
  readonly countEstimatedPct: number;
}

/** What holds where a site says nothing, and what no site may change. */
export interface BalanceDefaults {
  readonly settings: BalanceSettings;
  readonly scale: Pick<ScaleSetting, 'calibrationPct' | 'repeatabilityKg'>;
  readonly shares: AssayShares;
}

const CODES = [
  'calibrationPct',
  'repeatabilityKg',
  'moisturePoints',
  'countWeighedPct',
  'countEstimatedPct',
  'otherMethodsPct',
  'laboratoryShare',
  'familyShare',
  'assayShare',
  'coarsePct',
] as const;

/**
 * The defaults, read from the parsed file of the catalogue.
 *
 * @throws Error that lists every fault: values that are missing or unknown, without source, or shares that do not add up
 */
export function buildBalanceDefaults(raw: unknown): BalanceDefaults {
  const faults: string[] = [];
  const { values, methods } = readWhole(raw, 'balance', faults, (reader) => {
    reader.text('title');
    reader.texts('sources');
    const lines = reader.objects('defaults', (line) => {
      line.text('source');
      line.oneOf('confidence', CONFIDENCES);
      line.textOrNull('note');
      return { code: line.oneOf('code', CODES), value: line.number('value', 0, 100) };
    });
    const named = reader.objects('methods', (line) => {
      line.text('source');
      line.oneOf('confidence', CONFIDENCES);
      line.textOrNull('note');
      return { method: line.text('method'), expandedPct: line.number('expandedPct', 0, 100) };
    });
    return { values: new Map(lines.map(({ code, value }) => [code, value])), methods: named };
  });
  for (const code of CODES) if (!values.has(code)) faults.push(`balance has no ${code}`);
  const value = (code: (typeof CODES)[number]): number => values.get(code) ?? 0;
  const shares = { laboratory: value('laboratoryShare'), family: value('familyShare'), assay: value('assayShare') };
  if (shares.laboratory + shares.family + shares.assay !== 1) faults.push('balance has shares that do not add up to 1');
  if (faults.length > 0) throw new Error(`Faults of the balance's defaults (${faults.length}):\n${faults.join('\n')}`);
  const scale = { calibrationPct: value('calibrationPct'), repeatabilityKg: value('repeatabilityKg') };
  return {
    scale,
    shares,
    settings: {
      scales: [{ name: 'scale', ...scale, weighs: [...SCALE_USES] }],
      moisture: { method: 'drying', points: value('moisturePoints') },
      assayMethods: methods,
      otherMethodsPct: value('otherMethodsPct'),
      supplierWeights: [],
      balancedElements: [],
      coarsePct: value('coarsePct'),
      countWeighedPct: value('countWeighedPct'),
      countEstimatedPct: value('countEstimatedPct'),
    },
  };
}

/** The scale on which something of a site was weighed. */
export function scaleFor(use: ScaleUse, { scales }: BalanceSettings): ScaleSetting | undefined {
  return scales.find(({ weighs }) => weighs.includes(use)) ?? scales[0];
}

/** Expanded uncertainty of a method, relative, in percent; methods are compared as codes are. */
export function methodPct(method: string, { assayMethods, otherMethodsPct }: BalanceSettings): number {
  const key = codeKey(method);
  return assayMethods.find((one) => codeKey(one.method) === key)?.expandedPct ?? otherMethodsPct;
}

/** Whether material of a supplier was taken over at the supplier's weight. */
export function isSuppliersWeight(supplierName: string | null, { supplierWeights }: BalanceSettings): boolean {
  if (supplierName === null) return false;
  const key = codeKey(supplierName);
  return supplierWeights.some((name) => codeKey(name) === key);
}
