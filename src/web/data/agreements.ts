import { useQuery } from '@tanstack/react-query';
import { http } from '../api/client.js';
import { everyPage } from '../api/pages.js';

/** All agreements that one sees. */
export function useAgreements() {
  return useQuery({
    queryKey: ['every', 'agreements'],
    queryFn: () =>
      everyPage((cursor) =>
        http.GET('/api/v1/agreements', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }),
      ),
    staleTime: 60_000,
  });
}
