import { aheadFaults, momentOf, requireForward } from './events.js';
import { localDay } from './time.js';

describe('the day of an instant', () => {
  it('is the one at the site, on both sides of a change of clocks', () => {
    // On 8 March 2026 New York went from UTC-5 to UTC-4.
    expect(momentOf('2026-03-08T04:59:00Z', 'America/New_York').on).toBe('2026-03-07');
    expect(momentOf('2026-03-09T04:00:00Z', 'America/New_York').on).toBe('2026-03-09');
    expect(localDay(Date.parse('2026-12-31T15:30:00Z'), 'Asia/Tokyo')).toBe('2027-01-01');
  });
});

describe('events', () => {
  it('go forward, or stand at the same time', () => {
    const [past, batches] = [new Map([['b', { lastAt: 1000, movedOn: null }]]), [{ id: 'b', code: 'B' }]];
    expect(() => requireForward(past, batches, 1000)).not.toThrow();
    expect(() => requireForward(new Map(), batches, 1)).not.toThrow();
    expect(() => requireForward(past, batches, 999)).toThrow(expect.objectContaining({ code: 'out-of-order' }));
  });

  it('lie at most 24 hours ahead', () => {
    const now = Date.parse('2026-06-01T12:00:00Z');
    expect(aheadFaults('/occurredAt', '2026-06-02T12:00:00Z', now)).toEqual([]);
    expect(aheadFaults('/occurredAt', '2026-06-02T12:00:01Z', now)).toHaveLength(1);
  });
});
