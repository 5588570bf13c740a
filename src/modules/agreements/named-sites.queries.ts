import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller, Page } from '../../common/index.js';
import { Database, runSql } from '../../database/index.js';
import { PartiesQueries, type PartyFacts, type SiteFacts } from '../parties/index.js';
import type { NamedSiteAnswer } from './named-site.dto.js';
import { PartySitesQueries } from './party-sites.queries.js';

/** Sites are few, and a screen needs them all at once to put names to ids. */
const MOST = 1_000;

/** The sites that a caller meets in its records, of its own party and of others. */
@Injectable()
export class NamedSitesQueries {
  constructor(
    private readonly database: Database,
    private readonly parties: PartiesQueries,
    private readonly partySites: PartySitesQueries,
  ) {}

  /** Own sites first, then by party and code. */
  async list(caller: Caller): Promise<Page<NamedSiteAnswer>> {
    return this.database.snapshot(async (manager) => {
      const partyIds = await this.partySites.partiesSeen(manager, caller);
      const siteIds = await endsOfShipments(manager, caller);
      const sites = await this.parties.sitesAmong({ partyIds: [...partyIds], siteIds }, manager);
      const parties = await this.parties.parties(
        sites.map(({ partyId }) => partyId),
        manager,
      );
      const items = sites.map((site) => namedSite(site, parties.get(site.partyId), caller));
      return { items: items.sort(ownFirst).slice(0, MOST), nextCursor: null };
    });
  }
}

/**
 * Both ends of every shipment that the caller's party sees: as its sender, as its receiver from the dispatch on, and as
 * the recycler of the agreement that its generator sends under. No module to the left may import shipments, so the few
 * columns needed here are read from their table by name. An auditor's shipments run between the sides of its agreements.
 */
async function endsOfShipments(manager: EntityManager, { partyId, role }: Caller): Promise<string[]> {
  if (partyId === null || role === 'auditor') return [];
  const ends = 'SELECT s."fromSiteId", s."toSiteId" FROM "shipment" s';
  const rows = await runSql<{ fromSiteId: string; toSiteId: string }>(
    manager,
    `${ends} WHERE s."fromPartyId" = ?
      UNION ${ends} WHERE s."toPartyId" = ? AND s."dispatchedOn" IS NOT NULL
      UNION ${ends} JOIN "agreement" a ON a."id" = s."agreementId" AND a."generatorId" = s."fromPartyId"
        WHERE a."recyclerId" = ?`,
    [partyId, partyId, partyId],
  );
  return [...new Set(rows.flatMap(({ fromSiteId, toSiteId }) => [fromSiteId, toSiteId]))];
}

function namedSite(site: SiteFacts, party: PartyFacts | undefined, caller: Caller): NamedSiteAnswer {
  const { id, code, name, country, subdivision, timeZone, partyId } = site;
  return {
    ...{ id, code, name, country, subdivision, timeZone, partyId },
    ...{ partyName: party?.name ?? '', partyRoles: [...(party?.roles ?? [])], isOwn: partyId === caller.partyId },
  };
}

function ownFirst(a: NamedSiteAnswer, b: NamedSiteAnswer): number {
  return (
    Number(b.isOwn) - Number(a.isOwn) ||
    compared(a.partyName, b.partyName) ||
    compared(a.partyId, b.partyId) ||
    compared(a.code, b.code)
  );
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
