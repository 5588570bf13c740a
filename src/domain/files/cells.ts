import { plainDigits } from '../measure/typed-number.js';
import { faultAt, type FaultCode, type FaultParams } from '../measure/faults.js';
import { isLeftOut, sentMoment } from '../measure/site-time.js';
import type { FieldType } from './kinds.js';
import type { FileUnit, Mapping } from './mapping.js';

/** What is wrong with a cell, to be told with its row and column. */
export interface CellFault {
  readonly code: FaultCode;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What a cell says; nothing where it is empty. */
export type CellReading = { readonly value?: unknown } | { readonly fault: CellFault };

/** How a cell is to be read. */
export interface CellRule {
  readonly type: FieldType;
  readonly unit: FileUnit | undefined;
  readonly mapping: Pick<Mapping, 'decimal' | 'dates'>;
  readonly timeZone: string;
}

/** The avoirdupois pound, exactly: 0.45359237 kg (NIST Handbook 44, appendix C; international yard and pound agreement, 1959). */
const LB_IN_KG: Decimal = { digits: 45_359_237n, scale: 8 };

/** A number by its digits: `digits / 10^scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * What a cell says: masses in kilograms, fractions in percent, times at the site as instants; all else as it stands there. A number is
 * digits with one decimal sign at most, the one that the mapping names: whatever groups digits, or is a decimal sign to others, is a
 * fault and never another number.
 */
export function readCell(given: string, rule: CellRule): CellReading {
  const text = given.trim();
  if (text === '') return {};
  switch (rule.type) {
    case 'text':
      return { value: text };
    case 'flag':
      return readFlag(text);
    case 'instant':
      return readInstant(text, rule);
    case 'day':
      return readDay(text, rule);
    case 'whole':
      return readWhole(text, rule);
    case 'composition':
      return readFraction(text, rule);
    case 'mass':
    case 'percent':
      return readAmount(text, rule);
  }
}

function wrong<Code extends FaultCode>(code: Code, ...params: FaultParams<Code>): { readonly fault: CellFault } {
  const { message, params: known } = faultAt('', code, ...params);
  return { fault: { code, message, ...(known && { params: known }) } };
}

const YES = new Set(['true', 'yes', 'ja', '1']);
const NO = new Set(['false', 'no', 'nein', '0']);

function readFlag(text: string): CellReading {
  const word = text.toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : wrong('cell-not-a-flag');
}

function readWhole(text: string, rule: CellRule): CellReading {
  if (!/^\d{1,15}$/.test(text)) return numberFault(text, rule);
  return { value: Number(text) };
}

/** A value of a composition, below the limit of the laboratory where `<` stands before it. */
function readFraction(text: string, rule: CellRule): CellReading {
  const [, below = '', typed = ''] = /^(<?)\s*(.*)$/s.exec(text) ?? [];
  const read = decimalOf(typed, rule);
  if (!read) return numberFault(typed, rule);
  const inPercent = rule.unit === '%' ? read : { ...read, scale: read.scale + 4 };
  const digits = digitsOf(inPercent);
  if (below !== '') return { value: `<${digits}` };
  if (plainDigits(Number(digits)) !== digits) return wrong('value-too-fine');
  return { value: Number(digits) };
}

function readAmount(text: string, rule: CellRule): CellReading {
  const read = decimalOf(text, rule);
  if (!read) return numberFault(text, rule);
  const value = inUnit(read, rule.unit);
  // A pound is no whole number of milligrams, so that what is weighed in pounds is rounded to them, half up.
  const fit = rule.unit === 'lb' ? rounded(value, 6) : value;
  const digits = digitsOf(fit);
  // More digits than a number keeps would be another number.
  if (plainDigits(Number(digits)) !== digits) return wrong('too-many-digits');
  return { value: Number(digits) };
}

function inUnit(read: Decimal, unit: FileUnit | undefined): Decimal {
  switch (unit) {
    case 't':
      return { digits: read.digits * 1000n, scale: read.scale };
    case 'g':
      return { ...read, scale: read.scale + 3 };
    case 'lb':
      return { digits: read.digits * LB_IN_KG.digits, scale: read.scale + LB_IN_KG.scale };
    case 'ppm':
    case 'mg/kg':
      return { ...read, scale: read.scale + 4 };
    default:
      return read;
  }
}

function rounded({ digits, scale }: Decimal, decimals: number): Decimal {
  if (scale <= decimals) return { digits, scale };
  const divisor = 10n ** BigInt(scale - decimals);
  return { digits: (2n * digits + divisor) / (2n * divisor), scale: decimals };
}

function decimalOf(text: string, { mapping }: CellRule): Decimal | null {
  const sign = mapping.decimal === 'comma' ? ',' : '.';
  const [whole = '', part = '', ...more] = text.split(sign);
  if (more.length > 0 || !/^\d{1,15}$/.test(whole) || !/^\d{0,20}$/.test(part)) return null;
  if (part === '' && text.includes(sign)) return null;
  return { digits: BigInt(whole + part), scale: part.length };
}

/** All digits with a point, none that say nothing. */
function digitsOf({ digits, scale }: Decimal): string {
  const all = String(digits).padStart(scale + 1, '0');
  const whole = all.slice(0, all.length - scale);
  const part = all.slice(all.length - scale).replace(/0+$/, '');
  return part === '' ? whole : `${whole}.${part}`;
}

function numberFault(text: string, { mapping }: CellRule): CellReading {
  if (/^[-\u2212]\s*\d/.test(text)) return wrong('negative');
  const isOfSigns = /\d/.test(text) && /^[\d.,'\u2019\s\u00a0\u2009\u202f]+$/.test(text);
  return isOfSigns ? wrong('grouped-number', { sign: mapping.decimal }) : wrong('cell-not-a-number');
}

const DAYS = {
  'year-first': /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?<rest>.*)$/s,
  'day-first': /^(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})(?<rest>.*)$/s,
  'month-first': /^(?<month>\d{1,2})[./-](?<day>\d{1,2})[./-](?<year>\d{4})(?<rest>.*)$/s,
} as const;

const TIME = /^[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:\d\d)?$/i;

/** A day that exists in the order that the mapping names, with what stands behind it; null where there is none. */
function dayIn(text: string, { mapping }: CellRule): { readonly on: string; readonly rest: string } | null {
  const { year = '', month = '', day = '', rest = '' } = DAYS[mapping.dates].exec(text)?.groups ?? {};
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const midnight = new Date(`${on}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== on) return null;
  return { on, rest };
}

function readDay(text: string, rule: CellRule): CellReading {
  const read = dayIn(text, rule);
  if (!read) return wrong('date-of-other-order', { order: rule.mapping.dates });
  return read.rest === '' ? { value: read.on } : wrong('day-with-time');
}

/** A day, with or without a time of the site; of a day without one noon is meant, as templates say. */
function readInstant(text: string, rule: CellRule): CellReading {
  const read = dayIn(text, rule);
  if (!read) return wrong('date-of-other-order', { order: rule.mapping.dates });
  const { on, rest } = read;
  const { timeZone } = rule;
  const [, hour, minute = '', second = '00', offset] = rest.trim() === '' ? ['', '12', '00'] : (TIME.exec(rest) ?? []);
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return wrong('no-such-time');
  const local = `${on}T${hour.padStart(2, '0')}:${minute}:${second}`;
  if (offset) return { value: local + offset.toUpperCase() };
  return isLeftOut(local, timeZone) ? wrong('no-such-time') : { value: sentMoment(local, timeZone) };
}
