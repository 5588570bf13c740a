import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import {
  decideShipmentReversal,
  SHIPMENT_ENTRY_KINDS,
  type ShipmentEntryKind,
} from '../../domain/acts/reverse-shipment.js';
import type { SetBack } from '../../domain/acts/reverse.js';
import { isAtAnEnd } from '../../domain/sight/viewer.js';
import { BatchStore, sightOf } from '../batches/index.js';
import { Reversing, subjectsOf, type EntryRow } from '../ledger/index.js';
import { ShipmentStore } from './shipment-store.js';
import { ShipmentRow } from './shipment.entity.js';

/** Says how shipments are set back when an entry on them is reversed. The books themselves are the caller's business. */
@Injectable()
export class ShipmentUndoService implements OnModuleInit {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    for (const kind of SHIPMENT_ENTRY_KINDS) {
      this.reversing.register([kind], (tx, entry) => this.setBack(tx, entry, kind));
    }
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

  /** @throws DomainError `batch-state` where a batch or a refused part waits for another shipment */
  private async setBack(tx: EntityManager, entry: EntryRow, kind: ShipmentEntryKind): Promise<SetBack> {
    const found = await this.shipmentOf(tx, entry);
    if (!found) throw new Error(`The entry ${entry.id} stands on no shipment.`);
    const { shipment, lines } = await this.store.hold(tx, found.id);
    const { steps, others } = await this.batches.restoring(tx, entry.id);
    const sight = await sightOf(
      tx,
      steps.map(({ before }) => before),
    );
    return decideShipmentReversal({ kind, shipment, lines, steps, parts: others, sight });
  }
}
