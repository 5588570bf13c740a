import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { BatchesQueries, type BatchAnswer, batchesById } from '../batches/index.js';
import { type Viewer, seesRunWhole } from '../../domain/sight/viewer.js';
import { Viewers, namedIn, seesRunSql, seesRunWholeSql } from '../sight/index.js';
import type { RunAnswer } from './run-answer.dto.js';
import { shareOfRunAnswer, wholeRunAnswer, type RunView } from './run-answers.js';
import { bookedFlows } from './run-flows.js';
import type { RunFilter } from './run.dto.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from './run.entity.js';

/** Reads runs for those who may see them. */
@Injectable()
export class RunsQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly batches: BatchesQueries,
  ) {}

  /** Runs, newest first. */
  list(caller: Caller, filter: RunFilter): Promise<Page<RunAnswer>> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const query = manager.createQueryBuilder(RunRow, 'run');
      const listed = namedIn(query);
      query.andWhere(seesRunSql(viewer, 'run', listed));
      const { agreementId, siteId, kind, status, from, to } = filter;
      if (agreementId !== undefined) query.andWhere(seesRunSql(viewer, 'run', listed, agreementId));
      // Where a run took place is hidden of what one sees a share of.
      if (siteId !== undefined)
        query.andWhere(`run.siteId = :siteId AND ${seesRunWholeSql(viewer, 'run', listed)}`, { siteId });
      if (kind !== undefined) query.andWhere('run.kind = :kind', { kind });
      if (status !== undefined) query.andWhere('run.status = :status', { status });
      if (from !== undefined) query.andWhere('run.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('run.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter);
      return { items: await this.answersFor(manager, { caller, viewer }, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  one(caller: Caller, id: string): Promise<RunAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const query = manager.createQueryBuilder(RunRow, 'run').where('run.id = :id', { id });
      query.andWhere(seesRunSql(viewer, 'run', namedIn(query)));
      const row = await query.getOne();
      const [answer] = row ? await this.answersFor(manager, { caller, viewer }, [row]) : [];
      if (!answer) throw new NotFoundError('run');
      return answer;
    });
  }

  private async answersFor(
    manager: EntityManager,
    { caller, viewer }: { readonly caller: Caller; readonly viewer: Viewer },
    runs: readonly RunRow[],
  ): Promise<RunAnswer[]> {
    const viewOf = await loadViews(manager, runs);
    const whole = runs.filter((run) => seesRunWhole(viewer, run)).map(({ id }) => id);
    const outputs = await this.outputsOf(manager, caller, whole);
    return runs.map((run) =>
      seesRunWhole(viewer, run)
        ? wholeRunAnswer(viewOf(run, outputs.get(run.id) ?? []), viewer)
        : shareOfRunAnswer(viewOf(run, []), viewer),
    );
  }

  /** The batches that runs made, in the order in which they were entered, as their own party sees them. */
  private async outputsOf(
    manager: EntityManager,
    caller: Caller,
    runIds: readonly string[],
  ): Promise<ReadonlyMap<string, BatchAnswer[]>> {
    const rows = await manager.find(RunOutputRow, { where: { runId: In([...runIds]) }, order: { ordinal: 'ASC' } });
    const batches = await batchesById(
      manager,
      rows.map(({ batchId }) => batchId),
    );
    const answers = new Map(
      (await this.batches.answers(manager, caller, [...batches.values()])).map((answer) => [answer.id, answer]),
    );
    const outputs = new Map<string, BatchAnswer[]>();
    for (const { runId, batchId } of rows) {
      const answer = answers.get(batchId);
      if (answer) outputs.set(runId, [...(outputs.get(runId) ?? []), answer]);
    }
    return outputs;
  }
}

/** Loads what the answers of runs are made from, but for their outputs. */
async function loadViews(
  manager: EntityManager,
  runs: readonly RunRow[],
): Promise<(run: RunRow, outputs: BatchAnswer[]) => RunView> {
  const runId = In(runs.map(({ id }) => id));
  const inputs = await manager.find(RunInputRow, { where: { runId }, order: { ordinal: 'ASC' } });
  const batches = await batchesById(
    manager,
    inputs.map(({ batchId }) => batchId),
  );
  const feeds = await manager.find(RunFeedRow, { where: { runId }, order: { ordinal: 'ASC' } });
  const residues = await manager.find(RunResidueRow, { where: { runId }, order: { ordinal: 'ASC' } });
  const warnings = await manager.find(RunWarningRow, {
    where: { runId, agreementKey: '' },
    order: { element: 'ASC', code: 'ASC' },
  });
  const shares = await manager.find(RunShareRow, { where: { runId }, order: { agreementId: 'ASC' } });
  const flows = await bookedFlows(
    manager,
    runs.map(({ id }) => id),
  );
  return (run, outputs) => {
    const own = <Row extends { readonly runId: string }>(rows: readonly Row[]): Row[] =>
      rows.filter((row) => row.runId === run.id);
    return {
      run,
      outputs,
      feeds: own(feeds),
      residues: own(residues),
      shares: own(shares),
      flows: own(flows),
      inputs: own(inputs).flatMap((row) => {
        const batch = batches.get(row.batchId);
        return batch ? [{ row, batch }] : [];
      }),
      warnings: own(warnings),
    };
  };
}
