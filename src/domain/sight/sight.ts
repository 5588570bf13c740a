import { DRY_MASS, type Amount, type Commodity, type Group, type Origin } from '../matter/holding.js';
import { isWorld, type Account, type Posting } from '../books/ledger.js';
import { safe } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';

/*
 * What a reader of the books may see of postings and balances. Whose they are is decided before; here names are taken
 * out that would tell of others: a generator never learns of the recycler's other customers.
 */

/** What a reader may see by name: agreements, batches, and the sites, shipments and runs behind accounts. */
export interface Sight {
  readonly agreementIds: ReadonlySet<string>;
  readonly batchIds: ReadonlySet<string>;
  /** Whether the reader knows a site or a run as one where material of an agreement may be, or of none. */
  readonly knowsSite: (siteId: string, agreementId: string | null) => boolean;
  readonly knowsRun: (runId: string, agreementId: string | null) => boolean;
  readonly shipmentIds: ReadonlySet<string>;
}

/** Stands for every place inside the books that the reader does not know: a site, a way or a run. */
const OTHERS: Account = 'stock:others';

/** The id behind a `stock:`, `transit:` or `process:` account; null for an account of another kind. */
export function idBehind(account: Account, kind: 'stock' | 'transit' | 'process'): string | null {
  return account.startsWith(`${kind}:`) ? account.slice(kind.length + 1) : null;
}

/** The account, or `stock:others` where the reader does not know what is behind it. */
function veiledAccount(account: Account, agreementId: string | null, sight: Omit<Sight, 'batchIds'>): Account {
  const [siteId, shipmentId, runId] = (['stock', 'transit', 'process'] as const).map((kind) => idBehind(account, kind));
  const isKnown =
    (siteId === null || siteId === undefined || sight.knowsSite(siteId, agreementId)) &&
    (shipmentId === null || shipmentId === undefined || sight.shipmentIds.has(shipmentId)) &&
    (runId === null || runId === undefined || sight.knowsRun(runId, agreementId));
  return isKnown ? account : OTHERS;
}

/** A group without the name of an agreement that the reader has no side in. */
function veiledGroup({ agreementId, origin }: Group, { agreementIds }: Pick<Sight, 'agreementIds'>): Group {
  return { agreementId: agreementId !== null && agreementIds.has(agreementId) ? agreementId : null, origin };
}

/** A posting as a reader sees it. */
export interface SeenPosting extends Amount {
  readonly day: Day;
  readonly from: Account;
  readonly to: Account;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
}

/**
 * Postings with what the reader may not know taken out; those that cannot be told apart any more are summed, so that
 * their number tells nothing either, and what goes on among others is left out. In the order of their first mention.
 *
 * @throws DomainError `mass-too-large`
 */
export function seenPostings(postings: readonly Posting[], sight: Sight): SeenPosting[] {
  const batch = (id: string | null): string | null => (id !== null && sight.batchIds.has(id) ? id : null);
  const seen = postings.map(({ day, from, to, fromBatchId, toBatchId, commodity, massMg, agreementId, origin }) => ({
    day,
    from: veiledAccount(from, agreementId, sight),
    to: veiledAccount(to, agreementId, sight),
    fromBatchId: batch(fromBatchId),
    toBatchId: batch(toBatchId),
    commodity,
    ...veiledGroup({ agreementId, origin }, sight),
    massMg,
  }));
  return summed(seen.filter(({ from, to }) => from !== OTHERS || to !== OTHERS));
}

/** What an account holds of a commodity and group. Milligrams, signed: the outside world gives what it has not got. */
export interface SeenBalance {
  readonly account: Account;
  readonly commodity: Commodity;
  readonly agreementId: string | null;
  readonly origin: Origin;
  readonly massMg: number;
}

/**
 * Balances with what the reader may not know taken out, summed where they cannot be told apart any more, those that come
 * to zero left out. In order: by account, those inside the books before the outside world, and dry mass before elements.
 *
 * @throws DomainError `mass-too-large`
 */
export function seenBalances(balances: readonly SeenBalance[], sight: Omit<Sight, 'batchIds'>): SeenBalance[] {
  const seen = balances.map(({ account, commodity, massMg, agreementId, origin }) => ({
    account: veiledAccount(account, agreementId, sight),
    commodity,
    ...veiledGroup({ agreementId, origin }, sight),
    massMg,
  }));
  const rank = ({ account, commodity, agreementId, origin }: SeenBalance): string =>
    [isWorld(account), account, commodity !== DRY_MASS, commodity, agreementId === null, agreementId, origin].join('|');
  return summed(seen)
    .filter(({ massMg }) => massMg !== 0)
    .map((balance) => ({ balance, rank: rank(balance) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ balance }) => balance);
}

/** Rows that are the same but for their mass, as one. */
function summed<Row extends { readonly massMg: number }>(rows: readonly Row[]): Row[] {
  const sums = new Map<string, { row: Row; massMg: bigint }>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, massMg: null });
    const known = sums.get(key);
    if (known) known.massMg += BigInt(row.massMg);
    else sums.set(key, { row, massMg: BigInt(row.massMg) });
  }
  return [...sums.values()].map(({ row, massMg }) => ({ ...row, massMg: safe(massMg) }));
}

/** Something that was written about an act: why, to whom. */
export interface Written {
  /** In whose name the act was booked. */
  readonly bookedBy: string;
  /** The agreement of which it is a carve-out or breach; null where it is none. */
  readonly departsFrom: string | null;
}

/**
 * How much of what was written about an act a reader may read: whoever booked it all of it; the other side of the agreement
 * that a by-product left by a carve-out or breach the reason, never to whom it went; everyone else nothing.
 *
 * @param reader the party that reads, nobody's for an auditor, and the agreements that it sees
 */
export function textSeenBy(
  { bookedBy, departsFrom }: Written,
  { partyId, agreementIds }: { readonly partyId: string; readonly agreementIds: ReadonlySet<string> },
): 'all' | 'reason' | 'nothing' {
  if (partyId !== '' && partyId === bookedBy) return 'all';
  return departsFrom !== null && agreementIds.has(departsFrom) ? 'reason' : 'nothing';
}
