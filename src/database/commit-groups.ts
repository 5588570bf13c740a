import { AsyncResource } from 'node:async_hooks';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { Database } from './database.js';
import { isBusy, NotStoredError } from './faults.js';
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
}

/**
 * The units of SQLite: one after another, and those that wait for each other share a transaction, since a commit costs
 * as much as many rows do. Each further unit of a group has a savepoint of its own, so that one that fails takes nobody
 * along; the first needs none, being all that there is: alone, a unit pays for nothing. What a unit decides may rest on
 * those before it, so its outcome, refusals included, is told when the group is stored; where it is not, none of it
 * happened, and all are told that.
 */
export class CommitGroups {
  /** How long a group takes in further units, in milliseconds. */
  mostMs = MOST_MS;
  private readonly waiting: Unit[] = [];
  private working: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  run<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(unitOf(work, resolve, reject));
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
      await transaction.begin();
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
      const unit = this.waiting.shift();
      if (!unit) break;
      if (units.push(unit) > 1) await transaction.save();
      if (await unit.decide(transaction.manager())) continue;
      // Alone, it may tell its own fault, whatever became of the transaction.
      if (units.length === 1) return transaction.rollBack();
      await transaction.takeBack();
    } while (units.length < MOST_UNITS && performance.now() - begunAt < this.mostMs);
    await transaction.commit();
  }
}

/** Units run in the context in which they were asked for, and not in that of whoever began the group. */
function unitOf<T>(work: Work<T>, resolve: (result: T) => void, reject: (error: unknown) => void): Unit {
  const inContext = AsyncResource.bind(work);
  let tell = (): void => undefined;
  return {
    decide: async (tx) => {
      try {
        const result = await inContext(tx);
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
  private saved: 'not' | 'fresh' | 'used' = 'not';

  constructor(private readonly database: Database) {
    this.runner = database.writer.createQueryRunner();
  }

  /** Takes the file's write lock at once, so that another process that writes makes it wait instead of fail. */
  async begin(): Promise<void> {
    const connection = await this.connection();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await connection.begin();
        break;
      } catch (error) {
        await connection.rollBack();
        if (!isBusy(error) || attempt >= TRIES) throw error;
      }
    }
    this.tellRunner(1);
  }

  /** A manager for each unit, though the driver has but one runner: what belongs to a unit ends with it. */
  manager(): EntityManager {
    this.saved = this.saved === 'not' ? 'not' : 'used';
    this.tellRunner(1);
    return new UnitManager(this.database.writer, this.runner);
  }

  /** What was done so far is no longer taken back with what follows. */
  async save(): Promise<void> {
    if (this.saved === 'fresh') return;
    const connection = await this.connection();
    await connection.goOn(this.saved === 'used' ? 'RELEASE "unit"; SAVEPOINT "unit"' : 'SAVEPOINT "unit"');
    this.saved = 'fresh';
  }

  /** Takes back what was done since {@link save}. */
  async takeBack(): Promise<void> {
    await (await this.connection()).goOn('ROLLBACK TO "unit"');
    this.saved = 'fresh';
  }

  async commit(): Promise<void> {
    await (await this.connection()).commit();
    this.tellRunner(0);
  }

  async rollBack(): Promise<void> {
    await (await this.connection()).rollBack();
    this.tellRunner(0);
  }

  private connection(): Promise<SqliteConnection> {
    return this.runner.connect() as Promise<SqliteConnection>;
  }

  /** TypeORM would begin transactions of its own in one that it does not know of. */
  private tellRunner(transactionDepth: 0 | 1): void {
    Object.assign(this.runner, { isTransactionActive: transactionDepth > 0, transactionDepth });
  }
}
