import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { DomainError } from '../../common/index.js';
import type { EntryKind } from '../../domain/books/entry-kinds.js';
import { BatchRow, BatchStore, BatchUndoService } from '../batches/index.js';
import { ChargesService } from '../charges/index.js';
import { subjectsOf, type EntryRow } from '../ledger/index.js';
import { RunUndoService } from '../runs/index.js';
import { ShipmentUndoService } from '../shipments/index.js';

/** What an entry stands on. */
export interface Standing {
  readonly batchIds: readonly string[];
  readonly shipmentId: string | null;
  /** The parties at the ends of the shipment, those that see it by now; none where it stands on no shipment. */
  readonly endIds: readonly string[];
}

type Undo = (tx: EntityManager, entry: EntryRow) => Promise<void>;

/** Knows which module sets back what an entry of which kind did. */
@Injectable()
export class Undoing {
  private readonly byKind: Readonly<Partial<Record<EntryKind, Undo>>>;

  constructor(
    private readonly batches: BatchStore,
    private readonly batchUndo: BatchUndoService,
    private readonly shipments: ShipmentUndoService,
    charges: ChargesService,
    runUndo: RunUndoService,
  ) {
    const ofBatches: Undo = (tx, entry) => batchUndo.undo(tx, entry);
    const ofShipments: Undo = (tx, entry) => shipments.undo(tx, entry);
    this.byKind = {
      ...{ logged: ofBatches, supplied: ofBatches, assayed: ofBatches, disposed: ofBatches, split: ofBatches },
      ...{ dispatched: ofShipments, received: ofShipments, settled: ofShipments },
      charged: (tx, entry) => charges.undo(tx, entry),
      run: (tx, entry) => runUndo.undo(tx, entry),
    };
  }

  /** @param above the assays that stand above it and are reversed with it */
  async standingOf(tx: EntityManager, entry: EntryRow, above: readonly EntryRow[] = []): Promise<Standing> {
    const subjectIds: string[] = [];
    for (const { id } of [entry, ...above]) subjectIds.push(...(await subjectsOf(tx, id)));
    const batches = await tx.find(BatchRow, { select: { id: true }, where: { id: In(subjectIds) } });
    const shipment = await this.shipments.shipmentOf(tx, entry);
    return {
      batchIds: batches.map(({ id }) => id),
      shipmentId: shipment?.id ?? null,
      endIds: shipment ? this.shipments.endsOf(shipment) : [],
    };
  }

  /** Holds everything that a reversal sets back, in the order in which every unit takes it. */
  async hold(tx: EntityManager, { shipmentId, batchIds }: Standing): Promise<void> {
    if (shipmentId) await this.shipments.hold(tx, shipmentId);
    await this.batches.lock(tx, batchIds);
  }

  /** Says anew what the assays say that stood above a reversed entry. */
  async assayAnew(tx: EntityManager, lifted: Parameters<BatchUndoService['assayAnew']>[1]): Promise<void> {
    if (lifted.entries.length > 0) await this.batchUndo.assayAnew(tx, lifted);
  }

  /** @throws DomainError `not-reversible`, and what the module throws */
  async undo(tx: EntityManager, entry: EntryRow): Promise<void> {
    const undo = this.byKind[entry.kind];
    if (!undo) {
      throw new DomainError('not-reversible', 'What a signature has put under its agreement stays under it.');
    }
    await undo(tx, entry);
  }
}
