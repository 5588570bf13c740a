import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { Posting } from '../../domain/books/ledger.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { seenPostings, type Sight } from '../../domain/sight/sight.js';
import { BatchVisibility } from '../batches/index.js';
import { EntryRow, Ledger } from '../ledger/index.js';
import { knowsParty, type BatchEyes } from '../sight/index.js';
import type { EntryAnswer, EntryFilter } from './entry.dto.js';
import { openEntries, posted, reasonsTold, visibleEntries, wholeEntries } from './entry-visibility.js';
import { SightQueries } from './sight.queries.js';

/** What is known of a page of entries before they are answered. */
interface Reading {
  readonly eyes: BatchEyes;
  readonly sight: Sight;
  /** Of the entries, those that the eyes see all of. */
  readonly whole: ReadonlySet<string>;
  /** Those of which it may be told who booked them and when. */
  readonly open: ReadonlySet<string>;
  /** Of which the reason may be told. */
  readonly told: ReadonlySet<string>;
  /** Entries that reverse or are reversed by those of the page, as far as the eyes see them. */
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
    private readonly visibility: BatchVisibility,
    private readonly sights: SightQueries,
    private readonly ledger: Ledger,
  ) {}

  /** Entries, newest first. */
  async list(caller: Caller, filter: EntryFilter): Promise<Page<EntryAnswer>> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const { agreementId, siteId, kind, batchId, from, to } = filter;
      const query = visibleEntries(manager, eyes, batchId);
      if (!(await this.knows(manager, eyes, filter))) query.andWhere('1 = 0');
      if (agreementId !== undefined) query.andWhere(posted('= :agreementId'), { agreementId });
      // When and where is hidden of what others did.
      if ([siteId, from, to].some((value) => value !== undefined)) query.andWhere(openEntries(query, eyes));
      if (siteId !== undefined) query.andWhere('entry.siteId = :siteId', { siteId });
      if (kind !== undefined) query.andWhere('entry.kind = :kind', { kind });
      if (from !== undefined) query.andWhere('entry.occurredOn >= :from', { from });
      if (to !== undefined) query.andWhere('entry.occurredOn <= :to', { to });
      const { rows, nextCursor } = await pageOf(query, filter, 'recordedAt');
      return { items: await this.answers(manager, eyes, rows), nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<EntryAnswer> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const row = await visibleEntries(manager, eyes).andWhere('entry.id = :id', { id }).getOne();
      const [answer] = row ? await this.answers(manager, eyes, [row]) : [];
      if (!answer) throw new NotFoundError('entry');
      return answer;
    });
  }

  /** What is hidden in an answer must not be found out by filtering. */
  private async knows(
    manager: EntityManager,
    eyes: BatchEyes,
    { agreementId, siteId, batchId }: EntryFilter,
  ): Promise<boolean> {
    if (agreementId !== undefined && !eyes.agreementIds.has(agreementId)) return false;
    const sight = await this.sights.of(manager, eyes, {
      ...{ accounts: [], siteIds: siteId === undefined ? [] : [siteId], batchIds: [batchId ?? null] },
    });
    return (
      (siteId === undefined || sight.knowsSite(siteId, null)) && (batchId === undefined || sight.batchIds.has(batchId))
    );
  }

  private async answers(manager: EntityManager, eyes: BatchEyes, rows: readonly EntryRow[]): Promise<EntryAnswer[]> {
    const ids = rows.map(({ id }) => id);
    const seenWhole = await wholeEntries(manager, eyes, ids);
    const booked = await this.ledger.postingsByEntry(manager, ids);
    const postings = [...booked.values()].flat();
    const partly = rows.map((row) => ({ row, own: ownPostings(eyes, booked.get(row.id) ?? []) }));
    const reading: Reading = {
      eyes,
      whole: seenWhole,
      open: await this.sights.openAmong(manager, eyes, partly),
      told: await reasonsTold(manager, eyes, rows),
      linked: await linkedTo(manager, eyes, rows),
      sight: await this.sights.of(manager, eyes, {
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

/** The postings that are of agreements of the eyes. */
function ownPostings({ agreementIds }: BatchEyes, booked: readonly Posting[]): Posting[] {
  return booked.filter(({ agreementId }) => agreementId !== null && agreementIds.has(agreementId));
}

/** In an entry that one sees all of, one knows the places whatever agreement they are about. */
function wholly({ knowsSite, knowsRun, ...sight }: Sight): Sight {
  return { ...sight, knowsSite: (id) => knowsSite(id, null), knowsRun: (id) => knowsRun(id, null) };
}

function entryAnswer(row: EntryRow, booked: readonly Posting[], reading: Reading): EntryAnswer {
  const { eyes, sight, linked } = reading;
  const all = reading.whole.has(row.id);
  const open = reading.open.has(row.id);
  // Of a member's entry one sees what is of that member's agreements.
  const own = ownPostings(eyes, booked).filter(
    ({ agreementId }) => !open || knowsParty(eyes, row.partyId, agreementId),
  );
  const { id, kind, occurredOn, localOn } = row;
  return {
    ...{ id, kind },
    occurredAt: open ? iso(row.occurredAt) : null,
    occurredOn: open ? occurredOn : null,
    localOn: open ? (localOn ?? occurredOn) : null,
    recordedAt: open ? iso(row.recordedAt) : null,
    partyId: open ? row.partyId : null,
    siteId: open && sight.knowsSite(row.siteId, null) ? row.siteId : null,
    userId: all || (open && own.length === booked.length) ? row.userId : null,
    reason: reading.told.has(id) ? row.reason : null,
    reversesId: linked.find((other) => other.id === row.reversesId)?.id ?? null,
    because: linked.find((other) => other.id === row.becauseId)?.id ?? null,
    reversedById: linked.find(({ reversesId }) => reversesId === id)?.id ?? null,
    postings: (all ? seenPostings(booked, wholly(sight)) : seenPostings(own, sight)).map(
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
async function linkedTo(manager: EntityManager, eyes: BatchEyes, rows: readonly EntryRow[]): Promise<EntryRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const named = rows.flatMap(({ reversesId, becauseId }) => [reversesId ?? [], becauseId ?? []].flat());
  return visibleEntries(manager, eyes)
    .andWhere('(entry.reversesId IN (:...ids) OR entry.id IN (:...named))', {
      ids,
      named: [...named, ''],
    })
    .getMany();
}
