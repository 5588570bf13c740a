import { readCell, type CellRule } from './cells.js';

const rule = (type: CellRule['type'], more: Partial<CellRule> = {}): CellRule => ({
  type,
  unit: undefined,
  mapping: { decimal: 'point', dates: 'year-first' },
  timeZone: 'Europe/Berlin',
  ...more,
});
const GERMAN = { mapping: { decimal: 'comma', dates: 'day-first' } } as const;
const AMERICAN = { mapping: { decimal: 'point', dates: 'month-first' } } as const;

/** The value, or the code of the fault. */
function read(text: string, of: CellRule): unknown {
  const reading = readCell(text, of);
  return 'fault' in reading ? reading.fault.code : reading.value;
}

describe('a mass', () => {
  it.each([
    ['1.5', 'kg', 1.5],
    ['1.5', 't', 1500],
    ['1500', 'g', 1.5],
    ['0.001', 'g', 0.000001],
    // The pound is 0.45359237 kg: of three of them 1.36077711 kg are 1.360777 to the milligram.
    ['3', 'lb', 1.360777],
    ['1000', 'lb', 453.59237],
    [' 007.50 ', 'kg', 7.5],
    ['', 'kg', undefined],
  ] as const)('of %s %s is %s kg', (text, unit, kg) => {
    expect(read(text, rule('mass', { unit }))).toBe(kg);
  });

  it.each([
    ['1,5', 'grouped-number'],
    ['1.500.000', 'grouped-number'],
    ['1 500', 'grouped-number'],
    ["1'500", 'grouped-number'],
    ['5.', 'grouped-number'],
    ['.5', 'grouped-number'],
    ['-5', 'negative'],
    ['\u22125', 'negative'],
    ['1e3', 'cell-not-a-number'],
    ['12 kg', 'cell-not-a-number'],
    ['NaN', 'cell-not-a-number'],
    ['1.23456789012345678', 'too-many-digits'],
  ])('written %s is a fault, and no other number', (text, code) => {
    expect(read(text, rule('mass', { unit: 'kg' }))).toBe(code);
  });

  it('has the decimal sign of the mapping, and no other', () => {
    expect(read('1,5', rule('mass', { unit: 'kg', ...GERMAN }))).toBe(1.5);
    expect(read('1.5', rule('mass', { unit: 'kg', ...GERMAN }))).toBe('grouped-number');
    expect(read('1.234,5', rule('mass', { unit: 'kg', ...GERMAN }))).toBe('grouped-number');
  });
});

describe('a fraction', () => {
  it.each([
    ['24.5', '%', 24.5],
    ['281000', 'ppm', 28.1],
    ['281000', 'mg/kg', 28.1],
    ['<0.05', '%', '<0.05'],
    ['< 500', 'ppm', '<0.05'],
  ] as const)('of %s %s is %s', (text, unit, value) => {
    expect(read(text, rule('composition', { unit }))).toBe(value);
  });

  it('of moisture is in percent', () => {
    expect(read('5000', rule('percent', { unit: 'ppm' }))).toBe(0.5);
    expect(read('<5', rule('percent', { unit: '%' }))).toBe('cell-not-a-number');
  });
});

describe('a day', () => {
  it.each([
    ['2027-03-01', 'year-first', '2027-03-01'],
    ['1.3.2027', 'day-first', '2027-03-01'],
    ['01/03/2027', 'day-first', '2027-03-01'],
    ['03/01/2027', 'month-first', '2027-03-01'],
    ['31.03.2027', 'month-first', 'date-of-other-order'],
    ['03/31/2027', 'day-first', 'date-of-other-order'],
    ['31.02.2027', 'day-first', 'date-of-other-order'],
    ['2027-03-01', 'day-first', 'date-of-other-order'],
    ['01.03.27', 'day-first', 'date-of-other-order'],
    ['44986', 'year-first', 'date-of-other-order'],
    ['2027-03-01 08:00', 'year-first', 'day-with-time'],
  ] as const)('written %s, %s, is %s', (text, dates, value) => {
    expect(read(text, rule('day', { mapping: { decimal: 'point', dates } }))).toBe(value);
  });
});

describe('a time', () => {
  it.each([
    // Of a day without a time noon is meant; the site is an hour before UTC in winter, two in summer.
    ['2027-03-01', '2027-03-01T12:00:00+01:00'],
    ['2027-07-01 8:05', '2027-07-01T08:05:00+02:00'],
    ['2027-07-01T08:05:30', '2027-07-01T08:05:30+02:00'],
    ['2027-03-01T13:00:00.000Z', '2027-03-01T13:00:00Z'],
    ['2027-03-01T13:00:00-05:00', '2027-03-01T13:00:00-05:00'],
    // The clocks go from two to three in that night.
    ['2027-03-28 02:30', 'no-such-time'],
    ['2027-03-01 24:00', 'no-such-time'],
    ['2027-03-01 8 pm', 'no-such-time'],
  ])('written %s is %s', (text, value) => {
    expect(read(text, rule('instant'))).toBe(value);
  });

  it('may stand behind a day of any order', () => {
    expect(read('01.07.2027 08:00', rule('instant', GERMAN))).toBe('2027-07-01T08:00:00+02:00');
    expect(read('7/1/2027 08:00', rule('instant', AMERICAN))).toBe('2027-07-01T08:00:00+02:00');
  });
});

describe('words and counts', () => {
  it.each([
    ['flag', 'Yes', true],
    ['flag', 'ja', true],
    ['flag', 'NEIN', false],
    ['flag', '0', false],
    ['flag', 'maybe', 'cell-not-a-flag'],
    ['whole', '12', 12],
    ['whole', '12.5', 'grouped-number'],
    ['whole', 'twelve', 'cell-not-a-number'],
    ['text', ' 007 ', '007'],
    ['text', '  ', undefined],
  ] as const)('%s %s is %s', (type, text, value) => {
    expect(read(text, rule(type))).toBe(value);
  });
});
