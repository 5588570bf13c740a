import type { Act } from '../../src/domain/acts/act.js';
import type { GivenReceipt } from '../../src/domain/acts/receipt.js';
import { rowsAdded } from '../../src/domain/acts/act.js';
import { decideShipmentReversal, type ShipmentEntryKind } from '../../src/domain/acts/reverse-shipment.js';
import { decideReversal, restored } from '../../src/domain/acts/reverse.js';
import type { Load, ShipmentPapers } from '../../src/domain/acts/ship.js';
import { ofPpm } from '../../src/domain/matter/composition.js';
import { DRY_MASS } from '../../src/domain/matter/holding.js';
import { momentAt, type Moment } from '../../src/domain/measure/events.js';
import { kgToMg, pctToPpm, ppmOf } from '../../src/domain/measure/quantities.js';
import { agreementOf, byProduct } from './play.js';
import { PlayedActs } from './played-acts.js';
import { catalogue } from './reference-catalogue.js';

/*
 * Drums of 1,000 kg net with 12 % moisture, so 880 kg dry, of which 25 % neodymium: 220 kg. Under an exclusive agreement
 * between plant and recycler, which settles on the receiver's figure within half a percent.
 */

export const KG = 1_000_000;

export const WORKS = { siteId: 'works', partyId: 'recycler' };
export const STRANGER = { siteId: 'elsewhere', partyId: 'stranger' };
const HOLDERS = new Map([
  ['plant-site', 'plant'],
  ['works', 'recycler'],
  ['elsewhere', 'stranger'],
]);

const AGREEMENT = agreementOf(
  { id: 'A', generatorId: 'plant', recyclerId: 'recycler' },
  ['plant-site'],
  { weightTolerancePpm: ppmOf(5_000), carveOuts: ['research-sample'], processorIds: [] },
  true,
);

/** As announced, but for what is said otherwise. */
export function line(batchId: string, netKg = 1_000, more: Partial<GivenReceipt['weighed']> = {}): GivenReceipt {
  const gross = { grossMg: kgToMg(netKg + 20), tareMg: kgToMg(20) };
  return { ...gross, batchId, weighed: { ...gross, refusedNetMg: 0, ...more }, refusalReason: null, note: null };
}

/** A plant with three drums, and what is done with them on days of March. */
export class ShipScene extends PlayedActs {
  private day = 1;
  private entered = 0;

  constructor() {
    super([AGREEMENT], HOLDERS, catalogue);
    for (const id of ['d1', 'd2', 'd3']) {
      const weights = { grossMg: kgToMg(1_020), tareMg: kgToMg(20), moisturePpm: pctToPpm(12) };
      const given = byProduct({ ...weights, stream: 'grinding-sludge-oily', pieces: 4 });
      const known = { agreementId: 'A', composition: ofPpm({ Nd: 250_000 }) };
      this.bring({ id, code: id.toUpperCase(), siteId: 'plant-site' }, given, known);
    }
    this.day = 2;
  }

  override place(siteId: string) {
    return { ...super.place(siteId), code: 'PLT' };
  }

  seenBy(id: string): Record<string, string> {
    return Object.fromEntries(this.seers.get(id) ?? []);
  }

  /** By an operator, who may not book a breach, and sees no agreement that is not the load's own. */
  override load(ids: readonly string[], more: Partial<Load> = {}): Load {
    const cover = { agreementId: null, isSeen: false, today: '2027-03-02' };
    return super.load(ids, { cover, mayBreach: false, ...more });
  }

  planned(ids: readonly string[], to = WORKS, papers: Partial<ShipmentPapers> = {}, load: Partial<Load> = {}): string {
    return rowsAdded(this.plan(ids, to, { papers, load }), 'shipment')[0]?.id ?? '';
  }

  dispatched(id: string, day: number): Act {
    this.day = day;
    return this.leave(id, { seal: 'S-1' });
  }

  receive(id: string, given: readonly GivenReceipt[], day: number): Act {
    this.day = day;
    return this.receiveAs(id, given);
  }

  named(id: string, partyId: string, figures: Readonly<Record<string, number>>, day: number): Act {
    this.day = day;
    return this.name(id, partyId, figures);
  }

  takeBack(id: string, kind: ShipmentEntryKind): void {
    const booked = this.standing().findLast(({ entry }) => entry.kind === kind);
    if (!booked) throw new Error(`Nothing was ${kind}.`);
    const events = this.events.filter(({ entryId }) => entryId === booked.entry.id);
    const touched = booked.subjects.filter((one) => this.batches.has(one));
    const steps = restored(events, this.batchesOf(touched), (siteId) => HOLDERS.get(siteId));
    const parts = this.batchesOf(touched.filter((one) => !events.some(({ batchId }) => batchId === one)));
    const facts = { ...this.held(id), kind, steps, parts, sight: this.sightOf(touched) };
    this.day = 20;
    this.apply(decideReversal(booked, { ...this.by(), reason: 'Wrong drum' }, decideShipmentReversal(facts)));
  }

  /** What is in stock of a batch, dry, in kilograms. */
  dryKg(id: string): number | undefined {
    const dry = this.stockOf(id).find(({ commodity }) => commodity === DRY_MASS);
    return dry && dry.massMg / KG;
  }

  protected next(): Moment {
    return this.now();
  }

  protected now(): Moment {
    return momentAt(Date.parse(`2027-03-${String(this.day).padStart(2, '0')}T12:00:00Z`), 'UTC');
  }

  protected override nextId(): string {
    return `id-${String((this.entered += 1)).padStart(4, '0')}`;
  }

  /** Of the first drum a part has been refused before. */
  protected override refusedOf(id: string): number {
    return id === 'd1' ? 1 : 0;
  }
}
