import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useMessages } from './texts.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { useCountryName } from '../../i18n/countries.js';
import { useSitesOf } from './lists.js';
import { EditSite, NewSite, type OwnSite } from './site-form.js';

interface SitesProps {
  readonly partyId: string;
  readonly canEdit: boolean;
}

/** The sites of a party; whoever keeps them adds and changes them here. */
export function Sites({ partyId, canEdit }: SitesProps): ReactElement {
  const { settings } = useMessages();
  const sites = useSitesOf(partyId);
  const countryName = useCountryName();
  const [opened, setOpened] = useState<OwnSite | 'new' | null>(null);
  const close = (): void => setOpened(null);
  const add = canEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened('new')}>
      {settings.newSite}
    </Button>
  );
  return (
    <Section title={settings.sites} aside={add}>
      <Loaded query={sites}>
        {(rows) => (
          <ResourceTable
            caption={settings.listOf(settings.sites)}
            rows={rows}
            rowId={({ id }) => id}
            empty={<Empty text={settings.noSites} />}
            columns={[
              { title: settings.siteCode, cell: ({ code }) => <b>{code}</b> },
              { title: settings.siteName, cell: ({ name }) => name },
              {
                title: settings.country,
                cell: ({ country, subdivision }) => [countryName(country), subdivision].filter(Boolean).join(', '),
              },
              { title: settings.timeZone, cell: ({ timeZone }) => timeZone },
              ...(canEdit
                ? [
                    {
                      title: settings.actions,
                      acts: true,
                      cell: (site: OwnSite) => (
                        <Button
                          variant="default"
                          aria-label={settings.editSite(site.code)}
                          onClick={() => setOpened(site)}
                        >
                          {settings.change}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {opened === 'new' && <NewSite partyId={partyId} onClose={close} />}
      {opened !== null && opened !== 'new' && <EditSite site={opened} onClose={close} />}
    </Section>
  );
}
