import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { weightWarnings, type Warning } from '../../domain/matter/composition.js';
import { BatchRow } from './batch.entity.js';

/** How many past weights of a stream a new one is held against. */
const HISTORY = 30;

/** What looks odd about a batch. Nothing here refuses anything. */
@Injectable()
export class BatchWarnings {
  /** Before the batch is stored: it is no history of its own. What is odd about an assay is worked out when it is read. */
  async ofByProduct(tx: EntityManager, batch: BatchRow): Promise<Warning[]> {
    const past = await this.pastWeights(tx, batch.originSiteId, batch.stream ?? '');
    const uncovered: Warning = {
      code: 'not-covered',
      message: 'No agreement covers this site, stream and day: the batch is logged without one.',
    };
    return [...(batch.agreementId ? [] : [uncovered]), ...weightWarnings(batch.netMg, past)];
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
