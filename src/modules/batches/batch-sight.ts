import type { EntityManager } from 'typeorm';
import type { Sight } from '../../domain/acts/act.js';
import type { Agreements } from '../../domain/acts/load-cover.js';
import { groupsOf } from '../../domain/matter/holding.js';
import { isMixed, type WentBatch } from '../../domain/sight/seers.js';
import { contentsOfBatches } from '../ledger/index.js';
import { storedSeers, wentBatches } from '../sight/index.js';
import type { BatchRow } from './batch.entity.js';

/**
 * Loads, by batch, the facts that `seersOf` decides by: as the books have them now.
 *
 * @param loaded agreements that are there already, by identifier
 */
export async function sightFacts(
  tx: EntityManager,
  batches: readonly Pick<BatchRow, 'id' | 'kind' | 'partyId' | 'agreementId' | 'runId' | 'parentId'>[],
  loaded?: Agreements,
): Promise<ReadonlyMap<string, WentBatch>> {
  const contents = await contentsOfBatches(
    tx,
    batches.filter(({ kind }) => isMixed(kind)),
  );
  const sharing = [...contents].map(
    ([id, holding]) => [id, groupsOf(holding).flatMap(({ agreementId }) => agreementId ?? [])] as const,
  );
  return wentBatches(tx, batches, new Map(sharing), loaded);
}

/** What decides who sees what of batches, and who is stored to see what, before an act. */
export async function sightOf(tx: EntityManager, batches: readonly BatchRow[], loaded?: Agreements): Promise<Sight> {
  return {
    went: await sightFacts(tx, batches, loaded),
    seers: await storedSeers(
      tx,
      batches.map(({ id }) => id),
    ),
  };
}
