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
    if (seen.some(({ facts }) => openMembersOf(facts).includes(partyId))) return true;
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

/**
 * Those whose sites an agreement shows: each side once it has signed something of it, so that nobody opens the sites of a
 * party by proposing to it, and the processors that both sides have agreed on.
 */
function openMembersOf(facts: AgreementFacts): readonly string[] {
  const { versions, termination } = facts;
  const signatures = [...versions, ...(termination ? [termination] : [])].flatMap((subject) => subject.signatures);
  return [...signatures.map(({ partyId }) => partyId), ...processorsOf(facts)];
}

function processorsOf(facts: AgreementFacts): readonly string[] {
  return latestSigned(facts)?.terms.processorIds ?? [];
}
