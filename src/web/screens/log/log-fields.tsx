import { Grid, Select, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { useMessages } from './texts.js';
import { KgInput } from '../../units/kg-input.js';
import type { Site } from '../../data/sites.js';
import { PctInput } from '../../units/amount-input.js';
import { chooseStream, fieldId, focusFirstOpen, type LogFormState } from './use-log-form.js';

interface LogFieldsProps {
  readonly form: LogFormState;
  readonly userId: string;
  readonly catalogue: Catalogue;
  readonly sites: readonly Site[];
  /** What is chosen here is the site one acts for everywhere. */
  readonly actAt: (siteId: string) => void;
}

/** What every batch needs: where, what, and what the scale says. */
export function LogFields({ form, userId, catalogue, sites, actAt }: LogFieldsProps): ReactElement {
  const { log, shell } = useMessages();
  // Once the list has closed the cursor goes where a figure is missing.
  const moveOn = (): void => void setTimeout(() => focusFirstOpen(form.getValues(), catalogue));
  const quarter = { base: 6, sm: 3 };
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Select
          label={shell.site}
          required
          withAsterisk={false}
          size="lg"
          allowDeselect={false}
          styles={{ input: { textOverflow: 'ellipsis' } }}
          data={sites.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
          id={fieldId('siteId')}
          {...form.getInputProps('siteId')}
          onChange={(siteId: string | null) => {
            form.setFieldValue('siteId', siteId ?? '');
            if (siteId && form.getValues().mends === null) actAt(siteId);
            moveOn();
          }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <Select
          label={log.stream}
          required
          withAsterisk={false}
          size="lg"
          allowDeselect={false}
          searchable
          openOnFocus={false}
          selectFirstOptionOnChange
          data={catalogue.streams.map(({ code, name }) => ({ value: code, label: name }))}
          id={fieldId('stream')}
          {...form.getInputProps('stream')}
          onChange={(stream: string | null) => {
            chooseStream(form, userId, catalogue, stream ?? '');
            moveOn();
          }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 3 }}>
        <TextInput
          label={log.code}
          placeholder={log.codePlaceholder}
          size="lg"
          maxLength={60}
          autoComplete="off"
          id={fieldId('code')}
          {...form.getInputProps('code')}
        />
      </Grid.Col>
      <Grid.Col span={quarter}>
        <KgInput label={log.gross} size="lg" id={fieldId('gross')} {...form.getInputProps('gross')} />
      </Grid.Col>
      <Grid.Col span={quarter}>
        <KgInput label={log.tare} size="lg" id={fieldId('tare')} {...form.getInputProps('tare')} />
      </Grid.Col>
      <Grid.Col span={quarter}>
        <PctInput label={log.moisture} size="lg" id={fieldId('moisture')} {...form.getInputProps('moisture')} />
      </Grid.Col>
      <Grid.Col span={quarter}>
        <PctInput label={log.oil} size="lg" id={fieldId('oil')} {...form.getInputProps('oil')} />
      </Grid.Col>
    </Grid>
  );
}
