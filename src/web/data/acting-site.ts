import { useLocalStorage } from '@mantine/hooks';
import { useOwnSites, usePlantSites, type Site } from './sites.js';
import { useMe } from '../session/me.js';

/** The site for which a person acts, and those among which it was chosen. */
export interface ActingSite {
  readonly sites: readonly Site[];
  /** Undefined while the sites are loaded, and where the party has none. */
  readonly site: Site | undefined;
  readonly choose: (siteId: string) => void;
}

/**
 * The one choice of a site, remembered for the person on this device; without one it is the first by code. Only for those
 * who act for a party.
 */
export function useSite(): ActingSite {
  return useChosen(useOwnSites().data ?? []);
}

/** The same among those into whose production one looks. */
export function usePlantSite(): ActingSite {
  return useChosen(usePlantSites().data ?? []);
}

function useChosen(sites: readonly Site[]): ActingSite {
  const { id } = useMe();
  const [chosen, choose] = useLocalStorage<string | null>({
    key: `loopbook-site-${id}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  return { sites, site: sites.find((site) => site.id === chosen) ?? sites[0], choose };
}
