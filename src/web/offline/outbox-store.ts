import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ApiProblem, Schemas } from '../api/client.js';

/** What is sent for a batch; the id is made on the device, so that its label can be printed before it is booked. */
export type QueuedBatch = Schemas['NewBatch'] & { readonly id: string };

/**
 * - `waiting` goes out when its turn comes,
 * - `refused` was not taken by the service and waits for a person,
 * - `mending` was taken back before it ever went out, and is held until it is saved again.
 */
export type EntryState = 'waiting' | 'refused' | 'mending';

/** One batch as it was saved on this device, until the service has it. */
export interface OutboxEntry {
  /** The order in which entries go out. */
  readonly seq: number;
  /** Who typed it: it goes out only under this person's sign-in. */
  readonly userId: string;
  /** The idempotency key, made once: however often the entry is sent, it is booked once. */
  readonly key: string;
  readonly body: QueuedBatch;
  readonly state: EntryState;
  /** Whether it may have reached the service. */
  readonly tried: boolean;
  /** Why the service refused it. */
  readonly problem: ApiProblem | null;
}

interface OutboxSchema extends DBSchema {
  entries: { key: number; value: Omit<OutboxEntry, 'seq'> & { seq?: number } };
}

let opened: Promise<IDBPDatabase<OutboxSchema>> | null = null;

function database(): Promise<IDBPDatabase<OutboxSchema>> {
  opened ??= openDB<OutboxSchema>('loopbook', 1, {
    upgrade: (db) => {
      db.createObjectStore('entries', { keyPath: 'seq', autoIncrement: true });
    },
  });
  return opened;
}

/** Everything on this device, in the order in which it goes out. */
export async function allEntries(): Promise<readonly OutboxEntry[]> {
  return (await (await database()).getAll('entries')) as OutboxEntry[];
}

/** Puts an entry at the end, in place of an earlier one where it mends that. */
export async function putEntry(entry: Omit<OutboxEntry, 'seq'>, replaces: number | null): Promise<void> {
  const tx = (await database()).transaction('entries', 'readwrite');
  if (replaces !== null) await tx.store.delete(replaces);
  await tx.store.add(entry);
  await tx.done;
}

export async function removeEntry(seq: number): Promise<void> {
  await (await database()).delete('entries', seq);
}

/**
 * Changes an entry by what it is now, in one step, so that a tab that sends and a tab that takes back cannot both have
 * it. A `change` that answers null leaves it as it is.
 *
 * @returns whether it was changed
 */
export async function changeEntry(
  seq: number,
  change: (entry: OutboxEntry) => Partial<OutboxEntry> | null,
): Promise<boolean> {
  const tx = (await database()).transaction('entries', 'readwrite');
  const entry = (await tx.store.get(seq)) as OutboxEntry | undefined;
  const changed = entry ? change(entry) : null;
  if (entry && changed) await tx.store.put({ ...entry, ...changed });
  await tx.done;
  return changed !== null;
}
