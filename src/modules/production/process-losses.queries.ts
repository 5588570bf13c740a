import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { ProcessLoss } from '../../domain/acts/records.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { producersSeenBy } from '../../domain/sight/viewer.js';
import { Viewers } from '../sight/index.js';
import type { LossFilter, ProcessLossAnswer } from './process-loss.dto.js';
import { ProcessLossRow } from './process-loss.entity.js';

/** Reads process losses: for the party of the site, and the auditors whom it invited. */
@Injectable()
export class ProcessLossesQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
  ) {}

  /** Losses, newest first. */
  list(caller: Caller, { siteId, ...page }: LossFilter): Promise<Page<ProcessLossAnswer>> {
    return this.database.snapshot(async (manager) => {
      const partyIds = producersSeenBy(await this.viewers.viewerOf(caller, manager));
      const query = manager.createQueryBuilder(ProcessLossRow, 'loss').where({ partyId: In(partyIds) });
      if (siteId !== undefined) query.andWhere('loss.siteId = :siteId', { siteId });
      const { rows, nextCursor } = await pageOf(query, page);
      return { items: rows.map(lossAnswer), nextCursor };
    });
  }

  /** @throws NotFoundError */
  one(caller: Caller, id: string): Promise<ProcessLossAnswer> {
    return this.database.snapshot(async (manager) => {
      const partyIds = producersSeenBy(await this.viewers.viewerOf(caller, manager));
      const row = await manager.findOneBy(ProcessLossRow, { id, partyId: In(partyIds) });
      if (!row) throw new NotFoundError('process loss');
      return lossAnswer(row);
    });
  }
}

export function lossAnswer(loss: ProcessLoss): ProcessLossAnswer {
  const { id, siteId, occurredAt, occurredOn, elementsMg, basis, reason, document, status, entryId, createdAt } = loss;
  return {
    id,
    siteId,
    occurredAt: new Date(occurredAt).toISOString(),
    occurredOn,
    elements: Object.fromEntries(Object.entries(elementsMg).map(([element, mg]) => [element, { kg: mgToKg(mg) }])),
    basis,
    reason,
    document,
    status,
    entryId,
    createdAt: new Date(createdAt).toISOString(),
  };
}
