import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart, SankeyChart, type BarSeriesOption } from 'echarts/charts';
import type { LineSeriesOption, SankeySeriesOption } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import { init, registerTheme, use as loadPieces, type ComposeOption, type ECharts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type ReactElement } from 'react';
import { isOnPaper } from '../device/print.js';

/** What a chart may be made of: the pieces that are loaded, and no others. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | SankeySeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>;

const PIECES = [
  ...[BarChart, LineChart, SankeyChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  SVGRenderer,
];
loadPieces(PIECES);

/** Greys of the two colour schemes, those of the library that the rest of the screen is made with. */
const SHADES = {
  light: { text: '#1c2226', quiet: '#56616b', line: '#dee2e6', surface: '#ffffff' },
  dark: { text: '#e4e8eb', quiet: '#aab4bc', line: '#424242', surface: '#2e2e2e' },
} as const;

for (const [scheme, { text, quiet, line, surface }] of Object.entries(SHADES)) {
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: quiet, fontSize: 12 },
    nameTextStyle: { color: quiet, fontSize: 12 },
    splitLine: { lineStyle: { color: line } },
  };
  registerTheme(`loopbook-${scheme}`, {
    backgroundColor: 'transparent',
    textStyle: { color: text, fontFamily: 'system-ui, sans-serif' },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    legend: { textStyle: { color: text, fontSize: 13 }, inactiveColor: quiet },
    tooltip: { backgroundColor: surface, borderColor: line, textStyle: { color: text, fontSize: 13 } },
    bar: { label: { color: text, fontSize: 12, textBorderWidth: 0 } },
    sankey: { label: { color: text, fontSize: 12 } },
  });
}

/** Fits between the margins of A4 and of Letter. A browser makes the whole page smaller for a chart that is wider. */
const PAPER_PX = 640;

interface EngineProps {
  readonly option: ChartOption;
  readonly height: number;
}

/** Draws as SVG, in the colour scheme of the screen, as wide as there is room, and light on paper; redraws when any of these changes. */
export function ChartEngine({ option, height }: EngineProps): ReactElement {
  // At once: a chart that is light first and dark a moment later is made twice.
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);

  useEffect(() => {
    if (!place.current) return;
    const drawn = init(place.current, `loopbook-${scheme}`, { renderer: 'svg' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current);
    const fit = (theme: string, width: number | 'auto') => {
      drawn.setTheme(`loopbook-${theme}`);
      drawn.resize({ width });
      // Paper does not wait for the next frame.
      drawn.getZr().flush();
    };
    const onPaper = () => fit('light', PAPER_PX);
    const onScreen = () => fit(scheme, 'auto');
    if (isOnPaper()) onPaper();
    window.addEventListener('beforeprint', onPaper);
    window.addEventListener('afterprint', onScreen);
    return () => {
      window.removeEventListener('beforeprint', onPaper);
      window.removeEventListener('afterprint', onScreen);
      observer.disconnect();
      drawn.dispose();
    };
  }, [scheme]);

  // After the effect above, so that a chart made anew for another scheme gets its content too.
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option, scheme]);

  return <div ref={place} style={{ height, width: '100%' }} />;
}
