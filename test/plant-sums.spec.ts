import { plantBalance, type PlantBalance } from '../src/domain/production/balance.js';
import { KeptSums } from '../src/modules/plant/index.js';
import { PlantFactsReader, type PlantFacts } from '../src/modules/reports/index.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { ExamplePlant, l1Assay } from './support/example-plant.js';
import { KINDS, MOST_ACTS, PlantLife } from './support/plant-life.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';

const PERIODS = [
  { from: '2027-01-01', to: '2027-12-31' },
  { from: '2026-12-01', to: '2028-01-31' },
  { from: '2027-01-01', to: '2027-06-30' },
  { from: '2027-03-01', to: '2027-03-31' },
  { from: '2027-04-01', to: '2027-04-30' },
  { from: '2027-02-10', to: '2027-05-20' },
];

describe('the class sums of a plant', () => {
  let app: TestApp;
  let world: World;
  const [done, verdicts] = [new Set<string>(), new Set<string>()];

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  /** Of each period by sums, as they are kept by now, and from each batch. */
  async function bothWays(siteId: string, isOnly: boolean): Promise<{ bySums: PlantFacts; byBatch: PlantFacts }[]> {
    const reader = app.nest.get(PlantFactsReader);
    return app.store.snapshot(async (manager) => {
      const bySums = await reader.readEach(manager, siteId, PERIODS, isOnly);
      const both = [];
      for (const one of bySums) {
        both.push({ bySums: one, byBatch: await reader.readByBatch(manager, siteId, one.facts.period) });
      }
      return both;
    });
  }

  it.each([1, 2, 4])('say what the batches say, whatever was recorded in whatever order (%i)', async (seed) => {
    const life = await PlantLife.at(app, world, seed);
    const seen = { verdicts: new Set<string>(), warnings: new Set<string>(), summed: 0 };
    for (let act = 0; act < MOST_ACTS; act += 1) {
      await life.next();
      if (act % 3 > 0) continue;
      for (const { bySums, byBatch } of await bothWays(life.siteId, act % 2 === 0)) {
        const [one, other] = [bySums, byBatch].map(({ facts, terms }) => plantBalance(facts, terms)) as [
          PlantBalance,
          PlantBalance,
        ];
        expectSame(one, other);
        expect(bySums.assaysByDefault).toBe(byBatch.assaysByDefault);
        expect(new Map([...bySums.loggedMg].sort())).toEqual(new Map([...byBatch.loggedMg].sort()));
        seen.verdicts.add(one.total.verdict);
        for (const warning of one.warnings) seen.warnings.add(warning);
        seen.summed += bySums.facts.summed?.length ?? 0;
        expect(byBatch.facts.summed ?? []).toEqual([]);
      }
      await app.nest.get(KeptSums).settled();
    }
    for (const kind of life.done) done.add(kind);
    expect(seen.summed).toBeGreaterThan(100);
    for (const verdict of seen.verdicts) verdicts.add(verdict);
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  });

  it('follow an assay of which nothing is booked, since it finds the same in another laboratory', async () => {
    const plant = new ExamplePlant(app, { ...world, plant: { ...world.plant, sites: [world.plant.sites[1], ''] } });
    await plant.count('2027-02-28', 1_000);
    await plant.count('2027-03-31', 1_100);
    const drum = await plant.log({ code: 'LATE', netKg: 100, nd: 24 });
    const partsOf = async () => (await plant.balance()).total['partsKg'] as Record<string, number>;
    const before = await partsOf();
    await app.nest.get(KeptSums).settled();
    expect(await partsOf()).toEqual(before);
    const assay = { ...l1Assay('Nd', 24), laboratory: 'L2', sampledAt: '2027-03-21T08:00:00-04:00' };
    await created(app, `/batches/${drum}/assays`, assay, plant.token);
    // Half of the variance of half a percent is the laboratory's: 0.005 x root(1/2) of 250 - 275 - 24 kg; then of 25 kg and of 24 kg.
    const after = await partsOf();
    expect([before, after].map((parts) => parts['laboratory']?.toFixed(4))).toEqual(['0.1732', '0.1225']);
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  });

  it('were told of everything that a plant does', () => {
    expect(KINDS.filter((kind) => !done.has(kind))).toEqual([]);
    expect(verdicts.size).toBeGreaterThan(1);
  });
});

/** Masses to the milligram, what is uncertain to 10^-9. */
function expectSame(one: PlantBalance, other: PlantBalance): void {
  const byElement = ({ elements, total }: PlantBalance) =>
    new Map([...elements, total].map((row) => [row.element, row] as const));
  const { elements: _1, total: _2, ...rest } = one;
  expect(other).toMatchObject(rest);
  const [rows, others] = [byElement(one), byElement(other)];
  expect([...rows.keys()].sort()).toEqual([...others.keys()].sort());
  for (const [element, { uncertaintyMg, parts, ...row }] of rows) {
    const {
      uncertaintyMg: u,
      parts: otherParts,
      ...otherRow
    } = others.get(element) as typeof row & {
      uncertaintyMg: number | null;
      parts: ReadonlyMap<string, number>;
    };
    expect(row).toEqual(otherRow);
    expect(isNear(uncertaintyMg ?? 0, u ?? 0)).toBe(true);
    for (const kind of new Set([...parts.keys(), ...otherParts.keys()])) {
      expect([kind, isNear(parts.get(kind as never) ?? 0, otherParts.get(kind) ?? 0)]).toEqual([kind, true]);
    }
  }
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(1e-3, 1e-9 * Math.max(one, other));
}
