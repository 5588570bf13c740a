import { actOf } from '../../src/domain/acts/act.js';
import type { Sees } from '../../src/domain/sight/seers.js';
import { Acts } from '../../src/modules/ledger/index.js';
import { verifyBooks } from '../../src/modules/verification/index.js';
import { RunWarningRow } from '../../src/modules/runs/index.js';
import { assayOf, signedAgreement, sludge } from './loop.js';
import { ShippingDesk } from './shipping.js';
import { TestApp, type Answer } from './test-app.js';
import { buildWorld, created, type Person, type World, type WorldParty } from './world.js';

type Body = Record<string, unknown>;
type Way = readonly [from: WorldParty, to: WorldParty];

/** A recycler that has an agreement with each of two generators, and what it does in its plant. */
export class RunDesk {
  /** With the plant, over its first site. */
  agreementA = '';
  /** With the other plant. */
  agreementB = '';
  private readonly shipping: ShippingDesk;

  constructor(
    readonly app: TestApp,
    readonly world: World,
  ) {
    this.shipping = new ShippingDesk(app, world);
  }

  static async open(): Promise<RunDesk> {
    const app = await TestApp.start();
    return RunDesk.at(app, await buildWorld(app));
  }

  /** The same in a world that is there already. */
  static async at(app: TestApp, world: World): Promise<RunDesk> {
    const desk = new RunDesk(app, world);
    desk.agreementA = await desk.sign(world.plant, { reference: 'LOOP-A' });
    desk.agreementB = await desk.sign(world.otherPlant, { reference: 'LOOP-B' });
    return desk;
  }

  /** An agreement of a generator and the recycler that both have signed, over the generator's first site. */
  async sign(generator: WorldParty, more: Body): Promise<string> {
    const scope = { siteIds: [generator.sites[0]], streams: ['*'] };
    const terms = { generatorId: generator.id, scope, ...more };
    return (await signedAgreement(this.app, this.world, terms, [generator, this.world.recycler])).id;
  }

  /** Stops, with the books verified. */
  async close(): Promise<void> {
    await this.expectBooksWhole();
    await this.app.stop();
  }

  /** Whatever was refused has left nothing half booked. */
  async expectBooksWhole(): Promise<void> {
    const { findings } = await this.app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  }

  /** A by-product of so many dry kilograms, logged on 2 March; its net mass is its dry mass. */
  async log(
    generator: WorldParty,
    dryKg: number,
    composition?: Record<string, number>,
    more: Body = {},
  ): Promise<Batch> {
    const body = sludge(this.world, {
      siteId: generator.sites[0],
      grossKg: dryKg + 20,
      tareKg: 20,
      moisturePct: 0,
      ...(composition ? { assay: assayOf(composition) } : {}),
      ...more,
    });
    return created<Batch>(this.app, '/batches', body, generator.operator.token);
  }

  /** A batch goes from one party to another: dispatched at noon UTC of one day, received of the other as announced. */
  async move(
    batchId: string,
    [from, to]: Way,
    [sentOn, receivedOn] = ['2027-03-05', '2027-03-08'],
    more: Body = {},
  ): Promise<string> {
    const { id, netKg } = await this.dispatch(batchId, [from, to], sentOn, more);
    const line = { batchId, grossKg: netKg, tareKg: 0 };
    const received = await this.shipping.receive(id, [line], { by: to, occurredAt: `${receivedOn}T12:00:00Z` });
    this.shipping.done(received, 200);
    return id;
  }

  /** A batch leaves one party for another. */
  async dispatch(
    batchId: string,
    [from, to]: Way,
    on: string,
    more: Body = {},
  ): Promise<{ readonly id: string; readonly netKg: number }> {
    const { siteId, netKg } = (await this.app.get(`/batches/${batchId}`, from.operator)).body as Run;
    const { id } = await this.shipping.planned([batchId], { fromSiteId: siteId, toSiteId: to.sites[0], ...more }, from);
    this.shipping.done(await this.shipping.dispatch(id, { occurredAt: `${on}T12:00:00Z` }, from), 200);
    return { id, netKg: Number(netKg) };
  }

  /** A by-product that the recycler has received. */
  async swarf(generator: WorldParty, dryKg: number, composition?: Record<string, number>): Promise<Batch> {
    const batch = await this.log(generator, dryKg, composition);
    await this.move(batch.id, [generator, this.world.recycler]);
    return batch;
  }

  /**
   * A run at the recycler's first site, over on 20 March unless it is said otherwise. It begins when it is over: lots are drawn
   * on again and again.
   */
  run(more: Body, { token }: Person = this.world.recycler.operator): Promise<Answer> {
    const { occurredAt = '2027-03-20T16:00:00-04:00' } = more;
    const body = {
      siteId: this.world.recycler.sites[0],
      kind: 'recycling',
      custodyModel: 'controlled-blending',
      startedAt: occurredAt,
      occurredAt,
      inputs: [],
      otherFeed: [],
      outputs: [],
      residues: [],
      ...more,
    };
    return this.app.post('/runs', body, { token });
  }

  /** A run that must be accepted; it is answered as whoever closed it reads it from then on. */
  async closed(more: Body, by = this.world.recycler.operator): Promise<Run> {
    const run = this.shipping.done(await this.run(more, by), 201) as Run;
    expect((await this.app.get(`/runs/${run.id}`, by)).body).toEqual(run);
    return run;
  }

  /** A batch charged where it is, or so much of it. */
  async charge(batchId: string, { admin, sites }: WorldParty, dryKg: number, occurredAt: string): Promise<Run> {
    return created<Run>(this.app, '/charges', { siteId: sites[0], batchId, dryKg, occurredAt }, admin.token);
  }

  /** A party sees otherwise of a batch than the way of the batch decides. */
  async sees(id: string, partyId: string, sees: Sees | null): Promise<void> {
    const batch = { id, kind: 'recycled' as const, createdAt: 0 };
    const change = { batch, sees: new Map(sees ? [[partyId, sees]] : []), hidden: sees ? [] : [partyId] };
    await this.app.work.run((tx) => this.app.nest.get(Acts).apply(tx, actOf({ sight: [change] })));
  }

  reverse(entryId: string): Promise<Answer> {
    return this.app.post(`/entries/${entryId}/reversal`, { reason: 'A mistake' }, this.world.recycler.operator);
  }

  /** The running totals of a measure over all time, by agreement and commodity: in kilograms. */
  async measured(measure: string, agreementId: string, commodity: string): Promise<number> {
    const [line] = await this.app.store.manager.query<{ mg: string | number | null }[]>(
      `SELECT SUM("massMg") AS "mg" FROM "measure_total" WHERE "grain" = 'day' AND "measure" = '${measure}'
        AND "agreementKey" = '${agreementId}' AND "commodity" = '${commodity}'`,
    );
    return Number(line?.mg ?? 0) / 1_000_000;
  }

  /** What is kept of what does not close in a run: element, agreement (empty for the whole run) and kilograms. */
  async warnings(runId: string): Promise<string[]> {
    const rows = await this.app.store.manager.find(RunWarningRow, {
      where: { runId },
      order: { element: 'ASC', agreementKey: 'ASC' },
    });
    return rows.map(({ element, agreementKey, massMg }) => `${element} ${agreementKey} ${massMg / 1_000_000}`);
  }

  /** How many entries the books hold. */
  async entries(): Promise<number> {
    const [line] = await this.app.store.manager.query<{ n: string | number }[]>(`SELECT COUNT(*) AS "n" FROM "entry"`);
    return Number(line?.n);
  }
}

interface Batch {
  readonly id: string;
  readonly code: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Tests read answers freely; their expectations are the check.
type Run = Batch & { readonly entryId: string; readonly outputs: readonly Batch[] } & Readonly<Record<string, any>>;

/** An output of a run, dry. */
export function output(product: string, netKg: number, composition: Record<string, number>, more: Body = {}): Body {
  return { product, netKg, assay: assayOf(composition), ...more };
}
