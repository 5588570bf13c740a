import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf, problemOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { DifferenceBar } from '../../parts/difference-bar.js';
import { useMissed } from '../../parts/booked.js';
import { KgInput } from '../../units/kg-input.js';
import { Failure } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import { Mass } from '../../units/mass.js';
import { useMay, useRefresh, useSides, type Line, type ShownShipment } from './shipment-data.js';

/** The batches on whose weight both sides still have to agree. */
export function Disputes({ shipment }: { readonly shipment: ShownShipment }): ReactElement | null {
  const { shipments } = useMessages();
  if (shipment.status !== 'in-dispute') return null;
  return (
    <Stack gap="md" component="section" aria-label={shipments.dispute}>
      <Stack gap={4}>
        <Title order={2} size="h4">
          {shipments.dispute}
        </Title>
        <Text c="dimmed">{shipments.disputeLead}</Text>
      </Stack>
      {shipment.lines
        .filter(({ settled }) => !settled)
        .map((line) => (
          <Dispute key={line.batchId} shipment={shipment} line={line} />
        ))}
    </Stack>
  );
}

function Dispute({ shipment, line }: { readonly shipment: ShownShipment; readonly line: Line }): ReactElement {
  const { shipments } = useMessages();
  const may = useMay(shipment);
  const { isSender } = useSides(shipment);
  const { code, flag, announcedDryKg, receivedDryKg, differenceDryKg, senderNamedDryKg, receiverNamedDryKg } = line;
  const named = (kg: number | null) => (kg === null ? shipments.nothingNamed : <Mass kg={kg} exact />);
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={3} size="h5">
            {code}
          </Title>
          {flag && <StatusTag status={flag} />}
        </Group>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
          <Side name={shipments.senderSays}>
            <Mass kg={announcedDryKg} exact />
          </Side>
          <Side name={shipments.receiverSays}>
            <Mass kg={receivedDryKg} exact />
          </Side>
          <Side name={shipments.senderNamed}>{named(senderNamedDryKg)}</Side>
          <Side name={shipments.receiverNamed}>{named(receiverNamedDryKg)}</Side>
        </SimpleGrid>
        {differenceDryKg !== null && (
          <Group>
            <DifferenceBar
              differenceKg={differenceDryKg}
              announcedKg={announcedDryKg}
              tolerancePct={null}
              flag={flag}
            />
          </Group>
        )}
        {may('settle') && <NameFigure shipmentId={shipment.id} line={line} isSender={isSender} />}
      </Stack>
    </Paper>
  );
}

function Side({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fw={700} size="lg">
        {children}
      </Text>
    </Stack>
  );
}

interface NameFigureProps {
  readonly shipmentId: string;
  readonly line: Line;
  readonly isSender: boolean;
}

/** Prefilled with what the other side has named, or else with what it says. */
function NameFigure({ shipmentId, line, isSender }: NameFigureProps): ReactElement {
  const { shipments } = useMessages();
  const { batchId, code, announcedDryKg, receivedDryKg, senderNamedDryKg, receiverNamedDryKg } = line;
  const otherNamed = isSender ? receiverNamedDryKg : senderNamedDryKg;
  const otherSays = otherNamed ?? (isSender ? receivedDryKg : announcedDryKg) ?? 0;
  const [typed, setTyped] = useState<TypedAmount | null>(null);
  const dryKg = typed ?? otherSays;
  const refresh = useRefresh();
  const { header, onSettled } = useAttempt();
  const settle = api.useMutation('post', '/api/v1/shipments/{id}/settlement', {
    onSettled,
    onSuccess: refresh,
    onError: useMissed(),
  });
  const problem = settle.error ? problemOf(settle.error) : null;
  const name = (event: FormEvent) => {
    event.preventDefault();
    const named = sentNumber(dryKg);
    if (named !== null)
      settle.mutate({ body: { lines: [{ batchId, dryKg: named }] }, params: { path: { id: shipmentId }, header } });
  };
  return (
    <form noValidate onSubmit={name}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <KgInput
            label={shipments.yourFigure(code)}
            value={dryKg}
            onChange={setTyped}
            error={faultOf(problem, '/lines/0/dryKg')}
            w={380}
          />
          <Button type="submit" loading={settle.isPending} disabled={dryKg === ''}>
            {shipments.nameFigure}
          </Button>
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite">
          {otherNamed !== null && dryKg === otherNamed ? shipments.settlesNow : shipments.waitsForOther}
        </Text>
        {problem && <Failure error={problem} />}
      </Stack>
    </form>
  );
}
