import { verifyBooks } from '../src/modules/verification/index.js';
import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { assayOf, sludge } from './support/loop.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, created, type Person, type World } from './support/world.js';

const MADE = '2027-03-25T08:00:00-04:00';
const LATER = '2027-03-26T08:00:00-04:00';

describe('magnets', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;
  let gradeId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
    const charge = { siteId: world.plant.sites[0], batchId: loop.recycled, dryKg: 50 };
    await created(app, '/charges', { ...charge, occurredAt: '2027-03-20T08:00:00-04:00' }, world.plant.operator.token);
    gradeId = (await created(app, '/grades', grade(), world.plant.admin.token)).id;
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const grade = (more: object = {}): Record<string, unknown> => ({
    code: 'N42SH',
    alloy: 'NdFeB',
    from: '2027-01-01',
    composition: { Nd: 24, Pr: 6, Fe: 68, B: 1 },
    expandedUncertainty: { Nd: 0.3 },
    coatingPct: 2.5,
    ...more,
  });
  const lot = (more: object = {}): Record<string, unknown> => ({
    siteId: world.plant.sites[0],
    occurredAt: MADE,
    gradeId,
    netKg: 40,
    pieces: 800,
    ...more,
  });
  const token = (person: Pick<Person, 'token'>): { token: string } => ({ token: person.token });
  const make = (more: object = {}): Promise<Answer> => app.post('/magnet-lots', lot(more), token(world.plant.operator));
  const dispose = (id: string, body: object, as = world.plant.operator): Promise<Answer> =>
    app.post(`/batches/${id}/dispositions`, { occurredAt: LATER, ...body }, token(as));
  const read = (path: string, as: Pick<Person, 'token'> = world.plant.analyst): Promise<Answer> =>
    app.get(path, token(as));
  const wip = async (): Promise<Record<string, number>> => {
    const rows: { commodity: string; mg: string | number }[] = await app.store.manager.query(
      `SELECT "commodity", SUM("massMg") AS "mg" FROM "account_total" WHERE "account" = 'wip:${world.plant.sites[0]}'
        GROUP BY "commodity"`,
    );
    return Object.fromEntries(rows.map(({ commodity, mg }) => [commodity, Number(mg) / 1_000_000]));
  };
  const report = async (): Promise<unknown> => {
    const query = `agreementId=${loop.a}&from=2027-01-01&to=2027-12-31`;
    return (await read(`/reports/circularity?${query}`)).body;
  };

  describe('of a grade', () => {
    it('say what is in them, with the day from which it holds', async () => {
      const { status, body } = await read(`/grades/${gradeId}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        code: 'N42SH',
        alloy: 'NdFeB',
        versions: [
          {
            from: '2027-01-01',
            composition: { Nd: 24, Pr: 6, Fe: 68, B: 1 },
            belowLimitPct: {},
            expandedUncertainty: { Nd: 0.3 },
            coatingPct: 2.5,
            windowDays: 60,
          },
        ],
      });
      expect((await read('/grades')).body.items.map(({ id }: { id: string }) => id)).toEqual([gradeId]);
    });

    it('are refused with a fault for each field, and booked by an admin alone', async () => {
      const post = (body: object, as: Person = world.plant.admin): Promise<Answer> =>
        app.post('/grades', body, token(as));
      const pointers = ({ body }: Answer): string[] => body.errors.map(({ pointer }: { pointer: string }) => pointer);
      const { coatingPct, ...silent } = grade({ code: 'X' });
      expect(coatingPct).toBe(2.5);
      expect([...new Set(pointers(await post(silent)))]).toEqual(['/coatingPct']);
      const wrong = await post(grade({ code: 'X', coatingPct: 100, expandedUncertainty: { Tb: 1 }, windowDays: 0 }));
      expect([wrong.status, pointers(wrong)]).toEqual([400, ['/windowDays']]);
      const odd = await post(grade({ code: 'X', coatingPct: 100, expandedUncertainty: { Tb: 1 } }));
      expect([odd.status, pointers(odd).sort()]).toEqual([400, ['/coatingPct', '/expandedUncertainty/Tb']]);
      expect((await post(grade({ code: ' n42sh' }))).body.code).toBe('code-taken');
      expect((await post(grade({ code: 'Y' }), world.plant.operator)).status).toBe(403);
    });

    it('have versions, and lots keep the one that they were booked by', async () => {
      const { id } = await created(app, '/grades', grade({ code: 'N50', coatingPct: 0 }), world.plant.admin.token);
      const early = (await make({ gradeId: id, code: 'V-1' })).body;
      const next = { from: '2027-03-25', composition: { Nd: 25, Fe: 70 }, coatingPct: 4, windowDays: 30 };
      const amended = await app.post(`/grades/${id}/versions`, next, token(world.plant.admin));
      expect(amended.status).toBe(201);
      expect(amended.body.versions.map(({ from }: { from: string }) => from)).toEqual(['2027-01-01', '2027-03-25']);
      const late = (await make({ gradeId: id, code: 'V-2' })).body;
      expect([early.gradeFrom, early.dryKg, early.elements.Nd.kg]).toEqual(['2027-01-01', 40, 9.6]);
      // 40 kg less 4 % are 38.4 kg, of which 25 % are 9.6 kg.
      expect([late.gradeFrom, late.dryKg, late.elements.Nd.kg]).toEqual(['2027-03-25', 38.4, 9.6]);
      expect((await read(`/magnet-lots/${early.id}`)).body).toEqual(early);
      const again = await app.post(`/grades/${id}/versions`, next, token(world.plant.admin));
      expect(again.body.errors).toMatchObject([{ pointer: '/from', code: 'version-there' }]);
      const before = await make({ gradeId: id, occurredAt: '2026-12-31T12:00:00-05:00' });
      expect(before.body.errors).toMatchObject([
        { pointer: '/gradeId', code: 'grade-not-yet', params: { day: '2027-01-01' } },
      ]);
    });
  });

  describe('of a lot', () => {
    it('are booked without their coating, out of the work in progress of the site', async () => {
      const before = await wip();
      const { status, body } = await make({ code: 'L-1', heat: 'H-7', note: 'First' });
      // 40 kg less 2.5 % coating are 39 kg, of which 24 % Nd are 9.36 kg.
      expect(status).toBe(201);
      expect(body).toMatchObject({
        siteId: world.plant.sites[0],
        code: 'L-1',
        status: 'on-hand',
        grade: 'N42SH',
        gradeFrom: '2027-01-01',
        alloy: 'NdFeB',
        occurredOn: '2027-03-25',
        pieces: 800,
        netKg: 40,
        coatingPct: 2.5,
        uncoated: false,
        dryKg: 39,
        remainingDryKg: 39,
        elements: { Nd: { kg: 9.36 }, Pr: { kg: 2.34 }, Fe: { kg: 26.52 }, B: { kg: 0.39 } },
        basis: 'grade',
        heat: 'H-7',
        returnedFrom: null,
        note: 'First',
      });
      const after = await wip();
      expect((before['Nd'] ?? 0) - (after['Nd'] ?? 0)).toBeCloseTo(9.36, 6);
      expect((before['dry-mass'] ?? 0) - (after['dry-mass'] ?? 0)).toBeCloseTo(39, 6);
      expect((await read(`/magnet-lots/${body.id}`)).body).toEqual(body);
      const batch = (await read(`/batches/${body.id}`)).body;
      expect(batch).toMatchObject({ kind: 'magnet', origin: 'unknown', agreementId: null, remainingDryKg: 39 });
      expect(batch.assays).toMatchObject([{ laboratory: 'N42SH', method: 'grade', inForce: true }]);
      expect((await read('/magnet-lots?heat=H-7')).body.items).toEqual([body]);
    });

    it('weighed before coating lose nothing, and an assay of their own counts before the grade', async () => {
      const { body } = await make({ uncoated: true, assay: assayOf({ Nd: 22 }) });
      expect(body).toMatchObject({
        coatingPct: 0,
        uncoated: true,
        dryKg: 40,
        elements: { Nd: { kg: 8.8 } },
        basis: 'assay',
      });
      const late = (await make({})).body;
      const assay = { ...assayOf({ Nd: 20 }), sampledAt: '2027-03-25T08:00:00-04:00' };
      await dispose(late.id, { kind: 'delivered', dryKg: 19.5 });
      expect((await app.post(`/batches/${late.id}/assays`, assay, token(world.plant.operator))).status).toBe(201);
      // Of 39 kg 20 % are 7.8 kg; half of them were delivered.
      const known = (await read(`/magnet-lots/${late.id}`)).body;
      expect([known.elements, known.basis, known.remainingDryKg]).toEqual([{ Nd: { kg: 7.8 } }, 'assay', 19.5]);
      expect((await read(`/batches/${late.id}`)).body.remainingElements).toEqual({ Nd: { kg: 3.9 } });
    });

    it('are delivered, or go back to production, and nothing else', async () => {
      const { id } = (await make({ code: 'ENDS' })).body;
      const back = await dispose(id, { kind: 'back-to-production', dryKg: 9, reason: 'Cracked' });
      expect(back.body).toMatchObject({ kind: 'back-to-production', dryKg: 9, status: 'on-hand' });
      for (const kind of ['disposed', 'sold-elsewhere', 'reused-in-process']) {
        const refused = await dispose(id, { kind, reason: 'Why not' });
        expect([refused.status, refused.body.code]).toEqual([409, 'disposition-kind']);
      }
      const at = { occurredAt: LATER };
      const by = token(world.plant.operator);
      const ways = [
        app.post(`/batches/${id}/splits`, { ...at, parts: [{ dryKg: 1 }] }, by),
        app.post('/charges', { siteId: world.plant.sites[0], batchId: id, ...at }, by),
        app.post(
          '/shipments',
          { fromSiteId: world.plant.sites[0], toSiteId: world.recycler.sites[0], batchIds: [id] },
          by,
        ),
        app.post(
          '/shipments',
          { fromSiteId: world.plant.sites[0], toSiteId: world.plant.sites[1], batchIds: [id] },
          by,
        ),
      ];
      expect((await Promise.all(ways)).map(({ body }) => body.code)).toEqual(Array(4).fill('magnet-lot'));
      const delivered = await dispose(id, { kind: 'delivered', destination: 'Motor works' });
      expect(delivered.body).toMatchObject({ kind: 'delivered', dryKg: 30, status: 'delivered' });
      expect((await read(`/batches/${id}`)).body.may).not.toContain('ship');
    });

    it('are no way out for a by-product', async () => {
      const { id } = (await app.post('/batches', sludge(world, { code: 'NO-WAY' }), token(world.plant.operator))).body;
      for (const kind of ['delivered', 'back-to-production']) {
        const refused = await dispose(id, { kind });
        expect([refused.status, refused.body.code]).toEqual([409, 'disposition-kind']);
      }
    });

    it('are counted, and beyond what a scale explains by an admin alone', async () => {
      const { id } = (await make({})).body;
      const count = { kind: 'stock-difference', dryKg: 30, reason: 'Counted' };
      expect((await dispose(id, count)).body.code).toBe('forbidden');
      expect((await dispose(id, count, world.plant.admin)).body).toMatchObject({ dryKg: 30, status: 'on-hand' });
    });

    it('come back from a customer', async () => {
      const unused = (await make({ returnedFrom: { customer: 'Motor works', use: 'unused' } })).body;
      expect(unused.returnedFrom).toEqual({ customer: 'Motor works', use: 'unused', evidence: null });
      expect((await read(`/batches/${unused.id}`)).body.origin).toBe('unknown');
      const returnedFrom = { customer: 'Motor works', use: 'used', evidence: 'Dismantling protocol 12' };
      const used = (await make({ returnedFrom })).body;
      expect((await read(`/batches/${used.id}`)).body.origin).toBe('post-consumer');
      expect((await dispose(used.id, { kind: 'back-to-production' })).body.status).toBe('back-to-production');
      const odd = await make({ returnedFrom: { customer: 'M', use: 'unused', evidence: 'None' } });
      expect(odd.body.errors).toMatchObject([{ pointer: '/returnedFrom/evidence', code: 'evidence-of-no-use' }]);
    });

    it('say what may be done with them as they stand', async () => {
      const made = (await make({})).body;
      expect(made.may).toEqual(['assay', 'dispose']);
      await dispose(made.id, { kind: 'delivered' });
      const ended = (await read(`/magnet-lots/${made.id}`)).body;
      expect([ended.status, ended.may.includes('dispose')]).toEqual(['delivered', false]);
    });

    it('are taken back with all that was done with them', async () => {
      const before = [await wip(), await report()];
      const made = (await make({ code: 'UNDO' })).body;
      const { entryId } = (await dispose(made.id, { kind: 'back-to-production', dryKg: 9 })).body;
      const reverse = (entry: string): Promise<Answer> =>
        app.post(`/entries/${entry}/reversal`, { reason: 'Wrong lot' }, token(world.plant.operator));
      expect((await reverse(made.entryId)).body.code).toBe('built-upon');
      expect((await reverse(entryId)).status).toBe(201);
      const back = (await read(`/magnet-lots/${made.id}`)).body;
      expect([back.status, back.remainingDryKg, back.elements]).toEqual(['on-hand', 39, made.elements]);
      expect((await reverse(made.entryId)).status).toBe(201);
      expect((await read(`/magnet-lots/${made.id}`)).body.status).toBe('void');
      expect([await wip(), await report()]).toEqual(before);
      expect((await make({ code: 'UNDO' })).status).toBe(201);
    });
  });

  describe('are made of', () => {
    const mix = (id: string): Promise<Answer> => read(`/magnet-lots/${id}/mix`);

    it('the average of the site in the window of the grade, or of what went into the same melt', async () => {
      const average = (await mix((await make({})).body.id)).body;
      expect(average).toMatchObject({ basis: 'site average, not lot-specific', from: '2027-01-24', to: '2027-03-25' });
      expect(average.chargedDryKg).toBe(50);
      const dry: number[] = average.groups.map(({ dryPct }: { dryPct: number }) => dryPct);
      expect(dry.reduce((sum, pct) => sum + pct, 0)).toBeCloseTo(100, 3);
      // Of other customers the plant is not told.
      expect(average.groups.map(({ agreementId }: { agreementId: string | null }) => agreementId)).not.toContain(
        loop.b,
      );
      const batchId = await supplied(app, world, { code: 'MELT' });
      const charge = { siteId: world.plant.sites[0], batchId, dryKg: 20, heat: 'H-9' };
      const charged = await app.post(
        '/charges',
        { ...charge, occurredAt: '2027-03-21T08:00:00-04:00' },
        token(world.plant.operator),
      );
      expect(charged.body.heat).toBe('H-9');
      const own = (await mix((await make({ heat: 'H-9' })).body.id)).body;
      expect(own).toEqual({
        basis: 'of its heat',
        from: null,
        to: null,
        chargedDryKg: 20,
        groups: [{ agreementId: null, origin: 'primary', dryPct: 100, elementPct: { Nd: 100 } }],
      });
      const byPlant = { userId: world.auditor.id, untilOn: '2027-12-31' };
      const { id: invitation } = await created(
        app,
        `/agreements/${loop.a}/invitations`,
        byPlant,
        world.plant.admin.token,
      );
      const lotId = (await make({ heat: 'H-9' })).body.id as string;
      expect((await read(`/magnet-lots/${lotId}/mix`, world.auditor)).body).toEqual(own);
      await app.send('DELETE', `/agreements/${loop.a}/invitations/${invitation}`, undefined, token(world.plant.admin));
      expect((await read(`/magnet-lots/${lotId}/mix`, world.auditor)).status).toBe(404);
      const returnedFrom = { customer: 'Motor works', use: 'unused' };
      const back = (await mix((await make({ returnedFrom })).body.id)).body;
      expect([back.basis, back.groups]).toEqual([null, []]);
    });
  });

  it('stand with their kilograms beside a by-product that used ones may be in', async () => {
    const { sites, operator, analyst } = world.plant;
    const returned = { returnedFrom: { customer: 'Pump works', use: 'used', evidence: 'Motors taken apart' } };
    const { id: lotId, code, dryKg } = (await make({ netKg: 8, code: 'BACK-1', ...returned })).body;
    expect((await dispose(lotId, { kind: 'back-to-production' })).status).toBe(201);
    const logged = (at: string) =>
      created(app, '/batches', sludge(world, { siteId: sites[0], occurredAt: at }), operator.token);
    const { id } = await logged('2027-04-10T08:00:00-04:00');
    // Another one has gone back to production in this suite.
    const of = async (batchId: string, as: Pick<Person, 'token'> = analyst) =>
      (await read(`/batches/${batchId}/used-returns`, as)).body.items.filter(
        ({ customer }: { readonly customer: string }) => customer === 'Pump works',
      );
    expect(await of(id)).toEqual([{ lotId, code, customer: 'Pump works', occurredOn: '2027-03-26', dryKg }]);
    // The recycler sees the drum, and nothing of what is inside the plant.
    expect(await of(id, world.recycler.analyst)).toEqual([]);
    expect((await read(`/batches/${id}/used-returns`, world.otherPlant.analyst)).status).toBe(404);
    // Before it went back, and after the window of its grade.
    const [early, late] = [await logged('2027-03-25T08:00:00-04:00'), await logged('2027-05-26T08:00:00-04:00')];
    expect([await of(early.id), await of(late.id)]).toEqual([[], []]);
  });

  it('change no figure of the report, whatever becomes of them', async () => {
    const before = await report();
    const { id } = (await make({ netKg: 20 })).body;
    await dispose(id, { kind: 'delivered', dryKg: 5 });
    await dispose(id, { kind: 'back-to-production', dryKg: 5 });
    await dispose(id, { kind: 'stock-difference', dryKg: 9, reason: 'Counted' });
    const lost = { siteId: world.plant.sites[0], occurredAt: LATER, lines: [{ element: 'Nd', kg: 2 }] };
    const said = { basis: 'estimated', reason: 'Vapour', document: 'E-1' };
    await created(app, '/process-losses', { ...lost, ...said }, world.plant.admin.token);
    expect(await report()).toEqual(before);
  });

  it('are nobody else’s to read', async () => {
    const made = (await make({ code: 'HIDDEN' })).body;
    await dispose(made.id, { kind: 'delivered', dryKg: 1 });
    for (const person of [world.recycler.admin, world.otherPlant.admin]) {
      for (const path of [
        `/magnet-lots/${made.id}`,
        `/magnet-lots/${made.id}/mix`,
        `/batches/${made.id}`,
        `/batches/${made.id}/trace?direction=up`,
        `/grades/${gradeId}`,
        `/entries/${made.entryId}`,
      ]) {
        expect([path, (await read(path, person)).status]).toEqual([path, 404]);
      }
      for (const list of [
        '/magnet-lots',
        '/grades',
        '/process-losses',
        '/batches?kind=magnet',
        '/batches?code=HIDDEN',
      ]) {
        expect([list, (await read(list, person)).body.items]).toEqual([list, []]);
      }
      const books = [(await read('/ledger/balances', person)).text, (await read('/entries', person)).text].join();
      expect(books).not.toMatch(/world:delivered|world:process-loss|taken-back|"made"/);
    }
  });
});
