import fc from 'fast-check';
import { monthParts, periodParts, type PeriodPart } from './period-parts.js';
import { daysBetween, nextDay, shiftedDay } from '../measure/time.js';

describe('a period', () => {
  const arbitraryPeriod = fc
    .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 1600 }))
    .map(([start, length]) => {
      const from = shiftedDay('2025-01-01', start);
      return { from, to: shiftedDay(from, length) };
    });
  const daysOf = (from: string, to: string): string[] => {
    const days: string[] = [];
    for (let day = from; day <= to; day = nextDay(day)) days.push(day);
    return days;
  };
  /** All days that a range of totals holds; as texts, every day of a month lies between its first and its 31st. */
  const daysIn = ({ grain, from, to }: PeriodPart): string[] => {
    if (grain === 'day') return daysOf(from, to);
    return grain === 'month' ? daysOf(`${from}-01`, `${to}-31`) : daysOf(`${from}-01-01`, `${to}-12-31`);
  };

  it('falls into years, months and days that count each of its days once, and no other', () => {
    fc.assert(
      fc.property(arbitraryPeriod, ({ from, to }) => {
        const counts = new Map<string, number>();
        for (const part of periodParts(from, to)) {
          for (const day of daysIn(part)) counts.set(day, (counts.get(day) ?? 0) + part.sign);
        }
        const counted = [...counts].filter(([, count]) => count !== 0).sort();
        expect(counted).toEqual(daysOf(from, to).map((day) => [day, 1]));
      }),
      { numRuns: 60 },
    );
  });

  it('never reads more than sixteen days or six months at an edge', () => {
    fc.assert(
      fc.property(arbitraryPeriod, ({ from, to }) => {
        const parts = periodParts(from, to);
        for (const part of parts.filter(({ grain }) => grain === 'day')) {
          expect(daysBetween(part.from, part.to)).toBeLessThan(16);
        }
        for (const part of parts.filter(({ grain }) => grain === 'month')) {
          expect(Number(part.to.slice(5)) - Number(part.from.slice(5))).toBeLessThan(6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of whole years has neither months nor days', () => {
    expect(periodParts('2026-01-01', '2035-12-31')).toEqual([{ grain: 'year', from: '2026', to: '2035', sign: 1 }]);
  });

  it('takes off what lies outside where that is less than what lies inside', () => {
    // 1 to 10 February are fewer days than 11 to 28, and January is less than the eleven months after it.
    expect(periodParts('2027-02-11', '2031-04-09')).toEqual([
      { grain: 'year', from: '2027', to: '2030', sign: 1 },
      { grain: 'month', from: '2027-01', to: '2027-01', sign: -1 },
      { grain: 'month', from: '2031-01', to: '2031-03', sign: 1 },
      { grain: 'day', from: '2027-02-01', to: '2027-02-10', sign: -1 },
      { grain: 'day', from: '2031-04-01', to: '2031-04-09', sign: 1 },
    ]);
    expect(periodParts('2026-03-05', '2026-03-20')).toEqual([
      { grain: 'month', from: '2026-03', to: '2026-03', sign: 1 },
      { grain: 'day', from: '2026-03-01', to: '2026-03-04', sign: -1 },
      { grain: 'day', from: '2026-03-21', to: '2026-03-31', sign: -1 },
    ]);
    expect(periodParts('2026-03-05', '2026-03-09')).toEqual([
      { grain: 'day', from: '2026-03-05', to: '2026-03-09', sign: 1 },
    ]);
    expect(periodParts('9999-02-03', '9999-12-31')).toEqual([
      { grain: 'year', from: '9999', to: '9999', sign: 1 },
      { grain: 'month', from: '9999-01', to: '9999-01', sign: -1 },
      { grain: 'day', from: '9999-02-01', to: '9999-02-02', sign: -1 },
    ]);
  });

  it('asked for by month has no years', () => {
    expect(monthParts('2026-01-01', '2027-12-31')).toEqual([
      { grain: 'month', from: '2026-01', to: '2027-12', sign: 1 },
    ]);
    expect(monthParts('2026-03-05', '2026-03-09')).toEqual([
      { grain: 'day', from: '2026-03-05', to: '2026-03-09', sign: 1 },
    ]);
  });
});
