import { signsOf, writtenNumber, type NumberFault, type NumberRule } from '../../domain/measure/typed-number.js';
import type { Messages } from '../i18n/index.js';

interface NumberFaultReading {
  readonly fault: NumberFault;
  readonly read: string | null;
}

/** In whose language and for which field something is said. */
interface Saying {
  readonly locale: string;
  readonly rule: NumberRule;
  readonly words: Messages['typed'];
}

/** A number with its unit, ungrouped: nobody has to guess what a sign in it means. */
function written(number: number | string, { locale, rule: { unit } }: Saying): string {
  const signs = signsOf(locale);
  const digits = typeof number === 'number' ? writtenNumber(number, signs) : number.replace('.', signs.decimal);
  return unit === undefined ? digits : `${digits} ${unit}`;
}

/** So much of what was typed is repeated in a sentence. */
const MOST_REPEATED = 24;

/** Why a text is no number for its field, and as what it was read where it is one. */
export function faultText(text: string, { fault, read }: NumberFaultReading, saying: Saying): string {
  const { locale, rule, words } = saying;
  if (read === null || fault === 'not-a-number' || fault === 'grouping') {
    const example = new Intl.NumberFormat(locale).format(rule.decimals === 0 ? 1234 : 1234.5);
    return words.faults[fault === 'grouping' ? fault : 'not-a-number'](repeated(text), example);
  }
  const most = { decimals: String(rule.decimals), below: bound(rule.min, saying), above: bound(rule.max, saying) };
  return words.faults[fault](written(shortened(read), saying), most[fault]);
}

/** What was typed, so far as it is repeated in a sentence. */
export function repeated(text: string): string {
  return shortened(text.trim());
}

const bound = (limit: number | undefined, saying: Saying): string => written(limit ?? 0, saying);

const shortened = (text: string): string => (text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)} …` : text);

/** As what a number was read. */
export function readNote(value: number, saying: Saying): string {
  const { words } = saying;
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return words.readAs(written(value, saying));
  const [least, most] = [Math.floor(value), Math.ceil(value)];
  return words.readBetween(written(value, saying), String(least), String(most));
}
