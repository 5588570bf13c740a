import { DomainError } from '../measure/errors.js';
import {
  groupKey,
  groupOf,
  type Amount,
  type Commodity,
  type Group,
  type Holding,
  type Origin,
} from '../matter/holding.js';
import { negative, plus, PPM, scaled, signed, type Mg, type Ppm } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';

/**
 * An account of the books: `stock:<site>`, `transit:<shipment>`, `process:<run>`, `wip:<site>` (work in progress: what was charged
 * at a site and is neither magnet nor logged by-product yet) or one of the outside world.
 */
export type Account = string;

export const WORLD = {
  primarySupply: 'world:primary-supply',
  otherFeed: 'world:other-feed',
  disposed: 'world:disposed',
  sold: 'world:sold',
  residue: 'world:residue',
  measurementDifference: 'world:measurement-difference',
  massChange: 'world:mass-change',
  unaccounted: 'world:unaccounted',
  delivered: 'world:delivered',
  processLoss: 'world:process-loss',
} as const;

export const stockAccount = (siteId: string): Account => `stock:${siteId}`;
export const transitAccount = (shipmentId: string): Account => `transit:${shipmentId}`;
export const processAccount = (runId: string): Account => `process:${runId}`;
export const wipAccount = (siteId: string): Account => `wip:${siteId}`;

/** Whether an account stands for the world outside the books, which may go below zero. */
export function isWorld(account: Account): boolean {
  return account.startsWith('world:');
}

/** Whether an account is the work in progress of a site: a running sum of what was booked, which may go below zero. */
export function isWip(account: Account): boolean {
  return account.startsWith('wip:');
}

/** Whether an account has a balance, which never goes below zero. */
export function hasBalance(account: Account): boolean {
  return !isWorld(account) && !isWip(account);
}

/** Whether an account keeps its batches apart; in a process they lose themselves, in the world nobody asks. */
export function keepsBatches(account: Account): boolean {
  return account.startsWith('stock:') || account.startsWith('transit:');
}

/**
 * What a posting adds to in the reports, decided when it is made. All are kept per agreement and origin of the posting's
 * group, whatever its country, per commodity, day and party.
 *
 * - `generated`, `reused`: by-product logged, and put back into the process that it came from
 * - `sent`: by-product dispatched from the generator to the recycler, less refused and less what came back later
 * - `refused`: the refused part alone
 * - `confirmed`: the accepted part of what was sent
 * - `leaked`, `leaked-carve-out`, `leaked-breach`: by-product that left the generator's stock another way, under a
 *   non-exclusive agreement, with an allowed carve-out, or against the agreement
 * - `own-difference`: of by-product of the generator, what was lost on own ways or of a load refused whole; positive is a loss
 * - `counted-down`, `counted-up`: what counts of by-product took from the generator's stock, and what they added to it
 * - `recycler-count-down`, `recycler-count-up`: the same of by-product in the recycler's stock
 * - `difference`: all other measurement and stock differences; positive is a loss
 * - `unaccounted`: what is missing from runs; positive is a loss
 * - `processed`: by-product into runs of the agreement's sides and of processors named in it
 * - `recovered`: recycled output, less recovered input, of such runs as draw something unrecovered; see `run-counts.ts`
 * - `intermediate`: unrecovered intermediates that such runs put out, less those that they draw
 * - `made`: recycled and intermediate output less such input of the runs that make them from by-product, at the recycler
 *   from unrecovered intermediates too
 * - `lost-later`: the same the other way round for all other runs of the recycler and of processors
 * - `later-residue`, `later-unaccounted`, `later-change`: what all runs but those that count as `made` leave or lose
 * - `returned`: recycled or intermediate material accepted from the recycler at the generator or a named processor, less
 *   what they sent back; `straight` is the part of it at the generator
 * - `sent-on`: accepted at the generator from named processors, less what it sent back to them
 * - `to-others`, `others-there`: accepted by any other party from the recycler, from processors, less what came back
 * - `way-loss`, `way-there`, `way-plant`, `way-others`: differences of recycled and intermediate batches on ways from the
 *   recycler, from processors, from the generator, from others; `recycled-counted`: stock differences of such batches
 * - `consumed`: charged into magnet production, in the books of the party that charged it
 * - `substituted`: the usable part of what is consumed, `round(mass * usability)` of each posting; see {@link countedMg}
 * - `recycled-sold`, `recycled-disposed`: recycled or intermediate material that a side of the agreement or a named
 *   processor sold elsewhere, or disposed of (what the recycler or a processor charged itself included)
 * - `recycler-disposed`: by-product that the recycler disposed of or sold
 */
export const MEASURES = [
  'generated',
  'reused',
  'sent',
  'refused',
  'confirmed',
  'leaked',
  'leaked-carve-out',
  'leaked-breach',
  'own-difference',
  'counted-down',
  'counted-up',
  'recycler-count-down',
  'recycler-count-up',
  'difference',
  'processed',
  'recovered',
  'intermediate',
  'made',
  'lost-later',
  'unaccounted',
  'later-residue',
  'later-unaccounted',
  'later-change',
  'returned',
  'straight',
  'sent-on',
  'to-others',
  'others-there',
  'way-loss',
  'way-there',
  'way-plant',
  'way-others',
  'consumed',
  'substituted',
  'recycled-sold',
  'recycled-disposed',
  'recycled-counted',
  'recycler-disposed',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Which figure of the reports a posting counts to, and whether it raises or lowers it. */
export interface Count {
  readonly measure: Measure;
  readonly sign: 1 | -1;
}

/** A movement of one commodity and group between two accounts. */
export interface Posting extends Amount {
  /** The day on which it counts, in reports and balances alike. */
  readonly day: Day;
  readonly from: Account;
  readonly to: Account;
  /** The batch that it leaves and the one that it enters; they differ only for refused parts and splits. */
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  /** The party in whose books it counts. */
  readonly partyId: string;
  readonly counts: readonly Count[];
  /** Usability of a charged product, in parts per million; a million everywhere else. */
  readonly usabilityPpm: Ppm;
}

/**
 * What a posting adds to a measure, in milligrams, signed: its mass; of `substituted` `round(mass * usability / 10^6)`, half
 * up, so that each posting is rounded by itself and months add up to the year.
 */
export function countedMg({ massMg, usabilityPpm }: Pick<Posting, 'massMg' | 'usabilityPpm'>, count: Count): Mg {
  return signed(count.sign, count.measure === 'substituted' ? scaled(massMg, usabilityPpm, PPM) : massMg);
}

/** A holding on its way from one account to another: what decisions return, one line instead of many postings. */
export interface Movement {
  readonly day: Day;
  readonly from: Account;
  readonly to: Account;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  readonly partyId: string;
  readonly holding: Holding;
  /** Which figures an amount counts to; it may depend on whose group it is. */
  readonly countsOf?: (group: Group) => readonly Count[];
  readonly usabilityPpmOf?: (group: Group) => Ppm;
}

/** One posting for each amount of each movement; a negative amount goes the other way, and counts the other way. */
export function postingsOf(movements: readonly Movement[]): Posting[] {
  return movements.flatMap((movement) =>
    movement.holding
      .filter(({ massMg }) => massMg !== 0)
      .map((amount) => {
        const posting: Posting = {
          ...amount,
          day: movement.day,
          from: movement.from,
          to: movement.to,
          fromBatchId: movement.fromBatchId,
          toBatchId: movement.toBatchId,
          partyId: movement.partyId,
          counts: movement.countsOf?.(amount) ?? [],
          usabilityPpm: movement.usabilityPpmOf?.(amount) ?? PPM,
        };
        return amount.massMg > 0 ? posting : turned({ ...posting, massMg: negative(amount.massMg) });
      }),
  );
}

/** The same posting with from and to swapped: what a reversal books, on the day of what it reverses. */
export function turned(posting: Posting): Posting {
  return {
    ...posting,
    from: posting.to,
    to: posting.from,
    fromBatchId: posting.toBatchId,
    toBatchId: posting.fromBatchId,
    counts: posting.counts.map(({ measure, sign }) => ({ measure, sign: sign === 1 ? -1 : 1 })),
  };
}

/**
 * The postings of an entry by agreement and origin alone, where some of them count to a rounded measure: what differs by country
 * alone is rounded together, so that no figure depends on how many countries there are. All others stay as they are.
 */
export function roundedTogether(postings: readonly Posting[]): readonly Posting[] {
  if (postings.every(({ usabilityPpm }) => usabilityPpm === PPM)) return postings;
  const ways = new Map<string, Posting>();
  for (const posting of postings) {
    const { from, to, fromBatchId, toBatchId } = posting;
    const way =
      [from, fromBatchId, to, toBatchId].join('|') <= [to, toBatchId, from, fromBatchId].join('|')
        ? posting
        : turned(posting);
    const massMg = way === posting ? posting.massMg : negative(posting.massMg);
    const { day, partyId, commodity, agreementId, origin, usabilityPpm, counts } = way;
    const signs = counts.map(({ measure, sign }) => `${measure}${sign}`).join(' ');
    const key = [day, way.from, way.to, way.fromBatchId, way.toBatchId, partyId].join('|');
    const text = [key, commodity, agreementId, origin, usabilityPpm, signs].join('|');
    ways.set(text, { ...way, country: null, massMg: plus(ways.get(text)?.massMg ?? 0, massMg) });
  }
  return [...ways.values()]
    .filter(({ massMg }) => massMg !== 0)
    .map((way) => (way.massMg > 0 ? way : turned({ ...way, massMg: negative(way.massMg) })));
}

/** A change of one balance: an account's mass of a commodity and group, and of one batch where batches are kept apart. */
export interface BalanceDelta {
  readonly account: Account;
  readonly batchId: string | null;
  readonly commodity: Commodity;
  readonly agreementId: string | null;
  readonly origin: Origin;
  readonly country: string | null;
  readonly deltaMg: Mg;
}

/**
 * What postings change in the balances of stock, transit and process. What cancels out within the entry is left out.
 * Order: by account, batch, commodity and group, which is also the order in which they are written.
 */
export function balanceDeltas(postings: readonly Posting[]): BalanceDelta[] {
  const deltas = new Map<string, BalanceDelta>();
  const add = (account: Account, batchId: string | null, posting: Posting, signedMg: Mg): void => {
    if (!hasBalance(account)) return;
    const batch = keepsBatches(account) ? batchId : null;
    addDelta(deltas, { account, batchId: batch, commodity: posting.commodity, ...groupOf(posting), deltaMg: signedMg });
  };
  for (const posting of postings) {
    add(posting.from, posting.fromBatchId, posting, negative(posting.massMg));
    add(posting.to, posting.toBatchId, posting, posting.massMg);
  }
  return inKeyOrder(deltas).filter(({ deltaMg }) => deltaMg !== 0);
}

/**
 * What entries, one after the other, change in the balances together, in the same order. A balance that comes to be by one of
 * them and is emptied by another stays, at zero.
 */
export function balanceDeltasOf(entries: readonly (readonly Posting[])[]): BalanceDelta[] {
  const deltas = new Map<string, BalanceDelta>();
  for (const delta of entries.flatMap(balanceDeltas)) addDelta(deltas, delta);
  return inKeyOrder(deltas);
}

function addDelta(deltas: Map<string, BalanceDelta>, delta: BalanceDelta): void {
  const { account, batchId, commodity } = delta;
  const key = [account, batchId ?? '', commodity, groupKey(delta)].join('|');
  deltas.set(key, { ...delta, deltaMg: plus(deltas.get(key)?.deltaMg ?? 0, delta.deltaMg) });
}

/** A change of a running total: of a report's measure, or (with an account instead) of an account's net. */
export interface TotalDelta {
  readonly day: Day;
  /** A measure's name, or an account. */
  readonly subject: string;
  readonly partyId: string;
  readonly agreementId: string | null;
  readonly origin: Origin;
  readonly commodity: Commodity;
  readonly usabilityPpm: Ppm;
  readonly deltaMg: Mg;
}

/** What postings change in the running totals per day: of the measures they count to and of the accounts they touch. */
export function totalDeltas(postings: readonly Posting[]): TotalDelta[] {
  const deltas = new Map<string, TotalDelta>();
  const add = (subject: string, posting: Posting, signedMg: Mg, usabilityPpm: Ppm): void => {
    const { day, partyId, agreementId, origin, commodity } = posting;
    const key = [day, subject, partyId, agreementId ?? '', origin, commodity, usabilityPpm].join('|');
    const deltaMg = plus(deltas.get(key)?.deltaMg ?? 0, signedMg);
    deltas.set(key, {
      day,
      subject,
      partyId,
      agreementId,
      origin,
      commodity,
      usabilityPpm,
      deltaMg,
    });
  };
  for (const posting of postings) {
    add(posting.from, posting, negative(posting.massMg), PPM);
    add(posting.to, posting, posting.massMg, PPM);
    for (const count of posting.counts) add(count.measure, posting, countedMg(posting, count), posting.usabilityPpm);
  }
  return inKeyOrder(deltas).filter(({ deltaMg }) => deltaMg !== 0);
}

function inKeyOrder<Value>(map: ReadonlyMap<string, Value>): Value[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
}

/**
 * Asserts what every posting must be before it is stored: mass whole and above zero, not onto itself, and with its batch
 * named where batches are kept apart. That an entry balances follows from each posting having two sides; a test that
 * reads the table back asserts it again.
 *
 * @throws DomainError `mass-too-large` where a mass is not a safe integer
 */
export function assertPostings(postings: readonly Posting[]): void {
  for (const { massMg, from, to, fromBatchId, toBatchId } of postings) {
    if (massMg > Number.MAX_SAFE_INTEGER)
      throw new DomainError('mass-too-large', 'A mass is beyond what the books hold.');
    if (!Number.isSafeInteger(massMg) || massMg <= 0) throw new Error(`A posting of ${massMg} mg cannot be booked.`);
    if (from === to && fromBatchId === toBatchId)
      throw new Error(`A posting from ${from} onto itself cannot be booked.`);
    if ((keepsBatches(from) && !fromBatchId) || (keepsBatches(to) && !toBatchId)) {
      throw new Error(`A posting from ${from} to ${to} must name its batch.`);
    }
  }
}
