import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { runSql } from '../../database/index.js';
import type { Day } from '../../domain/measure/time.js';
import type { SeenAgreement } from '../../domain/sight/viewer.js';

/** Signed by one side at least: the other one sees it from then on. */
const PROPOSED = 'EXISTS (SELECT 1 FROM "agreement_signature" s WHERE s."agreementId" = a."id")';

/**
 * A party sees an agreement to which it is a party, once it is proposed; an auditor sees one agreement, read-only, until a
 * date. Here stand those that a caller sees on a day, or the one that is asked for if it is among them.
 */
export async function agreementsSeen(
  manager: EntityManager,
  caller: Caller,
  { today, only }: { readonly today: Day; readonly only?: string },
): Promise<SeenAgreement[]> {
  if (caller.partyId === null) return [];
  const one = only === undefined ? { sql: '', values: [] } : { sql: 'AND a."id" = ?', values: [only] };
  if (caller.role !== 'auditor') {
    const { partyId } = caller;
    const rows = await runSql<SidesRow>(
      manager,
      `SELECT a."id", a."generatorId" FROM "agreement" a
        WHERE (a."generatorId" = ? OR a."recyclerId" = ?) AND (a."createdByPartyId" = ? OR ${PROPOSED}) ${one.sql}`,
      [partyId, partyId, partyId, ...one.values],
    );
    return rows.map((row) => seenAs(row, partyId));
  }
  const rows = await runSql<SidesRow & { readonly partyId: string }>(
    manager,
    `SELECT a."id", a."generatorId", i."invitedByPartyId" AS "partyId"
      FROM "agreement_invitation" i JOIN "agreement" a ON a."id" = i."agreementId"
      WHERE i."userId" = ? AND i."revokedAt" IS NULL AND i."untilOn" >= ? ${one.sql}
      ORDER BY i."createdAt", i."id"`,
    [caller.userId, today, ...one.values],
  );
  // Where both sides have invited the same auditor, the later invitation says through whom it is seen.
  return [...new Map(rows.map((row) => [row.id, seenAs(row, row.partyId)])).values()];
}

/** The agreements, proposed or later, to which a party is a side. */
export async function sharedAgreementIds(manager: EntityManager, partyId: string): Promise<string[]> {
  const rows = await runSql<{ id: string }>(
    manager,
    `SELECT a."id" FROM "agreement" a WHERE (a."generatorId" = ? OR a."recyclerId" = ?) AND ${PROPOSED}
      ORDER BY a."createdAt", a."id"`,
    [partyId, partyId],
  );
  return rows.map(({ id }) => id);
}

interface SidesRow {
  readonly id: string;
  readonly generatorId: string;
}

function seenAs({ id, generatorId }: SidesRow, partyId: string): SeenAgreement {
  return { agreementId: id, partyId, side: generatorId === partyId ? 'generator' : 'recycler' };
}
