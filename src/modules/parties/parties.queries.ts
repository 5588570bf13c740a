import { codeKey } from '../../domain/matter/code.js';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page, type PageQuery } from '../../common/index.js';
import { Database, lockRows, recallEntities } from '../../database/index.js';
import { partyAnswer, siteAnswer } from './answers.js';
import type { PartyFacts, SiteFacts } from './facts.js';
import type { PartyAnswer } from './party.dto.js';
import { PartyRow } from './party.entity.js';
import type { SiteAnswer } from './site.dto.js';
import { SiteRow } from './site.entity.js';

/**
 * Reads parties and sites. Methods that take a `reader` read in a unit of work or a snapshot where they are given its
 * manager, and committed data otherwise.
 */
@Injectable()
export class PartiesQueries {
  constructor(private readonly database: Database) {}

  async party(id: string, reader: EntityManager = this.database.manager): Promise<PartyFacts | null> {
    return reader.findOneBy(PartyRow, { id });
  }

  async parties(
    ids: readonly string[],
    reader: EntityManager = this.database.manager,
  ): Promise<ReadonlyMap<string, PartyFacts>> {
    const rows = await reader.findBy(PartyRow, { id: In([...new Set(ids)]) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async site(id: string, reader: EntityManager = this.database.manager): Promise<SiteFacts | null> {
    return reader.findOneBy(SiteRow, { id });
  }

  async sites(
    ids: readonly string[],
    reader: EntityManager = this.database.manager,
  ): Promise<ReadonlyMap<string, SiteFacts>> {
    const rows = await reader.findBy(SiteRow, { id: In([...new Set(ids)]) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Sites by their code, which is unique only within a party, or the one of that id. */
  async sitesNamed(name: string, reader: EntityManager = this.database.manager): Promise<readonly SiteFacts[]> {
    const named = await reader.find(SiteRow, { where: { codeKey: codeKey(name) }, order: { id: 'ASC' } });
    return named.length > 0 ? named : reader.findBy(SiteRow, { id: name });
  }

  /** Parties by their name, or the one of that id. */
  async partiesNamed(name: string, reader: EntityManager = this.database.manager): Promise<readonly PartyFacts[]> {
    const named = await reader.find(PartyRow, { where: { name }, order: { id: 'ASC' } });
    return named.length > 0 ? named : reader.findBy(PartyRow, { id: name });
  }

  async sitesOf(partyId: string, reader: EntityManager = this.database.manager): Promise<readonly SiteFacts[]> {
    return reader.find(SiteRow, { where: { partyId }, order: { code: 'ASC' } });
  }

  /** Every site of some parties, and some more sites. */
  async sitesAmong(
    { partyIds, siteIds }: { readonly partyIds: readonly string[]; readonly siteIds: readonly string[] },
    reader: EntityManager = this.database.manager,
  ): Promise<readonly SiteFacts[]> {
    return reader.findBy(SiteRow, [{ partyId: In([...partyIds]) }, { id: In([...siteIds]) }]);
  }

  /** Holds sites until the unit ends, as a second signature does with those in its scope. */
  async lockSites(tx: EntityManager, ids: readonly string[]): Promise<readonly SiteFacts[]> {
    return lockRows(tx, SiteRow, ids);
  }

  /**
   * Reads a site and keeps a second signature over it waiting until the unit ends: what is logged meanwhile is either
   * covered or found by the stamp. Units that only log do not wait for each other.
   */
  async heldSite(tx: EntityManager, id: string): Promise<SiteFacts | null> {
    const lock = tx.connection.options.type === 'postgres' ? 'FOR SHARE' : '';
    const [site] = await recallEntities(tx, SiteRow, `WHERE "id" = ? ${lock}`, [id]);
    return site ?? null;
  }

  /** A page of a party's sites for whoever may see them: the caller of this method has made sure of that. */
  async sitePage(partyId: string, page: PageQuery): Promise<Page<SiteAnswer>> {
    const query = this.database.manager
      .createQueryBuilder(SiteRow, 'site')
      .where('site.partyId = :partyId', { partyId });
    const { rows, nextCursor } = await pageOf(query, page);
    return { items: rows.map(siteAnswer), nextCursor };
  }

  /** The platform administrator and every admin see all parties, everyone else the own one. */
  async directory(caller: Caller, page: PageQuery): Promise<Page<PartyAnswer>> {
    const query = this.database.manager.createQueryBuilder(PartyRow, 'party');
    if (!seesDirectory(caller)) query.where('party.id = :own', { own: caller.partyId });
    const { rows, nextCursor } = await pageOf(query, page);
    return { items: rows.map((row) => partyAnswer(row, caller)), nextCursor };
  }

  /** @throws NotFoundError where the caller does not see the party */
  async partyFor(caller: Caller, id: string): Promise<PartyAnswer> {
    const row = await this.database.manager.findOneBy(PartyRow, { id });
    if (!row || (row.id !== caller.partyId && !seesDirectory(caller))) throw new NotFoundError('party');
    return partyAnswer(row, caller);
  }

  /** A site of the own party. @throws NotFoundError */
  async siteFor(caller: Caller, id: string): Promise<SiteAnswer> {
    const row = await this.database.manager.findOneBy(SiteRow, { id });
    const seen = row && (caller.role === 'platform-admin' || row.partyId === caller.partyId);
    // An auditor reads only what it was invited to.
    if (!seen || caller.role === 'auditor') throw new NotFoundError('site');
    return siteAnswer(row);
  }
}

function seesDirectory(caller: Caller): boolean {
  return caller.role === 'platform-admin' || caller.role === 'admin';
}
