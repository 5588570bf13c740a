import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Jobs } from '../src/modules/jobs/index.js';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { FileDesk } from './support/files.js';
import type { KilledPlan } from './support/killed-app.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const HEADER = 'code,stream,occurredAt,alloy,grossKg [kg],tareKg [kg],moisturePct [%]';
const drums = (name: string, many: number, more = ''): string =>
  [
    HEADER,
    ...Array.from({ length: many }, (_, index) => `${name}-${index},sintered-rejects,2027-03-01,NdFeB,120,20,10`),
    more,
  ].join('\n');

describe('the booking of a file', () => {
  let app: TestApp;
  let world: World;
  let site: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    site = world.plant.sites[0];
  });
  afterAll(async () => {
    await expectVerified();
    await app.stop();
  });

  const desk = (): FileDesk => new FileDesk(app, world.plant.operator.token);
  const codes = async (name: string): Promise<string[]> =>
    (
      await app.store.manager.query<{ code: string }[]>(
        `SELECT "codeKey" AS "code" FROM "batch" WHERE "codeKey" LIKE '${name.toLowerCase()}-%' ORDER BY "codeKey"`,
      )
    ).map(({ code }) => code);

  async function expectVerified(): Promise<void> {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    expect(findings).toEqual([]);
  }

  async function looked(text: string): Promise<string> {
    const { body } = await desk().send('by-products', site, text);
    const id = body.id as string;
    if ((await desk().one(id)).mapping) await desk().when(id, 'looked');
    else await desk().mapped(id);
    return id;
  }

  interface Far {
    readonly booked: number;
    readonly through: number;
  }
  /** Has a process of its own work on an import, and kills it in the middle. */
  async function killedAt(id: string, [method, way, body]: [string, string, object], isHalf: (far: Far) => boolean) {
    await app.nest.close();
    const plan: KilledPlan = { database: app.config.database };
    const args = ['--import', './test/support/typescript.js', 'test/support/killed-app.ts', JSON.stringify(plan)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const headers = { authorization: `Bearer ${world.plant.operator.token}`, 'content-type': 'application/json' };
    const url = `http://127.0.0.1:${port.trim()}/api/v1/imports/${id}`;
    const started = await fetch(`${url}/${way}`, { method, headers, body: JSON.stringify(body) });
    expect(started.status).toBe(202);
    while (!isHalf((await (await fetch(url, { headers })).json()) as Far));
    child.kill('SIGKILL');
    await once(child, 'close');
    app = await TestApp.start({}, app.database);
  }

  it('goes on after its process was killed, loses nothing and books nothing twice', async () => {
    const many = 4_000;
    const id = await looked(drums('KILLED', many));
    await killedAt(id, ['POST', 'booking', {}], ({ booked }) => booked > 0);
    const half = (await codes('KILLED')).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(many);
    const done = await desk().when(id, 'done');
    expect(done).toMatchObject({ rows: many, booked: many, wrong: 0, alreadyThere: 0 });
    const booked = await codes('KILLED');
    expect(booked).toHaveLength(many);
    expect(new Set(booked).size).toBe(many);
    await expectVerified();
  }, 120_000);

  it('begins with looking, which goes on, too, and finds each row once', async () => {
    const many = 4_000;
    const { body } = await desk().send(
      'by-products',
      site,
      drums('SEEN', many, 'SEEN-7,sintered-rejects,2027-03-01,NdFeB,99,20,10'),
    );
    const id = body.id as string;
    const { proposal } = await desk().one(id);
    await killedAt(id, ['PUT', 'mapping', proposal as object], ({ through }) => through > 0);
    expect((await desk().one(id)).through).toBeLessThan(many);
    const seen = await desk().when(id, 'looked');
    expect(seen).toMatchObject({ rows: many + 1, wrong: 1, alreadyThere: 0, booked: 0, totals: { dryKg: 90 * many } });
    expect(seen.faults).toMatchObject([{ row: many + 2, column: 'code', code: 'other-figures' }]);
    expect(await codes('SEEN')).toEqual([]);
    await desk().act(id, 'cancellation');
  }, 120_000);

  it('is done once where two processes serve the same books, and goes on with one where the other stops', async () => {
    const many = 2_000;
    const id = await looked(drums('SHARED', many));
    const other = await TestApp.start({}, app.database);
    await desk().act(id, 'booking');
    other.nest.get(Jobs).poke();
    while ((await desk().one(id)).booked === 0) await pause(2);
    await other.nest.close();
    expect(await desk().when(id, 'done')).toMatchObject({ rows: many, booked: many, wrong: 0, alreadyThere: 0 });
    expect(new Set(await codes('SHARED')).size).toBe(many);
    await expectVerified();
  }, 120_000);

  it('stops after the unit under way when it is cancelled, and says what is in', async () => {
    const id = await looked(drums('STOPPED', 4_000));
    await desk().act(id, 'booking');
    while ((await desk().one(id)).booked === 0) await pause(2);
    const stopped = await desk().act(id, 'cancellation');
    expect([stopped.status, stopped.body.state]).toEqual([202, 'cancelled']);
    const { booked, state } = await desk().one(id);
    expect([state, booked > 0, booked < 4_000]).toEqual(['cancelled', true, true]);
    expect(await codes('STOPPED')).toHaveLength(booked as number);
    const again = await desk().act(id, 'booking');
    expect([again.status, again.body.code]).toEqual([409, 'import-state']);
  }, 120_000);

  it('lists a row that has turned wrong since it was looked at, and goes on', async () => {
    const id = await looked(drums('LATE', 3));
    const other = await looked(drums('LATE', 2, 'LATE-9,sintered-rejects,2027-03-01,NdFeB,55,20,10'));
    await app.post(
      '/batches',
      {
        siteId: site,
        code: 'late-1',
        stream: 'sintered-rejects',
        occurredAt: '2027-03-01T12:00:00-05:00',
        alloy: 'NdFeB',
        grossKg: 121,
        tareKg: 20,
        moisturePct: 10,
      },
      { token: world.plant.operator.token },
    );
    await Promise.all([desk().act(id, 'booking'), desk().act(other, 'booking')]);
    const done = [await desk().when(id, 'done'), await desk().when(other, 'done')];
    // Of two files at once that name the same drums, each drum is booked by one and there already for the other.
    expect(done.map(({ wrong }) => wrong as number)).toEqual([1, 1]);
    expect(done.map((one) => (one.booked as number) + (one.alreadyThere as number))).toEqual([2, 2]);
    expect(done[0].booked + done[1].booked).toBe(3);
    expect(done[0].faults).toMatchObject([{ row: 3, column: 'code', value: 'LATE-1', code: 'other-figures' }]);
    expect(await codes('LATE')).toEqual(['late-0', 'late-1', 'late-2', 'late-9']);
  });

  it('is answered once for one key and one file, and refused for another file', async () => {
    const headers = { 'idempotency-key': 'key-of-a-file' };
    const first = await desk().send('by-products', site, drums('KEYED', 1), headers);
    const again = await desk().send('by-products', site, drums('KEYED', 1), headers);
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([202, 'true', first.body]);
    const other = await desk().send('by-products', site, drums('KEYED', 2), headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('is nobody else’s: another party finds no import, no site and no batch', async () => {
    const { body } = await desk().send('by-products', site, drums('OWN', 1));
    const { token } = world.recycler.operator;
    for (const path of ['', '/faults']) {
      expect((await app.get(`/imports/${body.id}${path}`, { token })).status).toBe(404);
    }
    const theirs = new FileDesk(app, token);
    expect((await theirs.act(body.id as string, 'cancellation')).status).toBe(404);
    expect((await app.get('/imports', { token })).body.items).toEqual([]);
    expect((await theirs.send('assays', site, 'batch,laboratory\nx,y\n')).status).toBe(404);
    const role = await theirs.send('by-products', world.recycler.sites[0], drums('ROLE', 1));
    expect([role.status, role.body.code]).toEqual([403, 'forbidden']);
  });

  it('begins with a file that is a table', async () => {
    const send = async (content: string | Buffer): Promise<unknown[]> => {
      const { status, body } = await desk().send('by-products', site, content);
      return [status, body.code, body.errors?.[0]?.code];
    };
    expect(await send('')).toEqual([400, 'invalid-input', 'file-empty']);
    expect(await send('\n\n')).toEqual([400, 'invalid-input', 'file-empty']);
    expect(await send(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe]))).toEqual([
      400,
      'invalid-input',
      'not-readable',
    ]);
    expect(await send(Buffer.from('code;stream\nGrüße;x\n', 'latin1'))).toEqual([400, 'invalid-input', 'not-readable']);
    const json = await app.post(`/imports?kind=by-products&siteId=${site}`, {}, { token: world.plant.operator.token });
    expect([json.status, json.body.code]).toEqual([415, 'unsupported-media-type']);
    const large = await desk().send('by-products', site, Buffer.alloc(50 * 1024 * 1024 + 1, 'x'));
    expect([large.status, large.body.code]).toEqual([413, 'payload-too-large']);
  });

  it('tells of a mapping what is wrong with it', async () => {
    const { body } = await desk().send('by-products', site, 'code,weight,weight\nA,1,2\n');
    const refused = await desk().mapped(body.id as string, {
      columns: [
        { column: 'code', field: 'code' },
        { column: 'weight', field: 'grossKg', unit: '%' },
        { column: 'gone', field: 'colour' },
      ],
    });
    expect(refused.errors.map((fault: { pointer: string; code: string }) => `${fault.pointer} ${fault.code}`)).toEqual([
      '/columns/1/column column-twice',
      '/columns/1/unit not-one-of',
      '/columns/2/column not-a-column',
      '/columns/2/field not-a-file-field',
      ...Array.from({ length: 5 }, () => '/columns field-without-column'),
    ]);
  });
});
