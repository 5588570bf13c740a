import type { DispositionKind } from '../../src/domain/acts/dispositions.js';
import type { BatchKind } from '../../src/domain/matter/batch-kind.js';
import {
  dispositionMovement,
  generationMovement,
  splitMovements,
  stampPostings,
  stockDifferenceMovement,
  supplyMovement,
  type BatchPlace,
} from '../../src/domain/acts/batch-movements.js';
import { chargeMovement } from '../../src/domain/acts/charge.js';
import { elementMassesMg, namedElements, type CompositionPpm } from '../../src/domain/matter/composition.js';
import {
  drawn,
  DRY_MASS,
  negated,
  singleGroupHolding,
  totalMg,
  type Holding,
} from '../../src/domain/matter/holding.js';
import {
  postingsOf,
  stockAccount,
  transitAccount,
  turned,
  type Movement,
  type Posting,
} from '../../src/domain/books/ledger.js';
import { gainOf, splitHolding } from '../../src/domain/matter/parts.js';
import {
  correctionsTo,
  lastWeighingOf,
  replayedElements,
  type FamilyFacts,
  type PastEntry,
} from '../../src/domain/acts/replay.js';
import { type EntryKind } from '../../src/domain/books/entry-kinds.js';
import { decideRun, type RunFacts } from '../../src/domain/acts/run.js';
import {
  arrivalOf,
  dispatchMovements,
  receiptMovements,
  type LeakMeasure,
  type Leg,
} from '../../src/domain/acts/shipment.js';
import { type AgreementSides } from '../../src/domain/agreement/sides.js';
import { settlementChange, settlementMovements } from '../../src/domain/acts/settlement.js';
import { catalogue } from './reference-catalogue.js';
import { SimulatedLedger } from './simulated-ledger.js';
import { PPM } from '../../src/domain/measure/quantities.js';

/** Whose sites there are: a plant with two, another plant, the recycler of both, and a maker of metal. */
const SITES: Readonly<Record<string, string>> = {
  ...{ p1: 'plant', p2: 'plant', q1: 'other-plant', r1: 'recycler', m1: 'metal-maker' },
};

const SIDES: ReadonlyMap<string, AgreementSides> = new Map(
  [
    ['A', 'plant'],
    ['B', 'other-plant'],
  ].map(([id = '', generatorId = '']) => [
    id,
    { id, generatorId, recyclerId: 'recycler', processorIds: ['metal-maker'] },
  ]),
);

export interface SimulatedBatch {
  readonly id: string;
  readonly rootId: string;
  readonly parentId: string | null;
  readonly kind: BatchKind;
  readonly agreementId: string | null;
  readonly siteId: string;
  /** The leg that it travels on, or that it came by while its figure is open to settlement. */
  readonly leg: Leg | null;
  readonly dispatchedOn: string;
  readonly receivedOn: string | null;
  readonly ownAssay: CompositionPpm | null;
  /** Of an intermediate: the agreements whose mass in it was recovered before. */
  readonly recoveredFor?: ReadonlySet<string>;
}

/** What a run gives, and where; recycled material at the recycler unless it is said otherwise. */
interface Yield extends Pick<RunFacts, 'otherFeed' | 'residues'> {
  readonly outputs: Readonly<Record<string, [number, CompositionPpm]>>;
  readonly siteId?: string;
  readonly makes?: 'recycled' | 'intermediate';
}

interface ReceiptLine {
  readonly batchId: string;
  /** The figure that it settled itself on, or the receiver's while it is open. */
  readonly dryMg: number;
  readonly refusedMg?: number;
  /** Whether both sides are still to name a figure. */
  readonly open?: boolean;
}

/** Books in memory: the movements of the domain, applied the way the service applies them, without a database. */
export class SimulatedBooks extends SimulatedLedger {
  batches: ReadonlyMap<string, SimulatedBatch> = new Map();
  /** The next act happens after so many days, and the one after it a day later. */
  days = 0;
  /** The batches as they were before each entry. */
  private readonly before = new Map<string, ReadonlyMap<string, SimulatedBatch>>();

  log(id: string, dryMg: number, more: Partial<SimulatedBatch> & { origin?: 'rework' | 'pre-consumer' } = {}): void {
    const kind = more.kind ?? 'by-product';
    const { origin = kind === 'primary' ? ('primary' as const) : ('pre-consumer' as const), ...facts } = more;
    const batch: SimulatedBatch = {
      ...{ id, rootId: id, parentId: null, kind, agreementId: null, siteId: 'p1', leg: null },
      ...{ dispatchedOn: '', receivedOn: null, ownAssay: null, ...facts },
    };
    const elements = batch.ownAssay ? elementMassesMg(dryMg, batch.ownAssay, catalogue) : new Map<string, number>();
    const holding = singleGroupHolding({ agreementId: batch.agreementId, origin }, dryMg, elements);
    const place = this.placeOf(batch, this.nextDay());
    const movement = kind === 'primary' ? supplyMovement(place, holding) : generationMovement(place, holding);
    this.act(kind === 'primary' ? 'supplied' : 'logged', postingsOf([movement]), [batch]);
  }

  /** An assay of a batch's own side, which books what it changes in the whole family. */
  assay(id: string, ownAssay: CompositionPpm): void {
    const batch = { ...this.batch(id), ownAssay };
    const facts = this.familyFacts(batch.rootId, new Map([[id, batch]]));
    const booked = facts.entries.flatMap(({ postings }) => postings);
    this.act('assayed', correctionsTo(replayedElements(facts), booked), [batch]);
  }

  /** What leaves an agreement leaks, unless it is said to be carved out or a breach. */
  dispose(
    id: string,
    dryMg: number,
    kind: Exclude<DispositionKind, 'stock-difference'> = 'disposed',
    leakedAs: LeakMeasure = 'leaked',
  ): void {
    const batch = this.batch(id);
    const [holderId, sides] = [SITES[batch.siteId] ?? '', SIDES];
    const covered = batch.kind === 'by-product' && SIDES.get(batch.agreementId ?? '')?.generatorId === holderId;
    const leak = covered && kind !== 'reused-in-process' ? leakedAs : null;
    const facts = { kind, batchKind: batch.kind, leak, holderId, sides } as const;
    this.move('disposed', dispositionMovement(this.placeOf(batch), drawn(this.stock(id), dryMg), facts));
  }

  count(id: string, countedMg: number): void {
    const [batch, stock] = [this.batch(id), this.stock(id)];
    const changeMg = countedMg - totalMg(stock, DRY_MASS);
    const change = changeMg > 0 ? gainOf(stock, changeMg) : negated(drawn(stock, -changeMg));
    const facts = { batchKind: batch.kind, holderId: SITES[batch.siteId] ?? '', sides: SIDES };
    const way = changeMg > 0 ? 'up' : 'down';
    this.move('disposed', stockDifferenceMovement(this.placeOf(batch), change, { ...facts, way }));
  }

  split(id: string, partsMg: Readonly<Record<string, number>>): void {
    const parent = this.batch(id);
    const holdings = splitHolding(this.stock(id), Object.values(partsMg));
    const parts = Object.keys(partsMg).map((batchId, index) => ({ batchId, holding: holdings[index] ?? [] }));
    const children = parts.map(({ batchId }) => partOf(parent, batchId, parent.siteId));
    this.act('split', postingsOf(splitMovements(this.placeOf(parent), parts)), children);
  }

  dispatch(shipmentId: string, ids: readonly string[], toSiteId: string): void {
    const day = this.nextDay();
    const gone = ids.map((id) => {
      const batch = this.batch(id);
      return { ...batch, leg: legOf(batch, shipmentId, toSiteId), dispatchedOn: day, receivedOn: null };
    });
    const movements = gone.flatMap(({ id, leg }) => (leg ? dispatchMovements(leg, this.stock(id), day) : []));
    this.act('dispatched', postingsOf(movements), gone);
  }

  /** What is refused becomes a batch of its own, `<id>/R1`, unless all is refused. */
  receive(lines: readonly ReceiptLine[]): void {
    const received = this.nextDay();
    const changed: SimulatedBatch[] = [];
    const movements = lines.flatMap(({ batchId, dryMg, refusedMg = 0, open = false }) => {
      const batch = this.batch(batchId);
      const { leg, dispatchedOn } = batch;
      if (!leg) throw new Error(`${batchId} is not on its way.`);
      const dispatched = this.holding(transitAccount(leg.shipmentId), batchId);
      const compositionPpm = this.inForce(batch);
      const masses = { receivedDryMg: dryMg, refusedDryMg: refusedMg };
      const arrival = arrivalOf({ dispatched, compositionPpm, catalogue }, masses);
      const allRefused = refusedMg > 0 && refusedMg === dryMg;
      const refusals = [...this.batches.keys()].filter((id) => id.startsWith(`${batchId}/R`)).length;
      const refusedId = allRefused ? batchId : `${batchId}/R${refusals + 1}`;
      changed.push(
        allRefused
          ? { ...batch, leg: null }
          : { ...batch, siteId: leg.to.siteId, receivedOn: received, leg: open ? leg : null },
      );
      if (refusedMg > 0 && !allRefused) changed.push(partOf(batch, refusedId, leg.from.siteId));
      return receiptMovements(leg, arrival, { received, dispatched: dispatchedOn }, refusedMg > 0 ? refusedId : null);
    });
    this.act('received', postingsOf(movements), changed);
  }

  /** Both sides have named a figure for what arrived. */
  settle(id: string, settledDryMg: number): void {
    const batch = this.batch(id);
    const { leg, receivedOn } = batch;
    const weighed = this.weighed(batch);
    if (!leg || !receivedOn || !weighed) throw new Error(`${id} has not been received.`);
    const change = settlementChange({ ...weighed, left: this.stock(id), settledDryMg });
    this.act('settled', postingsOf(settlementMovements(leg, change, receivedOn)), [{ ...batch, leg: null }]);
  }

  /** The second signature of an agreement, for a family that is still in hand. */
  sign(rootId: string, agreementId: string): void {
    const postings = this.familyFacts(rootId).entries.flatMap((entry) => entry.postings);
    const members = [...this.batches.values()].filter((batch) => batch.rootId === rootId);
    this.act(
      'stamped',
      stampPostings(postings, agreementId),
      members.map((batch) => ({ ...batch, agreementId })),
    );
  }

  run(
    runId: string,
    inputsMg: Readonly<Record<string, number>>,
    { outputs, siteId = 'r1', makes = 'recycled', ...more }: Yield,
  ): void {
    const inputs = Object.entries(inputsMg).map(([batchId, dryMg]) => {
      const batch = this.batch(batchId);
      const named = namedElements(this.inForce(batch) ?? {}, catalogue);
      const { kind, recoveredFor = new Set<string>() } = batch;
      return { batchId, kind, drawn: drawn(this.stock(batchId), dryMg), named, recoveredFor };
    });
    const made = Object.entries(outputs).map(([batchId, [dryMg, composition]]) => ({
      ...{ batchId, kind: makes, dryMg, elementsMg: elementMassesMg(dryMg, composition, catalogue) },
    }));
    const { movements, recoveredFor } = decideRun({
      ...{ runId, siteId, partyId: SITES[siteId] ?? '', kind: 'recycling', custodyModel: 'controlled-blending' },
      ...{ day: this.nextDay(), inputs, outputs: made, overrideReason: 'Simulated.', sides: SIDES, ...more },
    });
    const born = Object.entries(outputs).map(([id, [, ownAssay]]) => ({
      ...{ id, rootId: id, parentId: null, kind: makes, agreementId: null, siteId, leg: null },
      ...{ dispatchedOn: '', receivedOn: null, ownAssay, recoveredFor },
    }));
    this.act('run', postingsOf(movements), born);
  }

  charge(id: string, dryMg: number): void {
    const batch = this.batch(id);
    const { partyId, day } = this.placeOf(batch);
    const place = { batchId: id, siteId: batch.siteId, partyId, day };
    const facts = { sides: SIDES, usabilityOf: (): number => PPM };
    this.move('charged', chargeMovement(place, drawn(this.stock(id), dryMg), facts));
  }

  /** Reverses the last entry that still stands. */
  reverseLast(): void {
    const standing = this.standing().at(-1);
    if (!standing) return;
    this.book('reversed', standing.postings.map(turned), standing.id);
    this.batches = this.before.get(standing.id) ?? this.batches;
  }

  batch(id: string): SimulatedBatch {
    const batch = this.batches.get(id);
    if (!batch) throw new Error(`There is no batch ${id}.`);
    return batch;
  }

  stock(id: string): Holding {
    return this.holding(stockAccount(this.batch(id).siteId), id);
  }

  /** The assay that counts for a batch: its own, or that of what it is a part of. */
  inForce({ ownAssay, parentId }: SimulatedBatch): CompositionPpm | null {
    if (ownAssay || !parentId) return ownAssay;
    return this.inForce(this.batch(parentId));
  }

  /** The history of a family, with batches of it replaced for a trial. */
  familyFacts(rootId: string, replaced: ReadonlyMap<string, SimulatedBatch> = new Map()): FamilyFacts {
    const of = (id: string | null): SimulatedBatch | undefined => replaced.get(id ?? '') ?? this.batches.get(id ?? '');
    const ofFamily = ({ fromBatchId, toBatchId }: Posting): boolean =>
      [fromBatchId, toBatchId].some((id) => of(id)?.rootId === rootId);
    const entries = this.standing()
      .map(({ id, kind, postings }) => ({ id, kind, postings: postings.filter(ofFamily) }))
      .filter(({ postings }) => postings.length > 0);
    return {
      entries,
      ownAssayOf: (id) => of(id)?.ownAssay ?? null,
      bornInRun: this.bornInRun(rootId, entries),
      catalogue,
    };
  }

  /** What a run gave the batch, where it is a run's output. */
  private bornInRun(id: string, entries: readonly PastEntry[]): Holding | null {
    if (!['recycled', 'intermediate'].includes(this.batches.get(id)?.kind ?? '')) return null;
    const births = entries[0]?.postings.filter(
      ({ from, toBatchId }) => from.startsWith('process:') && toBatchId === id,
    );
    return (births ?? []).map(({ commodity, agreementId, origin, massMg }) => ({
      commodity,
      agreementId,
      origin,
      massMg,
    }));
  }

  /** What its last receipt made of a batch. */
  weighed({ id, rootId }: SimulatedBatch): ReturnType<typeof lastWeighingOf> {
    return lastWeighingOf(this.familyFacts(rootId), id);
  }

  private act(kind: EntryKind, postings: readonly Posting[], changed: readonly SimulatedBatch[]): void {
    this.before.set(this.book(kind, postings).id, this.batches);
    this.batches = new Map([...this.batches, ...changed.map((batch) => [batch.id, batch] as const)]);
  }

  private move(kind: EntryKind, movement: Movement): void {
    this.act(kind, postingsOf([movement]), []);
  }

  private placeOf({ id, siteId }: SimulatedBatch, day = this.nextDay()): BatchPlace {
    return { batchId: id, siteId, partyId: SITES[siteId] ?? '', day };
  }

  /** The first is 1 January 2027; the months are of 28 days. */
  private nextDay(): string {
    const day = this.days++;
    const two = (figure: number): string => String(figure).padStart(2, '0');
    return `2027-${two(1 + Math.floor(day / 28))}-${two(1 + (day % 28))}`;
  }
}

function partOf(parent: SimulatedBatch, id: string, siteId: string): SimulatedBatch {
  return { ...parent, id, parentId: parent.id, siteId, leg: null, receivedOn: null, ownAssay: null };
}

function legOf({ id, kind, agreementId, siteId }: SimulatedBatch, shipmentId: string, toSiteId: string): Leg {
  const place = (site: string): Leg['from'] => ({ siteId: site, partyId: SITES[site] ?? '' });
  const [from, to, sides] = [place(siteId), place(toSiteId), SIDES.get(agreementId ?? '')];
  const byProduct = kind === 'by-product';
  const inside = [sides?.generatorId, sides?.recyclerId].includes(to.partyId);
  const leak = byProduct && from.partyId === sides?.generatorId && !inside ? 'leaked' : null;
  return { shipmentId, from, to, batchId: id, byProduct, leak, sides: SIDES };
}
