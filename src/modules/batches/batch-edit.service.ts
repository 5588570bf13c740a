import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireVersion, type Caller, faultAt, type Fault } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { daysOf } from '../../domain/measure/events.js';
import { BATCH_EDITABLE, nextBatchStatus } from '../../domain/acts/batch-life.js';
import { requireCountable } from '../../domain/acts/count-guard.js';
import { DomainError, InputError } from '../../domain/measure/errors.js';
import { mgToKg, minus, ppmToPct } from '../../domain/measure/quantities.js';
import { AgreementsQueries } from '../agreements/index.js';
import { Reversing, type EntryRow } from '../ledger/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { decideEdit, decideRelog } from '../../domain/acts/edit.js';
import type { Sees } from '../../domain/sight/seers.js';
import { catalogue } from '../catalogue/index.js';
import { coded, reclaimableOf, stampOf, weightsOf } from '../../domain/acts/born.js';
import { grossWeights } from './batch-given.js';
import { storedSeers } from '../sight/index.js';
import { BatchStore } from './batch-store.js';
import { countedLife, FREE_MS } from './counted-life.js';
import { BatchesQueries } from './batches.queries.js';
import type { BatchAnswer } from './batch-answer.dto.js';
import type { BatchEdit } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

/** Fields whose change alters what stands in the books. */
const BOOKED: readonly (keyof BatchEdit)[] = [
  ...(['stream', 'occurredAt', 'grossKg', 'tareKg', 'moisturePct', 'oilPct', 'reclaimableInProcess'] as const),
];

/** Mends a logged batch until something is built on it. */
@Injectable()
export class BatchEditService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly reversing: Reversing,
    private readonly queries: BatchesQueries,
  ) {}

  /**
   * Edits a logged by-product batch. A change of mass, stream, time or origin books the reversal of what was logged and
   * the new entry in one unit.
   *
   * @throws InputError; NotFoundError; DomainError `built-upon`, `stale-version`, `code-taken`, `batch-state`
   */
  edit(caller: Caller, { id, version }: { id: string; version: number }, body: BatchEdit): Promise<BatchAnswer> {
    return this.work.run(async (tx) => {
      const [batch] = await this.store.lockHeld(tx, caller, [id]);
      if (!batch) throw new Error('A held batch was not loaded.');
      requireVersion(batch.version, version);
      nextBatchStatus('describe', batch.status, batch.resting, batch.code);
      const given = Object.keys(body).filter((field) => body[field as keyof BatchEdit] !== undefined);
      const standing = await this.reversing.ledger.chainOf(tx, [id]);
      requireEditable(batch, given, standing);
      const plain = plainChange(batch, body);
      if (given.some((field) => BOOKED.includes(field as keyof BatchEdit))) {
        const change = { ...plain, ...(await this.bookedChange(tx, batch, body)) };
        await this.requireCountable(tx, caller, batch, change);
        await this.rebook(tx, caller, { batch, change, standing });
      } else {
        await this.reversing.acts.apply(tx, decideEdit(batch, plain));
      }
      const edited = await this.store.lock(tx, [id]);
      const [answer] = await this.queries.answers(tx, caller, edited);
      if (!answer) throw new Error('An edited batch has an answer.');
      return answer;
    });
  }

  /** The columns that follow from the fields that the books depend on. @throws InputError */
  private async bookedChange(tx: EntityManager, batch: BatchRow, body: BatchEdit): Promise<Partial<BatchRow>> {
    const site = await this.store.ownSite(tx, { partyId: batch.partyId } as Caller, batch.originSiteId);
    const moment = body.occurredAt
      ? this.store.moment(body.occurredAt, site)
      : { at: batch.occurredAt, on: batch.occurredOn, localOn: batch.occurredOn };
    const stream = body.stream ?? batch.stream ?? '';
    const covering = await this.agreements.covering(tx, { siteId: site.id, stream, day: moment.localOn });
    const origin =
      body.reclaimableInProcess !== undefined || body.stream !== undefined
        ? reclaimableOf(body.reclaimableInProcess ?? keptAnswer(batch, body) ?? null, stream, catalogue)
        : {};
    return {
      ...this.weights(batch, body),
      ...origin,
      ...stampOf(covering),
      stream,
      occurredAt: moment.at,
      ...daysOf(moment),
    };
  }

  /** @throws InputError where tare and gross, or moisture and oil, do not go together any more */
  private weights(batch: BatchRow, body: BatchEdit): Partial<BatchRow> {
    const faults: Fault[] = [];
    const merged = {
      grossKg: body.grossKg ?? mgToKg(batch.grossMg ?? batch.netMg),
      tareKg: body.tareKg ?? mgToKg(batch.tareMg ?? 0),
      moisturePct: body.moisturePct ?? ppmToPct(batch.moisturePpm),
      oilPct: body.oilPct ?? ppmToPct(batch.oilPpm),
    };
    if (merged.tareKg >= merged.grossKg) faults.push(faultAt('/tareKg', 'not-below-gross'));
    if (merged.moisturePct + merged.oilPct >= 100) {
      faults.push(faultAt('/moisturePct', 'nothing-dry-beside-oil'));
    }
    if (faults.length > 0) throw new InputError(faults);
    const weights = weightsOf(grossWeights(merged));
    if (weights.dryMg <= 0) throw new InputError([faultAt('/grossKg', 'nothing-dry')]);
    return weights;
  }

  /** After the first day an edit of the mass counts like a count. @throws DomainError `forbidden` */
  private async requireCountable(
    tx: EntityManager,
    caller: Caller,
    batch: BatchRow,
    { dryMg = batch.dryMg }: Partial<BatchRow>,
  ): Promise<void> {
    if (this.store.now() - batch.createdAt <= FREE_MS) return;
    const version = batch.agreementId
      ? await this.agreements.version(tx, batch.agreementId, batch.agreementVersion ?? 1)
      : null;
    const life = await countedLife(tx, batch, version?.terms.weightTolerancePpm ?? null);
    requireCountable(life, minus(dryMg, batch.dryMg), caller.role === 'admin');
  }

  private async rebook(
    tx: EntityManager,
    caller: Caller,
    { batch, change, standing }: { batch: BatchRow; change: Partial<BatchRow>; standing: readonly EntryRow[] },
  ): Promise<void> {
    const by = { userId: caller.userId, reason: 'The batch was edited.' };
    for (const entry of [...standing].reverse()) await this.reversing.lift(tx, entry, by);
    const stamp = { ...batch, ...change };
    const covering = stamp.agreementId
      ? await this.agreements.version(tx, stamp.agreementId, stamp.agreementVersion ?? 1)
      : null;
    const facts = {
      batch,
      assays: await tx.findBy(AssayRow, { batchId: batch.id }),
      forces: await tx.findBy(AssayForceRow, { batchId: batch.id }),
      covering,
      seers: (await storedSeers(tx, [batch.id])).get(batch.id) ?? new Map<string, Sees>(),
      by: this.store.entering(caller),
      catalogue,
    };
    await this.reversing.acts.apply(tx, decideRelog(facts, change));
  }
}

/** A new stream keeps the answer that the plant gave for this batch. */
function keptAnswer(batch: BatchRow, body: BatchEdit): BatchEdit['reclaimableInProcess'] {
  if (body.reclaimableInProcess === null || !batch.reclaimableAnswer) return undefined;
  return { answer: batch.reclaimableAnswer, reason: batch.reclaimableReason ?? '' };
}

/** @throws DomainError `built-upon` with what stands on the batch */
function requireEditable(batch: BatchRow, fields: readonly string[], standing: readonly EntryRow[]): void {
  if (fields.every((field) => BATCH_EDITABLE[field] === 'always')) return;
  const later = standing.filter(({ kind }) => kind !== 'logged' && kind !== 'assayed');
  if (batch.status === 'on-hand' && later.length === 0 && batch.kind === 'by-product' && !batch.parentId) return;
  throw new DomainError('built-upon', 'Something has been built on this batch: only its note may still be edited.', {
    entryIds: later.map(({ id }) => id),
  });
}

function plainChange(batch: BatchRow, body: BatchEdit): Partial<BatchRow> {
  const { code, alloy, grade, pieces, containerId, estimated, note } = body;
  const change = {
    // A code that stays keeps its key: after an upgrade it may have a number, since another batch has the same.
    ...(code === undefined || code === batch.code ? {} : coded(code)),
    alloy,
    grade,
    pieces,
    containerId,
    estimated,
    note,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
