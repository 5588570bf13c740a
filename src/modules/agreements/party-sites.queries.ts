import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, NotFoundError, type Caller, type Page, type PageQuery } from '../../common/index.js';
import { Database, runSql } from '../../database/index.js';
import { latestSigned, type AgreementFacts } from '../../domain/agreement.js';
import { localDay } from '../../domain/time.js';
import { PartiesQueries, type SiteAnswer } from '../parties/index.js';
import { loadAgreements } from './agreement-store.js';
import { viewsFor } from './agreement-views.js';

/** Sites of a party for whoever works with it: only agreements tell who that is. */
@Injectable()
export class PartySitesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly parties: PartiesQueries,
  ) {}

  /** @throws NotFoundError where the caller does not see the party's sites */
  async list(caller: Caller, partyId: string, page: PageQuery): Promise<Page<SiteAnswer>> {
    if (!(await this.parties.party(partyId)) || !(await this.sees(caller, partyId))) throw new NotFoundError('party');
    return this.parties.sitePage(partyId, page);
  }

  private async sees(caller: Caller, partyId: string): Promise<boolean> {
    if (caller.role === 'platform-admin') return true;
    // An auditor reads only what it was invited to.
    if (caller.role !== 'auditor' && caller.partyId === partyId) return true;
    const { manager } = this.database;
    const views = await viewsFor(manager, caller, { today: localDay(this.clock.now(), 'UTC') });
    const seen = await loadAgreements(
      manager,
      views.map(({ agreementId }) => agreementId),
    );
    if (seen.some(({ facts }) => isProposed(facts) && membersOf(facts).includes(partyId))) return true;
    return caller.role !== 'auditor' && caller.partyId !== null && this.processes(manager, caller.partyId, partyId);
  }

  /** Whether a party is named as processor in an agreement that another one has signed: it ships to that one's sites. */
  private async processes(manager: EntityManager, processorId: string, partyId: string): Promise<boolean> {
    const rows = await runSql<{ id: string }>(
      manager,
      `SELECT DISTINCT a."id" FROM "agreement" a JOIN "agreement_reach" r ON r."agreementId" = a."id"
        WHERE a."generatorId" = ? OR a."recyclerId" = ?`,
      [partyId, partyId],
    );
    const stored = await loadAgreements(
      manager,
      rows.map(({ id }) => id),
    );
    return stored.some(({ facts }) => processorsOf(facts).includes(processorId));
  }
}

function isProposed({ versions }: AgreementFacts): boolean {
  return versions.some(({ signatures }) => signatures.length > 0);
}

/** The two sides, and the processors that both have agreed on. */
function membersOf(facts: AgreementFacts): readonly string[] {
  return [facts.generatorId, facts.recyclerId, ...processorsOf(facts)];
}

function processorsOf(facts: AgreementFacts): readonly string[] {
  return latestSigned(facts)?.terms.processorIds ?? [];
}
