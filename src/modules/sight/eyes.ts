import type { AgreementMembers } from '../../domain/sight/seers.js';
import { isMemberSql } from '../agreements/index.js';
import type { Listed } from './listed.js';

/** A party that invited an auditor, and the agreements to which it did. */
export interface AuditorHost {
  readonly partyId: string;
  readonly agreementIds: readonly string[];
}

/** What a caller may see: through whose eyes, and which agreements those have a side in. */
export interface BatchEyes {
  /** The own party; nobody for an auditor, who has none of its own in the books. */
  readonly partyId: string;
  readonly agreementIds: ReadonlySet<string>;
  /** Of those, the ones in which they are the recycler, or see as the recycler does. */
  readonly recyclerOf: ReadonlySet<string>;
  /** Set for an auditor: of each of these agreements what the host sees, and nothing else. */
  readonly only: readonly AuditorHost[] | null;
  /** Who works under each of the agreements. */
  readonly members: ReadonlyMap<string, AgreementMembers>;
}

type Knowing = Pick<BatchEyes, 'partyId' | 'agreementIds' | 'recyclerOf' | 'members'>;

/**
 * Whether the eyes may know that a party has to do with material of an agreement: who looks, or who works under it. A recycler,
 * whose agreements flow into one product, knows so of whoever works under any of its agreements; a generator does not, since its
 * partner under one agreement may be the recycler's customer under another.
 */
export function knowsParty(eyes: Knowing, partyId: string, agreementId: string | null): boolean {
  if (eyes.partyId !== '' && partyId === eyes.partyId) return true;
  if (agreementId === null || !eyes.agreementIds.has(agreementId)) return false;
  return eyes.recyclerOf.has(agreementId) ? isPartner(eyes, partyId) : isMember(eyes, partyId, agreementId);
}

/** Whether a party is who looks, or works under an agreement that they see. */
export function knowsAnywhere(eyes: Knowing, partyId: string): boolean {
  return (eyes.partyId !== '' && partyId === eyes.partyId) || isPartner(eyes, partyId);
}

/**
 * The same as {@link knowsParty}, but for what is booked in the own name, as an SQL condition.
 *
 * @param agreement names the agreement in the statement
 * @param party likewise the party
 */
export function knowsPartySql(
  { agreementIds, recyclerOf, members }: Knowing,
  { agreement, party }: { readonly agreement: string; readonly party: string },
  listed: Listed,
): string {
  const generatorOf = [...agreementIds].filter((id) => !recyclerOf.has(id));
  const partners = [...members.values()].flatMap(({ memberIds }) => [...memberIds]);
  const ways = [
    ...(generatorOf.length > 0
      ? [
          `(${agreement} IN ${listed(generatorOf)} AND EXISTS (SELECT 1 FROM "agreement" "km"
      WHERE "km"."id" = ${agreement} AND ${isMemberSql('km', party)}))`,
        ]
      : []),
    ...(recyclerOf.size > 0
      ? [`(${agreement} IN ${listed([...recyclerOf])} AND ${party} IN ${listed([...new Set(partners)])})`]
      : []),
  ];
  return `(${['1 = 0', ...ways].join(' OR ')})`;
}

function isMember({ members }: Knowing, partyId: string, agreementId: string): boolean {
  return members.get(agreementId)?.memberIds.has(partyId) ?? false;
}

function isPartner({ members }: Knowing, partyId: string): boolean {
  return [...members.values()].some(({ memberIds }) => memberIds.has(partyId));
}
