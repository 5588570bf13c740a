import sqlite3 from 'sqlite3';

/** What belongs to imports and requests alone, and to no booking. */
const ASIDE = /^(import(_.*)?|job|idempotency_record|migration|sqlite_.*)$/;
const ROWS_AT_ONCE = 5_000;
/** Of the sizes that were tried the quickest. */
const PARAMETERS = 1_500;

type Row = Readonly<Record<string, unknown>>;

/** The driver alone, as it is used by those who want it to be quick: statements of many rows, prepared once. */
class BareDatabase {
  private readonly kept = new Map<string, sqlite3.Statement>();

  private constructor(private readonly database: sqlite3.Database) {}

  static open(path: string): Promise<BareDatabase> {
    return new Promise((resolve, reject) => {
      const database: sqlite3.Database = new sqlite3.Database(path, (error) =>
        error ? reject(error) : resolve(new BareDatabase(database)),
      );
    });
  }

  all(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return new Promise((resolve, reject) =>
      this.database.all(sql, [...values], (error: Error | null, rows: Row[]) =>
        error ? reject(error) : resolve(rows),
      ),
    );
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {});
    const together = Math.max(1, Math.floor(PARAMETERS / columns.length));
    for (let from = 0; from < rows.length; from += together) {
      const some = rows.slice(from, from + together);
      const one = `(${columns.map(() => '?').join(', ')})`;
      const names = columns.map((column) => `"${column}"`).join(', ');
      const statement = await this.prepared(
        `INSERT INTO "${table}" (${names}) VALUES ${some.map(() => one).join(', ')}`,
      );
      const values = some.flatMap((row) => Object.values(row));
      await new Promise<void>((resolve, reject) =>
        statement.run(values, (error: Error | null) => (error ? reject(error) : resolve())),
      );
    }
  }

  private async prepared(sql: string): Promise<sqlite3.Statement> {
    const known = this.kept.get(sql);
    if (known) return known;
    const made = await new Promise<sqlite3.Statement>((resolve, reject) => {
      const statement: sqlite3.Statement = this.database.prepare(sql, (error: Error | null) =>
        error ? reject(error) : resolve(statement),
      );
    });
    this.kept.set(sql, made);
    return made;
  }
}

async function tablesOf(database: BareDatabase): Promise<string[]> {
  const tables = await database.all(`SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' ORDER BY "name"`);
  return tables.map(({ name }) => String(name)).filter((name) => !ASIDE.test(name));
}

async function isEmpty(database: BareDatabase, table: string): Promise<boolean> {
  return (await database.all(`SELECT 1 FROM "${table}" LIMIT 1`)).length === 0;
}

/** How long the writing took, without the reading, and how many rows there were of each table. */
interface Written {
  readonly ms: number;
  readonly processorMs: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** Writes what was booked in one database into another one that is like it was before, in one transaction. */
async function writeAgain(from: BareDatabase, to: BareDatabase): Promise<Written> {
  let [ms, processorMs] = [0, 0];
  const timed = async (work: () => Promise<unknown>): Promise<void> => {
    const [startedAt, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    ms += performance.now() - startedAt;
    processorMs += (user + system) / 1000;
  };
  const rows: Record<string, number> = {};
  for (const setting of ['journal_mode = WAL', 'foreign_keys = ON', 'busy_timeout = 10000']) {
    await to.all(`PRAGMA ${setting}`);
  }
  await timed(() => to.all('BEGIN IMMEDIATE'));
  // Tables come in the order of their names.
  await to.all('PRAGMA defer_foreign_keys = ON');
  for (const table of await tablesOf(to)) {
    if (!(await isEmpty(to, table))) continue;
    for (let offset = 0; ; offset += ROWS_AT_ONCE) {
      const some = await from.all(`SELECT * FROM "${table}" LIMIT ${ROWS_AT_ONCE} OFFSET ${offset}`);
      if (some.length === 0) break;
      rows[table] = (rows[table] ?? 0) + some.length;
      await timed(() => to.insert(table, some));
    }
  }
  await timed(() => to.all('COMMIT'));
  return { ms, processorMs, rows };
}

const [fromPath = '', toPath = ''] = process.argv.slice(2);
const [from, to] = [await BareDatabase.open(fromPath), await BareDatabase.open(toPath)];
process.stdout.write(JSON.stringify(await writeAgain(from, to)));
