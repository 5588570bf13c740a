import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { Posting } from '../../domain/books/ledger.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { EntryRow, Ledger, onBatchSql, entriesQuery } from '../ledger/index.js';
import { type Known, shownPostings } from '../../domain/sight/hidden.js';
import { type Viewer, knowsParty, textTold } from '../../domain/sight/viewer.js';
import {
  Viewers,
  departedFrom,
  entriesSeenWhole,
  entriesWithBooker,
  hasPostingSql,
  knownAmong,
  namedIn,
  seesEntrySql,
  seesWhoBookedSql,
} from '../sight/index.js';
import type { EntryAnswer, EntryFilter } from './entry.dto.js';

/** What is known of a page of entries before they are answered. */
interface Reading {
  readonly viewer: Viewer;
  readonly known: Known;
  /** Of the entries, those that the viewer sees all of. */
  readonly whole: ReadonlySet<string>;
  /** Those of which it may be told who booked them and when. */
  readonly open: ReadonlySet<string>;
  /** Of which the reason may be told. */
  readonly told: ReadonlySet<string>;
  /** Entries that reverse or are reversed by those of the page, as far as the viewer sees them. */
  readonly linked: readonly EntryRow[];
}

/**
 * Reads the books. The party in whose name an entry was booked sees all of it, and so do both ends of a shipment; a side
 * of an agreement sees of any other entry the postings of its agreements, and an auditor those of the one agreement.
 */
@Injectable()
export class EntriesQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly ledger: Ledger,
  ) {}

  /** Entries, newest first. */
  async list(caller: Caller, filter: EntryFilter): Promise<Page<EntryAnswer>> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const { agreementId, siteId, kind, batchId, from, to } = filter;
      const query = entriesFor(manager, viewer, batchId);
      if (!(await this.knows(manager, viewer, filter))) query.andWhere('1 = 0');
      if (agreementId !== undefined) query.andWhere(hasPostingSql('entry', namedIn(query)([agreementId])));
      // When and where is hidden of what others did.
      if ([siteId, from, to].some((value) => value !== undefined))
        query.andWhere(seesWhoBookedSql(viewer, 'entry', namedIn(query)));
      if (siteId !== undefined) query.andWhere('entry.siteId = :siteId', { siteId });
      if (kind !== undefined) query.andWhere('entry.kind = :kind', { kind });
      if (from !== undefined) query.andWhere('entry.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('entry.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter, 'recordedAt');
      return { items: await this.answers(manager, viewer, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<EntryAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const row = await entriesFor(manager, viewer).andWhere('entry.id = :id', { id }).getOne();
      const [answer] = row ? await this.answers(manager, viewer, [row]) : [];
      if (!answer) throw new NotFoundError('entry');
      return answer;
    });
  }

  /** What is hidden in an answer must not be found out by filtering. */
  private async knows(
    manager: EntityManager,
    viewer: Viewer,
    { agreementId, siteId, batchId }: EntryFilter,
  ): Promise<boolean> {
    if (agreementId !== undefined && !viewer.agreementIds.has(agreementId)) return false;
    const known = await knownAmong(manager, viewer, {
      accounts: [],
      siteIds: siteId === undefined ? [] : [siteId],
      batchIds: [batchId ?? null],
    });
    return (
      (siteId === undefined || known.knowsSite(siteId, null)) && (batchId === undefined || known.batchIds.has(batchId))
    );
  }

  private async answers(manager: EntityManager, viewer: Viewer, rows: readonly EntryRow[]): Promise<EntryAnswer[]> {
    const ids = rows.map(({ id }) => id);
    const seenWhole = await entriesSeenWhole(manager, viewer, ids);
    const booked = await this.ledger.postingsByEntry(manager, ids);
    const postings = [...booked.values()].flat();
    const reading: Reading = {
      viewer,
      whole: seenWhole,
      open: await entriesWithBooker(manager, viewer, ids),
      told: await reasonsTold(manager, viewer, rows),
      linked: await linkedTo(manager, viewer, rows),
      known: await knownAmong(manager, viewer, {
        siteIds: rows.map(({ siteId }) => siteId),
        accounts: postings.flatMap(({ from, to }) => [from, to]),
        batchIds: postings.flatMap(({ fromBatchId, toBatchId }) => [fromBatchId, toBatchId]),
      }),
    };
    // What others did among themselves leaves nothing to tell.
    return rows
      .map((row) => entryAnswer(row, booked.get(row.id) ?? [], reading))
      .filter(({ id, postings: seen }) => seen.length > 0 || seenWhole.has(id));
  }
}

/** The postings that are of agreements of the viewer. */
function ownPostings({ agreementIds }: Viewer, booked: readonly Posting[]): Posting[] {
  return booked.filter(({ agreementId }) => agreementId !== null && agreementIds.has(agreementId));
}

/** In an entry that one sees all of, one knows the places whatever agreement they are about. */
function wholly({ knowsSite, knowsRun, ...known }: Known): Known {
  return { ...known, knowsSite: (id) => knowsSite(id, null), knowsRun: (id) => knowsRun(id, null) };
}

function entryAnswer(row: EntryRow, booked: readonly Posting[], reading: Reading): EntryAnswer {
  const { viewer, known, linked } = reading;
  const all = reading.whole.has(row.id);
  const open = reading.open.has(row.id);
  // Of a member's entry one sees what is of that member's agreements.
  const own = ownPostings(viewer, booked).filter(
    ({ agreementId }) => !open || knowsParty(viewer, row.partyId, agreementId),
  );
  const { id, kind, occurredOn, localOn } = row;
  return {
    id,
    kind,
    occurredAt: open ? iso(row.occurredAt) : null,
    occurredOn: open ? occurredOn : null,
    localOn: open ? (localOn ?? occurredOn) : null,
    recordedAt: open ? iso(row.recordedAt) : null,
    partyId: open ? row.partyId : null,
    siteId: open && known.knowsSite(row.siteId, null) ? row.siteId : null,
    userId: all || (open && own.length === booked.length) ? row.userId : null,
    reason: reading.told.has(id) ? row.reason : null,
    reversesId: linked.find((other) => other.id === row.reversesId)?.id ?? null,
    because: linked.find((other) => other.id === row.becauseId)?.id ?? null,
    reversedById: linked.find(({ reversesId }) => reversesId === id)?.id ?? null,
    postings: (all ? shownPostings(booked, wholly(known)) : shownPostings(own, known)).map(
      ({ massMg, day, ...posting }) => ({
        ...posting,
        day: open ? day : null,
        kg: mgToKg(massMg),
      }),
    ),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The reversals of entries, what those among them that are reversals reverse, and what others follow from. */
async function linkedTo(manager: EntityManager, viewer: Viewer, rows: readonly EntryRow[]): Promise<EntryRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const named = rows.flatMap(({ reversesId, becauseId }) => [reversesId ?? [], becauseId ?? []].flat());
  return entriesFor(manager, viewer)
    .andWhere('(entry.reversesId IN (:...ids) OR entry.id IN (:...named))', {
      ids,
      named: [...named, ''],
    })
    .getMany();
}

/** The entries of which the viewer sees anything; where a batch is asked for, anything about it of those seen in part. */
function entriesFor(manager: EntityManager, viewer: Viewer, batchId?: string): SelectQueryBuilder<EntryRow> {
  const query = entriesQuery(manager);
  query.where(seesEntrySql(viewer, 'entry', namedIn(query), batchId));
  return batchId === undefined ? query : query.andWhere(onBatchSql('entry', ':batchId'), { batchId });
}

/** Of entries, those of which the viewer may read the reason. */
async function reasonsTold(
  manager: EntityManager,
  viewer: Viewer,
  rows: readonly EntryRow[],
): Promise<ReadonlySet<string>> {
  const ids = rows.map(({ id }) => id);
  const departures = await departedFrom(manager, viewer, ids);
  const told = rows.filter(({ id, partyId: bookedBy }) => {
    return textTold({ bookedBy, departsFrom: departures.get(id) ?? null }, viewer) !== 'nothing';
  });
  return new Set(told.map(({ id }) => id));
}
