import { filled, namesIn, type Operation, type Parameter } from './operations.js';
import type { TestApp } from './test-app.js';

/** Where the identifiers in a path are found: every one that there is, whoever may see it. */
const STORED: Readonly<Record<string, string>> = {
  '/parties/{id}': 'SELECT "id" FROM "party"',
  '/sites/{id}': 'SELECT "id" FROM "site"',
  '/users/{id}': 'SELECT "id" FROM "user_account"',
  '/tokens/{id}': 'SELECT "id" FROM "credential"',
  '/agreements/{id}': 'SELECT "id" FROM "agreement"',
  '/agreements/{id}/invitations/{invitationId}':
    'SELECT "agreementId" AS "id", "id" AS "invitationId" FROM "agreement_invitation"',
  '/batches/{id}': 'SELECT "id" FROM "batch"',
  '/batches/{id}/assays/{assayId}': 'SELECT "batchId" AS "id", "id" AS "assayId" FROM "assay"',
  '/batches/{id}/dispositions/{entryId}': `SELECT "batchId" AS "id", "entryId" FROM "batch_event"
    WHERE "kind" IN ('disposed', 'sold-elsewhere', 'reused-in-process', 'stock-difference', 'delivered', 'back-to-production')`,
  '/shipments/{id}': 'SELECT "id" FROM "shipment"',
  '/runs/{id}': 'SELECT "id" FROM "run"',
  '/parties/{id}/no-primary-statements/{statementId}':
    'SELECT "partyId" AS "id", "id" AS "statementId" FROM "no_primary_statement"',
  '/sites/{id}/counts/{countId}': 'SELECT "siteId" AS "id", "id" AS "countId" FROM "wip_count"',
  '/grades/{id}': 'SELECT "id" FROM "grade"',
  '/magnet-lots/{id}': 'SELECT "id" FROM "magnet_lot"',
  '/process-losses/{id}': 'SELECT "id" FROM "process_loss"',
  '/charges/{id}': 'SELECT "id" FROM "charge"',
  '/imports/{id}': 'SELECT "id" FROM "import"',
  '/entries/{id}': 'SELECT "id" FROM "entry"',
};

/** Where the values of a query are found that the document does not list, or of which a few will do. */
const ASKED: Readonly<Record<string, string | readonly string[]>> = {
  agreementId: 'SELECT "id" FROM "agreement"',
  siteId: 'SELECT "id" FROM "site"',
  originSiteId: 'SELECT "id" FROM "site"',
  batchId: 'SELECT "id" FROM "batch"',
  code: 'SELECT "code" AS "id" FROM "batch"',
  gradeId: 'SELECT "id" FROM "grade"',
  heat: 'SELECT DISTINCT "heat" AS "id" FROM "magnet_lot" WHERE "heat" IS NOT NULL',
  reference: 'SELECT "reference" AS "id" FROM "agreement"',
  stream: ['grinding-sludge-oily'],
  from: ['2027-03-01'],
  to: ['2027-03-31'],
  asOf: ['2027-03-10'],
  element: ['Nd', 'dry-mass'],
  locale: ['de'],
  cursor: [],
  limit: [],
};

/** A request that reads, and by which hidden value it asks, if it does. */
export interface Reading {
  readonly url: string;
  readonly asksFor: string | null;
}

/** Every way to read by an operation: each thing by its identifier, each list whole and by every filter alone. */
export class Walk {
  private readonly found = new Map<string, readonly Readonly<Record<string, string>>[]>();

  constructor(private readonly app: TestApp) {}

  /** @throws Error where nothing is known to fill the operation with */
  async of(operation: Operation): Promise<Reading[]> {
    const readings: Reading[] = [];
    for (const path of await this.paths(operation.path)) readings.push(...(await this.queries(path, operation)));
    return readings;
  }

  /** An operation's path with every identifier of its kind in the books. */
  async paths(path: string): Promise<string[]> {
    const names = namesIn(path);
    if (names.length === 0) return [path];
    const stored = Object.keys(STORED).filter((one) => path === one || path.startsWith(`${one}/`));
    const longest = stored.sort((one, other) => other.length - one.length)[0];
    if (!longest || namesIn(longest).length !== names.length) {
      throw new Error(`test/support/canary-walk.ts does not say where the identifiers in ${path} are found.`);
    }
    return (await this.rows(STORED[longest] ?? '')).map((row) => filled(path, row));
  }

  private async queries(path: string, { key, parameters }: Operation): Promise<Reading[]> {
    const inQuery = parameters.filter((parameter) => parameter.in === 'query');
    const required = inQuery.filter(({ required: isRequired }) => isRequired);
    const optional = inQuery.filter(({ required: isRequired }) => !isRequired);
    const always: Record<string, string>[] = [{}];
    for (const parameter of required) {
      const values = await this.values(parameter, key);
      always.push(
        ...always.splice(0).flatMap((query) => values.map((value) => ({ ...query, [parameter.name]: value }))),
      );
    }
    const readings: Reading[] = always.map((query) => ({ url: urlOf(path, query), asksFor: null }));
    for (const parameter of optional) {
      for (const value of await this.values(parameter, key)) {
        const isName = typeof ASKED[parameter.name] === 'string';
        const first = always[0] ?? {};
        readings.push({ url: urlOf(path, { ...first, [parameter.name]: value }), asksFor: isName ? value : null });
      }
    }
    return readings;
  }

  private async values({ name, schema }: Parameter, key: string): Promise<readonly string[]> {
    const asked = ASKED[name];
    if (asked === undefined && schema.enum) return schema.enum.map(String);
    if (asked === undefined && schema.type === 'boolean') return ['true'];
    if (asked === undefined) throw new Error(`test/support/canary-walk.ts does not say what ${name} in ${key} may be.`);
    if (typeof asked !== 'string') return asked;
    return (await this.rows(asked)).map(({ id = '' }) => id);
  }

  private async rows(sql: string): Promise<readonly Readonly<Record<string, string>>[]> {
    const known = this.found.get(sql);
    if (known) return known;
    const rows = await this.app.store.manager.query<Record<string, string>[]>(sql);
    this.found.set(sql, rows);
    return rows;
  }
}

function urlOf(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text ? `${path}?${text}` : path;
}
