import { DRY_MASS, type Amount, type Commodity, type Group, type Origin, type Provenance } from '../matter/holding.js';
import { hasBalance, type Account, type Posting } from '../books/ledger.js';
import { safe, type Mg } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';

/*
 * What is hidden of postings and balances. Whose they are is decided before; here names are taken out that would tell of
 * others: entries, balances and traces leave other groups out.
 */

/** What a viewer knows by name: agreements, batches, and the sites, shipments and runs behind accounts. */
export interface Known {
  readonly agreementIds: ReadonlySet<string>;
  readonly batchIds: ReadonlySet<string>;
  /** Whether the viewer knows a site or a run as one where material of an agreement may be, or of none. */
  readonly knowsSite: (siteId: string, agreementId: string | null) => boolean;
  readonly knowsRun: (runId: string, agreementId: string | null) => boolean;
  /** Whether a site is the viewer's own: its work in progress is nobody else's to read. */
  readonly ownsSite: (siteId: string) => boolean;
  readonly shipmentIds: ReadonlySet<string>;
}

/** Stands for every place inside the books that the viewer does not know: a site, a way or a run. */
const OTHERS: Account = 'stock:others';

/** Stands for the work in progress of any site but the viewer's own. */
export const PRODUCTION: Account = 'world:production';

/** The id behind a `stock:`, `transit:`, `process:` or `wip:` account; null for an account of another kind. */
export function idBehind(account: Account, kind: 'stock' | 'transit' | 'process' | 'wip'): string | null {
  return account.startsWith(`${kind}:`) ? account.slice(kind.length + 1) : null;
}

/** The account; `stock:others` where the viewer does not know what is behind it, `world:production` for production elsewhere. */
function shownAccount(account: Account, agreementId: string | null, known: Omit<Known, 'batchIds'>): Account {
  const producingId = idBehind(account, 'wip');
  if (producingId !== null) return known.ownsSite(producingId) ? account : PRODUCTION;
  const [siteId, shipmentId, runId] = (['stock', 'transit', 'process'] as const).map((kind) => idBehind(account, kind));
  const isKnown =
    (siteId === null || siteId === undefined || known.knowsSite(siteId, agreementId)) &&
    (shipmentId === null || shipmentId === undefined || known.shipmentIds.has(shipmentId)) &&
    (runId === null || runId === undefined || known.knowsRun(runId, agreementId));
  return isKnown ? account : OTHERS;
}

/**
 * Stands for the country of all that is of no agreement of the viewer: what others charge, feed or bring is summed per origin,
 * and by its countries one could tell their purchases and customers.
 */
export const NOT_DISCLOSED = 'not-disclosed';

type Sides = Pick<Known, 'agreementIds'>;

/** An agreement and origin without the name of an agreement that the viewer has no side in. */
function shownProvenance({ agreementId, origin }: Provenance, { agreementIds }: Sides): Provenance {
  return { agreementId: agreementId !== null && agreementIds.has(agreementId) ? agreementId : null, origin };
}

/** A group without the name of an agreement that the viewer has no side in, and then without its country. */
export function shownGroup(group: Group, known: Sides): Group {
  const shown = shownProvenance(group, known);
  return { ...shown, country: shown.agreementId === null ? NOT_DISCLOSED : group.country };
}

/** A posting as a viewer sees it. */
export interface ShownPosting extends Amount {
  readonly day: Day;
  readonly from: Account;
  readonly to: Account;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
}

/**
 * Postings with what the viewer may not know taken out; those that cannot be told apart any more are summed, so that
 * their number tells nothing either, and what goes on among others is left out. In the order of their first mention.
 *
 * @throws DomainError `mass-too-large`
 */
export function shownPostings(postings: readonly Posting[], known: Known): ShownPosting[] {
  const batch = (id: string | null): string | null => (id !== null && known.batchIds.has(id) ? id : null);
  const shown = postings.map(({ day, from, to, fromBatchId, toBatchId, commodity, massMg, ...group }) => ({
    day,
    from: shownAccount(from, group.agreementId, known),
    to: shownAccount(to, group.agreementId, known),
    fromBatchId: batch(fromBatchId),
    toBatchId: batch(toBatchId),
    commodity,
    ...shownGroup(group, known),
    massMg,
  }));
  return summed(shown.filter(({ from, to }) => from !== OTHERS || to !== OTHERS));
}

/** What an account holds of a commodity and group. Milligrams, signed: the outside world gives what it has not got. */
export interface ShownBalance {
  readonly account: Account;
  readonly commodity: Commodity;
  readonly agreementId: string | null;
  readonly origin: Origin;
  readonly massMg: Mg;
}

/**
 * Balances with what the viewer may not know taken out, summed where they cannot be told apart any more, those that come
 * to zero left out. In order: by account, those inside the books before the outside world, and dry mass before elements.
 *
 * @throws DomainError `mass-too-large`
 */
export function shownBalances(balances: readonly ShownBalance[], known: Omit<Known, 'batchIds'>): ShownBalance[] {
  const shown = balances.map(({ account, commodity, massMg, agreementId, origin }) => ({
    account: shownAccount(account, agreementId, known),
    commodity,
    ...shownProvenance({ agreementId, origin }, known),
    massMg,
  }));
  const rank = ({ account, commodity, agreementId, origin }: ShownBalance): string =>
    [!hasBalance(account), account, commodity !== DRY_MASS, commodity, agreementId === null, agreementId, origin].join(
      '|',
    );
  return summed(shown)
    .filter(({ massMg }) => massMg !== 0)
    .map((balance) => ({ balance, rank: rank(balance) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ balance }) => balance);
}

/** Rows that are the same but for their mass, as one. */
function summed<Row extends { readonly massMg: Mg }>(rows: readonly Row[]): Row[] {
  const sums = new Map<string, { row: Row; massMg: bigint }>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, massMg: null });
    const known = sums.get(key);
    if (known) known.massMg += BigInt(row.massMg);
    else sums.set(key, { row, massMg: BigInt(row.massMg) });
  }
  return [...sums.values()].map(({ row, massMg }) => ({ ...row, massMg: safe(massMg) }));
}
