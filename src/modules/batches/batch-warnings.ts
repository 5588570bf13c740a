import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database, runSql, toMg } from '../../database/index.js';
import { weightWarnings, type Warning } from '../../domain/matter/composition.js';
import type { Batch } from '../../domain/acts/records.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** How many past weights of a stream a new one is held against. */
const HISTORY = 30;

/** What looks odd about a batch. Nothing here refuses anything. */
@Injectable()
export class BatchWarnings {
  /**
   * The net masses of the newest batches of a stream at a site: as logged, so neither slips taken back nor parts of others.
   */
  readonly pastWeights: (originSiteId: string, stream: string) => Promise<Mg[]>;

  constructor(database: Database) {
    const read = database.together<Mg[]>((places) => weightsAt(database.manager, places));
    this.pastWeights = async (...place) => (await read(JSON.stringify(place))) ?? [];
  }

  /**
   * What is odd about an assay is worked out when it is read.
   *
   * @param past weights from before the batch is stored: it is no history of its own
   */
  ofByProduct(batch: Batch, past: readonly Mg[]): Warning[] {
    const uncovered: Warning = {
      code: 'not-covered',
      message: 'No agreement covers this site, stream and day: the batch is logged without one.',
    };
    return [...(batch.agreementId ? [] : [uncovered]), ...weightWarnings(batch.netMg, past)];
  }
}

async function weightsAt(manager: EntityManager, places: readonly string[]): Promise<ReadonlyMap<string, Mg[]>> {
  const weights = new Map<string, Mg[]>();
  for (const place of places) {
    const rows = await runSql<{ netMg: unknown }>(
      manager,
      `SELECT "netMg" FROM "batch"
        WHERE "originSiteId" = ? AND "stream" = ? AND "kind" = 'by-product' AND "status" <> 'void' AND "parentId" IS NULL
        ORDER BY "createdAt" DESC LIMIT ${HISTORY}`,
      JSON.parse(place) as string[],
    );
    weights.set(
      place,
      rows.map(({ netMg }) => toMg(netMg)),
    );
  }
  return weights;
}
