import { assayOf } from './support/loop.js';
import { output, RunDesk } from './support/run-desk.js';
import { pointersOf } from './support/agreement-desk.js';
import type { Person } from './support/world.js';

describe('runs', () => {
  let desk: RunDesk;

  beforeAll(async () => {
    desk = await RunDesk.open();
  });
  afterAll(() => desk.close());

  /*
   * 1,000 kg of the plant's swarf (30 % Nd, 2 % Dy), 500 kg of the other plant's (20 % Nd, 4 % Dy) and 250 kg of hard disk
   * magnets (40 % Nd, no Dy): in are 1,750 kg dry, 300 + 100 + 100 = 500 kg Nd and 20 + 20 + 0 = 40 kg Dy.
   * Out are 500 kg of oxide with 80 % Nd (400 kg), 40 kg of oxide with 75 % Dy (30 kg) and 5 % Nd (2 kg), and 900 kg of
   * iron cake with 8 % Nd (72 kg) and 1.1 % Dy (9.9 kg).
   */
  it('blends two agreements and other feed, and attributes each element by its own input', async () => {
    const { plant, otherPlant, recycler } = desk.world;
    const a = await desk.swarf(plant, 1000, { Nd: 30, Dy: 2 });
    const b = await desk.swarf(otherPlant, 500, { Nd: 20, Dy: 4 });
    const run = await desk.closed({
      code: 'BLEND-1',
      startedAt: '2027-03-19T08:00:00-04:00',
      inputs: [{ batchId: a.id }, { batchId: b.id, dryKg: 500 }],
      otherFeed: [
        { origin: 'post-consumer', description: 'Hard disk magnets', dryKg: 250, composition: { Nd: 40, Dy: 0 } },
      ],
      outputs: [
        output('Nd2O3', 500, { Nd: 80 }, { code: 'ND-1' }),
        output('Dy2O3', 50, { Dy: 75, Nd: 5 }, { moisturePct: 20 }),
      ],
      residues: [{ kind: 'iron cake', dryKg: 900, composition: { Nd: 8, Dy: 1.1 }, destination: 'Cement works' }],
    });
    expect(run).toMatchObject({
      kind: 'recycling',
      code: 'BLEND-1',
      status: 'closed',
      siteId: recycler.sites[0],
      partyId: recycler.id,
      custodyModel: 'controlled-blending',
      override: null,
      occurredOn: '2027-03-20',
      startedAt: '2027-03-19T12:00:00.000Z',
      occurredAt: '2027-03-20T20:00:00.000Z',
      inputs: [
        {
          batchId: a.id,
          code: a.code,
          kind: 'by-product',
          dryKg: 1000,
          elements: { Nd: { kg: 300 }, Dy: { kg: 20 } },
        },
        { batchId: b.id, dryKg: 500, elements: { Nd: { kg: 100 }, Dy: { kg: 20 } } },
      ],
      otherFeed: [
        { origin: 'post-consumer', dryKg: 250, composition: { Nd: 40, Dy: 0 }, elements: { Nd: { kg: 100 } } },
      ],
      residues: [{ kind: 'iron cake', dryKg: 900, elements: { Nd: { kg: 72 }, Dy: { kg: 9.9 } } }],
      // Dry mass: 1,750 - 540 - 900 = 310 kg went off.
      dryClosure: { inKg: 1750, outKg: 540, residueKg: 900, massChangeKg: 310 },
      // Nd: 500 - 402 - 72 = 26 kg are missing, more than 2 % of 500 kg. Dy: 40 - 30 - 9.9 = 0.1 kg, less than 2 % of 40 kg.
      closure: [
        { element: 'Dy', inKg: 40, outKg: 30, residueKg: 9.9, unaccountedKg: 0.1, closurePct: 99.75 },
        { element: 'Nd', inKg: 500, outKg: 402, residueKg: 72, unaccountedKg: 26, closurePct: 94.8 },
      ],
      warnings: [{ code: 'open-balance', element: 'Nd', kg: 26 }],
    });
    expect(run['warnings'][0].message).toContain('26 kg of Nd are missing');

    // Nd of the first output: 400 kg x 300/500, 100/500, 100/500. Its dry mass: 500 kg x 1000/1750, 500/1750, 250/1750.
    const [first, second] = run.outputs;
    expect(first).toMatchObject({
      code: 'ND-1',
      kind: 'recycled',
      product: 'Nd2O3',
      netKg: 500,
      dryKg: 500,
      runId: run.id,
    });
    expect(first).toMatchObject({ status: 'on-hand', origin: null, agreementId: null, elements: { Nd: { kg: 400 } } });
    expect(sortedAttribution(first)).toEqual([
      {
        agreementId: desk.agreementA,
        origin: 'pre-consumer',
        country: 'US',
        dryKg: 285.714286,
        elements: { Nd: { kg: 240 } },
      },
      {
        agreementId: desk.agreementB,
        origin: 'pre-consumer',
        country: 'JP',
        dryKg: 142.857143,
        elements: { Nd: { kg: 80 } },
      },
      {
        agreementId: null,
        origin: 'post-consumer',
        country: 'not-disclosed',
        dryKg: 71.428571,
        elements: { Nd: { kg: 80 } },
      },
    ]);
    // The second: 30 kg Dy x 20/40, 20/40, 0/40; 2 kg Nd x 300/500, 100/500, 100/500; 40 kg dry as above.
    expect(second).toMatchObject({ netKg: 50, dryKg: 40, elements: { Nd: { kg: 2 }, Dy: { kg: 30 } } });
    expect(sortedAttribution(second)).toEqual([
      {
        agreementId: desk.agreementA,
        origin: 'pre-consumer',
        country: 'US',
        dryKg: 22.857143,
        elements: { Nd: { kg: 1.2 }, Dy: { kg: 15 } },
      },
      {
        agreementId: desk.agreementB,
        origin: 'pre-consumer',
        country: 'JP',
        dryKg: 11.428571,
        elements: { Nd: { kg: 0.4 }, Dy: { kg: 15 } },
      },
      {
        agreementId: null,
        origin: 'post-consumer',
        country: 'not-disclosed',
        dryKg: 5.714286,
        elements: { Nd: { kg: 0.4 } },
      },
    ]);
    expect((await desk.app.get(`/runs/${run.id}`, desk.world.recycler.analyst)).body).toEqual(run);
    for (const { id } of [a, b]) {
      const batch = (await desk.app.get(`/batches/${id}`, recycler.operator)).body;
      expect(batch).toMatchObject({ status: 'processed', remainingDryKg: 0 });
    }

    // Recovered: the plant's 240 + 1.2 kg, the other's 80 + 0.4 kg. Missing: 300 - 241.2 - 43.2 = 15.6 kg, 100 - 80.4 - 14.4 = 5.2 kg.
    const { agreementA, agreementB } = desk;
    expect(await desk.measured('processed', agreementA, 'Nd')).toBe(300);
    expect(await desk.measured('recovered', agreementA, 'Nd')).toBe(241.2);
    expect(await desk.measured('unaccounted', agreementA, 'Nd')).toBe(15.6);
    expect(await desk.measured('recovered', agreementB, 'Nd')).toBe(80.4);
    expect(await desk.warnings(run.id)).toEqual(['Nd  26', `Nd ${agreementA} 15.6`, `Nd ${agreementB} 5.2`]);
  });

  describe('refuses', () => {
    let a: { id: string; code: string };
    let b: { id: string; code: string };
    let before: number;

    beforeAll(async () => {
      a = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
      b = await desk.swarf(desk.world.otherPlant, 100, { Nd: 30 });
    });
    beforeEach(async () => {
      before = await desk.entries();
    });
    afterEach(async () => {
      expect(await desk.entries()).toBe(before);
      const batch = (await desk.app.get(`/batches/${a.id}`, desk.world.recycler.operator)).body;
      expect(batch).toMatchObject({ status: 'received', remainingDryKg: 100 });
    });

    const refused = async (more: Record<string, unknown>, by = desk.world.recycler.operator) => {
      const answer = await desk.run(more, by);
      expect([answer.status, answer.headers['content-type']]).toEqual([
        409,
        expect.stringContaining('application/problem+json'),
      ]);
      return answer.body;
    };

    it('a segregated run of two agreements, or with other feed', async () => {
      const inputs = [{ batchId: a.id }, { batchId: b.id }];
      const feed = { origin: 'post-consumer', description: 'Motors', dryKg: 1, composition: { Nd: 30 } };
      const segregated = { custodyModel: 'segregated', outputs: [output('Nd2O3', 10, { Nd: 80 })] };
      const mixed = await refused({ ...segregated, inputs });
      expect(mixed.code).toBe('not-segregated');
      expect(JSON.stringify(mixed)).not.toContain(desk.agreementB);
      const fed = await refused({ ...segregated, inputs: [{ batchId: a.id }], otherFeed: [feed] });
      expect(fed.code).toBe('not-segregated');
    });

    it('inputs without assay, all of them by name', async () => {
      const without = [await desk.swarf(desk.world.plant, 10), await desk.swarf(desk.world.plant, 20)];
      before = await desk.entries();
      const ids = without.map(({ id }) => id);
      const answer = await refused({ inputs: [a.id, ...ids].map((batchId) => ({ batchId })) });
      expect(answer).toMatchObject({ code: 'missing-assay', facts: { batchIds: ids } });
      for (const { code } of without) expect(answer.detail).toContain(code);
    });

    it('more out than in, with the figures, until somebody vouches for it', async () => {
      // In are 30 kg Nd; 2 % more is 30.6 kg. 38.4 kg come out of 48 kg with 80 %: 8.4 kg too many.
      const answer = await refused({ inputs: [{ batchId: a.id }], outputs: [output('Nd2O3', 48, { Nd: 80 })] });
      expect(answer.code).toBe('matter-created');
      expect(answer.facts.elements).toEqual([
        { element: 'Nd', inKg: 30, outKg: 38.4, residueKg: 0, excessKg: 8.4, toleranceKg: 0.6 },
      ]);
    });

    it('to draw more than is left, nothing, what is elsewhere or what is not there yet', async () => {
      expect(await refused({ inputs: [{ batchId: a.id, dryKg: 100.000001 }] })).toMatchObject({
        code: 'more-than-left',
        facts: { leftDryKg: 100, askedDryKg: 100.000001 },
      });
      const { recycler } = desk.world;
      expect((await refused({ siteId: recycler.sites[1], inputs: [{ batchId: a.id }] })).code).toBe('not-at-site');
      const times = { startedAt: '2027-03-07T08:00:00Z', occurredAt: '2027-03-08T11:59:59Z' };
      expect((await refused({ ...times, inputs: [{ batchId: a.id }] })).code).toBe('out-of-order');
      // It was received at noon of 8 March: a run that began a second earlier cannot have drawn on it, whenever it was over.
      const early = { startedAt: '2027-03-08T11:59:59Z', occurredAt: '2027-03-20T20:00:00Z' };
      expect((await refused({ ...early, inputs: [{ batchId: a.id }] })).code).toBe('out-of-order');
    });

    it('what waits for a shipment', async () => {
      const { recycler } = desk.world;
      const [fromSiteId, toSiteId] = recycler.sites;
      const shipment = { fromSiteId, toSiteId, batchIds: [a.id] };
      const { id } = (await desk.app.post('/shipments', shipment, recycler.operator)).body;
      expect((await refused({ inputs: [{ batchId: a.id }] })).code).toBe('batch-state');
      await desk.app.post(`/shipments/${id}/cancellation`, {}, recycler.operator);
    });

    it('what another holds, and does not find what one may not see', async () => {
      const { plant, otherPlant, otherRecycler, recycler } = desk.world;
      const own = await desk.log(plant, 10, { Nd: 30 });
      const foreign = await desk.log(otherPlant, 10, { Nd: 30 });
      before = await desk.entries();
      expect((await refused({ inputs: [{ batchId: own.id }] })).code).toBe('not-in-your-stock');
      const inputs = [{ batchId: foreign.id }];
      expect((await desk.run({ siteId: plant.sites[0], inputs }, plant.admin)).status).toBe(404);
      expect((await desk.run({ inputs: [{ batchId: a.id }] }, otherRecycler.operator)).status).toBe(404);
      expect((await desk.run({ inputs: [{ batchId: a.id }] }, recycler.analyst)).status).toBe(403);
    });

    it("a generator's own run on by-product that an agreement covers", async () => {
      const { plant } = desk.world;
      const own = await desk.log(plant, 10, { Nd: 30 });
      before = await desk.entries();
      const answer = await refused({ siteId: plant.sites[0], inputs: [{ batchId: own.id }] }, plant.admin);
      expect(answer.code).toBe('exclusivity-breach');
      expect(answer.detail).toContain('reused-in-process');
      expect(answer.detail).toContain(own.code);
    });

    it('bad input, every fault by its pointer', async () => {
      const answer = await desk.run({
        kind: 'melting',
        custodyModel: 'mixed',
        colour: 'red',
        override: {},
        inputs: [{ batchId: 7, dryKg: 0 }],
        otherFeed: [{ origin: 'moon', description: '', dryKg: -1, composition: { Nd: 103 } }],
        outputs: [{ product: 'gold', netKg: 0, moisturePct: 100 }],
        residues: [{ kind: 'cake', dryKg: 0, composition: {}, destination: 'x' }],
      });
      expect(answer.status).toBe(400);
      expect(pointersOf(answer).sort()).toEqual(
        [
          ...['/colour', '/custodyModel', '/inputs/0/batchId', '/inputs/0/dryKg', '/kind', '/override/reason'],
          ...['/otherFeed/0/composition/Nd', '/otherFeed/0/description', '/otherFeed/0/dryKg', '/otherFeed/0/origin'],
          ...['/outputs/0/assay', '/outputs/0/moisturePct', '/outputs/0/netKg', '/outputs/0/product'],
          ...['/residues/0/composition', '/residues/0/dryKg'],
        ].sort(),
      );
      const again = await desk.run({
        startedAt: '2027-07-02T12:00:01Z',
        occurredAt: '2027-07-02T12:00:00Z',
        inputs: [{ batchId: a.id }, { batchId: a.id }],
        outputs: [
          output('Nd2O3', 0.000001, { Nd: 80 }, { code: 'TWICE', moisturePct: 60 }),
          {
            ...output('Nd2O3', 1, { Nd: 80 }, { code: 'TWICE' }),
            assay: { ...assayOf({ Nd: 80 }), sampledAt: '2028-01-01T00:00:00Z' },
          },
        ],
      });
      expect(again.status).toBe(400);
      expect(pointersOf(again).sort()).toEqual([
        ...['/inputs/1/batchId', '/occurredAt', '/outputs/0/netKg', '/outputs/1/assay/sampledAt', '/outputs/1/code'],
        '/startedAt',
      ]);
      const nothing = await desk.run({ outputs: [output('Nd2O3', 1, { Nd: 80 })] });
      expect(pointersOf(nothing)).toEqual(['/inputs']);
      expect((await desk.run({ siteId: desk.world.plant.sites[0], inputs: [{ batchId: a.id }] })).status).toBe(404);
    });
  });

  it('books what somebody vouches for, with the reason, against the agreement whose element it is', async () => {
    // As above: 38.4 kg of Nd out of 30 kg, so that 8.4 kg came from nowhere.
    const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
    const run = await desk.closed({
      inputs: [{ batchId: id }],
      outputs: [output('Nd2O3', 48, { Nd: 80 })],
      override: { reason: 'Old sludge in the tank' },
    });
    expect(run).toMatchObject({
      override: { reason: 'Old sludge in the tank' },
      closure: [{ element: 'Nd', inKg: 30, outKg: 38.4, unaccountedKg: -8.4, closurePct: 128 }],
      warnings: [{ code: 'matter-created', element: 'Nd', kg: -8.4 }],
    });
    expect(await desk.warnings(run.id)).toEqual(['Nd  -8.4', `Nd ${desk.agreementA} -8.4`]);
  });

  it('tells of what somebody vouched for in the report of every agreement in the run', async () => {
    // 100 kg each, with 30 % Nd; the assays say that there is no Dy in the plant's and 1 kg in the other's. 2 kg of Dy come
    // out: 1 kg too much.
    const { plant, otherPlant } = desk.world;
    const a = await desk.swarf(plant, 100, { Nd: 30, Dy: 0 });
    const b = await desk.swarf(otherPlant, 100, { Nd: 30, Dy: 1 });
    await desk.closed({
      inputs: [{ batchId: a.id }, { batchId: b.id }],
      outputs: [output('rMREO', 80, { Nd: 75, Dy: 2.5 })],
      occurredAt: '2027-04-20T16:00:00-04:00',
      override: { reason: 'Old sludge in the tank' },
    });
    const vouched = async (agreementId: string, { token }: Person): Promise<string[]> => {
      const period = 'from=2027-04-01&to=2027-04-30';
      const { body } = await desk.app.get(`/reports/circularity?agreementId=${agreementId}&${period}`, { token });
      return body.warnings.filter(({ code }: { code: string }) => code === 'matter-created').map(messageOf);
    };
    const why = 'came out of a run on 2027-04-20 than went in. Somebody vouched for it: "Old sludge in the tank"';
    expect(await vouched(desk.agreementB, otherPlant.analyst)).toEqual([`More Dy ${why}`]);
    expect(await vouched(desk.agreementA, plant.analyst)).toEqual([`More material ${why}`]);
  });

  it('books what an assay did not name from outside, to nobody', async () => {
    // 100 kg with 30 % Nd; out come 35 kg with 80 % Nd (28 kg) and 2 % Dy (0.7 kg), which the input's assay does not name.
    const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
    const run = await desk.closed({
      inputs: [{ batchId: id }],
      outputs: [output('rMREO', 35, { Nd: 80, Dy: 2 })],
      residues: [{ kind: 'slag', dryKg: 60, destination: 'Landfill' }],
    });
    expect(run).toMatchObject({
      closure: [
        { element: 'Dy', inKg: 0, outKg: 0.7, unaccountedKg: -0.7, closurePct: null },
        { element: 'Nd', inKg: 30, outKg: 28, unaccountedKg: 2, closurePct: 93.3333 },
      ],
      warnings: [
        { code: 'element-not-assayed', element: 'Dy', kg: -0.7 },
        { code: 'open-balance', element: 'Nd', kg: 2 },
      ],
      residues: [{ composition: null, elements: {} }],
    });
    expect(sortedAttribution(run.outputs[0])).toEqual([
      { agreementId: desk.agreementA, origin: 'pre-consumer', country: 'US', dryKg: 35, elements: { Nd: { kg: 28 } } },
      { agreementId: null, origin: 'unknown', country: 'not-disclosed', dryKg: 0, elements: { Dy: { kg: 0.7 } } },
    ]);
    const { agreementA } = desk;
    expect(await desk.warnings(run.id)).toEqual(['Dy  -0.7', `Dy ${agreementA} 0`, 'Nd  2', `Nd ${agreementA} 2`]);
  });

  it('gives out codes once per site', async () => {
    const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
    const draw = { inputs: [{ batchId: id, dryKg: 10 }] };
    await desk.closed({ ...draw, code: 'R-1' });
    expect((await desk.run({ ...draw, code: 'R-1' })).body.code).toBe('code-taken');
    const generated = await desk.closed({ ...draw, outputs: [output('Nd2O3', 1, { Nd: 80 }, { code: 'O-1' })] });
    expect(generated.code).toMatch(/^RC-1-RUN-270320-[0-9A-F]{6}$/);
    const taken = await desk.run({ ...draw, outputs: [output('Nd2O3', 1, { Nd: 80 }, { code: 'O-1' })] });
    expect(taken.body.code).toBe('code-taken');
  });
});

const messageOf = ({ message }: { readonly message: string }): string => message;

/** Agreements in the order of their making, then the rest. */
function sortedAttribution(batch: unknown): unknown[] {
  const { attribution } = batch as { attribution: { agreementId: string | null }[] };
  return [...attribution].sort((a, b) => ((a.agreementId ?? 'z') < (b.agreementId ?? 'z') ? -1 : 1));
}
