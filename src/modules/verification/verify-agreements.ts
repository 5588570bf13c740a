import { In } from 'typeorm';
import { isSigned, latestSigned } from '../../domain/agreement/agreement.js';
import { stretches } from '../../domain/agreement/agreement-overlap.js';
import {
  AgreementCoverRow,
  AgreementSignatureRow,
  terminationHash,
  versionHash,
  versionSubject,
  type StoredAgreement,
} from '../agreements/index.js';
import { grouped, guarded, pagesOf, type Facts } from './facts.js';

/** Holds signatures against what was signed, and what agreements cover against what both sides have signed. */
export async function verifyAgreements(facts: Facts): Promise<void> {
  for await (const ids of pagesOf(facts.manager, 'agreement')) {
    const covers = await facts.manager.findBy(AgreementCoverRow, { agreementId: In(ids) });
    const signatures = await facts.manager.findBy(AgreementSignatureRow, { agreementId: In(ids) });
    const coverOf = grouped(covers, ({ agreementId }) => agreementId);
    const signaturesOf = grouped(signatures, ({ agreementId }) => agreementId);
    for (const id of ids) {
      const stored = facts.agreements.get(id);
      if (!stored) continue;
      await guarded(facts, { table: 'agreement', key: { agreementId: id, agreement: stored.row.reference } }, () => {
        compareSides(facts, stored);
        compareSignatures(facts, stored, signaturesOf.get(id) ?? []);
        compareCover(facts, stored, coverOf.get(id) ?? []);
      });
    }
  }
}

type Tell = (check: string, expected: unknown, found: unknown) => void;

function teller({ findings }: Facts, { row }: StoredAgreement, table: string, more: object = {}): Tell {
  const key = { agreementId: row.id, agreement: row.reference, ...more };
  return (check, expected, found) =>
    findings.compare({ code: `${table.replace('_', '-')}-wrong`, check, table, key, expected, found });
}

function compareSides(facts: Facts, stored: StoredAgreement): void {
  const { row, versions, termination } = stored;
  const tell = teller(facts, stored, 'agreement');
  const sides = [row.generatorId, row.recyclerId];
  const writers = [row.createdByPartyId, ...versions.map((version) => version.proposedByPartyId)];
  const proposers = termination ? [...writers, termination.proposedByPartyId] : writers;
  tell(
    'who wrote or proposed something of an agreement is one of its two sides',
    true,
    proposers.every((id) => sides.includes(id)),
  );
  tell('an agreement has a version', true, versions.length > 0);
  tell('an agreement has two sides', true, row.generatorId !== row.recyclerId);
  const numbers = versions.map(({ number }) => number);
  tell(
    'versions are numbered from 1 without a gap',
    numbers.map((_, index) => index + 1),
    numbers,
  );
  const unsigned = stored.facts.versions.filter((version) => !isSigned(version, stored.facts));
  tell(
    'only the last version may lack a signature',
    true,
    unsigned.every(({ version }) => version === numbers.at(-1)),
  );
}

function compareSignatures(facts: Facts, stored: StoredAgreement, rows: readonly AgreementSignatureRow[]): void {
  const { row, facts: agreement } = stored;
  const hashes = new Map<string, string>(
    agreement.versions.map((version) => [versionSubject(version.version), versionHash(version)]),
  );
  if (agreement.termination) hashes.set('termination', terminationHash(agreement.termination));
  for (const { subject, partyId, documentHash } of rows) {
    const tell = teller(facts, stored, 'agreement_signature', { subject, partyId });
    tell('who signs is one of the two sides', true, [row.generatorId, row.recyclerId].includes(partyId));
    tell('what was signed has not been changed since', hashes.get(subject) ?? 'something to sign', documentHash);
  }
}

/** What is covered where and when follows from what both sides have signed. */
function compareCover(facts: Facts, stored: StoredAgreement, rows: readonly AgreementCoverRow[]): void {
  const covered = latestSigned(stored.facts) ? stretches(stored.facts) : [];
  const expected = covered.flatMap(({ version, from, to, scope }) =>
    scope.siteIds.flatMap((siteId) => scope.streams.map((stream) => [siteId, stream, from, to, version].join(' '))),
  );
  const found = rows.map(({ siteId, stream, fromOn, toOn, versionNumber }) =>
    [siteId, stream, fromOn, toOn, versionNumber].join(' '),
  );
  const tell = teller(facts, stored, 'agreement_reach');
  tell('what an agreement covers follows from what both sides have signed', expected.sort(), found.sort());
  const own = covered
    .flatMap(({ scope }) => scope.siteIds)
    .every((id) => facts.holderAt(id) === stored.row.generatorId);
  tell("the sites of an agreement are its generator's", true, own);
}
