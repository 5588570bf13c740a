import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { KeptRun } from '../../domain/acts/run-again.js';

type LoadRun = (tx: EntityManager, runId: string) => Promise<KeptRun>;

/**
 * Lets the runs, which stand to the right of the batches, give what is known of a run whose outputs are assayed anew: the run
 * attributes what its outputs hold, and a difference passes through it.
 */
@Injectable()
export class OutputRuns {
  private loads: LoadRun | null = null;

  register(loads: LoadRun): void {
    this.loads = loads;
  }

  /** Holds a run until the unit ends, after the batches that it made. */
  load(tx: EntityManager, runId: string): Promise<KeptRun> {
    if (!this.loads) throw new Error('Nobody knows of runs, but a batch is the output of one.');
    return this.loads(tx, runId);
  }
}
