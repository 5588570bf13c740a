import type { Answer } from './support/test-app.js';
import { output, RunDesk } from './support/run-desk.js';
import type { Person } from './support/world.js';

/*
 * 1,000 kg of the plant's swarf with 30 % Nd and 500 kg of the other plant's with 20 % Nd and 4 % Dy give 480 kg of oxide
 * with 80 % Nd and 3.5 % Dy, and 900 kg of cake with 1 % Nd. In are 300 + 100 kg Nd and 20 kg Dy, out 384 kg Nd and 16.8 kg
 * Dy, left over 9 kg Nd; missing are 7 kg Nd (2 % of 400 kg is 8 kg) and 3.2 kg Dy (2 % of 20 kg is 0.4 kg: a warning).
 * The plant's are 3/4 of the Nd: 288 kg out, 6.75 kg left over, 5.25 kg missing; 2/3 of the dry mass: 320 kg out. The one
 * milligram of other feed moves no figure by a milligram.
 */
describe('the view of a run', () => {
  let desk: RunDesk;
  let run: Awaited<ReturnType<RunDesk['closed']>>;
  let a: { id: string; code: string };
  let b: { id: string; code: string };

  beforeAll(async () => {
    desk = await RunDesk.open();
    const { plant, otherPlant } = desk.world;
    a = await desk.swarf(plant, 1000, { Nd: 30 });
    b = await desk.swarf(otherPlant, 500, { Nd: 20, Dy: 4 });
    run = await desk.closed({
      code: 'SECRET-RUN',
      inputs: [{ batchId: a.id }, { batchId: b.id }],
      otherFeed: [{ origin: 'unknown', description: 'Secret feed', dryKg: 0.000001, composition: { Nd: 0, Dy: 0 } }],
      outputs: [output('rMREO', 480, { Nd: 80, Dy: 3.5 }, { code: 'SECRET-OUT' })],
      residues: [{ kind: 'secret cake', dryKg: 900, composition: { Nd: 1 }, destination: 'Secret works' }],
      override: { reason: 'Secret reason' },
    });
  });
  afterAll(() => desk.close());

  const read = (person: Person, url = `/runs/${run.id}`): Promise<Answer> => desk.app.get(url, { token: person.token });
  const idsOf = (answer: Answer): string[] => answer.body.items.map(({ id }: { id: string }) => id);

  it("of a generator is its own share, and nothing of the recycler's other customer", async () => {
    const { plant } = desk.world;
    const answer = await read(plant.operator);
    expect(answer.body).toEqual({
      id: run.id,
      kind: 'recycling',
      status: 'closed',
      occurredAt: '2027-03-20T20:00:00.000Z',
      occurredOn: '2027-03-20',
      localOn: '2027-03-20',
      inputs: [{ batchId: a.id, code: a.code, kind: 'by-product', dryKg: 1000, elements: { Nd: { kg: 300 } } }],
      shares: [
        {
          agreementId: desk.agreementA,
          dryInKg: 1000,
          dryRecoveredKg: 320,
          elements: [{ element: 'Nd', inKg: 300, recoveredKg: 288, residueKg: 6.75, unaccountedKg: 5.25 }],
        },
      ],
      code: null,
      siteId: null,
      partyId: null,
      custodyModel: null,
      startedAt: null,
      override: null,
      otherFeed: null,
      outputs: null,
      residues: null,
      closure: null,
      dryClosure: null,
      warnings: null,
      entryId: null,
      createdAt: null,
    });
    const list = await read(plant.analyst, '/runs');
    expect(list.body).toEqual({ items: [answer.body], nextCursor: null });

    const [made] = run.outputs;
    const batch = await read(plant.operator, `/batches/${made?.id}`);
    expect(batch.body).toMatchObject({
      code: null,
      runId: null,
      siteId: null,
      dryKg: 320,
      elements: { Nd: { kg: 288 } },
    });
    const batches = await read(plant.operator, '/batches?kind=recycled');
    expect(idsOf(batches)).toEqual([made?.id]);

    // Of the other customer: batch, agreement, party, element; of the run: code, feed, closure, reason, entry, site.
    const seen = [answer, list, batch, batches].map(({ text }) => text).join('\n');
    const { otherPlant, recycler } = desk.world;
    const words = [b.id, b.code, desk.agreementB, otherPlant.id, 'Dy', 'Secret', 'SECRET', 'secret', recycler.sites[0]];
    expect([...words, run.entryId].filter((word) => seen.includes(word))).toEqual([]);
    // Totals, and the other's masses.
    const masses = new Set(seen.match(/(?<=:)[\d.]+(?=[,}])/g)?.map(Number));
    expect([320, 288].every((kg) => masses.has(kg))).toBe(true);
    expect([1500, 500, 480, 400, 384, 160, 100, 96, 20, 16.8, 900, 9, 7, 3.2].filter((kg) => masses.has(kg))).toEqual(
      [],
    );
  });

  it('of the other generator is the rest', async () => {
    const { body } = await read(desk.world.otherPlant.operator);
    // 1/4 of the Nd: 96 kg out, 2.25 kg left over, 1.75 kg missing; all of the Dy; 1/3 of the dry mass.
    expect(body.shares).toEqual([
      {
        agreementId: desk.agreementB,
        dryInKg: 500,
        dryRecoveredKg: 160,
        elements: [
          { element: 'Dy', inKg: 20, recoveredKg: 16.8, residueKg: 0, unaccountedKg: 3.2 },
          { element: 'Nd', inKg: 100, recoveredKg: 96, residueKg: 2.25, unaccountedKg: 1.75 },
        ],
      },
    ]);
    expect(body.inputs.map(({ batchId }: { batchId: string }) => batchId)).toEqual([b.id]);
  });

  it('of its own party is all of it, with the share of each agreement', async () => {
    const { body } = await read(desk.world.recycler.analyst);
    expect(body).toEqual(run);
    expect(body.shares.map(({ agreementId }: { agreementId: string }) => agreementId).sort()).toEqual(
      [desk.agreementA, desk.agreementB].sort(),
    );
    expect(body.warnings).toMatchObject([{ code: 'open-balance', element: 'Dy', kg: 3.2 }]);
  });

  it('is nothing for everyone else', async () => {
    for (const { operator, admin } of [desk.world.processor, desk.world.otherRecycler]) {
      for (const person of [operator, admin]) {
        const answer = await read(person);
        expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
        expect(idsOf(await read(person, '/runs'))).toEqual([]);
      }
    }
    const { platform } = desk.world;
    expect((await read(platform)).status).toBe(403);
    expect((await read(desk.world.plant.operator, '/runs/01890000-0000-7000-8000-000000000000')).status).toBe(404);
  });

  it("of an auditor is the share of the agreement it was invited to, also where the run's own party invited it", async () => {
    const { auditor, recycler } = desk.world;
    expect((await read(auditor)).status).toBe(404);
    const invitation = { userId: auditor.id, untilOn: '2027-07-31' };
    await desk.app.post(`/agreements/${desk.agreementA}/invitations`, invitation, { token: recycler.admin.token });
    const answer = await read(auditor);
    expect(answer.body).toEqual((await read(desk.world.plant.operator)).body);
    expect(idsOf(await read(auditor, '/runs'))).toEqual([run.id]);
    expect(idsOf(await read(auditor, `/runs?siteId=${recycler.sites[0]}`))).toEqual([]);
  });

  it('is found by what one may see of it, and not by what is hidden', async () => {
    const { plant, recycler } = desk.world;
    const [own, site] = [`agreementId=${desk.agreementA}`, `siteId=${recycler.sites[0]}`];
    const found: [Person, string, boolean][] = [
      [plant.operator, own, true],
      [plant.operator, `${own}&kind=recycling&status=closed&from=2027-03-20&to=2027-03-20`, true],
      [plant.operator, 'kind=separation', false],
      [plant.operator, 'status=reversed', false],
      [plant.operator, 'from=2027-03-21', false],
      [plant.operator, 'to=2027-03-19', false],
      [plant.operator, site, false],
      [plant.operator, `agreementId=${desk.agreementB}`, false],
      [recycler.analyst, site, true],
      [recycler.analyst, `siteId=${recycler.sites[1]}`, false],
      [recycler.analyst, `agreementId=${desk.agreementB}&${site}`, true],
    ];
    for (const [person, filter, isFound] of found) {
      expect([filter, idsOf(await read(person, `/runs?${filter}`))]).toEqual([filter, isFound ? [run.id] : []]);
    }
    for (const filter of ['kind=melting', 'siteId=x', 'from=2027-02-30', 'limit=0', 'colour=red']) {
      expect([filter, (await read(recycler.analyst, `/runs?${filter}`)).status]).toEqual([filter, 400]);
    }
  });

  it('comes in pages, newest first', async () => {
    const { id } = await desk.swarf(desk.world.plant, 30, { Nd: 30 });
    const runs: string[] = [];
    for (const kind of ['separation', 'reduction', 'alloying']) {
      runs.unshift((await desk.closed({ kind, inputs: [{ batchId: id, dryKg: 10 }] })).id);
    }
    const { recycler, plant } = desk.world;
    for (const person of [recycler.analyst, plant.analyst]) {
      const first = await read(person, '/runs?limit=2');
      const rest = await read(person, `/runs?limit=2&cursor=${first.body.nextCursor}`);
      expect([idsOf(first), idsOf(rest)]).toEqual([
        [runs[0], runs[1]],
        [runs[2], run.id],
      ]);
      expect(rest.body.nextCursor).toBeNull();
    }
  });
});
