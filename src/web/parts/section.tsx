import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactElement, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ title, note, aside, children }: SectionProps): ReactElement {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {aside}
        </Group>
        {note && (
          <Text size="sm" c="dimmed" component="div">
            {note}
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
