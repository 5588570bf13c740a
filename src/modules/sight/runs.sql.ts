import { knowsPartySql, type BatchEyes } from './eyes.js';
import type { Listed } from './listed.js';

/**
 * That the eyes see a run, wholly or an agreement's share of it: their own party's, and those that drew on material of an
 * agreement and are of somebody who works under it. What a customer of the recycler makes of it is nothing of theirs.
 *
 * @param agreementId only the runs with a share of this one
 */
export function eyesSeeRun(eyes: BatchEyes, run: string, listed: Listed, agreementId?: string): string {
  const isOwn = (): string => (eyes.only ? '1 = 0' : `"${run}"."partyId" = ${listed([eyes.partyId])}`);
  const places = { agreement: '"s"."agreementId"', party: `"${run}"."partyId"` };
  const shared = (): string => `EXISTS (SELECT 1 FROM "run_share" "s" WHERE "s"."runId" = "${run}"."id"
    ${agreementId === undefined ? '' : `AND "s"."agreementId" = ${listed([agreementId])}`}
    AND (${isOwn()} OR ${knowsPartySql(eyes, places, listed)}))`;
  return agreementId === undefined ? `(${isOwn()} OR ${shared()})` : shared();
}
