import { verifyLedger } from '../src/modules/ledger/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

/*
 * The loop from a logged drum to the headline, over HTTP only.
 *
 * Logged: two drums of 1,000 kg net with 12 % moisture, 880 kg dry each.
 *   D1  25 % Nd by its assay: 220 kg. D2 comes without; late, 30 % Nd: 264 kg.            generated  484 kg Nd
 * Sent on 3 March, received on 5 March as announced; of D2 100 kg wet are refused:
 *   88 kg dry, a tenth, so 26.4 kg Nd stay at the plant.                                 sent, confirmed  220 + 237.6 = 457.6 kg
 * Run of 10 April: all of both, and 100 kg post-consumer magnets with 20 % Nd: in 477.6 kg Nd.
 *   Out 600 kg dry rMREO with 70 % Nd, 420 kg: the loop's part is 420 x 457.6 / 477.6 =    recovered  402.412060 kg
 *   Residue 200 kg with 5 % Nd, 10 kg: 10 x 457.6 / 477.6 = 9.581240 kg are the loop's.
 *   Missing: 47.6 kg, the loop's part 457.6 - 402.412060 - 9.581240 =                      unaccounted  45.606700 kg
 * Returned on 2 May, received as announced: all of it.                                     returned  402.412060 kg
 * Charged on 4 May: half of it, 210 kg Nd: the loop's part                                 consumed, substituted  201.206030 kg
 *   other customers' 8.793970 kg; and 100 kg of bought metal with 85 % Nd: 85 kg primary. input  295 kg
 *   primary replacement = 201.206030 / 295 = 68.2054 %, recycled share = 210 / 295 = 71.1864 %
 *   recovery = return = 402.412060 / 457.6 = 87.9397 %, ceiling = 484 x 0.879397 / 295 = 144.2807 %
 */
describe('the loop', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let agreementId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    ({ id: agreementId } = await signedAgreement(app, world));
    await tellTheStory();
  });
  afterAll(() => app.stop());

  const post = async (url: string, body: object, party = world.recycler) =>
    desk.done(await app.post(url, body, desk.as(party)), 201);
  const report = async (party = world.plant) => {
    const query = `agreementId=${agreementId}&from=2027-01-01&to=2027-12-31`;
    return (await app.get(`/reports/circularity?${query}`, desk.as(party))).body;
  };
  let refusedPart: string;
  let recycled: string;

  async function tellTheStory(): Promise<void> {
    const [one, two] = [await desk.drum(), await desk.drum({ assay: undefined })];
    const { id } = await desk.sent([one.id, two.id]);
    const lines = [asAnnounced(one), { ...asAnnounced(two), refusedKg: 100, refusalReason: 'Water on top' }];
    const received = desk.done(await desk.receive(id, lines), 200) as unknown as {
      lines: { refusedBatchId: string }[];
    };
    refusedPart = received.lines[1]?.refusedBatchId ?? '';
    await post(`/batches/${two.id}/assays`, assayOf({ Nd: 30 }), world.plant);
    const run = (await post('/runs', {
      ...{ siteId: world.recycler.sites[0], kind: 'recycling', custodyModel: 'controlled-blending' },
      ...{ startedAt: '2027-04-01T08:00:00-04:00', occurredAt: '2027-04-10T16:00:00-04:00' },
      inputs: [{ batchId: one.id }, { batchId: two.id }],
      otherFeed: [{ origin: 'post-consumer', description: 'Motors', dryKg: 100, composition: { Nd: 20 } }],
      outputs: [{ product: 'rMREO', netKg: 600, assay: assayOf({ Nd: 70 }) }],
      residues: [{ kind: 'iron cake', dryKg: 200, composition: { Nd: 5 }, destination: 'landfill' }],
    })) as unknown as { outputs: { id: string }[] };
    recycled = run.outputs[0]?.id ?? '';
    await bringBackAndCharge();
  }

  async function bringBackAndCharge(): Promise<void> {
    const [plantSite, recyclerSite] = [world.plant.sites[0], world.recycler.sites[0]];
    const route = { fromSiteId: recyclerSite, toSiteId: plantSite, agreementId };
    const back = await desk.planned([recycled], route, world.recycler);
    await desk.dispatch(back.id, { occurredAt: '2027-05-01T08:00:00-04:00' }, world.recycler);
    const arrived = { by: world.plant, occurredAt: '2027-05-02T08:00:00-04:00' };
    desk.done(await desk.receive(back.id, [{ batchId: recycled, grossKg: 600, tareKg: 0 }], arrived), 200);
    const supply = await post(
      '/supplies',
      {
        ...{ siteId: plantSite, code: 'METAL-1', occurredAt: '2027-05-03T08:00:00-04:00', product: 'NdPr metal' },
        ...{ supplierName: 'A mine', originCountry: 'AU', netKg: 100, assay: assayOf({ Nd: 85 }) },
      },
      world.plant,
    );
    const charge = { siteId: plantSite, occurredAt: '2027-05-04T08:00:00-04:00' };
    await post('/charges', { ...charge, batchId: recycled, dryKg: 300 }, world.plant);
    await post('/charges', { ...charge, batchId: supply.id }, world.plant);
  }

  it('reports on every rung what was worked out by hand', async () => {
    const { elements, mass, total, dataState, warnings } = await report();
    expect(elements).toEqual([
      {
        ...{ element: 'Nd', generatedKg: 484, reusedInProcessKg: 0, sentKg: 457.6, confirmedKg: 457.6 },
        ...{ processedKg: 457.6, recoveredKg: 402.41206, returnedKg: 402.41206, consumedKg: 201.20603 },
        ...{ substitutedKg: 201.20603, otherRecycledConsumedKg: 8.79397, primaryConsumedKg: 85 },
        ...{ recoveryPct: 87.9397, closedLoopReturnPct: 87.9397, recycledSharePct: 71.1864 },
        ...{ primaryReplacementPct: 68.2054, ceilingPct: 144.2807 },
        ...{ measurementDifferenceKg: 0, unaccountedKg: 45.6067 },
      },
    ]);
    expect(total).toMatchObject({ substitutedKg: 201.20603, primaryReplacementPct: 68.2054 });
    expect(mass).toMatchObject({
      ...{ generatedDryKg: 1760, sentDryKg: 1672, refusedDryKg: 88, confirmedDryKg: 1672, onHandDryKg: 88 },
      ...{ leakedDryKg: 0, withoutAssayDryKg: 0, coveragePct: 100, coverageWithCarveOutsPct: 100 },
    });
    expect(dataState).toBe('final');
    // 47.6 kg are more than the larger of 2 % of 477.6 kg and 0.01 % of the dry input.
    expect(warnings.map(({ code, element }: { code: string; element: string }) => [code, element])).toEqual([
      ['open-balance', 'Nd'],
    ]);
  });

  it('keeps from the recycler what the plant buys', async () => {
    const { elements } = await report(world.recycler);
    expect(elements).toMatchObject([
      {
        ...{ consumedKg: 201.20603, otherRecycledConsumedKg: null, primaryConsumedKg: null },
        ...{ recycledSharePct: null, primaryReplacementPct: null, ceilingPct: null },
      },
    ]);
  });

  it('reads the same in CSV', async () => {
    const query = `agreementId=${agreementId}&from=2027-01-01&to=2027-12-31`;
    const headers = { accept: 'text/csv' };
    const { text } = await app.get(`/reports/circularity?${query}`, { ...desk.as(world.plant), headers });
    const [head = '', row = ''] = text.split('\r\n');
    const value = (name: string): string | undefined => row.split(',')[head.split(',').indexOf(name)];
    expect([value('element'), value('substitutedKg'), value('primaryReplacementPct')]).toEqual([
      ...['Nd', '201.20603', '68.2054'],
    ]);
  });

  it('leaves the refused part at the plant and half of the recycled batch uncharged', async () => {
    const part = (await app.get(`/batches/${refusedPart}`, desk.as(world.plant))).body;
    expect(part).toMatchObject({ status: 'on-hand', remainingDryKg: 88, elements: { Nd: { kg: 26.4 } } });
    const rest = (await app.get(`/batches/${recycled}`, desk.as(world.plant))).body;
    expect(rest).toMatchObject({ status: 'received', dryKg: 600, remainingDryKg: 300 });
    expect(rest.attribution).toMatchObject([
      { agreementId, origin: 'pre-consumer', elements: { Nd: { kg: 402.41206 } } },
      { agreementId: null, origin: 'post-consumer', elements: { Nd: { kg: 17.58794 } } },
    ]);
  });

  it('verifies', async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    expect(findings).toEqual([]);
  });
});
