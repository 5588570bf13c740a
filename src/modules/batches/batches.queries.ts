import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { PartiesQueries } from '../parties/index.js';
import { eyesSeeShipment, namedIn, type BatchEyes } from '../sight/index.js';
import { PAST_STATUS, shareOfBatchAnswer, wholeBatchAnswer } from './batch-answers.js';
import type { BatchAnswer, BatchFilter, StreamWeights, StreamWeightsQuery } from './batch-answer.dto.js';
import { BatchRow } from './batch.entity.js';
import { BatchWarnings } from './batch-warnings.js';
import { BatchViews } from './batch-views.js';
import { BatchVisibility } from './visibility.js';

/** That something is left of a batch, wherever it is, and that nobody has assayed it. */
const NEVER_ASSAYED = `batch.assayId IS NULL AND EXISTS (SELECT 1 FROM "balance" "h"
  WHERE "h"."batchKey" = batch.id AND "h"."commodity" = 'dry-mass' AND "h"."massMg" > 0)`;

/** Reads batches for those who may see them. */
@Injectable()
export class BatchesQueries {
  constructor(
    private readonly database: Database,
    private readonly visibility: BatchVisibility,
    private readonly parties: PartiesQueries,
    private readonly warnings: BatchWarnings,
    private readonly views: BatchViews,
  ) {}

  /** Batches, newest first. */
  async list(caller: Caller, filter: BatchFilter): Promise<Page<BatchAnswer>> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const query = manager.createQueryBuilder(BatchRow, 'batch');
      const sees = this.visibility.limit(query, eyes);
      const { kind, stream, code, withoutAssay, from, to } = filter;
      for (const [field, value] of Object.entries({ kind, stream })) {
        if (value !== undefined) query.andWhere(`batch.${field} = :${field}`, { [field]: value });
      }
      this.limitToHidden(query, { eyes, sees }, filter);
      if (code !== undefined) {
        query.andWhere(`batch.codeKey LIKE :code ESCAPE '!' AND ${sees} <> 'share'`, {
          code: prefixPattern(code),
        });
      }
      if (withoutAssay !== undefined) query.andWhere(`${NEVER_ASSAYED} AND ${sees} = 'all'`);
      if (from !== undefined) query.andWhere('batch.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('batch.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answersFor(manager, eyes, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<BatchAnswer> {
    return this.database.snapshot((manager) => this.oneIn(manager, caller, id));
  }

  /** The same inside a snapshot. @throws NotFoundError */
  async oneIn(manager: EntityManager, caller: Caller, id: string): Promise<BatchAnswer> {
    const eyes = await this.visibility.eyesOf(caller, manager);
    const query = manager.createQueryBuilder(BatchRow, 'batch').where('batch.id = :id', { id });
    this.visibility.limit(query, eyes);
    const row = await query.getOne();
    const [answer] = row ? await this.answersFor(manager, eyes, [row]) : [];
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
    return this.answersFor(manager, await this.visibility.eyesOf(caller, manager), rows);
  }

  /** Filters by what is hidden of some batches: it must not be found out by filtering. */
  private limitToHidden(
    query: SelectQueryBuilder<BatchRow>,
    { eyes, sees }: { readonly eyes: BatchEyes; readonly sees: string },
    { agreementId, status, ...sites }: BatchFilter,
  ): void {
    if (agreementId !== undefined) {
      const isOwn = eyes.agreementIds.has(agreementId);
      query.andWhere(isOwn ? 'batch.agreementId = :agreementId' : '1 = 0', { agreementId });
    }
    if (sites.siteId !== undefined) {
      query.andWhere(`batch.siteId = :siteId AND ${sees} = 'all'`, { siteId: sites.siteId });
    }
    if (sites.originSiteId !== undefined) {
      query.andWhere(`batch.originSiteId = :originSiteId AND ${sees} <> 'share'`, { originSiteId: sites.originSiteId });
    }
    if (status === undefined) return;
    const seesShipment = `EXISTS (SELECT 1 FROM "shipment" "h" WHERE "h"."id" = "batch"."shipmentId"
      AND ${eyesSeeShipment(eyes, 'h', namedIn(query))})`;
    const shown = `CASE WHEN batch.status = 'in-shipment' AND NOT ${seesShipment} THEN batch.resting ELSE batch.status END`;
    const past = status === PAST_STATUS ? ` OR ${sees} = 'past'` : '';
    query.andWhere(`((${shown} = :status AND ${sees} = 'all')${past})`, { status });
  }

  private async answersFor(manager: EntityManager, eyes: BatchEyes, rows: readonly BatchRow[]): Promise<BatchAnswer[]> {
    const views = await this.views.of(manager, eyes, rows);
    return views.map(({ sees, ...view }) =>
      sees === 'share' ? shareOfBatchAnswer(view, eyes) : wholeBatchAnswer(view, eyes),
    );
  }
}

/** A pattern for the keys of codes that begin like this; what means something in a pattern is taken as it is. */
function prefixPattern(code: string): string {
  return `${codeKey(code).replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}
