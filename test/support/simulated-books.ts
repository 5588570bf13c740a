import type { EndingKind } from '../../src/domain/acts/dispositions.js';
import type { RunFeed, RunResidue } from '../../src/domain/acts/records.js';
import type { PastEntry } from '../../src/domain/acts/replay.js';
import type { LeakMeasure } from '../../src/domain/acts/shipment.js';
import { totalDeltas } from '../../src/domain/books/ledger.js';
import type { CompositionPpm } from '../../src/domain/matter/composition.js';
import type { Holding } from '../../src/domain/matter/holding.js';
import type { Moment } from '../../src/domain/measure/events.js';
import { ofMg } from '../../src/domain/measure/quantities.js';
import { agreementOf, byProduct, supplied } from './play.js';
import { PlayedActs } from './played-acts.js';
import { catalogue } from './reference-catalogue.js';

/** Whose sites there are: a plant with two, another plant, the recycler of both, and a maker of metal. */
const SITES = new Map([
  ['p1', 'plant'],
  ['p2', 'plant'],
  ['q1', 'other-plant'],
  ['r1', 'recycler'],
  ['m1', 'metal-maker'],
]);

const AGREEMENTS = [
  agreementOf({ id: 'A', generatorId: 'plant', recyclerId: 'recycler' }, ['p1', 'p2'], {}),
  agreementOf({ id: 'B', generatorId: 'other-plant', recyclerId: 'recycler' }, ['q1'], {}),
];

interface Logged {
  readonly kind?: 'by-product' | 'primary';
  readonly origin?: 'rework' | 'pre-consumer';
  readonly siteId?: string;
  readonly agreementId?: string | null;
  readonly ownAssay?: CompositionPpm | null;
}

/** What a run gives, and where; recycled material at the recycler unless it is said otherwise. */
interface Yield {
  readonly outputs: Readonly<Record<string, [number, CompositionPpm]>>;
  readonly otherFeed: readonly Omit<RunFeed, 'runId' | 'ordinal'>[];
  readonly residues: readonly Omit<RunResidue, 'runId' | 'ordinal'>[];
  readonly siteId?: string;
  readonly makes?: 'recycled' | 'intermediate';
}

interface ReceiptLine {
  readonly batchId: string;
  readonly dryMg: number;
  readonly refusedMg?: number;
  /** Whether both sides are still to name a figure: a piece too many arrives. */
  readonly open?: boolean;
}

/** Books of dry matter, in which one thing happens a day. */
export class SimulatedBooks extends PlayedActs {
  /** The next act happens after so many days, and the one after it a day later. */
  days = 0;
  private acts = 0;

  constructor() {
    super(AGREEMENTS, SITES, catalogue);
  }

  log(id: string, dryMg: number, more: Logged = {}): void {
    const { siteId = 'p1', agreementId = null, ownAssay: composition = null } = more;
    const reclaimable = { answer: more.origin === 'rework' ? 'yes' : 'no', reason: null } as const;
    const weights = { stream: 'slicing-swarf-aqueous', grossMg: ofMg(dryMg), tareMg: ofMg(0) };
    const given = more.kind === 'primary' ? supplied('Nd metal', dryMg) : byProduct({ ...weights, reclaimable });
    this.bring({ id, code: id, siteId }, given, { agreementId, composition });
  }

  /** What leaves an agreement leaks, unless it is said to be carved out or a breach. */
  dispose(id: string, dryMg: number, kind: EndingKind = 'disposed', leakedAs: LeakMeasure = 'leaked'): void {
    const { kind: batchKind, agreementId, holderId } = this.batch(id);
    const generatorId = this.agreements.get(agreementId ?? '')?.generatorId;
    const leaks = batchKind === 'by-product' && holderId === generatorId && kind !== 'reused-in-process';
    const carveOut = leaks && leakedAs === 'leaked-carve-out' ? 'research-sample' : null;
    this.end(id, {
      kind,
      dryMg: ofMg(dryMg),
      carveOut,
      breach: leaks && leakedAs === 'leaked-breach' ? { reason: 'Sold' } : null,
    });
  }

  count(id: string, countedMg: number): void {
    this.end(id, { kind: 'stock-difference', dryMg: ofMg(countedMg) });
  }

  /** What is refused becomes a batch of its own, `<id>/R1`, unless all is refused. */
  receive(lines: readonly ReceiptLine[]): void {
    const shipmentIds = new Set(lines.map(({ batchId }) => this.batch(batchId).shipmentId ?? ''));
    for (const shipmentId of shipmentIds) {
      const own = lines.filter(({ batchId }) => this.batch(batchId).shipmentId === shipmentId);
      const weighed = own.map(({ batchId, dryMg, refusedMg = 0, open }) => {
        const pieces = this.batch(batchId).pieces + (open ? 1 : 0);
        return { batchId, grossMg: ofMg(dryMg), tareMg: ofMg(0), refusedNetMg: ofMg(refusedMg), pieces };
      });
      this.receiveAll(shipmentId, weighed);
    }
  }

  /** Both sides have named a figure for what arrived. */
  settle(id: string, settledDryMg: number): void {
    const { shipment } = this.held(this.linesOf(id).at(-1)?.shipmentId ?? '');
    const sender = this.name(shipment.id, shipment.fromPartyId, { [id]: settledDryMg });
    if (!sender.entry) this.name(shipment.id, shipment.toPartyId, { [id]: settledDryMg }, [sender]);
  }

  run(runId: string, inputsMg: Readonly<Record<string, number>>, given: Yield): void {
    const { siteId = 'r1', makes = 'recycled', otherFeed: feeds, residues } = given;
    const product = makes === 'recycled' ? 'rMREO' : 'mixed RE carbonate';
    const outputs = Object.entries(given.outputs).map(([code, [dryMg, composition]]) =>
      this.made(code, product, dryMg, composition),
    );
    const how = { kind: 'recycling', custodyModel: 'controlled-blending', overrideReason: 'Simulated.' } as const;
    this.close(runId, { ...how, siteId, inputsMg, feeds, outputs, residues });
  }

  /** Reverses the last entry that still stands. */
  reverseLast(): void {
    const last = this.standing().at(-1);
    if (last) this.reverse(last.entry.id);
  }

  /** What every running total comes to, without those of zero. */
  allTotals(): Record<string, number> {
    return Object.fromEntries(
      totalDeltas(this.postings()).map(({ deltaMg, ...delta }) => [JSON.stringify(delta), deltaMg]),
    );
  }

  get entries(): PastEntry[] {
    return this.booked.map(({ entry: { id, kind }, postings }) => ({ id, kind, postings }));
  }

  stock(id: string): Holding {
    return this.stockOf(id);
  }

  protected next(): Moment {
    this.days += 1;
    return this.now();
  }

  /** The first is 1 January 2027; the months are of 28 days. */
  protected now(): Moment {
    const day = Math.max(0, this.days - 1);
    const two = (figure: number): string => String(figure).padStart(2, '0');
    const on = `2027-${two(1 + Math.floor(day / 28))}-${two(1 + (day % 28))}`;
    return { at: Date.parse(on) + (this.acts += 1), on, localOn: on };
  }
}
