import { assayOf, signedAgreement } from './loop.js';
import { output, RunDesk } from './run-desk.js';
import { asAnnounced, ShippingDesk } from './shipping.js';
import type { TestApp } from './test-app.js';
import type { World, WorldParty } from './world.js';

/** What came to be in {@link toldLoop}, by id. */
export interface ToldLoop {
  readonly agreementId: string;
  /** What the recycler refused of the second drum, at the plant. */
  readonly refusedPart: string;
  /** The recycled batch, at the plant, half of it charged. */
  readonly recycled: string;
}

/**
 * The loop of a plant and its recycler from two logged drums to the charge, over HTTP only: what `story.spec.ts` works out
 * by hand.
 *
 * @param more percent of further elements, the same in everything that is assayed
 */
export async function toldLoop(app: TestApp, world: World, more: Record<string, number> = {}): Promise<ToldLoop> {
  const { id: agreementId } = await signedAgreement(app, world);
  const teller = new Teller(app, world, more);
  const { refusedPart, recycled } = await teller.sendAndRecycle();
  await teller.bringBackAndCharge(agreementId, recycled);
  return { agreementId, refusedPart, recycled };
}

class Teller {
  private readonly desk: ShippingDesk;
  private readonly runs: RunDesk;

  constructor(
    app: TestApp,
    private readonly world: World,
    private readonly more: Record<string, number>,
  ) {
    this.desk = new ShippingDesk(app, world);
    this.runs = new RunDesk(app, world);
    this.post = async (url, body, party = world.recycler) =>
      this.desk.done(await app.post(url, body, this.desk.as(party)), 201);
  }

  private readonly post: (url: string, body: object, party?: WorldParty) => Promise<{ readonly id: string }>;

  private neodymium(pct: number): Record<string, number> {
    return { Nd: pct, ...this.more };
  }

  async sendAndRecycle(): Promise<Pick<ToldLoop, 'refusedPart' | 'recycled'>> {
    const { desk, world } = this;
    const one = await desk.drum({ assay: assayOf(this.neodymium(25)) });
    const two = await desk.drum({ assay: undefined });
    const { id } = await desk.sent([one.id, two.id]);
    const lines = [asAnnounced(one), { ...asAnnounced(two), refusedKg: 100, refusalReason: 'Water on top' }];
    const received = desk.done(await desk.receive(id, lines), 200) as unknown as {
      lines: { refusedBatchId: string }[];
    };
    await this.post(`/batches/${two.id}/assays`, assayOf(this.neodymium(30)), world.plant);
    const run = await this.runs.closed({
      startedAt: '2027-04-01T08:00:00-04:00',
      occurredAt: '2027-04-10T16:00:00-04:00',
      inputs: [{ batchId: one.id }, { batchId: two.id }],
      otherFeed: [{ origin: 'post-consumer', description: 'Motors', dryKg: 100, composition: this.neodymium(20) }],
      outputs: [output('rMREO', 600, this.neodymium(70))],
      residues: [{ kind: 'iron cake', dryKg: 200, composition: this.neodymium(5), destination: 'landfill' }],
    });
    return { refusedPart: received.lines[1]?.refusedBatchId ?? '', recycled: run.outputs[0]?.id ?? '' };
  }

  async bringBackAndCharge(agreementId: string, recycled: string): Promise<void> {
    const { desk, world } = this;
    const [plantSite, recyclerSite] = [world.plant.sites[0], world.recycler.sites[0]];
    const route = { fromSiteId: recyclerSite, toSiteId: plantSite, agreementId };
    const back = await desk.planned([recycled], route, world.recycler);
    await desk.dispatch(back.id, { occurredAt: '2027-05-01T08:00:00-04:00' }, world.recycler);
    const arrived = { by: world.plant, occurredAt: '2027-05-02T08:00:00-04:00' };
    desk.done(await desk.receive(back.id, [{ batchId: recycled, grossKg: 600, tareKg: 0 }], arrived), 200);
    const supply = await this.post(
      '/supplies',
      {
        siteId: plantSite,
        code: 'METAL-1',
        occurredAt: '2027-05-03T08:00:00-04:00',
        product: 'NdPr metal',
        supplierName: 'A mine',
        originCountry: 'AU',
        netKg: 100,
        assay: assayOf(this.neodymium(85)),
      },
      world.plant,
    );
    const charge = { siteId: plantSite, occurredAt: '2027-05-04T08:00:00-04:00' };
    await this.post('/charges', { ...charge, batchId: recycled, dryKg: 300 }, world.plant);
    await this.post('/charges', { ...charge, batchId: supply.id }, world.plant);
  }
}
