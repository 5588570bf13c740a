import type { BatchKind } from '../matter/batch-kind.js';
import type { BatchPlace } from './batch-movements.js';
import { DomainError } from '../measure/errors.js';
import { drawn, DRY_MASS, totalMg, type Group, type Holding } from '../matter/holding.js';
import type { Moment } from '../measure/events.js';
import { actOf, added, entryOf, eventOf, stepOf, type Act, type Entering, type Side } from './act.js';
import { amountToDraw, drawStep } from './batch-life.js';
import { requireNoMagnets } from './magnets.js';
import type { Batch, Charge } from './records.js';
import { postingsOf, stockAccount, wipAccount, type Count, type Movement } from '../books/ledger.js';
import { PPM, type Mg, type Ppm } from '../measure/quantities.js';
import { roleOf, type AgreementSides } from '../agreement/sides.js';

/**
 * What goes back into the process that it came from is no consumption of recycled material.
 *
 * Magnets go back into production otherwise: they are no feed.
 *
 * @throws DomainError `charge-kind` for a by-product, `magnet-lot`
 */
export function checkChargeKind(kind: BatchKind): void {
  requireNoMagnets([{ kind }]);
  if (kind !== 'by-product') return;
  throw new DomainError(
    'charge-kind',
    'A by-product cannot be charged. What goes back into the same process is booked as the disposition `reused-in-process`.',
  );
}

/** What the usability of a charged product depends on. */
export interface UsabilityFacts {
  /** The product of the batch, by its code in the catalogue. */
  readonly product: string | null;
  /** The catalogue's factor for the product, in parts per million; undefined where it has none. */
  readonly defaultPpm: Ppm | undefined;
  /** The factors that an agreement names, by product, in parts per million; undefined where none is in force. */
  readonly factorsOf: (agreementId: string) => Readonly<Record<string, Ppm>> | undefined;
}

/**
 * The usability factor q of a charged group, in parts per million: what the group's agreement names for the product,
 * else the catalogue's default, else a million. Only an agreement's own groups are ever multiplied by it, so a group
 * without agreement has a million.
 */
export function chargedUsabilityPpm({ agreementId }: Group, facts: UsabilityFacts): Ppm {
  if (agreementId === null) return PPM;
  const named = facts.product === null ? undefined : facts.factorsOf(agreementId)?.[facts.product];
  return named ?? facts.defaultPpm ?? PPM;
}

/** A batch that is charged, and where. */
export interface ChargeCase extends ChargeFacts {
  readonly batch: Batch;
  readonly stock: Holding;
  readonly moment: Moment;
  readonly side: Side;
  readonly by: Entering;
  /** The melt that it goes into, where that is known. */
  readonly heat: string | null;
}

/**
 * A batch, or so much of it, charged into magnet production.
 *
 * @param askedMg dry; all that is left where nothing is said
 * @throws DomainError `more-than-left`, `nothing-left`, `batch-state`
 */
export function decideCharge(facts: ChargeCase, askedMg: Mg | undefined): Act & { readonly charge: Charge } {
  const { batch, stock, moment, side, by, heat } = facts;
  const dryMg = amountToDraw(stock, askedMg, batch.code);
  const place = { batchId: batch.id, siteId: side.siteId, partyId: side.partyId, day: moment.on };
  const entry = entryOf('charged', side, moment, by);
  const charge: Charge = {
    id: by.newId(),
    siteId: side.siteId,
    partyId: side.partyId,
    batchId: batch.id,
    entryId: entry.id,
    occurredAt: entry.occurredAt,
    occurredOn: entry.occurredOn,
    localOn: entry.localOn,
    dryMg,
    heat,
    status: 'booked',
    createdAt: by.now,
    userId: by.userId,
  };
  const act = actOf({
    entry,
    subjects: [batch.id],
    postings: postingsOf([chargeMovement(place, drawn(stock, dryMg), facts)]),
    steps: [stepOf(batch, drawStep('charged', totalMg(stock, DRY_MASS), dryMg))],
    events: [eventOf(entry, batch, { kind: 'charged', dryMg })],
    records: [added('charge', charge)],
  });
  return { ...act, charge };
}

export interface ChargeFacts {
  readonly usabilityOf: (group: Group) => Ppm;
  readonly sides: ReadonlyMap<string, AgreementSides>;
}

/**
 * Material consumed in magnet production: `stock -> wip`, counted as consumed and, at the usability of each group, as
 * substituted. What an agreement's recycler or processor charges itself has left the loop like what it disposes of.
 */
export function chargeMovement(
  { batchId, siteId, partyId, day }: BatchPlace,
  holding: Holding,
  { usabilityOf, sides }: ChargeFacts,
): Movement {
  return {
    day,
    partyId,
    fromBatchId: batchId,
    toBatchId: batchId,
    holding,
    from: stockAccount(siteId),
    to: wipAccount(siteId),
    countsOf: ({ agreementId }) => {
      const agreement = agreementId === null ? undefined : sides.get(agreementId);
      const isMaker = agreement && ['recycler', 'processor'].includes(roleOf(partyId, agreement));
      return isMaker ? [...CHARGED, { measure: 'recycled-disposed', sign: 1 }] : CHARGED;
    },
    usabilityPpmOf: usabilityOf,
  };
}

const CHARGED: readonly Count[] = [
  { measure: 'consumed', sign: 1 },
  { measure: 'substituted', sign: 1 },
];
