import type { AuditorHost, BatchEyes } from './eyes.js';
import type { Listed } from './listed.js';

/** What the eyes see of a batch that a statement has under an alias, as an SQL value: `Sees` of the domain, or null. */
export function eyesSeeBatch({ partyId, only }: BatchEyes, batch: string, listed: Listed): string {
  if (only) return hostsSee(only, batch, listed);
  return `(SELECT "s"."sees" FROM "batch_party" "s"
    WHERE "s"."batchId" = "${batch}"."id" AND "s"."partyId" = ${listed([partyId])})`;
}

/**
 * An auditor sees of its hosts' batches those of the agreements to which they invited it. Of a recycled or intermediate batch it
 * sees a share, unless the batch was dispatched to a site of the agreement's generator.
 */
function hostsSee(hosts: readonly AuditorHost[], batch: string, listed: Listed): string {
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
