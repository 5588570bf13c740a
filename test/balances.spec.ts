import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { sludge } from './support/loop.js';
import { RunDesk } from './support/run-desk.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type Person, type World } from './support/world.js';

interface Balance {
  readonly account: string;
  readonly commodity: string;
  readonly agreementId: string | null;
  readonly origin: string;
  readonly kg: number;
}

describe('the balances of the books', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
    await supplied(app, world);
    // 60 of 300 kg: A 40 kg dry with 32 kg Nd, B and the scrap 10 kg with 8 kg each.
    const body = { siteId: world.plant.sites[0], batchId: loop.recycled, occurredAt: '2027-03-20T08:00:00-04:00' };
    const answer = await app.post('/charges', { ...body, dryKg: 60 }, { token: world.plant.operator.token });
    expect(answer.status).toBe(201);
  });
  afterAll(() => app.stop());

  const read = (person: Pick<Person, 'token'>, query = '') => app.get(`/ledger/balances${query}`, person);
  /** Balances as rows: account, commodity, agreement, origin, kilograms. */
  const rows = async (person: Person, query = '', prefix = ''): Promise<string[]> => {
    const name = (id: string | null) => (id === loop.a ? 'A' : id === loop.b ? 'B' : (id ?? '-'));
    const { items } = (await read(person, query)).body as { items: Balance[] };
    return items
      .filter(({ account }) => account.startsWith(prefix))
      .map((line) => `${line.account} ${line.commodity} ${name(line.agreementId)} ${line.origin} ${line.kg}`);
  };
  const sums = async (person: Person, query = ''): Promise<Record<string, number>> => {
    const { items } = (await read(person, query)).body as { items: Balance[] };
    const result: Record<string, number> = {};
    for (const { commodity, kg } of items) result[commodity] = (result[commodity] ?? 0) + Math.round(kg * 1e6);
    return result;
  };

  it('hold what is in stock, own agreements by name, all others summed per origin', async () => {
    const stock = `stock:${world.plant.sites[0]}`;
    expect(await rows(world.plant.analyst, '', stock)).toEqual([
      `${stock} dry-mass A pre-consumer 160`,
      `${stock} dry-mass - post-consumer 40`,
      `${stock} dry-mass - pre-consumer 40`,
      `${stock} dry-mass - primary 100`,
      `${stock} Nd A pre-consumer 128`,
      `${stock} Nd - post-consumer 32`,
      `${stock} Nd - pre-consumer 32`,
      `${stock} Nd - primary 70`,
    ]);
    expect(await rows(world.plant.analyst, `?agreementId=${loop.a}`, stock)).toEqual([
      `${stock} dry-mass A pre-consumer 160`,
      `${stock} Nd A pre-consumer 128`,
    ]);
  });

  it('show the recycler what is of its agreements wherever it is, and no supply', async () => {
    const stock = `stock:${world.plant.sites[0]}`;
    const seen = await rows(world.recycler.analyst);
    expect(seen.filter((row) => row.startsWith(stock))).toEqual([
      ...[`${stock} dry-mass A pre-consumer 160`, `${stock} dry-mass B pre-consumer 40`],
      ...[`${stock} Nd A pre-consumer 128`, `${stock} Nd B pre-consumer 32`],
    ]);
    expect(seen.filter((row) => row.includes('primary'))).toEqual([]);
    expect(seen).toContain('world:other-feed dry-mass - post-consumer -220');
  });

  it('show a generator what is of it at others, without their names', async () => {
    expect(await rows(world.otherPlant.analyst)).toEqual([
      'stock:others dry-mass B pre-consumer 40',
      'stock:others Nd B pre-consumer 32',
      `wip:${world.otherPlant.sites[0]} dry-mass B pre-consumer -220`,
      `wip:${world.otherPlant.sites[0]} Nd B pre-consumer -55`,
      'world:mass-change dry-mass B pre-consumer 170',
      'world:production dry-mass B pre-consumer 10',
      'world:production Nd B pre-consumer 8',
      'world:unaccounted Nd B pre-consumer 15',
    ]);
  });

  it('are those at the end of a day', async () => {
    const { analyst } = world.plant;
    expect((await read(analyst, '?asOf=2027-03-01')).body).toEqual({ asOf: '2027-03-01', items: [] });
    const [from, to] = [world.plant.sites[0], world.recycler.sites[0]];
    const ofA = `agreementId=${loop.a}`;
    const lines = async (day: string) =>
      (await rows(analyst, `?asOf=${day}&${ofA}`)).filter(
        (row) => row.includes('dry-mass') && !/^(world|wip)/.test(row),
      );
    expect(await lines('2027-03-02')).toEqual([`stock:${from} dry-mass A pre-consumer 880`]);
    expect(await lines('2027-03-04')).toEqual([`transit:${loop.plantShipment} dry-mass A pre-consumer 880`]);
    expect(await lines('2027-03-05')).toEqual([`stock:${to} dry-mass A pre-consumer 880`]);
    expect(await lines('2027-03-10')).toEqual([`stock:${to} dry-mass A pre-consumer 200`]);
    const onItsWay = await rows(analyst, '?asOf=2027-03-15', 'transit');
    expect(onItsWay.map((row) => row.replace(loop.returnShipment, '...'))).toEqual([
      'transit:... dry-mass A pre-consumer 200',
      'transit:... dry-mass - post-consumer 50',
      'transit:... dry-mass - pre-consumer 50',
      'transit:... Nd A pre-consumer 160',
      'transit:... Nd - post-consumer 40',
      'transit:... Nd - pre-consumer 40',
    ]);
  });

  it('show what travels to a party without an agreement, and nothing else of the sender', async () => {
    const batchId = await supplied(app, world, { code: 'TOLLED', siteId: world.plant.sites[1] });
    const way = [world.plant, world.processor] as const;
    const { id: shipmentId } = await new RunDesk(app, world).dispatch(batchId, way, '2027-03-18');
    expect(await rows(world.processor.analyst)).toEqual([
      `transit:${shipmentId} dry-mass - primary 100`,
      `transit:${shipmentId} Nd - primary 70`,
    ]);
    expect(await rows(world.recycler.analyst, '', `transit:`)).toEqual([]);
  });

  it('come to zero over all accounts for who sees both ends of every posting', async () => {
    const supply = { siteId: world.otherPlant.sites[0], code: 'OWN', occurredAt: '2027-03-02T08:00:00+09:00' };
    const own = { token: world.otherPlant.operator.token };
    const body = { ...supply, product: 'NdPr oxide', supplierName: 'A mine', originCountry: 'AU', netKg: 10 };
    const assay = { laboratory: 'L', method: 'XRF', sampledAt: supply.occurredAt, composition: { Nd: 70, Pr: 10 } };
    const { id } = (await app.post('/supplies', { ...body, assay }, own)).body;
    const charge = { siteId: supply.siteId, batchId: id, occurredAt: '2027-03-03T08:00:00+09:00', dryKg: 3 };
    expect((await app.post('/charges', charge, own)).status).toBe(201);
    expect(await rows(world.otherPlant.analyst, '', `stock:${supply.siteId}`)).toEqual([
      `stock:${supply.siteId} dry-mass - primary 7`,
      `stock:${supply.siteId} Nd - primary 4.9`,
      `stock:${supply.siteId} Pr - primary 0.7`,
    ]);
    expect(await sums(world.otherPlant.analyst)).toEqual({ 'dry-mass': 0, Nd: 0, Pr: 0 });
    expect(await sums(world.plant.analyst, `?agreementId=${loop.a}`)).toEqual({ 'dry-mass': 0, Nd: 0 });
    expect(await sums(world.recycler.analyst, `?agreementId=${loop.b}&asOf=2027-03-15`)).toEqual({
      'dry-mass': 0,
      Nd: 0,
    });
  });

  it('show an auditor its one agreement, and nobody an agreement of others', async () => {
    expect((await read(world.auditor)).body.items).toEqual([]);
    const invite = { userId: world.auditor.id, untilOn: '2027-12-31' };
    await app.post(`/agreements/${loop.a}/invitations`, invite, { token: world.plant.admin.token });
    const seen = await rows(world.auditor);
    expect(seen).toEqual(await rows(world.plant.analyst, `?agreementId=${loop.a}`));
    expect(seen).not.toEqual([]);
    expect(await rows(world.plant.analyst, `?agreementId=${loop.b}`)).toEqual([]);
    expect(await rows(world.otherRecycler.analyst)).toEqual([]);
    expect((await read(world.platform)).status).toBe(403);
    expect((await app.get('/ledger/balances')).status).toBe(401);
    expect((await read(world.plant.analyst, '?asOf=yesterday&agreementId=7')).status).toBe(400);
  });

  it('are refused, not failed, where they add up to more than the books hold', async () => {
    // Twice 9,000,000,000 kg less 12 % moisture is 1.584 x 10^16 mg, above 2^53 - 1.
    const { admin, sites } = world.otherRecycler;
    for (const year of ['2026', '2027']) {
      const drum = { siteId: sites[0], grossKg: 9_000_000_020, occurredAt: `${year}-04-01T08:00:00+02:00` };
      expect((await app.post('/batches', sludge(world, drum), { token: admin.token })).status).toBe(201);
    }
    const both = await read(admin);
    expect([both.status, both.body.code]).toEqual([409, 'mass-too-large']);
    expect(await rows(admin, '?asOf=2026-04-01')).toEqual([
      `stock:${sites[0]} dry-mass - pre-consumer 7920000000`,
      `wip:${sites[0]} dry-mass - pre-consumer -7920000000`,
    ]);
  });
});
