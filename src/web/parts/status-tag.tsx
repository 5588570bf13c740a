import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBan,
  IconCheck,
  IconCircle,
  IconClock,
  IconHourglass,
  IconPencil,
  IconTruck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useMessages, type Messages } from '../i18n/index.js';

type StatusWord = keyof Messages['status'];

type Look = readonly [colour: string, icon: TablerIcon];

const ENDED: Look = ['gray', IconArrowsExchange];

const LOOKS: Readonly<Record<StatusWord, Look>> = {
  'on-hand': ['blue', IconCircle],
  received: ['teal', IconCheck],
  'in-shipment': ['gray', IconClock],
  'in-transit': ['indigo', IconTruck],
  planned: ['gray', IconClock],
  settled: ['teal', IconCheck],
  'in-dispute': ['orange', IconAlertTriangle],
  cancelled: ['gray', IconBan],
  void: ['gray', IconBan],
  draft: ['gray', IconClock],
  proposed: ['yellow', IconHourglass],
  scheduled: ['blue', IconClock],
  active: ['teal', IconCheck],
  expired: ['gray', IconBan],
  terminated: ['gray', IconBan],
  'within-tolerance': ['teal', IconCheck],
  'out-of-tolerance': ['orange', IconAlertTriangle],
  significant: ['red', IconAlertTriangle],
  estimated: ['yellow', IconHourglass],
  'not-received': ['red', IconBan],
  provisional: ['yellow', IconHourglass],
  final: ['teal', IconCheck],
  closed: ['teal', IconCheck],
  booked: ['teal', IconCheck],
  reversed: ['gray', IconBan],
  waiting: ['gray', IconClock],
  refused: ['red', IconAlertTriangle],
  mending: ['gray', IconPencil],
  processed: ENDED,
  charged: ENDED,
  'reused-in-process': ENDED,
  'counted-out': ENDED,
  disposed: ENDED,
  'sold-elsewhere': ENDED,
  delivered: ENDED,
  'back-to-production': ENDED,
  split: ENDED,
};

interface TagProps {
  readonly colour: string;
  readonly icon: TablerIcon;
  readonly size?: 'md' | 'lg';
  readonly children: ReactNode;
}

/** A word with a shape and a colour; dark enough to be read on striped rows and under a window as well. */
export function Tag({ colour, icon: Icon, size = 'lg', children }: TagProps): ReactElement {
  const dark = `color-mix(in srgb, var(--mantine-color-${colour}-9) 70%, black)`;
  return (
    <Badge
      color={colour}
      variant="light"
      size={size}
      tt="none"
      miw="max-content"
      fw={600}
      leftSection={<Icon size={14} aria-hidden />}
      style={{ '--badge-color': `light-dark(${dark}, var(--mantine-color-${colour}-2))` }}
    >
      {children}
    </Badge>
  );
}

/** A status by word and shape before colour; a dash where it is not told. */
export function StatusTag({ status }: { readonly status: StatusWord | null }): ReactElement {
  const { status: words, shell } = useMessages();
  if (status === null) return <>{shell.unknown}</>;
  const [colour, icon] = LOOKS[status];
  return (
    <Tag colour={colour} icon={icon}>
      {words[status]}
    </Tag>
  );
}
