import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHourglass } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Crossing, Range } from '../../../domain/production/dependence.js';
import type { Schemas } from '../../api/client.js';
import { shownPct } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { Facts } from '../../parts/facts.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Tag } from '../../parts/status-tag.js';
import { Mass, Pct } from '../../units/mass.js';
import type { ElementShares } from './shares-option.js';
import type { Source } from './sources.js';
import { useMessages } from './texts.js';

type Element = Schemas['ElementDependenceAnswer'];

interface SharesProps {
  readonly elements: readonly ElementShares[];
  readonly name: (source: Source) => string;
}

/** The figures of the picture. */
export function SharesSection({ elements, name }: SharesProps): ReactElement {
  const { dependence } = useMessages();
  const rows = elements.flatMap(({ element, shares }) => shares.map((share) => ({ element, share })));
  return (
    <Section title={dependence.shares} note={dependence.sharesNote}>
      <ResourceTable
        caption={dependence.shares}
        rows={rows}
        rowId={({ element, share }) => `${element} ${share.kind} ${share.country ?? ''}`}
        columns={[
          { title: dependence.element, cell: ({ element }) => element },
          { title: dependence.source, cell: ({ share }) => name(share) },
          { title: dependence.charged, numeric: true, cell: ({ share }) => <Mass kg={share.kg} /> },
          { title: dependence.withTitle, numeric: true, cell: ({ share }) => <Pct pct={share.pct} /> },
          { title: dependence.withoutTitle, numeric: true, cell: ({ share }) => <Pct pct={share.pctWithout} /> },
        ]}
      />
    </Section>
  );
}

function Ends({ of, pct }: { readonly of: Range | null; readonly pct?: boolean }): ReactElement {
  const { dependence, shell } = useMessages();
  const locale = useLocale();
  if (!of) return <>{shell.unknown}</>;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const shown = (value: number): string => (pct ? shownPct(value, locale) : whole.format(value));
  return <span className="figure">{dependence.range(of, shown)}</span>;
}

/** How concentrated sources are, over countries at the stage chosen and over suppliers. */
export function ConcentrationSection({
  elements,
  stage,
}: {
  readonly elements: readonly Element[];
  readonly stage: string;
}): ReactElement {
  const { dependence } = useMessages();
  const at = ({ stages }: Element) => stages.find((one) => one.stage === stage);
  return (
    <Section title={dependence.concentration} note={dependence.concentrationNote}>
      <ResourceTable
        caption={dependence.concentration}
        rows={elements}
        rowId={({ element }) => element}
        columns={[
          { title: dependence.element, cell: ({ element }) => element },
          { title: dependence.charged, numeric: true, cell: ({ chargedKg }) => <Mass kg={chargedKg} /> },
          { title: dependence.loop, numeric: true, cell: ({ loopPct }) => <Pct pct={loopPct} /> },
          {
            title: dependence.countryIndex,
            numeric: true,
            cell: (row) => <Ends of={at(row)?.withLoop.index ?? null} />,
          },
          {
            title: dependence.countryIndexWithout,
            numeric: true,
            cell: (row) => <Ends of={at(row)?.withoutLoop.index ?? null} />,
          },
          {
            title: dependence.supplierIndex,
            numeric: true,
            cell: ({ supplierIndex: index }) => <Ends of={index === null ? null : { least: index, most: index }} />,
          },
        ]}
      />
    </Section>
  );
}

interface StagesProps {
  readonly elements: readonly Element[];
  readonly country: (code: string) => string;
}

/** Every stage of every element: what is unknown, the largest country, and whether thresholds are crossed. */
export function StagesSection({ elements, country }: StagesProps): ReactElement {
  const { dependence } = useMessages();
  const rows = elements.flatMap(({ element, stages }) => stages.map((stage) => ({ element, ...stage })));
  const codes = elements[0]?.stages[0]?.thresholds.map(({ code }) => code) ?? [];
  return (
    <Section title={dependence.perStage} note={dependence.perStageNote}>
      <ResourceTable
        caption={dependence.perStage}
        rows={rows}
        rowId={({ element, stage }) => `${element} ${stage}`}
        columns={[
          { title: dependence.element, cell: ({ element }) => element },
          { title: dependence.stage, cell: ({ stage }) => dependence.stages[stage] },
          { title: dependence.unknownMass, numeric: true, cell: (row) => <UnknownMass {...row} /> },
          { title: dependence.largest, cell: ({ withLoop }) => <Largest of={withLoop} country={country} /> },
          {
            title: dependence.largestWithout,
            cell: ({ withoutLoop }) => <Largest of={withoutLoop} country={country} />,
          },
          ...codes.flatMap((code) =>
            (['withLoop', 'withoutLoop'] as const).map((side) => ({
              title: `${dependence.thresholds[code]?.name ?? code}, ${dependence[side === 'withLoop' ? 'with' : 'without']}`,
              cell: ({ thresholds }: (typeof rows)[number]) => (
                <CrossingTag of={thresholds.find((one) => one.code === code)?.[side] ?? null} />
              ),
            })),
          ),
        ]}
      />
    </Section>
  );
}

function UnknownMass({
  unknownKg,
  unknownPct,
}: Pick<Schemas['StageDependenceAnswer'], 'unknownKg' | 'unknownPct'>): ReactElement {
  return (
    <>
      <Mass kg={unknownKg} /> (<Pct pct={unknownPct} />)
    </>
  );
}

function Largest({
  of: { largestCountry },
  country,
}: Pick<StagesProps, 'country'> & { readonly of: Schemas['ConcentrationAnswer'] }): ReactElement {
  const { shell } = useMessages();
  if (!largestCountry) return <>{shell.unknown}</>;
  return (
    <>
      {country(largestCountry.country)} <Ends of={largestCountry.pct} pct />
    </>
  );
}

const LOOKS = {
  crossed: ['red', IconAlertTriangle],
  'not-crossed': ['teal', IconCheck],
  'cannot-be-excluded': ['yellow', IconHourglass],
} as const;

/** Whether a threshold is crossed, by word and shape before colour. */
export function CrossingTag({ of }: { readonly of: Crossing | null }): ReactElement {
  const { dependence, shell } = useMessages();
  if (of === null) return <>{shell.unknown}</>;
  const [colour, icon] = LOOKS[of];
  return (
    <Tag colour={colour} icon={icon} size="md">
      {dependence.crossings[of]}
    </Tag>
  );
}

/** What thresholds say, whose they are and for whom they hold: in the words of the screen where it has some. */
export function ThresholdsSection({
  thresholds,
}: {
  readonly thresholds: readonly Schemas['ThresholdAnswer'][];
}): ReactElement {
  const { dependence } = useMessages();
  const locale = useLocale();
  return (
    <Section title={dependence.thresholdTitle}>
      {thresholds.map((threshold) => {
        const { code, limitPct, source, confidence } = threshold;
        const words = dependence.thresholds[code];
        const note = words?.note ?? threshold.note;
        return (
          <div key={code}>
            <Text mb="xs">{words?.text ?? threshold.text}.</Text>
            <Facts
              facts={[
                [dependence.limit, shownPct(limitPct, locale)],
                [dependence.holdsFor, words?.holdsFor ?? threshold.for],
                [dependence.origin, source],
                [dependence.confidence, dependence.confidences[confidence] ?? confidence],
                ...(note === null ? [] : [[dependence.note, note] as const]),
              ]}
            />
          </div>
        );
      })}
    </Section>
  );
}
