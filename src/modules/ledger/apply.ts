import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import {
  changeEntities,
  deleteEntities,
  insertEntities,
  listOf,
  orOnDuplicate,
  runSql,
  UnitOfWork,
  updateEntities,
} from '../../database/index.js';
import {
  RECORD_KINDS,
  type Act,
  type ActRecord,
  type Part,
  type RecordKind,
  type SightChange,
  type Step,
} from '../../domain/acts/act.js';
import { mergedActs, writingOf, type Booked, type Writing } from '../../domain/acts/merge.js';
import type { BatchEvent } from '../../domain/acts/records.js';
import { assertPostings, balanceDeltasOf, roundedTogether, totalDeltas } from '../../domain/books/ledger.js';
import { DomainError } from '../../domain/measure/errors.js';
import { EntryRow, EntrySubjectRow, PostingRow } from './entry.entity.js';
import { insertCoded, type CodePlace, type Coded, type Codes } from './free-names.js';
import { postingRow, writeBalances, writeTotals } from './ledger-rows.js';

/** Everything that an act may hold beside its entry, by kind. */
type Items = {
  readonly part: Part;
  readonly step: Step;
  readonly event: BatchEvent;
  readonly sight: SightChange;
} & { readonly [Kind in RecordKind]: Extract<ActRecord, { readonly kind: Kind }> };
type Kind = keyof Items;

/** Writes all that an act holds of one kind, in at most one INSERT, one UPDATE and one DELETE. */
export type Writer<Item> = (tx: EntityManager, items: readonly Item[]) => Promise<Codes | void>;

/** What else is kept of what was written, in the same unit. */
export type Watcher = (tx: EntityManager, written: Writing) => Promise<void>;

const KINDS: readonly Kind[] = ['part', 'step', 'event', 'sight', ...RECORD_KINDS];
const REVERSES = { table: 'entry', columns: ['reversesId'] };

/** The one way into the books: what a decided act holds is written, by the module that owns each table. */
@Injectable()
export class Acts implements OnApplicationBootstrap {
  private readonly writers = new Map<Kind, Writer<never>>();
  private readonly watchers: Watcher[] = [];

  constructor(private readonly work: UnitOfWork) {}

  /** A module says how what it owns is written. */
  register<Of extends Kind>(kind: Of, writer: Writer<Items[Of]>): void {
    this.writers.set(kind, writer);
  }

  /** A module follows what is written, once it is. */
  watch(watcher: Watcher): void {
    this.watchers.push(watcher);
  }

  /** @throws Error where a kind has no writer: better at the start than at the first act that holds one */
  onApplicationBootstrap(): void {
    const missing = KINDS.filter((kind) => !this.writers.has(kind));
    if (missing.length > 0) throw new Error(`Nobody writes what acts hold of: ${missing.join(', ')}.`);
  }

  /**
   * Writes an act whole, with everything that follows from it: balances in the same statements' wake, running totals at
   * the unit's end.
   *
   * @throws DomainError `already-reversed`, `negative-stock`, `mass-too-large`, and what the writers throw
   */
  apply(tx: EntityManager, act: Act): Promise<Codes> {
    return this.write(tx, writingOf(act));
  }

  /** Writes acts that were decided one upon the other, none of which takes back another of them, in as few statements. */
  applyAll(tx: EntityManager, acts: readonly Act[]): Promise<Codes> {
    return this.write(tx, mergedActs(acts));
  }

  private async write(tx: EntityManager, written: Writing): Promise<Codes> {
    const { booked, parts, ...writing } = written;
    const codes = new Map<string, string>();
    // Of all that a unit leaves to its end totals come first, whatever it does first: so units that meet wait in one order.
    this.work.lastly(tx, writeTotals, []);
    const write = async <Of extends Kind>(kind: Of, items: readonly Items[Of][]): Promise<void> => {
      if (items.length === 0) return;
      const given = await (this.writers.get(kind) as Writer<Items[Of]>)(tx, items);
      for (const [id, code] of given ?? []) codes.set(id, code);
    };
    await write('part', parts);
    if (booked.length > 0) await this.book(tx, booked, bornIn(parts, writing.records));
    await write('step', writing.steps);
    await write('event', writing.events);
    await write('sight', writing.sight);
    for (const kind of RECORD_KINDS) {
      await write(kind, writing.records.filter((record) => record.kind === kind) as Items[typeof kind][]);
    }
    for (const watcher of this.watchers) await watcher(tx, written);
    return codes;
  }

  private async book(tx: EntityManager, booked: readonly Booked[], born: ReadonlySet<string>): Promise<void> {
    const postings = booked.flatMap((one) => one.postings);
    assertPostings(postings);
    // Totals are where units meet that have nothing else in common. Written together at a unit's end, they are held
    // for the shortest time, and in one order however many entries the unit has.
    this.work.lastly(tx, writeTotals, totalDeltas(booked.flatMap((one) => roundedTogether(one.postings))));
    await orOnDuplicate(
      insertEntities(
        tx,
        EntryRow,
        booked.map(({ entry }) => entry),
      ),
      REVERSES,
      () => new DomainError('already-reversed', 'This entry was reversed before.'),
    );
    const rows = booked.flatMap((one) =>
      one.postings.map((posting, ordinal) => postingRow(one.entry.id, ordinal, posting)),
    );
    await insertEntities(tx, PostingRow, rows);
    await chain(tx, booked, born);
    for (const { entry } of booked) if (entry.reversesId !== null) await stepBack(tx, entry.reversesId);
    await writeBalances(tx, balanceDeltasOf(booked.map((one) => one.postings)));
  }
}

/** What comes to be with what is written: nothing has stood on it. */
function bornIn(parts: readonly Part[], records: readonly ActRecord[]): ReadonlySet<string> {
  const others = records.flatMap((record) =>
    record.does === 'add' && (record.kind === 'run' || record.kind === 'shipment') ? [record.row.id] : [],
  );
  return new Set([...parts.map(({ row }) => row.id), ...others]);
}

/** Puts entries on top of what stood on their subjects; on what comes to be with them nothing stood. */
async function chain(tx: EntityManager, booked: readonly Booked[], born: ReadonlySet<string>): Promise<void> {
  const old = [...new Set(booked.flatMap(({ subjects }) => subjects))].filter((id) => !born.has(id));
  const heads =
    old.length === 0
      ? []
      : await runSql<{ subjectId: string; entryId: string }>(
          tx,
          `SELECT "subjectId", "entryId" FROM "entry_subject" WHERE "subjectId" IN ${listOf(old)} AND "latest"`,
          old,
        );
  await updateEntities(
    tx,
    EntrySubjectRow,
    heads.map((head) => ({ ...head, latest: false })),
  );
  const top = new Map(heads.map((head) => [head.subjectId, head.entryId]));
  const links = booked.flatMap(({ entry: { id: entryId }, subjects }) =>
    [...new Set(subjects)].map((subjectId) => {
      const previousEntryId = top.get(subjectId) ?? null;
      top.set(subjectId, entryId);
      return { entryId, subjectId, previousEntryId };
    }),
  );
  const rows = links.map((link) => ({ ...link, latest: top.get(link.subjectId) === link.entryId }));
  await insertEntities(tx, EntrySubjectRow, rows);
}

/** What stood on each subject before a reversed entry is the latest again. */
async function stepBack(tx: EntityManager, reversedId: string): Promise<void> {
  const links = await tx.findBy(EntrySubjectRow, { entryId: reversedId });
  await updateEntities(
    tx,
    EntrySubjectRow,
    links.map(({ entryId, subjectId }) => ({ entryId, subjectId, latest: false })),
  );
  const before = links.flatMap(({ subjectId, previousEntryId: entryId }) => (entryId ? [{ entryId, subjectId }] : []));
  await updateEntities(
    tx,
    EntrySubjectRow,
    before.map((link) => ({ ...link, latest: true })),
  );
}

/**
 * How the records of one kind are written that are rows of one table as they are.
 *
 * @param codes where people know them by a code
 */
export function rowsOf<Of extends RecordKind>(
  entity: EntityTarget<ObjectLiteral>,
  codes?: Omit<CodePlace, 'entity'>,
): Writer<Items[Of]> {
  return async (tx, items) => {
    const records: readonly ActRecord[] = items;
    const added = records.flatMap((record) => (record.does === 'add' ? [record] : []));
    let given: Codes = new Map();
    if (codes) given = await insertCoded(tx, { ...codes, entity } as CodePlace, added as readonly Coded[]);
    else {
      await insertEntities(
        tx,
        entity,
        added.map(({ row }) => row),
      );
    }
    const changes = records.flatMap((record) => (record.does === 'change' ? [record] : []));
    await changeEntities(tx, entity, changes);
    const dropped = records.flatMap((record) => (record.does === 'drop' ? [record.row] : []));
    await deleteEntities(tx, entity, dropped);
    return given;
  };
}
