import { assayOf } from './support/loop.js';
import { output, RunDesk } from './support/run-desk.js';
import type { Person } from './support/world.js';

describe("an assay of a run's output", () => {
  let desk: RunDesk;

  beforeAll(async () => {
    desk = await RunDesk.open();
  });
  afterAll(() => desk.close());

  const read = async (url: string, person: Person = desk.world.recycler.operator) =>
    (await desk.app.get(url, person)).body;
  const assay = (id: string | undefined, composition: Record<string, number>, person = desk.world.recycler.operator) =>
    desk.app.post(`/batches/${id}/assays`, assayOf(composition), { token: person.token });
  const dispose = (id: string | undefined, dryKg: number) => {
    const body = { kind: 'sold-elsewhere', dryKg, occurredAt: '2027-03-22T12:00:00Z' };
    return desk.app.post(`/batches/${id}/dispositions`, body, desk.world.recycler.operator);
  };
  const left = async (id: string | undefined, commodity: string): Promise<number> => {
    const [line] = await desk.app.store.manager.query<{ mg: string | number | null }[]>(
      `SELECT SUM("massMg") AS "mg" FROM "balance" WHERE "batchKey" = '${id}' AND "commodity" = '${commodity}'`,
    );
    return Number(line?.mg ?? 0) / 1_000_000;
  };

  /** 100 kg of swarf with 30 kg Nd become 34 kg with 80 %, 27.2 kg, and 60 kg of slag with 2 %, 1.2 kg: 1.6 kg are missing. */
  const oneOutput = async (more: Record<string, unknown> = {}) => {
    const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
    const run = await desk.closed({
      inputs: [{ batchId: id }],
      outputs: [output('Nd2O3', 34, { Nd: 80 })],
      residues: [{ kind: 'slag', dryKg: 60, composition: { Nd: 2 }, destination: 'Landfill' }],
      ...more,
    });
    expect(run['closure']).toMatchObject([{ element: 'Nd', outKg: 27.2, residueKg: 1.2, unaccountedKg: 1.6 }]);
    return { run, id: run.outputs[0]?.id };
  };

  it('passes its difference through the run, on the day of the run, to what is unaccounted for', async () => {
    const { agreementA } = desk;
    const [recovered, missing] = [
      await desk.measured('recovered', agreementA, 'Nd'),
      await desk.measured('unaccounted', agreementA, 'Nd'),
    ];
    const { run, id } = await oneOutput();
    expect((await dispose(id, 8.5)).status).toBe(201);
    const entries = await desk.entries();
    // 34 kg x 84 % = 28.56 kg: 0.24 kg are missing, less than 2 % of 30 kg. A quarter of the batch, 7.14 kg, is gone.
    const answer = await assay(id, { Nd: 84 });
    expect([answer.status, answer.body.inForce]).toEqual([201, true]);
    expect(await desk.entries()).toBe(entries + 1);
    const seen = await read(`/runs/${run.id}`);
    expect(seen).toMatchObject({
      closure: [{ inKg: 30, outKg: 28.56, residueKg: 1.2, unaccountedKg: 0.24, closurePct: 99.2 }],
      warnings: [],
      dryClosure: run['dryClosure'],
      outputs: [{ elements: { Nd: { kg: 28.56 } }, attribution: [{ agreementId: agreementA }] }],
    });
    expect(await left(id, 'Nd')).toBe(21.42);
    expect(await desk.measured('recovered', agreementA, 'Nd')).toBeCloseTo(recovered + 28.56, 6);
    expect(await desk.measured('unaccounted', agreementA, 'Nd')).toBeCloseTo(missing + 0.24, 6);
    const days = await desk.app.store.manager.query<{ day: string }[]>(
      `SELECT DISTINCT "day" FROM "posting" WHERE "entryId" = '${answer.body.entryId}' ORDER BY "day"`,
    );
    expect(days.map(({ day }) => day)).toEqual(['2027-03-20', '2027-03-22']);
    expect(await desk.warnings(run.id)).toEqual([]);
  });

  it('may not make matter, unless somebody vouched for it', async () => {
    // 34 kg x 89 % = 30.26 kg and 1.2 kg in the slag are 1.46 kg above 30 kg; 0.6 kg are allowed.
    const { run, id } = await oneOutput();
    const entries = await desk.entries();
    const refused = await assay(id, { Nd: 89 });
    expect([refused.status, refused.body.code]).toEqual([409, 'matter-created']);
    expect(refused.body.facts.elements).toMatchObject([{ element: 'Nd', outKg: 30.26, excessKg: 1.46 }]);
    expect([await desk.entries(), (await read(`/batches/${id}`)).assays.length]).toEqual([entries, 1]);
    expect(await read(`/runs/${run.id}`)).toEqual(run);

    const vouched = await oneOutput({ override: { reason: 'Old sludge in the tank' } });
    expect((await assay(vouched.id, { Nd: 89 })).status).toBe(201);
    expect((await read(`/runs/${vouched.run.id}`)).warnings).toMatchObject([{ code: 'matter-created', kg: -1.46 }]);
    expect(await desk.warnings(vouched.run.id)).toEqual(['Nd  -1.46', `Nd ${desk.agreementA} -1.46`]);
  });

  it('of a part changes what the run made in all', async () => {
    const { run, id } = await oneOutput();
    const body = { occurredAt: '2027-03-21T12:00:00Z', parts: [{ dryKg: 20 }] };
    const [part] = (await desk.app.post(`/batches/${id}/splits`, body, desk.world.recycler.operator)).body.parts;
    // All Nd in the part would be 20 kg, with 14 kg x 80 % = 11.2 kg left in the rest 31.2 kg: too much.
    expect((await assay(part.id, { Nd: 100 })).body.code).toBe('matter-created');
    // 20 kg x 85 % = 17 kg and 11.2 kg are 28.2 kg: 0.6 kg are missing.
    expect((await assay(part.id, { Nd: 85 })).body.inForce).toBe(true);
    expect([await left(part.id, 'Nd'), await left(id, 'Nd')]).toEqual([17, 11.2]);
    expect(await read(`/runs/${run.id}`)).toMatchObject({
      closure: [{ outKg: 28.2, unaccountedKg: 0.6 }],
      warnings: [],
      outputs: [{ elements: { Nd: { kg: 28.2 } } }],
    });
  });

  it('of a part is shared over the agreements as the run shares the whole', async () => {
    // 30 kg of the plant's Nd and 10 kg of the other's become 50 kg with 72 %, 36 kg: 27 and 9 kg.
    const { plant, otherPlant, recycler } = desk.world;
    const a = await desk.swarf(plant, 100, { Nd: 30 });
    const b = await desk.swarf(otherPlant, 100, { Nd: 10 });
    const inputs = [{ batchId: a.id }, { batchId: b.id }];
    const run = await desk.closed({ inputs, outputs: [output('Nd2O3', 50, { Nd: 72 })] });
    const body = { occurredAt: '2027-03-21T12:00:00Z', parts: [{ dryKg: 20 }] };
    const [part] = (await desk.app.post(`/batches/${run.outputs[0]?.id}/splits`, body, recycler.operator)).body.parts;
    // 20 kg x 80 % = 16 kg instead of 14.4 kg: 1.2 kg more are the plant's, 0.4 kg the other's.
    await assay(part.id, { Nd: 80 });
    const share = async (person: Person) => (await read(`/runs/${run.id}`, person)).shares[0].elements;
    expect(await share(plant.operator)).toEqual([
      { element: 'Nd', inKg: 30, recoveredKg: 28.2, residueKg: 0, unaccountedKg: 1.8 },
    ]);
    expect(await share(otherPlant.operator)).toEqual([
      { element: 'Nd', inKg: 10, recoveredKg: 9.4, residueKg: 0, unaccountedKg: 0.6 },
    ]);
  });

  /*
   * 100 kg of the plant's with 30 kg Nd and 2 kg Dy, 100 kg of the other's with 30 kg Nd and no word of Dy. Out are 36 kg
   * with 28.8 kg Nd and 1.8 kg Dy, and 30 kg with 27 kg Nd and 1.5 kg Dy; 100 kg of cake hold 3 kg Nd and 0.7 kg Dy. Dy is
   * 4 kg in all, 2 kg above what was named: half of it is the plant's, half is nobody's.
   */
  const twoOutputs = async () => {
    const { plant, otherPlant } = desk.world;
    const a = await desk.swarf(plant, 100, { Nd: 30, Dy: 2 });
    const b = await desk.swarf(otherPlant, 100, { Nd: 30 });
    const run = await desk.closed({
      inputs: [{ batchId: a.id }, { batchId: b.id }],
      outputs: [output('rMREO', 36, { Nd: 80, Dy: 5 }), output('rMREO', 30, { Nd: 90, Dy: 5 })],
      residues: [{ kind: 'cake', dryKg: 100, composition: { Nd: 3, Dy: 0.7 }, destination: 'Landfill' }],
    });
    expect(run['warnings']).toMatchObject([{ code: 'element-not-assayed', element: 'Dy', kg: -2 }]);
    expect(await dysprosium(run.outputs[1]?.id)).toEqual([0.75, 0.75]);
    return { run, first: run.outputs[0]?.id, second: run.outputs[1]?.id };
  };
  /** The Dy of an output that is the plant's, and that is nobody's. */
  const dysprosium = async (id: string | undefined): Promise<number[]> => {
    const { attribution } = await read(`/batches/${id}`);
    const of = (agreementId: string | null, origin: string): number =>
      attribution.find((group: { agreementId: string | null; origin: string }) => {
        return group.agreementId === agreementId && group.origin === origin;
      })?.elements.Dy?.kg ?? 0;
    return [of(desk.agreementA, 'pre-consumer'), of(null, 'unknown')];
  };

  it('attributes the other outputs and the residues anew where their element was not named', async () => {
    const { run, first, second } = await twoOutputs();
    // 36 kg x 2.5 % = 0.9 kg Dy: 3.1 kg in all, 1.1 kg of it nobody's. The plant's are 2/3.1 of each.
    expect((await assay(first, { Nd: 80, Dy: 2.5 })).status).toBe(201);
    expect(await dysprosium(first)).toEqual([0.580645, 0.319355]);
    expect(await dysprosium(second)).toEqual([0.967742, 0.532258]);
    const { plant } = desk.world;
    const { shares } = await read(`/runs/${run.id}`, plant.operator);
    expect(shares[0].elements[0]).toEqual({
      element: 'Dy',
      inKg: 2,
      recoveredKg: 1.548387,
      residueKg: 0.451613,
      unaccountedKg: 0,
    });
    expect((await read(`/runs/${run.id}`)).closure[0]).toMatchObject({
      element: 'Dy',
      inKg: 2,
      outKg: 2.4,
      residueKg: 0.7,
      unaccountedKg: -1.1,
      closurePct: 155,
    });
    expect((await desk.warnings(run.id)).sort()).toEqual(
      ['Dy  -1.1', `Dy ${desk.agreementA} 0`, `Dy ${desk.agreementB} 0`].sort(),
    );
  });

  it('may come for two outputs at once', async () => {
    const { run, first, second } = await twoOutputs();
    const answers = await Promise.all([assay(first, { Nd: 80, Dy: 2.5 }), assay(second, { Nd: 90, Dy: 3 })]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    // 0.9 + 0.9 + 0.7 = 2.5 kg Dy, 0.5 kg of it nobody's: 4/5 of each are the plant's.
    expect([await dysprosium(first), await dysprosium(second)]).toEqual([
      [0.72, 0.18],
      [0.72, 0.18],
    ]);
    expect((await read(`/runs/${run.id}`)).closure[0]).toMatchObject({ outKg: 1.8, unaccountedKg: -0.5 });
    expect(desk.app.work.retries).toBe(0);
  });

  it('may not change an output that has left', async () => {
    const { first, second } = await twoOutputs();
    await desk.dispatch(second ?? '', [desk.world.recycler, desk.world.plant], '2027-03-25');
    const entries = await desk.entries();
    // The Dy of the first would move that of the second; its Nd does not, since both inputs name it.
    expect((await assay(first, { Nd: 80, Dy: 2.5 })).body.code).toBe('batch-sealed');
    expect(await desk.entries()).toBe(entries);
    const { entryId } = (await assay(first, { Nd: 79, Dy: 5 })).body;
    const { postings } = await read(`/entries/${entryId}`);
    // Of each agreement's Nd something goes back into the process, and from there to what is unaccounted for.
    const touched = postings.map(({ toBatchId }: { toBatchId: string | null }) => toBatchId).sort();
    expect(touched).toEqual([first, first, null, null]);
    expect(await dysprosium(second)).toEqual([0.75, 0.75]);
  });

  it("comes before the dispatch and by the run's side; another side's is kept beside it", async () => {
    const { id } = await oneOutput();
    const { plant } = desk.world;
    expect((await assay(id, { Nd: 70 }, plant.operator)).status).toBe(404);
    await desk.move(id ?? '', [desk.world.recycler, plant], ['2027-03-25', '2027-03-28']);
    expect((await assay(id, { Nd: 84 })).body.code).toBe('batch-sealed');
    const beside = await assay(id, { Nd: 70 }, plant.operator);
    expect([beside.status, beside.body.inForce]).toEqual([201, false]);
    expect(await left(id, 'Nd')).toBe(27.2);

    const drawn = await oneOutput();
    await desk.closed({ kind: 'separation', inputs: [{ batchId: drawn.id, dryKg: 1 }] });
    expect((await assay(drawn.id, { Nd: 84 })).body.code).toBe('batch-sealed');
  });

  it('is taken back whole, and before the run itself', async () => {
    const { run, id } = await oneOutput();
    const { entryId } = (await assay(id, { Nd: 84 })).body;
    const runEntry = run.entryId;
    expect((await desk.reverse(entryId as string)).status).toBe(201);
    const seen = await read(`/runs/${run.id}`);
    expect([seen.closure, seen.warnings]).toEqual([run['closure'], run['warnings']]);
    expect(await desk.warnings(run.id)).toEqual(['Nd  1.6', `Nd ${desk.agreementA} 1.6`]);
    expect((await desk.reverse(runEntry)).status).toBe(201);
    expect((await assay(id, { Nd: 84 })).body.code).toBe('batch-state');
  });

  it('does not stand in the way of the run, which takes its outputs back with it', async () => {
    const { run, id } = await oneOutput();
    await assay(id, { Nd: 84 });
    expect((await desk.reverse(run.entryId)).body.status).toBe('reversed');
    expect((await read(`/batches/${id}`)).status).toBe('void');
    expect(await left(id, 'Nd')).toBe(0);
  });
});
