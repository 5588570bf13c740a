import { minus, type Mg } from '../measure/quantities.js';
import { needsReason, type DispositionKind, type EndingKind } from './dispositions.js';
import { faultAt } from '../measure/faults.js';
import type { CarveOut } from '../agreement/agreement.js';
import type { AgreementSides } from '../agreement/sides.js';
import { postingsOf, type Movement } from '../books/ledger.js';
import { difference, drawn, DRY_MASS, totalMg, type Holding } from '../matter/holding.js';
import { gainOf } from '../matter/parts.js';
import { DomainError, InputError } from '../measure/errors.js';
import type { Moment } from '../measure/events.js';
import { actOf, entryOf, eventOf, stepOf, type Act, type Entering, type Side } from './act.js';
import { amountToDraw, checkDispositionKind, drawStep, type BatchStepName } from './batch-life.js';
import { dispositionMovement, stockDifferenceMovement, type BatchPlace } from './batch-movements.js';
import { requireCountable, type CountedLife } from './count-guard.js';
import { decideDeparture, type Departure } from './exclusivity.js';
import type { Batch } from './records.js';

/** What is said of an end other than recycling, or of a count. */
export interface GivenDisposition {
  readonly kind: DispositionKind;
  /** Dry: all that is left where nothing is said; of a stock difference what was counted. */
  readonly dryMg: Mg | null;
  readonly reason: string | null;
  readonly destination: string | null;
  readonly carveOut: CarveOut | null;
  readonly breach: { readonly reason: string } | null;
}

export interface DispositionFacts {
  readonly batch: Batch;
  readonly stock: Holding;
  readonly moment: Moment;
  readonly side: Side;
  readonly by: Entering;
  readonly isAdmin: boolean;
  readonly sides: ReadonlyMap<string, AgreementSides>;
  /** The version that a by-product was logged under, as exclusivity reads it. */
  readonly covering: Departure['covering'];
}

/** What a case comes to: the movement, the step that the batch takes, and the dry mass that is told of. */
interface Outcome {
  readonly movement: Movement;
  readonly step: BatchStepName;
  readonly dryMg: Mg;
}

/**
 * Ends of batches other than recycling: put back into the process, disposed of, sold. A covered by-product leaves its
 * generator only with a carve-out that its agreement allows, or as a breach that an admin books.
 *
 * @throws InputError; DomainError `disposition-kind`, `exclusivity-breach`, `forbidden`, `more-than-left`, `nothing-left`,
 * `batch-state`
 */
export function decideDisposition(facts: DispositionFacts, given: GivenDisposition & { kind: EndingKind }): Act {
  const { kind, carveOut, breach } = given;
  const { batch, stock, sides } = facts;
  requireSaid(facts, given);
  const { leak } = decideDeparture({
    covering: batch.kind === 'by-product' ? facts.covering : null,
    batch: batch.code,
    holderId: batch.holderId,
    destination: kind,
    refusedByRecycler: batch.refused,
    carveOut: carveOut ?? undefined,
    breach: breach ?? undefined,
    mayBreach: facts.isAdmin,
  });
  if (given.dryMg === 0) throw new InputError([faultAt('/dryKg', 'not-above-zero')]);
  const dryMg = amountToDraw(stock, given.dryMg ?? undefined, batch.code);
  const ending = { kind, batchKind: batch.kind, leak, holderId: batch.holderId, sides };
  const movement = dispositionMovement(placeOf(facts), drawn(stock, dryMg), ending);
  return act(facts, given, { movement, dryMg, step: drawStep(kind, totalMg(stock, DRY_MASS), dryMg) });
}

/**
 * What was counted against what the books hold: less is drawn from the stock, more is added in the proportions of what is
 * there; a batch of which nothing was found has ended.
 *
 * @param life how far counts have gone before: beyond what a scale explains an admin counts
 * @throws InputError; DomainError `counted-as-booked`, `nothing-left`, `forbidden`, `batch-state`
 */
export function decideCount(facts: DispositionFacts, given: GivenDisposition, life: CountedLife): Act {
  const { batch, stock, sides, isAdmin } = facts;
  requireSaid(facts, given);
  const countedMg = requireCounted(given);
  const leftMg = amountToDraw(stock, undefined, batch.code);
  if (countedMg === leftMg) throw new DomainError('counted-as-booked', 'What was counted is what the books hold.');
  const change =
    countedMg > leftMg
      ? gainOf(stock, minus(countedMg, leftMg))
      : difference([], drawn(stock, minus(leftMg, countedMg)));
  const way = countedMg > leftMg ? 'up' : 'down';
  const counting = { batchKind: batch.kind, holderId: batch.holderId, sides, way } as const;
  const movement = stockDifferenceMovement(placeOf(facts), change, counting);
  requireCountable(life, minus(countedMg, leftMg), isAdmin);
  return act(facts, given, { movement, dryMg: countedMg, step: countedMg === 0 ? 'end-counted-out' : 'draw' });
}

function act({ batch, moment, side, by }: DispositionFacts, given: GivenDisposition, outcome: Outcome): Act {
  const { kind, reason, destination, carveOut, breach } = given;
  const entry = { ...entryOf('disposed', side, moment, by), reason };
  const breachReason = breach?.reason ?? null;
  const event = { kind, dryMg: outcome.dryMg, carveOut, breachReason, reason, destination };
  return actOf({
    entry,
    subjects: [batch.id],
    postings: postingsOf([outcome.movement]),
    steps: [stepOf(batch, outcome.step)],
    events: [eventOf(entry, batch, event)],
  });
}

function placeOf({ batch, moment }: DispositionFacts): BatchPlace {
  return { batchId: batch.id, siteId: batch.siteId, partyId: batch.holderId, day: moment.on };
}

/** What a count found, and what went back into the process, nobody else has seen. */
function requireSaid({ batch }: DispositionFacts, { kind, reason }: GivenDisposition): void {
  checkDispositionKind(batch.kind, kind);
  if (needsReason(kind) && !reason?.trim()) {
    throw new InputError([faultAt('/reason', 'no-reason')]);
  }
}

function requireCounted(given: GivenDisposition): Mg {
  if (given.dryMg === null) throw new InputError([faultAt('/dryKg', 'not-counted')]);
  for (const pointer of ['carveOut', 'breach'] as const) {
    if (!given[pointer]) continue;
    throw new InputError([faultAt(`/${pointer}`, 'not-with-count')]);
  }
  return given.dryMg;
}
