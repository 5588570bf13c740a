import { DRY_MASS } from '../../../domain/matter/holding.js';
import type { BatchKind } from '../../../domain/matter/batch-kind.js';
import { kgToMg, mgToKg, plus, type Mg } from '../../../domain/measure/quantities.js';
import type { Schemas } from '../../api/client.js';

export type ShownTrace = Schemas['TraceAnswer'];
export type TraceBatch = Schemas['TraceBatchAnswer'];
export type TraceRun = Schemas['TraceRunAnswer'];
export type Leaf = Schemas['TraceLeafAnswer'];
type Traced = Schemas['TracedMassAnswer'];

/** A line of a generation: a batch or another end of a way, and what lies between it and the generation before. */
export interface Member {
  readonly key: string;
  readonly mass: Traced;
  readonly batch?: TraceBatch;
  readonly leaf?: Leaf;
  /** The runs that lie between, or the batch that it is a part or an end of. */
  readonly through: readonly (TraceRun | TraceBatch)[];
}

/** So many kilograms of the dry mass or of an element; undefined where nobody has named it. */
export function kgOf({ dryKg, elements }: Traced, of: string): number | undefined {
  return of === DRY_MASS ? dryKg : elements[of]?.kg;
}

/**
 * The family of a batch by the number of steps from it: a batch that can be reached over several ways stands at its
 * longest, so that all that lies between stands before it. The batch itself is not in it; leaves stand a step further than
 * what they are of, and those of nothing in particular (`others`) in a generation of their own, at the end.
 */
export function generationsOf(trace: ShownTrace): readonly (readonly Member[])[] {
  const nodes = new Map<string, TraceRun | TraceBatch>([
    ...trace.batches.map((batch) => [batch.batchId, batch] as const),
    ...trace.runs.map((run) => [run.runId, run] as const),
  ]);
  const { depths, nearer } = depthsOf(trace, nodes);
  const depthOf = (id: string) => depths.get(id) ?? 0;
  const at = (id: string) => nodes.get(id) ?? [];
  const generations: Member[][] = [];
  const others: Member[] = [];
  for (const batch of trace.batches.slice(1)) {
    const through = (nearer.get(batch.batchId) ?? []).flatMap(at);
    put(generations, depthOf(batch.batchId), { key: batch.batchId, mass: batch, batch, through });
  }
  trace.leaves.forEach((leaf, index) => {
    const id = leaf.runId ?? leaf.batchId;
    const member = { key: `leaf ${index}`, mass: leaf, leaf, through: id === null ? [] : [at(id)].flat() };
    if (id === null) others.push(member);
    else put(generations, depthOf(id) + 1, member);
  });
  return [...generations, others].filter((generation) => generation.length > 0);
}

function put(generations: Member[][], depth: number, member: Member): void {
  while (generations.length < depth) generations.push([]);
  generations[depth - 1]?.push(member);
}

/** How many batches lie between a batch or run and the traced one over the longest way, and what lies next to it that way. */
function depthsOf(trace: ShownTrace, nodes: ReadonlyMap<string, TraceRun | TraceBatch>) {
  const nearer = new Map<string, string[]>();
  const further = new Map<string, string[]>();
  for (const { fromId, toId } of trace.edges) {
    const [near, far] = trace.direction === 'up' ? [toId, fromId] : [fromId, toId];
    append(nearer, far, near);
    append(further, near, far);
  }
  const depths = new Map([[trace.batchId, 0]]);
  const waiting = new Map([...nearer].map(([id, ways]) => [id, ways.length]));
  const ready = [trace.batchId];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const next of further.get(id) ?? []) {
      const node = nodes.get(next);
      const depth = (depths.get(id) ?? 0) + (node && 'runId' in node ? 0 : 1);
      depths.set(next, Math.max(depths.get(next) ?? 0, depth));
      const left = (waiting.get(next) ?? 1) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return { depths, nearer };
}

function append(ways: Map<string, string[]>, from: string, to: string): void {
  const known = ways.get(from);
  if (known) known.push(to);
  else ways.set(from, [to]);
}

/** How a way ends: in a batch that came to be, or in something else. */
type End = 'supplied' | 'logged' | 'made' | ShownTrace['leaves'][number]['kind'];

/** How a batch came to be that comes from nothing else in the books. */
const BIRTHS: Readonly<Record<BatchKind, End>> = {
  primary: 'supplied',
  magnet: 'made',
  'by-product': 'logged',
  recycled: 'logged',
  intermediate: 'logged',
};

/** All that ends ways, by its kind, the greatest first: it adds up to the total. */
export function endsOf(trace: ShownTrace, of: string): readonly { readonly kind: End; readonly kg: number }[] {
  const sums = new Map<End, Mg>();
  const add = (kind: End, mass: Traced) => {
    const kg = kgOf(mass, of) ?? 0;
    if (kg !== 0) sums.set(kind, plus(sums.get(kind) ?? 0, kgToMg(kg)));
  };
  for (const batch of trace.batches) {
    if (batch.leaf) add(BIRTHS[batch.kind], batch);
  }
  for (const leaf of trace.leaves) add(leaf.kind, leaf);
  return [...sums].map(([kind, mg]) => ({ kind, kg: mgToKg(mg) })).sort((a, b) => b.kg - a.kg);
}
