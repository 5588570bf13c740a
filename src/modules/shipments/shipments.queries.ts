import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { Batch, Shipment, ShipmentLine } from '../../domain/acts/records.js';
import type { Holding } from '../../domain/matter/holding.js';
import { batchesById } from '../batches/index.js';
import { latestEntries, stockOf } from '../ledger/index.js';
import { type Viewer, seesShipmentWhole } from '../../domain/sight/viewer.js';
import { Viewers, batchesSeen, namedIn, seesShipmentSql } from '../sight/index.js';
import { lineAnswer, shipmentAnswer } from './shipment-answers.js';
import type { ShipmentAnswer, ShipmentLineAnswer } from './shipment-answer.dto.js';
import type { ShipmentFilter } from './shipment.dto.js';
import { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

/** Reads shipments for those who may see them. */
@Injectable()
export class ShipmentsQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
  ) {}

  /** Shipments, newest first. */
  list(caller: Caller, filter: ShipmentFilter): Promise<Page<ShipmentAnswer>> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const query = manager.createQueryBuilder(ShipmentRow, 'shipment');
      query.andWhere(seesShipmentSql(viewer, 'shipment', namedIn(query)));
      const { agreementId, siteId, status, batchId, from, to } = filter;
      // Under which agreement of others it goes is hidden: it must not be found out by filtering.
      if (agreementId !== undefined) {
        const isOwn = viewer.agreementIds.has(agreementId);
        query.andWhere(isOwn ? 'shipment.agreementId = :agreementId' : '1 = 0', { agreementId });
      }
      if (status !== undefined) query.andWhere('shipment.status = :status', { status });
      if (siteId !== undefined)
        query.andWhere('(shipment.fromSiteId = :siteId OR shipment.toSiteId = :siteId)', { siteId });
      if (batchId !== undefined) {
        const line =
          'SELECT 1 FROM "shipment_line" "l" WHERE "l"."shipmentId" = shipment.id AND "l"."batchId" = :batchId';
        query.andWhere(`EXISTS (${line})`, { batchId });
      }
      if (from !== undefined) query.andWhere('shipment.dispatchedOn >= :from', { from });
      if (to !== undefined) query.andWhere('shipment.dispatchedOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answersFor(manager, viewer, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  one(caller: Caller, id: string): Promise<ShipmentAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const query = manager.createQueryBuilder(ShipmentRow, 'shipment').where('shipment.id = :id', { id });
      query.andWhere(seesShipmentSql(viewer, 'shipment', namedIn(query)));
      const row = await query.getOne();
      const [answer] = row ? await this.answersFor(manager, viewer, [row]) : [];
      if (!answer) throw new NotFoundError('shipment');
      return answer;
    });
  }

  /** The answer to an act on a shipment, inside its unit of work: to whoever is at an end of it. */
  async answer(
    tx: EntityManager,
    caller: Caller,
    { shipment, entryId, lines, batches }: Done,
  ): Promise<ShipmentAnswer> {
    const viewer = await this.viewers.viewerOf(caller, tx);
    const stocks = await plannedStocks(tx, lines);
    const known = batches ?? (await batchesById(tx, batchIdsOf(lines)));
    const entry = entryId ?? (await latestEntries(tx, [shipment.id])).get(shipment.id) ?? null;
    return shipmentAnswer(shipment, { viewer, entryId: entry, lines: answersOf(lines, known, stocks) });
  }

  private async answersFor(
    manager: EntityManager,
    viewer: Viewer,
    rows: readonly ShipmentRow[],
  ): Promise<ShipmentAnswer[]> {
    const ids = rows.map(({ id }) => id);
    const lines = await manager.find(ShipmentLineRow, { where: { shipmentId: In(ids) }, order: { ordinal: 'ASC' } });
    const batches = await batchesById(manager, batchIdsOf(lines));
    const stocks = await plannedStocks(manager, lines);
    const seen = await batchesSeen(manager, viewer, [...batches.keys()]);
    const entries = await latestEntries(manager, ids);
    return rows.map((row) => {
      // Whoever sees a shipment by its agreement only sees those of its batches that are under it.
      const whole = seesShipmentWhole(viewer, row);
      const sees = (batchId: string): boolean => whole || (seen.get(batchId) ?? 'share') !== 'share';
      const own = lines.filter(({ shipmentId, batchId }) => shipmentId === row.id && sees(batchId));
      const answers = answersOf(own, batches, stocks);
      return shipmentAnswer(row, { viewer, entryId: entries.get(row.id) ?? null, lines: answers });
    });
  }
}

/** A shipment as an act leaves it. */
export interface Done {
  readonly shipment: Shipment;
  /** The entry that the act booked; null where it booked none. */
  readonly entryId: string | null;
  readonly lines: readonly ShipmentLine[];
  /** Its batches; null where the act did not ask for them. */
  readonly batches: ReadonlyMap<string, Batch> | null;
}

/** What is in stock of what has not left yet. */
async function plannedStocks(
  manager: EntityManager,
  lines: readonly ShipmentLine[],
): Promise<ReadonlyMap<string, Holding>> {
  const planned = lines.filter(({ announcedDryMg }) => announcedDryMg === null).map(({ batchId }) => batchId);
  return planned.length > 0 ? stockOf(manager, planned) : new Map<string, Holding>();
}

function batchIdsOf(lines: readonly ShipmentLine[]): string[] {
  return [...new Set(lines.map(({ batchId }) => batchId))];
}

function answersOf(
  lines: readonly ShipmentLine[],
  batches: ReadonlyMap<string, Batch>,
  stocks: ReadonlyMap<string, Holding>,
): ShipmentLineAnswer[] {
  return lines.map((line) => {
    const batch = batches.get(line.batchId);
    if (!batch) throw new Error('A line of a shipment has its batch.');
    return lineAnswer(line, batch, stocks.get(batch.id) ?? []);
  });
}
