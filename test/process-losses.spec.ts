import { verifyBooks } from '../src/modules/verification/index.js';
import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, created, type Person, type World } from './support/world.js';

const LATER = '2027-03-26T08:00:00-04:00';

describe('what is lost otherwise', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const token = (person: Pick<Person, 'token'>): { token: string } => ({ token: person.token });
  const read = (path: string, as: Pick<Person, 'token'> = world.plant.analyst): Promise<Answer> =>
    app.get(path, token(as));
  /** Nd in the work in progress of the site, in kilograms. */
  const wip = async (): Promise<number> => {
    const [row] = await app.store.manager.query<{ mg: string | number | null }[]>(
      `SELECT SUM("massMg") AS "mg" FROM "account_total" WHERE "account" = 'wip:${world.plant.sites[0]}'
        AND "commodity" = 'Nd'`,
    );
    return Number(row?.mg ?? 0) / 1_000_000;
  };
  const loss = (more: object = {}): Record<string, unknown> => ({
    siteId: world.plant.sites[0],
    occurredAt: LATER,
    lines: [{ element: 'Nd', kg: 1.5 }],
    basis: 'measured',
    reason: 'Deposits in the furnace',
    document: 'ML-14',
    ...more,
  });

  it('leaves the work in progress, and comes back by a reversal', async () => {
    const before = await wip();
    const { status, body } = await app.post('/process-losses', loss(), token(world.plant.admin));
    expect([status, body.elements, body.status]).toEqual([201, { Nd: { kg: 1.5 } }, 'booked']);
    expect(before - (await wip())).toBeCloseTo(1.5, 6);
    expect((await read('/process-losses')).body.items).toEqual([body]);
    const reversal = { reason: 'Twice' };
    const taken = await app.post(`/entries/${body.entryId}/reversal`, reversal, token(world.plant.admin));
    expect(taken.status).toBe(201);
    expect(await wip()).toEqual(before);
    expect((await read(`/process-losses/${body.id}`)).body.status).toBe('reversed');
  });

  it('is a departure of every agreement of the site above half a percent of what it charged in the month', async () => {
    const { admin, sites, analyst } = world.plant;
    const departed = async (as: Pick<Person, 'token'>) => {
      const { body } = await read(`/agreements/${loop.a}/departures`, as);
      return body.items.filter(({ kind }: { readonly kind: string }) => kind === 'process-loss');
    };
    // The month in which nothing else of this suite lies: 200 kg are charged, of which half a percent is 1 kg.
    const occurredAt = '2027-06-10T08:00:00-04:00';
    const bought = await supplied(app, world, {
      code: 'SUPPLY-L',
      netKg: 200,
      occurredAt: '2027-06-01T08:00:00-04:00',
    });
    await created(app, '/charges', { siteId: sites[0], batchId: bought, dryKg: 200, occurredAt }, admin.token);
    const lines = [{ element: 'Nd', kg: 1 }];
    const { body: first } = await app.post('/process-losses', loss({ occurredAt, lines }), token(admin));
    expect(await departed(analyst)).toEqual([]);
    const more = loss({ occurredAt, lines: [{ element: 'Dy', kg: 0.25 }], reason: 'Vapour' });
    const { body: second } = await app.post('/process-losses', more, token(admin));
    expect(await departed(analyst)).toEqual([
      {
        entryId: second.entryId,
        kind: 'process-loss',
        direction: null,
        month: '2027-06',
        carveOut: null,
        reason: null,
        destination: null,
        occurredOn: '2027-06-10',
        dryKg: 1.25,
        shipment: null,
        lines: [],
      },
    ]);
    // The recycler learns nothing of losses, nor do its auditors; those of the plant do.
    expect(await departed(world.recycler.analyst)).toEqual([]);
    const url = `/agreements/${loop.a}/invitations`;
    const invitation = { userId: world.auditor.id, untilOn: '2027-12-31' };
    const byRecycler = await created(app, url, invitation, world.recycler.admin.token);
    expect(await departed(world.auditor)).toEqual([]);
    await app.send('DELETE', `${url}/${byRecycler.id}`, undefined, token(world.recycler.admin));
    const byPlant = await created(app, url, invitation, admin.token);
    expect(await departed(world.auditor)).toMatchObject([{ month: '2027-06', dryKg: 1.25 }]);
    await app.send('DELETE', `${url}/${byPlant.id}`, undefined, token(admin));
    for (const { entryId } of [second, first]) {
      await created(app, `/entries/${String(entryId)}/reversal`, { reason: 'Weighed anew' }, admin.token);
    }
    expect(await departed(analyst)).toEqual([]);
  });

  it('is booked by an admin, and by elements of the catalogue', async () => {
    expect((await app.post('/process-losses', loss(), token(world.plant.operator))).status).toBe(403);
    const lines = [
      { element: 'Nd', kg: 1 },
      { element: 'Xx', kg: 1 },
      { element: 'Nd', kg: 2 },
    ];
    const wrong = await app.post('/process-losses', loss({ lines }), token(world.plant.admin));
    expect(wrong.body.errors).toMatchObject([
      { pointer: '/lines/1/element', code: 'not-an-element' },
      { pointer: '/lines/2/element', code: 'line-repeated' },
    ]);
  });
});
