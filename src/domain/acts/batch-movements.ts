import { DISPOSITIONS, type EndingKind } from './dispositions.js';
import type { BatchKind } from '../matter/batch-kind.js';
import { negated, type Group, type Holding } from '../matter/holding.js';
import { stockAccount, turned, wipAccount, WORLD, type Count, type Movement, type Posting } from '../books/ledger.js';
import { type LeakMeasure } from './shipment.js';
import { roleOf, type AgreementSides } from '../agreement/sides.js';
import type { Day } from '../measure/time.js';

/** Where a batch is, in whose books, and the day on which what happens to it counts. */
export interface BatchPlace {
  readonly batchId: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly day: Day;
}

function at({ batchId, day, partyId }: BatchPlace): Pick<Movement, 'day' | 'partyId' | 'fromBatchId' | 'toBatchId'> {
  return { day, partyId, fromBatchId: batchId, toBatchId: batchId };
}

/** A by-product logged: `wip -> stock`. */
export function generationMovement(place: BatchPlace, holding: Holding): Movement {
  return {
    ...at(place),
    from: wipAccount(place.siteId),
    to: stockAccount(place.siteId),
    holding,
    countsOf: (): readonly Count[] => [{ measure: 'generated', sign: 1 }],
  };
}

/** Material supplied: `world:primary-supply -> stock`. */
export function supplyMovement(place: BatchPlace, holding: Holding): Movement {
  return { ...at(place), from: WORLD.primarySupply, to: stockAccount(place.siteId), holding };
}

/**
 * A magnet lot made: `wip -> stock`, or where a customer sent magnets back `world:delivered -> stock`. It counts to no measure.
 * No batch is left by it: so it is told apart from what takes back that the lot went into production again or was delivered.
 */
export function lotMovement(place: BatchPlace, holding: Holding, isReturned: boolean): Movement {
  const from = isReturned ? WORLD.delivered : wipAccount(place.siteId);
  return { ...at(place), fromBatchId: null, from, to: stockAccount(place.siteId), holding };
}

/** Parts with codes of their own: `stock -> stock`, from batch to batch. */
export function splitMovements(place: BatchPlace, parts: readonly { batchId: string; holding: Holding }[]): Movement[] {
  const stock = stockAccount(place.siteId);
  return parts.map(({ batchId, holding }) => ({ ...at(place), toBatchId: batchId, from: stock, to: stock, holding }));
}

export interface LeavingFacts {
  readonly kind: EndingKind;
  readonly batchKind: BatchKind;
  /** Set where by-product leaves the generator outside the agreement. */
  readonly leak: LeakMeasure | null;
  /** The party in whose stock it is. */
  readonly holderId: string;
  readonly sides: ReadonlyMap<string, AgreementSides>;
}

/** `stock -> wip`, `world:disposed` or `world:sold`. */
export function dispositionMovement(place: BatchPlace, holding: Holding, facts: LeavingFacts): Movement {
  return {
    ...at(place),
    from: stockAccount(place.siteId),
    to: DISPOSITIONS[facts.kind].accountAt(place.siteId),
    holding,
    countsOf: (group) => dispositionCounts(facts, group),
  };
}

function dispositionCounts({ kind, batchKind, leak, holderId, sides }: LeavingFacts, group: Group): readonly Count[] {
  const agreement = group.agreementId === null ? undefined : sides.get(group.agreementId);
  if (batchKind !== 'by-product') {
    const measure = DISPOSITIONS[kind].recycled;
    if (measure === null || !agreement || roleOf(holderId, agreement) === 'other') return [];
    return [{ measure, sign: 1 }];
  }
  if (DISPOSITIONS[kind].staysInside) return [{ measure: 'reused', sign: 1 }];
  if (leak) return [{ measure: leak, sign: 1 }];
  return agreement && holderId === agreement.recyclerId ? [{ measure: 'recycler-disposed', sign: 1 }] : [];
}

export interface CountFacts {
  readonly batchKind: BatchKind;
  /** The party in whose stock it was counted. */
  readonly holderId: string;
  readonly sides: ReadonlyMap<string, AgreementSides>;
  /** Whether less was there than booked, or more. */
  readonly way: 'down' | 'up';
}

/** Counted against booked: `stock <-> world:measurement-difference`; a positive change is more than was booked. */
export function stockDifferenceMovement(place: BatchPlace, change: Holding, facts: CountFacts): Movement {
  return {
    ...at(place),
    from: stockAccount(place.siteId),
    to: WORLD.measurementDifference,
    holding: negated(change),
    countsOf: (group) => countCounts(facts, group),
  };
}

/** Said of what leaves the stock: what enters it counts the other way round. */
function countCounts({ batchKind, holderId, sides, way }: CountFacts, group: Group): readonly Count[] {
  const agreement = group.agreementId === null ? undefined : sides.get(group.agreementId);
  const sign = way === 'down' ? 1 : -1;
  if (batchKind === 'magnet') return [];
  if (batchKind === 'by-product' && agreement?.generatorId === holderId) return [{ measure: `counted-${way}`, sign }];
  if (batchKind === 'by-product' && agreement?.recyclerId === holderId) {
    return [{ measure: `recycler-count-${way}`, sign }];
  }
  const counts: readonly Count[] = [{ measure: 'difference', sign: 1 }];
  const isTold = batchKind !== 'by-product' && agreement && roleOf(holderId, agreement) !== 'other';
  return isTold ? [...counts, { measure: 'recycled-counted', sign: 1 }] : counts;
}

/**
 * The stamp of a second signature: every posting of a by-product that has not left its generator is taken back in its old
 * group and booked again in the agreement's, on its own day, so that the books read as if the agreement had been there.
 */
export function stampPostings(postings: readonly Posting[], agreementId: string): Posting[] {
  return postings.flatMap((posting) => [turned(posting), stamped(posting, agreementId)]);
}

/** A posting of an own by-product as it would have been booked had the agreement been there. */
export function stamped(posting: Posting, agreementId: string): Posting {
  return { ...posting, agreementId, counts: stampedCounts(posting) };
}

/** What a posting of an own by-product counts to once it is covered; before the signature nothing was a breach. */
function stampedCounts({ from, to, counts }: Posting): readonly Count[] {
  const isCount = from.startsWith('stock:') || to.startsWith('stock:');
  if (isCount && to === WORLD.measurementDifference) return [{ measure: 'counted-down', sign: 1 }];
  if (isCount && from === WORLD.measurementDifference) return [{ measure: 'counted-up', sign: 1 }];
  const out: Readonly<Record<string, Count['measure']>> = {
    [WORLD.disposed]: 'leaked',
    [WORLD.sold]: 'leaked',
    [WORLD.measurementDifference]: 'own-difference',
  };
  const measure = out[to] ?? out[from];
  return measure ? [{ measure, sign: out[to] ? 1 : -1 }] : counts;
}
