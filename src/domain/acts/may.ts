import type { BatchKind } from '../matter/batch-kind.js';
import { allowsBatchStep, type BatchStatus, type BatchStepName } from './batch-life.js';
import { allowsShipmentStep, isShipmentEditable, type ShipmentStatus, type ShipmentStepName } from './shipment.js';

/*
 * What a party may do with a record as it stands. The screens offer what is named here, by the tables that decide the acts
 * themselves. The deciding act has the last word: it knows amounts, days and agreements too.
 */

interface BatchWay {
  readonly step: BatchStepName;
  /** Who: whoever sees the batch as it is now, or the party that holds it. */
  readonly by: 'reader' | 'holder';
  readonly only?: BatchKind;
  readonly never?: BatchKind;
}

const BATCH_WAYS = {
  assay: { step: 'describe', by: 'reader' },
  dispose: { step: 'draw', by: 'holder' },
  edit: { step: 'describe', by: 'holder', only: 'by-product' },
  ship: { step: 'plan', by: 'holder', never: 'magnet' },
  split: { step: 'draw', by: 'holder', never: 'magnet' },
} as const satisfies Readonly<Record<string, BatchWay>>;
export type BatchMay = keyof typeof BATCH_WAYS;
export const BATCH_MAY = Object.keys(BATCH_WAYS) as readonly BatchMay[];

/** A batch as a party sees it: its status as far as it is told, `null` where it is not. */
interface SeenBatch {
  readonly kind: BatchKind;
  readonly holderId: string;
  readonly status: BatchStatus | null;
}

/** What a party may do with a batch. Whoever is not told how it stands may do nothing. */
export function batchMay({ kind, holderId, status }: SeenBatch, partyId: string): BatchMay[] {
  if (status === null || partyId === '') return [];
  return BATCH_MAY.filter((name) => {
    const { step, by, only, never }: BatchWay = BATCH_WAYS[name];
    const isOfKind = (only ?? kind) === kind && never !== kind;
    return (by === 'reader' || holderId === partyId) && isOfKind && allowsBatchStep(step, status);
  });
}

type End = 'from' | 'to';

interface ShipmentWay {
  /** The step, or that something of it may still be edited. */
  readonly step: ShipmentStepName | 'edit';
  readonly by: readonly End[];
}

const SHIPMENT_WAYS = {
  cancel: { step: 'cancel', by: ['from'] },
  dispatch: { step: 'dispatch', by: ['from'] },
  edit: { step: 'edit', by: ['from'] },
  receive: { step: 'receive-settled', by: ['to'] },
  settle: { step: 'name', by: ['from', 'to'] },
} as const satisfies Readonly<Record<string, ShipmentWay>>;
export type ShipmentMay = keyof typeof SHIPMENT_WAYS;
export const SHIPMENT_MAY = Object.keys(SHIPMENT_WAYS) as readonly ShipmentMay[];

interface SeenShipment {
  readonly status: ShipmentStatus;
  readonly fromPartyId: string;
  readonly toPartyId: string;
}

/** What a party may do with a shipment that it sees. */
export function shipmentMay({ status, fromPartyId, toPartyId }: SeenShipment, partyId: string): ShipmentMay[] {
  const at: Readonly<Record<End, string>> = { from: fromPartyId, to: toPartyId };
  return SHIPMENT_MAY.filter((name) => {
    const { step, by }: ShipmentWay = SHIPMENT_WAYS[name];
    const isOpen = step === 'edit' ? isShipmentEditable(status) : allowsShipmentStep(step, status);
    return isOpen && by.some((end) => at[end] === partyId);
  });
}
