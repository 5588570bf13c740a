import { csvOf } from './csv.js';

describe('csvOf', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@cmd', "'@cmd"],
    ['=1,2', '"\'=1,2"'],
    ['\t=1', "'\t=1"],
    ['Magnete & Söhne', 'Magnete & Söhne'],
    [-1.5, '-1.5'],
    [0.000001, '0.000001'],
    [null, ''],
    ['', ''],
  ])('writes %j as %j', (value, text) => {
    expect(csvOf([[value, 0]])).toBe(`${text},0\r\n`);
  });

  it.each([
    ['a;b', '"a;b"'],
    ['a,b', 'a,b'],
    ['=1;2', '"\'=1;2"'],
    ['-1', "'-1"],
    [-1.5, '-1,5'],
    [1200.000001, '1200,000001'],
  ])('writes %j for a German program as %j', (value, text) => {
    expect(csvOf([[value, 0]], 'de')).toBe(`\uFEFF${text};0\r\n`);
  });
});
