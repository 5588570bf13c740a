import { output, RunDesk } from './support/run-desk.js';
import { asAnnounced, ShippingDesk, type WeighedLine } from './support/shipping.js';
import type { Answer } from './support/test-app.js';
import type { Person, WorldParty } from './support/world.js';

/*
 * Recycled oxide goes to a generator, comes back unused in one way or another, and is then sold to the recycler's other
 * customer. Each batch is 480 kg of oxide with 80 % Nd out of 1,000 kg of the plant's swarf and 500 kg of the other plant's,
 * each with 30 % Nd: 2/3 of it, 320 kg with 256 kg Nd, is the plant's.
 */
describe('recycled material that went back to the recycler', () => {
  let desk: RunDesk;
  let shipping: ShippingDesk;

  beforeAll(async () => {
    desk = await RunDesk.open();
    shipping = new ShippingDesk(desk.app, desk.world);
  });
  afterAll(() => desk.close());

  const get = (url: string, { token }: Person): Promise<Answer> => desk.app.get(url, { token });

  async function oxide(code: string): Promise<{ id: string; code: string; product: string }> {
    const { plant, otherPlant } = desk.world;
    const [a, b] = [await desk.swarf(plant, 1000, { Nd: 30 }), await desk.swarf(otherPlant, 500, { Nd: 30 })];
    const { outputs } = await desk.closed({
      inputs: [{ batchId: a.id }, { batchId: b.id }],
      outputs: [output('rMREO', 480, { Nd: 80 }, { code })],
      residues: [{ kind: 'cake', dryKg: 900, composition: { Nd: 6 }, destination: 'A works' }],
    });
    const [made] = outputs;
    if (!made) throw new Error('A run has the output that it was given.');
    return { id: made.id, code, product: 'rMREO' };
  }

  async function send(batchId: string, [from, to]: readonly [WorldParty, WorldParty], on: string): Promise<string> {
    const { id } = await shipping.planned([batchId], { fromSiteId: from.sites[0], toSiteId: to.sites[0] }, from);
    shipping.done(await shipping.dispatch(id, { occurredAt: `${on}T12:00:00Z` }, from), 200);
    return id;
  }

  async function receive(id: string, line: WeighedLine, by: WorldParty, on: string): Promise<void> {
    shipping.done(await shipping.receive(id, [line], { by, occurredAt: `${on}T12:00:00Z` }), 200);
  }

  const whole = (batchId: string) => ({ ...asAnnounced({ id: batchId, grossKg: 480, tareKg: 0 }) });
  const refusing = (batchId: string, refusedKg: number) => ({
    ...whole(batchId),
    refusedKg,
    refusalReason: 'Too coarse',
  });

  /** What a party is told of a batch, alone and in its list and trace, of which the share of 320 kg is its own. */
  async function expectShare(batchId: string, by: WorldParty, hidden: readonly string[]): Promise<void> {
    const answer = await get(`/batches/${batchId}`, by.analyst);
    expect(answer.body).toMatchObject({
      code: null,
      siteId: null,
      netKg: null,
      remainingDryKg: null,
      shipmentId: null,
      assays: [],
      dryKg: 320,
      elements: { Nd: { kg: 256 } },
    });
    const list = await get('/batches?kind=recycled', by.analyst);
    expect(list.body.items.find(({ id }: { id: string }) => id === batchId)).toEqual(answer.body);
    const trace = await get(`/batches/${batchId}/trace?direction=down`, by.analyst);
    expect(trace.body.leaves).toMatchObject([{ kind: 'others', siteId: null, dryKg: 320 }]);
    const entries = await get(`/entries?batchId=${batchId}`, by.analyst);
    const seen = [answer, list, trace, entries].map(({ text }) => text).join('\n');
    expect(hidden.filter((word) => seen.includes(word))).toEqual([]);
  }

  it('is seen by its share again where all of it was refused, and stays in the shipment that was refused', async () => {
    const { plant, otherPlant, recycler } = desk.world;
    const { id, code } = await oxide('REFUSED-OXIDE');
    const first = await send(id, [recycler, plant], '2027-04-01');
    expect((await get(`/batches/${id}`, plant.analyst)).body).toMatchObject({ code, netKg: 480 });
    await receive(first, refusing(id, 480), plant, '2027-04-02');
    const next = await send(id, [recycler, otherPlant], '2027-04-03');
    await receive(next, whole(id), otherPlant, '2027-04-04');
    await expectShare(id, plant, [otherPlant.id, otherPlant.sites[0], next]);
    const { body } = await get(`/shipments/${first}`, plant.analyst);
    expect(body.lines).toMatchObject([{ batchId: id, code, refusedDryKg: 480, refusalReason: 'Too coarse' }]);
    expect((await get(`/shipments/${next}`, plant.analyst)).status).toBe(404);
    expect((await get(`/batches/${id}`, otherPlant.analyst)).body).toMatchObject({ code, remainingDryKg: 480 });
    expect((await get(`/batches/${id}`, recycler.analyst)).body).toMatchObject({ code, siteId: otherPlant.sites[0] });
  });

  it('is seen by its share again where its dispatch was reversed', async () => {
    const { plant, otherPlant, recycler } = desk.world;
    const { id } = await oxide('REVERSED-OXIDE');
    const first = await send(id, [recycler, plant], '2027-04-01');
    const { entryId } = (await get(`/shipments/${first}`, recycler.analyst)).body;
    expect((await desk.reverse(entryId)).status).toBe(201);
    shipping.done(await desk.app.post(`/shipments/${first}/cancellation`, {}, recycler.operator), 200);
    const next = await send(id, [recycler, otherPlant], '2027-04-03');
    await receive(next, whole(id), otherPlant, '2027-04-04');
    await expectShare(id, plant, [otherPlant.id, otherPlant.sites[0], next]);
  });

  it('is seen by its share where a part of it was refused, and whole where the rest was taken', async () => {
    const { plant, otherPlant, recycler } = desk.world;
    const { id, code } = await oxide('HALVED-OXIDE');
    const first = await send(id, [recycler, plant], '2027-04-01');
    await receive(first, refusing(id, 240), plant, '2027-04-02');
    const { refusedBatchId: partId } = (await get(`/shipments/${first}`, plant.analyst)).body.lines[0];
    expect((await get(`/batches/${id}`, plant.analyst)).body).toMatchObject({ code, remainingDryKg: 240 });
    expect((await get(`/batches/${partId}`, recycler.analyst)).body).toMatchObject({ code: `${code}/R1`, dryKg: 240 });
    // Half of 320 kg dry with 256 kg Nd.
    const share = { code: null, siteId: null, netKg: null, dryKg: 160, elements: { Nd: { kg: 128 } } };
    expect((await get(`/batches/${partId}`, plant.analyst)).body).toMatchObject(share);
    const next = await send(partId, [recycler, otherPlant], '2027-04-03');
    await receive(next, { batchId: partId, grossKg: 240, tareKg: 0 }, otherPlant, '2027-04-04');
    expect((await get(`/batches/${partId}`, plant.analyst)).body).toMatchObject(share);
    expect((await get(`/batches/${partId}`, otherPlant.analyst)).body).toMatchObject({ remainingDryKg: 240 });
  });

  it('is seen by its share again where it was taken and sent back, and whole again once that is taken back', async () => {
    const { plant, otherPlant, recycler } = desk.world;
    const { id, code } = await oxide('RETURNED-OXIDE');
    await receive(await send(id, [recycler, plant], '2027-04-01'), whole(id), plant, '2027-04-02');
    const back = await send(id, [plant, recycler], '2027-04-03');
    await receive(back, whole(id), recycler, '2027-04-04');
    expect((await get(`/batches/${id}`, plant.analyst)).body).toMatchObject({ code: null, dryKg: 320 });
    const { entryId } = (await get(`/shipments/${back}`, recycler.analyst)).body;
    expect((await desk.reverse(entryId)).status).toBe(201);
    expect((await get(`/batches/${id}`, plant.analyst)).body).toMatchObject({ code, status: 'in-transit' });
    await receive(back, whole(id), recycler, '2027-04-04');
    const next = await send(id, [recycler, otherPlant], '2027-04-05');
    await expectShare(id, plant, [otherPlant.id, otherPlant.sites[0], next]);
  });

  it('is nothing any more to a customer of whom nothing is in it', async () => {
    const { plant, otherPlant, recycler } = desk.world;
    const own = await desk.swarf(plant, 1000, { Nd: 30 });
    const { outputs } = await desk.closed({
      inputs: [{ batchId: own.id }],
      outputs: [output('rMREO', 300, { Nd: 80 }, { code: 'UNWANTED-OXIDE' })],
      residues: [{ kind: 'cake', dryKg: 600, composition: { Nd: 10 }, destination: 'A works' }],
    });
    const id = outputs[0]?.id ?? '';
    const first = await send(id, [recycler, otherPlant], '2027-04-01');
    expect((await get(`/batches/${id}`, otherPlant.analyst)).status).toBe(200);
    const line = { batchId: id, grossKg: 300, tareKg: 0, refusedKg: 300, refusalReason: 'No use for it' };
    await receive(first, line, otherPlant, '2027-04-02');
    await send(id, [recycler, plant], '2027-04-03');
    expect((await get(`/batches/${id}`, otherPlant.analyst)).status).toBe(404);
    expect((await get(`/shipments/${first}`, otherPlant.analyst)).body.lines).toMatchObject([
      { batchId: id, code: 'UNWANTED-OXIDE', refusedDryKg: 300 },
    ]);
  });
});
