import type { Schemas } from '../../api/client.js';
import type { ChartOption } from '../../parts/chart-engine.js';

export const MONTH_FIGURES = ['sentKg', 'confirmedKg', 'recoveredKg', 'returnedKg', 'substitutedKg'] as const;
type MonthFigure = (typeof MONTH_FIGURES)[number];

export type MonthRow = { readonly month: string } & Partial<Schemas['MonthFigures']>;

interface Drawing {
  readonly colour: string;
  readonly figure: (field: MonthFigure | 'primaryReplacementPct') => string;
  readonly month: (month: string) => string;
  readonly mass: (kg: number) => string;
  /** The same for an axis that goes up to a mass: one unit for all of it. */
  readonly axisMass: (most: number) => (kg: number) => string;
  readonly pct: (pct: number) => string;
}

/** Bars of more months than these would be hairs. */
const MOST_BARS = 24;

/** The figures of an element, or of the rare earths together, month by month; a month without any has none. */
export function monthRows({ months }: Schemas['MonthsAnswer'], element: string, total: string): MonthRow[] {
  return months.map(({ month, elements, total: sum }) => ({
    month,
    ...(element === total ? sum : elements.find((row) => row.element === element)),
  }));
}

/** The rungs side by side in every month, from pale to the element's colour, and the headline as a line over them. */
export function monthsOption(rows: readonly MonthRow[], drawing: Drawing): ChartOption {
  const { colour, figure, month, mass, axisMass, pct } = drawing;
  const most = Math.max(0, ...rows.flatMap((row) => MONTH_FIGURES.map((field) => row[field] ?? 0)));
  const hasShare = rows.some(({ primaryReplacementPct }) => typeof primaryReplacementPct === 'number');
  const isDense = rows.length > MOST_BARS;
  const shades = [0.35, 0.5, 0.66, 0.83, 1];
  const axis = { type: 'value', axisLabel: { hideOverlap: true } } as const;
  return {
    grid: { left: 8, right: 8, top: 72, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemWidth: 16, itemHeight: 10, itemGap: 14 },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: rows.map((row) => month(row.month)), axisLabel: { hideOverlap: true } },
    yAxis: [
      { ...axis, axisLabel: { ...axis.axisLabel, formatter: axisMass(most) } },
      { ...axis, show: hasShare, min: 0, splitLine: { show: false }, axisLabel: { formatter: pct } },
    ],
    series: [
      ...MONTH_FIGURES.map((field, index) => ({
        type: isDense ? ('line' as const) : ('bar' as const),
        name: figure(field),
        showSymbol: false,
        itemStyle: { color: colour, opacity: shades[index] ?? 1 },
        lineStyle: { color: colour, opacity: shades[index] ?? 1 },
        data: rows.map((row) => row[field] ?? 0),
        tooltip: { valueFormatter: (value: unknown) => mass(Number(value)) },
      })),
      ...(hasShare ? [shareSeries(rows, drawing)] : []),
    ],
  };
}

function shareSeries(rows: readonly MonthRow[], { figure, pct }: Drawing) {
  return {
    type: 'line' as const,
    name: figure('primaryReplacementPct'),
    yAxisIndex: 1,
    symbolSize: 8,
    symbol: 'diamond',
    connectNulls: false,
    lineStyle: { color: '#d9663a', width: 2 },
    itemStyle: { color: '#d9663a' },
    // What is not defined is a gap.
    data: rows.map((row) => row.primaryReplacementPct ?? null),
    tooltip: { valueFormatter: (value: unknown) => (typeof value === 'number' ? pct(value) : '–') },
  };
}
