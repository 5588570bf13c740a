import { groupsOf, type Holding } from '../matter/holding.js';
import type { AgreementMembers, Sees } from './seers.js';

/*
 * Who asks, and what they may know. The hardest promise of the product stands on this page: a generator never learns of the
 * recycler's other customers, and a recycler never learns of what the generator buys elsewhere.
 *
 * A party sees its own records, and of an agreement to which it is a party: that agreement, its batches, shipments and
 * receipts. Of what those are in, it sees a share: what is of its agreements, and nothing by which the rest could be found
 * out. An auditor sees of one agreement what its host sees. What is not seen is not there: it is answered like what does not
 * exist, and cannot be found out by a filter.
 *
 * `seers.ts` decides who sees a batch, `hidden.ts` what is left out of postings, balances and reports. Where a database
 * has to say the same, `modules/sight` says it once in SQL.
 */

/** That somebody sees an agreement, and as which of its sides. */
export interface SeenAgreement {
  readonly agreementId: string;
  /** The party that sees it: the own one, or for an auditor the one that invited. */
  readonly partyId: string;
  readonly side: 'generator' | 'recycler';
}

/** A party that invited an auditor, and the agreements to which it did. */
export interface AuditorHost {
  readonly partyId: string;
  readonly agreementIds: readonly string[];
}

/** Who asks, and the agreements that they see. */
export interface Viewer {
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

/** The viewer that somebody is who sees these agreements. */
export function viewerWith(
  { partyId, isAuditor }: { readonly partyId: string | null; readonly isAuditor: boolean },
  agreements: readonly SeenAgreement[],
  members: ReadonlyMap<string, AgreementMembers>,
): Viewer {
  const idsOf = (seen: readonly SeenAgreement[]): string[] => seen.map(({ agreementId }) => agreementId);
  const hosts = [...new Set(agreements.map((seen) => seen.partyId))].map((hostId) => ({
    partyId: hostId,
    agreementIds: idsOf(agreements.filter((seen) => seen.partyId === hostId)),
  }));
  return {
    partyId: isAuditor ? '' : (partyId ?? ''),
    agreementIds: new Set(idsOf(agreements)),
    recyclerOf: new Set(idsOf(agreements.filter(({ side }) => side === 'recycler'))),
    only: isAuditor ? hosts : null,
    members,
  };
}

const isSelf = (viewer: Viewer, partyId: string): boolean => viewer.partyId !== '' && partyId === viewer.partyId;

/**
 * Whether the viewer may know that a party has to do with material of an agreement: who asks, or who works under it. A recycler,
 * whose agreements flow into one product, knows so of whoever works under any of its agreements; a generator does not, since its
 * partner under one agreement may be the recycler's customer under another.
 */
export function knowsParty(viewer: Viewer, partyId: string, agreementId: string | null): boolean {
  if (isSelf(viewer, partyId)) return true;
  if (agreementId === null || !viewer.agreementIds.has(agreementId)) return false;
  if (viewer.recyclerOf.has(agreementId)) return isPartner(viewer, partyId);
  return viewer.members.get(agreementId)?.memberIds.has(partyId) ?? false;
}

/** Whether the viewer may know of what a party does: with material of no agreement of theirs, of whoever works under any. */
export function knowsPartyWith(viewer: Viewer, partyId: string, agreementId: string | null): boolean {
  const isTheirs = agreementId !== null && viewer.agreementIds.has(agreementId);
  return isTheirs ? knowsParty(viewer, partyId, agreementId) : isSelf(viewer, partyId) || isPartner(viewer, partyId);
}

function isPartner({ members }: Viewer, partyId: string): boolean {
  return [...members.values()].some(({ memberIds }) => memberIds.has(partyId));
}

/** Whether an agreement is one in which the viewer stands where its generator does. */
export function isGeneratorOf(viewer: Viewer, agreementId: string | null): boolean {
  return agreementId !== null && viewer.agreementIds.has(agreementId) && !viewer.recyclerOf.has(agreementId);
}

/** A shipment, as far as it decides who sees all of it. */
interface Ends {
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly dispatchedOn: string | null;
}

/**
 * Whether a party is at an end of the shipment and so sees all of it: the sender always, the receiver from the dispatch
 * on, since a planned return may hold what is not yet for it to see.
 */
export function isAtAnEnd({ fromPartyId, toPartyId, dispatchedOn }: Ends, partyId: string | null): boolean {
  return partyId !== null && (fromPartyId === partyId || (toPartyId === partyId && dispatchedOn !== null));
}

/** Whoever sees a shipment by its agreement only sees those of its batches that are under it. */
export function seesShipmentWhole(viewer: Viewer, shipment: Ends): boolean {
  return viewer.only === null && isAtAnEnd(shipment, viewer.partyId);
}

/** The status of a batch that one sees as it is now: one that waits for a shipment that one does not see rests. */
export function shownStatus<Status extends string>(
  { status, resting }: { readonly status: Status; readonly resting: Status },
  seesShipment: boolean,
): Status {
  return status === 'in-shipment' && !seesShipment ? resting : status;
}

/** Its own party sees all of a run. An auditor sees shares only, even of its host's run. */
export function seesRunWhole({ partyId, only }: Viewer, run: { readonly partyId: string }): boolean {
  return only === null && run.partyId === partyId;
}

/**
 * Of a run of others one sees the shares of one's agreements, where somebody who works under the agreement closed it: input,
 * recovered, residue and unaccounted mass; no code, other feed, total or closure.
 */
export function seesRunShare(viewer: Viewer, run: { readonly partyId: string }, agreementId: string | null): boolean {
  return agreementId !== null && viewer.agreementIds.has(agreementId) && knowsParty(viewer, run.partyId, agreementId);
}

/**
 * The agreements of whose groups the viewer sees the part of a charge; null where they see all of it. A recycler sees what is
 * of its agreements, so that it never learns what else the plant uses; an auditor that of its host's agreements.
 */
export function chargeShares(viewer: Viewer, charge: { readonly partyId: string }): ReadonlySet<string> | null {
  const { partyId, recyclerOf, only } = viewer;
  if (!only && charge.partyId === partyId) return null;
  const host = only?.find((one) => one.partyId === charge.partyId);
  const shared = [...recyclerOf].filter((id) => knowsParty(viewer, charge.partyId, id));
  return new Set([...shared, ...(host?.agreementIds ?? [])]);
}

/**
 * Whether the viewer may know who had an assay made. A generator, or an auditor, knows those who work under the agreements
 * that the batch is of, and on whose side it arose: another is a customer of the recycler, whom the batch has been with.
 */
export function knowsLaboratory(
  viewer: Viewer,
  batch: { readonly agreementId: string | null; readonly partyId: string; readonly contents: Holding },
  partyId: string,
): boolean {
  const groups = [batch.agreementId, ...groupsOf(batch.contents).map(({ agreementId }) => agreementId)];
  const isSide = (id: string): boolean =>
    viewer.agreementIds.has(id) && (viewer.only !== null || isGeneratorOf(viewer, id));
  const generatorOf = groups.filter((id) => id !== null && isSide(id));
  return (
    generatorOf.length === 0 || partyId === batch.partyId || generatorOf.some((id) => knowsParty(viewer, partyId, id))
  );
}

/** An auditor does not learn where its host sent something outside of the agreement under which it went there. */
export function seesStanding({ only, agreementIds }: Viewer, sees: Sees, wentUnder: string | null): Sees {
  if (sees !== 'past' || !only) return sees;
  return wentUnder !== null && agreementIds.has(wentUnder) ? 'past' : 'gone';
}

/** Something that was written about an act: why, to whom. */
interface Written {
  /** In whose name the act was booked. */
  readonly bookedBy: string;
  /** The agreement of which it is a carve-out or breach; null where it is none. */
  readonly departsFrom: string | null;
}

/**
 * How much of what was written about an act a viewer may read: whoever booked it all of it; the other side of the agreement
 * that a by-product left by a carve-out or breach the reason, never to whom it went; everyone else nothing.
 *
 * @param viewer the party that reads, nobody's for an auditor, and the agreements that it sees
 */
export function textTold(
  { bookedBy, departsFrom }: Written,
  { partyId, agreementIds }: Pick<Viewer, 'partyId' | 'agreementIds'>,
): 'all' | 'reason' | 'nothing' {
  if (partyId !== '' && partyId === bookedBy) return 'all';
  return departsFrom !== null && agreementIds.has(departsFrom) ? 'reason' : 'nothing';
}

/**
 * The parties of whose production a viewer reads: the own one, or for an auditor those that invited it. Grades, magnets and
 * losses are in nobody else's view, by no agreement.
 */
export function producersSeenBy({ partyId, only }: Viewer): string[] {
  if (only) return only.map((host) => host.partyId);
  return partyId === '' ? [] : [partyId];
}
