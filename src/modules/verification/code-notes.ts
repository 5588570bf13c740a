import type { EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';

/** Two rows whose codes people read as one: until codes were compared by what is read, both could be entered. */
export interface CodeNote {
  readonly table: string;
  /** The earlier one, which is found by the code. */
  readonly first: { readonly id: string; readonly code: string };
  /** The later one, whose key has a number behind it. */
  readonly later: { readonly id: string; readonly code: string };
}

const PLACES = [
  { table: 'batch', code: 'code', key: 'liveKey', scope: ['originSiteId'] },
  { table: 'run', code: 'code', key: 'liveKey', scope: ['siteId'] },
  { table: 'shipment', code: 'code', key: 'codeKey', scope: ['fromSiteId'] },
  { table: 'site', code: 'code', key: 'codeKey', scope: ['partyId'] },
  { table: 'agreement', code: 'reference', key: 'referenceKey', scope: ['generatorId', 'recyclerId'] },
] as const;

/** Lists codes that share a key since an upgrade. Nothing is wrong with the books: whoever reads the codes may want to know. */
export async function sharedCodes(manager: EntityManager): Promise<CodeNote[]> {
  const notes: CodeNote[] = [];
  for (const { table, code, key, scope } of PLACES) {
    const numbered = await runSql<{ id: string; code: string; key: string }>(
      manager,
      `SELECT "id", "${code}" AS "code", "${key}" AS "key" FROM "${table}" WHERE "${key}" LIKE '% (%)'
        ORDER BY "createdAt", "id"`,
    );
    for (const later of numbered) {
      const plain = codeKey(later.code);
      if (plain === later.key) continue;
      const [first] = await runSql<{ id: string; code: string }>(
        manager,
        `SELECT "f"."id", "f"."${code}" AS "code" FROM "${table}" "f" JOIN "${table}" "l"
            ON ${scope.map((name) => `"l"."${name}" = "f"."${name}"`).join(' AND ')}
          WHERE "l"."id" = ? AND "f"."${key}" = ?`,
        [later.id, plain],
      );
      if (first) notes.push({ table, first, later: { id: later.id, code: later.code } });
    }
  }
  return notes;
}

/** A note in words, for the command line. */
export function codeNoteText({ table, first, later }: CodeNote): string {
  const [one, other] = [first, later].map(({ id, code }) => `${id} ${JSON.stringify(code)}`);
  return `note: two codes that read alike: ${table} ${one} and ${table} ${other}`;
}
