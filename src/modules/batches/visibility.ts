import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { Caller } from '../../common/index.js';
import type { BatchStatus } from '../../domain/batch-life.js';
import { listOf, type Value } from '../../database/index.js';
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
    query.andWhere(isOfAgreements(query.alias, '(:...only)'), { only: idsOf(eyes.only) });
  }

  /** What the eyes see of a batch that a query has under an alias, as an SQL value: `all`, `share` or null. */
  seenSql(eyes: BatchEyes, alias: string): { readonly sql: string; readonly values: readonly Value[] } {
    const ids = eyes.only ? idsOf(eyes.only) : [];
    const within = eyes.only ? `AND ${isOfAgreements(alias, listOf(ids))}` : '';
    return {
      sql: `(SELECT s."sees" FROM "batch_party" s
        WHERE s."batchId" = "${alias}"."id" AND s."partyId" = ? ${within})`,
      values: [eyes.partyId, ...ids, ...ids],
    };
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

/** An empty list would be no SQL; no agreement has the empty text for its id. */
function idsOf(only: readonly string[]): string[] {
  return only.length > 0 ? [...only] : [''];
}

function isOfAgreements(alias: string, list: string): string {
  return `("${alias}"."agreementId" IN ${list} OR EXISTS (SELECT 1 FROM "posting" "p"
    WHERE "p"."toBatchId" = "${alias}"."id" AND "p"."agreementKey" IN ${list}))`;
}
