import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ReversalForm } from '../../forms/reversal-form.js';
import { useSides, type ShownShipment } from './shipment-data.js';

type Entry = Schemas['EntryAnswer'];

/** Takes back the last entry on a shipment, for the party that booked it; a settlement is either side's to take back. */
export function ShipmentReversal({ shipment }: { readonly shipment: ShownShipment }): ReactElement | null {
  const { party } = useMe();
  const { sends, receives } = useSides(shipment);
  const { entryId } = shipment;
  const entry = api.useQuery(
    'get',
    '/api/v1/entries/{id}',
    { params: { path: { id: entryId ?? '' } } },
    { enabled: entryId !== null && (sends || receives) },
  );
  if (!entry.data || entry.data.id !== entryId || entry.data.reversedById !== null) return null;
  if (entry.data.partyId !== party?.id && entry.data.kind !== 'settled') return null;
  return <TakeBack key={entryId} entry={entry.data} />;
}

function TakeBack({ entry: { id, kind } }: { readonly entry: Entry }): ReactElement | null {
  const { shipments } = useMessages();
  const [opened, { open, close }] = useDisclosure(false);
  const words = {
    dispatched: shipments.undoDispatch,
    received: shipments.undoReceipt,
    settled: shipments.undoSettlement,
  };
  if (!(kind in words)) return null;
  const word = words[kind as keyof typeof words];
  return (
    <Group className="no-print">
      <Button variant="default" leftSection={<IconArrowBackUp size={20} aria-hidden />} onClick={open}>
        {word}
      </Button>
      {opened && (
        <ReversalForm entryId={id} title={word} submit={word} onClose={close}>
          <Text>{kind === 'settled' ? shipments.undoBoth : shipments.undoMeaning}</Text>
        </ReversalForm>
      )}
    </Group>
  );
}
