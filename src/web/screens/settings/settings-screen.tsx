import { SimpleGrid, Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMe, useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Page } from '../../parts/page.js';
import { Display } from './display.js';
import { PartyFacts } from './party.js';
import { People } from './people.js';
import { PasswordForm, Profile } from './profile.js';
import type { SettingsTab } from './search.js';
import { Sites } from './sites.js';
import { MyTokens, PartyTokens } from './tokens.js';

/** What one may set: for oneself, and as an admin for the party. Which part is open stands in the address. */
export function SettingsScreen(): ReactElement {
  const { settings } = useMessages();
  const { party } = useMe();
  const { isAdmin } = useRights();
  const navigate = useNavigate();
  const tabs: SettingsTab[] = [
    'me',
    'tokens',
    ...(party ? (['party'] as const) : []),
    ...(isAdmin ? (['people'] as const) : []),
  ];
  const { tab = 'me' } = useSearch({ from: '/settings' });
  return (
    <Page title={settings.title}>
      <Tabs
        value={tabs.includes(tab) ? tab : 'me'}
        onChange={(chosen) => void navigate({ to: '/settings', search: { tab: tabs.find((one) => one === chosen) } })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one} mih={44} fz="md">
              {settings.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="me">
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: 'start' }}>
            <Stack gap="md">
              <Profile />
              <PasswordForm />
            </Stack>
            <Display />
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <Stack gap="md">
            <MyTokens />
            {party && isAdmin && <PartyTokens partyId={party.id} />}
          </Stack>
        </Tabs.Panel>
        {party && (
          <Tabs.Panel value="party">
            <Stack gap="md">
              <PartyFacts partyId={party.id} canEdit={false} />
              <Sites partyId={party.id} canEdit={isAdmin} />
            </Stack>
          </Tabs.Panel>
        )}
        {party && isAdmin && (
          <Tabs.Panel value="people">
            <People partyId={party.id} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
