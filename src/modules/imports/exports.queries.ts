import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { csvRecord } from '../../domain/measure/csv.js';
import { writeSheet, type WrittenCell } from '../../files/index.js';
import { BatchesQueries, type BatchAnswer } from '../batches/index.js';
import { exportColumns, exportHeader, exportRows, toldAssays } from './export-rows.js';
import type { ExportQuery } from './export.dto.js';

const PAGE = 200;

/** Lists as files, with the columns that imports read: of each batch what its list tells the caller. */
@Injectable()
export class ExportsQueries {
  constructor(private readonly batches: BatchesQueries) {}

  /**
   * A list as it is read, page by page. It is read twice, since the formulas of all its assays are columns.
   *
   * @throws InputError; NotFoundError
   */
  async file(caller: Caller, query: ExportQuery): Promise<Readable> {
    const { kind } = query;
    const formulas = new Set<string>();
    for await (const batch of this.all(caller, query)) {
      for (const assay of toldAssays(kind, batch)) Object.keys(assay.composition).forEach((one) => formulas.add(one));
    }
    const columns = exportColumns(kind, [...formulas].sort());
    const header = columns.map(exportHeader);
    const batches = this.all(caller, query);
    async function* rows(): AsyncGenerator<WrittenCell[]> {
      for await (const batch of batches) yield* exportRows(kind, batch, columns);
    }
    return Readable.from(query.format === 'xlsx' ? writeSheet(header, rows()) : csvText(header, rows()), {
      objectMode: false,
    });
  }

  /** The batches of a kind, whose codes the caller is told. */
  private async *all(caller: Caller, { kind, siteId, from, to }: ExportQuery): AsyncGenerator<BatchAnswer> {
    const ofKind = kind === 'by-products' ? 'by-product' : kind === 'supplies' ? 'primary' : undefined;
    const filter = { kind: ofKind, originSiteId: siteId, from, to, limit: PAGE } as const;
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.batches.list(caller, { ...filter, cursor });
      yield* items.filter(({ code }) => code !== null);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

/** A text that a spreadsheet program would run as a formula gets an apostrophe before it, see `csv.ts`. */
async function* csvText(header: readonly string[], rows: AsyncIterable<WrittenCell[]>): AsyncGenerator<string> {
  yield csvRecord(header);
  for await (const cells of rows) {
    yield csvRecord(cells.map((cell) => (cell?.kind === 'number' ? Number(cell.text) : (cell?.text ?? null))));
  }
}
