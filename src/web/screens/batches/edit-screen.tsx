import { Alert, Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { MOST_PIECES } from '../../../domain/measure/quantities.js';
import { ALLOYS } from '../../../domain/matter/catalogue.js';
import { useAttempt } from '../../api/attempt.js';
import { useCatalogue } from '../../data/catalogue.js';
import { api, faultOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { useBooked } from '../../parts/booked.js';
import { KgInput } from '../../units/kg-input.js';
import { ButtonLink } from '../../parts/links.js';
import { MomentInput } from '../../units/moment-input.js';
import { OvertakenNotice } from '../../parts/overtaken-notice.js';
import { Page } from '../../parts/page.js';
import { Section } from '../../parts/section.js';
import { Empty, Failure, Loaded } from '../../parts/states.js';
import { useZoneOf } from '../../data/sites.js';
import { CountInput, PctInput } from '../../units/amount-input.js';
import { useMassText } from '../../units/mass.js';
import { caughtUp } from '../../forms/touched.js';
import { useOvertaken } from '../../forms/use-overtaken.js';
import { useEditTexts } from './edit-texts.js';
import { editChangesOf, isFieldOpen, useIsEditable, editValuesOf, weighedOf, type EditValues } from './edit-values.js';
import type { ShownBatch } from './words.js';

/** Puts right what was typed wrong, as long as nothing is built on it. */
export function EditScreen(): ReactElement {
  const { id } = useParams({ from: '/batches/$id/edit' });
  const { batches } = useMessages();
  const isEditable = useIsEditable();
  const query = api.useQuery('get', '/api/v1/batches/{id}', { params: { path: { id } } });
  return (
    <Page title={batches.editTitle(query.data?.code ?? '')} lead={batches.editLead}>
      <Loaded query={query}>
        {(batch) =>
          isEditable(batch) ? (
            <EditForm key={batch.id} batch={batch} reread={query.refetch} />
          ) : (
            <Empty text={batches.notEditable} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** Where the name in the form is not that in the request. */
const POINTERS: Readonly<Partial<Record<keyof EditValues, string>>> = {
  answer: '/reclaimableInProcess',
  answerReason: '/reclaimableInProcess/reason',
};

interface EditFormProps {
  readonly batch: ShownBatch;
  readonly reread: () => Promise<{ readonly data?: ShownBatch | undefined }>;
}

function EditForm({ batch, reread }: EditFormProps): ReactElement {
  const { batches, shell } = useMessages();
  const navigate = useNavigate();
  const toBatch = () => void navigate({ to: '/batches/$id', params: { id: batch.id } });
  const booked = useBooked(toBatch);
  const { read, ifMatch, catchUp } = useOvertaken(batch, reread);
  const [began] = useState(batch);
  const before = editValuesOf(read);
  const textsOf = useEditTexts();
  const zone = useZoneOf()(batch.originSiteId);
  const form = useForm<EditValues>({ initialValues: before });
  const { header, onSettled } = useAttempt();
  const edit = api.useMutation('patch', '/api/v1/batches/{id}', {
    onSettled,
    onSuccess: () => booked(batches.edited),
    // What one has not touched is then shown as the others left it; what one has, is still there to be saved again.
    onError: async (error) => {
      const theirs = await catchUp(error);
      if (theirs) form.setValues(caughtUp(before, editValuesOf(theirs), form.getValues()));
    },
  });
  const changes = editChangesOf(before, form.values, zone);
  const isSame = Object.keys(changes).length === 0;
  const field = (name: keyof EditValues) => ({
    ...form.getInputProps(name, name === 'estimated' ? { type: 'checkbox' } : {}),
    error: faultOf(edit.error, POINTERS[name] ?? `/${name}`),
    disabled: !isFieldOpen(name.startsWith('answer') ? 'reclaimableInProcess' : name, read),
  });
  const places = Object.keys(form.values).map((name) => POINTERS[name as keyof EditValues] ?? `/${name}`);
  const faults = edit.error?.errors ?? [];
  const isAtFields = faults.length > 0 && faults.every(({ pointer }) => places.includes(pointer));
  const send = form.onSubmit(() =>
    edit.mutate({ params: { path: { id: batch.id }, header: { ...header, 'If-Match': ifMatch } }, body: changes }),
  );
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        {!isFieldOpen('code', read) && (
          <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden />}>
            {batches.onlyNote}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <WhatFields field={field} zone={zone} />
          <WeighingFields field={field} values={form.values} />
        </SimpleGrid>
        <OvertakenNotice
          was={textsOf(began)}
          is={textsOf(read)}
          typed={textsOf(read, form.values)}
          isRefused={edit.error?.code === 'stale-version'}
        />
        {edit.error && edit.error.code !== 'stale-version' && !isAtFields && <Failure error={edit.error} />}
        <Group justify="flex-end">
          {isSame && <Text c="dimmed">{batches.nothingChanged}</Text>}
          <ButtonLink variant="default" to="/batches/$id" params={{ id: batch.id }}>
            {shell.cancel}
          </ButtonLink>
          <Button type="submit" loading={edit.isPending} disabled={isSame}>
            {shell.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldsProps {
  readonly field: (name: keyof EditValues) => object;
}

function WhatFields({ field, zone }: FieldsProps & { readonly zone: string }): ReactElement {
  const { batches } = useMessages();
  const streams = useCatalogue()?.streams ?? [];
  const answers = (['yes', 'no'] as const).map((value) => ({ value, label: batches.answers[value] }));
  return (
    <Section title={batches.what}>
      <TextInput label={batches.code} required maxLength={60} {...field('code')} />
      <Select
        label={batches.stream}
        required
        searchable
        allowDeselect={false}
        data={streams.map(({ code, name }) => ({ value: code, label: name }))}
        {...field('stream')}
      />
      <MomentInput label={batches.occurredAt} zone={zone} {...field('occurredAt')} />
      <Select label={batches.alloy} required allowDeselect={false} data={[...ALLOYS]} {...field('alloy')} />
      <TextInput label={batches.grade} maxLength={60} {...field('grade')} />
      <Select label={batches.reclaimable} clearable data={answers} {...field('answer')} />
      <TextInput label={batches.whyReclaimable} maxLength={500} {...field('answerReason')} />
      <Textarea label={batches.note} autosize minRows={2} maxLength={2000} {...field('note')} />
    </Section>
  );
}

function WeighingFields({ field, values }: FieldsProps & { readonly values: EditValues }): ReactElement {
  const { batches, shell } = useMessages();
  const mass = useMassText();
  const weighed = weighedOf(values);
  return (
    <Section title={batches.weighing}>
      <Group grow align="flex-start">
        <KgInput label={batches.gross} required {...field('grossKg')} />
        <KgInput label={batches.tare} required {...field('tareKg')} />
      </Group>
      <Group grow align="flex-start">
        <PctInput label={batches.moisture} required {...field('moisturePct')} />
        <PctInput label={batches.oil} {...field('oilPct')} />
      </Group>
      <Text role="status" fw={600}>
        {weighed ? batches.wouldBe(mass(weighed.netKg), mass(weighed.dryKg)) : shell.unknown}
      </Text>
      <Checkbox size="md" label={batches.estimated} {...field('estimated')} />
      <CountInput label={batches.pieces} required min={1} max={MOST_PIECES} {...field('pieces')} />
      <TextInput label={batches.container} maxLength={60} {...field('containerId')} />
    </Section>
  );
}
