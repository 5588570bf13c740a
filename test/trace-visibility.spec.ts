import { assayOf } from './support/loop.js';
import { output } from './support/run-desk.js';
import { NOON, TracedLoop } from './support/traced-loop.js';
import type { World } from './support/world.js';

describe('what a trace tells to whom', () => {
  let loop: TracedLoop;
  let world: World;

  beforeAll(async () => {
    loop = await TracedLoop.open();
    ({ world } = loop);
  });
  afterAll(() => loop.close());

  describe('upward', () => {
    it('tells a plant of a batch that it sees a share of its own part alone', async () => {
      const answer = await loop.ask(loop.outputs.kept, 'up', world.plant.analyst);
      const own = [62.857143, 48.888889];
      expect(loop.told(answer)).toEqual({ total: own, kept: own, run: own, own });
      loop.closed(answer, [...loop.hiddenFromPlant, 'O-2', 'others']);
      expect(answer.body.batches[0]).toMatchObject({ batchId: loop.outputs.kept, code: null, siteId: null });
      expect(answer.body.runs[0]).toMatchObject({ code: null, siteId: null });
    });

    it('closes with one unnamed leaf for the plant to which the batch came back', async () => {
      const answer = await loop.ask(loop.outputs.returned, 'up', world.plant.analyst);
      const own = [125.714286, 97.777778];
      expect(loop.told(answer)).toEqual({
        total: [200, 160],
        returned: [200, 160],
        run: own,
        own,
        others: [74.285714, 62.222222],
      });
      loop.closed(answer, loop.hiddenFromPlant);
      expect(answer.body.leaves).toEqual([
        {
          kind: 'others',
          batchId: null,
          runId: null,
          origin: null,
          description: null,
          siteId: null,
          shipmentId: null,
          occurredOn: null,
          entryIds: [],
          dryKg: 74.285714,
          elements: { Nd: { kg: 62.222222 } },
        },
      ]);
    });

    it('tells the other plant its share of the same batch', async () => {
      const answer = await loop.ask(loop.outputs.returned, 'up', world.otherPlant.analyst);
      const own = [45.714286, 35.555555];
      expect(loop.told(answer)).toEqual({ total: own, returned: own, run: own, other: own });
      loop.closed(answer, [
        ...[loop.swarf.own, loop.agreements.own, world.plant.id, ...world.plant.sites],
        ...['OWN-DRUM', 'O-1', 'RUN-1', 'others'],
      ]);
    });

    it('tells an auditor of one agreement, through the eyes of who invited it', async () => {
      const invitation = { userId: world.auditor.id, untilOn: '2027-12-31' };
      const { admin } = world.recycler;
      const invited = await loop.app.post(`/agreements/${loop.agreements.own}/invitations`, invitation, {
        token: admin.token,
      });
      expect(invited.status).toBe(201);
      const answer = await loop.ask(loop.outputs.returned, 'up', world.auditor);
      expect(loop.told(answer)).toMatchObject({ own: [125.714286, 97.777778], others: [74.285714, 62.222222] });
      loop.closed(answer, loop.hiddenFromPlant);
      expect((await loop.ask(loop.swarf.other, 'up', world.auditor)).status).toBe(404);
    });
  });

  describe('downward', () => {
    it('tells a plant nothing of what went on to another customer', async () => {
      const answer = await loop.ask(loop.swarf.other, 'down', world.otherPlant.analyst);
      expect(loop.told(answer)).toMatchObject({
        total: [320, 80],
        returned: [45.714286, 35.555555],
        'in-stock kept': [22.857143, 17.777778],
        residue: [228.571428, 11.111111],
        'mass-change': [22.857143, 0],
        unaccounted: [0, 15.555556],
        others: [45.714286, 35.555555],
      });
      loop.closed(answer, [
        ...[loop.swarf.own, loop.agreements.own, world.plant.id, ...world.plant.sites, loop.chargeId],
        ...['OWN-DRUM', 'O-1', 'charged'],
      ]);
    });

    it('tells the recycler of a charge what is of its agreements', async () => {
      const answer = await loop.ask(loop.outputs.returned, 'down', world.recycler.analyst);
      expect(loop.told(answer)).toEqual({
        total: [200, 160],
        returned: [200, 160],
        'in-stock returned': [150, 120],
        'charged returned': [42.857143, 33.333333],
        others: [7.142857, 6.666667],
      });
      loop.closed(answer);
      const plant = await loop.ask(loop.outputs.returned, 'down', world.plant.analyst);
      expect(loop.told(plant)).toMatchObject({ 'charged returned': [50, 40], 'in-stock returned': [150, 120] });
    });
  });

  it('never tells the recycler what the plant buys', async () => {
    // The plant melts 20 of the 150 kg that are left of O-1 with 80 kg of bought metal (76 kg Nd): 100 kg with 92 kg Nd.
    // Of the 20 kg 12.571428 are of the plant's swarf, 4.571429 of the other's and 2.857143 of the disks; of their 16 kg Nd
    // 9.777778, 3.555555 and 2.666667. Nothing is lost, so the alloy holds the same.
    const { plant, recycler } = world;
    const { returned } = loop.outputs;
    const supply = await loop.app.post(
      '/supplies',
      {
        siteId: plant.sites[0],
        code: 'BOUGHT-1',
        occurredAt: '2027-03-05T08:00:00-05:00',
        product: 'Nd metal',
        supplierName: 'A supplier',
        originCountry: 'AU',
        netKg: 80,
        assay: assayOf({ Nd: 95 }),
      },
      { token: plant.operator.token },
    );
    const boughtId = supply.body.id;
    const melt = await loop.desk.closed(
      {
        siteId: plant.sites[0],
        occurredAt: NOON,
        code: 'MELT',
        inputs: [{ batchId: returned, dryKg: 20 }, { batchId: boughtId }],
        outputs: [output('NdFeB alloy', 100, { Nd: 92 }, { code: 'ALLOY' })],
      },
      plant.admin,
    );
    const alloyId = melt.outputs[0]?.id ?? '';
    const own = [17.142857, 13.333333];

    const hidden = [boughtId, 'BOUGHT', 'MELT', 'ALLOY', 'primary', 'A supplier'];
    const up = await loop.ask(alloyId, 'up', recycler.analyst);
    expect(loop.told(up)).toEqual({
      total: own,
      [alloyId]: own,
      [melt.id]: own,
      returned: own,
      run: own,
      own: [12.571428, 9.777778],
      other: [4.571429, 3.555555],
    });
    loop.closed(up, [...hidden, 'others', 'other-feed']);

    // Of the charge of 50 kg 7.142857 were of the disks, of what was melted 2.857143.
    const down = await loop.ask(returned, 'down', recycler.analyst);
    expect(loop.told(down)).toEqual({
      total: [200, 160],
      returned: [200, 160],
      [melt.id]: own,
      [alloyId]: own,
      [`in-stock ${alloyId}`]: own,
      'charged returned': [42.857143, 33.333333],
      'in-stock returned': [130, 104],
      others: [10, 9.333334],
    });
    loop.closed(down, hidden);
    expect((await loop.ask(boughtId, 'down', recycler.analyst)).status).toBe(404);

    const whole = await loop.ask(alloyId, 'up', plant.analyst);
    expect(loop.told(whole)).toEqual({
      total: [100, 92],
      [alloyId]: [100, 92],
      [melt.id]: [100, 92],
      [boughtId]: [80, 76],
      returned: [20, 16],
      run: [12.571428, 9.777778],
      own: [12.571428, 9.777778],
      others: [7.428572, 6.222222],
    });
    loop.closed(whole, loop.hiddenFromPlant);
  });

  it('tells who sees a share that it is on its way only where both ends are known', async () => {
    const { plant, otherPlant, recycler } = world;
    const { kept } = loop.outputs;
    const way = [recycler, otherPlant] as const;
    const { id: shipmentId } = await loop.desk.dispatch(kept, way, '2027-04-01', {
      agreementId: loop.agreements.other,
    });
    await loop.desk.sees(kept, otherPlant.id, 'share');
    const sent = await loop.ask(kept, 'down', recycler.analyst);
    expect(loop.told(sent)).toEqual({ total: [100, 80], kept: [100, 80], 'in-transit kept': [100, 80] });
    expect(sent.body.leaves).toMatchObject([{ shipmentId, siteId: null, entryIds: [] }]);
    const own = [22.857143, 17.777778];
    const awaited = await loop.ask(kept, 'down', otherPlant.analyst);
    expect(loop.told(awaited)).toEqual({ total: own, kept: own, 'in-transit kept': own });
    loop.closed(awaited, [shipmentId]);
    const elsewhere = await loop.ask(kept, 'down', plant.analyst);
    expect(loop.told(elsewhere)).toMatchObject({ total: [62.857143, 48.888889], others: [62.857143, 48.888889] });
    loop.closed(elsewhere, [shipmentId, otherPlant.id, otherPlant.sites[0], '"kind":"in-transit"']);
    await loop.desk.sees(kept, otherPlant.id, 'all');
  });
});
