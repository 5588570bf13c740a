import { faultAt } from '../../common/index.js';
import type { Fault } from '../../common/index.js';
import { linesFaults } from '../../domain/acts/shipment-change.js';
import type { NewReceiptLine } from './shipment.dto.js';

/** What a scale and a probe say: of what is taken over as announced they said nothing. */
const WEIGHED_FIELDS = ['grossKg', 'tareKg', 'moisturePct', 'oilPct'] as const;

/** One line for every batch of the shipment and none for any other; a refusal has a reason. */
export function receiptFaults(batchIds: readonly string[], lines: readonly NewReceiptLine[]): Fault[] {
  const given = lines.map(({ batchId }) => batchId);
  const faults = linesFaults(batchIds, given);
  for (const id of batchIds) {
    if (!given.includes(id)) faults.push(faultAt('/lines', 'line-missing', { batchId: id }));
  }
  for (const [index, { refusedKg = 0, refusalReason, ...line }] of lines.entries()) {
    for (const name of line.asAnnounced ? WEIGHED_FIELDS : []) {
      if (line[name] === undefined) continue;
      faults.push(faultAt(`/lines/${index}/${name}`, 'not-with-announced'));
    }
    if (refusedKg > 0 && refusalReason === undefined) {
      faults.push(faultAt(`/lines/${index}/refusalReason`, 'refusal-unexplained'));
    }
    if (refusedKg === 0 && refusalReason !== undefined) {
      faults.push(faultAt(`/lines/${index}/refusedKg`, 'refusal-without-mass'));
    }
  }
  return faults;
}
