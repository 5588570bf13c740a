import type { SheetCell } from './sheet.js';

/*
 * What a cell shows of the number that it holds. Source: ECMA-376 part 1, 18.8.30 (number formats), 18.17.4 (dates).
 */

/** How a cell shows its number. */
export type NumberForm = 'plain' | 'percent' | 'scaled' | 'day' | 'time' | 'duration';

/** The formats that every program knows by their number. */
const KNOWN_FORMS: Readonly<Record<number, NumberForm>> = {
  9: 'percent',
  10: 'percent',
  ...numbers(14, 17, 'day'),
  ...numbers(18, 21, 'time'),
  22: 'time',
  ...numbers(27, 31, 'day'),
  ...numbers(32, 35, 'time'),
  36: 'day',
  45: 'time',
  46: 'duration',
  47: 'time',
  ...numbers(50, 54, 'day'),
  ...numbers(55, 56, 'time'),
  ...numbers(57, 58, 'day'),
};

function numbers(from: number, to: number, form: NumberForm): Record<number, NumberForm> {
  return Object.fromEntries(Array.from({ length: to - from + 1 }, (_, index) => [from + index, form]));
}

/** The form of a format by its number, or by what a workbook says of it. */
export function formOf(formatId: number, code: string | undefined): NumberForm {
  if (code === undefined) return KNOWN_FORMS[formatId] ?? 'plain';
  const positive = code.split(';')[0] ?? '';
  if (/\[(h+|m+|s+)\]/i.test(positive)) return 'duration';
  const signs = positive
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '');
  if (/[hs]/i.test(signs)) return 'time';
  if (/[ymd]/i.test(signs)) return 'day';
  if (signs.includes('%')) return 'percent';
  return /[0#?],+(?![0#?,])/.test(signs) ? 'scaled' : 'plain';
}

/** Whether a format shows more than the digits of a number: `0012`, `A-12` or `12 pcs` of a twelve. */
export function isDressing(code: string): boolean {
  const positive = (code.split(';')[0] ?? '').replace(/\[[^\]]*\]|_.|\*./g, '').trim();
  return !/^(general|@|[#,]*0?(\.[0#?]*)?)$/i.test(positive);
}

/** Spreadsheet programs keep and show 15 digits; what is stored beyond them is what is left of a binary fraction. */
const DIGITS = 15;
const MOST_NUMBER = 1e15;

/**
 * A stored number as the decimal text that the program shows in its input line.
 *
 * @returns `null` for what is no number, or one of more digits than a spreadsheet program keeps
 */
export function decimalText(stored: string): string | null {
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(stored)) return null;
  const value = Number(stored);
  if (!Number.isFinite(value) || Math.abs(value) >= MOST_NUMBER) return null;
  return plain(value.toPrecision(DIGITS));
}

/** Digits with an exponent written out, without zeros that say nothing. */
function plain(digits: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]?\d+))?$/.exec(digits) ?? [];
  const point = whole.length + Number(exponent);
  const all = `${whole}${fraction}`;
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${all}` : all.padEnd(point, '0');
  const split = Math.max(point, 1);
  const text = trimmed(`${padded.slice(0, split)}.${padded.slice(split)}`);
  return text === '0' ? text : `${sign}${text}`;
}

function trimmed(text: string): string {
  return text.replace(/\.0*$|(\.\d*?)0+$/, '$1').replace(/^0+(?=\d)/, '') || '0';
}

/** A decimal text a hundred times as large. */
function timesHundred(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
  const moved = fraction.padEnd(2, '0');
  return `${sign}${trimmed(`${whole}${moved.slice(0, 2)}.${moved.slice(2)}`)}`;
}

const DAY_SECONDS = 86_400;
const FIRST_DAY = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };
/** 31 December 9999 in either count. */
const LAST_DAY = Date.UTC(9999, 11, 31);
/** In the count from 1900 the day 60 is a 29 February that never was, and all before it are one later. */
const NO_SUCH_DAY = 60;

/**
 * The day, and with `time` the time of it, that a number of days stands for.
 *
 * @returns `null` where there is no such day
 */
export function dateText(days: number, epoch: 1900 | 1904, isTime: boolean): string | null {
  const seconds = isTime ? Math.round(days * DAY_SECONDS) : Math.floor(days) * DAY_SECONDS;
  const day = Math.floor(seconds / DAY_SECONDS);
  const least = epoch === 1900 ? 1 : 0;
  if (!Number.isFinite(seconds) || day < least || (epoch === 1900 && day === NO_SUCH_DAY)) return null;
  const shift = epoch === 1900 && day < NO_SUCH_DAY ? 1 : 0;
  const at = FIRST_DAY[epoch] + (seconds + shift * DAY_SECONDS) * 1000;
  if (at >= LAST_DAY + DAY_SECONDS * 1000) return null;
  const text = new Date(at).toISOString();
  return isTime ? text.slice(0, 19) : text.slice(0, 10);
}

/** A day or time that a cell holds as text of its own kind. */
export function isoDateText(stored: string): string | null {
  const [, day = '', time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(stored) ?? [];
  const at = new Date(`${day}T${time ?? '00:00:00'}Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day)) return null;
  return time === undefined || time === '00:00:00' ? day : `${day}T${time}`;
}

/** What a cell with a number shows. */
export function shownNumber(stored: string, form: NumberForm, epoch: 1900 | 1904): SheetCell {
  if (form === 'duration') return { kind: 'fault', code: 'duration-cell', text: stored };
  if (form === 'scaled') return { kind: 'fault', code: 'scaled-cell', text: stored };
  const text = decimalText(stored);
  if (text === null) {
    const isLong = Number.isFinite(Number(stored));
    return { kind: 'fault', code: isLong ? 'number-not-kept' : 'no-number-cell', text: stored };
  }
  if (form === 'plain') return { kind: 'number', text, isPercent: false };
  if (form === 'percent') return { kind: 'number', text: timesHundred(text), isPercent: true };
  const date = dateText(Number(stored), epoch, form === 'time');
  return date === null ? { kind: 'fault', code: 'no-such-day', text: stored } : { kind: 'date', text: date };
}
