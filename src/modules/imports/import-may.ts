import type { Caller, Role } from '../../common/index.js';
import type { Bookers } from './bookers.js';
import type { ImportRow, ImportState } from './import.entity.js';

/** In which states an import can be taken on, by what is done with it. */
const IMPORT_WAYS = {
  map: ['reading', 'looked'],
  book: ['looked'],
  'book-good-rows': ['looked'],
  cancel: ['reading', 'looked', 'booking'],
} as const satisfies Readonly<Record<string, readonly ImportState[]>>;
export type ImportMay = keyof typeof IMPORT_WAYS;
export const IMPORT_MAY = Object.keys(IMPORT_WAYS) as readonly ImportMay[];

/** The role by which a caller books rows of a kind; nothing where the single call is not open to it. */
export function roleIn(bookers: Bookers, { role }: Pick<Caller, 'role'>, kind: ImportRow['kind']): Role | undefined {
  return bookers.of(kind).roles.find((one) => one === role);
}

/** What the caller may do with an import of its party as it stands. */
export function importMay(row: ImportRow, caller: Pick<Caller, 'role'>, bookers: Bookers): ImportMay[] {
  if (roleIn(bookers, caller, row.kind) === undefined) return [];
  const other = row.wrong > 0 ? 'book' : 'book-good-rows';
  return IMPORT_MAY.filter((name) => name !== other && isOpen(row, name));
}

/** Whether an import can be taken on in a way as it stands: one that does not get on can be booked again, from where it stands. */
export function isOpen({ state, trouble }: ImportRow, way: ImportMay): boolean {
  const isAgain = way.startsWith('book') && state === 'booking' && trouble !== null;
  return isAgain || (IMPORT_WAYS[way] as readonly ImportState[]).includes(state);
}
