import { In, type EntityManager } from 'typeorm';
import { DRAWS, type Draw } from '../../domain/acts/batch-life.js';
import type { CountedLife } from '../../domain/acts/count-guard.js';
import { bookedEntries, differencesOf, loggingsOf } from '../ledger/index.js';
import { legsOf, type BegunLeg } from '../sight/index.js';
import { BatchEventRow } from './batch-event.entity.js';
import { BatchRow } from './batch.entity.js';
import { addedUp, larger, minus, plus, signed, type Mg, type Ppm } from '../../domain/measure/quantities.js';

/** How long a logging may be edited or taken back freely. */
export const FREE_MS = 24 * 60 * 60 * 1000;

/** What counts, edits and own ways have done to a batch and its parts while its holder had it. */
export async function countedLife(tx: EntityManager, batch: BatchRow, tolerancePpm: Ppm | null): Promise<CountedLife> {
  const { id, rootId, holderId, partyId } = batch;
  const family = await tx.find(BatchRow, { select: { id: true, dryMg: true }, where: { rootId } });
  const batchIds = family.map((member) => member.id);
  const legs = await legsOf(tx, batchIds);
  const outs = await outsOf(tx, holderId, { batchIds, legs });
  if (holderId === partyId) outs.push(...(await editsOf(tx, rootId)));
  const sum = (sign: 1 | -1): Mg => addedUp(outs.map((mg) => larger(0, signed(sign, mg))));
  const received = lastReceived(legs, [id, rootId], holderId);
  return {
    baseMg: received?.acceptedMg ?? family.find((member) => member.id === rootId)?.dryMg ?? 0,
    tolerancePpm,
    takenMg: sum(1),
    addedMg: sum(-1),
  };
}

/** What drew on batches last, by batch; one that nothing has drawn on is not in the answer. */
export async function lastDraws(tx: EntityManager, batchIds: readonly string[]): Promise<ReadonlyMap<string, Draw>> {
  const draws = In([...DRAWS]);
  const events =
    batchIds.length === 0 ? [] : await tx.findBy(BatchEventRow, { batchId: In([...batchIds]), kind: draws });
  const entries = await bookedEntries(
    tx,
    events.map(({ entryId }) => entryId),
  );
  const standing = entries.filter(({ reversedById }) => reversedById === null).reverse();
  const inTime = standing.sort((a, b) => a.occurredAt - b.occurredAt);
  return new Map(
    inTime.flatMap(({ id }) =>
      events.filter(({ entryId }) => entryId === id).map(({ batchId, kind }) => [batchId, kind as Draw] as const),
    ),
  );
}

/** Each count, and per shipment and batch what was lost or gained on an own way or of a load that was refused whole. */
async function outsOf(
  tx: EntityManager,
  holderId: string,
  { batchIds, legs }: { readonly batchIds: readonly string[]; readonly legs: readonly BegunLeg[] },
): Promise<Mg[]> {
  const keyOf = (shipmentId: string | null, batchId: string): string => `${shipmentId ?? ''} ${batchId}`;
  const own = legs.filter(
    (leg) => leg.fromPartyId === holderId && (leg.toPartyId === holderId || leg.refusedBatchId === leg.batchId),
  );
  const ownKeys = new Set(own.map(({ shipmentId, batchId }) => keyOf(shipmentId, batchId)));
  const shipmentIds = [...new Set(own.map(({ shipmentId }) => shipmentId))];
  const outs = new Map<string, Mg>();
  for (const { entryId, kind, partyId, batchId, shipmentId, takenMg } of await differencesOf(tx, {
    batchIds,
    shipmentIds,
  })) {
    const isCount = kind === 'disposed' && partyId === holderId;
    const way = keyOf(shipmentId, batchId);
    if (!isCount && (kind === 'disposed' || !ownKeys.has(way))) continue;
    const key = isCount ? entryId : way;
    outs.set(key, plus(outs.get(key) ?? 0, takenMg));
  }
  return [...outs.values()];
}

/** What came from another party, last. */
function lastReceived(legs: readonly BegunLeg[], batchIds: readonly string[], holderId: string): BegunLeg | undefined {
  return legs
    .filter(
      ({ batchId, fromPartyId, toPartyId, acceptedMg }) =>
        batchIds.includes(batchId) && toPartyId === holderId && fromPartyId !== toPartyId && acceptedMg !== null,
    )
    .sort((a, b) => (b.receivedAt ?? 0) - (a.receivedAt ?? 0))[0];
}

/** By how much each edit lowered what was logged; those of the first day are free. */
async function editsOf(tx: EntityManager, rootId: string): Promise<Mg[]> {
  const logged = await loggingsOf(tx, rootId);
  const first = logged[0]?.recordedAt ?? 0;
  return logged.slice(1).flatMap(({ recordedAt, dryMg }, index) => {
    return recordedAt - first <= FREE_MS ? [] : [minus(logged[index]?.dryMg ?? 0, dryMg)];
  });
}
