import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../../database/index.js';
import { BatchStore } from '../batches/index.js';
import { Reversing, type EntryRow } from '../ledger/index.js';
import { RunInputRow, RunOutputRow, RunRow, RunWarningRow } from './run.entity.js';

/** Sets runs back when their entry is reversed. The books themselves are the caller's business. */
@Injectable()
export class RunUndoService implements OnModuleInit {
  constructor(
    private readonly store: BatchStore,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(
      ['run'],
      () => Promise.resolve({}),
      (tx, entry) => this.undo(tx, entry),
    );
  }

  /**
   * Gives the inputs back, makes the outputs void and the run reversed; its code is free again.
   *
   * @throws DomainError `batch-state` where an output waits for a shipment
   */
  async undo(tx: EntityManager, entry: EntryRow): Promise<void> {
    const { id: runId } = await tx.findOneByOrFail(RunRow, { entryId: entry.id });
    const inputIds = (await tx.findBy(RunInputRow, { runId })).map(({ batchId }) => batchId);
    const outputIds = (await tx.findBy(RunOutputRow, { runId })).map(({ batchId }) => batchId);
    const batches = await this.store.lock(tx, [...outputIds, ...inputIds]);
    await lockRows(tx, RunRow, [runId]);
    await this.store.annul(tx, batches.slice(0, outputIds.length));
    await this.store.restore(tx, entry.id);
    await tx.delete(RunWarningRow, { runId });
    await tx.update(RunRow, { id: runId }, { status: 'reversed', liveKey: null });
  }
}
