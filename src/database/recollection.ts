import type { BoundSql } from './insert-rows.js';
import { isQuery } from './statement-kinds.js';

const INSERTS = /^\s*INSERT\s+INTO\s+"(\w+)"/i;

interface Recalled {
  readonly tables: string;
  readonly rows: Promise<readonly unknown[]>;
}

/** What was read in a transaction, for as long as nothing is written to what it was read from. */
export class Recollection {
  private readonly known = new Map<string, Recalled>();

  /** @param tables a text that names those of which inserts let it be read again */
  of<Row>({ sql, values }: BoundSql, read: () => Promise<readonly Row[]>, tables: string): Promise<readonly Row[]> {
    const key = JSON.stringify([sql, values]);
    const found = this.known.get(key);
    if (found) return found.rows as Promise<readonly Row[]>;
    const rows = read();
    this.known.set(key, { tables, rows });
    rows.catch(() => this.known.delete(key));
    return rows;
  }

  /** An insert changes its table only; whatever else is no query may change any. */
  forgetBefore(sql: string): void {
    if (this.known.size === 0 || isQuery(sql)) return;
    const [, table] = INSERTS.exec(sql) ?? [];
    if (table === undefined) return this.forgetAll();
    for (const [key, { tables }] of this.known) if (tables.includes(`"${table}"`)) this.known.delete(key);
  }

  forgetAll(): void {
    this.known.clear();
  }
}
