import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { producersSeenBy, type Viewer } from '../../domain/sight/viewer.js';
import { batchesById } from '../batches/index.js';
import { contentsOfBatches, stockOf } from '../ledger/index.js';
import { Viewers } from '../sight/index.js';
import { lotAnswer } from './magnet-lot-answer.js';
import type { LotFilter, MagnetLotAnswer } from './magnet-lot.dto.js';
import { MagnetLotRow } from './magnet-lot.entity.js';

/** Reads magnet lots: for the party of the site, and the auditors whom it invited. */
@Injectable()
export class MagnetLotsQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
  ) {}

  /** Lots, newest first. */
  list(caller: Caller, { siteId, gradeId, heat, ...page }: LotFilter): Promise<Page<MagnetLotAnswer>> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const partyIds = producersSeenBy(viewer);
      const query = manager.createQueryBuilder(MagnetLotRow, 'lot').where({ partyId: In(partyIds) });
      if (siteId !== undefined) query.andWhere('lot.siteId = :siteId', { siteId });
      if (gradeId !== undefined) query.andWhere('lot.gradeId = :gradeId', { gradeId });
      if (heat !== undefined) query.andWhere('lot.heat = :heat', { heat });
      const { rows, nextCursor } = await pageOf(query, page);
      return { items: await answers(manager, rows, viewer), nextCursor };
    });
  }

  /** @throws NotFoundError */
  one(caller: Caller, id: string): Promise<MagnetLotAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const partyIds = producersSeenBy(viewer);
      const row = await manager.findOneBy(MagnetLotRow, { id, partyId: In(partyIds) });
      const [answer] = row ? await answers(manager, [row], viewer) : [];
      if (!answer) throw new NotFoundError('magnet lot');
      return answer;
    });
  }
}

async function answers(
  manager: EntityManager,
  rows: readonly MagnetLotRow[],
  { partyId }: Viewer,
): Promise<MagnetLotAnswer[]> {
  const ids = rows.map(({ id }) => id);
  const batches = await batchesById(manager, ids);
  const contents = await contentsOfBatches(manager, [...batches.values()]);
  const stocks = await stockOf(manager, ids);
  return rows.flatMap((lot) => {
    const batch = batches.get(lot.id);
    if (!batch) return [];
    const view = { lot, batch, contents: contents.get(lot.id) ?? [], stock: stocks.get(lot.id) ?? [] };
    return [lotAnswer(view, partyId)];
  });
}
