import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import { idBehind, type Known } from '../../domain/sight/hidden.js';
import { isGeneratorOf, knowsPartyWith, type Viewer } from '../../domain/sight/viewer.js';
import { batchesSeen } from './batches.sql.js';
import { positional } from './listed.js';
import { seesShipmentSql, shipmentsSeen } from './shipments.sql.js';

/** What postings or balances name, and a viewer may have to be told nothing of. */
interface Named {
  readonly accounts: readonly string[];
  readonly siteIds?: readonly string[];
  readonly batchIds?: readonly (string | null)[];
}

/** Which of the things that the books name the viewer knows. */
export async function knownAmong(manager: EntityManager, viewer: Viewer, named: Named): Promise<Known> {
  const idsBehind = (kind: 'stock' | 'transit' | 'process' | 'wip'): string[] =>
    named.accounts.flatMap((account) => idBehind(account, kind) ?? []);
  const siteIds = [...(named.siteIds ?? []), ...idsBehind('stock')];
  // An auditor reads what its host reads.
  const own = viewer.only ? viewer.only.map(({ partyId }) => partyId) : [viewer.partyId];
  const producing = await partiesOf(manager, 'site', idsBehind('wip'));
  const batchIds = (named.batchIds ?? []).flatMap((id) => id ?? []);
  const runs = await partiesOf(manager, 'run', idsBehind('process'));
  return {
    agreementIds: viewer.agreementIds,
    batchIds: new Set((await batchesSeen(manager, viewer, batchIds)).keys()),
    shipmentIds: await shipmentsSeen(manager, viewer, idsBehind('transit')),
    knowsSite: await sitesKnown(manager, viewer, siteIds),
    ownsSite: (id) => own.includes(producing.get(id) ?? ''),
    knowsRun: (id, agreementId) => knowsPartyWith(viewer, runs.get(id) ?? '', agreementId) || !runs.has(id),
  };
}

/**
 * The sites of those who work under the agreement, and the ends of shipments that one sees. For a generator only of those that
 * go under the agreement: the recycler may have a customer that it knows from elsewhere.
 */
async function sitesKnown(
  manager: EntityManager,
  viewer: Viewer,
  siteIds: readonly string[],
): Promise<Known['knowsSite']> {
  const parties = await partiesOf(manager, 'site', siteIds);
  const strange = [...parties].filter(([, partyId]) => partyId !== viewer.partyId).map(([id]) => id);
  const ends = await endsAmong(manager, viewer, strange);
  return (siteId, agreementId) => {
    if (knowsPartyWith(viewer, parties.get(siteId) ?? '', agreementId)) return true;
    const isGenerator = isGeneratorOf(viewer, agreementId);
    return ends.some((end) => end.siteId === siteId && (!isGenerator || end.agreementId === agreementId));
  };
}

/** The sites at the ends of shipments that the viewer sees, with the agreements under which those go. */
async function endsAmong(
  manager: EntityManager,
  viewer: Viewer,
  siteIds: readonly string[],
): Promise<readonly { readonly siteId: string; readonly agreementId: string | null }[]> {
  if (siteIds.length === 0) return [];
  const { listed, values } = positional();
  const sql = `SELECT DISTINCT "t"."id" AS "siteId", "h"."agreementId" FROM "site" "t"
    JOIN "shipment" "h" ON "t"."id" IN ("h"."fromSiteId", "h"."toSiteId")
    WHERE "t"."id" IN ${listed(siteIds)} AND ${seesShipmentSql(viewer, 'h', listed)}`;
  return runSql(manager, sql, values);
}

/** In whose hands sites or runs are. */
async function partiesOf(
  manager: EntityManager,
  table: 'site' | 'run',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await runSql<{ id: string; partyId: string }>(
    manager,
    `SELECT "id", "partyId" FROM "${table}" WHERE "id" IN ${listOf(unique)}`,
    unique,
  );
  return new Map(rows.map(({ id, partyId }) => [id, partyId]));
}
