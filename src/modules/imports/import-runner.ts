import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DomainError, type Caller } from '../../common/index.js';
import { insertEntities, isUnavailable, UnitOfWork, updateEntities } from '../../database/index.js';
import { rowFault, rowReader, type FileRow } from '../../domain/files/rows.js';
import { Acts } from '../ledger/index.js';
import { Jobs, type Hold } from '../jobs/index.js';
import { ImportDesk } from './import-desk.js';
import { inUnit, type Decide, type Deciding, type Outcome } from './import-decisions.js';
import { weighed } from './import-masses.js';
import { ImportLineRow, ImportRow } from './import.entity.js';
import { UnreadableFile } from './file-rows.js';
import { fileRowsOf } from './file-formats.js';

export const IMPORT_JOB = 'import';
/** Files have so many rows at most, the first one not counted. */
export const MOST_ROWS = 250_000;
/** So many rows are kept in one unit while a file is read. */
const KEPT_TOGETHER = 250;

/** Ends the unit in which rows were looked at, so that nothing of it stands. */
class OnlyLooked extends Error {}

/** Another has changed the import meanwhile: what was found is of no use any more. */
class Outdated extends Error {}

/** Works on imports, a unit at a time: reads, looks, books. */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly desk: ImportDesk,
    private readonly acts: Acts,
    jobs: Jobs,
    private readonly clock: Clock,
  ) {
    jobs.register(
      IMPORT_JOB,
      (id, hold) => this.step(id, hold),
      (id, error) => this.rest(id, error),
    );
  }

  onApplicationBootstrap(): void {
    this.desk.bookers.requireAll();
  }

  /** @returns whether there is more to do */
  private async step(id: string, hold: Hold): Promise<boolean> {
    const found = await this.desk.found(id);
    if (!found?.mapping) return false;
    try {
      if (found.state === 'reading') return await (found.isRead ? this.look(found, hold) : this.read(found, hold));
      return found.state === 'booking' && (await this.book(found, hold));
    } catch (error) {
      if (error instanceof Outdated) return true;
      throw error;
    }
  }

  /** Tells the person why the import does not get on. */
  private async rest(id: string, error: unknown): Promise<void> {
    const { code, message } = troubleOf(error);
    await this.work.run(async (tx) => {
      const row = await this.desk.store.find(tx, id);
      const isOpen = row?.state === 'reading' || row?.state === 'booking';
      if (row && isOpen) await this.desk.store.change(tx, row, { trouble: { at: this.clock.now(), code, message } });
    });
  }

  /** Reads the file into rows, from its beginning: where it is broken off, what was read is forgotten. */
  private async read(row: ImportRow, hold: Hold): Promise<boolean> {
    const { store } = this.desk;
    await this.unit(row, hold, (tx) => store.dropLines(tx, row.id));
    const read = rowReader(await this.desk.readingOf(row));
    const turns = new Map<string, number>();
    let ordinal = 0;
    let wrong = 0;
    let lines: ImportLineRow[] = [];
    const flush = async (): Promise<void> => {
      const kept = lines;
      lines = [];
      if (kept.length > 0)
        await this.unit(row, hold, async (tx) => void (await insertEntities(tx, ImportLineRow, kept)));
    };
    const add = (file: FileRow, faults: ImportLineRow['faults'], subject: string): void => {
      ordinal += 1;
      const turn = subject === '' ? ordinal : (turns.get(subject) ?? ordinal);
      turns.set(subject, turn);
      wrong += faults ? 1 : 0;
      const state = faults ? 'wrong' : 'good';
      lines.push({ importId: row.id, ordinal, turn, line: file.line, cells: file.cells, state, faults });
    };
    try {
      let isFirst = true;
      for await (const file of fileRowsOf(row)(store.file(row.id))) {
        if (isFirst) {
          isFirst = false;
          continue;
        }
        if (ordinal >= MOST_ROWS) {
          add(file, [rowFault(file, 'too-many-rows', { most: MOST_ROWS })], '');
          break;
        }
        const { faults, subject } = read(file);
        add(file, faults.length > 0 ? faults : null, subject);
        if (lines.length >= KEPT_TOGETHER) await flush();
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      const { code, message, params } = error.fault;
      const fault = { row: error.line, column: null, value: null, code, message, ...(params && { params }) };
      add({ line: error.line, cells: [] }, [fault], '');
    }
    await flush();
    await this.unit(row, hold, (tx) => store.change(tx, row, { isRead: true, rows: ordinal, wrong }));
    return true;
  }

  /** Looks at the next rows as if they were booked one upon the other, and books none. */
  private async look(row: ImportRow, hold: Hold): Promise<boolean> {
    const { store } = this.desk;
    const deciding = await this.decidingOf(row, false);
    let outcomes: Outcome[] = [];
    const unit = (decide: Decide): Promise<void> =>
      this.work.runLong(async (tx) => {
        outcomes = await decide(tx, await store.linesToLookAt(tx, row, deciding.booker.isGrouped));
        throw new OnlyLooked();
      });
    await inUnit(unit, deciding).catch((error: unknown) => {
      if (!(error instanceof OnlyLooked)) throw error;
    });
    await this.unit(row, hold, async (tx, now) => {
      const good = outcomes.filter(({ line }) => line.state === 'good');
      const { reading, booker } = deciding;
      const { dryMg, outcomes: fresh } = weighed({ dryMg: now.dryMg, outcomes: good }, reading, booker.isGrouped);
      const there = fresh.filter(({ state }) => state === 'already-there');
      await keepOutcomes(tx, fresh);
      await store.change(tx, row, {
        wrong: now.wrong + fresh.filter(({ state }) => state === 'wrong').length,
        alreadyThere: now.alreadyThere + there.length,
        dryMg,
        lookedTo: outcomes.at(-1)?.line.turn ?? now.lookedTo,
        state: outcomes.length === 0 ? 'looked' : 'reading',
      });
    });
    return outcomes.length > 0;
  }

  /** Books the next rows. A row that has turned wrong since it was looked at is listed, and stops nothing. */
  private async book(row: ImportRow, hold: Hold): Promise<boolean> {
    const { store } = this.desk;
    const deciding = await this.decidingOf(row, true);
    const { isGrouped } = deciding.booker;
    const unit = (decide: Decide): Promise<boolean> =>
      this.unit(row, hold, async (tx, now) => {
        const outcomes = await decide(tx, await store.linesToBook(tx, now, isGrouped));
        await keepOutcomes(tx, outcomes);
        const count = (state: Outcome['state']): number => outcomes.filter((one) => one.state === state).length;
        const last = outcomes.at(-1)?.line;
        const isDone = last === undefined;
        await store.change(tx, row, {
          wrong: now.wrong + count('wrong'),
          alreadyThere: now.alreadyThere + count('already-there'),
          booked: now.booked + count('booked'),
          bookedTo: last ? (isGrouped ? last.turn : last.ordinal) : now.bookedTo,
          state: isDone ? 'done' : 'booking',
          endedAt: isDone ? this.clock.now() : null,
        });
        if (isDone) await this.desk.clear(tx, row.id);
        return !isDone;
      });
    return inUnit(unit, deciding);
  }

  private async decidingOf(row: ImportRow, isWritten: boolean): Promise<Deciding> {
    const { userId, partyId, role, bookedById, siteId } = row;
    const caller: Caller = { userId: bookedById ?? userId, partyId, role, credentialId: '' };
    const booker = this.desk.bookers.of(row.kind);
    const reading = await this.desk.readingOf(row);
    const isAwaited = (): boolean => this.work.isAwaited;
    return { caller, siteId, reading, booker, acts: this.acts, isWritten, isAwaited };
  }

  /** A unit on an import that is as it was found. @throws Outdated */
  private unit<T>(row: ImportRow, hold: Hold, work: (tx: EntityManager, now: ImportRow) => Promise<T>): Promise<T> {
    return this.work.runLong(async (tx) => {
      await hold(tx);
      const now = await this.desk.store.hold(tx, row, row.id);
      const places = ['state', 'isRead', 'lookedTo', 'bookedTo'] as const;
      const isSame = places.every((place) => now[place] === row[place]);
      if (!isSame || JSON.stringify(now.mapping) !== JSON.stringify(row.mapping)) throw new Outdated();
      if (now.trouble) await this.desk.store.change(tx, row, { trouble: null });
      return work(tx, now);
    });
  }
}

function troubleOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const stands = 'What is booked by now stays, and nothing is booked twice.';
  return isUnavailable(error)
    ? new DomainError('database-unavailable', `The books cannot be reached at the moment. ${stands}`)
    : new DomainError('internal', `Something went wrong on our side. ${stands}`);
}

/** Keeps what became of rows that are not simply good or booked. */
async function keepOutcomes(tx: EntityManager, outcomes: readonly Outcome[]): Promise<void> {
  const rows = outcomes.flatMap(({ line: { importId, ordinal }, state, faults }) =>
    state === 'booked' ? [] : [{ importId, ordinal, state, faults: faults.length > 0 ? faults : null }],
  );
  if (rows.length > 0) await updateEntities(tx, ImportLineRow, rows);
}
