import type { CarveOut } from '../../../domain/agreement/agreement.js';
import { COUNT_KIND, DISPOSITIONS, type DispositionKind } from '../../../domain/acts/dispositions.js';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import type { ShownBatch } from './words.js';

export interface DispositionValues {
  readonly kind: DispositionKind | null;
  readonly occurredAt: string;
  readonly dryKg: TypedAmount;
  readonly carveOut: CarveOut | null;
  readonly isBreach: boolean;
  readonly breachReason: string;
  readonly reason: string;
  readonly destination: string;
}

/** Whether a disposition takes a by-product out of its agreement; putting it back into its process does not. */
export function leavesAgreement(kind: DispositionKind | null, { kind: batchKind, agreementId }: ShownBatch): boolean {
  const leaves = kind !== null && kind !== COUNT_KIND && !DISPOSITIONS[kind].staysInside;
  return leaves && batchKind === 'by-product' && agreementId !== null;
}

/** What was typed, without what does not belong to the kind; the service says what is missing. */
export function dispositionOf(values: DispositionValues, batch: ShownBatch, zone: string) {
  const { kind, occurredAt, dryKg, carveOut, isBreach, breachReason, reason, destination } = values;
  const leaves = leavesAgreement(kind, batch);
  const mass = sentNumber(dryKg);
  return {
    // An empty choice is the service's to find fault with, like every other field.
    kind: kind as DispositionKind,
    occurredAt: sentMoment(occurredAt, zone),
    ...(mass !== null && { dryKg: mass }),
    ...(leaves && carveOut && !isBreach && { carveOut }),
    ...(leaves && isBreach && { breach: { reason: breachReason.trim() } }),
    ...(reason.trim() && { reason: reason.trim() }),
    ...(destination.trim() && kind !== COUNT_KIND && { destination: destination.trim() }),
  };
}
