import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, InputError, type Caller } from '../../common/index.js';
import { requireCountable } from '../../domain/acts/count-guard.js';
import { daysOf } from '../../domain/measure/events.js';
import { DRY_MASS, sumOf, totalMg, type Holding } from '../../domain/matter/holding.js';
import { postingsOf, type Movement } from '../../domain/books/ledger.js';
import { kgToMg, mgToKg } from '../../domain/measure/quantities.js';
import { nextShipmentStatus } from '../../domain/acts/shipment.js';
import { refusalSettlementMovements, settlementChange, settlementMovements } from '../../domain/acts/settlement.js';
import { assaysInForce, BatchStore, countedLife, type BatchRow } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { dispatchedOf, Ledger, stockOf, type LowPoint } from '../ledger/index.js';
import { linesFaults } from './receipt-lines.js';
import { ShipmentDesk } from './shipment-desk.js';
import { legOf, ShipmentStore, type HeldShipment } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewSettlement } from './shipment.dto.js';
import type { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

/** Ends disputes: a figure holds once both sides have named it. */
@Injectable()
export class ShipmentSettlementService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly ledger: Ledger,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Names a side's figures for disputed batches. Those of which both sides have named the same are settled at once.
   *
   * @throws InputError; NotFoundError; DomainError `shipment-state`, `settlement-below-drawn`
   */
  settle(caller: Caller, id: string, { lines: given }: NewSettlement): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      const seen = await this.store.atEnd(tx, caller, id, 'either');
      const held = await this.store.hold(tx, id);
      nextShipmentStatus('name', held.shipment.status);
      requireTwo(caller, held.shipment);
      const open = held.lines.filter(({ settled }) => !settled);
      const faults = linesFaults(
        open.map(({ batchId }) => batchId),
        given.map(({ batchId }) => batchId),
      );
      if (faults.length > 0) throw new InputError(faults);
      const agreed: ShipmentLineRow[] = [];
      for (const { batchId, dryKg } of given) {
        const line = open.find((one) => one.batchId === batchId) as ShipmentLineRow;
        const namedMg = kgToMg(dryKg);
        if (isWhole(line) && seen.fromPartyId === caller.partyId)
          await this.requireCountable(tx, caller, line, namedMg);
        await this.store.updateLine(tx, line, {
          ...(seen.fromPartyId === caller.partyId ? { senderNamedMg: namedMg } : {}),
          ...(seen.toPartyId === caller.partyId ? { receiverNamedMg: namedMg } : {}),
        });
        if (line.senderNamedMg !== null && line.senderNamedMg === line.receiverNamedMg) agreed.push(line);
      }
      await this.conclude(tx, caller, held, agreed);
      return held.shipment;
    });
  }

  /**
   * What is lost of a load that was refused whole is the sender's own: beyond what a scale explains an admin of the sender
   * names the figure.
   *
   * @throws DomainError `forbidden`
   */
  private async requireCountable(
    tx: EntityManager,
    caller: Caller,
    { batchId, announcedDryMg, receivedDryMg }: ShipmentLineRow,
    namedMg: number,
  ): Promise<void> {
    const [batch] = await this.batches.lock(tx, [batchId]);
    if (!batch) return;
    const life = await countedLife(tx, batch, await this.store.toleranceOf(tx, batch));
    // What the receipt has booked meanwhile is part of it already, and gives way to the figure.
    const bookedMg = (receivedDryMg ?? 0) - (announcedDryMg ?? 0);
    const [takenMg, addedMg] = [life.takenMg - Math.max(0, -bookedMg), life.addedMg - Math.max(0, bookedMg)];
    requireCountable({ ...life, takenMg, addedMg }, namedMg - (announcedDryMg ?? 0), caller.role === 'admin');
  }

  private async conclude(
    tx: EntityManager,
    caller: Caller,
    { shipment, lines }: HeldShipment,
    agreed: readonly ShipmentLineRow[],
  ): Promise<void> {
    if (agreed.length > 0) await this.book(tx, caller, { shipment, lines: [...agreed] });
    const step = lines.every(({ settled }) => settled) ? 'settle' : 'name';
    await this.store.step(tx, shipment, step);
  }

  private async book(tx: EntityManager, caller: Caller, { shipment, lines }: HeldShipment): Promise<void> {
    const ids = lines.map(({ batchId }) => batchId);
    const batches = await this.batches.lock(tx, ids);
    const [stocks, assays] = [await stockOf(tx, ids), await assaysInForce(tx, batches)];
    const dispatched = await dispatchedOf(tx, { shipmentId: shipment.id, fromSiteId: shipment.fromSiteId }, ids);
    const changes = lines.map((line, index) => {
      const batch = batches[index] as BatchRow;
      return settlementChange({
        weighing: {
          dispatched: dispatched.get(batch.id) ?? [],
          composition: assays.get(batch.id)?.composition ?? null,
          catalogue,
        },
        left: stocks.get(batch.id) ?? [],
        ...{ receivedDryMg: line.receivedDryMg ?? 0, refusedDryMg: isWhole(line) ? 0 : (line.refusedDryMg ?? 0) },
        settledDryMg: line.senderNamedMg ?? 0,
      });
    });
    const sides = await this.store.sides(tx, [...dispatched.values()], shipment.receivedOn ?? '');
    const { dispatchEventOn, receiptEventOn } = shipment;
    const movements: Movement[] = batches.flatMap((batch, index) => {
      const line = lines[index] as ShipmentLineRow;
      const leg = legOf(shipment, batch, { leak: line.leak, sides });
      const change = changes[index] ?? [];
      return isWhole(line)
        ? refusalSettlementMovements(leg, change, dispatchEventOn ?? '')
        : settlementMovements(leg, change, receiptEventOn ?? '');
    });
    const postings = postingsOf(movements);
    await this.ledger.requireNeverBelowZero(tx, postings, belowDrawn);
    // A settlement happens when both sides have agreed, but must not make what has happened meanwhile out of order.
    const moment = await this.batches.momentOfLast(tx, shipment.toSiteId, ids);
    const entry = await this.ledger.book(tx, {
      kind: 'settled',
      ...{ occurredAt: moment.at, ...daysOf(moment), partyId: shipment.toPartyId, siteId: shipment.toSiteId },
      ...{ userId: caller.userId, subjectIds: [shipment.id, ...ids], postings },
    });
    for (const [index, batch] of batches.entries()) {
      const line = lines[index] as ShipmentLineRow;
      await this.batches.record(tx, entry, batch, { kind: 'settled', dryMg: line.senderNamedMg });
      await this.restOrEnd(tx, batch, { left: stocks.get(batch.id) ?? [], change: changes[index] ?? [] });
      await this.store.updateLine(tx, line, { settled: true, settledDryMg: line.senderNamedMg });
    }
  }

  /**
   * A batch that was used up and turns out to have been heavier is in stock again with the rest; one that turns out to have
   * been as light as what was drawn is used up.
   */
  private async restOrEnd(
    tx: EntityManager,
    batch: BatchRow,
    { left, change }: { left: Holding; change: Holding },
  ): Promise<void> {
    const isUsedUp = !['received', 'on-hand', 'in-shipment', 'in-transit'].includes(batch.status);
    const isEmpty = totalMg(sumOf(left, change), DRY_MASS) === 0;
    if (isUsedUp && !isEmpty) await this.batches.step(tx, batch, { step: 'undo-draw' });
    if (isEmpty && batch.status === batch.resting) await this.batches.endEmptied(tx, batch);
  }
}

/**
 * Between two sites of one party one side names the figure alone: then it is an admin who does, or else one operator could ship
 * a drum to himself, receive nothing, and nobody would know.
 *
 * @throws DomainError `forbidden`
 */
function requireTwo({ role }: Caller, { fromPartyId, toPartyId }: ShipmentRow): void {
  if (fromPartyId !== toPartyId || role === 'admin') return;
  throw new DomainError('forbidden', 'A dispute between two sites of one party is settled by an admin of the party.');
}

/** Whether all of a batch was refused, so that the batch itself is back at the sender. */
function isWhole({ batchId, refusedBatchId }: ShipmentLineRow): boolean {
  return refusedBatchId === batchId;
}

function belowDrawn({ day, massMg }: LowPoint): DomainError {
  return new DomainError(
    'settlement-below-drawn',
    `The figure would leave less than nothing on ${day}, when more had been drawn already.`,
    { day, missingKg: mgToKg(-massMg) },
  );
}
