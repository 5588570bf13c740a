import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { runSql } from '../../database/index.js';
import type { Day } from '../../domain/measure/time.js';

/** That somebody may see an agreement, and as which of its sides. */
export interface AgreementView {
  readonly agreementId: string;
  /** The party whose view it is: the own one, or for an auditor the one that invited. */
  readonly partyId: string;
  readonly side: 'generator' | 'recycler';
}

/** Signed by one side at least: the other one sees it from then on. */
const PROPOSED = 'EXISTS (SELECT 1 FROM "agreement_signature" s WHERE s."agreementId" = a."id")';

/** The agreements that a caller may see on a day, or the one that is asked for if it is among them. */
export async function viewsFor(
  manager: EntityManager,
  caller: Caller,
  { today, only }: { readonly today: Day; readonly only?: string },
): Promise<AgreementView[]> {
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
    return rows.map((row) => viewOf(row, partyId));
  }
  const rows = await runSql<SidesRow & { readonly partyId: string }>(
    manager,
    `SELECT a."id", a."generatorId", i."invitedByPartyId" AS "partyId"
      FROM "agreement_invitation" i JOIN "agreement" a ON a."id" = i."agreementId"
      WHERE i."userId" = ? AND i."revokedAt" IS NULL AND i."untilOn" >= ? ${one.sql}
      ORDER BY i."createdAt", i."id"`,
    [caller.userId, today, ...one.values],
  );
  // Where both sides have invited the same auditor, the later invitation says whose view it is.
  return [...new Map(rows.map((row) => [row.id, viewOf(row, row.partyId)])).values()];
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

function viewOf({ id, generatorId }: SidesRow, partyId: string): AgreementView {
  return { agreementId: id, partyId, side: generatorId === partyId ? 'generator' : 'recycler' };
}
