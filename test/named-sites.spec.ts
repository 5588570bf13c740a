import { agreementBody, signedAgreement } from './support/loop.js';
import { ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type Person, type World } from './support/world.js';

describe('the sites that one may name', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const codesFor = async ({ token }: Person): Promise<string[]> =>
    (await app.get('/sites', { token })).body.items.map(({ code }: { code: string }) => code);

  const readFor = async ({ token }: Person): Promise<string[]> => {
    const { items } = (await app.get('/sites', { token })).body;
    return items.flatMap((item: { code: string; readsPlant: boolean }) => (item.readsPlant ? [item.code] : []));
  };

  it('are the own ones, while there is no agreement and no shipment', async () => {
    expect(await codesFor(world.plant.operator)).toEqual(['MP-1', 'MP-2']);
    expect(await codesFor(world.auditor)).toEqual([]);
    expect((await app.get('/sites', world.platform)).status).toBe(403);
  });

  it('are also both ends of a shipment, for the receiver once it is dispatched', async () => {
    const desk = new ShippingDesk(app, world);
    const drum = await desk.drum();
    const planned = await desk.planned([drum.id], { toSiteId: world.otherRecycler.sites[0] });
    expect(await codesFor(world.plant.operator)).toEqual(['MP-1', 'MP-2', 'OR-1']);
    expect(await codesFor(world.otherRecycler.operator)).toEqual(['OR-1']);
    expect((await desk.dispatch(planned.id)).status).toBe(200);
    expect(await codesFor(world.otherRecycler.operator)).toEqual(['OR-1', 'MP-1']);
  });

  it('are also all those of the other side and the processors of an agreement, with their parties', async () => {
    const terms = { ...(agreementBody(world)['terms'] as object), processorIds: [world.processor.id] };
    const { id } = await signedAgreement(app, world, { terms });
    const { body } = await app.get('/sites', world.recycler.analyst);
    expect(body.nextCursor).toBeNull();
    expect(body.items.map((item: Record<string, unknown>) => [item['code'], item['partyName'], item['isOwn']])).toEqual(
      [
        ['RC-1', 'Recycler', true],
        ['RC-2', 'Recycler', true],
        ['MP-1', 'Magnet plant', false],
        ['MP-2', 'Magnet plant', false],
        ['PR-1', 'Metal maker', false],
      ],
    );
    expect(body.items[2]).toEqual({
      id: world.plant.sites[0],
      code: 'MP-1',
      name: 'Magnet plant MP-1',
      country: 'US',
      subdivision: null,
      timeZone: 'America/New_York',
      partyId: world.plant.id,
      partyName: 'Magnet plant',
      partyRoles: ['generator'],
      isOwn: false,
      readsPlant: false,
    });
    expect(await codesFor(world.processor.operator)).toEqual(['PR-1', 'MP-1', 'MP-2', 'RC-1', 'RC-2']);
    expect(await codesFor(world.otherPlant.operator)).toEqual(['OP-1']);

    const invitation = { email: world.auditor.email, untilOn: '2027-12-31' };
    const invited = await app.post(`/agreements/${id}/invitations`, invitation, world.plant.admin);
    expect(invited.status).toBe(201);
    expect(await codesFor(world.auditor)).toEqual(['MP-1', 'MP-2', 'PR-1', 'RC-1', 'RC-2']);
    expect(await readFor(world.auditor)).toEqual(['MP-1', 'MP-2']);
    expect(await readFor(world.plant.analyst)).toEqual(['MP-1', 'MP-2']);
    expect(await readFor(world.recycler.analyst)).toEqual(['RC-1', 'RC-2']);
  });
});
