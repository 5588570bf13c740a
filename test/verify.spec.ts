import fc from 'fast-check';
import { v7 } from 'uuid';
import { DomainError } from '../src/domain/measure/errors.js';
import { processAccount, transitAccount } from '../src/domain/books/ledger.js';
import type { Entry } from '../src/domain/acts/records.js';
import { DAY, TestBooks } from './support/books.js';

/** The databases differ in the order of its columns. */
const BALANCE = '("account", "batchKey", "commodity", "agreementKey", "origin", "countryKey", "massMg")';

describe('verifying the books', () => {
  let books: TestBooks;
  let batchId: string;
  let disposed: Entry;

  beforeAll(async () => {
    books = await TestBooks.open();
    ({ batchId } = await books.log(6_000));
    disposed = await books.book('disposed', [batchId], books.disposal(batchId, 1_000));
    await books.reverse(disposed);
  });
  beforeEach(async () => {
    expect(await books.verify()).toEqual([]);
  });
  afterAll(() => books.app.stop());

  /** Changes the tables, asks for the findings, and changes them back. */
  async function findingsOf(change: string, back: string): Promise<{ check: string; text: string }[]> {
    await books.tamper(change);
    const findings = await books.verify();
    await books.tamper(back);
    return findings.map(({ check, table, key, expected, found }) => ({
      check,
      text: `${table} ${key}: ${expected}, ${found}`,
    }));
  }

  it('names a balance that was changed', async () => {
    const where = `WHERE "batchKey" = '${batchId}' AND "commodity" = 'Nd'`;
    const found = await findingsOf(
      `UPDATE "balance" SET "massMg" = "massMg" + 1 ${where}`,
      `UPDATE "balance" SET "massMg" = "massMg" - 1 ${where}`,
    );
    expect(found).toEqual([
      {
        check: 'balance is the sum of the postings',
        text: `balance account=${books.stock} batchKey=${batchId} commodity=Nd agreementKey= origin=pre-consumer countryKey=: 600, 601`,
      },
    ]);
  });

  it('names a balance that is missing, and one that should not be', async () => {
    const key = `account=${books.stock} batchKey=${batchId}`;
    const row = `'${books.stock}', '${batchId}', 'Nd', '', 'pre-consumer', '', 600`;
    const missing = await findingsOf(
      `DELETE FROM "balance" WHERE "batchKey" = '${batchId}' AND "commodity" = 'Nd'`,
      `INSERT INTO "balance" ${BALANCE} VALUES (${row})`,
    );
    expect(missing.map(({ text }) => text)).toEqual([
      `balance ${key} commodity=Nd agreementKey= origin=pre-consumer countryKey=: 600, no row`,
    ]);
    const extra = await findingsOf(
      `INSERT INTO "balance" ${BALANCE} VALUES (${row.replace('Nd', 'Pr')})`,
      `DELETE FROM "balance" WHERE "commodity" = 'Pr'`,
    );
    expect(extra.map(({ text }) => text)).toEqual([
      `balance ${key} commodity=Pr agreementKey= origin=pre-consumer countryKey=: 0, 600`,
    ]);
  });

  it('names a process that is not empty', async () => {
    const account = processAccount(v7());
    const found = await findingsOf(
      `INSERT INTO "balance" ${BALANCE} VALUES ('${account}', '', 'Nd', '', 'rework', '', 3)`,
      `DELETE FROM "balance" WHERE "account" = '${account}'`,
    );
    expect(found.map(({ check }) => check)).toEqual([
      'balance is the sum of the postings',
      'a process is empty once its run is closed',
    ]);
  });

  it('names an account total that was changed, and that the accounts no longer sum to zero', async () => {
    const where = `WHERE "account" = '${books.wip}' AND "commodity" = 'Nd'`;
    const found = await findingsOf(
      `UPDATE "account_total" SET "massMg" = "massMg" - 5 ${where}`,
      `UPDATE "account_total" SET "massMg" = "massMg" + 5 ${where}`,
    );
    expect(found).toEqual([
      {
        check: 'account_total is the sum of the postings',
        text:
          `account_total account=${books.wip} agreementKey= partyId=${books.partyId} origin=pre-consumer ` +
          `commodity=Nd day=${DAY}: -600, -605`,
      },
      { check: 'the sum over all accounts is zero', text: 'account_total commodity=Nd: 0, -5' },
    ]);
  });

  it.each([
    { grain: 'day', period: DAY },
    { grain: 'month', period: '2027-06' },
    { grain: 'year', period: '2027' },
  ])('names a measure total per $grain that was changed, is missing or should not be', async ({ grain, period }) => {
    const where = `WHERE "grain" = '${grain}' AND "measure" = 'generated' AND "commodity" = 'Nd'`;
    const key =
      `measure_total agreementKey= grain=${grain} period=${period} measure=generated partyId=${books.partyId} ` +
      'origin=pre-consumer commodity=Nd usabilityPpm=';
    const row = `'', '${grain}', '${period}', 'generated', '${books.partyId}', 'pre-consumer', 'Nd'`;
    const changed = await findingsOf(
      `UPDATE "measure_total" SET "massMg" = 1 ${where}`,
      `UPDATE "measure_total" SET "massMg" = 600 ${where}`,
    );
    expect(changed.map(({ text }) => text)).toEqual([`${key}1000000: 600, 1`]);
    const missing = await findingsOf(
      `DELETE FROM "measure_total" ${where}`,
      `INSERT INTO "measure_total" VALUES (${row}, 1000000, 600)`,
    );
    expect(missing.map(({ text }) => text)).toEqual([`${key}1000000: 600, no row`]);
    const extra = await findingsOf(
      `INSERT INTO "measure_total" VALUES (${row}, 7, 9)`,
      `DELETE FROM "measure_total" WHERE "usabilityPpm" = 7`,
    );
    expect(extra.map(({ text }) => text)).toEqual([`${key}7: 0, 9`]);
  });

  it('is content with a row that came back to zero, and with its absence', async () => {
    const [line] = await books.rows<{ n: string | number }>(
      `SELECT COUNT(*) AS "n" FROM "measure_total" WHERE "massMg" = 0`,
    );
    // Two measures of two commodities, per day, month and year, of the disposal that was reversed.
    expect(Number(line?.n)).toBe(12);
    const zero = `'', 'day', '1999-01-01', 'generated', '${books.partyId}', 'rework', 'Nd', 1, 0`;
    expect(
      await findingsOf(
        `INSERT INTO "measure_total" VALUES (${zero})`,
        `DELETE FROM "measure_total" WHERE "period" = '1999-01-01'`,
      ),
    ).toEqual([]);
  });

  it('lists at most a hundred of a kind, and says how many more there are', async () => {
    const rows = Array.from(
      { length: 130 },
      (_, n) => `('${books.stock}', '${batchId}', 'X${n}', '', 'rework', '', 1)`,
    );
    const found = await findingsOf(
      `INSERT INTO "balance" ${BALANCE} VALUES ${rows.join(', ')}`,
      `DELETE FROM "balance" WHERE "commodity" LIKE 'X%'`,
    );
    expect(found).toHaveLength(101);
    expect(found[100]?.text).toContain('30 more');
  });

  it('names a chain that lost its latest entry, and one whose reversed entry came back', async () => {
    const latest = `WHERE "subjectId" = '${batchId}' AND "entryId" <> '${disposed.id}'`;
    const reversed = `WHERE "subjectId" = '${batchId}' AND "entryId" = '${disposed.id}'`;
    const [yes, no] = books.app.store.kind === 'postgres' ? ['TRUE', 'FALSE'] : ['1', '0'];
    const set = (value: string | undefined, where: string): string =>
      `UPDATE "entry_subject" SET "latest" = ${value} ${where}`;
    expect(await findingsOf(set(no, latest), set(yes, latest))).toEqual([
      { check: 'one entry is the latest on a subject', text: `entry_subject subjectId=${batchId}: 1, 0` },
    ]);
    await books.tamper(set(no, latest));
    const back = await findingsOf(set(yes, reversed), set(no, reversed));
    await books.tamper(set(yes, latest));
    expect(back.map(({ check }) => check)).toEqual([
      'one entry is the latest on a subject',
      'a reversed entry is not the latest',
    ]);
  });

  it('names a link that leads nowhere, and a chain that has two beginnings', async () => {
    const other = await books.log(100);
    const follower = await books.book('disposed', [other.batchId], books.disposal(other.batchId, 1));
    const where = `WHERE "entryId" = '${follower.id}'`;
    const set = (id: string): string => `UPDATE "entry_subject" SET "previousEntryId" = ${id} ${where}`;
    const stray = await findingsOf(set(`'${disposed.id}'`), set(`'${other.entry.id}'`));
    expect(stray.map(({ check }) => check)).toEqual(['what an entry follows stands on the same subject']);
    const twice = await findingsOf(set('NULL'), set(`'${other.entry.id}'`));
    expect(twice).toEqual([
      { check: 'the entries on a subject are one chain', text: `entry_subject subjectId=${other.batchId}: 1, 0` },
    ]);
  });

  it('names a reversal that is not its original turned round', async () => {
    const { entry } = await books.log(50);
    const left = v7();
    const values = `'${left}', 'reversed', 0, '${DAY}', 0, '${books.partyId}', '${books.siteId}', '${entry.id}'`;
    await books.tamper(`INSERT INTO "entry" ("id", "kind", "occurredAt", "occurredOn", "recordedAt", "partyId", "siteId",
      "reversesId") VALUES (${values})`);
    const checks = (await books.verify()).map(({ check, expected, found }) => [check, expected.slice(0, 14), found]);
    expect(checks).toContainEqual(['a reversal is its original turned round', `day=${DAY}`, 'no posting']);
    await tidyUp(left);
  });

  /** Takes an entry out that only a test can make: the triggers that forbid it step aside for a moment. */
  async function tidyUp(entryId: string): Promise<void> {
    const remove = `DELETE FROM "entry" WHERE "id" = '${entryId}'`;
    if (books.app.store.kind === 'postgres') {
      await books.tamper('ALTER TABLE "entry" DISABLE TRIGGER USER');
      await books.tamper(remove);
      await books.tamper('ALTER TABLE "entry" ENABLE TRIGGER USER');
      return;
    }
    const [trigger] = await books.rows<{ sql: string }>(
      `SELECT "sql" FROM "sqlite_master" WHERE "name" = 'TR_entry_no_delete'`,
    );
    await books.tamper('DROP TRIGGER "TR_entry_no_delete"');
    await books.tamper(remove);
    await books.tamper(trigger?.sql ?? '');
  }
});

describe('any sequence of acts and reversals', () => {
  let books: TestBooks;

  beforeAll(async () => {
    books = await TestBooks.open();
  });
  afterAll(() => books.app.stop());

  const step = fc.record({
    kind: fc.constantFrom('log', 'dispose', 'charge', 'dispatch', 'receive', 'split', 'reverse'),
    at: fc.nat({ max: 9 }),
    massMg: fc.integer({ min: 1, max: 1_000_000 }),
  });

  it('leaves books that verify, whatever was refused on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await play(steps);
        expect(await books.verify()).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('changes no balance when the last act is reversed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const { batchId } = await books.log(2_000_000);
        await play(steps);
        const before = await books.balances();
        const entry = await books.book('disposed', [batchId], books.disposal(batchId, 1_234_567));
        expect(await books.balances()).not.toEqual(before);
        await books.reverse(entry);
        expect(await books.balances()).toEqual(before);
      }),
      { numRuns: 10 },
    );
  });

  interface Step {
    readonly kind: string;
    readonly at: number;
    readonly massMg: number;
  }

  async function play(steps: readonly Step[]): Promise<void> {
    const [batches, entries, shipment] = [[v7()], [] as Entry[], transitAccount(v7())];
    for (const [index, { kind, at, massMg }] of steps.entries()) {
      const batchId = batches[at % batches.length] ?? '';
      // What is done to a batch goes forward in time, as the modules have it: no account is below zero on any day.
      const day = `2027-05-${String(1 + index).padStart(2, '0')}`;
      const move = (from: string, to: string, toBatchId = batchId): Promise<Entry> =>
        books.book(
          'split',
          [...new Set([batchId, toBatchId])],
          books.postings(batchId, massMg, { from, to, toBatchId, day }),
        );
      const entry = entries[at % Math.max(entries.length, 1)];
      const part = v7();
      const acts: Record<string, () => Promise<Entry | undefined>> = {
        log: () => books.book('logged', [batchId], books.generation(batchId, massMg, { day })),
        dispose: () => books.book('disposed', [batchId], books.disposal(batchId, massMg)),
        charge: () => move(books.stock, books.wip),
        dispatch: () => move(books.stock, shipment),
        receive: () => move(shipment, books.stock),
        split: () => move(books.stock, books.stock, part),
        reverse: async () => (entry ? books.reverse(entry) : undefined),
      };
      try {
        const booked = await acts[kind]?.();
        if (booked) entries.push(booked);
        if (kind === 'split') batches.push(part);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }
});
