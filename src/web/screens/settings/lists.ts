import { useQuery } from '@tanstack/react-query';
import { http } from '../../api/client.js';
import { everyPage } from '../../api/pages.js';

const LIMIT = 200;

/** All sites of a party, by code. */
export function useSitesOf(partyId: string) {
  return useQuery({
    queryKey: ['every', 'sites', partyId],
    queryFn: async () => {
      const sites = await everyPage((cursor) =>
        http.GET('/api/v1/parties/{id}/sites', {
          params: { path: { id: partyId }, query: { limit: LIMIT, ...after(cursor) } },
        }),
      );
      return sites.sort((a, b) => a.code.localeCompare(b.code));
    },
  });
}

/** Everyone of a party who has ever been able to sign in, by name; those who may, first. */
export function usePeopleOf(partyId: string) {
  return useQuery({
    queryKey: ['every', 'people', partyId],
    queryFn: async () => {
      const people = await everyPage((cursor) =>
        http.GET('/api/v1/parties/{id}/users', {
          params: { path: { id: partyId }, query: { limit: LIMIT, ...after(cursor) } },
        }),
      );
      return people.sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
    },
  });
}

/** One's own tokens, or those of everyone in the party; the newest first. */
export function useTokens(all: boolean) {
  return useQuery({
    queryKey: ['every', 'tokens', all],
    queryFn: () =>
      everyPage((cursor) => http.GET('/api/v1/tokens', { params: { query: { limit: LIMIT, all, ...after(cursor) } } })),
  });
}

/** All parties, by name. */
export function useParties() {
  return useQuery({
    queryKey: ['every', 'parties'],
    queryFn: async () => {
      const parties = await everyPage((cursor) =>
        http.GET('/api/v1/parties', { params: { query: { limit: LIMIT, ...after(cursor) } } }),
      );
      return parties.sort((a, b) => a.name.localeCompare(b.name));
    },
  });
}

function after(cursor: string | undefined) {
  return cursor === undefined ? {} : { cursor };
}
