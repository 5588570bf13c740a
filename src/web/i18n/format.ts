import { decimalsOfPct, roundedPct } from '../../domain/measure/quantities.js';
import type { MassUnit } from '../device/settings.js';

/** The exact pound (International Yard and Pound Agreement, 1959). */
const KG_PER_LB = 0.45359237;
const TONNES_FROM_KG = 10_000;

export interface ShownMass {
  readonly value: string;
  readonly unit: MassUnit;
}

/** A mass for people: in the unit of this device, tonnes from 10,000 kg on, with as many decimals as its size asks for. */
export function shownMass(kg: number, unit: MassUnit, locale: string): ShownMass {
  const shown: MassUnit = unit === 'kg' && Math.abs(kg) >= TONNES_FROM_KG ? 't' : unit;
  const value = { kg, t: kg / 1000, lb: kg / KG_PER_LB }[shown];
  return { value: number(value, decimalsFor(value), locale), unit: shown };
}

/** All the digits that the books hold, for evidence. */
export function exactKg(kg: number, locale: string): string {
  return `${number(kg, 6, locale, 0)} kg`;
}

/**
 * A mass beside another one with which it is compared, in the unit of this device with all its digits: two that differ
 * never look the same. A milligram is a millionth of a kilogram, a billionth of a tonne and two millionths of a pound.
 */
export function exactMass(kg: number, unit: MassUnit, locale: string): string {
  if (unit === 'kg') return exactKg(kg, locale);
  return unit === 't' ? `${number(kg / 1000, 9, locale, 0)} t` : `${number(kg / KG_PER_LB, 6, locale, 0)} lb`;
}

/** A percentage beside a limit: with as many decimals as it takes to look like what it is, the limit or another figure. */
export function pctBeside(pct: number, limit: number | null, locale: string): string {
  const shown = (value: number, decimals: number) => number(value, decimals, locale);
  const isTold = (decimals: number) =>
    limit === null || Math.abs(pct) === limit || shown(Math.abs(pct), decimals) !== shown(limit, decimals);
  const decimals = [decimalsOfPct(pct), 2, 3, 4, 6, 8].find((some) => some >= decimalsOfPct(pct) && isTold(some)) ?? 10;
  return `${shown(pct, decimals)} %`;
}

/** A percentage; what is nearly nothing or short of everything is never rounded to it. */
export function shownPct(pct: number, locale: string): string {
  const decimals = decimalsOfPct(pct);
  return `${number(roundedPct(pct, decimals), decimals, locale)} %`;
}

/** The same within a sentence: without zeros at its end. */
export function saidPct(pct: number, locale: string): string {
  const decimals = decimalsOfPct(pct);
  return `${number(roundedPct(pct, decimals), decimals, locale, 0)} %`;
}

function decimalsFor(value: number): number {
  const size = Math.abs(value);
  if (size === 0) return 0;
  if (size >= 1000) return 0;
  if (size >= 10) return 1;
  return size >= 0.01 ? 3 : 6;
}

/** Formats that have been made: to make one costs far more than to use it, and a list shows a thousand figures. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function once<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format {
  const known = made.get(key) as Format | undefined;
  if (known) return known;
  const format = make();
  made.set(key, format);
  return format;
}

function numberFormat(locale: string, least: number, most: number): Intl.NumberFormat {
  const options = { minimumFractionDigits: least, maximumFractionDigits: most };
  return once(`${locale} ${least} ${most}`, () => new Intl.NumberFormat(locale, options));
}

function number(value: number, most: number, locale: string, least = most): string {
  return numberFormat(locale, least, most).format(value);
}

/** A calendar day (`YYYY-MM-DD`) as the reader writes it. */
export function shownDay(day: string, locale: string): string {
  const format = once(`${locale} day`, () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** An instant as the reader writes it, by the clock of a time zone, which is named beside it. */
export function shownInstant(instant: string, locale: string, zone: string): string {
  const format = once(`${locale} ${zone} instant`, () => new Intl.DateTimeFormat(locale, { ...CLOCK, timeZone: zone }));
  return `${format.format(new Date(instant))} (${zone})`;
}

/** With the offset from UTC, since a clock that is set back shows an hour twice. */
const CLOCK: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'shortOffset',
};
