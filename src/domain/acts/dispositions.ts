import { BATCH_KINDS, type BatchKind } from '../matter/batch-kind.js';
import { wipAccount, WORLD, type Account, type Measure } from '../books/ledger.js';

const NO_MAGNET: readonly BatchKind[] = BATCH_KINDS.filter((kind) => kind !== 'magnet');

/**
 * Every end of a batch but those in a run, a charge or a split, and what follows from it. A new one is a row here; whatever
 * else has to know of it does not compile until it does.
 *
 * - `of`: which kinds of batches can end so. Magnets have ends of their own and no other, so that nothing leaves an agreement by
 *   being called a magnet
 * - `accountAt`: where it goes from a site
 * - `status`: what a batch is of which nothing is left by it
 * - `staysInside`: whether the material stays in the process that it came from, so that no agreement is left
 * - `isUnseen`: whether nobody else has seen it, so that whoever books it says why
 * - `recycled`: what it counts to of recycled or intermediate material with a member of its agreement; null where such
 *   material cannot end so
 */
export const DISPOSITIONS = {
  'reused-in-process': {
    of: ['by-product'],
    accountAt: wipAccount,
    status: 'reused-in-process',
    staysInside: true,
    isUnseen: true,
    recycled: 'recycled-disposed',
  },
  disposed: {
    of: NO_MAGNET,
    accountAt: () => WORLD.disposed,
    status: 'disposed',
    staysInside: false,
    isUnseen: false,
    recycled: 'recycled-disposed',
  },
  'sold-elsewhere': {
    of: NO_MAGNET,
    accountAt: () => WORLD.sold,
    status: 'sold-elsewhere',
    staysInside: false,
    isUnseen: false,
    recycled: 'recycled-sold',
  },
  delivered: {
    of: ['magnet'],
    accountAt: () => WORLD.delivered,
    status: 'delivered',
    staysInside: false,
    isUnseen: false,
    recycled: null,
  },
  'back-to-production': {
    of: ['magnet'],
    accountAt: wipAccount,
    status: 'back-to-production',
    staysInside: true,
    isUnseen: false,
    recycled: null,
  },
} as const satisfies Readonly<Record<string, Disposition>>;

interface Disposition {
  readonly of: readonly BatchKind[];
  readonly accountAt: (siteId: string) => Account;
  readonly status: string;
  readonly staysInside: boolean;
  readonly isUnseen: boolean;
  readonly recycled: Measure | null;
}

/** An end of a batch by what is done with it. */
export type EndingKind = keyof typeof DISPOSITIONS;
export const ENDING_KINDS = Object.keys(DISPOSITIONS) as readonly EndingKind[];

/** A count sets a batch right, and ends it only where it finds nothing. */
export const COUNT_KIND = 'stock-difference';
export type DispositionKind = EndingKind | typeof COUNT_KIND;
export const DISPOSITION_KINDS: readonly DispositionKind[] = [...ENDING_KINDS, COUNT_KIND];

/** Whether batches of a kind can end so; every kind is counted. */
export function endsSo(batchKind: BatchKind, kind: DispositionKind): boolean {
  if (kind === COUNT_KIND) return true;
  const { of }: Disposition = DISPOSITIONS[kind];
  return of.includes(batchKind);
}

/** Whether whoever books it has to say why. */
export function needsReason(kind: DispositionKind): boolean {
  return kind === COUNT_KIND || DISPOSITIONS[kind].isUnseen;
}

/** How a batch whose material went to an account as a disposition has ended; null where that is no end. */
export function endingAt(account: Account, batchKind: BatchKind): EndingKind | null {
  const [, id = ''] = account.split(':');
  return ENDING_KINDS.find((kind) => endsSo(batchKind, kind) && DISPOSITIONS[kind].accountAt(id) === account) ?? null;
}
