import { DRY_MASS, totalMg, type Holding } from '../../domain/matter/holding.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import type { Trace, TraceDirection, TraceLeaf } from '../../domain/trace/trace.js';
import { elementsKg } from '../batches/index.js';
import type { TracedBatchRow, TracedRunRow } from './trace-rows.js';
import type {
  TraceAnswer,
  TraceBatchAnswer,
  TracedMassAnswer,
  TraceEdgeAnswer,
  TraceLeafAnswer,
  TraceRunAnswer,
} from './trace.dto.js';

export interface Asked {
  readonly batchId: string;
  readonly direction: TraceDirection;
  readonly isSelf: (partyId: string) => boolean;
}

/** A trace in kilograms, with what the caller may know of its batches and runs. */
export function traceAnswer(
  trace: Trace<TracedBatchRow, TracedRunRow>,
  { batchId, direction, isSelf }: Asked,
): TraceAnswer {
  const masses = new Masses();
  const answer: TraceAnswer = {
    ...{ batchId, direction, total: masses.of(trace.total), batches: [], runs: [] },
    edges: trace.edges.map(({ fromId, toId, holding }) => edgeAnswer(fromId, toId, masses.of(holding))),
    leaves: trace.leaves.map((leaf) => leafAnswer(leaf, masses.of(leaf.holding))),
  };
  for (const { batch, run, leaf, holding } of trace.nodes) {
    if (batch) answer.batches.push(batchAnswer(batch, leaf, masses.of(holding)));
    if (run) answer.runs.push(runAnswer(run, isSelf(run.partyId), masses.of(holding)));
  }
  return answer;
}

/** Kilograms of holdings, each once: what comes to a batch over one edge is the same on both. */
class Masses {
  private readonly known = new Map<Holding, TracedMassAnswer>();

  of(holding: Holding): TracedMassAnswer {
    const known = this.known.get(holding);
    if (known) return known;
    const answer = { dryKg: mgToKg(totalMg(holding, DRY_MASS)), elements: elementsKg(holding) };
    this.known.set(holding, answer);
    return answer;
  }
}

/*
 * A trace may have tens of thousands of batches and edges. Their answers name every field once: putting them together from
 * parts takes several times as long.
 */

function batchAnswer(batch: TracedBatchRow, leaf: boolean, { dryKg, elements }: TracedMassAnswer): TraceBatchAnswer {
  const whole = batch.sees === 'all';
  return {
    batchId: batch.id,
    kind: batch.kind,
    code: whole ? batch.code : null,
    status: batch.status,
    stream: batch.stream,
    product: batch.product,
    origin: batch.origin,
    siteId: batch.siteId,
    occurredOn: batch.occurredOn,
    leaf,
    dryKg,
    elements,
  };
}

function edgeAnswer(fromId: string, toId: string, { dryKg, elements }: TracedMassAnswer): TraceEdgeAnswer {
  return { fromId, toId, dryKg, elements };
}

function runAnswer(run: TracedRunRow, own: boolean, mass: TracedMassAnswer): TraceRunAnswer {
  const { id, kind, code, siteId, occurredOn } = run;
  return { runId: id, kind, code: own ? code : null, siteId: own ? siteId : null, occurredOn, ...mass };
}

function leafAnswer({ kind, entryIds = [], ...place }: TraceLeaf, mass: TracedMassAnswer): TraceLeafAnswer {
  const { batchId = null, runId = null, origin = null, description = null } = place;
  const { siteId = null, shipmentId = null, occurredOn = null } = place;
  return {
    ...{ kind, batchId, runId, origin, description, siteId, shipmentId, occurredOn },
    ...{ entryIds: [...entryIds], ...mass },
  };
}
