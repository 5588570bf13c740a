import { v7 } from 'uuid';
import { transitAccount, WORLD } from '../src/domain/books/ledger.js';
import {
  contentsOfBatches,
  latestEntries,
  stockOf,
  transitOf,
  EntryRow,
  EntrySubjectRow,
} from '../src/modules/ledger/index.js';
import { DAY, TestBooks } from './support/books.js';

describe('the ledger', () => {
  let books: TestBooks;

  beforeAll(async () => {
    books = await TestBooks.open();
  });
  afterEach(async () => {
    expect(await books.verify()).toEqual([]);
  });
  afterAll(() => books.app.stop());

  const balanceOf = async (batchId: string): Promise<Record<string, number>> => {
    const lines = await books.rows<{ account: string; commodity: string; massMg: string | number }>(
      `SELECT * FROM "balance" WHERE "batchKey" = '${batchId}' AND "massMg" <> 0`,
    );
    return Object.fromEntries(
      lines.map(({ account, commodity, massMg }) => [`${account.split(':')[0]} ${commodity}`, Number(massMg)]),
    );
  };

  it('books an entry with its balances and its totals per day, month and year', async () => {
    const { batchId, entry } = await books.log(7_000);
    expect(await balanceOf(batchId)).toEqual({ 'stock dry-mass': 7_000, 'stock Nd': 700 });
    expect(await books.ledger.postingsOf(books.app.store.manager, [entry.id])).toEqual(
      books.generation(batchId, 7_000),
    );
    const other = await books.log(500);
    const totals = await books.rows<{ grain: string; period: string; massMg: string | number }>(
      `SELECT * FROM "measure_total" WHERE "measure" = 'generated' AND "commodity" = 'dry-mass' ORDER BY "grain"`,
    );
    expect(totals.map(({ grain, period, massMg }) => [grain, period, Number(massMg)])).toEqual([
      ['day', DAY, 7_500],
      ['month', '2027-06', 7_500],
      ['year', '2027', 7_500],
    ]);
    const held = await stockOf(books.app.store.manager, [batchId, other.batchId]);
    expect(held.get(other.batchId)).toEqual([
      { commodity: 'Nd', agreementId: null, origin: 'pre-consumer', country: null, massMg: 50 },
      { commodity: 'dry-mass', agreementId: null, origin: 'pre-consumer', country: null, massMg: 500 },
    ]);
  });

  it('moves a batch through transit, and still knows what it held when it came to be', async () => {
    const { batchId } = await books.log(9_000);
    const transit = transitAccount(v7());
    await books.book('dispatched', [batchId], books.postings(batchId, 9_000, { from: books.stock, to: transit }));
    expect(await balanceOf(batchId)).toEqual({ 'transit dry-mass': 9_000, 'transit Nd': 900 });
    const { manager } = books.app.store;
    expect((await stockOf(manager, [batchId])).get(batchId)).toBeUndefined();
    expect((await transitOf(manager, [batchId])).get(batchId)?.map(({ massMg }) => massMg)).toEqual([900, 9_000]);
    const contents = await contentsOfBatches(manager, [{ id: batchId, runId: null, parentId: null }]);
    expect(contents.get(batchId)?.map(({ massMg }) => massMg)).toEqual([900, 9_000]);
  });

  it('sums to zero over all accounts, read back from the table', async () => {
    const sums = await books.rows<{ commodity: string; sum: string | number }>(
      `SELECT "commodity", SUM("massMg") AS "sum" FROM "account_total" GROUP BY "commodity" ORDER BY "commodity"`,
    );
    expect(sums.map(({ commodity, sum }) => [commodity, Number(sum)])).toEqual([
      ['Nd', 0],
      ['dry-mass', 0],
    ]);
  });

  it('refuses to take more than there is, and leaves no trace of it', async () => {
    const { batchId } = await books.log(1_000);
    const before = await books.balances();
    await expect(books.book('disposed', [batchId], books.disposal(batchId, 1_001))).rejects.toMatchObject({
      code: 'negative-stock',
    });
    const never = v7();
    await expect(books.book('disposed', [never], books.disposal(never, 10))).rejects.toMatchObject({
      code: 'negative-stock',
    });
    expect(await books.balances()).toEqual(before);
    expect(await books.rows(`SELECT 1 FROM "posting" WHERE "fromBatchId" = '${never}'`)).toEqual([]);
  });

  it('refuses a mass, and a sum of masses, beyond what it can hold', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const big = v7();
    const group = { agreementId: v7(), origin: 'unknown', country: null } as const;
    const first = await books.book('logged', [big], books.generation(big, most, { group }));
    const second = v7();
    await expect(books.book('logged', [second], books.generation(second, 1, { group }))).rejects.toMatchObject({
      code: 'mass-too-large',
    });
    const both = [...books.generation(second, most, { group }), ...books.generation(second, most, { group })];
    await expect(books.book('logged', [second], both)).rejects.toMatchObject({ code: 'mass-too-large' });
    await books.reverse(first);
  });

  describe('in the database itself', () => {
    it.each(['UPDATE "posting" SET "massMg" = 1', 'DELETE FROM "posting"', 'UPDATE "entry" SET "reason" = NULL'])(
      'refuses %s',
      async (statement) => {
        await books.log(10);
        await expect(books.tamper(statement)).rejects.toThrow(/append-only/);
      },
    );

    it('is not emptied at one stroke either', async () => {
      const { manager, kind } = books.app.store;
      const count = (): Promise<number> => manager.count(EntryRow);
      await books.log(10);
      const before = await count();
      // SQLite knows no TRUNCATE: a DELETE without condition is its own, and stops at the same trigger as any other.
      const statements =
        kind === 'postgres'
          ? ['TRUNCATE "posting"', 'TRUNCATE "entry" CASCADE', 'TRUNCATE "posting", "entry" CASCADE']
          : ['DELETE FROM "posting"', 'DELETE FROM "entry"'];
      for (const statement of statements) await expect(books.tamper(statement)).rejects.toThrow(/append-only/);
      expect(await count()).toBe(before);
    });

    it('refuses to delete an entry on which nothing stands', async () => {
      const entry = await books.book('stamped', [v7()], []);
      await expect(books.tamper(`DELETE FROM "entry" WHERE "id" = '${entry.id}'`)).rejects.toThrow(/append-only/);
    });

    it.each([
      ['CK_posting_positive', 0, 'a', 'b'],
      ['CK_posting_positive', -5, 'a', 'b'],
      ['CK_posting_moves', 5, 'process:a', 'process:a'],
    ])('refuses by %s a posting of %i mg from %s to %s', async (check, massMg, from, to) => {
      const { entry } = await books.log(10);
      const values = `'${entry.id}', 99, '${DAY}', '${from}', '${to}', '${books.partyId}', 'Nd', '', 'rework', '', ${massMg}, '', 1`;
      await expect(
        books.tamper(`INSERT INTO "posting" ("entryId", "ordinal", "day", "fromAccount", "toAccount", "partyId",
          "commodity", "agreementKey", "origin", "countryKey", "massMg", "counts", "usabilityPpm") VALUES (${values})`),
      ).rejects.toThrow(check);
    });

    it('refuses a balance below zero and a second latest entry on a subject', async () => {
      const { batchId } = await books.log(10);
      await expect(books.tamper(`UPDATE "balance" SET "massMg" = -1 WHERE "batchKey" = '${batchId}'`)).rejects.toThrow(
        'CK_balance_never_negative',
      );
      const entry = await books.book('stamped', [v7()], []);
      await expect(
        books.tamper(`INSERT INTO "entry_subject" ("entryId", "subjectId", "latest")
          VALUES ('${entry.id}', '${batchId}', ${books.app.store.kind === 'postgres' ? 'TRUE' : '1'})`),
      ).rejects.toThrow(/UX_entry_subject_subjectId|entry_subject.subjectId/);
    });
  });

  describe('a reversal', () => {
    it('swaps every posting, is linked, and brings back every balance and total', async () => {
      const { batchId, entry: logged } = await books.log(4_000);
      const [before, totals] = [await books.balances(), await accountTotals()];
      const entry = await books.book('disposed', [batchId], books.disposal(batchId, 1_500));
      expect(await balanceOf(batchId)).toEqual({ 'stock dry-mass': 2_500, 'stock Nd': 250 });
      const reversal = await books.reverse(entry);
      expect(reversal).toMatchObject({ kind: 'reversed', reversesId: entry.id, reason: 'a mistake', occurredOn: DAY });
      const [back] = await books.ledger.postingsOf(books.app.store.manager, [reversal.id]);
      expect(back).toMatchObject({
        from: WORLD.disposed,
        to: books.stock,
        massMg: 1_500,
        counts: [
          { measure: 'leaked', sign: -1 },
          { measure: 'leaked-carve-out', sign: -1 },
        ],
      });
      expect(await books.balances()).toEqual(before);
      expect(await accountTotals()).toEqual(totals);
      expect((await latestEntries(books.app.store.manager, [batchId])).get(batchId)).toBe(logged.id);
      expect((await books.ledger.chainOf(books.app.store.manager, [batchId])).map(({ id }) => id)).toEqual([logged.id]);
    });

    it('is refused while later entries stand on the same thing, which it lists, newest first', async () => {
      const [a, b] = [await books.log(4_000), await books.log(4_000)];
      const both = [a.batchId, b.batchId];
      const first = await books.book(
        'disposed',
        both,
        both.flatMap((id) => books.disposal(id, 10)),
      );
      const second = await books.book('disposed', [a.batchId], books.disposal(a.batchId, 10));
      const third = await books.book('disposed', [b.batchId], books.disposal(b.batchId, 10));
      await expect(books.reverse(first)).rejects.toMatchObject({
        code: 'built-upon',
        facts: { entryIds: [third.id, second.id] },
      });
      await expect(books.reverse(a.entry)).rejects.toMatchObject({
        facts: { entryIds: [second.id, first.id] },
      });
      expect((await books.ledger.chainOf(books.app.store.manager, both)).map(({ id }) => id)).toEqual(
        [a.entry, b.entry, first, second, third].map(({ id }) => id),
      );
      for (const entry of [second, third, first, a.entry, b.entry]) await books.reverse(entry);
      expect(await balanceOf(a.batchId)).toEqual({});
      expect(await latestEntries(books.app.store.manager, [a.batchId])).toEqual(new Map());
    });

    it('is refused a second time, and of a reversal', async () => {
      const { entry } = await books.log(4_000);
      const reversal = await books.reverse(entry);
      await expect(books.reverse(entry)).rejects.toMatchObject({ code: 'already-reversed' });
      await expect(books.reverse(reversal)).rejects.toMatchObject({ code: 'is-reversal' });
    });

    it('happens once, however many ask for it at the same time', async () => {
      const { entry } = await books.log(4_000);
      const answers = await Promise.allSettled(Array.from({ length: 8 }, () => books.reverse(entry)));
      const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
      expect(refusals).toHaveLength(7);
      for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'already-reversed' });
    });

    it('lets the next entry follow what stood before', async () => {
      const { batchId, entry } = await books.log(4_000);
      await books.reverse(await books.book('disposed', [batchId], books.disposal(batchId, 10)));
      const next = await books.book('disposed', [batchId], books.disposal(batchId, 20));
      const link = await books.app.store.manager.findOneByOrFail(EntrySubjectRow, { entryId: next.id });
      expect(link).toMatchObject({ subjectId: batchId, previousEntryId: entry.id, latest: true });
    });
  });

  async function accountTotals(): Promise<string[]> {
    const lines = await books.rows<object>(`SELECT * FROM "account_total" WHERE "massMg" <> 0`);
    return lines.map((line) => Object.values(line).join(' ')).sort();
  }
});
