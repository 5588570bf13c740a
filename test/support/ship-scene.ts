import { kgToMg, ofMg, pctToPpm } from '../../src/domain/measure/quantities.js';
import type { Act, Entering } from '../../src/domain/acts/act.js';
import { decideDispatch } from '../../src/domain/acts/dispatch.js';
import { decideLog } from '../../src/domain/acts/log.js';
import type { GivenReceipt } from '../../src/domain/acts/receipt.js';
import { decideReceive } from '../../src/domain/acts/receive.js';
import type { Shipment } from '../../src/domain/acts/records.js';
import { decideShipmentReversal, type ShipmentEntryKind } from '../../src/domain/acts/reverse-shipment.js';
import { decideReversal, restored } from '../../src/domain/acts/reverse.js';
import { decideSettle, isAgreed, namedLines, requireNameable, type Naming } from '../../src/domain/acts/settle.js';
import { decidePlan, type Load, type ShipmentPapers } from '../../src/domain/acts/ship.js';
import { ofPpm } from '../../src/domain/matter/composition.js';
import { DRY_MASS, type Holding } from '../../src/domain/matter/holding.js';
import { momentAt, type Moment } from '../../src/domain/measure/events.js';
import { catalogue } from './reference-catalogue.js';
import { agreementOf } from './play.js';
import { Simulation } from './simulate.js';

/*
 * Drums of 1,000 kg net with 12 % moisture, so 880 kg dry, of which 25 % neodymium: 220 kg. Under an exclusive agreement
 * between plant and recycler, which settles on the receiver's figure within half a percent.
 */

export const KG = 1_000_000;
const at = (day: number): number => Date.parse(`2027-03-${String(day).padStart(2, '0')}T12:00:00Z`);
export const onDay = (day: number): Moment => momentAt(at(day), 'UTC');

const PLANT = { id: 'plant-site', partyId: 'plant', code: 'PLT', timeZone: 'UTC' };
export const WORKS = { siteId: 'works', partyId: 'recycler' };
export const STRANGER = { siteId: 'elsewhere', partyId: 'stranger' };
const compositions = new Map(['d1', 'd2', 'd3'].map((id) => [id, ofPpm({ Nd: 250_000 })]));
const HOLDERS = new Map([
  ['plant-site', 'plant'],
  ['works', 'recycler'],
  ['elsewhere', 'stranger'],
]);

const AGREEMENT = agreementOf(
  { id: 'A', generatorId: 'plant', recyclerId: 'recycler' },
  ['plant-site'],
  { weightTolerancePpm: 5_000, carveOuts: ['research-sample'], processorIds: [] },
  true,
);
const AGREEMENTS = new Map([['A', AGREEMENT]]);

const PAPERS: ShipmentPapers = {
  carrier: null,
  documents: [],
  plannedOn: null,
  carveOut: null,
  breachReason: null,
  reason: null,
};

/** As announced, but for what is said otherwise. */
export function line(batchId: string, netKg = 1_000, more: Partial<GivenReceipt['weighed']> = {}): GivenReceipt {
  const [grossMg, tareMg] = [kgToMg(netKg + 20), kgToMg(20)];
  return {
    batchId,
    weighed: { grossMg, tareMg, refusedNetMg: 0, ...more },
    grossMg,
    tareMg,
    refusalReason: null,
    note: null,
  };
}

/** A plant with three drums, and what is done with them, applied to arrays. */
export class ShipScene {
  readonly sim = new Simulation(AGREEMENTS);
  private made = 0;

  constructor() {
    for (const id of ['d1', 'd2', 'd3']) this.log(id);
  }

  by(day: number): Entering {
    return { userId: 'user', now: at(day), newId: () => `id-${String((this.made += 1)).padStart(4, '0')}` };
  }

  log(id: string): void {
    const birth = { id, code: id.toUpperCase(), site: PLANT, moment: onDay(1), by: this.by(1) };
    const assay = {
      id: `${id}-assay`,
      batchId: id,
      partyId: 'plant',
      laboratory: 'Lab',
      method: 'ICP-OES',
      reportNo: null,
      reportKey: null,
      sampledAt: at(1),
      compositionPpm: ofPpm({ Nd: 250_000 }),
      given: null,
      belowLimit: null,
      expandedUncertainty: null,
      createdAt: at(1),
      userId: 'user',
      entryId: null,
      withdrawn: false,
    };
    const given = {
      stream: 'grinding-sludge-oily',
      alloy: 'NdFeB' as const,
      grade: null,
      pieces: 4,
      containerId: null,
      estimated: false,
      reclaimable: null,
      note: null,
      grossMg: kgToMg(1_020),
      tareMg: kgToMg(20),
      moisturePpm: pctToPpm(12),
      oilPpm: pctToPpm(0),
    };
    const covering = { agreementId: 'A', version: 1, generatorId: 'plant', recyclerId: 'recycler' };
    this.sim.apply(decideLog(birth, given, { covering, assay, catalogue }));
  }

  seers(id: string): Record<string, string> {
    return Object.fromEntries(this.sim.seers.get(id) ?? []);
  }

  lineIds(id: string): string[] {
    return this.sim.linesOf(id).map(({ batchId }) => batchId);
  }

  load(ids: readonly string[], more: Partial<Load> = {}): Load {
    return {
      batches: this.sim.batchesOf(ids),
      stocks: this.sim.stocksOf(ids),
      disputed: new Set(),
      agreements: AGREEMENTS,
      cover: { agreementId: null, isSeen: false, today: '2027-03-02' },
      mayBreach: false,
      ...more,
    };
  }

  planned(ids: readonly string[], to = WORKS, papers: Partial<ShipmentPapers> = {}, more: Partial<Load> = {}) {
    const act = decidePlan(PLANT, to, { ...PAPERS, ...papers }, { load: this.load(ids, more), by: this.by(2) });
    this.sim.apply(act);
    const added = act.records.find(({ kind }) => kind === 'shipment');
    return added?.does === 'add' ? (added.row as Shipment).id : '';
  }

  dispatch(id: string, day: number): Act {
    const ids = this.lineIds(id);
    const act = decideDispatch({
      ...this.sim.held(id),
      batches: this.sim.batchesOf(ids),
      stocks: this.sim.stocksOf(ids),
      agreements: AGREEMENTS,
      sight: this.sim.sightOf(ids),
      moment: onDay(day),
      seal: 'S-1',
      by: this.by(day),
    });
    this.sim.apply(act);
    return act;
  }

  receive(id: string, given: readonly GivenReceipt[], day: number): Act {
    const ids = this.lineIds(id);
    const act = decideReceive({
      ...this.sim.held(id),
      batches: this.sim.batchesOf(ids),
      given,
      faults: [],
      transits: this.sim.transitsOf(ids),
      weighedBefore: new Set(),
      partsHad: new Map([['d1', 1]]),
      agreements: AGREEMENTS,
      compositions,
      catalogue,
      sight: this.sim.sightOf(ids),
      moment: onDay(day),
      by: this.by(day),
    });
    this.sim.apply(act);
    return act;
  }

  name(id: string, partyId: string, figures: Readonly<Record<string, number>>, day: number): Act {
    const given = Object.entries(figures).map(([batchId, dryMg]) => ({ batchId, dryMg: ofMg(dryMg) }));
    const naming: Naming = { ...this.sim.held(id), partyId, isAdmin: false, given };
    requireNameable(naming);
    const ids = namedLines(naming)
      .filter(isAgreed)
      .map(({ batchId }) => batchId);
    const act = decideSettle(naming, {
      batches: new Map(ids.map((one) => [one, this.sim.batch(one)])),
      stocks: this.sim.stocksOf(ids),
      dispatched: new Map(ids.map((one) => [one, this.dispatchedOf(id, one)])),
      compositions,
      catalogue,
      agreements: AGREEMENTS,
      lastDraws: new Map(),
      lives: new Map(),
      moment: ids.length > 0 ? onDay(day) : null,
      by: this.by(day),
    });
    this.sim.apply(act);
    return act;
  }

  takeBack(id: string, kind: ShipmentEntryKind): void {
    const booked = this.sim.standing().findLast(({ entry }) => entry.kind === kind);
    if (!booked) throw new Error(`Nothing was ${kind}.`);
    const events = this.sim.events.filter(({ entryId }) => entryId === booked.entry.id);
    const touched = booked.subjects.filter((one) => this.sim.batches.has(one));
    const steps = restored(events, this.sim.batchesOf(touched), (siteId) => HOLDERS.get(siteId));
    const parts = this.sim.batchesOf(touched.filter((one) => !events.some(({ batchId }) => batchId === one)));
    const setBack = decideShipmentReversal({
      ...this.sim.held(id),
      kind,
      steps,
      parts,
      sight: this.sim.sightOf(touched),
    });
    this.sim.apply(decideReversal(booked, { ...this.by(20), reason: 'Wrong drum' }, setBack));
  }

  dispatchedOf(id: string, batchId: string): Holding {
    return this.sim
      .postings()
      .filter(({ to, fromBatchId }) => to === `transit:${id}` && fromBatchId === batchId)
      .map(({ commodity, agreementId, origin, massMg }) => ({ commodity, agreementId, origin, massMg }));
  }

  /** What is in stock of a batch, dry, in kilograms. */
  dryKg(id: string): number | undefined {
    const dry = this.sim.stockOf(id).find(({ commodity }) => commodity === DRY_MASS);
    return dry && dry.massMg / KG;
  }
}
