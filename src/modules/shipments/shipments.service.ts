import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireVersion, type Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { assertShipmentEditable } from '../../domain/acts/shipment.js';
import { BatchStore } from '../batches/index.js';
import { inferredAgreement } from './shipment-cover.service.js';
import { ShipmentPlanning } from './shipment-planning.js';
import { ShipmentStore } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewShipment, ShipmentEdit } from './shipment.dto.js';
import { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';
import { ShipmentsQueries } from './shipments.queries.js';

/** Plans shipments, and changes or cancels what is only planned. */
@Injectable()
export class ShipmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly planning: ShipmentPlanning,
    private readonly queries: ShipmentsQueries,
  ) {}

  /**
   * Plans a shipment of batches that are in stock at one of the own sites.
   *
   * @throws InputError; NotFoundError; DomainError `exclusivity-breach`, `not-covered`, `batch-state`, `nothing-left`,
   * `not-in-your-stock`, `not-at-site`
   */
  plan(caller: Caller, body: NewShipment): Promise<ShipmentAnswer> {
    return this.work.run(async (tx) => {
      const from = await this.batches.ownSite(tx, caller, body.fromSiteId);
      const shipment = this.planning.newRow(caller, from, body);
      await this.planning.aim(tx, shipment, body.toSiteId);
      const batches = await this.batches.lockHeld(tx, caller, body.batchIds);
      await this.planning.decide(tx, caller, { shipment, batches, asked: body.agreementId ?? null });
      await this.planning.insert(tx, from, shipment);
      await this.planning.load(tx, shipment, batches);
      return this.queries.answer(tx, caller, shipment);
    });
  }

  /**
   * Edits what may still be edited: everything of a planned shipment, and its papers until it is received.
   *
   * @throws InputError; NotFoundError; DomainError `stale-version`, `shipment-state`, and what planning throws
   */
  edit(caller: Caller, { id, version }: { id: string; version: number }, body: ShipmentEdit): Promise<ShipmentAnswer> {
    return this.work.run(async (tx) => {
      const seen = await this.store.atEnd(tx, caller, id, 'from');
      await this.batches.ownSite(tx, caller, seen.fromSiteId);
      const { shipment, lines } = await this.store.hold(tx, id);
      requireVersion(shipment.version, version);
      const fields = Object.keys(body).filter((field) => body[field as keyof ShipmentEdit] !== undefined);
      assertShipmentEditable(shipment.status, fields);
      await this.store.update(tx, shipment, paperChange(body));
      if (fields.some((field) => REPLANNED.includes(field))) await this.replan(tx, caller, { shipment, lines, body });
      return this.queries.answer(tx, caller, shipment);
    });
  }

  /** @throws NotFoundError; DomainError `shipment-state` */
  cancel(caller: Caller, id: string): Promise<ShipmentAnswer> {
    return this.work.run(async (tx) => {
      await this.store.atEnd(tx, caller, id, 'from');
      const { shipment, lines } = await this.store.hold(tx, id);
      await this.store.step(tx, shipment, 'cancel');
      await this.planning.unload(tx, lines);
      return this.queries.answer(tx, caller, shipment);
    });
  }

  private async replan(
    tx: EntityManager,
    caller: Caller,
    { shipment, lines, body }: { shipment: ShipmentRow; lines: ShipmentLineRow[]; body: ShipmentEdit },
  ): Promise<void> {
    const planned = lines.map(({ batchId }) => batchId);
    const ids = body.batchIds ?? planned;
    const held = await this.batches.lock(tx, [...planned, ...ids]);
    await this.planning.unload(tx, lines);
    await tx.delete(ShipmentLineRow, { shipmentId: shipment.id });
    if (body.toSiteId) await this.planning.aim(tx, shipment, body.toSiteId);
    if (body.carveOut !== undefined) shipment.carveOut = body.carveOut;
    if (body.breach !== undefined) shipment.breachReason = body.breach?.reason ?? null;
    // What the first load came under by itself the new one need not come under.
    const isInferred = shipment.agreementId === inferredAgreement(held.slice(0, planned.length));
    const kept = isInferred ? null : shipment.agreementId;
    const asked = body.agreementId === undefined ? kept : body.agreementId;
    const batches = await this.batches.lockHeld(tx, caller, ids);
    await this.planning.decide(tx, caller, { shipment, batches, asked });
    const { agreementId, toSiteId, toPartyId, carveOut, breachReason } = shipment;
    await this.store.update(tx, shipment, { agreementId, toSiteId, toPartyId, carveOut, breachReason });
    await this.planning.load(tx, shipment, batches);
  }
}

/** Fields whose change decides anew whether the shipment may go. */
const REPLANNED: readonly string[] = ['batchIds', 'agreementId', 'toSiteId', 'carveOut', 'breach'];

/** The columns that follow from fields that nothing else depends on. */
function paperChange({ carrier, documents, plannedOn, reason }: ShipmentEdit): Partial<ShipmentRow> {
  const change = { carrier, documents, plannedOn, reason };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
