import { verifyLedger } from '../../src/modules/ledger/index.js';
import { AgreementDesk } from './agreement-desk.js';
import { assayOf, signedAgreement, sludge } from './loop.js';
import { RunBooks } from './run-books.js';
import { TestApp, type Answer } from './test-app.js';
import { buildWorld, type Person, type World } from './world.js';

interface Mass {
  readonly dryKg: number;
  readonly elements: { readonly Nd?: { readonly kg: number } };
}

/** Dry mass and Nd, in kilograms. */
export const kg = ({ dryKg, elements }: Mass): number[] => [dryKg, elements.Nd?.kg ?? 0];

/**
 * One run of the recycler: 880 kg dry of the plant's swarf (220 kg Nd), 320 kg of the other plant's (80 kg Nd) and 200 kg of
 * shredded disks (60 kg Nd): 1,400 kg with 360 kg Nd. It gives O-1, 200 kg with 160 kg Nd, which goes back to the plant,
 * where 50 kg are charged; O-2, 100 kg with 80 kg Nd, which stays; and 1,000 kg of slag with 50 kg Nd.
 *
 * By largest remainder, plant, other plant and disks have in kg
 *   of O-1:  200 x (880, 320, 200) / 1,400 = 125.714286, 45.714286, 28.571428;  Nd 160 x (220, 80, 60) / 360 = 97.777778,
 *            35.555555, 26.666667
 *   of O-2:  62.857143, 22.857143, 14.285714;  Nd 48.888889, 17.777778, 13.333333
 *   of slag: 628.571429, 228.571428, 142.857143;  Nd 30.555556, 11.111111, 8.333333
 *   of what is charged, a quarter of O-1: 31.428572, 11.428571, 7.142857;  Nd 24.444444, 8.888889, 6.666667
 */
export class TracedLoop {
  private constructor(
    readonly app: TestApp,
    readonly world: World,
    readonly books: RunBooks,
    readonly agreements: { readonly own: string; readonly other: string },
  ) {}

  swarf = { own: '', other: '' };
  outputs = { returned: '', kept: '' };
  runId = '';
  chargeId = '';

  /** On an app that others have started, or on one of its own. */
  static async open(on?: { readonly app: TestApp; readonly world: World }): Promise<TracedLoop> {
    const app = on?.app ?? (await TestApp.start());
    const world = on?.world ?? (await buildWorld(app));
    const agreements = { own: (await signedAgreement(app, world)).id, other: await otherAgreement(app, world) };
    const loop = new TracedLoop(app, world, new RunBooks(app), agreements);
    await loop.goRound();
    return loop;
  }

  /** Stops the app; whatever was told, the books must still be right. */
  async close(): Promise<void> {
    const { findings } = await this.app.store.snapshot((manager) => verifyLedger(manager));
    await this.app.stop();
    expect(findings).toEqual([]);
  }

  /** What neither plant may find out: the other one, the recycler's feed and what it calls its runs. */
  get hiddenFromPlant(): string[] {
    const { otherPlant } = this.world;
    return [
      ...[this.swarf.other, this.agreements.other, otherPlant.id, otherPlant.sites[0]],
      ...['OTHER-DRUM', 'RUN-1', 'Shredded', 'post-consumer', 'Slag'],
    ];
  }

  async log(by: Person, more: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.app.post('/batches', sludge(this.world, more), { token: by.token });
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { readonly id: string }).id;
  }

  ask(id: string, direction: string, by: Person): Promise<Answer> {
    return this.app.get(`/batches/${id}/trace?direction=${direction}`, { token: by.token });
  }

  /** Total, batches and runs (by what they are called here, else by id) and leaves (by kind) of a trace. */
  told({ status, body, text }: Answer): Record<string, number[]> {
    expect(text && status).toBe(200);
    const ids = Object.entries({ ...this.swarf, ...this.outputs, run: this.runId });
    const nameOf = (id: string | null): string => ids.find(([, known]) => known === id)?.[0] ?? id ?? '';
    const { batches, runs, leaves, total } = body as TraceBody;
    const figures = [
      ['total', kg(total)] as const,
      ...batches.map((batch) => [nameOf(batch.batchId), kg(batch)] as const),
      ...runs.map((run) => [nameOf(run.runId), kg(run)] as const),
      ...leaves.map((leaf) => [`${leaf.kind} ${nameOf(leaf.batchId)}`.trim(), kg(leaf)] as const),
    ];
    expect(new Set(figures.map(([name]) => name)).size).toBe(figures.length);
    return Object.fromEntries(figures);
  }

  /** That the leaves add up to the total, to the milligram, and that nothing of these stands anywhere in the answer. */
  closed({ body, text }: Answer, hidden: readonly string[] = []): void {
    const { batches, leaves, total } = body as TraceBody;
    const ends = [...batches.filter(({ leaf }) => leaf), ...leaves].map(kg);
    const sum = (index: number): number => ends.reduce((mg, end) => mg + Math.round((end[index] ?? 0) * 1e6), 0);
    expect([sum(0) / 1e6, sum(1) / 1e6]).toEqual(kg(total));
    for (const word of hidden) expect(text).not.toContain(word);
  }

  private async goRound(): Promise<void> {
    const { plant, otherPlant, recycler } = this.world;
    this.swarf = {
      own: await this.log(plant.operator, { code: 'OWN-DRUM', assay: assayOf({ Nd: 25 }) }),
      other: await this.log(otherPlant.operator, {
        ...{ siteId: otherPlant.sites[0], code: 'OTHER-DRUM', grossKg: 320, tareKg: 0, moisturePct: 0 },
        assay: assayOf({ Nd: 25 }),
      }),
    };
    for (const id of Object.values(this.swarf)) await this.books.deliver(id, recycler.sites[0]);
    const { runId, outputIds } = await this.books.run({
      ...{ siteId: recycler.sites[0], code: 'RUN-1' },
      inputs: Object.values(this.swarf).map((batchId) => ({ batchId })),
      otherFeed: [{ origin: 'post-consumer', description: 'Shredded disks', dryKg: 200, composition: { Nd: 30 } }],
      outputs: [
        { code: 'O-1', dryKg: 200, composition: { Nd: 80 } },
        { code: 'O-2', dryKg: 100, composition: { Nd: 80 } },
      ],
      residues: [{ kind: 'Slag', dryKg: 1000, composition: { Nd: 5 } }],
      ...{ all: [recycler.id], share: [plant.id, otherPlant.id] },
    });
    const [returned = '', kept = ''] = outputIds;
    this.runId = runId;
    this.outputs = { returned, kept };
    await this.books.deliver(returned, plant.sites[0]);
    this.chargeId = (await this.books.charge(returned, 50)).id;
  }
}

interface TraceBody {
  readonly total: Mass;
  readonly batches: readonly (Mass & { readonly batchId: string; readonly leaf: boolean })[];
  readonly runs: readonly (Mass & { readonly runId: string })[];
  readonly leaves: readonly (Mass & { readonly kind: string; readonly batchId: string | null })[];
}

async function otherAgreement(app: TestApp, world: World): Promise<string> {
  const desk = new AgreementDesk(app, world);
  const { otherPlant, recycler } = world;
  const body = desk.bodyFor(otherPlant.sites[0], { generatorId: otherPlant.id });
  const { id } = (await desk.write(body, otherPlant.admin.token)).body as { readonly id: string };
  await desk.sign(id, otherPlant.admin);
  await desk.sign(id, recycler.admin);
  return id;
}
