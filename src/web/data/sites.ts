import { useMemo } from 'react';
import { api, type Schemas } from '../api/client.js';
import { useMe } from '../session/me.js';
import { useKept } from '../api/query.js';
import type { Query } from '../api/query.js';

export type Site = Schemas['NamedSiteAnswer'];

/** Every site that one may name: the own ones, and those of everybody with whom one has an agreement. Also without network. */
export function useSiteQuery(): Query<readonly Site[]> {
  const query = api.useQuery('get', '/api/v1/sites', {}, { staleTime: 60_000 });
  const { data, ...rest } = useKept(`sites-${useMe().id}`, query);
  return { ...rest, data: data?.items };
}

/** The time zone of a site by its id; of a site that one does not see, UTC. */
export function useZoneOf(): (siteId: string | null | undefined) => string {
  const { data } = useSiteQuery();
  return (siteId) => data?.find(({ id }) => id === siteId)?.timeZone ?? 'UTC';
}

/** The sites of the party one acts for, by code. */
export function useOwnSites(): Query<readonly Site[]> {
  const { data, ...rest } = useSiteQuery();
  const own = useMemo(() => data?.filter(({ isOwn }) => isOwn).sort((a, b) => a.code.localeCompare(b.code)), [data]);
  return { ...rest, data: own };
}

/** The plants into whose production one looks: the own ones, and for an auditor those of who invited it. */
export function usePlantSites(): Query<readonly Site[]> {
  const { data, ...rest } = useSiteQuery();
  const plants = useMemo(
    () =>
      data
        ?.filter(({ readsPlant, partyRoles }) => readsPlant && partyRoles.includes('generator'))
        .sort((a, b) => a.code.localeCompare(b.code)),
    [data],
  );
  return { ...rest, data: plants };
}
