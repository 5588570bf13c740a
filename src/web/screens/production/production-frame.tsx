import { Group, NativeSelect, NavLink, Stack } from '@mantine/core';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePlantSite } from '../../data/acting-site.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';

const SECTIONS = ['feed', 'magnets', 'counts', 'losses', 'balance', 'settings'] as const;
type Section = (typeof SECTIONS)[number];

/** What goes in is entered and read by those whose it is; an auditor reads what the balance is struck from. */
function useSections(): readonly Section[] {
  const { isAuditor } = useRights();
  return SECTIONS.filter((section) => section !== 'feed' || !isAuditor);
}

/** What goes on inside a plant, in sections that each have an address: the way between them, and the site that they are of. */
export function ProductionFrame(): ReactElement {
  const { sites } = usePlantSite();
  return (
    <Stack gap="md">
      {sites.length > 0 && (
        <Group justify="space-between" align="center" gap="sm" className="no-print">
          <Sections />
          <SiteChoice />
        </Group>
      )}
      <Outlet />
    </Stack>
  );
}

function Sections(): ReactElement {
  const { production } = useMessages();
  const { pathname } = useLocation();
  return (
    <Group component="nav" gap={4} aria-label={production.sectionsLabel}>
      {useSections().map((section) => {
        const isHere = pathname.startsWith(`/production/${section}`);
        return (
          <NavLink
            key={section}
            component={Link}
            to={`/production/${section}`}
            label={production.sections[section]}
            active={isHere}
            aria-current={isHere ? 'page' : undefined}
            w="auto"
            mih={44}
            px="md"
            style={{ borderRadius: 8 }}
          />
        );
      })}
    </Group>
  );
}

function SiteChoice(): ReactElement | null {
  const { shell } = useMessages();
  const { sites, site, choose } = usePlantSite();
  if (sites.length < 2) return null;
  return (
    <NativeSelect
      aria-label={shell.site}
      size="md"
      maw={320}
      value={site?.id}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={sites.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
    />
  );
}

/** Where production begins: with what goes in, for who may not enter it with whether the plant closes. */
export function ProductionStart(): ReactElement {
  const { isAuditor } = useRights();
  return <Navigate to={isAuditor ? '/production/balance' : '/production/feed'} replace />;
}
