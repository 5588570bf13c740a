import { signedVersions, type AgreementFacts } from '../agreement/agreement.js';
import type { BatchKind } from '../matter/batch-kind.js';

/*
 * Who sees a batch, and how much of it. Worked out anew from where it has been whenever it moves, so that nobody keeps
 * watching what has gone out of its sight.
 */

/**
 * What a party sees of a batch.
 *
 * - `all`: everything, as it is now
 * - `gone`: what it was when it left by a way that the party does not see; neither where it is nor what is left
 * - `past`: as it stood when its receipt was settled, at the end of the last way that the party sees
 * - `share`: of a recycled or intermediate batch what is of the party's agreements, and nothing else
 *
 * They sort as texts from more to less.
 */
export type Sees = 'all' | 'gone' | 'past' | 'share';

/** An agreement, as far as it decides who sees what. */
export interface AgreementMembers {
  readonly id: string;
  readonly generatorId: string;
  readonly recyclerId: string;
  /** Its two sides, and the processors that both of them have ever named. */
  readonly memberIds: ReadonlySet<string>;
}

/**
 * Who works under an agreement: its sides, and the processors that both of them have ever named.
 *
 * @param versions only so many of what both have signed, the first ones
 */
export function membersOf(facts: AgreementFacts, versions?: number): AgreementMembers {
  const { id, generatorId, recyclerId } = facts;
  const named = signedVersions(facts)
    .slice(0, versions)
    .flatMap(({ terms }) => terms.processorIds);
  return { id, generatorId, recyclerId, memberIds: new Set([generatorId, recyclerId, ...named]) };
}

/** A leg of a batch's way that has begun, and how it ended if it has. */
export interface WentLeg {
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly ended: 'accepted' | 'refused-whole' | null;
  /** Under which the shipment went. */
  readonly agreementId: string | null;
  /** Not one of what the batch was a part of then. */
  readonly isOwn: boolean;
}

/** A batch with its way, in the order of the legs. */
export interface WentBatch {
  readonly kind: BatchKind;
  /** On whose side it arose. */
  readonly originPartyId: string;
  readonly legs: readonly WentLeg[];
  /** Of a by-product, the agreement that covers it. */
  readonly covering: AgreementMembers | null;
  /** Of a recycled or intermediate batch, the agreements that have a share in it. */
  readonly sharing: readonly AgreementMembers[];
}

/**
 * Whether a side of an agreement sees a shipment under it: the recycler every one that is on its way, and what its generator
 * plans; the generator only one that runs between members, since a customer of the recycler is none of its business.
 */
export function sideSeesLeg(
  { generatorId, recyclerId, memberIds }: AgreementMembers,
  partyId: string,
  { fromPartyId, toPartyId }: Pick<WentLeg, 'fromPartyId' | 'toPartyId'>,
): boolean {
  if (partyId === recyclerId) return true;
  return partyId === generatorId && memberIds.has(fromPartyId) && memberIds.has(toPartyId);
}

/**
 * Who sees the batch, and what.
 *
 * The party that holds it, and both ends while it is on its way, see all of it. The sides of its agreement see all of a
 * by-product, and of a recycled batch those that have had it before them, while it is with a member of the agreement. Once it
 * is elsewhere they see it as it stood at the end of the last leg that they see, or where they do not see the last leg, what it
 * was when it left; of a part that came off there they see nothing. Whoever else has sent it away sees it as it stood when its receipt was settled. Of a recycled batch that is
 * accepted where it arose, the sides see their share again. What came to be with a member is shared with the sides.
 */
export function seersOf(batch: WentBatch): ReadonlyMap<string, Sees> {
  const way = wayOf(batch);
  const { covering, sharing, originPartyId, legs } = batch;
  const sides = [...sharing, ...(covering ? [covering] : [])].flatMap(({ generatorId, recyclerId }) => [
    generatorId,
    recyclerId,
  ]);
  const ends = legs.flatMap(({ fromPartyId, toPartyId }) => [fromPartyId, toPartyId]);
  const seers = new Map<string, Sees>();
  for (const partyId of new Set([originPartyId, ...ends, ...sides])) {
    const sees = seenBy(batch, way, partyId);
    if (sees) seers.set(partyId, sees);
  }
  return seers;
}

interface Way {
  readonly holderId: string;
  /** Who had what the batch was a part of when it came off. */
  readonly bornWithId: string;
  /** Those that have had all of it before them. */
  readonly whole: ReadonlySet<string>;
  /** Those that have sent it to who accepted it. */
  readonly senders: ReadonlySet<string>;
  /** The last leg that was not refused whole. */
  readonly last: WentLeg | null;
}

function wayOf({ kind, originPartyId, legs }: WentBatch): Way {
  let [holderId, bornWithId] = [originPartyId, originPartyId];
  let last: WentLeg | null = null;
  const whole = new Set([originPartyId]);
  const senders = new Set<string>();
  for (const leg of legs) {
    const { fromPartyId, toPartyId, ended, isOwn } = leg;
    whole.add(fromPartyId);
    if (ended === 'refused-whole') continue;
    last = leg;
    // Back where it arose it is again for that party alone, which may send it on to another customer.
    if (ended === 'accepted' && toPartyId === originPartyId && isMixed(kind)) whole.clear();
    whole.add(toPartyId);
    if (ended === null) continue;
    holderId = toPartyId;
    if (isOwn) senders.add(fromPartyId);
    else bornWithId = toPartyId;
  }
  return { holderId, bornWithId, whole, senders, last };
}

function seenBy(batch: WentBatch, way: Way, partyId: string): Sees | null {
  const { holderId, bornWithId, whole, senders, last } = way;
  const isTravelling = last !== null && last.ended === null;
  if (partyId === holderId || (isTravelling && isEnd(last, partyId))) return 'all';
  const mixed = isMixed(batch.kind);
  const own = (mixed ? batch.sharing : batch.covering ? [batch.covering] : []).filter(({ generatorId, recyclerId }) =>
    [generatorId, recyclerId].includes(partyId),
  );
  const seesLast =
    last !== null &&
    (isEnd(last, partyId) || own.some((side) => side.id === last.agreementId && sideSeesLeg(side, partyId, last)));
  if (own.length > 0 && (!mixed || whole.has(partyId))) {
    const isWithMember = own.some(({ memberIds }) => memberIds.has(holderId));
    if (isTravelling ? seesLast : isWithMember) return 'all';
  }
  // What a customer splits off is the customer's.
  const isOfMember = own.some(({ memberIds }) => memberIds.has(bornWithId));
  if (!mixed && isOfMember) return seesLast && !isTravelling ? 'past' : 'gone';
  const isCleared = own.length > 0 && !whole.has(partyId);
  if (senders.has(partyId) && !isCleared) return 'past';
  return mixed && isOfMember ? 'share' : null;
}

/** Whether material of several agreements may be in a batch of this kind. */
export const isMixed = (kind: BatchKind): boolean => kind === 'recycled' || kind === 'intermediate';

function isEnd({ fromPartyId, toPartyId }: WentLeg, partyId: string): boolean {
  return fromPartyId === partyId || toPartyId === partyId;
}
