import type { EntityManager } from 'typeorm';
import { listOf, runSql, toMg } from '../../database/index.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** What a run's process took in or gave, of one commodity and agreement, net. */
export interface ProcessFlow {
  readonly runId: string;
  readonly commodity: string;
  readonly agreementId: string | null;
  readonly place: 'in' | 'out' | 'residue' | 'rest';
  readonly massMg: Mg;
}

interface FlowLine extends Omit<ProcessFlow, 'agreementId' | 'massMg'> {
  agreementKey: string;
  massMg: string | number;
}

/** An assay may take something back out of an output: what goes from there into the process lowers what came out of it. */
const PLACE = `CASE WHEN "isOutput" = 1 THEN 'out' WHEN "other" LIKE 'stock:%' OR "other" = 'world:other-feed' THEN 'in'
  WHEN "other" = 'world:residue' THEN 'residue' ELSE 'rest' END`;

/**
 * What stands in the books of runs, by their entries that were not reversed: later assays of outputs included.
 *
 * @param isOutput that a batch is an output of a run, by how the statement names both
 */
export async function processFlows(
  manager: EntityManager,
  runIds: readonly string[],
  isOutput: (run: string, batch: string) => string,
): Promise<ProcessFlow[]> {
  if (runIds.length === 0) return [];
  /** The postings of runs that have the process on one side: positive leaves it, negative enters it. */
  const side = (process: string, other: string, sign: string): string => `
    SELECT "link"."subjectId" AS "runId", "p"."commodity", "p"."agreementKey", ${sign}"p"."massMg" AS "massMg",
      "p"."${other}Account" AS "other",
      CASE WHEN ${isOutput('"link"."subjectId"', `"p"."${other}BatchId"`)} THEN 1 ELSE 0 END AS "isOutput"
    FROM "entry_subject" "link" JOIN "posting" "p" ON "p"."entryId" = "link"."entryId"
      AND "p"."${process}Account" = 'process:' || "link"."subjectId"
    WHERE "link"."subjectId" IN ${listOf(runIds)}
      AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "link"."entryId")`;
  const lines = await runSql<FlowLine>(
    manager,
    `SELECT "runId", "commodity", "agreementKey", "place",
        SUM(CASE WHEN "place" = 'in' THEN -"massMg" ELSE "massMg" END) AS "massMg"
      FROM (SELECT "runId", "commodity", "agreementKey", "massMg", ${PLACE} AS "place"
        FROM (${side('from', 'to', '')} UNION ALL ${side('to', 'from', '-')}) AS "side") AS "flow"
      GROUP BY "runId", "commodity", "agreementKey", "place"`,
    [...runIds, ...runIds],
  );
  return lines.map(({ agreementKey, massMg, ...line }) => ({
    ...line,
    agreementId: agreementKey || null,
    massMg: toMg(massMg),
  }));
}
