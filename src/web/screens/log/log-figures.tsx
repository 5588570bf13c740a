import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Warning } from '../../../domain/matter/composition.js';
import { mgToKg, type Mg } from '../../../domain/measure/quantities.js';
import { ELEMENT_COLOURS } from '../../parts/element-colours.js';
import { useMessages } from './texts.js';
import { Mass } from '../../units/mass.js';
import { useWarningText } from '../../parts/warning-text.js';
import type { Figures } from './figures.js';

/** What would be booked, moving while one types. */
export function LogFigures({ figures }: { readonly figures: Figures }): ReactElement {
  const { log } = useMessages();
  const { netMg, dryMg, elements, warnings } = figures;
  return (
    <Stack gap="sm" component="section" aria-label={log.figures}>
      <Group gap="xl" align="flex-end">
        <BigMass word={log.net} name="net" mg={netMg} />
        <BigMass word={log.dry} name="dry" mg={dryMg} />
        {elements && <Elements elements={elements} />}
      </Group>
      <LogWarnings warnings={warnings} />
    </Stack>
  );
}

function BigMass({ word, name, mg }: { readonly word: string; readonly name: string; readonly mg: Mg | null }) {
  return (
    <Stack gap={0} miw={110}>
      <Text size="sm" c="dimmed">
        {word}
      </Text>
      <Text fz={28} fw={650} lh={1.2} component="output" aria-live="off">
        <Mass kg={mg === null ? null : mgToKg(mg)} data-figure={name} />
      </Text>
    </Stack>
  );
}

function Elements({ elements }: { readonly elements: ReadonlyMap<string, Mg> }): ReactElement {
  const { log } = useMessages();
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {log.elements}
      </Text>
      <Group gap="md">
        {[...elements].map(([element, mg]) => (
          <Group key={element} gap={6} wrap="nowrap">
            <span
              aria-hidden
              style={{
                width: 10,
                height: 10,
                borderRadius: 3,
                background: ELEMENT_COLOURS[element] ?? 'var(--mantine-color-gray-5)',
              }}
            />
            <Text fw={600}>{element}</Text>
            <Mass kg={mgToKg(mg)} data-figure={element} />
          </Group>
        ))}
      </Group>
    </Stack>
  );
}

/** What looks odd. Nothing here keeps anything from being saved. */
export function LogWarnings({ warnings }: { readonly warnings: readonly Warning[] }): ReactElement | null {
  const { log } = useMessages();
  const text = useWarningText();
  if (warnings.length === 0) return null;
  return (
    <Stack gap={4} role="status" aria-label={log.looksOdd}>
      {warnings.map((warning) => (
        <Group key={`${warning.code}${warning.element ?? ''}`} gap="xs" wrap="nowrap" align="flex-start">
          <IconAlertTriangle
            size={20}
            aria-hidden
            color="var(--mantine-color-orange-filled)"
            style={{ flex: 'none' }}
          />
          <Text size="sm">{text(warning)}</Text>
        </Group>
      ))}
    </Stack>
  );
}
