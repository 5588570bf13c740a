import { output, RunDesk } from './support/run-desk.js';
import type { WorldParty } from './support/world.js';

const YEAR = ['2027-01-01', '2027-12-31'] as const;

/** What a report says of its own figures: whether they are final, and what stands against them. */
describe('the state of a report', () => {
  let desk: RunDesk;

  beforeEach(async () => {
    desk = await RunDesk.open();
  });
  afterEach(() => desk.close());

  const report = async ([from, to]: readonly [string, string] = YEAR, party: WorldParty = desk.world.plant) => {
    const path = `/reports/circularity?agreementId=${desk.agreementA}&from=${from}&to=${to}`;
    return (await desk.app.get(path, party.admin)).body;
  };
  const codes = ({ warnings }: { warnings: { code: string }[] }) => [...new Set(warnings.map(({ code }) => code))];

  it('is provisional where by-product without an assay stands in its figures, whenever it was generated', async () => {
    const { plant, recycler } = desk.world;
    desk.app.clock.time = Date.parse('2028-01-05T12:00:00Z');
    const { id } = await desk.log(plant, 100);
    await desk.move(id, [plant, recycler], ['2027-04-01', '2027-04-02']);
    const later = ['2027-04-01', '2027-12-31'] as const;
    const body = await report(later);
    expect([body.dataState, codes(body)]).toEqual(['provisional', ['missing-assay']]);
    expect(body.mass).toMatchObject({ confirmedDryKg: 100, withoutAssayDryKg: 100 });
    expect(body.mass.withoutAssay).toEqual({
      generatedDryKg: 0,
      reusedDryKg: 0,
      sentDryKg: 100,
      confirmedDryKg: 100,
      leakedDryKg: 0,
      onHandDryKg: 0,
    });
    expect(body.total.incomplete).toEqual(['closedLoopReturnPct']);
    expect((await report(['2027-01-01', '2027-03-31'])).mass.withoutAssay).toMatchObject({
      generatedDryKg: 100,
      sentDryKg: 0,
      onHandDryKg: 100,
    });
    expect((await report(['2027-05-01', '2027-12-31'])).dataState).toBe('final');
    // The recycler reads the same, and so do months, flows and evidence.
    const query = `agreementId=${desk.agreementA}&from=2027-04-01&to=2027-04-30`;
    for (const path of ['flows', 'evidence'].map((name) => `${name}?${query}&element=Nd&figure=sent`)) {
      const asked = path.startsWith('flows') ? path.replace('&figure=sent', '') : path;
      const answer = (await desk.app.get(`/reports/circularity/${asked}`, recycler.admin)).body;
      expect(answer).toMatchObject({ dataState: 'provisional', mass: { withoutAssayDryKg: 100 } });
    }
    const { months } = (await desk.app.get(`/reports/circularity/months?${query}`, recycler.admin)).body;
    expect(months).toMatchObject([{ dataState: 'provisional', mass: { withoutAssay: { confirmedDryKg: 100 } } }]);
  });

  it('is provisional until the last day has passed at all sites of the plant', async () => {
    desk.app.clock.time = Date.parse('2027-12-31T23:59:00Z');
    expect((await report()).dataState).toBe('provisional');
    desk.app.clock.time = Date.parse('2028-01-02T12:00:00Z');
    expect((await report()).dataState).toBe('final');
  });

  it('recovers in two stages, and is final once the plant states that it charged no primary material', async () => {
    const { plant, recycler } = desk.world;
    const swarf = await desk.swarf(plant, 1000, { Nd: 24 });
    const first = await desk.closed({
      inputs: [{ batchId: swarf.id }],
      outputs: [output('mixed RE carbonate', 500, { Nd: 46.6 })],
    });
    const second = await desk.closed({
      kind: 'separation',
      inputs: [{ batchId: first.outputs[0]?.id }],
      outputs: [output('NdPr oxide', 300, { Nd: 74.99 })],
    });
    const oxide = second.outputs[0]?.id ?? '';
    await desk.move(oxide, [recycler, plant], ['2027-05-01', '2027-05-03']);
    const charge = { siteId: plant.sites[0], batchId: oxide, occurredAt: '2027-05-05T12:00:00Z' };
    expect((await desk.app.post('/charges', charge, plant.operator)).status).toBe(201);
    desk.app.clock.time = Date.parse('2028-01-02T12:00:00Z');
    const { elements, dataState, warnings } = await report();
    expect(elements[0]).toMatchObject({
      element: 'Nd',
      processedKg: 240,
      recoveredKg: 224.97,
      intermediateKg: 0,
      recoveryPct: 93.7375,
      returnedKg: 224.97,
      substitutedKg: 224.97,
      ceilingPct: 100,
    });
    // All that the plant charged is recycled: either the primary material is not booked yet, or there was none.
    expect([dataState, codes({ warnings })]).toContain('provisional');
    expect(codes({ warnings })).toContain('no-primary-booked');
    const forRecycler = await report(YEAR, recycler);
    expect([forRecycler.dataState, codes(forRecycler).includes('no-primary-booked')]).toEqual(['final', false]);
    const path = `/parties/${plant.id}/no-primary-statements`;
    const statement = { from: YEAR[0], to: YEAR[1], reason: 'All of it was recycled.' };
    expect((await desk.app.post(path, statement, plant.operator)).status).toBe(403);
    expect((await desk.app.post(path, statement, recycler.admin)).status).toBe(404);
    expect((await desk.app.post(path, statement, plant.admin)).body).toMatchObject({ ...statement, voidedOn: null });
    expect((await report()).dataState).toBe('final');
    // A part of the period that no statement covers.
    expect(codes(await report(['2026-12-31', '2027-12-31']))).toContain('no-primary-booked');
  });
});
