import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, type Caller, type Page, type PageQuery } from '../../common/index.js';
import { Database, runSql } from '../../database/index.js';
import { latestSigned, type AgreementFacts } from '../../domain/agreement/agreement.js';
import { AgreementsQueries, loadAgreements } from '../agreements/index.js';
import { PartiesQueries, type SiteAnswer } from '../parties/index.js';

/** Sites of a party for whoever works with it: only agreements tell who that is. */
@Injectable()
export class PartySitesQueries {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementsQueries,
    private readonly parties: PartiesQueries,
  ) {}

  /** @throws NotFoundError where the caller does not see the party's sites */
  async list(caller: Caller, partyId: string, page: PageQuery): Promise<Page<SiteAnswer>> {
    if (!(await this.parties.party(partyId)) || !(await this.sees(caller, partyId))) throw new NotFoundError('party');
    return this.parties.sitePage(partyId, page);
  }

  /** The parties whose sites a caller may see: its own, the sides and processors of its agreements, and those it processes for. */
  async partiesSeen(manager: EntityManager, caller: Caller): Promise<ReadonlySet<string>> {
    const agreements = await this.agreements.allSeenBy(caller, manager);
    const stored = await loadAgreements(
      manager,
      agreements.map(({ agreementId }) => agreementId),
    );
    const members = stored.flatMap(({ facts }) => openMembersOf(facts));
    // An auditor reads only what it was invited to.
    if (caller.role === 'auditor' || caller.partyId === null) return new Set(members);
    return new Set([caller.partyId, ...members, ...(await processedFor(manager, caller.partyId))]);
  }

  /** The parties whose sites a caller reads from within: its own, and for an auditor those that invited it. */
  async partiesReadInside(manager: EntityManager, caller: Caller): Promise<ReadonlySet<string>> {
    if (caller.role !== 'auditor') return new Set(caller.partyId === null ? [] : [caller.partyId]);
    const seen = await this.agreements.allSeenBy(caller, manager);
    return new Set(seen.map(({ partyId }) => partyId));
  }

  private async sees(caller: Caller, partyId: string): Promise<boolean> {
    if (caller.role === 'platform-admin') return true;
    // No agreement has to be read for one's own; an auditor reads only what it was invited to.
    if (caller.role !== 'auditor' && caller.partyId === partyId) return true;
    return (await this.partiesSeen(this.database.manager, caller)).has(partyId);
  }
}

/** The sides of the signed agreements that name a party as processor: it ships to their sites. */
async function processedFor(manager: EntityManager, processorId: string): Promise<string[]> {
  const rows = await runSql<{ id: string }>(
    manager,
    `SELECT DISTINCT v."agreementId" AS "id" FROM "agreement_version" v
      WHERE v."terms" LIKE ? AND EXISTS (SELECT 1 FROM "agreement_reach" r WHERE r."agreementId" = v."agreementId")`,
    [`%"${processorId}"%`],
  );
  const stored = await loadAgreements(
    manager,
    rows.map(({ id }) => id),
  );
  return stored.flatMap(({ facts }) =>
    processorsOf(facts).includes(processorId) ? [facts.generatorId, facts.recyclerId] : [],
  );
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
