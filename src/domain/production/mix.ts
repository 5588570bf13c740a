import {
  commoditiesOf,
  DRY_MASS,
  groupKey,
  groupOf,
  groupsOf,
  totalMg,
  type Group,
  type Holding,
} from '../matter/holding.js';
import { ratioPct } from '../measure/quantities.js';

/** What a lot was made of, as far as anybody knows: the share of a group in the dry mass and in each element that was charged. */
export interface MixShare extends Group {
  readonly dryPct: number | null;
  /** By element; those of which the group brought nothing are left out. */
  readonly elementPct: Readonly<Record<string, number>>;
}

/**
 * The mix of what was charged, by group: `share = charged of the group / charged in all`, of the dry mass and of each element.
 *
 * Shapes: milligrams in, percent with four decimals out, never rounded onto 0 or 100; the groups in the order in which they were
 * first charged. Nothing charged has no mix.
 */
export function mixOf(charged: Holding): MixShare[] {
  return groupsOf(charged).map((group) => {
    const own = charged.filter((amount) => groupKey(amount) === groupKey(group));
    const shareOf = (commodity: string): number | null =>
      ratioPct(BigInt(totalMg(own, commodity)), BigInt(totalMg(charged, commodity)));
    const elements = commoditiesOf(own).filter((commodity) => commodity !== DRY_MASS);
    const elementPct = Object.fromEntries(
      elements.flatMap((element) => {
        const pct = shareOf(element);
        return pct === null ? [] : [[element, pct] as const];
      }),
    );
    return { ...groupOf(group), dryPct: shareOf(DRY_MASS), elementPct };
  });
}
