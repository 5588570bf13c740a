import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { Posting } from '../../domain/ledger.js';
import { mgToKg } from '../../domain/quantities.js';
import { seenPostings, type Sight } from '../../domain/sight.js';
import { BatchVisibility, type BatchEyes } from '../batches/index.js';
import { EntryRow, Ledger } from '../ledger/index.js';
import type { EntryAnswer, EntryFilter } from './entry.dto.js';
import { atAnEnd, SightQueries } from './sight.queries.js';

/** What is known of a page of entries before they are answered. */
interface Reading {
  readonly eyes: BatchEyes;
  readonly partners: ReadonlySet<string>;
  readonly sight: Sight;
  /** Of the entries, those that the eyes see all of. */
  readonly whole: ReadonlySet<string>;
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
      (siteId === undefined || sight.siteIds.has(siteId)) && (batchId === undefined || sight.batchIds.has(batchId))
    );
  }

  private async answers(manager: EntityManager, eyes: BatchEyes, rows: readonly EntryRow[]): Promise<EntryAnswer[]> {
    const ids = rows.map(({ id }) => id);
    const whole = await wholeAmong(manager, eyes, ids);
    const booked = await this.ledger.postingsByEntry(manager, ids);
    const postings = [...booked.values()].flat();
    const reading: Reading = {
      ...{ eyes, whole, linked: await linkedTo(manager, eyes, rows) },
      partners: await this.visibility.partnersOf(manager, eyes),
      sight: await this.sights.of(manager, eyes, {
        siteIds: rows.map(({ siteId }) => siteId),
        accounts: postings.flatMap(({ from, to }) => [from, to]),
        batchIds: postings.flatMap(({ fromBatchId, toBatchId }) => [fromBatchId, toBatchId]),
      }),
    };
    return rows.map((row) => entryAnswer(row, booked.get(row.id) ?? [], reading));
  }
}

function entryAnswer(row: EntryRow, booked: readonly Posting[], reading: Reading): EntryAnswer {
  const { eyes, partners, sight, whole, linked } = reading;
  const own = booked.filter(({ agreementId }) => agreementId !== null && eyes.agreementIds.has(agreementId));
  const all = whole.has(row.id);
  // Free text and names may tell of others, so they are for those from whom nothing of the entry is hidden.
  const open = all || (partners.has(row.partyId) && own.length === booked.length);
  const { id, kind, occurredOn } = row;
  return {
    ...{ id, kind, occurredAt: iso(row.occurredAt), occurredOn, recordedAt: iso(row.recordedAt) },
    partyId: all || partners.has(row.partyId) ? row.partyId : null,
    siteId: sight.siteIds.has(row.siteId) ? row.siteId : null,
    userId: open ? row.userId : null,
    reason: open ? row.reason : null,
    reversesId: linked.find((other) => other.id === row.reversesId)?.id ?? null,
    reversedById: linked.find(({ reversesId }) => reversesId === id)?.id ?? null,
    postings: seenPostings(all ? booked : own, sight).map(({ massMg, ...posting }) => ({
      ...posting,
      kg: mgToKg(massMg),
    })),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** That an entry has a posting of an agreement. */
function posted(agreement: string, more = ''): string {
  return `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = entry.id AND "p"."agreementKey" ${agreement} ${more})`;
}

/** That the eyes see all of an entry. A reversal stands on nothing itself, but for what it reverses. */
const WHOLE = `(entry.partyId = :eyes OR EXISTS (SELECT 1 FROM "entry_subject" "s"
  JOIN "shipment" "h" ON "h"."id" = "s"."subjectId"
  WHERE "s"."entryId" = COALESCE(entry.reversesId, entry.id) AND ${atAnEnd(':eyes')}))`;

/** By the two indexes of postings, so that the few entries of a batch are found without walking through all. */
const ON_BATCH = `entry.id IN (SELECT "f"."entryId" FROM "posting" "f" WHERE "f"."fromBatchId" = :batchId
  UNION SELECT "t"."entryId" FROM "posting" "t" WHERE "t"."toBatchId" = :batchId)`;

/** The entries of which the eyes see anything; where a batch is asked for, anything about it of those they see in part. */
function visibleEntries(manager: EntityManager, eyes: BatchEyes, batchId?: string): SelectQueryBuilder<EntryRow> {
  const onBatch = batchId === undefined ? '' : `AND :batchId IN ("p"."fromBatchId", "p"."toBatchId")`;
  const conditions = [
    ...(eyes.only ? [] : [WHOLE]),
    ...(eyes.agreementIds.size > 0 ? [posted('IN (:...agreements)', onBatch)] : []),
  ];
  const query = manager
    .createQueryBuilder(EntryRow, 'entry')
    .where(conditions.length > 0 ? `(${conditions.join(' OR ')})` : '1 = 0', {
      ...{ eyes: eyes.partyId, agreements: [...eyes.agreementIds], batchId },
    });
  return batchId === undefined ? query : query.andWhere(ON_BATCH);
}

/** Of entries, those that the eyes see all of. */
async function wholeAmong(
  manager: EntityManager,
  eyes: BatchEyes,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (eyes.only || ids.length === 0) return new Set();
  const query = manager.createQueryBuilder(EntryRow, 'entry').where('entry.id IN (:...ids)', { ids });
  const rows = await query.andWhere(WHOLE, { eyes: eyes.partyId }).getMany();
  return new Set(rows.map(({ id }) => id));
}

/** The reversals of entries, and what those among them that are reversals reverse. */
async function linkedTo(manager: EntityManager, eyes: BatchEyes, rows: readonly EntryRow[]): Promise<EntryRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const reversed = rows.flatMap(({ reversesId }) => reversesId ?? []);
  return visibleEntries(manager, eyes)
    .andWhere('(entry.reversesId IN (:...ids) OR entry.id IN (:...reversed))', {
      ids,
      reversed: [...reversed, ''],
    })
    .getMany();
}
