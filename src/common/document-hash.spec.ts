import { documentHash } from './document-hash.js';

describe('the hash of a document', () => {
  it('is that of its text with sorted fields', () => {
    // printf '{"a":[1,"x",null],"b":{"c":true}}' | sha256sum
    expect(documentHash({ b: { c: true, d: undefined }, a: [1, 'x', null] })).toBe(
      '038932932d9f36881391140ac309421b0bf0c001fc66458904c4c077b2bde713',
    );
  });
});
