import { Alert, Button, Group, Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { isSameCode } from '../../../domain/matter/code.js';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf, problemOf, type ApiProblem } from '../../api/client.js';
import { useMessages } from './texts.js';
import { isOvertaken, useBooked } from '../../parts/booked.js';
import { leadToFirstFault } from '../../device/first-fault.js';
import { LabelInput } from '../../forms/label-input.js';
import { readLabel } from '../../forms/label.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { Failure } from '../../parts/states.js';
import { StickyBar } from '../../forms/sticky-bar.js';
import { useZoneOf } from '../../data/sites.js';
import { useReceiptDraft, type Drafts } from './receipt-draft.js';
import {
  nextToWeigh,
  changedLine,
  NOTHING_TYPED,
  receiptLine,
  receiptStandingOf,
  type Incoming,
  takenOver,
  type LineDraft,
  type LineStanding,
} from './receipt-figures.js';
import { ReceiptList } from './receipt-list.js';
import { bringToHand, ReceiveLine } from './receive-line.js';
import { useRefresh, type ShownShipment } from './shipment-data.js';

const CONFIRM = 'confirm-receipt';

interface ReceiptFormProps {
  readonly shipment: ShownShipment;
  readonly incoming: readonly Incoming[];
}

/** Weighs what arrives, line by line or all as announced, and books it. */
export function ReceiptForm({ shipment, incoming }: ReceiptFormProps): ReactElement {
  const { shipments } = useMessages();
  const { lines, change, forget } = useLines(shipment.id, incoming);
  const [when, setWhen] = useState(momentNow);
  const zone = useZoneOf()(shipment.toSiteId);
  const [isChecked, setChecked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const { opened, open, goOn } = useOpenLine(lines);
  const booking = useBooking(shipment.id, {
    forget,
    // What is wrong in a line that is closed is not to be seen.
    onFault: (index) => open(lines[index]?.incoming.line.batchId ?? null),
  });
  const faulty = lines.filter(({ isWeighed }) => !isWeighed);
  const untouched = lines.filter(({ draft }) => draft.grossKg === '' && draft.tareKg === '');
  const takeAnnounced = () => {
    for (const { incoming: one } of untouched) change(one.line.batchId, takenOver(one));
    goOn(null);
  };
  const confirm = () => {
    setChecked(true);
    const [first] = faulty;
    if (first) {
      open(first.incoming.line.batchId);
      return;
    }
    if (place.current) leadToFirstFault(place.current);
    booking.book({
      occurredAt: sentMoment(when, zone),
      lines: lines.map(({ incoming: one, draft }) => receiptLine(one.line.batchId, draft)),
    });
  };
  return (
    <Stack gap="lg" ref={place}>
      <Finder incoming={incoming} open={open} />
      <Group justify="space-between" align="flex-end">
        <MomentInput
          label={shipments.receivedWhen}
          zone={zone}
          value={when}
          onChange={setWhen}
          error={faultOf(booking.problem, '/occurredAt')}
        />
        {untouched.length > 0 && (
          <Button variant="light" onClick={takeAnnounced}>
            {untouched.length === lines.length ? shipments.allAsAnnounced : shipments.restAsAnnounced(untouched.length)}
          </Button>
        )}
      </Group>
      <ReceiptList
        lines={lines}
        opened={opened}
        onOpen={open}
        fields={({ incoming: one, draft }) => (
          <ReceiveLine
            key={one.line.batchId}
            incoming={one}
            draft={draft}
            onChange={change}
            onDone={(batchId) => goOn(nextToWeigh(lines, batchId))}
            isChecked={isChecked}
            faults={faultsAt(booking.problem, incoming.indexOf(one))}
          />
        )}
      />
      {booking.problem && <Failure error={booking.problem} />}
      <Bar lines={lines} faulty={isChecked ? faulty.length : 0}>
        <Button id={CONFIRM} size="lg" onClick={confirm} loading={booking.isPending}>
          {shipments.confirm}
        </Button>
      </Bar>
    </Stack>
  );
}

/** What is typed of each batch, kept on this device until it is booked. */
function useLines(shipmentId: string, incoming: readonly Incoming[]) {
  const draft = useReceiptDraft(shipmentId);
  const [drafts, setDrafts] = useState<Drafts>(draft.kept ?? {});
  const { keep, forget } = draft;
  useEffect(() => keep(drafts), [keep, drafts]);
  const lines = useMemo(
    () => incoming.map((one) => receiptStandingOf(one, drafts[one.line.batchId])),
    [incoming, drafts],
  );
  const change = (batchId: string, more: Partial<LineDraft>) =>
    setDrafts((now) => ({ ...now, [batchId]: changedLine(now[batchId] ?? NOTHING_TYPED, more) }));
  return { lines, change, forget };
}

interface OpenLine {
  readonly batchId: string | null;
  /** Where the hand goes on: into the fields of the line, where all are weighed to the button that books them, or nowhere. */
  readonly hand: 'line' | 'confirm' | null;
}

/** The one line that is open: the one that brought somebody here, else the first to weigh. */
function useOpenLine(lines: readonly LineStanding[]) {
  const { batch } = useSearch({ from: '/shipments/$id/receive' });
  const [at, setAt] = useState<OpenLine>(() => {
    const first = lines.find(({ isWeighed }) => !isWeighed)?.incoming.line.batchId ?? null;
    return { batchId: batch ?? first, hand: batch === undefined ? null : 'line' };
  });
  useEffect(() => {
    if (at.hand === 'line' && at.batchId !== null) bringToHand(at.batchId);
    if (at.hand === 'confirm') document.getElementById(CONFIRM)?.focus();
  }, [at]);
  return {
    opened: at.batchId,
    open: (batchId: string | null) => setAt({ batchId, hand: batchId === null ? null : 'line' }),
    goOn: (batchId: string | null) => setAt({ batchId, hand: batchId === null ? 'confirm' : 'line' }),
  };
}

interface BookingHooks {
  readonly forget: () => void;
  readonly onFault: (line: number) => void;
}

function useBooking(id: string, { forget, onFault }: BookingHooks) {
  const { shipments } = useMessages();
  const navigate = useNavigate();
  const booked = useBooked();
  const { header, onSettled } = useAttempt();
  const refresh = useRefresh();
  const receipt = api.useMutation('post', '/api/v1/shipments/{id}/receipt', {
    onSettled,
    onError: async (error) => {
      const at = /^\/lines\/(\d+)\//.exec(problemOf(error).errors?.[0]?.pointer ?? '');
      if (at) onFault(Number(at[1]));
      if (isOvertaken(error)) await refresh();
    },
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
function faultsAt(problem: ApiProblem | null, index: number): Readonly<Record<string, string>> {
  const prefix = `/lines/${index}/`;
  const faults = (problem?.errors ?? []).filter(({ pointer }) => pointer.startsWith(prefix));
  return Object.fromEntries(faults.map(({ pointer, message }) => [pointer.slice(prefix.length), message]));
}

interface FinderProps {
  readonly incoming: readonly Incoming[];
  readonly open: (batchId: string) => void;
}

/** Opens the line of the batch whose label was scanned or typed. */
function Finder({ incoming, open }: FinderProps): ReactElement {
  const { shipments } = useMessages();
  const [missed, setMissed] = useState<string | null>(null);
  const find = (text: string) => {
    const label = readLabel(text);
    const found = incoming.find(({ line }) =>
      label.kind === 'code' ? isSameCode(line.code, label.code) : line.batchId === label.id,
    );
    setMissed(found ? null : text.trim());
    if (found) open(found.line.batchId);
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
  readonly lines: readonly LineStanding[];
  readonly faulty: number;
  readonly children: ReactElement;
}

/** How far one has come and what would be booked, always in sight. */
function Bar({ lines, faulty, children }: BarProps): ReactElement {
  const { shipments } = useMessages();
  const decisions = lines.flatMap(({ isWeighed, decision }) => (isWeighed && decision ? [decision] : []));
  const disputed = decisions.filter(({ settledDryMg }) => settledDryMg === null).length;
  const refused = decisions.filter(({ refusedDryMg }) => refusedDryMg > 0).length;
  const words = [
    shipments.weighedOf(decisions.length, lines.length),
    shipments.sumWithin(decisions.length - disputed),
    ...(disputed > 0 ? [shipments.sumDispute(disputed)] : []),
    ...(refused > 0 ? [shipments.sumRefused(refused)] : []),
  ];
  return (
    <StickyBar
      summary={words.join(' · ')}
      donePct={lines.length === 0 ? 0 : (decisions.length / lines.length) * 100}
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
