import type { EntityManager } from 'typeorm';
import type { Clock } from '../common/clock.js';
import { currentIdempotency, StoredAnswer, type IdempotencyRequest } from '../common/request-context.js';
import { DomainError } from '../common/errors.js';
import { changeRows } from './bulk.js';
import { CommitGroups } from './commit-groups.js';
import type { Database } from './database.js';
import { insertEntities } from './entity-rows.js';
import { isTransient, isUniqueViolation } from './faults.js';
import { IdempotencyRow } from './idempotency-record.entity.js';
import { UnitManager } from './unit-manager.js';

const TRIES = 5;

type LastStep<Item> = (tx: EntityManager, items: readonly Item[]) => Promise<void>;

/**
 * The only way to write. A unit is stored whole or not at all; inside, only its `tx` may be used.
 *
 * On SQLite units follow each other, and those that wait share a transaction (see {@link CommitGroups}). On PostgreSQL a
 * unit has its own, at READ COMMITTED, and locks what it decides on
 * (see {@link lockRows}); being run again after a deadlock is a net that should stay unused, and is counted.
 */
export class UnitOfWork {
  /** How often a unit had to be run again on PostgreSQL. */
  retries = 0;
  /** Those of SQLite. */
  readonly groups: CommitGroups;
  private readonly endings = new WeakMap<EntityManager, Map<LastStep<never>, unknown[]>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.groups = new CommitGroups(database);
  }

  /**
   * Runs `work` in one transaction. Where the request carries an idempotency key, the answer that `work` returns is
   * stored with it in the same transaction.
   *
   * @throws StoredAnswer where the key was used before with the same request
   * @throws DomainError `idempotency-key-reused` where it was used with another
   */
  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const request = currentIdempotency();
    if (!request || request.taken) return this.transaction(work);
    request.taken = true;
    return this.transaction((tx) => this.once(tx, request, work));
  }

  /**
   * Runs a unit that belongs to no request and may last for a while: on SQLite nobody who is through waits for it, since it begins a
   * group.
   */
  runLong<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(work, true);
  }

  /** Whether others cannot begin before the unit under way ends. On PostgreSQL they can. */
  get isAwaited(): boolean {
    return this.groups.length > 0;
  }

  /**
   * Leaves things to the end of a unit: after all else that it does, and before it is stored, the step gets what was left
   * to it, together.
   *
   * @throws Error where `tx` is not, or no longer, that of a unit
   */
  lastly<Item>(tx: EntityManager, step: LastStep<Item>, items: readonly Item[]): void {
    const left = this.endings.get(tx);
    if (!left) throw new Error('Only what a unit of work was given may write, and only while it runs.');
    left.set(step, [...(left.get(step) ?? []), ...items]);
  }

  /** Resolves when every unit that has begun is over. */
  async settled(): Promise<void> {
    await this.groups.settled();
  }

  private transaction<T>(work: (tx: EntityManager) => Promise<T>, isLong = false): Promise<T> {
    const whole = (tx: EntityManager): Promise<T> => this.toItsEnd(tx, work);
    return this.database.kind === 'sqlite' ? this.groups.run(whole, isLong) : this.onPostgres(whole);
  }

  private async toItsEnd<T>(tx: EntityManager, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const left = new Map<LastStep<never>, unknown[]>();
    this.endings.set(tx, left);
    try {
      const result = await work(tx);
      for (const [step, items] of left) await (step as LastStep<unknown>)(tx, items);
      return result;
    } finally {
      this.endings.delete(tx);
    }
  }

  private async onPostgres<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.writer.transaction('READ COMMITTED', (tx) =>
          work(new UnitManager(tx.connection, tx.queryRunner)),
        );
      } catch (error) {
        if (!isTransient(error) || attempt >= TRIES) throw error;
        this.retries += 1;
      }
    }
  }

  private async once<T>(
    tx: EntityManager,
    request: IdempotencyRequest,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const record = await this.claim(tx, request);
    if (record.fingerprint !== request.fingerprint) {
      throw new DomainError('idempotency-key-reused', 'This Idempotency-Key was used for a different request.');
    }
    if (record.answer) throw new StoredAnswer(record.status, record.answer.body);
    const body = await work(tx);
    await changeRows(tx, 'UPDATE "idempotency_record" SET "answer" = ? WHERE "userId" = ? AND "key" = ?', [
      JSON.stringify({ body }),
      request.userId,
      request.key,
    ]);
    return body;
  }

  /** Inserts the key's row, or finds it: a second request with the same key waits here for the first one to end. */
  private async claim(tx: EntityManager, request: IdempotencyRequest): Promise<IdempotencyRow> {
    const { userId, key, fingerprint, status } = request;
    const record = { userId, key, fingerprint, status, answer: null, createdAt: this.clock.now() };
    const isNew = 'ON CONFLICT ("userId", "key") DO NOTHING RETURNING "key"';
    const [inserted] = await insertEntities(tx, IdempotencyRow, [record], isNew);
    return inserted ? record : tx.findOneByOrFail(IdempotencyRow, { userId, key });
  }
}

/** Refuses a second use of what a unique constraint guards, as an answer instead of a failure. */
export async function orOnDuplicate<T>(
  write: Promise<T>,
  on: { readonly table: string; readonly columns: readonly string[] },
  refusal: () => Error,
): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error, on.table, on.columns)) throw refusal();
    throw error;
  }
}
