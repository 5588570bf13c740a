import { Checkbox, Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '../../api/client.js';
import { useMaterial } from '../../api/catalogue.js';
import { useMessages } from '../../i18n/index.js';
import { KgInput } from '../../parts/kg-input.js';
import { Section } from '../../parts/section.js';
import { Empty } from '../../parts/states.js';
import { Mass } from '../../units/mass.js';
import { inForce } from './balance.js';
import type { RunForm } from './use-run-form.js';

interface RunInputsProps {
  readonly form: RunForm;
  readonly stock: readonly Schemas['BatchAnswer'][];
}

/** The batches in stock at the site: which are drawn, and how much of each. */
export function RunInputs({ form, stock }: RunInputsProps): ReactElement {
  const { runs } = useMessages();
  const { inputs } = form.values;
  const toggle = (batchId: string): void => {
    const at = inputs.findIndex((input) => input.batchId === batchId);
    if (at >= 0) form.removeListItem('inputs', at);
    else form.insertListItem('inputs', { batchId, dryKg: '' });
  };
  return (
    <Section title={runs.inputs} note={runs.inputsNote}>
      {stock.length === 0 && <Empty text={runs.noStock} />}
      {stock.map((batch) => {
        const at = inputs.findIndex(({ batchId }) => batchId === batch.id);
        const code = batch.code ?? '';
        return (
          <Group key={batch.id} gap="md" mih={52} align="center">
            <Checkbox
              size="md"
              flex="1 1 280px"
              checked={at >= 0}
              onChange={() => toggle(batch.id)}
              aria-label={runs.draw(code)}
              label={<InputLabel batch={batch} />}
            />
            {at >= 0 && (
              <KgInput
                aria-label={runs.drawnDry(code)}
                placeholder={runs.all}
                w={180}
                max={batch.remainingDryKg ?? undefined}
                clampBehavior="blur"
                {...form.getInputProps(`inputs.${at}.dryKg`)}
                error={form.errors[`inputs.${at}.dryKg`] ?? form.errors[`inputs.${at}.batchId`]}
              />
            )}
          </Group>
        );
      })}
      {form.errors['inputs'] && (
        <Text c="var(--mantine-color-error)" role="alert">
          {form.errors['inputs']}
        </Text>
      )}
    </Section>
  );
}

function InputLabel({ batch }: { readonly batch: Schemas['BatchAnswer'] }): ReactElement {
  const { runs } = useMessages();
  const material = useMaterial();
  return (
    <Stack gap={0}>
      <Text fw={600}>{batch.code}</Text>
      <Text size="sm" c="dimmed">
        {material(batch)} · {runs.left} <Mass kg={batch.remainingDryKg} />
        {inForce(batch) ? '' : ` · ${runs.noAssay}`}
      </Text>
    </Stack>
  );
}
