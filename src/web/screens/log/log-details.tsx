import { Checkbox, Grid, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { MOST_PIECES } from '../../../domain/measure/quantities.js';
import { ALLOYS, type Catalogue } from '../../../domain/matter/catalogue.js';
import { useMessages } from './texts.js';
import { CountInput } from '../../units/amount-input.js';
import { MomentInput } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { AssayLines } from './assay-lines.js';
import { fieldId, type LogFormState } from './use-log-form.js';

interface LogDetailsProps {
  readonly form: LogFormState;
  readonly catalogue: Catalogue;
}

/** What most batches do without, or what goes without saying. */
export function LogDetails({ form, catalogue }: LogDetailsProps): ReactElement {
  const { log } = useMessages();
  const zone = useZoneOf()(form.values.siteId);
  const half = { base: 12, xs: 6, lg: 4 };
  return (
    <Stack gap="lg">
      <Grid gap="md">
        <Grid.Col span={half}>
          <TextInput
            label={log.container}
            maxLength={60}
            id={fieldId('containerId')}
            {...form.getInputProps('containerId')}
          />
        </Grid.Col>
        <Grid.Col span={half}>
          <CountInput
            label={log.pieces}
            placeholder="1"
            min={1}
            max={MOST_PIECES}
            id={fieldId('pieces')}
            {...form.getInputProps('pieces')}
          />
        </Grid.Col>
        <Grid.Col span={half}>
          <MomentInput
            label={log.when}
            zone={zone}
            required={false}
            description={log.whenHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            id={fieldId('when')}
            {...form.getInputProps('when')}
          />
        </Grid.Col>
        <Grid.Col span={half}>
          <Select
            label={log.alloy}
            data={[...ALLOYS]}
            allowDeselect={false}
            id={fieldId('alloy')}
            {...form.getInputProps('alloy')}
          />
        </Grid.Col>
        <Grid.Col span={half}>
          <TextInput label={log.grade} maxLength={60} id={fieldId('grade')} {...form.getInputProps('grade')} />
        </Grid.Col>
        <Grid.Col span={12}>
          <Textarea
            label={log.note}
            maxLength={2000}
            autosize
            minRows={1}
            id={fieldId('note')}
            {...form.getInputProps('note')}
          />
        </Grid.Col>
        <Grid.Col span={12}>
          <Checkbox
            size="md"
            label={log.estimated}
            id={fieldId('estimated')}
            {...form.getInputProps('estimated', { type: 'checkbox' })}
          />
        </Grid.Col>
      </Grid>
      <Reclaimable form={form} catalogue={catalogue} />
      <AssayLines form={form} catalogue={catalogue} />
    </Stack>
  );
}

/** The plant's own answer for this batch; without one it takes that of its stream. */
function Reclaimable({ form, catalogue }: LogDetailsProps): ReactElement {
  const { log } = useMessages();
  const { reclaimable, reason, stream } = form.values;
  const usual = catalogue.stream(stream)?.reclaimableInProcess;
  const answers = { yes: log.yes, no: log.no };
  const answer = (chosen: string): void => {
    const own = chosen === 'yes' || chosen === 'no' ? chosen : '';
    const isUsual = own !== '' && own === usual?.answer && reason === '';
    form.setValues({ reclaimable: own, ...(isUsual ? { reason: usual.reason.slice(0, 500) } : {}) });
  };
  return (
    <Stack gap={6}>
      <Text fw={500}>{log.reclaimable}</Text>
      <Text size="sm" c="dimmed">
        {log.reclaimableHint}
      </Text>
      <Group>
        <SegmentedControl
          size="lg"
          aria-label={log.reclaimable}
          data={[
            { value: '', label: log.asStream(usual?.answer ? answers[usual.answer] : null) },
            { value: 'yes', label: log.yes },
            { value: 'no', label: log.no },
          ]}
          value={reclaimable}
          onChange={answer}
        />
      </Group>
      {reclaimable !== '' && (
        <Textarea
          label={log.reason}
          maxLength={500}
          autosize
          minRows={1}
          id={fieldId('reason')}
          {...form.getInputProps('reason')}
        />
      )}
    </Stack>
  );
}
