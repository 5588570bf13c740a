import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { nextBatchStatus } from '../../domain/acts/batch-life.js';
import { BatchStore, type BatchRow } from '../batches/index.js';
import { isAtAnEnd } from '../../domain/sight/viewer.js';
import { Reversing, subjectsOf, type EntryRow } from '../ledger/index.js';
import { UNWEIGHED } from './receipt-lines.js';
import { ShipmentStore, type HeldShipment } from './shipment-store.js';
import { ShipmentRow, type ShipmentLineRow } from './shipment.entity.js';

/** Sets shipments back when an entry on them is reversed. The books themselves are the caller's business. */
@Injectable()
export class ShipmentUndoService implements OnModuleInit {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(
      ['dispatched', 'received', 'settled'],
      () => Promise.resolve({}),
      (tx, entry) => this.undo(tx, entry),
    );
  }

  /** The shipment that an entry stands on; null where there is none. */
  async shipmentOf(manager: EntityManager, entry: EntryRow): Promise<ShipmentRow | null> {
    return manager.findOneBy(ShipmentRow, { id: In(await subjectsOf(manager, entry.id)) });
  }

  /** The parties that see the shipment by now, because it leaves or reaches a site of theirs. */
  endsOf(shipment: ShipmentRow): string[] {
    return [shipment.fromPartyId, shipment.toPartyId].filter((partyId) => isAtAnEnd(shipment, partyId));
  }

  async hold(tx: EntityManager, id: string): Promise<void> {
    await this.store.hold(tx, id);
  }

  /**
   * A dispatch back to `planned`, a receipt back to `in-transit` with its refused parts void, a settlement back to the
   * dispute.
   *
   * @throws DomainError `batch-state` where a batch or a refused part waits for another shipment
   */
  async undo(tx: EntityManager, entry: EntryRow): Promise<void> {
    const found = await this.shipmentOf(tx, entry);
    if (!found) throw new Error(`The entry ${entry.id} stands on no shipment.`);
    const held = await this.store.hold(tx, found.id);
    await this.requireResting(tx, entry, held);
    const restored = new Set((await this.batches.restore(tx, entry.id)).map(({ batchId }) => batchId));
    const lines = held.lines.filter(({ batchId }) => restored.has(batchId));
    if (entry.kind === 'dispatched') return this.undoDispatch(tx, { ...held, lines });
    if (entry.kind === 'received') return this.undoReceipt(tx, { ...held, lines });
    return this.undoSettlement(tx, { ...held, lines });
  }

  /**
   * A batch that waits for another shipment cannot be back on its way by this one, nor wait there in dispute: that
   * shipment is cancelled first.
   *
   * @throws DomainError `batch-state`
   */
  private async requireResting(tx: EntityManager, { id, kind }: EntryRow, { lines }: HeldShipment): Promise<void> {
    if (kind !== 'received' && kind !== 'settled') return;
    const step = kind === 'received' ? 'undo-receive' : 'undo-settle';
    const subjects = await subjectsOf(tx, id);
    const ids = lines.map(({ batchId }) => batchId).filter((batchId) => subjects.includes(batchId));
    for (const { status, resting, code } of await this.batches.lock(tx, ids)) {
      nextBatchStatus(step, status, resting, code);
    }
  }

  private async undoDispatch(tx: EntityManager, { shipment, lines }: HeldShipment): Promise<void> {
    for (const line of lines) await this.store.updateLine(tx, line, { leak: null, announcedDryMg: null });
    await this.store.step(tx, shipment, 'undo-dispatch', {
      ...{ dispatchedAt: null, dispatchedOn: null, dispatchEventOn: null, seal: null },
    });
    await this.store.sight.lookAgain(tx, await this.batchesOf(tx, lines));
  }

  private async undoReceipt(tx: EntityManager, { shipment, lines }: HeldShipment): Promise<void> {
    await this.annulParts(tx, lines);
    const batches = await this.batchesOf(tx, lines);
    for (const [index, batch] of batches.entries()) {
      const { announcedPieces, refusedBefore, flag } = lines[index] as ShipmentLineRow;
      const estimated = batch.estimated || flag === 'estimated';
      const change = { shipmentId: shipment.id, pieces: announcedPieces, refused: refusedBefore, estimated };
      await this.batches.update(tx, batch, change);
    }
    for (const line of lines) await this.store.updateLine(tx, line, { ...UNWEIGHED });
    await this.store.step(tx, shipment, 'undo-receive', { receivedAt: null, receivedOn: null, receiptEventOn: null });
    await this.store.sight.lookAgain(tx, batches);
  }

  private batchesOf(tx: EntityManager, lines: readonly ShipmentLineRow[]): Promise<BatchRow[]> {
    const ids = lines.map(({ batchId }) => batchId);
    return this.batches.lock(tx, ids);
  }

  private async annulParts(tx: EntityManager, lines: readonly ShipmentLineRow[]): Promise<void> {
    const parts = lines.flatMap(({ batchId, refusedBatchId }) =>
      refusedBatchId && refusedBatchId !== batchId ? [refusedBatchId] : [],
    );
    await this.batches.annul(tx, await this.batches.lock(tx, parts));
  }

  /** Both sides have to name a figure anew. */
  private async undoSettlement(tx: EntityManager, { shipment, lines }: HeldShipment): Promise<void> {
    const open = { settled: false, settledDryMg: null, senderNamedMg: null, receiverNamedMg: null };
    for (const line of lines) await this.store.updateLine(tx, line, open);
    await this.store.step(tx, shipment, 'undo-settle');
  }
}
