import sqlite3 from 'sqlite3';
import { mayHaveEnded } from './faults.js';
import { HeldInserts } from './held-inserts.js';
import { LONGEST_WRITE, type BoundSql, type Rows } from './insert-rows.js';
import { Recollection } from './recollection.js';
import { isQuery } from './statement-kinds.js';

/** What a connection keeps prepared at most, the least recently used going first: some 40 kB each. */
const MOST_KEPT = 120;
/** Longer queries are lists of many values, hardly ever of the same length twice. */
const LONGEST_QUERY = 3_000;
const WRITE = /^\s*(INSERT|UPDATE|DELETE)\b/i;

type Answer = (this: unknown, error: Error | null, ...more: unknown[]) => void;
type Way = 'all' | 'run';

/**
 * A connection that prepares each statement once and runs it again and again, whoever sends it: preparing costs more than
 * most statements do. And one that knows a transaction which SQLite has ended by itself: what is sent inside of it
 * afterwards would be stored at once, each statement for itself, and is refused instead. And one that holds back what the units
 * of a transaction insert, until something needs it.
 */
export class SqliteConnection extends sqlite3.Database {
  private readonly kept = new Map<string, Promise<sqlite3.Statement> | sqlite3.Statement>();
  private readonly recollection = new Recollection();
  private watched: HeldInserts | null = null;
  private lost: Error | null = null;

  override all(sql: string, ...rest: unknown[]): this {
    return this.send('all', sql, rest);
  }

  override run(sql: string, ...rest: unknown[]): this {
    return this.send('run', sql, rest);
  }

  /** @returns the rows that a statement answers */
  rows<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.send('all', sql, [values, (error: Error | null, rows: Row[]) => (error ? reject(error) : resolve(rows))]);
    });
  }

  /** @returns how many rows a statement changed */
  change(sql: string, values: readonly unknown[]): Promise<number> {
    return new Promise((resolve, reject) => {
      const answer = function (this: { readonly changes: number }, error: Error | null): void {
        if (error) reject(error);
        else resolve(this.changes);
      };
      this.send('run', sql, [values, answer]);
    });
  }

  /**
   * The rows that a query answers, which may have been read before in the transaction: nobody else writes meanwhile, and
   * what it writes itself to a table that the query names lets them be read again.
   *
   * @param asBegun whether what is inserted in the transaction may be missing
   */
  recall<Row>(query: BoundSql, asBegun = false): Promise<readonly Row[]> {
    const read = (): Promise<Row[]> => this.rows<Row>(query.sql, query.values);
    if (!this.watched) return read();
    if (!asBegun) return this.recollection.of(query, read, query.sql);
    return this.recollection.of(query, () => this.answered('all', query.sql, query.values) as Promise<Row[]>, '');
  }

  /** Inserts rows, later. @returns whether it does: outside of a transaction nothing is held back */
  hold(rows: Rows): boolean {
    if (!this.watched?.isHolding || this.lost) return false;
    this.watched.add(rows);
    this.recollection.forgetBefore(`INSERT INTO "${rows.table}"`);
    return true;
  }

  /**
   * Begins a transaction that holds the file's write lock from its beginning, and watches over it.
   *
   * @param isHolding whether to hold back what is inserted
   */
  async begin(isHolding = false): Promise<void> {
    await this.execute('BEGIN IMMEDIATE');
    const write = ({ sql, values }: BoundSql): Promise<unknown> => this.answered('run', sql, values);
    this.watched = new HeldInserts({ write, execute: (sql) => this.goOn(sql) }, isHolding);
  }

  /** What the units of the transaction hold back, and what becomes of it. */
  get held(): HeldInserts {
    if (!this.watched) throw new Error('There is no transaction.');
    return this.watched;
  }

  /** Takes back what the last unit of the transaction has done. */
  async takeBack(): Promise<void> {
    this.recollection.forgetAll();
    await this.held.settled();
    await this.held.takeBack();
  }

  /**
   * Goes on inside of the transaction: with savepoints, or to its end.
   *
   * @throws Error where SQLite has ended it, or ends it now
   */
  async goOn(sql: string): Promise<void> {
    if (this.lost) throw this.lost;
    await this.execute(sql);
  }

  /** Ends the transaction whatever became of it: a `ROLLBACK` that finds none is no fault. */
  async rollBack(): Promise<void> {
    // What is on its way would be stored at once behind it.
    await this.watched?.settled();
    await this.execute('ROLLBACK').catch(() => undefined);
    this.letGo();
  }

  /** @throws Error where what was held cannot be written, which {@link held} tells, or the whole cannot be stored */
  async commit(): Promise<void> {
    if (this.lost) throw this.lost;
    await this.held.flush();
    await this.goOn('COMMIT');
    this.letGo();
  }

  override close(done?: (error: Error | null) => void): void {
    // What is still being prepared is let go first: a connection with a statement does not close.
    const unready = [...this.kept.values()].filter((kept) => kept instanceof Promise);
    for (const text of [...this.kept.keys()]) this.forget(text);
    void Promise.allSettled(unready).then(() => super.close(done));
  }

  private letGo(): void {
    this.watched = null;
    this.lost = null;
    this.recollection.forgetAll();
  }

  private execute(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      super.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
  }

  private send(way: Way, sql: string, rest: readonly unknown[]): this {
    const last = rest.at(-1);
    if (typeof last !== 'function') return this.sendOn(way, sql, rest);
    const answer = last as Answer;
    if (this.lost) {
      queueMicrotask(() => answer.call(this, this.lost ?? new Error('The transaction is over.')));
      return this;
    }
    const values = rest.slice(0, -1);
    if (!this.watched) return this.sendKept(way, sql, values, answer);
    this.recollection.forgetBefore(sql);
    const before = this.watched.goingBefore(sql);
    const noting = this.noting(answer);
    if (!before) return this.sendKept(way, sql, values, noting);
    before.then(
      () => (this.lost ? noting.call(this, this.lost) : void this.sendKept(way, sql, values, noting)),
      noting,
    );
    return this;
  }

  private sendKept(way: Way, sql: string, values: readonly unknown[], answer: Answer): this {
    if (!isKept(sql)) return this.sendOn(way, sql, [...values, answer]);
    const statement = this.prepared(sql);
    if (statement instanceof sqlite3.Statement) statement[way](...values, answer);
    else statement.then((ready) => ready[way](...values, answer)).catch(answer);
    return this;
  }

  /** Past what is held back. */
  private answered(way: Way, sql: string, values: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const answer: Answer = (error, answer) => (error ? reject(error) : resolve(answer));
      this.sendKept(way, sql, [values], this.noting(answer));
    });
  }

  private sendOn(way: Way, sql: string, rest: readonly unknown[]): this {
    return way === 'all' ? super.all(sql, ...rest) : super.run(sql, ...rest);
  }

  private noting(answer: Answer): Answer {
    const note = (error: Error): void => {
      if (this.watched && mayHaveEnded(error)) this.lost ??= error;
      this.watched?.noteFault(error);
    };
    return function (error, ...more) {
      if (error) note(error);
      answer.call(this, error, ...more);
    };
  }

  private prepared(sql: string): Promise<sqlite3.Statement> | sqlite3.Statement {
    const found = this.kept.get(sql);
    if (found) {
      this.kept.delete(sql);
      this.kept.set(sql, found);
      return found;
    }
    const made = new Promise<sqlite3.Statement>((resolve, reject) => {
      const statement = this.prepare(sql, (error) => {
        if (error) return reject(error);
        if (this.kept.get(sql) === made) this.kept.set(sql, statement);
        resolve(statement);
      });
    });
    made.catch(() => {
      if (this.kept.get(sql) === made) this.kept.delete(sql);
    });
    this.kept.set(sql, made);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.forget(oldest);
    return made;
  }

  /** The driver finalizes a statement after what was sent to it before. */
  private forget(sql: string): void {
    const kept = this.kept.get(sql);
    this.kept.delete(sql);
    if (kept instanceof sqlite3.Statement) kept.finalize();
    else kept?.then((statement) => statement.finalize()).catch(() => undefined);
  }
}

/** A PRAGMA may do its work while it is prepared, and would do it only once; all others are too rare to be kept. */
function isKept(sql: string): boolean {
  return (isQuery(sql) && sql.length <= LONGEST_QUERY) || (WRITE.test(sql) && sql.length <= LONGEST_WRITE);
}
