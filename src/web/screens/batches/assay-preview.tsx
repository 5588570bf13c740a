import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { checkComposition, type GivenValue } from '../../../domain/matter/composition-check.js';
import { compositionWarnings, elementMassesMg } from '../../../domain/matter/composition.js';
import { kgToMg, mgToKg } from '../../../domain/measure/quantities.js';
import { useCatalogue } from '../../data/catalogue.js';
import { useMessages } from './texts.js';
import { Mass } from '../../units/mass.js';
import { useWarningText } from '../../parts/warning-text.js';
import { ElementSign } from '../../parts/element-list.js';
import type { ShownBatch } from './words.js';

interface AssayPreviewProps {
  readonly batch: ShownBatch;
  readonly composition: Readonly<Record<string, GivenValue>>;
}

/** What the service would book of a composition, and what it would warn of, computed as it does. */
export function AssayPreview({ batch, composition }: AssayPreviewProps): ReactElement | null {
  const { batches, shell } = useMessages();
  const catalogue = useCatalogue();
  const text = useWarningText();
  if (!catalogue || Object.keys(composition).length === 0) return null;
  const { compositionPpm: ppm } = checkComposition(composition, catalogue, '');
  const masses = [...elementMassesMg(kgToMg(batch.dryKg), ppm, catalogue)];
  const warnings = compositionWarnings(ppm, contextOf(batch, catalogue));
  return (
    <Stack gap="sm" role="status">
      <Text size="sm" c="dimmed">
        {batches.wouldHold}
      </Text>
      <Group gap="md">
        {masses.map(([element, massMg]) => (
          <Group key={element} gap={6} fw={600}>
            <ElementSign element={element} />
            <Mass kg={mgToKg(massMg)} />
          </Group>
        ))}
      </Group>
      {warnings.length > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          <Text size="sm" fw={600}>
            {shell.looksOdd}
          </Text>
          {warnings.map((warning) => (
            <Text key={warning.code + warning.message} size="sm">
              {text(warning)}
            </Text>
          ))}
        </Alert>
      )}
    </Stack>
  );
}

function contextOf({ alloy, stream, product }: ShownBatch, catalogue: Catalogue) {
  return {
    catalogue,
    alloy: alloy ?? undefined,
    stream: stream ? catalogue.stream(stream) : undefined,
    product: product ? catalogue.product(product) : undefined,
  };
}
