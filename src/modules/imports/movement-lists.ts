import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { RunsQueries } from '../runs/index.js';
import { ShipmentsQueries } from '../shipments/index.js';
import { NamedSitesQueries } from '../sight/index.js';
import type { ExportQuery } from './export.dto.js';
import { everyItem, isWithin, type ListedRows } from './export-pages.js';

/** Shipments, their receipts and runs, as files: what the lists tell the caller. */
@Injectable()
export class MovementLists {
  constructor(
    private readonly shipmentsQueries: ShipmentsQueries,
    private readonly runsQueries: RunsQueries,
    private readonly sites: NamedSitesQueries,
  ) {}

  /** Every line of what was received: by the day of the receipt. */
  async *receipts(caller: Caller, query: ExportQuery): ListedRows {
    const { siteId } = query;
    for await (const shipment of everyItem((page) => this.shipmentsQueries.list(caller, { siteId, ...page }))) {
      const { code, receivedAt, receivedOn, toSiteId, lines } = shipment;
      if (receivedAt === null || receivedOn === null || !isWithin(receivedOn, query)) continue;
      if (siteId !== undefined && toSiteId !== siteId) continue;
      for (const line of lines) yield { ...line, shipment: code, batch: line.code, occurredAt: receivedAt };
    }
  }

  /** Every line of every shipment: by the day of the dispatch, where days are asked for. */
  async *shipments(caller: Caller, { siteId, from, to }: ExportQuery): ListedRows {
    const codeOf = await this.siteCodes(caller);
    const filter = { siteId, from, to };
    for await (const shipment of everyItem((page) => this.shipmentsQueries.list(caller, { ...filter, ...page }))) {
      const { code, fromSiteId, toSiteId, lines } = shipment;
      const ends = { fromSite: codeOf(fromSiteId), toSite: codeOf(toSiteId) };
      for (const line of lines) yield { ...shipment, ...line, ...ends, code, batch: line.code };
    }
  }

  /** Runs; of those of others the dry mass of one's share. */
  async *runs(caller: Caller, { siteId, from, to }: ExportQuery): ListedRows {
    const codeOf = await this.siteCodes(caller);
    const filter = { siteId, from, to };
    for await (const run of everyItem((page) => this.runsQueries.list(caller, { ...filter, ...page }))) {
      const { dryClosure, shares } = run;
      yield {
        ...run,
        site: codeOf(run.siteId),
        dryInKg: dryClosure?.inKg ?? shares.reduce((sum, { dryInKg }) => sum + dryInKg, 0),
        dryOutKg: dryClosure?.outKg,
        residueKg: dryClosure?.residueKg,
      };
    }
  }

  /** The codes of the sites that the caller meets in its records. */
  private async siteCodes(caller: Caller): Promise<(siteId: string | null) => string | undefined> {
    const { items } = await this.sites.list(caller);
    const codes = new Map(items.map(({ id, code }) => [id, code]));
    return (siteId) => codes.get(siteId ?? '');
  }
}
