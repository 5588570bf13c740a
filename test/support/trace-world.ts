import {
  amountKey,
  difference,
  drawn,
  DRY_MASS,
  singleGroupHolding,
  sumOf,
  totalMg,
} from '../../src/domain/matter/holding.js';
import type { Amount, Group, Holding, Origin } from '../../src/domain/matter/holding.js';
import { gainOf, splitHolding } from '../../src/domain/matter/parts.js';
import { attributed, decideRun, feedHolding } from '../../src/domain/acts/run.js';
import {
  fedInto,
  traceUp,
  type TraceSees,
  type Trace,
  type TracedBatch,
  type TraceViewer,
} from '../../src/domain/trace/trace.js';
import { Drawn } from '../../src/domain/trace/drawn.js';
import { traceDown, type EndUse, type TracedRun, type TracedUse } from '../../src/domain/trace/trace-down.js';
import { negative, ofMg, type Mg } from '../../src/domain/measure/quantities.js';

/** Milligrams by element, such as `{ Nd: 25 }`. */
type Elements = Readonly<Record<string, number>>;
export interface Lot {
  readonly dryMg: number;
  readonly elements: Elements;
}

export interface WorldRun {
  readonly partyId?: string;
  readonly inputs: readonly { readonly id: string; readonly dryMg?: number; readonly named?: readonly string[] }[];
  readonly otherFeed?: readonly (Lot & { readonly origin: Origin; readonly description: string })[];
  readonly outputs: readonly (Lot & { readonly id: string })[];
  readonly residues?: readonly (Lot & { readonly description: string })[];
  readonly override?: boolean;
}

interface Life {
  readonly batch: TracedBatch;
  readonly contents: Holding;
  readonly uses: TracedUse[];
  stock: Holding;
}

export const SEES_ALL: TraceViewer = { owns: () => true, isSelf: () => true, knows: () => true };

const masses = ({ dryMg, elements }: Lot): { dryMg: Mg; elementsMg: Map<string, Mg> } => ({
  dryMg: ofMg(dryMg),
  elementsMg: new Map(Object.entries(elements).map(([element, mg]) => [element, ofMg(mg)])),
});

/** What happens to a few batches, decided by the domain's own functions, and the traces that it leads to. */
export class TraceWorld {
  readonly runs: TracedRun[] = [];
  private readonly lives = new Map<string, Life>();

  get ids(): string[] {
    return [...this.lives.keys()];
  }

  stock(id: string): Holding {
    return this.life(id).stock;
  }

  contents(id: string): Holding {
    return this.life(id).contents;
  }

  log(id: string, group: Group, lot: Lot): void {
    const { dryMg, elementsMg } = masses(lot);
    this.bear({ id, parentId: null, runId: null, sees: 'all' }, singleGroupHolding(group, dryMg, elementsMg));
  }

  split(id: string, parts: readonly { readonly id: string; readonly dryMg: number }[]): void {
    const holdings = splitHolding(
      this.stock(id),
      parts.map(({ dryMg }) => ofMg(dryMg)),
    );
    parts.forEach((part, index) => {
      const holding = holdings[index] ?? [];
      this.use(id, { to: 'part', id: part.id, holding });
      this.bear({ id: part.id, parentId: id, runId: null, sees: 'all' }, holding);
    });
  }

  run(id: string, plan: WorldRun): void {
    const inputs = plan.inputs.map((input) => {
      const holding = drawn(this.stock(input.id), ofMg(input.dryMg ?? totalMg(this.stock(input.id), DRY_MASS)));
      this.use(input.id, { to: 'run', id, holding });
      const named = new Set(input.named ?? ['Nd', 'Pr', 'Dy']);
      return { batchId: input.id, kind: 'by-product' as const, drawn: holding, named };
    });
    const feeds = (plan.otherFeed ?? []).map((feed) => ({ country: null, ...feed, ...masses(feed) }));
    const residues = (plan.residues ?? []).map(({ description, ...lot }) => ({ description, ...masses(lot) }));
    const { partyId = 'recycler' } = plan;
    const decision = decideRun({
      runId: id,
      siteId: 'site',
      partyId,
      kind: 'recycling',
      custodyModel: 'controlled-blending',
      day: '2027-04-01',
      inputs,
      residues,
      overrideReason: plan.override ? 'vouched for' : null,
      sides: new Map(),
      otherFeed: feeds.map((feed) => ({
        ...feed,
        elementsMg: new Map<string, Mg>([['Pr', 0], ['Dy', 0], ...feed.elementsMg]),
      })),
      outputs: plan.outputs.map((output) => ({ batchId: output.id, kind: 'recycled', ...masses(output) })),
    });
    plan.outputs.forEach((output, index) =>
      this.bear({ id: output.id, parentId: null, runId: id, sees: 'all' }, decision.outputHoldings[index] ?? []),
    );
    const excess = decision.warnings.filter(({ code }) => code === 'element-not-assayed').map(({ element }) => element);
    this.runs.push({
      id,
      partyId,
      inputIds: inputs.map(({ batchId }) => batchId),
      drawn: Drawn.of(inputs.map((input) => input.drawn)),
      otherFeed: feeds.map((feed) => ({ ...feed, holding: feedHolding(feed) })),
      unnamed: decision.closure
        .filter(({ element }) => excess.includes(element))
        .map(({ element, unaccountedMg }): Amount => {
          return {
            commodity: element,
            agreementId: null,
            origin: 'unknown',
            country: null,
            massMg: negative(unaccountedMg),
          };
        }),
      outputIds: plan.outputs.map((output) => output.id),
      residues,
    });
  }

  /** Takes so much of a batch to an end. */
  end(id: string, kind: EndUse['kind'], dryMg: number, partyId = 'plant'): void {
    const facts = {
      partyIds: [partyId],
      siteId: `${partyId}-site`,
      occurredOn: '2027-04-02',
      entryIds: [`${kind}-entry`],
    };
    this.use(id, { to: 'end', kind, ...facts, holding: drawn(this.stock(id), ofMg(dryMg)) });
  }

  /** More is counted than booked. */
  gain(id: string, dryMg: number): void {
    const holding = gainOf(this.stock(id), ofMg(dryMg)).map((amount) => ({
      ...amount,
      massMg: negative(amount.massMg),
    }));
    this.use(id, { to: 'end', kind: 'measurement-difference', partyIds: ['plant'], holding });
  }

  up(
    id: string,
    viewer: TraceViewer = SEES_ALL,
    sees: Readonly<Record<string, TraceSees>> = {},
  ): Trace<TracedBatch, TracedRun> {
    return traceUp({ batchId: id, batches: this.batches(sees), runs: this.runs, viewer }, this.contents(id));
  }

  /** What is left of every batch is in stock at a site of this party. */
  down(
    id: string,
    {
      viewer = SEES_ALL,
      sees = {},
      holder = 'recycler',
    }: { viewer?: TraceViewer; sees?: Readonly<Record<string, TraceSees>>; holder?: string } = {},
  ): Trace<TracedBatch, TracedRun> {
    const inStock = (batchId: string): TracedUse[] => {
      const holding = this.stock(batchId);
      const place = { partyIds: [holder], siteId: `${holder}-site` };
      return holding.length > 0 ? [{ to: 'end', kind: 'in-stock', ...place, holding }] : [];
    };
    return traceDown({
      batchId: id,
      batches: this.batches(sees),
      runs: this.runs,
      viewer,
      contentsOf: (batchId) => this.contents(batchId),
      usesOf: (batchId) => [...this.life(batchId).uses, ...inStock(batchId)],
    });
  }

  /**
   * By how much a milligram of each commodity can at most have grown on any way: the product of what every batch and run
   * gave to what it got, as far as that is more.
   */
  growth(): Map<string, number> {
    const passed = [
      ...[...this.lives.values()].map(({ contents, stock, uses }) => {
        const outward = uses.flatMap(({ holding }) => holding.filter(({ massMg }) => massMg > 0));
        return { got: contents, gave: sumOf(outward, stock) };
      }),
      ...this.runs.map((run) => {
        const got = fedInto(run);
        const outputs = run.outputIds.map((id) => this.contents(id));
        return { got, gave: sumOf(...outputs, ...run.residues.map((residue) => attributed(got, residue))) };
      }),
    ];
    const growth = new Map<string, number>();
    for (const { got, gave } of passed) {
      const gotMg = new Map(got.map((amount) => [amountKey(amount), amount.massMg]));
      const factors = new Map<string, number>();
      for (const amount of gave) {
        const factor = amount.massMg / (gotMg.get(amountKey(amount)) ?? amount.massMg);
        factors.set(amount.commodity, Math.max(1, factor, factors.get(amount.commodity) ?? 1));
      }
      for (const [commodity, factor] of factors) growth.set(commodity, (growth.get(commodity) ?? 1) * factor);
    }
    return growth;
  }

  private batches(sees: Readonly<Record<string, TraceSees>>): TracedBatch[] {
    return [...this.lives.values()].map(({ batch }) => ({
      ...batch,
      sees: batch.id in sees ? (sees[batch.id] ?? null) : batch.sees,
    }));
  }

  private bear(batch: TracedBatch, contents: Holding): void {
    this.lives.set(batch.id, { batch, contents, stock: contents, uses: [] });
  }

  private use(id: string, use: TracedUse): void {
    const life = this.life(id);
    life.uses.push(use);
    life.stock = difference(life.stock, use.holding);
  }

  private life(id: string): Life {
    const life = this.lives.get(id);
    if (!life) throw new Error(`There is no batch ${id}.`);
    return life;
  }
}

/** Milligrams by commodity, over all groups. */
export function massesOf(holding: Holding): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { commodity, massMg } of sumOf(holding)) sums[commodity] = (sums[commodity] ?? 0) + massMg;
  return Object.fromEntries(Object.entries(sums).filter(([, massMg]) => massMg !== 0));
}

/** What the leaves of a trace come to: batches that came from outside and all other ends. */
export function leavesOf({ nodes, leaves }: Trace<TracedBatch, TracedRun>): Record<string, number> {
  const all = [...nodes.filter(({ leaf }) => leaf), ...leaves];
  return massesOf(all.flatMap(({ holding }) => holding));
}

/** Nodes and leaves of a trace, as milligrams by commodity. */
export function toldBy(trace: Trace<TracedBatch, TracedRun>): Record<string, Record<string, number>> {
  const node = trace.nodes.map(({ id, holding }) => [id, massesOf(holding)] as const);
  const leaf = trace.leaves.map(({ kind, batchId, runId, description, holding }) => {
    return [[kind, description ?? batchId ?? runId].filter(Boolean).join(' '), massesOf(holding)] as const;
  });
  return Object.fromEntries([...node, ...leaf]);
}
