import { localDay } from '../../domain/measure/time.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import { stockAccount, transitAccount } from '../../domain/books/ledger.js';
import type { ShipmentLineRow, ShipmentRow } from '../shipments/index.js';
import { guarded, pagesOf, type Facts } from './facts.js';
import { readShipments, type BookedOn, type ShipmentCase } from './shipment-cases.js';
import { leakOf } from './verify-events.js';
import { compareReceipt, type Masses, type Tell } from './verify-receipts.js';
import { minus, negative, plus, type Mg } from '../../domain/measure/quantities.js';

/** Reads shipments a few at a time and holds them and their lines against their entries. */
export async function verifyShipments(facts: Facts): Promise<void> {
  for await (const ids of pagesOf(facts.manager, 'shipment', { atOnce: 10 })) {
    await guarded(facts, { table: 'shipment', key: { from: ids[0], to: ids.at(-1) } }, async () => {
      for (const one of await readShipments(facts, ids)) {
        compareShipment(facts, one);
        for (const line of one.lines) compareLine(facts, one, line);
      }
    });
  }
}

function compareShipment(facts: Facts, one: ShipmentCase): void {
  const { shipment, lines, entries } = one;
  const { id, code: name, fromSiteId, toSiteId, fromPartyId, toPartyId } = shipment;
  const tell = (check: string, expected: unknown, found: unknown): void =>
    facts.findings.compare({
      code: 'shipment-wrong',
      check,
      table: 'shipment',
      key: { id, code: name },
      expected,
      found,
    });
  const sites = [facts.holderAt(fromSiteId), facts.holderAt(toSiteId)];
  tell('the parties of a shipment are those of its sites', sites, [fromPartyId, toPartyId]);
  const { dispatched, received } = entries;
  tell('a shipment is as far as its entries', statusOf(one), shipment.status);
  tell(
    'a shipment left when it was dispatched',
    [dispatched?.entry.occurredAt ?? null, dispatched?.entry.siteId ?? null],
    [...[shipment.dispatchedAt, dispatched && fromSiteId]],
  );
  tell(
    'a shipment arrived when it was received',
    [received?.entry.occurredAt ?? null, received?.entry.siteId ?? null],
    [...[shipment.receivedAt, received && toSiteId]],
  );
  tell(
    'a shipment has a day of each of its times',
    [dispatched !== null, received !== null],
    [...[shipment.dispatchedOn !== null, shipment.receivedOn !== null]],
  );
  const dayAt = (at: number | null, siteId: string): string | null =>
    at === null ? null : localDay(at, facts.sites.get(siteId)?.timeZone ?? 'UTC');
  const days = [dayAt(shipment.dispatchedAt, fromSiteId), dayAt(shipment.receivedAt, toSiteId)];
  tell('the days of a shipment are those at its sites', days, [shipment.dispatchedOn, shipment.receivedOn]);
  const eventDays = [dispatched?.entry.occurredOn ?? null, received?.entry.occurredOn ?? null];
  tell('a shipment counts on the event days of its entries', eventDays, [
    shipment.dispatchEventOn,
    shipment.receiptEventOn,
  ]);
  if (dispatched) {
    const grounds = ['leaked-carve-out', 'leaked-breach'].map((leak) => lines.some((line) => line.leak === leak));
    const given = [shipment.carveOut !== null, shipment.breachReason !== null];
    tell('a carve-out or breach is given where a batch leaves its agreement by it', grounds, given);
  }
  const ordinals = lines.map(({ ordinal }) => ordinal);
  tell(
    'the lines of a shipment are numbered without a gap',
    lines.map((_, index) => index),
    ordinals,
  );
  const seals = dispatched === null && shipment.seal !== null;
  tell('what has not left has no seal', false, seals);
}

/** Of what was never dispatched only the batches tell whether it is still planned. */
function statusOf({ shipment, lines, batches, entries }: ShipmentCase): ShipmentRow['status'] {
  if (entries.received) return lines.every(({ settled }) => settled) ? 'settled' : 'in-dispute';
  if (entries.dispatched) return 'in-transit';
  const waiting = lines.some(({ batchId }) => batches.get(batchId)?.shipmentId === shipment.id);
  return waiting ? 'planned' : 'cancelled';
}

function compareLine(facts: Facts, one: ShipmentCase, line: ShipmentLineRow): void {
  const batch = one.batches.get(line.batchId);
  const { shipment, entries } = one;
  const key = { shipment: shipment.code, shipmentId: shipment.id, batchId: line.batchId, batch: batch?.code };
  const tell: Tell = (check, expected, found) =>
    facts.findings.compare({ code: 'shipment-line-wrong', check, table: 'shipment_line', key, expected, found });
  if (!batch) return tell('a line is of a batch', line.batchId, 'no such batch');
  const masses = massesOf(one, line);
  tell(
    'what was announced is what was dispatched, in milligrams',
    entries.dispatched ? masses.dispatched : null,
    line.announcedDryMg,
  );
  tell(
    'a leg out of an agreement is what its postings count',
    entries.dispatched ? leakFor(entries.dispatched, line) : null,
    line.leak,
  );
  if (!entries.received) {
    if (shipment.status !== 'cancelled')
      tell('the pieces announced are those of the batch', batch.pieces, line.announcedPieces);
    tell(
      'what has not arrived was not weighed',
      UNWEIGHED.map(() => null),
      UNWEIGHED.map((name) => line[name]),
    );
    tell('what has not arrived is not settled', false, line.settled);
    return;
  }
  compareReceipt(facts, tell, { one, line, batch, masses });
}

const UNWEIGHED = [
  ...(['grossMg', 'tareMg', 'netMg', 'moisturePpm', 'oilPpm', 'pieces', 'receivedDryMg', 'refusedNetMg'] as const),
  ...([
    'refusedDryMg',
    'refusedPieces',
    'refusedBatchId',
    'flag',
    'settledDryMg',
    'senderNamedMg',
    'receiverNamedMg',
  ] as const),
] as const;

function leakFor({ postings }: BookedOn, { batchId }: ShipmentLineRow): ShipmentLineRow['leak'] {
  return leakOf({ postings: postings.filter(({ fromBatchId }) => fromBatchId === batchId) });
}

/** The dry masses of a line by the postings on its shipment. */
function massesOf({ shipment, entries }: ShipmentCase, { batchId }: ShipmentLineRow): Masses {
  const transit = transitAccount(shipment.id);
  const net = (booked: readonly (BookedOn | null)[], account: string): Mg =>
    booked
      .flatMap((one) => one?.postings ?? [])
      .filter(
        ({ commodity, fromBatchId, toBatchId }) => commodity === DRY_MASS && [fromBatchId, toBatchId].includes(batchId),
      )
      .reduce<Mg>((sum, { from, to, massMg }) => {
        if (from === transit && to === account) return plus(sum, massMg);
        return to === transit && from === account ? minus(sum, massMg) : sum;
      }, 0);
  const [from, to] = [stockAccount(shipment.fromSiteId), stockAccount(shipment.toSiteId)];
  return {
    dispatched: negative(net([entries.dispatched], from)),
    accepted: net([entries.received], to),
    refused: net([entries.received], from),
    change: plus(net(entries.settled, to), net(entries.settled, from)),
  };
}
