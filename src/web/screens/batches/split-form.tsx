import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { kgToMg, mgToKg, minus, negative, type Mg } from '../../../domain/measure/quantities.js';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { KgInput } from '../../units/kg-input.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { CountInput } from '../../units/amount-input.js';
import { numberIn, sentNumber, type TypedAmount } from '../../units/amount.js';
import { useExactMassText } from '../../units/mass.js';
import type { ShownBatch } from './words.js';

interface Part {
  readonly code: string;
  readonly dryKg: TypedAmount;
  readonly pieces: TypedAmount;
}

const NO_PART: Part = { code: '', dryKg: '', pieces: '' };

interface SplitFormProps {
  readonly batch: ShownBatch;
  readonly onClose: () => void;
}

/** Splits parts off a batch; says while one types what stays. */
export function SplitForm({ batch, onClose }: SplitFormProps): ReactElement {
  const { batches } = useMessages();
  const [mass, booked] = [useExactMassText(), useBooked(onClose)];
  const form = useForm({ initialValues: { occurredAt: momentNow(), parts: [NO_PART] } });
  const { header, onSettled } = useAttempt();
  const zone = useZoneOf()(batch.siteId);
  const split = api.useMutation('post', '/api/v1/batches/{id}/splits', {
    onSettled,
    onSuccess: ({ parts }) => booked(batches.splitDone(parts.map(({ code }) => code).join(', '))),
  });
  const { parts } = form.values;
  const staysMg = parts.reduce<Mg>(
    (left, { dryKg }) => minus(left, kgToMg(numberIn(dryKg) ?? 0)),
    kgToMg(batch.remainingDryKg ?? 0),
  );
  const send = form.onSubmit(({ occurredAt }) =>
    split.mutate({
      params: { path: { id: batch.id }, header },
      body: {
        occurredAt: sentMoment(occurredAt, zone),
        parts: parts.map(({ code, dryKg, pieces }) => ({
          dryKg: sentNumber(dryKg) ?? 0,
          ...(pieces === '' ? {} : { pieces: sentNumber(pieces) ?? 0 }),
          ...(code.trim() && { code: code.trim() }),
        })),
      },
    }),
  );
  return (
    <ActModal
      title={batches.split}
      onClose={onClose}
      onSubmit={send}
      isBusy={split.isPending}
      problem={split.error}
      fields={['/occurredAt', '/parts/']}
    >
      <Text size="sm">{batches.splitLead}</Text>
      <MomentInput
        label={batches.occurredAt}
        zone={zone}
        {...form.getInputProps('occurredAt')}
        error={faultOf(split.error, '/occurredAt')}
      />
      {parts.map((_part, index) => (
        <Group key={index} role="group" aria-label={batches.part(index + 1)} align="flex-start" wrap="nowrap">
          <KgInput
            label={batches.ofLine(batches.amount, index + 1)}
            required
            flex={1}
            {...form.getInputProps(`parts.${index}.dryKg`)}
            error={faultOf(split.error, `/parts/${index}/dryKg`)}
          />
          {(batch.pieces ?? 1) > 1 && (
            <CountInput
              label={batches.ofLine(batches.pieces, index + 1)}
              w={110}
              {...form.getInputProps(`parts.${index}.pieces`)}
              error={faultOf(split.error, `/parts/${index}/pieces`)}
            />
          )}
          <TextInput
            label={batches.ofLine(batches.partCode, index + 1)}
            maxLength={60}
            flex={1}
            {...form.getInputProps(`parts.${index}.code`)}
            error={faultOf(split.error, `/parts/${index}/code`)}
          />
          {parts.length > 1 && (
            <ActionIcon
              mt={26}
              color="gray"
              aria-label={batches.removeRow(index + 1)}
              onClick={() => form.removeListItem('parts', index)}
            >
              <IconX size={20} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group justify="space-between">
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => form.insertListItem('parts', NO_PART)}
        >
          {batches.addRow}
        </Button>
        <Text role="status" fw={600} c={staysMg < 0 ? 'red' : undefined}>
          {staysMg < 0 ? batches.tooMuch(mass(mgToKg(negative(staysMg)))) : batches.stays(mass(mgToKg(staysMg)))}
        </Text>
      </Group>
    </ActModal>
  );
}
