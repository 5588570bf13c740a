import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DomainError, InputError, type Caller } from '../../common/index.js';
import type { CarveOut } from '../../domain/agreement/agreement.js';
import { decideDepartures, type Departure } from '../../domain/acts/exclusivity.js';
import { NO_WEIGHT_TERMS, type WeightTerms } from '../../domain/acts/receipt.js';
import type { LeakMeasure } from '../../domain/acts/shipment.js';
import { localDay, type Day } from '../../domain/measure/time.js';
import { AgreementsQueries, type CoveringVersion } from '../agreements/index.js';
import type { BatchRow } from '../batches/index.js';
import { agreementMembers } from '../sight/index.js';

/** How a shipment is justified, and whether the one who says so may book a breach. */
interface Ground {
  readonly carveOut: CarveOut | null;
  readonly breachReason: string | null;
  readonly mayBreach: boolean;
}

/** The parties at both ends. */
type Ends = readonly [fromPartyId: string, toPartyId: string];

/** What agreements say about a shipment: which one it goes under, whether it may go at all, and whose weight holds. */
@Injectable()
export class ShipmentCoverService {
  constructor(
    private readonly agreements: AgreementsQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * The agreement that the shipment goes under: the one asked for, else the one that covers all its by-products, if there is
   * just one.
   *
   * @throws NotFoundError where the caller does not see the agreement that it asks for; DomainError `not-covered`;
   * InputError where other material travels under an agreement that is not between the two sides
   */
  async agreementFor(
    tx: EntityManager,
    caller: Caller,
    { asked, batches, parties }: { asked: string | null; batches: readonly BatchRow[]; parties: Ends },
  ): Promise<string | null> {
    if (asked === null) return this.inferred(tx, batches, parties);
    const byProducts = batches.filter(({ kind }) => kind === 'by-product');
    const { facts } = await this.agreements.seenBy(caller, asked, tx);
    const version = await this.agreements.versionOn(tx, asked, localDay(this.clock.now(), 'UTC'));
    const uncovered = byProducts.filter(({ agreementId }) => agreementId !== asked).map(({ code }) => code);
    if (uncovered.length > 0) throw notCovered(uncovered);
    if (byProducts.length === batches.length) return asked;
    const members = [facts.generatorId, facts.recyclerId, ...(version?.terms.processorIds ?? [])];
    if (!version || !parties.every((partyId) => members.includes(partyId))) {
      throw new InputError([{ pointer: '/agreementId', message: 'is no agreement between the two sides' }]);
    }
    return asked;
  }

  /**
   * The agreement that covers all by-products, where the shipment is its business: between members, or from or to its
   * generator. To whom else the recycler, or a customer, sends them is nothing of the generator's.
   */
  private async inferred(tx: EntityManager, batches: readonly BatchRow[], ends: Ends): Promise<string | null> {
    const id = inferredAgreement(batches);
    const members = id === null ? undefined : (await agreementMembers(tx, [id])).get(id);
    if (!members) return null;
    const { generatorId, memberIds } = members;
    return ends.includes(generatorId) || ends.every((partyId) => memberIds.has(partyId)) ? id : null;
  }

  /**
   * Whether the batches may leave their stock for a party, and what each departure counts to.
   *
   * @throws DomainError `exclusivity-breach`, `forbidden`; InputError where a justification is not needed
   */
  async departures(
    tx: EntityManager,
    { batches, toPartyId, ground }: { batches: readonly BatchRow[]; toPartyId: string; ground: Ground },
  ): Promise<(LeakMeasure | null)[]> {
    const versions = await this.versionsOf(tx, batches);
    const departures: Departure[] = batches.map((batch) => {
      const version = versions.get(batch.id);
      return {
        covering: version ? { ...version, carveOuts: version.terms.carveOuts } : null,
        batch: batch.code,
        holderId: batch.holderId,
        destination: { partyId: toPartyId },
        refusedByRecycler: batch.refused,
      };
    });
    const { carveOut, breachReason, mayBreach } = ground;
    const decisions = decideDepartures(departures, {
      ...(carveOut === null ? {} : { carveOut }),
      ...(breachReason === null ? {} : { breach: { reason: breachReason } }),
      mayBreach,
    });
    return decisions.map(({ leak }) => leak);
  }

  /**
   * The terms on weights, per batch: of the version that a by-product was logged under, else of the shipment's agreement
   * on the day of the dispatch, else those that hold without any.
   */
  async weightTerms(
    tx: EntityManager,
    batches: readonly BatchRow[],
    { agreementId, day }: { agreementId: string | null; day: Day },
  ): Promise<ReadonlyMap<string, WeightTerms>> {
    const versions = await this.versionsOf(tx, batches);
    const ofShipment = agreementId ? await this.agreements.versionOn(tx, agreementId, day) : null;
    return new Map(batches.map(({ id }) => [id, termsOf(versions.get(id) ?? ofShipment)]));
  }

  /** The versions that by-products were logged under, by batch; each is read once. */
  private async versionsOf(
    tx: EntityManager,
    batches: readonly BatchRow[],
  ): Promise<ReadonlyMap<string, CoveringVersion>> {
    const versions = new Map<string, CoveringVersion>();
    const read = new Map<string, CoveringVersion>();
    for (const { id, kind, agreementId, agreementVersion } of batches) {
      if (kind !== 'by-product' || !agreementId) continue;
      const number = agreementVersion ?? 1;
      const key = `${agreementId}|${number}`;
      const version = read.get(key) ?? (await this.agreements.version(tx, agreementId, number));
      read.set(key, version);
      versions.set(id, version);
    }
    return versions;
  }
}

/** The agreement that covers all by-products of a load, if there is just one. */
export function inferredAgreement(batches: readonly BatchRow[]): string | null {
  const byProducts = batches.filter(({ kind }) => kind === 'by-product');
  const covering = [...new Set(byProducts.map(({ agreementId }) => agreementId))];
  return covering.length === 1 ? (covering[0] ?? null) : null;
}

function termsOf(version: CoveringVersion | null): WeightTerms {
  if (!version) return NO_WEIGHT_TERMS;
  const { weightTolerancePpm: tolerancePpm, settleOn } = version.terms;
  return { tolerancePpm, settleOn };
}

function notCovered(codes: readonly string[]): DomainError {
  return new DomainError('not-covered', `The agreement does not cover ${codes.join(', ')}: ship it apart.`, {
    batches: codes,
  });
}
