import { v7 } from 'uuid';
import { Ids } from '../src/common/index.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement, sludge } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

/** Every drum has 1,000 kg net, 880 kg dry, 25 % Nd. */
describe('codes', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    await signedAgreement(app, world);
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const log = (code: unknown, more: Record<string, unknown> = {}): Promise<Answer> =>
    app.post('/batches', sludge(world, { code, assay: assayOf({ Nd: 25 }), ...more }), desk.as(world.plant));
  const codesOf = async (query: string): Promise<string[]> => {
    const { body } = await app.get(`/batches?code=${encodeURIComponent(query)}`, desk.as(world.plant));
    return body.items.map(({ code }: { code: string }) => code).sort();
  };

  it.each([
    ['Drum-1', ['drum-1', 'DRUM-1', ' Drum-1', 'Drum-1 ', 'Drum-1\n', 'Ｄｒｕｍ-１', 'Dr\u00adum-1', 'Drum\u200b-1']],
    ['Fa\u00df  7', ['FA\u00df 7', 'fa\u00df\u00a07', 'Fa\u00df\t7', 'fa\u00df\r\n7']],
    ['\u00c4-7', ['\u00e4-7', 'A\u0308-7', 'a\u0308-7']],
    ['БОЧКА-7', ['бочка-7', 'Бочка-7 ']],
  ])('of batches: %j is taken for all that reads alike', async (code, alike) => {
    expect((await log(code)).status).toBe(201);
    for (const other of alike) {
      const answer = await log(other);
      expect([other, answer.status, answer.body.code]).toEqual([other, 409, 'code-taken']);
    }
    expect((await log(code, { siteId: world.plant.sites[1] })).status).toBe(201);
  });

  it('are kept as typed, without blanks at their ends and without line breaks', async () => {
    const { body } = await log('  Kept\u2028\u00c4s  Typed\n');
    expect(body.code).toBe('Kept \u00c4s  Typed');
    for (const code of ['', ' ', '\u00a0', '\u200b', '\u0085', 'K\u0000', 'K\u001b', 'K\ud800']) {
      const answer = await log(code);
      expect([code, answer.status, answer.body.errors[0].pointer]).toEqual([code, 400, '/code']);
    }
    expect((await log('\ufdfa'.repeat(60))).status).toBe(201);
    expect((await log('\ufdfa'.repeat(60))).status).toBe(409);
  });

  it('are searched without regard to case, for all letters, and to blanks', async () => {
    await log('S\u00e4ge-1');
    await log('S\u00c4GE-2');
    await log('ПИЛА 1');
    expect(await codesOf('s\u00e4ge')).toEqual(['S\u00c4GE-2', 'S\u00e4ge-1']);
    expect(await codesOf(' S\u00c4GE-1 ')).toEqual(['S\u00e4ge-1']);
    expect(await codesOf('пила  1')).toEqual(['ПИЛА 1']);
    expect(await codesOf('S_GE')).toEqual([]);
    expect(await codesOf('s%')).toEqual([]);
  });

  it('are free again once a batch is void, and keep their own batch when it is edited', async () => {
    const first = (await log('Edit-1')).body;
    const edit = (id: string, etag: string, code: string): Promise<Answer> =>
      app.patch(`/batches/${id}`, { code }, { ...desk.as(world.plant), headers: { 'if-match': etag } });
    const renamed = await edit(first.id, '"1"', 'EDIT-1 ');
    expect([renamed.status, renamed.body.code]).toEqual([200, 'EDIT-1']);
    const second = (await log('Edit-2')).body;
    expect((await edit(second.id, '"1"', 'edit-1')).body.code).toBe('code-taken');
    const [entry] = (await app.get(`/entries?batchId=${first.id}`, desk.as(world.plant))).body.items;
    expect(
      (await app.post(`/entries/${entry.id}/reversal`, { reason: 'typed twice' }, desk.as(world.plant))).status,
    ).toBe(201);
    expect((await edit(second.id, '"1"', 'edit-1')).status).toBe(200);
  });

  it('of runs, sites and agreements: the same', async () => {
    const drum = await desk.delivered();
    const run = (code: string, outputs: unknown[], dryKg = 10): Promise<Answer> =>
      app.post('/runs', runBody(code, drum.id, outputs, dryKg), desk.as(world.recycler));
    const output = (code?: string) => ({ code, product: 'Nd2O3', netKg: 1, assay: assayOf({ Nd2O3: 99 }) });
    expect((await run('Run-1', [output('Out-1')])).status).toBe(201);
    expect((await run('run-1 ', [output('Out-2')])).body.code).toBe('code-taken');
    expect((await run('Run-2', [output('out-1')])).body.code).toBe('code-taken');
    const twice = await run('Run-3', [output('Out-3'), output('OUT-3 ')]);
    expect([twice.status, twice.body.errors]).toEqual([
      400,
      [{ pointer: '/outputs/1/code', message: 'is named twice', code: 'named-twice' }],
    ]);

    const admin = { token: world.plant.admin.token };
    const site = { name: 'Hall', country: 'DE', timeZone: 'Europe/Berlin' };
    const answer = await app.post(`/parties/${world.plant.id}/sites`, { code: 'mp-1 ', ...site }, admin);
    expect([answer.status, answer.body.code]).toEqual([409, 'code-taken']);
    const draft = (reference: string) => app.post('/agreements', agreementBody(world, reference), admin);
    expect((await draft('Loop \u00c4')).status).toBe(201);
    expect((await draft('LOOP \u00e4 ')).body.code).toBe('reference-taken');
    const found = await app.get(`/agreements?reference=${encodeURIComponent('loop \u00c4')}`, admin);
    expect(found.body.items.map(({ reference }: { reference: string }) => reference)).toEqual(['Loop \u00c4']);
  });

  function runBody(code: string | undefined, batchId: string, outputs: unknown[], dryKg: number) {
    return {
      siteId: world.recycler.sites[0],
      kind: 'recycling',
      custodyModel: 'controlled-blending',
      ...(code === undefined ? {} : { code }),
      startedAt: '2027-03-06T12:00:00-05:00',
      occurredAt: '2027-03-06T12:00:00-05:00',
      inputs: [{ batchId, dryKg }],
      otherFeed: [],
      outputs,
      residues: [],
    };
  }

  describe('that the service makes up', () => {
    it('take the next free one when a part is refused', async () => {
      const drum = (await log('LORRY-7')).body;
      await log('lorry-7/r1');
      const { id } = await desk.sent([drum.id]);
      const line = { ...asAnnounced(drum), refusedKg: 100, refusalReason: 'Wet', refusedPieces: 0 };
      const answer = await desk.receive(id, [line]);
      expect(answer.status).toBe(200);
      const part = await app.get(`/batches/${answer.body.lines[0].refusedBatchId}`, desk.as(world.plant));
      expect(part.body.code).toBe('LORRY-7/R2');
    });

    it('fit behind a code of 60 characters', async () => {
      const [one, other] = [`${'D'.repeat(57)}ABC`, `${'D'.repeat(57)}XYZ`];
      const drums = [(await log(one)).body, (await log(other)).body];
      const { id } = await desk.sent(drums.map((drum) => drum.id));
      const lines = drums.map((drum) => ({
        ...asAnnounced(drum),
        refusedKg: 100,
        refusalReason: 'Wet',
        refusedPieces: 0,
      }));
      const answer = await desk.receive(id, lines);
      expect(answer.status).toBe(200);
      expect(await codesOf('d'.repeat(57))).toEqual([`${'D'.repeat(57)}/R1`, `${'D'.repeat(57)}/R2`, one, other]);
    });

    it('take the next free one when parts are split off', async () => {
      const drum = (await log('SPLIT-7')).body;
      for (const code of ['split-7/p1', 'SPLIT-7/P3', ...Array.from({ length: 60 }, (_, n) => `SPLIT-7/P${n + 5}`)]) {
        expect((await log(code)).status).toBe(201);
      }
      const body = { occurredAt: '2027-03-03T08:00:00-05:00', parts: [{ dryKg: 1 }, { dryKg: 1 }, { dryKg: 1 }] };
      const answer = await app.post(`/batches/${drum.id}/splits`, body, desk.as(world.plant));
      expect(answer.status).toBe(201);
      expect(answer.body.parts.map(({ code }: { code: string }) => code)).toEqual([
        ...['SPLIT-7/P2', 'SPLIT-7/P4', 'SPLIT-7/P65'],
      ]);
    });

    it('take the next free one when many are made up at once, beside typed ones', async () => {
      const drums = await Promise.all(Array.from({ length: 6 }, async (_, n) => (await log(`BUSY-${n}`)).body));
      const parents = await Promise.all(drums.map(async (drum) => (await log('B'.repeat(54) + drum.code)).body));
      const at = '2027-03-03T08:00:00-05:00';
      // All parts of these six are to be called B...B/P1, since their codes differ in their last characters only.
      const answers = await Promise.all([
        ...parents.map(({ id }) =>
          app.post(
            `/batches/${id}/splits`,
            { occurredAt: at, parts: [{ dryKg: 1 }, { dryKg: 2 }] },
            desk.as(world.plant),
          ),
        ),
        log(`${'B'.repeat(54)}BUS/P1`),
      ]);
      expect(answers.slice(0, 6).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
      const codes = answers.slice(0, 6).flatMap(({ body }) => body.parts.map(({ code }: { code: string }) => code));
      expect(new Set(codes).size).toBe(12);
      expect([201, 409]).toContain(answers[6]?.status);
    });

    it('of batches, runs, outputs and shipments never refuse an act', async () => {
      // Identifiers that all end alike: every code that is made up begins with the same name.
      const ids = app.nest.get(Ids);
      const next = ids.next.bind(ids);
      ids.next = () => `${next().slice(0, -6)}abcdef`;
      try {
        const drums = await Promise.all(Array.from({ length: 5 }, () => log(undefined)));
        expect(drums.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
        expect(drums.map(({ body }) => body.code).sort()).toEqual([
          ...['MP-1-270302-ABCDEF', 'MP-1-270302-ABCDEF-2', 'MP-1-270302-ABCDEF-3', 'MP-1-270302-ABCDEF-4'],
          'MP-1-270302-ABCDEF-5',
        ]);
        const shipments = await Promise.all(drums.map(({ body }) => desk.plan([body.id], { plannedOn: '2027-03-03' })));
        expect(shipments.map(({ body }) => body.code).sort()).toEqual([
          ...['S-MP-1-270303-ABCDEF', 'S-MP-1-270303-ABCDEF-2', 'S-MP-1-270303-ABCDEF-3'],
          ...['S-MP-1-270303-ABCDEF-4', 'S-MP-1-270303-ABCDEF-5'],
        ]);
        const [first] = drums;
        await desk.dispatch(shipments[0]?.body.id);
        await desk.receive(shipments[0]?.body.id, [asAnnounced(first?.body)]);
        const output = { product: 'Nd2O3', netKg: 1, assay: assayOf({ Nd2O3: 99 }) };
        const runs = await Promise.all(
          Array.from({ length: 3 }, () =>
            app.post('/runs', runBody(undefined, first?.body.id, [output, output], 10), desk.as(world.recycler)),
          ),
        );
        expect(runs.map(({ status }) => status)).toEqual([201, 201, 201]);
        expect(runs.map(({ body }) => body.code).sort()).toEqual([
          ...['RC-1-RUN-270306-ABCDEF', 'RC-1-RUN-270306-ABCDEF-2', 'RC-1-RUN-270306-ABCDEF-3'],
        ]);
        const made = runs.flatMap(({ body }) => body.outputs.map(({ code }: { code: string }) => code));
        expect(made.sort()).toEqual([
          ...['RC-1-270306-ABCDEF', 'RC-1-270306-ABCDEF-2', 'RC-1-270306-ABCDEF-3', 'RC-1-270306-ABCDEF-4'],
          ...['RC-1-270306-ABCDEF-5', 'RC-1-270306-ABCDEF-6'],
        ]);
      } finally {
        ids.next = next;
      }
    });

    it('leave an identifier that is taken an error of its own', async () => {
      const id = v7();
      expect((await log(undefined, { id })).status).toBe(201);
      expect((await log(undefined, { id })).body.code).toBe('id-taken');
    });

    it('name a supply too', async () => {
      const body = {
        siteId: world.plant.sites[0],
        occurredAt: '2027-03-02T08:00:00-05:00',
        product: 'NdPr oxide',
        supplierName: 'Mine',
        originCountry: 'AU',
        netKg: 10,
        assay: assayOf({ Nd2O3: 75, Pr6O11: 24 }),
      };
      const answer = await app.post('/supplies', body, desk.as(world.plant));
      expect([answer.status, answer.body.code]).toEqual([201, expect.stringMatching(/^MP-1-270302-[0-9A-F]{6}$/)]);
    });
  });
});

function agreementBody(world: World, reference: string) {
  return {
    reference,
    title: 'Loop',
    generatorId: world.plant.id,
    recyclerId: world.recycler.id,
    startsOn: '2031-01-01',
    endsOn: '2031-12-31',
    exclusive: false,
    coverageTargetPct: 100,
    scope: { siteIds: [world.plant.sites[1]], streams: ['*'] },
    terms: { weightTolerancePct: 0.5, settleOn: 'receiver', confirmWithinDays: 14, carveOuts: [] },
  };
}
