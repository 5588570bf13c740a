import { v7 } from 'uuid';
import { assayOf, sludge } from './support/loop.js';
import { output, RunDesk } from './support/run-desk.js';
import { ShippingDesk } from './support/shipping.js';

describe('an identifier that a client made', () => {
  let desk: RunDesk;

  beforeAll(async () => {
    desk = await RunDesk.open();
  });
  afterAll(() => desk.close());

  const supply = (id: string) => ({
    id,
    code: `BOUGHT-${id}`,
    siteId: desk.world.plant.sites[0],
    occurredAt: '2027-03-05T08:00:00-05:00',
    product: 'Nd metal',
    supplierName: 'A supplier',
    originCountry: 'AU',
    netKg: 80,
    assay: assayOf({ Nd: 95 }),
  });

  it('is none of a shipment, planned or under way, nor of a run: their entries would be its own', async () => {
    const { app, world } = desk;
    const shipping = new ShippingDesk(app, world);
    const [waiting, sent] = [await desk.log(world.plant, 100), await desk.log(world.plant, 100)];
    const { id: plannedId } = await shipping.planned([waiting.id]);
    const { id: sentId } = await shipping.sent([sent.id]);
    const { id } = await desk.swarf(world.plant, 100, { Nd: 30 });
    const run = await desk.closed({ inputs: [{ batchId: id }], outputs: [output('rMREO', 30, { Nd: 80 })] });
    const latest = (await app.get(`/shipments/${sentId}`, world.plant.operator)).body.entryId;
    const before = await desk.entries();
    for (const taken of [plannedId, sentId, run.id, id]) {
      for (const [url, body] of [
        ['/batches', sludge(world, { id: taken })],
        ['/supplies', supply(taken)],
      ] as const) {
        const answer = await app.post(url, body, world.plant.operator);
        expect([answer.status, answer.body.code]).toEqual([409, 'id-taken']);
      }
    }
    expect(await desk.entries()).toBe(before);
    expect((await app.get(`/shipments/${sentId}`, world.plant.operator)).body.entryId).toBe(latest);
  });

  it('is that of one batch or supply where several come with it at once', async () => {
    const { app, world } = desk;
    const id = v7();
    const calls = [...Array(6).keys()].map((index) =>
      index % 2 === 0
        ? app.post('/batches', sludge(world, { id }), world.plant.operator)
        : app.post('/supplies', supply(id), world.plant.operator),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });
});
