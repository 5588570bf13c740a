import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, NotFoundError, type Caller } from '../../common/index.js';
import { listOf, lockRows, selectEntities, runSql } from '../../database/index.js';
import type { Agreements } from '../../domain/acts/load-cover.js';
import type { Batch } from '../../domain/acts/records.js';
import type { HeldShipment } from '../../domain/acts/shipment-change.js';
import { groupsOf, type Holding } from '../../domain/matter/holding.js';
import { isAtAnEnd } from '../../domain/sight/viewer.js';
import { AgreementsQueries } from '../agreements/index.js';
import { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

/** Loads shipments for a decision. Holds no rules of its own. */
@Injectable()
export class ShipmentStore {
  constructor(private readonly agreements: AgreementsQueries) {}

  /**
   * Reads the shipment, without holding it, for what is locked before it.
   *
   * @throws NotFoundError where the caller's party is at neither end; DomainError `forbidden` where it is at the other end
   */
  async atEnd(tx: EntityManager, caller: Caller, id: string, end: 'from' | 'to' | 'either'): Promise<ShipmentRow> {
    const [shipment] = await selectEntities(tx, ShipmentRow, 'WHERE "id" = ?', [id]);
    if (!shipment || !isAtAnEnd(shipment, caller.partyId)) throw new NotFoundError('shipment');
    const own = {
      from: shipment.fromPartyId === caller.partyId,
      to: shipment.toPartyId === caller.partyId,
      either: true,
    };
    if (own[end]) return shipment;
    const side = end === 'from' ? 'sending' : 'receiving';
    throw new DomainError('forbidden', `Only the ${side} side does this with a shipment.`);
  }

  /** Holds a shipment until the unit ends. */
  async hold(tx: EntityManager, id: string): Promise<HeldShipment> {
    const [shipment] = await lockRows(tx, ShipmentRow, [id]);
    if (!shipment) throw new NotFoundError('shipment');
    const lines = await selectEntities(tx, ShipmentLineRow, 'WHERE "shipmentId" = ? ORDER BY "ordinal"', [id]);
    return { shipment, lines };
  }

  /** The shipments of a code that were sent to a site. */
  async sentTo(tx: EntityManager, siteId: string, codeKey: string): Promise<HeldShipment[]> {
    const where = 'WHERE "toSiteId" = ? AND "codeKey" = ? AND "dispatchedAt" IS NOT NULL';
    const held: HeldShipment[] = [];
    for (const shipment of await selectEntities(tx, ShipmentRow, where, [siteId, codeKey])) {
      held.push({ shipment, lines: await tx.findBy(ShipmentLineRow, { shipmentId: shipment.id }) });
    }
    return held;
  }

  /** Of batches, those that a receiver has weighed already. */
  weighedBefore(tx: EntityManager, batchIds: readonly string[]): Promise<ReadonlySet<string>> {
    return linesWhere(tx, batchIds, '"receivedDryMg" IS NOT NULL AND NOT COALESCE("asAnnounced", FALSE)');
  }

  /** Of batches, those of which the weight is in dispute. */
  disputedAmong(tx: EntityManager, batchIds: readonly string[]): Promise<ReadonlySet<string>> {
    return linesWhere(tx, batchIds, '"receivedDryMg" IS NOT NULL AND NOT "settled"');
  }

  /** The agreements that cover batches, and some more, by identifier. */
  agreementsOf(tx: EntityManager, batches: readonly Batch[], more: readonly (string | null)[]): Promise<Agreements> {
    const ids = [...batches.map(({ agreementId }) => agreementId), ...more].flatMap((id) => id ?? []);
    return this.agreements.factsOf(tx, [...new Set(ids)]);
  }

  /** Whether the caller may see an agreement. */
  async seesAgreement(tx: EntityManager, caller: Caller, id: string): Promise<boolean> {
    return (await this.agreements.allSeenBy(caller, tx)).some(({ agreementId }) => agreementId === id);
  }
}

async function linesWhere(tx: EntityManager, batchIds: readonly string[], condition: string): Promise<Set<string>> {
  const rows = await runSql<{ batchId: string }>(
    tx,
    `SELECT DISTINCT "batchId" FROM "shipment_line" WHERE "batchId" IN ${listOf(batchIds)} AND ${condition}`,
    batchIds,
  );
  return new Set(rows.map(({ batchId }) => batchId));
}

/** The agreements that holdings trace to. */
export function agreementsIn(holdings: Iterable<Holding>): string[] {
  return [...holdings].flatMap(groupsOf).flatMap(({ agreementId }) => agreementId ?? []);
}
