import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { after, rowsAdded, type Act } from '../../domain/acts/act.js';
import { decideAssay, decideForce, type AssayFacts } from '../../domain/acts/assay.js';
import { memberOf, type Family } from '../../domain/acts/family.js';
import type { Assay } from '../../domain/acts/records.js';
import { Acts } from '../ledger/index.js';
import { assayAnswer } from './assay-answers.js';
import { assayFaults, foundAssay, refuseFaults, reportsElsewhere } from './assay-rows.js';
import { BatchFamilies } from './batch-family.js';
import { BatchStore } from './batch-store.js';
import type { AssayAnswer } from './batch-answer.dto.js';
import type { NewAssay } from './batch.dto.js';
import { BatchRow } from './batch.entity.js';

/** Assays that come after the batch: late ones, and ones that replace another. */
@Injectable()
export class BatchAssayService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly families: BatchFamilies,
    private readonly acts: Acts,
  ) {}

  /**
   * Keeps an assay, and books what it changes where it comes into force.
   *
   * @throws InputError; NotFoundError; DomainError `element-twice`, and what `decideAssay` throws
   */
  add(caller: Caller, batchId: string, body: NewAssay): Promise<AssayAnswer> {
    return this.work.run(async (tx) => {
      const { act, facts } = await this.assayed(tx, caller, batchId, body);
      const [assay] = rowsAdded(act, 'assay');
      if (!assay) throw new Error('An assay that is recorded is kept.');
      await this.acts.apply(tx, act);
      return this.answer(tx, { act, facts, assay });
    });
  }

  /** Decides what an assay books, and books nothing. @throws InputError; NotFoundError; DomainError, as {@link add} */
  async assayed(
    tx: EntityManager,
    caller: Caller,
    batchId: string,
    body: NewAssay,
  ): Promise<{ readonly act: Act; readonly facts: AssayFacts }> {
    const facts = await this.factsOf(tx, caller, batchId);
    const { product } = memberOf(familyOf(facts), batchId);
    refuseFaults(assayFaults(body, '', { now: facts.by.now, product }));
    return { act: decideAssay(facts, foundAssay(body)), facts };
  }

  /**
   * Puts one of the own assays in force by hand.
   *
   * @throws NotFoundError; DomainError, what `decideForce` throws
   */
  force(
    caller: Caller,
    { id: batchId, assayId }: { readonly id: string; readonly assayId: string },
    reason: string,
  ): Promise<AssayAnswer> {
    return this.work.run(async (tx) => {
      const facts = await this.factsOf(tx, caller, batchId);
      const act = decideForce(facts, { assayId, reason });
      await this.acts.apply(tx, act);
      const assay = familyOf(facts).assays.find(({ id }) => id === assayId);
      if (!assay) throw new Error('An assay that is put in force is one of the batch.');
      return this.answer(tx, { act, facts, assay });
    });
  }

  private async factsOf(tx: EntityManager, caller: Caller, batchId: string): Promise<AssayFacts> {
    await this.store.requireSeen(tx, caller, [batchId]);
    const { rootId, ...roots } = await this.families.hold(tx, batchId);
    const { siteId } = await tx.findOneByOrFail(BatchRow, { id: batchId });
    const books = await this.families.books(tx, roots, siteId);
    return { ...books, batchId, rootId, partyId: caller.partyId ?? '', by: this.store.entering(caller) };
  }

  private async answer(
    tx: EntityManager,
    { act, facts, assay }: { readonly act: Act; readonly facts: AssayFacts; readonly assay: Assay },
  ): Promise<AssayAnswer> {
    const family = familyOf(facts);
    const step = act.steps.find(({ before }) => before.id === facts.batchId);
    const of = {
      batch: step ? after(step) : memberOf(family, facts.batchId),
      assays: [...family.assays, ...rowsAdded(act, 'assay')],
      forces: [...family.forces, ...rowsAdded(act, 'assayForce')],
      elsewhere: await reportsElsewhere(tx, [assay]),
    };
    return assayAnswer(assay, of, facts.partyId);
  }
}

function familyOf({ families, rootId }: AssayFacts): Family {
  const family = families.get(rootId);
  if (!family) throw new Error('The family of a batch was not loaded.');
  return family;
}
