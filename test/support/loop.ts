import type { TestApp } from './test-app.js';
import { created, type World, type WorldParty } from './world.js';

export interface Signed {
  readonly id: string;
}

/** The terms of the loop that most suites work with: settles on the receiver's figure within half a percent. */
export function agreementBody(world: World, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    reference: 'LOOP-1',
    title: 'All by-products',
    generatorId: world.plant.id,
    recyclerId: world.recycler.id,
    startsOn: '2027-01-01',
    endsOn: '2036-12-31',
    exclusive: true,
    coverageTargetPct: 100,
    scope: { siteIds: [...world.plant.sites], streams: ['*'] },
    terms: {
      weightTolerancePct: 0.5,
      settleOn: 'receiver',
      confirmWithinDays: 10,
      carveOuts: ['recycler-refused', 'research-sample'],
    },
    ...more,
  };
}

/** An agreement that both sides have signed. */
export async function signedAgreement(
  app: TestApp,
  world: World,
  more: Record<string, unknown> = {},
  sides: readonly Pick<WorldParty, 'admin'>[] = [world.plant, world.recycler],
): Promise<Signed> {
  const { id } = await created(app, '/agreements', agreementBody(world, more), sides[0]?.admin.token ?? '');
  for (const { admin } of sides) {
    await created(app, `/agreements/${id}/signatures`, {}, admin.token);
  }
  return { id };
}

/** The same of the recycler with the other plant, over all of its sites. */
export function otherAgreement(app: TestApp, world: World): Promise<Signed> {
  const { otherPlant, recycler } = world;
  const scope = { siteIds: [...otherPlant.sites], streams: ['*'] };
  return signedAgreement(app, world, { reference: 'LOOP-2', generatorId: otherPlant.id, scope }, [
    otherPlant,
    recycler,
  ]);
}

/** A drum of grinding sludge: 1,000 kg net, 12 % moisture, so 880 kg dry. */
export function sludge(world: World, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    siteId: world.plant.sites[0],
    stream: 'grinding-sludge-oily',
    occurredAt: '2027-03-02T08:00:00-05:00',
    alloy: 'NdFeB',
    grossKg: 1020,
    tareKg: 20,
    moisturePct: 12,
    ...more,
  };
}

/** An assay with this composition in percent of dry mass. */
export function assayOf(composition: Record<string, number>): Record<string, unknown> {
  return { laboratory: 'Plant laboratory', method: 'ICP-OES', sampledAt: '2027-03-02T08:00:00-05:00', composition };
}
