import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../domain/sight/viewer.js';
import { idsAmong, type Listed } from './listed.js';
import { knowsPartySql } from './members.js';

/** That the viewer sees all of a run, as `seesRunWhole` of the domain says. */
export function seesRunWholeSql({ partyId, only }: Viewer, run: string, listed: Listed): string {
  return only ? '1 = 0' : `"${run}"."partyId" = ${listed([partyId])}`;
}

/**
 * Of a run it sees its own input, recovered, residue and unaccounted mass: a run is seen by its own party, and an agreement's
 * share of it by the sides, where somebody who works under the agreement closed it. What a customer of the recycler makes of
 * the material is nothing of theirs.
 *
 * @param agreementId only the runs with a share of this one; not one of another's agreement: its runs must not be found out by
 *   asking for it
 */
export function seesRunSql(viewer: Viewer, run: string, listed: Listed, agreementId?: string): string {
  if (agreementId !== undefined && !viewer.agreementIds.has(agreementId)) return '(1 = 0)';
  const isWhole = (): string => seesRunWholeSql(viewer, run, listed);
  const places = { agreement: '"s"."agreementId"', party: `"${run}"."partyId"` };
  const shared = (): string => `EXISTS (SELECT 1 FROM "run_share" "s" WHERE "s"."runId" = "${run}"."id"
    ${agreementId === undefined ? '' : `AND "s"."agreementId" = ${listed([agreementId])}`}
    AND (${isWhole()} OR ${knowsPartySql(viewer, places, listed)}))`;
  return agreementId === undefined ? `(${isWhole()} OR ${shared()})` : shared();
}

/** Of runs, those that the viewer sees anything of. */
export function runsSeen(manager: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return idsAmong(manager, { table: 'run', ids }, (listed) => seesRunSql(viewer, 't', listed));
}
