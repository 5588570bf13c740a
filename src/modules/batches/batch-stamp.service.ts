import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { stampPostings } from '../../domain/batch-movements.js';
import { covers } from '../../domain/agreement.js';
import { SignatureHooks, type SignedVersion } from '../agreements/index.js';
import { Ledger, stockOf } from '../ledger/index.js';
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
    const matching = candidates.filter(
      ({ agreementId, originSiteId, stream, occurredOn }) =>
        agreementId === null && covers(facts, { siteId: originSiteId, stream: stream ?? '', day: occurredOn }),
    );
    const roots = [...new Set(matching.map(({ rootId }) => rootId))];
    for (const rootId of roots) await this.stampFamily(tx, rootId, { facts, version, userId });
  }

  /** A batch and its parts are of one agreement, whichever part is still there. */
  private async stampFamily(tx: EntityManager, rootId: string, { facts, userId }: SignedVersion): Promise<void> {
    const members = await tx.find(BatchRow, { where: { rootId }, order: { id: 'ASC' } });
    const ids = members.map(({ id }) => id);
    const root = members.find(({ id }) => id === rootId);
    const stocks = await stockOf(tx, ids);
    if (!root || [...stocks.values()].every((holding) => holding.length === 0)) return;
    const covering = covers(facts, { siteId: root.originSiteId, stream: root.stream ?? '', day: root.occurredOn });
    if (!covering) return;
    const entries = await this.ledger.chainOf(tx, ids);
    const own = new Set(ids);
    const postings = (
      await this.ledger.postingsOf(
        tx,
        entries.map(({ id }) => id),
      )
    ).filter(({ fromBatchId, toBatchId }) => own.has(fromBatchId ?? '') || own.has(toBatchId ?? ''));
    const latest = entries.at(-1);
    await this.ledger.book(tx, {
      kind: 'stamped',
      ...{ occurredAt: latest?.occurredAt ?? root.occurredAt, occurredOn: latest?.occurredOn ?? root.occurredOn },
      ...{ partyId: root.partyId, siteId: root.siteId, userId, subjectIds: ids },
      postings: stampPostings(postings, facts.id),
    });
    for (const batch of await this.store.lock(tx, ids)) {
      await this.store.update(tx, batch, { agreementId: facts.id, agreementVersion: covering.version });
    }
    await this.store.show(tx, members, [facts.generatorId, facts.recyclerId], 'all');
  }
}
