import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { decideStamp, stampVersion } from '../../domain/acts/stamp.js';
import { SignatureHooks, type SignedVersion } from '../agreements/index.js';
import { Acts, Ledger, stockOf, transitOf } from '../ledger/index.js';
import { legsOf } from '../sight/index.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';

/** States in which a by-product is still in its generator's hands. */
const IN_HAND = ['on-hand', 'received', 'in-shipment', 'in-transit'] as const;

/** Stamps the by-products of the term that are still on hand when an agreement gets its second signature. */
@Injectable()
export class BatchStampService implements OnModuleInit {
  constructor(
    private readonly hooks: SignatureHooks,
    private readonly store: BatchStore,
    private readonly ledger: Ledger,
    private readonly acts: Acts,
  ) {}

  onModuleInit(): void {
    this.hooks.register((tx, signed) => this.stamp(tx, signed));
  }

  private async stamp(tx: EntityManager, { facts, version, userId }: SignedVersion): Promise<void> {
    const { siteIds } = version.scope;
    const candidates = await tx.find(BatchRow, {
      where: {
        originSiteId: In([...siteIds]),
        kind: 'by-product',
        holderId: facts.generatorId,
        status: In([...IN_HAND]),
      },
      order: { id: 'ASC' },
    });
    const matching = candidates.filter((batch) => batch.agreementId === null && stampVersion(facts, batch) !== null);
    const roots = [...new Set(matching.map(({ rootId }) => rootId))];
    for (const rootId of roots) await this.stampFamily(tx, rootId, { facts, version, userId });
  }

  /**
   * Stamps a batch with its parts. What has left the generator's hands, in whole or in part, cannot be stamped any more.
   */
  private async stampFamily(tx: EntityManager, rootId: string, { facts, userId }: SignedVersion): Promise<void> {
    const found = await tx.find(BatchRow, { select: { id: true }, where: { rootId }, order: { id: 'ASC' } });
    const ids = found.map(({ id }) => id);
    // Held before anything is decided: a receipt under way may be taking a part of it out of the generator's hands.
    const members = await this.store.lock(tx, ids);
    const root = members.find(({ id }) => id === rootId);
    if (!root || !(await isInHand(tx, members, facts.generatorId))) return;
    const entries = await this.ledger.chainOf(tx, ids);
    const all = await this.ledger.postingsOf(
      tx,
      entries.map(({ id }) => id),
    );
    const own = new Set(ids);
    const postings = all.filter(({ fromBatchId, toBatchId }) => own.has(fromBatchId ?? '') || own.has(toBatchId ?? ''));
    const moment = await this.store.momentOfLast(tx, root.siteId, ids);
    const kinds = entries.map(({ kind }) => kind);
    const by = this.store.entering({ userId });
    const act = decideStamp(facts, { root, members, postings, kinds, moment, by });
    if (act) await this.acts.apply(tx, act);
  }
}

/** Whether something is left of a family in its generator's stock, and nothing on its way to anybody else. */
async function isInHand(tx: EntityManager, members: readonly BatchRow[], generatorId: string): Promise<boolean> {
  const ids = members.map(({ id }) => id);
  const [stocks, transits] = [await stockOf(tx, ids), await transitOf(tx, ids)];
  if (transits.size === 0) return stocks.size > 0;
  const legs = await legsOf(tx, [...transits.keys()]);
  return legs.every(({ receivedAt, toPartyId }) => receivedAt !== null || toPartyId === generatorId);
}
