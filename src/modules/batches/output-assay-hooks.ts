import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Posting } from '../../domain/books/ledger.js';
import type { Family } from './batch-family.js';

/** An assay that comes into force for a run's output, or for a part of one. */
export interface OutputAssay {
  readonly runId: string;
  /** The output with its parts; the new assay is among its assays. All outputs of the run are held, with their parts. */
  readonly family: Family;
}

/** What an assay of an output books, and on what besides the batch that was assayed. */
export interface OutputCorrections {
  readonly postings: readonly Posting[];
  readonly subjectIds: readonly string[];
}

export interface OutputAssayListener {
  /**
   * Decides the run again.
   *
   * @throws DomainError `matter-created`, `batch-sealed`, `batch-state`
   */
  correct(tx: EntityManager, assay: OutputAssay): Promise<OutputCorrections>;
  /** Follows assays of outputs that were taken back. */
  follow(tx: EntityManager, runId: string): Promise<void>;
}

/**
 * Lets the runs, which stand to the right of the batches, say what an assay of one of their outputs changes: the run
 * attributes what its outputs hold, and a difference passes through it.
 */
@Injectable()
export class OutputAssayHooks {
  private listener: OutputAssayListener | null = null;

  register(listener: OutputAssayListener): void {
    this.listener = listener;
  }

  /** For the assaying itself. */
  get runs(): OutputAssayListener {
    if (!this.listener) throw new Error('Nobody knows of runs, but a batch is the output of one.');
    return this.listener;
  }
}
