import { In, type EntityManager } from 'typeorm';
import { deleteEntities, insertEntities, listOf, runSql, selectEntities } from '../../database/index.js';
import type { SightChange } from '../../domain/acts/act.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import { membersOf, type AgreementMembers, type Sees, type WentBatch, type WentLeg } from '../../domain/sight/seers.js';
import { BatchPartyRow } from './batch-party.entity.js';
import { legsOf, type BegunLeg } from './legs.js';
import { agreementMembers } from './members.js';

/** What of a batch decides who sees it. */
export interface SeenBatch {
  readonly id: string;
  readonly kind: BatchKind;
  readonly partyId: string;
  readonly agreementId: string | null;
  readonly parentId: string | null;
}

/**
 * Loads, by batch, the facts that `seersOf` of the domain decides by: as the books have them now.
 *
 * @param sharing of recycled and intermediate batches, the agreements that have a share in them
 * @param loaded agreements that are there already, by identifier
 */
export async function wentBatches(
  tx: EntityManager,
  batches: readonly SeenBatch[],
  sharing: ReadonlyMap<string, readonly string[]>,
  loaded: ReadonlyMap<string, AgreementFacts> = new Map(),
): Promise<ReadonlyMap<string, WentBatch>> {
  if (batches.length === 0) return new Map();
  const covering = batches.flatMap(({ agreementId }) => agreementId ?? []);
  const ids = [...new Set([...[...sharing.values()].flat(), ...covering])];
  const members = await agreementMembers(
    tx,
    ids.filter((id) => !loaded.has(id)),
  );
  const known = (id: string): AgreementMembers[] => {
    const facts = loaded.get(id);
    return facts ? [membersOf(facts)] : [members.get(id) ?? []].flat();
  };
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
  const where = `WHERE "batchId" IN ${listOf(batchIds)}`;
  const rows = batchIds.length > 0 ? await selectEntities(tx, BatchPartyRow, where, batchIds) : [];
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
  const own = grouped(await legsOf(tx, [...parents.keys()]));
  const wayOf = ({ id }: SeenBatch): WentLeg[] => {
    const legs = (own.get(id) ?? []).map((line) => wentLeg(line, true));
    let partId = id;
    for (let parentId = parents.get(id) ?? null; parentId !== null; parentId = parents.get(partId) ?? null) {
      const part = partId;
      // The part that was refused did not go the leg on which it came off. Shipments and parts get their identifiers in the
      // order of time.
      const gone = (own.get(parentId) ?? []).filter(
        ({ shipmentId, refusedBatchId }) => shipmentId < part && refusedBatchId !== part,
      );
      legs.unshift(...gone.map((line) => wentLeg(line, false)));
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

function wentLeg(
  { batchId, fromPartyId, toPartyId, agreementId, receivedAt, ...end }: BegunLeg,
  isOwn: boolean,
): WentLeg {
  const accepted = end.refusedBatchId === batchId ? 'refused-whole' : 'accepted';
  return { fromPartyId, toPartyId, agreementId, isOwn, ended: receivedAt === null ? null : accepted };
}

function grouped(legs: readonly BegunLeg[]): ReadonlyMap<string, BegunLeg[]> {
  const groups = new Map<string, BegunLeg[]>();
  for (const leg of legs) groups.set(leg.batchId, [...(groups.get(leg.batchId) ?? []), leg]);
  return groups;
}

/** Lets parties see more, less or nothing any more of batches. */
export async function writeSight(tx: EntityManager, changes: readonly SightChange[]): Promise<void> {
  const hidden = changes.flatMap(({ batch, hidden: partyIds }) =>
    partyIds.map((partyId) => ({ partyId, batchId: batch.id })),
  );
  await deleteEntities(tx, BatchPartyRow, hidden);
  const rows = changes.flatMap(({ batch: { id: batchId, kind, createdAt }, sees }) =>
    [...sees].map(([partyId, one]) => ({ partyId, batchId, sees: one, kind, createdAt })),
  );
  const suffix = 'ON CONFLICT ("partyId", "batchId") DO UPDATE SET "sees" = excluded."sees"';
  await insertEntities(tx, BatchPartyRow, rows, suffix);
}

/** Whether a party sees all of each of some batches. */
export async function seesAllOf(tx: EntityManager, partyId: string, batchIds: readonly string[]): Promise<boolean> {
  const seen = await tx.countBy(BatchPartyRow, { partyId, batchId: In([...batchIds]), sees: 'all' });
  return seen === new Set(batchIds).size;
}
