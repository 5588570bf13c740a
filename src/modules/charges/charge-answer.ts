import type { BatchStatus } from '../../domain/acts/batch-life.js';
import { DRY_MASS, totalMg, type Holding } from '../../domain/matter/holding.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { elementsKg } from '../batches/index.js';
import type { ChargeAnswer } from './charge.dto.js';
import type { ChargeRow } from './charge.entity.js';

/** What one may see of a charge. */
export interface ShownCharge {
  /** The groups that one sees, of what was charged. */
  readonly charged: Holding;
  /** Whether it is the party's own charge: of melts nobody else is told. */
  readonly isOwn: boolean;
  /** Without its code and status where one does not see the batch as it is now. */
  readonly batch: { readonly id: string; readonly code: string | null; readonly status: BatchStatus | null } | null;
}

export function chargeAnswer(
  { id, siteId, occurredAt, occurredOn, localOn, heat, status, entryId, createdAt }: ChargeRow,
  { charged, isOwn, batch }: ShownCharge,
): ChargeAnswer {
  return {
    id,
    siteId,
    batchId: batch?.id ?? null,
    batchCode: batch?.code ?? null,
    batchStatus: batch?.status ?? null,
    occurredAt: new Date(occurredAt).toISOString(),
    occurredOn,
    localOn: localOn ?? occurredOn,
    heat: isOwn ? heat : null,
    status,
    entryId,
    dryKg: mgToKg(totalMg(charged, DRY_MASS)),
    elements: elementsKg(charged),
    createdAt: new Date(createdAt).toISOString(),
  };
}
