import { useQuery } from '@tanstack/react-query';
import { http } from '../../api/client.js';
import { everyPage } from '../../api/pages.js';
import { useSiteQuery } from '../../data/sites.js';
import type { Grade } from './model.js';

/** The grades of the party of a site, by code; an auditor may be invited by several. */
export function useGrades(siteId: string) {
  const partyId = useSiteQuery().data?.find(({ id }) => id === siteId)?.partyId;
  return useQuery({
    queryKey: ['every', 'grades'],
    queryFn: () =>
      everyPage((cursor) =>
        http.GET('/api/v1/grades', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }),
      ),
    select: (grades: readonly Grade[]) =>
      grades.filter((grade) => grade.partyId === partyId).sort((a, b) => a.code.localeCompare(b.code)),
  });
}
