import { parseSearch, stringifySearch } from './address.js';

const TEXTS = [
  ...[
    '1E5',
    '0012',
    '1.50',
    'true',
    'false',
    'null',
    'undefined',
    '-0',
    '0x10',
    '1_000',
    'NaN',
    '{"a":1}',
    '[1]',
    '"1E5"',
  ],
  ...[
    '1234567890123456789012345',
    '12345678901234567890.50',
    'DRUM 7',
    'a+b',
    'a&b=c',
    '50 %',
    'Öl/7',
    ' 7 ',
    '__proto__',
  ],
];

describe('an address', () => {
  it.each(TEXTS)('gives the text %j as it is, and back', (text) => {
    expect(stringifySearch(parseSearch(stringifySearch({ code: text })))).toBe(stringifySearch({ code: text }));
    expect(parseSearch(stringifySearch({ code: text, kind: 'recycled' }))).toEqual({ code: text, kind: 'recycled' });
  });

  it.each(TEXTS)('that somebody has typed by hand gives %j as it is', (text) => {
    expect(parseSearch(`?from=2026-01-01&code=${encodeURIComponent(text)}`)['code']).toBe(text);
  });

  it('reads what other programs write, and names that are texts of the language itself', () => {
    expect(parseSearch('?code=a+b&code=c&site=')).toEqual({ code: 'a b', site: '' });
    expect(parseSearch('')).toEqual({});
    expect(Object.keys(parseSearch('?__proto__=1&constructor=2'))).toEqual(['__proto__', 'constructor']);
    expect(stringifySearch({ code: undefined, kind: null, site: '' })).toBe('');
  });
});
