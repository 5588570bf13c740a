import type { EntityManager } from 'typeorm';
import { insertEntities } from '../../database/index.js';
import { keptWarnings } from '../../domain/acts/run-facts.js';
import type { RunDecision } from '../../domain/acts/run.js';
import { RunWarningRow, type RunRow } from './run.entity.js';

/** Keeps what does not close in a run, in place of what was kept before. */
export async function writeWarnings(tx: EntityManager, run: RunRow, decision: RunDecision): Promise<void> {
  await tx.delete(RunWarningRow, { runId: run.id });
  await insertEntities(tx, RunWarningRow, keptWarnings(run, decision));
}
