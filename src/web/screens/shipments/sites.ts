import { useSites } from '../../data/names.js';
import { useMessages } from './texts.js';

/** What a site is called: `RC-1 (Recycler)`. */
export function useSiteNames(): (id: string) => string {
  const { shipments } = useMessages();
  const sites = useSites();
  return (id) => {
    const site = sites.find((one) => one.id === id);
    return site ? `${site.code} (${site.partyName})` : shipments.unknownSite;
  };
}
