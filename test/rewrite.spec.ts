import { rewriteBooks, type Rewriting } from '../src/database/migrations/rewrite.js';
import { WORLD } from '../src/domain/books/ledger.js';
import { EntryRow } from '../src/modules/ledger/index.js';
import { TestBooks } from './support/books.js';

/** What a migration does to stored postings, on books that somebody has written. */
describe('a migration that rewrites stored postings', () => {
  let books: TestBooks;

  beforeAll(async () => {
    books = await TestBooks.open();
  });
  afterAll(() => books.app.stop());

  const rewrite = async (migration: string, rewriting: Rewriting): Promise<void> => {
    const runner = books.app.store.writer.createQueryRunner();
    try {
      await runner.startTransaction();
      await rewriteBooks(runner, migration, rewriting);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      if (books.app.store.kind === 'postgres') await runner.release();
    }
  };
  const totals = async (measure: string): Promise<[string, string, number][]> => {
    const rows = await books.rows<{ grain: string; period: string; massMg: string | number }>(
      `SELECT * FROM "measure_total" WHERE "measure" = '${measure}' AND "commodity" = 'dry-mass' AND "massMg" <> 0
        ORDER BY "grain", "period"`,
    );
    return rows.map(({ grain, period, massMg }) => [grain, period, Number(massMg)]);
  };
  const changes = async (migration: string): Promise<[string, string, number][]> => {
    const rows = await books.rows<{ measure: string; account: string; postings: number }>(
      `SELECT * FROM "migration_change" WHERE "migration" = '${migration}' ORDER BY "measure", "account"`,
    );
    return rows.map(({ measure, account, postings }) => [measure, account, postings]);
  };
  const expectClosed = async (): Promise<void> => {
    const statements = ['posting', 'entry'].flatMap((table) => [
      table === 'posting' ? 'UPDATE "posting" SET "massMg" = 1' : `UPDATE "entry" SET "kind" = 'run'`,
      `DELETE FROM "${table}"`,
      ...(books.app.store.kind === 'postgres' ? [`TRUNCATE "${table}" CASCADE`] : []),
    ]);
    for (const statement of statements) await expect(books.tamper(statement)).rejects.toThrow(/append-only/);
    const before = await books.app.store.manager.count(EntryRow);
    expect(before).toBeGreaterThan(0);
  };

  it('brings balances and totals after, counts what it changed, and leaves the books closed', async () => {
    const { batchId } = await books.log(7_000);
    const disposed = await books.book('disposed', [batchId], books.disposal(batchId, 7_000));
    await books.reverse(disposed);
    await books.book('disposed', [batchId], books.disposal(batchId, 6_000));
    await rewrite('Breaches', {
      postings: async (page) =>
        page.map(({ counts }) =>
          counts.startsWith('leaked')
            ? { counts: counts.replace('leaked-carve-out', 'leaked-breach'), day: '2027-07-02' }
            : null,
        ),
    });
    expect(await totals('leaked-breach')).toEqual([
      ['day', '2027-07-02', 6_000],
      ['month', '2027-07', 6_000],
      ['year', '2027', 6_000],
    ]);
    expect(await totals('leaked-carve-out')).toEqual([]);
    expect(await totals('generated')).toEqual([
      ['day', '2027-06-30', 7_000],
      ['month', '2027-06', 7_000],
      ['year', '2027', 7_000],
    ]);
    // Three entries of two postings each: dry mass and neodymium.
    const six = ['leaked', 'leaked-breach', 'leaked-carve-out'].flatMap((measure) => [
      [measure, 'stock', 6],
      [measure, WORLD.disposed, 6],
    ]);
    expect(await changes('Breaches')).toEqual(six);
    await expectClosed();
    expect(await books.verify()).toEqual([]);
  });

  it('renames an account with its balances, over more than one page', async () => {
    const { batchId } = await books.log(50_000);
    const other = `stock:${batchId}`;
    const small = Array.from({ length: 1_200 }, () => books.postings(batchId, 5, { from: books.stock, to: other }));
    await books.book('split', [batchId], small.flat());
    await rewrite('Places', {
      entries: async (runner) => {
        await runner.query(`UPDATE "entry" SET "occurredOn" = '2027-07-01' WHERE "kind" = 'split'`);
      },
      postings: async (page) =>
        page.map(({ toAccount }) => (toAccount === other ? { toAccount: `transit:${batchId}` } : null)),
    });
    expect(await books.rows(`SELECT "occurredOn" FROM "entry" WHERE "kind" = 'split'`)).toEqual([
      { occurredOn: '2027-07-01' },
    ]);
    const held = await books.rows<{ account: string; massMg: string | number }>(
      `SELECT "account", "massMg" FROM "balance" WHERE "batchKey" = '${batchId}' AND "commodity" = 'dry-mass' ORDER BY 1`,
    );
    expect(held.map(({ account, massMg }) => [account, Number(massMg)])).toEqual([
      [books.stock, 44_000],
      [`transit:${batchId}`, 6_000],
    ]);
    expect(await changes('Places')).toEqual([
      ['', 'stock', 1_200],
      ['', 'transit', 1_200],
    ]);
    await expectClosed();
    expect(await books.verify()).toEqual([]);
  });

  it('leaves everything as it was where it fails', async () => {
    const before = [await books.rows(`SELECT * FROM "posting"`), await books.balances(), await totals('generated')];
    const failing = rewrite('Fails', {
      entries: async (runner) => {
        await runner.query(`UPDATE "entry" SET "occurredOn" = '2020-01-01'`);
      },
      postings: () => Promise.reject(new Error('on purpose')),
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect([await books.rows(`SELECT * FROM "posting"`), await books.balances(), await totals('generated')]).toEqual(
      before,
    );
    await expectClosed();
  });
});
