import type { ReactElement } from 'react';
import { useSite } from '../../data/acting-site.js';
import { useOwnSites } from '../../data/sites.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded, NotForYou } from '../../parts/states.js';
import { useRights } from '../../session/me.js';
import { History } from './history.js';
import { kindsFor } from './kinds.js';
import { SendForm } from './send-form.js';
import { useMessages } from './texts.js';

/** Files in: what is sent, and what was. */
export function ImportsScreen(): ReactElement {
  const { imports, shell } = useMessages();
  const own = useOwnSites();
  const { site } = useSite();
  const rights = useRights();
  const kinds = kindsFor(rights);
  return (
    <Page title={imports.title} lead={imports.lead}>
      {rights.isAuditor || rights.isPlatform ? (
        <NotForYou />
      ) : (
        <>
          {kinds.length > 0 && (
            <Loaded query={own}>{() => (site ? <SendForm kinds={kinds} /> : <Empty text={shell.noSite} />)}</Loaded>
          )}
          <History />
        </>
      )}
    </Page>
  );
}
