import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ReportFigures } from '../../../domain/reports/circularity-report.js';
import type { ReportField } from '../../../domain/books/rungs.js';
import { useMessages } from './texts.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/section.js';
import { Pct } from '../../units/mass.js';
import { Bar } from './bar.js';
import classes from './circularity.module.css';
import { FigureMass, type FigureContext } from '../../report/figure-mass.js';

interface FiguresProps {
  /** Nothing where the books hold nothing of the element: every figure is a dash. */
  readonly row: ReportFigures | undefined;
  readonly colour: string;
  readonly of: FigureContext;
}

const RUNGS = [
  ['G', 'generatedKg'],
  ['R0', 'sentKg'],
  ['R1', 'confirmedKg'],
  ['R2', 'recoveredKg'],
  ['R3', 'returnedKg'],
  ['R4', 'consumedKg'],
  ['R5', 'substitutedKg'],
] as const satisfies readonly (readonly [string, ReportField])[];

const BETWEEN = [
  'reusedInProcessKg',
  'measurementDifferenceKg',
  'processedKg',
  'unaccountedKg',
  'intermediateKg',
  'originUnknownKg',
  'otherRecycledConsumedKg',
  'primaryConsumedKg',
] as const satisfies readonly ReportField[];

/** From what was generated to what it stood in for, one rung below the other on one scale. */
export function LadderSection({ row, colour, name, of }: FiguresProps & { readonly name: string }): ReactElement {
  const { circularity, reports } = useMessages();
  const most = Math.max(0, ...RUNGS.map(([, field]) => row?.[field] ?? 0));
  return (
    <Section title={circularity.ladder} note={circularity.ladderNote(name)}>
      <ol className={classes.ladder}>
        {RUNGS.map(([code, field]) => (
          <li key={field} className={classes.rung}>
            <span className={classes.code}>{code}</span>
            <div>
              <Text fw={600}>{reports.figures[field]}</Text>
              <Text size="xs" c="dimmed">
                {circularity.notes[field]}
              </Text>
            </div>
            <Bar value={row?.[field] ?? null} of={most} colour={colour} />
            <div className={classes.value}>
              <FigureMass field={field} kg={row?.[field]} of={of} />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function BetweenSection({ row, of }: Pick<FiguresProps, 'row' | 'of'>): ReactElement {
  const { circularity, reports } = useMessages();
  return (
    <Section title={circularity.between} note={circularity.betweenNote}>
      <Facts
        facts={BETWEEN.map((field) => [
          reports.figures[field],
          <FigureMass key={field} field={field} kg={row?.[field]} of={of} />,
        ])}
      />
    </Section>
  );
}

/** What was reached beside what can be, as two bars on one scale: at least a whole, more where stock was drawn down. */
export function ReplacementSection({ row, colour }: Pick<FiguresProps, 'row' | 'colour'>): ReactElement {
  const { circularity, reports } = useMessages();
  const most = Math.max(100, row?.primaryReplacementPct ?? 0, row?.ceilingPct ?? 0);
  const bars = [
    ['primaryReplacementPct', colour],
    ['ceilingPct', 'light-dark(var(--mantine-color-gray-6), var(--mantine-color-dark-2))'],
  ] as const;
  return (
    <Section title={circularity.replacement} note={circularity.replacementNote}>
      {bars.map(([field, shade]) => (
        <div key={field} className={classes.pair}>
          <Text fw={600}>{reports.figures[field]}</Text>
          <Bar value={row?.[field] ?? null} of={most} colour={shade} />
          <div className={classes.value}>
            <Pct pct={row?.[field]} data-figure={field} />
          </div>
        </div>
      ))}
    </Section>
  );
}

export function RatiosSection({ row }: Pick<FiguresProps, 'row'>): ReactElement {
  const { circularity, reports } = useMessages();
  const ratios = ['recoveryPct', 'closedLoopReturnPct', 'recycledSharePct'] as const;
  return (
    <Section title={circularity.ratios}>
      {ratios.map((field) => (
        <div key={field} className={classes.ratio}>
          <div>
            <Text fw={600}>{reports.figures[field]}</Text>
            <Text size="xs" c="dimmed">
              {circularity.notes[field]}
            </Text>
          </div>
          <div className={classes.value}>
            <Pct pct={row?.[field]} data-figure={field} />
          </div>
        </div>
      ))}
    </Section>
  );
}
