import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { ClosingFacts } from '../../domain/acts/close-run.js';
import { sidesOf } from '../../domain/agreement/sides.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { Holding } from '../../domain/matter/holding.js';
import type { Day } from '../../domain/measure/time.js';
import { membersOf } from '../../domain/sight/seers.js';
import { loadAgreements } from '../agreements/index.js';

/** Something that goes into a run. */
interface Drawn {
  readonly batchId: string;
  readonly kind: BatchKind;
  readonly contents: Holding;
}

/** The context of a run on its day, the same when it is closed and when it is decided again. */
export async function contextOf(
  tx: EntityManager,
  inputs: readonly Drawn[],
  day: Day,
): Promise<ClosingFacts['context']> {
  const groups = inputs.flatMap(({ contents }) => contents.map(({ agreementId }) => agreementId));
  const stored = await loadAgreements(
    tx,
    [...new Set(groups)].filter((id) => id !== null),
  );
  const intermediates = inputs.filter(({ kind }) => kind === 'intermediate').map(({ batchId }) => batchId);
  return {
    sides: new Map(stored.map(({ facts }) => [facts.id, sidesOf(facts, day)])),
    members: new Map(stored.map(({ facts }) => [facts.id, membersOf(facts)])),
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
