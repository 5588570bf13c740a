import { v7 } from 'uuid';
import { Database, lockRows, UnitOfWork } from '../src/database/index.js';
import { Clock } from '../src/common/clock.js';
import { entities } from '../src/app/entities.js';
import { SiteRow } from '../src/modules/parties/index.js';
import { TestBooks } from './support/books.js';
import { gate } from './support/gate.js';
import { databaseKind } from './support/test-database.js';

describe('the unit of work', () => {
  let books: TestBooks;

  beforeAll(async () => {
    books = await TestBooks.open();
  });
  afterEach(async () => {
    expect(await books.verify()).toEqual([]);
  });
  afterAll(() => books.app.stop());

  const generated = (batchId: string, day?: string) =>
    books.act('logged', [batchId], books.generation(batchId, 1_000, day ? { day } : {}));
  const exists = async (batchId: string): Promise<boolean> =>
    (await books.rows(`SELECT 1 FROM "posting" WHERE "toBatchId" = '${batchId}'`)).length > 0;

  it('keeps what was acknowledged and nothing of what failed, with fifty on the same totals', async () => {
    const units = Array.from({ length: 50 }, (_, index) => ({ index, batchId: v7(), partId: v7() }));
    const answers = await Promise.allSettled(
      units.map(({ index, batchId, partId }) =>
        books.app.work.run(async (tx) => {
          // Two entries each, half of the units in the one order of days and half in the other.
          const days = index % 2 === 0 ? ['2027-05-01', '2027-05-02'] : ['2027-05-02', '2027-05-01'];
          await books.apply(tx, generated(batchId, days[0]));
          const act = generated(partId, days[1]);
          await books.apply(tx, act);
          if (index % 5 === 0) throw new Error('on purpose');
          if (index % 7 === 0) await books.reverseIn(tx, act.entry);
        }),
      ),
    );
    for (const { index, batchId, partId } of units) {
      const acknowledged = answers[index]?.status === 'fulfilled';
      expect(acknowledged).toBe(index % 5 !== 0);
      expect([await exists(batchId), await exists(partId)]).toEqual([acknowledged, acknowledged]);
    }
    expect(books.app.work.retries).toBe(0);
    const [line] = await books.rows<{ sum: string | number }>(
      `SELECT SUM("massMg") AS "sum" FROM "measure_total" WHERE "grain" = 'month' AND "commodity" = 'dry-mass'`,
    );
    const kept = units.filter(({ index }) => index % 5 !== 0);
    expect(Number(line?.sum)).toBe(kept.length * 2_000 - kept.filter(({ index }) => index % 7 === 0).length * 1_000);
  });

  it('does not lose a write to another unit that is taken back', async () => {
    const [failing, writing] = [v7(), v7()];
    const { open, opened } = gate();
    const taken = books.app.work.run(async (tx) => {
      await books.apply(tx, generated(failing));
      await opened;
      throw new Error('on purpose');
    });
    const written = books.app.work.run((tx) => books.apply(tx, generated(writing)));
    // The other unit gets its chance to join this one, if it could.
    setTimeout(open, 50);
    await expect(taken).rejects.toThrow('on purpose');
    await written;
    expect([await exists(failing), await exists(writing)]).toEqual([false, true]);
  });

  it('shows nothing to readers before it is stored', async () => {
    const batchId = v7();
    await books.app.work.run(async (tx) => {
      await books.apply(tx, generated(batchId));
      expect(await exists(batchId)).toBe(false);
    });
    expect(await exists(batchId)).toBe(true);
  });

  it('lets nothing be booked with what a unit left behind', async () => {
    const tx = await books.app.work.run(async (inside) => inside);
    const batchId = v7();
    await expect(books.apply(tx, generated(batchId))).rejects.toThrow();
    expect(await exists(batchId)).toBe(false);
  });

  it('gives several reads one state', async () => {
    const count = `SELECT COUNT(*) AS "n" FROM "posting"`;
    await books.app.store.snapshot(async (manager) => {
      const before: unknown = await manager.query(count);
      await books.log(5);
      expect(await manager.query(count)).toEqual(before);
      expect(await books.rows(count)).not.toEqual(before);
    });
  });

  it('leases snapshots to many readers at once', async () => {
    const { open, opened } = gate();
    const reads = Array.from({ length: 12 }, () =>
      books.app.store.snapshot(async (manager) => {
        await opened;
        return manager.query<unknown[]>(`SELECT 1 AS "one"`);
      }),
    );
    open();
    for (const answer of await Promise.all(reads)) expect(answer).toEqual([{ one: 1 }]);
  });

  if (databaseKind() === 'sqlite') {
    it('goes on after the disk was full', async () => {
      const [{ page_count: pages = 0 } = {}] =
        await books.app.store.writer.query<{ page_count: number }[]>('PRAGMA page_count');
      await books.tamper(`PRAGMA max_page_count = ${pages}`);
      const fill = async (): Promise<void> => {
        for (let round = 0; round < 10_000; round += 1) await books.log(1_000);
      };
      await expect(fill()).rejects.toThrow(/full/);
      await books.tamper('PRAGMA max_page_count = 1073741823');
      await expect(books.app.work.run(async () => Promise.reject(new Error('on purpose')))).rejects.toThrow();
      const { batchId } = await books.log(1_000);
      expect(await exists(batchId)).toBe(true);
    });

    it('stores further units after SQLite itself ended a transaction', async () => {
      const ended = books.app.work.run(async (tx) => {
        await tx.query('ROLLBACK');
        throw new Error('the disk is gone');
      });
      await expect(ended).rejects.toThrow('the disk is gone');
      await expect(books.app.work.run(async () => Promise.reject(new Error('on purpose')))).rejects.toThrow();
      const { batchId } = await books.log(1_000);
      expect(await exists(batchId)).toBe(true);
    });

    it('waits while another process writes to the same file', async () => {
      const other = await Database.openExisting(books.app.config.database, entities);
      try {
        const works = [books.app.work, new UnitOfWork(other, new Clock())];
        const ids = Array.from({ length: 20 }, () => v7());
        await Promise.all(
          ids.map((id, index) =>
            (works[index % 2] ?? books.app.work).run((tx) =>
              tx.query(`INSERT INTO "sign_in_failures" VALUES ('${id}', 0, 0, NULL)`),
            ),
          ),
        );
        const rows = await books.rows<{ id: string }>(`SELECT "id" FROM "sign_in_failures"`);
        expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      } finally {
        await other.close();
      }
    });
  }

  if (databaseKind() === 'postgres') {
    it('holds the rows that a unit decides on, but not up the entries that only name them', async () => {
      const order: string[] = [];
      const { open, opened } = gate();
      const locked = gate();
      const holding = books.app.work.run(async (tx) => {
        await lockRows(tx, SiteRow, [books.siteId]);
        locked.open();
        await opened;
        order.push('holding');
      });
      await locked.opened;
      const second = books.app.work.run(async (tx) => {
        await lockRows(tx, SiteRow, [books.siteId]);
        order.push('second');
      });
      await books.log(5);
      order.push('logged');
      open();
      await Promise.all([holding, second]);
      expect(order).toEqual(['logged', 'holding', 'second']);
    });
  }
});
