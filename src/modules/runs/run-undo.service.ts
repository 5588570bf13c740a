import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../../database/index.js';
import { runSetBack, type SetBack } from '../../domain/acts/reverse.js';
import { BatchStore } from '../batches/index.js';
import { Reversing, type EntryRow } from '../ledger/index.js';
import { RunRow, RunWarningRow } from './run.entity.js';

/** Sets runs back when their entry is reversed. The books themselves are the caller's business. */
@Injectable()
export class RunUndoService implements OnModuleInit {
  constructor(
    private readonly store: BatchStore,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(['run'], (tx, entry) => this.setBack(tx, entry));
  }

  /** @throws DomainError `batch-state` where an output waits for a shipment */
  private async setBack(tx: EntityManager, { id: entryId }: EntryRow): Promise<SetBack> {
    const { steps, others } = await this.store.restoring(tx, entryId);
    const { id } = await tx.findOneByOrFail(RunRow, { entryId });
    const [run] = await lockRows(tx, RunRow, [id]);
    if (!run) throw new Error('An entry of a run has its run.');
    const warnings = await tx.findBy(RunWarningRow, { runId: id });
    return runSetBack(run, { warnings, inputs: steps, outputs: others });
  }
}
