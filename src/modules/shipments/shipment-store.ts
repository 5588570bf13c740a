import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { DomainError, NotFoundError, type Caller } from '../../common/index.js';
import { lockRows } from '../../database/index.js';
import { groupsOf, type Holding } from '../../domain/matter/holding.js';
import { nextShipmentStatus, type ShipmentStepName, type Leg } from '../../domain/acts/shipment.js';
import { type AgreementSides } from '../../domain/agreement/sides.js';
import type { Day } from '../../domain/measure/time.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchSight, type BatchRow } from '../batches/index.js';
import { isAtAnEnd } from '../../domain/sight/viewer.js';
import { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

/** A shipment held for a decision, with its lines in the order in which they were planned. */
export interface HeldShipment {
  readonly shipment: ShipmentRow;
  readonly lines: ShipmentLineRow[];
}

/** Loads shipments for a decision and saves what was decided. Holds no rules of its own. */
@Injectable()
export class ShipmentStore {
  constructor(
    private readonly agreements: AgreementsQueries,
    readonly sight: BatchSight,
  ) {}

  /**
   * Reads the shipment, without holding it, for what is locked before it.
   *
   * @throws NotFoundError where the caller's party is at neither end; DomainError `forbidden` where it is at the other end
   */
  async atEnd(tx: EntityManager, caller: Caller, id: string, end: 'from' | 'to' | 'either'): Promise<ShipmentRow> {
    const shipment = await tx.findOneBy(ShipmentRow, { id });
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
    const lines = await tx.find(ShipmentLineRow, { where: { shipmentId: id }, order: { ordinal: 'ASC' } });
    return { shipment, lines };
  }

  /** Of batches, those that a receiver has weighed already. */
  async weighedBefore(tx: EntityManager, batchIds: readonly string[]): Promise<ReadonlySet<string>> {
    const where = { batchId: In([...batchIds]), receivedDryMg: Not(IsNull()) };
    const lines = await tx.find(ShipmentLineRow, {
      select: { shipmentId: true, batchId: true, asAnnounced: true },
      where,
    });
    return new Set(lines.filter(({ asAnnounced }) => !asAnnounced).map(({ batchId }) => batchId));
  }

  async updateLine(tx: EntityManager, line: ShipmentLineRow, change: Partial<ShipmentLineRow>): Promise<void> {
    Object.assign(line, change);
    const { shipmentId, batchId } = line;
    await tx.update(ShipmentLineRow, { shipmentId, batchId }, change);
  }

  /** Takes a shipment one step on. @throws DomainError `shipment-state` */
  async step(
    tx: EntityManager,
    shipment: ShipmentRow,
    step: ShipmentStepName,
    change: Partial<ShipmentRow> = {},
  ): Promise<void> {
    await this.update(tx, shipment, { ...change, status: nextShipmentStatus(step, shipment.status) });
  }

  async update(tx: EntityManager, shipment: ShipmentRow, change: Partial<ShipmentRow>): Promise<void> {
    Object.assign(shipment, change, { version: shipment.version + 1 });
    await tx.update(ShipmentRow, { id: shipment.id }, { ...(change as object), version: shipment.version });
  }

  /** The tolerance on weights of the version that a batch was logged under; null without agreement. */
  async toleranceOf(tx: EntityManager, { agreementId, agreementVersion }: BatchRow): Promise<number | null> {
    if (!agreementId) return null;
    return (await this.agreements.version(tx, agreementId, agreementVersion ?? 1)).terms.weightTolerancePpm;
  }

  /** The parties of all agreements that the holdings trace to. */
  sides(tx: EntityManager, holdings: Iterable<Holding>, day: Day): Promise<ReadonlyMap<string, AgreementSides>> {
    const ids = [...holdings].flatMap(groupsOf).flatMap(({ agreementId }) => (agreementId ? [agreementId] : []));
    return this.agreements.sides(tx, [...new Set(ids)], day);
  }
}

/** The way of one batch in a shipment: everything that decides what its postings count to. */
export function legOf(
  { id, fromSiteId, fromPartyId, toSiteId, toPartyId }: ShipmentRow,
  { id: batchId, kind }: BatchRow,
  { leak, sides }: { leak: Leg['leak']; sides: Leg['sides'] },
): Leg {
  return {
    ...{ shipmentId: id, batchId, leak, sides, byProduct: kind === 'by-product' },
    from: { siteId: fromSiteId, partyId: fromPartyId },
    to: { siteId: toSiteId, partyId: toPartyId },
  };
}
