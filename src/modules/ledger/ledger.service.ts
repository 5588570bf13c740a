import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock, Ids } from '../../common/index.js';
import { insertRows, listOf, orOnDuplicate, runSql, UnitOfWork } from '../../database/index.js';
import { DomainError } from '../../domain/measure/errors.js';
import { MOVEMENT_KINDS, type EntryKind } from '../../domain/books/entry-kinds.js';
import type { LowPoint } from '../../domain/books/low-points.js';
import { assertPostings, balanceDeltas, totalDeltas, turned, type Posting } from '../../domain/books/ledger.js';
import type { Past } from '../../domain/measure/events.js';
import type { Day } from '../../domain/measure/time.js';
import { EntryRow, EntrySubjectRow, PostingRow } from './entry.entity.js';
import { insertEntry, writeBalances, writeTotals } from './ledger-rows.js';
import { lowPointInBooks } from './low-points.js';
import { postingOf } from './posting-text.js';

export interface Act {
  readonly kind: EntryKind;
  readonly occurredAt: number;
  /** The event day. */
  readonly occurredOn: Day;
  /** The date at the site, where it is another than the event day. */
  readonly localOn?: Day | null;
  readonly partyId: string;
  readonly siteId: string;
  readonly userId: string | null;
  /** The batches, shipment and run that the entry stands on. */
  readonly subjectIds: readonly string[];
  readonly postings: readonly Posting[];
  readonly reason?: string | null;
  /** The reversal that it follows from. */
  readonly becauseId?: string;
}

const REVERSES = { table: 'entry', columns: ['reversesId'] };

/** The one way into the books. Entries are added, never changed; balances and totals follow in the same transaction. */
@Injectable()
export class Ledger {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly work: UnitOfWork,
  ) {}

  /** Stores an entry whole, with everything that follows from it. */
  async book(tx: EntityManager, act: Act): Promise<EntryRow> {
    return this.store(tx, act, null);
  }

  /**
   * Books the same postings the other way, linked to the entry that they reverse.
   *
   * @throws DomainError `built-upon` where later entries stand on the same batch, shipment or run; `already-reversed`;
   * `is-reversal`
   */
  async reverse(tx: EntityManager, entry: EntryRow, by: { userId: string; reason: string | null }): Promise<EntryRow> {
    const [above] = await this.requireReversible(tx, entry);
    if (above) throw builtUpon([above.id]);
    const postings = (await this.postingsOf(tx, [entry.id])).map(turned);
    const subjects = await tx.findBy(EntrySubjectRow, { entryId: entry.id });
    const { partyId, siteId, occurredAt, occurredOn } = entry;
    const act: Act = {
      kind: 'reversed',
      ...{ partyId, siteId, occurredAt, occurredOn, localOn: entry.localOn },
      ...{ postings, subjectIds: [], ...by },
    };
    const reversal = await this.store(tx, act, entry.id);
    await this.stepBack(tx, subjects);
    return reversal;
  }

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
    const subjects = await tx.findBy(EntrySubjectRow, { entryId: entry.id });
    const laterIds = await this.laterThan(
      tx,
      entry.id,
      subjects.map(({ subjectId }) => subjectId),
    );
    const later = laterIds.length === 0 ? [] : await tx.findBy(EntryRow, { id: In(laterIds) });
    const acts = later.filter(({ kind }) => kind !== 'assayed').map(({ id }) => id);
    if (acts.length > 0) throw builtUpon(laterIds.filter((id) => acts.includes(id)));
    return later.sort((a, b) => laterIds.indexOf(a.id) - laterIds.indexOf(b.id));
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

  private async store(tx: EntityManager, act: Act, reversesId: string | null): Promise<EntryRow> {
    assertPostings(act.postings);
    // Totals are where units meet that have nothing else in common. Written together at a unit's end, they are held
    // for the shortest time, and in one order however many entries the unit has.
    this.work.lastly(tx, writeTotals, totalDeltas(act.postings));
    const { kind, occurredAt, occurredOn, localOn = null, partyId, siteId, userId } = act;
    const entry: EntryRow = {
      id: this.ids.next(),
      ...{ kind, occurredAt, occurredOn, localOn, partyId, siteId, userId, reversesId },
      recordedAt: this.clock.now(),
      ...{ becauseId: act.becauseId ?? null, reason: act.reason ?? null },
    };
    await orOnDuplicate(insertEntry(tx, entry, act.postings), REVERSES, alreadyReversed);
    await this.chain(tx, entry.id, [...new Set(act.subjectIds)]);
    await writeBalances(tx, balanceDeltas(act.postings));
    return entry;
  }

  private async chain(tx: EntityManager, entryId: string, subjectIds: readonly string[]): Promise<void> {
    if (subjectIds.length === 0) return;
    const heads = await tx.findBy(EntrySubjectRow, { subjectId: In([...subjectIds]), latest: true });
    const previous = new Map(heads.map((head) => [head.subjectId, head.entryId]));
    if (heads.length > 0) {
      await tx.update(EntrySubjectRow, { subjectId: In([...previous.keys()]), latest: true }, { latest: false });
    }
    await insertRows(tx, {
      table: 'entry_subject',
      columns: ['entryId', 'subjectId', 'previousEntryId', 'latest'],
      rows: subjectIds.map((subjectId) => [entryId, subjectId, previous.get(subjectId) ?? null, true]),
    });
  }

  /** What stood on each subject before is the latest again. */
  private async stepBack(tx: EntityManager, subjects: readonly EntrySubjectRow[]): Promise<void> {
    for (const { entryId, subjectId, previousEntryId } of subjects) {
      await tx.update(EntrySubjectRow, { entryId, subjectId }, { latest: false });
      if (previousEntryId) await tx.update(EntrySubjectRow, { entryId: previousEntryId, subjectId }, { latest: true });
    }
  }

  /** The entries that stand above one on any of its subjects, newest first. */
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
    return [...new Set(later)].sort().reverse();
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
