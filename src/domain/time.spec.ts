import fc from 'fast-check';
import { aheadFaults, momentOf, requireForward } from './events.js';
import { daysBetween, localDay, nextDay, periodParts, shiftedDay } from './time.js';

describe('the day of an instant', () => {
  it('is the one at the site, on both sides of a change of clocks', () => {
    // On 8 March 2026 New York went from UTC-5 to UTC-4.
    expect(momentOf('2026-03-08T04:59:00Z', 'America/New_York').on).toBe('2026-03-07');
    expect(momentOf('2026-03-09T04:00:00Z', 'America/New_York').on).toBe('2026-03-09');
    expect(localDay(Date.parse('2026-12-31T15:30:00Z'), 'Asia/Tokyo')).toBe('2027-01-01');
  });
});

describe('a period', () => {
  const daysOf = (from: string, to: string): string[] => {
    const days: string[] = [];
    for (let day = from; day <= to; day = nextDay(day)) days.push(day);
    return days;
  };

  it('falls into whole months and single days that cover each of its days once', () => {
    const arbitraryDay = fc.integer({ min: 0, max: 1200 }).map((days) => shiftedDay('2025-01-01', days));
    fc.assert(
      fc.property(arbitraryDay, fc.integer({ min: 0, max: 400 }), (from, length) => {
        const to = shiftedDay(from, length);
        const { months, days } = periodParts(from, to);
        const inMonths = daysOf(from, to).filter(
          (day) => day.slice(0, 7) >= months.from && day.slice(0, 7) <= months.to,
        );
        const single = days.flatMap((range) => daysOf(range.from, range.to));
        expect([...inMonths, ...single].sort()).toEqual(daysOf(from, to));
        // A month that is counted whole lies whole in the period.
        expect(inMonths.every((day) => `${day.slice(0, 7)}-01` >= from)).toBe(true);
        expect(daysBetween(from, to)).toBe(length);
      }),
      { numRuns: 60 },
    );
  });

  it('of whole months has no single days', () => {
    expect(periodParts('2026-01-01', '2026-12-31')).toEqual({ months: { from: '2026-01', to: '2026-12' }, days: [] });
    expect(periodParts('2026-03-05', '2026-03-20').days).toEqual([{ from: '2026-03-05', to: '2026-03-20' }]);
  });
});

describe('events', () => {
  it('go forward, or stand at the same time', () => {
    expect(() => requireForward(1000, 1000, 'B')).not.toThrow();
    expect(() => requireForward(null, 1, 'B')).not.toThrow();
    expect(() => requireForward(1000, 999, 'B')).toThrow(expect.objectContaining({ code: 'out-of-order' }));
  });

  it('lie at most 24 hours ahead', () => {
    const now = Date.parse('2026-06-01T12:00:00Z');
    expect(aheadFaults('/occurredAt', '2026-06-02T12:00:00Z', now)).toEqual([]);
    expect(aheadFaults('/occurredAt', '2026-06-02T12:00:01Z', now)).toHaveLength(1);
  });
});
