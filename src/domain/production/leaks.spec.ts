import { plantBalance, type BalanceTerms, type Moved, type MovedRole } from './balance.js';
import type { Counted } from './edges.js';
import type { MeasuredTerm } from './uncertainty.js';

/*
 * A plant that charges 1,000 kg of neodymium a month, makes 700 kg of it into magnets and must have 300 kg left. It counts 250 kg
 * of work in progress at the end of every month, to 1 %; nothing else is uncertain.
 */
const KG = 1_000_000;
const TERMS: BalanceTerms = {
  balanced: new Set(),
  rareEarths: new Set(['Nd']),
  shares: { laboratory: 1 / 2, family: 1 / 4, assay: 1 / 4 },
  coarsePct: 5,
};
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((month) => `2028-${month}`);

function term(kg: number, mass: MeasuredTerm['mass'] = null): MeasuredTerm {
  const composition = { kind: 'graded', id: 'G', relative: new Map<string, number>() } as const;
  return { dryMg: kg * KG, elementsMg: new Map([['Nd', kg * KG]]), mass, composition };
}

const moved = (month: string, role: MovedRole, kg: number): Moved => ({ ...term(kg), role, day: `${month}-15` });
const counted = (day: string): Counted => ({
  day,
  lines: [term(250, { kind: 'counted', id: day, relative: 0.01 })],
});

function monthsOf(loggedKg: number): Moved[] {
  return MONTHS.flatMap((month) => [
    moved(month, 'charged', 1_000),
    moved(month, 'magnets', 700),
    moved(month, 'logged', loggedKg),
  ]);
}
const COUNTS = [counted('2027-12-31'), ...MONTHS.map((month) => counted(`${month}-28`))];

function balanceOf(loggedKg: number, months: readonly string[], counts: readonly Counted[] = COUNTS) {
  const period = { from: `${months[0] ?? ''}-01`, to: `${months.at(-1) ?? ''}-28` };
  return plantBalance({ period, counts, moved: monthsOf(loggedKg), inDispute: false }, TERMS).total;
}

describe('a plant that loses by-product', () => {
  it('reads as a gap every month where it loses a quarter and counts monthly, and never as closed', () => {
    expect(MONTHS.map((month) => balanceOf(225, [month]).verdict)).toEqual(MONTHS.map(() => 'gap'));
    expect(MONTHS.map((month) => balanceOf(300, [month]).verdict)).toEqual(MONTHS.map(() => 'closed'));
  });

  it('is not known where it counts once, however much it loses', () => {
    const once = [counted('2027-12-31')];
    expect(MONTHS.map((month) => balanceOf(225, [month], once).verdict)).toEqual(MONTHS.map(() => 'not-known'));
    expect(balanceOf(225, MONTHS, once)).toMatchObject({ verdict: 'not-known', completenessPct: null });
  });

  it('shows in the year to date what no month shows: 3 kg a month are below U, and 27 kg are not', () => {
    // U of any stretch is 2 x root(2.5^2 + 2.5^2) = 7.0711 kg, since only its first and last counts are in it.
    expect(MONTHS.map((month) => balanceOf(297, [month]).verdict)).toEqual(MONTHS.map(() => 'closed'));
    const year = balanceOf(297, MONTHS);
    expect(year).toMatchObject({ verdict: 'gap', unexplainedMg: 27 * KG });
    expect(Math.round(year.uncertaintyMg ?? 0)).toBe(7_071_068);
  });

  it('has unexplained in the year what it has in its months', () => {
    const ofMonths = MONTHS.map((month) => balanceOf(225, [month]).unexplainedMg ?? 0);
    expect(ofMonths.reduce((sum, mg) => sum + mg, 0)).toBe(balanceOf(225, MONTHS).unexplainedMg);
  });
});
