import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { AgreementSides } from '../../domain/agreement/sides.js';
import type { Day } from '../../domain/measure/time.js';
import { sidesOn } from '../agreements/index.js';
import type { RunInputRow } from './run.entity.js';

/** What the figures of a run depend on beside its masses. */
export interface RunContext {
  /** The sides of every agreement whose material goes in. */
  readonly sides: ReadonlyMap<string, AgreementSides>;
  /** Of each intermediate that goes in, the agreements whose mass in it was recovered before. */
  readonly recoveredFor: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The context of a run on its day, the same when it is closed and when it is decided again. */
export async function contextOf(
  tx: EntityManager,
  inputs: readonly Pick<RunInputRow, 'batchId' | 'kind' | 'contents'>[],
  day: Day,
): Promise<RunContext> {
  const groups = inputs.flatMap(({ contents }) => contents.map(({ agreementId }) => agreementId));
  const agreementIds = [...new Set(groups)].filter((id) => id !== null);
  const intermediates = inputs.filter(({ kind }) => kind === 'intermediate').map(({ batchId }) => batchId);
  return {
    sides: await sidesOn(tx, agreementIds, day),
    recoveredFor: await recoveredFor(tx, intermediates),
  };
}

/** A part of an intermediate came out of the run of what it is a part of. */
async function recoveredFor(
  tx: EntityManager,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  if (batchIds.length === 0) return found;
  const lines = await runSql<{ batchId: string; agreementId: string }>(
    tx,
    `SELECT b."id" AS "batchId", s."agreementId" FROM "batch" b JOIN "batch" root ON root."id" = b."rootId"
        JOIN "run_share" s ON s."runId" = root."runId" AND s."recovered"
      WHERE b."id" IN ${listOf(batchIds)}`,
    batchIds,
  );
  for (const { batchId, agreementId } of lines) {
    found.set(batchId, (found.get(batchId) ?? new Set()).add(agreementId));
  }
  return found;
}
