import { WORLD } from '../../domain/books/ledger.js';
import { COUNT_KIND, endingAt, type DispositionKind } from '../../domain/acts/dispositions.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import type { LeakMeasure } from '../../domain/acts/shipment.js';
import type { SqlCheck } from '../ledger/index.js';
import type { Visit } from './batch-walk.js';
import type { Facts } from './facts.js';
import { negative, type Mg } from '../../domain/measure/quantities.js';

/** Entries that leave a note of how each batch stood before them; those by which a batch came to be leave none. */
const NOTED = `('disposed', 'split', 'dispatched', 'received', 'settled', 'run', 'charged')`;

export const eventChecks: readonly SqlCheck[] = [
  {
    code: 'batch-event-missing',
    check: 'what an entry did to a batch is noted',
    table: 'batch_event',
    key: ['entryId', 'batchId', 'code', 'kind'],
    sql: `SELECT "s"."entryId", "b"."id" AS "batchId", "b"."code", "e"."kind", 'a row' AS "expected", 'none' AS "found"
      FROM "entry_subject" "s" JOIN "entry" "e" ON "e"."id" = "s"."entryId" JOIN "batch" "b" ON "b"."id" = "s"."subjectId"
        LEFT JOIN "batch_event" "v" ON "v"."entryId" = "s"."entryId" AND "v"."batchId" = "s"."subjectId"
      WHERE "e"."kind" IN ${NOTED} AND "s"."previousEntryId" IS NOT NULL AND "v"."entryId" IS NULL`,
  },
  {
    code: 'batch-event-stray',
    check: 'what is noted of an entry and a batch is of an entry that stands on the batch',
    table: 'batch_event',
    key: ['entryId', 'batchId', 'kind'],
    sql: `SELECT "v"."entryId", "v"."batchId", "v"."kind", 'an entry on the batch' AS "expected", COALESCE("e"."kind", 'none') AS "found"
      FROM "batch_event" "v" LEFT JOIN "entry" "e" ON "e"."id" = "v"."entryId"
        LEFT JOIN "entry_subject" "s" ON "s"."entryId" = "v"."entryId" AND "s"."subjectId" = "v"."batchId"
      WHERE "s"."entryId" IS NULL OR "e"."id" IS NULL OR "e"."kind" NOT IN ${NOTED}`,
  },
];

function dispositionAt(account: string, { kind }: Visit['batch']): DispositionKind | null {
  return account === WORLD.measurementDifference ? COUNT_KIND : endingAt(account, kind);
}

/** Holds what was noted of an entry against its postings, and against how the batch stood before it. */
export function verifyEvent({ findings }: Facts, visit: Visit): void {
  const { event, entry, batch, before } = visit;
  if (!event || !before) return;
  const key = { entryId: entry.id, batchId: batch.id, batch: batch.code, kind: entry.kind };
  const tell = (check: string, expected: unknown, found: unknown): void =>
    findings.compare({ code: 'batch-event-wrong', check, table: 'batch_event', key, expected, found });
  tell('what was done to a batch is what the postings say', kindOf(visit), event.kind);
  const status = entry.kind === 'dispatched' ? 'in-shipment' : before.status;
  tell(
    'how a batch stood before an entry is how the entries before left it',
    [status, before.resting, before.siteId],
    [...[event.statusBefore, event.restingBefore, event.siteBeforeId]],
  );
  tell('the mass of what was done is that of the postings, in milligrams', massOf(visit), event.dryMg);
  if (entry.kind === 'dispatched' && visit.leg) {
    tell('a line says whether the batch had been refused before', before.refused, visit.leg.line.refusedBefore);
  }
  const leak = ['disposed', 'dispatched'].includes(entry.kind) ? leakOf(visit) : null;
  const given = [event.carveOut !== null, event.breachReason !== null];
  tell(
    'a carve-out or breach is named where the postings count one',
    [leak === 'leaked-carve-out', leak === 'leaked-breach'],
    given,
  );
  const named = entry.kind === 'dispatched' ? visit.leg?.shipment : undefined;
  if (!named || leak === null) return;
  const expected = [
    leak === 'leaked-carve-out' ? named.carveOut : null,
    leak === 'leaked-breach' ? named.breachReason : null,
  ];
  tell('a carve-out or breach is that of the shipment', expected, [event.carveOut, event.breachReason]);
}

function kindOf({ entry, batch, postings }: Visit): string {
  if (entry.kind !== 'disposed') return entry.kind;
  const ends = postings.flatMap(({ from, to }) => dispositionAt(to, batch) ?? dispositionAt(from, batch) ?? []);
  return ends[0] ?? 'a disposition';
}

/** What was drawn, what was counted, what the scale said, or what was settled. */
function massOf({ entry, event, leg, after, changeMg }: Visit): Mg | null {
  if (entry.kind === 'received') return leg?.line.receivedDryMg ?? null;
  if (entry.kind === 'settled') return leg?.line.settledDryMg ?? null;
  return event?.kind === 'stock-difference' ? after.leftMg : negative(changeMg);
}

/** How a batch left its agreement, by what its postings count to. */
export function leakOf({ postings }: Pick<Visit, 'postings'>): LeakMeasure | null {
  for (const { commodity, counts } of postings) {
    const leak = counts.find(({ measure, sign }) => measure.startsWith('leaked') && sign === 1);
    if (commodity === DRY_MASS && leak) return leak.measure as LeakMeasure;
  }
  return null;
}
