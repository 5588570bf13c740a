import type { Catalogue } from './catalogue.js';
import type { Composition } from './composition.js';
import {
  amountKey,
  difference,
  drawn,
  DRY_MASS,
  groupKey,
  sumOf,
  totalMg,
  type Group,
  type Holding,
} from './holding.js';
import { turned, WORLD, type Posting } from './ledger.js';
import { contentsOf, gainOf, splitHolding } from './parts.js';
import { arrivalOf, elementsOnly, settlementChange, type Weighing } from './shipment.js';

/*
 * A late or replaced assay changes every movement that a batch has made. Instead of a second set of formulas, the
 * family of the batch (itself, its split parts and refused parts) lives its life again from the dry masses that were
 * booked, with the assays as they now are; what this gives and what stands in the books differ by what must be booked.
 */

export type EntryKind =
  | 'logged'
  | 'supplied'
  | 'assayed'
  | 'stamped'
  | 'disposed'
  | 'split'
  | 'dispatched'
  | 'received'
  | 'settled'
  | 'run'
  | 'charged'
  | 'reversed';

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
  readonly ownAssayOf: (batchId: string) => Composition | null;
  /** What a run gave the family's root, where it is a run's output: elements and groups as the run now attributes them. */
  readonly bornInRun: Holding | null;
  readonly catalogue: Catalogue;
}

/** The dry postings of one way within an entry: all that share accounts, batches and day. */
interface Move {
  readonly template: Posting;
  readonly dry: Holding;
  readonly countsOf: (group: Group) => Posting['counts'];
}

interface Life {
  stock: Holding;
  transit: Holding;
  composition: Composition | null;
  weighed: { weighing: Weighing; receivedDryMg: number; refusedDryMg: number } | null;
  /** The moves by which the batch came to where it is, for what an assay of its own adds to them. */
  way: Move[];
}

function templateKey({ day, from, to, fromBatchId, toBatchId, partyId }: Posting): string {
  return [day, from, to, fromBatchId ?? '', toBatchId ?? '', partyId].join('|');
}

/** The element postings that the family's history should have, given its assays. */
export function replayedElements(facts: FamilyFacts): Posting[] {
  const replay = new Replay(facts);
  for (const entry of mergedHistory(facts.entries)) replay.live(entry);
  return replay.result;
}

/** What must be booked so that the books hold what the replay gives: a turned posting where they hold too much. */
export function correctionsTo(desired: readonly Posting[], booked: readonly Posting[]): Posting[] {
  const nets = new Map<string, { posting: Posting; netMg: number }>();
  const add = (posting: Posting, sign: number): void => {
    const forward = posting.from <= posting.to;
    const canonical = forward ? posting : turned(posting);
    const counts = canonical.counts.map(({ measure, sign: s }) => `${measure}${s}`).join();
    const key = `${templateKey(canonical)}|${amountKey(canonical)}|${counts}`;
    const known = nets.get(key)?.netMg ?? 0;
    nets.set(key, { posting: canonical, netMg: known + sign * (forward ? posting.massMg : -posting.massMg) });
  };
  for (const posting of desired) add(posting, 1);
  for (const posting of booked) if (posting.commodity !== DRY_MASS) add(posting, -1);
  return [...nets.values()]
    .filter(({ netMg }) => netMg !== 0)
    .map(({ posting, netMg }) => {
      const positive = { ...posting, massMg: Math.abs(netMg) };
      return netMg > 0 ? positive : turned(positive);
    });
}

/** Later entries that only regroup (the stamp of a second signature) are laid over the entries that they correct. */
function mergedHistory(entries: readonly PastEntry[]): PastEntry[] {
  const stamps = entries.filter(({ kind }) => kind === 'stamped').flatMap(({ postings }) => postings);
  const acts = entries.filter(({ kind }) => kind !== 'stamped' && kind !== 'assayed');
  if (stamps.length === 0) return acts;
  return acts.map((entry) => {
    const keys = new Set(entry.postings.map(templateKey));
    const own = stamps.filter((stamp) => keys.has(templateKey(stamp)) || keys.has(templateKey(turned(stamp))));
    return { ...entry, postings: [...entry.postings, ...own] };
  });
}

/** Gathers the dry postings of an entry into moves; a turned posting of the same way counts against it. */
function movesOf(postings: readonly Posting[]): Move[] {
  const ways = new Map<string, { template: Posting; parts: Posting[]; holdings: Holding[] }>();
  for (const posting of postings) {
    if (posting.commodity !== DRY_MASS) continue;
    const back = ways.get(templateKey(turned(posting)));
    const way = back ?? ways.get(templateKey(posting)) ?? { template: posting, parts: [], holdings: [] };
    way.parts.push(posting);
    way.holdings.push([{ ...posting, massMg: back ? -posting.massMg : posting.massMg }]);
    if (!back) ways.set(templateKey(posting), way);
  }
  return [...ways.values()].map(({ template, parts, holdings }) => ({
    template,
    dry: sumOf(...holdings).map(({ commodity, agreementId, origin, massMg }) => ({
      commodity,
      agreementId,
      origin,
      massMg,
    })),
    countsOf: (group) => countsFor(parts, template, group),
  }));
}

function countsFor(parts: readonly Posting[], template: Posting, group: Group): Posting['counts'] {
  const match = [...parts].reverse().find((part) => groupKey(part) === groupKey(group) && part.from === template.from);
  return match?.counts ?? [];
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

  private step(move: Move): void {
    const { from, to, fromBatchId, toBatchId } = move.template;
    if (from === WORLD.generation || from === WORLD.primarySupply || (from.startsWith('process:') && toBatchId)) {
      return this.birth(move, toBatchId ?? '');
    }
    if (from === WORLD.measurementDifference) return this.gain(move, toBatchId ?? '');
    const life = this.lives.get(fromBatchId ?? '');
    if (!life) return;
    const taken = drawn(life.stock, totalMg(move.dry, DRY_MASS));
    life.stock = difference(life.stock, taken);
    if (to.startsWith('transit:')) {
      life.transit = taken;
      life.way.push(move);
    }
    this.emit(move, taken);
  }

  private birth(move: Move, batchId: string): void {
    const composition = this.facts.ownAssayOf(batchId);
    const elements = this.facts.bornInRun
      ? elementsOnly(this.facts.bornInRun)
      : contentsOf(move.dry, composition, this.facts.catalogue);
    this.lives.set(batchId, { stock: sumOf(move.dry, elements), transit: [], composition, weighed: null, way: [move] });
    this.emit(move, elements);
  }

  /** Counted more than booked: the batch grows in its own composition. */
  private gain(move: Move, batchId: string): void {
    const life = this.lives.get(batchId);
    if (!life) return;
    const gained = gainOf(life.stock, totalMg(move.dry, DRY_MASS));
    life.stock = sumOf(life.stock, gained);
    this.emit(move, gained);
  }

  private split(moves: readonly Move[]): void {
    const life = this.lives.get(moves[0]?.template.fromBatchId ?? '');
    if (!life) return;
    const parts = splitHolding(
      life.stock,
      moves.map(({ dry }) => totalMg(dry, DRY_MASS)),
    );
    life.stock = difference(life.stock, sumOf(...parts));
    moves.forEach((move, index) => this.child(move, parts[index] ?? [], life));
  }

  private receive(moves: readonly Move[]): void {
    const batchIds = new Set(moves.map(({ template }) => template.fromBatchId ?? template.toBatchId ?? ''));
    for (const batchId of batchIds) {
      const life = this.lives.get(batchId);
      if (life)
        this.receiveOne(
          life,
          batchId,
          moves.filter(({ template }) => (template.fromBatchId ?? template.toBatchId) === batchId),
        );
    }
  }

  private receiveOne(life: Life, batchId: string, moves: readonly Move[]): void {
    const weighing: Weighing = {
      dispatched: life.transit,
      composition: life.composition,
      catalogue: this.facts.catalogue,
    };
    const senderStock = life.way.at(-1)?.template.from;
    const refusedMove = moves.find(({ template }) => template.to.startsWith('stock:') && template.to === senderStock);
    const acceptedMove = moves.find((move) => move !== refusedMove && move.template.to.startsWith('stock:'));
    const dryOf = (move: Move | undefined): number => (move ? totalMg(move.dry, DRY_MASS) : 0);
    const refusedDryMg = dryOf(refusedMove);
    const receivedDryMg = refusedDryMg + dryOf(acceptedMove);
    const arrival = arrivalOf(weighing, { receivedDryMg, refusedDryMg });
    life.transit = [];
    if (refusedMove && refusedMove.template.toBatchId !== batchId) {
      this.child(refusedMove, arrival.refused, { ...life, stock: [], way: [...life.way] });
    } else if (refusedMove) {
      life.stock = arrival.refused;
      this.emit(refusedMove, arrival.refused);
    }
    if (acceptedMove) {
      life.stock = arrival.accepted;
      life.way.push(acceptedMove);
      this.emit(acceptedMove, arrival.accepted);
    }
    life.weighed = { weighing, receivedDryMg, refusedDryMg };
    this.emitDifference(moves, arrival.lost);
  }

  /** The difference has a way of its own even where its dry mass is zero: then elements have no difference either. */
  private emitDifference(moves: readonly Move[], lost: Holding): void {
    const move = moves.find(({ template }) => [template.from, template.to].includes(WORLD.measurementDifference));
    if (!move) return;
    const outward = move.template.to === WORLD.measurementDifference;
    this.emit(move, outward ? lost : lost.map((amount) => ({ ...amount, massMg: -amount.massMg })));
  }

  private settle(moves: readonly Move[]): void {
    for (const move of moves) {
      const { from, to, fromBatchId, toBatchId } = move.template;
      const stock = [from, to].some((account) => account.startsWith('stock:'));
      const life = this.lives.get(toBatchId ?? fromBatchId ?? '');
      if (!stock || !life?.weighed) continue;
      const inward = to.startsWith('stock:');
      const dryChange = totalMg(move.dry, DRY_MASS) * (inward ? 1 : -1);
      const { weighed } = life;
      const change = settlementChange({
        ...weighed,
        left: life.stock,
        settledDryMg: weighed.receivedDryMg + dryChange,
      });
      life.stock = sumOf(life.stock, change);
      const signed = (positive: boolean): Holding =>
        positive ? change : change.map((amount) => ({ ...amount, massMg: -amount.massMg }));
      this.emit(move, signed(inward));
      const outside = moves.find(
        ({ template }) =>
          [template.from, template.to].includes(WORLD.measurementDifference) &&
          template.fromBatchId === (fromBatchId ?? toBatchId),
      );
      if (outside) this.emit(outside, signed(outside.template.from === WORLD.measurementDifference));
    }
  }

  /** A part of a batch begins its own life; an assay of its own changes what came all the way to it. */
  private child(move: Move, inherited: Holding, parent: Life): void {
    const batchId = move.template.toBatchId ?? '';
    const own = this.facts.ownAssayOf(batchId);
    const dry = inherited.filter(({ commodity }) => commodity === DRY_MASS);
    const holding = own ? sumOf(dry, contentsOf(dry, own, this.facts.catalogue)) : inherited;
    const way = [...parent.way, move];
    this.lives.set(batchId, {
      stock: holding,
      transit: [],
      composition: own ?? parent.composition,
      weighed: null,
      way,
    });
    this.emit(move, inherited);
    const added = difference(elementsOnly(holding), elementsOnly(inherited));
    for (const step of way) this.emit(step, added);
  }

  private emit(move: Move, holding: Holding): void {
    for (const amount of elementsOnly(holding)) {
      if (amount.massMg === 0) continue;
      const posting: Posting = {
        ...move.template,
        ...amount,
        counts: move.countsOf(amount),
        massMg: Math.abs(amount.massMg),
      };
      this.result.push(amount.massMg > 0 ? posting : turned(posting));
    }
  }
}
