import { Box, Group, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useMaterial } from '../../data/catalogue.js';
import { useMassUnit } from '../../device/settings.js';
import { ELEMENT_COLOURS } from '../../parts/element-colours.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { shownMass } from '../../i18n/format.js';
import { Mass } from '../../units/mass.js';
import { sumsOf, type Load } from './load.js';

/** What travels: by material and by element, in the figures that will be booked. */
export function LoadCard({ loads }: { readonly loads: readonly Load[] }): ReactElement {
  const { shipments } = useMessages();
  const nameOf = useMaterial();
  const sums = sumsOf(loads);
  return (
    <Section
      title={shipments.load}
      aside={
        <Text size="sm" c="dimmed">
          {shipments.batches(sums.batches)} · {shipments.pieces(sums.pieces)}
        </Text>
      }
    >
      <Text size="xl" fw={700}>
        <Mass kg={sums.dryKg} data-figure="load-dry" />{' '}
        <Text span size="sm" c="dimmed" fw={400}>
          {shipments.dryMass}
        </Text>
      </Text>
      {loads.length === 0 ? (
        <Text c="dimmed">{shipments.loadEmpty}</Text>
      ) : (
        <>
          <Sums title={shipments.byMaterial}>
            {sums.byMaterial.map(({ key, kg }) => (
              <Row key={key} name={nameOf({ stream: key, product: key })} kg={kg} />
            ))}
          </Sums>
          <Sums title={shipments.byElement}>
            {sums.byElement.map(({ key, kg }) => (
              <Row key={key} name={key} kg={kg} colour={ELEMENT_COLOURS[key] ?? 'gray'} />
            ))}
            {sums.withoutAssayKg > 0 && <Row name={shipments.withoutAssay} kg={sums.withoutAssayKg} />}
          </Sums>
        </>
      )}
    </Section>
  );
}

function Sums({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600} c="dimmed">
        {title}
      </Text>
      {children}
    </Stack>
  );
}

function Row({
  name,
  kg,
  colour,
}: {
  readonly name: string;
  readonly kg: number;
  readonly colour?: string;
}): ReactElement {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Group gap="xs" wrap="nowrap" miw={0}>
        {colour && <Box w={12} h={12} bg={colour} style={{ flex: 'none', borderRadius: 3 }} aria-hidden />}
        <Text size="sm">{name}</Text>
      </Group>
      <Text size="sm" fw={600}>
        <Mass kg={kg} data-figure={`load-${name}`} />
      </Text>
    </Group>
  );
}

/** The load in one line: how many batches, their dry mass and the kilograms of each element. */
export function useLoadSummary(loads: readonly Load[]): string {
  const { shipments } = useMessages();
  const [unit] = useMassUnit();
  const locale = useLocale();
  if (loads.length === 0) return shipments.loadEmpty;
  const { batches, dryKg, byElement } = sumsOf(loads);
  const shown = (kg: number) => {
    const { value, unit: shownUnit } = shownMass(kg, unit, locale);
    return `${value} ${shownUnit}`;
  };
  const elements = byElement.map(({ key, kg }) => `${key} ${shown(kg)}`);
  return [shipments.batches(batches), shown(dryKg), ...elements].join(' · ');
}
