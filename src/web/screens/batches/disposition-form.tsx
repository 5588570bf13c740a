import { Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { COUNT_KIND, DISPOSITION_KINDS, endsSo, needsReason } from '../../../domain/acts/dispositions.js';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { KgInput } from '../../units/kg-input.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { useExactMassText } from '../../units/mass.js';
import { DepartureFields } from './departure-fields.js';
import { dispositionOf, leavesAgreement, type DispositionValues } from './disposition-values.js';
import type { ShownBatch } from './words.js';

const NOTHING: Omit<DispositionValues, 'occurredAt'> = {
  kind: null,
  dryKg: '',
  carveOut: null,
  isBreach: false,
  breachReason: '',
  reason: '',
  destination: '',
};
const FIELDS = ['/kind', '/occurredAt', '/dryKg', '/carveOut', '/breach', '/reason', '/destination'];

interface DispositionFormProps {
  readonly batch: ShownBatch;
  readonly onClose: () => void;
}

/** Any other end of a batch than recycling, and what a count corrects. */
export function DispositionForm({ batch, onClose }: DispositionFormProps): ReactElement {
  const { batches } = useMessages();
  const [mass, booked] = [useExactMassText(), useBooked(onClose)];
  const { isGenerator } = useRights();
  const zone = useZoneOf()(batch.siteId);
  const form = useForm<DispositionValues>({ initialValues: { ...NOTHING, occurredAt: momentNow() } });
  const { header, onSettled } = useAttempt();
  const disposition = api.useMutation('post', '/api/v1/batches/{id}/dispositions', {
    onSettled,
    onSuccess: () => booked(batches.disposed),
  });
  const { kind } = form.values;
  const isCount = kind === COUNT_KIND;
  const left = mass(batch.remainingDryKg ?? 0);
  const field = (name: keyof DispositionValues) => ({
    ...form.getInputProps(name),
    error: faultOf(disposition.error, `/${name}`),
  });
  return (
    <ActModal
      title={batches.dispose}
      onClose={onClose}
      onSubmit={form.onSubmit((values) =>
        disposition.mutate({ params: { path: { id: batch.id }, header }, body: dispositionOf(values, batch, zone) }),
      )}
      isBusy={disposition.isPending}
      problem={disposition.error}
      fields={FIELDS}
    >
      <Select
        label={batches.disposition}
        required
        data-autofocus
        allowDeselect={false}
        data={DISPOSITION_KINDS.filter((value) => endsSo(batch.kind, value)).map((value) => ({
          value,
          label: batches.dispositions[value],
        }))}
        {...field('kind')}
      />
      <MomentInput label={batches.occurredAt} zone={zone} {...field('occurredAt')} />
      <KgInput
        label={isCount ? batches.counted : batches.amount}
        description={isCount ? batches.inBooks(left) : batches.allLeft(left)}
        required={isCount}
        {...field('dryKg')}
      />
      {isGenerator && leavesAgreement(kind, batch) && (
        <DepartureFields batch={batch} form={form} problem={disposition.error} />
      )}
      <Stack gap="md">
        {!isCount && <TextInput label={batches.destination} maxLength={200} {...field('destination')} />}
        <Textarea
          label={batches.reason}
          required={kind !== null && needsReason(kind)}
          autosize
          minRows={2}
          maxLength={500}
          {...field('reason')}
        />
      </Stack>
    </ActModal>
  );
}
