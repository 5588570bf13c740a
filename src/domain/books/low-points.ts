import { DRY_MASS } from '../matter/holding.js';
import type { Day } from '../measure/time.js';
import { keepsBatches, type Account, type Posting } from './ledger.js';
import { negative, plus, type Mg } from '../measure/quantities.js';

/** A day on which an account would hold less than nothing. */
export interface LowPoint {
  readonly account: Account;
  readonly day: Day;
  readonly commodity: string;
  readonly massMg: Mg;
}

/** What came to an account on a day, of one batch and group; below zero what left it. */
export interface DayLine extends LowPoint {
  readonly batchKey: string;
  readonly agreementKey: string;
  readonly origin: string;
}

/** What postings bring to the accounts that keep batches apart, and take from them. */
export function dayLinesOf(postings: readonly Posting[]): DayLine[] {
  return postings.flatMap((posting) => {
    const { commodity, agreementId, origin, day, massMg } = posting;
    const line = (account: Account, batchId: string | null, signedMg: Mg): DayLine => ({
      account,
      batchKey: batchId ?? '',
      commodity,
      agreementKey: agreementId ?? '',
      origin,
      day,
      massMg: signedMg,
    });
    return [
      line(posting.from, posting.fromBatchId, negative(massMg)),
      line(posting.to, posting.toBatchId, massMg),
    ].filter(({ account }) => keepsBatches(account));
  });
}

/**
 * Where postings that are about to be booked would bring an account below zero on some day, of a batch and group where those
 * are kept apart; null where nowhere. Milligrams, summed day by day. Of several the one of the dry mass is told: the others
 * follow from it.
 *
 * @param booked what is booked of all batches that they name
 */
export function lowPointWith(postings: readonly Posting[], booked: readonly DayLine[]): LowPoint | null {
  const added = dayLinesOf(postings).sort(
    (a, b) => Number(b.commodity === DRY_MASS) - Number(a.commodity === DRY_MASS),
  );
  const byHolding = new Map<string, DayLine[]>(added.map((line) => [holdingKey(line), []]));
  for (const line of [...added, ...booked]) byHolding.get(holdingKey(line))?.push(line);
  for (const lines of byHolding.values()) {
    const low = lowest(lines);
    if (low) return low;
  }
  return null;
}

function holdingKey({ account, batchKey, commodity, agreementKey, origin }: DayLine): string {
  return [account, batchKey, commodity, agreementKey, origin].join('|');
}

/** The first day at whose end the sum of all until then is below zero. */
function lowest(lines: readonly DayLine[]): LowPoint | null {
  const byDay = new Map<Day, Mg>();
  for (const { day, massMg } of lines) byDay.set(day, plus(byDay.get(day) ?? 0, massMg));
  let massMg: Mg = 0;
  for (const [day, change] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    massMg = plus(massMg, change);
    if (massMg < 0) return { account: lines[0]?.account ?? '', day, commodity: lines[0]?.commodity ?? '', massMg };
  }
  return null;
}
