import { Center, Loader, Text } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';
import type { ChartEngine, ChartOption } from './chart-engine.js';
import { whenIdle } from '../device/when-idle.js';

interface ChartProps {
  /** What ECharts draws; kept by the caller (`useMemo`), since a new one is drawn anew. */
  readonly option: ChartOption;
  /** The picture in a sentence, for those who do not see it; the same figures belong in a table beside it. */
  readonly label: string;
  /** Pixels. */
  readonly height?: number;
}

type Engine = { readonly draw: typeof ChartEngine } | 'loading' | 'failed';

/**
 * A chart. What draws it is loaded when the first one is shown; without it, the table beside it is all there is until the
 * network is back.
 */
export function Chart({ option, label, height = 320 }: ChartProps): ReactElement {
  const { shell } = useMessages();
  const [engine, setEngine] = useState<Engine>('loading');
  useEffect(() => {
    let isShown = true;
    const load = (): void =>
      void import('./chart-engine.js').then(
        ({ ChartEngine: draw }) => isShown && setEngine({ draw }),
        () => isShown && setEngine('failed'),
      );
    const forget = whenIdle(load);
    window.addEventListener('online', load);
    return () => {
      isShown = false;
      forget();
      window.removeEventListener('online', load);
    };
  }, []);
  if (engine === 'failed') return <Text c="dimmed">{shell.screenMissingChart}</Text>;
  if (engine === 'loading')
    return (
      <Center h={height}>
        <Loader />
      </Center>
    );
  return (
    <div role="img" aria-label={label} data-chart>
      <engine.draw option={option} height={height} />
    </div>
  );
}
