import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { BatchesQueries, type BatchAnswer } from '../batches/index.js';
import { MagnetLotsQueries } from '../production/index.js';
import type { ExportQuery } from './export.dto.js';
import { everyItem, isWithin, type ListedRows } from './export-pages.js';
import { writtenComposition, type ListedRow } from './export-rows.js';

type Assay = BatchAnswer['assays'][number];

/** Batches as files: what their lists tell the caller, with the assay in force. */
@Injectable()
export class BatchLists {
  constructor(
    private readonly batches: BatchesQueries,
    private readonly lots: MagnetLotsQueries,
  ) {}

  /** What was logged: parts of it that came to be later were not weighed. */
  async *byProducts(caller: Caller, query: ExportQuery): ListedRows {
    for await (const batch of this.all(caller, query, 'by-product')) {
      if (batch.grossKg !== null) yield besideAssay(batch, batch);
    }
  }

  async *supplies(caller: Caller, query: ExportQuery): ListedRows {
    for await (const batch of this.all(caller, query, 'primary')) yield besideAssay(batch, batch);
  }

  /**
   * The assays that stand and that the own party had made, an auditor's those of all: what a grade says of its magnets is none, and
   * parts have those of what they are parts of.
   */
  async *assays(caller: Caller, query: ExportQuery): ListedRows {
    for await (const batch of this.all(caller, query)) {
      if (batch.kind === 'magnet') continue;
      for (const assay of batch.assays) {
        const isOwn = caller.role === 'auditor' || assay.partyId === caller.partyId;
        if (isOwn && !assay.withdrawn && assay.batchId === batch.id) {
          yield { batch: batch.code, ...writtenAssay(assay) };
        }
      }
    }
  }

  /** Lots that stand. Their batches come in the same order. */
  async *magnetLots(caller: Caller, query: ExportQuery): ListedRows {
    const { siteId } = query;
    const batches = this.all(caller, { ...query, from: undefined, to: undefined }, 'magnet');
    for await (const lot of everyItem((page) => this.lots.list(caller, { siteId, ...page }))) {
      if (lot.status === 'void' || !isWithin(lot.occurredOn, query)) continue;
      const isAssayed = lot.basis === 'assay';
      let batch: BatchAnswer | undefined;
      while (isAssayed && batch?.id !== lot.id) {
        const next = await batches.next();
        if (next.done === true) break;
        batch = next.value;
      }
      yield batch ? besideAssay({ ...lot }, batch) : { ...lot };
    }
  }

  /** The batches of a kind that stand, whose codes the caller is told. */
  private async *all(
    caller: Caller,
    { siteId, from, to }: Pick<ExportQuery, 'siteId' | 'from' | 'to'>,
    kind?: 'by-product' | 'primary' | 'magnet',
  ): AsyncGenerator<BatchAnswer> {
    const filter = { kind, originSiteId: siteId, from, to } as const;
    for await (const batch of everyItem((page) => this.batches.list(caller, { ...filter, ...page }))) {
      if (batch.code !== null && batch.status !== 'void') yield batch;
    }
  }
}

function besideAssay(row: object, { assays }: BatchAnswer): ListedRow {
  const assay = assays.find(({ withdrawn, inForce }) => !withdrawn && inForce);
  return { ...row, ...(assay && { assay: writtenAssay(assay) }) };
}

function writtenAssay(assay: Assay): ListedRow {
  const { laboratory, method, reportNo, sampledAt } = assay;
  return { laboratory, method, reportNo, sampledAt, composition: writtenComposition(assay) };
}
