import { v7 } from 'uuid';
import { assayOf, signedAgreement, sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';
import { verifyBooks } from '../src/modules/verification/index.js';

describe('batches', () => {
  let app: TestApp;
  let world: World;
  let agreementId: string;
  let operator: { token: string };
  let admin: { token: string };

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    ({ id: agreementId } = await signedAgreement(app, world));
    operator = { token: world.plant.operator.token };
    admin = { token: world.plant.admin.token };
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
    app.post(
      `/batches/${id}/dispositions`,
      { occurredAt: '2027-03-03T08:00:00-05:00', reason: 'As seen', ...body },
      as,
    );

  describe('logged', () => {
    it('holds net, dry and element masses, oxides as their elements', async () => {
      // Net 1,020 - 20 = 1,000 kg; dry 1,000 x 88 % = 880 kg.
      // Nd: 880 x 24.1 % = 212.08 kg. Pr from Pr6O11: 880 x 7.2 % x 0.827704 = 52.443325 kg (52.44332544 to the milligram).
      const batch = await log({ code: 'L-1', assay: assayOf({ Nd: 24.1, Pr6O11: 7.2, Fe: 60 }) });
      expect(batch).toMatchObject({
        kind: 'by-product',
        status: 'on-hand',
        code: 'L-1',
        netKg: 1000,
        dryKg: 880,
        remainingDryKg: 880,
        agreementId,
        elements: { Nd: { kg: 212.08 }, Pr: { kg: 52.443325 }, Fe: { kg: 528 } },
        origin: 'pre-consumer',
        occurredOn: '2027-03-02',
        version: 1,
      });
      const read = await app.get(`/batches/${batch.id}`, operator);
      expect(batch.warnings).toEqual([]);
      expect(read.body).toEqual(batch);
      expect(read.headers['etag']).toBe('"1"');
    });

    it('is seen by the recycler of its agreement, and by nobody else', async () => {
      const { id } = await log();
      expect((await app.get(`/batches/${id}`, { token: world.recycler.operator.token })).status).toBe(200);
      for (const { operator: stranger } of [world.otherPlant, world.otherRecycler, world.processor]) {
        expect((await app.get(`/batches/${id}`, { token: stranger.token })).status).toBe(404);
      }
      expect((await app.get(`/batches/${id}`, { token: world.platform.token })).status).toBe(403);
    });

    it('takes its day from the time zone of its site', async () => {
      // 03:30 UTC on 3 March is 22:30 on 2 March in New York.
      const batch = await log({ occurredAt: '2027-03-03T03:30:00Z' });
      expect(batch.occurredOn).toBe('2027-03-02');
    });

    it('stands without agreement, with a warning, outside every term', async () => {
      const batch = await log({ occurredAt: '2026-12-31T23:00:00-05:00' });
      expect(batch.agreementId).toBeNull();
      expect(batch.warnings.map(({ code }: { code: string }) => code)).toContain('not-covered');
      expect((await app.get(`/batches/${batch.id}`, { token: world.recycler.operator.token })).status).toBe(404);
    });

    it('takes the answer to whether it could have gone back as its origin', async () => {
      const rework = await log({ reclaimableInProcess: { answer: 'yes', reason: 'Clean' } });
      expect(rework.origin).toBe('rework');
    });

    it('refuses an id or a code that is taken', async () => {
      const id = v7();
      await log({ id, code: 'TWICE' });
      expect((await app.post('/batches', sludge(world, { id }), operator)).body.code).toBe('id-taken');
      expect((await app.post('/batches', sludge(world, { code: 'TWICE' }), operator)).body.code).toBe('code-taken');
    });

    it('answers the same key with the same batch, and books once', async () => {
      const send = () =>
        app.post('/batches', sludge(world, { code: 'KEY-1' }), {
          ...operator,
          headers: { 'idempotency-key': 'drum-0001' },
        });
      const [first, second] = [await send(), await send()];
      expect(second.body).toEqual(first.body);
      expect(second.headers['idempotency-replayed']).toBe('true');
    });
  });

  describe('bad input', () => {
    const pointers = (body: { errors: { pointer: string }[] }): string[] =>
      body.errors.map(({ pointer }) => pointer).sort();

    it('names every fault at once and books nothing', async () => {
      const before = await app.store.manager.query('SELECT COUNT(*) AS "n" FROM "entry"');
      const answer = await app.post(
        '/batches',
        sludge(world, {
          siteId: 7,
          stream: 'gravel',
          grossKg: 5,
          tareKg: 6,
          moisturePct: 101,
          pieces: 0,
          colour: 'red',
          assay: assayOf({ Nd: 60, Fe: 42.5, Xy: 1 }),
        }),
        operator,
      );
      expect(answer.status).toBe(400);
      expect(pointers(answer.body)).toEqual(
        [
          '/assay/composition',
          '/assay/composition/Xy',
          '/colour',
          '/moisturePct',
          '/moisturePct',
          '/pieces',
          '/siteId',
          '/stream',
          '/tareKg',
        ].sort(),
      );
      expect(await app.store.manager.query('SELECT COUNT(*) AS "n" FROM "entry"')).toEqual(before);
    });

    it.each([
      ['negative tare', { tareKg: -1 }, '/tareKg'],
      ['more decimals than a milligram', { grossKg: 1000.0000001 }, '/grossKg'],
      ['a million million kilograms', { grossKg: 1e12 }, '/grossKg'],
      ['text for a weight', { grossKg: '1000' }, '/grossKg'],
      ['a time without offset', { occurredAt: '2027-03-02T08:00:00' }, '/occurredAt'],
      ['a day that does not exist', { occurredAt: '2027-02-30T08:00:00Z' }, '/occurredAt'],
      ['more than 24 hours ahead', { occurredAt: '2027-07-02T12:00:00Z' }, '/occurredAt'],
      ['nothing but water', { moisturePct: 100 }, '/moisturePct'],
    ])('refuses %s', async (_, more, pointer) => {
      const answer = await app.post('/batches', sludge(world, more), operator);
      expect(answer.status).toBe(400);
      expect(pointers(answer.body)).toContain(pointer);
    });

    it('does not find a foreign site', async () => {
      const answer = await app.post('/batches', sludge(world, { siteId: world.otherPlant.sites[0] }), operator);
      expect(answer.status).toBe(404);
    });
  });

  describe('assays', () => {
    it('comes late, and gives the batch what it would have had from the start', async () => {
      const { id } = await log();
      // A quarter is reused first: 220 kg of 880 kg dry.
      await dispose(id, { kind: 'reused-in-process', dryKg: 220 });
      const late = await app.post(`/batches/${id}/assays`, assayOf({ Nd: 25 }), operator);
      expect(late.status).toBe(201);
      expect(late.body).toMatchObject({ inForce: true, composition: { Nd: 25 } });
      // 880 x 25 % = 220 kg of Nd in all, 55 kg of it reused, 165 kg left.
      expect((await app.get(`/batches/${id}`, operator)).body.elements).toEqual({ Nd: { kg: 220 } });
      expect(await left(id, 'Nd')).toBe(165_000_000);
    });

    it('is replaced by a newer one of the own side, while another side is kept beside it', async () => {
      const { id } = await log({ assay: assayOf({ Nd: 24 }) });
      const recycler = { token: world.recycler.operator.token };
      const other = await app.post(
        `/batches/${id}/assays`,
        { ...assayOf({ Nd: 20 }), laboratory: 'Recycler' },
        recycler,
      );
      expect(other.body.inForce).toBe(false);
      expect((await app.get(`/batches/${id}`, operator)).body.elements).toEqual({ Nd: { kg: 211.2 } });
      const newer = await app.post(`/batches/${id}/assays`, assayOf({ Nd: 26, Dy: 1 }), operator);
      expect(newer.body.inForce).toBe(true);
      const { elements, assays } = (await app.get(`/batches/${id}`, operator)).body;
      expect(elements).toEqual({ Nd: { kg: 228.8 }, Dy: { kg: 8.8 } });
      expect(assays.map(({ inForce }: { inForce: boolean }) => inForce)).toEqual([false, false, true]);
    });

    it('of the other side is in force while there is none of the own', async () => {
      const { id } = await log();
      const recycler = { token: world.recycler.operator.token };
      expect((await app.post(`/batches/${id}/assays`, assayOf({ Nd: 20 }), recycler)).body.inForce).toBe(true);
      expect((await app.post(`/batches/${id}/assays`, assayOf({ Nd: 21 }), operator)).body.inForce).toBe(true);
      expect((await app.get(`/batches/${id}`, operator)).body.elements).toEqual({ Nd: { kg: 184.8 } });
    });

    it('of a part changes what came to it all the way from its birth', async () => {
      const { id } = await log({ assay: assayOf({ Nd: 20 }) });
      const split = await app.post(
        `/batches/${id}/splits`,
        { occurredAt: '2027-03-03T08:00:00-05:00', parts: [{ dryKg: 80 }] },
        operator,
      );
      const part = split.body.parts[0];
      expect(part.elements).toEqual({ Nd: { kg: 16 } });
      await app.post(`/batches/${part.id}/assays`, assayOf({ Nd: 30 }), operator);
      // The part now holds 24 kg; its parent was born with 176 + 8 = 184 kg, of which 160 kg are left in it.
      expect((await app.get(`/batches/${part.id}`, operator)).body.elements).toEqual({ Nd: { kg: 24 } });
      expect((await app.get(`/batches/${id}`, operator)).body.elements).toEqual({ Nd: { kg: 184 } });
      expect(await left(id, 'Nd')).toBe(160_000_000);
    });
  });

  describe('dispositions', () => {
    it('keeps a covered by-product with the agreement, unless a carve-out allows it', async () => {
      const { id, code } = await log();
      const refused = await dispose(id, { kind: 'sold-elsewhere', dryKg: 10 });
      expect(refused.status).toBe(409);
      expect(refused.body.code).toBe('exclusivity-breach');
      expect(refused.body.detail).toContain(code);
      const allowed = await dispose(id, { kind: 'disposed', dryKg: 10, carveOut: 'research-sample' });
      expect(allowed.status).toBe(201);
      expect((await dispose(id, { kind: 'disposed', dryKg: 1, carveOut: 'force-majeure' })).body.code).toBe(
        'exclusivity-breach',
      );
      expect((await dispose(id, { kind: 'disposed', dryKg: 1, carveOut: 'recycler-refused' })).body.code).toBe(
        'exclusivity-breach',
      );
    });

    it('books a breach by an admin only', async () => {
      const { id } = await log();
      const body = { kind: 'sold-elsewhere', breach: { reason: 'Sold by mistake' } };
      expect((await dispose(id, body)).status).toBe(403);
      const booked = await dispose(id, body, admin);
      expect(booked.body).toMatchObject({ status: 'sold-elsewhere', dryKg: 880 });
    });

    it('counts against the books in both directions', async () => {
      const { id } = await log({ assay: assayOf({ Nd: 25 }) });
      await dispose(id, { kind: 'stock-difference', dryKg: 890 }, admin);
      // 890 / 880 x 220 kg = 222.5 kg.
      expect(await left(id, 'Nd')).toBe(222_500_000);
      await dispose(id, { kind: 'stock-difference', dryKg: 445 }, admin);
      expect(await left(id, 'Nd')).toBe(111_250_000);
      expect((await dispose(id, { kind: 'stock-difference' })).status).toBe(400);
    });

    it('refuses to take more than is left, or to go back in time', async () => {
      const { id } = await log();
      expect((await dispose(id, { kind: 'reused-in-process', dryKg: 880.000001 })).body.code).toBe('more-than-left');
      const early = { kind: 'reused-in-process', occurredAt: '2027-03-01T08:00:00-05:00' };
      expect((await dispose(id, early)).body.code).toBe('out-of-order');
    });

    it('lets exactly as many draws through as there is mass, when all come at once', async () => {
      const { id } = await log();
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => dispose(id, { kind: 'reused-in-process', dryKg: 220 })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        201,
        201,
        201,
        201,
        ...Array.from({ length: 8 }, () => 409),
      ]);
      expect((await app.get(`/batches/${id}`, operator)).body).toMatchObject({
        status: 'reused-in-process',
        remainingDryKg: 0,
      });
    });
  });

  describe('splits', () => {
    it('share every element by largest remainder and conserve the whole', async () => {
      const { id, code } = await log({ code: 'S-1', assay: assayOf({ Nd: 25.0001 }) });
      const third = 293.333333;
      const answer = await app.post(
        `/batches/${id}/splits`,
        {
          occurredAt: '2027-03-03T08:00:00-05:00',
          parts: [{ dryKg: third }, { code: 'S-1-B', dryKg: third }, { dryKg: 293.333334 }],
        },
        operator,
      );
      const { parts } = answer.body;
      expect(parts.map((part: { code: string }) => part.code)).toEqual([`${code}/P1`, 'S-1-B', `${code}/P3`]);
      // 880 kg x 25.0001 % = 220.00088 kg; a third is 73.333626667: the odd milligram goes to the largest remainder.
      const masses = parts.map((part: { elements: { Nd: { kg: number } } }) => part.elements.Nd.kg);
      expect(masses.reduce((sum: number, kg: number) => sum + Math.round(kg * 1e6), 0)).toBe(220_000_880);
      expect((await app.get(`/batches/${id}`, operator)).body).toMatchObject({ status: 'split', remainingDryKg: 0 });
    });
  });

  async function left(id: string, commodity: string): Promise<number> {
    const rows = await app.store.manager.query<{ mg: string | number }[]>(
      `SELECT SUM("massMg") AS "mg" FROM "balance" WHERE "batchKey" = '${id}' AND "commodity" = '${commodity}'`,
    );
    return Number(rows[0]?.mg ?? 0);
  }
});
