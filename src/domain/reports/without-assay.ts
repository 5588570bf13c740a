import type { Measure } from '../books/ledger.js';
import { figureMg, measuresOf } from './figures.js';
import { absolute, larger, ofMg, safe, type Mg } from '../measure/quantities.js';
import type { Day, Period } from '../measure/time.js';
import { sumMg } from '../books/totals.js';

/**
 * By-product without an assay in force now, as it stands in the figures of a period: dry milligrams, by the day of the posting.
 * Rungs behind a run have none, since a run takes only what has an assay.
 */
export interface WithoutAssay {
  readonly generatedMg: Mg;
  readonly reusedMg: Mg;
  readonly sentMg: Mg;
  readonly confirmedMg: Mg;
  readonly leakedMg: Mg;
  readonly onHandMg: Mg;
}

export const NOTHING_WITHOUT_ASSAY: WithoutAssay = {
  generatedMg: 0,
  reusedMg: 0,
  sentMg: 0,
  confirmedMg: 0,
  leakedMg: 0,
  onHandMg: 0,
};

/** What batches without an assay counted to a measure on a day: dry milligrams, signed. */
export interface UnassayedDay {
  readonly day: Day;
  readonly measure: Measure;
  readonly massMg: Mg;
}

/** @throws DomainError `mass-too-large` */
export function withoutAssayOf(days: readonly UnassayedDay[], { from, to }: Period): WithoutAssay {
  const within = (...measures: readonly Measure[]): Mg =>
    safe(sumMg(days.filter(({ day, measure }) => measures.includes(measure) && day >= from && day <= to)));
  const stock = new Set(measuresOf('onHand'));
  return {
    generatedMg: within('generated'),
    reusedMg: within('reused'),
    sentMg: within('sent'),
    confirmedMg: within('confirmed'),
    leakedMg: within(...measuresOf('leaked')),
    onHandMg: safe(
      figureMg(
        'onHand',
        days.filter(({ day, measure }) => day <= to && stock.has(measure)),
      ),
    ),
  };
}

/** The largest of the masses: how much of what the period is about nobody knows the contents of. */
export function mostWithoutAssayMg(without: WithoutAssay): Mg {
  return Object.values<Mg>({ ...without }).reduce((most, massMg) => larger(most, absolute(massMg)), ofMg(0));
}

/** Whether more than 1 % of a dry mass has no assay. */
export function lacksAssay(withoutMg: bigint, dryMg: bigint): boolean {
  return withoutMg > 0n && withoutMg * 100n > dryMg;
}
