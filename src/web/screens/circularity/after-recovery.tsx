import { SimpleGrid, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ReportRow } from '../../../domain/reports/circularity-report.js';
import { useMessages, type Messages } from './texts.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/section.js';
import { Mass } from '../../units/mass.js';

type Side = keyof ReportRow['afterRecovery'];

type Term = keyof Messages['circularity']['afterRecovery']['terms'];

/** Where what was recovered went: two closings, each of which adds up to the milligram. */
export function AfterRecoverySection({ row }: { readonly row: ReportRow | undefined }): ReactElement | null {
  const { circularity } = useMessages();
  if (!row) return null;
  const { afterRecovery } = circularity;
  const closing = (side: Side): ReactElement => (
    <div key={side}>
      <Text fw={600} mb="xs">
        {afterRecovery[side]}
      </Text>
      <Facts
        facts={(Object.entries(row.afterRecovery[side]) as [Term, number][]).map(([name, kg]) => [
          afterRecovery.terms[name],
          <Mass key={name} kg={kg} data-figure={`${side} ${name}`} />,
        ])}
      />
    </div>
  );
  return (
    <Section title={afterRecovery.title} note={afterRecovery.note}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {closing('recycler')}
        {closing('processors')}
      </SimpleGrid>
    </Section>
  );
}
