import { wipAccount, WORLD, type Account, type Measure } from '../books/ledger.js';

/**
 * Every end of a batch but those in a run, a charge or a split, and what follows from it. A new one is a row here; whatever
 * else has to know of it does not compile until it does.
 *
 * - `accountAt`: where it goes from a site
 * - `status`: what a batch is of which nothing is left by it
 * - `staysInside`: whether the material stays in the process that it came from, so that no agreement is left; only a by-product
 *   can
 * - `isUnseen`: whether nobody else has seen it, so that whoever books it says why
 * - `recycled`: what it counts to of recycled or intermediate material with a member of its agreement
 */
export const DISPOSITIONS = {
  'reused-in-process': {
    accountAt: wipAccount,
    status: 'reused-in-process',
    staysInside: true,
    isUnseen: true,
    recycled: 'recycled-disposed',
  },
  disposed: {
    accountAt: () => WORLD.disposed,
    status: 'disposed',
    staysInside: false,
    isUnseen: false,
    recycled: 'recycled-disposed',
  },
  'sold-elsewhere': {
    accountAt: () => WORLD.sold,
    status: 'sold-elsewhere',
    staysInside: false,
    isUnseen: false,
    recycled: 'recycled-sold',
  },
} as const satisfies Readonly<Record<string, Disposition>>;

interface Disposition {
  readonly accountAt: (siteId: string) => Account;
  readonly status: string;
  readonly staysInside: boolean;
  readonly isUnseen: boolean;
  readonly recycled: Measure;
}

/** An end of a batch by what is done with it. */
export type EndingKind = keyof typeof DISPOSITIONS;
export const ENDING_KINDS = Object.keys(DISPOSITIONS) as readonly EndingKind[];

/** A count sets a batch right, and ends it only where it finds nothing. */
export const COUNT_KIND = 'stock-difference';
export type DispositionKind = EndingKind | typeof COUNT_KIND;
export const DISPOSITION_KINDS: readonly DispositionKind[] = [...ENDING_KINDS, COUNT_KIND];

/** Whether a kind is in itself for by-products only. */
export function isForByProductsOnly(kind: DispositionKind): boolean {
  return kind !== COUNT_KIND && DISPOSITIONS[kind].staysInside;
}

/** Whether whoever books it has to say why. */
export function needsReason(kind: DispositionKind): boolean {
  return kind === COUNT_KIND || DISPOSITIONS[kind].isUnseen;
}

/** How what went to an account as a disposition has ended; null where that is no end. */
export function endingAt(account: Account): EndingKind | null {
  const [, id = ''] = account.split(':');
  return ENDING_KINDS.find((kind) => DISPOSITIONS[kind].accountAt(id) === account) ?? null;
}
