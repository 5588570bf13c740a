import { useQuery } from '@tanstack/react-query';
import { useMe, useRights } from '../session/me.js';
import { useSiteQuery, type Site } from './sites.js';
import { useAgreements } from './agreements.js';
import { http } from '../api/client.js';
import { everyPage } from '../api/pages.js';

/** Every site that one may name; none until they are there. */
export function useSites(): readonly Site[] {
  return useSiteQuery().data ?? [];
}

/** What ids stand for, as far as one may know it. */
export interface Names {
  readonly site: (id: string | null) => string | undefined;
  readonly isOwnSite: (id: string | null) => boolean;
  readonly party: (id: string | null) => string | undefined;
  readonly agreement: (id: string | null) => string | undefined;
  readonly user: (id: string | null) => string | undefined;
}

export function useNames(): Names {
  const me = useMe();
  const sites = useSites();
  const { data: agreements = [] } = useAgreements();
  const users = useColleagues();
  const sides = agreements.flatMap(({ generator, recycler, processors }) => [generator, recycler, ...processors]);
  const siteOf = (id: string | null) => sites.find((site) => site.id === id);
  return {
    site: (id) => siteOf(id)?.name,
    isOwnSite: (id) => siteOf(id)?.isOwn === true,
    party: (id) =>
      id === me.party?.id
        ? me.party?.name
        : (sides.find((side) => side.id === id)?.name ?? sites.find(({ partyId }) => partyId === id)?.partyName),
    agreement: (id) => agreements.find((agreement) => agreement.id === id)?.reference,
    user: (id) => (id === me.id ? me.name : users.find((user) => user.id === id)?.name),
  };
}

/** The people of the own party. */
function useColleagues() {
  const { partyId } = useMe();
  const { isAuditor, isPlatform } = useRights();
  const { data = [] } = useQuery({
    queryKey: ['every', 'users', partyId],
    enabled: partyId !== null && !isAuditor && !isPlatform,
    staleTime: 60_000,
    queryFn: () =>
      everyPage((cursor) =>
        http.GET('/api/v1/parties/{id}/users', {
          params: { path: { id: partyId ?? '' }, query: { limit: 200, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
  return data;
}
