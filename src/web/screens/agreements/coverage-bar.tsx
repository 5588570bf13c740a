import { Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import classes from './agreements.module.css';
import { usePctText } from './term-texts.js';

interface CoverageBarProps {
  readonly pct: number | null | undefined;
  readonly targetPct: number;
}

/** What was reached as a length, with a mark where the target is; the digits stand beside it. */
export function CoverageBar({ pct, targetPct }: CoverageBarProps): ReactElement {
  const { agreements, shell } = useMessages();
  const text = usePctText();
  const isKnown = pct !== null && pct !== undefined;
  const isShort = isKnown && pct < targetPct;
  return (
    <Stack gap={4} miw={140}>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text component="span" fw={650} className="figure" data-figure="coveragePct">
          {isKnown ? text(pct) : shell.unknown}
        </Text>
        <Text component="span" size="xs" c="dimmed" className="figure">
          {agreements.list.ofTarget(text(targetPct))}
        </Text>
      </Group>
      <div className={classes.track} aria-hidden>
        {isKnown && (
          <div
            className={classes.reached}
            data-short={isShort || undefined}
            style={{ width: `${Math.min(Math.max(pct, 0), 100)}%` }}
          />
        )}
        <div className={classes.target} style={{ left: `${targetPct}%` }} />
      </div>
    </Stack>
  );
}
