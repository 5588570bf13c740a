import { useQuery } from '@tanstack/react-query';
import { http } from '../api/client.js';
import { everyPage } from '../api/pages.js';

/** The beginning of the key under which stock is kept, for those who change it. */
export const STOCK = ['every', 'stock'] as const;

/** What lies at a site and may go on from there, magnets left out, whether it arose or was received there, and has something left: the oldest first, then by code. */
export function useStock(siteId: string | null) {
  return useQuery({
    queryKey: [...STOCK, siteId],
    enabled: siteId !== null && siteId !== '',
    queryFn: async () => {
      const [onHand, received] = await Promise.all([
        stockOf(siteId ?? '', 'on-hand'),
        stockOf(siteId ?? '', 'received'),
      ]);
      return [...onHand, ...received]
        .filter(({ kind, remainingDryKg }) => kind !== 'magnet' && (remainingDryKg ?? 0) > 0)
        .sort((a, b) => a.occurredAt.localeCompare(b.occurredAt) || byCode(a, b));
    },
  });
}

/** What arose at the same time stands in the order of its codes: GS-9 before GS-10. */
const byCode = (a: { readonly code: string | null }, b: { readonly code: string | null }): number =>
  (a.code ?? '').localeCompare(b.code ?? '', undefined, { numeric: true });

function stockOf(siteId: string, status: 'on-hand' | 'received') {
  return everyPage((cursor) =>
    http.GET('/api/v1/batches', { params: { query: { siteId, status, limit: 200, ...(cursor ? { cursor } : {}) } } }),
  );
}
