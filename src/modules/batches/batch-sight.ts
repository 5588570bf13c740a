import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import { groupsOf } from '../../domain/matter/holding.js';
import { seersOf, type AgreementMembers, type Sees, type WentLeg } from '../../domain/sight/seers.js';
import { AgreementsQueries } from '../agreements/index.js';
import { contentsOfBatches } from '../ledger/index.js';
import { BatchPartyRow } from './batch-party.entity.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';

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
  constructor(
    private readonly batches: BatchStore,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** Writes only what has changed: mostly nothing, for what goes from a generator to its recycler. */
  async lookAgain(tx: EntityManager, batches: readonly BatchRow[]): Promise<void> {
    const living = batches.filter(({ status }) => status !== 'void');
    if (living.length === 0) return;
    const contents = await contentsOfBatches(tx, living.filter(isMixed));
    const sharingOf = (batch: BatchRow): string[] =>
      groupsOf(contents.get(batch.id) ?? []).flatMap(({ agreementId }) => agreementId ?? []);
    const ids = living.flatMap((batch) => [...sharingOf(batch), ...(batch.agreementId ? [batch.agreementId] : [])]);
    const members = await this.agreements.membersOf(tx, [...new Set(ids)]);
    const legs = await legLines(
      tx,
      living.map(({ id }) => id),
    );
    const stored = await tx.findBy(BatchPartyRow, { batchId: In(living.map(({ id }) => id)) });
    for (const batch of living) {
      const known = (id: string): AgreementMembers[] => [members.get(id) ?? []].flat();
      const seers = seersOf({
        ...{ kind: batch.kind, originPartyId: batch.partyId },
        legs: await wayOf(tx, batch, legs.get(batch.id) ?? []),
        covering: known(batch.agreementId ?? '')[0] ?? null,
        sharing: [...new Set(sharingOf(batch))].flatMap(known),
      });
      const before = stored.filter(({ batchId }) => batchId === batch.id);
      if (!isSame(seers, before)) await this.batches.showOnly(tx, batch, seers);
    }
  }
}

function isMixed({ kind }: BatchRow): boolean {
  return kind === 'recycled' || kind === 'intermediate';
}

function isSame(seers: ReadonlyMap<string, Sees>, stored: readonly BatchPartyRow[]): boolean {
  return seers.size === stored.length && stored.every(({ partyId, sees }) => seers.get(partyId) === sees);
}

/** The way of a batch from where it arose: before it was a part, that of what it is a part of. */
async function wayOf(tx: EntityManager, batch: BatchRow, own: readonly LegLine[]): Promise<WentLeg[]> {
  const legs = own.map((line) => legOf(line, true));
  let part = batch;
  while (part.parentId !== null) {
    const partId = part.id;
    const before = (await legLines(tx, [part.parentId])).get(part.parentId) ?? [];
    // The part that was refused did not go the leg on which it came off. Shipments and parts get their identifiers in the
    // order of time.
    const gone = before.filter(({ shipmentId, refusedBatchId }) => shipmentId < partId && refusedBatchId !== partId);
    legs.unshift(...gone.map((line) => legOf(line, false)));
    part = await tx.findOneByOrFail(BatchRow, { id: part.parentId });
  }
  return legs;
}

function legOf({ batchId, fromPartyId, toPartyId, agreementId, ...end }: LegLine, isOwn: boolean): WentLeg {
  const accepted = end.refusedBatchId === batchId ? 'refused-whole' : 'accepted';
  return { fromPartyId, toPartyId, agreementId, isOwn, ended: end.receivedOn === null ? null : accepted };
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
