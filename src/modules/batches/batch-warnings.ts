import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { compositionWarnings, weightWarnings, type Warning } from '../../domain/composition.js';
import { catalogue } from '../catalogue/index.js';
import { inPpm } from './assay-rows.js';
import { BatchRow } from './batch.entity.js';

/** How many past weights of a stream a new one is held against. */
const HISTORY = 30;

/** What looks odd about a batch. Nothing here refuses anything. */
@Injectable()
export class BatchWarnings {
  async ofByProduct(tx: EntityManager, batch: BatchRow, compositionPct?: Record<string, number>): Promise<Warning[]> {
    const past = await this.pastWeights(tx, batch.originSiteId, batch.stream ?? '');
    const uncovered: Warning = {
      code: 'not-covered',
      message: 'No agreement covers this site, stream and day: the batch is logged without one.',
    };
    return [
      ...(batch.agreementId ? [] : [uncovered]),
      ...weightWarnings(batch.netMg, past),
      ...this.ofProduct(batch, compositionPct),
    ];
  }

  ofProduct(batch: BatchRow, compositionPct?: Record<string, number>): Warning[] {
    if (!compositionPct) return [];
    const alloy = batch.alloy ?? undefined;
    const stream = batch.stream ? catalogue.stream(batch.stream) : undefined;
    const product = batch.product ? catalogue.product(batch.product) : undefined;
    return [...compositionWarnings(inPpm(compositionPct), { catalogue, alloy, stream, product })];
  }

  /** The net masses of the newest batches of a stream at a site: as logged, so neither slips taken back nor parts of others. */
  async pastWeights(tx: EntityManager, originSiteId: string, stream: string): Promise<number[]> {
    const rows = await tx.find(BatchRow, {
      select: { id: true, netMg: true },
      where: { originSiteId, stream, kind: 'by-product', status: Not('void'), parentId: IsNull() },
      order: { createdAt: 'DESC' },
      take: HISTORY,
    });
    return rows.map(({ netMg }) => netMg);
  }
}
