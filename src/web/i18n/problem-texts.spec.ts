import { FAULTS, type FaultCode } from '../../domain/measure/faults.js';
import { REFUSALS } from '../../domain/measure/refusals.js';
import { problems as german } from './de/problems.js';
import { problems as english } from './en/problems.js';
import { faultText } from './fault-text.js';
import { refusalText } from './refusal-text.js';

/** One value for every parameter that any fault has. */
const PARAMS = {
  least: 7001,
  most: 7002,
  count: 7003,
  excess: 7004,
  sum: 7005,
  years: 7006,
  row: 7007,
  field: 'code',
  order: 'day-first',
  sign: 'comma',
  words: 'this, that',
  day: '2031-05-06',
  batchId: 'b-1',
  role: 'processor',
  every: '*',
};
const FACTS = {
  ...PARAMS,
  batch: 'GS-1',
  batches: ['GS-1'],
  status: 'void',
  element: 'Nd',
  elements: ['Nd'],
  lastAt: '2031-05-06T07:08:09Z',
  code: 'GS-1',
};
const CODES = Object.keys(FAULTS) as FaultCode[];
const LANGUAGES = { english, german };

describe.each(['english', 'german'] as const)('every fault of the service, in %s', (language) => {
  const { faults } = LANGUAGES[language];

  it.each(CODES)('%s is said in words', (code) => {
    const text = faultText({ code, params: PARAMS, message: 'unworded' }, faults);
    expect(text).toMatch(/^\S.{4,}$/);
    expect(text).not.toMatch(/undefined|unworded|\[object/);
    // What a sentence names of its parameters, it names as it was given.
    for (const number of text.match(/70\d\d/g) ?? []) expect(Object.values(PARAMS).map(String)).toContain(number);
  });

  it('keeps the sentence of the service for what this page does not know yet', () => {
    const fault = { code: 'of-a-newer-service' as FaultCode, message: 'must rhyme' };
    expect(faultText(fault, faults)).toBe('must rhyme');
  });
});

describe.each(['english', 'german'] as const)('every refusal of the service, in %s', (language) => {
  it.each(REFUSALS)('%s is said in words', (code) => {
    const text = refusalText(
      { code, facts: { ...FACTS, elements: [] }, zone: 'UTC', said: 'As the service says it.' },
      LANGUAGES[language],
    );
    expect(text).toMatch(/^[A-ZÄÖÜ0-9].{10,}[.?]$/);
    expect(text).not.toMatch(/undefined|\[object/);
  });
});

describe('faults in German', () => {
  it('are worded by code and parameters, never by the English sentence', () => {
    const said = (code: FaultCode, params: Record<string, string | number> = {}) =>
      faultText({ code, params, message: 'anything at all' }, german.faults);
    expect(said('too-long', { most: 60 })).toBe('darf höchstens 60 Zeichen haben');
    expect(said('element-sum', { sum: 103.5, most: 102 })).toBe('ergibt als Elemente zusammen 103.5 %, mehr als 102 %');
    expect(said('without-role', { role: 'processor' })).toBe('ist keine Partei mit der nötigen Rolle (Verarbeiter)');
    expect(said('after-term', { day: '2027-01-01' })).toBe('liegt nach dem 2027-01-01, an dem der Vertrag endet');
    expect(said('unknown-field')).toBe('gehört nicht hierher');
  });
});
