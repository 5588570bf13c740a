import type { ReactElement } from 'react';
import { useCatalogueQuery } from '../../data/catalogue.js';
import { useRights } from '../../session/me.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded } from '../../parts/states.js';
import { useOwnSites } from '../../data/sites.js';
import { DraftPlace } from '../../forms/draft-place.js';
import { exactKg } from '../../i18n/format.js';
import { numberIn } from '../../units/amount.js';
import { LogForm, type LogFormProps } from './log-form.js';
import { ASIDE } from '../../forms/log-draft.js';
import { isUntouched, type LogValues } from '../../forms/log-draft.js';

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
          {(data) => (own.length === 0 ? <Empty text={shell.noSite} /> : <LogPlace catalogue={data} sites={own} />)}
        </Loaded>
      )}
    </Loaded>
  );
}

/** The form, and above it what was begun in a tab that is closed. */
function LogPlace({ catalogue, sites }: LogFormProps): ReactElement {
  const locale = useLocale();
  return (
    <DraftPlace<LogValues>
      name="log"
      alike={[ASIDE]}
      isBegun={(values) => !isUntouched(values)}
      describe={({ code, stream, gross }) => {
        const kg = numberIn(gross);
        const said = [code, catalogue.stream(stream)?.name, kg === null ? '' : exactKg(kg, locale)];
        return said.filter(Boolean).join(' · ');
      }}
    >
      <LogForm catalogue={catalogue} sites={sites} />
    </DraftPlace>
  );
}
