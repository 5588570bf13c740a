import { Button, Group, Stack, Text, Timeline } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsSplit,
  IconCheck,
  IconCircleX,
  IconFlame,
  IconFlask,
  IconPlus,
  IconRecycle,
  IconScale,
  IconContract,
  IconTruck,
  IconTruckDelivery,
  type TablerIcon,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { localDay } from '../../../domain/measure/time.js';
import { useNames } from '../../data/names.js';
import { useMessages } from './texts.js';
import { More } from '../../parts/more.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Tag } from '../../parts/status-tag.js';
import { useZoneOf } from '../../data/sites.js';
import { Day, Mass, Moment } from '../../units/mass.js';
import { entryKind, movedDryKg, useEntries, type BatchEntry } from './entries.js';
import { Postings } from './postings.js';
import type { ShownBatch } from './words.js';

const ICONS: Readonly<Record<ReturnType<typeof entryKind>, TablerIcon>> = {
  logged: IconPlus,
  supplied: IconPlus,
  assayed: IconFlask,
  stamped: IconContract,
  counted: IconScale,
  split: IconArrowsSplit,
  dispatched: IconTruck,
  received: IconTruckDelivery,
  settled: IconCheck,
  run: IconRecycle,
  reused: IconRecycle,
  charged: IconFlame,
  reversed: IconArrowBackUp,
  disposed: IconCircleX,
  sold: IconCircleX,
  made: IconPlus,
  'taken-back': IconTruckDelivery,
  lost: IconCircleX,
  delivered: IconTruck,
  restored: IconRecycle,
};

/** What has been booked of a batch, newest first, each with its postings one click away. */
export function BatchLife({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { batches } = useMessages();
  const query = useEntries(batch.id);
  return (
    <Section title={batches.life}>
      <Loaded query={query}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items);
          if (entries.length === 0) return <Empty />;
          return (
            <Timeline bulletSize={32} lineWidth={2} active={-1}>
              {entries.map((entry) => {
                const Icon = ICONS[entryKind(entry, batch.kind)];
                return (
                  <Timeline.Item key={entry.id} bullet={<Icon size={18} aria-hidden />}>
                    <Event entry={entry} batch={batch} />
                  </Timeline.Item>
                );
              })}
            </Timeline>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <More
          shown={query.data?.pages.flatMap(({ items }) => items).length ?? 0}
          more={() => void query.fetchNextPage()}
          isLoadingMore={query.isFetchingNextPage}
        />
      )}
    </Section>
  );
}

function Event({ entry, batch }: { readonly entry: BatchEntry; readonly batch: ShownBatch }): ReactElement {
  const { batches, status, books } = useMessages();
  const [opened, setOpened] = useState(false);
  const kind = entryKind(entry, batch.kind);
  const word = books.entryKinds[kind];
  const dryKg = movedDryKg(entry, batch.id);
  // The service names nobody where it tells a part of an entry only.
  const isPart = entry.userId === null;
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Text fw={600} td={entry.reversedById ? 'line-through' : undefined}>
          {word}
        </Text>
        {dryKg !== null && (
          <Text>
            <Mass kg={dryKg} /> {isPart && batches.ownPart}
          </Text>
        )}
        {entry.reversedById && (
          <Tag colour="gray" icon={IconArrowBackUp}>
            {status['reversed']}
          </Tag>
        )}
      </Group>
      <Who entry={entry} />
      {entry.reason && <Text size="sm">{entry.reason}</Text>}
      <Group>
        <Button
          variant="subtle"
          size="compact-md"
          mih={44}
          ml={-8}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {opened ? batches.hideEvidence : batches.evidence(entry.postings.length)}
        </Button>
      </Group>
      {opened && <Postings entry={entry} batchId={batch.id} caption={batches.evidenceOf(word)} />}
    </Stack>
  );
}

/** When it happened and who booked it, and when, where that is another time. */
function Who({ entry }: { readonly entry: BatchEntry }): ReactElement {
  const { batches } = useMessages();
  const names = useNames();
  const who = [names.user(entry.userId), names.party(entry.partyId) ?? batches.otherParty].filter(Boolean).join(', ');
  return (
    <Text size="sm" c="dimmed">
      <When entry={entry} />
      {batches.by(who)}
      <Recorded entry={entry} />
    </Text>
  );
}

/** By the clock of the site; the day on which it counts is another one where it arrived on an earlier one than it left. */
function When({ entry: { siteId, occurredAt, occurredOn } }: { readonly entry: BatchEntry }): ReactElement | null {
  const { batches } = useMessages();
  const zone = useZoneOf()(siteId);
  if (occurredAt === null || occurredOn === null) return null;
  const isOtherDay = localDay(Date.parse(occurredAt), zone) !== occurredOn;
  return (
    <>
      {siteId !== null && <Moment at={occurredAt} zone={zone} />}
      {siteId !== null && isOtherDay && `, ${batches.countsOn} `}
      {(siteId === null || isOtherDay) && <Day on={occurredOn} />} ·{' '}
    </>
  );
}

function Recorded({ entry: { siteId, recordedAt } }: { readonly entry: BatchEntry }): ReactElement | null {
  const { batches } = useMessages();
  const zone = useZoneOf()(siteId);
  if (recordedAt === null) return null;
  return (
    <>
      {' '}
      · {batches.recorded} <Moment at={recordedAt} zone={zone} />
    </>
  );
}
