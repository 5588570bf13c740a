import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { listOf, runSql } from '../bulk.js';
import { rewriteBooks, type PostingChange, type StoredPosting } from './rewrite.js';

const LOCAL_ON = ['entry', 'run', 'charge', 'batch'];
const EVENT_ON = ['dispatchEventOn', 'receiptEventOn'];
const MOVEMENTS = `('logged', 'supplied', 'disposed', 'split', 'dispatched', 'received', 'run', 'charged')`;
const STANDING = `NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id")`;

/**
 * Entries get one event day, the latest of their local date and the event days of the movements before them; until now they
 * had the local date alone, so that westward a load arrived before it had left. And a load refused whole was never sent: what
 * of it was lost on the way is the sender's own difference, on the day of the dispatch.
 */
export class EventDays1790001100000 implements MigrationInterface {
  name = 'EventDays1790001100000';

  async up(runner: QueryRunner): Promise<void> {
    // A plain statement: TypeORM would rebuild the table on SQLite, and its triggers would be gone.
    for (const table of LOCAL_ON) await runner.query(`ALTER TABLE "${table}" ADD COLUMN "localOn" varchar(10)`);
    for (const name of EVENT_ON) await runner.query(`ALTER TABLE "shipment" ADD COLUMN "${name}" varchar(10)`);
    let changes: Changes = new Map();
    await rewriteBooks(runner, this.name, {
      entries: async ({ manager }) => {
        await pushDays(manager);
        await followDays(manager);
        changes = await changesOf(manager);
      },
      postings: (page) =>
        Promise.resolve(page.map(({ entryId, ordinal }) => changes.get(entryId)?.get(ordinal) ?? null)),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of EVENT_ON) await runner.query(`ALTER TABLE "shipment" DROP COLUMN "${name}"`);
    for (const table of LOCAL_ON) await runner.query(`ALTER TABLE "${table}" DROP COLUMN "localOn"`);
  }
}

/** Changes of postings, by entry and ordinal. */
type Changes = Map<string, Map<number, PostingChange>>;

/** Gives entries their event days, again and again until none is pushed any more: a pushed one may push what follows. */
async function pushDays(manager: EntityManager): Promise<void> {
  for (;;) {
    const pushed = await runSql<{ id: string; day: string }>(manager, PUSHED);
    if (pushed.length === 0) break;
    for (const { id, day } of pushed) {
      await runSql(
        manager,
        `UPDATE "entry" SET "localOn" = COALESCE("localOn", "occurredOn"), "occurredOn" = ? WHERE "id" = ?`,
        [day, id],
      );
    }
  }
  for (const column of ['localOn', 'occurredOn']) {
    await runSql(
      manager,
      `UPDATE "entry" SET "${column}" = (SELECT "o"."${column}" FROM "entry" "o" WHERE "o"."id" = "entry"."reversesId")
        WHERE "reversesId" IN (SELECT "id" FROM "entry" WHERE "localOn" IS NOT NULL)`,
    );
  }
}

/** Entries that lie before a movement that stands before them; the way back on a subject goes past what moves nothing. */
const PUSHED = `WITH RECURSIVE "back" ("entryId", "subjectId", "atId") AS (
    SELECT "entryId", "subjectId", "previousEntryId" FROM "entry_subject" WHERE "previousEntryId" IS NOT NULL
    UNION ALL
    SELECT "b"."entryId", "b"."subjectId", "s"."previousEntryId" FROM "back" "b"
      JOIN "entry" "p" ON "p"."id" = "b"."atId" AND "p"."kind" NOT IN ${MOVEMENTS}
      JOIN "entry_subject" "s" ON "s"."entryId" = "b"."atId" AND "s"."subjectId" = "b"."subjectId"
      WHERE "s"."previousEntryId" IS NOT NULL
  )
  SELECT "e"."id", MAX("p"."occurredOn") AS "day" FROM "back" "b"
    JOIN "entry" "p" ON "p"."id" = "b"."atId" AND "p"."kind" IN ${MOVEMENTS}
    JOIN "entry" "e" ON "e"."id" = "b"."entryId"
    WHERE "p"."occurredOn" > "e"."occurredOn" GROUP BY "e"."id"`;

/** Everything that has its day from an entry. */
async function followDays(manager: EntityManager): Promise<void> {
  for (const table of ['run', 'charge']) {
    await runSql(
      manager,
      `UPDATE "${table}" SET "localOn" = "e"."localOn", "occurredOn" = "e"."occurredOn" FROM "entry" "e"
        WHERE "e"."id" = "${table}"."entryId" AND "e"."localOn" IS NOT NULL`,
    );
  }
  await runSql(
    manager,
    `UPDATE "batch" SET "localOn" = "run"."localOn", "occurredOn" = "run"."occurredOn" FROM "batch" "o", "run"
      WHERE "o"."id" = "batch"."rootId" AND "run"."id" = "o"."runId" AND "run"."localOn" IS NOT NULL`,
  );
  await runSql(
    manager,
    `UPDATE "run_warning" SET "occurredOn" = "run"."occurredOn" FROM "run"
      WHERE "run"."id" = "run_warning"."runId" AND "run"."localOn" IS NOT NULL`,
  );
  for (const [column, local, kind] of [
    ['dispatchEventOn', 'dispatchedOn', 'dispatched'],
    ['receiptEventOn', 'receivedOn', 'received'],
  ] as const) {
    await runSql(
      manager,
      `UPDATE "shipment" SET "${column}" = (SELECT MAX("e"."occurredOn") FROM "entry_subject" "s"
          JOIN "entry" "e" ON "e"."id" = "s"."entryId" AND "e"."kind" = ? AND ${STANDING}
          WHERE "s"."subjectId" = "shipment"."id") WHERE "${local}" IS NOT NULL`,
      [kind],
    );
  }
}

interface Receipt {
  readonly id: string;
  readonly fromSiteId: string;
  readonly dispatchId: string;
  readonly oldOn: string;
  readonly newOn: string;
  readonly oldDispatchOn: string;
  readonly newDispatchOn: string;
}

const OLD = (entry: string): string => `COALESCE("${entry}"."localOn", "${entry}"."occurredOn")`;

/** All receipts with the dispatch before each, in the chain of their shipment. */
const RECEIPTS = `SELECT "e"."id", "h"."fromSiteId", "d"."id" AS "dispatchId", ${OLD('e')} AS "oldOn", "e"."occurredOn" AS "newOn",
    ${OLD('d')} AS "oldDispatchOn", "d"."occurredOn" AS "newDispatchOn"
  FROM "entry" "e" JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id" JOIN "shipment" "h" ON "h"."id" = "s"."subjectId"
    JOIN "entry" "d" ON "d"."id" = "s"."previousEntryId" WHERE "e"."kind" = 'received'`;

/** What becomes of postings whose day, or what they count to, is another now. */
async function changesOf(manager: EntityManager): Promise<Changes> {
  const changes: Changes = new Map();
  /** What changed, by way and day: assays and stamps have said it of the same movements, and follow them. */
  const ways = new Map<string, PostingChange>();
  const keep = (posting: StoredPosting, change: PostingChange): void => {
    const { entryId, ordinal } = posting;
    changes.set(entryId, (changes.get(entryId) ?? new Map<number, PostingChange>()).set(ordinal, change));
    ways.set(wayOf(posting), isTurned(posting) ? turned(change) : change);
  };
  const moved = await runSql<{ id: string; occurredOn: string }>(
    manager,
    `SELECT "id", "occurredOn" FROM "entry" "e" WHERE "localOn" IS NOT NULL AND "kind" IN ${MOVEMENTS} AND "kind" <> 'received'`,
  );
  for (const { id, occurredOn } of moved) {
    for (const posting of await postingsOf(manager, [id])) keep(posting, { day: occurredOn });
  }
  for (const receipt of await runSql<Receipt>(manager, RECEIPTS)) await mendReceipt(manager, receipt, keep);
  await followWays(manager, changes, ways);
  await followReversals(manager, changes);
  return changes;
}

async function mendReceipt(
  manager: EntityManager,
  receipt: Receipt,
  keep: (posting: StoredPosting, change: PostingChange) => void,
): Promise<void> {
  const { id, fromSiteId, dispatchId, oldOn, newOn, oldDispatchOn, newDispatchOn } = receipt;
  const postings = await postingsOf(manager, [id]);
  const stock = `stock:${fromSiteId}`;
  const whole = new Set(
    postings
      .filter((one) => one.toAccount === stock && one.toBatchId === one.fromBatchId)
      .map((one) => one.fromBatchId),
  );
  if (oldOn === newOn && oldDispatchOn === newDispatchOn && whole.size === 0) return;
  const departures = whole.size > 0 ? await departuresOf(manager, dispatchId) : new Map<string, string>();
  for (const posting of postings) {
    const isRefused = posting.toAccount === stock;
    const isOutside = posting.fromAccount.startsWith('world:') || posting.toAccount.startsWith('world:');
    if (isOutside && whole.has(posting.fromBatchId)) {
      const counts = neverSent(posting, departures.get(posting.fromBatchId ?? '') ?? '');
      keep(posting, { day: newDispatchOn, counts });
    } else {
      keep(posting, { day: isRefused ? newDispatchOn : newOn });
    }
  }
}

/** What a batch's dispatch counted to: `sent`, a leak, or nothing. */
async function departuresOf(manager: EntityManager, dispatchId: string): Promise<Map<string, string>> {
  const postings = await postingsOf(manager, [dispatchId]);
  return new Map(postings.map(({ fromBatchId, counts }) => [fromBatchId ?? '', counts.replace(/[+-]$/, '')]));
}

/** The difference of a batch that was refused whole: what had counted as sent did not, and is the sender's own. */
function neverSent({ counts, fromAccount }: StoredPosting, departure: string): string {
  if (departure === '') return counts;
  return fromAccount.startsWith('world:') ? `${departure}+ own-difference-` : `${departure}- own-difference+`;
}

/** Settlements, assays and stamps say something anew of a movement: they count on its day, and to what it counts to. */
async function followWays(
  manager: EntityManager,
  changes: Changes,
  ways: ReadonlyMap<string, PostingChange>,
): Promise<void> {
  const entries = await runSql<{ id: string; kind: string; shipmentId: string | null }>(
    manager,
    `SELECT "e"."id", "e"."kind" FROM "entry" "e" WHERE "e"."kind" IN ('settled', 'assayed', 'stamped') ORDER BY "e"."id"`,
  );
  const receiptDays = await settlementDays(manager);
  for (const { id, kind } of entries) {
    for (const posting of await postingsOf(manager, [id])) {
      const way = ways.get(wayOf(posting));
      const day = kind === 'settled' ? receiptDays.get(id) : way?.day;
      const counts = kind === 'settled' ? undefined : way?.counts;
      if (day === undefined && counts === undefined) continue;
      const change = { ...(day === undefined ? {} : { day }), ...(counts === undefined ? {} : { counts }) };
      const own = isTurned(posting) ? turned(change) : change;
      changes.set(id, (changes.get(id) ?? new Map<number, PostingChange>()).set(posting.ordinal, own));
    }
  }
}

/** The event days of the receipts that settlements complete, by settlement. */
async function settlementDays(manager: EntityManager): Promise<Map<string, string>> {
  const rows = await runSql<{ id: string; day: string }>(
    manager,
    `WITH RECURSIVE "back" ("entryId", "subjectId", "atId") AS (
        SELECT "s"."entryId", "s"."subjectId", "s"."previousEntryId" FROM "entry_subject" "s"
          JOIN "entry" "e" ON "e"."id" = "s"."entryId" AND "e"."kind" = 'settled' JOIN "shipment" "h" ON "h"."id" = "s"."subjectId"
        UNION ALL
        SELECT "b"."entryId", "b"."subjectId", "s"."previousEntryId" FROM "back" "b"
          JOIN "entry" "p" ON "p"."id" = "b"."atId" AND "p"."kind" <> 'received'
          JOIN "entry_subject" "s" ON "s"."entryId" = "b"."atId" AND "s"."subjectId" = "b"."subjectId"
      )
      SELECT "b"."entryId" AS "id", "p"."occurredOn" AS "day" FROM "back" "b"
        JOIN "entry" "p" ON "p"."id" = "b"."atId" AND "p"."kind" = 'received'`,
  );
  return new Map(rows.map(({ id, day }) => [id, day]));
}

/** A reversal is its original turned round. */
async function followReversals(manager: EntityManager, changes: Changes): Promise<void> {
  const reversals = await runSql<{ id: string; reversesId: string }>(
    manager,
    `SELECT "id", "reversesId" FROM "entry" WHERE "reversesId" IS NOT NULL`,
  );
  for (const { id, reversesId } of reversals) {
    const original = changes.get(reversesId);
    if (!original) continue;
    changes.set(id, new Map([...original].map(([ordinal, change]) => [ordinal, turned(change)])));
  }
}

async function postingsOf(manager: EntityManager, entryIds: readonly string[]): Promise<StoredPosting[]> {
  return runSql<StoredPosting>(
    manager,
    `SELECT * FROM "posting" WHERE "entryId" IN ${listOf(entryIds)} ORDER BY "entryId", "ordinal"`,
    entryIds,
  );
}

/** A way whichever direction it was gone, with its day. */
function wayOf({ day, fromAccount, toAccount, fromBatchId, toBatchId }: StoredPosting): string {
  const ends = [`${fromAccount} ${fromBatchId ?? ''}`, `${toAccount} ${toBatchId ?? ''}`];
  return [day, ...ends.sort()].join('|');
}

function isTurned({ fromAccount, toAccount, fromBatchId, toBatchId }: StoredPosting): boolean {
  return `${fromAccount} ${fromBatchId ?? ''}` > `${toAccount} ${toBatchId ?? ''}`;
}

function turned(change: PostingChange): PostingChange {
  const { counts } = change;
  if (counts === undefined) return change;
  return { ...change, counts: counts.replace(/[+-](?= |$)/g, (sign) => (sign === '+' ? '-' : '+')) };
}
