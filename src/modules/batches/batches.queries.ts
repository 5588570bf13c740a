import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { codeKey } from '../../domain/code.js';
import { mgToKg } from '../../domain/quantities.js';
import { PartiesQueries } from '../parties/index.js';
import { contentsOfBatches, stockOf } from '../ledger/index.js';
import { AssayRow } from './assay.entity.js';
import { shareOfBatchAnswer, wholeBatchAnswer, type BatchView } from './batch-answers.js';
import type { BatchAnswer, BatchFilter, StreamWeights, StreamWeightsQuery } from './batch-answer.dto.js';
import { BatchRow } from './batch.entity.js';
import { BatchWarnings } from './batch-warnings.js';
import { BatchVisibility, type BatchEyes } from './visibility.js';

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
  ) {}

  /** Batches, newest first. */
  async list(caller: Caller, filter: BatchFilter): Promise<Page<BatchAnswer>> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const query = manager.createQueryBuilder(BatchRow, 'batch');
      this.visibility.limit(query, eyes);
      const { agreementId, kind, status, stream, code, withoutAssay, from, to } = filter;
      for (const [field, value] of Object.entries({ agreementId, kind, status, stream })) {
        if (value !== undefined) query.andWhere(`batch.${field} = :${field}`, { [field]: value });
      }
      // Where a batch is or was, and its code, stay hidden of what one sees a share of: they must not be found out by filtering.
      for (const field of ['siteId', 'originSiteId'] as const) {
        const { [field]: site } = filter;
        if (site !== undefined) query.andWhere(`batch.${field} = :${field} AND seen.sees = 'all'`, { [field]: site });
      }
      if (code !== undefined) {
        query.andWhere(`batch.codeKey LIKE :code ESCAPE '!' AND seen.sees = 'all'`, {
          code: prefixPattern(code),
        });
      }
      if (withoutAssay !== undefined) query.andWhere(`${NEVER_ASSAYED} AND seen.sees = 'all'`);
      if (from !== undefined) query.andWhere('batch.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('batch.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answersFor(manager, eyes, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<BatchAnswer> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const query = manager.createQueryBuilder(BatchRow, 'batch').where('batch.id = :id', { id });
      this.visibility.limit(query, eyes);
      const row = await query.getOne();
      const [answer] = row ? await this.answersFor(manager, eyes, [row]) : [];
      if (!answer) throw new NotFoundError('batch');
      return answer;
    });
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

  private async answersFor(manager: EntityManager, eyes: BatchEyes, rows: readonly BatchRow[]): Promise<BatchAnswer[]> {
    const ids = rows.map(({ id }) => id);
    const [contents, stocks] = [await contentsOfBatches(manager, rows), await stockOf(manager, ids)];
    const shares = await this.visibility.sharesAmong(manager, eyes, ids);
    const assays = await assaysOf(manager, rows);
    return rows.map((batch) => {
      const view: BatchView = {
        batch,
        contents: contents.get(batch.id) ?? [],
        stock: stocks.get(batch.id) ?? [],
        assays: assays.filter(({ batchId, id }) => batchId === batch.id || id === batch.assayId),
      };
      return shares.has(batch.id) ? shareOfBatchAnswer(view, eyes) : wholeBatchAnswer(view, eyes);
    });
  }
}

/** The batches' own assays, and those in force that they have from what they are a part of. */
async function assaysOf(manager: EntityManager, rows: readonly BatchRow[]): Promise<AssayRow[]> {
  if (rows.length === 0) return [];
  const inForce = rows.flatMap(({ assayId }) => (assayId ? [assayId] : []));
  return manager.find(AssayRow, {
    where: [{ batchId: In(rows.map(({ id }) => id)) }, { id: In(inForce) }],
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}

/** A pattern for the keys of codes that begin like this; what means something in a pattern is taken as it is. */
function prefixPattern(code: string): string {
  return `${codeKey(code).replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}
