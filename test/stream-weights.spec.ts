import { weightWarnings } from '../src/domain/matter/composition.js';
import { kgToMg } from '../src/domain/measure/quantities.js';
import { sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type Person, type World } from './support/world.js';

describe('the past weights of a stream at a site', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    // 101, 102, ... 132 kg net: two more than are told.
    for (let netKg = 101; netKg <= 132; netKg += 1) {
      app.clock.time += 1000;
      await created(app, '/batches', sludge(world, { grossKg: netKg + 20 }), world.plant.operator.token);
    }
    const elsewhere = { siteId: world.plant.sites[1], grossKg: 5_020 };
    await created(app, '/batches', sludge(world, elsewhere), world.plant.operator.token);
  });
  afterAll(() => app.stop());

  const ask = ({ token }: Person, stream = 'grinding-sludge-oily', siteId = world.plant.sites[0]) =>
    app.get(`/batches/weights?siteId=${siteId}&stream=${stream}`, { token });

  it('are those of its newest 30 by-products, and warn of a slip as the service would', async () => {
    const { status, body } = await ask(world.plant.operator);
    expect(status).toBe(200);
    expect(body.netKg).toHaveLength(30);
    expect([body.netKg[0], body.netKg[29]]).toEqual([132, 103]);
    // The median of 103 to 132 is 117.5 kg: 1,175 kg is ten times as much, and one zero too many.
    const [warning] = weightWarnings(kgToMg(1_175), body.netKg.map(kgToMg));
    expect(warning?.message).toBe('1175 kg is 10 times the 117.5 kg that are usual for this stream.');
    const logged = await app.post('/batches', sludge(world, { grossKg: 1_195 }), world.plant.operator);
    expect(logged.body.warnings.map(({ code }: { code: string }) => code)).toContain('weight-unusual');
  });

  it('are none for a stream that has no history', async () => {
    expect((await ask(world.plant.operator, 'strip-cast-slag')).body).toEqual({ netKg: [] });
  });

  it('are told to nobody but the party of the site', async () => {
    for (const person of [world.recycler.admin, world.otherPlant.operator, world.auditor]) {
      expect((await ask(person)).status).toBe(404);
    }
    const faulty = await ask(world.plant.operator, 'no-such-stream', 'here');
    expect(faulty.status).toBe(400);
    expect(faulty.body.errors).toHaveLength(2);
  });
});
