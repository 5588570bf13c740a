import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { lockRows } from '../../database/index.js';
import { EntryRow } from './entry.entity.js';

/** An entry, and the one that reverses it if there is one. */
interface BookedEntry extends EntryRow {
  readonly reversedById: string | null;
}

/** A query on entries, under the alias `entry`. */
export function entriesQuery(manager: EntityManager): SelectQueryBuilder<EntryRow> {
  return manager.createQueryBuilder(EntryRow, 'entry');
}

export function entryWith(manager: EntityManager, id: string): Promise<EntryRow | null> {
  return manager.findOneBy(EntryRow, { id });
}

/** Holds an entry until the unit ends. */
export async function holdEntry(tx: EntityManager, id: string): Promise<void> {
  await lockRows(tx, EntryRow, [id]);
}

/** Entries by what happened, the one recorded last first. */
export async function bookedEntries(manager: EntityManager, ids: readonly string[]): Promise<BookedEntry[]> {
  if (ids.length === 0) return [];
  const some = In([...new Set(ids)]);
  const rows = await manager.find(EntryRow, { where: [{ id: some }, { reversesId: some }] });
  const reversals = new Map(rows.map(({ id, reversesId }) => [reversesId, id]));
  const asked = new Set(ids);
  return rows
    .filter(({ id }) => asked.has(id))
    .sort((a, b) => b.recordedAt - a.recordedAt || (a.id < b.id ? 1 : -1))
    .map((row) => ({ ...row, reversedById: reversals.get(row.id) ?? null }));
}
