import { Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf, type Schemas } from '../../api/client.js';
import { useCatalogue } from '../../data/catalogue.js';
import { useZoneOf } from '../../data/sites.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { errorsIn } from '../../forms/errors-in.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { AddRow, RemoveRow } from '../../parts/list-rows.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import { KgInput } from '../../units/kg-input.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useMessages } from './texts.js';

interface LossValues {
  readonly occurredAt: string;
  readonly lines: { readonly element: string; readonly kg: TypedAmount }[];
  readonly basis: Schemas['NewProcessLoss']['basis'];
  readonly reason: string;
  readonly document: string;
}

const BASES = ['measured', 'estimated'] as const;
const emptyLost = () => ({ element: '', kg: '' as TypedAmount });

interface LossFormProps {
  readonly siteId: string;
  readonly close: () => void;
}

/** Books what left production otherwise: deposits in furnaces, vapour, effluent. */
export function LossForm(props: LossFormProps): ReactElement {
  return (
    <DraftPlace<LossValues>
      name="process-loss"
      isBegun={isLossBegun}
      describe={({ reason, document }) => [reason, document].filter(Boolean).join(' · ')}
      isWindow
    >
      <LossEntry {...props} />
    </DraftPlace>
  );
}

/** Whether anything has been typed that would be lost. */
function isLossBegun({ lines, reason, document }: LossValues): boolean {
  return reason !== '' || document !== '' || lines.some(({ element, kg }) => element !== '' || kg !== '');
}

function lossBody({ occurredAt, lines, ...rest }: LossValues, siteId: string, zone: string): Schemas['NewProcessLoss'] {
  return {
    ...rest,
    siteId,
    occurredAt: sentMoment(occurredAt, zone),
    // What is missing is the service's to find fault with.
    lines: lines.map(({ element, kg }) => ({ element, kg: sentNumber(kg) as number })),
  };
}

function LossEntry({ siteId, close }: LossFormProps): ReactElement {
  const { losses } = useMessages();
  const booked = useBooked(close);
  const zone = useZoneOf()(siteId);
  const draft = useDraft<LossValues>('process-loss');
  const form = useForm<LossValues>({
    onValuesChange: draft.keep,
    initialValues: draft.kept ?? {
      occurredAt: momentNow(),
      lines: [emptyLost()],
      basis: 'measured',
      reason: '',
      document: '',
    },
  });
  const { header, onSettled } = useAttempt(draft.id);
  const loss = api.useMutation('post', '/api/v1/process-losses', {
    onSettled,
    onError: (error) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: () => {
      draft.forget();
      return booked(losses.booked);
    },
  });
  const catalogue = useCatalogue();
  const elements = [...new Set((catalogue?.entries ?? []).map(({ element }) => element))];
  return (
    <ActModal
      title={losses.enter}
      onClose={close}
      onSubmit={form.onSubmit((values) => loss.mutate({ params: { header }, body: lossBody(values, siteId, zone) }))}
      isBusy={loss.isPending}
      problem={loss.error ? problemOf(loss.error) : null}
      fields={['/occurredAt', '/lines/', '/basis', '/reason', '/document']}
      submit={losses.enter}
    >
      <OfferedDrafts />
      <MomentInput label={losses.when} zone={zone} {...form.getInputProps('occurredAt')} />
      <Stack gap="xs" role="group" aria-label={losses.elements}>
        <Text size="sm" fw={500}>
          {losses.elements}
        </Text>
        {form.values.lines.map((_, index) => (
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
            <Select
              aria-label={losses.element(index + 1)}
              placeholder={losses.elementPlaceholder}
              searchable
              selectFirstOptionOnChange
              allowDeselect={false}
              flex={1}
              data={elements}
              {...form.getInputProps(`lines.${index}.element`)}
            />
            <KgInput aria-label={losses.mass(index + 1)} flex={1} {...form.getInputProps(`lines.${index}.kg`)} />
            <RemoveRow label={losses.remove(index + 1)} onClick={() => form.removeListItem('lines', index)} />
          </Group>
        ))}
        <AddRow text={losses.add} onClick={() => form.insertListItem('lines', emptyLost())} />
      </Stack>
      <SegmentedControl
        aria-label={losses.basis}
        size="md"
        data={BASES.map((value) => ({ value, label: losses.bases[value] }))}
        {...form.getInputProps('basis')}
      />
      <Textarea
        label={losses.reason}
        withAsterisk
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
      <TextInput
        label={losses.document}
        description={losses.documentNote}
        withAsterisk
        maxLength={200}
        {...form.getInputProps('document')}
      />
    </ActModal>
  );
}
