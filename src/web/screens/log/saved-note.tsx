import { Group, Paper, Stack, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconCheck, IconClock } from '@tabler/icons-react';
import { useEffect, type ReactElement } from 'react';
import { useMessages } from './texts.js';
import { useOutbox } from '../../offline/outbox-context.js';
import { Mass } from '../../units/mass.js';
import { LabelLink } from './label-link.js';
import { LogWarnings } from './log-figures.js';
import type { AfterSaving } from './use-log-form.js';

interface SavedNoteProps {
  readonly id: string;
  readonly then: AfterSaving;
}

const PRINT = 'log-print';

/** Says quietly what became of the batch that was saved last, and offers its label. */
export function SavedNote({ id, then }: SavedNoteProps): ReactElement | null {
  const { log } = useMessages();
  const { entries, booked, halt } = useOutbox();
  const { online } = useNetwork();
  useEffect(() => {
    if (then === 'label') document.getElementById(PRINT)?.focus();
  }, [id, then]);
  const batch = booked.find((one) => one.id === id);
  const entry = entries.find(({ body }) => body.id === id);
  // What came back is told where it can be mended.
  if (!batch && entry?.state !== 'waiting') return null;
  const isKept = !batch && (!online || halt !== null);
  const Icon = isKept ? IconClock : IconCheck;
  return (
    <Paper withBorder px="md" py="xs" role="status">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" flex="1 1 300px">
          <Icon
            aria-hidden
            color={`var(--mantine-color-${isKept ? 'orange' : 'teal'}-filled)`}
            style={{ flex: 'none' }}
          />
          <Stack gap={4}>
            <Text component="div">
              {batch ? (
                <>
                  <strong>{log.booked(batch.code ?? '')}</strong> · {log.net} <Mass kg={batch.netKg} /> · {log.dry}{' '}
                  <Mass kg={batch.dryKg} />
                </>
              ) : isKept ? (
                log.kept
              ) : (
                log.sending
              )}
            </Text>
            <LogWarnings warnings={batch?.warnings ?? []} />
          </Stack>
        </Group>
        <LabelLink batchId={id} id={PRINT} variant="default" />
      </Group>
    </Paper>
  );
}
