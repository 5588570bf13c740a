import { In, type EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { AgreementMembers, Sees, WentBatch, WentLeg } from '../../domain/sight/seers.js';
import { BatchPartyRow } from './batch-party.entity.js';
import { agreementMembers } from './members.js';

/** What of a batch decides who sees it. */
export interface SeenBatch {
  readonly id: string;
  readonly kind: BatchKind;
  readonly partyId: string;
  readonly agreementId: string | null;
  readonly parentId: string | null;
}

interface LegLine {
  readonly batchId: string;
  readonly shipmentId: string;
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly agreementId: string | null;
  readonly receivedOn: string | null;
  readonly refusedBatchId: string | null;
}

/**
 * Loads, by batch, the facts that `seersOf` of the domain decides by: as the books have them now.
 *
 * @param sharing of recycled and intermediate batches, the agreements that have a share in them
 */
export async function wentBatches(
  tx: EntityManager,
  batches: readonly SeenBatch[],
  sharing: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, WentBatch>> {
  if (batches.length === 0) return new Map();
  const covering = batches.flatMap(({ agreementId }) => agreementId ?? []);
  const members = await agreementMembers(tx, [...new Set([...[...sharing.values()].flat(), ...covering])]);
  const known = (id: string): AgreementMembers[] => [members.get(id) ?? []].flat();
  const ways = await waysOf(tx, batches);
  return new Map(
    batches.map(({ id, kind, partyId, agreementId }) => [
      id,
      {
        kind,
        originPartyId: partyId,
        legs: ways.get(id) ?? [],
        covering: known(agreementId ?? '')[0] ?? null,
        sharing: [...new Set(sharing.get(id))].flatMap(known),
      },
    ]),
  );
}

/** Who is stored to see what of batches, by batch. */
export async function storedSeers(
  tx: EntityManager,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Sees>>> {
  const rows = batchIds.length > 0 ? await tx.findBy(BatchPartyRow, { batchId: In([...batchIds]) }) : [];
  const seers = new Map(batchIds.map((id) => [id, new Map<string, Sees>()]));
  for (const { batchId, partyId, sees } of rows) seers.get(batchId)?.set(partyId, sees);
  return seers;
}

/** The ways of batches from where they arose: before one was a part, that of what it is a part of. */
async function waysOf(
  tx: EntityManager,
  batches: readonly SeenBatch[],
): Promise<ReadonlyMap<string, readonly WentLeg[]>> {
  const parents = await parentsOf(tx, batches);
  const own = await legLines(tx, [...parents.keys()]);
  const wayOf = ({ id }: SeenBatch): WentLeg[] => {
    const legs = (own.get(id) ?? []).map((line) => legOf(line, true));
    let partId = id;
    for (let parentId = parents.get(id) ?? null; parentId !== null; parentId = parents.get(partId) ?? null) {
      const part = partId;
      // The part that was refused did not go the leg on which it came off. Shipments and parts get their identifiers in the
      // order of time.
      const gone = (own.get(parentId) ?? []).filter(
        ({ shipmentId, refusedBatchId }) => shipmentId < part && refusedBatchId !== part,
      );
      legs.unshift(...gone.map((line) => legOf(line, false)));
      partId = parentId;
    }
    return legs;
  };
  return new Map(batches.map((batch) => [batch.id, wayOf(batch)]));
}

/** Of batches and all that they are parts of, what each is a part of. */
async function parentsOf(
  tx: EntityManager,
  batches: readonly SeenBatch[],
): Promise<ReadonlyMap<string, string | null>> {
  const parents = new Map(batches.map(({ id, parentId }) => [id, parentId]));
  for (;;) {
    const next = [...new Set([...parents.values()].flatMap((id) => id ?? []))].filter((id) => !parents.has(id));
    if (next.length === 0) return parents;
    const rows = await runSql<Pick<SeenBatch, 'id' | 'parentId'>>(
      tx,
      `SELECT "id", "parentId" FROM "batch" WHERE "id" IN ${listOf(next)}`,
      next,
    );
    for (const { id, parentId } of rows) parents.set(id, parentId);
  }
}

function legOf({ batchId, fromPartyId, toPartyId, agreementId, receivedOn, ...end }: LegLine, isOwn: boolean): WentLeg {
  const accepted = end.refusedBatchId === batchId ? 'refused-whole' : 'accepted';
  return { fromPartyId, toPartyId, agreementId, isOwn, ended: receivedOn === null ? null : accepted };
}

/** The legs that batches have begun, in the order of time. */
async function legLines(tx: EntityManager, batchIds: readonly string[]): Promise<ReadonlyMap<string, LegLine[]>> {
  const lines = await runSql<LegLine>(
    tx,
    `SELECT "l"."batchId", "l"."refusedBatchId", "h"."id" AS "shipmentId", "h"."fromPartyId", "h"."toPartyId",
        "h"."agreementId", "h"."receivedOn"
      FROM "shipment_line" "l" JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
      WHERE "l"."batchId" IN ${listOf(batchIds)} AND "h"."dispatchedOn" IS NOT NULL
      ORDER BY "h"."dispatchedAt", "h"."id"`,
    [...batchIds],
  );
  const legs = new Map<string, LegLine[]>();
  for (const line of lines) legs.set(line.batchId, [...(legs.get(line.batchId) ?? []), line]);
  return legs;
}
