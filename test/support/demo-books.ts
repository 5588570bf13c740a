import { inPpm } from '../../src/cli/demo/by-products.js';
import type { DemoEvent, ReceiptLine, Received, RunClosed, Settled, Shipped } from '../../src/cli/demo/events.js';
import type { DemoPlan, Pct } from '../../src/cli/demo/plan.js';
import { weightTerms } from '../../src/cli/demo/transport.js';
import type { Catalogue } from '../../src/domain/matter/catalogue.js';
import { elementMassesMg, namedElements } from '../../src/domain/matter/composition.js';
import { DRY_MASS, sumOf, totalMg, type Holding } from '../../src/domain/matter/holding.js';
import { ladderOf, type Ladder } from '../../src/domain/reports/ladder.js';
import { kgToMg } from '../../src/domain/measure/quantities.js';
import { decideReceipt, type ReceiptDecision } from '../../src/domain/acts/receipt.js';
import { decideRun, type RunDecision, type RunInput } from '../../src/domain/acts/run.js';
import { arrivalOf, dispatchMovements, receiptMovements, type Leg } from '../../src/domain/acts/shipment.js';
import { settlementChange, settlementMovements } from '../../src/domain/acts/settlement.js';
import { NOTHING_WITHOUT_ASSAY } from '../../src/domain/reports/without-assay.js';
import { DemoStock, type Batch } from './demo-stock.js';

/** A shipment on its way or arrived: what left, and what came in per batch. */
interface Transport {
  readonly event: Shipped;
  readonly dispatched: ReadonlyMap<string, Holding>;
  receivedOn: string;
  readonly receivedDryMg: Map<string, number>;
}

/**
 * Books the story with the functions of the domain alone, without a database: what the service must come to. Codes stand
 * for ids, keys for agreements and parties. Whatever the story takes from a batch must be there.
 *
 * @throws Error where the story takes what is not there, or goes back in time
 */
export class DemoBooks {
  readonly runs = new Map<string, RunDecision>();
  private readonly stock: DemoStock;
  private readonly transports = new Map<string, Transport>();
  private readonly settledOnce = new Set<string>();

  constructor(
    private readonly plan: DemoPlan,
    private readonly catalogue: Catalogue,
    story: readonly DemoEvent[],
  ) {
    this.stock = new DemoStock(plan, catalogue, story);
    for (const event of story) this.apply(event);
  }

  get batches(): ReadonlyMap<string, Batch> {
    return this.stock.batches;
  }

  /** The ladder of an agreement over the whole story. */
  ladder(agreementId: string): Ladder {
    const rows = this.stock.ledger.rows();
    const own = rows.filter((row) => row.agreementId === agreementId);
    const { generatorId = '', recyclerId = '' } = this.stock.sides.get(agreementId) ?? {};
    const bought = rows.filter((row) => row.agreementId !== agreementId && row.partyId === generatorId);
    const unassayed = [...this.batches.values()].filter(({ composition }) => composition === null);
    const onHandMg = unassayed.reduce((sum, { holding }) => sum + totalMg(holding, DRY_MASS), 0);
    return ladderOf({
      ...{ agreementId, generatorId, recyclerId, rareEarths: this.catalogue.rareEarths },
      rows: [...own, ...bought.filter(({ measure }) => measure === 'consumed')],
      cumulativeRows: own,
      // What has no assay waits at the plant.
      withoutAssay: { ...NOTHING_WITHOUT_ASSAY, generatedMg: onHandMg, onHandMg },
    });
  }

  private apply(event: DemoEvent): void {
    switch (event.what) {
      case 'by-product':
        return this.stock.log(event);
      case 'supply':
        return this.stock.supply(event);
      case 'assay':
        return void this.stock.batch(event.batch, event.at);
      case 'disposition':
        return this.stock.dispose(event);
      case 'shipment':
        return this.dispatch(event);
      case 'receipt':
        return this.receive(event);
      case 'settlement':
        return this.settle(event);
      case 'run':
        return this.close(event);
      case 'charge':
        return this.stock.charge(event);
      case 'reversal':
        return this.stock.reverse(event);
    }
  }

  private leg(event: Shipped, code: string): Leg {
    const { from, to } = event;
    return {
      shipmentId: event.code,
      from: { siteId: from, partyId: this.stock.party(from) },
      to: { siteId: to, partyId: this.stock.party(to) },
      batchId: code,
      byProduct: this.batches.get(code)?.kind === 'by-product',
      leak: null,
      sides: this.stock.sides,
    };
  }

  private dispatch(event: Shipped): void {
    const dispatched = new Map<string, Holding>();
    for (const code of event.batches) {
      const batch = this.stock.batch(code, event.at);
      if (batch.site !== event.from) throw new Error(`${event.at}: ${code} is not at ${event.from}.`);
      this.stock.ledger.book(dispatchMovements(this.leg(event, code), batch.holding, event.at.slice(0, 10)));
      dispatched.set(code, batch.holding);
      Object.assign(batch, { site: null, holding: [] });
    }
    this.transports.set(event.code, { event, dispatched, receivedOn: '', receivedDryMg: new Map() });
  }

  private transport(code: string): Transport {
    const transport = this.transports.get(code);
    if (!transport) throw new Error(`There is no shipment ${code}.`);
    return transport;
  }

  private receive({ at, shipment, lines }: Received): void {
    const transport = this.transport(shipment);
    transport.receivedOn = at.slice(0, 10);
    const days = { received: transport.receivedOn, dispatched: transport.event.at.slice(0, 10) };
    for (const line of lines) {
      const batch = this.stock.batch(line.batch, at);
      const dispatched = transport.dispatched.get(line.batch) ?? [];
      const { receivedDryMg, bookedDryMg, refusedDryMg, allRefused } = this.weigh(transport, line);
      const weighing = { dispatched, compositionPpm: batch.composition, catalogue: this.catalogue };
      const arrival = arrivalOf(weighing, { receivedDryMg: bookedDryMg, refusedDryMg });
      const refusedCode = allRefused ? line.batch : `${line.batch}/R1`;
      this.stock.ledger.book(receiptMovements(this.leg(transport.event, line.batch), arrival, days, refusedCode));
      transport.receivedDryMg.set(line.batch, receivedDryMg);
      const { from, to } = transport.event;
      if (allRefused) Object.assign(batch, { site: from, holding: arrival.refused });
      else Object.assign(batch, { site: to, holding: arrival.accepted });
      if (refusedDryMg > 0 && !allRefused) {
        this.stock.batches.set(refusedCode, { ...batch, site: from, holding: arrival.refused });
      }
    }
  }

  private weigh({ event, dispatched }: Transport, line: ReceiptLine): ReceiptDecision {
    const { moisturePpm = 0, oilPpm = 0, pieces = 1, estimated = false } = this.batches.get(line.batch) ?? {};
    const dryMg = totalMg(dispatched.get(line.batch) ?? [], DRY_MASS);
    const { grossKg, tareKg, refusedKg = 0 } = line;
    return decideReceipt(
      { dryMg, moisturePpm, oilPpm, pieces, estimated },
      {
        ...{ grossMg: kgToMg(grossKg), tareMg: kgToMg(tareKg), refusedNetMg: kgToMg(refusedKg) },
        pieces: line.pieces,
      },
      weightTerms(this.plan, event.agreement),
    );
  }

  /** The second of the two sides to name a figure settles it. */
  private settle({ at, shipment, batch: code, dryKg }: Settled): void {
    const transport = this.transport(shipment);
    const batch = this.stock.batch(code, at);
    const receivedDryMg = transport.receivedDryMg.get(code) ?? 0;
    const weighing = {
      dispatched: transport.dispatched.get(code) ?? [],
      ...{ compositionPpm: batch.composition, catalogue: this.catalogue },
    };
    const change = settlementChange({
      ...{ weighing, left: batch.holding, settledDryMg: kgToMg(dryKg), receivedDryMg, refusedDryMg: 0 },
    });
    if (this.settledOnce.has(code)) {
      this.stock.ledger.book(settlementMovements(this.leg(transport.event, code), change, transport.receivedOn));
      batch.holding = sumOf(batch.holding, change);
    }
    this.settledOnce.add(code);
  }

  private close({ at, site, inputs, body }: RunClosed): void {
    const taken = inputs.map((code): RunInput => {
      const batch = this.stock.batch(code, at);
      if (batch.site !== site || !batch.composition) throw new Error(`${at}: ${code} cannot go into ${body.code}.`);
      const { kind, holding } = batch;
      batch.holding = [];
      return { batchId: code, kind, drawn: holding, named: namedElements(batch.composition, this.catalogue) };
    });
    const part = (dryKg: number, composition: Pct): { dryMg: number; elementsMg: ReadonlyMap<string, number> } => {
      const dryMg = kgToMg(dryKg);
      return { dryMg, elementsMg: elementMassesMg(dryMg, inPpm(composition), this.catalogue) };
    };
    const kindOf = (product: string) => this.catalogue.product(product)?.kind ?? 'recycled';
    const decision = decideRun({
      ...{ runId: body.code, siteId: site, partyId: this.stock.party(site), kind: body.kind, day: at.slice(0, 10) },
      ...{ custodyModel: body.custodyModel, inputs: taken, overrideReason: null, sides: this.stock.sides },
      otherFeed: body.otherFeed.map(({ origin, dryKg, composition }) => ({ origin, ...part(dryKg, composition) })),
      outputs: body.outputs.map(({ code, product, netKg, assay }) => {
        return { batchId: code, kind: kindOf(product), ...part(netKg, assay.composition) };
      }),
      residues: body.residues.map(({ dryKg, composition }) => part(dryKg, composition)),
    });
    this.stock.ledger.book(decision.movements);
    this.runs.set(body.code, decision);
    for (const [index, { code, product, assay }] of body.outputs.entries()) {
      const facts = { material: product, kind: kindOf(product), composition: inPpm(assay.composition) };
      const holding = decision.outputHoldings[index] ?? [];
      this.stock.batches.set(code, { ...facts, moisturePpm: 0, oilPpm: 0, site, holding, since: at });
    }
  }
}
