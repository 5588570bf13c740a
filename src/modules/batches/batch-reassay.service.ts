import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { decideAssayAnew, decideUnsaid } from '../../domain/acts/assay.js';
import { Acts, subjectsOf, type EntryRow } from '../ledger/index.js';
import { AssayRow } from './assay.entity.js';
import { BatchFamilies, type Roots } from './batch-family.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';

/** What was lifted off an entry that is reversed, and who reverses it. */
export interface Lifted {
  /** Entries of assays, the newest first. All are reversed by now. */
  readonly entries: readonly EntryRow[];
  readonly becauseId: string;
  readonly userId: string;
}

/** Says anew what assays say, after something beneath them was taken back. */
@Injectable()
export class BatchReassayService {
  constructor(
    private readonly store: BatchStore,
    private readonly families: BatchFamilies,
    private readonly acts: Acts,
  ) {}

  /** @throws DomainError `matter-created`, `batch-sealed` where a run that is decided again is against it */
  async assayAnew(tx: EntityManager, lifted: Lifted): Promise<void> {
    const all = await this.batchesOf(tx, lifted);
    const rows = all.filter(({ status }) => status !== 'void');
    const gone = new Set(all.filter(({ status }) => status === 'void').map(({ id }) => id));
    const unsaid = (await this.assaysOf(tx, lifted)).filter(({ batchId }) => gone.has(batchId));
    if (unsaid.length > 0) await this.acts.apply(tx, decideUnsaid(unsaid));
    const roots = await this.store.lock(tx, [...new Set(rows.map(({ rootId }) => rootId))]);
    const plain = roots.filter(({ runId }) => runId === null).map(({ id }) => id);
    if (plain.length > 0) await this.book(tx, lifted, { ids: plain, runId: null }, rows);
    // One output after the other: each that is booked changes what its run leaves to the next.
    for (const { id, runId } of roots) {
      if (runId !== null) await this.book(tx, lifted, { ids: [id], runId }, rows);
    }
  }

  /** Those that the lifted assays were of; of one that is void they have nothing to say any more. */
  private async batchesOf(tx: EntityManager, { entries }: Lifted): Promise<BatchRow[]> {
    const ids: string[] = [];
    for (const { id } of entries) ids.push(...(await subjectsOf(tx, id)));
    return tx.find(BatchRow, { where: { id: In(ids) }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  private assaysOf(tx: EntityManager, { entries }: Lifted): Promise<AssayRow[]> {
    return tx.findBy(AssayRow, { entryId: In(entries.map(({ id }) => id)) });
  }

  private async book(tx: EntityManager, lifted: Lifted, roots: Roots, rows: readonly BatchRow[]): Promise<void> {
    const [newest] = lifted.entries;
    if (!newest) return;
    const books = await this.families.books(tx, roots, newest.siteId);
    const act = decideAssayAnew(
      { ...books, by: this.store.entering(lifted) },
      {
        newest,
        becauseId: lifted.becauseId,
        assays: await this.assaysOf(tx, lifted),
        batchIds: rows.filter(({ rootId }) => roots.ids.includes(rootId)).map(({ id }) => id),
      },
    );
    await this.acts.apply(tx, act);
  }
}
