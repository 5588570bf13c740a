import { useQueries } from '@tanstack/react-query';
import { inBookOrder, sumOf, type Holding } from '../../../domain/matter/holding.js';
import { kgToMg, negative } from '../../../domain/measure/quantities.js';
import { http, type Schemas } from '../../api/client.js';
import { everyPage } from '../../api/pages.js';

interface Holdings {
  readonly stock: ReadonlyMap<string, Holding>;
  /** What some of them could not be read for. */
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
}

/** What the books hold of each batch at a site, from the entries themselves: exact after receipts, assays and draws. */
export function useHoldings(siteId: string, batchIds: readonly string[]): Holdings {
  const queries = batchIds.map((batchId) => ({
    queryKey: ['every', 'entries', batchId],
    queryFn: () => entriesOf(batchId),
  }));
  const answers = useQueries({ queries });
  const stock = new Map(
    answers.flatMap(({ data }, index) => {
      const batchId = batchIds[index] ?? '';
      return data ? [[batchId, holdingIn(data, batchId, `stock:${siteId}`)] as const] : [];
    }),
  );
  const failed = answers.filter(({ data, error }) => error !== null && data === undefined);
  return { stock, error: failed[0]?.error ?? null, refetch: () => Promise.all(failed.map(({ refetch }) => refetch())) };
}

function entriesOf(batchId: string) {
  return everyPage((cursor) =>
    http.GET('/api/v1/entries', { params: { query: { batchId, limit: 200, ...(cursor ? { cursor } : {}) } } }),
  );
}

function holdingIn(entries: readonly Schemas['EntryAnswer'][], batchId: string, account: string): Holding {
  const moved = entries.flatMap(({ postings }) =>
    postings.flatMap(({ from, to, fromBatchId, toBatchId, commodity, agreementId, origin, kg }) => {
      const massMg = kgToMg(kg);
      const amount = { commodity, agreementId, origin, country: null };
      return [
        ...(to === account && toBatchId === batchId ? [{ ...amount, massMg }] : []),
        ...(from === account && fromBatchId === batchId ? [{ ...amount, massMg: negative(massMg) }] : []),
      ];
    }),
  );
  return inBookOrder(sumOf(moved));
}
