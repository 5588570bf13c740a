import { readFileSync } from 'node:fs';
import { catalogue } from './de/catalogue.js';

const codesIn = (file: string): string[] =>
  (JSON.parse(readFileSync(`data/catalogue/${file}.json`, 'utf8')) as Record<string, { code: string }[]>)[file]?.map(
    ({ code }) => code,
  ) ?? [];

describe('German', () => {
  it.each(['streams', 'products'] as const)('has a name for all %s of the catalogue, and for nothing else', (kind) => {
    const codes = codesIn(kind);
    expect(codes.length).toBeGreaterThan(10);
    expect(Object.keys(catalogue[kind]).sort()).toEqual(codes.sort());
  });
});
