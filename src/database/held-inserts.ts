import { insertStatements, LONGEST_WRITE, type Rows, type BoundSql, type Value } from './insert-rows.js';
import { isQuery } from './statement-kinds.js';

const INSERTS = /^\s*INSERT\b/i;
/** Keys of requests refer to nothing, and nothing to them, so that their answers need not wait for what is held. */
const ASIDE = /^UPDATE "idempotency_record" /;
/** Rows with so many characters gain nothing from company, and those of a file would lie in memory all at once. */
const LARGE = 100_000;
/** So many values gain nothing from more: they go out while their unit goes on, whose end others may wait for. */
const MANY = 8_000;

/** How what is held gets to the database. */
interface Sending {
  readonly write: (statement: BoundSql) => Promise<unknown>;
  readonly execute: (sql: string) => Promise<void>;
}

/**
 * The rows that the units of a group insert, held back so that those of all of them go out together, one INSERT a table:
 * each statement is a trip to another thread, which costs more than several rows do. They go out before their table is
 * named again, before anything is changed or deleted, with rows that are large, and at the end of the group. What a
 * constraint refuses then belongs to one of several units: the group has to be done again without holding anything back,
 * see {@link failed}.
 *
 * Each further unit of a group gets its savepoint before the first thing that it sends. One that fails before needs none:
 * what it wrote is let go here.
 */
export class HeldInserts {
  private held: readonly Rows[] = [];
  /** What was held when the unit began. */
  private before: readonly Rows[] = [];
  private savepoint: 'none' | 'fresh' | 'used' = 'none';
  private isSaved = true;
  private going: Promise<void> | null = null;
  private failure: Error | null = null;

  constructor(
    private readonly sending: Sending,
    readonly isHolding: boolean,
  ) {}

  /** Why what was held could not be written. */
  get failed(): Error | null {
    return this.failure;
  }

  get isHeld(): boolean {
    return this.held.length > 0;
  }

  /** A statement may have failed because what it needs is still held. */
  noteFault(error: Error): void {
    if (this.isHeld) this.failure ??= error;
  }

  add(rows: Rows): void {
    if (rows.rows.length > 0) this.held = [...this.held, rows];
  }

  /** Sends what is held where it ends with rows that are large, or is enough; the unit goes on meanwhile. */
  async relieve(added: Rows): Promise<void> {
    const values = this.held.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0);
    if (values < MANY && !isLarge(added)) return;
    if (!this.isSaved) return this.flush(true);
    await this.going;
    if (this.failure) throw this.failure;
    // Whoever sends something next waits for it, and learns where it fails.
    this.go(false, true).catch(() => undefined);
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    await this.going?.catch(() => undefined);
  }

  /** A unit begins: what it does can be taken back. The first of a group is taken back with all of the transaction. */
  beginUnit(isFirst: boolean): void {
    this.before = this.held;
    this.isSaved = isFirst;
  }

  /** Takes back what the unit has done. */
  async takeBack(): Promise<void> {
    if (this.isSaved) {
      await this.sending.execute('ROLLBACK TO "unit"');
      this.savepoint = 'fresh';
    }
    this.held = this.before;
  }

  /** What has to go out before a statement; `null` where nothing has to. */
  goingBefore(sql: string): Promise<void> | null {
    if (this.going) return this.going.then(() => this.goingBefore(sql) ?? undefined);
    if (this.failure) return Promise.reject(this.failure);
    const reads = isQuery(sql);
    const passes = reads || INSERTS.test(sql) || ASIDE.test(sql);
    const flushes = this.isHeld && (!passes || this.held.some(({ table }) => names(sql, table)));
    const saves = !this.isSaved && (flushes || !reads);
    if (!saves && !flushes) {
      if (!reads) this.savepoint = this.savepoint === 'none' ? 'none' : 'used';
      return null;
    }
    return this.go(saves, flushes);
  }

  /** Sends what is still held; at the end of a group nothing more is taken back, which needs no savepoint. */
  async flush(saves = false): Promise<void> {
    await this.going;
    if (this.failure) throw this.failure;
    if (this.isHeld) await this.go(saves, true);
  }

  private go(saves: boolean, flushes: boolean): Promise<void> {
    const work = async (): Promise<void> => {
      if (saves) await this.save();
      this.savepoint = this.savepoint === 'none' ? 'none' : 'used';
      if (!flushes) return;
      const statements = merged(this.held).flatMap((rows) => insertStatements(rows, LONGEST_WRITE));
      this.held = [];
      for (const statement of statements) await this.sending.write(statement);
    };
    this.going = work()
      .catch((error: Error) => {
        this.failure = error;
        throw error;
      })
      .finally(() => (this.going = null));
    return this.going;
  }

  private async save(): Promise<void> {
    if (this.savepoint !== 'fresh') {
      const again = this.savepoint === 'used' ? 'RELEASE "unit"; ' : '';
      await this.sending.execute(`${again}SAVEPOINT "unit"`);
    }
    this.savepoint = 'fresh';
    this.isSaved = true;
  }
}

function isLarge({ rows }: Rows): boolean {
  let length = 0;
  for (const row of rows) for (const value of row) length += typeof value === 'string' ? value.length : 0;
  return length >= LARGE;
}

/** Whether a statement names a table, be it only as a column: better once too often. */
function names(sql: string, table: string): boolean {
  return new RegExp(`\\b${table}\\b`, 'i').test(sql);
}

/** One for each table, as it is written to, in the order in which they come first. */
function merged(held: readonly Rows[]): Rows[] {
  const groups: Rows[][] = [];
  for (const one of held) {
    const group = groups.find(([first]) => first && areAlike(first, one));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    const rows = group.flatMap((one) => one.rows);
    return first ? [{ ...first, rows: first.added === undefined ? rows : addedUp(rows, first) }] : [];
  });
}

function areAlike(one: Rows, other: Rows): boolean {
  const { columns } = other;
  if (one.table !== other.table || one.suffix !== other.suffix || one.added !== other.added) return false;
  return one.columns === columns || one.columns.join() === columns.join();
}

/** @throws RangeError where a sum is no safe integer: which of those that add up to it is to be refused is not known here */
function addedUp(rows: readonly (readonly Value[])[], { columns, added }: Rows): Value[][] {
  const at = columns.indexOf(added ?? '');
  const sums = new Map<string, Value[]>();
  for (const row of rows) {
    const key = row.filter((_, index) => index !== at).join('|');
    const sum = sums.get(key);
    if (!sum) {
      sums.set(key, [...row]);
      continue;
    }
    const total = Number(sum[at]) + Number(row[at]);
    if (!Number.isSafeInteger(total)) throw new RangeError(`${total} is not a safe integer.`);
    sum[at] = total;
  }
  return [...sums.values()];
}
