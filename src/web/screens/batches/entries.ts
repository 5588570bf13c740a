import { isWip, WORLD } from '../../../domain/books/ledger.js';
import type { BatchKind } from '../../../domain/matter/batch-kind.js';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import { addedUp, kgToMg, larger, mgToKg } from '../../../domain/measure/quantities.js';
import { PRODUCTION } from '../../../domain/sight/hidden.js';
import { api, type Schemas } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';

import type { Messages } from './texts.js';

export type BatchEntry = Schemas['EntryAnswer'];

/** The entries with a posting of a batch, newest first. */
export function useEntries(batchId: string) {
  return api.useInfiniteQuery('get', '/api/v1/entries', { params: { query: { batchId, limit: 50 } } }, PAGED);
}

type EntryWord = keyof Messages['books']['entryKinds'];

/** What an end is called where its entry says no more than that there was one. */
function endAt(account: string, kind: BatchKind): EntryWord | null {
  if (account === WORLD.measurementDifference) return 'counted';
  if (account === WORLD.sold) return 'sold';
  if (account === WORLD.delivered) return 'delivered';
  if (!isWip(account) && account !== PRODUCTION) return null;
  return kind === 'magnet' ? 'restored' : 'reused';
}

/** The kind of an entry; of a disposition what became of the batch, told by where it went. */
export function entryKind({ kind, postings }: BatchEntry, batchKind: BatchKind): EntryWord {
  if (kind !== 'disposed') return kind;
  const [end = kind] = postings.flatMap(({ from, to }) => endAt(to, batchKind) ?? endAt(from, batchKind) ?? []);
  return end;
}

/** How much dry mass of a batch an entry moved; null where it moved none. */
export function movedDryKg({ postings }: BatchEntry, batchId: string): number | null {
  const dry = postings.filter(({ commodity }) => commodity === DRY_MASS);
  const sum = (side: 'fromBatchId' | 'toBatchId') =>
    addedUp(dry.map((posting) => (posting[side] === batchId ? kgToMg(posting.kg) : 0)));
  const movedMg = larger(sum('fromBatchId'), sum('toBatchId'));
  return movedMg === 0 ? null : mgToKg(movedMg);
}

const REVERSIBLE = new Set([
  'logged',
  'supplied',
  'assayed',
  'disposed',
  'split',
  'dispatched',
  'received',
  'settled',
  'charged',
  'made',
  'taken-back',
  'run',
]);

/** The last entry that still stands: the only one that may be reversed, and only by who booked it, or settled it. */
export function lastStanding(entries: readonly BatchEntry[], partyId: string | null): BatchEntry | null {
  const last = entries.find(({ kind, reversedById }) => kind !== 'reversed' && reversedById === null);
  if (!last || !REVERSIBLE.has(last.kind)) return null;
  return last.partyId === partyId || last.kind === 'settled' ? last : null;
}
