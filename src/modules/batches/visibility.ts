import { Injectable } from '@nestjs/common';
import { type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { listOf, runSql, type Value } from '../../database/index.js';
import type { Sees } from '../../domain/sight/seers.js';
import { agreementMembers, AgreementsQueries } from '../agreements/index.js';
import { eyesSeeBatch, eyesSeeRun, eyesSeeShipment, namedIn, positional, type BatchEyes } from '../sight/index.js';
import { BatchPartyRow } from './batch-party.entity.js';

const CHUNK = 5_000;

/** Decides who sees which batches. A party sees what stands in `batch_party`; an auditor that of its hosts, by agreement. */
@Injectable()
export class BatchVisibility {
  constructor(private readonly agreements: AgreementsQueries) {}

  async eyesOf(caller: Caller, manager: EntityManager): Promise<BatchEyes> {
    const views = await this.agreements.viewsOf(caller, manager);
    const recycled = views.filter(({ side }) => side === 'recycler').map(({ agreementId }) => agreementId);
    const ids = views.map(({ agreementId }) => agreementId);
    const seen = {
      agreementIds: new Set(ids),
      recyclerOf: new Set(recycled),
      members: await agreementMembers(manager, ids),
    };
    if (caller.role !== 'auditor') return { ...seen, partyId: caller.partyId ?? '', only: null };
    const hosts = [...new Set(views.map(({ partyId }) => partyId))].map((partyId) => ({
      partyId,
      agreementIds: views.filter((view) => view.partyId === partyId).map(({ agreementId }) => agreementId),
    }));
    return { ...seen, partyId: '', only: hosts };
  }

  /** Limits a query on batches to those that the eyes see anything of. Answers what they see of each, as an SQL value. */
  limit<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, eyes: BatchEyes): string {
    const { alias } = query;
    if (!eyes.only) {
      query.innerJoin(BatchPartyRow, 'seen', `seen.batchId = ${alias}.id AND seen.partyId = :eyes`, {
        eyes: eyes.partyId,
      });
      return 'seen.sees';
    }
    const sees = eyesSeeBatch(eyes, alias, namedIn(query));
    query.andWhere(`${sees} IS NOT NULL`);
    return sees;
  }

  /** What the eyes see of a batch that a query has under an alias, as an SQL value: null for nothing. */
  seenSql(eyes: BatchEyes, alias: string): { readonly sql: string; readonly values: readonly Value[] } {
    const { listed, values } = positional();
    return { sql: eyesSeeBatch(eyes, alias, listed), values };
  }

  /** What the eyes see of batches; those that they do not see are not in the answer. */
  async sightAmong(
    manager: EntityManager,
    eyes: BatchEyes,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Sees>> {
    const seen = new Map<string, Sees>();
    const unique = [...new Set(ids)];
    const { sql, values } = this.seenSql(eyes, 'b');
    for (let start = 0; start < unique.length; start += CHUNK) {
      const chunk = unique.slice(start, start + CHUNK);
      const rows = await runSql<{ id: string; sees: Sees | null }>(
        manager,
        `SELECT "b"."id", ${sql} AS "sees" FROM "batch" "b" WHERE "b"."id" IN ${listOf(chunk)}`,
        [...values, ...chunk],
      );
      for (const { id, sees } of rows) if (sees) seen.set(id, sees);
    }
    return seen;
  }

  /** Of shipments, those that the eyes see. */
  shipmentsAmong(manager: EntityManager, eyes: BatchEyes, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return idsAmong(manager, { table: 'shipment', ids }, (listed) => eyesSeeShipment(eyes, 't', listed));
  }

  /** Of runs, those that the eyes see anything of. */
  runsAmong(manager: EntityManager, eyes: BatchEyes, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return idsAmong(manager, { table: 'run', ids }, (listed) => eyesSeeRun(eyes, 't', listed));
  }
}

/** Of the rows of a table with some ids, those that a condition on `t` holds for. */
async function idsAmong(
  manager: EntityManager,
  { table, ids }: { readonly table: 'shipment' | 'run'; readonly ids: readonly string[] },
  condition: (listed: (values: readonly string[]) => string) => string,
): Promise<ReadonlySet<string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Set();
  const { listed, values } = positional();
  const sql = `SELECT "t"."id" FROM "${table}" "t" WHERE "t"."id" IN ${listed(unique)} AND ${condition(listed)}`;
  const rows = await runSql<{ id: string }>(manager, sql, values);
  return new Set(rows.map(({ id }) => id));
}
