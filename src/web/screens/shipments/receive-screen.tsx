import { Alert, Button, Group, Stack } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf, problemOf, type Problem } from '../../api/client.js';
import { useMessages } from '../../i18n/index.js';
import { useBooked } from '../../parts/booked.js';
import { useDraft } from '../../parts/draft.js';
import { LabelInput } from '../../parts/label-input.js';
import { readLabel } from '../../parts/label.js';
import { Page } from '../../parts/page.js';
import { Empty, Failure, Loaded } from '../../parts/states.js';
import { StickyBar } from '../../parts/sticky-bar.js';
import { instantOf, MomentInput, momentNow } from '../../parts/moment-input.js';
import {
  decisionOf,
  faultsOf,
  incomingOf,
  NOTHING_TYPED,
  receiptLine,
  termsFor,
  type Incoming,
  type LineDraft,
} from './receipt-figures.js';
import { ReceiveLine } from './receive-line.js';
import { useAgreementsById, useBatches, useShipment, useSides, type Shipment } from './shipment-data.js';
import { useSiteNames } from './sites.js';

/** The receiving clerk's screen: what was announced, what the scale says, and what follows from it. */
export function ReceiveScreen(): ReactElement {
  const { id } = useParams({ from: '/shipments/$id/receive' });
  const { shipments } = useMessages();
  const siteName = useSiteNames();
  const shipment = useShipment(id);
  const { data } = shipment;
  return (
    <Page
      title={shipments.receiveTitle(data?.code ?? '')}
      lead={data && shipments.receiveLead(siteName(data.fromSiteId))}
      actions={
        <Button component={Link} to={`/shipments/${id}`} variant="default">
          {shipments.toShipment}
        </Button>
      }
    >
      <Loaded query={shipment}>{(found) => <Arriving shipment={found} />}</Loaded>
    </Page>
  );
}

function Arriving({ shipment }: { readonly shipment: Shipment }): ReactElement {
  const { shipments } = useMessages();
  const { receives } = useSides(shipment);
  const batches = useBatches(shipment.lines.map(({ batchId }) => batchId));
  const ids = [shipment.agreementId, ...[...(batches.data?.values() ?? [])].map(({ agreementId }) => agreementId)];
  const agreements = useAgreementsById([...new Set(ids.filter((one) => one !== null))]);
  if (!receives || shipment.status !== 'in-transit') return <Empty text={shipments.notForReceipt} />;
  return (
    <Loaded query={batches}>
      {(byId) => (
        <Loaded query={agreements}>
          {(terms) => (
            <Receipt
              shipment={shipment}
              incoming={shipment.lines.flatMap((line) => {
                const batch = byId.get(line.batchId);
                return batch ? [incomingOf(line, batch, termsFor(shipment, batch, terms))] : [];
              })}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type Drafts = Readonly<Record<string, LineDraft>>;

interface ReceiptProps {
  readonly shipment: Shipment;
  readonly incoming: readonly Incoming[];
}

function Receipt({ shipment, incoming }: ReceiptProps): ReactElement {
  const { shipments } = useMessages();
  const draft = useDraft<Drafts>(`receipt-${shipment.id}`);
  const [drafts, setDrafts] = useState<Drafts>(draft.kept ?? {});
  const [when, setWhen] = useState(momentNow);
  const [isChecked, setChecked] = useState(false);
  const booking = useBooking(shipment.id, draft.forget);
  const { keep } = draft;
  const change = useCallback(
    (batchId: string, more: Partial<LineDraft>) =>
      setDrafts((now) => ({ ...now, [batchId]: { ...(now[batchId] ?? NOTHING_TYPED), ...more } })),
    [],
  );
  useEffect(() => keep(drafts), [keep, drafts]);
  const draftOf = ({ line }: Incoming) => drafts[line.batchId] ?? NOTHING_TYPED;
  const open = incoming.filter((one) => draftOf(one).grossKg === '' && draftOf(one).tareKg === '');
  const faulty = incoming.filter((one) => Object.keys(faultsOf(one, draftOf(one))).length > 0);
  const takeAnnounced = () => {
    for (const { line, grossKg, tareKg } of open) change(line.batchId, { grossKg, tareKg });
    document.getElementById('confirm-receipt')?.focus();
  };
  const confirm = () => {
    setChecked(true);
    const [first] = faulty;
    if (first) {
      goTo(first.line.batchId);
      return;
    }
    booking.book({
      occurredAt: instantOf(when),
      lines: incoming.map((one) => receiptLine(one.line.batchId, draftOf(one))),
    });
  };
  return (
    <Stack gap="lg">
      <Finder incoming={incoming} />
      <Group justify="space-between" align="flex-end">
        <MomentInput
          label={shipments.receivedWhen}
          value={when}
          onChange={({ currentTarget }) => setWhen(currentTarget.value)}
          error={faultOf(booking.problem, '/occurredAt')}
        />
        {open.length > 0 && (
          <Button variant="light" onClick={takeAnnounced}>
            {open.length === incoming.length ? shipments.allAsAnnounced : shipments.restAsAnnounced(open.length)}
          </Button>
        )}
      </Group>
      <Stack gap="md">
        {incoming.map((one, index) => (
          <ReceiveLine
            key={one.line.batchId}
            incoming={one}
            draft={draftOf(one)}
            onChange={change}
            isChecked={isChecked}
            faults={faultsAt(booking.problem, index)}
          />
        ))}
      </Stack>
      {booking.problem && <Failure error={booking.problem} />}
      <Bar incoming={incoming} draftOf={draftOf} faulty={isChecked ? faulty.length : 0}>
        <Button id="confirm-receipt" size="lg" onClick={confirm} loading={booking.isPending}>
          {shipments.confirm}
        </Button>
      </Bar>
    </Stack>
  );
}

function useBooking(id: string, forget: () => void) {
  const { shipments } = useMessages();
  const navigate = useNavigate();
  const booked = useBooked();
  const { header, onSettled } = useAttempt();
  const receipt = api.useMutation('post', '/api/v1/shipments/{id}/receipt', {
    onSettled,
    onSuccess: async () => {
      await navigate({ to: '/shipments/$id', params: { id } });
      forget();
      await booked(shipments.booked);
    },
  });
  return {
    problem: receipt.error ? problemOf(receipt.error) : null,
    isPending: receipt.isPending,
    book: (body: Parameters<typeof receipt.mutate>[0]['body']) =>
      receipt.mutate({ body, params: { path: { id }, header } }),
  };
}

/** What the service found fault with in one line, by field. */
function faultsAt(problem: Problem | null, index: number): Readonly<Record<string, string>> {
  const prefix = `/lines/${index}/`;
  const faults = (problem?.errors ?? []).filter(({ pointer }) => pointer.startsWith(prefix));
  return Object.fromEntries(faults.map(({ pointer, message }) => [pointer.slice(prefix.length), message]));
}

/** Brings a batch's fields to hand. */
function goTo(batchId: string): void {
  const field = document.getElementById(`gross-${batchId}`);
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

/** Jumps to the batch whose label was scanned or typed, here or before one came here. */
function Finder({ incoming }: { readonly incoming: readonly Incoming[] }): ReactElement {
  const { shipments } = useMessages();
  const { batch } = useSearch({ from: '/shipments/$id/receive' });
  const [missed, setMissed] = useState<string | null>(null);
  useEffect(() => {
    if (batch !== undefined) goTo(batch);
  }, [batch]);
  const find = (text: string) => {
    const label = readLabel(text);
    const wanted = label.kind === 'code' ? label.code.toLowerCase() : label.id;
    const found = incoming.find(({ line }) => line.batchId === wanted || line.code.toLowerCase() === wanted);
    setMissed(found ? null : text.trim());
    if (found) goTo(found.line.batchId);
  };
  return (
    <LabelInput
      label={shipments.findBatch}
      go={shipments.goTo}
      onText={find}
      error={missed === null ? undefined : shipments.notInShipment(missed)}
    />
  );
}

interface BarProps {
  readonly incoming: readonly Incoming[];
  readonly draftOf: (incoming: Incoming) => LineDraft;
  readonly faulty: number;
  readonly children: ReactElement;
}

/** How far one has come and what would be booked, always in sight. */
function Bar({ incoming, draftOf, faulty, children }: BarProps): ReactElement {
  const { shipments } = useMessages();
  const decisions = incoming.flatMap((one) => decisionOf(one, draftOf(one)) ?? []);
  const disputed = decisions.filter(({ settledDryMg }) => settledDryMg === null).length;
  const refused = decisions.filter(({ refusedDryMg }) => refusedDryMg > 0).length;
  const words = [
    shipments.weighedOf(decisions.length, incoming.length),
    shipments.sumWithin(decisions.length - disputed),
    ...(disputed > 0 ? [shipments.sumDispute(disputed)] : []),
    ...(refused > 0 ? [shipments.sumRefused(refused)] : []),
  ];
  return (
    <StickyBar
      summary={words.join(' · ')}
      notice={
        faulty > 0 && (
          <Alert color="red" variant="light" role="alert" py="xs">
            {shipments.incomplete(faulty)}
          </Alert>
        )
      }
    >
      {children}
    </StickyBar>
  );
}
