import { endedAs, notSetOff } from '../sight/moved.js';
import { changed, sightAfter, type ActRecord, type Sight, type SightChange, type Step } from './act.js';
import { nextBatchStatus, type BatchStepName } from './batch-life.js';
import type { Batch, Shipment, ShipmentLine } from './records.js';
import { annulled, type SetBack } from './reverse.js';
import { shipmentStep, UNWEIGHED, type HeldShipment } from './shipment-change.js';
import type { ShipmentStepName } from './shipment.js';

/** An entry on a shipment that is taken back. */
export interface ShipmentReversal extends HeldShipment {
  readonly kind: ShipmentEntryKind;
  /** How its batches are set back to how they stood before. */
  readonly steps: readonly Step[];
  /** The refused parts that came to be with it. */
  readonly parts: readonly Batch[];
  readonly sight: Sight;
}

export const SHIPMENT_ENTRY_KINDS = ['dispatched', 'received', 'settled'] as const;
export type ShipmentEntryKind = (typeof SHIPMENT_ENTRY_KINDS)[number];

interface Way {
  readonly step: ShipmentStepName;
  readonly shipment: Partial<Shipment>;
  readonly line: Partial<ShipmentLine>;
  /** What a batch must be able to do; a batch that waits for another shipment cannot be back on its way by this one. */
  readonly requires: BatchStepName | null;
}

const WAYS: Readonly<Record<ShipmentEntryKind, Way>> = {
  dispatched: {
    step: 'undo-dispatch',
    shipment: { dispatchedAt: null, dispatchedOn: null, dispatchEventOn: null, seal: null },
    line: { leak: null, announcedDryMg: null },
    requires: null,
  },
  received: {
    step: 'undo-receive',
    shipment: { receivedAt: null, receivedOn: null, receiptEventOn: null },
    line: UNWEIGHED,
    requires: 'undo-receive',
  },
  // Both sides have to name a figure anew.
  settled: {
    step: 'undo-settle',
    shipment: {},
    line: { settled: false, settledDryMg: null, senderNamedMg: null, receiverNamedMg: null },
    requires: 'undo-settle',
  },
};

/**
 * What taking back an entry on a shipment sets back beside the books: a dispatch to `planned`, a receipt to `in-transit` with
 * its refused parts void, a settlement to the dispute.
 *
 * @throws DomainError `batch-state` where a batch or a refused part waits for another shipment: that is cancelled first
 */
export function decideShipmentReversal({ kind, shipment, lines, steps, parts, sight }: ShipmentReversal): SetBack {
  const way = WAYS[kind];
  const items = lines.flatMap((line) => {
    const step = steps.find(({ before }) => before.id === line.batchId);
    return step ? [{ line, step }] : [];
  });
  for (const { before } of items.map(({ step }) => step)) {
    if (way.requires) nextBatchStatus(way.requires, before.status, before.resting, before.code);
  }
  return {
    steps: [
      ...annulled(parts),
      ...items.map(({ line, step }) => (kind === 'received' ? backOnItsWay(shipment, line, step) : step)),
    ],
    sight: items.flatMap(({ step }) => sightBefore(kind, step.before, sight)),
    records: [
      shipmentStep(shipment, way.step, way.shipment),
      ...items.map(({ line }): ActRecord => changed('shipmentLine', line, way.line)),
    ],
  };
}

function backOnItsWay({ id }: Shipment, line: ShipmentLine, { before, change }: Step): Step {
  const { announcedPieces, refusedBefore, flag } = line;
  return {
    before,
    change: {
      ...change,
      shipmentId: id,
      pieces: announcedPieces,
      refused: refusedBefore,
      estimated: (change.estimated ?? before.estimated) || flag === 'estimated',
    },
  };
}

/** A figure that is settled or not changes nothing of who sees a batch. */
function sightBefore(kind: ShipmentEntryKind, batch: Batch, sight: Sight): SightChange[] {
  const went = sight.went.get(batch.id);
  if (!went || kind === 'settled') return [];
  return sightAfter(batch, sight, kind === 'dispatched' ? notSetOff(went) : endedAs(went, null));
}
