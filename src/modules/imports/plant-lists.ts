import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { ChargesQueries } from '../charges/index.js';
import { PartiesQueries } from '../parties/index.js';
import { WipCountsQueries, type CountAnswer } from '../plant/index.js';
import type { ExportQuery } from './export.dto.js';
import { everyItem, isWithin, type ListedRows } from './export-pages.js';
import { writtenComposition, type ListedRow } from './export-rows.js';

/** What plants consume and count, as files: what the lists tell the caller. */
@Injectable()
export class PlantLists {
  constructor(
    private readonly chargesQueries: ChargesQueries,
    private readonly countsQueries: WipCountsQueries,
    private readonly parties: PartiesQueries,
  ) {}

  /** Charges that stand. */
  async *charges(caller: Caller, { siteId, from, to }: ExportQuery): ListedRows {
    const filter = { siteId, from, to, status: 'booked' } as const;
    for await (const charge of everyItem((page) => this.chargesQueries.list(caller, { ...filter, ...page }))) {
      yield { ...charge, batch: charge.batchCode };
    }
  }

  /** Counts in force: of the site that is named, else of all of the own party. @throws NotFoundError */
  async *counts(caller: Caller, query: ExportQuery): ListedRows {
    for (const siteId of await this.sitesFor(caller, query)) {
      for await (const count of everyItem((page) => this.countsQueries.list(caller, siteId, page))) {
        if (count.inForce && isWithin(count.countedOn, query)) yield* linesOf(count);
      }
    }
  }

  private async sitesFor({ partyId }: Caller, { siteId }: ExportQuery): Promise<readonly string[]> {
    if (siteId !== undefined) return [siteId];
    const sites = partyId === null ? [] : await this.parties.sitesOf(partyId);
    return sites.map(({ id }) => id);
  }
}

/** What is said of a whole count stands in its first line. */
function linesOf({ countedOn, note, lines }: CountAnswer): ListedRow[] {
  return lines.map((line, index) => {
    const { laboratory, method, composition, belowLimitPct } = line;
    const assay = composition && {
      laboratory,
      method,
      composition: writtenComposition({ composition, belowLimitPct }),
    };
    return { ...line, countedOn, line: index + 1, note: index === 0 ? note : null, assay };
  });
}
