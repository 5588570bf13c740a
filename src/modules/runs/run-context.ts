import { In, type EntityManager } from 'typeorm';
import type { ClosingFacts } from '../../domain/acts/close-run.js';
import { sidesOf } from '../../domain/agreement/sides.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { Holding } from '../../domain/matter/holding.js';
import type { Day } from '../../domain/measure/time.js';
import { membersOf } from '../../domain/sight/seers.js';
import { loadAgreements } from '../agreements/index.js';
import { originRuns } from '../batches/index.js';
import { RunShareRow } from './run.entity.js';

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
  const origins = await originRuns(tx, batchIds);
  const shares = await tx.findBy(RunShareRow, { runId: In([...new Set(origins.values())]), recovered: true });
  for (const [batchId, runId] of origins) {
    const own = shares.filter((share) => share.runId === runId).map(({ agreementId }) => agreementId);
    if (own.length > 0) found.set(batchId, new Set(own));
  }
  return found;
}
