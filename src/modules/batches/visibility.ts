import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { Caller } from '../../common/index.js';
import type { BatchStatus } from '../../domain/batch-life.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchPartyRow } from './batch-party.entity.js';
import { BatchRow } from './batch.entity.js';

const CHUNK = 5_000;

/** What a caller may see of batches: through whose eyes, and which agreements those have a side in. */
export interface BatchEyes {
  readonly partyId: string;
  readonly agreementIds: ReadonlySet<string>;
  /** Of those, the ones in which they are the recycler. */
  readonly recyclerOf: ReadonlySet<string>;
  /** Set for an auditor: nothing outside this agreement. */
  readonly only: readonly string[] | null;
}

/** Decides who sees which batches. A party sees what stands in `batch_party`; an auditor that of its host, for one agreement. */
@Injectable()
export class BatchVisibility {
  constructor(private readonly agreements: AgreementsQueries) {}

  async eyesOf(caller: Caller, manager?: EntityManager): Promise<BatchEyes> {
    const views = await this.agreements.viewsOf(caller, manager);
    const ids = views.map(({ agreementId }) => agreementId);
    const auditor = caller.role === 'auditor';
    const partyId = auditor ? (views[0]?.partyId ?? '') : (caller.partyId ?? '');
    const recycled = views.filter(({ side }) => side === 'recycler').map(({ agreementId }) => agreementId);
    return { partyId, agreementIds: new Set(ids), recyclerOf: new Set(recycled), only: auditor ? ids : null };
  }

  /** Limits a query on batches to those that the eyes may see. */
  limit<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, eyes: BatchEyes): void {
    query.innerJoin(BatchPartyRow, 'seen', `seen.batchId = ${query.alias}.id AND seen.partyId = :eyes`, {
      eyes: eyes.partyId,
    });
    if (!eyes.only) return;
    const ids = eyes.only.length > 0 ? [...eyes.only] : [''];
    query.andWhere(
      `(${query.alias}.agreementId IN (:...only) OR EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."toBatchId" = ${query.alias}.id
        AND "p"."agreementKey" IN (:...only)))`,
      { only: ids },
    );
  }

  /** Of batches, those that the eyes see, all of it or their share, with the status of each. */
  async seenAmong(
    manager: EntityManager,
    eyes: BatchEyes,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, BatchStatus>> {
    const seen = new Map<string, BatchStatus>();
    const unique = [...new Set(ids)];
    for (let start = 0; start < unique.length; start += CHUNK) {
      const query = manager
        .createQueryBuilder(BatchRow, 'batch')
        .where('batch.id IN (:...ids)', { ids: unique.slice(start, start + CHUNK) });
      this.limit(query, eyes);
      for (const { id, status } of await query.getMany()) seen.set(id, status);
    }
    return seen;
  }

  /** The parties that the eyes know by name: themselves, and those with whom they work under signed agreements. */
  async partnersOf(manager: EntityManager, { partyId, agreementIds }: BatchEyes): Promise<ReadonlySet<string>> {
    return new Set([partyId, ...(await this.agreements.membersOf(manager, [...agreementIds]))]);
  }

  /** Of batches, those that the eyes see only their share of. */
  sharesAmong(manager: EntityManager, eyes: BatchEyes, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.among(manager, eyes, { ids, sees: 'share' });
  }

  /** Of batches, those that the eyes see all of. */
  wholeAmong(manager: EntityManager, eyes: BatchEyes, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.among(manager, eyes, { ids, sees: 'all' });
  }

  private async among(
    manager: EntityManager,
    { partyId }: BatchEyes,
    { ids, sees }: { readonly ids: readonly string[]; readonly sees: BatchPartyRow['sees'] },
  ): Promise<ReadonlySet<string>> {
    const rows = await manager.findBy(BatchPartyRow, { partyId, batchId: In([...ids]), sees });
    return new Set(rows.map(({ batchId }) => batchId));
  }
}
