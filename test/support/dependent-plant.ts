import { blendedLoop, supplied, type BlendedLoop } from './blended-loop.js';
import { assayOf } from './loop.js';
import type { TestApp } from './test-app.js';
import { created, type World } from './world.js';

/**
 * The blended loop, of whose recycled batch the plant charges 60 kg in March 2027, beside 70 kg of Nd from Australia and 35 kg
 * from China, of which a sixth more was said first.
 */
export async function dependentPlant(app: TestApp, world: World): Promise<BlendedLoop> {
  const loop = await blendedLoop(app, world);
  const australian = await supplied(app, world);
  const more = { code: 'SUPPLY-2', supplierName: 'Another mine', originCountry: 'CN', separationCountry: 'CN' };
  const chinese = await supplied(app, world, { ...more, netKg: 60, assay: assayOf({ Nd: 70 }) });
  for (const [batchId, dryKg] of [
    [loop.recycled, 60],
    [australian, 100],
    [chinese, 60],
  ] as const) {
    const charge = { siteId: world.plant.sites[0], batchId, dryKg, occurredAt: '2027-03-20T08:00:00-04:00' };
    const charged = await created<{ id: string; entryId: string }>(app, '/charges', charge, world.plant.operator.token);
    // Of the last one a sixth too much was said to be charged.
    if (batchId === chinese) {
      await created(app, `/entries/${charged.entryId}/reversal`, { reason: 'Less' }, world.plant.operator.token);
      await created(app, '/charges', { ...charge, dryKg: 50 }, world.plant.operator.token);
    }
  }
  return loop;
}
