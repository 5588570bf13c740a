import { Grid, Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { Mass, Pct, useMassText } from '../../units/mass.js';
import { endsOf, type ShownTrace } from './generations.js';
import { ShareBar } from './share-bar.js';

interface TraceEndsProps {
  readonly answer: ShownTrace;
  readonly of: string;
  readonly totalKg: number;
}

/** Where it all came from, or where it all went, in a few lines that add up. */
export function TraceEnds({ answer, of, totalKg }: TraceEndsProps): ReactElement {
  const { trace } = useMessages();
  const mass = useMassText();
  const what = of === DRY_MASS ? trace.dryMass : of;
  const lead = answer.direction === 'up' ? trace.leadUp : trace.leadDown;
  return (
    <Section title={lead(mass(totalKg), what)} note={trace.addsUp}>
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {endsOf(answer, of).map(({ kind, kg }) => (
          <Grid key={kind} component="li" align="center" gap="sm">
            <Grid.Col span={{ base: 7, sm: 4 }}>{trace.leaves[kind]}</Grid.Col>
            <Grid.Col span={{ base: 12, sm: 4 }} order={{ base: 3, sm: 2 }}>
              <ShareBar kg={kg} totalKg={totalKg} of={of} />
            </Grid.Col>
            <Grid.Col span={{ base: 5, sm: 4 }} order={{ base: 2, sm: 3 }}>
              <Group justify="flex-end" gap="sm" wrap="nowrap">
                <Mass kg={kg} data-figure={`end ${kind}`} fw={600} />
                <Text component="span" c="dimmed" w={72} ta="right">
                  <Pct pct={(100 * kg) / totalKg} />
                </Text>
              </Group>
            </Grid.Col>
          </Grid>
        ))}
      </Stack>
      <Group justify="space-between">
        <Text fw={600}>{trace.total}</Text>
        <Mass kg={totalKg} data-figure="total" fw={650} />
      </Group>
    </Section>
  );
}
