import type { ChartOption } from '../../parts/chart-engine.js';
import { isSame, type Source, type SourceShare } from './sources.js';

/** The sources of one element. */
export interface ElementShares {
  readonly element: string;
  readonly shares: readonly SourceShare[];
}

interface Drawing {
  readonly name: (source: Source) => string;
  readonly pct: (pct: number) => string;
  /** What stands beside the bar as it was, and beside the bar without the loop. */
  readonly with: string;
  readonly without: string;
}

/** Dark enough for white letters, and told apart by lightness too. */
const COUNTRY_COLOURS = ['#1f5fa8', '#a3451b', '#5b4b9a', '#7a5c00', '#9a3b6b', '#1e4d4f', '#6b4f3a', '#33415c'];
const LOOP_COLOUR = '#0f7d6d';
const OTHER_COLOUR = '#7d8b6a';
const UNKNOWN_COLOUR = '#8a94a0';

/** What is recycled, of the loop or unknown is told by its pattern as well. */
const STRIPES = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 6], rotation: -Math.PI / 4 };
const DOTS = {
  symbol: 'circle',
  symbolSize: 0.7,
  dashArrayX: [
    [6, 6],
    [0, 6, 6, 0],
  ],
  dashArrayY: [6, 0],
};
const CROSSES = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 };
const QUIET = 'rgba(255, 255, 255, 0.45)';

/** Letters on a pattern stand on a ground of their own. */
const ON_PATTERN = { backgroundColor: 'rgba(20, 28, 34, 0.82)', padding: [2, 5], borderRadius: 3 };

/** A share that leaves room for its name is labelled in the bar. */
const ROOM_PCT = 14;
const BAR_PX = 30;

/** Pixels that the bars of some elements take. */
export function heightOf(elements: number): number {
  return 100 + elements * 2 * (BAR_PX + 12);
}

/** Of each element two bars of one length, with the loop and without it, each a row of its sources. */
export function sharesOption(
  elements: readonly ElementShares[],
  sources: readonly Source[],
  drawing: Drawing,
): ChartOption {
  const countries = [...new Set(sources.flatMap(({ country }) => country ?? []))];
  const bars = elements.flatMap(({ element, shares }) => [
    { label: `${element} ${drawing.with}`, shares, side: 'pct' as const },
    { label: drawing.without, shares, side: 'pctWithout' as const },
  ]);
  return {
    grid: { left: 8, right: 16, top: 56, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemWidth: 22, itemHeight: 14, itemGap: 14, type: 'plain' },
    tooltip: { trigger: 'item', renderMode: 'richText' },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { formatter: (pct: number) => `${pct} %`, hideOverlap: true },
    },
    // The first stands on top. An axis takes each name once, but bars without the loop are all called the same.
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((_, index) => String(index)),
      axisTick: { show: false },
      axisLabel: { interval: 0, formatter: (index: string) => bars[Number(index)]?.label ?? '' },
    },
    series: sources.map((source) => ({
      type: 'bar' as const,
      name: drawing.name(source),
      stack: 'sources',
      barWidth: BAR_PX,
      itemStyle: { ...lookOf(source, countries), borderColor: '#ffffff', borderWidth: 1 },
      data: bars.map(({ shares, side }) => {
        const value = shares.find((share) => isSame(share, source))?.[side] ?? null;
        return { value, label: { show: value !== null && value >= ROOM_PCT } };
      }),
      label: {
        color: '#ffffff',
        fontSize: 12,
        ...(source.kind === 'country' ? {} : ON_PATTERN),
        formatter: ({ value }: { readonly value?: unknown }) => `${drawing.name(source)} ${drawing.pct(Number(value))}`,
      },
      tooltip: { valueFormatter: (value: unknown) => (typeof value === 'number' ? drawing.pct(value) : '–') },
    })),
  };
}

function lookOf({ kind, country }: Source, countries: readonly string[]) {
  const colour = COUNTRY_COLOURS[countries.indexOf(country ?? '') % COUNTRY_COLOURS.length] ?? UNKNOWN_COLOUR;
  const looks = {
    country: { color: colour },
    recycled: { color: colour, decal: { ...STRIPES, color: QUIET } },
    loop: { color: LOOP_COLOUR, decal: { ...DOTS, color: QUIET } },
    'other-recycled': { color: OTHER_COLOUR, decal: { ...STRIPES, color: QUIET } },
    unknown: { color: UNKNOWN_COLOUR, decal: { ...CROSSES, color: QUIET } },
  };
  return looks[kind];
}
