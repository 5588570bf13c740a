import { postingsOf, wipAccount, WORLD } from '../books/ledger.js';
import type { Holding } from '../matter/holding.js';
import type { Moment } from '../measure/events.js';
import type { Mg } from '../measure/quantities.js';
import { actOf, added, entryOf, type Act, type Entering, type Side } from './act.js';
import type { ProcessLoss } from './records.js';

/** What is said of a process loss. */
export type GivenLoss = Pick<ProcessLoss, 'elementsMg' | 'basis' | 'reason' | 'document'>;

/**
 * What left production otherwise than as magnets or by-product: element masses `wip -> world:process-loss`. It stands on no
 * batch, and counts to no measure.
 */
export function decideLoss(
  { side, moment, by }: { readonly side: Side; readonly moment: Moment; readonly by: Entering },
  given: GivenLoss,
): Act & { readonly loss: ProcessLoss } {
  const entry = entryOf('lost', side, moment, by);
  const { occurredAt, occurredOn, localOn } = entry;
  const loss: ProcessLoss = {
    ...given,
    id: by.newId(),
    ...side,
    entryId: entry.id,
    occurredAt,
    occurredOn,
    localOn,
    status: 'booked',
    createdAt: by.now,
    userId: by.userId,
  };
  const movement = {
    day: moment.on,
    partyId: side.partyId,
    from: wipAccount(side.siteId),
    to: WORLD.processLoss,
    fromBatchId: null,
    toBatchId: null,
    holding: lostHolding(given.elementsMg),
  };
  return { ...actOf({ entry, postings: postingsOf([movement]), records: [added('processLoss', loss)] }), loss };
}

/** Nobody says of whose material it was. */
function lostHolding(elementsMg: Readonly<Record<string, Mg>>): Holding {
  return Object.entries(elementsMg)
    .filter(([, massMg]) => massMg > 0)
    .map(([commodity, massMg]) => ({ commodity, agreementId: null, origin: 'unknown', country: null, massMg }));
}
