import type { EntityManager } from 'typeorm';
import { runChecks, type Findings, type SqlCheck } from '../ledger/index.js';

/** References that no foreign key holds, since what they name comes later or may be of several kinds. */
const LOOSE: readonly (readonly [table: string, column: string, to: string])[] = [
  ['batch', 'shipmentId', 'shipment'],
  ['batch', 'runId', 'run'],
  ['batch', 'assayId', 'assay'],
];

/** That every reference leads somewhere: also where a table was changed past the foreign keys that the database holds. */
export async function verifyReferences(manager: EntityManager, findings: Findings): Promise<void> {
  const declared = manager.connection.entityMetadatas.flatMap(({ tableName, foreignKeys }) =>
    foreignKeys.map(
      ({ columnNames, referencedTablePath }) => [tableName, columnNames[0] ?? '', referencedTablePath] as const,
    ),
  );
  await runChecks(manager, [...declared, ...LOOSE].map(reference), findings);
  await runChecks(manager, [SUBJECTS], findings);
}

function reference([table, column, to]: readonly [string, string, string]): SqlCheck {
  return {
    code: 'reference-broken',
    check: `${column} of ${table} names a row of ${to}`,
    table,
    key: [column],
    sql: `SELECT "own"."${column}", 'a row of ${to}' AS "expected", 'none' AS "found" FROM "${table}" "own"
      LEFT JOIN "${to}" "other" ON "other"."id" = "own"."${column}"
      WHERE "own"."${column}" IS NOT NULL AND "other"."id" IS NULL`,
  };
}

const SUBJECTS: SqlCheck = {
  code: 'reference-broken',
  check: 'an entry stands on a batch, a shipment or a run',
  table: 'entry_subject',
  key: ['entryId', 'subjectId'],
  sql: `SELECT "s"."entryId", "s"."subjectId", 'a batch, a shipment or a run' AS "expected", 'none' AS "found"
    FROM "entry_subject" "s" LEFT JOIN "batch" "b" ON "b"."id" = "s"."subjectId"
      LEFT JOIN "shipment" "h" ON "h"."id" = "s"."subjectId" LEFT JOIN "run" "r" ON "r"."id" = "s"."subjectId"
    WHERE "b"."id" IS NULL AND "h"."id" IS NULL AND "r"."id" IS NULL`,
};
