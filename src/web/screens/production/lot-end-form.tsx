import { Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import {
  COUNT_KIND,
  DISPOSITION_KINDS,
  endsSo,
  needsReason,
  type DispositionKind,
} from '../../../domain/acts/dispositions.js';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { useZoneOf } from '../../data/sites.js';
import { errorsIn } from '../../forms/errors-in.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import { KgInput } from '../../units/kg-input.js';
import { Mass } from '../../units/mass.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import type { Lot } from './model.js';
import { useMessages } from './texts.js';

/** The ends that a lot of magnets can have, and what a count of it corrects. */
const ENDS = DISPOSITION_KINDS.filter((kind) => endsSo('magnet', kind));

interface EndValues {
  readonly kind: DispositionKind;
  readonly occurredAt: string;
  readonly dryKg: TypedAmount;
  readonly destination: string;
  readonly reason: string;
}

interface LotEndFormProps {
  readonly lot: Lot;
  readonly close: () => void;
}

/** What becomes of a lot, or of a part of it: delivered, or back into production. */
export function LotEndForm({ lot, close }: LotEndFormProps): ReactElement {
  const { magnets } = useMessages();
  const booked = useBooked(close);
  const zone = useZoneOf()(lot.siteId);
  const form = useForm<EndValues>({
    initialValues: { kind: 'delivered', occurredAt: momentNow(), dryKg: '', destination: '', reason: '' },
  });
  const { header, onSettled } = useAttempt();
  const act = api.useMutation('post', '/api/v1/batches/{id}/dispositions', {
    onSettled,
    onError: (error) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: () => booked(magnets.ended(lot.code)),
  });
  const { kind } = form.values;
  const isCount = kind === COUNT_KIND;
  return (
    <ActModal
      title={magnets.endOf(lot.code)}
      onClose={close}
      onSubmit={form.onSubmit(({ occurredAt, dryKg, destination, reason }) => {
        const mass = sentNumber(dryKg);
        act.mutate({
          params: { path: { id: lot.id }, header },
          body: {
            kind,
            occurredAt: sentMoment(occurredAt, zone),
            ...(mass !== null && { dryKg: mass }),
            ...(destination.trim() && !isCount && { destination: destination.trim() }),
            ...(reason.trim() && { reason: reason.trim() }),
          },
        });
      })}
      isBusy={act.isPending}
      problem={act.error ? problemOf(act.error) : null}
      fields={['/kind', '/occurredAt', '/dryKg', '/destination', '/reason']}
      submit={magnets.endWords[kind]}
    >
      <Text size="sm">
        {lot.grade} · {magnets.left} <Mass kg={lot.remainingDryKg} exact />
      </Text>
      <Select
        label={magnets.end}
        allowDeselect={false}
        data={ENDS.map((value) => ({ value, label: magnets.endWords[value] }))}
        {...form.getInputProps('kind')}
      />
      {kind === 'back-to-production' && <Text size="sm">{magnets.backNote}</Text>}
      <MomentInput label={magnets.when} zone={zone} {...form.getInputProps('occurredAt')} />
      <KgInput
        label={isCount ? magnets.counted : magnets.amount}
        description={isCount ? magnets.countedNote : magnets.amountNote}
        withAsterisk={isCount}
        {...form.getInputProps('dryKg')}
      />
      {!isCount && <TextInput label={magnets.destination} maxLength={200} {...form.getInputProps('destination')} />}
      <TextInput
        label={magnets.reason}
        withAsterisk={needsReason(kind)}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
    </ActModal>
  );
}
