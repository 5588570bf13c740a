import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { isLeftSql } from '../ledger/index.js';
import { PartiesQueries } from '../parties/index.js';
import type { Viewer } from '../../domain/sight/viewer.js';
import { Viewers, limitToSeen, namedIn, shownStatusSql } from '../sight/index.js';
import { PAST_STATUS, shareOfBatchAnswer, wholeBatchAnswer } from './batch-answers.js';
import type { BatchAnswer, BatchFilter, StreamWeights, StreamWeightsQuery } from './batch-answer.dto.js';
import { BatchRow } from './batch.entity.js';
import { BatchWarnings } from './batch-warnings.js';
import { BatchViews } from './batch-views.js';

/** Reads batches for those who may see them. */
@Injectable()
export class BatchesQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly parties: PartiesQueries,
    private readonly warnings: BatchWarnings,
    private readonly views: BatchViews,
  ) {}

  /** Batches, newest first. */
  async list(caller: Caller, filter: BatchFilter): Promise<Page<BatchAnswer>> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const query = manager.createQueryBuilder(BatchRow, 'batch');
      const sees = limitToSeen(query, viewer);
      const { kind, stream, code, withoutAssay, from, to } = filter;
      for (const [field, value] of Object.entries({ kind, stream })) {
        if (value !== undefined) query.andWhere(`batch.${field} = :${field}`, { [field]: value });
      }
      this.limitToHidden(query, { viewer, sees }, filter);
      if (code !== undefined) {
        query.andWhere(`batch.codeKey LIKE :code ESCAPE '!' AND ${sees} <> 'share'`, {
          code: prefixPattern(code),
        });
      }
      if (withoutAssay !== undefined)
        query.andWhere(`batch.assayId IS NULL AND ${isLeftSql('batch')} AND ${sees} = 'all'`);
      if (from !== undefined) query.andWhere('batch.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('batch.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answersFor(manager, viewer, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<BatchAnswer> {
    return this.database.snapshot((manager) => this.oneIn(manager, caller, id));
  }

  /** The same inside a snapshot. @throws NotFoundError */
  async oneIn(manager: EntityManager, caller: Caller, id: string): Promise<BatchAnswer> {
    const viewer = await this.viewers.viewerOf(caller, manager);
    const query = manager.createQueryBuilder(BatchRow, 'batch').where('batch.id = :id', { id });
    limitToSeen(query, viewer);
    const row = await query.getOne();
    const [answer] = row ? await this.answersFor(manager, viewer, [row]) : [];
    if (!answer) throw new NotFoundError('batch');
    return answer;
  }

  /** Past weights of a stream at an own site, so that a form can warn before it is sent. @throws NotFoundError */
  async weights({ partyId, role }: Caller, { siteId, stream }: StreamWeightsQuery): Promise<StreamWeights> {
    const site = await this.parties.site(siteId);
    // An auditor reads only what it was invited to.
    if (!site || site.partyId !== partyId || role === 'auditor') throw new NotFoundError('site');
    return { netKg: (await this.warnings.pastWeights(this.database.manager, siteId, stream)).map(mgToKg) };
  }

  /** Answers for batches that the caller was found to see, inside a unit of work or a snapshot. */
  async answers(manager: EntityManager, caller: Caller, rows: readonly BatchRow[]): Promise<BatchAnswer[]> {
    return this.answersFor(manager, await this.viewers.viewerOf(caller, manager), rows);
  }

  /** Filters by what is hidden of some batches: it must not be found out by filtering. */
  private limitToHidden(
    query: SelectQueryBuilder<BatchRow>,
    { viewer, sees }: { readonly viewer: Viewer; readonly sees: string },
    { agreementId, status, ...sites }: BatchFilter,
  ): void {
    if (agreementId !== undefined) {
      const isOwn = viewer.agreementIds.has(agreementId);
      query.andWhere(isOwn ? 'batch.agreementId = :agreementId' : '1 = 0', { agreementId });
    }
    if (sites.siteId !== undefined) {
      query.andWhere(`batch.siteId = :siteId AND ${sees} = 'all'`, { siteId: sites.siteId });
    }
    if (sites.originSiteId !== undefined) {
      query.andWhere(`batch.originSiteId = :originSiteId AND ${sees} <> 'share'`, { originSiteId: sites.originSiteId });
    }
    if (status === undefined) return;
    const shown = shownStatusSql(viewer, 'batch', namedIn(query));
    const past = status === PAST_STATUS ? ` OR ${sees} = 'past'` : '';
    query.andWhere(`((${shown} = :status AND ${sees} = 'all')${past})`, { status });
  }

  private async answersFor(manager: EntityManager, viewer: Viewer, rows: readonly BatchRow[]): Promise<BatchAnswer[]> {
    const views = await this.views.of(manager, viewer, rows);
    return views.map(({ sees, ...view }) =>
      sees === 'share' ? shareOfBatchAnswer(view, viewer) : wholeBatchAnswer(view, viewer),
    );
  }
}

/** A pattern for the keys of codes that begin like this; what means something in a pattern is taken as it is. */
function prefixPattern(code: string): string {
  return `${codeKey(code).replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}
