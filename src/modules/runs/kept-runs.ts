import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../../database/index.js';
import type { KeptRun } from '../../domain/acts/run-again.js';
import { OutputRuns } from '../batches/index.js';
import { Ledger } from '../ledger/index.js';
import { contextOf } from './run-context.js';
import { RunFeedRow, RunInputRow, RunOutputRow, RunResidueRow, RunRow, RunWarningRow } from './run.entity.js';

/** Loads runs that are decided again when their outputs are assayed anew. */
@Injectable()
export class KeptRuns implements OnModuleInit {
  constructor(
    private readonly outputs: OutputRuns,
    private readonly ledger: Ledger,
  ) {}

  onModuleInit(): void {
    this.outputs.register((tx, runId) => this.load(tx, runId));
  }

  private async load(tx: EntityManager, runId: string): Promise<KeptRun> {
    const [run] = await lockRows(tx, RunRow, [runId]);
    if (!run) throw new Error('A batch names the run that it came out of.');
    const of = { where: { runId }, order: { ordinal: 'ASC' } } as const;
    const inputs = await tx.find(RunInputRow, of);
    const entries = await this.ledger.chainOf(tx, [runId]);
    const entryIds = entries.map(({ id }) => id);
    return {
      run,
      inputs,
      feeds: await tx.find(RunFeedRow, of),
      residues: await tx.find(RunResidueRow, of),
      outputs: await tx.find(RunOutputRow, of),
      warnings: await tx.findBy(RunWarningRow, { runId }),
      context: await contextOf(tx, inputs, run.localOn ?? run.occurredOn),
      booked: await this.ledger.postingsOf(tx, entryIds),
    };
  }
}
