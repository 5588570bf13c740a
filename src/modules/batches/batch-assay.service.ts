import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { daysOf } from '../../domain/measure/events.js';
import { UnitOfWork } from '../../database/index.js';
import { DomainError } from '../../domain/measure/errors.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { nextBatchStatus } from '../../domain/acts/batch-life.js';
import { Ledger, type LowPoint } from '../ledger/index.js';
import { assayAnswer } from './assay-answers.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { assayFaults, assayRow, insertAssay, refuseFaults, reportsElsewhere } from './assay-rows.js';
import { assayInForce, BatchFamilies, type Family } from './batch-family.js';
import { BatchStore } from './batch-store.js';
import type { AssayAnswer } from './batch-answer.dto.js';
import type { NewAssay } from './batch.dto.js';
import { BatchRow } from './batch.entity.js';
import { OutputAssayHooks, type OutputCorrections } from './output-assay-hooks.js';

/** Assays that come after the batch: late ones, and ones that replace another. */
@Injectable()
export class BatchAssayService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly families: BatchFamilies,
    private readonly ledger: Ledger,
    private readonly outputs: OutputAssayHooks,
  ) {}

  /**
   * Keeps an assay. Where it comes into force, every movement of the batch and its parts is brought, in one entry, to
   * what it would have been with this assay from the start, each on its own day. What that changes of a run's output
   * passes through the run.
   *
   * @throws InputError; NotFoundError; DomainError `batch-sealed`, `batch-state`, `matter-created`, `element-twice`, `report-taken`
   */
  add(caller: Caller, batchId: string, body: NewAssay): Promise<AssayAnswer> {
    return this.work.run(async (tx) => {
      await this.store.requireSeen(tx, caller, [batchId]);
      const now = this.store.now();
      const family = await this.lockFamily(tx, batchId);
      const batch = member(family, batchId);
      refuseFaults(assayFaults(body, '', { now, product: batch.product }));
      nextBatchStatus('describe', batch.status, batch.resting, batch.code);
      const birth = { id: this.store.nextId(), batchId, caller, partyId: caller.partyId ?? '', now };
      const assay = assayRow(birth, body);
      requireNewReport(family, assay);
      await insertAssay(tx, assay);
      const after: Family = { ...family, assays: [...family.assays, assay] };
      const entryId = await this.enforce(tx, { family, after, batch, caller });
      if (entryId !== null) await tx.update(AssayRow, { id: assay.id }, { entryId });
      assay.entryId = entryId;
      return this.answer(tx, caller, { family: after, batch, assay });
    });
  }

  /**
   * Puts one of the own assays in force, whatever was sampled later, until a sample later than it is recorded. What that
   * changes is booked as where an assay replaces another.
   *
   * @throws NotFoundError; DomainError `forbidden` where the batch arose on another side, `assay-of-other-side`, `batch-sealed`,
   * `batch-state`, `matter-created`, `assay-below-drawn`
   */
  force(
    caller: Caller,
    { id: batchId, assayId }: { readonly id: string; readonly assayId: string },
    reason: string,
  ): Promise<AssayAnswer> {
    return this.work.run(async (tx) => {
      await this.store.requireSeen(tx, caller, [batchId]);
      const family = await this.lockFamily(tx, batchId);
      const batch = member(family, batchId);
      if (batch.partyId !== caller.partyId) {
        throw new DomainError('forbidden', 'Only the side where a batch arose says which of its assays is in force.');
      }
      const assay = family.assays.find((one) => one.id === assayId && one.batchId === batchId);
      if (!assay) throw new NotFoundError('assay');
      if (assay.partyId !== batch.partyId) {
        throw new DomainError('assay-of-other-side', 'Another side had this assay made: it is kept beside your own.');
      }
      nextBatchStatus('describe', batch.status, batch.resting, batch.code);
      this.families.requireUnsealed(family, batch);
      const force: AssayForceRow = {
        ...{ id: this.store.nextId(), batchId, assayId, reason, createdAt: this.store.now(), userId: caller.userId },
        ...{ entryId: null, withdrawn: false },
      };
      await tx.insert(AssayForceRow, force);
      const after: Family = { ...family, forces: [...family.forces, force] };
      const entryId = await this.enforce(tx, { family, after, batch, caller });
      if (entryId !== null) await tx.update(AssayForceRow, { id: force.id }, { entryId });
      return this.answer(tx, caller, { family: after, batch, assay });
    });
  }

  private async answer(
    tx: EntityManager,
    { partyId }: Caller,
    { family, batch, assay }: { family: Family; batch: BatchRow; assay: AssayRow },
  ): Promise<AssayAnswer> {
    const elsewhere = await reportsElsewhere(tx, [assay]);
    return assayAnswer(assay, { batch, assays: family.assays, forces: family.forces, elsewhere }, partyId);
  }

  /** Sets which assay each member works with, from those that were not withdrawn. */
  async refresh(tx: EntityManager, rootId: string): Promise<void> {
    const family = await this.families.load(tx, rootId);
    for (const batch of family.members) {
      const assayId = assayInForce(family, batch.id)?.id ?? null;
      if (batch.assayId !== assayId) await this.store.update(tx, batch, { assayId });
    }
    const { runId } = member(family, rootId);
    if (runId) await this.outputs.runs.follow(tx, runId);
  }

  /** Holds a batch with its family; one run decides what all its outputs hold, so that they are held together. */
  private async lockFamily(tx: EntityManager, batchId: string): Promise<Family> {
    const { rootId } = await tx.findOneByOrFail(BatchRow, { id: batchId });
    const { runId } = await tx.findOneByOrFail(BatchRow, { id: rootId });
    const roots = runId ? (await tx.findBy(BatchRow, { runId })).map(({ id }) => id) : [rootId];
    const family = await tx.find(BatchRow, { select: { id: true }, where: { rootId: In(roots) } });
    await this.store.lock(
      tx,
      family.map(({ id }) => id),
    );
    return this.families.load(tx, rootId);
  }

  /** Books what a change of what is in force changes. @returns the entry, or null where nothing in force changes */
  private async enforce(
    tx: EntityManager,
    { family, after, batch, caller }: { family: Family; after: Family; batch: BatchRow; caller: Caller },
  ): Promise<string | null> {
    const changed = family.members.filter(({ id }) => assayInForce(family, id)?.id !== assayInForce(after, id)?.id);
    if (changed.length === 0) return null;
    this.families.requireUnsealed(family, batch);
    const { postings, subjectIds } = await this.corrections(tx, after, batch);
    const subjects = [...new Set([...changed.map(({ id }) => id), ...subjectIds])];
    await this.ledger.requireNeverBelowZero(tx, postings, belowDrawn);
    const moment = await this.store.momentOfLast(tx, batch.siteId, subjects);
    const entry = await this.ledger.book(tx, {
      kind: 'assayed',
      ...{ occurredAt: moment.at, ...daysOf(moment) },
      ...{ partyId: caller.partyId ?? '', siteId: batch.siteId, userId: caller.userId, postings },
      subjectIds: subjects,
    });
    for (const other of changed) {
      await this.store.update(tx, other, { assayId: assayInForce(after, other.id)?.id ?? null });
      if (other.id === batch.id) batch.assayId = other.assayId;
    }
    return entry.id;
  }

  private async corrections(tx: EntityManager, after: Family, { rootId }: BatchRow): Promise<OutputCorrections> {
    const { runId } = member(after, rootId);
    return runId
      ? this.outputs.runs.correct(tx, { runId, family: after })
      : { postings: this.families.corrections(after), subjectIds: [] };
  }
}

function belowDrawn({ day, commodity, massMg }: LowPoint): DomainError {
  return new DomainError(
    'assay-below-drawn',
    `With this assay more ${commodity} would have been drawn by ${day} than was there.`,
    { day, element: commodity, missingKg: mgToKg(-massMg) },
  );
}

function member(family: Family, id: string): BatchRow {
  const batch = family.members.find((row) => row.id === id);
  if (!batch) throw new Error('A batch is a member of its own family.');
  return batch;
}

/** @throws DomainError `report-taken` where the batch has an assay with this number of this laboratory */
function requireNewReport({ assays }: Family, { batchId, reportKey, reportNo, laboratory }: AssayRow): void {
  if (reportKey === null) return;
  const there = assays.find((one) => one.batchId === batchId && one.reportKey === reportKey);
  if (!there) return;
  throw new DomainError('report-taken', `The report ${reportNo} of ${laboratory} stands on this batch already.`, {
    assayId: there.id,
  });
}
