import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { kgToMg, mgToKg, netMassMg } from '../../../domain/measure/quantities.js';
import { useMessages } from './texts.js';
import { useOutbox } from '../../offline/outbox-context.js';
import type { OutboxEntry } from '../../offline/outbox-store.js';
import { StatusTag } from '../../parts/status-tag.js';
import { useZoneOf } from '../../data/sites.js';
import { Mass, Moment } from '../../units/mass.js';
import { LabelLink } from './label-link.js';

interface QueueListProps {
  readonly catalogue: Catalogue;
  /** The entry that is in the form now. */
  readonly inForm: number | null;
  readonly mend: (entry: OutboxEntry) => Promise<boolean>;
}

/** What this person has saved and the service does not have. */
export function QueueList({ catalogue, inForm, mend }: QueueListProps): ReactElement | null {
  const { log } = useMessages();
  const { entries, halt } = useOutbox();
  const { online } = useNetwork();
  // With the network there what waits is gone in a moment.
  const isMoving = online && halt === null;
  const shown = entries.filter(({ state }) => state !== 'waiting' || !isMoving);
  if (shown.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label={log.queue}>
      <Title order={2} size="h4">
        {log.queue}
      </Title>
      <Text size="sm" c="dimmed">
        {log.queueLead}
      </Text>
      {shown.map((entry) => (
        <QueueItem
          key={entry.seq}
          entry={entry}
          streamName={catalogue.stream(entry.body.stream)?.name ?? entry.body.stream}
          isInForm={entry.seq === inForm}
          mend={inForm === null ? () => mend(entry) : null}
        />
      ))}
    </Stack>
  );
}

interface QueueItemProps {
  readonly entry: OutboxEntry;
  readonly streamName: string;
  readonly isInForm: boolean;
  readonly mend: (() => Promise<boolean>) | null;
}

function QueueItem({ entry, streamName, isInForm, mend }: QueueItemProps): ReactElement {
  const { log } = useMessages();
  const { body, state, tried, problem } = entry;
  const [isElsewhere, setElsewhere] = useState(false);
  const zoneOf = useZoneOf();
  const netKg = mgToKg(netMassMg(kgToMg(body.grossKg), kgToMg(body.tareKg)));
  return (
    <Paper withBorder p="sm" data-entry={state}>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <StatusTag status={state} />
            <Text component="div">
              <strong>{body.code ?? log.codeFollows}</strong> · {streamName} · <Mass kg={netKg} /> ·{' '}
              <Moment at={body.occurredAt} zone={zoneOf(body.siteId)} />
            </Text>
          </Group>
          <Group gap="xs">
            <LabelLink batchId={body.id} variant="subtle" />
            {!isInForm && !(state === 'waiting' && tried) && (
              <Button
                variant="default"
                disabled={mend === null}
                onClick={() => void mend?.().then((isHere) => setElsewhere(!isHere))}
              >
                {state === 'waiting' ? log.takeBack : log.mend}
              </Button>
            )}
            {state !== 'waiting' && !isInForm && <Discard seq={entry.seq} />}
          </Group>
        </Group>
        {isElsewhere && (
          <Text size="sm" role="alert">
            {log.mendedElsewhere}
          </Text>
        )}
        {problem && (
          <Text size="sm" c="var(--mantine-color-error)">
            {log.refusedBecause(problem.detail)}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** Asks once more: what is discarded is gone. */
function Discard({ seq }: Pick<OutboxEntry, 'seq'>): ReactElement {
  const { log } = useMessages();
  const { outbox } = useOutbox();
  const [isAsked, ask] = useState(false);
  return (
    <Button
      variant="subtle"
      color="red"
      onBlur={() => ask(false)}
      onClick={() => (isAsked ? void outbox.discard(seq) : ask(true))}
    >
      {isAsked ? log.reallyDiscard : log.discard}
    </Button>
  );
}
