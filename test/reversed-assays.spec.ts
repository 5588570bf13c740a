import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

/*
 * Every drum is logged without an assay: 1,020 kg gross, 20 kg tare, 12 % moisture, 880 kg dry. The plant's laboratory reports
 * 25 % Nd, 220 kg of it, only when something else has happened to the drum already. Whoever mistyped that takes it back
 * without asking the laboratory; what the assay makes of the rest is booked in one entry that says why.
 */
describe('an assay does not stand in the way of a reversal', () => {
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

  const drum = () => desk.drum({ assay: undefined });
  const assay = async (id: string, pct: Record<string, number> = { Nd: 25 }): Promise<string> => {
    const answer = await app.post(`/batches/${id}/assays`, assayOf(pct), desk.as(world.plant));
    return String(desk.done(answer, 201)['id']);
  };
  const reverse = (entryId: unknown, party: WorldParty) =>
    app.post(`/entries/${String(entryId)}/reversal`, { reason: 'A mistake' }, desk.as(party));
  const read = async (url: string, party = world.plant) => (await app.get(url, desk.as(party))).body;
  const entriesOf = async (batchId: string, party = world.plant) =>
    (await read(`/entries?batchId=${batchId}`, party)).items;
  /** What the books hold of a batch, by the kind of account and the commodity, in kilograms. */
  const held = async (batchId: string): Promise<Record<string, number>> => {
    const lines = await app.store.manager.query<{ account: string; commodity: string; massMg: string | number }[]>(
      `SELECT * FROM "balance" WHERE "batchKey" = '${batchId}' AND "massMg" > 0`,
    );
    return Object.fromEntries(
      lines.map(({ account, commodity, massMg }) => [
        `${account.replace(/:.*/, '')} ${commodity}`,
        Number(massMg) / 1e6,
      ]),
    );
  };
  const assaysOf = async (id: string) =>
    (await read(`/batches/${id}`)).assays.map(({ inForce }: { inForce: boolean }) => inForce);

  it('takes back a mistyped receipt, and keeps what the other party has assayed since', async () => {
    const { id } = await drum();
    const shipment = await desk.sent([id]);
    const mistyped = { batchId: id, grossKg: 1022, tareKg: 20 };
    const received = desk.done(await desk.receive(shipment.id, [mistyped]), 200);
    await assay(id);
    // 1,002 kg net are 881.76 kg dry, a quarter of it 220.44 kg Nd.
    expect(await held(id)).toEqual({ 'stock dry-mass': 881.76, 'stock Nd': 220.44 });
    const answer = await reverse(received['entryId'], world.recycler);
    expect(answer.body.status).toBe('reversed');
    expect(await held(id)).toEqual({ 'transit dry-mass': 880, 'transit Nd': 220 });
    expect(await assaysOf(id)).toEqual([true]);
    const [anew, reversal, lifted] = await entriesOf(id);
    expect(anew).toMatchObject({
      kind: 'assayed',
      partyId: world.plant.id,
      because: answer.body.reversalId,
      reason: null,
    });
    expect(reversal).toMatchObject({ id: answer.body.reversalId, because: null });
    // Why the recycler took its receipt back is told to nobody as the plant's own word.
    expect(lifted).toMatchObject({ kind: 'reversed', reason: null });
    await desk.receive(shipment.id, [{ batchId: id, grossKg: 1020, tareKg: 20 }]);
    expect(await held(id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 220 });
  });

  it('stands in the way of one only where it is of a part that has gone on since, which is named', async () => {
    const { id } = await drum();
    await assay(id, { Nd: 24 });
    const at = { occurredAt: '2027-03-03T08:00:00-05:00' };
    const split = await app.post(`/batches/${id}/splits`, { ...at, parts: [{ dryKg: 300 }] }, desk.as(world.plant));
    const part = (desk.done(split, 201)['parts'] as { id: string }[])[0]?.id ?? '';
    const reuse = { ...at, kind: 'reused-in-process', reason: 'Clean' };
    const reused = desk.done(await app.post(`/batches/${id}/dispositions`, reuse, desk.as(world.plant)), 201);
    await assay(id);
    expect([(await held(id))['stock Nd'], (await held(part))['stock Nd']]).toEqual([undefined, 75]);
    const { entryId } = desk.done(await app.post(`/batches/${part}/dispositions`, reuse, desk.as(world.plant)), 201);
    const refused = await reverse(reused['entryId'], world.plant);
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([
      ...[409, 'built-upon', { entryIds: [entryId] }],
    ]);
    expect((await reverse(entryId, world.plant)).status).toBe(201);
    expect((await reverse(reused['entryId'], world.plant)).body.status).toBe('reversed');
    expect([(await held(id))['stock Nd'], (await held(part))['stock Nd']]).toEqual([145, 75]);
  });

  it('takes back a dispatch, a disposition and a split alike', async () => {
    const sent = await drum();
    const shipment = await desk.sent([sent.id]);
    await assay(sent.id);
    const { entryId } = await read(`/shipments/${shipment.id}`);
    expect((await reverse(entryId, world.plant)).body.status).toBe('reversed');
    expect(await held(sent.id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 220 });

    const used = await drum();
    const body = { kind: 'reused-in-process', reason: 'Clean', dryKg: 80, occurredAt: '2027-03-03T08:00:00-05:00' };
    const reused = desk.done(await app.post(`/batches/${used.id}/dispositions`, body, desk.as(world.plant)), 201);
    await assay(used.id);
    expect(await held(used.id)).toEqual({ 'stock dry-mass': 800, 'stock Nd': 200 });
    expect((await reverse(reused['entryId'], world.plant)).body.status).toBe('reversed');
    expect(await held(used.id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 220 });

    const divided = await drum();
    const parts = { occurredAt: '2027-03-03T08:00:00-05:00', parts: [{ dryKg: 80 }] };
    const split = desk.done(await app.post(`/batches/${divided.id}/splits`, parts, desk.as(world.plant)), 201);
    await assay(divided.id);
    expect((await reverse(split['entryId'], world.plant)).body.status).toBe('reversed');
    expect(await held(divided.id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 220 });
    const [part] = split['parts'] as { id: string }[];
    expect(await held(part?.id ?? '')).toEqual({});
  });

  it('takes back an assay beneath a later one, and what was logged beneath both', async () => {
    const { id } = await drum();
    const first = await assay(id, { Nd: 20 });
    await assay(id, { Nd: 25, Dy: 1 });
    const entryOf = async (assayId: string) =>
      (
        await app.store.manager.query<{ entryId: string }[]>(`SELECT "entryId" FROM "assay" WHERE "id" = '${assayId}'`)
      )[0]?.entryId;
    expect((await reverse(await entryOf(first), world.plant)).body.status).toBe('reversed');
    expect(await held(id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 220, 'stock Dy': 8.8 });
    const logged = (await entriesOf(id)).find(({ kind }: { kind: string }) => kind === 'logged');
    expect((await reverse(logged.id, world.plant)).body.status).toBe('reversed');
    expect(await held(id)).toEqual({});
    expect(await read(`/batches/${id}`)).toMatchObject({ status: 'void' });
  });

  it('still waits for everything else that stands above', async () => {
    const { id } = await drum();
    const shipment = await desk.sent([id]);
    const { entryId } = await read(`/shipments/${shipment.id}`);
    await desk.receive(shipment.id, [asAnnounced({ id, grossKg: 1020, tareKg: 20 })]);
    await assay(id);
    const { entryId: receipt } = await read(`/shipments/${shipment.id}`, world.recycler);
    const answer = await reverse(entryId, world.plant);
    expect(answer.body).toMatchObject({ code: 'built-upon', facts: { entryIds: [receipt] } });
    expect(await held(id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 220 });
  });

  const sampled = async (id: string, pct: Record<string, number>, sampledAt: string) =>
    desk.done(await app.post(`/batches/${id}/assays`, { ...assayOf(pct), sampledAt }, desk.as(world.plant)), 201);
  const [FIRST, SECOND] = ['2027-03-01T10:00:00Z', '2027-03-02T10:00:00Z'];

  it('lets an older sample count that was kept beside the one that is taken back', async () => {
    const { id } = await drum();
    const newer = await sampled(id, { Nd: 25 }, SECOND);
    const older = await sampled(id, { Nd: 20 }, FIRST);
    expect([newer['inForce'], older['inForce'], older['entryId']]).toEqual([true, false, null]);
    const { body } = await reverse(newer['entryId'], world.plant);
    // A fifth of 880 kg.
    expect(await held(id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 176 });
    const [anew] = await entriesOf(id);
    expect(anew).toMatchObject({ kind: 'assayed', because: body.reversalId });
    expect((await read(`/batches/${id}`)).assays[1]).toMatchObject({ inForce: true, entryId: anew.id });
    expect((await reverse(anew.id, world.plant)).body.status).toBe('reversed');
    expect(await held(id)).toEqual({ 'stock dry-mass': 880 });
  });

  it('keeps what was put in force by hand above it, and takes it back with what says it anew', async () => {
    const { id } = await drum();
    const body = { kind: 'reused-in-process', reason: 'Clean', dryKg: 80, occurredAt: '2027-03-03T08:00:00-05:00' };
    const reused = desk.done(await app.post(`/batches/${id}/dispositions`, body, desk.as(world.plant)), 201);
    await sampled(id, { Nd: 25 }, SECOND);
    const older = await sampled(id, { Nd: 20 }, FIRST);
    const forced = await app.post(
      `/batches/${id}/assays/${String(older['id'])}/force`,
      { reason: 'The later sample was mixed up.' },
      desk.as(world.plant),
    );
    desk.done(forced, 201);
    expect((await reverse(reused['entryId'], world.plant)).body.status).toBe('reversed');
    expect(await held(id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 176 });
    // The entry that says both anew stands for the later assay and for the enforcement: both go, and the older one counts.
    const [anew] = await entriesOf(id);
    expect((await reverse(anew.id, world.plant)).body.status).toBe('reversed');
    expect(await held(id)).toEqual({ 'stock dry-mass': 880, 'stock Nd': 176 });
    expect((await read(`/batches/${id}`)).assays.map((one: { forced: unknown }) => one.forced)).toEqual([null, null]);
  });
});
