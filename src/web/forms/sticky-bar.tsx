import { Group, Paper, Progress, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

interface StickyBarProps {
  /** How far one has come, in a line that is read out when it changes. */
  readonly summary: string;
  readonly notice?: ReactNode;
  /** How far one has come, in percent, beside the words that say so. */
  readonly donePct?: number;
  readonly children: ReactNode;
}

/** What a long form comes to, and its button, always in sight at the lower edge. */
export function StickyBar({ summary, notice, donePct, children }: StickyBarProps): ReactElement {
  return (
    <Paper data-in-sight withBorder shadow="md" p="md" pos="sticky" bottom={12} style={{ zIndex: 2 }}>
      <Stack gap="xs">
        {notice}
        {donePct !== undefined && <Progress value={donePct} size="sm" aria-hidden />}
        <Group justify="space-between" gap="md">
          <Text aria-live="polite" fw={600} flex="1 1 240px">
            {summary}
          </Text>
          {children}
        </Group>
      </Stack>
    </Paper>
  );
}
