import type { ImportKind } from '../../../domain/files/kinds.js';
import type { useRights } from '../../session/me.js';

const PLANT: readonly ImportKind[] = ['by-products', 'supplies', 'charges', 'magnet-lots', 'counts', 'assays'];
const RECYCLER: readonly ImportKind[] = ['receipts', 'assays'];

/** The kinds of files that a person's single calls are open for: what the screen offers; the service decides. */
export function kindsFor({ writes, writesPlant, isRecycler }: ReturnType<typeof useRights>): readonly ImportKind[] {
  const kinds = [...(writesPlant ? PLANT : []), ...(isRecycler && writes ? RECYCLER : [])];
  return [...new Set(kinds)];
}
