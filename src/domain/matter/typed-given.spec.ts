import { readValue } from './composition-check.js';
import { readGiven, writtenGiven } from './typed-given.js';
import { signsOf } from '../measure/typed-number.js';

const PCT = { min: 0, max: 102 };

function said(text: string, locale: string, rule = PCT): number | string {
  const reading = readGiven(text, signsOf(locale), rule);
  if (reading.kind === 'number') return reading.value;
  if (reading.kind === 'text') return reading.held.given;
  return reading.kind === 'empty' ? 'empty' : reading.fault;
}

describe('a typed value of a composition', () => {
  it.each<[string, number | string, number | string]>([
    // typed, read in English, read in German
    ['', 'empty', 'empty'],
    ['24.1', 24.1, 'grouping'],
    ['24,1', 'grouping', 24.1],
    ['24.1 %', 24.1, 'grouping'],
    ['100.04', 100.04, 'grouping'],
    ['0.00000012', 0.00000012, 'grouping'],
    ['0.000000001', 'decimals', 'grouping'],
    ['<0.05', '<0.05', 'grouping'],
    ['<0,05', 'grouping', '<0.05'],
    ['< 0.05 %', '<0.05 %', 'grouping'],
    ['12 ppm', '12 ppm', '12 ppm'],
    ['12ppm', '12 ppm', '12 ppm'],
    ['1,200 ppm', '1200 ppm', '1.2 ppm'],
    ['0.5 mg/kg', '0.5 mg/kg', 'grouping'],
    ['0,5 mg/kg', 'grouping', '0.5 mg/kg'],
    ['<10 mg/kg', '<10 mg/kg', '<10 mg/kg'],
    ['<5', '<5', '<5'],
    ['<-5', 'below', 'below'],
    ['-5', 'below', 'below'],
    ['124', 'above', 'above'],
    ['5 kg', 'not-given', 'not-given'],
    ['5 %%', 'not-given', 'not-given'],
    ['>5', 'not-given', 'not-given'],
    ['<<5', 'not-given', 'not-given'],
    ['n.d.', 'not-given', 'not-given'],
    ['< LOD', 'not-given', 'not-given'],
    ['ppm', 'not-given', 'not-given'],
    ['12 34 ppm', 'grouping', 'grouping'],
  ])('%j is %j in English and %j in German', (typed, english, german) => {
    expect(said(typed, 'en-US')).toBe(english);
    expect(said(typed, 'de-DE')).toBe(german);
  });

  it('may be below zero where a loss may be a gain', () => {
    expect(said('-1.5', 'en-US', { min: -100, max: 100 })).toBe(-1.5);
  });

  it('says what it is in percent', () => {
    expect(readGiven('120 ppm', signsOf('en-US'), PCT)).toMatchObject({ pct: '0.012', isBelow: false });
    expect(readGiven('<10 mg/kg', signsOf('en-US'), PCT)).toMatchObject({ pct: '0.001', isBelow: true });
    expect(readGiven('<0,05', signsOf('de-DE'), PCT)).toMatchObject({ pct: '0.05', isBelow: true });
  });

  it('goes to the service as it reads it, and back into the field as its reader writes it', () => {
    for (const given of ['<0.05', '0.5 mg/kg', '1200 ppm', '<10 mg/kg']) {
      expect(typeof readValue(given)).toBe('object');
      for (const locale of ['en-US', 'de-DE']) {
        expect(said(writtenGiven({ given }, signsOf(locale)), locale)).toBe(given);
      }
    }
    expect(writtenGiven({ given: '<0.05' }, signsOf('de-DE'))).toBe('<0,05');
  });
});
