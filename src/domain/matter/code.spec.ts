import { codeKey, generatedName, isSameCode, nameAt, nextNames, partName, tellingCodes } from './code.js';

describe('the key of a code', () => {
  it.each([
    ['Drum-1', 'drum-1'],
    ['drum-1', 'drum-1'],
    [' Drum-1 ', 'drum-1'],
    ['Drum-1\n', 'drum-1'],
    ['Drum\r\n 1', 'drum 1'],
    ['Drum\u00a0\u2003 1', 'drum 1'],
    ['Drum\u00001', 'drum 1'],
    ['Drum\u20281', 'drum 1'],
    ['Ｄｒｕｍ-１', 'drum-1'],
    ['Fa\u00df \u212b\ufb01', 'fa\u00df \u00e5fi'],
    ['A\u0308-7', '\u00e4-7'],
    ['БОЧКА-7', 'бочка-7'],
    ['ΒΑΡΕΛΙΟΣ', 'βαρελιοσ'],
    ['βαρέλιος', 'βαρέλιοσ'],
    ['DRUM-I', 'drum-i'],
    ['Dr\u00adum\u200b-\ufeff1', 'drum-1'],
    ['\u200b', ''],
    [' \t ', ''],
  ])('of %j is %j', (code, key) => {
    expect(codeKey(code)).toBe(key);
    expect(codeKey(key)).toBe(key);
  });

  it('has at most 200 characters, however long compatible forms are', () => {
    expect(codeKey('\ufdfa'.repeat(60))).toHaveLength(200);
    expect(isSameCode('DRUM', 'Ｄrum ')).toBe(true);
    expect(isSameCode('DRUM', 'DRUM2')).toBe(false);
  });

  it('begins with the key of what the code begins with', () => {
    expect(codeKey('ΒΑΡΕΛΙΟΣ-7').startsWith(codeKey('βαρελιος'))).toBe(true);
    expect(codeKey('ΒΑΡΕΛΙΟΣΑ').startsWith(codeKey('ΒΑΡΕΛΙΟΣ'))).toBe(true);
  });
});

describe('names that are made up', () => {
  it('count on from a number', () => {
    expect(nameAt(partName('DRUM-7', 'R', 1), 1)).toBe('DRUM-7/R1');
    expect(nextNames(partName('DRUM-7', 'P', 3), 3).slice(0, 2)).toEqual(['DRUM-7/P3', 'DRUM-7/P4']);
    const generated = generatedName('SUM-1', '2026-03-02', '0192f0c1-2345-7abc-8def-0123456789ab');
    expect(nameAt(generated, 1)).toBe('SUM-1-260302-6789AB');
    expect(nameAt(generated, 2)).toBe('SUM-1-260302-6789AB-2');
  });

  it('never have more than 60 characters, also behind a code of 60', () => {
    const long = 'D'.repeat(60);
    expect(nameAt(partName(long, 'R', 1), 1)).toBe(`${'D'.repeat(57)}/R1`);
    expect(nameAt(partName(long, 'R', 1), 100)).toBe(`${'D'.repeat(55)}/R100`);
    expect(nameAt(partName('😀'.repeat(60), 'P', 1), 1)).toBe(`${'😀'.repeat(57)}/P1`);
    const site = 'S'.repeat(40);
    expect(nameAt(generatedName(`${site}-RUN`, '2026-03-02', 'abcdef'), 12)).toBe(`${site}-RUN-260302-ABCDE-12`);
  });
});

it('puts the site of origin before codes that batches share', () => {
  const batches = [
    { id: 'a', code: 'DRUM-7', originSite: 'SUM-1' },
    { id: 'b', code: 'drum-7 ', originSite: 'SUM-2' },
    { id: 'c', code: 'DRUM-8', originSite: 'SUM-1' },
    { id: 'd', code: 'DRUM-9', originSite: null },
  ];
  expect([...tellingCodes(batches)]).toEqual([
    ['a', 'SUM-1 DRUM-7'],
    ['b', 'SUM-2 drum-7 '],
    ['c', 'DRUM-8'],
    ['d', 'DRUM-9'],
  ]);
});
