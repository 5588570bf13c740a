import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import { groupsOf } from '../../domain/matter/holding.js';
import {
  isMixed,
  seersOf,
  type AgreementMembers,
  type Sees,
  type WentBatch,
  type WentLeg,
} from '../../domain/sight/seers.js';
import { agreementMembers } from '../agreements/index.js';
import { contentsOfBatches } from '../ledger/index.js';
import { BatchPartyRow } from './batch-party.entity.js';
import { BatchStore } from './batch-store.js';
import type { BatchRow } from './batch.entity.js';

/** What of a batch decides who sees it. */
type SeenBatch = Pick<BatchRow, 'id' | 'kind' | 'partyId' | 'agreementId' | 'runId' | 'parentId'>;

interface LegLine {
  readonly batchId: string;
  readonly shipmentId: string;
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly agreementId: string | null;
  readonly receivedOn: string | null;
  readonly refusedBatchId: string | null;
}

/** Keeps who sees what of batches as the rules have it: looked at anew whenever one moves or comes to be. */
@Injectable()
export class BatchSight {
  constructor(private readonly batches: BatchStore) {}

  /** Writes only what has changed: mostly nothing, for what goes from a generator to its recycler. */
  async lookAgain(tx: EntityManager, batches: readonly BatchRow[]): Promise<void> {
    const living = batches.filter(({ status }) => status !== 'void');
    const facts = await sightFacts(tx, living);
    const changed = changedSight(facts, await storedSeers(tx, [...facts.keys()]));
    for (const batch of living) {
      const seers = changed.get(batch.id);
      if (seers) await this.batches.showOnly(tx, batch, seers);
    }
  }
}

/** Loads, by batch, the facts that `seersOf` decides by: as the books have them now. */
export async function sightFacts(
  tx: EntityManager,
  batches: readonly SeenBatch[],
): Promise<ReadonlyMap<string, WentBatch>> {
  if (batches.length === 0) return new Map();
  const contents = await contentsOfBatches(
    tx,
    batches.filter(({ kind }) => isMixed(kind)),
  );
  const sharing = new Map(
    [...contents].map(([id, holding]) => [id, groupsOf(holding).flatMap(({ agreementId }) => agreementId ?? [])]),
  );
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

/** Of batches, who sees what of them by the rules, where something else is stored. */
export function changedSight(
  facts: ReadonlyMap<string, WentBatch>,
  stored: ReadonlyMap<string, ReadonlyMap<string, Sees>>,
): ReadonlyMap<string, ReadonlyMap<string, Sees>> {
  const seers = [...facts].map(([id, batch]) => [id, seersOf(batch)] as const);
  return new Map(seers.filter(([id, given]) => !isSame(given, stored.get(id) ?? new Map())));
}

function isSame(seers: ReadonlyMap<string, Sees>, stored: ReadonlyMap<string, Sees>): boolean {
  return seers.size === stored.size && [...stored].every(([partyId, sees]) => seers.get(partyId) === sees);
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
