import { assayInForceAmong, isOlderSample } from './assay-in-force.js';

/** Sampled and recorded on days of one month. */
const assay = (id: string, sampledAt: number, createdAt: number) => ({ id, sampledAt, createdAt });
const put = (assayId: string, createdAt: number) => ({ id: `f${createdAt}`, assayId, createdAt });
const inForce = (...facts: Parameters<typeof assayInForceAmong>) => assayInForceAmong(...facts)?.assay.id ?? null;

describe('the assay in force', () => {
  const first = assay('a', 10, 11);
  const older = assay('b', 5, 12);
  const newer = assay('c', 20, 21);

  it('is the newest sample, however late an older one is recorded', () => {
    expect(inForce([])).toBeNull();
    expect(inForce([first])).toBe('a');
    expect(inForce([first, older])).toBe('a');
    expect(inForce([newer, older, first])).toBe('c');
  });

  it('is of two samples of one moment the one recorded later', () => {
    expect(inForce([assay('a', 10, 12), assay('b', 10, 11)])).toBe('a');
    expect(inForce([assay('a', 10, 11), assay('b', 10, 11)])).toBe('b');
  });

  it('is what was last put in force by hand, until a later sample than that is recorded', () => {
    expect(inForce([first, older], [put('b', 13)])).toBe('b');
    expect(inForce([first, older], [put('b', 13), put('a', 14)])).toBe('a');
    expect(inForce([first, older, assay('d', 4, 15)], [put('b', 13)])).toBe('b');
    expect(inForce([first, older, assay('d', 6, 15)], [put('b', 13)])).toBe('a');
    expect(inForce([first, older, newer], [put('b', 13)])).toBe('c');
    expect(inForce([first, older, newer], [put('b', 22)])).toBe('b');
    expect(assayInForceAmong([first, older], [put('b', 13)])?.by).toEqual(put('b', 13));
  });

  it('does not depend on an enforcement of an assay that is withdrawn', () => {
    expect(inForce([first], [put('b', 13)])).toBe('a');
  });

  it('leaves an older sample recorded later aside', () => {
    expect(isOlderSample(older, [first, older])).toBe(true);
    expect(isOlderSample(first, [first, older])).toBe(false);
    expect(isOlderSample(newer, [first, older, newer])).toBe(false);
    expect(isOlderSample(first, [first, newer])).toBe(false);
  });
});
