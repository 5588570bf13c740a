import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../common/index.js';
import {
  agreementStatus,
  pendingTermination,
  pendingVersion,
  signedVersions,
  termEnd,
  versionOn,
  type AgreementFacts,
  type AgreementVersion,
  type Signature,
} from '../../domain/agreement/agreement.js';
import { usabilityFactorsOf } from '../../domain/agreement/agreement-checks.js';
import { ppmToPct } from '../../domain/measure/quantities.js';
import { localDay, type Day } from '../../domain/measure/time.js';
import { PartiesQueries } from '../parties/index.js';
import type {
  AgreementAnswer,
  AgreementContent,
  AgreementVersionAnswer,
  NamedParty,
  PendingChange,
  SignatureAnswer,
  TerminationAnswer,
} from './agreement-answer.dto.js';
import { loadAgreement, type StoredAgreement } from './agreement-store.js';
import type { SeenAgreement } from '../../domain/sight/viewer.js';
import { namesOf } from '../identity/index.js';

interface Names {
  readonly people: ReadonlyMap<string, string>;
  readonly parties: ReadonlyMap<string, { readonly name: string }>;
}

/** Agreements as outside clients read them. */
@Injectable()
export class AgreementAnswers {
  constructor(
    private readonly parties: PartiesQueries,
    private readonly clock: Clock,
  ) {}

  /** An agreement as it stands inside a unit, for one of its sides. */
  async afterWrite(tx: EntityManager, id: string, partyId: string): Promise<AgreementAnswer> {
    const stored = await loadAgreement(tx, id);
    return this.answer(stored, partyId, await this.namesIn(tx, [stored]));
  }

  /** Agreements, each as the caller sees it. */
  async forSeen(
    manager: EntityManager,
    stored: readonly StoredAgreement[],
    seen: readonly SeenAgreement[],
  ): Promise<AgreementAnswer[]> {
    const names = await this.namesIn(manager, stored);
    const partyOf = new Map(seen.map(({ agreementId, partyId }) => [agreementId, partyId]));
    return stored.map((agreement) => this.answer(agreement, partyOf.get(agreement.row.id) ?? '', names));
  }

  /** The status by today's date in UTC. */
  statusOf(facts: AgreementFacts): AgreementAnswer['status'] {
    return agreementStatus(facts, this.today());
  }

  private today(): Day {
    return localDay(this.clock.now(), 'UTC');
  }

  private answer(stored: StoredAgreement, partyId: string, names: Names): AgreementAnswer {
    const { row, facts } = stored;
    const current = currentVersion(facts, this.today());
    const party = (id: string): NamedParty => ({ id, name: names.parties.get(id)?.name ?? '' });
    return {
      id: row.id,
      reference: row.reference,
      generatorId: row.generatorId,
      recyclerId: row.recyclerId,
      generator: party(row.generatorId),
      recycler: party(row.recyclerId),
      processors: processorIdsOf(facts).map(party),
      side: row.generatorId === partyId ? 'generator' : 'recycler',
      status: this.statusOf(facts),
      ...contentOf(current),
      termEndsOn: termEnd(facts, current),
      currentVersion: current.version,
      pending: pendingOf(facts),
      versions: versionAnswers(stored, names),
      termination: terminationAnswer(stored, names),
      createdByPartyId: row.createdByPartyId,
      version: row.version,
      createdAt: instant(row.createdAt),
    };
  }

  private async namesIn(manager: EntityManager, stored: readonly StoredAgreement[]): Promise<Names> {
    const all = stored.map(({ facts }) => facts);
    const signed = all.flatMap(({ versions, termination }) => [...versions, ...(termination ? [termination] : [])]);
    const userIds = signed.flatMap((subject) => subject.signatures.map(({ userId }) => userId));
    const partyIds = all.flatMap((facts) => [facts.generatorId, facts.recyclerId, ...processorIdsOf(facts)]);
    return { people: await namesOf(manager, userIds), parties: await this.parties.parties(partyIds, manager) };
  }
}

/** The version whose content stands for the agreement: in force, else the first of the signed ones, else the draft. */
function currentVersion(facts: AgreementFacts, today: Day): AgreementVersion {
  const current = versionOn(facts, today) ?? signedVersions(facts)[0] ?? facts.versions[0];
  if (!current) throw new Error(`The agreement ${facts.id} has no version.`);
  return current;
}

function pendingOf(facts: AgreementFacts): PendingChange | null {
  if (pendingTermination(facts)) return 'termination';
  const version = pendingVersion(facts);
  if (!version) return null;
  return version.version === 1 ? 'agreement' : 'amendment';
}

function processorIdsOf({ versions }: AgreementFacts): string[] {
  return [...new Set(versions.flatMap(({ terms }) => terms.processorIds))];
}

function versionAnswers({ versions, facts }: StoredAgreement, names: Names): AgreementVersionAnswer[] {
  const written = new Map(facts.versions.map((version) => [version.version, version]));
  return versions.flatMap(({ number, proposedByPartyId, createdAt }) => {
    const version = written.get(number);
    if (!version) return [];
    return {
      version: number,
      ...contentOf(version),
      proposedByPartyId,
      createdAt: instant(createdAt),
      signatures: signatureAnswers(version.signatures, names),
    };
  });
}

function terminationAnswer({ termination, facts }: StoredAgreement, names: Names): TerminationAnswer | null {
  if (!termination) return null;
  const { endsOn, reason, proposedByPartyId, createdAt } = termination;
  const signatures = signatureAnswers(facts.termination?.signatures ?? [], names);
  return { endsOn, reason, proposedByPartyId, createdAt: instant(createdAt), signatures };
}

function contentOf(version: AgreementVersion): AgreementContent {
  const { title, startsOn, endsOn, exclusive, coverageTargetPpm, scope, terms } = version;
  const { weightTolerancePpm, settleOn, confirmWithinDays, carveOuts, processorIds, usabilityPpm } = terms;
  return {
    title,
    startsOn,
    endsOn,
    exclusive,
    coverageTargetPct: ppmToPct(coverageTargetPpm),
    scope,
    terms: {
      weightTolerancePct: ppmToPct(weightTolerancePpm),
      settleOn,
      confirmWithinDays,
      carveOuts,
      processorIds,
      usabilityFactors: usabilityFactorsOf(usabilityPpm),
      completenessShared: terms.completenessShared ?? 'none',
    },
  };
}

function signatureAnswers(given: readonly Signature[], { people }: Names): SignatureAnswer[] {
  return given.map(({ partyId, userId, at }) => {
    return { partyId, userId, userName: people.get(userId) ?? '', signedAt: at };
  });
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
