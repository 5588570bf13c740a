import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { daysOf } from '../../domain/measure/events.js';
import type { Posting } from '../../domain/books/ledger.js';
import { Ledger, subjectsOf, type EntryRow } from '../ledger/index.js';
import { AssayRow } from './assay.entity.js';
import { BatchFamilies } from './batch-family.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';
import { OutputAssayHooks } from './output-assay-hooks.js';

/** What was lifted off an entry that is reversed, and who reverses it. */
export interface Lifted {
  /** Entries of assays, the newest first. All are reversed by now. */
  readonly entries: readonly EntryRow[];
  readonly becauseId: string;
  readonly userId: string;
}

interface Anew {
  readonly postings: readonly Posting[];
  readonly subjectIds: readonly string[];
}

/**
 * Says anew what assays say, after something beneath them was taken back: they stay in force, and what they make of the
 * rest is booked in one entry, in the name of the party whose assay it is. Its consent is not asked, since its figures stand.
 */
@Injectable()
export class BatchReassayService {
  constructor(
    private readonly store: BatchStore,
    private readonly families: BatchFamilies,
    private readonly ledger: Ledger,
    private readonly outputs: OutputAssayHooks,
  ) {}

  /** @throws DomainError `matter-created`, `batch-sealed` where a run that is decided again is against it */
  async assayAnew(tx: EntityManager, lifted: Lifted): Promise<void> {
    const all = await this.batchesOf(tx, lifted);
    const rows = all.filter(({ status }) => status !== 'void');
    const gone = all.filter(({ status }) => status === 'void').map(({ id }) => id);
    await tx.update(
      AssayRow,
      { entryId: In(lifted.entries.map(({ id }) => id)), batchId: In(gone) },
      { entryId: null },
    );
    const roots = await this.store.lock(tx, [...new Set(rows.map(({ rootId }) => rootId))]);
    const ofRuns = roots.filter(({ runId }) => runId !== null);
    const plain: Anew = { postings: [], subjectIds: rows.filter(isOf(roots, null)).map(({ id }) => id) };
    const postings: Posting[] = [];
    for (const { id } of roots.filter(({ runId }) => runId === null)) {
      postings.push(...this.families.corrections(await this.families.load(tx, id)));
    }
    await this.book(tx, lifted, { ...plain, postings });
    // One output after the other: each that is booked changes what its run leaves to the next.
    for (const { id, runId } of ofRuns) {
      const family = await this.families.load(tx, id);
      const { subjectIds, ...more } = await this.outputs.runs.correct(tx, { runId: runId ?? '', family });
      const own = rows.filter(({ rootId }) => rootId === id).map((row) => row.id);
      await this.book(tx, lifted, { ...more, subjectIds: [...own, ...subjectIds] });
    }
  }

  /** Those that the lifted assays were of; of one that is void they have nothing to say any more. */
  private async batchesOf(tx: EntityManager, { entries }: Lifted): Promise<BatchRow[]> {
    const ids: string[] = [];
    for (const { id } of entries) ids.push(...(await subjectsOf(tx, id)));
    return tx.find(BatchRow, { where: { id: In(ids) }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  private async book(
    tx: EntityManager,
    { entries, becauseId, userId }: Lifted,
    { postings, subjectIds }: Anew,
  ): Promise<void> {
    const [newest] = entries;
    if (!newest || subjectIds.length === 0) return;
    const { partyId, siteId } = newest;
    const subjects = [...new Set(subjectIds)];
    const moment = await this.store.momentOfLast(tx, siteId, subjects);
    const entry = await this.ledger.book(tx, {
      ...{ kind: 'assayed', occurredAt: moment.at, ...daysOf(moment), partyId, siteId, userId },
      ...{ postings, subjectIds: subjects, becauseId },
    });
    const liftedIds = entries.map(({ id }) => id);
    await tx.update(AssayRow, { entryId: In(liftedIds), batchId: In(subjects) }, { entryId: entry.id });
  }
}

/** Whether a batch is of a root that came out of a run, or out of none. */
function isOf(roots: readonly BatchRow[], runId: null): (batch: BatchRow) => boolean {
  const ids = new Set(roots.filter((root) => root.runId === runId).map(({ id }) => id));
  return ({ rootId }) => ids.has(rootId);
}
