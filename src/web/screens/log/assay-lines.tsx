import { Grid, Stack, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { useMessages } from './texts.js';
import { CompositionLines } from '../../forms/composition-lines.js';
import { fieldId, type LogFormState } from './use-log-form.js';

interface AssayLinesProps {
  readonly form: LogFormState;
  readonly catalogue: Catalogue;
}

/** A composition: an element or an oxide and its percent, line by line. */
export function AssayLines({ form, catalogue }: AssayLinesProps): ReactElement {
  const { log } = useMessages();
  const { lines } = form.values;
  return (
    <Stack gap="sm">
      <CompositionLines
        lines={lines}
        catalogue={catalogue}
        onChange={(changed) => form.setFieldValue('lines', changed)}
        note={lines.length === 0 && log.noAssay}
        error={form.errors['lines']}
        addId={fieldId('lines')}
      />
      {lines.length > 0 && (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, xs: 6 }}>
            <TextInput
              label={log.laboratory}
              maxLength={200}
              id={fieldId('laboratory')}
              {...form.getInputProps('laboratory')}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, xs: 6 }}>
            <TextInput
              label={log.method}
              placeholder="ICP-OES"
              maxLength={60}
              id={fieldId('method')}
              {...form.getInputProps('method')}
            />
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}
