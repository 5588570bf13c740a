import type { CircularityReport } from '../src/domain/reports/circularity-report.js';
import { faultsOf, proofsOf } from './support/evidence.js';
import { ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { toldLoop, type ToldLoop } from './support/told-loop.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

const YEAR = 'from=2027-01-01&to=2027-12-31';

/** The loop of story.spec.ts, with 5 % praseodymium in everything; what a figure of its report is made of. */
describe('the evidence of a figure', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let loop: ToldLoop;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    loop = await toldLoop(app, world, { Pr: 5 });
  });
  afterAll(() => app.stop());

  const evidence = async (element: string, figure: string, party: WorldParty = world.plant) =>
    app.get(
      `/reports/circularity/evidence?agreementId=${loop.agreementId}&${YEAR}&element=${element}&figure=${figure}`,
      desk.as(party),
    );
  const proofs = async (party: WorldParty = world.plant, limit?: number) => {
    const get = async (path: string) => (await app.get(path, desk.as(party))).body as unknown;
    const report = (await get(`/reports/circularity?agreementId=${loop.agreementId}&${YEAR}`)) as CircularityReport;
    return proofsOf(report, get, limit);
  };

  it.each([1, 200])('adds up to it, for every mass of every element and both sides, in pages of %d', async (limit) => {
    const ofPlant = await proofs(world.plant, limit);
    // 15 masses of Pr, Nd and the rare earths, and 15 of dry mass that are sums of entries.
    expect(ofPlant).toHaveLength(3 * 15 + 15);
    expect(faultsOf(ofPlant)).toEqual([]);
    expect(faultsOf(await proofs(world.recycler, limit))).toEqual([]);
    expect(ofPlant.find(({ name }) => name === 'Nd sent')).toMatchObject({ totalKg: 457.6, linesKg: 457.6 });
    expect(Math.max(...ofPlant.map(({ pages }) => pages))).toBe(limit === 1 ? 4 : 1);
  });

  it('leads from the sent neodymium to the dispatch, to what was refused of it and to the late assay', async () => {
    const { body } = await evidence('Nd', 'sent');
    const shown = body.items.map(({ kind, kg, shipmentId, runId }: Record<string, unknown>) => {
      return { kind, kg, hasShipment: shipmentId !== null, runId };
    });
    // D1 has 220 kg; D2 came without assay: its 264 kg, less the refused tenth, are booked when the assay comes.
    expect(shown).toEqual([
      { kind: 'assayed', kg: 237.6, hasShipment: true, runId: null },
      { kind: 'dispatched', kg: 220, hasShipment: true, runId: null },
    ]);
    expect(body.items[1].lines).toMatchObject([{ day: '2027-03-03', kg: 220 }]);
    expect(body.items[1].lines[0].code).toEqual(expect.any(String));
    const dry = await evidence('dry-mass', 'sent');
    expect(dry.body.items.map(({ kind, kg }: Record<string, unknown>) => [kind, kg])).toEqual([
      ['received', -88],
      ['dispatched', 1760],
    ]);
  });

  it('leads from what is on hand at the end of a period to all that came and went until then', async () => {
    const onHand = async (from: string, to: string) => {
      const asked = `agreementId=${loop.agreementId}&from=${from}&to=${to}&element=dry-mass&figure=onHand`;
      const { body } = await app.get(`/reports/circularity/evidence?${asked}`, desk.as(world.plant));
      return [body.totalKg, body.items.map(({ kind, kg }: Record<string, unknown>) => [kind, kg])];
    };
    const [logged, gone] = [
      [
        ['logged', 880],
        ['logged', 880],
      ],
      [
        ['received', 88],
        ['dispatched', -1760],
      ],
    ];
    // What is refused takes off what was sent, on the day of the dispatch. A later period has no entries of its own.
    expect(await onHand('2027-03-01', '2027-03-02')).toEqual([1760, logged]);
    expect(await onHand('2027-03-01', '2027-03-03')).toEqual([88, [...gone, ...logged]]);
    expect(await onHand('2027-11-01', '2027-11-30')).toEqual([88, [...gone, ...logged]]);
  });

  it('leads to the run, without what others gave to it', async () => {
    const { body } = await evidence('Nd', 'recovered');
    // Of 420 kg in the output 402.41206 kg are the loop's.
    expect(body.items).toMatchObject([{ kind: 'run', kg: 402.41206, lines: [{ batchId: loop.recycled }] }]);
    expect((await app.get(`/runs/${body.items[0].runId}`, desk.as(world.plant))).status).toBe(200);
  });

  it('tells the recycler nothing of what the plant buys', async () => {
    for (const figure of ['primaryConsumed', 'otherRecycledConsumed']) {
      expect((await evidence('Nd', figure, world.recycler)).body).toMatchObject({ totalKg: null, items: [] });
    }
    expect((await evidence('Nd', 'primaryConsumed')).body).toMatchObject({ totalKg: 85, items: [{ kind: 'charged' }] });
    const consumed = await evidence('Nd', 'consumed', world.recycler);
    expect(consumed.body).toMatchObject({ totalKg: 201.20603, items: [{ kg: 201.20603 }] });
  });

  it('is nobody else’s, and says what is wrong with a question', async () => {
    expect((await evidence('Nd', 'sent', world.otherRecycler)).status).toBe(404);
    const wrong = await evidence('Xx', 'ceiling');
    expect([wrong.status, wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()]).toEqual([
      400,
      ['/element', '/figure'],
    ]);
  });
});
