import { Injectable } from '@nestjs/common';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { BatchStatus } from '../../domain/acts/batch-life.js';
import { batchesById } from '../batches/index.js';
import { Ledger } from '../ledger/index.js';
import { chargeShares, shownStatus, type Viewer } from '../../domain/sight/viewer.js';
import { Viewers, batchesSeen, namedIn, seesChargeOfSql, seesChargeSql } from '../sight/index.js';
import { chargeAnswer } from './charge-answer.js';
import type { ChargeAnswer, ChargeFilter } from './charge.dto.js';
import { ChargeRow } from './charge.entity.js';

/**
 * Reads charges. The party that charged sees them whole. The recycler of an agreement sees only those that contain
 * material of its agreements, and only that part of them, so that it never learns what else the plant uses; an auditor
 * likewise, for its one agreement.
 */
@Injectable()
export class ChargesQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly ledger: Ledger,
  ) {}

  /** Charges, newest first. */
  async list(caller: Caller, filter: ChargeFilter): Promise<Page<ChargeAnswer>> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const query = chargesFor(manager, viewer);
      const { agreementId, siteId, status, from, to } = filter;
      if (agreementId !== undefined) query.andWhere(seesChargeOfSql(viewer, 'charge', namedIn(query), agreementId));
      if (siteId !== undefined) query.andWhere('charge.siteId = :siteId', { siteId });
      if (status !== undefined) query.andWhere('charge.status = :status', { status });
      if (from !== undefined) query.andWhere('charge.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('charge.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answers(manager, viewer, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<ChargeAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const row = await chargesFor(manager, viewer).andWhere('charge.id = :id', { id }).getOne();
      if (!row) throw new NotFoundError('charge');
      const [answer] = await this.answers(manager, viewer, [row]);
      if (!answer) throw new Error('A charge was read without an answer.');
      return answer;
    });
  }

  private async answers(manager: EntityManager, viewer: Viewer, rows: readonly ChargeRow[]): Promise<ChargeAnswer[]> {
    const batchIds = rows.map(({ batchId }) => batchId);
    const seen = await batchesSeen(manager, viewer, batchIds);
    const batches = await batchesById(manager, batchIds);
    const postings = await this.ledger.postingsByEntry(
      manager,
      rows.map(({ entryId }) => entryId),
    );
    return rows.map((row) => {
      const shares = chargeShares(viewer, row);
      const [batch, sees] = [batches.get(row.batchId), seen.get(row.batchId)];
      // What its holder only plans with the rest of it, nobody else is told.
      const status = batch && sees === 'all' ? shownStatus<BatchStatus>(batch, row.partyId === viewer.partyId) : null;
      return chargeAnswer(row, {
        charged: (postings.get(row.entryId) ?? []).filter(
          ({ agreementId }) => !shares || shares.has(agreementId ?? ''),
        ),
        isOwn: shares === null,
        batch: batch && sees ? { id: batch.id, code: sees === 'all' ? batch.code : null, status } : null,
      });
    });
  }
}

/** The charges that the viewer sees. */
function chargesFor(manager: EntityManager, viewer: Viewer): SelectQueryBuilder<ChargeRow> {
  const query = manager.createQueryBuilder(ChargeRow, 'charge');
  return query.where(seesChargeSql(viewer, 'charge', namedIn(query)));
}
