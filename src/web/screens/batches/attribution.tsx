import { Table, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useNames } from '../../data/names.js';
import { useMessages } from './texts.js';
import { PathLink } from '../../parts/links.js';
import { Section } from '../../parts/section.js';
import { Mass } from '../../units/mass.js';
import { elementsOf, ElementSign } from '../../parts/element-list.js';
import type { ShownBatch } from './words.js';

type Group = NonNullable<ShownBatch['attribution']>[number];

interface Row {
  readonly name: ReactNode;
  readonly kgOf: (group: Group) => number | undefined;
}

/**
 * Of a recycled batch: to which agreement, origin and country its dry mass and each of its elements traces. A row is of one of them,
 * shared by its own key: a group may have more of an element than it has of the dry mass.
 */
export function Attribution({
  batch: { attribution = [], elements },
}: {
  readonly batch: ShownBatch;
}): ReactElement | null {
  const { batches, shell, books } = useMessages();
  const names = useNames();
  if (attribution.length === 0) return null;
  const shown = elementsOf(elements).map(([element]) => element);
  const keyOf = ({ agreementId, origin, country }: Group) => `${agreementId} ${origin} ${country}`;
  // What is of no own agreement has no country that one is told.
  const countryOf = ({ agreementId, country }: Group) => (agreementId === null ? null : country);
  const rows: readonly Row[] = [
    { name: batches.dry, kgOf: ({ dryKg }) => dryKg },
    ...shown.map((element) => ({
      name: <ElementSign element={element} />,
      kgOf: ({ elements: own }: Group) => own[element]?.kg,
    })),
  ];
  return (
    <Section title={batches.attribution} note={`${batches.attributed} ${batches.attributedEach}`}>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Caption className="visually-hidden">{batches.attribution}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{batches.element}</Table.Th>
              {attribution.map((group) => (
                <Table.Th key={keyOf(group)} ta="right">
                  {group.agreementId ? (
                    <PathLink path={`/agreements/${group.agreementId}`}>
                      {names.agreement(group.agreementId) ?? batches.open}
                    </PathLink>
                  ) : (
                    batches.others
                  )}
                  <Text size="xs" c="dimmed">
                    {[books.origins[group.origin] ?? shell.unknown, countryOf(group)].filter(Boolean).join(' · ')}
                  </Text>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, kgOf }, index) => (
              <Table.Tr key={shown[index - 1] ?? 'dry'}>
                <Table.Th scope="row">{name}</Table.Th>
                {attribution.map((group) => (
                  <Table.Td key={keyOf(group)} ta="right">
                    <Mass kg={kgOf(group)} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
