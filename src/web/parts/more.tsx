import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';

interface MoreProps {
  readonly shown: number;
  /** How many there are in all, where that is known. */
  readonly of?: number | undefined;
  readonly more: () => void;
  readonly isLoadingMore?: boolean | undefined;
}

/** A list that goes on says so, on paper as well: nobody takes its beginning for the whole. */
export function More({ shown, of, more, isLoadingMore }: MoreProps): ReactElement {
  const { shell } = useMessages();
  return (
    <Group gap="md">
      <Button variant="default" flex={1} onClick={more} loading={isLoadingMore ?? false} className="no-print">
        {shell.more}
      </Button>
      <Text size="sm" c="dimmed" className="figure" role="status">
        {of === undefined ? shell.shownFirst(shown) : shell.shownOf(shown, of)}
      </Text>
    </Group>
  );
}
