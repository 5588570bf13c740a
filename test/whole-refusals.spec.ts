import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

/* The agreement settles on the receiver's figure within 0.5 %. */
describe('a load that is refused whole', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let agreementId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    ({ id: agreementId } = await signedAgreement(app, world));
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const read = async (url: string, party = world.recycler) => (await app.get(url, desk.as(party))).body;
  /** What the books hold of an account's kind and batch, in kilograms. */
  const held = async (batchId: string): Promise<Record<string, number>> => {
    const lines = await app.store.manager.query<{ account: string; commodity: string; massMg: string | number }[]>(
      `SELECT * FROM "balance" WHERE "batchKey" = '${batchId}' AND "massMg" > 0`,
    );
    return Object.fromEntries(lines.map((line) => [`${line.account} ${line.commodity}`, Number(line.massMg) / 1e6]));
  };

  const drumIn = (month: string) =>
    desk.drum({ moisturePct: 0, grossKg: 120, occurredAt: `${month}-02T08:00:00-05:00` });
  /** 100 kg dry, of which so many come and all are refused; 25 % of it is Nd. */
  const refusedWhole = async (month: string, comingKg: number) => {
    const drum = await drumIn(month);
    const { id } = await desk.planned([drum.id]);
    desk.done(await desk.dispatch(id, { occurredAt: `${month}-03T08:00:00-05:00` }), 200);
    const more = { grossKg: comingKg + 20, refusedKg: comingKg, refusalReason: 'Wrong alloy' };
    const receipt = await desk.receive(id, [{ ...asAnnounced(drum), ...more }], {
      occurredAt: `${month}-05T08:00:00-05:00`,
    });
    return { drum, id, receipt };
  };
  const nameAs = (id: string, batchId: string, dryKg: number, { admin }: WorldParty) =>
    app.post(`/shipments/${id}/settlement`, { lines: [{ batchId, dryKg }] }, { token: admin.token });
  const coverageOf = (month: string) => read(`/agreements/${agreementId}/coverage?from=${month}-01&to=${month}-28`);
  const differenceIn = async (month: string): Promise<number> => {
    const lines = await app.store.manager.query<{ massMg: string | number }[]>(
      `SELECT SUM("massMg") AS "massMg" FROM "measure_total" WHERE "measure" = 'own-difference' AND "grain" = 'month'
          AND "period" = '${month}' AND "commodity" = 'dry-mass'`,
    );
    return Number(lines[0]?.massMg ?? 0) / 1e6;
  };

  it('disputes like any other: the batch is back with the received mass, never sent, until both have named a figure', async () => {
    const month = '2027-05';
    const { drum, id, receipt } = await refusedWhole(month, 92);
    expect(receipt.body).toMatchObject({
      status: 'in-dispute',
      lines: [
        {
          flag: 'out-of-tolerance',
          refusedBatchId: drum.id,
          receivedDryKg: 92,
          acceptedDryKg: 0,
          settled: false,
          settledDryKg: null,
          refusedDryKg: 92,
        },
      ],
    });
    expect(await read(`/batches/${drum.id}`, world.plant)).toMatchObject({
      status: 'on-hand',
      remainingDryKg: 92,
      siteId: world.plant.sites[0],
    });
    expect(await held(drum.id)).toMatchObject({ [`stock:${world.plant.sites[0]} Nd`]: 23 });
    // 100 = 0 sent + 0 leaked + 0 reused + 8 own difference + 92 on hand.
    const zeros = { generatedDryKg: 100, sentDryKg: 0, leakedDryKg: 0, coveragePct: null };
    expect(await coverageOf(month)).toMatchObject({ ...zeros, coverageWithCarveOutsPct: null });
    const report = await read(`/reports/circularity?agreementId=${agreementId}&from=${month}-01&to=${month}-28`);
    expect(report.mass).toMatchObject({ generatedDryKg: 100, sentDryKg: 0, refusedDryKg: 92, confirmedDryKg: 0 });
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'in-dispute' }));
    expect(await differenceIn(month)).toBe(8);

    // 5 kg of 100 are beyond one kilogram and 0.5 %: an admin of the sender names the figure.
    expect((await desk.settle(id, [{ batchId: drum.id, dryKg: 95 }], world.plant)).status).toBe(403);
    desk.done(await nameAs(id, drum.id, 95, world.plant), 200);
    const settled = await desk.settle(id, [{ batchId: drum.id, dryKg: 95 }], world.recycler);
    expect(settled.body).toMatchObject({
      status: 'settled',
      lines: [{ settledDryKg: 95, acceptedDryKg: 0, settled: true }],
    });
    // 100 = 0 + 0 + 0 + 5 + 95.
    expect(await coverageOf(month)).toMatchObject(zeros);
    expect(await differenceIn(month)).toBe(5);
    expect(await read(`/batches/${drum.id}`, world.plant)).toMatchObject({ status: 'on-hand', remainingDryKg: 95 });
    expect(await held(drum.id)).toMatchObject({ [`stock:${world.plant.sites[0]} Nd`]: 23.75 });
    const days = await app.store.manager.query<{ day: string }[]>(
      `SELECT DISTINCT "day" FROM "posting" WHERE "fromAccount" = 'transit:${id}' OR "toAccount" = 'transit:${id}'`,
    );
    expect(days).toEqual([{ day: `${month}-03` }]);
  });

  it('may be drawn meanwhile, and a figure that would leave less than nothing is refused', async () => {
    const month = '2027-02';
    const { drum, id } = await refusedWhole(month, 92);
    const body = { kind: 'reused-in-process', reason: 'Dry', dryKg: 90, occurredAt: `${month}-06T08:00:00-05:00` };
    desk.done(await app.post(`/batches/${drum.id}/dispositions`, body, desk.as(world.plant)), 201);
    const name = (dryKg: number, by: WorldParty) => nameAs(id, drum.id, dryKg, by);
    desk.done(await name(89, world.plant), 200);
    expect((await name(89, world.recycler)).body.code).toBe('settlement-below-drawn');
    desk.done(await name(90, world.plant), 200);
    desk.done(await name(90, world.recycler), 200);
    expect(await read(`/batches/${drum.id}`, world.plant)).toMatchObject({
      status: 'reused-in-process',
      remainingDryKg: 0,
    });
    expect(await differenceIn(month)).toBe(10);
  });

  it('settles itself within tolerance, and is the dispute again once its settlement is taken back', async () => {
    const { drum, receipt } = await refusedWhole('2027-01', 99.6);
    expect(receipt.body).toMatchObject({
      status: 'settled',
      lines: [{ flag: 'within-tolerance', acceptedDryKg: 0 }],
    });
    expect(await read(`/batches/${drum.id}`, world.plant)).toMatchObject({ status: 'on-hand', remainingDryKg: 99.6 });
    expect(await differenceIn('2027-01')).toBe(0.4);

    const month = '2027-04';
    const before = await differenceIn(month);
    const other = await refusedWhole(month, 92);
    for (const by of [world.plant, world.recycler]) {
      desk.done(await nameAs(other.id, other.drum.id, 95, by), 200);
    }
    const { entryId } = await read(`/shipments/${other.id}`);
    const reverse = (by: WorldParty) => app.post(`/entries/${entryId}/reversal`, { reason: 'Wrong' }, desk.as(by));
    expect((await reverse(world.plant)).body.status).toBe('awaiting-other-side');
    expect((await reverse(world.recycler)).body.status).toBe('reversed');
    expect(await read(`/shipments/${other.id}`)).toMatchObject({ status: 'in-dispute', lines: [{ settled: false }] });
    expect(await read(`/batches/${other.drum.id}`, world.plant)).toMatchObject({
      status: 'on-hand',
      remainingDryKg: 92,
    });
    expect((await differenceIn(month)) - before).toBe(8);
    // An assay that comes late finds the whole way.
    const late = await app.post(`/batches/${other.drum.id}/assays`, assayOf({ Nd: 30 }), desk.as(world.plant));
    expect(late.status).toBe(201);
    expect(await held(other.drum.id)).toMatchObject({ [`stock:${world.plant.sites[0]} Nd`]: 27.6 });
  });
});
