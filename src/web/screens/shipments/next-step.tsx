import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf, problemOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useMissed } from '../../parts/booked.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { useMay, useRefresh, useSides, type ShownShipment } from './shipment-data.js';
import { useSiteNames } from './sites.js';

interface NextStepProps {
  readonly shipment: ShownShipment;
  readonly confirmWithinDays: number | null;
}

/** Who does what next, with the button for it where it is oneself. */
export function NextStep({ shipment, confirmWithinDays }: NextStepProps): ReactElement {
  const { shipments } = useMessages();
  const { id, status } = shipment;
  const may = useMay(shipment);
  const sentence = useSentence(shipment, confirmWithinDays);
  const mayAct = (['dispatch', 'receive', 'edit', 'cancel'] as const).some(may);
  return (
    <Alert
      color={status === 'in-dispute' ? 'orange' : 'loop'}
      variant="default"
      icon={<IconArrowRight aria-hidden />}
      title={shipments.nextTitle}
    >
      <Stack gap="md">
        <Text>{sentence}</Text>
        {mayAct && (
          <Group gap="sm" className="no-print">
            {may('dispatch') && <Dispatch shipment={shipment} />}
            {may('receive') && (
              <Button component={Link} to={`/shipments/${id}/receive`}>
                {shipments.receive}
              </Button>
            )}
            {may('edit') && (
              <Button component={Link} to={`/shipments/${id}/edit`} variant="default">
                {shipments.edit}
              </Button>
            )}
            {may('cancel') && <Cancel shipment={shipment} />}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function useSentence(shipment: ShownShipment, days: number | null): string {
  const { shipments } = useMessages();
  const siteName = useSiteNames();
  const { isSender, isReceiver } = useSides(shipment);
  const { status, fromSiteId, toSiteId, lines } = shipment;
  if (status === 'planned') return shipments.nextSenderDispatches(siteName(fromSiteId));
  if (status === 'in-transit') {
    const site = siteName(toSiteId);
    return days === null ? shipments.nextReceiver(site) : shipments.nextReceiverWithin(site, days);
  }
  if (status === 'settled') return shipments.nextSettled;
  if (status === 'cancelled') return shipments.nextCancelled;
  if (!isSender && !isReceiver) return shipments.nextDispute;
  const open = lines.filter(({ settled }) => !settled);
  const mine = open.every((line) => (isSender ? line.senderNamedDryKg : line.receiverNamedDryKg) !== null);
  return mine ? shipments.nextDisputeOther : shipments.nextDisputeYou;
}

/** Books that it has left. */
function Dispatch({ shipment: { id, code, fromSiteId } }: { readonly shipment: ShownShipment }): ReactElement {
  const { shipments } = useMessages();
  const [opened, { open, close }] = useDisclosure(false);
  const [when, setWhen] = useState('');
  const [seal, setSeal] = useState('');
  const zone = useZoneOf()(fromSiteId);
  const refresh = useRefresh();
  const { header, onSettled } = useAttempt();
  const dispatch = api.useMutation('post', '/api/v1/shipments/{id}/dispatch', {
    onSettled,
    onError: useMissed(close),
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  const problem = dispatch.error ? problemOf(dispatch.error) : null;
  const begin = () => {
    setWhen(momentNow());
    open();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { occurredAt: sentMoment(when, zone), ...(seal.trim() === '' ? {} : { seal: seal.trim() }) };
    dispatch.mutate({ body, params: { path: { id }, header } });
  };
  return (
    <>
      <Button onClick={begin}>{shipments.dispatch}</Button>
      {opened && (
        <ActModal
          title={shipments.dispatchTitle(code)}
          onClose={close}
          onSubmit={submit}
          isBusy={dispatch.isPending}
          problem={problem}
          fields={['/occurredAt', '/seal']}
          submit={shipments.dispatch}
        >
          <Text>{shipments.dispatchMeaning}</Text>
          <MomentInput
            label={shipments.dispatchedWhen}
            zone={zone}
            value={when}
            onChange={setWhen}
            error={faultOf(problem, '/occurredAt')}
          />
          <TextInput
            label={shipments.seal}
            maxLength={100}
            value={seal}
            onChange={({ currentTarget }) => setSeal(currentTarget.value)}
            error={faultOf(problem, '/seal')}
          />
          {problem?.code === 'exclusivity-breach' && (
            <Anchor component={Link} to={`/shipments/${id}/edit`}>
              {shipments.edit}
            </Anchor>
          )}
        </ActModal>
      )}
    </>
  );
}

function Cancel({ shipment: { id } }: { readonly shipment: ShownShipment }): ReactElement {
  const { shipments } = useMessages();
  const [opened, { open, close }] = useDisclosure(false);
  const refresh = useRefresh();
  const { header, onSettled } = useAttempt();
  const cancel = api.useMutation('post', '/api/v1/shipments/{id}/cancellation', {
    onSettled,
    onError: useMissed(close),
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    cancel.mutate({ body: {}, params: { path: { id }, header } });
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {shipments.cancelShipment}
      </Button>
      {opened && (
        <ActModal
          title={shipments.cancelShipment}
          onClose={close}
          onSubmit={submit}
          isBusy={cancel.isPending}
          problem={cancel.error ? problemOf(cancel.error) : null}
          fields={[]}
          submit={shipments.cancelShipment}
        >
          <Text>{shipments.cancelQuestion}</Text>
        </ActModal>
      )}
    </>
  );
}
