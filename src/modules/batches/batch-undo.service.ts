import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { subjectsOf, type EntryRow } from '../ledger/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { BatchAssayService } from './batch-assay.service.js';
import { BatchReassayService, type Lifted } from './batch-reassay.service.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';

/** Sets batches back when an entry of this module is reversed. The books themselves are the caller's business. */
@Injectable()
export class BatchUndoService {
  constructor(
    private readonly store: BatchStore,
    private readonly assays: BatchAssayService,
    private readonly reassays: BatchReassayService,
  ) {}

  /** What the assays say that stood above a reversed entry is said anew. */
  async assayAnew(tx: EntityManager, lifted: Lifted): Promise<void> {
    await this.reassays.assayAnew(tx, lifted);
  }

  /**
   * What was logged or supplied is void and its code free again; an assay is withdrawn; what was drawn is back, and parts
   * that were split off are void.
   *
   * @throws DomainError `batch-state` where one waits for a shipment
   */
  async undo(tx: EntityManager, entry: EntryRow): Promise<void> {
    if (entry.kind === 'assayed') return this.undoAssay(tx, entry);
    const restored = new Set((await this.store.restore(tx, entry.id)).map(({ batchId }) => batchId));
    const made = (await subjectsOf(tx, entry.id)).filter((id) => !restored.has(id));
    await this.store.annul(tx, await this.store.lock(tx, made));
  }

  private async undoAssay(tx: EntityManager, entry: EntryRow): Promise<void> {
    const assays = await tx.findBy(AssayRow, { entryId: entry.id });
    const forces = await tx.findBy(AssayForceRow, { entryId: entry.id });
    await tx.update(AssayRow, { entryId: entry.id }, { withdrawn: true });
    await tx.update(AssayForceRow, { entryId: entry.id }, { withdrawn: true });
    const batches = await tx.findBy(BatchRow, { id: In([...assays, ...forces].map(({ batchId }) => batchId)) });
    for (const rootId of new Set(batches.map((batch) => batch.rootId))) await this.assays.refresh(tx, rootId);
  }
}
