import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf, type Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { KgInput } from '../../units/kg-input.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import { Mass } from '../../units/mass.js';
import { errorsIn } from '../../forms/errors-in.js';

interface ChargeFormProps {
  readonly batch: Schemas['BatchAnswer'];
  readonly siteId: string;
  readonly close: () => void;
}

/** Charges all or a part of a batch into magnet production. */
export function ChargeForm({ batch, siteId, close }: ChargeFormProps): ReactElement {
  const { feed } = useMessages();
  const code = batch.code ?? '';
  const booked = useBooked(close);
  const form = useForm<{ dryKg: TypedAmount; occurredAt: string }>({
    initialValues: { dryKg: '', occurredAt: momentNow() },
  });
  const zone = useZoneOf()(siteId);
  const { header, onSettled } = useAttempt();
  const charge = api.useMutation('post', '/api/v1/charges', {
    onSettled,
    onError: (error) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: () => booked(feed.charged(code)),
  });
  const submit = form.onSubmit((values) => {
    const dryKg = sentNumber(values.dryKg);
    const body = {
      siteId,
      batchId: batch.id,
      occurredAt: sentMoment(values.occurredAt, zone),
      ...(dryKg === null ? {} : { dryKg }),
    };
    charge.mutate({ body, params: { header } });
  });
  return (
    <ActModal
      title={feed.chargeOf(code)}
      onClose={close}
      onSubmit={submit}
      isBusy={charge.isPending}
      problem={charge.error ? problemOf(charge.error) : null}
      fields={['/dryKg', '/occurredAt']}
      submit={feed.charge}
    >
      <Text size="sm">
        {batch.product} · {feed.left} <Mass kg={batch.remainingDryKg} exact />
      </Text>
      <KgInput
        label={feed.chargeMass}
        description={feed.chargeNote}
        placeholder={feed.all}
        data-autofocus
        {...form.getInputProps('dryKg')}
      />
      <MomentInput label={feed.when} zone={zone} {...form.getInputProps('occurredAt')} />
    </ActModal>
  );
}
