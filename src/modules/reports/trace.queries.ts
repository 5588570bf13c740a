import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import {
  traceUp,
  type Trace,
  type TraceDirection,
  type TraceViewer,
  type TraceFacts,
} from '../../domain/trace/trace.js';
import { traceDown } from '../../domain/trace/trace-down.js';
import { contentsOfBatches } from '../ledger/index.js';
import { type Viewer, knowsParty } from '../../domain/sight/viewer.js';
import { Viewers, seesBatchValue } from '../sight/index.js';
import { traceAnswer } from './trace-answers.js';
import { runsDrawing, tracedBatches, tracedRuns, type TracedBatchRow, type TracedRunRow } from './trace-rows.js';
import type { TraceAnswer } from './trace.dto.js';
import { usesOfBatches } from './trace-uses.js';

type Facts = TraceFacts<TracedBatchRow, TracedRunRow>;
type BatchTrace = Trace<TracedBatchRow, TracedRunRow>;

/** The trace of a batch, from facts on one snapshot: as many statements however deep it is. */
@Injectable()
export class TraceQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
  ) {}

  /** @throws NotFoundError where the caller does not see the batch; DomainError `trace-too-large` */
  async trace(caller: Caller, batchId: string, direction: TraceDirection): Promise<TraceAnswer> {
    return this.database.snapshot(async (manager) => {
      const own = await this.viewers.viewerOf(caller, manager);
      const batches = await tracedBatches(manager, { batchId, direction }, seesBatchValue(own, 'b'));
      const traced = batches.find(({ id }) => id === batchId);
      if (!traced) throw new NotFoundError('batch');
      const viewer = traceViewer(own);
      const facts = { batchId, batches, runs: await runsOf(manager, batches, direction), viewer };
      const trace = direction === 'up' ? await upward(manager, facts, traced) : await downward(manager, facts);
      return traceAnswer(trace, { batchId, direction, isSelf: viewer.isSelf });
    });
  }
}

function traceViewer(viewer: Viewer): TraceViewer {
  const { partyId, agreementIds, only } = viewer;
  return {
    owns: ({ agreementId }) => agreementId !== null && agreementIds.has(agreementId),
    // An auditor does nothing itself: of what its host does it sees what is of the agreement.
    isSelf: (id) => only === null && id === partyId,
    knows: (id, { agreementId }) => knowsParty(viewer, id, agreementId),
  };
}

/** The runs that batches came from, or those that drew on them. */
async function runsOf(
  manager: EntityManager,
  batches: readonly TracedBatchRow[],
  direction: TraceDirection,
): Promise<TracedRunRow[]> {
  const producers = batches.flatMap(({ runId, parentId }) => (runId && !parentId ? [runId] : []));
  const ids = batches.map(({ id }) => id);
  const runIds = direction === 'up' ? [...new Set(producers)] : await runsDrawing(manager, ids);
  return tracedRuns(manager, runIds, direction);
}

async function upward(manager: EntityManager, facts: Facts, traced: TracedBatchRow): Promise<BatchTrace> {
  const contents = await contentsOfBatches(manager, [traced]);
  return traceUp(facts, contents.get(traced.id) ?? []);
}

async function downward(manager: EntityManager, facts: Facts): Promise<BatchTrace> {
  const { batches, runs } = facts;
  const contents = await contentsOfBatches(manager, batches);
  const uses = await usesOfBatches(manager, { batches, runs, contents });
  return traceDown({ ...facts, contentsOf: (id) => contents.get(id) ?? [], usesOf: (id) => uses.get(id) ?? [] });
}
