import { randomUUID } from 'node:crypto';
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** Columns that may be empty, by table: they are added without writing the table anew. */
const ADDED: readonly (readonly [table: string, name: string, type: string])[] = [
  ['assay', 'given', 'text'],
  ['assay', 'belowLimit', 'text'],
  ['assay', 'reportKey', 'varchar(410)'],
  ['run_input', 'bounds', 'text'],
  ['run_feed', 'belowLimit', 'text'],
];

const BY_REPORT = new TableIndex({ name: 'IX_assay_partyId_reportKey', columnNames: ['partyId', 'reportKey'] });

interface StoredAssay {
  readonly id: string;
  readonly batchId: string;
  readonly isOwn: unknown;
  readonly sampledAt: unknown;
  readonly createdAt: unknown;
}

/**
 * Assays keep what the laboratory wrote, and a key of its report. Until now the one recorded last was in force, from now on
 * the newest sample is: where that is another one, what is in force now counts as put in force by hand, so that no figure
 * changes by the upgrade.
 */
export class AssaysAsGiven1790001210000 implements MigrationInterface {
  name = 'AssaysAsGiven1790001210000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name, type] of ADDED) await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${name}" ${type}`);
    await runner.createIndex('assay', BY_REPORT);
    await createTable(runner, 'assay_force', {
      columns: [
        column.id(),
        column.ref('batchId'),
        column.ref('assayId'),
        column.text('reason', 500),
        column.instant('createdAt'),
        column.ref('userId', true),
        column.ref('entryId', true),
        column.flag('withdrawn'),
      ],
      references: { batchId: 'batch', assayId: 'assay', entryId: 'entry' },
      indices: [['batchId'], ['entryId']],
    });
    await fillReportKeys(runner);
    await keepInForce(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('assay_force');
    await runner.dropIndex('assay', BY_REPORT);
    for (const [table, name] of [...ADDED].reverse())
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${name}"`);
  }
}

function numbered(runner: QueryRunner, sql: string): string {
  let position = 0;
  return runner.connection.options.type === 'postgres' ? sql.replace(/\?/g, () => `$${(position += 1)}`) : sql;
}

async function fillReportKeys(runner: QueryRunner): Promise<void> {
  const rows = (await runner.query(
    `SELECT "id", "laboratory", "reportNo" FROM "assay" WHERE "reportNo" IS NOT NULL`,
  )) as { id: string; laboratory: string; reportNo: string }[];
  const update = numbered(runner, 'UPDATE "assay" SET "reportKey" = ? WHERE "id" = ?');
  for (const { id, laboratory, reportNo } of rows) {
    await runner.query(update, [`${keyOf(laboratory)}\n${keyOf(reportNo)}`, id]);
  }
}

/** What is in force is what was recorded last, of the side where the batch arose, else of another. */
async function keepInForce(runner: QueryRunner): Promise<void> {
  const rows = (await runner.query(
    `SELECT "a"."id", "a"."batchId", "a"."sampledAt", "a"."createdAt",
        CASE WHEN "a"."partyId" = "b"."partyId" THEN 1 ELSE 0 END AS "isOwn"
      FROM "assay" "a" JOIN "batch" "b" ON "b"."id" = "a"."batchId"
      WHERE NOT "a"."withdrawn" AND "a"."batchId" IN
        (SELECT "batchId" FROM "assay" WHERE NOT "withdrawn" GROUP BY "batchId" HAVING COUNT(*) > 1)
      ORDER BY "a"."createdAt", "a"."id"`,
  )) as StoredAssay[];
  const byBatch = new Map<string, StoredAssay[]>();
  for (const row of rows) byBatch.set(row.batchId, [...(byBatch.get(row.batchId) ?? []), row]);
  const insert = numbered(
    runner,
    `INSERT INTO "assay_force" ("id", "batchId", "assayId", "reason", "createdAt", "withdrawn") VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const [batchId, all] of byBatch) {
    const own = all.filter(({ isOwn }) => Number(isOwn) === 1);
    const fit = own.length > 0 ? own : all;
    const last = fit.at(-1);
    const isNewest = fit.every(({ sampledAt }) => Number(sampledAt) <= Number(last?.sampledAt));
    if (!last || isNewest) continue;
    const values = [randomUUID(), batchId, last.id, 'In force before the upgrade.', Number(last.createdAt), false];
    await runner.query(insert, values);
  }
}

/** The key as the domain makes it; kept here as it was, since what a migration does never changes. */
function keyOf(code: string): string {
  const composed = code
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ');
  const small = Array.from(composed, (letter) => letter.toLowerCase().replace('ς', 'σ')).join('');
  return Array.from(small.normalize('NFKC').trim()).slice(0, 200).join('').trimEnd();
}
