import { Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { ELEMENT_COLOURS } from './element-colours.js';
import { RARE_EARTHS } from '../../domain/matter/catalogue.js';
import { useMessages } from '../i18n/index.js';
import { Mass } from '../units/mass.js';
import type { Schemas } from '../api/client.js';

type Elements = Schemas['BatchAnswer']['elements'];

/** An element by its sign, with its colour beside it. */
export function ElementSign({ element }: { readonly element: string }): ReactElement {
  return (
    <Group component="span" gap={6} wrap="nowrap" display="inline-flex">
      <span
        aria-hidden
        style={{
          width: 10,
          height: 10,
          borderRadius: 5,
          flexShrink: 0,
          background: ELEMENT_COLOURS[element] ?? 'var(--mantine-color-gray-5)',
        }}
      />
      {element}
    </Group>
  );
}

/** Rare earths first, then by mass. */
export function elementsOf(elements: Elements): readonly (readonly [element: string, kg: number])[] {
  const rank = (element: string) => (RARE_EARTHS.has(element) ? 0 : 1);
  return Object.entries(elements)
    .map(([element, { kg }]) => [element, kg] as const)
    .sort(([a, aKg], [b, bKg]) => rank(a) - rank(b) || bKg - aKg);
}

const SHOWN = 2;

/** What is in a batch, in short; without an assay a dash. */
export function ElementsInShort({ elements }: { readonly elements: Elements }): ReactElement {
  const { books, shell } = useMessages();
  const all = elementsOf(elements);
  if (all.length === 0) return <>{shell.unknown}</>;
  return (
    <Group gap="xs" wrap="nowrap">
      {all.slice(0, SHOWN).map(([element, kg]) => (
        <Group key={element} gap={4} wrap="nowrap">
          <ElementSign element={element} />
          <Mass kg={kg} />
        </Group>
      ))}
      {all.length > SHOWN && (
        <Text component="span" inherit c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {books.more(all.length - SHOWN)}
        </Text>
      )}
    </Group>
  );
}
