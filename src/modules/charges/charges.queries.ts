import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { BatchVisibility, type BatchEyes } from '../batches/index.js';
import { Ledger } from '../ledger/index.js';
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
      const partners = await this.visibility.partnersOf(manager, eyes);
      const query = visibleCharges(manager, eyes);
      const { agreementId, siteId, status, from, to } = filter;
      if (agreementId !== undefined) limitToAgreement(query, eyes, agreementId);
      // A site that is hidden in the answer must not be found out by filtering.
      if (siteId !== undefined) {
        query.andWhere('charge.siteId = :siteId AND charge.partyId IN (:...partners)', {
          siteId,
          partners: [...partners],
        });
      }
      if (status !== undefined) query.andWhere('charge.status = :status', { status });
      if (from !== undefined) query.andWhere('charge.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('charge.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answers(manager, { eyes, partners }, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<ChargeAnswer> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const row = await visibleCharges(manager, eyes).andWhere('charge.id = :id', { id }).getOne();
      if (!row) throw new NotFoundError('charge');
      const partners = await this.visibility.partnersOf(manager, eyes);
      const [answer] = await this.answers(manager, { eyes, partners }, [row]);
      if (!answer) throw new Error('A charge was read without an answer.');
      return answer;
    });
  }

  private async answers(
    manager: EntityManager,
    { eyes, partners }: { readonly eyes: BatchEyes; readonly partners: ReadonlySet<string> },
    rows: readonly ChargeRow[],
  ): Promise<ChargeAnswer[]> {
    const statuses = await this.visibility.seenAmong(
      manager,
      eyes,
      rows.map(({ batchId }) => batchId),
    );
    const postings = await this.ledger.postingsByEntry(
      manager,
      rows.map(({ entryId }) => entryId),
    );
    return rows.map((row) => {
      const shown = shownOf(eyes, row);
      const status = statuses.get(row.batchId);
      return chargeAnswer(row, {
        charged: (postings.get(row.entryId) ?? []).filter(({ agreementId }) => !shown || shown.has(agreementId ?? '')),
        siteId: partners.has(row.partyId) ? row.siteId : null,
        batch: status ? { id: row.batchId, status } : null,
      });
    });
  }
}

/** The agreements of whose groups the eyes see the part of a charge; null where they see all of it. */
function shownOf({ partyId, recyclerOf, only }: BatchEyes, charge: ChargeRow): ReadonlySet<string> | null {
  if (!only) return charge.partyId === partyId ? null : recyclerOf;
  const host = only.find((one) => one.partyId === charge.partyId);
  return new Set([...recyclerOf, ...(host?.agreementIds ?? [])]);
}

/** That a charge contains material of one of the agreements in a parameter. */
const contains = (parameter: string): string =>
  `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = charge.entryId AND "p"."agreementKey" IN (:...${parameter}))`;

function visibleCharges(
  manager: EntityManager,
  { partyId, recyclerOf, only }: BatchEyes,
): SelectQueryBuilder<ChargeRow> {
  const query = manager.createQueryBuilder(ChargeRow, 'charge');
  const hosted = (only ?? []).map((host, index) => {
    query.setParameters({ [`host${index}`]: host.partyId, [`of${index}`]: host.agreementIds });
    return `(charge.partyId = :host${index} AND ${contains(`of${index}`)})`;
  });
  const conditions = [
    ...(only ? hosted : ['charge.partyId = :eyes']),
    ...(recyclerOf.size > 0 ? [contains('recyclerOf')] : []),
  ];
  return query.where(`(${['1 = 0', ...conditions].join(' OR ')})`, { eyes: partyId, recyclerOf: [...recyclerOf] });
}

function limitToAgreement(query: SelectQueryBuilder<ChargeRow>, eyes: BatchEyes, agreementId: string): void {
  const { agreementIds, recyclerOf, only } = eyes;
  if (!agreementIds.has(agreementId)) query.andWhere('1 = 0');
  else query.andWhere(contains('agreement'), { agreement: [agreementId] });
  if (recyclerOf.has(agreementId)) return;
  const partyId = only?.find((host) => host.agreementIds.includes(agreementId))?.partyId ?? eyes.partyId;
  query.andWhere('charge.partyId = :charger', { charger: partyId });
}
