import { AsyncResource } from 'node:async_hooks';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { Database } from './database.js';
import { isBusy, mayHaveEnded, NotStoredError } from './faults.js';
import type { SqliteConnection } from './sqlite-connection.js';
import { UnitManager } from './unit-manager.js';

/** Each try waits as long as the connection waits for others to write. */
const TRIES = 5;
/** So many units share a transaction at most. */
const MOST_UNITS = 32;
/** A transaction that has lasted this long takes in no further unit: those that are through wait for their answers. */
const MOST_MS = 20;

type Work<T> = (tx: EntityManager) => Promise<T>;

/** A unit that waits, or whose outcome does. */
interface Unit {
  /** Does its work, and keeps the outcome to itself. @returns whether what it wrote is to stand */
  readonly decide: (tx: EntityManager) => Promise<boolean>;
  /** Tells the outcome. */
  readonly tell: () => void;
  readonly fail: (error: unknown) => void;
  /** Whether it begins a group, so that nobody who is through waits for it. */
  readonly isLong: boolean;
}

/**
 * The units of SQLite: one after another, and those that wait for each other share a transaction, since a commit costs
 * as much as many rows do, and what they insert goes out together, as {@link HeldInserts} says. Each further unit of a group has
 * a savepoint of its own, so that one that fails takes nobody along; the first needs none, being all that there is: alone, a
 * unit pays for nothing. What a unit decides may rest on
 * those before it, so its outcome, refusals included, is told when the group is stored; where it is not, none of it
 * happened, and all are told that.
 */
export class CommitGroups {
  /** How long a group takes in further units, in milliseconds. */
  mostMs = MOST_MS;
  private readonly waiting: Unit[] = [];
  private working: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  run<T>(work: Work<T>, isLong = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ ...unitOf(work, resolve, reject), isLong });
      this.working ??= this.workOff();
    });
  }

  /** How many units wait for their turn. */
  get length(): number {
    return this.waiting.length;
  }

  /** Resolves when every unit that has begun is over. */
  async settled(): Promise<void> {
    await this.working;
  }

  private async workOff(): Promise<void> {
    while (this.waiting.length > 0) await this.workOffGroup();
    this.working = null;
  }

  private async workOffGroup(): Promise<void> {
    const transaction = new Transaction(this.database);
    try {
      await transaction.begin(true);
    } catch (error) {
      for (const unit of this.waiting.splice(0)) unit.fail(error);
      return;
    }
    const units: Unit[] = [];
    try {
      await this.decide(transaction, units);
      for (const unit of units) unit.tell();
    } catch (error) {
      await transaction.rollBack();
      for (const unit of units) unit.fail(new NotStoredError(error));
    }
  }

  /** Works off what waits, and what comes meanwhile, and stores it. */
  private async decide(transaction: Transaction, units: Unit[]): Promise<void> {
    const begunAt = performance.now();
    do {
      const [unit] = this.waiting;
      if (!unit || (unit.isLong && units.length > 0)) break;
      this.waiting.shift();
      units.push(unit);
      const stands = await transaction.decide(unit, units.length === 1);
      if (transaction.isSpoilt) {
        await decideAgain(transaction, units);
        continue;
      }
      if (stands) continue;
      // Alone, it may tell its own fault, whatever became of the transaction.
      if (units.length === 1) return transaction.rollBack();
      await transaction.takeBack();
    } while (units.length < MOST_UNITS && performance.now() - begunAt < this.mostMs);
    if (await transaction.commit()) return;
    await decideAgain(transaction, units);
    await transaction.commit();
  }
}

/**
 * What some units insert cannot be written together: each is decided anew and writes for itself, so that what is wrong with
 * one is told to that one.
 */
async function decideAgain(transaction: Transaction, units: readonly Unit[]): Promise<void> {
  await transaction.rollBack();
  await transaction.begin(false);
  for (const unit of units) {
    if (!(await transaction.decide(unit, false))) await transaction.takeBack();
  }
}

/** Units run in the context in which they were asked for, and not in that of whoever began the group. */
function unitOf<T>(
  work: Work<T>,
  resolve: (result: T) => void,
  reject: (error: unknown) => void,
): Omit<Unit, 'isLong'> {
  const context = new AsyncResource('unit');
  let tell = (): void => undefined;
  return {
    decide: async (tx) => {
      try {
        const result = await context.runInAsyncScope(work, undefined, tx);
        tell = () => resolve(result);
        return true;
      } catch (error) {
        tell = () => reject(error);
        return false;
      }
    },
    tell: () => tell(),
    fail: reject,
  };
}

/** The transaction of a group, on the one connection that writes. */
class Transaction {
  private readonly runner: QueryRunner;
  private connection: SqliteConnection | null = null;

  constructor(private readonly database: Database) {
    this.runner = database.writer.createQueryRunner();
  }

  /** Takes the file's write lock at once, so that another process that writes makes it wait instead of fail. */
  async begin(isHolding: boolean): Promise<void> {
    const connection = (this.connection ??= (await this.runner.connect()) as SqliteConnection);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await connection.begin(isHolding);
        break;
      } catch (error) {
        await connection.rollBack();
        if (!isBusy(error) || attempt >= TRIES) throw error;
      }
    }
  }

  /** Lets a unit decide, with a manager of its own, though the driver has but one runner: what belongs to it ends with it. */
  async decide(unit: Unit, isFirst: boolean): Promise<boolean> {
    this.tellRunner(1);
    this.open.held.beginUnit(isFirst);
    return unit.decide(new UnitManager(this.database.writer, this.runner));
  }

  /** Whether what was held back could not be written, for a reason that may be that of one unit. */
  get isSpoilt(): boolean {
    const { failed, isHolding } = this.open.held;
    return isHolding && failed !== null && !mayHaveEnded(failed);
  }

  /** Takes back what the last unit has done. */
  takeBack(): Promise<void> {
    return this.open.takeBack();
  }

  /** @returns whether what was held back could be written. @throws Error where the whole cannot be stored */
  async commit(): Promise<boolean> {
    try {
      await this.open.commit();
    } catch (error) {
      if (this.isSpoilt) return false;
      throw error;
    }
    this.tellRunner(0);
    return true;
  }

  async rollBack(): Promise<void> {
    await this.open.rollBack();
    this.tellRunner(0);
  }

  private get open(): SqliteConnection {
    if (!this.connection) throw new Error('The transaction has not begun.');
    return this.connection;
  }

  /** TypeORM would begin transactions of its own in one that it does not know of. */
  private tellRunner(transactionDepth: 0 | 1): void {
    Object.assign(this.runner, { isTransactionActive: transactionDepth > 0, transactionDepth });
  }
}
