import { postingsOf } from '../books/ledger.js';
import type { Holding } from '../matter/holding.js';
import type { Moment } from '../measure/events.js';
import { setOff } from '../sight/moved.js';
import { actOf, changed, entryOf, eventOf, sightAfter, stepOf, type Act, type Entering, type Sight } from './act.js';
import { amountToDraw } from './batch-life.js';
import { leaksOf, type Agreements } from './load-cover.js';
import type { Batch, BatchEvent, Entry, Shipment, ShipmentLine } from './records.js';
import { legOf, shipmentStep, sidesOn, type HeldShipment } from './shipment-change.js';
import { dispatchMovements, type LeakMeasure } from './shipment.js';
import type { Mg } from '../measure/quantities.js';

/** What leaves with a shipment. */
export interface Leaving extends HeldShipment {
  /** In the order of the lines. */
  readonly batches: readonly Batch[];
  readonly stocks: ReadonlyMap<string, Holding>;
  readonly agreements: Agreements;
  readonly sight: Sight;
  readonly moment: Moment;
  readonly seal: string | null;
  readonly by: Entering;
}

/**
 * A shipment on its way: all that is left of its batches leaves the stock. What agreements allow is decided again, since a
 * signature may have come between; a breach stays the admin's who planned it.
 *
 * @throws DomainError `shipment-state`, `exclusivity-breach`, `nothing-left`, `batch-state`; InputError
 */
export function decideDispatch(leaving: Leaving): Act {
  const { shipment, lines, batches, stocks, agreements, moment, by } = leaving;
  const { fromPartyId: partyId, fromSiteId: siteId, toPartyId, carveOut, breachReason } = shipment;
  const record = shipmentStep(shipment, 'dispatch', {
    dispatchedAt: moment.at,
    dispatchedOn: moment.localOn,
    dispatchEventOn: moment.on,
    seal: leaving.seal,
  });
  const leaks = leaksOf(batches, toPartyId, { carveOut, breachReason, mayBreach: true }, agreements);
  const sides = sidesOn(agreements, moment.localOn);
  const entry: Entry = {
    ...entryOf('dispatched', { partyId, siteId }, moment, by),
    reason: shipment.reason,
  };
  const items = batches.map((batch, index): Item => ({
    batch,
    line: lines[index] as ShipmentLine,
    leak: leaks[index] ?? null,
    holding: stocks.get(batch.id) ?? [],
    dryMg: amountToDraw(stocks.get(batch.id) ?? [], undefined, batch.code),
  }));
  return actOf({
    entry,
    subjects: [shipment.id, ...batches.map(({ id }) => id)],
    postings: postingsOf(
      items.flatMap(({ batch, leak, holding }) =>
        dispatchMovements(legOf(shipment, batch, { leak, sides }), holding, moment.on),
      ),
    ),
    steps: items.map(({ batch }) => stepOf(batch, 'dispatch')),
    events: items.map((item) => departureOf(entry, shipment, item)),
    sight: batches.flatMap((batch) => {
      const went = leaving.sight.went.get(batch.id);
      return went ? sightAfter(batch, leaving.sight, setOff(went, shipment)) : [];
    }),
    records: [
      record,
      ...items.map(({ batch, line, leak, dryMg }) =>
        changed('shipmentLine', line, { leak, announcedDryMg: dryMg, announcedPieces: batch.pieces }),
      ),
    ],
  });
}

interface Item {
  readonly batch: Batch;
  readonly line: ShipmentLine;
  readonly leak: LeakMeasure | null;
  readonly holding: Holding;
  readonly dryMg: Mg;
}

/** A carve-out or breach is told only of the batches that it is about. */
function departureOf(
  entry: Entry,
  { carveOut, breachReason, reason }: Shipment,
  { batch, leak, dryMg }: Item,
): BatchEvent {
  return eventOf(entry, batch, {
    kind: 'dispatched',
    dryMg,
    reason,
    carveOut: leak === 'leaked-carve-out' ? carveOut : null,
    breachReason: leak === 'leaked-breach' ? breachReason : null,
  });
}
