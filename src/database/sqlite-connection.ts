import sqlite3 from 'sqlite3';
import { mayHaveEnded } from './faults.js';

/** What a connection keeps prepared at most, the least recently used going first: some 40 kB each. */
const MOST_KEPT = 120;
/** Longer texts are lists of many values or rows, hardly ever of the same length twice. */
const LONGEST_QUERY = 3_000;
const LONGEST_WRITE = 8_000;
/** A PRAGMA may do its work while it is prepared, and would do it only once; all others are too rare to be kept. */
const QUERY = /^\s*(SELECT|WITH)\b/i;
const WRITE = /^\s*(INSERT|UPDATE|DELETE)\b/i;

type Answer = (this: unknown, error: Error | null, ...more: unknown[]) => void;
type Way = 'all' | 'run';

/**
 * A connection that prepares each statement once and runs it again and again, whoever sends it: preparing costs more than
 * most statements do. And one that knows a transaction which SQLite has ended by itself: what is sent inside of it
 * afterwards would be stored at once, each statement for itself, and is refused instead.
 */
export class SqliteConnection extends sqlite3.Database {
  private readonly kept = new Map<string, Promise<sqlite3.Statement> | sqlite3.Statement>();
  private watched = false;
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

  /** Begins a transaction that holds the file's write lock from its beginning, and watches over it. */
  async begin(): Promise<void> {
    await this.execute('BEGIN IMMEDIATE');
    this.watched = true;
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
    await this.execute('ROLLBACK').catch(() => undefined);
    this.letGo();
  }

  async commit(): Promise<void> {
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
    this.watched = false;
    this.lost = null;
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
    const noting = this.watched ? this.noting(answer) : answer;
    if (!isKept(sql)) return this.sendOn(way, sql, [...values, noting]);
    const statement = this.prepared(sql);
    if (statement instanceof sqlite3.Statement) statement[way](...values, noting);
    else statement.then((ready) => ready[way](...values, noting)).catch(noting);
    return this;
  }

  private sendOn(way: Way, sql: string, rest: readonly unknown[]): this {
    return way === 'all' ? super.all(sql, ...rest) : super.run(sql, ...rest);
  }

  private noting(answer: Answer): Answer {
    const note = (error: Error): void => {
      if (this.watched && mayHaveEnded(error)) this.lost ??= error;
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

function isKept(sql: string): boolean {
  return (QUERY.test(sql) && sql.length <= LONGEST_QUERY) || (WRITE.test(sql) && sql.length <= LONGEST_WRITE);
}
