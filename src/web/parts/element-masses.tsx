import { Group } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';
import { Mass } from '../units/mass.js';

/** The masses of elements in a line of a table; what was not assayed is a dash. */
export function ElementMasses({
  elements,
}: {
  readonly elements: Readonly<Record<string, { readonly kg: number }>>;
}): ReactElement {
  const { shell } = useMessages();
  const named = Object.entries(elements);
  if (named.length === 0) return <>{shell.unknown}</>;
  return (
    <Group gap="xs">
      {named.map(([element, { kg }]) => (
        <span key={element}>
          {element} <Mass kg={kg} />
        </span>
      ))}
    </Group>
  );
}
