import { Button, Divider, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { useMessages } from './texts.js';
import { AddRow } from '../../parts/list-rows.js';
import { CompositionLines } from '../../forms/composition-lines.js';
import { KgInput } from '../../units/kg-input.js';
import { Section } from '../../parts/section.js';
import { PctInput } from '../../units/amount-input.js';
import type { RunForm } from './use-run-form.js';
import { emptyOutput } from './values.js';

interface RunOutputsProps {
  readonly form: RunForm;
  readonly catalogue: Catalogue;
}

/** What came out, each with its assay. */
export function RunOutputs({ form, catalogue }: RunOutputsProps): ReactElement {
  const { runs } = useMessages();
  return (
    <Section title={runs.outputs}>
      {form.values.outputs.map((output, index) => (
        <Stack key={index} gap="sm" role="group" aria-label={`${runs.product} ${index + 1}`}>
          {index > 0 && <Divider />}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Select
              label={runs.product}
              searchable
              withAsterisk
              data={catalogue.products.map(({ code, name }) => ({
                value: code,
                label: name === code ? code : `${code}: ${name}`,
              }))}
              {...form.getInputProps(`outputs.${index}.product`)}
              value={output.product || null}
              onChange={(code: string | null) => form.setFieldValue(`outputs.${index}.product`, code ?? '')}
            />
            <TextInput
              label={runs.outputCode}
              placeholder={runs.codeNote}
              {...form.getInputProps(`outputs.${index}.code`)}
            />
            <KgInput label={runs.net} withAsterisk {...form.getInputProps(`outputs.${index}.netKg`)} />
            <PctInput label={runs.moisture} placeholder="0 %" {...form.getInputProps(`outputs.${index}.moisturePct`)} />
            <TextInput
              label={runs.laboratory}
              withAsterisk
              {...form.getInputProps(`outputs.${index}.assay.laboratory`)}
            />
            <TextInput label={runs.method} withAsterisk {...form.getInputProps(`outputs.${index}.assay.method`)} />
          </SimpleGrid>
          <CompositionLines
            of={output.product || `${runs.product} ${index + 1}`}
            lines={output.assay.composition}
            catalogue={catalogue}
            error={form.errors[`outputs.${index}.assay.composition`]}
            onChange={(lines) => form.setFieldValue(`outputs.${index}.assay.composition`, lines)}
          />
          {form.values.outputs.length > 1 && (
            <Group>
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconTrash size={18} aria-hidden />}
                onClick={() => form.removeListItem('outputs', index)}
              >
                {runs.remove(output.product || `${runs.product} ${index + 1}`)}
              </Button>
            </Group>
          )}
        </Stack>
      ))}
      {form.errors['outputs'] && (
        <Text c="var(--mantine-color-error)" role="alert" data-fault>
          {form.errors['outputs']}
        </Text>
      )}
      <AddRow text={runs.addOutput} onClick={() => form.insertListItem('outputs', emptyOutput())} />
    </Section>
  );
}
