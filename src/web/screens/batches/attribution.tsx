import { Table } from '@mantine/core';
import type { ReactElement } from 'react';
import { useNames } from '../../api/names.js';
import { useMessages } from '../../i18n/index.js';
import { PathLink } from '../../parts/links.js';
import { Section } from '../../parts/section.js';
import { Mass } from '../../units/mass.js';
import { elementsOf, ElementSign } from './element-list.js';
import type { Batch } from './words.js';

/** Of a recycled batch: to which agreement and origin each of its elements traces. */
export function Attribution({ batch: { attribution = [], elements } }: { readonly batch: Batch }): ReactElement | null {
  const { batches, shell } = useMessages();
  const names = useNames();
  if (attribution.length === 0) return null;
  const shown = elementsOf(elements).map(([element]) => element);
  return (
    <Section title={batches.attribution} note={batches.attributed}>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Caption className="visually-hidden">{batches.attribution}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{batches.agreement}</Table.Th>
              <Table.Th>{batches.origin}</Table.Th>
              <Table.Th ta="right">{batches.dry}</Table.Th>
              {shown.map((element) => (
                <Table.Th key={element} ta="right">
                  <ElementSign element={element} />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {attribution.map(({ agreementId, origin, dryKg, elements: own }) => (
              <Table.Tr key={`${agreementId} ${origin}`}>
                <Table.Td>
                  {agreementId ? (
                    <PathLink path={`/agreements/${agreementId}`}>
                      {names.agreement(agreementId) ?? batches.open}
                    </PathLink>
                  ) : (
                    batches.others
                  )}
                </Table.Td>
                <Table.Td>{batches.origins[origin] ?? shell.unknown}</Table.Td>
                <Table.Td ta="right">
                  <Mass kg={dryKg} />
                </Table.Td>
                {shown.map((element) => (
                  <Table.Td key={element} ta="right">
                    <Mass kg={own[element]?.kg} />
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
