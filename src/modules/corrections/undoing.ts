import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { BatchStore, BatchUndoService, batchesById } from '../batches/index.js';
import { subjectsOf, type EntryRow } from '../ledger/index.js';
import { ShipmentUndoService } from '../shipments/index.js';

/** What an entry stands on. */
export interface StandsOn {
  readonly batchIds: readonly string[];
  readonly shipmentId: string | null;
  /** The parties at the ends of the shipment, those that see it by now; none where it stands on no shipment. */
  readonly endIds: readonly string[];
}

/** What stands beneath and above an entry that is reversed. */
@Injectable()
export class Undoing {
  constructor(
    private readonly batches: BatchStore,
    private readonly batchUndo: BatchUndoService,
    private readonly shipments: ShipmentUndoService,
  ) {}

  /** @param above the assays that stand above it and are reversed with it */
  async standingOf(tx: EntityManager, entry: EntryRow, above: readonly EntryRow[] = []): Promise<StandsOn> {
    const subjectIds: string[] = [];
    for (const { id } of [entry, ...above]) subjectIds.push(...(await subjectsOf(tx, id)));
    const batches = await batchesById(tx, subjectIds);
    const shipment = await this.shipments.shipmentOf(tx, entry);
    return {
      batchIds: [...batches.keys()],
      shipmentId: shipment?.id ?? null,
      endIds: shipment ? this.shipments.endsOf(shipment) : [],
    };
  }

  /** Holds everything that a reversal sets back, in the order in which every unit takes it. */
  async hold(tx: EntityManager, { shipmentId, batchIds }: StandsOn): Promise<void> {
    if (shipmentId) await this.shipments.hold(tx, shipmentId);
    await this.batches.lock(tx, batchIds);
  }

  /** Says anew what the assays say that stood above a reversed entry, and what those say that are in force in its place. */
  async assayAnew(tx: EntityManager, lifted: Parameters<BatchUndoService['assayAnew']>[1]): Promise<void> {
    await this.batchUndo.assayAnew(tx, lifted);
  }
}
