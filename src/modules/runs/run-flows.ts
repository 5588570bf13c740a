import type { EntityManager } from 'typeorm';
import { listOf, runSql, toSafeInteger } from '../../database/index.js';

/** What a run's process took in or gave, of one commodity and agreement, net. */
export interface RunFlow {
  readonly runId: string;
  readonly commodity: string;
  readonly agreementId: string | null;
  readonly place: 'in' | 'out' | 'residue' | 'rest';
  readonly massMg: number;
}

interface FlowLine extends Omit<RunFlow, 'agreementId' | 'massMg'> {
  agreementKey: string;
  massMg: string | number;
}

/** An assay may take something back out of an output: what goes from there into the process lowers what came out of it. */
const PLACE = `CASE WHEN "batchId" IS NOT NULL THEN 'out' WHEN "other" LIKE 'stock:%' OR "other" = 'world:other-feed' THEN 'in'
  WHEN "other" = 'world:residue' THEN 'residue' ELSE 'rest' END`;

/** What stands in the books of runs, by their entries that were not reversed: later assays of outputs included. */
export async function flowsOf(manager: EntityManager, runIds: readonly string[]): Promise<RunFlow[]> {
  if (runIds.length === 0) return [];
  const ids = listOf(runIds);
  const sides = `${sideSql('from', 'to', ids)} UNION ALL ${sideSql('to', 'from', ids)}`;
  const lines = await runSql<FlowLine>(
    manager,
    `SELECT "runId", "commodity", "agreementKey", "place",
        SUM(CASE WHEN "place" = 'in' THEN -"massMg" ELSE "massMg" END) AS "massMg"
      FROM (SELECT "runId", "commodity", "agreementKey", "massMg", ${PLACE} AS "place" FROM (${sides}) AS "side") AS "flow"
      GROUP BY "runId", "commodity", "agreementKey", "place"`,
    [...runIds, ...runIds],
  );
  return lines.map(({ agreementKey, massMg, ...line }) => ({
    ...line,
    agreementId: agreementKey || null,
    massMg: toSafeInteger(massMg),
  }));
}

/** The postings of runs that have the process on one side: positive leaves it, negative enters it. */
function sideSql(process: 'from' | 'to', other: 'from' | 'to', ids: string): string {
  const sign = process === 'from' ? '' : '-';
  return `SELECT "link"."subjectId" AS "runId", "p"."commodity", "p"."agreementKey", ${sign}"p"."massMg" AS "massMg",
      "p"."${other}Account" AS "other", "o"."batchId" AS "batchId"
    FROM "entry_subject" "link" JOIN "posting" "p" ON "p"."entryId" = "link"."entryId"
      AND "p"."${process}Account" = 'process:' || "link"."subjectId"
    LEFT JOIN "run_output" "o" ON "o"."runId" = "link"."subjectId" AND "o"."batchId" = "p"."${other}BatchId"
    WHERE "link"."subjectId" IN ${ids}
      AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "link"."entryId")`;
}

/** The milligrams of one commodity at a place, over all agreements or of one. */
export function flowMg(flows: readonly RunFlow[], place: RunFlow['place'], commodity: string): number {
  return flows.reduce(
    (sum, flow) => (flow.place === place && flow.commodity === commodity ? sum + flow.massMg : sum),
    0,
  );
}
