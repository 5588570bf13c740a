import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { singleGroupHolding, type Group } from '../../src/domain/matter/holding.js';
import {
  postingsOf,
  stockAccount,
  WORLD,
  type Count,
  type Movement,
  type Posting,
  wipAccount,
} from '../../src/domain/books/ledger.js';
import { actOf, entryOf, type Act } from '../../src/domain/acts/act.js';
import type { Entry } from '../../src/domain/acts/records.js';
import type { EntryKind } from '../../src/domain/books/entry-kinds.js';
import { Ids } from '../../src/common/index.js';
import { Acts, EntryRow, Ledger, Reversing, verifyLedger, type Finding } from '../../src/modules/ledger/index.js';
import { PartyRow, SiteRow } from '../../src/modules/parties/index.js';
import { TestApp } from './test-app.js';
import { ofMg } from '../../src/domain/measure/quantities.js';

export const DAY = '2027-06-30';
const GROUP: Group = { agreementId: null, origin: 'pre-consumer', country: null };

/** The books alone, with one party and its site: entries are made by hand, past the modules that know the trade. */
export class TestBooks {
  private constructor(
    readonly app: TestApp,
    readonly partyId: string,
    readonly siteId: string,
  ) {}

  static async open(): Promise<TestBooks> {
    const app = await TestApp.start();
    const [partyId, siteId] = [v7(), v7()];
    const common = { name: 'Magnet plant', country: 'US', version: 1, createdAt: 0 };
    await app.work.run(async (tx) => {
      await tx.insert(PartyRow, { ...common, id: partyId, roles: ['generator'], identifiers: null });
      await tx.insert(SiteRow, {
        ...common,
        id: siteId,
        partyId,
        code: 'MP-1',
        codeKey: 'mp-1',
        subdivision: null,
        timeZone: 'UTC',
      });
    });
    return new TestBooks(app, partyId, siteId);
  }

  get ledger(): Ledger {
    return this.app.nest.get(Ledger);
  }

  get stock(): string {
    return stockAccount(this.siteId);
  }

  get wip(): string {
    return wipAccount(this.siteId);
  }

  /** Rows of a query, from outside of any unit. */
  rows<Row>(sql: string): Promise<Row[]> {
    return this.app.store.manager.query<Row[]>(sql);
  }

  /** Does what the service never does: changes the tables directly. */
  async tamper(sql: string): Promise<void> {
    await this.app.store.writer.query(sql);
  }

  verify(): Promise<readonly Finding[]> {
    return this.app.store.snapshot(async (manager) => (await verifyLedger(manager)).findings);
  }

  act(kind: EntryKind, subjects: readonly string[], postings: readonly Posting[]): Act & { readonly entry: Entry } {
    const { partyId, siteId, app } = this;
    const by = { userId: null, now: app.clock.time, newId: () => app.nest.get(Ids).next() };
    const entry = entryOf(kind, { partyId, siteId }, { at: 0, on: DAY, localOn: DAY }, by);
    return { ...actOf({ subjects, postings }), entry };
  }

  async apply(tx: EntityManager, act: Act): Promise<void> {
    await this.app.nest.get(Acts).apply(tx, act);
  }

  async book(kind: EntryKind, subjects: readonly string[], postings: readonly Posting[]): Promise<Entry> {
    const act = this.act(kind, subjects, postings);
    await this.app.work.run((tx) => this.apply(tx, act));
    return act.entry;
  }

  async reverse(entry: Entry): Promise<Entry> {
    const id = await this.app.work.run((tx) => this.reverseIn(tx, entry));
    return this.app.store.manager.findOneByOrFail(EntryRow, { id });
  }

  async reverseIn(tx: EntityManager, entry: Entry): Promise<string> {
    await this.ledger.requireReversible(tx, entry);
    return this.app.nest.get(Reversing).lift(tx, entry, { userId: v7(), reason: 'a mistake' });
  }

  /** So many milligrams of dry mass, a tenth of it neodymium, from one account to another. */
  postings(batchId: string, dryMg: number, way: Way): Posting[] {
    const { from, to, toBatchId = batchId, day = DAY, counts = [], group = GROUP } = way;
    const holding = singleGroupHolding(group, ofMg(dryMg), new Map([['Nd', ofMg(Math.floor(dryMg / 10))]]));
    const movement: Movement = {
      day,
      from,
      to,
      fromBatchId: batchId,
      toBatchId,
      partyId: this.partyId,
      holding,
      countsOf: () => counts,
    };
    return postingsOf([movement]);
  }

  generation(batchId: string, dryMg: number, way: Partial<Way> = {}): Posting[] {
    const counts: Count[] = [{ measure: 'generated', sign: 1 }];
    return this.postings(batchId, dryMg, { from: this.wip, to: this.stock, counts, ...way });
  }

  disposal(batchId: string, dryMg: number): Posting[] {
    const counts: Count[] = [
      { measure: 'leaked', sign: 1 },
      { measure: 'leaked-carve-out', sign: 1 },
    ];
    return this.postings(batchId, dryMg, { from: this.stock, to: WORLD.disposed, counts });
  }

  /** Logs a new batch and answers its id and entry. */
  async log(dryMg: number): Promise<{ readonly batchId: string; readonly entry: Entry }> {
    const batchId = v7();
    return { batchId, entry: await this.book('logged', [batchId], this.generation(batchId, dryMg)) };
  }

  /** The balances that are not zero, as one text a row. */
  async balances(): Promise<string[]> {
    const lines = await this.rows<object>(`SELECT * FROM "balance" WHERE "massMg" <> 0`);
    return lines.map((line) => Object.values(line).join(' ')).sort();
  }
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly toBatchId?: string;
  readonly day?: string;
  readonly counts?: readonly Count[];
  readonly group?: Group;
}
