import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { listOf, runSql, type Value } from '../../database/index.js';
import type { Sees } from '../../domain/sight/seers.js';
import type { AuditorHost, Viewer } from '../../domain/sight/viewer.js';
import { namedIn, positional, type Listed } from './listed.js';

const CHUNK = 5_000;

/** What the viewer sees of a batch that a statement has under an alias, as an SQL value: `Sees` of the domain, or null. */
function seesBatchSql({ partyId, only }: Viewer, batch: string, listed: Listed): string {
  if (only) return hostsSeeSql(only, batch, listed);
  // Who holds it sees all, says `seersOf` of the domain first of all: so of most that is asked for nothing is looked up.
  return `CASE WHEN "${batch}"."holderId" IN ${listed([partyId])} THEN 'all' ELSE (SELECT "s"."sees" FROM "batch_party" "s"
    WHERE "s"."batchId" = "${batch}"."id" AND "s"."partyId" IN ${listed([partyId])}) END`;
}

/**
 * An auditor sees of its hosts' batches those of the agreements to which they invited it; to it a recycled or intermediate batch
 * is a share, unless it was dispatched to a site of that agreement's generator.
 */
function hostsSeeSql(hosts: readonly AuditorHost[], batch: string, listed: Listed): string {
  if (hosts.length === 0) return '(SELECT NULL WHERE 1 = 0)';
  const holds = (agreement: string): string => `EXISTS (SELECT 1 FROM "posting" "p"
    WHERE "p"."toBatchId" = "${batch}"."id" AND "p"."agreementKey" ${agreement})`;
  const atGenerator = `EXISTS (SELECT 1 FROM "agreement" "x" JOIN "batch_party" "g" ON "g"."partyId" = "x"."generatorId"
    WHERE "x"."id" IN ${listed(hosts.flatMap(({ agreementIds }) => agreementIds))} AND "g"."batchId" = "${batch}"."id"
      AND "g"."sees" = 'all' AND "x"."generatorId" <> "${batch}"."partyId" AND ${holds('= "x"."id"')})`;
  const ways = hosts.map(({ partyId, agreementIds }) => {
    const host = `"s"."partyId" IN ${listed([partyId])}`;
    return `(${host} AND ("${batch}"."agreementId" IN ${listed(agreementIds)} OR ${holds(`IN ${listed(agreementIds)}`)}))`;
  });
  return `(SELECT MIN(CASE WHEN "${batch}"."kind" NOT IN ('recycled', 'intermediate') THEN "s"."sees"
      WHEN ${atGenerator} THEN 'all' ELSE 'share' END)
    FROM "batch_party" "s" WHERE "s"."batchId" = "${batch}"."id" AND (${ways.join(' OR ')}))`;
}

/** Limits a query on batches to those that the viewer sees anything of. Answers what they see of each, as an SQL value. */
export function limitToSeen<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, viewer: Viewer): string {
  const { alias } = query;
  if (!viewer.only) {
    query.innerJoin('batch_party', 'seen', `seen.batchId = ${alias}.id AND seen.partyId = :viewerId`, {
      viewerId: viewer.partyId,
    });
    return 'seen.sees';
  }
  const sees = seesBatchSql(viewer, alias, namedIn(query));
  query.andWhere(`${sees} IS NOT NULL`);
  return sees;
}

/**
 * What the viewer sees of a batch that a raw statement has under an alias, as an SQL value: null for nothing. And the party
 * that they see as; nobody for an auditor.
 */
export function seesBatchValue(
  viewer: Viewer,
  alias: string,
): { readonly sql: string; readonly values: readonly Value[]; readonly partyId: string } {
  const { listed, values } = positional();
  return { sql: seesBatchSql(viewer, alias, listed), values, partyId: viewer.partyId };
}

/** What the viewer sees of batches; those that they do not see are not in the answer. */
export async function batchesSeen(
  manager: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Sees>> {
  const seen = new Map<string, Sees>();
  const unique = [...new Set(ids)];
  const { sql, values } = seesBatchValue(viewer, 'b');
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
