import { runCli } from '../src/cli/run.js';
import { runSums } from '../src/database/index.js';
import { AgreementDesk } from './support/agreement-desk.js';
import { assayOf, signedAgreement, sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

/*
 * Three drums of 880 kg dry: one with 25 % Nd on 2 March, one of it without assay on 2 March, one on 5 April.
 * Of the first, 100 kg are reused in process, 20 kg leave with the carve-out `research-sample`, 30 kg as a breach.
 * Leaked is 50 kg, carved out 20 kg, nothing is sent: coverage = 0 / (0 + 50 - 20) = 0 %.
 */
describe('reports', () => {
  let app: TestApp;
  let world: World;
  let agreementId: string;
  const period = 'from=2027-03-01&to=2027-03-31';

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    ({ id: agreementId } = await signedAgreement(app, world));
    const operator = { token: world.plant.operator.token };
    const log = async (more: object) => (await app.post('/batches', sludge(world, { ...more }), operator)).body;
    const { id } = await log({ assay: assayOf({ Nd: 25 }) });
    await log({});
    await log({ occurredAt: '2027-04-05T08:00:00-04:00', assay: assayOf({ Nd: 25 }) });
    const dispose = (body: object) =>
      app.post(
        `/batches/${id}/dispositions`,
        { occurredAt: '2027-03-03T08:00:00-05:00', ...body },
        { token: world.plant.admin.token },
      );
    const booked = [
      await dispose({ kind: 'reused-in-process', reason: 'Clean', dryKg: 100 }),
      await dispose({ kind: 'disposed', dryKg: 20, carveOut: 'research-sample' }),
      await dispose({ kind: 'sold-elsewhere', dryKg: 30, breach: { reason: 'Sold by mistake' } }),
    ];
    expect(booked.map(({ status }) => status)).toEqual([201, 201, 201]);
  });
  afterAll(() => app.stop());

  const report = (token: string, more = '', headers = {}) =>
    app.get(`/reports/circularity?agreementId=${agreementId}&${period}${more}`, { token, headers });

  it('counts what was generated, reused and leaked in the period, and what is on hand at its end', async () => {
    const { body, status } = await report(world.plant.analyst.token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      period: { from: '2027-03-01', to: '2027-03-31' },
      basis: 'metal',
      method: 'ladder/2',
      dataState: 'provisional',
      mass: {
        generatedDryKg: 1760,
        reusedInProcessDryKg: 100,
        sentDryKg: 0,
        leakedDryKg: 50,
        carvedOutDryKg: 20,
        breachDryKg: 30,
        onHandDryKg: 1610,
        withoutAssayDryKg: 880,
        coveragePct: 0,
      },
    });
    expect(body.elements).toHaveLength(1);
    expect(body.elements[0]).toMatchObject({
      element: 'Nd',
      generatedKg: 220,
      reusedInProcessKg: 25,
      consumedKg: 0,
      recoveryPct: null,
      primaryReplacementPct: null,
      ceilingPct: null,
    });
    expect(body.warnings.map(({ code }: { code: string }) => code)).toContain('missing-assay');
  });

  it('adds whole months and single days to the same figures', async () => {
    const year = await app.get(`/reports/circularity?agreementId=${agreementId}&from=2027-02-10&to=2027-05-20`, {
      token: world.plant.analyst.token,
    });
    expect(year.body.mass).toMatchObject({ generatedDryKg: 2640, onHandDryKg: 2490 });
  });

  it('shows both sides the same coverage, and nobody else any', async () => {
    const path = `/agreements/${agreementId}/coverage?${period}`;
    const plant = await app.get(path, { token: world.plant.analyst.token });
    expect(plant.body).toMatchObject({
      leakedDryKg: 50,
      carvedOutDryKg: 20,
      coveragePct: 0,
      coverageWithCarveOutsPct: 0,
    });
    expect((await app.get(path, { token: world.recycler.analyst.token })).body).toEqual(plant.body);
    expect((await app.get(path, { token: world.otherPlant.analyst.token })).status).toBe(404);
    expect((await report(world.otherRecycler.analyst.token)).status).toBe(404);
  });

  it('tells since when the oldest by-product lies in stock at the plant', async () => {
    const desk = new AgreementDesk(app, world);
    const siteId = await desk.newSite();
    const id = await desk.signed(desk.bodyFor(siteId));
    const operator = { token: world.plant.operator.token };
    const oldest = async (token: string) =>
      (await app.get(`/agreements/${id}/coverage?${period}`, { token })).body.oldestOnHandOn;
    expect(await oldest(world.plant.analyst.token)).toBeNull();
    await app.post('/batches', sludge(world, { siteId, occurredAt: '2027-04-05T08:00:00-04:00' }), operator);
    const older = await app.post('/batches', sludge(world, { siteId }), operator);
    expect(await oldest(world.recycler.analyst.token)).toBe('2027-03-02');
    const reused = { kind: 'reused-in-process', reason: 'Clean', occurredAt: '2027-03-03T08:00:00-05:00' };
    expect((await app.post(`/batches/${older.body.id}/dispositions`, reused, operator)).status).toBe(201);
    expect(await oldest(world.plant.analyst.token)).toBe('2027-04-05');
  });

  it('tells the recycler nothing that depends on the primary purchases of the generator', async () => {
    const { body } = await report(world.recycler.analyst.token);
    for (const row of [...body.elements, body.total]) {
      for (const field of ['otherRecycledConsumedKg', 'primaryConsumedKg', 'recycledSharePct', 'ceilingPct']) {
        expect(row[field]).toBeNull();
      }
    }
  });

  it('is a table for whoever accepts CSV', async () => {
    const { text, headers } = await report(world.plant.analyst.token, '', { accept: 'text/csv' });
    expect(headers['content-type']).toContain('text/csv');
    const [head = '', ...rows] = text.trim().split('\r\n');
    expect(rows).toHaveLength(2);
    const cell = (name: string): string | undefined => rows[0]?.split(',')[head.split(',').indexOf(name)];
    expect([cell('element'), cell('generatedKg'), cell('primaryReplacementPct')]).toEqual(['Nd', '220', '']);
  });

  it('names the faults of a period', async () => {
    const token = world.plant.analyst.token;
    const answer = await app.get(`/reports/circularity?agreementId=7&from=2027-13-01`, { token });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/agreementId',
      '/from',
      '/to',
    ]);
    expect((await report(token, '&to=2026-01-01')).status).toBe(400);
  });

  it('is printed from the command line', async () => {
    const lines: string[] = [];
    const around = {
      config: () => app.config,
      out: (text: string) => lines.push(text),
      err: (text: string) => lines.push(text),
    };
    const args = ['report', '--agreement', 'LOOP-1', '--from', '2027-03-01', '--to', '2027-03-31'];
    expect(await runCli(args, around)).toBe(0);
    expect(lines.join('\n')).toContain('Agreement LOOP-1: Magnet plant and Recycler');
    expect(await runCli([...args.slice(0, 2), 'NONE', ...args.slice(3)], around)).toBe(1);
  });

  describe('over more than the books can add up', () => {
    it('refuse instead of failing', async () => {
      // 9,000,000,000 kg less 12 % moisture, in March of two years: 2 x 7.92 x 10^15 mg, above 2^53 - 1 = 9.007 x 10^15.
      const { otherPlant, otherRecycler } = world;
      const scope = { siteIds: [...otherPlant.sites], streams: ['*'] };
      const sides = {
        reference: 'HUGE',
        startsOn: '2026-01-01',
        generatorId: otherPlant.id,
        recyclerId: otherRecycler.id,
        scope,
      };
      const { id } = await signedAgreement(app, world, sides, [otherPlant, otherRecycler]);
      const token = otherPlant.operator.token;
      for (const year of ['2026', '2027']) {
        const occurredAt = `${year}-03-02T08:00:00+09:00`;
        const drum = { siteId: otherPlant.sites[0], grossKg: 9_000_000_020, occurredAt };
        expect((await app.post('/batches', sludge(world, drum), { token })).status).toBe(201);
      }
      const of = async (path: string): Promise<unknown[]> => {
        const { status, body } = await app.get(path, { token });
        return [status, body.code ?? null];
      };
      const [march, both] = ['from=2026-03-01&to=2026-03-31', 'from=2026-03-01&to=2027-03-31'];
      expect(await of(`/reports/circularity?agreementId=${id}&${march}`)).toEqual([200, null]);
      expect(await of(`/reports/circularity?agreementId=${id}&${both}`)).toEqual([409, 'mass-too-large']);
      expect(await of(`/agreements/${id}/coverage?${both}`)).toEqual([409, 'mass-too-large']);
    });

    it('refuse too where the database itself gives up, beyond 64 bits', async () => {
      // 1,100 x (2^53 - 1) is more than 2^63.
      const rows = `WITH RECURSIVE "row" ("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "row" WHERE "n" < ?)`;
      const sum = (count: number) =>
        runSums(app.store.manager, `${rows} SELECT SUM(9007199254740991) AS "massMg" FROM "row"`, [count]);
      expect(await sum(1)).toEqual([{ massMg: Number.MAX_SAFE_INTEGER }]);
      await expect(sum(2)).rejects.toMatchObject({ code: 'mass-too-large' });
      await expect(sum(1_100)).rejects.toMatchObject({ code: 'mass-too-large' });
    });
  });
});
