import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { assayInForceAmong } from '../../domain/matter/assay-in-force.js';
import { DomainError } from '../../domain/measure/errors.js';
import type { Holding } from '../../domain/matter/holding.js';
import { correctionsTo, replayedElements, type PastEntry } from '../../domain/acts/replay.js';
import type { Posting } from '../../domain/books/ledger.js';
import { catalogue } from '../catalogue/index.js';
import { Ledger, type EntryRow } from '../ledger/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { BatchRow } from './batch.entity.js';

/** A batch with everything it was split from and into, and what has happened to all of them. */
export interface Family {
  readonly members: readonly BatchRow[];
  readonly assays: readonly AssayRow[];
  /** Which of them were put in force by hand. */
  readonly forces: readonly AssayForceRow[];
  readonly entries: readonly EntryRow[];
  readonly history: readonly PastEntry[];
}

/** A family, as far as it decides which assay is in force. */
type AssayedFamily = Pick<Family, 'members' | 'assays' | 'forces'>;

/** The assays of a batch and of what it is a part of: which one is in force, and what a change of it books. */
@Injectable()
export class BatchFamilies {
  constructor(private readonly ledger: Ledger) {}

  async load(tx: EntityManager, rootId: string): Promise<Family> {
    const members = await tx.find(BatchRow, { where: { rootId }, order: { createdAt: 'ASC', id: 'ASC' } });
    const ids = members.map(({ id }) => id);
    const assays = await tx.find(AssayRow, {
      where: { batchId: In(ids), withdrawn: false },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const forces = await tx.findBy(AssayForceRow, { batchId: In(ids), withdrawn: false });
    const entries = await this.ledger.chainOf(tx, ids);
    const rows = await this.ledger.postingsByEntry(
      tx,
      entries.map(({ id }) => id),
    );
    const own = new Set(ids);
    const ofFamily = (posting: Posting): boolean =>
      own.has(posting.fromBatchId ?? '') || own.has(posting.toBatchId ?? '');
    const history = entries.map(({ id, kind }) => ({ id, kind, postings: (rows.get(id) ?? []).filter(ofFamily) }));
    return { members, assays, forces, entries, history };
  }

  /** What must be booked so that the books of a by-product or supply hold what its assays now say. */
  corrections(family: Family, bornInRun: Holding | null = null): Posting[] {
    const compositionOf = (batchId: string): AssayRow['composition'] | null =>
      ownAssay(family, batchId)?.composition ?? null;
    const desired = replayedElements({ entries: family.history, ownAssayOf: compositionOf, bornInRun, catalogue });
    return correctionsTo(
      desired,
      family.history.flatMap(({ postings }) => postings),
    );
  }

  /**
   * Once a run or a charge has drawn on a batch or a part of it, its assay is what was worked with. A run's output is
   * assayed before it is dispatched.
   *
   * @throws DomainError `batch-sealed`
   */
  requireUnsealed(family: Family, batch: BatchRow): void {
    const parts = new Set(partsOf(family.members, batch.id));
    const isOutput = family.members.some(({ id, rootId, runId }) => id === rootId && runId !== null);
    const sealing = isOutput ? ['run', 'charged', 'dispatched'] : ['run', 'charged'];
    const seal = family.history.find(
      ({ kind, postings }) => sealing.includes(kind) && postings.some((posting) => drawsOn(posting, parts)),
    );
    if (!seal) return;
    const why = seal.kind === 'dispatched' ? 'has been dispatched' : 'was drawn on by a run or a charge';
    throw new DomainError('batch-sealed', `Batch ${batch.code} ${why}: its assay can no longer change.`, {
      batch: batch.code,
    });
  }
}

function drawsOn({ from, fromBatchId }: Posting, parts: ReadonlySet<string>): boolean {
  return from.startsWith('stock:') && parts.has(fromBatchId ?? '');
}

/** A batch and everything that was split from it or refused of it. */
function partsOf(members: readonly BatchRow[], id: string): string[] {
  const children = members.filter(({ parentId }) => parentId === id);
  return [id, ...children.flatMap((child) => partsOf(members, child.id))];
}

/**
 * The assay of its own that counts for a batch: of the side where it arose; another side's only where it has none and is no
 * part of a batch that has one.
 */
export function ownAssay(family: AssayedFamily, batchId: string): AssayRow | null {
  const batch = family.members.find(({ id }) => id === batchId);
  if (!batch) return null;
  const given = family.assays.filter((assay) => assay.batchId === batchId);
  const ownSide = given.filter(({ partyId }) => partyId === batch.partyId);
  if (ownSide.length > 0) return assayInForceAmong(ownSide, family.forces)?.assay ?? null;
  const inherited = batch.parentId ? assayInForce(family, batch.parentId) : null;
  return inherited ? null : (assayInForceAmong(given, family.forces)?.assay ?? null);
}

/** The assay in force for a batch: its own, or that of what it is a part of. */
export function assayInForce(family: AssayedFamily, batchId: string): AssayRow | null {
  const own = ownAssay(family, batchId);
  if (own) return own;
  const parentId = family.members.find(({ id }) => id === batchId)?.parentId;
  return parentId ? assayInForce(family, parentId) : null;
}
