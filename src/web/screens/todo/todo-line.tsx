import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useMessages } from './texts.js';

interface TodoLineProps {
  readonly what: string;
  /** Facts in a row, those that are not there left out. */
  readonly facts: readonly ReactNode[];
  readonly tags?: ReactNode;
  readonly button: string;
  readonly path: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly isFirst: boolean;
  /** Done before it leads there. */
  readonly onGo?: () => void;
}

/** One thing to do: what it is, since when, and the one button that leads to where it is done. */
export function TodoLine({ what, facts, tags, button, path, search, isFirst, onGo }: TodoLineProps): ReactElement {
  const { todo } = useMessages();
  const said = facts.filter((fact) => fact !== null);
  return (
    <Group
      component="li"
      justify="space-between"
      gap="md"
      py="sm"
      style={isFirst ? undefined : { borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Stack gap={2} flex="1 1 260px" miw={0}>
        <Group gap="sm">
          <Text fw={600}>{what}</Text>
          {tags}
        </Group>
        <Text size="sm" c="dimmed" component="div">
          {said.map((fact, index) => (
            <span key={index}>
              {index > 0 && ' · '}
              {fact}
            </span>
          ))}
        </Text>
      </Stack>
      <Button
        component={Link}
        to={path}
        {...(search && { search: search as never })}
        onClick={onGo}
        variant="light"
        miw={150}
        aria-label={todo.buttonOf(button, what)}
      >
        {button}
      </Button>
    </Group>
  );
}
