/** How numbers are written where somebody reads. */
export interface NumberSigns {
  readonly decimal: string;
  /** What stands between thousands. */
  readonly group: string;
  /** How many digits stand between two grouping signs that are not the last: three, and two where people count in lakhs. */
  readonly between: 2 | 3;
}

/** What a field can hold. */
export interface NumberRule {
  readonly decimals: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** What may stand behind the number without changing it. */
  readonly unit?: string | undefined;
}

export type NumberFault = 'not-a-number' | 'grouping' | 'decimals' | 'below' | 'above';

/** What a typed text says. */
export type NumberReading =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'number';
      readonly value: number;
      /** Whether others would read another number in the same signs, so that what was read is better shown. */
      readonly isDoubtful: boolean;
    }
  | {
      readonly kind: 'fault';
      readonly fault: NumberFault;
      /** The number that was read, all its digits, without grouping and with a point; null where the text is none. */
      readonly read: string | null;
    };

/** Blanks that stand between thousands: plain, no-break, figure, thin and narrow no-break. */
const BLANKS = ' \u00a0\u2007\u2009\u202f';
/** Typed and typeset, as in Switzerland. */
const APOSTROPHES = "'\u2019";
const MINUS = /^[-\u2212]/;

const signsBy = new Map<string, NumberSigns>();

/** The signs of a locale, as numbers are printed in it. */
export function signsOf(locale: string): NumberSigns {
  const known = signsBy.get(locale);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(123_456_789.5);
  const said = (type: string, otherwise: string): string =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  const integers = parts.filter(({ type }) => type === 'integer').map(({ value }) => value.length);
  const signs: NumberSigns = {
    decimal: said('decimal', '.'),
    group: said('group', ','),
    between: integers.at(-2) === 2 ? 2 : 3,
  };
  signsBy.set(locale, signs);
  return signs;
}

/**
 * What a text says as a number in somebody's language: the number that is written there, or a fault; never another number.
 *
 * A number is digits, with one decimal sign at most, that of the language; before it the digits may stand in groups of
 * three between signs of one kind: the language's own, blanks or apostrophes (after apostrophes a point may begin the decimals
 * in every language, as in Switzerland). A sign that does not fit is a fault (`1,23` in English), as is all else that stands there.
 *
 * @returns `not-a-number`; `grouping` where a sign stands as no number of the language has it; `decimals` for more than the
 * field holds (zeros at the end do not count), or more digits than a floating point number keeps; `below` and `above` the range.
 */
export function readNumber(text: string, signs: NumberSigns, rule: NumberRule): NumberReading {
  const typed = withoutUnit(text.trim(), rule.unit);
  if (text.trim() === '') return { kind: 'empty' };
  const isNegative = MINUS.test(typed);
  const unsigned = isNegative ? typed.slice(1).trimStart() : typed;
  if (!/\d/.test(unsigned) || !isOfNumberSigns(unsigned)) return faultOf('not-a-number');
  const plain = plainOf(unsigned, signs);
  if (plain === null) return faultOf('grouping');
  const read = (isNegative && /[1-9]/.test(plain) ? '-' : '') + plain;
  const value = Number(read);
  const fault = faultIn(read, value, rule);
  if (fault) return faultOf(fault, read);
  return { kind: 'number', value, isDoubtful: typed !== text.trim() || isDoubtful(unsigned, plain) };
}

/** A number as it stands in a field before anybody types there: all its digits, ungrouped. */
export function writtenNumber(value: number, { decimal }: NumberSigns): string {
  return plainDigits(value).replace('.', decimal);
}

function faultOf(fault: NumberFault, read: string | null = null): NumberReading {
  return { kind: 'fault', fault, read };
}

function withoutUnit(text: string, unit: string | undefined): string {
  const isThere = unit !== undefined && text.toLowerCase().endsWith(unit.toLowerCase());
  return isThere ? text.slice(0, -unit.length).trimEnd() : text;
}

function isOfNumberSigns(text: string): boolean {
  return [...text].every((sign) => /[0-9.,]/.test(sign) || BLANKS.includes(sign) || APOSTROPHES.includes(sign));
}

/** Digits without grouping and with a point, no zeros before or after that say nothing; null where the signs fit no number. */
function plainOf(unsigned: string, signs: NumberSigns): string | null {
  const apostrophes = [...unsigned].some((sign) => APOSTROPHES.includes(sign));
  const decimals = apostrophes ? [signs.decimal, '.'] : [signs.decimal];
  for (const decimal of decimals) {
    const [whole = '', part, ...more] = unsigned.split(decimal);
    if (more.length > 0 || /\D/.test(part ?? '')) continue;
    const digits = whole === '' && part ? '0' : ungrouped(whole, signs, decimal);
    if (digits === null) continue;
    const integer = digits.replace(/^0+(?=\d)/, '');
    const fraction = (part ?? '').replace(/0+$/, '');
    return fraction === '' ? integer : `${integer}.${fraction}`;
  }
  return null;
}

/** The digits before the decimals without what groups them; null where they stand in no groups that one knows. */
function ungrouped(whole: string, { group, between }: NumberSigns, decimal: string): string | null {
  if (/^\d+$/.test(whole)) return whole;
  const [first = '', ...others] = whole.split(/\D/);
  const between3 = others.every((digits) => digits.length === 3);
  const inLakhs = others.slice(0, -1).every((digits) => digits.length === 2) && others.at(-1)?.length === 3;
  const isGrouped = /^[1-9]\d{0,2}$/.test(first) && (between3 || (between === 2 && inLakhs && first.length <= 2));
  const used = whole.replace(/\d/g, '');
  const own = group === decimal ? '' : group;
  const isOneKind = [own, BLANKS, APOSTROPHES].some((kind) => [...used].every((sign) => kind.includes(sign)));
  return isGrouped && isOneKind ? first + others.join('') : null;
}

function faultIn(read: string, value: number, { decimals, min, max }: NumberRule): NumberFault | null {
  if (min !== undefined && value < min) return 'below';
  if (max !== undefined && value > max) return 'above';
  const isCut = (read.split('.')[1]?.length ?? 0) > decimals || plainDigits(value) !== read;
  return isCut ? 'decimals' : null;
}

/** `1.234` is a whole and a part to some and more than a thousand to others; with any other sign than a decimal one likewise. */
function isDoubtful(unsigned: string, plain: string): boolean {
  const used = unsigned.replace(/\d/g, '');
  if (used === '') return false;
  return used.length > 1 || plain.split('.').length === 1 || /^\d{0,3}\D\d{3}$/.test(unsigned) || /^\D/.test(unsigned);
}

/** All digits of a number with a point, never with an exponent. */
export function plainDigits(value: number): string {
  const text = String(value + 0);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [integer = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const places = Number(exponent);
  const digits =
    places < 0
      ? `0.${'0'.repeat(-places - 1)}${integer}${fraction}`
      : `${integer}${fraction}`.padEnd(integer.length + places, '0');
  return (value < 0 ? '-' : '') + digits;
}
