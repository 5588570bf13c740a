import { Walk } from './batch-walk.js';
import { guarded, pagesOf, type Facts } from './facts.js';
import { readFamilies, type FamilyCase } from './families.js';
import { verifyBatches } from './verify-batches.js';
import { verifyCounts, verifyStamps } from './verify-counts.js';
import { verifyElements, verifyReports } from './verify-elements.js';
import { verifyEvent } from './verify-events.js';
import { verifySight } from './verify-sight.js';

/** Reads batches a few families at a time and lives their lives again, from the entries on them. */
export async function verifyFamilies(facts: Facts): Promise<void> {
  for await (const ids of pagesOf(facts.manager, 'batch', { where: '"parentId" IS NULL' })) {
    await guarded(facts, { table: 'batch', key: { from: ids[0], to: ids.at(-1) } }, async () => {
      const families = await readFamilies(facts.manager, ids);
      for (const one of families) {
        await guarded(facts, { table: 'batch', key: { id: one.root.id, code: one.root.code } }, () =>
          verifyFamily(facts, one),
        );
      }
      await verifySight(facts, families);
    });
  }
}

function verifyFamily(facts: Facts, one: FamilyCase): void {
  const walk = new Walk(facts, one);
  verifyBatches(facts, one, walk.stands);
  for (const visit of walk.visits) {
    verifyEvent(facts, visit);
    verifyCounts(facts, visit);
  }
  verifyStamps(facts, one);
  verifyReports(facts, one);
  // What a run made is worked out with the run.
  if (one.root.runId === null) verifyElements(facts, one, null);
}
