import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Stack,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
  useMatches,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconMapPin, IconMoon, IconSun } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useLayoutEffect, type ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';
import { NetworkNotice } from '../offline/network-notice.js';
import { useLightPrint } from '../device/print.js';
import { actInZone } from '../device/service-clock.js';
import { Mark } from './mark.js';
import { destinationsFor } from './navigation.js';
import { useMe, useRights, useSignOut } from '../session/me.js';
import { usePlantSite, useSite } from '../data/acting-site.js';

/** The frame around every screen: where one can go, for whom one acts, and whether the network is there. */
export function Shell(): ReactElement {
  const { shell } = useMessages();
  const [opened, { toggle, close }] = useDisclosure(false);
  const isNarrow = useMatches({ base: true, md: false });
  useLightPrint();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', lg: 'xl' }}
    >
      <AppShell.Header>
        <a className="skip" href="#content">
          {shell.skip}
        </a>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} hiddenFrom="md" aria-label={shell.openNavigation} size="md" />
          <Mark size={32} />
          <Text fw={700} visibleFrom="xs">
            Loopbook
          </Text>
          <Acting />
          <Place />
          <Tools />
        </Group>
      </AppShell.Header>
      {/* Out of sight is out of reach, for the keyboard too. */}
      <AppShell.Navbar p="sm" aria-label={shell.navigation} inert={isNarrow && !opened}>
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Stack gap="md">
          <NetworkNotice />
          <Outlet />
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

function Acting(): ReactElement {
  const { shell } = useMessages();
  const { name, party } = useMe();
  return (
    <Stack gap={0} flex={1} miw={0} align="flex-end">
      <Text size="sm" fw={600} truncate maw="100%">
        {party ? shell.actingFor(party.name) : 'Loopbook'}
      </Text>
      <Text size="xs" c="dimmed" truncate maw="100%">
        {name}
      </Text>
    </Stack>
  );
}

/** The site that one acts for; where there are several, the choice of it. An auditor and the platform act for none. */
function Place(): ReactElement | null {
  const { party } = useMe();
  const { isAuditor } = useRights();
  const acts = party !== null && !isAuditor;
  useLayoutEffect(() => {
    if (!acts) actInZone(null);
  }, [acts]);
  return acts ? <SiteChoice /> : null;
}

function SiteChoice(): ReactElement | null {
  const { shell } = useMessages();
  const { sites, site, choose } = useSite();
  const zone = site?.timeZone;
  useLayoutEffect(() => {
    if (zone !== undefined) actInZone(zone);
  }, [zone]);
  if (!site) return null;
  const icon = <IconMapPin size={18} stroke={1.7} aria-hidden />;
  if (sites.length === 1)
    return (
      <Group gap={6} wrap="nowrap" title={site.name}>
        {icon}
        <Text size="sm">{site.code}</Text>
      </Group>
    );
  return (
    <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button variant="default" px="sm" leftSection={icon} aria-label={shell.actingAt(site.code)} maw={160} fw={500}>
          {site.code}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        <Menu.RadioGroup value={site.id} onChange={choose}>
          {sites.map(({ id, code, name }) => (
            <Menu.RadioItem key={id} value={id} mih={44} closeMenuOnClick>
              {code} · {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function Tools(): ReactElement {
  const { shell } = useMessages();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const signOut = useSignOut();
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        aria-label={shell.colours}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        color="gray"
      >
        {scheme === 'dark' ? <IconSun aria-hidden /> : <IconMoon aria-hidden />}
      </ActionIcon>
      <ActionIcon aria-label={shell.signOut} onClick={() => void signOut()} color="gray">
        <IconLogout aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function Navigation({ onNavigate }: { readonly onNavigate: () => void }): ReactElement {
  const { shell } = useMessages();
  const { pathname } = useLocation();
  const [rights, { sites: plants }] = [useRights(), usePlantSite()];
  return (
    <ScrollArea>
      {destinationsFor(rights, plants.length > 0).map(({ to, word, icon: Icon }) => {
        const isHere = to === '/' ? pathname === '/' : pathname.startsWith(to);
        return (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={shell[word]}
            leftSection={<Icon size={22} stroke={1.7} aria-hidden />}
            active={isHere}
            aria-current={isHere ? 'page' : undefined}
            onClick={onNavigate}
            mih={48}
            style={{ borderRadius: 8 }}
          />
        );
      })}
    </ScrollArea>
  );
}
