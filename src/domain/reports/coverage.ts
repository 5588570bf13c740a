import { figureMg, measuresOf } from './figures.js';
import { DRY_MASS } from '../matter/holding.js';
import { ratioPct, safe, type Mg } from '../measure/quantities.js';
import { dryMg, type TotalRow } from '../books/totals.js';

/** Where the by-product of an agreement went, in milligrams of dry mass, and how much of it to the recycler. */
export interface Coverage {
  /** Dispatched to the recycler, less refused. */
  readonly sentMg: Mg;
  /** Left a stock of the generator by disposal, sale or shipment elsewhere: carve-outs and breaches included. */
  readonly leakedMg: Mg;
  /** The part of {@link leakedMg} that has an allowed carve-out. */
  readonly carvedOutMg: Mg;
  /** The part of {@link leakedMg} that was booked as a breach. */
  readonly breachMg: Mg;
  /** By-product that the recycler disposed of or sold after receipt: no leak, shown apart. */
  readonly recyclerDisposedMg: Mg;
  /** Recycled or intermediate material sold elsewhere: no leak, shown apart. */
  readonly recycledSoldElsewhereMg: Mg;
  /** `sent / (sent + leaked - carved out)` in percent; null where the denominator is zero or less. */
  readonly coveragePct: number | null;
  /** `sent / (sent + leaked)` in percent; null where the denominator is zero or less. */
  readonly coverageWithCarveOutsPct: number | null;
  /** What counts took from the generator's stock. */
  readonly countedDownMg: Mg;
  /** What counts added to it. */
  readonly countedUpMg: Mg;
  /** What was lost on own ways and of loads that were refused whole, signed. */
  readonly ownDifferenceMg: Mg;
  /**
   * `sent / (sent + leaked - carved out + unexplained)` in percent: coverage as if what was counted down, net of what was counted
   * up, and the own difference had leaked, each at least 0.
   */
  readonly coverageAsIfLeakedPct: number | null;
}

/**
 * Coverage over a period: `sent / (sent + leaked - carved out)`, and `sent / (sent + leaked)` with carve-outs.
 *
 * Shapes: the period's totals of one agreement in, dry mass in milligrams and percent with four decimals out. What stays
 * on hand is on neither side of the ratio, nor is what went back into the process that it came from.
 *
 * @throws DomainError `mass-too-large`
 */
export function coverageOf(rows: readonly TotalRow[]): Coverage {
  const sent = dryMg(rows, 'sent');
  const carvedOut = dryMg(rows, ...measuresOf('carvedOut'));
  const breach = dryMg(rows, ...measuresOf('breach'));
  const leaked = dryMg(rows, ...measuresOf('leaked'));
  const [down, up, own] = [dryMg(rows, 'counted-down'), dryMg(rows, 'counted-up'), dryMg(rows, 'own-difference')];
  const unexplained = atLeastZero(down - up) + atLeastZero(own);
  return {
    sentMg: safe(sent),
    leakedMg: safe(leaked),
    carvedOutMg: safe(carvedOut),
    breachMg: safe(breach),
    recyclerDisposedMg: safe(dryMg(rows, 'recycler-disposed')),
    recycledSoldElsewhereMg: safe(dryMg(rows, 'recycled-sold')),
    coveragePct: ratioPct(sent, sent + leaked - carvedOut),
    coverageWithCarveOutsPct: ratioPct(sent, sent + leaked),
    countedDownMg: safe(down),
    countedUpMg: safe(up),
    ownDifferenceMg: safe(own),
    coverageAsIfLeakedPct: ratioPct(sent, sent + leaked - carvedOut + unexplained),
  };
}

function atLeastZero(mg: bigint): bigint {
  return mg < 0n ? 0n : mg;
}

/**
 * By-product in stock at the generator's sites, in milligrams of dry mass:
 * `generated - reused - leaked - sent - counted down + counted up - own differences`. A loss is a positive difference.
 *
 * Given the totals of one agreement from the beginning of time to a day, it is the stock at the end of that day, planned
 * shipments and own transit between the generator's sites included; given those of a period, it is by how much the stock grew.
 *
 * @throws DomainError `mass-too-large`
 */
export function onHandMg(rows: readonly TotalRow[]): Mg {
  const parts = rows.filter(
    ({ commodity, measure }) => commodity === DRY_MASS && measuresOf('onHand').includes(measure),
  );
  return safe(figureMg('onHand', parts));
}
