import { EntryRow, Reversing } from '../src/modules/ledger/index.js';
import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { output, RunDesk } from './support/run-desk.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type Person, type World } from './support/world.js';

interface Posting {
  readonly from: string;
  readonly to: string;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  readonly commodity: string;
  readonly kg: number;
  readonly agreementId: string | null;
  readonly origin: string;
}
interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly postings: readonly Posting[];
}

describe('the entries of the books', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;
  let supply: string;
  let charge: { id: string; entryId: string };
  let primaryCharge: { id: string; entryId: string };

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
    supply = await supplied(app, world);
    const consume = async (batchId: string) => {
      const body = { siteId: world.plant.sites[0], batchId, occurredAt: '2027-03-20T08:00:00-04:00', dryKg: 60 };
      return (await app.post('/charges', body, { token: world.plant.operator.token })).body;
    };
    // 60 of 300 kg: A 40 kg dry with 32 kg Nd, B and the scrap 10 kg with 8 kg each.
    charge = await consume(loop.recycled);
    primaryCharge = await consume(supply);
  });
  afterAll(() => app.stop());

  const read = (person: Pick<Person, 'token'>, path = '') => app.get(`/entries${path}`, { token: person.token });
  const listed = async (person: Person, query: string): Promise<Entry[]> =>
    (await read(person, `?${query}`)).body.items;
  const kinds = async (person: Person, query = ''): Promise<string[]> =>
    (await listed(person, query)).map(({ kind }) => kind).sort();
  const only = async (person: Person, query: string) => {
    const entries = await listed(person, query);
    expect(entries).toHaveLength(1);
    return entries[0] as Entry & Record<string, unknown>;
  };
  /** Postings as rows: from and to without ids, commodity, kilograms, agreement, origin. */
  const rows = ({ postings }: Entry): unknown[] => {
    const short = (account: string) => (account.startsWith('world') ? account : account.split(':')[0]);
    const name = (id: string | null) => (id === loop.a ? 'A' : id === loop.b ? 'B' : id);
    return postings.map(({ from, to, commodity, kg, agreementId, origin }) =>
      [short(from), short(to), commodity, kg, name(agreementId), origin].join(' '),
    );
  };

  it('are whole for the party that booked them', async () => {
    const entry = await only(world.plant.analyst, 'kind=logged');
    const stock = `stock:${world.plant.sites[0]}`;
    const posting = {
      day: '2027-03-02',
      from: `wip:${world.plant.sites[0]}`,
      to: stock,
      agreementId: loop.a,
      origin: 'pre-consumer',
      country: 'US',
    };
    const batches = { fromBatchId: loop.plantBatch, toBatchId: loop.plantBatch };
    expect(entry).toEqual({
      id: entry.id,
      kind: 'logged',
      occurredAt: '2027-03-02T13:00:00.000Z',
      occurredOn: '2027-03-02',
      localOn: '2027-03-02',
      recordedAt: '2027-06-30T12:00:00.000Z',
      because: null,
      partyId: world.plant.id,
      siteId: world.plant.sites[0],
      userId: world.plant.operator.id,
      reason: null,
      reversesId: null,
      reversedById: null,
      postings: [880, 220].map((kg, i) => ({ ...posting, ...batches, commodity: i === 0 ? 'dry-mass' : 'Nd', kg })),
    });
    expect((await read(world.plant.operator, `/${entry.id}`)).body).toEqual(entry);
  });

  it('are whole for the other side too where all of it is of the agreement, but for what is in production there', async () => {
    const own = await only(world.plant.analyst, 'kind=logged');
    const postings = own.postings.map((posting) => ({ ...posting, from: 'world:production' }));
    expect(await listed(world.recycler.analyst, `kind=logged&agreementId=${loop.a}`)).toEqual([{ ...own, postings }]);
  });

  it("show a generator of a run its own input, output and losses, and not the others'", async () => {
    const seen = await only(world.plant.analyst, 'kind=run');
    // A: 880 kg dry and 220 kg Nd in, 200 and 160 kg out; 60 kg Nd unaccounted, 680 kg dry mass changed.
    expect(rows(seen).sort()).toEqual([
      'process stock Nd 160 A pre-consumer',
      'process stock dry-mass 200 A pre-consumer',
      'process world:mass-change dry-mass 680 A pre-consumer',
      'process world:unaccounted Nd 60 A pre-consumer',
      'stock process Nd 220 A pre-consumer',
      'stock process dry-mass 880 A pre-consumer',
    ]);
    expect(seen).toMatchObject({ partyId: world.recycler.id, siteId: world.recycler.sites[0], userId: null });
    expect(new Set(seen.postings.flatMap(({ fromBatchId, toBatchId }) => [fromBatchId, toBatchId]))).toEqual(
      new Set([loop.plantBatch, loop.recycled, null]),
    );
    const whole = await only(world.recycler.analyst, 'kind=run');
    expect(rows(whole)).toContain('world:other-feed process dry-mass 220  post-consumer');
    expect(rows(whole)).toContain('stock process Nd 55 B pre-consumer');
  });

  it('show both ends of a shipment all of it, other agreements unnamed and summed per origin', async () => {
    const batch = `batchId=${loop.recycled}`;
    const dispatched = await only(world.plant.analyst, `kind=dispatched&${batch}`);
    expect(rows(dispatched).sort()).toEqual([
      'stock transit Nd 160 A pre-consumer',
      'stock transit Nd 40  post-consumer',
      'stock transit Nd 40  pre-consumer',
      'stock transit dry-mass 200 A pre-consumer',
      'stock transit dry-mass 50  post-consumer',
      'stock transit dry-mass 50  pre-consumer',
    ]);
    expect(dispatched.postings[0]?.to).toBe(`transit:${loop.returnShipment}`);
    const received = await only(world.recycler.analyst, `kind=received&${batch}`);
    expect(rows(received)).toContain('transit stock Nd 40 B pre-consumer');
    expect(received).toMatchObject({ partyId: world.plant.id, siteId: world.plant.sites[0] });
  });

  it('show who has a part in what others do that part, and not who they are', async () => {
    // Where and when it went is not told: it went from one of the others to another.
    expect(await kinds(world.otherPlant.analyst, `kind=received&batchId=${loop.recycled}`)).toEqual([]);
    const sent = await only(world.otherPlant.analyst, `kind=dispatched&batchId=${loop.recycled}`);
    const hidden = { partyId: null, siteId: null, userId: null, reason: null };
    expect(sent).toMatchObject({ ...hidden, occurredAt: null, occurredOn: null, recordedAt: null });
    const from = `stock:${world.recycler.sites[0]}`;
    const common = { day: null, from, to: 'stock:others', origin: 'pre-consumer', country: 'JP' };
    const batches = { fromBatchId: loop.recycled, toBatchId: loop.recycled, agreementId: loop.b };
    expect(sent.postings).toEqual([
      { ...common, ...batches, commodity: 'Nd', kg: 40 },
      { ...common, ...batches, commodity: 'dry-mass', kg: 50 },
    ]);
    const charged = await only(world.otherPlant.analyst, 'kind=charged');
    expect(rows(charged).sort()).toEqual([
      'stock world:production Nd 8 B pre-consumer',
      'stock world:production dry-mass 10 B pre-consumer',
    ]);
  });

  it('keep what the plant buys and charges of it from the recycler', async () => {
    expect(await kinds(world.plant.analyst, `batchId=${supply}`)).toEqual(['charged', 'supplied']);
    expect(await kinds(world.recycler.analyst, 'kind=supplied')).toEqual([]);
    expect((await listed(world.recycler.analyst, 'kind=charged')).map(({ id }) => id)).toEqual([charge.entryId]);
    expect((await read(world.recycler.analyst, `/${primaryCharge.entryId}`)).status).toBe(404);
    const part = (await read(world.recycler.analyst, `/${charge.entryId}`)).body;
    expect(rows(part).sort()).toEqual([
      'stock world:production Nd 32 A pre-consumer',
      'stock world:production Nd 8 B pre-consumer',
      'stock world:production dry-mass 10 B pre-consumer',
      'stock world:production dry-mass 40 A pre-consumer',
    ]);
  });

  it('show an auditor its one agreement through the eyes of its host', async () => {
    const invite = { userId: world.auditor.id, untilOn: '2027-12-31' };
    expect((await read(world.auditor)).body.items).toEqual([]);
    await app.post(`/agreements/${loop.b}/invitations`, invite, { token: world.recycler.admin.token });
    expect(await kinds(world.auditor)).toEqual([
      ...['charged', 'dispatched', 'dispatched', 'logged', 'received', 'run'],
    ]);
    const run = await only(world.auditor, 'kind=run');
    expect(rows(run).filter((row) => !String(row).includes(' B '))).toEqual([]);
    const text = JSON.stringify(await listed(world.auditor, ''));
    for (const id of [loop.a, loop.plantBatch, loop.returnShipment, ...world.plant.sites])
      expect(text).not.toContain(id);
  });

  it('never name the other generator, its agreement or its things', async () => {
    const plantsThings = [loop.a, loop.plantBatch, loop.plantShipment, loop.returnShipment, charge.id, supply];
    const peopleOf = ({ admin, operator, analyst }: World['plant']) => [admin.id, operator.id, analyst.id];
    const hidden = {
      plant: [world.otherPlant.id, ...world.otherPlant.sites, loop.b, loop.otherBatch, loop.otherShipment],
      otherPlant: [world.plant.id, ...world.plant.sites, ...plantsThings, ...peopleOf(world.plant)],
      recycler: [supply, primaryCharge.id, primaryCharge.entryId],
    };
    for (const [party, ids] of Object.entries(hidden)) {
      const { analyst } = world[party as keyof typeof hidden];
      const entries = await listed(analyst, 'limit=200');
      const singles = await Promise.all(entries.map(({ id }) => read(analyst, `/${id}`)));
      expect(singles.map(({ body }) => body)).toEqual(entries);
      const balances = ['', '?asOf=2027-03-04', '?asOf=2027-03-15'].map((query) => `/ledger/balances${query}`);
      const texts = await Promise.all(
        [...balances, '/charges', '/batches?limit=200'].map(async (path) => (await app.get(path, analyst)).text),
      );
      const text = [JSON.stringify(entries), ...texts].join('\n');
      expect(entries.length).toBeGreaterThan(5);
      for (const id of ids) expect(text).not.toContain(id);
    }
  });

  it('are seen by a receiver from the dispatch on', async () => {
    const batchId = await supplied(app, world, { code: 'TOLLED' });
    const way = [world.plant, world.processor] as const;
    const { id: shipmentId } = await new RunDesk(app, world).dispatch(batchId, way, '2027-03-18');
    const dispatch = await only(world.plant.operator, `kind=dispatched&batchId=${batchId}`);
    const seen = (await read(world.processor.operator, `/${dispatch.id}`)).body;
    expect(rows(seen).sort()).toEqual(['stock transit Nd 70  primary', 'stock transit dry-mass 100  primary']);
    expect(seen).toMatchObject({ partyId: world.plant.id, siteId: world.plant.sites[0] });
    expect((await read(world.recycler.operator, `/${dispatch.id}`)).status).toBe(404);
    const setDay = (day: string) =>
      app.store.writer.query(`UPDATE "shipment" SET "dispatchedOn" = ${day} WHERE "id" = '${shipmentId}'`);
    await setDay('NULL');
    expect((await read(world.processor.operator, `/${dispatch.id}`)).status).toBe(404);
    expect((await read(world.plant.operator, `/${dispatch.id}`)).status).toBe(200);
    await setDay(`'2027-03-18'`);
  });

  it('of a receipt and of its reversal are seen by the sender too', async () => {
    const batchId = await supplied(app, world, { code: 'RETURNED' });
    await new RunDesk(app, world).move(batchId, [world.plant, world.processor], ['2027-03-18', '2027-03-19']);
    const receipt = await only(world.processor.operator, `kind=received&batchId=${batchId}`);
    const taken = await app.post(`/entries/${receipt.id}/reversal`, { reason: 'Wrong drum' }, world.processor.operator);
    expect(taken.status).toBe(201);
    const reversal = await only(world.processor.operator, `kind=reversed&batchId=${batchId}`);
    const seen = (await read(world.plant.analyst, `/${reversal.id}`)).body;
    expect(seen).toMatchObject({ partyId: world.processor.id, siteId: world.processor.sites[0], reason: null });
    expect(rows(seen).sort()).toEqual(['stock transit Nd 70  primary', 'stock transit dry-mass 100  primary']);
    expect((await read(world.plant.analyst, `/${receipt.id}`)).body.reversedById).toBe(reversal.id);
    expect((await read(world.recycler.analyst, `/${reversal.id}`)).status).toBe(404);
  });

  it('are linked with their reversal, which is seen as far as they are', async () => {
    const body = { siteId: world.plant.sites[0], batchId: loop.recycled, occurredAt: '2027-03-22T08:00:00-04:00' };
    const { entryId } = (await app.post('/charges', { ...body, dryKg: 30 }, { token: world.plant.operator.token }))
      .body;
    const reversalId = await app.work.run(async (tx) => {
      const entry = await tx.findOneByOrFail(EntryRow, { id: entryId as string });
      const by = { userId: world.plant.operator.id, reason: 'Wrong drum' };
      return app.nest.get(Reversing).reverse(tx, entry, by);
    });
    expect((await read(world.plant.analyst, `/${entryId}`)).body.reversedById).toBe(reversalId);
    const back = (await read(world.plant.analyst, `/${reversalId}`)).body;
    expect(back).toMatchObject({
      kind: 'reversed',
      reversesId: entryId,
      reason: 'Wrong drum',
      occurredOn: '2027-03-22',
    });
    expect(back.postings).toHaveLength(6);
    const part = (await read(world.recycler.analyst, `/${reversalId}`)).body;
    expect(part).toMatchObject({ reversesId: entryId, reason: null, userId: null });
    expect(rows(part).sort()).toEqual([
      'world:production stock Nd 16 A pre-consumer',
      'world:production stock Nd 4 B pre-consumer',
      'world:production stock dry-mass 20 A pre-consumer',
      'world:production stock dry-mass 5 B pre-consumer',
    ]);
    expect((await read(world.recycler.analyst, `/${entryId}`)).body.reversedById).toBe(reversalId);
    expect((await read(world.otherRecycler.analyst, `/${reversalId}`)).status).toBe(404);
  });

  it('are found by agreement, site, kind, batch and day, but not by what is hidden', async () => {
    const { analyst } = world.otherPlant;
    expect(await kinds(analyst, `siteId=${world.otherPlant.sites[0]}`)).toEqual(['dispatched', 'logged']);
    expect(await kinds(analyst, 'from=2027-03-10&to=2027-03-10')).toEqual(['run']);
    expect(await kinds(analyst, `agreementId=${loop.b}&kind=run`)).toEqual(['run']);
    expect(await kinds(analyst, `agreementId=${loop.a}`)).toEqual([]);
    expect(await kinds(analyst, `siteId=${world.plant.sites[0]}`)).toEqual([]);
    expect(await kinds(analyst, `batchId=${loop.plantBatch}`)).toEqual([]);
    expect(await kinds(analyst, `batchId=${loop.otherBatch}`)).toEqual(['dispatched', 'logged', 'received', 'run']);
  });

  it('come the last recorded first, page by page', async () => {
    const all = (await listed(world.recycler.analyst, 'limit=200')).map(({ id }) => id);
    expect(all).toEqual([...all].sort().reverse());
    const first = (await read(world.recycler.analyst, '?limit=2')).body;
    const second = (await read(world.recycler.analyst, `?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }: Entry) => id)).toEqual(all.slice(0, 4));
  });

  it('are refused to strangers, and to whoever asks wrongly', async () => {
    const { entryId } = charge;
    for (const { analyst } of [world.otherRecycler, world.processor]) {
      expect((await read(analyst, `/${entryId}`)).status).toBe(404);
    }
    expect((await read(world.platform)).status).toBe(403);
    expect((await app.get('/entries')).status).toBe(401);
    const wrong = await read(world.plant.analyst, '?kind=baked&batchId=7&from=2027-02-30');
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      ...['/batchId', '/from', '/kind'],
    ]);
  });

  it('do not name a batch that one may not see', async () => {
    // What is left of the recycled batch, 240 kg dry with 192 kg Nd, becomes an alloy of the plant without loss.
    const desk = new RunDesk(app, world);
    const run = await desk.closed(
      {
        siteId: world.plant.sites[0],
        occurredAt: '2027-03-25T12:00:00Z',
        inputs: [{ batchId: loop.recycled }],
        outputs: [output('NdFeB alloy', 240, { Nd: 80 })],
      },
      world.plant.admin,
    );
    await desk.sees(run.outputs[0]?.id ?? '', world.recycler.id, null);
    const outputs = async (person: Person) => {
      const { postings } = (await read(person, `/${run.entryId}`)).body as Entry;
      const out = postings.filter(({ to, commodity }) => to.startsWith('stock') && commodity === 'Nd');
      return out.map(({ agreementId, toBatchId, kg }) => [
        agreementId === loop.a ? 'A' : agreementId,
        toBatchId !== null,
        kg,
      ]);
    };
    expect(await outputs(world.plant.analyst)).toEqual([
      ['A', true, 128],
      [null, true, 32],
      [null, true, 32],
    ]);
    expect(await outputs(world.recycler.analyst)).toEqual([
      ['A', false, 128],
      [loop.b, false, 32],
    ]);
  });
});
