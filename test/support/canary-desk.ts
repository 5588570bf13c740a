import type { Canaries, Reader } from './canaries.js';
import type { Cast, Player } from './canary-cast.js';
import { output } from './run-desk.js';
import type { TestApp } from './test-app.js';

type Body = Readonly<Record<string, unknown>>;

/** What is answered of something new: all that the history asks of it. */
interface Made {
  readonly id: string;
  readonly entryId: string;
  readonly parts: readonly [{ readonly id: string }];
  readonly outputs: readonly { readonly id: string }[];
}

export interface Thing {
  readonly id: string;
  /** What the scale says of it now. */
  readonly kg: number;
}

/** What people do in the history, with a canary in every field that takes text, and in masses. */
export class CanaryDesk {
  constructor(
    private readonly app: TestApp,
    readonly canaries: Canaries,
    readonly cast: Cast,
  ) {}

  async post(url: string, body: Body, { admin }: Player): Promise<Made> {
    const answer = await this.app.post(url, body, { token: admin.token });
    if (answer.status >= 300) throw new Error(`POST ${url} answered ${answer.status}: ${answer.text}`);
    return answer.body as Made;
  }

  /** A file that waits for its mapping. */
  async file(kind: string, text: string, { admin, site }: Player): Promise<string> {
    const headers = { 'content-type': 'text/csv' };
    const answer = await this.app.send('POST', `/imports?kind=${kind}&siteId=${site}`, text, {
      token: admin.token,
      headers,
    });
    if (answer.status !== 202) throw new Error(`A file was answered ${answer.status}: ${answer.text}`);
    return (answer.body as { id: string }).id;
  }

  word(what: string, readers: readonly Reader[]): string {
    return this.canaries.word(what, readers);
  }

  assay(what: string, readers: readonly Reader[], pct: number): Body {
    return {
      laboratory: this.word(`laboratory of ${what}`, readers),
      method: 'XRF',
      sampledAt: '2027-03-02T12:00:00Z',
      reportNo: this.word(`report of ${what}`, readers),
      composition: { Nd: pct },
    };
  }

  /**
   * A drum of by-product.
   *
   * @param sides who may read what its generator wrote down
   * @param more who else comes to see the drum
   */
  async drum(by: Player, what: string, sides: readonly Reader[], more: readonly Reader[] = []): Promise<Thing> {
    const all = [...sides, ...more];
    const kg = this.canaries.figure(`mass of ${what}`, 1000 + this.count(), all);
    const { id } = await this.post(
      '/batches',
      {
        siteId: by.site,
        code: this.word(`code of ${what}`, all),
        stream: 'grinding-sludge-oily',
        occurredAt: '2027-03-02T12:00:00Z',
        alloy: 'NdFeB',
        grossKg: kg,
        tareKg: 0,
        moisturePct: 0,
        grade: this.word(`grade of ${what}`, all),
        containerId: this.word(`container of ${what}`, all),
        note: this.word(`note on ${what}`, sides),
        reclaimableInProcess: { answer: 'no', reason: this.word(`why ${what} is not reclaimable`, sides) },
        assay: this.assay(what, all, 30),
      },
      by,
    );
    return { id, kg };
  }

  /**
   * Sends batches, received whole.
   *
   * @param readers who sees the shipment
   */
  async ship(
    things: readonly Thing[],
    [from, to]: readonly [Player, Player],
    { what, readers, day, more = {}, line = {} }: Way,
  ): Promise<string> {
    const body = {
      fromSiteId: from.site,
      toSiteId: to.site,
      batchIds: things.map(({ id }) => id),
      carrier: this.word(`carrier of ${what}`, readers),
      ...(more['reason'] ? {} : { reason: this.word(`reason of ${what}`, [from.reader]) }),
      documents: [{ type: 'CMR', number: this.word(`document of ${what}`, readers) }],
      ...more,
    };
    const { id } = await this.post('/shipments', body, from);
    this.canaries.id(`id of ${what}`, id, readers);
    const seal = this.word(`seal of ${what}`, readers);
    await this.post(`/shipments/${id}/dispatch`, { occurredAt: `2027-${day}T08:00:00Z`, seal }, from);
    const lines = things.map((thing) => ({
      batchId: thing.id,
      grossKg: thing.kg,
      tareKg: 0,
      note: this.word(`note in ${what}`, readers),
      ...line,
    }));
    await this.post(`/shipments/${id}/receipt`, { occurredAt: `2027-${day}T20:00:00Z`, lines }, to);
    return id;
  }

  async dispose(thing: Thing, by: Player, { what, kind, above, more = {}, day, figures }: Disposal): Promise<string> {
    const own = [by.reader];
    const { entryId } = await this.post(
      `/batches/${thing.id}/dispositions`,
      {
        kind,
        occurredAt: `2027-${day}T09:00:00Z`,
        dryKg: this.canaries.figure(`mass of ${what}`, above, figures),
        ...(more['reason'] ? {} : { reason: this.word(`reason of ${what}`, own) }),
        ...(kind === 'reused-in-process' ? {} : { destination: this.word(`destination of ${what}`, own) }),
        ...more,
      },
      by,
    );
    return entryId;
  }

  /** A run with a product for each of its outputs. */
  async run(by: Player, what: string, { inputs, outputs, day, own, ids, feedKg }: Run): Promise<Thing[]> {
    const made = outputs.map(({ name, kg, readers, product }) => ({
      kg,
      body: {
        ...output(product ?? 'rMREO', kg, {}, { code: this.word(`code of ${name}`, readers) }),
        assay: this.assay(name, readers, 80),
      },
    }));
    const feed = {
      origin: 'post-consumer',
      originCountry: this.canaries.country(`country of the feed of ${what}`, own),
      description: this.word(`feed of ${what}`, own),
      composition: { Nd: 60 },
      dryKg: this.canaries.figure(`feed mass of ${what}`, feedKg, own),
    };
    const residue = {
      kind: this.word(`residue of ${what}`, own),
      destination: this.word(`residue's way of ${what}`, own),
      dryKg: this.canaries.figure(`residue mass of ${what}`, 20, own),
      composition: { Nd: 5 },
    };
    const { id, outputs: batches } = await this.post(
      '/runs',
      {
        siteId: by.site,
        code: this.word(`code of ${what}`, own),
        kind: 'recycling',
        custodyModel: 'controlled-blending',
        inputs: inputs.map(({ id: batchId, kg: dryKg }) => ({ batchId, dryKg })),
        startedAt: `2027-${day}T10:00:00Z`,
        occurredAt: `2027-${day}T16:00:00Z`,
        otherFeed: [feed],
        outputs: made.map(({ body }) => body),
        residues: [residue],
      },
      by,
    );
    this.canaries.id(`id of ${what}`, id, ids);
    return made.map(({ kg }, index) => ({ id: batches[index]?.id ?? '', kg }));
  }

  private drums = 0;

  private count(): number {
    this.drums += 1;
    return this.drums;
  }
}

interface Way {
  readonly what: string;
  readonly readers: readonly Reader[];
  /** Month and day. */
  readonly day: string;
  readonly more?: Body;
  readonly line?: Body;
}

interface Disposal {
  readonly what: string;
  readonly kind: string;
  readonly above: number;
  readonly day: string;
  readonly more?: Body;
  /** Who may read its mass. */
  readonly figures: readonly Reader[];
}

interface Run {
  readonly inputs: readonly Thing[];
  readonly outputs: readonly {
    readonly name: string;
    readonly kg: number;
    readonly readers: readonly Reader[];
    readonly product?: string;
  }[];
  readonly day: string;
  /** Who sees all of it, and who learns that it took place. */
  readonly own: readonly Reader[];
  readonly ids: readonly Reader[];
  readonly feedKg: number;
}
