import type { DataSource, EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { insertRows, type Value } from '../../src/database/index.js';
import { ACCOUNT_TOTAL_KEY, MEASURE_TOTAL_KEY } from '../../src/modules/ledger/index.js';

/** What logging a batch writes to, in an order that foreign keys allow, with the key on which running totals are added. */
const TABLES: readonly { readonly table: string; readonly addedOn?: readonly string[] }[] = [
  { table: 'batch' },
  { table: 'assay' },
  { table: 'entry' },
  { table: 'posting' },
  { table: 'entry_subject' },
  { table: 'balance' },
  { table: 'batch_party' },
  { table: 'account_total', addedOn: ACCOUNT_TOTAL_KEY },
  { table: 'measure_total', addedOn: MEASURE_TOTAL_KEY },
];

interface TableRows {
  readonly table: string;
  readonly suffix: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/**
 * The rows of the one batch that the service has logged in a database, to be written again and again as those of other
 * batches: identifiers and code become new ones, everything else stays.
 */
export class BareRows {
  private constructor(
    private readonly tables: readonly TableRows[],
    private readonly names: readonly Value[],
  ) {}

  static async read(source: DataSource): Promise<BareRows> {
    const tables: TableRows[] = [];
    for (const { table, addedOn } of TABLES) {
      const found = await source.query<Record<string, Value>[]>(`SELECT * FROM "${table}"`);
      const columns = Object.keys(found[0] ?? {});
      const rows = found.map((row) => columns.map((column) => row[column] ?? null));
      tables.push({ table, columns, rows, suffix: addedOn ? adding(table, addedOn) : '' });
    }
    const [batch] = await source.query<Record<string, Value>[]>(
      'SELECT "id", "assayId", "code", "codeKey" FROM "batch"',
    );
    const [entry] = await source.query<Record<string, Value>[]>('SELECT "id" FROM "entry"');
    return new BareRows(
      tables,
      [batch?.['id'], batch?.['assayId'], entry?.['id'], batch?.['code'], batch?.['codeKey']].map(required),
    );
  }

  /** One statement a table. */
  async write(tx: EntityManager): Promise<{ id: string; code: string }> {
    const [id, assayId, entryId] = [v7(), v7(), v7()];
    const code = `B-${id.slice(-12)}`;
    const renamed = [id, assayId, entryId, code, code.toLowerCase()];
    const fresh = (value: Value): Value => renamed[this.names.indexOf(value)] ?? value;
    for (const { rows, ...table } of this.tables) {
      await insertRows(tx, { ...table, rows: rows.map((row) => row.map(fresh)) });
    }
    return { id, code };
  }
}

function adding(table: string, key: readonly string[]): string {
  const columns = key.map((name) => `"${name}"`).join(', ');
  return `ON CONFLICT (${columns}) DO UPDATE SET "massMg" = "${table}"."massMg" + excluded."massMg"`;
}

function required(value: Value | undefined): Value {
  if (value === undefined || value === null) throw new Error('The service has not logged a batch with an assay.');
  return value;
}

/** How many rows there are of each table, and how many of the batch itself. */
export async function countRows(source: DataSource): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table } of TABLES) {
    const [line] = await source.query<{ n: number }[]>(`SELECT COUNT(*) AS "n" FROM "${table}"`);
    counts[table] = line?.n ?? 0;
  }
  return counts;
}
