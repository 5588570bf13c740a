import { Injectable } from '@nestjs/common';
import { type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { Caller } from '../../common/index.js';
import type { BatchStatus } from '../../domain/batch-life.js';
import { listOf, type Value } from '../../database/index.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchPartyRow } from './batch-party.entity.js';
import { BatchRow } from './batch.entity.js';

const CHUNK = 5_000;

/** A party that invited an auditor, and the agreements to which it did. */
export interface AuditorHost {
  readonly partyId: string;
  readonly agreementIds: readonly string[];
}

/** What a caller may see of batches: through whose eyes, and which agreements those have a side in. */
export interface BatchEyes {
  /** The own party; nobody for an auditor, who has none of its own in the books. */
  readonly partyId: string;
  readonly agreementIds: ReadonlySet<string>;
  /** Of those, the ones in which they are the recycler, or see as the recycler does. */
  readonly recyclerOf: ReadonlySet<string>;
  /** Set for an auditor: of each of these agreements what the host sees, and nothing else. */
  readonly only: readonly AuditorHost[] | null;
}

/** Decides who sees which batches. A party sees what stands in `batch_party`; an auditor that of its hosts, by agreement. */
@Injectable()
export class BatchVisibility {
  constructor(private readonly agreements: AgreementsQueries) {}

  async eyesOf(caller: Caller, manager?: EntityManager): Promise<BatchEyes> {
    const views = await this.agreements.viewsOf(caller, manager);
    const recycled = views.filter(({ side }) => side === 'recycler').map(({ agreementId }) => agreementId);
    const seen = {
      agreementIds: new Set(views.map(({ agreementId }) => agreementId)),
      recyclerOf: new Set(recycled),
    };
    if (caller.role !== 'auditor') return { ...seen, partyId: caller.partyId ?? '', only: null };
    const hosts = [...new Set(views.map(({ partyId }) => partyId))].map((partyId) => ({
      partyId,
      agreementIds: views.filter((view) => view.partyId === partyId).map(({ agreementId }) => agreementId),
    }));
    return { ...seen, partyId: '', only: hosts };
  }

  /** Limits a query on batches to those that the eyes may see; `seen.sees` says whether all of it. */
  limit<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, eyes: BatchEyes): void {
    const { alias } = query;
    if (!eyes.only) {
      query.innerJoin(BatchPartyRow, 'seen', `seen.batchId = ${alias}.id AND seen.partyId = :eyes`, {
        eyes: eyes.partyId,
      });
      return;
    }
    const values: Record<string, readonly string[]> = {};
    const named = (list: readonly string[]): string => {
      const name = `eyes${Object.keys(values).length}`;
      values[name] = list;
      return `(:...${name})`;
    };
    const ways = throughHosts(eyes.only, alias, named);
    // Of hosts that both see it, the one that sees more of it: a batch is told once.
    query.innerJoin(
      BatchPartyRow,
      'seen',
      `seen.batchId = ${alias}.id AND seen.partyId = (SELECT "s"."partyId" FROM "batch_party" "s"
        WHERE "s"."batchId" = ${alias}.id AND ${ways} ORDER BY "s"."sees", "s"."partyId" LIMIT 1)`,
      values,
    );
  }

  /** What the eyes see of a batch that a query has under an alias, as an SQL value: `all`, `share` or null. */
  seenSql(eyes: BatchEyes, alias: string): { readonly sql: string; readonly values: readonly Value[] } {
    const values: string[] = [];
    const listed = (list: readonly string[]): string => {
      values.push(...list);
      return listOf(list);
    };
    const ways = eyes.only ? throughHosts(eyes.only, alias, listed) : `"s"."partyId" IN ${listed([eyes.partyId])}`;
    // `all` comes before `share`.
    const sql = `(SELECT MIN("s"."sees") FROM "batch_party" "s" WHERE "s"."batchId" = "${alias}"."id" AND ${ways})`;
    return { sql, values };
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
    eyes: BatchEyes,
    { ids, sees }: { readonly ids: readonly string[]; readonly sees: BatchPartyRow['sees'] },
  ): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const query = manager.createQueryBuilder(BatchRow, 'batch').where('batch.id IN (:...ids)', { ids });
    this.limit(query, eyes);
    query.select('batch.id', 'id').andWhere('seen.sees = :sees', { sees });
    const rows = await query.getRawMany<{ readonly id: string }>();
    return new Set(rows.map(({ id }) => id));
  }
}

/** That a row `s` of `batch_party` is a host's, and the batch under an alias of an agreement to which it invited. */
function throughHosts(
  hosts: readonly AuditorHost[],
  alias: string,
  listed: (list: readonly string[]) => string,
): string {
  const ways = hosts.map(({ partyId, agreementIds }) => {
    const host = `"s"."partyId" IN ${listed([partyId])}`;
    return `(${host} AND ("${alias}"."agreementId" IN ${listed(agreementIds)} OR EXISTS (SELECT 1 FROM "posting" "p"
      WHERE "p"."toBatchId" = "${alias}"."id" AND "p"."agreementKey" IN ${listed(agreementIds)})))`;
  });
  return ways.length > 0 ? `(${ways.join(' OR ')})` : '1 = 0';
}
