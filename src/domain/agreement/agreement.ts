import { DomainError, NotFoundError } from '../measure/errors.js';
import type { Day } from '../measure/time.js';
import { type Ppm } from '../measure/quantities.js';

/** Reasons that an agreement may allow for a by-product to leave the generator another way than to the recycler. */
export const CARVE_OUTS = ['recycler-refused', 'force-majeure', 'off-spec', 'research-sample'] as const;
export type CarveOut = (typeof CARVE_OUTS)[number];

/** Whose figure holds where a weight lies within tolerance. */
export const SETTLE_ON = ['receiver', 'sender', 'mean'] as const;
export type SettleOn = (typeof SETTLE_ON)[number];

/** What the recycler reads of how complete the logged by-product is. */
export const COMPLETENESS_SHARED = ['none', 'verdict', 'figures'] as const;
export type CompletenessShared = (typeof COMPLETENESS_SHARED)[number];

/** In a scope: every kind of by-product. */
export const EVERY_STREAM = '*';

export interface AgreementTerms {
  readonly weightTolerancePpm: Ppm;
  readonly settleOn: SettleOn;
  readonly confirmWithinDays: number;
  readonly carveOuts: readonly CarveOut[];
  /** Parties at whose sites returned material counts as returned, beside the generator's own. */
  readonly processorIds: readonly string[];
  /** Usability factor by product, in parts per million; the catalogue's default holds for a product that is not named. */
  readonly usabilityPpm: Readonly<Record<string, Ppm>>;
  /** Missing in versions from before there was such a term. */
  readonly completenessShared?: CompletenessShared;
}

/** Sites of the generator, and kinds of by-product or {@link EVERY_STREAM} alone. */
export interface AgreementScope {
  readonly siteIds: readonly string[];
  readonly streams: readonly string[];
}

export interface Signature {
  readonly partyId: string;
  readonly userId: string;
  /** RFC 3339. */
  readonly at: string;
}

/** An agreement as first written (version 1), or as an amendment changes it from a day on. */
export interface AgreementVersion {
  readonly version: number;
  readonly title: string;
  /** First day of this version. */
  readonly startsOn: Day;
  /** Last day of the term, as this version has it. */
  readonly endsOn: Day;
  readonly exclusive: boolean;
  readonly coverageTargetPpm: Ppm;
  readonly scope: AgreementScope;
  readonly terms: AgreementTerms;
  readonly signatures: readonly Signature[];
}

/** An end before the end of the term; it holds once both sides have signed it. */
export interface Termination {
  readonly endsOn: Day;
  readonly reason: string;
  readonly signatures: readonly Signature[];
}

export interface AgreementFacts {
  readonly id: string;
  readonly reference: string;
  readonly generatorId: string;
  readonly recyclerId: string;
  /** In ascending order, the signed ones and at most one that still lacks a signature. */
  readonly versions: readonly AgreementVersion[];
  readonly termination: Termination | null;
}

export const AGREEMENT_STATUSES = ['draft', 'proposed', 'scheduled', 'active', 'expired', 'terminated'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/**
 * In which statuses each action may be taken; everything not listed is refused. Statuses themselves are not stored: they
 * follow from signatures and the calendar, see {@link agreementStatus}.
 */
const AGREEMENT_ACTIONS = {
  edit: ['draft'],
  discard: ['draft', 'proposed'],
  sign: ['draft', 'proposed'],
  amend: ['scheduled', 'active'],
  terminate: ['scheduled', 'active'],
  'sign-change': ['scheduled', 'active'],
} as const satisfies Record<string, readonly AgreementStatus[]>;
export type AgreementAction = keyof typeof AGREEMENT_ACTIONS;

/** @throws DomainError `agreement-state` where the action may not be taken in the status */
export function assertAgreementAction(action: AgreementAction, status: AgreementStatus): void {
  const allowed: readonly AgreementStatus[] = AGREEMENT_ACTIONS[action];
  if (allowed.includes(status)) return;
  throw new DomainError('agreement-state', `The agreement is ${status}: this cannot be done with it now.`, { status });
}

type Sides = Pick<AgreementFacts, 'generatorId' | 'recyclerId'>;

/** Whether both sides have signed. */
export function isSigned({ signatures }: { signatures: readonly Signature[] }, sides: Sides): boolean {
  return [sides.generatorId, sides.recyclerId].every((id) => signatures.some(({ partyId }) => partyId === id));
}

/** The versions that both sides have signed, in ascending order. */
export function signedVersions(facts: AgreementFacts): AgreementVersion[] {
  return facts.versions.filter((version) => isSigned(version, facts)).sort((a, b) => a.version - b.version);
}

/** The version that still lacks a signature: the agreement itself or an amendment; null where there is none. */
export function pendingVersion(facts: AgreementFacts): AgreementVersion | null {
  return facts.versions.find((version) => !isSigned(version, facts)) ?? null;
}

/** The termination that still lacks a signature; null where there is none. */
export function pendingTermination({ termination, ...facts }: AgreementFacts): Termination | null {
  return termination && !isSigned(termination, facts) ? termination : null;
}

/** The latest version that both sides have signed, in force already or not; null before the second signature. */
export function latestSigned(facts: AgreementFacts): AgreementVersion | null {
  return signedVersions(facts).at(-1) ?? null;
}

/**
 * The version whose terms hold on a day: the latest that both sides have signed and that has started. None before the
 * first starts. After the end of the term the last one still answers, since what was stamped stays covered; whether a
 * by-product of the day is covered at all says {@link covers}.
 */
export function versionOn(facts: AgreementFacts, day: Day): AgreementVersion | null {
  return signedVersions(facts).findLast(({ startsOn }) => startsOn <= day) ?? null;
}

/** The last day of the term under a version: its own, or an earlier one that both sides have signed as termination. */
export function termEnd(facts: AgreementFacts, { endsOn }: Pick<AgreementVersion, 'endsOn'>): Day {
  const { termination } = facts;
  return termination && isSigned(termination, facts) && termination.endsOn < endsOn ? termination.endsOn : endsOn;
}

/**
 * Draft until the first signature, then proposed; with the second scheduled until the term begins, active in it (both ends
 * included), and after it terminated or expired, by what ended it. Amendments that lack a signature change nothing.
 */
export function agreementStatus(facts: AgreementFacts, today: Day): AgreementStatus {
  const first = signedVersions(facts)[0];
  if (!first) return facts.versions.some(({ signatures }) => signatures.length > 0) ? 'proposed' : 'draft';
  const current = versionOn(facts, today) ?? first;
  const end = termEnd(facts, current);
  if (today > end) return end < current.endsOn ? 'terminated' : 'expired';
  return today < first.startsOn ? 'scheduled' : 'active';
}

/** A by-product as far as coverage depends on it; the day is the local date on which it was generated. */
export interface ByProductFacts {
  readonly siteId: string;
  readonly stream: string;
  readonly day: Day;
}

/** The version under which a by-product is covered; null where it is not. Both ends of the term are included. */
export function covers(facts: AgreementFacts, { siteId, stream, day }: ByProductFacts): AgreementVersion | null {
  const version = versionOn(facts, day);
  if (!version || day > termEnd(facts, version)) return null;
  const { siteIds, streams } = version.scope;
  return siteIds.includes(siteId) && (streams.includes(EVERY_STREAM) || streams.includes(stream)) ? version : null;
}

/**
 * The agreement with a signature on what awaits one: its termination, else its version.
 *
 * @throws NotFoundError for a party that is no side of it
 * @throws DomainError `nothing-to-sign`, `already-signed`
 */
export function withSignature(facts: AgreementFacts, signature: Signature): AgreementFacts {
  const { generatorId, recyclerId, termination } = facts;
  if (![generatorId, recyclerId].includes(signature.partyId)) {
    throw new NotFoundError('agreement');
  }
  const pending = pendingTermination(facts) ?? pendingVersion(facts);
  if (!pending) throw new DomainError('nothing-to-sign', 'Nothing of this agreement awaits a signature.');
  if (pending.signatures.some(({ partyId }) => partyId === signature.partyId)) {
    throw new DomainError('already-signed', 'Your side has signed this already: the other side has not yet.');
  }
  const signatures = [...pending.signatures, signature];
  if (pending === termination) return { ...facts, termination: { ...termination, signatures } };
  const versions = facts.versions.map((version) => (version === pending ? { ...version, signatures } : version));
  return { ...facts, versions };
}

/**
 * @throws DomainError `signature-pending` where an amendment or a termination already awaits a signature: two changes at
 * once would leave open what the second one changes
 */
export function assertNothingPending(facts: AgreementFacts): void {
  if (!pendingVersion(facts) && !pendingTermination(facts)) return;
  throw new DomainError('signature-pending', 'An earlier change of this agreement still awaits a signature.');
}

/** What an amendment may change. What is left out stays as it is. */
export interface AmendmentChange {
  readonly startsOn: Day;
  readonly title?: string;
  readonly endsOn?: Day;
  readonly exclusive?: boolean;
  readonly coverageTargetPpm?: Ppm;
  readonly scope?: Partial<AgreementScope>;
  readonly terms?: Partial<AgreementTerms>;
}

/** The version that an amendment makes of another: the next one, unsigned. The change is checked before it comes here. */
export function amended(version: AgreementVersion, change: AmendmentChange): AgreementVersion {
  return {
    ...version,
    ...given(change),
    version: version.version + 1,
    scope: { ...version.scope, ...given(change.scope ?? {}) },
    terms: { ...version.terms, ...given(change.terms ?? {}) },
    signatures: [],
  };
}

/** An object without the fields that are undefined: spreading those would wipe out what they were left out to keep. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
