import type { ChartOption } from '../../parts/chart-engine.js';
import type { ElementBalance } from './model.js';

/** What comes into production and what leaves it, in the order in which one reads a balance. */
export const MOVES = [
  { row: 'opening', field: 'openingKg', sign: 1 },
  { row: 'charged', field: 'chargedKg', sign: 1 },
  { row: 'reused', field: 'reusedInProcessKg', sign: 1 },
  { row: 'back', field: 'backToProductionKg', sign: 1 },
  { row: 'magnets', field: 'magnetsKg', sign: -1 },
  { row: 'losses', field: 'processLossesKg', sign: -1 },
  { row: 'closing', field: 'closingKg', sign: -1 },
] as const;

export type WaterfallRow = (typeof MOVES)[number]['row'] | 'expected' | 'range' | 'logged' | 'unexplained';

/** A bar of the waterfall, which hangs between two masses. */
export interface WaterfallStep {
  readonly row: WaterfallRow;
  readonly fromKg: number;
  readonly toKg: number;
  /** What is said beside it: signed, as it goes into the balance; of a range half its width. */
  readonly kg: number;
}

/**
 * The balance as steps: each term goes on where the one before has stopped, until what is expected is left; what was logged
 * stands against it, with the range that measuring leaves open, and what is between the two is unexplained. Terms of
 * nothing are left out. Where counts are missing, only what moved is known.
 */
export function waterfallSteps(balance: ElementBalance): readonly WaterfallStep[] {
  const steps: WaterfallStep[] = [];
  let at = 0;
  for (const { row, field, sign } of MOVES) {
    const kg = sign * balance[field];
    if (kg !== 0) steps.push({ row, fromKg: at, toKg: at + kg, kg });
    at += kg;
  }
  const { expectedKg, unexplainedKg, uncertaintyKg, loggedKg } = balance;
  if (expectedKg === null || unexplainedKg === null || uncertaintyKg === null) return steps;
  return [
    ...steps,
    { row: 'expected', fromKg: 0, toKg: expectedKg, kg: expectedKg },
    { row: 'range', fromKg: expectedKg - uncertaintyKg, toKg: expectedKg + uncertaintyKg, kg: uncertaintyKg },
    { row: 'logged', fromKg: 0, toKg: loggedKg, kg: loggedKg },
    { row: 'unexplained', fromKg: loggedKg, toKg: expectedKg, kg: unexplainedKg },
  ];
}

interface Drawing {
  readonly name: (row: WaterfallRow) => string;
  readonly mass: (kg: number) => string;
  readonly axisMass: (most: number) => (kg: number) => string;
  /** Of what is left over. */
  readonly colour: string;
}

const COLOURS: Readonly<Partial<Record<WaterfallRow, string>>> = {
  magnets: '#8a94a0',
  losses: '#8a94a0',
  closing: '#8a94a0',
  range: '#e0a83a',
  unexplained: '#d9663a',
};

/** How much of a hanging bar lies above and below zero, and how far its near end is from it. */
export function hung({ fromKg, toKg }: Pick<WaterfallStep, 'fromKg' | 'toKg'>) {
  const [low, high] = fromKg < toKg ? [fromKg, toKg] : [toKg, fromKg];
  return {
    above: Math.max(0, high) - Math.max(0, low),
    below: Math.min(0, low) - Math.min(0, high),
    gapAbove: Math.max(0, low),
    gapBelow: Math.min(0, high),
  };
}

/** The balance as a waterfall, from top to bottom, so that names and masses can be read. */
export function waterfallOption(steps: readonly WaterfallStep[], drawing: Drawing): ChartOption {
  const { name, mass, axisMass, colour } = drawing;
  const most = Math.max(0, ...steps.flatMap(({ fromKg, toKg }) => [fromKg, toKg]));
  const parts = steps.map((step) => ({ ...step, ...hung(step) }));
  const said = ({ row, kg }: WaterfallStep) => (row === 'range' ? `± ${mass(kg)}` : mass(kg));
  const bar = { type: 'bar', stack: 'waterfall', barMaxWidth: 22, barCategoryGap: '30%' } as const;
  const gap = { ...bar, silent: true, itemStyle: { color: 'transparent' }, tooltip: { show: false } } as const;
  const part = (side: 'above' | 'below') => ({
    ...bar,
    name: side,
    data: parts.map((step) => ({
      value: step[side],
      itemStyle: { color: COLOURS[step.row] ?? colour, opacity: step.row === 'range' ? 0.6 : 1 },
      label: {
        // Beside the part that reaches furthest to the right; the other one is nothing or to its left.
        show: side === (step.above > 0 || step.below === 0 ? 'above' : 'below'),
        position: 'right' as const,
        formatter: said(step),
      },
    })),
  });
  return {
    grid: { left: 8, right: 110, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', axisLabel: { hideOverlap: true, formatter: axisMass(most) } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: parts.map(({ row }) => name(row)),
      axisTick: { show: false },
      axisLabel: { width: 200, overflow: 'break', lineHeight: 14 },
    },
    series: [
      { ...gap, name: 'gap above', data: parts.map(({ gapAbove }) => gapAbove) },
      { ...gap, name: 'gap below', data: parts.map(({ gapBelow }) => gapBelow) },
      part('above'),
      part('below'),
    ],
  };
}
