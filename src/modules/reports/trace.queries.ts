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
import { withoutCountries, type Holding } from '../../domain/matter/holding.js';
import { traceDown } from '../../domain/trace/trace-down.js';
import { contentsOfBatches } from '../ledger/index.js';
import { type Viewer, knowsParty } from '../../domain/sight/viewer.js';
import { Viewers, seesBatchValue } from '../sight/index.js';
import { traceJson } from './trace-answers.js';
import { KnownRuns } from './known-runs.js';
import { tracedRows, type TracedBatchRow, type TracedRunRow } from './trace-rows.js';
import { usesOfBatches } from './trace-uses.js';

type Facts = TraceFacts<TracedBatchRow, TracedRunRow>;
type BatchTrace = Trace<TracedBatchRow, TracedRunRow>;

/** The trace of a batch, from facts on one snapshot: as many statements however deep it is. */
@Injectable()
export class TraceQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly known: KnownRuns,
  ) {}

  /** The answer as JSON. @throws NotFoundError where the caller does not see the batch; DomainError `trace-too-large` */
  async trace(caller: Caller, batchId: string, direction: TraceDirection): Promise<Buffer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const trace = await this.traceFor(manager, viewer, { batchId, direction });
      return traceJson(trace, { batchId, direction, isSelf: traceViewer(viewer).isSelf });
    });
  }

  /** The trace inside a snapshot. @throws as `trace` does */
  async traceFor(
    manager: EntityManager,
    own: Viewer,
    { batchId, direction }: { readonly batchId: string; readonly direction: TraceDirection },
  ): Promise<BatchTrace> {
    const rows = await tracedRows(manager, this.known, { batchId, direction }, seesBatchValue(own, 'b'));
    const traced = rows.batches.find(({ id }) => id === batchId);
    if (!traced) throw new NotFoundError('batch');
    const facts = { ...rows, batchId, viewer: traceViewer(own) };
    return direction === 'up' ? this.upward(manager, facts, traced) : this.downward(manager, facts);
  }

  private async upward(manager: EntityManager, facts: Facts, traced: TracedBatchRow): Promise<BatchTrace> {
    const contents = await contentsOfBatches(manager, [traced]);
    return traceUp(facts, withoutCountries(contents.get(traced.id) ?? []));
  }

  private async downward(manager: EntityManager, facts: Facts): Promise<BatchTrace> {
    const contents = await this.contentsOf(manager, facts);
    const contentsOf = (id: string): Holding => contents.get(id) ?? [];
    const uses = await usesOfBatches(manager, facts, contentsOf);
    return traceDown({ ...facts, contentsOf, usesOf: (id) => uses.get(id) ?? [] });
  }

  /** What each batch held when it came to be; of those that runs drew on that is known once for all. */
  private async contentsOf(manager: EntityManager, { batches, runs }: Facts): Promise<ReadonlyMap<string, Holding>> {
    await this.known.readDraws(manager, runs, new Set(batches.map(({ id }) => id)));
    const known = new Map<string, Holding>();
    for (const { draws } of runs) for (const [id, { contents }] of draws) known.set(id, contents);
    const others = batches.filter(({ id }) => !known.has(id));
    for (const [id, contents] of await contentsOfBatches(manager, others)) known.set(id, withoutCountries(contents));
    return known;
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
