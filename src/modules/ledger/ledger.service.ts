import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import { DomainError } from '../../domain/measure/errors.js';
import { MOVEMENT_KINDS } from '../../domain/books/entry-kinds.js';
import type { LowPoint } from '../../domain/books/low-points.js';
import type { Posting } from '../../domain/books/ledger.js';
import type { Past } from '../../domain/measure/events.js';
import type { Day } from '../../domain/measure/time.js';
import { EntryRow, EntrySubjectRow, PostingRow } from './entry.entity.js';
import { lowPointInBooks } from './low-points.js';
import { postingOf } from './posting-text.js';

/** What is read of the books for a decision; only acts write them. */
@Injectable()
export class Ledger {
  /**
   * Answers the assays that stand above an entry, newest first: they are in no one's way, and are reversed with it.
   *
   * @throws DomainError `built-upon` where anything else stands above, `already-reversed`, `is-reversal`
   */
  async requireReversible(tx: EntityManager, entry: EntryRow): Promise<EntryRow[]> {
    if (entry.kind === 'reversed')
      throw new DomainError('is-reversal', 'A reversal cannot be reversed; book the act anew.');
    if (await tx.existsBy(EntryRow, { reversesId: entry.id })) {
      throw alreadyReversed();
    }
    const later = await this.standingOn(tx, entry.id);
    const acts = later.filter(({ kind }) => kind !== 'assayed').map(({ id }) => id);
    if (acts.length > 0) throw builtUpon(acts);
    return later;
  }

  /** What has happened to batches, shipments or runs by entries that were not reversed; one without any is left out. */
  async pastOf(tx: EntityManager, subjectIds: readonly string[]): Promise<Past> {
    if (subjectIds.length === 0) return new Map();
    const rows = await runSql<{ subjectId: string; lastAt: string | number; movedOn: Day | null }>(
      tx,
      `SELECT "s"."subjectId", MAX(CASE WHEN "s"."latest" THEN "e"."occurredAt" END) AS "lastAt",
          MAX(CASE WHEN "e"."kind" IN ${listOf(MOVEMENT_KINDS)} THEN "e"."occurredOn" END) AS "movedOn"
        FROM "entry_subject" "s" JOIN "entry" "e" ON "e"."id" = "s"."entryId"
        WHERE "s"."subjectId" IN ${listOf(subjectIds)}
          AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id")
        GROUP BY "s"."subjectId"`,
      [...MOVEMENT_KINDS, ...subjectIds],
    );
    return new Map(rows.map(({ subjectId, lastAt, movedOn }) => [subjectId, { lastAt: Number(lastAt), movedOn }]));
  }

  /** The entries that stand on subjects, oldest first; reversed ones and their reversals are not among them. */
  async chainOf(tx: EntityManager, subjectIds: readonly string[]): Promise<EntryRow[]> {
    const [chain = []] = await this.chainsOf(tx, [subjectIds]);
    return chain;
  }

  /** The same of several groups of subjects, for each group, read together. */
  async chainsOf(tx: EntityManager, groups: readonly (readonly string[])[]): Promise<EntryRow[][]> {
    if (groups.flat().length === 0) return groups.map(() => []);
    const links = await tx.findBy(EntrySubjectRow, { subjectId: In(groups.flat()) });
    const ids = [...new Set(links.map(({ entryId }) => entryId))];
    const [entries, reversals] = [
      await tx.findBy(EntryRow, { id: In(ids) }),
      await tx.findBy(EntryRow, { reversesId: In(ids) }),
    ];
    const reversed = new Set(reversals.map(({ reversesId }) => reversesId));
    const standing = entries.filter(({ id }) => !reversed.has(id));
    return groups.map((group) => {
      const own = links.filter(({ subjectId }) => group.includes(subjectId));
      const ownIds = new Set(own.map(({ entryId }) => entryId));
      return inChainOrder(
        standing.filter(({ id }) => ownIds.has(id)),
        own,
      );
    });
  }

  /**
   * Asserts that postings which count on days gone by leave no account below zero on any day, per batch and group.
   *
   * @throws what `refused` makes of the first that is
   */
  async requireNeverBelowZero(
    tx: EntityManager,
    postings: readonly Posting[],
    refused: (low: LowPoint) => Error,
  ): Promise<void> {
    const low = await lowPointInBooks(tx, postings);
    if (low) throw refused(low);
  }

  /** The postings of entries, in their order. */
  async postingsOf(manager: EntityManager, entryIds: readonly string[]): Promise<Posting[]> {
    return (await this.postingRowsOf(manager, entryIds)).map(postingOf);
  }

  /** The postings of entries, by entry. */
  async postingsByEntry(manager: EntityManager, entryIds: readonly string[]): Promise<ReadonlyMap<string, Posting[]>> {
    const byEntry = new Map<string, Posting[]>();
    for (const row of await this.postingRowsOf(manager, entryIds)) {
      byEntry.set(row.entryId, [...(byEntry.get(row.entryId) ?? []), postingOf(row)]);
    }
    return byEntry;
  }

  async postingRowsOf(manager: EntityManager, entryIds: readonly string[]): Promise<PostingRow[]> {
    if (entryIds.length === 0) return [];
    return manager.find(PostingRow, {
      where: { entryId: In([...entryIds]) },
      order: { entryId: 'ASC', ordinal: 'ASC' },
    });
  }

  /**
   * What stands above an entry, newest first, and above its assays on all that they are of: they cannot be lifted off a part that has
   * gone its own way since.
   */
  private async standingOn(tx: EntityManager, entryId: string): Promise<EntryRow[]> {
    const found = new Map<string, EntryRow>();
    for (let open = [entryId]; open.length > 0;) {
      const ids: string[] = [];
      for (const id of open) {
        const subjects = await tx.findBy(EntrySubjectRow, { entryId: id });
        const subjectIds = subjects.map(({ subjectId }) => subjectId);
        ids.push(...(await this.laterThan(tx, id, subjectIds)));
      }
      const fresh = ids.filter((id) => !found.has(id));
      const rows = fresh.length === 0 ? [] : await tx.findBy(EntryRow, { id: In(fresh) });
      for (const row of rows) found.set(row.id, row);
      open = rows.filter(({ kind }) => kind === 'assayed').map(({ id }) => id);
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** The entries that stand above one on any of its subjects. */
  private async laterThan(tx: EntityManager, entryId: string, subjectIds: readonly string[]): Promise<string[]> {
    const links = subjectIds.length === 0 ? [] : await tx.findBy(EntrySubjectRow, { subjectId: In([...subjectIds]) });
    const later: string[] = [];
    for (const subjectId of subjectIds) {
      const own = new Map(links.filter((link) => link.subjectId === subjectId).map((link) => [link.entryId, link]));
      let at = [...own.values()].find(({ latest }) => latest);
      while (at && at.entryId !== entryId) {
        later.push(at.entryId);
        at = at.previousEntryId ? own.get(at.previousEntryId) : undefined;
      }
    }
    return [...new Set(later)];
  }
}

function builtUpon(entryIds: readonly string[]): DomainError {
  return new DomainError('built-upon', 'Later entries stand on this one. Reverse them first, the newest first.', {
    entryIds,
  });
}

function alreadyReversed(): DomainError {
  return new DomainError('already-reversed', 'This entry was reversed before.');
}

/** Oldest first. Ids sort by the time of their making; where two clocks disagree, the chain decides. */
export function inChainOrder(
  entries: readonly EntryRow[],
  links: readonly Pick<EntrySubjectRow, 'entryId' | 'previousEntryId'>[],
): EntryRow[] {
  const waiting = new Map([...entries].sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => [entry.id, entry]));
  const before = new Map<string, string[]>();
  for (const { entryId, previousEntryId } of links) {
    if (previousEntryId) before.set(entryId, [...(before.get(entryId) ?? []), previousEntryId]);
  }
  const ordered: EntryRow[] = [];
  const place = (id: string): void => {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    before.get(id)?.forEach(place);
    ordered.push(entry);
  };
  [...waiting.keys()].forEach(place);
  return ordered;
}
