import { KnownRuns, tracedRows } from '../src/modules/reports/index.js';
import { NOBODY, pointersOf } from './support/agreement-desk.js';
import { assayOf } from './support/loop.js';
import { output } from './support/run-desk.js';
import { DAYS, kg, NOON, TracedLoop } from './support/traced-loop.js';
import type { World } from './support/world.js';

describe('the trace of a batch', () => {
  let loop: TracedLoop;
  let world: World;

  beforeAll(async () => {
    loop = await TracedLoop.open();
    ({ world } = loop);
  });
  afterAll(() => loop.close());

  it('tells the recycler, who ran the run, all that went into a batch', async () => {
    const answer = await loop.ask(loop.outputs.returned, 'up', world.recycler.analyst);
    expect(loop.told(answer)).toEqual({
      total: [200, 160],
      returned: [200, 160],
      run: [200, 160],
      own: [125.714286, 97.777778],
      other: [45.714286, 35.555555],
      'other-feed': [28.571428, 26.666667],
    });
    loop.closed(answer);
    expect(answer.body.batches[1]).toEqual({
      batchId: loop.swarf.own,
      kind: 'by-product',
      code: 'OWN-DRUM',
      status: 'processed',
      stream: 'grinding-sludge-oily',
      product: null,
      origin: 'pre-consumer',
      siteId: world.recycler.sites[0],
      occurredOn: '2027-03-02',
      leaf: true,
      dryKg: 125.714286,
      elements: { Nd: { kg: 97.777778 } },
    });
    expect(answer.body.runs).toMatchObject([
      { runId: loop.runId, kind: 'recycling', code: 'RUN-1', occurredOn: '2027-04-01' },
    ]);
    expect(answer.body.leaves).toMatchObject([
      { runId: loop.runId, origin: 'post-consumer', description: 'Shredded disks' },
    ]);
    expect(answer.body.edges).toMatchObject([
      { fromId: loop.runId, toId: loop.outputs.returned, dryKg: 200 },
      { fromId: loop.swarf.own, toId: loop.runId, dryKg: 125.714286, elements: { Nd: { kg: 97.777778 } } },
      { fromId: loop.swarf.other, toId: loop.runId, dryKg: 45.714286 },
    ]);
  });

  it('tells a plant what became of its swarf: charged, in stock, residue and what is missing', async () => {
    // Of 880 kg dry 62.857142 are neither in outputs nor slag; of 220 kg Nd 42.777777.
    const answer = await loop.ask(loop.swarf.own, 'down', world.plant.analyst);
    expect(loop.told(answer)).toEqual({
      total: [880, 220],
      own: [880, 220],
      run: [880, 220],
      returned: [125.714286, 97.777778],
      kept: [62.857143, 48.888889],
      'charged returned': [31.428572, 24.444444],
      'in-stock returned': [94.285714, 73.333334],
      'in-stock kept': [62.857143, 48.888889],
      residue: [628.571429, 30.555556],
      'mass-change': [62.857142, 0],
      unaccounted: [0, 42.777777],
    });
    loop.closed(answer, [...loop.hiddenFromPlant, 'O-2']);
    const leaf = (kind: string, batchId: string) =>
      answer.body.leaves.find(
        (each: { kind: string; batchId: string }) => each.kind === kind && each.batchId === batchId,
      );
    const siteId = world.plant.sites[0];
    expect(leaf('charged', loop.outputs.returned)).toMatchObject({
      siteId,
      occurredOn: '2027-04-01',
      entryIds: [loop.chargeId],
    });
    expect(leaf('in-stock', loop.outputs.returned)).toMatchObject({ siteId, shipmentId: null });
    expect(leaf('in-stock', loop.outputs.kept)).toMatchObject({ siteId: null });
  });

  it('follows parts to where they are, with what a late assay completed', async () => {
    // 880 kg dry, a quarter of it split off and disposed of; the assay comes last: 24 % Nd of 880 kg are 211.2 kg.
    const { id } = await loop.desk.log(world.plant, 880);
    const { token } = world.plant.operator;
    const at = { occurredAt: '2027-03-03T08:00:00-05:00' };
    const split = await loop.app.post(
      `/batches/${id}/splits`,
      { ...at, parts: [{ code: 'PART', dryKg: 220 }] },
      { token },
    );
    const [part] = split.body.parts;
    const disposal = { ...at, kind: 'disposed', carveOut: 'research-sample' };
    const disposed = await loop.app.post(`/batches/${part.id}/dispositions`, disposal, { token });
    await loop.app.post(`/batches/${id}/assays`, assayOf({ Nd: 24 }), { token });
    const answer = await loop.ask(id, 'down', world.recycler.analyst);
    loop.closed(answer);
    expect(answer.body.batches.map(kg)).toEqual([
      [880, 211.2],
      [220, 52.8],
    ]);
    expect(answer.body.leaves).toMatchObject([
      { kind: 'in-stock', batchId: id, siteId: world.plant.sites[0], dryKg: 660, elements: { Nd: { kg: 158.4 } } },
      { kind: 'disposed', batchId: part.id, entryIds: [disposed.body.entryId], elements: { Nd: { kg: 52.8 } } },
    ]);
    expect((await loop.ask(part.id, 'up', world.recycler.analyst)).body.edges).toMatchObject([
      { fromId: id, toId: part.id, dryKg: 220, elements: { Nd: { kg: 52.8 } } },
    ]);
  });

  it('forgets what was reversed', async () => {
    const { id } = await loop.desk.log(world.plant, 880, { Nd: 25 });
    await loop.desk.move(id, [world.plant, world.recycler], DAYS);
    const outputs = [output('rMREO', 100, { Nd: 80 }, { code: 'O-3' })];
    const run = await loop.desk.closed({ occurredAt: NOON, inputs: [{ batchId: id }], outputs });
    const outputId = run.outputs[0]?.id ?? '';
    const charge = await loop.desk.charge(outputId, world.recycler, 30, NOON);
    expect((await loop.desk.reverse(charge.entryId)).status).toBe(201);
    expect(loop.told(await loop.ask(outputId, 'down', world.recycler.analyst))).toEqual({
      total: [100, 80],
      [outputId]: [100, 80],
      [`in-stock ${outputId}`]: [100, 80],
    });
    expect((await loop.desk.reverse(run.entryId)).status).toBe(201);
    const down = await loop.ask(id, 'down', world.recycler.analyst);
    expect([down.body.batches.length, down.body.runs, down.body.leaves.length]).toEqual([1, [], 1]);
    loop.closed(down);
    const up = await loop.ask(outputId, 'up', world.recycler.analyst);
    expect([up.body.total, up.body.runs, up.body.leaves]).toEqual([{ dryKg: 0, elements: {} }, [], []]);
  });

  it('tells a batch as it was drawn on last, where it was assayed anew between two runs', async () => {
    const { id } = await loop.desk.log(world.plant, 880, { Nd: 25 });
    await loop.desk.move(id, [world.plant, world.recycler], DAYS);
    const told = async () => loop.told(await loop.ask(id, 'down', world.recycler.analyst));
    const drawn = (code: string) => ({
      occurredAt: NOON,
      inputs: [{ batchId: id }],
      outputs: [output('rMREO', 100, { Nd: 80 }, { code })],
    });
    const first = await loop.desk.closed(drawn('O-4'));
    expect(await told()).toMatchObject({ total: [880, 220], [first.id]: [880, 220], unaccounted: [0, 140] });
    expect((await loop.desk.reverse(first.entryId)).status).toBe(201);
    const assayed = await loop.app.post(`/batches/${id}/assays`, assayOf({ Nd: 30 }), {
      token: world.plant.operator.token,
    });
    expect(assayed.status).toBe(201);
    const second = await loop.desk.closed(drawn('O-5'));
    // 30 % Nd of 880 kg are 264 kg, of which 80 kg came out.
    expect(await told()).toMatchObject({ total: [880, 264], [second.id]: [880, 264], unaccounted: [0, 184] });
    expect(loop.told(await loop.ask(second.outputs[0]?.id ?? '', 'up', world.recycler.analyst))).toMatchObject({
      total: [100, 80],
      [id]: [100, 80],
    });
  });

  it('refuses a trace of more batches than an answer may hold', async () => {
    const seen = { sql: `'all'`, values: [] };
    const way = { batchId: loop.outputs.returned, direction: 'up' as const };
    const known = new KnownRuns();
    const trace = (most: number) => tracedRows(loop.app.store.manager, known, { ...way, most }, seen);
    expect((await trace(3)).batches.map(({ id }) => id).sort()).toEqual(
      [loop.outputs.returned, ...Object.values(loop.swarf)].sort(),
    );
    await expect(trace(2)).rejects.toMatchObject({ code: 'trace-too-large', facts: { mostBatches: 2 } });
    const nothing = { sql: 'NULL', values: [] };
    const unseen = tracedRows(loop.app.store.manager, known, { ...way, most: 2 }, nothing);
    expect(await unseen).toEqual({ batches: [], runs: [] });
  });

  it('is not for who does not see the batch, and names what is wrong with a question', async () => {
    for (const { analyst } of [world.otherPlant, world.otherRecycler, world.processor]) {
      expect((await loop.ask(loop.swarf.own, 'up', analyst)).status).toBe(404);
    }
    expect((await loop.ask(NOBODY, 'down', world.plant.analyst)).body.code).toBe('not-found');
    expect((await loop.ask(loop.swarf.own, 'up', world.platform)).status).toBe(403);
    expect((await loop.ask('7', 'up', world.plant.analyst)).status).toBe(400);
    expect(pointersOf(await loop.ask(loop.swarf.own, 'sideways', world.plant.analyst))).toEqual(['/direction']);
    expect((await loop.app.get(`/batches/${loop.swarf.own}/trace`, { token: world.plant.analyst.token })).status).toBe(
      400,
    );
  });
});
