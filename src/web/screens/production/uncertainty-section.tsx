import { Progress, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { ERROR_KINDS, type ErrorKind } from '../../../domain/production/uncertainty.js';
import { useLocale } from '../../i18n/index.js';
import { shownPct } from '../../i18n/format.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Mass, useMassText } from '../../units/mass.js';
import type { ElementBalance } from './model.js';
import { useMessages } from './texts.js';

interface UncertaintyProps {
  readonly row: ElementBalance;
  readonly assaysByDefault: number;
}

interface Part {
  readonly kind: ErrorKind;
  /** Standard uncertainty. */
  readonly kg: number;
  /** Of the sum of squares. */
  readonly pct: number;
}

/** The parts that say something, the largest first: variances add, so that each has a share of their sum. */
function partsOf({ partsKg }: ElementBalance): readonly Part[] {
  const all = Object.values(partsKg).reduce((sum, kg) => sum + kg ** 2, 0);
  return ERROR_KINDS.map((kind) => ({ kind, kg: partsKg[kind] ?? 0 }))
    .filter(({ kg }) => kg > 0)
    .map(({ kind, kg }) => ({ kind, kg, pct: (100 * kg ** 2) / all }))
    .sort((a, b) => b.kg - a.kg);
}

/** What the uncertainty of the unexplained part consists of: where a better scale or a second laboratory would help. */
export function UncertaintySection({ row, assaysByDefault }: UncertaintyProps): ReactElement | null {
  const { balance } = useMessages();
  const [massText, locale] = [useMassText(), useLocale()];
  const parts = partsOf(row);
  if (row.uncertaintyKg === null || parts.length === 0) return null;
  return (
    <Section
      title={balance.uncertainty}
      note={
        <>
          {balance.uncertaintyNote(massText(row.uncertaintyKg))}
          {assaysByDefault > 0 && ` ${balance.byDefault(assaysByDefault)}`}
        </>
      }
    >
      <ResourceTable
        caption={balance.uncertainty}
        rows={parts}
        rowId={({ kind }) => kind}
        columns={[
          {
            title: balance.source,
            cell: ({ kind }) => (
              <>
                <Text fw={600} size="sm">
                  {balance.errors[kind].name}
                </Text>
                <Text size="sm" c="dimmed">
                  {balance.errors[kind].text}
                </Text>
              </>
            ),
          },
          { title: balance.standard, numeric: true, cell: ({ kg }) => <Mass kg={kg} /> },
          {
            title: balance.share,
            cell: ({ pct, kind }) => (
              <>
                <Text size="sm" className="figure" ta="right">
                  {shownPct(pct, locale)}
                </Text>
                <Progress value={pct} size="sm" miw={120} aria-label={balance.errors[kind].name} />
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
