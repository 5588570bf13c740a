import fc from 'fast-check';
import { decimalsOf } from './quantities.js';
import { readNumber, signsOf, writtenNumber, type NumberRule } from './typed-number.js';

const KG: NumberRule = { decimals: 6, min: 0, max: 9_007_199_254, unit: 'kg' };
const PCT: NumberRule = { decimals: 4, min: 0, max: 100, unit: '%' };
const PIECES: NumberRule = { decimals: 0, min: 1, max: 1_000_000 };
const ANY: NumberRule = { decimals: 20 };

/** The number that is read, or what is wrong. */
function said(text: string, locale: string, rule = KG): number | string {
  const reading = readNumber(text, signsOf(locale), rule);
  if (reading.kind === 'number') return reading.value;
  return reading.kind === 'empty' ? 'empty' : reading.fault;
}

const shows = (text: string, locale: string): boolean => {
  const reading = readNumber(text, signsOf(locale), KG);
  return reading.kind === 'number' && reading.isDoubtful;
};

describe('a typed number', () => {
  it.each<[string, number | string, number | string]>([
    // typed, read in English, read in German
    ['', 'empty', 'empty'],
    ['  ', 'empty', 'empty'],
    ['0', 0, 0],
    ['912', 912, 912],
    [' 912\n', 912, 912],
    ['007', 7, 7],
    ['912.5', 912.5, 'grouping'],
    ['912,5', 'grouping', 912.5],
    ['1,234.5', 1234.5, 'grouping'],
    ['1.234,5', 'grouping', 1234.5],
    ['1.234', 1.234, 1234],
    ['1,234', 1234, 1.234],
    ['1,23', 'grouping', 1.23],
    ['1.23', 1.23, 'grouping'],
    ['0.500', 0.5, 'grouping'],
    ['0,500', 'grouping', 0.5],
    ['12.', 12, 'grouping'],
    ['12,', 'grouping', 12],
    ['.5', 0.5, 'grouping'],
    [',5', 'grouping', 0.5],
    ['1,234,567', 1_234_567, 'grouping'],
    ['1.234.567', 'grouping', 1_234_567],
    ['1,234,567.25', 1_234_567.25, 'grouping'],
    ['1.234.567,25', 'grouping', 1_234_567.25],
    ['1,2345', 'grouping', 1.2345],
    ['12,34,567', 'grouping', 'grouping'],
    ['1,234 567', 'grouping', 'grouping'],
    ['1 234', 1234, 1234],
    ['1 234.5', 1234.5, 'grouping'],
    ['1\u00a0234,5', 'grouping', 1234.5],
    ['1\u202f234', 1234, 1234],
    ['12 34', 'grouping', 'grouping'],
    ["1'234.5", 1234.5, 1234.5],
    ['1’234’567,5', 'grouping', 1_234_567.5],
    ['5 kg', 5, 5],
    ['5kg', 5, 5],
    ['5 KG', 5, 5],
    ['5 t', 'not-a-number', 'not-a-number'],
    ['5 lb', 'not-a-number', 'not-a-number'],
    ['kg', 'not-a-number', 'not-a-number'],
    ['-5', 'below', 'below'],
    ['−5', 'below', 'below'],
    ['-0', 0, 0],
    ['--5', 'not-a-number', 'not-a-number'],
    ['5-', 'not-a-number', 'not-a-number'],
    ['+5', 'not-a-number', 'not-a-number'],
    ['<0.01', 'not-a-number', 'not-a-number'],
    ['~5', 'not-a-number', 'not-a-number'],
    ['1e5', 'not-a-number', 'not-a-number'],
    ['0x10', 'not-a-number', 'not-a-number'],
    ['1/2', 'not-a-number', 'not-a-number'],
    ['12a', 'not-a-number', 'not-a-number'],
    ['٣', 'not-a-number', 'not-a-number'],
    ['Infinity', 'not-a-number', 'not-a-number'],
    ['.', 'not-a-number', 'not-a-number'],
    ['-', 'not-a-number', 'not-a-number'],
    ['9007199255', 'above', 'above'],
    ['99999999999999999999999', 'above', 'above'],
  ])('%j is %j in English and %j in German', (typed, english, german) => {
    expect(said(typed, 'en-US')).toBe(english);
    expect(said(typed, 'de-DE')).toBe(german);
  });

  it('keeps all its digits or is a fault: nothing is rounded, cut or clamped', () => {
    expect(said('0.000001', 'en-US')).toBe(0.000001);
    expect(said('0.0000001', 'en-US')).toBe('decimals');
    expect(said('1.2500000', 'en-US')).toBe(1.25);
    expect(said('99.9999', 'en-US', PCT)).toBe(99.9999);
    expect(said('99.99999', 'en-US', PCT)).toBe('decimals');
    expect(said('124', 'en-US', PCT)).toBe('above');
    expect(said('12.4 %', 'en-US', PCT)).toBe(12.4);
    expect(said('100.00', 'en-US', PCT)).toBe(100);
    expect(said('1.5', 'en-US', PIECES)).toBe('decimals');
    expect(said('2.0', 'en-US', PIECES)).toBe(2);
    expect(said('0', 'en-US', PIECES)).toBe('below');
    expect(said('1000001', 'en-US', PIECES)).toBe('above');
    // No floating point number is this one: the nearest ends in 8.
    expect(said('8999999999.999999', 'en-US')).toBe('decimals');
    expect(said('8999999999.5', 'en-US')).toBe(8999999999.5);
  });

  it('says what was read where it is refused', () => {
    expect(readNumber('1,234.5678901', signsOf('en-US'), KG)).toEqual({
      kind: 'fault',
      fault: 'decimals',
      read: '1234.5678901',
    });
    expect(readNumber('-1.234', signsOf('de-DE'), KG)).toEqual({ kind: 'fault', fault: 'below', read: '-1234' });
    expect(readNumber('124', signsOf('de-DE'), PCT)).toEqual({ kind: 'fault', fault: 'above', read: '124' });
    expect(readNumber('1,23', signsOf('en-US'), KG)).toEqual({ kind: 'fault', fault: 'grouping', read: null });
  });

  it('is shown as it was read where others would read another one', () => {
    const doubtful = ['1,234', '1.234', '1,234.5', '0.500', '.5', '5 kg', '1 234', "1'234"];
    expect(doubtful.filter((text) => !shows(text, 'en-US'))).toEqual([]);
    const plain = ['1234', '12.5', '1234.5', '0.05', '1.2345', '1234.567'];
    expect(plain.filter((text) => shows(text, 'en-US'))).toEqual([]);
    expect(['1,234', '1.234'].filter((text) => !shows(text, 'de-DE'))).toEqual([]);
  });

  it('may be grouped as its country does', () => {
    expect(said('12,34,567.5', 'en-IN')).toBe(1_234_567.5);
    expect(said('1,234,567.5', 'en-IN')).toBe(1_234_567.5);
    expect(said('1,23', 'en-IN')).toBe('grouping');
    expect(said('1’234.5', 'de-CH')).toBe(1234.5);
    // Neither the decimal sign nor the grouping sign of Switzerland, and other Germans begin decimals with it.
    expect(said('1,234', 'de-CH')).toBe('grouping');
    expect(said('1\u00a0234,5', 'de-AT')).toBe(1234.5);
  });
});

describe('what a language prints', () => {
  const LOCALES = ['en-US', 'en-GB', 'en-IN', 'en-ZA', 'de-DE', 'de-AT', 'de-CH'];
  const number = fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map((millionths) => millionths / 10 ** 6);

  it('is read back as the same number, grouped or not', () => {
    fc.assert(
      fc.property(number, fc.constantFrom(...LOCALES), fc.boolean(), (value, locale, useGrouping) => {
        const printed = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping }).format(value);
        expect(said(printed, locale, ANY)).toBe(value + 0);
        expect(said(writtenNumber(value, signsOf(locale)), locale, ANY)).toBe(value + 0);
      }),
    );
  });

  it('is never read as another number in another language', () => {
    fc.assert(
      fc.property(number, fc.constantFrom('en-US', 'de-DE'), (value, other) => {
        const printed = new Intl.NumberFormat(other === 'en-US' ? 'de-DE' : 'en-US', {
          minimumFractionDigits: 1,
          maximumFractionDigits: 2,
        }).format(value);
        // With one decimal or two behind the sign, what is grouped elsewhere is no group here.
        expect(said(printed, other, ANY)).toBe('grouping');
      }),
    );
  });
});

describe('any text at all', () => {
  const mess = fc.string({ unit: fc.constantFrom(..."0123456789.,'’ -<%e+k\u00a0"), maxLength: 12 });

  it('gives a number only if its digits are those of the text, and no more than the field holds', () => {
    fc.assert(
      fc.property(mess, fc.constantFrom('en-US', 'de-DE'), (text, locale) => {
        const reading = readNumber(text, signsOf(locale), KG);
        if (reading.kind !== 'number') return;
        const bare = (digits: string): string => digits.replace(/\D/g, '').replace(/^0+|0+$/g, '');
        expect(bare(writtenNumber(reading.value, signsOf(locale)))).toBe(bare(text));
        expect(reading.value).toBeGreaterThanOrEqual(0);
        expect(decimalsOf(reading.value)).toBeLessThanOrEqual(6);
        expect(text).not.toMatch(/[<%e+]/);
        const [, decimals] = text.trim().split(locale === 'en-US' ? '.' : ',');
        if (decimals === undefined && !/['’]/.test(text)) expect(Number.isInteger(reading.value)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
