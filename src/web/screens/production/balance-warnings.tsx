import { Alert, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { TextLink } from '../../parts/links.js';
import type { Balance } from './model.js';
import { useMessages } from './texts.js';

/** What a reader of the balance must know. */
export function BalanceWarnings({ balance }: { readonly balance: Balance }): ReactElement | null {
  const { balance: words } = useMessages();
  if (balance.warnings.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />} title={words.warningsTitle}>
      <List size="sm">
        {balance.warnings.map(({ code }) => (
          <List.Item key={code}>
            {words.warnings[code]}{' '}
            {code === 'wip-not-counted' && (
              <TextLink to="/production/counts" underline="always">
                {words.toCounts}
              </TextLink>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
