import { NOBODY } from './agreement-desk.js';
import { signedAgreement } from './loop.js';
import { filled, namesIn, type Operation } from './operations.js';
import { Requests } from './requests.js';
import { ShippingDesk } from './shipping.js';
import { TestApp, type Answer } from './test-app.js';
import { buildWorld, created, type World } from './world.js';

/** What stands in a collection that another one's operation adds to. */
const MADE_IN: Readonly<Record<string, string>> = { '/sites': '/parties/{id}/sites', '/users': '/parties/{id}/users' };

/** Where something has to have gone some way before an operation finds anything to do: what is called first. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'POST /agreements/{id}/amendments': ['DELETE /agreements/{id}/amendments/pending'],
  'DELETE /agreements/{id}/amendments/pending': ['POST /agreements/{id}/amendments'],
  'POST /agreements/{id}/termination': ['DELETE /agreements/{id}/termination'],
  'DELETE /agreements/{id}/termination': ['POST /agreements/{id}/termination'],
  'POST /shipments/{id}/receipt': ['POST /shipments/{id}/dispatch'],
  'POST /shipments/{id}/settlement': ['POST /shipments/{id}/dispatch', 'POST /shipments/{id}/receipt'],
};

/** What is done to agreements that both sides have signed. */
const ON_SIGNED = /^\/agreements\/\{id\}\/(amendments|termination|coverage)/;

type BatchKind = 'logged' | 'delivered' | 'supplied';

/** Operations that need a batch of their own: one that has gone some way, or whose entry is the last in the books. */
const BATCHES: Readonly<Record<string, BatchKind>> = {
  'POST /runs': 'delivered',
  'POST /charges': 'supplied',
  'POST /entries/{id}/reversal': 'logged',
};

/** Answers by which a caller is told that this is not theirs to call. */
const NOT_THEIRS = new Set([401, 403, 404]);

/** An operation with someone who may call it, on something that is there. */
export interface Probe {
  readonly operation: Operation;
  readonly url: string;
  readonly ids: Ids;
  readonly token: string | undefined;
  /** A body that is right as far as the document tells, and the same with every optional field. */
  readonly body: unknown;
  readonly fullBody: unknown;
  /** The query that the operation cannot do without. */
  readonly query: string;
  /** The version of what it is called on, where the operation asks for one. */
  readonly version: number;
}

/** The app with a world in which most operations find what they need. */
export class FuzzStage {
  private readonly requests: Requests;
  private readonly tokens = new Map<string, string | undefined>();
  private batchId = NOBODY;
  private batchIsUsed = true;

  private constructor(
    readonly app: TestApp,
    private readonly world: World,
    private readonly agreementId: string,
  ) {
    this.requests = new Requests(app, { world, agreementId, batchId: () => this.batch() });
  }

  static async open(): Promise<FuzzStage> {
    const app = await TestApp.start();
    const world = await buildWorld(app);
    const { id } = await signedAgreement(app, world);
    return new FuzzStage(app, world, id);
  }

  get operations(): readonly Operation[] {
    return this.requests.operations;
  }

  /** Makes something new for an operation to be called on. */
  async prepare(operation: Operation): Promise<Probe> {
    const token = await this.callerOf(operation);
    await this.newBatch(operation.key);
    return this.probe(operation, token, await this.idsIn(operation));
  }

  /** What the books hold, in one line that changes with all that is written; whether the balances are right is verified at last. */
  async books(): Promise<string> {
    const written: unknown = await this.app.store.manager.query(
      `SELECT (SELECT COUNT(*) FROM "entry") AS "entries", (SELECT COUNT(*) FROM "posting") AS "postings",
        COUNT(*) AS "balances", SUM("massMg") AS "sum", MAX("massMg") AS "most", MIN("massMg") AS "least"
      FROM "balance"`,
    );
    return JSON.stringify(written);
  }

  /** Sends what is right. */
  private send({ operation, url, token, query, version, body }: Probe): Promise<Answer> {
    const headers = { 'if-match': `"${version}"` };
    return this.app.send(operation.method, `${url}?${query}`, body, { token, headers });
  }

  private batch(): string {
    this.batchIsUsed = true;
    return this.batchId;
  }

  /** Puts something new where a request for this operation would look for it. */
  private async newBatch(key: string): Promise<void> {
    const kind = BATCHES[key] ?? 'logged';
    if (!this.batchIsUsed && !BATCHES[key]) return;
    const desk = new ShippingDesk(this.app, this.world);
    const make = { logged: () => desk.drum(), delivered: () => desk.delivered(), supplied: () => this.supply() }[kind];
    this.batchId = (await make()).id;
    this.batchIsUsed = BATCHES[key] !== undefined;
  }

  private supply(): Promise<{ readonly id: string }> {
    const operation = this.requests.operation('POST /supplies');
    const body = operation ? this.requests.body(operation) : {};
    return created(this.app, '/supplies', body as object, this.world.plant.operator.token);
  }

  /** The first of those in question whose request is taken, else the first who may make it. */
  private async callerOf(operation: Operation): Promise<string | undefined> {
    const { key, isPublic } = operation;
    if (isPublic) return undefined;
    if (!this.tokens.has(key)) {
      const { plant, recycler, platform } = this.world;
      const candidates = [plant.admin.token, recycler.admin.token, platform.token];
      this.tokens.set(key, candidates[0]);
      const statuses: number[] = [];
      for (const token of candidates) statuses.push(await this.tried(operation, token));
      const taken = statuses.findIndex((status) => status < 300);
      const theirs = statuses.findIndex((status) => !NOT_THEIRS.has(status));
      this.tokens.set(key, candidates[taken] ?? candidates[theirs] ?? candidates[0]);
    }
    return this.tokens.get(key);
  }

  private async tried(operation: Operation, token: string): Promise<number> {
    await this.newBatch(operation.key);
    const ids = await this.idsIn(operation);
    return (await this.send(await this.probe(operation, token, ids))).status;
  }

  private async probe(operation: Operation, token: string | undefined, ids: Ids): Promise<Probe> {
    const { parameters, path } = operation;
    const isVersioned = parameters.some(({ name }) => name === 'If-Match');
    return {
      operation,
      url: filled(path, ids),
      ids,
      token,
      body: this.requests.body(operation),
      fullBody: this.requests.body(operation, {}, true),
      query: this.requests.query(operation),
      version: isVersioned ? await this.versionOf(path, ids, token) : 1,
    };
  }

  private async versionOf(path: string, ids: Ids, token: string | undefined): Promise<number> {
    const root = /^\/[^{]+(\{\w+\})?/.exec(path)?.[0].replace(/\/$/, '') ?? path;
    const answer = await this.app.get(filled(root, ids), { token });
    return (answer.body as Made | null)?.version ?? 1;
  }

  /** Something new for each name in an operation's path. */
  private async idsIn({ key, path }: Operation): Promise<Ids> {
    const ids = await this.idsOf(path);
    for (const before of BEFORE[key] ?? []) await this.make(before, ids);
    return ids;
  }

  private async idsOf(path: string): Promise<Ids> {
    if (ON_SIGNED.test(path)) return { id: this.agreementId };
    let ids: Ids = {};
    for (const name of namesIn(path)) {
      const collection = path.slice(0, path.indexOf(`/{${name}}`));
      ids = { ...ids, [name]: await this.idIn(collection, ids) };
    }
    return ids;
  }

  /** A new item of a collection, or where none can be made, one that it lists. */
  private async idIn(collection: string, ids: Ids): Promise<string> {
    const elsewhere = MADE_IN[collection];
    const made = await this.make(`POST ${elsewhere ?? collection}`, elsewhere ? await this.idsOf(elsewhere) : ids);
    const listed = made?.id ? null : await this.make(`GET ${collection}`, ids);
    return made?.id ?? listed?.items?.[0]?.id ?? NOBODY;
  }

  /** The answer to a request that is right, where there is such an operation. */
  private async make(key: string, ids: Ids): Promise<Made | null> {
    const operation = this.requests.operation(key);
    if (!operation) return null;
    const probe = await this.probe(operation, await this.callerOf(operation), ids);
    const answer = await this.send(probe);
    return answer.status < 300 ? (answer.body as Made | null) : null;
  }
}

type Ids = Readonly<Record<string, string>>;

interface Made {
  readonly id?: string;
  readonly version?: number;
  readonly items?: readonly { readonly id: string }[];
}
