import { createHash } from 'node:crypto';

/**
 * The SHA-256 of a document in one writing, whatever the order of its fields: what a signature says it stands under. Stored
 * signatures hold what this gives, so that it never changes.
 *
 * @returns 64 hexadecimal digits
 */
export function documentHash(document: unknown): string {
  return createHash('sha256').update(written(document)).digest('hex');
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${written(field)}`).join(',')}}`;
}
