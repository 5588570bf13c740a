import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller, Page } from '../../common/index.js';
import { Database, runSql } from '../../database/index.js';
import { PartiesQueries, type PartyFacts, type SiteFacts } from '../parties/index.js';
import { positional } from './listed.js';
import type { NamedSiteAnswer } from './named-site.dto.js';
import { PartySitesQueries } from './party-sites.queries.js';
import { waysToSeeShipment } from './shipments.sql.js';

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
      const inside = await this.partySites.partiesReadInside(manager, caller);
      const siteIds = await endsOfShipments(manager, caller);
      const sites = await this.parties.sitesAmong({ partyIds: [...partyIds], siteIds }, manager);
      const parties = await this.parties.parties(
        sites.map(({ partyId }) => partyId),
        manager,
      );
      const items = sites.map((site) => namedSite(site, parties.get(site.partyId), { caller, inside }));
      return { items: items.sort(ownFirst).slice(0, MOST), nextCursor: null };
    });
  }
}

/**
 * Both ends of every shipment that the caller's party sees. An auditor's shipments run between the sides of its agreements.
 * Each way in which a party sees one is read by itself: from ways joined by OR, all shipments would be read.
 */
async function endsOfShipments(manager: EntityManager, { partyId, role }: Caller): Promise<string[]> {
  if (partyId === null || role === 'auditor') return [];
  const { listed, values } = positional();
  const party = (): string => listed([partyId]);
  const { atEnd, byAgreement } = waysToSeeShipment('s', party);
  const ofAgreements = `"s"."agreementId" IN (SELECT "o"."id" FROM "agreement" "o" WHERE ${party()} IN ("o"."generatorId", "o"."recyclerId"))`;
  const ways = [...atEnd, `${ofAgreements} AND ${byAgreement}`].map(
    (way) => `SELECT "s"."fromSiteId", "s"."toSiteId" FROM "shipment" "s" WHERE ${way}`,
  );
  const rows = await runSql<{ fromSiteId: string; toSiteId: string }>(manager, ways.join(' UNION '), values);
  return [...new Set(rows.flatMap(({ fromSiteId, toSiteId }) => [fromSiteId, toSiteId]))];
}

interface Reader {
  readonly caller: Caller;
  /** The parties whose sites it reads from within. */
  readonly inside: ReadonlySet<string>;
}

function namedSite(site: SiteFacts, party: PartyFacts | undefined, { caller, inside }: Reader): NamedSiteAnswer {
  const { id, code, name, country, subdivision, timeZone, partyId } = site;
  return {
    id,
    code,
    name,
    country,
    subdivision,
    timeZone,
    partyId,
    partyName: party?.name ?? '',
    partyRoles: [...(party?.roles ?? [])],
    isOwn: partyId === caller.partyId,
    readsPlant: inside.has(partyId),
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
