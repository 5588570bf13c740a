import { randomUUID } from 'node:crypto';
import { expectStatus } from './client.js';
import type { Databases } from './databases.js';
import type { BenchDatabase, Side } from './history/setting.js';
import { serviceOn, withServers, type Server } from './service.js';

const HOUR_MS = 3_600_000;
const ASSAY = { laboratory: 'Plant laboratory', method: 'ICP-OES' };

/** Acts through the HTTP API of any build, which all take the same. */
export class Play {
  /** Codes of its own, whatever else is logged on that day. */
  private readonly name = randomUUID().slice(0, 8);
  private count = 0;
  private hour = 0;

  constructor(
    readonly server: Server,
    readonly database: BenchDatabase,
    /** Whose server it is. */
    readonly build: string,
  ) {}

  /** A drum of grinding sludge with the assay of a laboratory, an hour ago. @returns milliseconds, and what came to be */
  async log(): Promise<Acted> {
    const { plant } = this.database.setting;
    const occurredAt = new Date(Date.now() - HOUR_MS).toISOString();
    return this.act(plant, '/batches', {
      code: this.code('B'),
      siteId: plant.site.id,
      stream: 'grinding-sludge-oily',
      occurredAt,
      alloy: 'NdFeB',
      pieces: 1,
      grossKg: 928.4,
      tareKg: 28.4,
      moisturePct: 12,
      oilPct: 6,
      containerId: 'DRUM-4711',
      assay: { ...ASSAY, sampledAt: occurredAt, composition: { Nd: 26.4, Pr: 8.1, Dy: 1.1, Fe: 52.3, B: 0.8 } },
    });
  }

  /** Batches on their way from the plant to the recycler. @returns the shipment's id */
  async dispatch(batchIds: readonly string[]): Promise<string> {
    const { plant, recycler } = this.database.setting;
    const plan = { fromSiteId: plant.site.id, toSiteId: recycler.site.id, batchIds };
    const { id } = await this.act(plant, '/shipments', plan);
    await this.act(plant, `/shipments/${id}/dispatch`, { occurredAt: this.moment() });
    return id;
  }

  /** All of a shipment weighed and taken. */
  receive(shipmentId: string, batchIds: readonly string[]): Promise<Acted> {
    const lines = batchIds.map((batchId) => ({ batchId, grossKg: 928.4, tareKg: 28.4 }));
    const receipt = { occurredAt: this.moment(), lines };
    return this.act(this.database.setting.recycler, `/shipments/${shipmentId}/receipt`, receipt);
  }

  /** A run that draws all of some batches. @returns with the id of its output */
  async run(batchIds: readonly string[], outputKg: number): Promise<Acted> {
    const { recycler } = this.database.setting;
    const [startedAt, occurredAt] = [this.moment(), this.moment()];
    const composition = { Nd: 26, Pr: 8, Dy: 1 };
    const made = await this.act(recycler, '/runs', {
      code: this.code('RUN'),
      siteId: recycler.site.id,
      kind: 'recycling',
      custodyModel: 'controlled-blending',
      startedAt,
      occurredAt,
      inputs: batchIds.map((batchId) => ({ batchId })),
      outputs: [
        {
          code: this.code('LOT'),
          product: 'rMREO',
          netKg: outputKg,
          moisturePct: 0,
          assay: { ...ASSAY, sampledAt: occurredAt, composition },
        },
      ],
    });
    const { outputs } = JSON.parse(made.text) as { outputs: readonly { readonly id: string }[] };
    return { ...made, id: outputs[0]?.id ?? '' };
  }

  private code(kind: string): string {
    this.count += 1;
    return `${kind}-${this.name}-${this.count}`;
  }

  /** Later than all that this has played so far, and not in the future. */
  private moment(): string {
    this.hour += 1;
    return new Date(Date.now() - HOUR_MS + this.hour).toISOString();
  }

  private async act({ token }: Side, path: string, body: object): Promise<Acted> {
    const answer = await this.server.client.post(`/api/v1${path}`, token, JSON.stringify(body));
    if (answer.status !== 200) expectStatus(answer, 201);
    const { id } = JSON.parse(answer.text) as { readonly id: string };
    return { id, ms: answer.ms, text: answer.text };
  }
}

/** This build and, where it can be had, the first one, each serving a new database; this one first. */
export async function withPlays<T>(databases: Databases, name: string, use: (plays: Play[]) => Promise<T>): Promise<T> {
  const { builds } = databases;
  const made: BenchDatabase[] = [];
  for (const build of builds) made.push(await build.empty(name));
  const programs = made.map(({ path }, index) => builds[index]?.serviceOn(path) ?? serviceOn(path));
  return withServers(programs, (servers) =>
    use(
      made.flatMap((database, index) => {
        const [server, build] = [servers[index], builds[index]];
        return server && build ? [new Play(server, database, build.name)] : [];
      }),
    ),
  );
}

/** What an act answered, and how soon. */
export interface Acted {
  readonly id: string;
  readonly ms: number;
  readonly text: string;
}
