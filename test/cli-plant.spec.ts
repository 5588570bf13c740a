import { runCli } from '../src/cli/run.js';
import { dependentPlant } from './support/dependent-plant.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';

describe('what the command line prints of a plant', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    await dependentPlant(app, world);
    for (const countedOn of ['2027-02-28', '2027-03-31']) {
      await created(app, `/sites/${world.plant.sites[0]}/counts`, { countedOn, lines: [] }, world.plant.operator.token);
    }
  });
  afterAll(() => app.stop());

  const run = async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const around = {
      config: () => app.config,
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
    };
    return { code: await runCli(args, around), out: out.join('\n'), err: err.join('\n') };
  };
  const MARCH = ['--from', '2027-03-01', '--to', '2027-03-31'];

  it('is on which countries it depends, with the loop and without it', async () => {
    const { code, out, err } = await run('dependence', '--party', 'Magnet plant', ...MARCH);
    expect([code, err]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[0]).toBe(
      'Neodymium: the largest country of mining is AU, with 51.1 to 56.2 % of what was charged; ' +
        'without the loop it would have 66.7 to 71.1 %.',
    );
    expect(lines[1]).toBe(
      '   The yardstick of 65 % of one third country is not crossed; without the loop it would be crossed.',
    );
    expect(out).toContain('Period 2027-03-01 to 2027-03-31; basis: metal');
    expect(out).toMatch(/^mined: loop +32\.000000 +20\.9150$/m);
    expect(out).toMatch(/^mined: AU +70\.000000 +45\.7516$/m);
    expect(out).toMatch(/^mined: unknown +16\.000000 +10\.4575$/m);
    expect(out).toMatch(/^mined: index, without it +5555\.6 to 5888\.3$/m);
    expect(out).toMatch(/^index over suppliers +5555\.6$/m);
    expect(out).toContain(
      'Threshold crma-one-third-country: Regulation (EU) 2024/1252, Article 5(1)(b); for: The consumption',
    );
  });

  it('is its balance, as the service has it', async () => {
    const site = world.plant.sites[0] ?? '';
    const { body } = await app.get(`/sites/${site}/balance?from=2027-03-01&to=2027-03-31`, {
      token: world.plant.analyst.token,
    });
    const { code, out, err } = await run('balance', '--site', site, ...MARCH);
    expect([code, err]).toEqual([0, '']);
    // Without any magnet lot nothing can be said.
    expect(out.split('\n')[0]).toBe('Whether the plant closes is not known.');
    expect(out).toContain('counted 2027-02-28 to 2027-03-31; basis: metal');
    // 48 of the recycled batch, 70 and 35 of what was bought.
    expect(body.total.chargedKg).toBe(153);
    expect(out).toMatch(/^\+ charged( +153\.000000| +\d+\.\d{6})+$/m);
    expect(out).toMatch(/^verdict .*not-known$/m);
    const byCode = await app.get(`/sites/${site}`, { token: world.plant.analyst.token });
    expect((await run('balance', '--site', String(byCode.body.code), ...MARCH)).out).toBe(out);
  });

  it('is nothing where nobody is called so, or the days are none', async () => {
    expect(await run('balance', '--site', 'nowhere', ...MARCH)).toEqual({
      code: 1,
      out: '',
      err: 'There is no site nowhere.',
    });
    expect((await run('dependence', '--party', 'Nobody', ...MARCH)).err).toBe('There is no party Nobody.');
    expect((await run('balance', '--site', 'MP-1', '--from', 'May', '--to', '2027-03-31')).code).toBe(2);
    expect((await run('dependence', ...MARCH)).code).toBe(2);
  });
});
