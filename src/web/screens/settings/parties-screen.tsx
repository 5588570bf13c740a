import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { TextLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded, NotHere } from '../../parts/states.js';
import { Moment } from '../../units/mass.js';
import { useCountryName } from '../../i18n/countries.js';
import { useBooked } from '../../parts/booked.js';
import { useParties } from './lists.js';
import { NewParty, type Party } from './party-form.js';

/** All parties, for the administrator who enters them. */
export function PartiesScreen(): ReactElement {
  const { shell } = useMessages();
  const { isPlatform } = useRights();
  if (isPlatform) return <Parties />;
  return (
    <Page title={shell.notFound}>
      <NotHere />
    </Page>
  );
}

function Parties(): ReactElement {
  const { settings } = useMessages();
  const navigate = useNavigate();
  const done = useBooked();
  const parties = useParties();
  const countryName = useCountryName();
  const [isNew, { open, close }] = useDisclosure();
  const onMade = async ({ id, name }: Party): Promise<void> => {
    await navigate({ to: '/parties/$id', params: { id } });
    await done(settings.partyMade(name));
  };
  return (
    <Page
      title={settings.parties}
      lead={settings.partiesLead}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
          {settings.newParty}
        </Button>
      }
    >
      <Loaded query={parties}>
        {(rows) => (
          <ResourceTable
            isSheet
            caption={settings.parties}
            rows={rows}
            rowId={({ id }) => id}
            empty={<Empty text={settings.noParties} />}
            columns={[
              {
                title: settings.partyName,
                cell: ({ id, name }) => (
                  <TextLink to="/parties/$id" params={{ id }} fw={600}>
                    {name}
                  </TextLink>
                ),
              },
              {
                title: settings.partyRoles,
                cell: ({ roles }) => roles.map((role) => settings.roleOfParty[role]).join(', '),
              },
              { title: settings.country, cell: ({ country }) => countryName(country) },
              { title: settings.since, cell: ({ createdAt }) => <Moment at={createdAt} /> },
            ]}
          />
        )}
      </Loaded>
      {isNew && <NewParty onClose={close} onMade={onMade} />}
    </Page>
  );
}
