import type { ReactElement } from 'react';
import { useCatalogueQuery } from '../../api/catalogue.js';
import { useRights } from '../../app/session.js';
import { useMessages } from '../../i18n/index.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded } from '../../parts/states.js';
import { useOwnSites } from '../../reference/sites.js';
import { LogForm } from './log-form.js';

/** The plant operator's screen: a batch in less than 20 seconds. */
export function LogScreen(): ReactElement {
  const { log, shell } = useMessages();
  const { writesPlant } = useRights();
  return (
    <Page title={shell.log} lead={log.lead}>
      {writesPlant ? <WithReference /> : <Empty text={log.notYours} />}
    </Page>
  );
}

function WithReference(): ReactElement {
  const { shell } = useMessages();
  const sites = useOwnSites();
  const catalogue = useCatalogueQuery();
  return (
    <Loaded query={sites}>
      {(own) => (
        <Loaded query={catalogue}>
          {(data) => (own.length === 0 ? <Empty text={shell.noSite} /> : <LogForm catalogue={data} sites={own} />)}
        </Loaded>
      )}
    </Loaded>
  );
}
