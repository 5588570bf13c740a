import { faultAt } from '../measure/faults.js';
import type { AgreementFacts, AgreementVersion, CarveOut } from '../agreement/agreement.js';
import { versionOn } from '../agreement/agreement.js';
import { DomainError, InputError, NotFoundError } from '../measure/errors.js';
import type { Day } from '../measure/time.js';
import { membersOf } from '../sight/seers.js';
import { decideDepartures, type Departure } from './exclusivity.js';
import { NO_WEIGHT_TERMS, type WeightTerms } from './receipt.js';
import type { Batch } from './records.js';
import type { LeakMeasure } from './shipment.js';
import type { Ppm } from '../measure/quantities.js';

/** The agreements that a load has to do with, by identifier: those of its batches, and of the shipment. */
export type Agreements = ReadonlyMap<string, AgreementFacts>;

/** Under which agreement a load is to go. */
export interface AskedCover {
  /** Null where nobody named one: then it may follow from the load. */
  readonly agreementId: string | null;
  /** Whether who asks sees that agreement. */
  readonly isSeen: boolean;
  /** Today in UTC: whoever works under it by now may be at an end. */
  readonly today: Day;
}

/** The parties at both ends. */
export type Ends = readonly [fromPartyId: string, toPartyId: string];

/**
 * The agreement that a shipment goes under: the one asked for, else the one that covers all its by-products, if there is
 * just one.
 *
 * @throws NotFoundError where who asks does not see the agreement; DomainError `not-covered`; InputError where other
 * material travels under an agreement that is not between the two sides
 */
export function agreementOfLoad(
  batches: readonly Batch[],
  ends: Ends,
  { agreementId: asked, isSeen, today }: AskedCover,
  agreements: Agreements,
): string | null {
  if (asked === null) return inferredCover(batches, ends, agreements);
  const facts = agreements.get(asked);
  if (!facts || !isSeen) throw new NotFoundError('agreement');
  const byProducts = batches.filter(({ kind }) => kind === 'by-product');
  const uncovered = byProducts.filter(({ agreementId }) => agreementId !== asked).map(({ code }) => code);
  if (uncovered.length > 0) throw notCovered(uncovered);
  if (byProducts.length === batches.length) return asked;
  const version = versionOn(facts, today);
  const members = [facts.generatorId, facts.recyclerId, ...(version?.terms.processorIds ?? [])];
  if (!version || !ends.every((partyId) => members.includes(partyId))) {
    throw new InputError([faultAt('/agreementId', 'not-between-sides')]);
  }
  return asked;
}

/**
 * The agreement that covers all by-products, where the shipment is its business: between members, or from or to its
 * generator. To whom else the recycler, or a customer, sends them is nothing of the generator's.
 */
function inferredCover(batches: readonly Batch[], ends: Ends, agreements: Agreements): string | null {
  const id = inferredAgreement(batches);
  const facts = id === null ? undefined : agreements.get(id);
  if (!facts) return null;
  const { generatorId, memberIds } = membersOf(facts);
  return ends.includes(generatorId) || ends.every((partyId) => memberIds.has(partyId)) ? id : null;
}

/** The agreement that covers all by-products of a load, if there is just one. */
export function inferredAgreement(batches: readonly Batch[]): string | null {
  const byProducts = batches.filter(({ kind }) => kind === 'by-product');
  const covering = [...new Set(byProducts.map(({ agreementId }) => agreementId))];
  return covering.length === 1 ? (covering[0] ?? null) : null;
}

/** How a shipment is justified, and whether the one who says so may book a breach. */
export interface Ground {
  readonly carveOut: CarveOut | null;
  readonly breachReason: string | null;
  readonly mayBreach: boolean;
}

/**
 * Whether batches may leave their stock for a party, and what each departure counts to.
 *
 * @throws DomainError `exclusivity-breach`, `forbidden`; InputError where a justification is not needed
 */
export function leaksOf(
  batches: readonly Batch[],
  toPartyId: string,
  { carveOut, breachReason, mayBreach }: Ground,
  agreements: Agreements,
): (LeakMeasure | null)[] {
  const departures = batches.map((batch): Departure => {
    const covering = coveringOf(batch, agreements);
    return {
      covering: covering && {
        agreementId: covering.facts.id,
        exclusive: covering.version.exclusive,
        carveOuts: covering.version.terms.carveOuts,
        generatorId: covering.facts.generatorId,
        recyclerId: covering.facts.recyclerId,
      },
      batch: batch.code,
      holderId: batch.holderId,
      destination: { partyId: toPartyId },
      refusedByRecycler: batch.refused,
    };
  });
  const decisions = decideDepartures(departures, {
    carveOut: carveOut ?? undefined,
    breach: breachReason === null ? undefined : { reason: breachReason },
    mayBreach,
  });
  return decisions.map(({ leak }) => leak);
}

/**
 * The terms on the weight of a batch: of the version that a by-product was logged under, else of the shipment's agreement on
 * the day of the dispatch, else those that hold without any.
 */
export function weightTermsOf(
  batch: Batch,
  { agreementId, day }: { readonly agreementId: string | null; readonly day: Day },
  agreements: Agreements,
): WeightTerms {
  const ofShipment = agreements.get(agreementId ?? '');
  const version = coveringOf(batch, agreements)?.version ?? (ofShipment ? versionOn(ofShipment, day) : null);
  if (!version) return NO_WEIGHT_TERMS;
  return { tolerancePpm: version.terms.weightTolerancePpm, settleOn: version.terms.settleOn };
}

/** The tolerance on weights of the version that a batch was logged under, in parts per million; null without agreement. */
export function toleranceOf({ agreementId, agreementVersion }: Batch, agreements: Agreements): Ppm | null {
  return agreementId
    ? versionNumbered(agreements, agreementId, agreementVersion).version.terms.weightTolerancePpm
    : null;
}

interface CoveringVersion {
  readonly facts: AgreementFacts;
  readonly version: AgreementVersion;
}

function coveringOf({ kind, agreementId, agreementVersion }: Batch, agreements: Agreements): CoveringVersion | null {
  return kind === 'by-product' && agreementId ? versionNumbered(agreements, agreementId, agreementVersion) : null;
}

/** @throws Error where there is no such version: the books name it */
function versionNumbered(agreements: Agreements, agreementId: string, number: number | null): CoveringVersion {
  const facts = agreements.get(agreementId);
  const version = facts?.versions.find((one) => one.version === (number ?? 1));
  if (!facts || !version) throw new Error(`There is no version ${number ?? 1} of the agreement ${agreementId}.`);
  return { facts, version };
}

function notCovered(codes: readonly string[]): DomainError {
  return new DomainError('not-covered', `The agreement does not cover ${codes.join(', ')}: ship it apart.`, {
    batches: codes,
  });
}
