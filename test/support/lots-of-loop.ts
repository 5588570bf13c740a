import { blendedLoop, supplied, type BlendedLoop } from './blended-loop.js';
import type { TestApp } from './test-app.js';
import { created, type World } from './world.js';

/**
 * Of the recycled batch 50 of 300 kg are charged on 20 March, beside 25 kg of bought metal, and 15 kg into heat H-1 the day
 * after. The plant's by-product is two thirds of the batch: 33.333334 kg of those 50 as the trace rounds, and 10 kg of the 15.
 */
export async function lotsOfLoop(
  app: TestApp,
  world: World,
): Promise<{ loop: BlendedLoop; supply: string; average: string; ofHeat: string }> {
  const loop = await blendedLoop(app, world);
  const supply = await supplied(app, world);
  const { operator, admin, sites } = world.plant;
  const charge = (batchId: string, dryKg: number, day: string, more: object = {}) => {
    const body = { siteId: sites[0], batchId, dryKg, occurredAt: `2027-03-${day}T08:00:00-04:00`, ...more };
    return created(app, '/charges', body, operator.token);
  };
  await charge(loop.recycled, 50, '20');
  await charge(supply, 25, '20');
  await charge(loop.recycled, 15, '21', { heat: 'H-1' });
  const composition = { Nd: 24, Pr: 6, Fe: 68, B: 1 };
  const grade = { code: 'N42SH', alloy: 'NdFeB', from: '2027-01-01', composition, coatingPct: 2, windowDays: 10 };
  const { id: gradeId } = await created(app, '/grades', grade, admin.token);
  const lot = (code: string, occurredAt: string, more: object = {}) =>
    created(
      app,
      '/magnet-lots',
      { siteId: sites[0], code, gradeId, netKg: 4, pieces: 80, occurredAt, ...more },
      operator.token,
    );
  const { id: average } = await lot('LOT-1', '2027-03-25T08:00:00-04:00');
  const { id: ofHeat } = await lot('LOT-2', '2027-03-26T08:00:00-04:00', { heat: 'H-1' });
  // The window of this one begins after the charges.
  await lot('LOT-3', '2027-04-05T08:00:00-04:00');
  return { loop, supply, average, ofHeat };
}
