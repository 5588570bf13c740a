import { otherAgreement, signedAgreement } from './loop.js';
import { output, RunDesk } from './run-desk.js';
import { TestApp, type Answer } from './test-app.js';
import { buildWorld, type Person, type World } from './world.js';

/** Everything happens at noon UTC of one day: traces do not depend on it. */
export const NOON = '2027-04-01T12:00:00Z';
export const DAYS: [sentOn: string, receivedOn: string] = ['2027-04-01', '2027-04-01'];

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
    readonly desk: RunDesk,
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
    const { id: own } = await signedAgreement(app, world);
    const { id: other } = await otherAgreement(app, world);
    const agreements = { own, other };
    const loop = new TracedLoop(app, world, new RunDesk(app, world), agreements);
    await loop.goRound();
    return loop;
  }

  /** Stops the app; whatever was told, the books must still be right. */
  close(): Promise<void> {
    return this.desk.close();
  }

  /** What neither plant may find out: the other one, the recycler's feed and what it calls its runs. */
  get hiddenFromPlant(): string[] {
    const { otherPlant } = this.world;
    return [
      ...[this.swarf.other, this.agreements.other, otherPlant.id, otherPlant.sites[0]],
      ...['OTHER-DRUM', 'RUN-1', 'Shredded', 'post-consumer', 'Slag'],
    ];
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
    const { desk } = this;
    const { plant, otherPlant, recycler } = this.world;
    const logged = { own: [plant, 880, 'OWN-DRUM'], other: [otherPlant, 320, 'OTHER-DRUM'] } as const;
    for (const [name, [by, dryKg, code]] of Object.entries(logged)) {
      const { id } = await desk.log(by, dryKg, { Nd: 25 }, { code });
      this.swarf = { ...this.swarf, [name]: id };
      await desk.move(id, [by, recycler], DAYS);
    }
    const run = await desk.closed({
      occurredAt: NOON,
      code: 'RUN-1',
      inputs: Object.values(this.swarf).map((batchId) => ({ batchId })),
      otherFeed: [{ origin: 'post-consumer', description: 'Shredded disks', dryKg: 200, composition: { Nd: 30 } }],
      outputs: [output('rMREO', 200, { Nd: 80 }, { code: 'O-1' }), output('rMREO', 100, { Nd: 80 }, { code: 'O-2' })],
      residues: [{ kind: 'Slag', dryKg: 1000, composition: { Nd: 5 }, destination: 'Landfill' }],
    });
    const [returned = '', kept = ''] = run.outputs.map(({ id }) => id);
    this.runId = run.id;
    this.outputs = { returned, kept };
    await desk.move(returned, [recycler, plant], DAYS, { agreementId: this.agreements.own });
    this.chargeId = (await desk.charge(returned, plant, 50, NOON)).entryId;
  }
}

interface TraceBody {
  readonly total: Mass;
  readonly batches: readonly (Mass & { readonly batchId: string; readonly leaf: boolean })[];
  readonly runs: readonly (Mass & { readonly runId: string })[];
  readonly leaves: readonly (Mass & { readonly kind: string; readonly batchId: string | null })[];
}
