import type { Schemas } from '../../api/client.js';
import { useMe, useRights } from '../../session/me.js';

export type Agreement = Schemas['AgreementAnswer'];
export type Version = Schemas['AgreementVersionAnswer'];
export type ShownSignature = Schemas['SignatureAnswer'];
/** What one version says. */
export type Content = Omit<Version, 'version' | 'proposedByPartyId' | 'createdAt' | 'signatures'>;

type Sides = Pick<Agreement, 'generatorId' | 'recyclerId'>;
interface Signable {
  readonly signatures: readonly ShownSignature[];
}

export function signatureOf({ signatures }: Signable, partyId: string): ShownSignature | undefined {
  return signatures.find((signature) => signature.partyId === partyId);
}

export function isSignedByBoth(signable: Signable, { generatorId, recyclerId }: Sides): boolean {
  return [generatorId, recyclerId].every((id) => signatureOf(signable, id) !== undefined);
}

/** The version that an amendment would change: the latest that both sides have signed. */
export function latestSignedVersion(agreement: Agreement): Version | undefined {
  return agreement.versions.findLast((version) => isSignedByBoth(version, agreement));
}

/** What the next signature is given to; undefined where nothing waits for one. */
export function pendingOf({
  pending,
  versions,
  termination,
}: Agreement): Version | Schemas['TerminationAnswer'] | undefined {
  if (pending === null) return undefined;
  return pending === 'termination' ? (termination ?? undefined) : versions.at(-1);
}

/** The first day of the term, whichever version is in force. */
export function termStart({ versions, startsOn }: Agreement): string {
  return versions[0]?.startsOn ?? startsOn;
}

export function hasBegun({ status }: Agreement): boolean {
  return status === 'active' || status === 'expired' || status === 'terminated';
}

export function partyName({ generator, recycler }: Agreement, id: string): string {
  return (id === generator.id ? generator : recycler).name;
}

/** Where one stands towards an agreement, and for whose signature it waits. */
export function useStanding(agreement: Agreement) {
  const { partyId } = useMe();
  const { isAdmin } = useRights();
  const { generator, recycler, generatorId, recyclerId } = agreement;
  const isSide = partyId === generatorId || partyId === recyclerId;
  const pending = pendingOf(agreement);
  const missing = pending ? [generator, recycler].filter(({ id }) => !signatureOf(pending, id)) : [];
  return {
    /** May do all that is done with agreements, as far as it stands. */
    acts: isAdmin && isSide,
    isSide,
    own: partyId === recyclerId ? recycler : generator,
    other: agreement.side === 'generator' ? recycler : generator,
    /** Whoever has not signed what waits. */
    missing,
    waitsForOwn: missing.some(({ id }) => id === partyId),
  };
}
