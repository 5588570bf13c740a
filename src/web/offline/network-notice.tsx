import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconAlertTriangle, IconClock, IconWifiOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useMessages } from '../i18n/index.js';
import { useOutbox } from './outbox-context.js';

/** Says when the network is away and what waits for it or for mending; nothing else on the screens stops for it. */
export function NetworkNotice(): ReactElement | null {
  const { online } = useNetwork();
  const { shell } = useMessages();
  const { entries, others, halt } = useOutbox();
  const refused = entries.filter(({ state }) => state === 'refused').length;
  const waiting = entries.length - refused;
  // With the network there an entry is gone in a moment; a notice that comes and goes would only push the screen about.
  const isStuck = !online || halt !== null;
  if (!isStuck && refused === 0 && others === 0) return null;
  return (
    <Stack gap="xs" role="status" className="no-print">
      {!online && (
        <Alert color="yellow" variant="light" icon={<IconWifiOff aria-hidden />} p="sm">
          {shell.offline}
        </Alert>
      )}
      {isStuck && waiting > 0 && (
        <Line icon={<IconClock size={18} aria-hidden />}>
          <Anchor component={Link} to="/log" inherit>
            {shell.waiting(waiting)}
          </Anchor>
        </Line>
      )}
      {refused > 0 && (
        <Line icon={<IconAlertTriangle size={18} aria-hidden />}>
          <Anchor component={Link} to="/log" inherit>
            {shell.refused(refused)}
          </Anchor>
        </Line>
      )}
      {others > 0 && <Line icon={<IconClock size={18} aria-hidden />}>{shell.waitingForOthers(others)}</Line>}
    </Stack>
  );
}

function Line({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }): ReactElement {
  return (
    <Group gap="xs" wrap="nowrap" mih={28}>
      {icon}
      <Text size="sm" component="span">
        {children}
      </Text>
    </Group>
  );
}
