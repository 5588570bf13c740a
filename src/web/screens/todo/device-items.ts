import { useMessages } from './texts.js';
import { useOutbox } from '../../offline/outbox-context.js';
import type { OutboxEntry } from '../../offline/outbox-store.js';
import { useKeptDrafts } from '../../forms/draft.js';
import { ASIDE } from '../../forms/log-draft.js';
import { isUntouched, type LogValues } from '../../forms/log-draft.js';
import { isRunBegun, type RunValues } from '../../forms/run-draft.js';
import { isBegun, type PlanValues } from '../../forms/plan-draft.js';

/** What a person has begun on this device, and where they go on with it. */
export interface DeviceItem {
  readonly what: string;
  /** When it was last worked on, where that is known. */
  readonly at: string | null;
  readonly path: string;
  readonly button: string;
}

/** Where one goes on with what was begun of production; what has nothing in it is left out there. */
const PRODUCTION: Readonly<
  Record<string, { readonly word: 'supply' | 'count' | 'grade' | 'lot' | 'loss'; readonly path: string } | undefined>
> = {
  supply: { word: 'supply', path: '/production/feed' },
  count: { word: 'count', path: '/production/counts' },
  'process-loss': { word: 'loss', path: '/production/losses' },
  grade: { word: 'grade', path: '/production/magnets' },
  'magnet-lot': { word: 'lot', path: '/production/magnets' },
};

/** Drafts and entries of the queue that have not reached the service. */
export function useDeviceItems(): readonly DeviceItem[] {
  return [...useQueued(), ...useBegun()];
}

function useQueued(): readonly DeviceItem[] {
  const { todo } = useMessages();
  const { entries, halt } = useOutbox();
  const inState = (state: OutboxEntry['state']): readonly OutboxEntry[] =>
    entries.filter((entry) => entry.state === state);
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
  const drafts = useKeptDrafts();
  const items = drafts.flatMap(({ name, values, at }): readonly DeviceItem[] => {
    const item = (what: string, path: string) => [{ what, path, at, button: todo.goOn }];
    if (name === 'log' || name === ASIDE) return isUntouched(values as LogValues) ? [] : item(todo.drafts.log, '/log');
    if (name === 'shipment') return isBegun(values as PlanValues) ? item(todo.drafts.shipment, '/shipments/new') : [];
    if (name === 'run') return isRunBegun(values as RunValues) ? item(todo.drafts.run, '/runs/new') : [];
    const place = PRODUCTION[name.replace(/^grade-.*/, 'grade')];
    if (place) return item(todo.drafts[place.word], place.path);
    return name.startsWith('agreement') ? item(todo.drafts.agreement, agreementPath(name)) : [];
  });
  // Several of one kind are done in one place.
  return [...new Map(items.map((item) => [`${item.what} ${item.path}`, item])).values()];
}

/** A draft of a change carries the id of its agreement in its name; the draft of a new one has none. */
function agreementPath(name: string): string {
  const [id] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(name) ?? [];
  return `/agreements/${id ?? 'new'}`;
}
