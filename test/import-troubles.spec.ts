import { setTimeout as pause } from 'node:timers/promises';
import { runSql } from '../src/database/index.js';
import { Jobs } from '../src/modules/jobs/index.js';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { FileDesk } from './support/files.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const HEADER = 'code,stream,occurredAt,alloy,grossKg [kg],tareKg [kg],moisturePct [%]';
const drums = (name: string, ...grossKg: number[]): string =>
  [HEADER, ...grossKg.map((kg, index) => `${name}-${index},sintered-rejects,2027-03-01,NdFeB,${kg},20,10`)].join('\n');

describe('an import that does not get on', () => {
  let app: TestApp;
  let world: World;
  let desk: FileDesk;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new FileDesk(app, world.plant.operator.token);
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const send = async (text: string): Promise<string> =>
    (await desk.send('by-products', world.plant.sites[0], text)).body.id as string;
  const rename = (from: string, to: string): Promise<unknown> =>
    app.work.run((tx) => runSql(tx, `ALTER TABLE "${from}" RENAME TO "${to}"`));
  async function looked(text: string): Promise<string> {
    const id = await send(text);
    if ((await desk.one(id)).mapping) await desk.when(id, 'looked');
    else await desk.mapped(id);
    return id;
  }
  /** As its list tells it, once it is as expected: for longer than the busiest machine takes. */
  async function listed(id: string, isSo: (item: Answer['body']) => boolean): Promise<Answer['body']> {
    for (let turn = 0; turn < 6_000; turn += 1) {
      const { body } = await app.get('/imports', { token: world.plant.operator.token });
      const item = (body.items as Answer['body'][]).find((one) => one.id === id);
      if (item && isSo(item)) return item;
      app.nest.get(Jobs).poke();
      await pause(10);
    }
    throw new Error(`The import ${id} never came to be so.`);
  }

  it('says why, and goes on from where it stands when it is asked to', async () => {
    const id = await looked(drums('STUCK', 120, 130));
    await rename('import_row', 'import_row_gone');
    expect((await desk.act(id, 'booking')).status).toBe(202);
    const stuck = await listed(id, ({ trouble }) => trouble !== null);
    expect(stuck).toMatchObject({
      state: 'booking',
      booked: 0,
      endedAt: null,
      trouble: { code: 'database-unavailable', message: expect.stringContaining('nothing is booked twice') as string },
    });
    await rename('import_row_gone', 'import_row');
    expect((await desk.one(id)).may).toEqual(['book', 'cancel']);
    expect((await desk.act(id, 'booking')).status).toBe(202);
    expect(await desk.when(id, 'done')).toMatchObject({ booked: 2, wrong: 0, trouble: null });
    expect((await desk.act(id, 'booking')).status).toBe(409);
  }, 120_000);

  it('can be cancelled', async () => {
    const id = await looked(drums('LEFT', 120));
    await rename('import_row', 'import_row_gone');
    await desk.act(id, 'booking');
    await listed(id, ({ trouble }) => trouble !== null);
    await rename('import_row_gone', 'import_row');
    expect((await desk.act(id, 'cancellation')).status).toBe(202);
    expect(await desk.one(id)).toMatchObject({ state: 'cancelled', booked: 0, trouble: null, may: [] });
  }, 120_000);

  it('is tried again by itself', async () => {
    await looked(drums('LATER', 120));
    await rename('import_row', 'import_row_gone');
    const id = await send(drums('LATER', 125));
    const stuck = await listed(id, ({ trouble }) => trouble !== null);
    expect(stuck.state).toBe('reading');
    await rename('import_row_gone', 'import_row');
    // As if the minute were over.
    await app.work.run((tx) => runSql(tx, `UPDATE "job" SET "leasedUntil" = 0 WHERE "subjectId" = ?`, [id]));
    expect(await listed(id, ({ state }) => state === 'looked')).toMatchObject({ rows: 1, wrong: 0, trouble: null });
  }, 120_000);

  it('is none for a row that is more than the books hold: it is listed, and the others are booked', async () => {
    const most = 9_007_199_254;
    const id = await looked(drums('HUGE', 120, most, most, 130));
    const fault = { row: 4, column: 'code', value: 'HUGE-2', code: 'mass-too-large' };
    expect(await desk.one(id)).toMatchObject({ rows: 4, wrong: 1, trouble: null, faults: [fault] });
    await desk.act(id, 'booking', { goodRowsOnly: true });
    expect(await desk.when(id, 'done')).toMatchObject({ booked: 3, wrong: 1, trouble: null });
    // With what is in the books by now, even one is too much.
    const other = await looked(drums('MORE', 140, most, 150));
    expect(await desk.one(other)).toMatchObject({ wrong: 0 });
    await desk.act(other, 'booking');
    expect(await desk.when(other, 'done')).toMatchObject({
      booked: 2,
      trouble: null,
      faults: [{ row: 3, column: 'code', value: 'MORE-1', code: 'mass-too-large' }],
    });
  }, 120_000);
});
