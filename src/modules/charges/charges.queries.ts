import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { BatchStatus } from '../../domain/acts/batch-life.js';
import { BatchRow, BatchVisibility } from '../batches/index.js';
import { Ledger } from '../ledger/index.js';
import { knowsParty, knowsPartySql, namedIn, type BatchEyes } from '../sight/index.js';
import { chargeAnswer } from './charge-answer.js';
import type { ChargeAnswer, ChargeFilter } from './charge.dto.js';
import { ChargeRow } from './charge.entity.js';

/**
 * Reads charges. The party that charged sees them whole. The recycler of an agreement sees only those that contain
 * material of its agreements, and only that part of them, so that it never learns what else the plant uses; an auditor
 * likewise, for its one agreement.
 */
@Injectable()
export class ChargesQueries {
  constructor(
    private readonly database: Database,
    private readonly visibility: BatchVisibility,
    private readonly ledger: Ledger,
  ) {}

  /** Charges, newest first. */
  async list(caller: Caller, filter: ChargeFilter): Promise<Page<ChargeAnswer>> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const query = visibleCharges(manager, eyes);
      const { agreementId, siteId, status, from, to } = filter;
      if (agreementId !== undefined) limitToAgreement(query, eyes, agreementId);
      if (siteId !== undefined) query.andWhere('charge.siteId = :siteId', { siteId });
      if (status !== undefined) query.andWhere('charge.status = :status', { status });
      if (from !== undefined) query.andWhere('charge.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('charge.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answers(manager, eyes, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<ChargeAnswer> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const row = await visibleCharges(manager, eyes).andWhere('charge.id = :id', { id }).getOne();
      if (!row) throw new NotFoundError('charge');
      const [answer] = await this.answers(manager, eyes, [row]);
      if (!answer) throw new Error('A charge was read without an answer.');
      return answer;
    });
  }

  private async answers(manager: EntityManager, eyes: BatchEyes, rows: readonly ChargeRow[]): Promise<ChargeAnswer[]> {
    const batchIds = rows.map(({ batchId }) => batchId);
    const sight = await this.visibility.sightAmong(manager, eyes, batchIds);
    const batches = new Map((await manager.findBy(BatchRow, { id: In(batchIds) })).map((row) => [row.id, row]));
    const postings = await this.ledger.postingsByEntry(
      manager,
      rows.map(({ entryId }) => entryId),
    );
    return rows.map((row) => {
      const shown = shownOf(eyes, row);
      const [batch, sees] = [batches.get(row.batchId), sight.get(row.batchId)];
      return chargeAnswer(row, {
        charged: (postings.get(row.entryId) ?? []).filter(({ agreementId }) => !shown || shown.has(agreementId ?? '')),
        batch: batch && sees ? { id: batch.id, status: sees === 'all' ? statusFor(eyes, row, batch) : null } : null,
      });
    });
  }
}

/** The status of a charged batch; what its holder only plans with the rest of it, nobody else is told. */
function statusFor({ partyId }: BatchEyes, charge: ChargeRow, { status, resting }: BatchRow): BatchStatus {
  return status === 'in-shipment' && charge.partyId !== partyId ? resting : status;
}

/** The agreements of whose groups the eyes see the part of a charge; null where they see all of it. */
function shownOf(eyes: BatchEyes, charge: ChargeRow): ReadonlySet<string> | null {
  const { partyId, recyclerOf, only } = eyes;
  if (!only && charge.partyId === partyId) return null;
  const host = only?.find((one) => one.partyId === charge.partyId);
  const shown = [...recyclerOf].filter((id) => knowsParty(eyes, charge.partyId, id));
  return new Set([...shown, ...(host?.agreementIds ?? [])]);
}

/** That a charge contains material of agreements, as somebody who works under them charged it. */
function contains(query: SelectQueryBuilder<ChargeRow>, eyes: BatchEyes, agreementIds: readonly string[]): string {
  const places = { agreement: '"p"."agreementKey"', party: '"charge"."partyId"' };
  const listed = namedIn(query);
  const isKnown = eyes.only ? '' : `"charge"."partyId" = ${listed([eyes.partyId])} OR`;
  return `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = "charge"."entryId"
    AND "p"."agreementKey" IN ${listed(agreementIds)} AND (${isKnown} ${knowsPartySql(eyes, places, listed)}))`;
}

function visibleCharges(manager: EntityManager, eyes: BatchEyes): SelectQueryBuilder<ChargeRow> {
  const { partyId, recyclerOf, only } = eyes;
  const query = manager.createQueryBuilder(ChargeRow, 'charge');
  const hosted = (only ?? []).map((host, index) => {
    query.setParameters({ [`host${index}`]: host.partyId });
    return `(charge.partyId = :host${index} AND ${contains(query, eyes, host.agreementIds)})`;
  });
  const conditions = [
    ...(only ? hosted : ['charge.partyId = :eyes']),
    ...(recyclerOf.size > 0 ? [contains(query, eyes, [...recyclerOf])] : []),
  ];
  return query.where(`(${['1 = 0', ...conditions].join(' OR ')})`, { eyes: partyId });
}

function limitToAgreement(query: SelectQueryBuilder<ChargeRow>, eyes: BatchEyes, agreementId: string): void {
  const { agreementIds, recyclerOf, only } = eyes;
  if (!agreementIds.has(agreementId)) query.andWhere('1 = 0');
  else query.andWhere(contains(query, eyes, [agreementId]));
  if (recyclerOf.has(agreementId)) return;
  const partyId = only?.find((host) => host.agreementIds.includes(agreementId))?.partyId ?? eyes.partyId;
  query.andWhere('charge.partyId = :charger', { charger: partyId });
}
