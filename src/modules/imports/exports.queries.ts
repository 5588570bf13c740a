import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { csvRecord } from '../../domain/measure/csv.js';
import { writeSheet, type WrittenCell } from '../../files/index.js';
import { BatchLists } from './batch-lists.js';
import type { ExportKind, ExportQuery } from './export.dto.js';
import type { ListedRows } from './export-pages.js';
import { exportColumns, exportHeader, exportRow, formulasOf, hasCompositions } from './export-rows.js';
import { MovementLists } from './movement-lists.js';
import { PlantLists } from './plant-lists.js';

type List = (caller: Caller, query: ExportQuery) => ListedRows;

/** Lists as files, with the columns that imports read: of each row what its list tells the caller. */
@Injectable()
export class ExportsQueries {
  private readonly lists: Readonly<Record<ExportKind, List>>;

  constructor(batches: BatchLists, plant: PlantLists, movements: MovementLists) {
    this.lists = {
      'by-products': batches.byProducts.bind(batches),
      supplies: batches.supplies.bind(batches),
      assays: batches.assays.bind(batches),
      'magnet-lots': batches.magnetLots.bind(batches),
      charges: plant.charges.bind(plant),
      counts: plant.counts.bind(plant),
      receipts: movements.receipts.bind(movements),
      shipments: movements.shipments.bind(movements),
      runs: movements.runs.bind(movements),
    };
  }

  /**
   * A list as it is read, page by page. One with compositions is read twice, since all of their formulas are columns.
   *
   * @throws InputError; NotFoundError
   */
  async file(caller: Caller, query: ExportQuery): Promise<Readable> {
    const { kind, format } = query;
    const list = this.lists[kind];
    const formulas = new Set<string>();
    if (hasCompositions(kind)) {
      for await (const row of list(caller, query)) formulasOf(kind, row).forEach((one) => formulas.add(one));
    }
    const columns = exportColumns(kind, [...formulas].sort());
    const header = columns.map(exportHeader);
    async function* rows(): AsyncGenerator<WrittenCell[]> {
      for await (const row of list(caller, query)) yield exportRow(row, columns);
    }
    return Readable.from(format === 'xlsx' ? writeSheet(header, rows()) : csvText(header, rows()), {
      objectMode: false,
    });
  }
}

/** A text that a spreadsheet program would run as a formula gets an apostrophe before it, see `csv.ts`. */
async function* csvText(header: readonly string[], rows: AsyncIterable<WrittenCell[]>): AsyncGenerator<string> {
  yield csvRecord(header);
  for await (const cells of rows) {
    yield csvRecord(cells.map((cell) => (cell?.kind === 'number' ? Number(cell.text) : (cell?.text ?? null))));
  }
}
