import { decideDispatch } from '../../src/domain/acts/dispatch.js';
import type { GivenReceipt } from '../../src/domain/acts/receipt.js';
import { decideReceive } from '../../src/domain/acts/receive.js';
import type { Batch } from '../../src/domain/acts/records.js';
import { decideSettle, type Naming } from '../../src/domain/acts/settle.js';
import { decidePlan } from '../../src/domain/acts/ship.js';
import { sumOf, type Holding } from '../../src/domain/matter/holding.js';
import { PPM, scaled, ofMg } from '../../src/domain/measure/quantities.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import type { Side } from './setting.js';
import type { Stage } from './stage.js';

const DAY_MS = 86_400_000;

export interface Journey {
  readonly from: Side;
  readonly to: Side;
  readonly dispatchedAt: number;
  readonly receivedAt: number;
  /** What the receiver's scale says of a batch, in parts per million of its net mass. */
  readonly scalePpmOf: (id: string) => number;
  /** What of it the receiver refuses, in parts per million of what arrived. */
  readonly refusedPpmOf: (id: string) => number;
}

/**
 * Batches planned, dispatched, received and, where the scales disagree beyond the tolerance, settled on the mean.
 *
 * @returns the parts that were refused, in stock at the sender again
 */
export function ship(stage: Stage, ids: readonly string[], journey: Journey): string[] {
  const { books } = stage;
  const shipmentId = plan(stage, ids, journey);
  const { from, to, dispatchedAt, receivedAt } = journey;
  stage.enact(
    decideDispatch({
      ...books.held(shipmentId),
      batches: books.batchesOf(ids),
      stocks: books.stocksOf(ids),
      agreements: books.agreements,
      sight: books.sightOf(ids),
      moment: stage.moment(from, dispatchedAt),
      seal: null,
      by: stage.by(from, dispatchedAt),
    }),
  );
  const act = decideReceive({
    ...books.held(shipmentId),
    batches: books.batchesOf(ids),
    given: ids.map((id) => weighed(books.batch(id), journey)),
    faults: [],
    transits: books.transitsOf(ids),
    weighedBefore: new Set(),
    partsHad: new Map(),
    agreements: books.agreements,
    compositions: books.compositionsOf(ids),
    catalogue,
    sight: books.sightOf(ids),
    moment: stage.moment(to, receivedAt),
    by: stage.by(to, receivedAt),
  });
  stage.enact(act);
  settle(stage, shipmentId, journey);
  return act.parts.map(({ row }) => row.id);
}

function plan(stage: Stage, ids: readonly string[], { from, to, dispatchedAt }: Journey): string {
  const { books, setting } = stage;
  const load = {
    batches: books.batchesOf(ids),
    stocks: books.stocksOf(ids),
    disputed: new Set<string>(),
    agreements: books.agreements,
    cover: { agreementId: setting.covering.agreementId, isSeen: true, today: stage.moment(from, dispatchedAt).on },
    mayBreach: true,
  };
  const nothing = { documents: [], plannedOn: null, carveOut: null, breachReason: null, reason: null };
  const departure = { ...from.site, partyId: from.partyId };
  const by = stage.by(from, dispatchedAt);
  const act = decidePlan(
    departure,
    { siteId: to.site.id, partyId: to.partyId },
    { carrier: 'Carrier', ...nothing },
    {
      load,
      by,
    },
  );
  stage.enact(act);
  const [shipment] = act.records;
  return shipment?.kind === 'shipment' && shipment.does === 'add' ? shipment.row.id : '';
}

function weighed({ id, netMg: announcedMg, tareMg }: Batch, scale: Journey): GivenReceipt {
  const netMg = scaled(announcedMg, scale.scalePpmOf(id), PPM);
  const refusedNetMg = scaled(netMg, scale.refusedPpmOf(id), PPM);
  const gross = { grossMg: ofMg(netMg + (tareMg ?? 0)), tareMg: ofMg(tareMg ?? 0) };
  const refusalReason = refusedNetMg > 0 ? 'Wet' : null;
  return { ...gross, batchId: id, weighed: { ...gross, refusedNetMg }, refusalReason, note: null };
}

/** First the sender, then the receiver names the mean, a day after the receipt. */
function settle(stage: Stage, shipmentId: string, { from, to, receivedAt }: Journey): void {
  const { books } = stage;
  const open = books.held(shipmentId).lines.filter(({ settled }) => !settled);
  if (open.length === 0) return;
  const ids = open.map(({ batchId }) => batchId);
  const given = open.map(({ batchId, announcedDryMg, receivedDryMg }) => ({
    batchId,
    dryMg: ofMg(scaled((announcedDryMg ?? 0) + (receivedDryMg ?? 0), 1, 2)),
  }));
  for (const { partyId, userId } of [from, to]) {
    const naming: Naming = { ...books.held(shipmentId), partyId, isAdmin: true, given };
    stage.enact(
      decideSettle(naming, {
        batches: new Map(ids.map((id) => [id, books.batch(id)])),
        stocks: books.stocksOf(ids),
        dispatched: dispatchedOf(stage, shipmentId),
        compositions: books.compositionsOf(ids),
        catalogue,
        agreements: books.agreements,
        lastDraws: new Map(),
        lives: new Map(),
        moment: stage.moment(to, receivedAt),
        by: { ...stage.by(to, receivedAt + DAY_MS), userId },
      }),
    );
  }
}

/** What left with a shipment, by batch. */
function dispatchedOf({ books }: Stage, shipmentId: string): ReadonlyMap<string, Holding> {
  const left = new Map<string, Holding>();
  for (const { to, toBatchId, commodity, agreementId, origin, massMg } of books.postings()) {
    if (to !== `transit:${shipmentId}` || !toBatchId) continue;
    left.set(toBatchId, sumOf(left.get(toBatchId) ?? [], [{ commodity, agreementId, origin, massMg }]));
  }
  return left;
}
