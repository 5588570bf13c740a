import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { AssayedBooks } from '../../domain/acts/assay.js';
import type { Family } from '../../domain/acts/family.js';
import type { Posting } from '../../domain/books/ledger.js';
import { catalogue } from '../catalogue/index.js';
import { Ledger } from '../ledger/index.js';
import { PartiesQueries } from '../parties/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { BatchStore } from './batch-store.js';
import { BatchRow } from './batch.entity.js';
import { OutputRuns } from './output-runs.js';

/** Batches that came to be of nothing that is a batch, all of one run where one made them. */
export interface Roots {
  readonly ids: readonly string[];
  readonly runId: string | null;
}

/** Loads what decides which assay of a batch is in force, and what a change of it books. */
@Injectable()
export class BatchFamilies {
  constructor(
    private readonly store: BatchStore,
    private readonly ledger: Ledger,
    private readonly parties: PartiesQueries,
    private readonly runs: OutputRuns,
  ) {}

  /** Holds a batch with its family; one run decides what all its outputs hold, so that they are held together. */
  async hold(tx: EntityManager, batchId: string): Promise<Roots & { readonly rootId: string }> {
    const { rootId } = await tx.findOneByOrFail(BatchRow, { id: batchId });
    const { runId } = await tx.findOneByOrFail(BatchRow, { id: rootId });
    const ids = runId ? (await tx.findBy(BatchRow, { runId })).map(({ id }) => id) : [rootId];
    const members = await tx.find(BatchRow, { select: { id: true }, where: { rootId: In(ids) } });
    await this.store.lock(
      tx,
      members.map(({ id }) => id),
    );
    return { ids, runId, rootId };
  }

  /**
   * What an assay of batches is decided on.
   *
   * @param siteId where it is booked
   */
  async books(tx: EntityManager, roots: Roots, siteId: string): Promise<Omit<AssayedBooks, 'by'>> {
    const { families, run } = await this.load(tx, roots);
    const memberIds = [...families.values()].flatMap(({ members }) => members.map(({ id }) => id));
    const site = await this.parties.site(siteId, tx);
    if (!site) throw new Error('An assay is booked at a site.');
    const past = await this.ledger.pastOf(tx, roots.runId ? [...memberIds, roots.runId] : memberIds);
    return { families, run, past, timeZone: site.timeZone, catalogue };
  }

  /** Families by their roots, and the run that made them; of a run those of all its outputs. */
  async load(tx: EntityManager, { ids, runId }: Roots): Promise<Pick<AssayedBooks, 'families' | 'run'>> {
    const run = runId ? await this.runs.load(tx, runId) : null;
    return { families: await this.of(tx, run ? run.outputs.map(({ batchId }) => batchId) : ids), run };
  }

  private async of(tx: EntityManager, rootIds: readonly string[]): Promise<ReadonlyMap<string, Family>> {
    const all = await tx.find(BatchRow, {
      where: { rootId: In([...rootIds]) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const batchId = In(all.map(({ id }) => id));
    const assays = await tx.find(AssayRow, {
      where: { batchId, withdrawn: false },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const forces = await tx.findBy(AssayForceRow, { batchId, withdrawn: false });
    const members = rootIds.map((rootId) => all.filter((batch) => batch.rootId === rootId));
    const chains = await this.ledger.chainsOf(
      tx,
      members.map((own) => own.map(({ id }) => id)),
    );
    const booked = await this.ledger.postingsByEntry(tx, [...new Set(chains.flat().map(({ id }) => id))]);
    return new Map(
      rootIds.map((rootId, index) => {
        const [batches = [], entries = []] = [members[index], chains[index]];
        const own = new Set(batches.map(({ id }) => id));
        const ofFamily = ({ fromBatchId, toBatchId }: Posting): boolean =>
          own.has(fromBatchId ?? '') || own.has(toBatchId ?? '');
        const family: Family = {
          members: batches,
          assays: assays.filter((assay) => own.has(assay.batchId)),
          forces: forces.filter((force) => own.has(force.batchId)),
          entries,
          history: entries.map(({ id, kind }) => ({ id, kind, postings: (booked.get(id) ?? []).filter(ofFamily) })),
        };
        return [rootId, family];
      }),
    );
  }
}
