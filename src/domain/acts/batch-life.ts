import type { BatchKind } from '../matter/batch-kind.js';
import { DISPOSITIONS, ENDING_KINDS, endsSo, type DispositionKind, type EndingKind } from './dispositions.js';
import { DomainError } from '../measure/errors.js';
import { totalMg, DRY_MASS, type Holding } from '../matter/holding.js';
import type { Mg } from '../measure/quantities.js';

/** `charged` and the like are ends: nothing of the batch is left. */
export const BATCH_STATUSES = [
  'on-hand',
  'in-shipment',
  'in-transit',
  'received',
  'processed',
  'charged',
  'reused-in-process',
  'disposed',
  'sold-elsewhere',
  'delivered',
  'back-to-production',
  'counted-out',
  'split',
  'void',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** A place where a batch rests between legs: where it arose, or where it was received. */
export type RestingStatus = 'on-hand' | 'received';

/** What draws on a batch, by the kinds of its events, and what a batch is of which it takes all that is left. */
const ENDS_BY_DRAW = {
  run: 'processed',
  charged: 'charged',
  split: 'split',
  ...(Object.fromEntries(ENDING_KINDS.map((kind) => [kind, DISPOSITIONS[kind].status])) as {
    readonly [Kind in EndingKind]: (typeof DISPOSITIONS)[Kind]['status'];
  }),
} as const satisfies Readonly<Record<string, BatchStatus>>;
export type Draw = keyof typeof ENDS_BY_DRAW;
export const DRAWS = Object.keys(ENDS_BY_DRAW) as readonly Draw[];

/** What ends a batch when it takes all that is left. */
export type BatchEnd = (typeof ENDS_BY_DRAW)[Draw] | 'counted-out';
const BATCH_ENDS: readonly BatchEnd[] = [...Object.values(ENDS_BY_DRAW), 'counted-out'];

/** Whether nothing of a batch is left by what was done with it. */
export function isEnded(status: BatchStatus): boolean {
  return BATCH_ENDS.some((end) => end === status);
}

const AT_REST: readonly BatchStatus[] = ['on-hand', 'received'];
/** Where a batch rests, and all of its ends: what was drawn or settled there can be taken back. */
const AT_REST_OR_ENDED: readonly BatchStatus[] = [...AT_REST, ...BATCH_ENDS];

type Transition = readonly [from: readonly BatchStatus[], to: BatchStatus | 'resting' | 'unchanged'];

/** The one table of a batch's steps, forward and, by reversal, back. Everything not listed is refused. */
const BATCH_STEPS = {
  plan: [AT_REST, 'in-shipment'],
  unplan: [['in-shipment'], 'resting'],
  dispatch: [['in-shipment'], 'in-transit'],
  'undo-dispatch': [['in-transit'], 'in-shipment'],
  receive: [['in-transit'], 'received'],
  'take-back': [['in-transit'], 'on-hand'],
  'undo-receive': [['received', 'on-hand'], 'in-transit'],
  draw: [AT_REST, 'unchanged'],
  ...(Object.fromEntries(BATCH_ENDS.map((end): [string, Transition] => [`end-${end}`, [AT_REST, end]])) as {
    readonly [End in BatchEnd as `end-${End}`]: Transition;
  }),
  'undo-draw': [AT_REST_OR_ENDED, 'resting'],
  // A weight is named anew where the batch was received, or is back: what waits to travel on has been settled.
  'undo-settle': [AT_REST_OR_ENDED, 'unchanged'],
  // What never came to be is neither assayed nor described any more.
  describe: [BATCH_STATUSES.filter((status) => status !== 'void'), 'unchanged'],
  void: [['on-hand'], 'void'],
  // What was split off a received batch rests as received.
  'void-part': [AT_REST, 'void'],
} as const satisfies Readonly<Record<string, Transition>>;
export type BatchStepName = keyof typeof BATCH_STEPS;

/** Whether a batch is in a status that allows the step. */
export function allowsBatchStep(step: BatchStepName, current: BatchStatus): boolean {
  const [from]: Transition = BATCH_STEPS[step];
  return from.includes(current);
}

/**
 * The status after a step.
 *
 * @param code of the batch, for who has to mend the request
 * @throws DomainError `batch-state` where the batch is not in a status that allows the step
 */
export function nextBatchStatus(
  step: BatchStepName,
  current: BatchStatus,
  resting: RestingStatus,
  code?: string,
): BatchStatus {
  const [, to]: Transition = BATCH_STEPS[step];
  if (!allowsBatchStep(step, current)) {
    const subject = code === undefined ? 'The batch' : `Batch ${code}`;
    throw new DomainError('batch-state', `${subject} is ${current}: this cannot be done with it now.`, {
      ...(code === undefined ? {} : { batch: code }),
      status: current,
    });
  }
  if (to === 'resting') return resting;
  return to === 'unchanged' ? current : to;
}

/** The step that drawing so much is: an end where it takes all that is left. */
export function drawStep(end: BatchEnd, leftMg: Mg, drawnMg: Mg): BatchStepName {
  return leftMg === drawnMg ? `end-${end}` : 'draw';
}

/**
 * The step of a batch of which settling its weight has left nothing: it ended by what drew on it last. What nobody drew
 * on never was there; it ends like what a count finds gone.
 */
export function emptiedStep(lastDraw: Draw | null): BatchStepName {
  return `end-${lastDraw === null ? 'counted-out' : ENDS_BY_DRAW[lastDraw]}`;
}

/**
 * How much to draw: what was asked, or all that is left.
 *
 * @throws DomainError `more-than-left`, `nothing-left`
 */
export function amountToDraw(holding: Holding, askedMg: Mg | undefined, code: string): Mg {
  const leftMg = totalMg(holding, DRY_MASS);
  if (leftMg === 0) throw new DomainError('nothing-left', `Nothing is left of batch ${code}.`, { batch: code });
  if (askedMg === undefined) return leftMg;
  if (askedMg > leftMg) {
    throw new DomainError('more-than-left', `Batch ${code} has less left than that.`, {
      batch: code,
      leftDryKg: leftMg / 1_000_000,
      askedDryKg: askedMg / 1_000_000,
    });
  }
  return askedMg;
}

/** @throws DomainError `disposition-kind` where the kind of batch cannot end that way */
export function checkDispositionKind(batchKind: BatchKind, disposition: DispositionKind): void {
  if (endsSo(batchKind, disposition)) return;
  const message =
    disposition === 'reused-in-process'
      ? `A ${batchKind} batch cannot be reused in the process it came from.`
      : `A ${batchKind} batch cannot end as ${disposition}.`;
  throw new DomainError('disposition-kind', message);
}

/** The fields of a logged batch, and until which step each may still be edited: read by validation and by the form. */
export const BATCH_EDITABLE: Readonly<Record<string, 'until-built-upon' | 'always'>> = {
  code: 'until-built-upon',
  occurredAt: 'until-built-upon',
  stream: 'until-built-upon',
  alloy: 'until-built-upon',
  grossKg: 'until-built-upon',
  tareKg: 'until-built-upon',
  moisturePct: 'until-built-upon',
  oilPct: 'until-built-upon',
  estimated: 'until-built-upon',
  reclaimableInProcess: 'until-built-upon',
  pieces: 'until-built-upon',
  grade: 'until-built-upon',
  containerId: 'until-built-upon',
  note: 'always',
};

/** The answer to "could it have gone back into the same process?" decides the origin. */
export function originOfByProduct(answer: 'yes' | 'no' | null): 'rework' | 'pre-consumer' | 'unknown' {
  if (answer === null) return 'unknown';
  return answer === 'yes' ? 'rework' : 'pre-consumer';
}
