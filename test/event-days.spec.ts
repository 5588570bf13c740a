import { hasBalance } from '../src/domain/books/ledger.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World, type WorldParty } from './support/world.js';

/*
 * The plant has a site in Berlin. Every drum is 880 kg dry, 220 kg of it Nd. A lorry leaves Berlin on 1 June at 00:30 and is
 * in Toronto, or in New York, on 31 May at 20:00, an hour and a half later.
 */
describe('the event day', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let agreementId: string;
  let berlin: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    const site = { code: 'MP-B', name: 'Berlin works', country: 'DE', timeZone: 'Europe/Berlin' };
    berlin = (await created(app, `/parties/${world.plant.id}/sites`, site, world.platform.token)).id;
    const scope = { siteIds: [...world.plant.sites, berlin], streams: ['*'] };
    ({ id: agreementId } = await signedAgreement(app, world, { scope }));
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const LEFT = '2027-06-01T00:30:00+02:00';
  const ARRIVED = '2027-05-31T20:00:00-04:00';
  const drum = (more: Record<string, unknown> = {}) =>
    desk.drum({ siteId: berlin, occurredAt: '2027-05-31T18:00:00+02:00', ...more });
  const read = async (url: string, party = world.plant) => (await app.get(url, desk.as(party))).body;
  const massOf = async (month: string) => {
    const days = { '05': '31', '06': '30' }[month.slice(5)] ?? '28';
    return (await read(`/reports/circularity?agreementId=${agreementId}&from=${month}-01&to=${month}-${days}`)).mass;
  };
  const sentBy = async (batchId: string, more: Record<string, unknown> = {}) => {
    const shipment = await desk.planned([batchId], { fromSiteId: berlin, ...more });
    desk.done(await desk.dispatch(shipment.id, { occurredAt: LEFT }), 200);
    return shipment;
  };
  /** Day, kind and local day of the entries on a batch, oldest first. */
  const entriesOf = async (batchId: string): Promise<string[]> => {
    const { items } = await read(`/entries?batchId=${batchId}&limit=50`, world.plant);
    return (items as { kind: string; occurredOn: string; localOn: string }[])
      .map(({ kind, occurredOn, localOn }) => `${kind} ${occurredOn} ${localOn}`)
      .reverse();
  };
  /** The days on which something stood in an account of this kind of a batch at their end, below or above nothing. */
  const standings = async (batchId: string, kind: string): Promise<Record<string, number>> => {
    const lines = await app.store.manager.query<{ day: string; massMg: string | number }[]>(
      `SELECT "day", SUM("massMg") AS "massMg" FROM (
          SELECT "day", -"massMg" AS "massMg" FROM "posting" WHERE "fromAccount" LIKE '${kind}:%'
            AND "fromBatchId" = '${batchId}' AND "commodity" = 'dry-mass'
          UNION ALL SELECT "day", "massMg" FROM "posting" WHERE "toAccount" LIKE '${kind}:%'
            AND "toBatchId" = '${batchId}' AND "commodity" = 'dry-mass') AS "side" GROUP BY "day" ORDER BY "day"`,
    );
    let kg = 0;
    return Object.fromEntries(lines.map(({ day, massMg }) => [day, (kg += Number(massMg) / 1e6)]));
  };

  it('of a receipt westward is not before that of its dispatch, so that nothing stands twice', async () => {
    const one = await drum();
    const { id } = await sentBy(one.id);
    const answer = await desk.receive(id, [asAnnounced(one)], { occurredAt: ARRIVED });
    expect(answer.body).toMatchObject({
      status: 'settled',
      dispatchedOn: '2027-06-01',
      dispatchEventOn: '2027-06-01',
      receivedOn: '2027-05-31',
      receiptEventOn: '2027-06-01',
    });
    expect(await massOf('2027-05')).toMatchObject({ sentDryKg: 0, confirmedDryKg: 0, generatedDryKg: 880 });
    expect(await massOf('2027-06')).toMatchObject({ sentDryKg: 880, confirmedDryKg: 880, generatedDryKg: 0 });
    expect(await entriesOf(one.id)).toEqual([
      'logged 2027-05-31 2027-05-31',
      'dispatched 2027-06-01 2027-06-01',
      'received 2027-06-01 2027-05-31',
    ]);
    expect(await standings(one.id, 'transit')).toEqual({ '2027-06-01': 0 });
    const balances = await read(`/ledger/balances?agreementId=${agreementId}&asOf=2027-05-31`);
    const held = (balances.items as { account: string; commodity: string; kg: number }[]).filter(
      ({ account, commodity }) => commodity === 'dry-mass' && hasBalance(account),
    );
    expect(held.map(({ account, kg }) => [account, kg])).toEqual([[`stock:${berlin}`, 880]]);
  });

  it('pushes what comes after: a run, a charge of its output, and what is disposed of, with both days in their answers', async () => {
    const one = await drum();
    const { id } = await sentBy(one.id);
    desk.done(await desk.receive(id, [asAnnounced(one)], { occurredAt: ARRIVED }), 200);
    const [site] = world.recycler.sites;
    const run = await app.post(
      '/runs',
      {
        siteId: site,
        kind: 'recycling',
        custodyModel: 'segregated',
        otherFeed: [],
        residues: [],
        startedAt: '2027-05-31T20:30:00-04:00',
        occurredAt: '2027-05-31T23:00:00-04:00',
        inputs: [{ batchId: one.id, dryKg: 400 }],
        outputs: [{ product: 'Nd2O3', netKg: 110, moisturePct: 0, assay: assayOf({ Nd2O3: 99 }) }],
      },
      desk.as(world.recycler),
    );
    expect(run.body).toMatchObject({
      occurredOn: '2027-06-01',
      localOn: '2027-05-31',
      outputs: [{ occurredOn: '2027-06-01', localOn: '2027-05-31' }],
    });
    const disposed = await app.post(
      `/batches/${one.id}/dispositions`,
      { kind: 'disposed', dryKg: 80, occurredAt: '2027-05-31T23:30:00-04:00' },
      desk.as(world.recycler),
    );
    expect(disposed.status).toBe(201);
    expect((await read(`/batches/${one.id}/dispositions`, world.recycler)).items).toMatchObject([
      { occurredOn: '2027-06-01', localOn: '2027-05-31' },
    ]);
    const output = run.body.outputs[0];
    const sold = await app.post(
      `/batches/${output.id}/dispositions`,
      { kind: 'sold-elsewhere', dryKg: 10, occurredAt: '2027-05-31T23:30:00-04:00' },
      desk.as(world.recycler),
    );
    expect(sold.status).toBe(201);
    const days = await app.store.manager.query<{ day: string }[]>(
      `SELECT DISTINCT "day" FROM "posting" WHERE "fromBatchId" = '${output.id}' OR "toBatchId" = '${output.id}'`,
    );
    expect(days).toEqual([{ day: '2027-06-01' }]);
  });

  it('of an own transit, its dispute and its settlement is the day of the dispatch', async () => {
    const one = await drum();
    const { id } = await sentBy(one.id, { toSiteId: world.plant.sites[0] });
    const line = { ...asAnnounced(one), grossKg: 1010 };
    desk.done(await desk.receive(id, [line], { by: world.plant, occurredAt: ARRIVED }), 200);
    const settled = await app.post(
      `/shipments/${id}/settlement`,
      { lines: [{ batchId: one.id, dryKg: 875 }] },
      { token: world.plant.admin.token },
    );
    expect(settled.body).toMatchObject({ status: 'settled', receiptEventOn: '2027-06-01' });
    expect(await standings(one.id, 'transit')).toEqual({ '2027-06-01': 0 });
    expect(await standings(one.id, 'stock')).toEqual({ '2027-05-31': 880, '2027-06-01': 875 });
    // A late assay counts on the day of each movement that it completes.
    const late = await app.post(`/batches/${one.id}/assays`, assayOf({ Nd: 30 }), desk.as(world.plant));
    expect(late.status).toBe(201);
    const days = await app.store.manager.query<{ day: string }[]>(
      `SELECT DISTINCT "day" FROM "posting" WHERE "fromAccount" LIKE 'transit:${id}' OR "toAccount" LIKE 'transit:${id}'`,
    );
    expect(days).toEqual([{ day: '2027-06-01' }]);
  });

  it('is not pushed by what was taken back', async () => {
    const one = await drum();
    const { id, ...shipment } = await sentBy(one.id);
    const { entryId } = await read(`/shipments/${id}`);
    expect(shipment).toBeDefined();
    const reversed = await app.post(`/entries/${entryId}/reversal`, { reason: 'Not gone' }, desk.as(world.plant));
    expect(reversed.status).toBe(201);
    expect(await read(`/shipments/${id}`)).toMatchObject({ dispatchedOn: null, dispatchEventOn: null });
    desk.done(await app.post(`/shipments/${id}/cancellation`, {}, desk.as(world.plant)), 200);
    const split = await app.post(
      `/batches/${one.id}/splits`,
      { occurredAt: '2027-05-31T23:00:00+02:00', parts: [{ dryKg: 100 }] },
      desk.as(world.plant),
    );
    expect(split.status).toBe(201);
    expect((await entriesOf(one.id)).at(-1)).toBe('split 2027-05-31 2027-05-31');
  });

  it('leaves no account below zero on any day: a settlement that would is refused', async () => {
    const one = await desk.drum();
    const { id } = await desk.sent([one.id]);
    // 970 kg net, 853.6 kg dry.
    desk.done(await desk.receive(id, [{ ...asAnnounced(one), grossKg: 990 }]), 200);
    const { recycler, plant } = world;
    const dispose = (more: object) =>
      app.post(`/batches/${one.id}/dispositions`, { ...more }, { token: recycler.admin.token });
    expect((await dispose({ kind: 'disposed', dryKg: 850, occurredAt: '2027-03-06T08:00:00-05:00' })).status).toBe(201);
    const count = { kind: 'stock-difference', dryKg: 13.6, reason: 'Found', occurredAt: '2027-03-07T08:00:00-05:00' };
    expect((await dispose(count)).status).toBe(201);
    // 8.6 kg less on 5 March leave 5 kg now, but less than nothing on 6 March.
    const name = (by: WorldParty, dryKg: number) => desk.settle(id, [{ batchId: one.id, dryKg }], by);
    desk.done(await name(plant, 845), 200);
    const refused = await name(recycler, 845);
    expect([refused.status, refused.body.code]).toEqual([409, 'settlement-below-drawn']);
    expect(refused.body.facts).toEqual({ day: '2027-03-06', missingKg: 5 });
    desk.done(await name(plant, 851), 200);
    expect((await name(recycler, 851)).body).toMatchObject({ status: 'settled' });
    expect(await standings(one.id, 'stock')).toMatchObject({ '2027-03-06': 1, '2027-03-07': 11 });
  });
});
