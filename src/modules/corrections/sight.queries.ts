import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { listOf, runSql, type Value } from '../../database/index.js';
import { idBehind, type Sight } from '../../domain/sight.js';
import { BatchVisibility, type BatchEyes } from '../batches/index.js';
import { SEEN_BY_NAMES, shipmentSeenBy } from '../shipments/index.js';

/** What postings or balances name, and a reader may have to be told nothing of. */
export interface Named {
  readonly accounts: readonly string[];
  readonly siteIds?: readonly string[];
  readonly batchIds?: readonly (string | null)[];
}

/**
 * That the shipment `h` has the eyes' party at one of its ends. A receiver sees it from its dispatch on.
 *
 * @param party how the statement names the party, twice
 */
export function atAnEnd(party: string): string {
  return `("h"."fromPartyId" = ${party} OR ("h"."toPartyId" = ${party} AND "h"."dispatchedOn" IS NOT NULL))`;
}

/** Finds out which of the things that the books name the eyes may see. */
@Injectable()
export class SightQueries {
  constructor(private readonly visibility: BatchVisibility) {}

  async of(manager: EntityManager, eyes: BatchEyes, named: Named): Promise<Sight> {
    const [siteIds, shipmentIds] = (['stock', 'transit'] as const).map((kind) =>
      named.accounts.flatMap((account) => idBehind(account, kind) ?? []),
    );
    const batchIds = (named.batchIds ?? []).flatMap((id) => id ?? []);
    return {
      agreementIds: eyes.agreementIds,
      batchIds: new Set((await this.visibility.seenAmong(manager, eyes, batchIds)).keys()),
      siteIds: await this.sitesAmong(manager, eyes, [...(named.siteIds ?? []), ...(siteIds ?? [])]),
      shipmentIds: await shipmentsAmong(manager, eyes, shipmentIds ?? []),
    };
  }

  /** Own sites, those of parties in a common agreement, and the ends of shipments that one sees. */
  private async sitesAmong(
    manager: EntityManager,
    eyes: BatchEyes,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const partners = [...(await this.visibility.partnersOf(manager, eyes))];
    const shipment = seesShipment(eyes);
    return idsOf(
      manager,
      ids,
      (
        list,
      ) => `SELECT "site"."id" FROM "site" WHERE "site"."id" IN ${list} AND ("site"."partyId" IN ${listOf(partners)}
        OR EXISTS (SELECT 1 FROM "shipment" "h" WHERE "site"."id" IN ("h"."fromSiteId", "h"."toSiteId") AND ${shipment.sql}))`,
      [...partners, ...shipment.values],
    );
  }
}

/** Of shipments, those that the eyes see. */
async function shipmentsAmong(
  manager: EntityManager,
  eyes: BatchEyes,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { sql, values } = seesShipment(eyes);
  return idsOf(
    manager,
    ids,
    (list) => `SELECT "h"."id" FROM "shipment" "h" WHERE "h"."id" IN ${list} AND ${sql}`,
    values,
  );
}

/** That the eyes see a shipment `h`: the same as in its own answer; an auditor what its hosts see of their agreement's. */
function seesShipment({ partyId, only }: BatchEyes): { sql: string; values: readonly Value[] } {
  const isSeen = shipmentSeenBy('h', '?');
  const names = (party: string): string[] => Array.from({ length: SEEN_BY_NAMES }, () => party);
  if (!only) return { sql: isSeen, values: names(partyId) };
  const ways = only.map(({ agreementIds }) => `("h"."agreementId" IN ${listOf(agreementIds)} AND ${isSeen})`);
  return {
    sql: `(${['1 = 0', ...ways].join(' OR ')})`,
    values: only.flatMap((host) => [...host.agreementIds, ...names(host.partyId)]),
  };
}

async function idsOf(
  manager: EntityManager,
  ids: readonly string[],
  sql: (list: string) => string,
  values: readonly Value[],
): Promise<ReadonlySet<string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Set();
  const rows = await runSql<{ id: string }>(manager, sql(listOf(unique)), [...unique, ...values]);
  return new Set(rows.map(({ id }) => id));
}
