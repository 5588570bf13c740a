import { sumOf, type Amount, type Group, type Holding, type Origin } from '../matter/holding.js';
import { shareByLargestRemainder } from '../measure/quantities.js';
import { Drawn, SharedPart, Parts, type Shares } from './drawn.js';

/*
 * A trace follows a batch to what it came from (up) or to what became of it (down). Its nodes are batches and runs, each
 * of them once, with what it contributed or got over all ways; its edges lie between them in the direction of time. A way
 * ends in a batch that came from outside or in a leaf. Batches that are leaves and the other leaves add up to the total,
 * per commodity and exactly.
 */

export const TRACE_DIRECTIONS = ['up', 'down'] as const;
export type TraceDirection = (typeof TRACE_DIRECTIONS)[number];

/** Where a way ends other than in a batch. */
export const TRACE_LEAF_KINDS = [
  ...(['other-feed', 'unaccounted', 'in-stock', 'in-transit', 'charged', 'reused-in-process', 'disposed'] as const),
  ...([
    'sold-elsewhere',
    'delivered',
    'back-to-production',
    'measurement-difference',
    'residue',
    'mass-change',
    'others',
  ] as const),
] as const;
export type TraceLeafKind = (typeof TRACE_LEAF_KINDS)[number];

/** How much of something may be seen: all of it, what is of the own groups, or nothing. */
export type TraceSees = 'all' | 'share' | null;

/** Who looks at a trace. What they may not see goes, unnamed and summed, to one leaf `others`. */
export interface TraceViewer {
  /** Whether a group is of an agreement of theirs. */
  readonly owns: (group: Group) => boolean;
  /** Whether a party is who looks: of what it does itself it sees all. */
  readonly isSelf: (partyId: string) => boolean;
  /** Whether a party is one that they know to have to do with a group: who looks, or who works under its agreement. */
  readonly knows: (partyId: string, group: Group) => boolean;
}

/** A batch, and the batch that it is a part of or the run that it is an output of, if it is either. */
export interface TracedBatch {
  readonly id: string;
  readonly parentId: string | null;
  readonly runId: string | null;
  readonly sees: TraceSees;
  /** Whether it is seen as it is now (so it is taken unless this says otherwise), and not as it was when it went out of sight. */
  readonly isLive?: boolean;
}

/** What went into a run, in the order in which it was entered: what its outputs are shared over. */
export interface RunSources {
  readonly id: string;
  readonly partyId: string;
  readonly inputIds: readonly string[];
  /** What was drawn of each input. */
  readonly drawn: Drawn;
  readonly otherFeed: readonly { readonly origin: Origin; readonly description: string; readonly holding: Holding }[];
  /** What came out above what the assays of its inputs named: it came from `world:unaccounted`. */
  readonly unnamed: Holding;
}

/** A batch or a run in a trace. */
export interface TraceNode<Batch, Run> {
  readonly id: string;
  readonly batch: Batch | null;
  readonly run: Run | null;
  readonly part: SharedPart;
  readonly holding: Holding;
  /** Whether it is a batch that came from outside, so that the way upward ends in it. */
  readonly leaf: boolean;
}

/** From a batch or run to what came of it, in both directions of a trace. */
export interface TraceEdge {
  readonly fromId: string;
  readonly toId: string;
  readonly part: SharedPart;
}

export interface TraceLeaf {
  readonly kind: TraceLeafKind;
  /** The batch or run in which the way was before it ended. */
  readonly batchId?: string;
  readonly runId?: string;
  readonly origin?: Origin;
  readonly description?: string;
  readonly siteId?: string;
  readonly shipmentId?: string;
  readonly occurredOn?: string;
  readonly entryIds?: readonly string[];
  /** Signed: a gain is a negative loss. */
  readonly holding: Holding;
}

export interface Trace<Batch, Run> {
  readonly total: Holding;
  /** Each before all that lies further away; the traced batch is the first. */
  readonly nodes: readonly TraceNode<Batch, Run>[];
  readonly edges: readonly TraceEdge[];
  readonly leaves: readonly TraceLeaf[];
}

export interface TraceFacts<Batch extends TracedBatch, Run extends RunSources> {
  readonly batchId: string;
  readonly batches: readonly Batch[];
  readonly runs: readonly Run[];
  readonly viewer: TraceViewer;
}

/**
 * A batch or run while a trace is told. There are tens of thousands: they are found by id once and then by each other, and
 * hold no list that stays empty.
 */
export class Stop<Batch, Run> implements TraceNode<Batch, Run> {
  next: readonly Stop<Batch, Run>[] = NO_STOPS;
  arrivals: SharedPart[] | null = null;
  state: 'new' | 'open' | 'done' = 'new';
  /** How many of the next ones have not been gone to yet. */
  left = 0;
  leaf = false;

  constructor(
    readonly id: string,
    readonly sees: TraceSees,
    readonly batch: Batch | null,
    readonly run: Run | null,
    /** In whose hands it was, where one has to know that to see one's share of it. */
    readonly partyIds: readonly string[] = NOBODY,
  ) {}

  arrive(part: SharedPart): void {
    if (this.arrivals) this.arrivals.push(part);
    else this.arrivals = [part];
  }

  /** What has come here over all ways: asked for when all of it is here, and summed once. */
  get part(): SharedPart {
    const { arrivals } = this;
    if (!arrivals || arrivals.length === 1) return arrivals?.[0] ?? NOTHING;
    const sum = SharedPart.of(sumOf(...arrivals.map(({ holding }) => holding)));
    this.arrivals = [sum];
    return sum;
  }

  get holding(): Holding {
    return this.part.holding;
  }
}

export const NOTHING = SharedPart.of([]);
const NO_STOPS: readonly never[] = [];
const NOBODY: readonly string[] = [];

/** The ways of a trace: where they go, what arrives over which edge, and where they end. */
export class Ways<Batch extends TracedBatch, Run extends RunSources> {
  readonly start: Stop<Batch, Run>;
  private readonly stops = new Map<string, Stop<Batch, Run>>();
  private readonly edges: TraceEdge[] = [];
  private readonly leaves: TraceLeaf[] = [];
  private readonly hidden: Amount[] = [];

  constructor(
    private readonly direction: TraceDirection,
    private readonly viewer: TraceViewer,
    { batchId, batches, runs }: TraceFacts<Batch, Run>,
  ) {
    // Runs are told whole to who ran them; of those of others one sees what is one's own.
    const sightOf = ({ partyId }: Run): TraceSees => (viewer.isSelf(partyId) ? 'all' : 'share');
    for (const batch of batches) this.stops.set(batch.id, new Stop<Batch, Run>(batch.id, batch.sees, batch, null));
    for (const run of runs) {
      this.stops.set(run.id, new Stop<Batch, Run>(run.id, sightOf(run), null, run, [run.partyId]));
    }
    this.start = this.at(batchId);
  }

  /** The stop of a batch or run; one of which nothing is known is one that nobody sees. */
  at(id: string): Stop<Batch, Run> {
    return this.stops.get(id) ?? new Stop<Batch, Run>(id, null, null, null);
  }

  /** All stops that can be reached, each after every one that leads to it. @throws Error where one leads to itself */
  inTurn(nextOf: (stop: Stop<Batch, Run>) => readonly Stop<Batch, Run>[]): Stop<Batch, Run>[] {
    const done: Stop<Batch, Run>[] = [];
    // From the last to the first, so that, turned around, they stand in the order in which they were entered.
    const enter = (stop: Stop<Batch, Run>) => {
      stop.state = 'open';
      stop.next = nextOf(stop);
      stop.leaf = this.direction === 'up' && stop.next.length === 0;
      stop.left = stop.next.length;
      return stop;
    };
    const open = [enter(this.start)];
    for (let stop = open.at(-1); stop; stop = open.at(-1)) {
      stop.left -= 1;
      const next = stop.next[stop.left];
      if (!next) {
        stop.state = 'done';
        done.push(stop);
        open.pop();
      } else if (next.state === 'open') {
        throw new Error(`${next.id} descends from itself.`);
      } else if (next.state === 'new') {
        open.push(enter(next));
      }
    }
    return done.reverse();
  }

  /** What is seen of a holding that is or was in the hands of parties. */
  seen(holding: Holding, sees: TraceSees, partyIds: readonly string[] = NOBODY): Holding {
    if (sees === 'all') return holding;
    const { owns, knows } = this.viewer;
    const isSeen = (amount: Amount): boolean => owns(amount) && partyIds.every((id) => knows(id, amount));
    return sees === 'share' ? holding.filter(isSeen) : [];
  }

  /** Goes on from one stop to the next one away from the traced batch. */
  pass(at: Stop<Batch, Run>, next: Stop<Batch, Run>, part: SharedPart): void {
    const passing = next.sees === 'all' ? part : this.shownPart(part, next);
    if (passing.begin === passing.end) return;
    next.arrive(passing);
    const [from, to] = this.direction === 'down' ? [at, next] : [next, at];
    this.edges.push({ fromId: from.id, toId: to.id, part: passing });
  }

  end(leaf: TraceLeaf, sees: TraceSees = 'all', partyIds: readonly string[] = NOBODY): void {
    const holding = this.shown(leaf.holding, sees, partyIds);
    if (holding.length > 0) this.leaves.push({ ...leaf, holding });
  }

  told(order: readonly Stop<Batch, Run>[]): Trace<Batch, Run> {
    const others = sumOf(this.hidden);
    return {
      total: this.start.holding,
      nodes: order.filter((stop) => stop.arrivals),
      edges: this.edges,
      leaves: others.length > 0 ? [...this.leaves, { kind: 'others', holding: others }] : this.leaves,
    };
  }

  private shownPart(part: SharedPart, { sees, partyIds }: Stop<Batch, Run>): SharedPart {
    const { holding } = part;
    const shown = this.shown(holding, sees, partyIds);
    return shown.length === holding.length ? part : SharedPart.of(shown);
  }

  private shown(holding: Holding, sees: TraceSees, partyIds: readonly string[]): Holding {
    const seen = this.seen(holding, sees, partyIds);
    if (seen.length < holding.length) {
      const kept = new Set(seen);
      for (const amount of holding) if (!kept.has(amount)) this.hidden.push(amount);
    }
    return seen;
  }
}

/**
 * Traces a batch to what it came from. A part goes wholly to what it is a part of. Of a run's outputs each commodity of
 * each group is shared, by largest remainder, over the inputs and other feed that brought that commodity in that group, in
 * proportion to what they brought; where nothing brought it, or as far as assays did not name it, it is `unaccounted`.
 *
 * Each node is told once, after all that leads to it, so that the cost grows with the edges and not with the ways.
 *
 * Shapes: milligrams by commodity and group throughout; `contents` is what the batch held when it came to be. Within one
 * milligram a step, what this gives is the same as sharing the dry mass over all inputs at once.
 *
 * @throws Error where a batch descends from itself: the books are broken
 */
export function traceUp<Batch extends TracedBatch, Run extends RunSources>(
  facts: TraceFacts<Batch, Run>,
  contents: Holding,
): Trace<Batch, Run> {
  const ways = new Ways('up', facts.viewer, facts);
  const { start } = ways;
  const order = ways.inTurn(({ batch, run }) => {
    if (run) return run.inputIds.map((id) => ways.at(id));
    if (batch?.parentId) return [ways.at(batch.parentId)];
    const producer = batch?.runId ? ways.at(batch.runId) : null;
    return producer?.run ? [producer] : NO_STOPS;
  });
  start.arrive(SharedPart.of(ways.seen(contents, start.sees)));
  for (const stop of order) {
    const [origin] = stop.next;
    if (!stop.arrivals) continue;
    if (stop.run) shareOverSources(ways, stop, stop.run);
    else if (origin) ways.pass(stop, origin, stop.part);
  }
  return ways.told(order);
}

/** Shares what arrived at a run over what went into it: its inputs, other feed, and last what nobody named. */
function shareOverSources<Batch extends TracedBatch, Run extends RunSources>(
  ways: Ways<Batch, Run>,
  stop: Stop<Batch, Run>,
  run: Run,
): void {
  const { drawn } = run;
  const others = Drawn.of([...run.otherFeed.map(({ holding }) => holding), run.unnamed]);
  const [inward, other]: [Shares[], Shares[]] = [[], []];
  for (const amount of stop.holding) {
    const [ofInputs, ofOthers] = [drawn.find(amount), others.find(amount)];
    const weights = ofOthers ? [...(ofInputs?.massesMg ?? []), ...ofOthers.massesMg] : (ofInputs?.massesMg ?? []);
    if (weights.length === 0) {
      other.push({ amount, indices: [others.size - 1], massesMg: [amount.massMg] });
      continue;
    }
    const massesMg = shareByLargestRemainder(amount.massMg, weights);
    const count = ofInputs?.indices.length ?? 0;
    if (ofInputs) inward.push({ amount, indices: ofInputs.indices, massesMg });
    if (ofOthers) other.push({ amount, indices: ofOthers.indices, massesMg: massesMg.slice(count) });
  }
  const [shares, otherShares] = [Parts.of(drawn.size, inward), Parts.of(others.size, other)];
  stop.next.forEach((input, index) => {
    ways.pass(stop, input, shares.at(index));
  });
  run.otherFeed.forEach(({ origin, description }, index) => {
    ways.end({ kind: 'other-feed', runId: run.id, origin, description, holding: otherShares.at(index).holding });
  });
  ways.end({ kind: 'unaccounted', runId: run.id, holding: otherShares.at(others.size - 1).holding });
}

/** All that went into a run. */
export function fedInto({ drawn, otherFeed, unnamed }: RunSources): Holding {
  return sumOf(drawn.sum(), ...otherFeed.map(({ holding }) => holding), unnamed);
}
