import { agreementBody, assayOf, otherAgreement, signedAgreement, sludge } from './loop.js';
import { output, RunDesk } from './run-desk.js';
import type { TestApp } from './test-app.js';
import { created, type World } from './world.js';

/** What came to be in {@link blendedLoop}, by id. */
export interface BlendedLoop {
  readonly a: string;
  readonly b: string;
  readonly plantBatch: string;
  readonly otherBatch: string;
  readonly runId: string;
  readonly runEntry: string;
  /** The recycled batch, at the plant. */
  readonly recycled: string;
  readonly plantShipment: string;
  readonly otherShipment: string;
  readonly returnShipment: string;
}

/**
 * Two generators under agreements A (plant) and B (other plant) with one recycler, which blends what they send with feed of
 * its own and sends the product to the plant:
 *
 * ```
 * in    A 880 kg dry, 220 kg Nd   B 220 kg dry, 55 kg Nd   scrap (no agreement, post-consumer) 220 kg dry, 55 kg Nd
 * out   rMREO 300 kg dry, 240 kg Nd: A 2/3 = 200 kg with 160 kg, B and scrap 1/6 each = 50 kg with 40 kg
 * ```
 * Of the 330 kg Nd that went in, 90 kg are unaccounted for: A's 60 kg, B's and the scrap's 15 kg each.
 */
export async function blendedLoop(app: TestApp, world: World): Promise<BlendedLoop> {
  const { plant, otherPlant, recycler } = world;
  const desk = new RunDesk(app, world);
  const { terms } = agreementBody(world);
  const { id: a } = await signedAgreement(app, world, {
    terms: { ...(terms as object), usabilityFactors: { rMREO: 0.97 } },
  });
  const { id: b } = await otherAgreement(app, world);
  const log = (more: Record<string, unknown>, token: string) =>
    created(app, '/batches', sludge(world, { assay: assayOf({ Nd: 25 }), ...more }), token);
  const { id: plantBatch } = await log({}, plant.operator.token);
  const { id: otherBatch } = await log({ siteId: otherPlant.sites[0], grossKg: 270 }, otherPlant.operator.token);
  const days: [string, string] = ['2027-03-03', '2027-03-05'];
  const plantShipment = await desk.move(plantBatch, [plant, recycler], days);
  const otherShipment = await desk.move(otherBatch, [otherPlant, recycler], days);
  const run = await desk.closed({
    occurredAt: '2027-03-10T12:00:00Z',
    inputs: [{ batchId: plantBatch }, { batchId: otherBatch }],
    otherFeed: [{ origin: 'post-consumer', description: 'Scrap', dryKg: 220, composition: { Nd: 25 } }],
    outputs: [output('rMREO', 300, { Nd: 80 })],
  });
  const recycled = run.outputs[0]?.id ?? '';
  const returnShipment = await desk.move(recycled, [recycler, plant], ['2027-03-15', '2027-03-16'], { agreementId: a });
  return {
    a,
    b,
    plantBatch,
    otherBatch,
    runId: run.id,
    runEntry: run.entryId,
    recycled,
    plantShipment,
    otherShipment,
    returnShipment,
  };
}

/** Primary material supplied to the plant: 100 kg of NdPr oxide with 70 % Nd. */
export async function supplied(app: TestApp, world: World, more: Record<string, unknown> = {}): Promise<string> {
  const body = {
    siteId: world.plant.sites[0],
    code: 'SUPPLY-1',
    occurredAt: '2027-03-02T08:00:00-05:00',
    product: 'NdPr oxide',
    supplierName: 'A mine',
    originCountry: 'AU',
    netKg: 100,
    assay: assayOf({ Nd: 70 }),
    ...more,
  };
  return (await created(app, '/supplies', body, world.plant.operator.token)).id;
}
