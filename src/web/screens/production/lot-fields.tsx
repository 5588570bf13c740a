import { SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { useCatalogue } from '../../data/catalogue.js';
import { CompositionLines } from '../../forms/composition-lines.js';
import type { LotValues } from './lot-values.js';
import { useMessages } from './texts.js';

interface FieldsProps {
  readonly form: UseFormReturnType<LotValues>;
}

/** Who sent magnets back, and of used ones what shows that they had been in use. */
export function ReturnFields({ form, isUsed }: FieldsProps & { readonly isUsed: boolean }): ReactElement {
  const { magnets } = useMessages();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput label={magnets.customer} withAsterisk {...form.getInputProps('returnedFrom.customer')} />
      {isUsed && (
        <TextInput
          label={magnets.evidence}
          description={magnets.evidenceNote}
          {...form.getInputProps('returnedFrom.evidence')}
        />
      )}
    </SimpleGrid>
  );
}

/** What a laboratory found in the lot itself. */
export function LotAssayFields({ form }: FieldsProps): ReactElement {
  const { magnets } = useMessages();
  const catalogue = useCatalogue();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={magnets.laboratory} withAsterisk {...form.getInputProps('assay.laboratory')} />
        <TextInput label={magnets.method} withAsterisk {...form.getInputProps('assay.method')} />
      </SimpleGrid>
      <CompositionLines
        withUncertainty
        lines={form.values.assay.composition}
        catalogue={catalogue}
        error={form.errors['assay.composition']}
        onChange={(lines) => form.setFieldValue('assay.composition', lines)}
      />
    </>
  );
}
