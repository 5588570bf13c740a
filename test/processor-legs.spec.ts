import { assayOf } from './support/loop.js';
import { output, RunDesk } from './support/run-desk.js';
import { ShippingDesk } from './support/shipping.js';
import type { Answer } from './support/test-app.js';
import type { Person } from './support/world.js';

/*
 * An agreement over the plant's second site names a processor. Each batch is 480 kg of oxide with 80 % Nd out of 1,000 kg of
 * the plant's swarf and 500 kg of the other plant's, each with 30 % Nd: 2/3 of it is the plant's.
 */
describe('recycled material on its way to a processor', () => {
  let desk: RunDesk;
  let shipping: ShippingDesk;
  let agreementId: string;

  beforeAll(async () => {
    desk = await RunDesk.open();
    const { plant, processor } = desk.world;
    shipping = new ShippingDesk(desk.app, desk.world);
    agreementId = await desk.sign(plant, {
      reference: 'LOOP-C',
      scope: { siteIds: [plant.sites[1]], streams: ['*'] },
      terms: {
        weightTolerancePct: 0.5,
        settleOn: 'receiver',
        confirmWithinDays: 10,
        carveOuts: [],
        processorIds: [processor.id],
      },
    });
  });
  afterAll(() => desk.close());

  const get = (url: string, { token }: Person): Promise<Answer> => desk.app.get(url, { token });

  async function oxide(): Promise<string> {
    const { plant, otherPlant, recycler } = desk.world;
    const own = await desk.log(plant, 1000, { Nd: 30 }, { siteId: plant.sites[1], assay: assayOf({ Nd: 30 }) });
    await desk.move(own.id, [plant, recycler]);
    const { id } = await desk.swarf(otherPlant, 500, { Nd: 30 });
    const { outputs } = await desk.closed({
      inputs: [{ batchId: own.id }, { batchId: id }],
      outputs: [output('rMREO', 480, { Nd: 80 })],
      residues: [{ kind: 'cake', dryKg: 900, composition: { Nd: 7 }, destination: 'A works' }],
    });
    return outputs[0]?.id ?? '';
  }

  async function planned(batchId: string, more: object): Promise<string> {
    const { recycler, processor } = desk.world;
    const way = { fromSiteId: recycler.sites[0], toSiteId: processor.sites[0] };
    return (await shipping.planned([batchId], { ...way, ...more }, recycler)).id;
  }

  const dispatch = async (id: string): Promise<void> => {
    shipping.done(await shipping.dispatch(id, { occurredAt: '2027-04-01T12:00:00Z' }, desk.world.recycler), 200);
  };
  const receive = async (id: string, batchId: string, grossKg: number): Promise<void> => {
    const more = { by: desk.world.processor, occurredAt: '2027-04-02T12:00:00Z' };
    shipping.done(await shipping.receive(id, [{ batchId, grossKg, tareKg: 0 }], more), 200);
  };

  it('leaves the report provisional while its weight is in dispute there, also in a shipment under no agreement', async () => {
    const { plant, recycler, processor } = desk.world;
    const batchId = await oxide();
    const id = await planned(batchId, {});
    await dispatch(id);
    await receive(id, batchId, 400);
    const shipment = await get(`/shipments/${id}`, recycler.analyst);
    expect(shipment.body).toMatchObject({ agreementId: null, status: 'in-dispute' });
    const report = async () =>
      (await get(`/reports/circularity?agreementId=${agreementId}&from=2027-03-01&to=2027-04-30`, plant.analyst)).body;
    // Of 400 kg with 320 kg Nd two thirds are the plant's. What the others have in it is not told.
    expect(await report()).toMatchObject({
      dataState: 'provisional',
      elements: [{ element: 'Nd', returnedKg: 213.333333 }],
      warnings: [{ code: 'in-dispute', dryKg: 266.666667 }],
    });
    for (const party of [recycler, processor]) await shipping.settle(id, [{ batchId, dryKg: 400 }], party);
    expect(await report()).toMatchObject({ dataState: 'final', warnings: [] });
  });

  it('is a shipment of the agreement for both sides once it is dispatched, in its answer and in the books alike', async () => {
    const { plant, recycler, processor, otherPlant } = desk.world;
    const batchId = await oxide();
    const id = await planned(batchId, { agreementId });
    const statuses = async () =>
      Promise.all(
        [plant, recycler, processor, otherPlant].map(
          async ({ analyst }) => (await get(`/shipments/${id}`, analyst)).status,
        ),
      );
    expect(await statuses()).toEqual([404, 200, 404, 404]);
    await dispatch(id);
    expect(await statuses()).toEqual([200, 200, 200, 404]);
    // The batch itself the plant sees its share of: not its code, nor what is in it of others.
    expect((await get(`/shipments/${id}`, plant.analyst)).body).toMatchObject({ agreementId, lines: [] });
    const listed = await get(`/shipments?agreementId=${agreementId}`, plant.analyst);
    expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(id);
    const booked = await get(`/entries?batchId=${batchId}&kind=dispatched`, plant.analyst);
    expect(booked.text).toContain(`transit:${id}`);
    await receive(id, batchId, 480);

    const other = await oxide();
    const apart = await planned(other, {});
    await dispatch(apart);
    expect((await get(`/shipments/${apart}`, plant.analyst)).status).toBe(404);
    const hidden = await get(`/entries?batchId=${other}&kind=dispatched`, plant.analyst);
    expect(hidden.text).not.toContain(apart);
    expect(hidden.text).toContain('stock:others');

    // Back from the processor to the plant: the recycler is a side of the agreement.
    const way = { fromSiteId: processor.sites[0], toSiteId: plant.sites[1], agreementId };
    const back = await shipping.plan([batchId], way, processor);
    expect([back.status, back.body.code]).toEqual([404, 'not-found']);
  });
});
