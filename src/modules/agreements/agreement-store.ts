import type { EntityManager } from 'typeorm';
import { NotFoundError } from '../../common/index.js';
import { lockRows } from '../../database/index.js';
import type { AgreementFacts, AgreementVersion, Signature } from '../../domain/agreement/agreement.js';
import { AgreementSignatureRow, type SignedSubject } from './agreement-signature.entity.js';
import { AgreementTerminationRow } from './agreement-termination.entity.js';
import { AgreementVersionRow } from './agreement-version.entity.js';
import { AgreementRow } from './agreement.entity.js';

/** An agreement with everything that belongs to it. */
export interface StoredAgreement {
  readonly row: AgreementRow;
  /** In ascending order. */
  readonly versions: readonly AgreementVersionRow[];
  readonly termination: AgreementTerminationRow | null;
  readonly facts: AgreementFacts;
}

interface Joined extends AgreementRow {
  readonly versionRows: AgreementVersionRow[];
  readonly signatureRows: AgreementSignatureRow[];
  readonly terminationRow: AgreementTerminationRow | null;
}

/** Agreements in the order of the ids, those that do not exist left out. One statement, so that each is of one piece. */
export async function loadAgreements(manager: EntityManager, ids: readonly string[]): Promise<StoredAgreement[]> {
  if (ids.length === 0) return [];
  const rows = await manager
    .createQueryBuilder(AgreementRow, 'a')
    .leftJoinAndMapMany('a.versionRows', 'agreement_version', 'v', 'v.agreementId = a.id')
    .leftJoinAndMapMany('a.signatureRows', 'agreement_signature', 's', 's.agreementId = a.id')
    .leftJoinAndMapOne('a.terminationRow', 'agreement_termination', 't', 't.agreementId = a.id')
    .where('a.id IN (:...ids)', { ids: [...new Set(ids)] })
    .getMany();
  const stored = new Map(rows.map((row) => [row.id, storedOf(row as Joined)]));
  return ids.flatMap((id) => stored.get(id) ?? []);
}

/** @throws NotFoundError */
export async function loadAgreement(manager: EntityManager, id: string): Promise<StoredAgreement> {
  const [stored] = await loadAgreements(manager, [id]);
  if (!stored) throw new NotFoundError('agreement');
  return stored;
}

/**
 * The agreement, held until the unit ends, for a party that is a side of it and may see it.
 *
 * @throws NotFoundError
 */
export async function lockAgreement(tx: EntityManager, id: string, partyId: string | null): Promise<StoredAgreement> {
  await lockRows(tx, AgreementRow, [id]);
  const stored = await loadAgreement(tx, id);
  if (!isSeenBy(stored, partyId)) throw new NotFoundError('agreement');
  return stored;
}

/** A draft is the affair of the side that writes it: the other one sees it once it is proposed. */
function isSeenBy({ row, facts }: StoredAgreement, partyId: string | null): boolean {
  if (partyId === null || ![row.generatorId, row.recyclerId].includes(partyId)) return false;
  return row.createdByPartyId === partyId || facts.versions.some(({ signatures }) => signatures.length > 0);
}

/** Counts the agreement up: whoever read it before the unit has an outdated `ETag`. */
export async function touch(tx: EntityManager, { id, version }: AgreementRow): Promise<void> {
  await tx.update(AgreementRow, { id }, { version: version + 1 });
}

export function versionSubject(number: number): SignedSubject {
  return `version:${number}`;
}

/** A version as a row, without what says who proposed it, and when. */
export function versionColumns(
  agreementId: string,
  { version, title, startsOn, endsOn, ...rest }: AgreementVersion,
): Omit<AgreementVersionRow, 'proposedByPartyId' | 'createdAt'> {
  const { exclusive, coverageTargetPpm, scope, terms } = rest;
  return { agreementId, number: version, title, startsOn, endsOn, exclusive, coverageTargetPpm, scope, terms };
}

function storedOf(row: Joined): StoredAgreement {
  const { id, reference, generatorId, recyclerId, terminationRow: termination } = row;
  const signaturesOf = (subject: SignedSubject): Signature[] =>
    row.signatureRows
      .filter((signature) => signature.subject === subject)
      .sort((a, b) => a.signedAt - b.signedAt || (a.partyId < b.partyId ? -1 : 1))
      .map(({ partyId, userId, signedAt }) => ({ partyId, userId, at: new Date(signedAt).toISOString() }));
  const versions = [...row.versionRows].sort((a, b) => a.number - b.number);
  return {
    row,
    versions,
    termination,
    facts: {
      id,
      reference,
      generatorId,
      recyclerId,
      versions: versions.map((version) => ({
        version: version.number,
        title: version.title,
        startsOn: version.startsOn,
        endsOn: version.endsOn,
        exclusive: version.exclusive,
        coverageTargetPpm: version.coverageTargetPpm,
        scope: version.scope,
        terms: version.terms,
        signatures: signaturesOf(versionSubject(version.number)),
      })),
      termination: termination && {
        endsOn: termination.endsOn,
        reason: termination.reason,
        signatures: signaturesOf('termination'),
      },
    },
  };
}
