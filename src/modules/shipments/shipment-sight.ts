import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import { groupsOf } from '../../domain/holding.js';
import { seenWholeBy, type WentLeg } from '../../domain/sight.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchRow, BatchStore } from '../batches/index.js';
import { contentsOfBatches } from '../ledger/index.js';

interface LegLine {
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly receivedOn: string | null;
  readonly refusedBatchId: string | null;
}

/** Decides anew who sees what of batches of several customers, when one has gone back or a way back is undone. */
@Injectable()
export class ShipmentSight {
  constructor(
    private readonly batches: BatchStore,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** By-products and supplies are of one party and its agreement: who sees them does not depend on where they went. */
  async lookAgain(tx: EntityManager, batches: readonly BatchRow[]): Promise<void> {
    const mixed = batches.filter(
      ({ kind, status }) => kind !== 'by-product' && kind !== 'primary' && status !== 'void',
    );
    if (mixed.length === 0) return;
    const contents = await contentsOfBatches(tx, mixed);
    const ids = [...contents.values()].flatMap(groupsOf).flatMap(({ agreementId }) => agreementId ?? []);
    const sides = await this.agreements.sides(tx, [...new Set(ids)]);
    for (const batch of mixed) {
      const share = groupsOf(contents.get(batch.id) ?? []).flatMap(({ agreementId }) => {
        const agreement = agreementId === null ? undefined : sides.get(agreementId);
        return agreement ? [agreement.generatorId, agreement.recyclerId] : [];
      });
      await this.batches.showOnly(tx, batch, { whole: seenWholeBy(batch.partyId, await legsOf(tx, batch)), share });
    }
  }
}

/** The way of a batch from where it arose: before it was a part, that of what it is a part of. */
async function legsOf(tx: EntityManager, batch: BatchRow): Promise<WentLeg[]> {
  const own = await legsBefore(tx, batch.id, null);
  if (batch.parentId === null) return own;
  const legs = [...own];
  let part = batch;
  while (part.parentId !== null) {
    legs.unshift(...(await legsBefore(tx, part.parentId, part.id)));
    part = await tx.findOneByOrFail(BatchRow, { id: part.parentId });
  }
  return legs;
}

/**
 * The legs that a batch has begun, up to where a part came off it. The part that was refused did not go the leg on which it
 * came off. Shipments and parts get their identifiers in the order of time.
 */
async function legsBefore(tx: EntityManager, batchId: string, partId: string | null): Promise<WentLeg[]> {
  const lines = await runSql<LegLine>(
    tx,
    `SELECT "h"."fromPartyId", "h"."toPartyId", "h"."receivedOn", "l"."refusedBatchId"
      FROM "shipment_line" "l" JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
      WHERE "l"."batchId" = ? AND "h"."dispatchedOn" IS NOT NULL ${partId === null ? '' : 'AND "h"."id" < ?'}
      ORDER BY "h"."dispatchedAt", "h"."id"`,
    partId === null ? [batchId] : [batchId, partId],
  );
  return lines
    .filter(({ refusedBatchId }) => partId === null || refusedBatchId !== partId)
    .map(({ fromPartyId, toPartyId, receivedOn, refusedBatchId }) => {
      if (receivedOn === null) return { fromPartyId, toPartyId, ended: null };
      return { fromPartyId, toPartyId, ended: refusedBatchId === batchId ? 'refused-whole' : 'accepted' };
    });
}
