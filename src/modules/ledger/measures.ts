import type { EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import type { Day, Period } from '../../domain/measure/time.js';

/** The first day on which a party charged a primary group in a period, net of reversals; null where it did not. */
export async function firstPrimaryCharge(
  manager: EntityManager,
  partyId: string,
  { from, to }: Period,
): Promise<Day | null> {
  const [line] = await runSql<{ day: Day | null }>(
    manager,
    `SELECT MIN("day") AS "day" FROM (
      SELECT "period" AS "day" FROM "measure_total" WHERE "partyId" = ? AND "measure" = 'consumed' AND "grain" = 'day'
        AND "period" BETWEEN ? AND ? AND "commodity" = 'dry-mass'
        AND ("origin" = 'primary' OR ("agreementKey" = '' AND "origin" = 'unknown'))
      GROUP BY "period" HAVING SUM("massMg") > 0) AS "charged"`,
    [partyId, from, to],
  );
  return line?.day ?? null;
}
