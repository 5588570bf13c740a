import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Act } from '../../domain/acts/act.js';
import {
  decideAssayAnew,
  decideNextAssay,
  decideUnsaid,
  type AssayedBooks,
  type Said,
} from '../../domain/acts/assay.js';
import { Acts, subjectsOf, type EntryRow } from '../ledger/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { BatchFamilies, type Roots } from './batch-family.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';

/** What was taken back, and by whom. */
export interface Lifted {
  readonly reversed: EntryRow;
  /** Entries of assays that stood above it, the newest first. All are reversed by now. */
  readonly entries: readonly EntryRow[];
  /** The reversal. */
  readonly becauseId: string;
  readonly userId: string;
}

type Decide = (books: AssayedBooks, batchIds: readonly string[]) => Promise<Act | null>;

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
    const { reversed, entries, becauseId } = lifted;
    const [newest] = entries;
    if (newest) {
      const all = await this.batchesOf(tx, entries);
      await this.unsay(tx, lifted, all);
      await this.inEachFamily(tx, lifted, all, async (books, batchIds) => {
        return decideAssayAnew(books, { newest, becauseId, said: await this.saidBy(tx, lifted), batchIds });
      });
    }
    if (reversed.kind !== 'assayed') return;
    await this.inEachFamily(tx, lifted, await this.batchesOf(tx, [reversed]), (books, batchIds) =>
      Promise.resolve(decideNextAssay(books, { reversed, becauseId, batchIds })),
    );
  }

  /** Of a batch that is void assays have nothing to say any more. */
  private async unsay(tx: EntityManager, lifted: Lifted, all: readonly BatchRow[]): Promise<void> {
    const gone = new Set(all.filter(({ status }) => status === 'void').map(({ id }) => id));
    const said = await this.saidBy(tx, lifted);
    const isGone = ({ batchId }: { readonly batchId: string }): boolean => gone.has(batchId);
    await this.acts.apply(tx, decideUnsaid({ assays: said.assays.filter(isGone), forces: said.forces.filter(isGone) }));
  }

  private async inEachFamily(
    tx: EntityManager,
    lifted: Lifted,
    all: readonly BatchRow[],
    decide: Decide,
  ): Promise<void> {
    const rows = all.filter(({ status }) => status !== 'void');
    const roots = await this.store.lock(tx, [...new Set(rows.map(({ rootId }) => rootId))]);
    const plain = roots.filter(({ runId }) => runId === null).map(({ id }) => id);
    const groups: Roots[] = plain.length > 0 ? [{ ids: plain, runId: null }] : [];
    // One output after the other: each that is booked changes what its run leaves to the next.
    for (const { id, runId } of roots) if (runId !== null) groups.push({ ids: [id], runId });
    const { siteId } = lifted.entries[0] ?? lifted.reversed;
    for (const group of groups) {
      const books = { ...(await this.families.books(tx, group, siteId)), by: this.store.entering(lifted) };
      const ids = rows.filter(({ rootId }) => group.ids.includes(rootId)).map(({ id }) => id);
      const act = await decide(books, ids);
      if (act) await this.acts.apply(tx, act);
    }
  }

  /** The batches on which entries of assays stood. */
  private async batchesOf(tx: EntityManager, entries: readonly EntryRow[]): Promise<BatchRow[]> {
    const ids: string[] = [];
    for (const { id } of entries) ids.push(...(await subjectsOf(tx, id)));
    return tx.find(BatchRow, { where: { id: In(ids) }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  private async saidBy(tx: EntityManager, { entries }: Lifted): Promise<Said> {
    const entryId = In(entries.map(({ id }) => id));
    return { assays: await tx.findBy(AssayRow, { entryId }), forces: await tx.findBy(AssayForceRow, { entryId }) };
  }
}
