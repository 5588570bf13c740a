import { sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('a weight held against the history of its stream', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const post = async (path: string, body: object) => {
    const answer = await app.post(path, body, { token: world.plant.operator.token });
    expect(answer.text && answer.status).toBe(201);
    return answer.body;
  };
  const log = (stream: string, netKg: number) =>
    post('/batches', sludge(world, { stream, grossKg: netKg + 20, tareKg: 20 }));
  const unusual = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }): boolean =>
    warnings.some(({ code }) => code === 'weight-unusual');
  /** Five drums of 1,000 kg net: their median is 1,000 kg, so that 5,000 kg and more, or 200 kg and less, are far. */
  const fiveDrums = async (stream: string) => {
    const drums = [];
    for (let n = 0; n < 5; n += 1) drums.push(await log(stream, 1000));
    return drums;
  };

  it('is warned of however often the same slip was logged before and taken back', async () => {
    const stream = 'grinding-sludge-oily';
    await fiveDrums(stream);
    for (const slip of [await log(stream, 10_000), await log(stream, 10_000)]) {
      expect(unusual(slip)).toBe(true);
      const { items } = (await app.get(`/entries?batchId=${slip.id}`, { token: world.plant.analyst.token })).body;
      await post(`/entries/${items[0].id}/reversal`, { reason: 'Typed ten times too large' });
    }
    expect(unusual(await log(stream, 10_000))).toBe(true);
    expect(unusual(await log(stream, 1100))).toBe(false);
  });

  it('is warned of though drums were split into parts of that weight', async () => {
    const stream = 'slicing-swarf-aqueous';
    const [drum] = await fiveDrums(stream);
    const parts = [{ dryKg: 88 }, { dryKg: 88 }];
    await post(`/batches/${drum.id}/splits`, { occurredAt: '2027-03-02T09:00:00-05:00', parts });
    expect(unusual(await log(stream, 100))).toBe(true);
  });
});
