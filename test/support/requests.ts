import { v7 } from 'uuid';
import { openApiDocument } from '../../src/app/openapi.js';
import { operationsOf, Samples, type Operation, type Schema, type Values } from './operations.js';
import type { TestApp } from './test-app.js';
import { PASSWORD, type World } from './world.js';

/** The things of a world that requests name where they are told nothing else. */
export interface Named {
  readonly world: World;
  /** An agreement that both sides have signed. */
  readonly agreementId: string;
  /** A batch, each time it is named. */
  readonly batchId: () => string;
}

/** Makes requests that are right, as far as the OpenAPI document tells: bodies and the queries that cannot be left out. */
export class Requests {
  readonly operations: readonly Operation[];
  private readonly samples: Samples;
  private readonly byKey: ReadonlyMap<string, Operation>;
  private count = 0;

  constructor(
    app: TestApp,
    private readonly named: Named,
  ) {
    const document = openApiDocument(app.nest);
    const schemas = (document.components?.schemas ?? {}) as unknown as Readonly<Record<string, Schema>>;
    this.operations = operationsOf(document);
    this.byKey = new Map(this.operations.map((operation) => [operation.key, operation]));
    this.samples = new Samples(schemas, this.values());
  }

  operation(key: string): Operation | undefined {
    return this.byKey.get(key);
  }

  /** With every optional field where it is to be `full`; what `values` names is there in any case. */
  body({ key, body }: Operation, values: Values = {}, full = false): unknown {
    return body ? this.samples.of(body, { values: { ...this.valuesOf(key), ...values }, full }) : undefined;
  }

  query({ parameters }: Operation, values: Values = {}): string {
    const query = new URLSearchParams();
    for (const { name, in: place, required, schema } of parameters) {
      if (place !== 'query' || !(required || Object.hasOwn(values, name))) continue;
      query.set(name, String(this.samples.field(name, schema, { values })));
    }
    return query.toString();
  }

  /** What fields of a name hold, in whatever request. */
  private values(): Values {
    const { world, agreementId, batchId } = this.named;
    const { plant, recycler, processor, auditor } = world;
    const unique = (): string => `X-${(this.count += 1)}`;
    return {
      code: unique,
      reference: unique,
      id: () => v7(),
      email: () => `${unique()}@samples.test`,
      siteId: plant.sites[0],
      siteIds: [plant.sites[0]],
      fromSiteId: plant.sites[0],
      toSiteId: recycler.sites[0],
      generatorId: plant.id,
      recyclerId: recycler.id,
      processorIds: [processor.id],
      userId: auditor.id,
      agreementId,
      batchId,
      batchIds: () => [batchId()],
      grossKg: 1020,
      tareKg: 20,
      netKg: 100,
      dryKg: 1,
      moisturePct: 12,
      streams: ['*'],
      product: 'rMREO',
      startedAt: '2027-06-29T12:00:00Z',
      occurredAt: '2027-06-29T12:00:00Z',
      sampledAt: '2027-06-29T08:00:00Z',
      startsOn: '2028-01-01',
      endsOn: '2036-12-31',
      from: '2027-01-01',
      to: '2027-12-31',
    };
  }

  /** What they hold in the body of one operation. */
  private valuesOf(key: string): Values {
    const { world, agreementId } = this.named;
    const { plant, recycler, auditor } = world;
    const own: Readonly<Record<string, Values>> = {
      'POST /auth/login': { email: plant.admin.email, password: PASSWORD },
      'POST /agreements/{id}/invitations': { userId: auditor.id },
      'POST /agreements/{id}/amendments': { title: 'Another title' },
      'POST /batches/{id}/dispositions': { dryKg: 1 },
      'POST /charges': { dryKg: 1 },
      'POST /grades': { coatingPct: 0 },
      'POST /grades/{id}/versions': { from: '2027-06-01', coatingPct: 0 },
      'POST /shipments': { agreementId },
      'POST /shipments/{id}/receipt': { grossKg: 1100, tareKg: 20 },
      'POST /runs': { siteId: recycler.sites[0] },
    };
    return own[key] ?? {};
  }
}
