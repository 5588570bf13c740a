import { supplied } from './support/blended-loop.js';
import { agreementBody, assayOf, signedAgreement, sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';
import { verifyBooks } from '../src/modules/verification/index.js';

describe('batches, mended and stamped', () => {
  let app: TestApp;
  let world: World;
  let operator: { token: string };

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    await signedAgreement(app, world);
    operator = { token: world.plant.operator.token };
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const log = async (more: Record<string, unknown> = {}) => {
    const answer = await app.post('/batches', sludge(world, more), operator);
    expect(answer.text && answer.status).toBe(201);
    return answer.body;
  };
  const dispose = (id: string, body: object, as = operator) =>
    app.post(`/batches/${id}/dispositions`, { occurredAt: '2027-03-03T08:00:00-05:00', ...body }, as);

  describe('edits', () => {
    const patch = (id: string, version: number, body: object) =>
      app.patch(`/batches/${id}`, body, { ...operator, headers: { 'if-match': `"${version}"` } });

    it('mends a weight by reversal and new entry, until something is built on the batch', async () => {
      const { id, version } = await log({ assay: assayOf({ Nd: 25 }) });
      const edited = await patch(id, version, { grossKg: 1120 });
      // 1,100 kg net, 968 kg dry, 242 kg of Nd.
      expect(edited.body).toMatchObject({
        netKg: 1100,
        dryKg: 968,
        remainingDryKg: 968,
        elements: { Nd: { kg: 242 } },
      });
      expect((await patch(id, version, { grossKg: 1130 })).status).toBe(412);
      await dispose(id, { kind: 'reused-in-process', reason: 'Clean', dryKg: 1 });
      const current = (await app.get(`/batches/${id}`, operator)).body.version;
      expect((await patch(id, current, { grossKg: 1130 })).body.code).toBe('built-upon');
      expect((await patch(id, current, { note: 'Dented drum' })).body.note).toBe('Dented drum');
    });

    it('leaves all as it was but the note that is edited, whatever kind of batch it is', async () => {
      // The agreement covers every stream of the site; what was bought is no by-product of it.
      const supplyId = await supplied(app, world);
      const { id, version, ...before } = (await app.get(`/batches/${supplyId}`, operator)).body;
      const edited = await patch(id, version, { note: 'Stands by the gate' });
      const { version: _, ...after } = edited.body;
      expect(after).toEqual({ id, ...before, note: 'Stands by the gate' });
      // Of 880 kg dry and 1,000 kg net, 4 mg are round(4.545) = 5 mg net, of which alone 88 % would be 4.4, rounded 4 mg.
      const drum = await log();
      const body = { occurredAt: '2027-03-02T09:00:00-05:00', parts: [{ dryKg: 0.000004 }] };
      const [part] = (await app.post(`/batches/${drum.id}/splits`, body, operator)).body.parts;
      const noted = (await patch(part.id, part.version, { note: 'A sample' })).body;
      expect(noted).toMatchObject({ note: 'A sample', grossKg: null, tareKg: null, dryKg: 0.000004 });
    });

    it('hides from the recycler what turns out to be of no agreement of its', async () => {
      const { id, version } = await log();
      const recycler = { token: world.recycler.operator.token };
      expect((await app.get(`/batches/${id}`, recycler)).status).toBe(200);
      const edited = await patch(id, version, { occurredAt: '2026-12-31T08:00:00-05:00' });
      expect(edited.body).toMatchObject({ agreementId: null, occurredOn: '2026-12-31' });
      expect((await app.get(`/batches/${id}`, recycler)).status).toBe(404);
      const again = await patch(id, edited.body.version, { occurredAt: '2027-03-02T08:00:00-05:00' });
      expect(again.body.agreementId).not.toBeNull();
      expect((await app.get(`/batches/${id}`, recycler)).status).toBe(200);
    });

    it('needs If-Match', async () => {
      const { id } = await log();
      expect((await app.patch(`/batches/${id}`, { note: 'x' }, operator)).status).toBe(428);
    });
  });

  it('finds a batch by the beginning of its code, whatever letters it has', async () => {
    const { id } = await log({ code: 'ÖL-Schlamm 7' });
    for (const code of ['ÖL-Sch', 'ÖL-SCHLAMM', 'ÖL-Schlamm 7']) {
      const { items } = (await app.get(`/batches?code=${encodeURIComponent(code)}`, operator)).body;
      expect(items.map((item: { id: string }) => item.id)).toEqual([id]);
    }
  });

  it('keeps every acknowledged batch and no refused one, of fifty writers at once', async () => {
    const writers = Array.from({ length: 50 }, (_, index) =>
      app.post('/batches', sludge(world, { code: `W-${index % 40}`, assay: assayOf({ Nd: 25, Pr: 7 }) }), operator),
    );
    const answers = await Promise.all(writers);
    const accepted = answers.filter(({ status }) => status === 201).map(({ body }) => body.id as string);
    expect(accepted).toHaveLength(40);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    for (const id of accepted) expect((await app.get(`/batches/${id}`, operator)).status).toBe(200);
    const listed = await app.get('/batches?code=W-&limit=200', operator);
    expect(listed.body.items).toHaveLength(40);
    expect(app.work.retries).toBe(0);
  });

  it('is stamped with the agreement whose second signature comes later, with all that was taken before', async () => {
    const scope = { siteIds: [world.otherPlant.sites[0]], streams: ['*'] };
    const other = { token: world.otherPlant.operator.token };
    const body = sludge(world, { siteId: world.otherPlant.sites[0], assay: assayOf({ Nd: 25 }) });
    const { id } = (await app.post('/batches', body, other)).body;
    await dispose(id, { kind: 'sold-elsewhere', dryKg: 80 }, other);
    const draft = { generatorId: world.otherPlant.id, recyclerId: world.otherRecycler.id, scope, reference: 'LATE' };
    const { id: late } = (
      await app.post('/agreements', agreementBody(world, draft), { token: world.otherPlant.admin.token })
    ).body;
    for (const { token } of [world.otherPlant.admin, world.otherRecycler.admin])
      await app.post(`/agreements/${late}/signatures`, {}, { token });
    const stamped = await app.get(`/batches/${id}`, { token: world.otherRecycler.operator.token });
    expect(stamped.body).toMatchObject({ agreementId: late, agreementVersion: 1, remainingDryKg: 800 });
  });
});
