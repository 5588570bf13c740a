import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { Clock, DomainError, Ids, InputError, NotFoundError, type Caller } from '../../common/index.js';
import { insertRows } from '../../database/index.js';
import { amountToDraw } from '../../domain/acts/batch-life.js';
import { coded } from '../../domain/acts/born.js';
import { generatedName } from '../../domain/matter/code.js';
import { localDay } from '../../domain/measure/time.js';
import { BatchStore, type BatchRow } from '../batches/index.js';
import { insertCoded, stockOf } from '../ledger/index.js';
import { PartiesQueries, type SiteFacts } from '../parties/index.js';
import { ShipmentCoverService } from './shipment-cover.service.js';
import type { NewShipment } from './shipment.dto.js';
import { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

/** A shipment keeps its code for good. */
export const SHIPMENT_CODES = { scope: 'fromSiteId', key: 'codeKey', what: 'shipment' } as const;

/** The parts of planning that a new and an edited shipment share. */
@Injectable()
export class ShipmentPlanning {
  constructor(
    private readonly parties: PartiesQueries,
    private readonly batches: BatchStore,
    private readonly cover: ShipmentCoverService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  newRow(caller: Caller, from: SiteFacts, body: NewShipment): ShipmentRow {
    const now = this.clock.now();
    const id = this.ids.next();
    return {
      ...{ id, code: '', codeKey: '' },
      ...{ status: 'planned', agreementId: null, fromPartyId: from.partyId, fromSiteId: from.id },
      ...{ toPartyId: '', toSiteId: body.toSiteId, carrier: body.carrier ?? null, documents: body.documents ?? [] },
      ...{ plannedOn: body.plannedOn ?? null, carveOut: body.carveOut ?? null, reason: body.reason ?? null },
      ...{ breachReason: body.breach?.reason ?? null, seal: null, dispatchedAt: null, dispatchedOn: null },
      ...{ dispatchEventOn: null, receiptEventOn: null },
      ...{ receivedAt: null, receivedOn: null, createdAt: now, userId: caller.userId, version: 1 },
    };
  }

  /** Any site may be a destination: whether the material may go there is for the agreement to say. @throws NotFoundError */
  async aim(tx: EntityManager, shipment: ShipmentRow, toSiteId: string): Promise<void> {
    if (toSiteId === shipment.fromSiteId) {
      throw new InputError([{ pointer: '/toSiteId', message: 'must be another site than the one it leaves' }]);
    }
    const to = await this.parties.site(toSiteId, tx);
    if (!to) throw new NotFoundError('site');
    Object.assign(shipment, { toSiteId, toPartyId: to.partyId });
  }

  /** @throws InputError; NotFoundError; DomainError `exclusivity-breach`, `not-covered`, `nothing-left`, `not-at-site` */
  async decide(
    tx: EntityManager,
    caller: Caller,
    { shipment, batches, asked }: { shipment: ShipmentRow; batches: readonly BatchRow[]; asked: string | null },
  ): Promise<void> {
    const { fromPartyId, toPartyId, carveOut, breachReason, fromSiteId } = shipment;
    const elsewhere = batches.find(({ siteId }) => siteId !== fromSiteId);
    if (elsewhere)
      throw new DomainError('not-at-site', `Batch ${elsewhere.code} is not at the site that the shipment leaves.`, {
        batch: elsewhere.code,
      });
    await requireSettled(tx, batches);
    const stocks = await stockOf(
      tx,
      batches.map(({ id }) => id),
    );
    for (const { id, code } of batches) amountToDraw(stocks.get(id) ?? [], undefined, code);
    shipment.agreementId = await this.cover.agreementFor(tx, caller, {
      ...{ asked, batches, parties: [fromPartyId, toPartyId] },
    });
    const ground = { carveOut, breachReason, mayBreach: caller.role === 'admin' };
    await this.cover.departures(tx, { batches, toPartyId, ground });
  }

  /** Stores a shipment, under a code that is made for it: its site, its day and part of its identifier. */
  async insert(tx: EntityManager, from: SiteFacts, shipment: ShipmentRow): Promise<void> {
    const day = shipment.plannedOn ?? localDay(shipment.createdAt, from.timeZone);
    const name = generatedName(`S-${from.code}`, day, shipment.id);
    const codes = await insertCoded(tx, { entity: ShipmentRow, ...SHIPMENT_CODES }, [{ row: shipment, name }]);
    Object.assign(shipment, coded(codes.get(shipment.id) ?? ''));
  }

  /** @throws DomainError `batch-state` where one is not resting in stock */
  async load(tx: EntityManager, shipment: ShipmentRow, batches: readonly BatchRow[]): Promise<void> {
    for (const batch of batches) await this.batches.step(tx, batch, { step: 'plan', shipmentId: shipment.id });
    await insertLines(tx, shipment.id, batches);
  }

  async unload(tx: EntityManager, lines: readonly ShipmentLineRow[]): Promise<void> {
    const batches = await this.batches.lock(
      tx,
      lines.map(({ batchId }) => batchId),
    );
    for (const batch of batches) await this.batches.step(tx, batch, { step: 'unplan', shipmentId: null });
  }
}

async function insertLines(tx: EntityManager, shipmentId: string, batches: readonly BatchRow[]): Promise<void> {
  await insertRows(tx, {
    table: 'shipment_line',
    columns: ['shipmentId', 'batchId', 'ordinal', 'announcedPieces', 'refusedBefore', 'settled'],
    rows: batches.map(({ id, pieces, refused }, ordinal) => [shipmentId, id, ordinal, pieces, refused, false]),
  });
}

/**
 * What goes on while its weight is in dispute could no longer be settled where it was received.
 *
 * @throws DomainError `in-dispute`
 */
async function requireSettled(tx: EntityManager, batches: readonly BatchRow[]): Promise<void> {
  const ids = batches.map(({ id }) => id);
  const open = await tx.findBy(ShipmentLineRow, { batchId: In(ids), settled: false, receivedDryMg: Not(IsNull()) });
  if (open.length === 0) return;
  const disputed = new Set(open.map(({ batchId }) => batchId));
  const codes = batches.filter(({ id }) => disputed.has(id)).map(({ code }) => code);
  throw new DomainError('in-dispute', `The weight of ${codes.join(', ')} is in dispute: settle it first.`, {
    batches: codes,
  });
}
