import type { EntityManager } from 'typeorm';
import type { Findings } from '../ledger/index.js';
import { keptMonths } from '../plant/index.js';
import { sumsDifference } from '../reports/index.js';
import { guarded } from './facts.js';

/** That the class sums by which the balance of a plant is struck are what was booked. */
export async function verifyPlantSums(manager: EntityManager, findings: Findings): Promise<void> {
  for (const { siteId, month } of await keptMonths(manager)) {
    await guarded({ findings }, { table: 'plant_sums', key: { siteId, month } }, async () => {
      const difference = await sumsDifference(manager, { siteId, month });
      if (!difference) return;
      const { at, expected, found } = difference;
      findings.compare({
        code: 'plant-sums-wrong',
        check: 'the class sums of a plant and month are what was booked',
        table: 'plant_sums',
        key: { siteId, month, at },
        expected,
        found,
      });
    });
  }
}
