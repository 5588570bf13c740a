import type { Day, Period } from '../measure/time.js';
import type { Mg } from '../measure/quantities.js';

/** What decides whether a recovery can be stated: milligrams, signed. */
export interface Steps<Mass> {
  readonly processed: Mass;
  readonly recovered: Mass;
  /** Unrecovered intermediates put out less drawn. */
  readonly intermediate: Mass;
}

/** What happened on a day. */
export interface StepDay extends Steps<Mg> {
  readonly day: Day;
}

/** By how much what is recovered may be above what is processed: the tolerance of a run. */
const MOST_PCT = 102;

/**
 * Whether what a period recovered does not belong to what it processed: `recovered + intermediate` is below zero or above 1.02 x
 * processed, or more unrecovered intermediate was drawn than was put out.
 */
export function isOutOfStep({ processed, recovered, intermediate }: Steps<bigint>): boolean {
  const numerator = recovered + intermediate;
  return numerator < 0n || numerator * 100n > BigInt(MOST_PCT) * processed || intermediate < 0n;
}

/**
 * The shortest period around a period in which recovery is in step; of equally long ones the earliest. Only days on which
 * something was drawn or put out can change that, so only those are tried as ends.
 *
 * @param days every day with such an act, in order, each once
 * @returns null where there is none
 */
export function shortestInStep(days: readonly StepDay[], period: Period): Period | null {
  const sums = runningSums(days);
  const first = days.findIndex(({ day }) => day >= period.from);
  const start = first === -1 ? days.length : first;
  const inside = days.filter(({ day }) => day >= period.from && day <= period.to).length;
  let best: { readonly period: Period; readonly length: number } | null = null;
  for (let from = start; from >= 0; from -= 1) {
    for (let to = start + inside; to <= days.length; to += 1) {
      const found = {
        from: from === start ? period.from : (days[from]?.day ?? period.from),
        to: to === start + inside ? period.to : (days[to - 1]?.day ?? period.to),
      };
      const length = (Date.parse(found.to) - Date.parse(found.from)) / 86_400_000;
      if (best && length > best.length) break;
      if (isOutOfStep(between(sums, from, to)) || (best && length === best.length && found.from >= best.period.from))
        continue;
      best = { period: found, length };
    }
  }
  return best?.period ?? null;
}

type Sums = readonly Steps<bigint>[];

/** The sums of the days before each place. */
function runningSums(days: readonly StepDay[]): Sums {
  const sums: Steps<bigint>[] = [{ processed: 0n, recovered: 0n, intermediate: 0n }];
  for (const { processed, recovered, intermediate } of days) {
    const last = sums[sums.length - 1];
    sums.push({
      processed: (last?.processed ?? 0n) + BigInt(processed),
      recovered: (last?.recovered ?? 0n) + BigInt(recovered),
      intermediate: (last?.intermediate ?? 0n) + BigInt(intermediate),
    });
  }
  return sums;
}

function between(sums: Sums, from: number, to: number): Steps<bigint> {
  const [before, after] = [sums[from], sums[to]];
  const grown = (name: keyof Steps<bigint>): bigint => (after?.[name] ?? 0n) - (before?.[name] ?? 0n);
  return { processed: grown('processed'), recovered: grown('recovered'), intermediate: grown('intermediate') };
}
