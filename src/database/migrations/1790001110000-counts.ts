import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { runSql } from '../bulk.js';
import { rewriteBooks, type PostingChange, type StoredPosting } from './rewrite.js';

const OUTSIDE = 'world:measurement-difference';
const STANDING = `NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id")`;
const ENDS = `('run', 'charged', 'split', 'reused-in-process', 'disposed', 'sold-elsewhere', 'stock-difference')`;

/**
 * What counts took from a stock of by-product and what they added to it are figures of their own, the generator's and the
 * recycler's; until now they stood in one figure with what was lost on the way. A batch counted to nothing is counted out.
 */
export class Counts1790001110000 implements MigrationInterface {
  name = 'Counts1790001110000';

  async up(runner: QueryRunner): Promise<void> {
    const { manager } = runner;
    const counts = await countsOf(manager);
    const changes = new Map<string, PostingChange>();
    for (const posting of await postingsOf(manager)) {
      const change = changeOf(posting, counts);
      if (change) changes.set(`${posting.entryId} ${posting.ordinal}`, change);
    }
    await rewriteBooks(runner, this.name, {
      postings: (page) =>
        Promise.resolve(page.map(({ entryId, ordinal }) => changes.get(`${entryId} ${ordinal}`) ?? null)),
    });
    await countOut(manager);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE "batch" SET "status" = 'disposed' WHERE "status" = 'counted-out'`);
    await runner.query(`UPDATE "batch_event" SET "statusBefore" = 'disposed' WHERE "statusBefore" = 'counted-out'`);
  }
}

type Way = 'down' | 'up';

interface Told extends StoredPosting {
  readonly kind: string;
  readonly reversesId: string | null;
  readonly batchKind: string;
  readonly recyclerId: string | null;
}

const WAYS = `(("p"."fromAccount" LIKE 'stock:%' AND "p"."toAccount" = '${OUTSIDE}')
  OR ("p"."toAccount" LIKE 'stock:%' AND "p"."fromAccount" = '${OUTSIDE}'))`;

/** Every posting between a stock and what nobody can explain: of counts, and of what was said of them anew. */
function postingsOf(manager: EntityManager): Promise<Told[]> {
  return runSql<Told>(
    manager,
    `SELECT "p".*, "e"."kind", "e"."reversesId", "b"."kind" AS "batchKind", "a"."recyclerId" FROM "posting" "p"
      JOIN "entry" "e" ON "e"."id" = "p"."entryId" JOIN "batch" "b" ON "b"."id" = "p"."fromBatchId"
      LEFT JOIN "agreement" "a" ON "a"."id" = "p"."agreementKey" WHERE ${WAYS}`,
  );
}

/** In which direction a batch was counted on a day at a site. */
async function countsOf(manager: EntityManager): Promise<Map<string, Set<Way>>> {
  const counts = new Map<string, Set<Way>>();
  for (const posting of await postingsOf(manager)) {
    if (posting.kind !== 'disposed' || posting.commodity !== 'dry-mass') continue;
    const ways = counts.get(keyOf(posting)) ?? new Set<Way>();
    counts.set(keyOf(posting), ways.add(wayOf(posting)));
  }
  return counts;
}

function keyOf({ fromAccount, toAccount, fromBatchId, day }: StoredPosting): string {
  return [fromBatchId, day, fromAccount === OUTSIDE ? toAccount : fromAccount].join('|');
}

const wayOf = ({ toAccount }: StoredPosting): Way => (toAccount === OUTSIDE ? 'down' : 'up');

function changeOf(posting: Told, counts: ReadonlyMap<string, ReadonlySet<Way>>): PostingChange | null {
  const { batchKind, recyclerId, partyId, kind } = posting;
  const side = posting.counts.startsWith('own-difference')
    ? 'counted'
    : batchKind === 'by-product' && recyclerId === partyId && posting.counts.startsWith('difference')
      ? 'recycler-count'
      : null;
  if (side === null) return null;
  const own = wayOf(posting);
  const ways = counts.get(keyOf(posting));
  // A reversal goes against its count, and so may what an assay says anew of it.
  const only = ways?.size === 1 ? [...ways][0] : undefined;
  const way = kind === 'disposed' ? own : (only ?? own);
  return { counts: `${side}-${way}${way === own ? '+' : '-'}` };
}

/** What was counted to nothing, and what settling its weight left nothing of, was not disposed of. */
async function countOut(manager: EntityManager): Promise<void> {
  const last = `SELECT "v"."kind" FROM "batch_event" "v" JOIN "entry" "e" ON "e"."id" = "v"."entryId"
    WHERE "v"."batchId" = "batch"."id" AND "v"."kind" IN ${ENDS} AND ("v"."kind" <> 'stock-difference' OR "v"."dryMg" = 0)
      AND ${STANDING} ORDER BY "e"."occurredAt" DESC, "e"."recordedAt" DESC, "e"."id" DESC LIMIT 1`;
  const out = `SELECT "id" FROM "batch" WHERE "status" = 'disposed' AND COALESCE((${last}), 'stock-difference') = 'stock-difference'`;
  await runSql(
    manager,
    `UPDATE "batch_event" SET "statusBefore" = 'counted-out' WHERE "statusBefore" = 'disposed' AND "batchId" IN (${out})`,
  );
  await runSql(manager, `UPDATE "batch" SET "status" = 'counted-out' WHERE "id" IN (${out})`);
}
