import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Statement } from 'sqlite3';
import { SqliteConnection } from './sqlite-connection.js';

class CountingConnection extends SqliteConnection {
  readonly texts: string[] = [];

  override prepare(sql: string, ...more: unknown[]): Statement {
    this.texts.push(sql);
    return super.prepare(sql, ...more);
  }
}

describe('a connection to SQLite', () => {
  let folder: string;
  let connection: CountingConnection;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loopbook-connection-'));
    connection = await new Promise((resolve, reject) => {
      const made: CountingConnection = new CountingConnection(join(folder, 'test.sqlite'), (error) =>
        error ? reject(error) : resolve(made),
      );
    });
    await connection.rows('PRAGMA journal_mode = WAL', []);
    await connection.rows('CREATE TABLE "item" ("id" INTEGER PRIMARY KEY, "name" TEXT UNIQUE)', []);
  });
  afterEach(async () => {
    await new Promise<void>((resolve, reject) => connection.close((error) => (error ? reject(error) : resolve())));
    rmSync(folder, { recursive: true, force: true });
  });

  const INSERT = 'INSERT INTO "item" ("name") VALUES (?)';
  const names = async (): Promise<unknown[]> => {
    const rows = await connection.rows<{ name: unknown }>('SELECT "name" FROM "item" ORDER BY "id"', []);
    return rows.map(({ name }) => name);
  };

  it('prepares a statement once, and each run takes its own values', async () => {
    for (const name of ['a', 'b', null, 'c']) await connection.rows(INSERT, [name]);
    expect(await names()).toEqual(['a', 'b', null, 'c']);
    expect(await names()).toEqual(['a', 'b', null, 'c']);
    expect(connection.texts).toEqual([INSERT, 'SELECT "name" FROM "item" ORDER BY "id"']);
  });

  it('does so too where many run it at once, before it is ready', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => connection.rows(INSERT, [name])));
    expect((await names()).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(connection.texts.filter((sql) => sql === INSERT)).toEqual([INSERT]);
  });

  it('answers the rows of an insert that returns some, and counts what a change changes', async () => {
    expect(await connection.rows(`${INSERT} RETURNING "id", "name"`, ['a'])).toEqual([{ id: 1, name: 'a' }]);
    await connection.rows(INSERT, ['b']);
    expect(await connection.change('UPDATE "item" SET "name" = "name" || ?', ['!'])).toBe(2);
    expect(await connection.change('DELETE FROM "item" WHERE "name" = ?', ['a!'])).toBe(1);
    expect(await connection.change('DELETE FROM "item" WHERE "name" = ?', ['a!'])).toBe(0);
  });

  it('goes on with a statement after it failed', async () => {
    await connection.rows(INSERT, ['a']);
    await expect(connection.rows(INSERT, ['a'])).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' });
    await connection.rows(INSERT, ['b']);
    expect(await names()).toEqual(['a', 'b']);
  });

  it('goes on with a statement whose table was not there, or has become another', async () => {
    const sql = 'SELECT * FROM "other"';
    await expect(connection.rows(sql, [])).rejects.toThrow('no such table');
    await expect(Promise.all([connection.rows(sql, []), connection.rows(sql, [])])).rejects.toThrow('no such table');
    await connection.rows('CREATE TABLE "other" ("one" INTEGER DEFAULT 1)', []);
    await connection.rows('INSERT INTO "other" DEFAULT VALUES', []);
    expect(await connection.rows(sql, [])).toEqual([{ one: 1 }]);
    await connection.rows('ALTER TABLE "other" ADD COLUMN "two" INTEGER DEFAULT 2', []);
    expect(await connection.rows(sql, [])).toEqual([{ one: 1, two: 2 }]);
    await connection.rows('DROP TABLE "other"', []);
    await expect(connection.rows(sql, [])).rejects.toThrow('no such table');
  });

  it('keeps no more than 120, and those that were used last', async () => {
    const sql = (index: number): string => `SELECT ${index} AS "n"`;
    for (let index = 0; index < 120; index += 1) await connection.rows(sql(index), []);
    await connection.rows(sql(0), []);
    await Promise.all([connection.rows(sql(1), []), connection.rows(sql(120), []), connection.rows(sql(121), [])]);
    connection.texts.length = 0;
    for (const index of [0, 1, 120, 121, 4]) expect(await connection.rows(sql(index), [])).toEqual([{ n: index }]);
    expect(connection.texts).toEqual([]);
    for (const index of [2, 3]) expect(await connection.rows(sql(index), [])).toEqual([{ n: index }]);
    expect(connection.texts).toEqual([sql(2), sql(3)]);
  });

  it('keeps nothing of long lists', async () => {
    const values = Array.from({ length: 1_500 }, (_, index) => index);
    const marks = values.map(() => '?').join();
    const count = (): Promise<unknown[]> => connection.rows(`SELECT COUNT(*) AS "n" WHERE 7 IN (${marks})`, values);
    expect([await count(), await count()]).toEqual([[{ n: 1 }], [{ n: 1 }]]);
    expect(connection.texts).toEqual([]);
  });

  it('runs a PRAGMA every time that it is sent', async () => {
    const isOn = async (): Promise<unknown> => (await connection.rows('PRAGMA foreign_keys', []))[0];
    for (let round = 0; round < 3; round += 1) {
      await connection.rows('PRAGMA foreign_keys = ON', []);
      expect(await isOn()).toEqual({ foreign_keys: 1 });
      await connection.rows('PRAGMA foreign_keys = OFF', []);
      expect(await isOn()).toEqual({ foreign_keys: 0 });
    }
  });

  it('stores nothing more of a transaction that SQLite has ended', async () => {
    await connection.rows(INSERT, ['before']);
    const [{ page_count: pages = 0 } = {}] = await connection.rows<{ page_count: number }>('PRAGMA page_count', []);
    await connection.begin();
    await connection.rows(INSERT, ['lost']);
    await connection.rows(`PRAGMA max_page_count = ${pages}`, []);
    await expect(connection.rows(INSERT, ['x'.repeat(1_000_000)])).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await expect(connection.rows(INSERT, ['stored at once'])).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await expect(connection.change('DELETE FROM "item"', [])).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await expect(connection.goOn('SAVEPOINT "unit"')).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await expect(connection.commit()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await connection.rollBack();
    await connection.rows('PRAGMA max_page_count = 1000000', []);
    await connection.begin();
    await connection.rows(INSERT, ['after']);
    await connection.commit();
    expect(await names()).toEqual(['before', 'after']);
  });

  it('closes while statements are still being prepared, and answers what was sent before', async () => {
    // Some of three hundred would find a statement that is let go a moment too late.
    for (let round = 0; round < 300; round += 1) {
      const closing: SqliteConnection = await new Promise((resolve, reject) => {
        const made: SqliteConnection = new SqliteConnection(':memory:', (error) =>
          error ? reject(error) : resolve(made),
        );
      });
      const answers = [1, 2, 3, 4, 5, 6].map((n) => closing.rows<{ n: number }>(`SELECT ${n} AS "n"`, []));
      await new Promise<void>((resolve, reject) => closing.close((error) => (error ? reject(error) : resolve())));
      expect((await Promise.all(answers)).map(([row]) => row?.n)).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });
});
