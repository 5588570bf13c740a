import { Group, Stack, Table, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { Empty } from '../../parts/states.js';
import { Mass, Pct } from '../../units/mass.js';
import { elementsOf, ElementSign } from '../../parts/element-list.js';
import type { ShownBatch } from './words.js';

/** The three masses that matter, and under them those that they came from. */
export function BatchMasses({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { batches } = useMessages();
  const { grossKg, tareKg, netKg, dryKg, remainingDryKg, moisturePct, oilPct, estimated } = batch;
  const figures = [
    ['net', batches.net, netKg],
    ['dry', batches.dry, dryKg],
    ['left', batches.left, remainingDryKg],
  ] as const;
  const said: readonly (readonly [string, ReactNode])[] = [
    ...(grossKg === null ? [] : [[batches.gross, <Mass kg={grossKg} />] as const]),
    ...(tareKg === null ? [] : [[batches.tare, <Mass kg={tareKg} />] as const]),
    ...(moisturePct === null ? [] : [[batches.moisture, <Pct pct={moisturePct} />] as const]),
    ...(oilPct ? [[batches.oil, <Pct pct={oilPct} />] as const] : []),
  ];
  return (
    <Section title={batches.masses} aside={estimated && <Text c="dimmed">{batches.estimated}</Text>}>
      <Group grow align="flex-start">
        {figures.map(([name, title, kg]) => (
          <Stack key={name} gap={0}>
            <Text size="sm" c="dimmed">
              {title}
            </Text>
            <Text size="xl" fw={650} component="div">
              <Mass kg={kg} data-figure={name} />
            </Text>
          </Stack>
        ))}
      </Group>
      {said.length > 0 && (
        <Group gap="md">
          {said.map(([term, value]) => (
            <Text key={term} size="sm" c="dimmed" component="span">
              {term} {value}
            </Text>
          ))}
        </Group>
      )}
    </Section>
  );
}

/** Each element with its mass, rare earths first. Unknown where nobody has assayed it. */
export function BatchContents({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { elements, dryKg, code, remainingElements, remainingDryKg } = batch;
  const { batches } = useMessages();
  const rows = elementsOf(elements);
  // Of what has been drawn from a part is left, with less of each element.
  const isDrawn = remainingDryKg !== null && remainingDryKg > 0 && remainingDryKg !== dryKg;
  return (
    <Section
      title={batches.contents}
      note={rows.length > 0 && (code === null ? batches.shareKeys : batches.metalBasis)}
    >
      {rows.length === 0 ? (
        <Empty text={batches.noAssay} />
      ) : (
        <Table>
          <Table.Caption className="visually-hidden">{batches.contents}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{batches.element}</Table.Th>
              <Table.Th ta="right">{batches.mass}</Table.Th>
              {code !== null && <Table.Th ta="right">{batches.ofDry}</Table.Th>}
              {isDrawn && <Table.Th ta="right">{batches.left}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([element, kg]) => (
              <Table.Tr key={element}>
                <Table.Th scope="row">
                  <ElementSign element={element} />
                </Table.Th>
                <Table.Td ta="right">
                  <Mass kg={kg} data-figure={element} />
                </Table.Td>
                {code !== null && (
                  <Table.Td ta="right">
                    <Pct pct={dryKg > 0 ? (100 * kg) / dryKg : null} />
                  </Table.Td>
                )}
                {isDrawn && (
                  <Table.Td ta="right">
                    <Mass kg={remainingElements?.[element]?.kg} data-figure={`left-${element}`} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
