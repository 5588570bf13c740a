import type { EntryKind } from '../books/entry-kinds.js';
import { stamped } from './batch-movements.js';
import type { Catalogue } from '../matter/catalogue.js';
import type { CompositionPpm } from '../matter/composition.js';
import {
  amountKey,
  difference,
  drawn,
  DRY_MASS,
  inBookOrder,
  negated,
  scaledHolding,
  sumOf,
  totalMg,
  type Holding,
} from '../matter/holding.js';
import { isWip, turned, WORLD, type Account, type Posting } from '../books/ledger.js';
import { contentsOf, gainOf, splitHolding } from '../matter/parts.js';
import { absolute, minus, negative, plus, signed, type Mg } from '../measure/quantities.js';
import { dryOf, movesOf, wayKey, type Move } from './replay-moves.js';
import { arrivalOf, elementsOnly, gainedBefore, type Arrival, type ReceivedMasses, type Weighing } from './shipment.js';
import { settlementChange } from './settlement.js';

/*
 * A late or replaced assay changes every movement that a batch has made. Instead of a second set of formulas, the
 * family of the batch (itself, its split parts and refused parts) lives its life again from the dry masses that were
 * booked, with the assays as they now are; what this gives and what stands in the books differ by what must be booked.
 */

/** An entry of a family's history, in order, without those that were reversed and their reversals. */
export interface PastEntry {
  readonly id: string;
  readonly kind: EntryKind;
  /** The postings that touch the family. */
  readonly postings: readonly Posting[];
}

export interface FamilyFacts {
  readonly entries: readonly PastEntry[];
  /** The assay of its own that is in force for a batch; `null` where it has what its parent had. */
  readonly ownAssayOf: (batchId: string) => CompositionPpm | null;
  /** What a run gave the family's root, where it is a run's output: elements and groups as the run now attributes them. */
  readonly bornInRun: Holding | null;
  readonly catalogue: Catalogue;
}

/** A step by which a batch came to be what it is. */
interface Step {
  readonly move: Move;
  /** Set where the step did not carry the batch but brought in a part of it: of `ofMg` dry milligrams so many. */
  readonly gained?: { readonly dryMg: Mg; readonly ofMg: Mg };
}

/** What the last receipt of a batch weighed, and what a settlement needs of it to mend the batch's way. */
interface Weighed extends ReceivedMasses {
  readonly weighing: Weighing;
  /** The way of the batch up to its dispatch. */
  readonly before: readonly Step[];
  readonly accepted: Move | undefined;
  readonly outside: Move | undefined;
  /** How many steps the way had after the receipt. */
  readonly steps: number;
}

interface Life {
  stock: Holding;
  transit: Holding;
  compositionPpm: CompositionPpm | null;
  weighed: Weighed | null;
  /** The steps by which the batch came to where it is, for what an assay of its own adds to them. */
  way: readonly Step[];
}

/** The element postings that the family's history should have, given its assays. */
export function replayedElements(facts: FamilyFacts): Posting[] {
  return replayed(facts).result;
}

/**
 * How the last receipt weighed a batch, for its settlement. It is worked out from the family's life and not read from the
 * books: on the way of a batch they also hold what an own assay of a part that was split off later added to it.
 */
export function lastWeighingOf(facts: FamilyFacts, batchId: string): (ReceivedMasses & { weighing: Weighing }) | null {
  return replayed(facts).weighedOf(batchId);
}

function replayed(facts: FamilyFacts): Replay {
  const replay = new Replay(facts);
  for (const entry of actsOf(facts.entries)) replay.live(entry);
  return replay;
}

/** What must be booked so that the books hold what the replay gives: a turned posting where they hold too much. */
export function correctionsTo(desired: readonly Posting[], booked: readonly Posting[]): Posting[] {
  const nets = new Map<string, { posting: Posting; netMg: Mg }>();
  const add = (posting: Posting, sign: 1 | -1): void => {
    const forward = isForward(posting);
    const canonical = forward ? posting : turned(posting);
    const counts = canonical.counts.map(({ measure, sign: s }) => `${measure}${s}`).join();
    const key = [wayKey(canonical), amountKey(canonical), counts, canonical.usabilityPpm].join('|');
    const known = nets.get(key)?.netMg ?? 0;
    nets.set(key, {
      posting: canonical,
      netMg: plus(known, signed(sign, forward ? posting.massMg : negative(posting.massMg))),
    });
  };
  for (const posting of desired) add(posting, 1);
  for (const posting of booked) if (posting.commodity !== DRY_MASS) add(posting, -1);
  return [...nets.values()]
    .filter(({ netMg }) => netMg !== 0)
    .map(({ posting, netMg }) => {
      const positive = { ...posting, massMg: absolute(netMg) };
      return netMg > 0 ? positive : turned(positive);
    });
}

/** One of the two directions of a way, whichever it is: by account, and by batch where a split stays in its account. */
function isForward({ from, to, fromBatchId, toBatchId }: Posting): boolean {
  return from === to ? (fromBatchId ?? '') < (toBatchId ?? '') : from < to;
}

/**
 * What the family did, in order. The stamp of a second signature is no act: it regroups all that was done before it, and
 * nothing that was done after. Assays are no acts either: they are what the acts are worked out from.
 */
function actsOf(entries: readonly PastEntry[]): PastEntry[] {
  let acts: PastEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === 'assayed') continue;
    if (entry.kind === 'stamped') {
      const agreementId = entry.postings.find((posting) => posting.agreementId !== null)?.agreementId ?? '';
      acts = acts.map((act) => ({ ...act, postings: act.postings.map((posting) => stamped(posting, agreementId)) }));
    } else {
      acts.push(entry);
    }
  }
  return acts;
}

class Replay {
  readonly result: Posting[] = [];
  private readonly lives = new Map<string, Life>();

  constructor(private readonly facts: FamilyFacts) {}

  live(entry: PastEntry): void {
    const moves = movesOf(entry.postings);
    if (entry.kind === 'received') return this.receive(moves);
    if (entry.kind === 'settled') return this.settle(moves);
    if (entry.kind === 'split') return this.split(moves);
    for (const move of moves) this.step(move);
  }

  weighedOf(batchId: string): Weighed | null {
    return this.lives.get(batchId)?.weighed ?? null;
  }

  private step(move: Move): void {
    const { from, to, fromBatchId, toBatchId } = move.template;
    if (isWip(from) || BIRTHS.includes(from) || (from.startsWith('process:') && toBatchId)) {
      return this.birth(move, toBatchId ?? '');
    }
    if (from === WORLD.measurementDifference) return this.gain(move, toBatchId ?? '');
    const life = this.lives.get(fromBatchId ?? '');
    if (!life) return;
    const taken = drawn(life.stock, dryOf(move));
    life.stock = difference(life.stock, taken);
    if (to.startsWith('transit:')) {
      life.transit = taken;
      life.way = [...life.way, { move }];
    }
    this.emit(move, taken);
  }

  private birth(move: Move, batchId: string): void {
    const compositionPpm = this.facts.ownAssayOf(batchId);
    const elements = this.facts.bornInRun
      ? elementsOnly(this.facts.bornInRun)
      : contentsOf(move.dry, compositionPpm, this.facts.catalogue);
    this.begin(batchId, { stock: sumOf(move.dry, elements), compositionPpm, way: [{ move }] });
    this.emit(move, elements);
  }

  private begin(batchId: string, { stock, compositionPpm, way }: Pick<Life, 'stock' | 'compositionPpm' | 'way'>): void {
    this.lives.set(batchId, { stock: inBookOrder(stock), transit: [], compositionPpm, weighed: null, way });
  }

  /** Counted more than booked: the batch grows in its own composition. */
  private gain(move: Move, batchId: string): void {
    const life = this.lives.get(batchId);
    if (!life) return;
    const gained = gainOf(life.stock, dryOf(move));
    life.stock = sumOf(life.stock, gained);
    life.way = [...life.way, { move, gained: { dryMg: dryOf(move), ofMg: totalMg(life.stock, DRY_MASS) } }];
    this.emit(move, gained);
  }

  private split(moves: readonly Move[]): void {
    const life = this.lives.get(moves[0]?.template.fromBatchId ?? '');
    if (!life) return;
    const parts = splitHolding(life.stock, moves.map(dryOf));
    life.stock = difference(life.stock, sumOf(...parts));
    moves.forEach((move, index) => this.child(move, parts[index] ?? [], life));
  }

  private receive(moves: readonly Move[]): void {
    const batchIds = new Set(moves.map(({ template }) => template.fromBatchId ?? ''));
    for (const batchId of batchIds) {
      const life = this.lives.get(batchId);
      const own = moves.filter(({ template }) => template.fromBatchId === batchId);
      if (life) this.receiveOne(life, batchId, own);
    }
  }

  /**
   * Where the batch settled itself on another figure than the receiver's, its receipt was booked with the settled one: what
   * arrived is what was accepted and refused, whoever weighed it.
   */
  private receiveOne(life: Life, batchId: string, moves: readonly Move[]): void {
    const { compositionPpm } = life;
    const weighing: Weighing = { dispatched: life.transit, compositionPpm, catalogue: this.facts.catalogue };
    const senderStock = life.way.at(-1)?.move.template.from;
    const refused = moves.find(({ template }) => template.to === senderStock);
    const accepted = moves.find((move) => move !== refused && move.template.to.startsWith('stock:'));
    const outside = moves.filter(({ template }) => isOutside(template));
    if (refused?.template.toBatchId === batchId) return this.takeBack(life, refused, { weighing, outside: outside[0] });
    const late = outside.find(({ template }) => template.day !== refused?.template.day) ?? outside[0];
    const early = late && refused ? onDay(late, refused.template.day) : undefined;
    const masses = { receivedDryMg: plus(dryOf(refused), dryOf(accepted)), refusedDryMg: dryOf(refused) };
    const arrival = arrivalOf(weighing, masses);
    const before = life.way;
    const arrived = [...before, ...gainedOnTheWay(weighing, masses.receivedDryMg, late)];
    life.transit = [];
    if (refused) this.child(refused, arrival.refused, { compositionPpm, way: refusedWay(before, arrival, early) });
    if (accepted) {
      life.stock = inBookOrder(arrival.accepted);
      life.way = [...arrived, { move: accepted }];
      this.emit(accepted, arrival.accepted);
    }
    life.weighed = { ...masses, weighing, before, accepted, outside: late, steps: life.way.length };
    const gainedEarly = early ? gainedBefore(arrival) : [];
    if (early) this.emitGain(early, gainedEarly);
    if (late) this.emitGain(late, difference(negated(arrival.lost), gainedEarly));
  }

  /** All of it was refused: the batch itself is back where it came from, as if its sender had received it. */
  private takeBack(
    life: Life,
    refused: Move,
    { weighing, outside }: { readonly weighing: Weighing; readonly outside: Move | undefined },
  ): void {
    const masses: ReceivedMasses = { receivedDryMg: dryOf(refused), refusedDryMg: 0 };
    const arrival = arrivalOf(weighing, masses);
    const before = life.way;
    life.transit = [];
    life.stock = inBookOrder(arrival.accepted);
    life.way = [...before, ...gainedOnTheWay(weighing, masses.receivedDryMg, outside), { move: refused }];
    this.emit(refused, arrival.accepted);
    life.weighed = { ...masses, weighing, before, accepted: refused, outside, steps: life.way.length };
    if (outside) this.emitGain(outside, negated(arrival.lost));
  }

  private settle(moves: readonly Move[]): void {
    for (const move of moves) {
      const { to, fromBatchId } = move.template;
      const life = this.lives.get(fromBatchId ?? '');
      if (isOutside(move.template) || !life?.weighed) continue;
      const { weighed } = life;
      const inward = to.startsWith('stock:');
      const settledDryMg = plus(weighed.receivedDryMg, signed(inward ? 1 : -1, dryOf(move)));
      const change = settlementChange({ ...weighed, left: life.stock, settledDryMg });
      life.stock = inBookOrder(sumOf(life.stock, change));
      const outside = moves.find(({ template }) => isOutside(template) && template.fromBatchId === fromBatchId);
      // The batch came as if it had been received at the settled figure; what it has done since stays as it is.
      life.way = [
        ...weighed.before,
        ...gainedOnTheWay(weighed.weighing, settledDryMg, weighed.outside ?? outside),
        { move: weighed.accepted ?? move },
        ...life.way.slice(weighed.steps),
      ];
      this.emit(move, inward ? change : negated(change));
      if (outside) this.emitGain(outside, change);
    }
  }

  /** A part of a batch begins its own life; an assay of its own changes what came all the way to it. */
  private child(move: Move, inherited: Holding, parent: Pick<Life, 'compositionPpm' | 'way'>): void {
    const batchId = move.template.toBatchId ?? '';
    const own = this.facts.ownAssayOf(batchId);
    const dry = inherited.filter(({ commodity }) => commodity === DRY_MASS);
    const holding = own ? [...dry, ...contentsOf(inherited, own, this.facts.catalogue)] : inherited;
    const way = [...parent.way, { move }];
    this.begin(batchId, { stock: holding, compositionPpm: own ?? parent.compositionPpm, way });
    this.emit(move, inherited);
    this.emitAlong(way, difference(elementsOnly(holding), elementsOnly(inherited)));
  }

  /**
   * Adds to every step by which matter came to where it is, backwards: what a step gained from outside takes its share, by
   * dry mass, and the steps before it the rest. So a gain holds what the batch holds, and not the batch before it.
   */
  private emitAlong(way: readonly Step[], added: Holding): void {
    let rest = added;
    for (const { move, gained } of [...way].reverse()) {
      if (gained) {
        const share = scaledHolding(rest, gained.dryMg, gained.ofMg);
        this.emitGain(move, share);
        rest = difference(rest, share);
      } else {
        this.emit(move, rest);
      }
    }
  }

  /** What came in from outside, whichever way the move's dry mass went. */
  private emitGain(move: Move, gained: Holding): void {
    this.emit(move, move.template.from === WORLD.measurementDifference ? gained : negated(gained));
  }

  private emit(move: Move, holding: Holding): void {
    for (const amount of elementsOnly(holding)) {
      if (amount.massMg === 0) continue;
      const posting: Posting = { ...move.like(amount), ...amount, massMg: absolute(amount.massMg) };
      this.result.push(amount.massMg > 0 ? posting : turned(posting));
    }
  }
}

/** From where in the world a batch comes to be; magnets come back from where they were delivered. */
const BIRTHS: readonly Account[] = [WORLD.primarySupply, WORLD.delivered];

function isOutside({ from, to }: Posting): boolean {
  return from === WORLD.measurementDifference || to === WORLD.measurementDifference;
}

/** The same move on another day. */
function onDay({ template, dry, like }: Move, day: string): Move {
  return { template: { ...template, day }, dry, like: (group) => ({ ...like(group), day }) };
}

/**
 * The way of a refused part. It counts on the day of the dispatch, so that nothing of it came in later: only where more was
 * refused than was dispatched, the rest did, on that day.
 */
function refusedWay(before: readonly Step[], arrival: Arrival, early: Move | undefined): readonly Step[] {
  const dryMg = totalMg(gainedBefore(arrival), DRY_MASS);
  return early && dryMg > 0
    ? [...before, { move: early, gained: { dryMg, ofMg: totalMg(arrival.refused, DRY_MASS) } }]
    : before;
}

/** What arrived above what was dispatched. What was lost stays what the parent's assay says of it. */
function gainedOnTheWay({ dispatched }: Weighing, arrivedDryMg: Mg, outside: Move | undefined): Step[] {
  const dryMg = minus(arrivedDryMg, totalMg(dispatched, DRY_MASS));
  return outside && dryMg > 0 ? [{ move: outside, gained: { dryMg, ofMg: arrivedDryMg } }] : [];
}
