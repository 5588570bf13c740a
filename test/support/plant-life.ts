import { Chance } from './chance.js';
import { signedAgreement } from './loop.js';
import type { Answer, TestApp } from './test-app.js';
import type { Person, World } from './world.js';

/** What a plant does; what it does more often stands more often. */
export const KINDS = [
  ...([
    'log',
    'log',
    'log',
    'supply',
    'charge',
    'charge',
    'charge',
    'assay',
    'assay',
    'reuse',
    'reuse',
    'lot',
    'lot',
  ] as const),
  ...(['back', 'loss', 'reversal', 'split', 'ship', 'settle', 'count', 'settings', 'edit', 'force'] as const),
];
/** So many until the end of June. */
export const MOST_ACTS = 120;

export type Kind = (typeof KINDS)[number];
type Made = 'drum' | 'supply' | 'lot' | 'shipment';

const STREAMS = ['grinding-sludge-oily', 'green-compact-rejects', 'sintered-rejects'];
const SUPPLIERS = ['Alloy works', 'alloy  WORKS', 'Oxide mill'];
const LABORATORIES = ['L1', 'l1 ', 'Institute'];
const METHODS = ['ICP-OES', 'XRF', 'Titration'];

/** A plant that does what plants do from February to June 2027, in no order; what it may not do it does not. */
export class PlantLife {
  private readonly chance: Chance;
  private readonly made: Record<Made, string[]> = { drum: [], supply: [], lot: [], shipment: [] };
  /** What it has managed to do at least once. */
  readonly done = new Set<Kind>();
  private readonly countedOn = new Set<string>();
  private gradeId = '';
  private number = 0;
  private acts = 0;

  private constructor(
    private readonly app: TestApp,
    private readonly world: World,
    private readonly seed: number,
  ) {
    this.chance = new Chance(seed);
  }

  get siteId(): string {
    return this.world.plant.sites[0];
  }

  static async at(app: TestApp, world: World, seed: number): Promise<PlantLife> {
    app.clock.time = Date.parse('2028-02-15T12:00:00Z');
    const life = new PlantLife(app, world, seed);
    if (seed === 1) await signedAgreement(app, world, { scope: { siteIds: [life.siteId], streams: ['*'] } });
    const grade = {
      code: `N${seed}`,
      alloy: 'NdFeB',
      from: '2027-01-01',
      composition: { Nd: 24, Dy: 2 },
      coatingPct: 3,
    };
    const uncertainty = seed % 2 === 0 ? {} : { expandedUncertainty: { Nd: 0.4 } };
    life.gradeId = idOf(await life.post('/grades', { ...grade, ...uncertainty }, world.plant.admin));
    for (const day of ['2026-11-30', '2026-12-31', '2027-02-28', '2027-03-31', '2027-12-31', '2028-01-31']) {
      await life.count(day);
    }
    return life;
  }

  /** Does one thing more. */
  async next(): Promise<void> {
    this.acts += 1;
    const kind = this.one(KINDS);
    const answer = await this[kind]();
    if (!answer) return;
    if (answer.status >= 500) throw new Error(`${kind}: ${answer.text}`);
    if (answer.status < 300) this.done.add(kind);
  }

  private log(): Promise<Answer> {
    const body = {
      siteId: this.siteId,
      stream: this.one(STREAMS),
      code: this.code('D'),
      occurredAt: this.instant(),
      alloy: 'NdFeB',
      grossKg: 20 + this.chance.whole(20, 200),
      tareKg: 20,
      ...(this.chance.whole(0, 2) > 0 ? { moisturePct: this.chance.whole(1, 25) } : {}),
      ...(this.chance.whole(0, 40) > 0 ? { assay: this.found() } : {}),
    };
    return this.making('drum', this.post('/batches', body));
  }

  private supply(): Promise<Answer> {
    const body = {
      siteId: this.siteId,
      code: this.code('S'),
      occurredAt: `2027-01-${this.two(1, 28)}T10:00:00-05:00`,
      product: 'NdFeB alloy',
      supplierName: this.one(SUPPLIERS),
      originCountry: 'JP',
      netKg: this.chance.whole(1_000, 4_000),
      assay: this.found(),
    };
    return this.making('supply', this.post('/supplies', body));
  }

  private charge(): Promise<Answer> | null {
    return this.on('supply', (batchId) => {
      const dryKg = this.chance.whole(50, 600);
      return this.post('/charges', { siteId: this.siteId, batchId, occurredAt: this.instant(), dryKg });
    });
  }

  private assay(): Promise<Answer> | null {
    const of = this.one(['drum', 'drum', 'supply', 'lot'] as const);
    return this.on(of, (id) => this.post(`/batches/${id}/assays`, this.found()));
  }

  private force(): Promise<Answer> | null {
    return this.on(this.one(['drum', 'supply'] as const), async (id) => {
      const body = bodyOf(await this.app.get(`/batches/${id}`, { token: this.world.plant.operator.token }));
      const assays = (body as { assays?: { id: string }[] }).assays ?? [];
      if (assays.length === 0) return null;
      return this.post(`/batches/${id}/assays/${this.one(assays).id}/force`, { reason: 'It was the right one' });
    });
  }

  private reuse(): Promise<Answer> | null {
    return this.on('drum', (id) => {
      const part = this.chance.whole(0, 1) === 0 ? {} : { dryKg: this.chance.whole(5, 60) };
      const act = { kind: 'reused-in-process', occurredAt: this.instant(), reason: 'Clean', ...part };
      return this.post(`/batches/${id}/dispositions`, act);
    });
  }

  private lot(): Promise<Answer> {
    const body = {
      siteId: this.siteId,
      code: this.code('M'),
      occurredAt: this.instant(),
      gradeId: this.gradeId,
      netKg: this.chance.whole(50, 400),
      pieces: 500,
      ...(this.chance.whole(0, 3) === 0 ? { assay: this.found() } : {}),
      ...(this.chance.whole(0, 3) === 0 ? { returnedFrom: { customer: 'Motor works', use: 'unused' } } : {}),
    };
    return this.making('lot', this.post('/magnet-lots', body));
  }

  private back(): Promise<Answer> | null {
    return this.on('lot', (id) => {
      const act = { kind: 'back-to-production', occurredAt: this.instant(), dryKg: this.chance.whole(5, 40) };
      return this.post(`/batches/${id}/dispositions`, { ...act, reason: 'Cracked' });
    });
  }

  private loss(): Promise<Answer> {
    const lines = [{ element: 'Nd', kg: this.chance.whole(1, 5) }];
    const loss = { siteId: this.siteId, lines, basis: 'measured', document: 'ML-1', reason: 'Deposits' };
    return this.post('/process-losses', { ...loss, occurredAt: this.instant() }, this.world.plant.admin);
  }

  private async reversal(): Promise<Answer | null> {
    const entries = await this.app.store.manager.query<{ id: string }[]>(
      `SELECT "id" FROM "entry" WHERE "reversesId" IS NULL AND "partyId" = '${this.world.plant.id}' ORDER BY "id" DESC LIMIT 40`,
    );
    if (entries.length === 0) return null;
    return this.post(`/entries/${this.one(entries).id}/reversal`, { reason: 'A mistake' }, this.world.plant.admin);
  }

  private split(): Promise<Answer> | null {
    return this.on('drum', async (id) => {
      const parts = [{ dryKg: this.chance.whole(3, 30) }];
      const answer = await this.post(`/batches/${id}/splits`, { occurredAt: this.instant(), parts });
      for (const part of (answer.body as { parts?: { id: string }[] }).parts ?? []) this.made.drum.push(part.id);
      return answer;
    });
  }

  /** A part of what was logged, received with another weight. */
  private ship(): Promise<Answer> | null {
    return this.on('drum', async (batchId) => {
      const { plant, recycler } = this.world;
      const way = { fromSiteId: plant.sites[0], toSiteId: recycler.sites[0], batchIds: [batchId] };
      const planned = await this.post('/shipments', way);
      if (planned.status >= 300) return planned;
      const id = idOf(planned);
      const sent = await this.post(`/shipments/${id}/dispatch`, { occurredAt: '2027-07-02T08:00:00-05:00' });
      if (sent.status >= 300) return sent;
      const lines = [{ batchId, grossKg: 20 + this.chance.whole(5, 150), tareKg: 20 }];
      const receipt = { occurredAt: '2027-07-04T08:00:00-05:00', lines };
      return this.making('shipment', this.post(`/shipments/${id}/receipt`, receipt, recycler.operator));
    });
  }

  private settle(): Promise<Answer> | null {
    return this.on('shipment', async (id) => {
      const { plant, recycler } = this.world;
      const body = bodyOf(await this.app.get(`/shipments/${id}`, { token: plant.operator.token }));
      const lines = (body as { lines: { batchId: string }[] }).lines.map(({ batchId }) => ({ batchId, dryKg: 30 }));
      await this.post(`/shipments/${id}/settlement`, { lines });
      return this.post(`/shipments/${id}/settlement`, { lines }, recycler.operator);
    });
  }

  private count(
    day = this.one(['2027-04-30', '2027-05-31', '2027-06-30', '2027-02-14', '2027-04-11']),
  ): Promise<Answer> {
    const assay = this.chance.whole(0, 9) > 0 ? { assay: { ...this.found(), sampledAt: undefined } } : {};
    const line = { stage: this.one(['powder', 'sintered']), dryKg: this.chance.whole(500, 900), ...assay };
    const again = this.countedOn.has(day) || this.seed > 1 ? { reason: 'Counted again' } : {};
    this.countedOn.add(day);
    return this.post(`/sites/${this.siteId}/counts`, { countedOn: day, lines: [line], ...again });
  }

  private async settings(): Promise<Answer> {
    const { token } = this.world.plant.admin;
    const url = `/sites/${this.siteId}/balance-settings`;
    const body = bodyOf(await this.app.get(url, { token }));
    const { siteId: _1, isDefault: _2, version, ...said } = body as Record<string, unknown> & { version: number };
    const scale = (name: string, weighs: readonly string[]) => {
      return {
        name,
        weighs,
        calibrationPct: this.chance.whole(1, 20) / 100,
        repeatabilityKg: this.chance.whole(1, 9) / 50,
      };
    };
    const change = {
      scales: [scale('One', ['supplies', 'magnets']), scale(this.one(['one', 'Two']), ['by-products'])],
      moisture: { method: 'oven', points: this.chance.whole(1, 12) / 10 },
      assayMethods: [{ method: this.one(METHODS), expandedPct: this.chance.whole(1, 9) }],
      supplierWeights: this.chance.whole(0, 1) === 0 ? [] : [{ name: 'ALLOY works' }],
      balancedElements: this.chance.whole(0, 1) === 0 ? [] : ['B'],
    };
    return this.app.send('PUT', url, { ...said, ...change }, { token, headers: { 'if-match': `"${version}"` } });
  }

  private edit(): Promise<Answer> | null {
    return this.on('drum', async (id) => {
      const { token } = this.world.plant.operator;
      const body = bodyOf(await this.app.get(`/batches/${id}`, { token }));
      const headers = { 'if-match': `"${String(body.version)}"` };
      return this.app.patch(`/batches/${id}`, { grossKg: 20 + this.chance.whole(20, 200) }, { token, headers });
    });
  }

  /** Often the same figures by another laboratory, of which nothing has to be booked. */
  private found(): Record<string, unknown> {
    return {
      laboratory: this.one(LABORATORIES),
      method: this.one(METHODS),
      sampledAt: this.instant(),
      composition: { Nd: this.one([24, 25]), Dy: this.one([2, 2, '<0.05']), B: 1 },
      ...(this.chance.whole(0, 1) === 0 ? { expandedUncertainty: { Nd: this.chance.whole(1, 9) / 10 } } : {}),
    };
  }

  private on(made: Made, act: (id: string) => Promise<Answer | null>): Promise<Answer> | null {
    const ids = this.made[made];
    return ids.length === 0 ? null : (act(this.one(ids)) as Promise<Answer>);
  }

  private async making(made: Made, answered: Promise<Answer>): Promise<Answer> {
    const answer = await answered;
    if (answer.status < 300) this.made[made].push(idOf(answer));
    return answer;
  }

  private post(url: string, body: object, by: Person = this.world.plant.operator): Promise<Answer> {
    return this.app.post(url, body, { token: by.token });
  }

  /** Days go by with what is done; what is entered happened in the three weeks that begin with them. */
  private instant(): string {
    const day = Math.floor((this.acts / MOST_ACTS) * 125) + this.chance.whole(0, 21);
    const at = new Date(Date.parse('2027-02-01T05:00:00Z') + day * 86_400_000 + this.chance.whole(0, 23) * 3_600_000);
    return at.toISOString();
  }

  private two(least: number, most: number): string {
    return String(this.chance.whole(least, most)).padStart(2, '0');
  }

  private code(letter: string): string {
    return `${letter}-${this.seed}-${(this.number += 1)}`;
  }

  private one<Item>(items: readonly Item[]): Item {
    return items[this.chance.whole(0, items.length - 1)] as Item;
  }
}

function bodyOf({ body }: Answer): Readonly<Record<string, unknown>> {
  return body as Readonly<Record<string, unknown>>;
}

function idOf(answer: Answer): string {
  return String(bodyOf(answer)['id']);
}
