import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { daysOf } from '../../domain/events.js';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { DomainError } from '../../domain/errors.js';
import { mgToKg } from '../../domain/quantities.js';
import { nextBatchStatus } from '../../domain/batch-life.js';
import { compositionWarnings } from '../../domain/composition.js';
import { catalogue } from '../catalogue/index.js';
import { Ledger, type LowPoint } from '../ledger/index.js';
import { assayAnswer } from './batch-answers.js';
import { AssayRow } from './assay.entity.js';
import { assayFaults, assayRow, insertAssay, refuseFaults } from './assay-rows.js';
import { assayInForce, BatchFamilies, type Family } from './batch-family.js';
import { BatchStore } from './batch-store.js';
import type { RecordedAssayAnswer } from './batch-act.dto.js';
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
   * @throws InputError; NotFoundError; DomainError `batch-sealed`, `batch-state`, `matter-created`
   */
  add(caller: Caller, batchId: string, body: NewAssay): Promise<RecordedAssayAnswer> {
    return this.work.run(async (tx) => {
      await this.store.requireSeen(tx, caller, [batchId]);
      const now = this.store.now();
      refuseFaults(assayFaults(body, '', now));
      const family = await this.lockFamily(tx, batchId);
      const batch = member(family, batchId);
      nextBatchStatus('describe', batch.status, batch.resting, batch.code);
      const birth = { id: this.store.nextId(), batchId, caller, partyId: caller.partyId ?? '', now };
      const assay = assayRow(birth, body);
      await insertAssay(tx, assay);
      await this.enforce(tx, { family, batch, assay, userId: caller.userId });
      const { alloy, stream, product } = batch;
      const warnings = compositionWarnings(assay.composition, {
        catalogue,
        ...(alloy ? { alloy } : {}),
        stream: stream ? catalogue.stream(stream) : undefined,
        product: product ? catalogue.product(product) : undefined,
      });
      return { ...assayAnswer(assay, batch.assayId), warnings: [...warnings] };
    });
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

  private async enforce(
    tx: EntityManager,
    { family, batch, assay, userId }: { family: Family; batch: BatchRow; assay: AssayRow; userId: string },
  ): Promise<void> {
    const after: Family = { ...family, assays: [...family.assays, assay] };
    const changed = family.members.filter(({ id }) => assayInForce(family, id)?.id !== assayInForce(after, id)?.id);
    if (changed.length === 0) return;
    this.families.requireUnsealed(family, batch);
    const { postings, subjectIds } = await this.corrections(tx, after, batch);
    const subjects = [...new Set([...changed.map(({ id }) => id), ...subjectIds])];
    await this.ledger.requireNeverBelowZero(tx, postings, belowDrawn);
    const moment = await this.store.momentOfLast(tx, batch.siteId, subjects);
    const entry = await this.ledger.book(tx, {
      kind: 'assayed',
      ...{ occurredAt: moment.at, ...daysOf(moment) },
      ...{ partyId: assay.partyId, siteId: batch.siteId, userId, postings },
      subjectIds: subjects,
    });
    await tx.update(AssayRow, { id: assay.id }, { entryId: entry.id });
    assay.entryId = entry.id;
    for (const other of changed) {
      await this.store.update(tx, other, { assayId: assayInForce(after, other.id)?.id ?? null });
      if (other.id === batch.id) batch.assayId = other.assayId;
    }
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
