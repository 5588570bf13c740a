import { TableIndex, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { insertRows, listOf, runSql } from '../bulk.js';
import { column, createTable } from './table.js';

const SHARES = { references: { runId: 'run', agreementId: 'agreement' }, indices: [['agreementId', 'runId']] } as const;
const KEYS = [column.key('runId', 36), column.key('agreementId', 36)];

const WITHOUT_ASSAY = 'IX_batch_without_assay';
const ROOTS_WITHOUT_ASSAY = new TableIndex({
  name: WITHOUT_ASSAY,
  columnNames: ['agreementId', 'occurredOn', 'status', 'dryMg', 'id', 'kind', 'assayId', 'parentId'],
  where: `"kind" = 'by-product' AND "assayId" IS NULL AND "parentId" IS NULL`,
});
const ALL_WITHOUT_ASSAY = new TableIndex({
  name: WITHOUT_ASSAY,
  columnNames: ['agreementId', 'id', 'kind', 'assayId'],
  where: `"kind" = 'by-product' AND "assayId" IS NULL`,
});
const DRY_COUNTS = new TableIndex({
  name: 'IX_posting_dry_counts',
  columnNames: ['fromBatchId', 'day', 'counts', 'massMg', 'agreementKey', 'commodity'],
  where: `"commodity" = 'dry-mass' AND "counts" <> ''`,
});

/**
 * Keeps per run and agreement whether all of the agreement's material that went in had been recovered before: what comes out of
 * such a run is recovered too, and is not recovered again by a later one. Indices tell all that a report asks of batches without
 * an assay, parts included; a table keeps what generators state of days in which they charged no primary material.
 */
export class RecoveredRuns1790001000000 implements MigrationInterface {
  name = 'RecoveredRuns1790001000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "run_share_before" AS SELECT "runId", "agreementId" FROM "run_share"`);
    await runner.dropTable('run_share');
    await createTable(runner, 'run_share', { columns: [...KEYS, column.flag('recovered')], ...SHARES });
    await keepRecovered(runner.manager);
    await runner.query(`DROP TABLE "run_share_before"`);
    await runner.dropIndex('batch', ROOTS_WITHOUT_ASSAY);
    await runner.createIndex('batch', ALL_WITHOUT_ASSAY);
    await runner.createIndex('posting', DRY_COUNTS);
    await createTable(runner, 'no_primary_statement', {
      columns: [
        column.id(),
        column.ref('partyId'),
        column.day('fromOn'),
        column.day('toOn'),
        column.text('reason', 500),
        column.instant('createdAt'),
        column.ref('userId', true),
      ],
      references: { partyId: 'party' },
      indices: [['partyId', 'createdAt', 'id']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('no_primary_statement');
    await runner.dropIndex('posting', DRY_COUNTS);
    await runner.dropIndex('batch', ALL_WITHOUT_ASSAY);
    await runner.createIndex('batch', ROOTS_WITHOUT_ASSAY);
    await runner.query(`CREATE TABLE "run_share_before" AS SELECT "runId", "agreementId" FROM "run_share"`);
    await runner.dropTable('run_share');
    await createTable(runner, 'run_share', { columns: KEYS, ...SHARES });
    await runner.query(`INSERT INTO "run_share" ("runId", "agreementId") SELECT * FROM "run_share_before"`);
    await runner.query(`DROP TABLE "run_share_before"`);
  }
}

interface InputLine {
  runId: string;
  kind: string;
  contents: string;
  /** The run that made what was drawn, or what it is a part of. */
  madeIn: string | null;
}

const PAGE = 200;

/** Runs in the order in which they were entered: what made an intermediate comes before what draws it. */
async function keepRecovered(manager: EntityManager): Promise<void> {
  const runs = await runSql<{ id: string }>(manager, `SELECT "id" FROM "run" ORDER BY "createdAt", "id"`);
  const recovered = new Map<string, ReadonlySet<string>>();
  for (let start = 0; start < runs.length; start += PAGE) {
    const ids = runs.slice(start, start + PAGE).map(({ id }) => id);
    const inputs = await inputsOf(manager, ids);
    const shares = await sharesOf(manager, ids);
    const rows = ids.flatMap((runId) => {
      const own = inputs.get(runId) ?? [];
      const agreements = shares.get(runId) ?? [];
      const kept = new Set(
        agreements.filter((agreementId) => !own.some((input) => isFresh(input, agreementId, recovered))),
      );
      recovered.set(runId, kept);
      return agreements.map((agreementId) => [runId, agreementId, kept.has(agreementId)]);
    });
    await insertRows(manager, { table: 'run_share', columns: ['runId', 'agreementId', 'recovered'], rows });
  }
}

/** Whether an input carries mass of an agreement that was not recovered before. */
function isFresh(
  { kind, contents, madeIn }: InputLine,
  agreementId: string,
  recovered: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const amounts = JSON.parse(contents) as readonly { agreementId: string | null; massMg: number }[];
  if (kind === 'recycled' || !amounts.some((amount) => amount.agreementId === agreementId && amount.massMg > 0))
    return false;
  return !(kind === 'intermediate' && recovered.get(madeIn ?? '')?.has(agreementId));
}

async function inputsOf(manager: EntityManager, runIds: readonly string[]): Promise<ReadonlyMap<string, InputLine[]>> {
  const lines = await runSql<InputLine>(
    manager,
    `SELECT i."runId", i."kind", i."contents", root."runId" AS "madeIn" FROM "run_input" i
        JOIN "batch" b ON b."id" = i."batchId" JOIN "batch" root ON root."id" = b."rootId"
      WHERE i."runId" IN ${listOf(runIds)}`,
    runIds,
  );
  const byRun = new Map<string, InputLine[]>();
  for (const line of lines) byRun.set(line.runId, [...(byRun.get(line.runId) ?? []), line]);
  return byRun;
}

async function sharesOf(manager: EntityManager, runIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const lines = await runSql<{ runId: string; agreementId: string }>(
    manager,
    `SELECT "runId", "agreementId" FROM "run_share_before" WHERE "runId" IN ${listOf(runIds)}`,
    runIds,
  );
  const byRun = new Map<string, string[]>();
  for (const { runId, agreementId } of lines) byRun.set(runId, [...(byRun.get(runId) ?? []), agreementId]);
  return byRun;
}
