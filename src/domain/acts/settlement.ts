import { DomainError } from '../measure/errors.js';
import {
  amountsOf,
  byCountry,
  difference,
  DRY_MASS,
  negated,
  shareOverGroups,
  sumOf,
  totalMg,
  commoditiesOf,
  withoutCountries,
  type Commodity,
  type Holding,
} from '../matter/holding.js';
import { stockAccount, transitAccount, WORLD, type Movement } from '../books/ledger.js';
import {
  arrivalCounts,
  differenceCounts,
  refusalCounts,
  sameBatch,
  weighedHolding,
  wholeRefusalCounts,
  type Leg,
  type ReceivedMasses,
  type Weighing,
} from './shipment.js';
import type { Day } from '../measure/time.js';
import { minus, negative, smaller, type Mg } from '../measure/quantities.js';

export interface SettlementFacts extends ReceivedMasses {
  readonly weighing: Weighing;
  /** What is in stock now: the receiver's, or the sender's where all was refused. */
  readonly left: Holding;
  readonly settledDryMg: Mg;
}

/**
 * The change of the receiver's stock by a settlement, signed: settled contents less received contents, while the refused
 * part stays as it is. Per commodity the change is `weighed(settled) - weighed(received)`:
 *
 * - where it is below zero it is taken from what is left, shared over the groups of what is left by largest remainder,
 *   and at most all that is left, so that no group falls below zero and the dry mass comes to the settled figure exactly;
 * - where it is above zero it is added group by group.
 *
 * Where all dry mass goes, all elements go with it.
 *
 * @throws DomainError `settlement-below-drawn` where less than nothing would be left after refusal and draws
 */
export function settlementChange(facts: SettlementFacts): Holding {
  const { weighing, left, settledDryMg: settled, receivedDryMg, refusedDryMg } = facts;
  const leftMg = totalMg(left, DRY_MASS);
  const change = settled - receivedDryMg;
  // A count may have raised what is left, so that both have to be asked.
  if (settled < refusedDryMg || leftMg + change < 0) {
    throw new DomainError(
      'settlement-below-drawn',
      'The figure leaves less than nothing after refusal and what was drawn.',
      {
        leftDryKg: leftMg / 1_000_000,
        changeDryKg: change / 1_000_000,
      },
    );
  }
  if (change === 0) return [];
  if (leftMg > 0 && leftMg + change === 0) return negated(left);
  const before = weighedHolding(weighing, receivedDryMg);
  const after = weighedHolding(weighing, settled);
  return commoditiesOf([...before, ...after]).flatMap((commodity) => changeOf(commodity, { before, after, left }));
}

function changeOf(
  commodity: Commodity,
  { before, after, left }: Record<'before' | 'after' | 'left', Holding>,
): Holding {
  const changeMg = minus(totalMg(after, commodity), totalMg(before, commodity));
  if (changeMg < 0)
    return negated(shareOverGroups(left, commodity, smaller(negative(changeMg), totalMg(left, commodity))));
  const byGroup = amountsOf(difference(after, before), commodity);
  if (isThere(left, byGroup)) return byGroup;
  // Largest remainders of a larger total may give a group a milligram less, which may not be left of it any more.
  if (!isThere(withoutCountries(left), withoutCountries(byGroup))) return shareOverGroups(after, commodity, changeMg);
  return byCountry(byGroup).flatMap((lot) => changeOfLot(lot, { after, left }));
}

function isThere(left: Holding, change: Holding): boolean {
  return sumOf(left, change).every(({ massMg }) => massMg >= 0);
}

/** Where only countries of an agreement and origin would fall below zero: its change is shared over what there is of them. */
function changeOfLot(lot: Holding, { after, left }: Record<'after' | 'left', Holding>): Holding {
  const [first] = lot;
  if (!first) return [];
  const { commodity, agreementId, origin } = first;
  const own = (holding: Holding): Holding =>
    amountsOf(holding, commodity).filter((one) => one.agreementId === agreementId && one.origin === origin);
  const changeMg = totalMg(lot, commodity);
  return changeMg < 0
    ? negated(shareOverGroups(own(left), commodity, negative(changeMg)))
    : shareOverGroups(own(after), commodity, changeMg);
}

/** `measurement-difference <-> transit <-> stock` of the receiver, on the event day of the receipt. */
export function settlementMovements(leg: Leg, change: Holding, receivedOn: Day): Movement[] {
  const transit = transitAccount(leg.shipmentId);
  const base = sameBatch(leg, receivedOn, leg.to.partyId);
  return [
    {
      ...base,
      from: transit,
      to: WORLD.measurementDifference,
      holding: negated(change),
      countsOf: (group) => differenceCounts(leg, group),
    },
    {
      ...base,
      from: transit,
      to: stockAccount(leg.to.siteId),
      holding: change,
      countsOf: (group) => arrivalCounts(leg, group),
    },
  ];
}

/**
 * After a whole refusal: `measurement-difference <-> transit <-> stock` of the sender, in the sender's books and on the event
 * day of the dispatch that the refusal undoes.
 */
export function refusalSettlementMovements(leg: Leg, change: Holding, dispatchedOn: Day): Movement[] {
  const transit = transitAccount(leg.shipmentId);
  const base = sameBatch(leg, dispatchedOn, leg.from.partyId);
  return [
    {
      ...base,
      from: transit,
      to: WORLD.measurementDifference,
      holding: negated(change),
      countsOf: (group) => wholeRefusalCounts(leg, group),
    },
    {
      ...base,
      from: transit,
      to: stockAccount(leg.from.siteId),
      holding: change,
      countsOf: (group) => refusalCounts(leg, group),
    },
  ];
}
