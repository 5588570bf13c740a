import { useMe } from '../../app/session.js';
import { useMessages } from '../../i18n/index.js';
import { useOutbox } from '../../offline/outbox-context.js';
import type { Entry } from '../../offline/outbox-store.js';
import { keptDrafts } from '../../parts/draft.js';
import { isUntouched, type LogValues } from '../log/values.js';
import type { PlanValues } from '../shipments/plan-values.js';

/** What a person has begun on this device, and where they go on with it. */
export interface DeviceItem {
  readonly what: string;
  /** When it was last worked on, where that is known. */
  readonly at: string | null;
  readonly path: string;
  readonly button: string;
}

/** Drafts and entries of the queue that have not reached the service. */
export function useDeviceItems(): readonly DeviceItem[] {
  return [...useQueued(), ...useBegun()];
}

function useQueued(): readonly DeviceItem[] {
  const { todo } = useMessages();
  const { entries, halt } = useOutbox();
  const inState = (state: Entry['state']): readonly Entry[] => entries.filter((entry) => entry.state === state);
  // With the network there what waits is gone in a moment.
  const waiting = halt === null ? [] : inState('waiting');
  const parts = [
    [inState('refused'), todo.drafts.refused, todo.mend],
    [inState('mending'), todo.drafts.mending, todo.mend],
    [waiting, todo.drafts.waiting, todo.buttons.breach],
  ] as const;
  return parts.flatMap(([some, word, button]) => {
    const [first] = some;
    return first ? [{ what: word(some.length), at: madeAt(first.body.id), path: '/log', button }] : [];
  });
}

/** The first 48 bits of a UUIDv7 are the milliseconds at which it was made (RFC 9562, 5.7). */
function madeAt(id: string): string {
  return new Date(parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString();
}

function useBegun(): readonly DeviceItem[] {
  const { todo } = useMessages();
  const { id } = useMe();
  const drafts = keptDrafts(id);
  const batch = drafts.get('log');
  const shipment = drafts.get('shipment');
  const run = drafts.get('run');
  const item = (what: string, path: string, at: string | null) => ({ what, path, at, button: todo.goOn });
  return [
    ...(batch && !isUntouched(batch.values as LogValues) ? [item(todo.drafts.log, '/log', batch.at)] : []),
    ...(shipment && isBegun(shipment.values as PlanValues | null)
      ? [item(todo.drafts.shipment, '/shipments/new', shipment.at)]
      : []),
    ...(run ? [item(todo.drafts.run, '/runs/new', run.at)] : []),
    ...[...drafts].flatMap(([name, { at }]) =>
      name.startsWith('agreement') ? [item(todo.drafts.agreement, agreementPath(name), at)] : [],
    ),
  ];
}

/** A draft of a change carries the id of its agreement in its name; the draft of a new one has none. */
function agreementPath(name: string): string {
  const [id] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(name) ?? [];
  return `/agreements/${id ?? 'new'}`;
}

function isBegun(plan: PlanValues | null): boolean {
  return plan !== null && (plan.batchIds.length > 0 || plan.toSiteId !== null || plan.carrier !== '');
}
