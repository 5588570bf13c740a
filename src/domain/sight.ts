import { DRY_MASS, type Amount, type Commodity, type Group, type Origin } from './holding.js';
import { isWorld, type Account, type Posting } from './ledger.js';
import { safe } from './quantities.js';
import type { Day } from './time.js';

/*
 * What a reader of the books may see of postings and balances. Whose they are is decided before; here names are taken
 * out that would tell of others: a generator never learns of the recycler's other customers.
 */

/** What a reader may see by name: agreements, batches, and the sites and shipments behind accounts. */
export interface Sight {
  readonly agreementIds: ReadonlySet<string>;
  readonly batchIds: ReadonlySet<string>;
  readonly siteIds: ReadonlySet<string>;
  readonly shipmentIds: ReadonlySet<string>;
}

/** Stands for the site or shipment of an account that the reader does not know. */
const OTHERS = 'others';

/** The id behind a `stock:`, `transit:` or `process:` account; null for an account of another kind. */
export function idBehind(account: Account, kind: 'stock' | 'transit' | 'process'): string | null {
  return account.startsWith(`${kind}:`) ? account.slice(kind.length + 1) : null;
}

/** The account, or `stock:others` and `transit:others` where the reader does not know the site or shipment behind it. */
export function veiledAccount(account: Account, { siteIds, shipmentIds }: Omit<Sight, 'batchIds'>): Account {
  const [siteId, shipmentId] = [idBehind(account, 'stock'), idBehind(account, 'transit')];
  if (siteId !== null && !siteIds.has(siteId)) return `stock:${OTHERS}`;
  return shipmentId !== null && !shipmentIds.has(shipmentId) ? `transit:${OTHERS}` : account;
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
 * their number tells nothing either. In the order of their first mention.
 *
 * @throws DomainError `mass-too-large`
 */
export function seenPostings(postings: readonly Posting[], sight: Sight): SeenPosting[] {
  const batch = (id: string | null): string | null => (id !== null && sight.batchIds.has(id) ? id : null);
  return summed(
    postings.map(({ day, from, to, fromBatchId, toBatchId, commodity, massMg, ...group }) => ({
      ...{ day, from: veiledAccount(from, sight), to: veiledAccount(to, sight) },
      ...{ fromBatchId: batch(fromBatchId), toBatchId: batch(toBatchId), commodity },
      ...veiledGroup(group, sight),
      massMg,
    })),
  );
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
  const seen = balances.map(({ account, commodity, massMg, ...group }) => ({
    ...{ account: veiledAccount(account, sight), commodity },
    ...veiledGroup(group, sight),
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

/** A leg of a batch's way that has begun, and how it ended if it has. */
export interface WentLeg {
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly ended: 'accepted' | 'refused-whole' | null;
}

/**
 * The parties that see all of a recycled or intermediate batch: the one on whose side it arose, and those to which it was
 * dispatched, in the order of its legs. Who refused all of it has seen it as it was then, and nothing that comes later; and
 * once it is accepted where it arose, it is again for that party alone, which may send it on to another customer.
 */
export function seenWholeBy(originPartyId: string, legs: readonly WentLeg[]): ReadonlySet<string> {
  const seers = new Set([originPartyId]);
  for (const { fromPartyId, toPartyId, ended } of legs) {
    seers.add(fromPartyId);
    if (ended === 'refused-whole') continue;
    if (ended === 'accepted' && toPartyId === originPartyId) seers.clear();
    seers.add(toPartyId);
  }
  return seers;
}
