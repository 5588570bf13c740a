import { addedUp, type Mg } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';

/** What may leave production otherwise in a month without anybody asking: of the dry mass that its site charged, in percent. */
const MOST_LOSS_PCT = 0.5;

export interface LossOfMonth {
  readonly siteId: string;
  readonly entryId: string;
  readonly occurredOn: Day;
  readonly recordedAt: number;
  /** Of all its elements. */
  readonly massMg: Mg;
  readonly reason: string;
}

export interface ChargedInMonth {
  readonly siteId: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly dryMg: Mg;
}

/** The losses of a site and month that are more than charges explain, told by the one that was recorded last. */
export interface LossesBeyond {
  readonly siteId: string;
  readonly month: string;
  readonly last: LossOfMonth;
  readonly massMg: Mg;
  /** Of the only one; of several each has its own. */
  readonly reason: string | null;
}

/**
 * Process losses that are a departure of every agreement of their site: those of a calendar month that are together more than
 * half a percent of the dry mass charged at the site in it. Exactly that much is none.
 */
export function lossesBeyond(losses: readonly LossOfMonth[], charged: readonly ChargedInMonth[]): LossesBeyond[] {
  const months = new Map<string, LossOfMonth[]>();
  for (const loss of losses) {
    const key = `${loss.siteId} ${loss.occurredOn.slice(0, 7)}`;
    months.set(key, [...(months.get(key) ?? []), loss]);
  }
  return [...months.values()].flatMap((own): LossesBeyond[] => {
    const [last] = [...own].sort((a, b) => b.recordedAt - a.recordedAt || (a.entryId < b.entryId ? 1 : -1));
    if (!last) return [];
    const { siteId } = last;
    const month = last.occurredOn.slice(0, 7);
    const massMg = addedUp(own.map((loss) => loss.massMg));
    const dryMg = addedUp(
      charged.filter((one) => one.siteId === siteId && one.month === month).map((one) => one.dryMg),
    );
    if (100 * massMg <= MOST_LOSS_PCT * dryMg) return [];
    return [{ siteId, month, last, massMg, reason: own.length === 1 ? last.reason : null }];
  });
}
