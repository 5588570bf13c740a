import { wipAccount, type Posting } from '../../domain/books/ledger.js';
import { codeKey } from '../../domain/matter/code.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import { originOfLot } from '../../domain/acts/magnet-lot.js';
import { dryMassMg, minus, plus, PPM, type Mg } from '../../domain/measure/quantities.js';
import { GRADE_METHOD, gradeOn } from '../../domain/production/grade.js';
import { In } from 'typeorm';
import { AssayRow, BatchRow } from '../batches/index.js';
import { EntryRow, Ledger, type SqlCheck } from '../ledger/index.js';
import { GradeRow, GradeVersionRow, MagnetLotRow, ProcessLossRow } from '../production/index.js';
import { guarded, pagesOf, type Facts } from './facts.js';

/** That every magnet lot has its row and every process loss too, and no other. */
export const lotChecks: readonly SqlCheck[] = [
  {
    code: 'lot-missing',
    check: 'a batch of magnets is kept as a lot, and no other batch is',
    table: 'magnet_lot',
    key: ['id'],
    sql: `SELECT "b"."id", 'a lot where it is magnets' AS "expected", "b"."kind" || CASE WHEN "l"."id" IS NULL THEN ', no lot' ELSE ', a lot' END AS "found"
      FROM "batch" "b" LEFT JOIN "magnet_lot" "l" ON "l"."id" = "b"."id"
      WHERE ("b"."kind" = 'magnet' AND "l"."id" IS NULL) OR ("b"."kind" <> 'magnet' AND "l"."id" IS NOT NULL)`,
  },
  {
    code: 'lot-of-batch',
    check: 'magnets come to be of no batch',
    table: 'posting',
    key: ['entryId', 'ordinal'],
    sql: `SELECT "p"."entryId", "p"."ordinal", 'none' AS "expected", "p"."fromBatchId" AS "found" FROM "posting" "p"
      JOIN "entry" "e" ON "e"."id" = "p"."entryId" WHERE "e"."kind" IN ('made', 'taken-back') AND "p"."fromBatchId" IS NOT NULL`,
  },
  {
    code: 'lot-entry',
    check: 'the entry of a lot stands on its batch',
    table: 'magnet_lot',
    key: ['id', 'entryId'],
    sql: `SELECT "l"."id", "l"."entryId", 'on the batch' AS "expected", 'on something else' AS "found" FROM "magnet_lot" "l"
      LEFT JOIN "entry_subject" "s" ON "s"."entryId" = "l"."entryId" AND "s"."subjectId" = "l"."id"
      WHERE "s"."entryId" IS NULL`,
  },
  {
    code: 'loss-missing',
    check: 'what was lost has its row',
    table: 'process_loss',
    key: ['entryId'],
    sql: `SELECT "e"."id" AS "entryId", 1 AS "expected", COUNT("l"."id") AS "found" FROM "entry" "e"
      LEFT JOIN "process_loss" "l" ON "l"."entryId" = "e"."id" WHERE "e"."kind" = 'lost'
      GROUP BY "e"."id" HAVING COUNT("l"."id") <> 1`,
  },
];

/** Works out again what is kept of magnet lots and of process losses. */
export async function verifyLots(facts: Facts): Promise<void> {
  const { manager } = facts;
  for await (const ids of pagesOf(manager, 'magnet_lot')) {
    for (const lot of await manager.findBy(MagnetLotRow, { id: In(ids) })) {
      await guarded(facts, { table: 'magnet_lot', key: { id: lot.id } }, () => verifyLot(facts, lot));
    }
  }
  for await (const ids of pagesOf(manager, 'process_loss')) {
    for (const loss of await manager.findBy(ProcessLossRow, { id: In(ids) })) {
      await guarded(facts, { table: 'process_loss', key: { id: loss.id } }, () => verifyLoss(facts, loss));
    }
  }
}

async function verifyLot({ manager, findings }: Facts, lot: MagnetLotRow): Promise<void> {
  const batch = await manager.findOneByOrFail(BatchRow, { id: lot.id });
  const entry = await manager.findOneByOrFail(EntryRow, { id: lot.entryId });
  const grade = await manager.findOneByOrFail(GradeRow, { id: lot.gradeId });
  const versions = await manager.findBy(GradeVersionRow, { gradeId: lot.gradeId });
  const tell = (check: string, expected: unknown, found: unknown): void =>
    findings.compare({
      code: 'lot-wrong',
      check,
      table: 'magnet_lot',
      key: { id: lot.id, code: batch.code },
      expected,
      found,
    });
  tell(
    'a lot is of the entry by which its batch came to be, at its site',
    [lot.returnedFrom === null ? 'made' : 'taken-back', batch.originSiteId, batch.partyId],
    [entry.kind, lot.siteId, lot.partyId],
  );
  tell('magnets are weighed dry', [0, 0], [batch.moisturePpm, batch.oilPpm]);
  tell(
    'the dry mass is the net mass less the coating, in milligrams',
    dryMassMg(batch.netMg, lot.coatingPpm),
    batch.dryMg,
  );
  tell(
    'a lot is of a grade of its party',
    [grade.code, codeKey(grade.code), grade.alloy, grade.partyId],
    [batch.grade, grade.codeKey, batch.alloy, lot.partyId],
  );
  // A version that was said later of earlier days changes no lot that is booked.
  const known = versions.filter((one) => one.fromOn === lot.gradeFromOn || one.createdAt < lot.createdAt);
  const version = gradeOn(known, batch.localOn ?? batch.occurredOn);
  tell(
    'the coating that was taken off is that of the grade on the day',
    [version?.fromOn, lot.uncoated ? 0 : version?.coatingPpm],
    [lot.gradeFromOn, lot.coatingPpm],
  );
  const assay = lot.gradeAssayId === null ? null : await manager.findOneBy(AssayRow, { id: lot.gradeAssayId });
  const said = (one: GradeVersionRow | AssayRow | null | undefined) =>
    one && [one.compositionPpm, one.belowLimit, one.expandedUncertainty];
  if (lot.gradeAssayId !== null) {
    tell(
      'what stands for the grade says of the lot what the grade says',
      [lot.id, GRADE_METHOD, said(version)],
      [assay?.batchId, assay?.method, said(assay)],
    );
  }
  const { returnedFrom: customer, returnedUse: use, useEvidence: evidence } = lot;
  const returned = customer !== null && use !== null ? { customer, use, evidence } : null;
  tell('the origin follows from what a customer sent back', originOfLot({ returned }), batch.origin);
}

async function verifyLoss({ manager, findings }: Facts, loss: ProcessLossRow): Promise<void> {
  const entry = await manager.findOneByOrFail(EntryRow, { id: loss.entryId });
  const tell = (check: string, expected: unknown, found: unknown): void =>
    findings.compare({ code: 'loss-wrong', check, table: 'process_loss', key: { id: loss.id }, expected, found });
  const isReversed = await manager.existsBy(EntryRow, { reversesId: entry.id });
  const of = ({ siteId, partyId, occurredAt, occurredOn, localOn }: EntryRow | ProcessLossRow) => [
    ...[siteId, partyId, occurredAt, occurredOn, localOn],
  ];
  tell('a loss is what its entry says', ['lost', ...of(entry)], [entry.kind, ...of(loss)]);
  tell('a loss is reversed where its entry is', isReversed ? 'reversed' : 'booked', loss.status);
  const postings = await new Ledger().postingsOf(manager, [entry.id]);
  tell('a loss is of no agreement and of no product', [], postings.filter(isOfSomething));
  const masses = massesOf(postings, loss.siteId);
  const inOrder = (mg: Readonly<Record<string, Mg>>) => Object.entries(mg).sort(([a], [b]) => (a < b ? -1 : 1));
  tell('the masses of a loss are those of its postings, in milligrams', inOrder(masses), inOrder(loss.elementsMg));
}

function isOfSomething({ agreementId, origin, country, usabilityPpm, counts }: Posting): boolean {
  return country !== null || agreementId !== null || origin !== 'unknown' || usabilityPpm !== PPM || counts.length > 0;
}

function massesOf(postings: readonly Posting[], siteId: string): Record<string, Mg> {
  const masses: Record<string, Mg> = {};
  for (const { commodity, massMg, from } of postings) {
    const own = masses[commodity] ?? 0;
    masses[commodity] = from === wipAccount(siteId) && commodity !== DRY_MASS ? plus(own, massMg) : minus(own, massMg);
  }
  return masses;
}
