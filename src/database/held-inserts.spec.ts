import { SqliteConnection } from './sqlite-connection.js';

describe('what units insert', () => {
  let connection: SqliteConnection;
  let sent: string[] = [];

  beforeEach(async () => {
    connection = await new Promise((resolve, reject) => {
      const made: SqliteConnection = new SqliteConnection(':memory:', (error) =>
        error ? reject(error) : resolve(made),
      );
    });
    await connection.rows('PRAGMA foreign_keys = ON', []);
    await connection.rows('CREATE TABLE "item" ("id" INTEGER PRIMARY KEY, "name" TEXT UNIQUE)', []);
    await connection.rows('CREATE TABLE "part" ("itemId" INTEGER NOT NULL REFERENCES "item", "no" INTEGER)', []);
    await connection.rows('CREATE TABLE "total" ("key" TEXT PRIMARY KEY, "mass" INTEGER CHECK ("mass" < 1000))', []);
    sent = [];
    connection.on('trace', (sql: string) => sent.push(sql));
    await connection.begin(true);
  });
  afterEach(async () => {
    await connection.rollBack();
    await new Promise<void>((resolve) => connection.close(() => resolve()));
  });

  const item = (id: number, name: string) =>
    connection.hold({ table: 'item', columns: ['id', 'name'], rows: [[id, name]] });
  const part = (itemId: number, no: number) =>
    connection.hold({ table: 'part', columns: ['itemId', 'no'], rows: [[itemId, no]] });
  const total = (key: string, mass: number) =>
    connection.hold({ table: 'total', columns: ['key', 'mass'], rows: [[key, mass]], added: 'mass' });
  const unit = (number: number) => connection.held.beginUnit(number === 1);
  const stored = async (table: string): Promise<unknown[]> =>
    (await connection.rows<object>(`SELECT * FROM "${table}"`, [])).map((row) => Object.values(row));
  const inserts = (): Promise<string[]> =>
    new Promise((resolve) => setImmediate(() => resolve(sent.filter((sql) => sql.startsWith('INSERT')))));

  it('goes out with the transaction, one statement a table, sums added up', async () => {
    unit(1);
    item(1, 'a');
    part(1, 7);
    total('x', 100);
    unit(2);
    item(2, 'b');
    part(2, 8);
    total('x', 20);
    total('y', 3);
    await connection.commit();
    expect(await stored('item')).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(await stored('part')).toEqual([
      [1, 7],
      [2, 8],
    ]);
    expect(await stored('total')).toEqual([
      ['x', 120],
      ['y', 3],
    ]);
    expect((await inserts()).map((sql) => /"(\w+)"/.exec(sql)?.[1])).toEqual(['item', 'part', 'total']);
  });

  it('is there for a query that names its table, and stays back for others', async () => {
    unit(1);
    item(1, 'a');
    expect(await stored('total')).toEqual([]);
    expect(connection.held.isHeld).toBe(true);
    expect(await connection.rows('SELECT "i"."name" FROM item "i"', [])).toEqual([{ name: 'a' }]);
    expect(connection.held.isHeld).toBe(false);
  });

  it('is there before anything is changed', async () => {
    unit(1);
    item(1, 'a');
    expect(await connection.change('UPDATE "total" SET "mass" = 1', [])).toBe(0);
    expect(connection.held.isHeld).toBe(false);
    expect(await connection.change(`UPDATE "item" SET "name" = 'b'`, [])).toBe(1);
  });

  it('is taken back with its unit alone, whether it went out or not', async () => {
    unit(1);
    item(1, 'first');
    unit(2);
    item(2, 'lost');
    await connection.takeBack();
    unit(3);
    item(3, 'lost too');
    expect(await stored('item')).toEqual([
      [1, 'first'],
      [3, 'lost too'],
    ]);
    await connection.takeBack();
    unit(4);
    item(4, 'last');
    await connection.commit();
    expect(await stored('item')).toEqual([
      [1, 'first'],
      [4, 'last'],
    ]);
  });

  it('takes nothing along of the units before when one is taken back that has sent more', async () => {
    unit(1);
    item(1, 'first');
    unit(2);
    await connection.rows('INSERT INTO "total" VALUES (?, ?)', ['sent', 1]);
    await connection.rows('DELETE FROM "part"', []);
    await connection.takeBack();
    expect(connection.held.isHeld).toBe(true);
    unit(3);
    await connection.rows('INSERT INTO "total" VALUES (?, ?)', ['kept', 2]);
    unit(4);
    await connection.rows('INSERT INTO "total" VALUES (?, ?)', ['sent too', 3]);
    await connection.takeBack();
    await connection.commit();
    expect([await stored('item'), await stored('total')]).toEqual([[[1, 'first']], [['kept', 2]]]);
  });

  it('is taken back, too, where what wrote begins like a query', async () => {
    unit(1);
    total('kept', 1);
    unit(2);
    await connection.rows(`WITH "new" AS (SELECT 'lost' AS "key") INSERT INTO "item" SELECT 2, "key" FROM "new"`, []);
    await connection.takeBack();
    await connection.commit();
    expect([await stored('item'), await stored('total')]).toEqual([[], [['kept', 1]]]);
  });

  const spoiling: [string, () => void][] = [
    ['is there already', () => void item(2, 'a')],
    ['has nothing to stand on', () => void part(9, 1)],
    ['adds up to too much', () => void total('x', 900)],
    ['adds up to no safe integer', () => void total('x', Number.MAX_SAFE_INTEGER)],
  ];
  it.each(spoiling)('spoils the transaction where it %s', async (_, spoil) => {
    unit(1);
    item(1, 'a');
    total('x', 100);
    unit(2);
    spoil();
    await expect(connection.commit()).rejects.toThrow();
    expect(connection.held.failed).toBeInstanceOf(Error);
    await expect(connection.rows('SELECT 1', [])).rejects.toThrow();
    await connection.rollBack();
    expect(await stored('item')).toEqual([]);
  });

  it('spoils it, too, where something fails that may stand on what is held', async () => {
    unit(1);
    item(1, 'a');
    await expect(connection.rows('INSERT INTO "part" VALUES (?, ?)', [1, 1])).rejects.toThrow('FOREIGN KEY');
    expect(connection.held.failed).toBeInstanceOf(Error);
  });

  const many = (from: number, count: number) => ({
    table: 'item',
    columns: ['id', 'name'],
    rows: Array.from({ length: count }, (_, index) => [from + index, `item ${from + index}`]),
  });
  async function add(rows: ReturnType<typeof many>): Promise<void> {
    connection.hold(rows);
    await connection.held.relieve(rows);
  }

  it('goes out while its unit goes on where it is enough, in statements of one length', async () => {
    unit(1);
    await add(many(1, 3_999));
    expect(connection.held.isHeld).toBe(true);
    await add(many(4_000, 1));
    expect(connection.held.isHeld).toBe(false);
    item(9_000, 'later');
    expect(await connection.rows('SELECT COUNT(*) AS "n" FROM "item"', [])).toEqual([{ n: 4_001 }]);
    const lengths = (await inserts()).map((sql) => sql.replace(/\d+|'[^']*'/g, '?').length);
    // The last but one is what was left of the many, the last the later one.
    expect(new Set(lengths.slice(0, -2)).size).toBe(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(8_000);
    unit(2);
    await add(many(10_000, 4_000));
    await connection.takeBack();
    await connection.commit();
    expect(await connection.rows('SELECT COUNT(*) AS "n" FROM "item"', [])).toEqual([{ n: 4_001 }]);
  });

  it('on its way is waited for before it is taken back, and its fault is told to whoever comes next', async () => {
    unit(1);
    await add(many(1, 4_000));
    await connection.rollBack();
    expect(await stored('item')).toEqual([]);
    await connection.begin(true);
    unit(1);
    await add(many(1, 4_000));
    await add(many(3_000, 4_000));
    await expect(connection.rows('SELECT 1', [])).rejects.toThrow('UNIQUE');
    expect(connection.held.failed).toBeInstanceOf(Error);
    await expect(connection.commit()).rejects.toThrow('UNIQUE');
    await connection.rollBack();
    expect(await stored('item')).toEqual([]);
  });

  it('is not held back outside of a transaction, nor where each unit writes for itself', async () => {
    expect(item(1, 'a')).toBe(true);
    await connection.rollBack();
    expect(item(1, 'a')).toBe(false);
    await connection.begin(false);
    expect(item(1, 'a')).toBe(false);
  });
});
