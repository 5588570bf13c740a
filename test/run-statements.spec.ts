import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import type sqlite3 from 'sqlite3';
import { output, RunDesk } from './support/run-desk.js';
import type { TestApp } from './support/test-app.js';

const LAST = 'SELECT 1 AS "last"';

/** Listens to what the connections are told that write. */
class Statements {
  readonly seen: string[] = [];

  constructor(private readonly app: TestApp) {
    const { driver, options } = app.store.writer;
    if (options.type === 'sqlite') {
      const { databaseConnection } = driver as unknown as { readonly databaseConnection: sqlite3.Database };
      databaseConnection.on('trace', (sql: string) => this.seen.push(sql));
      return;
    }
    const { seen } = this;

    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]): never {
      const [asked] = args;
      seen.push(typeof asked === 'string' ? asked : String((asked as { readonly text?: string }).text));
      return query.apply(this, args) as never;
    };
  }

  /** Those of some work. SQLite tells of them a little later. */
  async of(work: () => Promise<unknown>): Promise<string[]> {
    await this.heard();
    await work();
    return this.heard();
  }

  private async heard(): Promise<string[]> {
    await this.app.store.writer.query(LAST);
    while (!this.seen.includes(LAST)) await setImmediate();
    return this.seen.splice(0).filter((statement) => statement !== LAST);
  }
}

describe('what closing a run asks of the database', () => {
  let desk: RunDesk;
  let statements: Statements;

  beforeAll(async () => {
    desk = await RunDesk.open();
    statements = new Statements(desk.app);
  });
  afterAll(() => desk.close());

  /** What is asked where a run draws so many batches of two agreements whole, and makes so many of them. */
  async function askedOf(inputs: number, outputs: number): Promise<string[]> {
    const { plant, otherPlant } = desk.world;
    const drawn = [];
    for (let index = 0; index < inputs; index += 1) {
      drawn.push(await desk.swarf(index % 2 === 0 ? plant : otherPlant, 100, { Nd: 30 }));
    }
    const body = {
      inputs: drawn.map(({ id }) => ({ batchId: id })),
      outputs: Array.from({ length: outputs }, () => output('Nd2O3', (inputs * 30) / outputs, { Nd: 80 })),
    };
    const asked = await statements.of(async () => expect((await desk.run(body)).status).toBe(201));
    return asked.map((statement) => statement.replace(/\s+/g, ' ').trim().slice(0, 23));
  }

  it('does not grow with the number of its inputs and outputs', async () => {
    const few = await askedOf(5, 2);
    const many = await askedOf(20, 6);
    expect(many).toEqual(few);
    expect(many).toContain('INSERT INTO "run_input"');
    expect(many.length).toBeLessThanOrEqual(30);
  });
});
