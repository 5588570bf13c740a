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

  const arbitraryDay = fc.integer({ min: 0, max: 1200 }).map((days) => shiftedDay('2025-01-01', days));

  it('falls into months and days that count each of its days once, and no other', () => {
    fc.assert(
      fc.property(arbitraryDay, fc.integer({ min: 0, max: 400 }), (from, length) => {
        const to = shiftedDay(from, length);
        const counts = new Map<string, number>();
        for (const part of periodParts(from, to)) {
          const days = part.grain === 'day' ? daysOf(part.from, part.to) : daysOf(`${part.from}-01`, `${part.to}-31`);
          for (const day of days) counts.set(day, (counts.get(day) ?? 0) + part.sign);
        }
        const counted = [...counts].filter(([, count]) => count !== 0);
        expect(counted.sort()).toEqual(daysOf(from, to).map((day) => [day, 1]));
        expect(daysBetween(from, to)).toBe(length);
      }),
      { numRuns: 60 },
    );
  });

  it('never reads more than sixteen days at an edge', () => {
    fc.assert(
      fc.property(arbitraryDay, fc.integer({ min: 0, max: 400 }), (from, length) => {
        const days = periodParts(from, shiftedDay(from, length)).filter(({ grain }) => grain === 'day');
        expect(days.every((part) => daysBetween(part.from, part.to) < 16)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('of whole months has no single days', () => {
    expect(periodParts('2026-01-01', '2026-12-31')).toEqual([
      { grain: 'month', from: '2026-01', to: '2026-12', sign: 1 },
    ]);
  });

  it('takes off what lies outside where that is less than what lies inside', () => {
    // 11 to 28 February are 18 days, 1 to 10 are ten; 1 to 9 August are nine days.
    expect(periodParts('2027-02-11', '2031-08-09')).toEqual([
      { grain: 'month', from: '2027-02', to: '2031-07', sign: 1 },
      { grain: 'day', from: '2027-02-01', to: '2027-02-10', sign: -1 },
      { grain: 'day', from: '2031-08-01', to: '2031-08-09', sign: 1 },
    ]);
    expect(periodParts('2026-03-05', '2026-03-20')).toEqual([
      { grain: 'month', from: '2026-03', to: '2026-03', sign: 1 },
      { grain: 'day', from: '2026-03-01', to: '2026-03-04', sign: -1 },
      { grain: 'day', from: '2026-03-21', to: '2026-03-31', sign: -1 },
    ]);
    expect(periodParts('9999-02-03', '9999-12-31')).toEqual([
      { grain: 'month', from: '9999-02', to: '9999-12', sign: 1 },
      { grain: 'day', from: '9999-02-01', to: '9999-02-02', sign: -1 },
    ]);
    expect(periodParts('2026-03-05', '2026-03-09')).toEqual([
      { grain: 'day', from: '2026-03-05', to: '2026-03-09', sign: 1 },
    ]);
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
