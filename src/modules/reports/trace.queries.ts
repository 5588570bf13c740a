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
import { traceJson } from './trace-answers.js';
import { RunInputs } from './run-inputs.js';
import { tracedBatches, tracedRuns, type TracedBatchRow, type TracedRunRow } from './trace-rows.js';
import { drawsOf, usesOfBatches } from './trace-uses.js';

type Facts = Omit<TraceFacts<TracedBatchRow, TracedRunRow>, 'runs'>;
type BatchTrace = Trace<TracedBatchRow, TracedRunRow>;

/** The trace of a batch, from facts on one snapshot: as many statements however deep it is. */
@Injectable()
export class TraceQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly inputs: RunInputs,
  ) {}

  /** The answer as JSON. @throws NotFoundError where the caller does not see the batch; DomainError `trace-too-large` */
  async trace(caller: Caller, batchId: string, direction: TraceDirection): Promise<Buffer> {
    return this.database.snapshot(async (manager) => {
      const own = await this.viewers.viewerOf(caller, manager);
      const batches = await tracedBatches(manager, { batchId, direction }, seesBatchValue(own, 'b'));
      const traced = batches.find(({ id }) => id === batchId);
      if (!traced) throw new NotFoundError('batch');
      const viewer = traceViewer(own);
      const facts = { batchId, batches, viewer };
      const trace =
        direction === 'up' ? await this.upward(manager, facts, traced) : await this.downward(manager, facts);
      return traceJson(trace, { batchId, direction, isSelf: viewer.isSelf });
    });
  }

  private async upward(manager: EntityManager, facts: Facts, traced: TracedBatchRow): Promise<BatchTrace> {
    const producers = facts.batches.flatMap(({ runId, parentId }) => (runId && !parentId ? [runId] : []));
    const runs = await tracedRuns(manager, this.inputs, { runIds: [...new Set(producers)], direction: 'up' });
    const contents = await contentsOfBatches(manager, [traced]);
    return traceUp({ ...facts, runs }, contents.get(traced.id) ?? []);
  }

  private async downward(manager: EntityManager, facts: Facts): Promise<BatchTrace> {
    const { batches } = facts;
    const ids = batches.map(({ id }) => id);
    const draws = await drawsOf(manager, ids);
    const runIds = [...new Set(draws.map(({ runId }) => runId))];
    const runs = await tracedRuns(manager, this.inputs, { runIds, direction: 'down' });
    const contents = await contentsOfBatches(manager, batches);
    const uses = await usesOfBatches(manager, { batches, draws, contents });
    return traceDown({
      ...facts,
      runs,
      contentsOf: (id) => contents.get(id) ?? [],
      usesOf: (id) => uses.get(id) ?? [],
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
