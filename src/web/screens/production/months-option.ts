import type { ChartOption } from '../../parts/chart-engine.js';

/** What is unexplained in a month, of an element or of the rare earths together; null where that is not known. */
export interface MonthGap {
  readonly month: string;
  readonly unexplainedKg: number | null;
  readonly uncertaintyKg: number | null;
}

interface Drawing {
  readonly unexplained: string;
  readonly limits: string;
  readonly month: (month: string) => string;
  readonly mass: (kg: number) => string;
  readonly axisMass: (most: number) => (kg: number) => string;
}

const GAP_COLOUR = '#d9663a';
const WITHIN_COLOUR = '#29a18e';
const LIMIT_COLOUR = '#e0a83a';

/** What is unexplained month by month as bars, between the two limits within which it may be nothing. */
export function monthsOption(rows: readonly MonthGap[], drawing: Drawing): ChartOption {
  const { unexplained, limits, month, mass, axisMass } = drawing;
  const sizes = rows.flatMap(({ unexplainedKg, uncertaintyKg }) => [unexplainedKg ?? 0, uncertaintyKg ?? 0]);
  const limit = (sign: 1 | -1) => ({
    type: 'line' as const,
    name: limits,
    symbol: 'rect',
    symbolSize: [30, 3],
    lineStyle: { width: 0 },
    itemStyle: { color: LIMIT_COLOUR },
    data: rows.map(({ uncertaintyKg }) => (uncertaintyKg === null ? null : sign * uncertaintyKg)),
    tooltip: { show: sign === 1, valueFormatter: (value: unknown) => `± ${mass(Number(value))}` },
  });
  return {
    grid: { left: 8, right: 8, top: 40, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemWidth: 16, itemHeight: 10, itemGap: 14 },
    tooltip: { trigger: 'item', renderMode: 'richText' },
    xAxis: { type: 'category', data: rows.map((row) => month(row.month)), axisLabel: { hideOverlap: true } },
    yAxis: {
      type: 'value',
      axisLabel: { hideOverlap: true, formatter: axisMass(Math.max(...sizes.map(Math.abs), 0)) },
    },
    series: [
      {
        type: 'bar',
        name: unexplained,
        barMaxWidth: 28,
        itemStyle: { color: WITHIN_COLOUR },
        data: rows.map(({ unexplainedKg, uncertaintyKg }) => ({
          value: unexplainedKg,
          itemStyle: { color: Math.abs(unexplainedKg ?? 0) > (uncertaintyKg ?? 0) ? GAP_COLOUR : WITHIN_COLOUR },
        })),
        tooltip: { valueFormatter: (value: unknown) => (typeof value === 'number' ? mass(value) : '–') },
      },
      limit(1),
      limit(-1),
    ],
  };
}
