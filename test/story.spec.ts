import { verifyBooks } from '../src/modules/verification/index.js';
import { ShippingDesk } from './support/shipping.js';
import { TestApp, type Answer } from './support/test-app.js';
import { toldLoop } from './support/told-loop.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

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
  let refusedPart: string;
  let recycled: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    ({ agreementId, refusedPart, recycled } = await toldLoop(app, world));
  });
  afterAll(() => app.stop());

  const report = async (party = world.plant) => {
    const query = `agreementId=${agreementId}&from=2027-01-01&to=2027-12-31`;
    return (await app.get(`/reports/circularity?${query}`, desk.as(party))).body;
  };
  it('reports on every rung what was worked out by hand', async () => {
    const { elements, mass, total, dataState, warnings } = await report();
    expect(elements).toEqual([
      {
        element: 'Nd',
        generatedKg: 484,
        reusedInProcessKg: 0,
        sentKg: 457.6,
        confirmedKg: 457.6,
        processedKg: 457.6,
        recoveredKg: 402.41206,
        returnedKg: 402.41206,
        consumedKg: 201.20603,
        substitutedKg: 201.20603,
        otherRecycledConsumedKg: 8.79397,
        primaryConsumedKg: 85,
        recoveryPct: 87.9397,
        closedLoopReturnPct: 87.9397,
        recycledSharePct: 71.1864,
        primaryReplacementPct: 68.2054,
        ceilingPct: 144.2807,
        measurementDifferenceKg: 0,
        unaccountedKg: 45.6067,
        originUnknownKg: 0,
        intermediateKg: 0,
        incomplete: [],
        afterRecovery: {
          recycler: {
            madeKg: 402.41206,
            returnedKg: 402.41206,
            toOthersKg: 0,
            soldOrDisposedKg: 0,
            stockDifferenceKg: 0,
            wayDifferenceKg: 0,
            lostLaterKg: 0,
            stockIncreaseKg: 0,
          },
          processors: {
            returnedKg: 402.41206,
            madeKg: 0,
            straightKg: 402.41206,
            sentOnKg: 0,
            toOthersKg: 0,
            soldOrDisposedKg: 0,
            lostKg: 0,
            differenceKg: 0,
            stockIncreaseKg: 0,
          },
        },
      },
    ]);
    expect(total).toMatchObject({ substitutedKg: 201.20603, primaryReplacementPct: 68.2054 });
    expect(mass).toMatchObject({
      generatedDryKg: 1760,
      sentDryKg: 1672,
      refusedDryKg: 88,
      confirmedDryKg: 1672,
      onHandDryKg: 88,
      leakedDryKg: 0,
      withoutAssayDryKg: 0,
      coveragePct: 100,
      coverageWithCarveOutsPct: 100,
    });
    // The year is not over yet.
    expect(dataState).toBe('provisional');
    const during = app.clock.time;
    app.clock.time = Date.parse('2028-01-02T12:00:00Z');
    expect((await report()).dataState).toBe('final');
    app.clock.time = during;
    // 47.6 kg are more than the larger of 2 % of 477.6 kg and 0.01 % of the dry input.
    expect(warnings.map(({ code, element }: { code: string; element: string }) => [code, element])).toEqual([
      ['open-balance', 'Nd'],
    ]);
  });

  it('keeps from the recycler what the plant buys', async () => {
    const { elements } = await report(world.recycler);
    expect(elements).toMatchObject([
      {
        consumedKg: 201.20603,
        otherRecycledConsumedKg: null,
        primaryConsumedKg: null,
        recycledSharePct: null,
        primaryReplacementPct: null,
        ceilingPct: null,
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

  describe('by month', () => {
    const months = (period: string, party: WorldParty = world.plant) =>
      app.get(`/reports/circularity/months?agreementId=${agreementId}&${period}`, desk.as(party));
    const none = { generatedKg: 0, sentKg: 0, confirmedKg: 0, recoveredKg: 0, returnedKg: 0, consumedKg: 0 };
    const empty = { ...none, substitutedKg: 0, primaryReplacementPct: null, incomplete: [] };

    it('has every rung in the month in which it was reached, of a first month in part and an empty last', async () => {
      const { body } = await months('from=2027-03-02&to=2027-06-10');
      const nothing = { coveragePct: null, generatedDryKg: 0, sentDryKg: 0 };
      const march = { ...empty, generatedKg: 484, sentKg: 457.6, confirmedKg: 457.6 };
      const april = { ...empty, recoveredKg: 402.41206 };
      const may = { ...empty, returnedKg: 402.41206, consumedKg: 201.20603, substitutedKg: 201.20603 };
      const ofMay = { ...may, primaryReplacementPct: 68.2054 };
      const row = (figures: object) => ({ elements: [{ element: 'Nd', ...figures }], total: figures });
      expect(body).toMatchObject({
        agreementId,
        period: { from: '2027-03-02', to: '2027-06-10' },
        months: [
          { month: '2027-03', ...row(march), coveragePct: 100, generatedDryKg: 1760, sentDryKg: 1672 },
          { month: '2027-04', ...row(april), ...nothing },
          { month: '2027-05', ...row(ofMay), ...nothing },
          { month: '2027-06', elements: [], total: empty, ...nothing },
        ],
      });
      // What qualifies a report qualifies each of its months: 88 kg that were refused are on hand from March on.
      for (const month of body.months) {
        expect(month).toMatchObject({ dataState: 'final', mass: { onHandDryKg: 88, withoutAssayDryKg: 0 } });
      }
      expect(
        body.months.map(({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code)),
      ).toEqual([...[[], ['open-balance'], [], []]]);
      const forRecycler = (await months('from=2027-05-01&to=2027-05-31', world.recycler)).body;
      expect(forRecycler.months).toMatchObject([{ month: '2027-05', ...row(may), ...nothing }]);
    });

    it('has at most ten years of them, for the two sides', async () => {
      const decade = await months('from=2027-01-01&to=2036-12-31');
      expect([decade.body.months.length, decade.body.months.at(-1).month]).toEqual([120, '2036-12']);
      const longer = await months('from=2027-01-01&to=2037-01-01');
      expect([longer.status, longer.body.errors[0].pointer]).toEqual([400, '/to']);
      expect((await months('from=2027-02-01&to=2027-01-01')).status).toBe(400);
      expect((await months('from=2027-01-01&to=2027-01-31', world.otherPlant)).status).toBe(404);
    });
  });

  it('flows from generation to charge, each kilogram once', async () => {
    const flows = (element: string, party: WorldParty = world.plant) => {
      const query = `agreementId=${agreementId}&from=2027-01-01&to=2027-12-31&element=${element}`;
      return app.get(`/reports/circularity/flows?${query}`, desk.as(party));
    };
    const linesOf = ({ body }: Answer): string[] =>
      body.links.map(
        ({ source, target, kg }: { source: string; target: string; kg: number }) => `${source} > ${target} ${kg}`,
      );
    const ofNd = await flows('Nd');
    expect(linesOf(ofNd)).toEqual([
      // 26.4 kg were refused and are at the plant, half of what came back is not charged yet.
      ...['generated > sent 457.6', 'generated > plant-stock 26.4'],
      ...['sent > confirmed 457.6', 'confirmed > processed 457.6'],
      ...['processed > recovered 402.41206', 'processed > residue 9.58124', 'processed > unaccounted 45.6067'],
      ...['recovered > returned 402.41206', 'returned > consumed 201.20603', 'returned > returned-stock 201.20603'],
    ]);
    expect(ofNd.body.nodes[0]).toEqual({ id: 'generated', kind: 'rung', kg: 484 });
    // Nothing of what else the plant charged is in them, so that both sides see the same.
    expect((await flows('Nd', world.recycler)).body).toEqual(ofNd.body);
    // The loop's part of the dry input is 1,672 of 1,772 kg, so of the 200 kg residue 188.713318 kg are its.
    expect(linesOf(await flows('dry-mass'))).toContain('processed > residue 188.713318');
    expect((await flows('Xx')).body.errors[0].pointer).toBe('/element');
    expect((await flows('Nd', world.otherPlant)).status).toBe(404);
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
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  });
});
