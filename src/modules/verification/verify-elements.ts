import { DRY_MASS, type Holding } from '../../domain/matter/holding.js';
import { correctionsTo, replayedElements } from '../../domain/acts/replay.js';
import type { Posting } from '../../domain/books/ledger.js';
import { ownAssay } from '../../domain/acts/family.js';
import { reportKeyOf } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import type { Facts } from './facts.js';
import type { FamilyCase } from './families.js';

/**
 * A family lives its life again with the assays as they are: what this gives of every element, and what stands in the books,
 * must be the same, to the milligram.
 *
 * @param bornInRun what its run gave the root, where it is a run's output
 */
export function verifyElements(facts: Facts, one: FamilyCase, bornInRun: Holding | null): void {
  const { family, root } = one;
  const ownAssayOf = (batchId: string) => ownAssay(family, batchId)?.compositionPpm ?? null;
  const desired = replayedElements({ entries: family.history, ownAssayOf, bornInRun, catalogue });
  const booked = family.history.flatMap(({ postings }) => postings);
  for (const posting of correctionsTo(desired, booked)) {
    if (posting.commodity === DRY_MASS) continue;
    facts.findings.compare({
      code: 'elements-wrong',
      check: 'the elements of every movement follow from the assays in force, in milligrams',
      table: 'posting',
      key: { family: root.id, batch: root.code, ...wayOf(posting) },
      expected: `${posting.massMg} more`,
      found: 'what is booked',
    });
  }
}

export function wayOf({
  from,
  to,
  commodity,
  fromBatchId,
  toBatchId,
  day,
}: Posting): Readonly<Record<string, unknown>> {
  return { from, to, commodity, batchId: toBatchId ?? fromBatchId, day };
}

/** What makes reports one is made of laboratory and number. */
export function verifyReports({ findings }: Facts, { assays, root }: FamilyCase): void {
  for (const { id, batchId, laboratory, reportNo, reportKey } of assays) {
    findings.compare({
      code: 'assay-report',
      check: 'the key of a report is made of its laboratory and number',
      table: 'assay',
      key: { id, batchId, family: root.code },
      expected: reportKeyOf(laboratory, reportNo),
      found: reportKey,
    });
  }
}
