import { generationMovement, supplyMovement, type BatchPlace } from '../../domain/acts/batch-movements.js';
import { elementMassesMg } from '../../domain/matter/composition.js';
import { singleGroupHolding } from '../../domain/matter/holding.js';
import type { Movement } from '../../domain/books/ledger.js';
import { catalogue } from '../catalogue/index.js';
import type { AssayRow } from './assay.entity.js';
import type { BatchRow } from './batch.entity.js';

/** How a logged or supplied batch comes into the books. */
export function birthMovement(batch: BatchRow, assay: AssayRow | null): Movement {
  const place: BatchPlace = {
    batchId: batch.id,
    siteId: batch.originSiteId,
    partyId: batch.partyId,
    day: batch.occurredOn,
  };
  const elements = assay ? elementMassesMg(batch.dryMg, assay.composition, catalogue) : new Map<string, number>();
  const group = { agreementId: batch.agreementId, origin: batch.origin ?? 'unknown' };
  const holding = singleGroupHolding(group, batch.dryMg, elements);
  return batch.kind === 'primary' ? supplyMovement(place, holding) : generationMovement(place, holding);
}
