import { useMantineTheme, type MantineTheme } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import type { Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { Chart } from '../../parts/chart.js';
import type { ChartOption } from '../../parts/chart-engine.js';
import { useMonthText } from './month-text.js';
import { usePctText } from './term-texts.js';

type Month = Schemas['MonthAnswer'];

interface CoverageChartProps {
  readonly months: readonly Month[];
  readonly targetPct: number;
}

/** The coverage month by month as bars, the target as a line; a month in which nothing left has no bar. */
export function CoverageChart({ months, targetPct }: CoverageChartProps): ReactElement {
  const { coverage } = useMessages().agreements;
  const [month, pct] = [useMonthText(), usePctText()];
  const theme = useMantineTheme();
  const name = coverage.coverageTitle;
  const option = useMemo(
    () => optionOf(months, { targetPct, name, month, pct, theme }),
    [months, targetPct, name, month, pct, theme],
  );
  const [first, last] = [months[0]?.month ?? '', months.at(-1)?.month ?? ''];
  return <Chart option={option} label={coverage.chart(month(first), month(last))} />;
}

interface Words {
  readonly targetPct: number;
  readonly name: string;
  readonly month: (month: string) => string;
  readonly pct: (pct: number) => string;
  readonly theme: MantineTheme;
}

function optionOf(months: readonly Month[], { targetPct, name, month, pct, theme }: Words): ChartOption {
  const { loop, orange } = theme.colors;
  return {
    grid: { left: 52, right: 20, top: 24, bottom: 28 },
    tooltip: { trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? pct(value) : '–') },
    xAxis: {
      type: 'category',
      data: months.map((one) => month(one.month)),
      axisLabel: { hideOverlap: true },
      axisTick: { show: false },
    },
    yAxis: { type: 'value', min: 0, max: 100, interval: 25, axisLabel: { formatter: '{value} %' } },
    series: [
      {
        type: 'bar',
        name,
        barMaxWidth: 36,
        // Nothing of what left went to the recycler: that is a figure too.
        barMinHeight: 3,
        data: months.map(({ coveragePct }) => ({
          value: coveragePct,
          itemStyle: { color: coveragePct !== null && coveragePct < targetPct ? orange[7] : loop?.[5] },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          data: [{ yAxis: targetPct }],
          lineStyle: { type: 'dashed', color: theme.colors.gray[6] },
          label: { show: false },
        },
      },
    ],
  };
}
