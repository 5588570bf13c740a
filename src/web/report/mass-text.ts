import type { MassUnit } from '../device/settings.js';
import { shownMass } from '../i18n/format.js';

/** A mass for a chart, which takes text only; it never breaks between figure and unit. */
export function massText(kg: number, unit: MassUnit, locale: string): string {
  const shown = shownMass(kg, unit, locale);
  return `${shown.value}\u00a0${shown.unit}`;
}

/** Masses along an axis: tonnes throughout where the largest is shown in tonnes. */
export function axisText(mostKg: number, unit: MassUnit, locale: string): (kg: number) => string {
  if (shownMass(mostKg, unit, locale).unit !== 't') return (kg) => massText(kg, unit, locale);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  return (kg) => `${number.format(kg / 1000)}\u00a0t`;
}

/** A sentence that does not break between a figure and its unit. */
export function unbroken(sentence: string): string {
  return sentence.replace(/(\d) (kg|t|lb|%)(?![\p{L}\d])/gu, '$1\u00a0$2');
}
