import { DISPOSITIONS, type EndingKind } from './dispositions.js';
import { faultAt, type Fault } from '../measure/faults.js';
import type { CarveOut } from '../agreement/agreement.js';
import { DomainError, InputError } from '../measure/errors.js';
import type { LeakMeasure } from './shipment.js';

/** The agreement under which a by-product was logged, in the version that it keeps. */
export interface CoveringTerms {
  readonly agreementId: string;
  readonly exclusive: boolean;
  readonly carveOuts: readonly CarveOut[];
  readonly generatorId: string;
  readonly recyclerId: string;
}

/** Where a batch goes: to a site of a party, or to an end. */
export type Destination = { readonly partyId: string } | EndingKind;

/** A batch that is about to leave the stock of a party. */
export interface Departure {
  /** Null for a by-product without agreement, and for every other kind of batch: those may go anywhere. */
  readonly covering: CoveringTerms | null;
  /** The code of the batch, for messages. */
  readonly batch?: string;
  /** The party in whose stock it is. */
  readonly holderId: string;
  readonly destination: Destination;
  /** Whether it is what the recycler refused in a receipt. */
  readonly refusedByRecycler: boolean;
}

/** What those who move it say in justification. */
export interface Justification {
  readonly carveOut?: CarveOut;
  readonly breach?: { readonly reason: string };
  /** Whether the one who asks may book what has already happened against the agreement: an `admin`. */
  readonly mayBreach: boolean;
}

/** What the departure counts to in the coverage; null where it is no leak. */
export interface DepartureDecision {
  readonly leak: LeakMeasure | null;
}

/**
 * Whether a covered by-product may leave the generator this way, and what it counts to. It may go to another site of the
 * generator or of the agreement's recycler, and back into the process that it came from. Any other way out:
 *
 * - under a non-exclusive agreement is free and counts as `leaked`, or as `leaked-carve-out` with a carve-out of the
 *   agreement;
 * - under an exclusive one needs a carve-out that the agreement allows (`recycler-refused` only for what the recycler refused in
 *   a receipt), or is booked by an admin as the breach that has already happened.
 *
 * What somebody else than the generator holds is outside these rules.
 *
 * @throws DomainError `exclusivity-breach`, with the carve-outs that would do; `forbidden` for a breach by who may not
 * book it
 * @throws InputError where a carve-out or breach is given though the departure needs none, or both are given
 */
export function decideDeparture(departure: Departure & Justification): DepartureDecision {
  const decisions = decideDepartures([departure], departure);
  return decisions[0] ?? { leak: null };
}

/**
 * The same for the batches of one shipment, which share their justification: it is needless only where none needs it.
 *
 * Shapes: as many decisions out as departures in, in their order.
 *
 * @throws as {@link decideDeparture}
 */
export function decideDepartures(departures: readonly Departure[], justification: Justification): DepartureDecision[] {
  const ways = departures.map(wayOut);
  const faults = justificationFaults(
    ways.filter((way) => way !== null),
    justification,
  );
  if (faults.length > 0) throw new InputError(faults);
  return ways.map((way) => ({ leak: way ? leakOf(way, justification) : null }));
}

/** A way out of an agreement, with the carve-outs of the agreement that are open to the batch. */
interface WayOut {
  readonly covering: CoveringTerms;
  readonly batch?: string;
  readonly usable: readonly CarveOut[];
}

/** The agreement that the departure takes a by-product out of; null where it does not. */
function wayOut({ covering, batch, holderId, destination, refusedByRecycler }: Departure): WayOut | null {
  if (!covering || holderId !== covering.generatorId) return null;
  if (typeof destination === 'string' && DISPOSITIONS[destination].staysInside) return null;
  const inside = [covering.generatorId, covering.recyclerId];
  if (typeof destination === 'object' && inside.includes(destination.partyId)) return null;
  const usable = covering.carveOuts.filter((carveOut) => carveOut !== 'recycler-refused' || refusedByRecycler);
  return { covering, batch, usable };
}

function justificationFaults(ways: readonly WayOut[], { carveOut, breach }: Justification): Fault[] {
  const faults: Fault[] = [];
  const exclusive = ways.some(({ covering }) => covering.exclusive);
  if (carveOut && ways.length === 0) {
    faults.push(faultAt('/carveOut', 'carve-out-needless'));
  } else if (carveOut && !exclusive && !ways.some(({ usable }) => usable.includes(carveOut))) {
    // Under an exclusive agreement the same is no slip of the pen but the breach itself, and told as such.
    faults.push(faultAt('/carveOut', 'carve-out-not-open'));
  }
  if (breach && !exclusive) {
    faults.push(faultAt('/breach', 'breach-needless'));
  } else if (breach && carveOut) {
    faults.push(faultAt('/breach', 'breach-beside-carve-out'));
  }
  return faults;
}

function leakOf(way: WayOut, { carveOut, breach, mayBreach }: Justification): LeakMeasure {
  if (carveOut && way.usable.includes(carveOut)) return 'leaked-carve-out';
  if (!way.covering.exclusive) return 'leaked';
  if (!breach) throw exclusivityBreach(way, carveOut);
  if (mayBreach) return 'leaked-breach';
  throw new DomainError('forbidden', 'Only an admin may book what has happened against an exclusive agreement.');
}

function exclusivityBreach({ covering, batch, usable }: WayOut, carveOut: CarveOut | undefined): DomainError {
  const subject = batch === undefined ? 'The batch' : `Batch ${batch}`;
  const why = carveOut ? ` The carve-out ${carveOut} does not hold for it.` : '';
  const how = usable.length > 0 ? `It may go with a carve-out: ${usable.join(', ')}.` : 'No carve-out is open to it.';
  return new DomainError(
    'exclusivity-breach',
    `${subject} is promised to the agreement's recycler alone.${why} ${how}`,
    {
      agreementId: covering.agreementId,
      ...(batch === undefined ? {} : { batch }),
      allowedCarveOuts: usable,
    },
  );
}
