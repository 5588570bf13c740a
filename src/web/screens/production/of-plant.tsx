import type { ReactElement, ReactNode } from 'react';
import { usePlantSite } from '../../data/acting-site.js';
import { usePlantSites } from '../../data/sites.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded, NotForYou } from '../../parts/states.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';

interface OfPlantProps {
  readonly title: string;
  readonly lead: string;
  readonly children: (siteId: string) => ReactNode;
}

/** A section of production of the chosen site; who looks into no plant is told so. */
export function OfPlant({ title, lead, children }: OfPlantProps): ReactElement {
  const { shell } = useMessages();
  const plants = usePlantSites();
  const { site } = usePlantSite();
  const { isGenerator } = useRights();
  // Another site is another list, with nothing left of the one before.
  if (site) return <div key={site.id}>{children(site.id)}</div>;
  return (
    <Page title={title} lead={lead}>
      <Loaded query={plants}>{() => (isGenerator ? <Empty text={shell.noSite} /> : <NotForYou />)}</Loaded>
    </Page>
  );
}
