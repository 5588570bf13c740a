import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seersOf, type AgreementMembers, type Sees, type WentBatch, type WentLeg } from '../../domain/sight/seers.js';
import { insertRows, runSql } from '../bulk.js';

interface BatchLine {
  readonly id: string;
  readonly kind: WentBatch['kind'];
  readonly partyId: string;
  readonly parentId: string | null;
  readonly agreementId: string | null;
  readonly createdAt: number;
}

interface LegLine {
  readonly shipmentId: string;
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly agreementId: string | null;
  readonly receivedOn: string | null;
  readonly refusedBatchId: string | null;
}

const BATCH = '"id", "kind", "partyId", "parentId", "agreementId", "createdAt"';

/**
 * Looks anew at who sees what of batches that have been with anybody else than the sides of their agreement: until now everyone
 * to whom one was once dispatched went on seeing all of it, and its generator where it went from its recycler.
 */
export class Sight1790001300000 implements MigrationInterface {
  name = 'Sight1790001300000';

  async up(runner: QueryRunner): Promise<void> {
    const members = await membersOf(runner);
    const batches = await runSql<BatchLine>(
      runner.manager,
      `SELECT ${BATCH} FROM "batch" "b" WHERE "status" <> 'void' AND ("kind" <> 'by-product' OR EXISTS (
        SELECT 1 FROM "batch_party" "p" WHERE "p"."batchId" = "b"."id" AND "p"."partyId" NOT IN (
          SELECT "b"."partyId" UNION SELECT "a"."generatorId" FROM "agreement" "a" WHERE "a"."id" = "b"."agreementId"
          UNION SELECT "a"."recyclerId" FROM "agreement" "a" WHERE "a"."id" = "b"."agreementId")))`,
      [],
    );
    for (const batch of batches) {
      const seers = seersOf({
        kind: batch.kind,
        originPartyId: batch.partyId,
        legs: await wayOf(runner, batch),
        covering: members.get(batch.agreementId ?? '') ?? null,
        sharing: (await groupsIn(runner, batch)).flatMap((id) => members.get(id) ?? []),
      });
      await write(runner, batch, seers);
    }
  }

  /** What was taken back stays taken back; what is seen as it was once was seen whole before. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE "batch_party" SET "sees" = 'all' WHERE "sees" IN ('past', 'gone')`);
  }
}

async function write(
  runner: QueryRunner,
  { id, kind, createdAt }: BatchLine,
  seers: ReadonlyMap<string, Sees>,
): Promise<void> {
  await runSql(runner.manager, 'DELETE FROM "batch_party" WHERE "batchId" = ?', [id]);
  await insertRows(runner.manager, {
    table: 'batch_party',
    columns: ['partyId', 'batchId', 'sees', 'kind', 'createdAt'],
    rows: [...seers].map(([partyId, sees]) => [partyId, id, sees, kind, createdAt]),
  });
}

/** Every agreement with its sides and the processors that both of them have signed for. */
async function membersOf(runner: QueryRunner): Promise<ReadonlyMap<string, AgreementMembers>> {
  const agreements = await runSql<Omit<AgreementMembers, 'memberIds'>>(
    runner.manager,
    'SELECT "id", "generatorId", "recyclerId" FROM "agreement"',
    [],
  );
  const versions = await runSql<{ agreementId: string; terms: string }>(
    runner.manager,
    `SELECT "v"."agreementId", "v"."terms" FROM "agreement_version" "v" WHERE (
      SELECT COUNT(*) FROM "agreement_signature" "s" WHERE "s"."agreementId" = "v"."agreementId"
        AND "s"."subject" = 'version:' || "v"."number") = 2`,
    [],
  );
  return new Map(
    agreements.map((agreement) => {
      const own = versions.filter(({ agreementId }) => agreementId === agreement.id);
      const named = own.flatMap(({ terms }) => (JSON.parse(terms) as { processorIds: string[] }).processorIds);
      const memberIds = new Set([agreement.generatorId, agreement.recyclerId, ...named]);
      return [agreement.id, { ...agreement, memberIds }];
    }),
  );
}

/** The agreements that have a share in a recycled or intermediate batch. */
async function groupsIn(runner: QueryRunner, { id, kind }: BatchLine): Promise<string[]> {
  if (kind === 'by-product' || kind === 'primary') return [];
  const rows = await runSql<{ agreementKey: string }>(
    runner.manager,
    `SELECT DISTINCT "agreementKey" FROM "posting" WHERE "toBatchId" = ? AND "agreementKey" <> ''`,
    [id],
  );
  return rows.map(({ agreementKey }) => agreementKey);
}

/** The way of a batch from where it arose: before it was a part, that of what it is a part of. */
async function wayOf(runner: QueryRunner, batch: BatchLine): Promise<WentLeg[]> {
  const legs = (await legsOf(runner, batch.id)).map((line) => legOf(line, batch.id, true));
  let part = batch;
  while (part.parentId !== null) {
    const { id: partId, parentId } = part;
    const before = await legsOf(runner, parentId);
    const gone = before.filter(({ shipmentId, refusedBatchId }) => shipmentId < partId && refusedBatchId !== partId);
    legs.unshift(...gone.map((line) => legOf(line, parentId, false)));
    const [parent] = await runSql<BatchLine>(runner.manager, `SELECT ${BATCH} FROM "batch" WHERE "id" = ?`, [parentId]);
    if (!parent) throw new Error(`The batch ${parentId} is gone, and ${partId} is a part of it.`);
    part = parent;
  }
  return legs;
}

function legsOf(runner: QueryRunner, batchId: string): Promise<LegLine[]> {
  return runSql<LegLine>(
    runner.manager,
    `SELECT "h"."id" AS "shipmentId", "h"."fromPartyId", "h"."toPartyId", "h"."agreementId", "h"."receivedOn",
        "l"."refusedBatchId"
      FROM "shipment_line" "l" JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
      WHERE "l"."batchId" = ? AND "h"."dispatchedOn" IS NOT NULL ORDER BY "h"."dispatchedAt", "h"."id"`,
    [batchId],
  );
}

function legOf({ receivedOn, refusedBatchId, ...line }: LegLine, batchId: string, isOwn: boolean): WentLeg {
  const { fromPartyId, toPartyId, agreementId } = line;
  const accepted = refusedBatchId === batchId ? 'refused-whole' : 'accepted';
  return { fromPartyId, toPartyId, agreementId, isOwn, ended: receivedOn === null ? null : accepted };
}
