import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recallSql, toMg } from '../../database/index.js';
import { weightWarnings, type Warning } from '../../domain/matter/composition.js';
import type { Batch } from '../../domain/acts/records.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** How many past weights of a stream a new one is held against. */
const HISTORY = 30;

/** What looks odd about a batch. Nothing here refuses anything. */
@Injectable()
export class BatchWarnings {
  /** Before the batch is stored: it is no history of its own. What is odd about an assay is worked out when it is read. */
  async ofByProduct(tx: EntityManager, batch: Batch): Promise<Warning[]> {
    const past = await this.pastWeights(tx, batch.originSiteId, batch.stream ?? '');
    const uncovered: Warning = {
      code: 'not-covered',
      message: 'No agreement covers this site, stream and day: the batch is logged without one.',
    };
    return [...(batch.agreementId ? [] : [uncovered]), ...weightWarnings(batch.netMg, past)];
  }

  /**
   * The net masses of the newest batches of a stream at a site: as logged, so neither slips taken back nor parts of others.
   * Those that are being logged at the same time need not be among them.
   */
  async pastWeights(tx: EntityManager, originSiteId: string, stream: string): Promise<Mg[]> {
    const rows = await recallSql<{ netMg: unknown }>(
      tx,
      `SELECT "netMg" FROM "batch"
        WHERE "originSiteId" = ? AND "stream" = ? AND "kind" = 'by-product' AND "status" <> 'void' AND "parentId" IS NULL
        ORDER BY "createdAt" DESC LIMIT ${HISTORY}`,
      [originSiteId, stream],
      { asBegun: true },
    );
    return rows.map(({ netMg }) => toMg(netMg));
  }
}
