import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type Person, type World, type WorldParty } from './support/world.js';

describe('an auditor whom two parties invited', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;
  let invitations: string[];

  const read = (path: string, by: Person = world.auditor) => app.get(path, { token: by.token });
  const idsOf = async (path: string): Promise<string[]> =>
    (await read(path)).body.items.map(({ id }: { readonly id: string }) => id).sort();
  const invite = async (agreementId: string, { admin }: WorldParty): Promise<void> => {
    const url = `/agreements/${agreementId}/invitations`;
    const { id } = await created(app, url, { userId: world.auditor.id, untilOn: '2027-12-31' }, admin.token);
    invitations.push(`${url}/${id}`);
  };
  const charge = (batchId: string, dryKg: number) => {
    const { sites, operator } = world.plant;
    const body = { siteId: sites[0], batchId, dryKg, occurredAt: '2027-03-21T08:00:00-04:00' };
    return created(app, '/charges', body, operator.token);
  };

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
  });
  beforeEach(() => {
    invitations = [];
  });
  afterEach(async () => {
    const admins = [world.plant, world.otherPlant, world.recycler].map(({ admin }) => admin.token);
    for (const url of invitations) for (const token of admins) await app.send('DELETE', url, undefined, { token });
    expect(await idsOf('/batches')).toEqual([]);
  });
  afterAll(() => app.stop());

  it.each(['plant first', 'other plant first'])('sees of each agreement what its host sees: %s', async (order) => {
    const hosts = [[loop.a, world.plant] as const, [loop.b, world.otherPlant] as const];
    for (const [agreementId, host] of order === 'plant first' ? hosts : hosts.reverse())
      await invite(agreementId, host);
    expect(await idsOf('/batches')).toEqual([loop.plantBatch, loop.otherBatch, loop.recycled].sort());
    expect(await idsOf('/shipments')).toEqual([loop.plantShipment, loop.otherShipment, loop.returnShipment].sort());
    for (const id of [loop.plantBatch, loop.otherBatch]) {
      expect((await read(`/batches/${id}`)).status).toBe(200);
      expect((await read(`/batches/${id}/trace?direction=down`)).status).toBe(200);
    }
    // The plant, to which the recycled batch came, sees all of its 300 kg; the other plant its 50 kg alone.
    expect((await read(`/batches/${loop.recycled}`)).body).toMatchObject({ dryKg: 300, code: expect.any(String) });
    expect(await idsOf(`/batches?siteId=${world.plant.sites[0]}`)).toEqual([loop.recycled]);
  });

  it('sees of a charge only what the host of that agreement sees', async () => {
    // Of 150 kg, half of the recycled batch, 100 kg (80 kg Nd) are A's; B's plant sees nothing of it, the recycler 25 kg.
    const { id } = await charge(loop.recycled, 150);
    const bought = await charge(await supplied(app, world), 10);
    await invite(loop.a, world.plant);
    await invite(loop.b, world.otherPlant);
    const own = { id, dryKg: 100, elements: { Nd: { kg: 80 } } };
    expect((await read('/charges')).body.items).toMatchObject([own]);
    expect(await idsOf(`/charges?agreementId=${loop.b}`)).toEqual([]);
    expect((await read(`/charges/${bought.id}`)).status).toBe(404);
    await invite(loop.b, world.recycler);
    expect((await read('/charges')).body.items).toMatchObject([{ id, dryKg: 125, elements: { Nd: { kg: 100 } } }]);
    expect(await idsOf(`/charges?agreementId=${loop.b}`)).toEqual([id]);
  });
});
