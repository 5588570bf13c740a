import type { ElementBalance } from './model.js';
import { hung, waterfallSteps } from './waterfall.js';

/** The month of the worked example. */
const MONTH: ElementBalance = {
  element: 'Nd',
  openingKg: 250,
  chargedKg: 1060.01492,
  reusedInProcessKg: 20,
  backToProductionKg: 9.312,
  magnetsKg: 698.4,
  processLossesKg: 0,
  closingKg: 300,
  loggedKg: 313,
  expectedKg: 340.92692,
  unexplainedKg: 27.92692,
  uncertaintyKg: 16.0037,
  completenessPct: 91.298,
  verdict: 'gap',
  partsKg: {},
};

const rounded = (kg: number): number => Number(kg.toFixed(6));
const drawn = (balance: ElementBalance) =>
  waterfallSteps(balance).map(({ row, fromKg, toKg, kg }) => [row, ...[fromKg, toKg, kg].map(rounded)]);

describe('the waterfall of a balance', () => {
  it('goes on from term to term until what is expected is left, and leaves out what is nothing', () => {
    expect(drawn(MONTH)).toEqual([
      ['opening', 0, 250, 250],
      ['charged', 250, 1310.01492, 1060.01492],
      ['reused', 1310.01492, 1330.01492, 20],
      ['back', 1330.01492, 1339.32692, 9.312],
      ['magnets', 1339.32692, 640.92692, -698.4],
      ['closing', 640.92692, 340.92692, -300],
      ['expected', 0, 340.92692, 340.92692],
      ['range', 324.92322, 356.93062, 16.0037],
      ['logged', 0, 313, 313],
      ['unexplained', 313, 340.92692, 27.92692],
    ]);
  });

  it('tells only what moved where counts are missing', () => {
    const none = { expectedKg: null, unexplainedKg: null, uncertaintyKg: null, openingKg: 0, closingKg: 0 };
    expect(drawn({ ...MONTH, ...none })).toEqual([
      ['charged', 0, 1060.01492, 1060.01492],
      ['reused', 1060.01492, 1080.01492, 20],
      ['back', 1080.01492, 1089.32692, 9.312],
      ['magnets', 1089.32692, 390.92692, -698.4],
    ]);
  });

  it('hangs bars above zero, below it and across it', () => {
    expect(hung({ fromKg: 640, toKg: 340 })).toEqual({ above: 300, below: 0, gapAbove: 340, gapBelow: 0 });
    expect(hung({ fromKg: 20, toKg: -5 })).toEqual({ above: 20, below: -5, gapAbove: 0, gapBelow: 0 });
    expect(hung({ fromKg: -5, toKg: -12 })).toEqual({ above: 0, below: -7, gapAbove: 0, gapBelow: -5 });
  });
});
