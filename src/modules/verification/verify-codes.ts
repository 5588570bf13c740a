import { runSql } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';
import { pagesOf, type Facts } from './facts.js';

/** Where codes are kept with what makes two of them one, and whether a key is given free again. */
const PLACES = [
  { table: 'batch', code: 'code', keys: ['codeKey', 'liveKey'] },
  { table: 'run', code: 'code', keys: ['codeKey', 'liveKey'] },
  { table: 'shipment', code: 'code', keys: ['codeKey'] },
  { table: 'site', code: 'code', keys: ['codeKey'] },
  { table: 'agreement', code: 'reference', keys: ['referenceKey'] },
] as const;

/** The key of a code is worked out again; whether it is still taken stands with what the code is of. */
export async function verifyCodes({ manager, findings }: Facts): Promise<void> {
  for (const { table, code, keys } of PLACES) {
    const columns = [code, ...keys].map((name) => `"${name}"`).join(', ');
    for await (const ids of pagesOf(manager, table, { atOnce: 2_000 })) {
      const lines = await runSql<Record<string, string | null>>(
        manager,
        `SELECT "id", ${columns} FROM "${table}" WHERE "id" BETWEEN ? AND ?`,
        [ids[0] ?? '', ids.at(-1) ?? ''],
      );
      for (const line of lines) {
        const text = line[code] ?? '';
        for (const name of keys) {
          const found = line[name] ?? null;
          if (found === null) continue;
          const key = { id: line['id'], [code]: text };
          const expected = keyOf(text, found);
          findings.compare({
            code: 'code-key',
            check: `${name} of ${table} is made of its ${code}`,
            table,
            key,
            expected,
            found,
          });
        }
      }
    }
  }
}

/** Of two that shared a key when keys came, the later has a number behind it. */
function keyOf(text: string, found: string): string {
  const key = codeKey(text);
  return found.startsWith(`${key} (`) && /^ \(\d+\)$/.test(found.slice(key.length)) ? found : key;
}
