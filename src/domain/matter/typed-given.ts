import { GIVEN_DECIMALS, readValue } from './composition-check.js';
import { plainDigits, readNumber, type NumberFault, type NumberSigns } from '../measure/typed-number.js';

/** A value of a composition that a laboratory gave as a text, as the service takes it: with a point, without grouping. */
export interface GivenText {
  readonly given: string;
}

/** What a typed text says as a value of a composition, in percent or as a laboratory writes it. */
export type GivenReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly value: number; readonly isDoubtful: boolean }
  | {
      readonly kind: 'text';
      readonly held: GivenText;
      /** In percent, all its digits with a point; what is below the limit of the laboratory is below this. */
      readonly pct: string;
      readonly isBelow: boolean;
    }
  | { readonly kind: 'fault'; readonly fault: NumberFault | 'not-given'; readonly read: string | null };

/** Digits behind the decimal sign that may stand before a unit smaller than a percent. */
const UNIT_DECIMALS = 12;
const TEN_BILLIONTHS_A_PERCENT = 10 ** GIVEN_DECIMALS;

const PARTS = /^(<?)\s*(.*?\d[.,]?)\s*([^\d\s.,].*)?$/su;

interface GivenRule {
  readonly min: number;
  readonly max: number;
}

/**
 * Reads what was typed as a value of a composition: percent, or `<` before it for what is below the limit of the laboratory,
 * and a unit such as `ppm` or `mg/kg` behind it, with the decimal sign and the grouping of the language.
 *
 * @returns `not-given` for what is no such value, besides the faults of a number
 */
export function readGiven(text: string, signs: NumberSigns, { min, max }: GivenRule): GivenReading {
  const typed = text.trim();
  if (typed === '') return { kind: 'empty' };
  const [, below = '', digits = '', unit = ''] = PARTS.exec(typed) ?? [];
  if (digits === '') return { kind: 'fault', fault: 'not-given', read: null };
  const isPlain = below === '' && (unit === '' || unit === '%');
  const rule = isPlain ? { decimals: GIVEN_DECIMALS, min, max } : { decimals: UNIT_DECIMALS, min: below ? 0 : min };
  const reading = readNumber(digits, signs, rule);
  if (reading.kind === 'fault' && reading.fault === 'not-a-number') return { ...reading, fault: 'not-given' };
  if (reading.kind !== 'number') return reading;
  if (isPlain) return { ...reading, isDoubtful: reading.isDoubtful || unit !== '' };
  const given = `${below}${plainDigits(reading.value)}${unit === '' ? '' : ` ${unit}`}`;
  const value = readValue(given);
  if (typeof value === 'string') return { kind: 'fault', fault: 'not-given', read: null };
  const pct = plainDigits(value.tenBillionths / TEN_BILLIONTHS_A_PERCENT);
  return { kind: 'text', held: { given }, pct, isBelow: value.isBelow };
}

/** A given text as a reader of a language writes it. */
export function writtenGiven({ given }: GivenText, { decimal }: NumberSigns): string {
  return given.replace(/(\d)\.(\d)/, `$1${decimal}$2`);
}
