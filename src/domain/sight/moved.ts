import type { WentBatch, WentLeg } from './seers.js';

/*
 * What an act on a shipment makes of the ways of its batches: who sees them is worked out from the way as it is then.
 */

/** A batch whose last way is that of a shipment which is dispatched now. */
export function setOff(batch: WentBatch, leg: Pick<WentLeg, 'fromPartyId' | 'toPartyId' | 'agreementId'>): WentBatch {
  const { fromPartyId, toPartyId, agreementId } = leg;
  return { ...batch, legs: [...batch.legs, { fromPartyId, toPartyId, agreementId, ended: null, isOwn: true }] };
}

/** A batch whose last way has ended so, or where a receipt is taken back, has not ended. */
export function endedAs(batch: WentBatch, ended: WentLeg['ended']): WentBatch {
  const { before, last } = lastOf(batch);
  return { ...batch, legs: [...before, { ...last, ended }] };
}

/** A batch that has not set off by its last way: its dispatch is taken back. */
export function notSetOff(batch: WentBatch): WentBatch {
  return { ...batch, legs: lastOf(batch).before };
}

function lastOf({ legs }: WentBatch): { readonly before: readonly WentLeg[]; readonly last: WentLeg } {
  const last = legs.at(-1);
  if (!last) throw new Error('What travels has a way.');
  return { before: legs.slice(0, -1), last };
}
