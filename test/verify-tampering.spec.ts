import type { EntityMetadata } from 'typeorm';
import { KeptSums } from '../src/modules/plant/index.js';
import { PlantSums } from '../src/modules/reports/index.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { changedValue, type Row } from './support/changed-values.js';
import { MAY_GO, NEED_NOT, NO_BOOKS } from './support/need-not.js';
import { RichBooks } from './support/rich-books.js';
import { Tampering } from './support/tampering.js';
import { TestApp } from './support/test-app.js';
import { buildWorld } from './support/world.js';

const NOT_REVERSED = `"entryId" NOT IN (SELECT "reversesId" FROM "entry" WHERE "reversesId" IS NOT NULL)`;
const CLOSED = `"runId" IN (SELECT "id" FROM "run" WHERE "status" = 'closed')`;
const NOT_VOID = `"batchId" IN (SELECT "id" FROM "batch" WHERE "status" <> 'void')`;

/** Nothing is worked out any more from what was reversed, is not signed yet, came back to zero, or has only been planned. */
const IN_FORCE: Readonly<Record<string, string>> = {
  balance: '"massMg" <> 0',
  account_total: '"massMg" <> 0',
  measure_total: '"massMg" <> 0',
  batch: `"status" <> 'void'`,
  batch_event: NOT_REVERSED,
  batch_party: NOT_VOID,
  assay: NOT_VOID,
  run: `"status" = 'closed'`,
  run_input: CLOSED,
  run_output: CLOSED,
  run_feed: CLOSED,
  run_residue: CLOSED,
  agreement_version: `EXISTS (SELECT 1 FROM "agreement_signature" "s" WHERE "s"."agreementId" = "agreement_version"."agreementId"
    AND "s"."subject" = 'version:' || "number")`,
  shipment: '"dispatchedOn" IS NOT NULL',
  shipment_line: '"settled"',
  site: `"id" IN (SELECT "siteId" FROM "entry")`,
};

/*
 * Every table of the books and every column of it: a row that was changed or deleted behind the service is found, or stands in
 * the list of what need not be, with the reason. A column that is added later has to be the one or the other.
 */
describe('a row that was changed behind the books', () => {
  let app: TestApp;
  let tampering: Tampering;
  let tables: readonly EntityMetadata[];

  beforeAll(async () => {
    app = await TestApp.start();
    const world = await buildWorld(app);
    await RichBooks.told(app, world);
    const sums = app.nest.get(PlantSums);
    const [siteId] = world.plant.sites;
    await app.store.snapshot((manager) => sums.read(manager, siteId, ['2027-03'], { listed: true }));
    await app.nest.get(KeptSums).settled();
    tampering = await Tampering.with(app);
    tables = app.store.writer.entityMetadatas.filter(({ tableName }) => !NO_BOOKS.includes(tableName));
  });
  afterAll(() => app.stop());

  const rowsOf = ({ tableName, primaryColumns }: EntityMetadata): Promise<Row[]> => {
    const key = primaryColumns.map(({ databaseName }) => `"${databaseName}"`).join(', ');
    return tampering.rows<Row>(`SELECT * FROM "${tableName}" WHERE ${IN_FORCE[tableName] ?? '1 = 1'} ORDER BY ${key}`);
  };
  const where = ({ primaryColumns }: EntityMetadata, row: Row): string =>
    primaryColumns.map(({ databaseName: name }) => `"${name}" = '${String(row[name])}'`).join(' AND ');
  /** The first, the last, and one between; on PostgreSQL, which verifies more slowly, the last. */
  const some = (rows: readonly Row[]): Row[] => {
    const isQuick = app.store.kind === 'sqlite';
    const picked = isQuick ? [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)] : [rows.at(-1)];
    return [...new Set(picked.filter((row) => row !== undefined))];
  };

  it('is not found where there is none', async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  });

  it('has a row in every table', async () => {
    const empty: string[] = [];
    for (const table of tables) if ((await rowsOf(table)).length === 0) empty.push(table.tableName);
    expect(empty).toEqual([]);
  });

  it('is found in every column that need not go unseen', async () => {
    const unseen: string[] = [];
    for (const table of tables) {
      const rows = await rowsOf(table);
      for (const column of table.columns) {
        const name = `${table.tableName}.${column.databaseName}`;
        if (name in NEED_NOT) continue;
        const filled = rows.filter((row) => row[column.databaseName] !== null);
        for (const row of some(filled.length > 0 ? filled : rows)) {
          const value = changedValue(column, row, rows);
          const change = `UPDATE "${table.tableName}" SET "${column.databaseName}" = ${value} WHERE ${where(table, row)}`;
          const findings = await tampering.findingsAfter(change);
          if (findings?.length === 0) unseen.push(`${name}: ${change}`);
        }
      }
    }
    expect(unseen).toEqual([]);
  });

  it('is found where a row is gone', async () => {
    const unseen: string[] = [];
    for (const table of tables) {
      if (table.tableName in MAY_GO) continue;
      for (const row of some(await rowsOf(table))) {
        const change = `DELETE FROM "${table.tableName}" WHERE ${where(table, row)}`;
        const findings = await tampering.findingsAfter(change);
        if (findings?.length === 0) unseen.push(change);
      }
    }
    expect(unseen).toEqual([]);
  });

  it('is listed as what need not be found only where there is such a column', () => {
    const known = tables.flatMap(({ tableName, columns }) =>
      columns.map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    expect(Object.keys(NEED_NOT).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(MAY_GO).filter((name) => !tables.some(({ tableName }) => tableName === name))).toEqual([]);
  });
});
