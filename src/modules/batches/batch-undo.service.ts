import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { assaySetBack } from '../../domain/acts/assay.js';
import { annulled, type SetBack } from '../../domain/acts/reverse.js';
import { catalogue } from '../catalogue/index.js';
import { Reversing, type EntryRow } from '../ledger/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { BatchFamilies } from './batch-family.js';
import { BatchReassayService, type Lifted } from './batch-reassay.service.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';

/** Sets batches back when an entry of this module is reversed. The books themselves are the caller's business. */
@Injectable()
export class BatchUndoService implements OnModuleInit {
  constructor(
    private readonly store: BatchStore,
    private readonly families: BatchFamilies,
    private readonly reassays: BatchReassayService,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(['logged', 'supplied', 'disposed', 'split'], (tx, entry) => this.setBack(tx, entry));
    this.reversing.register(['assayed'], (tx, entry) => this.withdrawing(tx, entry));
  }

  /** What the assays say that stood above a reversed entry is said anew. */
  async assayAnew(tx: EntityManager, lifted: Lifted): Promise<void> {
    await this.reassays.assayAnew(tx, lifted);
  }

  /**
   * What was logged or supplied is void and its code free again; what was drawn is back, and parts that were split off are
   * void.
   *
   * @throws DomainError `batch-state` where one waits for a shipment
   */
  private async setBack(tx: EntityManager, entry: EntryRow): Promise<SetBack> {
    const { steps, others } = await this.store.restoring(tx, entry.id);
    return { steps: [...steps, ...annulled(others)] };
  }

  private async withdrawing(tx: EntityManager, { id: entryId }: EntryRow): Promise<SetBack> {
    const assays = await tx.findBy(AssayRow, { entryId });
    const forces = await tx.findBy(AssayForceRow, { entryId });
    const batches = await tx.findBy(BatchRow, { id: In([...assays, ...forces].map(({ batchId }) => batchId)) });
    const roots = await tx.findBy(BatchRow, { id: In(batches.map(({ rootId }) => rootId)) });
    const runId = roots.find((root) => root.runId !== null)?.runId ?? null;
    const books = await this.families.load(tx, { ids: roots.map(({ id }) => id), runId });
    return assaySetBack({ ...books, catalogue }, entryId, { assays, forces });
  }
}
