import { useMemo, type ReactElement } from 'react';
import { shownPct } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { Chart } from '../../parts/chart.js';
import { Section } from '../../parts/section.js';
import { heightOf, sharesOption, type ElementShares } from './shares-option.js';
import { allSources, type Source } from './sources.js';
import { useMessages } from './texts.js';

interface PictureProps {
  readonly elements: readonly ElementShares[];
  readonly name: (source: Source) => string;
}

/** What each element came from, with the loop and without it. */
export function Picture({ elements, name }: PictureProps): ReactElement {
  const { dependence } = useMessages();
  const locale = useLocale();
  const option = useMemo(() => {
    const sources = allSources(elements.map(({ shares }) => shares));
    const pct = (value: number) => shownPct(value, locale);
    return sharesOption(elements, sources, { name, pct, with: dependence.with, without: dependence.without });
  }, [elements, name, locale, dependence]);
  const label = dependence.pictureLabel(elements.map(({ element }) => element).join(', '));
  return (
    <Section title={dependence.picture} note={dependence.pictureNote}>
      <Chart option={option} label={label} height={heightOf(elements.length)} />
    </Section>
  );
}
