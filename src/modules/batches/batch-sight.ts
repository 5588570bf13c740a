import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Sight } from '../../domain/acts/act.js';
import { groupsOf } from '../../domain/matter/holding.js';
import { isMixed, seersOf, type Sees, type WentBatch } from '../../domain/sight/seers.js';
import { contentsOfBatches } from '../ledger/index.js';
import { storedSeers, wentBatches } from '../sight/index.js';
import { BatchStore } from './batch-store.js';
import type { BatchRow } from './batch.entity.js';

/** Keeps who sees what of batches as the rules have it: looked at anew whenever one moves or comes to be. */
@Injectable()
export class BatchSight {
  constructor(private readonly batches: BatchStore) {}

  /** Writes only what has changed: mostly nothing, for what goes from a generator to its recycler. */
  async lookAgain(tx: EntityManager, batches: readonly BatchRow[]): Promise<void> {
    const living = batches.filter(({ status }) => status !== 'void');
    const facts = await sightFacts(tx, living);
    const changed = changedSight(facts, await storedSeers(tx, [...facts.keys()]));
    for (const batch of living) {
      const seers = changed.get(batch.id);
      if (seers) await this.batches.showOnly(tx, batch, seers);
    }
  }
}

/** Loads, by batch, the facts that `seersOf` decides by: as the books have them now. */
export async function sightFacts(
  tx: EntityManager,
  batches: readonly Pick<BatchRow, 'id' | 'kind' | 'partyId' | 'agreementId' | 'runId' | 'parentId'>[],
): Promise<ReadonlyMap<string, WentBatch>> {
  const contents = await contentsOfBatches(
    tx,
    batches.filter(({ kind }) => isMixed(kind)),
  );
  const sharing = [...contents].map(
    ([id, holding]) => [id, groupsOf(holding).flatMap(({ agreementId }) => agreementId ?? [])] as const,
  );
  return wentBatches(tx, batches, new Map(sharing));
}

/** What decides who sees what of batches, and who is stored to see what, before an act. */
export async function sightOf(tx: EntityManager, batches: readonly BatchRow[]): Promise<Sight> {
  return {
    went: await sightFacts(tx, batches),
    seers: await storedSeers(
      tx,
      batches.map(({ id }) => id),
    ),
  };
}

/** Of batches, who sees what of them by the rules, where something else is stored. */
export function changedSight(
  facts: ReadonlyMap<string, WentBatch>,
  stored: ReadonlyMap<string, ReadonlyMap<string, Sees>>,
): ReadonlyMap<string, ReadonlyMap<string, Sees>> {
  const seers = [...facts].map(([id, batch]) => [id, seersOf(batch)] as const);
  return new Map(seers.filter(([id, given]) => !isSame(given, stored.get(id) ?? new Map())));
}

function isSame(seers: ReadonlyMap<string, Sees>, stored: ReadonlyMap<string, Sees>): boolean {
  return seers.size === stored.size && [...stored].every(([partyId, sees]) => seers.get(partyId) === sees);
}
